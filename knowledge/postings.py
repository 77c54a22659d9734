"""Which passages hold a word, and how often: read from the word index when it is first asked for, then remembered."""

import sqlite3
import threading
from collections import Counter, OrderedDict
from collections.abc import Sequence, Set
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy import int32, int64, uint16
    from numpy.typing import NDArray

# One text for all places: a row each would take four times as long, most of it in Python.
PLACES = "SELECT group_concat(2 * doc + (col = 'header')) FROM words_held WHERE term = ?"
NEW = "SELECT rowid, header, body FROM words WHERE rowid > ? ORDER BY rowid"
MOST_BYTES = 96_000_000  # the words of 100,000 passages take about as much, all of them; few are ever asked for
MOST_NEW = 2000  # passages that came in at once; after more it is quicker to ask the index again
MOST_TIMES = 65_535


@dataclass(frozen=True, slots=True, kw_only=True)
class Posting:
    """The passages that hold a word, by their number among all; how often in the header, and in the passage itself."""

    at: "NDArray[int32]"
    header: "NDArray[uint16]"
    body: "NDArray[uint16]"

    @property
    def size(self) -> int:
        """How many bytes it takes."""
        return self.at.nbytes + self.header.nbytes + self.body.nbytes


class Postings:
    """Those that were asked for last, of the passages with these *rows*, which ascend."""

    def __init__(self, rows: "NDArray[int64]") -> None:
        self._rows = rows
        self._known: OrderedDict[str, Posting] = OrderedDict()
        self._bytes = 0
        self._turn = threading.Lock()

    def of(self, connection: sqlite3.Connection, word: str) -> Posting:
        """Where *word* is held."""
        with self._turn:
            if found := self._known.get(word):
                self._known.move_to_end(word)
                return found
        found = self._read(connection, word)
        with self._turn:
            self._keep(word, found)
        return found

    def followed(self, connection: sqlite3.Connection, rows: "NDArray[int64]") -> "Postings":
        """The same for *rows*, which are ours with new ones behind them."""
        after = Postings(rows)
        with self._turn:
            known = dict(self._known)
        if not known or len(rows) - len(self._rows) > MOST_NEW:
            return after
        last = int(self._rows[-1]) if len(self._rows) else 0
        added = _counted(connection.execute(NEW, (last,)).fetchall(), rows, known.keys())
        for word, posting in known.items():
            after._keep(word, _with(posting, added[word]) if word in added else posting)
        return after

    def _keep(self, word: str, posting: Posting) -> None:
        before = self._known.pop(word, None)
        self._known[word] = posting
        self._bytes += posting.size - (before.size if before else 0)
        while self._bytes > MOST_BYTES and len(self._known) > 1:
            self._bytes -= self._known.popitem(last=False)[1].size

    def _read(self, connection: sqlite3.Connection, word: str) -> Posting:
        import numpy as np

        listed = connection.execute(PLACES, (word,)).fetchone()[0]
        places = np.fromstring(listed or "", dtype=np.int64, sep=",")
        rows, which = np.unique(places >> 1, return_inverse=True)
        header, body = (np.bincount(which, weights=(places & 1) == side, minlength=len(rows)) for side in (1, 0))
        return _posting(np.asarray(np.searchsorted(self._rows, rows)), header, body)


def _counted(rows: Sequence[sqlite3.Row], every: "NDArray[int64]", words: Set[str]) -> dict[str, Posting]:
    """Those of *words* that passages hold which came in; *every* are the rows of all."""
    import numpy as np

    found: dict[str, list[tuple[int, int, int]]] = {}
    for place, row in zip(np.searchsorted(every, [row["rowid"] for row in rows]), rows, strict=True):
        header, body = Counter(row["header"].split(" ")), Counter(row["body"].split(" "))
        for word in words & (header.keys() | body.keys()):
            found.setdefault(word, []).append((int(place), header[word], body[word]))
    return {word: _posting(*np.array(places).T) for word, places in found.items()}


def _posting(at: "NDArray[Any]", header: "NDArray[Any]", body: "NDArray[Any]") -> Posting:
    import numpy as np

    times = [np.minimum(each, MOST_TIMES).astype(np.uint16) for each in (header, body)]
    return Posting(at=at.astype(np.int32), header=times[0], body=times[1])


def _with(posting: Posting, added: Posting) -> Posting:
    import numpy as np

    return Posting(
        at=np.append(posting.at, added.at),
        header=np.append(posting.header, added.header),
        body=np.append(posting.body, added.body),
    )
