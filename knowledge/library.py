"""The front of this package: notes go in, are found, are shown to whoever may see them, and are taken out again."""

import datetime
import sqlite3
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal

from footnote.errors import NoteError
from footnote.text import Text
from knowledge import lookup, shelf
from knowledge.concepts import concepts
from knowledge.embed import Embedder
from knowledge.entries import entries, vectors_of
from knowledge.index import VectorIndex
from knowledge.lexicon import Lexicon
from knowledge.note import Note, Pool, StoredNote
from knowledge.record import Record
from knowledge.scope import Scope
from knowledge.search import POOLS, Asked, Ranked, Searcher
from knowledge.shelf import Origin
from knowledge.words import Counted, count

EMBEDDED_AT_ONCE = 256
Outcome = Literal["added", "unchanged", "replaced"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """What adding a note came to. ``differs`` names what was given now and is stored otherwise."""

    outcome: Outcome
    note: str
    pages: int
    passages: int
    differs: tuple[str, ...] = ()
    retracted: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A passage that was found: ``text`` is the note's text from ``start`` to ``end``."""

    passage: str
    note: str
    title: str
    institution: str | None
    date: datetime.date | None
    page: int
    start: int
    end: int
    text: str
    score: float
    language: Pool


class Library:
    """The notes in the state folder *home*. Making one opens nothing and writes nothing."""

    def __init__(
        self, home: Path, embedder: Embedder | None = None, lexicon: Lexicon | None = None, chroma_url: str = ""
    ) -> None:
        self.record = Record(home)
        self.lexicon = lexicon or Lexicon.load()
        self.embedder = embedder
        self._index = VectorIndex(self.record, home, embedder.identity, chroma_url) if embedder else None
        self._searcher = Searcher(embedder, self._index)

    def add(self, note: Note, source_path: Path | str, digest: str, parser: str) -> Stored:
        """Put *note* into the record. The same bytes under any name are one note; new ones at its path replace it."""
        origin = Origin(path=str(Path(source_path).absolute()), digest=digest, parser=parser)
        with self.record.reading() as connection:
            if known := _unchanged(connection, note, origin):
                return known
        found = entries(note, self.embedder)  # slow, and so done before anybody has to wait
        with self.record.writing() as connection:
            if known := _unchanged(connection, note, origin):
                return known
            before, retracted = shelf.note_for(connection, origin), shelf.tombstone(connection, origin)
            name = shelf.put(connection, note, origin, found, self.embedder.identity if self.embedder else None)
        return Stored(
            outcome="replaced" if before else "added",
            note=name,
            pages=len(note.pages),
            passages=len(found),
            retracted=None if before else retracted,
        )

    def embed_missing(self) -> int:
        """How many passages were given a vector that had none, because they came in before this embedder was there."""
        if not self.embedder:
            return 0
        pools = [pool for pool in POOLS if self.embedder.covers(pool)]
        done = 0
        while True:
            with self.record.reading() as connection:
                batch = shelf.unread(connection, self.embedder.identity, pools, EMBEDDED_AT_ONCE)
            if not batch:
                return done
            vectors = vectors_of(batch, self.embedder)
            with self.record.writing() as connection:
                for item, vector in zip(batch, vectors, strict=True):
                    shelf.put_vector(connection, item.row, item.id, self.embedder.identity, vector)
            done += len(batch)

    def search(
        self,
        query: str,
        *,
        labels: frozenset[str],
        limit: int = 10,
        institution: str | None = None,
        start: date | None = None,
        until: date | None = None,
    ) -> list[Hit]:
        """The passages that answer *query* best, among the notes with these labels; best first."""
        scope = Scope(labels=labels, institution=institution, start=start, until=until)
        asked = Asked(query=query, concepts=concepts(query, self.lexicon), scope=scope, limit=limit)
        if not query.strip() or limit < 1:
            return []
        with self.record.reading() as connection:
            ranked = self._searcher.ranked(connection, asked)
            rows = {row["row"]: row for row in lookup.passages(connection, scope, [item.row for item in ranked])}
        # The labels were asked for in each leg and in the rows above; here they are looked at once more.
        return [_hit(rows[item.row], item) for item in ranked if item.row in rows and rows[item.row]["label"] in labels]

    def counted(self, query: str, labels: frozenset[str]) -> Counted:
        """The concepts of *query*, each weighed by how rare it is among the passages with these labels."""
        with self.record.reading() as connection:
            return count(connection, Scope(labels=labels), concepts(query, self.lexicon))

    def note(self, name: str, labels: frozenset[str], revision: str | None = None) -> StoredNote:
        """The note *name*, as it is now or in an older revision; NoteError where these labels do not reach it."""
        with self.record.reading() as connection:
            found = lookup.find(connection, name, Scope(labels=labels), revision)
        if not found:
            raise NoteError(Text(f"There is no note {name}.", f"没有编号为 {name} 的研究笔记。"))
        return found

    def notes(
        self,
        labels: frozenset[str],
        institution: str | None = None,
        start: date | None = None,
        until: date | None = None,
    ) -> list[StoredNote]:
        """The notes with these labels, the latest first, without their text."""
        with self.record.reading() as connection:
            return lookup.listed(connection, Scope(labels=labels, institution=institution, start=start, until=until))

    def retract(self, name: str) -> bool:
        """Whether there was a note *name*; nothing of it stays but that, its id and when it was taken out."""
        with self.record.reading() as connection:
            if not shelf.is_held(connection, name):
                return False
        with self.record.writing() as connection:
            done = shelf.retract(connection, name)
        self.record.scrub()
        if self._index:
            self._index.catch_up()
        return done

    def stats(self) -> dict[str, Any]:
        """Counts of notes, revisions, passages and vectors; which index serves; the embedder's identity or None."""
        identity = self.embedder.identity if self.embedder else None
        with self.record.reading() as connection:
            counts = lookup.counts(connection, identity or "")
        return {**counts, "index": self._index.catch_up() if self._index else None, "embedder": identity}

    def close(self) -> None:
        """Let another process own the vector index."""
        if self._index:
            self._index.close()

    def __enter__(self) -> "Library":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _unchanged(connection: sqlite3.Connection, note: Note, origin: Origin) -> Stored | None:
    """What is known of these bytes, if they are stored already."""
    held = shelf.note_for(connection, origin)
    if not held or not shelf.is_current(connection, held, origin):
        return None
    stored = lookup.find_any(connection, held["id"])
    given = {name: getattr(note, name) for name in ("title", "institution", "date", "label")}
    differs = tuple(name for name, value in given.items() if value and value != getattr(stored, name))
    return Stored(
        outcome="unchanged", note=stored.id, pages=len(stored.pages), passages=len(stored.passages), differs=differs
    )


def _hit(row: sqlite3.Row, ranked: Ranked) -> Hit:
    day = date.fromisoformat(row["date"]) if row["date"] else None
    plain = {key: row[key] for key in ("passage", "note", "title", "institution", "page", "start", "end", "text")}
    return Hit(**plain, date=day, score=round(ranked.relevance, 4), language=row["pool"])
