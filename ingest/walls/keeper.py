"""The process that reads, as seen from the one that must not fail: started when needed, and again when it is gone."""

import json
import os
import selectors
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from typing import Any

from ingest.walls.child import LONGEST_REQUEST, READY

START = """import sys; from json import loads; sys.path[:] = loads(sys.argv[1])
from ingest.walls.child import main; main(sys.argv[2], int(sys.argv[3]))"""
PATIENCE_AT_START = 60.0  # seconds: a slow disk loads libraries slowly
GRACE = 5.0  # seconds beyond those of the task, for a machine that is busy
CHUNK = 1 << 20


class GoneError(Exception):
    """The process that reads did not answer, and is gone."""


class TooLongError(Exception):
    """It did not end in its time, and was ended."""


class TooMuchError(Exception):
    """It answered more than is taken, and was ended."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """How a task ended: what it wrote, its exit code or below zero its signal, and the most memory it held in MB."""

    answer: bytes
    code: int
    memory: int


class Keeper:
    """One process that reads, and whoever it makes. For one task at a time."""

    def __init__(self, tasks: str) -> None:
        ours, theirs = socket.socketpair()
        with theirs:
            command = [
                sys.executable,
                "-I",
                "-X",
                "utf8",
                "-c",
                START,
                json.dumps([os.path.abspath(path) for path in sys.path]),
                tasks,
                str(theirs.fileno()),
            ]
            self._process = subprocess.Popen(  # noqa: S603 - our own interpreter, with words of our own
                command,
                env={"LC_ALL": "C.UTF-8", "OPENBLAS_NUM_THREADS": "1"},  # no key of the desk, and no threads to copy
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                cwd="/",
                start_new_session=True,
            )
        self._line = ours
        self._ready = False

    def run(
        self, task: str, arguments: dict[str, Any], data: bytes, *, memory: int, seconds: float, most: int
    ) -> Ended:
        """How *task* ended. After an error, as GoneError or TooLongError, this keeper is at its end."""
        if not self._ready:
            self._expect(READY, PATIENCE_AT_START)
            self._ready = True
        head = json.dumps(arguments).encode()
        request = {"task": task, "memory": memory, "seconds": seconds, "head": len(head)}
        until = time.monotonic() + seconds + GRACE
        with _file_of(head, data) as file, closing(_Pipe()) as pipe:
            try:
                socket.send_fds(self._line, [json.dumps(request).encode() + b"\n"], [file, pipe.writing])
            except OSError as error:
                raise GoneError from error
            pipe.close_writing()
            answer = pipe.read(most, until)
        ended = json.loads(self._line_by(until))
        return Ended(answer=answer, code=ended["code"], memory=ended["memory"])

    def close(self) -> None:
        """End the process and whatever it made; a second call does nothing."""
        if self._process.poll() is None:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
        self._line.close()

    def _expect(self, words: bytes, patience: float) -> None:
        if self._line_by(time.monotonic() + patience) != words:
            raise GoneError

    def _line_by(self, until: float) -> bytes:
        """The next line that the process says."""
        text = b""
        while not text.endswith(b"\n"):
            self._line.settimeout(max(0.001, until - time.monotonic()))
            try:
                more = self._line.recv(LONGEST_REQUEST)
            except TimeoutError as error:
                raise TooLongError from error
            except OSError as error:
                raise GoneError from error
            if not more:
                raise GoneError
            text += more
        self._line.settimeout(None)
        return text


class _Pipe:
    """A pipe that is read up to a length and a time."""

    def __init__(self) -> None:
        self._reading, self.writing = os.pipe()
        self._open = [self._reading, self.writing]

    def close_writing(self) -> None:
        """Let the other end be the only one that writes."""
        self._open.remove(self.writing)
        os.close(self.writing)

    def read(self, most: int, until: float) -> bytes:
        """All that is written until the other end is closed."""
        found: list[bytes] = []
        length = 0
        with selectors.DefaultSelector() as waiting:
            waiting.register(self._reading, selectors.EVENT_READ)
            while True:
                if not waiting.select(until - time.monotonic()) and time.monotonic() >= until:
                    raise TooLongError
                chunk = os.read(self._reading, CHUNK)
                if not chunk:
                    return b"".join(found)
                found.append(chunk)
                length += len(chunk)
                if length > most:
                    raise TooMuchError

    def close(self) -> None:
        while self._open:
            os.close(self._open.pop())


@contextmanager
def _file_of(*parts: bytes) -> Iterator[int]:
    """A descriptor of a file without a name that holds *parts*."""
    with os.fdopen(_nameless(), "w+b") as file:
        for part in parts:
            file.write(part)
        file.flush()
        yield file.fileno()


def _nameless() -> int:
    """A new file that no folder knows, in memory where the system has such."""
    if sys.platform == "linux":
        return os.memfd_create("note")
    with tempfile.TemporaryFile() as file:
        return os.dup(file.fileno())
