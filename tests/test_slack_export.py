"""The Export button: the workings of an answer as a spreadsheet, once for each press, for those who may see them."""

import io
import sqlite3
from contextlib import closing

import openpyxl
import pytest

pytest_plugins = ["slack_fixtures"]
pytestmark = pytest.mark.usefixtures("brisk")

GAP = "What is the fund-flow gap between expansion and stagnation assets?"
STEPS = ("files.getUploadURLExternal", "upload", "files.completeUploadExternal")
OFFLINE = {"FOOTNOTE_EMBEDDING": "none"}


def settled(slack, bot):
    """Waits until nothing is under way any more."""
    slack.wait_for(lambda: set(bot.inbox.counts()) <= {"done", "dead"}, 60)


def answered(slack, channel="C1"):
    """The answer to a question, posted."""
    ts = slack.say("U1", channel, f"<@{slack.bot_user}> {GAP}")
    return slack.wait_for(lambda: slack.posts(channel, thread_ts=ts), 40)[0]


def reference(answer):
    """The id at the end of the answer's grey line."""
    return answer["text"].split()[-1]


def shared(slack, channel=None):
    """The posts with a file."""
    return [post for post in slack.posts(channel) if post["files"]]


def ended(slack):
    """The files whose upload was ended, whether they stand in the thread already or will in a moment."""
    return [file for file in slack.files if file.completed_at is not None]


def told(slack):
    """What one person alone was told, once there is something."""
    return [one["text"] for one in slack.wait_for(lambda: slack.ephemerals, 40)]


@pytest.fixture
def answer(slack, serving):
    """An answer in the channel, with its button."""
    return answered(slack)


def test_the_workings_arrive_intact_in_the_thread_of_the_answer(slack, serving, sample, answer):
    slack.press("U2", "C1", answer["ts"], "export")
    [post] = slack.wait_for(lambda: shared(slack), 20)

    [file] = slack.files
    assert (post["channel"], post["thread_ts"]) == ("C1", answer["thread_ts"])
    assert [one["name"] for one in post["files"]] == [f"footnote-{reference(answer)}.xlsx"]
    kept = {figure["key"]: figure["value"] for figure in walked(sample.ledger.get(reference(answer))["figures"])}
    assert figures(file.content) == pytest.approx(kept, rel=1e-15)


def figures(content):
    """The values in the sheet of figures, by their keys; a workbook holds sixteen digits of each."""
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
    head, *rows = book["Figures"].iter_rows(values_only=True)
    return {row[head.index("figure")]: row[head.index("value")] for row in rows}


def walked(found):
    """The figures and their parts."""
    for figure in found:
        yield figure
        yield from walked(figure["parts"])


def test_in_direct_messages_it_is_shared_there(slack, serving):
    channel = slack.dm("U1")
    answer = answered(slack, channel)
    slack.press("U1", channel, answer["ts"], "export")
    [post] = slack.wait_for(lambda: shared(slack, channel), 20)

    assert post["thread_ts"] == answer["thread_ts"]


def test_an_answer_for_one_pair_of_eyes_is_exported_to_them_alone(slack, serving):
    slack.command("U1", "C1", "/snapshot", "us-industry")
    [whispered] = slack.wait_for(lambda: slack.ephemerals, 40)
    slack.press("U1", "C1", whispered["ts"], "export")
    direct = slack.dm("U1")
    slack.wait_for(lambda: shared(slack, direct), 20)
    slack.wait_for(lambda: len(slack.ephemerals) > 1)

    assert shared(slack) == shared(slack, direct)
    assert told(slack)[1] == "The file is in your direct messages with me."


def test_a_press_is_acknowledged_before_anything_is_uploaded(slack, serving, answer):
    slack.fail(STEPS[0], "slow", seconds=2.0)
    press = slack.press("U1", "C1", answer["ts"], "export")
    slack.wait_for(lambda: press.acked)

    assert slack.files == []
    slack.wait_for(lambda: shared(slack), 20)


def test_one_press_that_is_delivered_twice_is_one_file(slack, serving, answer):
    press = slack.press("U1", "C1", answer["ts"], "export")
    slack.wait_for(lambda: shared(slack), 20)
    again = slack.redeliver(press)
    slack.wait_for(lambda: again.acked)
    settled(slack, serving)

    assert len(slack.files) == len(shared(slack)) == 1


def test_two_presses_are_two_files(slack, serving, answer):
    for user in ("U1", "U2"):
        slack.press(user, "C1", answer["ts"], "export")

    slack.wait_for(lambda: len(shared(slack, "C1")) == 2, 20)


def test_whoever_may_not_see_the_answer_gets_no_file(slack, serving, answer):
    slack.add_user("UG", guest=True)
    slack.join("UG", "C1")
    slack.press("UG", "C1", answer["ts"], "export")

    [sentence] = told(slack)
    assert sentence.startswith("There is no answer with the id")
    assert slack.files == []


def test_a_file_that_not_everybody_there_may_see_goes_to_the_one_who_pressed(slack, serve):
    with serve():
        answer = answered(slack)
    slack.add_user("UG", guest=True)
    slack.join("UG", "C1")
    direct = slack.dm("U1")
    with serve():
        slack.press("U1", "C1", answer["ts"], "export")
        slack.wait_for(lambda: shared(slack, direct), 20)

    assert shared(slack, "C1") == []


@pytest.mark.parametrize(
    ("step", "error"),
    [
        *zip(STEPS, ("storage_limit_reached", "413", "posting_to_channel_denied"), strict=True),
        (STEPS[0], "missing_scope"),
    ],
)
def test_a_file_that_slack_refuses_is_one_line_for_the_one_who_pressed(slack, serving, answer, step, error):
    slack.fail(step, error, times=None)
    slack.press("U1", "C1", answer["ts"], "export")
    [sentence] = told(slack)
    settled(slack, serving)

    id = reference(answer)
    assert sentence == (
        f"The workings of answer {id} could not be posted as a file. "
        f"In a terminal: footnote show {id} --export workings.xlsx"
    )
    assert slack.posts("C1") == [answer]


@pytest.mark.parametrize("step", STEPS)
def test_a_step_that_goes_on_failing_is_given_up(slack, serving, answer, monkeypatch, one_of_many, step):
    one_of_many(step == "upload")
    monkeypatch.setattr("bot.slack.shipping.MOST_TRIES", 2)
    slack.fail(step, "503", times=None)
    slack.press("U1", "C1", answer["ts"], "export")

    assert "could not be posted as a file" in told(slack)[0]
    assert len(slack.calls_of(step)) == 2


@pytest.mark.parametrize("step", STEPS)
def test_a_file_that_came_too_soon_is_shared_after_the_pause(slack, serving, answer, one_of_many, step):
    one_of_many(step == "upload")
    slack.fail(step, "429", retry_after=2)
    slack.press("U1", "C1", answer["ts"], "export")
    slack.wait_for(lambda: shared(slack), 20)

    first, second = slack.calls_of(step)
    assert first.status == 429
    assert second.at - first.at >= 2


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("kind", ["500", "drop", "drop_after"])
def test_a_file_is_shared_once_whatever_fails_in_passing(slack, serving, answer, one_of_many, step, kind):
    one_of_many(kind == "drop_after")
    """What Slack shares stands in the thread only after it has looked through it, so a second share is tried first."""
    slack.file_seconds = 2.0
    slack.fail(step, kind)
    slack.press("U1", "C1", answer["ts"], "export")
    settled(slack, serving)
    slack.wait_for(lambda: shared(slack), 30)

    assert len(ended(slack)) == len(shared(slack)) == 1
    assert slack.ephemerals == []


def test_a_share_whose_reply_was_lost_is_known_by_the_second_that_is_refused(slack, serving, answer):
    """Here the thread cannot be looked through."""
    slack.fail("conversations.replies", "missing_scope", times=None)
    slack.fail(STEPS[2], "drop_after")
    slack.press("U1", "C1", answer["ts"], "export")
    slack.wait_for(lambda: shared(slack), 30)
    settled(slack, serving)

    assert len(ended(slack)) == 1


def test_a_bug_while_the_file_is_made_is_one_sentence_with_a_reference(slack, serving, answer, monkeypatch):
    monkeypatch.setattr("bot.surfaces.export.export", lambda kept, path: 1 / 0)
    slack.press("U1", "C1", answer["ts"], "export")

    [sentence] = told(slack)
    assert "it is logged under" in sentence
    settled(slack, serving)


def test_an_upload_that_waited_for_too_long_is_made_anew(slack, process, tmp_path, one_of_many):
    """Slack drops what is not shared in time; then the id that was written down leads to nothing."""
    one_of_many(False)
    first = process(**OFFLINE)
    slack.wait_for(lambda: slack.sockets, 30)
    answer = answered(slack)
    slack.fail(STEPS[2], "drop", times=None)
    slack.press("U1", "C1", answer["ts"], "export")
    slack.wait_for(lambda: slack.calls_of(STEPS[2]), 30)
    first.kill()
    slack.clear_faults()
    [file] = slack.files
    file.content = None
    process(**OFFLINE)
    [post] = slack.wait_for(lambda: shared(slack), 60)

    assert post["files"][0]["id"] != file.id


@pytest.mark.parametrize("step", STEPS)
def test_a_kill_in_the_middle_of_a_step_shares_no_second_file(slack, process, tmp_path, one_of_many, step):
    """Slack does what it was told after the process is gone, so that the next one must find it."""
    one_of_many(step == STEPS[-1])
    first = process(**OFFLINE)
    slack.wait_for(lambda: slack.sockets, 30)
    answer = answered(slack)
    slack.fail(step, "slow", seconds=1.0)
    slack.press("U1", "C1", answer["ts"], "export")
    slack.wait_for(lambda: slack.calls_of(step), 30)
    first.kill()
    slack.wait_for(lambda: all(call.status is not None for call in slack.calls_of(step)))
    process(**OFFLINE)
    slack.wait_for(lambda: set(states(tmp_path / "home")) == {"done"}, 60)
    slack.wait_for(lambda: shared(slack), 10)

    assert len(ended(slack)) == len(shared(slack)) == 1


def states(home):
    """The states of all requests."""
    with closing(sqlite3.connect(f"file:{home / 'inbox.sqlite3'}?mode=ro", uri=True)) as inbox:
        return [state for (state,) in inbox.execute("SELECT state FROM requests")]
