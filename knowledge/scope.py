"""Which notes a reader's search may see: the labels of the reader, and what the question narrowed it to."""

import json
import sqlite3
from dataclasses import dataclass
from datetime import date

from knowledge.lexical import plain

CONDITION = """r.label IN (SELECT value FROM json_each(:labels))
    AND (:institution = '' OR instr(plain(r.institution), :institution))
    AND (:start = '' OR r.date >= :start)
    AND (:until = '' OR r.date IS NULL OR r.date <= :until)"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Labels that may be seen, and the house and days asked for.

    A note without a date is never inside a period that has a start; an end alone does not hide it.
    """

    labels: frozenset[str]
    institution: str | None = None
    start: date | None = None
    until: date | None = None

    def run(self, connection: sqlite3.Connection, query: str, **values: object) -> sqlite3.Cursor:
        """The rows of *query*, in which ``IN_SCOPE`` stands for this scope's condition on ``revisions AS r``."""
        ours = {
            "labels": json.dumps(sorted(self.labels)),
            "institution": plain(self.institution or ""),
            "start": self.start.isoformat() if self.start else "",
            "until": self.until.isoformat() if self.until else "",
        }
        return connection.execute(query.replace("IN_SCOPE", CONDITION), ours | values)
