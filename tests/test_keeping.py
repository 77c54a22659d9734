"""``footnote library``: what is wrong is found and said with what to do, and a backup brings everything back."""

import json
import re
import shutil
import sqlite3
from contextlib import closing
from threading import Event, Thread

import pytest

from bot.__main__ import main
from bot.app import App
from bot.keeping import NOT_LOOKED_AT
from footnote.settings import Settings
from knowledge.lock import Lock, writing

pytest_plugins = ("terminal_fixtures",)

SAID = "A gate of 5% a quarter means five years."


@pytest.fixture
def home(tmp_path):
    return tmp_path / "home"


@pytest.fixture
def note(footnote, tmp_path):
    """The id of a note."""
    (tmp_path / "gates.md").write_text(f"---\ndate: 2026-02-16\n---\n# On gates\n\n{SAID}\n")
    return json.loads(footnote("ingest", tmp_path / "gates.md", "--json")[1].out)["note"]


def lines(printed):
    """The findings of a check by their names, and whether each is well."""
    return {line["check"]: line for line in map(json.loads, printed.out.splitlines())}


def test_a_whole_library_is_said_to_be_well(footnote, note):
    status, printed = footnote("library", "check", "--json")

    found = lines(printed)
    assert status == 0
    assert {name: line["ok"] for name, line in found.items()} == {"record": True, "originals": True, "index": True}
    assert found["record"]["message"] == "well, 1 note, 1 passage"


def test_an_empty_library_is_well(footnote):
    assert footnote("library", "check")[0] == 0


def test_an_original_that_is_gone_is_found(footnote, note, home):
    shutil.rmtree(home / "originals")

    status, printed = footnote("library", "check", "--json")

    found = lines(printed)
    assert status == 1
    assert (found["record"]["ok"], found["originals"]["ok"]) == (True, False)
    assert note in found["originals"]["message"]


def test_a_damaged_record_is_found(footnote, note, home):
    with (home / "record.sqlite3").open("r+b") as file:
        file.write(b"no database, this")

    status, printed = footnote("library", "check")

    assert status == 1
    assert "damaged" in printed.out + printed.err


def test_words_that_a_retraction_left_in_an_answer_are_found(footnote, note, monkeypatch):
    footnote("ask", "What do the notes say about a gate of 5% a quarter?")
    with monkeypatch.context() as broken:
        broken.setattr("bot.ledger.Ledger.withdraw", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            footnote("notes", "retract", note)

    status, printed = footnote("library", "check")
    assert status == 1
    assert f"1 kept answer still hold words of note {note}" in printed.out
    assert f"footnote notes retract {note}" in printed.out
    footnote("notes", "retract", note)
    assert footnote("library", "check")[0] == 0


def test_a_run_that_was_cut_short_is_said(footnote, note, home):
    with closing(sqlite3.connect(home / "record.sqlite3")) as record:
        record.execute('UPDATE jobs SET ended = NULL, status = NULL, process = \'["here", 1, "0"]\'')
        record.commit()

    status, printed = footnote("library", "check")

    assert status == 0
    assert re.search(r"look +library +the last ingest \(20.* UTC, by \w+\) was cut short; run it again", printed.out)
    assert "interrupted" in footnote("library", "jobs")[1].out
    assert "was cut short" in footnote("doctor")[1].out


def test_a_retraction_that_was_cut_short_is_said_whatever_ran_after_it(footnote, note, tmp_path, monkeypatch):
    with monkeypatch.context() as broken:
        broken.setattr("knowledge.library.Library.retract", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            footnote("notes", "retract", note)
    (tmp_path / "more.md").write_text("Copper is scarce.")
    footnote("ingest", str(tmp_path / "more.md"))

    assert f"`footnote notes retract {note}` (" in footnote("library", "check")[1].out
    footnote("notes", "retract", note)
    assert "run it again" not in footnote("library", "check")[1].out


def test_a_backup_brings_everything_back(footnote, note, tmp_path, home):
    made = json.loads(footnote("library", "backup", tmp_path / "copy", "--json")[1].out)
    footnote("notes", "show", note)
    shutil.rmtree(home)

    status, printed = footnote("library", "restore", tmp_path / "copy")

    assert (made["notes"], made["originals"]) == (1, 1)
    assert status == 0
    assert printed.out.startswith(f"Restored from {tmp_path / 'copy'}: 1 note, 1 original.")
    assert SAID in footnote("notes", "show", note)[1].out
    assert footnote("library", "check")[0] == 0


def test_a_backup_is_never_written_over(footnote, note, tmp_path):
    (tmp_path / "copy").mkdir()

    status, printed = footnote("library", "backup", tmp_path / "copy")

    assert (status, printed.err) == (1, f"{tmp_path / 'copy'} is there already; name a folder that is not.\n")


def test_what_was_retracted_stays_so_through_a_restore(footnote, note, tmp_path):
    footnote("library", "backup", tmp_path / "copy")
    footnote("notes", "retract", note)

    printed = footnote("library", "restore", tmp_path / "copy")[1]

    assert f"  ! note {note} was retracted on" in printed.out
    assert footnote("notes", "list")[1].out == ""


def test_the_log_tells_each_run_with_its_files(footnote, note):
    footnote("notes", "retract", note)

    retraction, ingest = (json.loads(line) for line in footnote("library", "jobs", "--json")[1].out.splitlines())

    assert (ingest["kind"], ingest["status"], ingest["files"]) == (
        "ingest",
        "done",
        {"retracted": 0} and ingest["files"],
    )
    assert (retraction["kind"], retraction["files"], retraction["status"]) == ("retract", {"retracted": 1}, "done")
    assert len(footnote("library", "jobs", "--limit", "1")[1].out.splitlines()) == 1
    assert f"footnote notes retract {note}: 1 retracted" in footnote("library", "jobs")[1].out


@pytest.mark.parametrize("verb", [("notes", "retract"), ("library", "rebuild")])
def test_who_does_not_wait_is_told_who_writes(footnote, note, home, verb):
    held, done = Event(), Event()

    def hold():
        with writing(home, "ingest"):
            held.set()
            done.wait(30)

    other = Thread(target=hold)
    other.start()
    held.wait(30)
    try:
        status, printed = footnote(*verb, *([note] if verb[0] == "notes" else []), "--no-wait")
    finally:
        done.set()
        other.join()

    assert status == 1
    assert printed.err.startswith("busy: an ingest has been running since ")
    assert footnote("notes", "show", note)[0] == 0


def test_an_index_that_is_gone_is_made_anew(tmp_path, capsys, monkeypatch, home):
    app = App(Settings(home=str(home)))
    if app.library.embedder is None:
        pytest.skip("the embedding weights are not there: run python -m knowledge.weights")
    app.close()
    monkeypatch.setenv("FOOTNOTE_HOME", str(home))
    for name in ("FOOTNOTE_DESK", "FOOTNOTE_EMBEDDING"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "gates.md").write_text(f"# On gates\n\n{SAID}\n")
    main(["ingest", str(tmp_path / "gates.md")])
    assert main(["library", "rebuild"]) == main(["library", "check"]) == 0
    assert capsys.readouterr().out.count("none is needed") == 2
    monkeypatch.setattr("knowledge.index.LARGE", 0)
    assert main(["library", "check"]) == 0
    capsys.readouterr()

    assert main(["library", "rebuild"]) == 0
    assert "The index was made anew: 1 passage" in capsys.readouterr().out
    assert main(["library", "check"]) == 0
    assert "holds what the record holds" in capsys.readouterr().out
    for file in (home / "index").rglob("*"):
        if file.is_file():
            file.write_bytes(file.read_bytes()[:-20])
    assert main(["library", "check"]) == 1
    assert "Run `footnote library rebuild`" in capsys.readouterr().out
    assert main(["library", "rebuild"]) == main(["library", "check"]) == 0
    kept = Lock.take(home / "index.lock")
    try:
        assert main(["library", "check"]) == 0
    finally:
        kept.release()
    assert NOT_LOOKED_AT in capsys.readouterr().out
