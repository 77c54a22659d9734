"""One writer at a time: who waits is told for whom, and a lock never outlives its process."""

import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from footnote.errors import FootnoteError, SetupError
from knowledge.lock import ASIDE, FILE, Holder, Lock, holder, writing

ROOT = Path(__file__).parents[1]
HOLDS = """
import sys, time
from pathlib import Path
from knowledge.lock import writing
with writing(Path(sys.argv[1]), "ingest"):
    print("held", flush=True)
    sys.stdin.readline()
"""


@pytest.fixture
def other(tmp_path):
    """Another process that is ingesting into the same folder."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDS, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    with process:
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def test_without_patience_the_second_is_told_who_is_at_it(tmp_path, other):
    with pytest.raises(FootnoteError) as busy, writing(tmp_path, "retract", wait=False):
        pass

    told = holder(tmp_path)
    assert str(busy.value) == (
        f"busy: an ingest has been running since {told.since[11:16]} UTC, by {told.user} (process {other.pid}); "
        "try again when that has finished."
    )


def test_whoever_waits_is_told_once_and_goes_on_when_the_other_is_killed(tmp_path, other):
    said = []

    def tell(sentence):
        said.append(sentence)
        other.kill()

    with writing(tmp_path, "ingest", said=tell):
        assert holder(tmp_path).pid == os.getpid()

    (sentence,) = said
    assert sentence.startswith("busy: an ingest has been running since ")
    assert sentence.endswith(f"(process {other.pid}); waiting for it")


def test_nothing_is_said_where_nobody_is_at_it(tmp_path):
    said = []

    with writing(tmp_path / "home", "ingest", wait=False, said=said.append):
        assert holder(tmp_path / "home").command == "ingest"

    assert not said
    assert holder(tmp_path / "home") is None
    assert (tmp_path / "home" / FILE).stat().st_mode & 0o777 == 0o600


def test_the_same_thread_may_take_it_again_and_another_may_not(tmp_path):
    refused = []

    def elsewhere():
        try:
            with writing(tmp_path, "ingest", wait=False):
                refused.append(False)
        except FootnoteError:
            refused.append(True)

    def ask():
        thread = threading.Thread(target=elsewhere)
        thread.start()
        thread.join()

    with writing(tmp_path, "ingest"):
        with writing(tmp_path, "retract", wait=False):
            assert holder(tmp_path).command == "ingest"
        ask()
    ask()

    assert refused == [True, False]


@pytest.mark.parametrize("left", ["", "{", "[]", '{"pid": 1}', '{"pid": 1, "user": 2}', "\0\0", '"since"'])
def test_a_file_that_says_nothing_of_use_is_no_obstacle(tmp_path, left):
    (tmp_path / FILE).write_text(left)
    with writing(tmp_path, "ingest", wait=False):
        (tmp_path / FILE).write_text(left)
        path = tmp_path / FILE
        assert Lock.take(path) is None
        with pytest.raises(FootnoteError, match="busy: another process is writing into the library; try again"):
            in_a_thread(lambda: writing(tmp_path, "retract", wait=False).__enter__())


def in_a_thread(call):
    """What *call* came to in another thread, which takes no lock of ours for its own."""
    raised = []

    def run():
        try:
            call()
        except BaseException as error:
            raised.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    for error in raised:
        raise error


def test_a_day_that_is_over_and_another_machine_are_named():
    who = Holder(pid=7, user="root", host="elsewhere", since="2026-02-20T23:58:00+00:00", command="rebuild")

    assert str(who) == ("a rebuild has been running since 2026-02-20 23:58 UTC, by root (process 7 on elsewhere)")


def test_a_child_that_was_forked_meanwhile_does_not_hold_on_to_it(tmp_path):
    lock = Lock.take(tmp_path / "a.lock")
    begin, end = os.pipe(), os.pipe()
    child = os.fork()
    if not child:  # pragma: no cover - waits in another process
        os.write(begin[1], b"!")
        os.read(end[0], 1)
        os._exit(0)
    os.read(begin[0], 1)

    lock.release()

    again = Lock.take(tmp_path / "a.lock")
    os.write(end[1], b"!")
    os.waitpid(child, 0)
    for handle in (*begin, *end):
        os.close(handle)
    assert again
    again.release()


def test_what_a_killed_writer_left_aside_is_cleared_away(tmp_path):
    left = tmp_path / f"{ASIDE}0123"
    left.mkdir()
    (left / "record.sqlite3").write_text("half")

    with writing(tmp_path, "ingest"):
        assert not left.exists()


def test_a_folder_that_cannot_be_written_is_said(tmp_path):
    (tmp_path / "home").write_text("a file stands in the way")

    with pytest.raises(SetupError, match="cannot be written"), writing(tmp_path / "home", "ingest"):
        pass


def test_the_file_can_be_read_by_a_person(tmp_path):
    with writing(tmp_path, "ingest"):
        assert json.loads((tmp_path / FILE).read_text()).keys() == {"pid", "user", "host", "since", "command"}
