"""The log of a run, written a few lines at a time: each of them would have the disk be waited for."""

import time
from collections.abc import Callable
from sqlite3 import Connection

from ingest.finding import Found
from ingest.report import Report
from knowledge.jobs import Job, Line
from knowledge.record import Record
from knowledge.shelf import now

LONGEST = 1.0  # seconds that a line of a file which changed nothing may wait; a kill would lose it


class Told:
    """What is written down of each file: a note that is stored in the same transaction, all else within a second."""

    def __init__(self, job: Job, record: Record, clock: Callable[[], float] = time.monotonic) -> None:
        self._job, self._record, self._clock = job, record, clock
        self._waiting: list[Line] = []
        self._since = 0.0

    def of(self, connection: Connection, found: Found, report: Report) -> None:
        """Write down that line, and those before it, in a transaction of the caller's; ``settled`` is called after."""
        self._job.put(connection, [*self._waiting, _line(found, report)])

    def settled(self) -> None:
        """The transaction is over: what it wrote down is."""
        self._waiting = []

    def soon(self, found: Found, report: Report) -> None:
        """Write down that line with those that follow, or within a second."""
        if not self._waiting:
            self._since = self._clock()
        self._waiting.append(_line(found, report))
        if self._clock() - self._since >= LONGEST:
            self.now()

    def now(self) -> None:
        """Write down what waits."""
        if self._waiting:
            with self._record.writing() as connection:
                self._job.put(connection, self._waiting)
            self.settled()


def _line(found: Found, report: Report) -> Line:
    what = (report["outcome"], report["message"], report["note"])
    return Line(at=now(), file=found.storable, outcome=what[0], message=what[1], note=what[2])
