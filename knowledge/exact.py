"""Vector search over the record itself: every stored vector is compared, so what it finds is exact."""

import json
import sqlite3
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from knowledge import changes
from knowledge.changes import Place
from knowledge.record import Record
from knowledge.scope import Scope

if TYPE_CHECKING:
    from numpy import float32, int64
    from numpy.typing import NDArray

    from knowledge.embed import Vectors

VECTORS = "SELECT passage AS row, vector FROM vectors WHERE embedder = ? ORDER BY passage"
CHANGED = """SELECT p.row, v.vector FROM json_each(:ids) j JOIN passages p ON p.id = j.value
    JOIN vectors v ON v.passage = p.row AND v.embedder = :embedder ORDER BY p.row"""
IN_SCOPE = "SELECT p.row FROM passages p JOIN revisions r ON r.id = p.revision WHERE IN_SCOPE"
NAMES = "SELECT p.row, p.id FROM json_each(?) j JOIN passages p ON p.row = j.value"
SPARE = 0.25  # room for so much more than what is there, so that a note that comes in is not a copy of them all
NOBODY = -1  # a row that no passage has
MOST_DEAD = 0.25  # of the rows may be of passages that are gone, before all are read again


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """The vectors as they were at a place of the log. Rows of passages that are gone stay: no scope has them."""

    place: Place
    count: int
    dead: int
    rows: "NDArray[int64]"
    matrix: "NDArray[float32]"
    at: dict[int, int] = field(repr=False)


class ExactIndex:
    """The vectors of one embedder in memory, which follow the record; a filter is a mask."""

    def __init__(self, record: Record, identity: str) -> None:
        self._record = record
        self._identity = identity
        self._held: Held | None = None
        self._turn = threading.Lock()

    def search(self, vector: "Vectors", limit: int, scope: Scope) -> list[tuple[str, float]]:
        """The ids of the *limit* nearest passages in *scope* with their cosine similarity, nearest first."""
        import numpy as np

        with self._record.reading() as connection:
            held = self._following(connection)
            if not held.count:
                return []
            seen = [row[0] for row in scope.run(connection, IN_SCOPE)]
            rows = held.rows[: held.count]
            near = held.matrix[: held.count] @ vector
            near[~np.isin(rows, seen)] = -np.inf
            best = [number for number in np.lexsort((rows, -near))[:limit] if np.isfinite(near[number])]
            names = dict(connection.execute(NAMES, (json.dumps([int(rows[number]) for number in best]),)).fetchall())
        return [(names[int(rows[number])], float(near[number])) for number in best]

    def close(self) -> None:
        """Let go of what is held in memory."""
        with self._turn:
            self._held = None

    def _following(self, connection: sqlite3.Connection) -> Held:
        """The vectors as the record has them now."""
        place = changes.newest(connection)
        with self._turn:
            held = self._held
            if held and held.place.record == place.record and held.place.number > place.number:
                return self._read(connection, place)  # another search is ahead of this one, and what it has is kept
            if held is None or not changes.is_known(connection, held.place):
                held = self._read(connection, place)
            elif held.place != place:
                held = self._followed(connection, held, place)
            self._held = held
            return held

    def _followed(self, connection: sqlite3.Connection, held: Held, place: Place) -> Held:
        """What is held and what came after it; read anew where something was retracted, or much is gone."""
        after = changes.since(connection, held.place, self._identity)
        values = {"ids": json.dumps(after.passages), "embedder": self._identity}
        found = connection.execute(CHANGED, values).fetchall()
        dead = held.dead + len(after.passages) - len(found)
        if after.retracted or dead > MOST_DEAD * held.count:
            return self._read(connection, place)
        return _with(held, found, place, dead)

    def _read(self, connection: sqlite3.Connection, place: Place) -> Held:
        import numpy as np

        found = connection.execute(VECTORS, (self._identity,)).fetchall()
        empty = np.empty((0, 0), dtype=np.float32)
        nothing = Held(place=place, count=0, dead=0, rows=np.empty(0, dtype=np.int64), matrix=empty, at={})
        return _with(nothing, found, place, 0)


def _with(held: Held, found: Sequence[sqlite3.Row], place: Place, dead: int) -> Held:
    """*held* with these rows after its own. Whoever still searches *held* sees nothing of them."""
    import numpy as np

    if not found:
        return Held(place=place, count=held.count, dead=dead, rows=held.rows, matrix=held.matrix, at=held.at)
    new = np.frombuffer(b"".join(row["vector"] for row in found), dtype=np.float32).reshape(len(found), -1)
    count = held.count + len(found)
    rows, matrix = held.rows, held.matrix
    if count > len(rows):
        room = int(count * (1 + SPARE))
        rows, matrix = _moved(rows[: held.count], room), _moved(matrix[: held.count], room, new.shape[1])
    for number, row in enumerate(found, held.count):
        if row["row"] in held.at:  # its vector was made anew
            rows[held.at[row["row"]]] = NOBODY
            dead += 1
        held.at[row["row"]] = number
    rows[held.count : count] = [row["row"] for row in found]
    matrix[held.count : count] = new
    return Held(place=place, count=count, dead=dead, rows=rows, matrix=matrix, at=held.at)


def _moved(array: "NDArray[Any]", *shape: int) -> "NDArray[Any]":
    """*array* at the beginning of a larger one."""
    import numpy as np

    larger = np.empty(shape, dtype=array.dtype)
    if len(array):
        larger[: len(array)] = array
    return larger
