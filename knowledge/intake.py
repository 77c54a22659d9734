"""Notes into the record: each whole, in one transaction, its original on the disk before it."""

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Literal

from footnote.errors import NoteError
from knowledge import corrections, lookup, retraction, shelf
from knowledge.embed import Embedder
from knowledge.entries import entries, read_of
from knowledge.note import Note
from knowledge.originals import Originals
from knowledge.prepared import Prepared, Ready, Said, embedded, nothing
from knowledge.record import Record
from knowledge.shelf import Origin

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


Also = Callable[[Connection, Stored], object]
"""What is done in the transaction that stores a note."""


class Intake:
    """What brings notes into *record*. *labels* are the desk's, from low to high; *serving* says who embeds now."""

    def __init__(
        self, record: Record, originals: Originals, serving: Callable[[], Embedder | None], labels: Sequence[str]
    ) -> None:
        self._record, self._originals, self._serving, self._labels = record, originals, serving, labels
        self._tidy = False

    def add(self, note: Note, origin: Origin, original: bytes | None = None, also: Also = nothing) -> Stored:
        """What became of *note*."""
        return self.put(self.embedded([self.prepared(note, origin)])[0], original, also)

    def prepared(self, note: Note, origin: Origin) -> Prepared:
        """*note* with its passages and their words, which is slow: done before anybody has to wait."""
        with self._record.reading() as connection:
            held = shelf.note_for(connection, origin)
            before = held["id"] if held else None
            with suppress(NoteError):  # what it corrects may be on its way too, and is looked for when it is put
                if _unchanged(connection, note, origin):
                    return Prepared(note=note, origin=origin, entries=None)
                before = corrections.corrected(connection, note, origin) or before
        return Prepared(note=note, origin=origin, entries=entries(note), before=before)

    def embedded(self, notes: Sequence[Prepared], said: Said = nothing) -> list[Ready]:
        """The same notes, read by whoever embeds now; *said* is told how far that is, and may end it."""
        embedder = self._serving()
        if not embedder:
            return [Ready(note=note.note, origin=note.origin, entries=note.entries) for note in notes]
        made: dict[str, bytes] = {}
        if replaced := [note.before for note in notes if note.before]:
            with self._record.reading() as connection:
                for name in replaced:  # what was read of it before need not be read again
                    found = shelf.embedded(connection, embedder.identity, name)
                    made.update((read_of(item), vector) for item, vector in found)
        return embedded(notes, embedder, made, said)

    def put(self, ready: Ready, original: bytes | None = None, also: Also = nothing) -> Stored:
        """What became of the note. *also* is told in the same transaction."""
        self.tidy()
        note, origin = ready.note, ready.origin
        if ready.entries is None:
            with self._record.reading() as connection:
                known = _unchanged(connection, note, origin)
                whole = original is None or self._holds(connection, origin.digest)
            if known and whole:
                return known
        with self._record.writing() as connection:
            known = _unchanged(connection, note, origin)
            stored = known or (self._put(connection, ready, ready.entries) if ready.entries is not None else None)
            if stored and original is not None:
                self._originals.keep(origin.digest, original)
                what = (origin.digest, len(original))
                connection.execute("INSERT INTO originals VALUES (?, ?) ON CONFLICT (digest) DO NOTHING", what)
            if stored:
                also(connection, stored)
        return stored or self.add(note, origin, original, also)  # or: retracted at this very moment, so begin again

    def tidy(self) -> None:
        """End what a killed process left undone: once, whatever this one was started for."""
        if not self._tidy:
            retraction.finish(self._record, self._originals)
            self._tidy = True

    def _holds(self, connection: Connection, digest: str) -> bool:
        """Whether the original with this digest is kept, and whole."""
        kept = connection.execute("SELECT 1 FROM originals WHERE digest = ?", (digest,)).fetchone()
        return bool(kept) and self._originals.is_whole(digest)

    def _put(self, connection: Connection, ready: Ready, found: Sequence[shelf.Entry]) -> Stored:
        note, origin, warnings = ready.note, ready.origin, ready.warnings
        held = shelf.note_for(connection, origin)
        if corrects := corrections.corrected(connection, note, origin):
            note, more = corrections.raised(connection, note, corrects, self._labels)
            warnings += more
        name = corrects or (held["id"] if held else origin.digest[:12])
        retracted = retraction.before(connection, origin.digest)
        shelf.put(connection, name, note, origin, found, ready.embedder)
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
