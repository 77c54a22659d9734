"""Whose vectors searches go by: those of one embedder, until another has read every passage that it can."""

import json
import sqlite3
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from footnote.errors import FootnoteError
from knowledge.embed import Embedder
from knowledge.index import VectorIndex
from knowledge.note import Pool
from knowledge.providers import EmbeddingError
from knowledge.record import Record
from knowledge.standing import POOLS

if TYPE_CHECKING:
    from knowledge.embed import Vectors

SERVES = "embedder"
"""The line of the record that says whose vectors serve; without it, whoever's there are."""
NOBODY = ""
ANY = "SELECT embedder FROM vectors LIMIT 1"  # without the line there was never a second embedder
FIRST = "SELECT embedder FROM vectors LIMIT 8"  # those of the first passages: a second embedder begins there too
MISSING = """SELECT COUNT(*) FROM passages p WHERE p.pool IN (SELECT value FROM json_each(:pools)) AND NOT EXISTS
    (SELECT 1 FROM vectors v WHERE v.passage = p.row AND v.embedder = :embedder)"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Leg:
    """An embedder that serves, and the index of its vectors."""

    embedder: Embedder
    index: VectorIndex


class Serving:
    """Which embedder serves in this process: the one whose vectors the record names, if that model is at hand.

    *configured* is the one that is wanted, *at_hand* gives another that needs nothing from outside, *indexed* makes
    the index for an identity. Nobody is asked anything, so this is as quick as a look into the record.
    """

    def __init__(
        self,
        record: Record,
        configured: Embedder | None,
        at_hand: Callable[[], Embedder | None],
        indexed: Callable[[str], VectorIndex],
    ) -> None:
        self.configured = configured
        self._record, self._at_hand, self._indexed = record, at_hand, indexed
        self._other: list[Embedder | None] = []
        self._leg: Leg | None = None
        self._turn = threading.Lock()

    def now(self) -> Leg | None:
        """Who serves; None where search goes by words alone."""
        try:
            with self._record.reading() as connection:
                return self.seen(connection)
        except FootnoteError:  # of the record: whoever reads it for what is in it says so
            return self._led(self.configured)

    def seen(self, connection: sqlite3.Connection) -> Leg | None:
        """Who serves, as this connection sees the record."""
        return self._led(self._embedder(served(connection)))

    def close(self) -> None:
        """Let another process keep the index."""
        with self._turn:
            leg, self._leg = self._leg, None
        if leg:
            leg.index.close()

    def _embedder(self, identity: str | None) -> Embedder | None:
        configured = self.configured
        if configured is None or identity == NOBODY:
            return None
        if identity in (None, configured.identity):
            return configured
        other = self._another()
        return other if other and other.identity == identity else None

    def _another(self) -> Embedder | None:
        """The embedder at hand, made at most once."""
        with self._turn:
            if not self._other:
                self._other.append(self._at_hand())
            return self._other[0]

    def _led(self, embedder: Embedder | None) -> Leg | None:
        """*embedder* with its index, which is made once; the index that served before is let go of."""
        with self._turn:
            before = self._leg
            if embedder is None:
                self._leg = None
            elif not before or before.index.identity != embedder.identity:
                self._leg = Leg(embedder=embedder, index=self._indexed(embedder.identity))
            if before and before is not self._leg:
                threading.Thread(target=before.index.retire, name="index").start()  # it may take Chroma seconds
            return self._leg


def served(connection: sqlite3.Connection) -> str | None:
    """The identity of the embedder whose vectors serve: NOBODY while the first is made, None where nobody was yet."""
    row = connection.execute("SELECT value FROM about WHERE key = ?", (SERVES,)).fetchone()
    row = row or connection.execute(ANY).fetchone()
    return str(row[0]) if row else None


def serve(connection: sqlite3.Connection, identity: str) -> None:
    """From now on the vectors of *identity* serve, in every process that uses this record."""
    connection.execute("INSERT OR REPLACE INTO about VALUES (?, ?)", (SERVES, identity))


def stored(connection: sqlite3.Connection) -> list[str]:
    """The identities of which there are vectors, the one that serves first."""
    first = served(connection)
    names = [row[0] for row in connection.execute("SELECT DISTINCT embedder FROM vectors")]
    return sorted(names, key=lambda name: (name != first, name))


def known(record: Record) -> list[str]:
    """Identities that a model may have had in this record, the one that serves first; quick, and never a fault."""
    try:
        with record.reading() as connection:
            first = served(connection)
            found = [str(row[0]) for row in connection.execute(FIRST)]
    except FootnoteError:  # whoever reads the record for what is in it says so
        return []
    return [*([first] if first else []), *found]


def likeness(embedder: Embedder, question: str, texts: Sequence[str]) -> "Vectors | None":
    """The cosine of each text with *question*; None where whoever embeds does not answer."""
    try:
        cosines: Vectors = embedder.passages(texts) @ embedder.query(question)
    except EmbeddingError:  # which is in the log already
        return None
    return cosines


def pools(embedder: Embedder) -> Sequence[Pool]:
    """The languages that *embedder* reads."""
    return [pool for pool in POOLS if embedder.covers(pool)]


def missing(connection: sqlite3.Connection, embedder: Embedder) -> int:
    """How many passages that *embedder* can read have no vector of it."""
    values = {"pools": json.dumps(pools(embedder)), "embedder": embedder.identity}
    return int(connection.execute(MISSING, values).fetchone()[0])
