"""What a process holds in memory of the record: read once, then brought along by what changed since.

A search must find what came in before it, and nothing that was retracted before it, so each one looks at the end of
the log first. That look is a query of a tenth of a millisecond.
"""

import sqlite3
import threading
from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from knowledge import changes
from knowledge.changes import Place

LAST = "SELECT row, id FROM passages ORDER BY row DESC LIMIT 1"
IS_THERE = "SELECT id FROM passages WHERE row = ?"
WAS_TAKEN = "SELECT 1 FROM changes WHERE number > ? AND passage = ? AND embedder IS NULL"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand(Place):
    """A place in the log, and the last passage there was: one without a vector comes in without a line in the log."""

    row: int
    passage: str

    def is_after(self, other: "Stand") -> bool:
        """Whether the same record was here later than at *other*."""
        return self.record == other.record and (self.number, self.row) > (other.number, other.row)


def stand(connection: sqlite3.Connection) -> Stand:
    """Where the record stands now."""
    place = changes.newest(connection)
    row, passage = connection.execute(LAST).fetchone() or (0, "")
    return Stand(record=place.record, number=place.number, what=place.what, row=row, passage=passage)


def is_known(connection: sqlite3.Connection, stand: Stand) -> bool:
    """Whether the record stood so on its way to what it is now."""
    if not changes.is_known(connection, stand):
        return False
    found = connection.execute(IS_THERE, (stand.row,)).fetchone()
    if found or not stand.row:
        return not stand.row or found["id"] == stand.passage
    return bool(connection.execute(WAS_TAKEN, (stand.number, stand.passage)).fetchone())


class Held(Protocol):
    """What is held, which is never changed: what follows takes its place."""

    @property
    def stand(self) -> Stand:
        """Where the record stood when it was like this."""


H = TypeVar("H", bound=Held)


class Following(ABC, Generic[H]):
    """One H of the record, as each connection sees it."""

    def __init__(self) -> None:
        self._held: H | None = None
        self._turn = threading.Lock()

    def at(self, connection: sqlite3.Connection) -> H:
        """What the record holds as *connection* sees it."""
        now = stand(connection)
        with self._turn:
            held = self._held
            if held and held.stand.is_after(now):
                return self._read(connection, now)  # another search is ahead of this one, and what it has is kept
            if held is None or not is_known(connection, held.stand):
                held = self._read(connection, now)
            elif held.stand != now:
                held = self._followed(connection, held, now)
            self._held = held
            return held

    def close(self) -> None:
        """Let go of what is held."""
        with self._turn:
            self._held = None

    @abstractmethod
    def _read(self, connection: sqlite3.Connection, now: Stand) -> H:
        """All of it."""

    @abstractmethod
    def _followed(self, connection: sqlite3.Connection, held: H, now: Stand) -> H:
        """*held* and what came after it, or all of it anew."""
