"""Which notes a reader's search may see: the labels of the reader, and what the question narrowed it to."""

import json
import sqlite3
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

from knowledge.lexical import plain
from knowledge.narrow import Held

# What ``Scope.reaches`` says of a note in memory, said to the record.
CONDITION = """r.label IN (SELECT value FROM json_each(:labels))
    AND (:institution = '' OR instr(plain(r.institution), :institution))
    AND (:start = '' OR r.date >= :start)
    AND (:until = '' OR r.date IS NULL OR r.date <= :until)
    AND (:notes IS NULL OR r.note IN (SELECT value FROM json_each(:notes)))"""


@dataclass(frozen=True, kw_only=True)
class About:
    """What of a note decides whether a scope reaches it, and what it is about."""

    note: str
    label: str
    institution: str | None
    date: str | None
    kind: str | None = None
    period: str | None = None
    short: str = ""

    @classmethod
    def of(cls, row: sqlite3.Row) -> "About":
        """That of a row with the same names."""
        named = {name: row[name] for name in ("note", "label", "institution", "date", "kind", "period")}
        return cls(**named, short=f"{row['title']}/{row['path'].rpartition('/')[2]}")

    @cached_property
    def held(self) -> Held:
        """What it is, for a question that asks for notes of a sort."""
        day = date.fromisoformat(self.date) if self.date else None
        return Held(institution=self.institution, kind=self.kind, period=self.period, day=day, short=self.short)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Labels that may be seen, and the house, the days and the notes asked for; all notes where *notes* is None.

    A note without a date is never inside a period that has a start; an end alone does not hide it.
    """

    labels: frozenset[str]
    institution: str | None = None
    start: date | None = None
    until: date | None = None
    notes: frozenset[str] | None = None

    def run(self, connection: sqlite3.Connection, query: str, **values: object) -> sqlite3.Cursor:
        """The rows of *query*, in which ``IN_SCOPE`` stands for this scope's condition on ``revisions AS r``."""
        ours = {
            "labels": json.dumps(sorted(self.labels)),
            "institution": plain(self.institution or ""),
            "start": self.start.isoformat() if self.start else "",
            "until": self.until.isoformat() if self.until else "",
            "notes": None if self.notes is None else json.dumps(sorted(self.notes)),
        }
        return connection.execute(query.replace("IN_SCOPE", CONDITION), ours | values)

    def reaches(self, note: About) -> bool:
        """Whether such a note is in this scope: what ``CONDITION`` says, of a note in memory."""
        if note.label not in self.labels or (self.notes is not None and note.note not in self.notes):
            return False
        if self.institution and _house(self.institution) not in _house(note.institution or ""):
            return False
        if self.start and not (note.date and note.date >= self.start.isoformat()):
            return False
        return not (self.until and note.date and note.date > self.until.isoformat())


_house = lru_cache(maxsize=4096)(plain)
