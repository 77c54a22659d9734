"""Readers run behind walls: whatever a file does to its reader, the one who asked stands, and is told why."""

import logging
import os
import subprocess
import sys
import threading
from pathlib import Path

import bad_readers
import pytest
from pdfs import pdf_of

from footnote.errors import NoteError
from ingest import guard as usual
from ingest.guard import Guard, Limits
from ingest.walls import landlock, sandbox, seccomp

HERE = Path(__file__).parent
MARK = Path("/tmp/reader-was-here")
WORDS = "A sentence that is long enough to be read as a page of text."
GOOD = pdf_of([[WORDS]])


@pytest.fixture(scope="module")
def bad():
    """A guard whose readers do what the file says, with more time than any of it needs on a busy machine."""
    with Guard(Limits(seconds=30), tasks="bad_readers") as guard:
        yield guard


def said(guard, does, name="a.md"):
    with pytest.raises(NoteError) as caught:
        guard.read(Path(name), does.encode())
    return str(caught.value)


def processes(guard):
    return guard._keeper._process.pid


# Reading


def test_a_note_comes_through_the_guard_as_its_reader_made_it():
    from ingest.formats import reader_for

    for name, data in {"a.md": b"# Gold\n\nIt rose.\n", "a.pdf": pdf_of([[WORDS], ["Gold, 12 February 2026"]])}.items():
        assert usual.read(Path(name), data) == reader_for(Path(name), data).read(Path(name), data)


# What ends a reader


@pytest.mark.parametrize(
    ("does", "why"),
    [
        ("abort", "could not be read: its reader was stopped by signal 6"),
        ("segfault", "could not be read: its reader was stopped by signal 11"),
        ("recurse", "could not be read: its reader was stopped by signal 11"),
        ("hoard", "needs more than 500 MB to read"),
        ("flood", "holds more than 100 MB of text and tables"),
        ("exit", "could not be read: its reader failed on it"),
        ("nothing", "could not be read: its reader failed on it"),
    ],
)
def test_a_reader_that_is_ended_is_a_rejection_with_its_reason(bad, does, why):
    assert said(bad, does).startswith(f"a.md {why}")
    assert bad.read(Path("next.md"), b"fine")[0] == bad_readers.NOTE


@pytest.mark.parametrize("does", ["loop", "sleep"])
def test_a_reader_gets_its_time_and_no_more(does):
    with Guard(Limits(seconds=0.5), tasks="bad_readers") as guard:
        assert said(guard, does).startswith("a.md took longer than 0.5 s to read")
        assert guard.read(Path("next.md"), b"fine")[0] == bad_readers.NOTE


def test_a_reader_that_cannot_be_ended_from_inside_is_ended_from_outside(monkeypatch):
    monkeypatch.setattr("ingest.walls.keeper.GRACE", 0.1)
    with Guard(Limits(seconds=1), tasks="bad_readers") as guard:
        first = guard.read(Path("a.md"), b"fine")
        before = processes(guard)

        assert "took longer than 1 s" in said(guard, "deaf")
        assert guard.read(Path("a.md"), b"fine") == first
        assert processes(guard) != before


def test_a_hundred_that_end_their_readers_in_a_row_leave_the_next_file_to_be_read(full):
    ends = ["abort", "segfault", "hoard", "loop", "flood", "recurse", "exit", "kill", "bug", "nothing"]
    with Guard(Limits(seconds=1, memory=250), tasks="bad_readers") as guard:
        for each in ends * (10 if full else 2):
            said(guard, each)

        assert guard.read(Path("a.md"), b"fine")[0] == bad_readers.NOTE


def test_no_reader_takes_more_memory_than_it_may(bad):
    keeper = bad._running()

    ended = keeper.run("read", {"name": "a.md"}, b"hoard", memory=300, seconds=30, most=100)

    assert 150 < ended.memory <= 300


def test_what_a_bug_says_is_not_shown_and_its_place_is_logged(bad, caplog):
    with caplog.at_level(logging.ERROR):
        assert said(bad, "bug") == "a.md could not be read: its reader failed on it."

    assert "ZeroDivisionError in bad_readers.py:" in caplog.text
    assert "division" not in caplog.text


def test_what_is_no_note_is_a_rejection(bad):
    assert said(bad, '{"pages": []}') == "a.md could not be read: its reader failed on it."


def test_a_refusal_comes_through_with_nothing_a_terminal_would_obey(bad):
    assert said(bad, "refusal") == "a.md is \\x1b[31m red."


# What a reader may not do


@pytest.mark.parametrize("does", ["connect", "start", "write", "kill", "threads"])
def test_a_reader_reaches_nothing_by_python(bad, does, caplog):
    said(bad, does)

    assert "Error in " in caplog.text
    assert not MARK.exists()


@pytest.mark.skipif(not landlock.known() or not seccomp.known(), reason="the system has no such walls")
@pytest.mark.parametrize("does", ["read other", *bad_readers.PAST_PYTHON])
def test_a_reader_reaches_nothing_past_python(bad, does, caplog):
    said(bad, does)

    assert "Error in " in caplog.text
    assert "AssertionError" not in caplog.text
    assert not MARK.exists()


@pytest.mark.parametrize(
    ("event", "arguments"),
    [
        ("socket.connect", (None, ("127.0.0.1", 9))),
        ("subprocess.Popen", ("true", [], None, None)),
        ("os.fork", ()),
        ("pickle.find_class", ("os", "system")),
        ("os.remove", ("a.md", -1)),
        ("open", ("a.md", "w", os.O_WRONLY | os.O_CREAT)),
    ],
)
def test_the_fence_in_python_holds_without_the_others(event, arguments):
    with pytest.raises(PermissionError):
        sandbox.watch(event, arguments)


def test_the_fence_in_python_lets_a_reader_read():
    sandbox.watch("open", ("a.py", "r", os.O_RDONLY))
    sandbox.watch("import", ("re", None, None, None, None))


def test_a_reader_sees_no_key(bad, monkeypatch):
    monkeypatch.setenv("FRED_API_KEY", "seen")
    with Guard(tasks="bad_readers") as guard:
        note, _ = guard.read(Path("a.md"), b"environment")

    assert note.title == "LC_ALL OPENBLAS_NUM_THREADS"


def test_a_picture_is_a_picture_or_a_refusal_in_both_languages(bad):
    for does, english in {
        "fine": "Page 3 cannot be drawn.",
        "bug": "Page 3 could not be read: its reader failed on it.",
        "refusal": "A.md is \\x1b[31m red.",
    }.items():
        with pytest.raises(NoteError) as caught:
            bad.picture(does.encode(), 3, 0, 1, "words")

        assert caught.value.text.en == english
        assert caught.value.text.zh == "无法绘制第 3 页的图片。"


def test_a_page_is_drawn_with_its_quote():
    note = usual.read(Path("a.pdf"), GOOD)

    assert usual.picture(GOOD, 1, 2, 10, note.text).startswith(b"\x89PNG")


# The process


def test_threads_take_turns(bad):
    found = []
    threads = [threading.Thread(target=lambda: found.append(bad.read(Path("a.md"), b"fine"))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [note for note, _ in found] == [bad_readers.NOTE] * 8


def test_closing_ends_the_process_and_reading_starts_another():
    guard = Guard(tasks="bad_readers")
    guard.read(Path("a.md"), b"fine")
    first = processes(guard)

    guard.close()

    with pytest.raises(ProcessLookupError):
        os.kill(first, 0)
    assert guard.read(Path("a.md"), b"fine")[0] == bad_readers.NOTE
    guard.close()


def test_the_process_ends_with_whoever_started_it():
    """A parent that is killed has no time to close anything."""
    script = (
        "import os\nfrom pathlib import Path\nfrom ingest.guard import Guard\n"
        "guard = Guard(tasks='bad_readers')\nguard.read(Path('a.md'), b'fine')\n"
        "os.write(1, str(guard._keeper._process.pid).encode())\nos.kill(os.getpid(), 9)\n"
    )
    here = {"PYTHONPATH": os.pathsep.join(map(str, (HERE, HERE.parent)))}
    done = subprocess.run([sys.executable, "-c", script], stdout=subprocess.PIPE, env=here)
    reader = int(done.stdout)

    for _ in range(500):
        if not alive(reader):
            break
        threading.Event().wait(0.01)

    assert not alive(reader)


def alive(process):
    """Whether it runs: one that is over and that nobody has asked about does not."""
    try:
        return Path(f"/proc/{process}/stat").read_text("ascii").rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def test_a_process_that_is_gone_is_a_rejection_and_is_started_again(bad):
    bad.read(Path("a.md"), b"fine")
    os.kill(processes(bad), 9)

    gone = "a.md could not be read: the process that reads was ended from outside; bring it in again."
    assert said(bad, "fine") == gone
    assert bad.read(Path("a.md"), b"fine")[0] == bad_readers.NOTE
