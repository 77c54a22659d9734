"""The front of this package: notes go in, are found, are shown to whoever may see them, and are taken out again."""

import datetime
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from footnote.errors import FootnoteError, NoteError
from footnote.labels import LABELS
from footnote.text import Text, same
from knowledge import lookup, retraction, shelf
from knowledge.asked import Wanted, asked
from knowledge.embed import Embedder
from knowledge.gloss import glossed
from knowledge.index import Kind, VectorIndex, forget
from knowledge.intake import Also, Intake, Stored
from knowledge.jobs import Jobs
from knowledge.lexicon import Lexicon
from knowledge.lock import writing
from knowledge.note import Note, Pool, StoredNote
from knowledge.originals import NOT_KEPT, Originals
from knowledge.prepared import Prepared, Ready, Said, nothing
from knowledge.providers import EmbeddingError
from knowledge.record import Record
from knowledge.reembed import Reembedding, fill
from knowledge.scope import Scope
from knowledge.search import Ranked, Searcher
from knowledge.serving import Serving
from knowledge.shelf import Origin
from knowledge.standing import Passages
from knowledge.unmatched import Unmatched, unmatched
from knowledge.words import Counted, count

if TYPE_CHECKING:
    from knowledge.backup import Summary

__all__ = ["Hit", "Library", "Stored"]


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
    """The notes in the state folder *home*. Making one opens nothing and writes nothing.

    *ranks* are the desk's labels from low to high: a note that corrects another is not shown to more people than that.
    With *index* "chroma" this process keeps Chroma's index, from the first search on, with "by size" only where the
    library is large; else it compares all vectors.
    *embedder* is the one that is wanted, *at_hand* gives one that may serve until that one's vectors are made.
    """

    def __init__(
        self,
        home: Path,
        embedder: Embedder | None = None,
        lexicon: Lexicon | None = None,
        chroma_url: str = "",
        ranks: Sequence[str] = LABELS,
        index: Kind = "exact",
        at_hand: Callable[[], Embedder | None] = lambda: None,
    ) -> None:
        self.home = home
        self._chroma_url = chroma_url
        self.record = Record(home)
        self.jobs = Jobs(self.record)
        self.lexicon = lexicon or Lexicon.load()
        self._originals = Originals(home)
        self._passages = Passages()
        self.unmatched = Unmatched(home)

        def indexed(identity: str) -> VectorIndex:
            return VectorIndex(self.record, home, identity, chroma_url, index, self._passages)

        wanted = glossed(embedder, self.lexicon)
        self.serving = Serving(self.record, wanted, lambda: glossed(at_hand(), self.lexicon), indexed)
        self._intake = Intake(self.record, self._originals, lambda: self.embedder, ranks)

    def add(
        self, note: Note, source_path: Path | str, digest: str, parser: str, original: bytes | None = None
    ) -> Stored:
        """Put *note* into the record, and *original*, the bytes it was read from, beside it.

        The same bytes under any name are one note; new ones at its path, or that correct it, replace it.
        """
        return self._intake.add(note, self._origin(source_path, digest, parser), original)

    def prepared(self, note: Note, source_path: Path | str, digest: str, parser: str) -> Prepared:
        """*note*, split and its words taken. This and the next two steps together are ``add``."""
        return self._intake.prepared(note, self._origin(source_path, digest, parser))

    def embedded(self, notes: Sequence[Prepared], said: Said = nothing) -> list[Ready]:
        """The notes as the model has read them, all together; *said* is told how far it is, and may end it."""
        return self._intake.embedded(notes, said)

    def put(self, ready: Ready, original: bytes | None = None, also: Also = nothing) -> Stored:
        """Put the note into the record; *also* is done in the same transaction, unless nothing is to be written."""
        return self._intake.put(ready, original, also)

    def _origin(self, path: Path | str, digest: str, parser: str) -> Origin:
        return Origin(path=str(Path(path).absolute()), digest=digest, parser=parser)

    def embed_missing(self) -> int:
        """How many passages were given a vector that had none, because they came in before this embedder was there."""
        self._intake.tidy()
        embedder = self.embedder
        try:
            return fill(self.record, embedder) if embedder else 0
        except EmbeddingError:  # which is in the log already
            return 0

    def reembedding(self, **how: Any) -> Reembedding:
        """The job by which the embedder that is wanted comes to serve; FootnoteError where none is."""
        if not self.serving.configured:
            raise FootnoteError(same("There is no embedder that could make vectors."))
        self._intake.tidy()
        given = {"home": self.home, "chroma_url": self._chroma_url, **how}
        return Reembedding(record=self.record, embedder=self.serving.configured, **given)

    @property
    def embedder(self) -> Embedder | None:
        """The embedder that serves; None where notes are found by their words alone."""
        leg = self.serving.now()
        return leg.embedder if leg else None

    @property
    def index(self) -> VectorIndex | None:
        """The index of the vectors that serve."""
        leg = self.serving.now()
        return leg.index if leg else None

    def search(
        self,
        query: str,
        *,
        labels: frozenset[str],
        limit: int = 10,
        institution: str | None = None,
        start: date | None = None,
        until: date | None = None,
        notes: frozenset[str] | None = None,
        today: date | None = None,
    ) -> list[Hit]:
        """The passages that answer *query* best, among the notes with these labels, or those *notes*; best first.

        What the query says of the notes it is about, their house, kind and period, is preferred; *today* is the day
        from which its "last year" is told.
        """
        scope = Scope(labels=labels, institution=institution, start=start, until=until, notes=notes)
        if not query.strip() or limit < 1:
            return []
        with self.record.reading() as connection:
            leg = self.serving.seen(connection)
            searcher = Searcher(self._passages, leg.embedder, leg.index) if leg else Searcher(self._passages)
            what = asked(query, self.lexicon, self._passages.seen(connection, scope), today)
            ranked = searcher.ranked(connection, Wanted(asked=what, scope=scope, limit=limit))
            rows = {row["row"]: row for row in lookup.passages(connection, scope, [item.row for item in ranked])}
            unknown = self._unknown(connection, query, labels)
        self.unmatched.count(unknown)
        # The labels were asked for in each leg and in the rows above; here they are looked at once more.
        return [_hit(rows[item.row], item) for item in ranked if item.row in rows and rows[item.row]["label"] in labels]

    def _unknown(self, connection: sqlite3.Connection, query: str, labels: frozenset[str]) -> list[str]:
        """The terms of *query* that are in no entry of the lexicon and in no note with these labels."""
        seen = self._passages.seen(connection, Scope(labels=labels))
        return unmatched(query, self.lexicon, lambda token: len(seen.posting(connection, token).at) > 0)

    def counted(self, query: str, labels: frozenset[str]) -> Counted:
        """The concepts of *query*, each weighed by how rare it is among the passages with these labels."""
        with self.record.reading() as connection:
            seen = self._passages.seen(connection, Scope(labels=labels))
            what = asked(query, self.lexicon, seen)
            return count(connection, seen, what.typed, what.names)

    def note(self, name: str, labels: frozenset[str], revision: str | None = None) -> StoredNote:
        """The note *name*, as it is now or in an older revision; NoteError where these labels do not reach it."""
        with self.record.reading() as connection:
            found = lookup.find(connection, name, Scope(labels=labels), revision)
            gone = None if found else retraction.said(connection, name, Scope(labels=labels))
        if not found or found.label not in labels:  # asked for above; looked at once more
            raise NoteError(gone or Text(f"There is no note {name}.", f"没有编号为 {name} 的研究笔记。"))
        return found

    def original(self, name: str, labels: frozenset[str], revision: str | None = None) -> bytes:
        """The bytes that the note was read from; NoteError where these labels do not reach it or they are damaged."""
        note = self.note(name, labels, revision)
        with self.record.reading() as connection:
            digest, kept = lookup.digest(connection, note.revision)
        if not kept:
            raise NoteError(NOT_KEPT)
        return self._originals.read(digest)

    def notes(
        self,
        labels: frozenset[str],
        institution: str | None = None,
        start: date | None = None,
        until: date | None = None,
    ) -> list[StoredNote]:
        """The notes with these labels, the latest first, without their text."""
        with self.record.reading() as connection:
            found = lookup.listed(connection, Scope(labels=labels, institution=institution, start=start, until=until))
        return [note for note in found if note.label in labels]

    def retract(self, name: str) -> bool:
        """Whether there was a note *name*; nothing of it stays but that, its id and when it was taken out.

        For one that was retracted before, what a killed process left undone is ended.
        """
        with self.record.reading() as connection:
            if not shelf.is_known(connection, name):
                return False
        with writing(self.home, "retract"):
            self._forget_vectors()  # also before, so that a kill in between leaves none that nobody sees to
            with self.record.writing() as connection:
                done = retraction.retract(connection, name)
            self._forget_vectors()
            retraction.finish(self.record, self._originals)
        return done

    def _forget_vectors(self) -> None:
        forget(self.record, self.home, self._chroma_url)
        if index := self.index:
            index.look()

    def backup(self, folder: Path) -> "Summary":
        """A copy of record and originals in the new *folder*, whole or not there; searches and ingest go on."""
        from knowledge.backup import backup

        return backup(self.record, self._originals, folder)

    def health(self) -> list[str]:
        """What is wrong with record and originals, a sentence each; none when all is well."""
        from knowledge.health import health

        return health(self.record, self._originals)

    def stats(self) -> dict[str, Any]:
        """Counts of notes, revisions, passages and vectors; which index serves; the embedder's identity or None."""
        leg = self.serving.now()
        identity = leg.index.identity if leg else None
        with self.record.reading() as connection:
            counts = lookup.counts(connection, identity or "")
        return {**counts, "index": leg.index.serving() if leg else None, "embedder": identity}

    def close(self) -> None:
        """Let another process own the vector index, and let go of what is held in memory."""
        self._passages.close()
        self.serving.close()

    def __enter__(self) -> "Library":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _hit(row: sqlite3.Row, ranked: Ranked) -> Hit:
    day = date.fromisoformat(row["date"]) if row["date"] else None
    plain = {key: row[key] for key in ("passage", "note", "title", "institution", "page", "start", "end", "text")}
    return Hit(**plain, date=day, score=round(ranked.relevance, 4), language=row["pool"])
