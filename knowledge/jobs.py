"""The log of what was brought in: every run, and what became of each file it met. For the operator."""

import json
import os
import socket
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from knowledge.lock import holder, user
from knowledge.record import Record
from knowledge.shelf import now

Status = Literal["running", "done", "failed", "interrupted"]
STARTED = 19  # the place of a process's start in /proc/<pid>/stat, counted behind its name


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A run as it is listed: what, by whom, from when to when (UTC), how it ended, and its files by outcome."""

    id: int
    kind: str
    command: str
    user: str
    started: str
    ended: str | None
    status: Status
    files: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What became of one file. Of a note that was retracted since, only its id is left."""

    at: str
    file: str
    outcome: str
    message: str
    note: str | None


class Job:
    """A run that is going on."""

    def __init__(self, record: Record, job: int) -> None:
        self._record, self.id = record, job

    def line(self, file: str, outcome: str, message: str, note: str | None = None) -> None:
        """Write down what became of *file*: after its note was stored, so that no line says what did not happen."""
        with self._record.writing() as connection:
            self.put(connection, [Line(at=now(), file=file, outcome=outcome, message=message, note=note)])

    def put(self, connection: sqlite3.Connection, lines: Sequence[Line]) -> None:
        """Write these down in the transaction of *connection*."""
        connection.executemany(
            "INSERT INTO job_lines (job, at, file, outcome, message, note) VALUES (?, ?, ?, ?, ?, ?)",
            [(self.id, line.at, line.file, line.outcome, line.message, line.note) for line in lines],
        )

    def end(self, status: Literal["done", "failed", "interrupted"] = "done") -> None:
        """Write down that the run is over; what was written down first stays."""
        with self._record.writing() as connection:
            what = (now(), status, self.id)
            connection.execute("UPDATE jobs SET ended = ?, status = ? WHERE id = ? AND ended IS NULL", what)


class Jobs:
    """The runs that *record* knows of."""

    def __init__(self, record: Record) -> None:
        self._record = record

    def begin(self, kind: str, command: str) -> Job:
        """A run of that *kind*, written down; *command* is what was typed."""
        process = json.dumps([socket.gethostname(), os.getpid(), _started(os.getpid())])
        with self._record.writing() as connection:
            job = connection.execute(
                "INSERT INTO jobs (kind, command, user, process, started) VALUES (?, ?, ?, ?, ?)",
                (kind, command, user(), process, now()),
            ).lastrowid
        return Job(self._record, int(job or 0))

    def recent(self, limit: int = 20) -> list[Run]:
        """The last *limit* runs, the latest first. One whose process is gone without a word was interrupted."""
        with self._record.reading() as connection:
            rows = connection.execute("SELECT * FROM jobs ORDER BY id DESC LIMIT ?", (limit,)).fetchall()
            return [self._run(connection, row) for row in rows]

    def lines(self, job: int) -> list[Line]:
        """What became of each file of that run, in the order in which it met them."""
        query = "SELECT at, file, outcome, message, note FROM job_lines WHERE job = ? ORDER BY number"
        with self._record.reading() as connection:
            return [Line(**dict(row)) for row in connection.execute(query, (job,))]

    def _run(self, connection: sqlite3.Connection, row: sqlite3.Row) -> Run:
        counted = "SELECT outcome, COUNT(*) AS files FROM job_lines WHERE job = ? GROUP BY outcome ORDER BY outcome"
        plain = {key: row[key] for key in ("id", "kind", "command", "user", "started", "ended")}
        unsaid: Status = "running" if _is_running(row["process"], self._record.path.parent) else "interrupted"
        files = {each["outcome"]: each["files"] for each in connection.execute(counted, (row["id"],))}
        return Run(**plain, status=row["status"] or unsaid, files=files)


def _is_running(process: str, home: Path) -> bool:
    """Whether that very process lives; one of another machine counts as living while it is named as the one writing."""
    host, pid, started = json.loads(process)
    if host != socket.gethostname():
        writer = holder(home)
        return bool(writer) and (writer.host, writer.pid) == (host, pid)  # type: ignore[union-attr]
    return started is not None and _started(pid) == started


def _started(pid: int) -> str | None:
    """What tells a process from a later one of the same number: when it began; None where there is no such process."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text("utf-8", "replace")
        return stat.rpartition(")")[2].split()[STARTED]
    except (OSError, IndexError):
        pass
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return None
    except OSError:
        return "unknown"
    return "unknown"
