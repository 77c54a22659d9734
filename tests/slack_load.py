"""People who ask in a fake Slack at a steady pace, and how long each of them waited."""

import statistics
import time
from dataclasses import dataclass

GAP = "What is the fund-flow gap between expansion and stagnation assets?"
QUESTIONS = (
    GAP,
    "密歇根消费者信心是几月以来最高",
    "How has gold done this year?",
    "ISM new orders, highest since when?",
    "US industry snapshot",
    "研报怎么说信贷",
    "扩张类资产和停滞类资产过去十年资金流差多少",
    "What do the notes say about redemption gates?",
    "标普今年涨了多少",
    "And what of the weather on Mars?",
)


@dataclass(frozen=True)
class Waits:
    """Seconds from asking: to the acknowledgement of each envelope, to the first sign, to the answer."""

    acknowledged: list
    sign: list
    answered: list
    unacknowledged: int


def settle(slack, people, rooms):
    """Adds *people* and *rooms* to the workspace, each room with its share of the people."""
    users = [slack.add_user(f"UP{number}") for number in range(people)]
    return users, [slack.add_channel(f"CP{number}", members=users[number::rooms]) for number in range(rooms)]


def load(slack, users, rooms, *, count, per_second, patience=120):
    """Asks *count* questions, every other one in a room, and waits until each is answered."""
    before, asked, began = len(slack.deliveries), [], time.monotonic()
    for number in range(count):
        time.sleep(max(0.0, began + number / per_second - time.monotonic()))
        user, text = users[number % len(users)], QUESTIONS[number % len(QUESTIONS)]
        room = rooms[number % len(rooms)] if number % 2 else slack.dm(user)
        said = f"<@{slack.bot_user}> {text}" if number % 2 else text
        at = time.monotonic()
        asked.append((room, slack.say(user, room, said), at))
    for channel, ts, _ in asked:
        slack.wait_for(lambda channel=channel, ts=ts: slack.posts(channel, thread_ts=ts), patience)

    posted = {post["thread_ts"]: post["posted_at"] for post in slack.posts()}
    signs = {status["thread_ts"]: status["at"] for status in reversed(slack.statuses)}
    firsts = [each for each in slack.deliveries[before:] if each.retry_attempt == 0]
    for each in firsts:
        each.wait(5)
    return Waits(
        acknowledged=[each.ack_seconds for each in firsts if each.acked],
        sign=[min(signs.get(ts, posted[ts]), posted[ts]) - at for _, ts, at in asked],
        answered=[posted[ts] - at for _, ts, at in asked],
        unacknowledged=sum(not each.acked for each in firsts),
    )


def share(seconds, percent):
    """The *percent* quantile, in milliseconds."""
    return 1000 * statistics.quantiles(seconds, n=100, method="inclusive")[percent - 1]
