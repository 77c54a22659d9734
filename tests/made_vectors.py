"""A library with vectors that were made up: large enough for all of Chroma's files, and no model is run."""

import hashlib
import time
from datetime import date, timedelta

import numpy as np
from made_notes import ALL, put

from knowledge.lexicon import Lexicon
from knowledge.library import Library
from knowledge.scope import Scope

EVERYTHING = Scope(labels=ALL)
NOTES, PASSAGES = 20, 60  # together past the thousand at which Chroma writes its graph


class Made:
    """An embedder whose vectors say nothing of the text but that it is the same: unit vectors by its hash."""

    identity = "made dim=32"

    def passages(self, texts):
        return np.stack([self.query(text) for text in texts]) if texts else np.empty((0, 32), np.float32)

    def query(self, text):
        seed = int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")
        row = np.random.default_rng(seed).standard_normal(32, dtype=np.float32)
        return row / np.linalg.norm(row)

    def covers(self, language):
        return language == "en"


def made(home, *, keeps=True, url=""):
    """The library in *home*; the process keeps Chroma, or compares all vectors."""
    return Library(home, Made(), Lexicon.of([]), index="chroma" if keeps else "exact", chroma_url=url)


def stock(library, notes, passages, subject="Copper"):
    """Put in so many notes of so many passages, a day apart; every third is restricted."""
    for number in range(notes):
        lines = [f"# Part {part}\n\n{subject} {number} {part} rose." for part in range(passages)]
        label = "restricted" if number % 3 == 0 else "desk"
        known = {"label": label, "date": date(2025, 1, 1) + timedelta(days=number), "title": f"{subject} {number}"}
        put(library, "\n\n".join(lines), path=f"/n/{subject}{number}.md", **known)


def stored(library):
    """The vector of every passage, as the record has it."""
    query = "SELECT p.id, v.vector FROM vectors v JOIN passages p ON p.row = v.passage"
    with library.record.reading() as connection:
        return {row["id"]: np.frombuffer(row["vector"], np.float32) for row in connection.execute(query)}


def lost(library, every=7):
    """Which of the stored passages, one in so many, are not the first that their own vector finds."""
    some = list(stored(library).items())[::every]
    found = {name: library.index.search(row, 1, EVERYTHING) for name, row in some}
    return [name for name, best in found.items() if not best or best[0][0] != name]


def files(home):
    """All bytes of the index on the disk, wherever its folders are."""
    return b"".join(file.read_bytes() for file in sorted(home.glob("index*/**/*")) if file.is_file())


def until(so, within=60):
    """Waits until it is so."""
    end = time.monotonic() + within
    while not so():
        assert time.monotonic() < end
        time.sleep(0.02)


def retracted(library, count=PASSAGES):
    """The vectors of a note that is retracted now."""
    before = stored(library)
    library.retract(next(note.id for note in library.notes(frozenset({"desk"})) if note.title == "Copper 1"))
    gone = before.keys() - stored(library).keys()
    assert len(gone) == count
    return {name: before[name] for name in gone}
