"""Notes into the record: each whole, in one transaction, its original on the disk before it."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from knowledge import corrections, lookup, retraction, shelf
from knowledge.embed import Embedder
from knowledge.entries import entries, vectors_of
from knowledge.note import Note
from knowledge.originals import Originals
from knowledge.record import Record
from knowledge.search import POOLS
from knowledge.shelf import Origin

EMBEDDED_AT_ONCE = 256
Connection = sqlite3.Connection
Outcome = Literal["added", "unchanged", "replaced"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """What adding a note came to.

    ``differs`` names what was given now and is stored otherwise, ``retracted`` is when these bytes were taken out
    before, ``warnings`` are plain sentences without a full stop.
    """

    outcome: Outcome
    note: str
    pages: int
    passages: int
    differs: tuple[str, ...] = ()
    retracted: str | None = None
    warnings: tuple[str, ...] = ()


class Intake:
    """What brings notes into *record*. *labels* are the desk's, from low to high."""

    def __init__(self, record: Record, originals: Originals, embedder: Embedder | None, labels: Sequence[str]) -> None:
        self._record, self._originals, self._embedder, self._labels = record, originals, embedder, labels
        self._tidy = False

    def add(self, note: Note, origin: Origin, original: bytes | None = None) -> Stored:
        """What became of *note*."""
        self._tidied()
        with self._record.reading() as connection:
            known = _unchanged(connection, note, origin)
            whole = original is None or self._holds(connection, origin.digest)
        if known and whole:
            return known
        found = None if known else entries(note, self._embedder)  # slow: done before anybody has to wait
        with self._record.writing() as connection:
            known = _unchanged(connection, note, origin)
            stored = known or (self._put(connection, note, origin, found) if found is not None else None)
            if stored and original is not None:
                self._originals.keep(origin.digest, original)
                what = (origin.digest, len(original))
                connection.execute("INSERT INTO originals VALUES (?, ?) ON CONFLICT (digest) DO NOTHING", what)
        return stored or self.add(note, origin, original)  # or: retracted at this very moment, so begin again

    def embed_missing(self) -> int:
        """How many passages were given a vector that had none, because they came in before this embedder was there."""
        self._tidied()
        if not self._embedder:
            return 0
        pools = [pool for pool in POOLS if self._embedder.covers(pool)]
        done = 0
        while True:
            with self._record.reading() as connection:
                batch = shelf.unread(connection, self._embedder.identity, pools, EMBEDDED_AT_ONCE)
            if not batch:
                return done
            vectors = vectors_of(batch, self._embedder)
            with self._record.writing() as connection:
                for item, vector in zip(batch, vectors, strict=True):
                    shelf.put_vector(connection, item.row, item.id, self._embedder.identity, vector)
            done += len(batch)

    def _tidied(self) -> None:
        """End what a killed process left undone: once, whatever this one was started for."""
        if not self._tidy:
            retraction.finish(self._record, self._originals)
            self._tidy = True

    def _holds(self, connection: Connection, digest: str) -> bool:
        """Whether the original with this digest is kept, and whole."""
        kept = connection.execute("SELECT 1 FROM originals WHERE digest = ?", (digest,)).fetchone()
        return bool(kept) and self._originals.is_whole(digest)

    def _put(self, connection: Connection, note: Note, origin: Origin, found: Sequence[shelf.Entry]) -> Stored:
        warnings: tuple[str, ...] = ()
        held = shelf.note_for(connection, origin)
        if corrects := corrections.corrected(connection, note, origin):
            note, warnings = corrections.raised(connection, note, corrects, self._labels)
        name = corrects or (held["id"] if held else origin.digest[:12])
        retracted = retraction.before(connection, origin.digest)
        shelf.put(connection, name, note, origin, found, self._embedder.identity if self._embedder else None)
        return Stored(
            outcome="replaced" if corrects or held else "added",
            note=name,
            pages=len(note.pages),
            passages=len(found),
            retracted=retracted,
            warnings=warnings,
        )


def _unchanged(connection: Connection, note: Note, origin: Origin) -> Stored | None:
    """What is known of these bytes, if they are stored already; NoteError where they correct what is not."""
    corrections.corrected(connection, note, origin)
    held = shelf.note_for(connection, origin)
    if not held or not shelf.is_current(connection, held, origin):
        return None
    stored = lookup.find_any(connection, held["id"])
    return Stored(
        outcome="unchanged",
        note=stored.id,
        pages=len(stored.pages),
        passages=len(stored.passages),
        differs=_differs(connection, note, origin),
    )


def _differs(connection: Connection, note: Note, origin: Origin) -> tuple[str, ...]:
    """What these bytes were stored with that is given otherwise now."""
    stored = connection.execute("SELECT * FROM revisions WHERE id = ?", (origin.revision,)).fetchone()
    day = note.date.isoformat() if note.date else None
    given = {"title": note.title, "institution": note.institution, "date": day, "label": note.label}
    if note.corrects:
        del given["label"]  # which is at least that of what it corrects
    return tuple(name for name, value in given.items() if value and value != stored[name])
