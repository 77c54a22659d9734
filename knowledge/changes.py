"""The record's log of changes: where an index stands in it, and what came after that."""

import sqlite3
from dataclasses import dataclass

SINCE = """SELECT passage, MAX(kind = 'retracted') AS retracted FROM changes
    WHERE number > ? AND (embedder IS NULL OR embedder = ?) GROUP BY passage ORDER BY MIN(number)"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place in the log of one record: the number of the last change before it, and what that change was.

    A record that was put back from a copy gives the same number to another change.
    """

    record: str
    number: int
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Since:
    """The passages that changed after a place, the first change first, and whether a note was retracted there."""

    passages: list[str]
    retracted: bool


def newest(connection: sqlite3.Connection) -> Place:
    """The end of the log as it is now."""
    record = connection.execute("SELECT value FROM about WHERE key = 'record'").fetchone()[0]
    last = connection.execute("SELECT number, kind, passage FROM changes ORDER BY number DESC LIMIT 1").fetchone()
    return Place(record=str(record), number=last["number"] if last else 0, what=_what(last))


def is_known(connection: sqlite3.Connection, place: Place) -> bool:
    """Whether the record was at *place* on its way to what it is now."""
    row = connection.execute("SELECT kind, passage FROM changes WHERE number = ?", (place.number,)).fetchone()
    return newest(connection).record == place.record and _what(row) == place.what


def since(connection: sqlite3.Connection, place: Place, identity: str) -> Since:
    """What happened after *place* that concerns the vectors of this embedder."""
    rows = connection.execute(SINCE, (place.number, identity)).fetchall()
    return Since(passages=[row["passage"] for row in rows], retracted=any(row["retracted"] for row in rows))


def _what(row: sqlite3.Row | None) -> str:
    return f"{row['kind']} {row['passage']}" if row else ""
