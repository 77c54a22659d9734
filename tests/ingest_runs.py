"""Runs of ``footnote ingest`` as processes of their own, and what a library must be after each."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import numpy as np
from pdfs import pdf_of

import ingest
from knowledge.lexicon import Lexicon
from knowledge.library import Library

ROOT = Path(__file__).parents[1]
ALL = frozenset(("public", "desk", "restricted", "closed"))
METALS = "gold silver copper tin zinc nickel lead iron".split()


def word(number):
    """A word that stands in one note alone."""
    return "mark" + "".join("abcdefghij"[int(digit)] for digit in f"{number:03d}")


def written(folder, count, first=0):
    """*count* notes in *folder*, of several formats and lengths, each with a word of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(first, first + count):
        words = [f"{METALS[(number + line) % 8].title()} {word(number)} rose by {line} percent." for line in range(9)]
        name, data = _formatted(number, words)
        (folder / f"{number:03d}-{name}").write_bytes(data)
    return folder


def _formatted(number, words):
    paragraphs = "\n\n".join(words * (1 + number % 4))
    if number % 10 == 3:
        return "flows.pdf", pdf_of([words, words[:4]], title=f"Flows {word(number)}")
    if number % 10 == 6:
        inside = "".join(f"<p>{each}</p>" for each in words)
        return "flows.html", f"<!DOCTYPE html><html><title>Flows</title><body>{inside}</body></html>".encode()
    if number % 10 == 8:
        return "flows.txt", paragraphs.replace("\n\nTin", "\fTin").encode("utf-16")
    return "flows.md", f"---\ndate: 2026-02-12\n---\n# Flows {word(number)}\n\n{paragraphs}\n".encode()


def library(home, embedder=None):
    """The library in *home*."""
    return Library(home, embedder, Lexicon.of([]))


def again(home, folder, expected):
    """Bring *folder* in once more, to the end: nothing is lost, nothing is there twice, nothing is left over."""
    with library(home) as made:
        outcomes = [report["outcome"] for report in ingest.add([folder], made)]
        assert set(outcomes) <= {"added", "unchanged"}
        assert held(made) == expected
        assert made.health() == []


def undisturbed(home, folder, embedder=None):
    """What the library in *home* holds once *folder* was brought in without any disturbance."""
    with library(home, embedder) as made:
        reports = list(ingest.add([folder], made))
        assert {report["outcome"] for report in reports} == {"added"}, [report["message"] for report in reports]
        return held(made)


def started(home, *arguments, embedding="none", first="", **how):
    """``footnote ingest`` with *arguments*, running; *first* is Python that its process runs before it."""
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(home.parent),
        "FOOTNOTE_HOME": str(home),
        "FOOTNOTE_EMBEDDING": embedding,
        "PYTHONPATH": str(ROOT),
    }
    command = [sys.executable, "-m", "bot", "ingest", *map(str, arguments)]
    if first:  # not by preexec_fn, which may hang in a process that has threads
        command = [sys.executable, "-c", f"import os, sys\n{first}\nos.execv(sys.argv[1], sys.argv[1:])", *command]
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | how
    return subprocess.Popen(command, cwd=ROOT, env=environment, text=True, **streams)


def held_up(home, folder):
    """A run over *folder*, of 24 notes, that has said its first line and cannot say its last before it is read."""
    process = started(home, folder, "--json", pipesize=4_096)
    process.stdout.readline()
    return process


def ended(process, patience=120):
    """The exit status, the lines on stdout as JSON where they are, and what was said beside them."""
    out, err = process.communicate(timeout=patience)
    lines = [json.loads(line) if line.startswith("{") else line for line in out.splitlines()]
    return process.returncode, lines, err


def held(made):
    """All that a library says of each of its notes, by its id."""
    with made.record.reading() as connection:
        return {note.id: _whole(made, connection, note.id) for note in made.notes(ALL)}


def _whole(made, connection, name) -> Mapping[str, object]:
    """One note with everything that hangs on it."""
    note = made.note(name, ALL)
    rows = connection.execute(
        "SELECT p.id, p.row, p.start, p.page, w.header, w.body, v.embedder, v.vector FROM passages p "
        "LEFT JOIN words w ON w.rowid = p.row LEFT JOIN vectors v ON v.passage = p.row WHERE p.revision = ? "
        "ORDER BY p.start",
        (note.revision,),
    ).fetchall()
    return {
        "revision": note.revision,
        "path": Path(note.path).name,
        "text": note.text,
        "pages": note.pages,
        "tables": note.tables,
        "versions": len(note.versions),
        "passages": [(row["id"], row["start"], row["page"], row["header"], row["body"]) for row in rows],
        "vectors": [(row["embedder"], row["vector"] and Vector(row["vector"])) for row in rows],
        "original": made.original(name, ALL),
    }


class Vector:
    """A stored vector; equal to one that was made in other company, with other padding."""

    def __init__(self, stored):
        self.row = np.frombuffer(stored, np.float32)

    def __eq__(self, other):
        return (
            isinstance(other, Vector)
            and self.row.shape == other.row.shape
            and np.abs(self.row - other.row).max() < 1e-5
        )

    __hash__ = None


def strays(made):
    """What stands in the record and belongs to no note: rows, words, vectors."""
    with made.record.reading() as connection, closing(connection.cursor()) as cursor:
        return {
            "words": cursor.execute(
                "SELECT COUNT(*) FROM words WHERE rowid NOT IN (SELECT row FROM passages)"
            ).fetchone()[0],
            "vectors": cursor.execute(
                "SELECT COUNT(*) FROM vectors WHERE passage NOT IN (SELECT row FROM passages)"
            ).fetchone()[0],
            "passages": cursor.execute(
                "SELECT COUNT(*) FROM passages WHERE revision NOT IN (SELECT revision FROM notes)"
            ).fetchone()[0],
            "pages": cursor.execute(
                "SELECT COUNT(*) FROM pages WHERE revision NOT IN (SELECT id FROM revisions)"
            ).fetchone()[0],
        }


def assert_whole(home, expected, embedder=None):
    """The ids of the notes that the library in *home* holds: each is what it would be had nothing happened."""
    with library(home, embedder) as made:
        found = held(made)
        assert set(found) <= set(expected), "a note that nobody brought in"
        for name, note in found.items():
            assert note == expected[name], f"half a note: {note['path']}"
        assert set(strays(made).values()) == {0}
        hits = [hit for metal in METALS for hit in made.search(metal, labels=ALL, limit=50)]
        assert {hit.note for hit in hits} <= set(found), "a passage of a note that is not there"
        for hit in hits:
            assert found[hit.note]["text"][hit.start : hit.end] == hit.text
        assert found == {} or hits
    return set(found)
