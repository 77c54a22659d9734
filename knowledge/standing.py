"""All passages of the record in memory, as arrays, and which of them a reader's search may see.

Both legs of a search use one mask, and whatever is counted for a reader is counted under it: a note above a reader's
clearance changes neither the order nor the scores of what is found.
"""

import sqlite3
import threading
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from knowledge import changes
from knowledge.following import Following, Stand
from knowledge.note import Pool
from knowledge.postings import Posting, Postings
from knowledge.scope import About, Scope

if TYPE_CHECKING:
    from numpy import bool_, float64, int8, int32, int64
    from numpy.typing import NDArray

POOLS: tuple[Pool, ...] = ("en", "zh")
PASSAGES = "SELECT row, revision, pool, words FROM passages WHERE row > ? ORDER BY row"
NOTES = """SELECT id, note, label, institution, date, kind, period, title, path FROM revisions WHERE id IN
    (SELECT revision FROM passages WHERE row > ?)"""
ROWS = "SELECT row FROM passages"
NO_EMBEDDER = ""  # of the log only what was taken away is wanted
MOST_DEAD = 0.25  # of the passages may be gone, before all are read again
MOST_SCOPES = 32  # whose masks are remembered


@dataclass(frozen=True)
class Standing:
    """The passages as they stood at a place of the log, in the order of their rows; those that are gone stay, dead.

    ``abouts`` are what is known of notes, each once; ``about`` says which of them belongs to a passage.
    """

    stand: Stand
    rows: "NDArray[int64]"
    pools: "NDArray[int8]"
    lengths: "NDArray[int32]"
    alive: "NDArray[bool_]"
    about: "NDArray[int32]"
    abouts: tuple[About, ...]
    postings: Postings
    _masks: "OrderedDict[Scope, Seen]" = field(default_factory=OrderedDict, init=False, repr=False)
    _turn: threading.Lock = field(default_factory=threading.Lock, init=False, repr=False)

    def seen(self, scope: Scope) -> "Seen":
        """What of it is in *scope*."""
        with self._turn:
            found = self._masks.pop(scope, None) or self._seen(scope)
            self._masks[scope] = found
            if len(self._masks) > MOST_SCOPES:
                self._masks.popitem(last=False)
        return found

    def at(self, rows: "Sequence[int] | NDArray[int64]") -> "NDArray[int64]":
        """The numbers of the passages with these rows, which are among ours."""
        import numpy as np

        return np.searchsorted(self.rows, rows)

    def _seen(self, scope: Scope) -> "Seen":
        import numpy as np

        reached = np.fromiter(map(scope.reaches, self.abouts), dtype=np.bool_, count=len(self.abouts))
        return Seen(standing=self, mask=reached[self.about] & self.alive if self.abouts else self.alive)


@dataclass(frozen=True)
class Seen:
    """The passages in a scope."""

    standing: Standing
    mask: "NDArray[bool_]"

    @cached_property
    def total(self) -> int:
        """How many there are."""
        return int(self.mask.sum())

    @cached_property
    def relative_lengths(self) -> "NDArray[float64]":
        """The length of every passage, against the mean of those in scope."""
        mean = self.standing.lengths[self.mask].mean() if self.total else 1.0
        return self.standing.lengths / (mean or 1.0)

    def of(self, pool: Pool) -> "Seen":
        """Those in one language."""
        return Seen(standing=self.standing, mask=self.within(pool))

    def about(self, rows: Sequence[int]) -> list[About]:
        """What is known of the note of each of these passages."""
        return [self.standing.abouts[number] for number in self.standing.about[self.standing.at(rows)].tolist()]

    @cached_property
    def abouts(self) -> list[About]:
        """What is known of the notes that they are of, each once."""
        import numpy as np

        return [self.standing.abouts[number] for number in np.unique(self.standing.about[self.mask]).tolist()]

    def within(self, pool: Pool) -> "NDArray[bool_]":
        """Those in one language."""
        among: NDArray[bool_] = self.standing.pools == POOLS.index(pool)
        return self.mask & among

    def is_in(self, pool: Pool, places: "NDArray[int64]") -> "NDArray[bool_]":
        """Which of the passages at these places are in one language."""
        among: NDArray[bool_] = self.standing.pools[places] == POOLS.index(pool)
        return among

    def kept(self, pool: Pool, found: Mapping[int, float]) -> dict[int, float]:
        """Those of *found*, which go by the rows of passages, that are in that language and in the scope."""
        kept = self.within(pool)[self.standing.at(list(found))] if found else ()
        return {row: value for (row, value), is_in in zip(found.items(), kept, strict=True) if is_in}

    def posting(self, connection: sqlite3.Connection, word: str) -> Posting:
        """Which of them hold *word*."""
        found = self.standing.postings.of(connection, word)
        kept = self.mask[found.at]
        return Posting(at=found.at[kept], header=found.header[kept], body=found.body[kept])


class Passages(Following[Standing]):
    """The passages of one record, for all searches of a process."""

    def seen(self, connection: sqlite3.Connection, scope: Scope) -> Seen:
        """Those that are there and in *scope*."""
        return self.at(connection).seen(scope)

    def _read(self, connection: sqlite3.Connection, now: Stand) -> Standing:
        import numpy as np

        kinds = {"rows": np.int64, "pools": np.int8, "lengths": np.int32, "alive": np.bool_, "about": np.int32}
        none: dict[str, Any] = {name: np.empty(0, dtype=kind) for name, kind in kinds.items()}
        nothing = Standing(stand=replace(now, row=0), abouts=(), postings=Postings(none["rows"]), **none)
        return _with_new(connection, nothing, now, nothing.alive)

    def _followed(self, connection: sqlite3.Connection, held: Standing, now: Stand) -> Standing:
        after = changes.since(connection, held.stand, NO_EMBEDDER)
        alive = _still_there(connection, held) if after.passages else held.alive
        if after.retracted or len(alive) - alive.sum() > MOST_DEAD * len(alive):
            return self._read(connection, now)
        return _with_new(connection, held, now, alive)


def _still_there(connection: sqlite3.Connection, held: Standing) -> "NDArray[bool_]":
    import numpy as np

    there = np.array([row for (row,) in connection.execute(ROWS)], dtype=np.int64)
    return np.isin(held.rows, there, assume_unique=True)


def _with_new(connection: sqlite3.Connection, held: Standing, now: Stand, alive: "NDArray[bool_]") -> Standing:
    """*held* with those of it *alive* that are, and behind it the passages that came in since."""
    import numpy as np

    new = connection.execute(PASSAGES, (held.stand.row,)).fetchall()
    if not new:
        return replace(held, stand=now, alive=alive)
    known = {about: number for number, about in enumerate(held.abouts)}
    notes = {
        row["id"]: known.setdefault(About.of(row), len(known))
        for row in connection.execute(NOTES, (held.stand.row,)).fetchall()
    }
    columns = {
        "rows": [row["row"] for row in new],
        "pools": [POOLS.index(row["pool"]) for row in new],
        "lengths": [row["words"] for row in new],
        "about": [notes[row["revision"]] for row in new],
    }
    joined: dict[str, Any] = {name: _joined(getattr(held, name), added) for name, added in columns.items()}
    return replace(
        held,
        stand=now,
        alive=np.append(alive, np.ones(len(new), dtype=np.bool_)),
        abouts=tuple(known),
        postings=held.postings.followed(connection, joined["rows"]),
        **joined,
    )


def _joined(array: "NDArray[Any]", added: Sequence[int]) -> "NDArray[Any]":
    import numpy as np

    return np.append(array, np.array(added, dtype=array.dtype))
