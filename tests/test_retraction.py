"""A note that was taken out is nowhere in the state folder; that it was there is said to those who may know."""

import hashlib
import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from made_notes import ALL, DESK, note_of, put

from footnote.errors import NoteError
from knowledge.lexicon import Lexicon
from knowledge.library import Library
from knowledge.lock import writing
from knowledge.note import Cell, Heading, Table
from knowledge.record import Record

pytest_plugins = ("library_fixtures",)

ROOT = Path(__file__).parents[1]
MARK = "irconium"  # of zirconium and Zirconium
TEXT = "# Zirconium heading\n\nZirconium hoards were found.\n\nZirconium head | b\nZirconium cell | d"


def marked(number=0):
    """A note with its marker in everything it has, and the bytes it came from."""
    at = TEXT.index("Zirconium head |")
    cell = TEXT.index("Zirconium cell")
    cells = (
        Cell(row=0, column=1, start=at, end=at + 14),
        Cell(row=1, column=1, start=cell, end=cell + 14),
        Cell(row=1, column=2, start=len(TEXT) - 1, end=len(TEXT)),
    )
    known = {"title": "Zirconium outlook", "author": "Z. Zirconium", "institution": "Zirconium House"}
    table = Table(start=at, end=len(TEXT), cells=cells, caption="Zirconium caption")
    note = note_of(TEXT, headings=(Heading(start=0, end=19, level=1),), tables=(table,), **known)
    return note, f"bytes of zirconium {number}".encode()


def add(library, note, original, path="/n/zirconium.md"):
    return library.add(note, path, hashlib.sha256(original).hexdigest(), "text 1", original)


def holding(home, mark=MARK):
    """The files under *home* that hold the marker, in their bytes or their names."""
    files = [path for path in home.rglob("*") if path.is_file()]
    assert files
    return [path for path in files if mark.encode() in path.read_bytes() or mark in str(path.relative_to(home))]


def test_tables_are_stored_as_they_were_read_and_change_with_the_revision(words_only):
    note, original = marked()
    stored = add(words_only, note, original)
    old = words_only.note(stored.note, DESK)
    add(words_only, note_of("Nothing in rows."), b"others")

    assert old.tables == note.tables
    assert words_only.note(stored.note, DESK, old.revision).tables == note.tables
    assert words_only.note(stored.note, DESK).tables == ()


def test_no_file_of_the_state_folder_holds_a_word_of_a_retracted_note(words_only):
    kept = put(words_only, "Copper is scarce.", path="/n/copper.md", title="Copper outlook")
    note, original = marked()
    job = words_only.jobs.begin("ingest", "ingest /n/zirconium.md")
    stored = add(words_only, note, original)
    job.line("/n/zirconium.md", "added", "zirconium.md was added: 'Zirconium outlook'.", stored.note)
    again = add(words_only, *marked(1))
    job.line("/n/zirconium.md", "replaced", "zirconium.md replaced the text of 'Zirconium outlook'.", again.note)
    job.end()
    assert again.note == stored.note
    assert {path.parent.name for path in holding(words_only.home)} >= {words_only.home.name}

    assert words_only.retract(stored.note)

    assert holding(words_only.home) == []
    assert holding(words_only.home, "opper")
    assert words_only.health() == []
    assert [each.id for each in words_only.notes(ALL)] == [kept.note]
    with Record(words_only.home).reading() as connection:
        for table in ("tables", "cells", "originals"):
            assert connection.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0] == 0


def test_an_original_that_another_note_came_from_stays(words_only):
    """One file was stored twice, by two parsers that took it for two notes: taking one out must not take both."""
    note, original = marked()
    stored = add(words_only, note, original)
    with words_only.record.writing() as connection:
        connection.execute("INSERT INTO notes (id, path, revision) VALUES ('other', '/n/o.md', 'rev')")
        connection.execute(
            "INSERT INTO revisions SELECT 'rev', 'other', 1, digest, 'text 2', '/n/o.md', added, 'Other', NULL, NULL, "
            "NULL, 'en', 'desk', 'Else.', NULL, NULL FROM revisions"
        )

    words_only.retract(stored.note)

    assert words_only.original("other", DESK) == original


def test_it_is_said_to_have_been_retracted_to_whoever_could_have_seen_it(words_only):
    stored = put(words_only, "Gold is sold.", label="restricted")
    day = words_only.note(stored.note, ALL).added[:10]
    words_only.retract(stored.note)

    with pytest.raises(NoteError) as told:
        words_only.note(stored.note, ALL)
    with pytest.raises(NoteError) as hidden:
        words_only.note(stored.note, DESK)
    with pytest.raises(NoteError) as unknown:
        words_only.note("feedfeedfeed", DESK)

    assert told.value.text.en == f"Note {stored.note} was retracted on {day}."
    assert told.value.text.zh == f"研究笔记 {stored.note} 已于 {day} 撤回。"
    assert str(hidden.value) == str(unknown.value).replace("feedfeedfeed", stored.note)


def test_every_text_of_a_retracted_note_is_known_when_it_comes_again(words_only):
    first = put(words_only, "Gold rose.", path="/n/a.md")
    put(words_only, "Gold rose 8%.", path="/n/b.md", corrects=first.note)
    words_only.retract(first.note)

    again = [put(words_only, "Gold rose 8%.", path="/n/c.md"), put(words_only, "Gold rose.", path="/n/a.md")]

    assert all(each.retracted for each in again)
    assert [each.outcome for each in again] == ["added", "added"]
    assert put(words_only, "Gold rose.", path="/n/a.md").retracted is None
    assert words_only.note(first.note, DESK).text == "Gold rose."


def test_while_another_reads_the_rest_waits_for_the_next_run(words_only, monkeypatch):
    monkeypatch.setattr("knowledge.record.PATIENCE", 0.05)
    note, original = marked()
    stored = add(words_only, note, original)
    with words_only.record.reading() as connection:
        connection.execute("SELECT COUNT(*) FROM notes").fetchone()
        assert words_only.retract(stored.note)
        assert "may still be in the record's files" in "".join(words_only.health())
        assert holding(words_only.home)

    with Library(words_only.home, lexicon=Lexicon.of([])) as library:
        put(library, "Copper is scarce.", path="/n/copper.md")

    assert holding(words_only.home) == []
    assert words_only.health() == []


KILLED = """
import os, signal, sys
from pathlib import Path
from knowledge import originals, record, retraction
from knowledge.lexicon import Lexicon
from knowledge.library import Library

def die(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)

place, name = sys.argv[3].split(".")
setattr({"Record": record.Record, "Originals": originals.Originals, "retraction": retraction}[place], name, die)
Library(Path(sys.argv[1]), lexicon=Lexicon.of([])).retract(sys.argv[2])
"""


NEXT = {
    "a note": lambda library, _: put(library, "Copper is scarce.", path="/n/copper.md"),
    "an ingest of what is known": lambda library, _: library.embed_missing(),
    "the same again": lambda library, name: library.retract(name),
}


@pytest.mark.parametrize("then", NEXT.values(), ids=NEXT)
@pytest.mark.parametrize("where", ["retraction.finish", "Originals.remove", "Record.scrub"])
def test_a_retraction_that_was_killed_is_ended_by_the_next_run(words_only, where, then):
    note, original = marked()
    stored = add(words_only, note, original)
    done = subprocess.run([sys.executable, "-c", KILLED, str(words_only.home), stored.note, where], cwd=ROOT)
    assert done.returncode == -signal.SIGKILL
    assert holding(words_only.home) or words_only.health()

    with Library(words_only.home, lexicon=Lexicon.of([])) as library:
        then(library, stored.note)

        assert holding(library.home) == []
        assert library.health() == []


RETRACTS = """
import sys
from pathlib import Path
from knowledge.lexicon import Lexicon
from knowledge.library import Library
from knowledge.lock import writing
with writing(Path(sys.argv[1]), "retract", said=lambda sentence: print(sentence, flush=True)):
    print(Library(Path(sys.argv[1]), lexicon=Lexicon.of([])).retract(sys.argv[2]), flush=True)
"""


def test_a_retraction_waits_for_the_ingest_that_is_running(words_only):
    stored = put(words_only, "Gold rose.")
    command = [sys.executable, "-c", RETRACTS, str(words_only.home), stored.note]
    with writing(words_only.home, "ingest"):
        other = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)
        said = other.stdout.readline()
        assert words_only.note(stored.note, DESK).text == "Gold rose."

    with other:
        assert said.startswith("busy: an ingest has been running since ")
        assert other.stdout.readline() == "True\n"
    with pytest.raises(NoteError, match="was retracted on"):
        words_only.note(stored.note, DESK)


def test_the_index_of_a_bot_that_runs_forgets_it_too(tmp_path, embedder):
    with Library(tmp_path, embedder, Lexicon.of([])) as bot, Library(tmp_path, embedder, Lexicon.of([])) as ingest:
        stored = put(ingest, "Car prices climbed 4 percent.", path="/n/cars.md")
        put(ingest, "Gold rose.", path="/n/gold.md")
        assert bot.search("Did vehicles get more expensive?", labels=ALL)[0].note == stored.note

        ingest.retract(stored.note)

        assert stored.note not in [hit.note for hit in bot.search("Did vehicles get more expensive?", labels=ALL)]
        with closing(bot), Record(tmp_path).reading() as connection:
            assert connection.execute("SELECT COUNT(*) FROM vectors").fetchone()[0] == bot.stats()["vectors"] == 1
