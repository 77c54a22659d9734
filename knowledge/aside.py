"""Chroma's folder looked at and made in a child process, which may die of it."""

import json
import math
import secrets
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from knowledge.lock import Holder, Lock, holder
from knowledge.record import Record
from knowledge.vectors import Said, count_of, in_silence

LOCK = "index.lock"
START = "import json, sys; sys.path[:] = json.loads(sys.argv.pop()); from knowledge.probe import main; main()"
PATIENCE = {"check": 60, "build": 120}  # seconds, and so many more for each passage:
EACH = {"check": 0.005, "build": 0.1}
GRACE = 5  # seconds after which a child that did not end itself is ended


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """Where an index is: beside which record, for which embedder, in the state folder or on a server."""

    record: Record
    home: Path
    identity: str
    url: str = ""

    def owned(self, command: str) -> Lock | None:
        """The lock of the index, with our name in it; None where another process has it."""
        lock = Lock.take(self.home / LOCK)
        if lock:
            with suppress(OSError):
                lock.say(json.dumps(asdict(Holder.ourselves(command))))
        return lock

    def owner(self) -> str:
        """Who has the lock of the index, in words."""
        found = holder(self.home, LOCK)
        return f"{found}, and keeps it" if found else "another process keeps it"

    def passages(self) -> int:
        """How many passages are to be found in the index."""
        with self.record.reading() as connection:
            return count_of(connection, self.identity)


class Aside:
    """One child at a time. It inherits the lock of the index, so that nobody else opens the folder while it lives."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._process: subprocess.Popen[str] | None = None
        self._stopped = False

    def check(self, lock: Lock, folder: Path | None) -> list[str]:
        """What is wrong with the index, a sentence each; that the child died of it is one."""
        return self._done("check", lock, folder, in_silence)

    def build(self, lock: Lock, folder: Path | None, said: Said) -> list[str]:
        """Why the index could not be made; nothing where it was."""
        return self._done("build", lock, folder, said)

    def stop(self) -> None:
        """End the child, and start no other."""
        self._stopped = True
        if self._process:
            self._process.kill()

    def _done(self, what: str, lock: Lock, folder: Path | None, said: Said) -> list[str]:
        seconds = math.ceil(PATIENCE[what] + EACH[what] * self._site.passages())
        task = {
            "do": what,
            "home": str(self._site.home),
            "folder": str(folder) if folder else None,
            "identity": self._site.identity,
            "url": self._site.url,
            "seconds": seconds,
            "seed": secrets.randbits(32),
        }
        with self._child(lock, seconds) as process:
            answer = _told(process, task, said)
            code = process.wait()
        if code == -signal.SIGALRM:
            return [f"Chroma did not come to an end within {seconds} seconds."]
        if code == -signal.SIGKILL:
            return ["What looked at the index was killed before it came to an end."]
        if code < 0:
            return [f"Chroma crashed on it ({signal.Signals(-code).name})."]
        return answer if code == 0 and answer is not None else ["What looked at the index did not say how it is."]

    @contextmanager
    def _child(self, lock: Lock, seconds: int) -> "Iterator[subprocess.Popen[str]]":
        command = [sys.executable, "-c", START, json.dumps([path for path in sys.path if path])]
        with subprocess.Popen(  # noqa: S603 - our own interpreter, with words of our own
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            pass_fds=[lock.fileno()],
            cwd="/",
            text=True,
            encoding="utf-8",
        ) as process:
            end = threading.Timer(seconds + GRACE, process.kill)
            end.start()
            self._process = process
            if self._stopped:
                process.kill()
            try:
                yield process
            finally:
                end.cancel()
                process.kill()
                self._process = None


def _told(process: "subprocess.Popen[str]", task: dict[str, Any], said: Said) -> list[str] | None:
    """The faults that the child named; None where it said nothing that can be read."""
    answer: list[str] | None = None
    with suppress(BrokenPipeError):
        print(json.dumps(task), file=process.stdin, flush=True)
    for line in process.stdout or ():
        try:
            what = json.loads(line)
            if "faults" in what:
                answer = [str(fault) for fault in what["faults"]]
            else:
                said(int(what["done"]), int(what["of"]))
        except (ValueError, TypeError, KeyError):
            return None
    return answer
