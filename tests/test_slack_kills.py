"""``footnote serve`` killed without warning, again and again: nothing is lost, nothing is answered twice."""

import random
import sqlite3
import time
from collections import Counter
from contextlib import closing
from datetime import UTC, datetime

import fake_fred
import pytest

pytest_plugins = ["fred_fixtures", "slack_fixtures"]

PEOPLE = 4
UNDER_WAY = {"working", "answered", "posting"}
ROWS = [(f"2025-{month:02}-01", 100 + month) for month in range(1, 13)]


def states(home):
    """The state of each request in the inbox, by the timestamp of its question."""
    with closing(sqlite3.connect(f"file:{home / 'inbox.sqlite3'}?mode=ro", uri=True)) as inbox:
        return {key.split(":")[2]: state for key, state in inbox.execute("SELECT key, state FROM requests")}


@pytest.fixture
def slow(slack, fred):
    """Data and posts that take their time, so that a kill finds work under way."""

    def reply(query):
        time.sleep(0.25)
        return fake_fred.observations(*ROWS, as_of=datetime.now(UTC).date())

    fred.replies["M2SL"] = reply
    slack.rate_limits = False
    slack.ack_within, slack.retry_delays = 1.0, (0.2, 1.0, 2.0, 4.0, 8.0)
    slack.fail("chat.postMessage", "slow", times=None, seconds=0.15)
    settings = {"FOOTNOTE_EMBEDDING": "none", "FOOTNOTE_CACHE": "0"}
    return {"FRED_API_KEY": "0" * 32, "FRED_API_URL": fred.url} | settings


def test_no_question_is_lost_or_answered_twice(slack, process, slow, tmp_path, full, capsys):
    """Killed between acknowledgement and answer; the state each kill found is printed."""
    chance, home = random.Random(20), tmp_path / "home"
    asked, fell, kills, mid_work = [], Counter(), 200 if full else 12, 0
    everybody = [slack.add_user(f"UK{number}") for number in range(10 * PEOPLE)]
    for number in range(kills):
        people = [everybody[(PEOPLE * number + each) % len(everybody)] for each in range(PEOPLE)]
        running = process(**slow)
        slack.wait_for(lambda: slack.sockets, 30)
        for channel, ts in asked[-PEOPLE:]:
            slack.wait_for(lambda channel=channel, ts=ts: slack.posts(channel, thread_ts=ts), 60)
        mine = [(slack.dm(user), slack.say(user, slack.dm(user), "What is M2?")) for user in people]
        slack.wait_for(lambda mine=mine: any(each.acked for _, ts in mine for each in slack.deliveries_of(ts)), 20)
        time.sleep(chance.uniform(0.0, 0.9))
        running.kill()
        found = states(home)
        now = [state for state in found.values() if state not in ("done", "dead")] or ["nothing left to do"]
        fell.update(now)
        mid_work += bool(UNDER_WAY & set(now))
        asked += mine

    process(**slow)
    for channel, ts in asked:
        slack.wait_for(lambda channel=channel, ts=ts: slack.posts(channel, thread_ts=ts), 120)
    slack.wait_for(lambda: set(states(home).values()) <= {"done", "dead"}, 60)
    answers = Counter(post["thread_ts"] for post in slack.posts())
    with capsys.disabled():
        print(f"\n  {kills} kills, {mid_work} of them mid-work; the questions they found: {dict(fell)};")
        print(f"  {len(asked)} asked, {len(answers)} answered, {sum(n > 1 for n in answers.values())} answered twice")
    assert len(answers) == len(asked)
    assert set(answers.values()) == {1}
    assert mid_work >= 0.3 * kills


def test_an_operators_stop_lets_answers_in_the_making_end(slack, process, slow):
    running = process(**slow)
    slack.wait_for(lambda: slack.sockets, 30)
    user = slack.add_user("UK1")
    ts = slack.say(user, slack.dm(user), "What is M2?")
    slack.wait_for(lambda: any(each.acked for each in slack.deliveries_of(ts)))

    status = running.terminate()
    assert status == 0
    assert len(slack.posts(slack.dm(user), thread_ts=ts)) == 1


def test_two_at_once_do_not_serve_one_home(slack, process, slow, tmp_path):
    process(**slow)
    slack.wait_for(lambda: slack.sockets, 30)
    second = process(**slow)

    assert second.wait() == 1
    assert "Another `footnote serve`" in (tmp_path / "log").read_text("utf-8")
