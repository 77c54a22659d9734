"""Vector search over the record itself: every stored vector is compared, so what it finds is exact."""

import sqlite3
from typing import TYPE_CHECKING

from knowledge.record import Record
from knowledge.scope import Scope

if TYPE_CHECKING:
    from knowledge.embed import Vectors

VECTORS = """SELECT p.row, p.id, v.vector FROM vectors v JOIN passages p ON p.row = v.passage
    WHERE v.embedder = ? ORDER BY p.row"""
IN_SCOPE = "SELECT p.row FROM passages p JOIN revisions r ON r.id = p.revision WHERE IN_SCOPE"


class ExactIndex:
    """The vectors of one embedder in memory, read again when the record has changed; a filter is a mask."""

    served = "exact"

    def __init__(self, record: Record, identity: str) -> None:
        self._record = record
        self._identity = identity
        self._read: tuple[str, int] | None = None
        self._ids: list[str] = []

    def search(self, vector: "Vectors", limit: int, scope: Scope) -> list[tuple[str, float]]:
        """The ids of the *limit* nearest passages in *scope* with their cosine similarity, nearest first."""
        import numpy as np

        with self._record.reading() as connection:
            self._refresh(connection)
            seen = [row[0] for row in scope.run(connection, IN_SCOPE)]
        if not self._ids:
            return []
        near = self._matrix @ vector
        near[~np.isin(self._rows, seen)] = -np.inf
        best = np.argsort(-near, kind="stable")[:limit]
        return [(self._ids[number], float(near[number])) for number in best if np.isfinite(near[number])]

    def _refresh(self, connection: sqlite3.Connection) -> None:
        import numpy as np

        state = (record_id(connection), newest_change(connection))
        if state == self._read:
            return
        found = connection.execute(VECTORS, (self._identity,)).fetchall()
        self._ids = [row["id"] for row in found]
        self._rows = np.array([row["row"] for row in found], dtype=np.int64)
        joined = b"".join(row["vector"] for row in found)
        self._matrix = np.frombuffer(joined, dtype=np.float32).reshape(len(found), -1) if found else np.empty((0, 0))
        self._read = state

    def close(self) -> None:
        """Nothing is held."""


def record_id(connection: sqlite3.Connection) -> str:
    """What tells this record from any other, a copy put back from a backup excepted."""
    return str(connection.execute("SELECT value FROM about WHERE key = 'record'").fetchone()[0])


def newest_change(connection: sqlite3.Connection) -> int:
    """The number of the last change that an index has to follow."""
    return int(connection.execute("SELECT COALESCE(MAX(number), 0) FROM changes").fetchone()[0])
