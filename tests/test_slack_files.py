"""The picture of an answer follows it, once; what befalls the picture never touches the answer."""

import sqlite3
from contextlib import closing
from itertools import pairwise

import pytest

pytest_plugins = ["slack_fixtures"]
pytestmark = pytest.mark.usefixtures("brisk")

CHART = "chart of gold this year"
STEPS = ("files.getUploadURLExternal", "upload", "files.completeUploadExternal")
OFFLINE = {"FOOTNOTE_EMBEDDING": "none"}


def shows(given):
    """Whether a post holds a picture."""
    return any(block["type"] == "image" for block in given.get("blocks") or ())


def settled(slack, bot):
    """Waits until nothing is under way any more."""
    slack.wait_for(lambda: set(bot.inbox.counts()) <= {"done", "dead"}, 60)


def asked(slack, channel="C1", text=CHART):
    """The question's timestamp."""
    return slack.say("U1", channel, f"<@{slack.bot_user}> {text}")


def two(slack, channel, ts):
    """The answer, and what came after it."""
    slack.wait_for(lambda: len(slack.posts(channel, thread_ts=ts)) > 1, 40)
    answer, after = slack.posts(channel, thread_ts=ts)
    return answer, after


def reference(answer):
    """The id at the end of the answer's grey line."""
    return answer["text"].split()[-1]


def drawn(sample, answer):
    """The picture as it lies in the state folder."""
    return (sample.settings.home_folder / "charts" / f"{reference(answer)}.png").read_bytes()


def held(slack, picture):
    """The file that a post shows."""
    [block] = picture["blocks"]
    [file] = [one for one in slack.files if one.id == block["slack_file"]["id"]]
    return file


@pytest.mark.parametrize("place", ["channel", "direct"])
def test_the_picture_follows_its_answer_in_the_thread(slack, serving, sample, place):
    channel = "C1" if place == "channel" else slack.dm("U1")
    answer, picture = two(slack, channel, asked(slack, channel))
    kept = sample.ledger.get(reference(answer))

    assert answer["text"].startswith("Chart of Gold")
    assert [block["alt_text"] for block in picture["blocks"]] == [kept["charts"][0]["alt"]]
    assert picture["text"] == kept["charts"][0]["alt"]
    assert held(slack, picture).content == drawn(sample, answer)
    settled(slack, serving)
    assert len(slack.posts(channel)) == 2


def test_the_file_has_no_alt_text_of_its_own_which_slack_would_never_share(slack, serving):
    two(slack, "C1", asked(slack))

    [call] = slack.calls_of("files.getUploadURLExternal")
    assert set(call.arguments) == {"filename", "length"}


def test_an_answer_without_a_picture_uploads_nothing(slack, serving):
    ts = asked(slack, text="What is the fund-flow gap between expansion and stagnation assets?")
    slack.wait_for(lambda: slack.posts("C1", thread_ts=ts), 20)
    settled(slack, serving)

    assert slack.files == []
    assert len(slack.posts("C1")) == 1


def test_the_answer_does_not_wait_for_its_picture(slack, serving):
    slack.fail(STEPS[0], "500", times=None)
    ts = asked(slack)
    slack.wait_for(lambda: slack.posts("C1", thread_ts=ts) and slack.calls_of(STEPS[0]), 20)
    assert len(slack.posts("C1", thread_ts=ts)) == 1

    slack.clear_faults()
    _, picture = two(slack, "C1", ts)
    assert shows(picture)


@pytest.mark.parametrize(
    ("step", "error"), list(zip(STEPS, ("file_uploads_disabled", "413", "file_update_failed"), strict=True))
)
def test_a_picture_that_slack_refuses_is_one_plain_line_under_the_answer(slack, serving, step, error):
    slack.fail(step, error, times=None)
    answer, line = two(slack, "C1", asked(slack))
    settled(slack, serving)

    assert answer["text"].startswith("Chart of Gold")
    assert (line["text"], line["blocks"]) == (told(answer), None)
    assert len(slack.posts("C1")) == 2


def told(answer):
    """What is said of a picture that cannot be posted."""
    id = reference(answer)
    return f"The chart of answer {id} could not be posted here. In a terminal: footnote show {id}"


@pytest.mark.parametrize("step", STEPS)
def test_a_step_that_goes_on_failing_is_given_up(slack, serving, monkeypatch, one_of_many, step):
    one_of_many(step == "upload")
    monkeypatch.setattr("bot.slack.pictures.MOST_UPLOADS", 2)
    slack.fail(step, "500", times=None)
    answer, line = two(slack, "C1", asked(slack))

    assert line["text"] == told(answer)
    assert len(slack.calls_of(step)) == 2


def test_the_line_is_in_the_language_of_the_question(slack, serving):
    slack.fail("upload", "413", times=None)
    answer, line = two(slack, "C1", asked(slack, text="画一下今年以来黄金的走势图"))

    assert line["text"].startswith(f"答案 {reference(answer)} 的图表未能发布到此处")


def test_a_picture_that_slack_will_not_show_is_one_plain_line(slack, serving, monkeypatch):
    monkeypatch.setattr("bot.slack.pictures.MOST_POSTS", 2)
    slack.fail("chat.postMessage", "invalid_blocks", times=None, when=shows)
    answer, line = two(slack, "C1", asked(slack))

    assert line["text"] == told(answer)


@pytest.mark.usefixtures("unhurried")
def test_a_picture_that_is_gone_from_the_disk_is_one_plain_line(slack, serve, sample):
    slack.fail(STEPS[0], "500", times=None)
    with serve() as bot:
        ts = asked(slack)
        slack.wait_for(lambda: set(bot.inbox.counts()) == {"posted"}, 20)
    [answer] = slack.posts("C1", thread_ts=ts)
    (sample.settings.home_folder / "charts" / f"{reference(answer)}.png").unlink()
    slack.clear_faults()
    with serve():
        answer, line = two(slack, "C1", ts)

    assert line["text"] == told(answer)


def test_a_scope_that_was_forgotten_is_said_at_once(slack, serving):
    slack.world.scopes.remove("files:write")
    answer, line = two(slack, "C1", asked(slack))

    assert line["text"] == told(answer)
    assert len(slack.calls_of(STEPS[0])) == 1


@pytest.mark.parametrize("step", [*STEPS, "chat.postMessage"])
def test_a_picture_that_came_too_soon_is_posted_after_the_pause(slack, serving, one_of_many, step):
    one_of_many(step == "upload")
    slack.fail(step, "429", when=shows if step == "chat.postMessage" else None, retry_after=2)
    _, picture = two(slack, "C1", asked(slack))

    calls = [call for call in slack.calls_of(step) if step != "chat.postMessage" or shows(call.arguments)]
    assert shows(picture)
    assert calls[0].status == 429
    assert calls[1].at - calls[0].at >= 2


@pytest.mark.parametrize("kind", ["500", "drop", "drop_after", "html"])
def test_a_picture_is_posted_once_whatever_fails_in_passing(slack, serving, one_of_many, kind):
    """Each step of the upload and the post itself, in one question each."""
    one_of_many(kind == "drop_after")
    channel = slack.dm("U1")
    for step in (*STEPS, "chat.postMessage"):
        slack.fail(step, kind, when=shows if step == "chat.postMessage" else None)
        ts = asked(slack, channel)
        _, picture = two(slack, channel, ts)
        settled(slack, serving)
        assert shows(picture), step
        assert len(slack.posts(channel, thread_ts=ts)) == 2, step


def test_a_file_that_slack_still_looks_through_is_shown_a_moment_later(slack, serving):
    slack.file_seconds = 1.5
    _, picture = two(slack, "C1", asked(slack))

    refused = [call for call in slack.calls_of("chat.postMessage") if call.error == "invalid_blocks"]
    assert refused
    assert shows(picture)
    assert len(slack.files) == 1


@pytest.mark.usefixtures("unhurried")
def test_pictures_and_answers_share_the_pace_of_a_channel(slack, serving):
    for ts in [asked(slack) for _ in range(3)]:
        two(slack, "C1", ts)

    at = sorted(call.at for call in slack.calls_of("chat.postMessage"))
    assert min(later - earlier for earlier, later in pairwise(at)) >= 0.95


def test_a_picture_goes_where_its_answer_went(slack, serving):
    """The channel is archived, so the answer comes as a direct message."""
    slack.fail("chat.postMessage", "is_archived", times=None, when=lambda given: given["channel"] == "C1")
    asked(slack)
    direct = slack.dm("U1")
    slack.wait_for(lambda: len(slack.posts(direct)) > 1, 20)
    settled(slack, serving)

    answer, picture = slack.posts(direct)
    assert "Chart of Gold" in answer["text"]
    assert shows(picture)
    assert slack.posts("C1") == []


@pytest.mark.usefixtures("unhurried")
def test_a_picture_is_not_posted_where_a_stranger_has_come_in_meanwhile(slack, serve):
    slack.fail(STEPS[0], "500", times=None)
    with serve() as bot:
        ts = asked(slack)
        slack.wait_for(lambda: set(bot.inbox.counts()) == {"posted"}, 20)
    slack.add_channel("C1", members=["U1", "U2"], shared=True)
    slack.clear_faults()
    with serve() as bot:
        answer, line = two(slack, "C1", ts)
        settled(slack, bot)

    assert line["text"] == told(answer)
    assert slack.files == []


@pytest.mark.parametrize("step", [*STEPS, "chat.postMessage"])
def test_a_kill_in_the_middle_of_a_step_makes_no_second_picture(slack, process, tmp_path, one_of_many, step):
    """Slack does what it was told after the process is gone, so that the next one must find it."""
    one_of_many(step == "chat.postMessage")
    when = shows if step == "chat.postMessage" else None
    slack.fail(step, "slow", seconds=1.0, when=when)
    first = process(**OFFLINE)
    slack.wait_for(lambda: slack.sockets, 30)
    ts = asked(slack)
    slack.wait_for(lambda: [call for call in slack.calls_of(step) if not when or shows(call.arguments)], 30)
    first.kill()
    assert "posted" in states(tmp_path / "home")
    slack.wait_for(lambda: all(call.status is not None for call in slack.calls_of(step)))
    process(**OFFLINE)
    slack.wait_for(lambda: states(tmp_path / "home") == ["done"], 60)

    answer, picture = slack.posts("C1", thread_ts=ts)
    assert shows(picture)
    assert not shows(answer)


def states(home):
    """The states of all requests."""
    with closing(sqlite3.connect(f"file:{home / 'inbox.sqlite3'}?mode=ro", uri=True)) as inbox:
        return [state for (state,) in inbox.execute("SELECT state FROM requests")]
