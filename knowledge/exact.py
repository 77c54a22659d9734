"""Vector search over the record itself: every stored vector is compared, so what it finds is exact."""

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from knowledge import changes, scores
from knowledge.following import Following, Stand
from knowledge.note import Pool
from knowledge.record import Record
from knowledge.scope import Scope
from knowledge.standing import Passages, Seen

if TYPE_CHECKING:
    from numpy import bool_, float32, int64
    from numpy.typing import NDArray

    from knowledge.embed import Vectors

VECTORS = "SELECT passage AS row, vector FROM vectors WHERE embedder = ? ORDER BY passage"
CHANGED = """SELECT p.row, v.vector FROM json_each(:ids) j JOIN passages p ON p.id = j.value
    JOIN vectors v ON v.passage = p.row AND v.embedder = :embedder ORDER BY p.row"""
NAMES = "SELECT p.row, p.id FROM json_each(?) j JOIN passages p ON p.row = j.value"
SOME = "SELECT v.passage, v.vector FROM json_each(?) j JOIN vectors v ON v.passage = j.value WHERE v.embedder = ?"
MOST = "SELECT COUNT(*) FROM passages"
AT_ONCE = 4096  # vectors are read at once, so that they are not in memory twice
SPARE = 0.25  # room for so much more than what is there, so that a note that comes in is not a copy of them all
MOST_DEAD = 0.25  # of the rows may be of passages that are gone, before all are read again
FEW = 0.1  # of the vectors: to pick so many out is quicker than to compare all


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """The vectors as they were at a place of the log, in the order of the passages' rows.

    Rows of passages that are gone stay: no scope has them. Behind *count* there is room.
    """

    stand: Stand
    count: int
    dead: int
    rows: "NDArray[int64]"
    matrix: "NDArray[float32]"

    def at(self, rows: "NDArray[int64]") -> "tuple[NDArray[int64], NDArray[bool_]]":
        """The places of the vectors of these passages, and which of them have one."""
        import numpy as np

        places = np.searchsorted(self.rows[: self.count], rows).clip(max=self.count - 1)
        return places, self.rows[places] == rows


class ExactIndex(Following[Held]):
    """The vectors of one embedder in memory, which follow the record; a filter is a mask."""

    def __init__(self, record: Record, identity: str, passages: Passages | None = None) -> None:
        super().__init__()
        self._record = record
        self._identity = identity
        self._passages = passages or Passages()

    @property
    def count(self) -> int:
        """How many vectors are in memory: none before the first search."""
        return self._held.count if self._held else 0

    def search(self, vector: "Vectors", limit: int, scope: Scope, pool: Pool | None = None) -> list[tuple[str, float]]:
        """The ids of the *limit* nearest passages in *scope*, or of its *pool*, with their cosine; nearest first."""
        with self._record.reading() as connection:
            seen = self._passages.seen(connection, scope)
            found = self.nearest(connection, vector, limit, seen.of(pool) if pool else seen)
            names = dict(connection.execute(NAMES, (json.dumps([row for row, _ in found]),)).fetchall())
        return [(names[row], near) for row, near in found]

    def nearest(
        self, connection: sqlite3.Connection, vector: "Vectors", limit: int, seen: Seen
    ) -> list[tuple[int, float]]:
        """The rows of the *limit* nearest passages *seen* with their cosine similarity, nearest first."""
        import numpy as np

        held = self.at(connection)
        if not held.count:
            return []
        places = np.flatnonzero(_within(held, seen))
        matrix, rows = held.matrix[: held.count], held.rows[places]
        near = matrix[places] @ vector if len(places) < FEW * held.count else (matrix @ vector)[places]
        best = scores.best(near.astype(np.float64), np.ones(len(near), dtype=np.bool_), limit)
        return list(zip(rows[best].tolist(), near[best].tolist(), strict=True))

    def cosines(self, connection: sqlite3.Connection, vector: "Vectors", rows: Sequence[int]) -> dict[int, float]:
        """The cosine of *vector* with the vectors of these passages, of those that have one."""
        import numpy as np

        if not self._held:  # nobody searches here, and a few are not worth reading all
            found = connection.execute(SOME, (json.dumps(rows), self._identity))
            return {row: float(np.frombuffer(stored, dtype=np.float32) @ vector) for row, stored in found}
        held, wanted = self.at(connection), np.array(rows, dtype=np.int64)
        if not held.count:
            return {}
        places, there = held.at(wanted)
        return dict(zip(wanted[there].tolist(), (held.matrix[places[there]] @ vector).tolist(), strict=True))

    def _followed(self, connection: sqlite3.Connection, held: Held, now: Stand) -> Held:
        """What is held and what came after it; read anew where something was retracted, or much is gone."""
        after = changes.since(connection, held.stand, self._identity)
        values = {"ids": json.dumps(after.passages), "embedder": self._identity}
        found = connection.execute(CHANGED, values).fetchall()
        dead = held.dead + len(after.passages) - len(found)
        if after.retracted or dead > MOST_DEAD * held.count:
            return self._read(connection, now)
        return _with(held, found, now, dead)

    def _read(self, connection: sqlite3.Connection, now: Stand) -> Held:
        import numpy as np

        rows, empty = np.empty(0, dtype=np.int64), np.empty((0, 0), dtype=np.float32)
        held = Held(stand=now, count=0, dead=0, rows=rows, matrix=empty)
        most = connection.execute(MOST).fetchone()[0]
        found = connection.execute(VECTORS, (self._identity,))
        while some := found.fetchmany(AT_ONCE):
            held = _with(held, some, now, 0, most)
        return held


def _within(held: Held, seen: Seen) -> "NDArray[bool_]":
    """Which of the vectors held are of passages *seen*."""
    import numpy as np

    rows, standing = held.rows[: held.count], seen.standing
    if not len(standing.rows):
        return np.zeros(held.count, dtype=np.bool_)
    places = standing.at(rows).clip(max=len(standing.rows) - 1)
    among: NDArray[bool_] = seen.mask[places] & (standing.rows[places] == rows)
    return among


def _with(held: Held, found: Sequence[sqlite3.Row], stand: Stand, dead: int, wanted: int = 0) -> Held:
    """*held* with these rows after its own, and room for *wanted*. Whoever still searches *held* sees nothing of it."""
    import numpy as np

    if not found:
        return replace(held, stand=stand, dead=dead)
    new = np.frombuffer(b"".join(row["vector"] for row in found), dtype=np.float32).reshape(len(found), -1)
    count = held.count + len(found)
    rows, matrix = held.rows, held.matrix
    if count > len(rows):
        room = int(max(count, wanted) * (1 + SPARE))
        rows, matrix = _moved(rows[: held.count], room), _moved(matrix[: held.count], room, new.shape[1])
    rows[held.count : count] = [row["row"] for row in found]
    matrix[held.count : count] = new
    if held.count and rows[held.count - 1] >= rows[held.count]:
        return _in_order(Held(stand=stand, count=count, dead=dead, rows=rows, matrix=matrix))
    return Held(stand=stand, count=count, dead=dead, rows=rows, matrix=matrix)


def _in_order(held: Held) -> Held:
    """*held*, to which older passages got their vectors late, by the passages' rows; of two vectors the newer one."""
    import numpy as np

    rows, newest = np.unique(held.rows[: held.count][::-1], return_index=True)
    return replace(held, count=len(rows), rows=rows, matrix=held.matrix[held.count - 1 - newest])


def _moved(array: "NDArray[Any]", *shape: int) -> "NDArray[Any]":
    """*array* at the beginning of a larger one."""
    import numpy as np

    larger = np.empty(shape, dtype=array.dtype)
    if len(array):
        larger[: len(array)] = array
    return larger
