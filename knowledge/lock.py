"""One owner at a time: a lock on a file that ends with the process, however that ends; and who holds the library's."""

import fcntl
import json
import os
import pwd
import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from footnote.errors import FootnoteError
from footnote.text import same
from knowledge import disk
from knowledge.record import WRITTEN, unusable

FILE = "ingest.lock"
ASIDE = ".aside-"  # what whoever holds it has not put in place yet; of no use to the next one
CALLED = {
    "ingest": "an ingest",
    "retract": "a retraction",
    "rebuild": "a rebuild",
    "restore": "a restore",
    "embed": "the making of vectors",
}
TO_SAY_WHO = 0.2  # seconds that whoever has just taken the lock may need to write who it is
_open: set[int] = set()
_ours = threading.local()


def _let_go() -> None:
    """A child that is forked while we hold a lock must not hold on to it when we are gone."""
    for handle in _open:
        with suppress(OSError):
            os.close(handle)
    _open.clear()


os.register_at_fork(after_in_child=_let_go)


class Lock:
    """A held lock. ``Lock.take(path)`` gives None at once where another holds it."""

    def __init__(self, handle: int) -> None:
        self._handle: int | None = handle
        _open.add(handle)

    @classmethod
    def take(cls, path: Path) -> "Lock | None":
        """The lock on *path*, or None: held elsewhere, or in a folder that cannot be written."""
        try:
            return cls.taken(path, wait=False)
        except OSError:
            return None

    @classmethod
    def taken(cls, path: Path, *, wait: bool) -> "Lock":
        """The lock on *path*, once whoever holds it is done; without *wait* BlockingIOError where another holds it."""
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BaseException:
            os.close(handle)
            raise
        return cls(handle)

    def fileno(self) -> int:
        """The open file, for a child that is to keep the lock as long as it lives."""
        if self._handle is None:
            raise ValueError("the lock was let go")
        return self._handle

    def say(self, words: str) -> None:
        """Write *words* into the file, for whoever finds it locked."""
        if self._handle is not None:
            os.ftruncate(self._handle, 0)
            os.pwrite(self._handle, words.encode(), 0)

    def release(self) -> None:
        """Let others have it; a second call does nothing."""
        if self._handle is not None:
            _open.discard(self._handle)
            os.close(self._handle)
            self._handle = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Who writes into a library: the process, its user and machine, since when (UTC), and with which command."""

    pid: int
    user: str
    host: str
    since: str
    command: str

    @classmethod
    def ourselves(cls, command: str) -> "Holder":
        """This process, as of now."""
        since = datetime.now(UTC).isoformat(timespec="seconds")
        return cls(pid=os.getpid(), user=user(), host=socket.gethostname(), since=since, command=command)

    def __str__(self) -> str:
        began = datetime.fromisoformat(self.since).astimezone(UTC)
        day = "" if began.date() == datetime.now(UTC).date() else f"{began:%Y-%m-%d} "
        where = "" if self.host == socket.gethostname() else f" on {self.host}"
        doing = CALLED.get(self.command, f"footnote {self.command}")
        return f"{doing} has been running since {day}{began:%H:%M} UTC, by {self.user} (process {self.pid}{where})"


def user() -> str:
    """The name of whoever runs this process, or the number where it has none."""
    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        return str(os.getuid())


def holder(home: Path, name: str = FILE) -> Holder | None:
    """What the lock's file says of whoever took it last; None where it says nothing that can be read."""
    try:
        return Holder(**json.loads((home / name).read_bytes()))
    except (OSError, ValueError, TypeError):
        return None


@contextmanager
def writing(home: Path, command: str, *, wait: bool = True, said: Callable[[str], object] = str) -> Iterator[None]:
    """Be the only process that writes into the library in *home*; a second ``with`` of the same thread changes nothing.

    Where another is at it, *said* is told so once, in a sentence, before the wait; without *wait* that is an error.
    """
    path = home.absolute() / FILE
    ours: set[Path] = _ours.__dict__.setdefault("paths", set())
    if path in ours:
        yield
        return
    lock = _acquired(path, wait, said)
    ours.add(path)
    try:
        with suppress(OSError):  # a full disk: what it says is only for a sentence
            lock.say(json.dumps(asdict(Holder.ourselves(command))))
        for left in path.parent.glob(f"{ASIDE}*"):
            shutil.rmtree(left, ignore_errors=True)
        yield
    finally:
        ours.discard(path)
        with suppress(OSError):
            lock.say("")
        lock.release()


def _acquired(path: Path, wait: bool, said: Callable[[str], object]) -> Lock:
    try:
        disk.make_folder(path.parent)
        with suppress(BlockingIOError):
            return Lock.taken(path, wait=False)
        busy = f"busy: {_who(path.parent)}"
        if not wait:
            raise FootnoteError(same(f"{busy}; try again when that has finished."))
        said(f"{busy}; waiting for it")
        return Lock.taken(path, wait=True)
    except OSError as error:
        raise unusable(WRITTEN, str(error.strerror).lower()) from error


def _who(home: Path) -> str:
    """Who holds the lock, in words; whoever has just taken it gets a moment to say so."""
    until = time.monotonic() + TO_SAY_WHO
    while not (found := _told(home)) and time.monotonic() < until:
        time.sleep(TO_SAY_WHO / 10)
    return found or "another process is writing into the library"


def _told(home: Path) -> str | None:
    try:
        return str(holder(home) or "") or None
    except (ValueError, TypeError):  # a file that was written by something else
        return None
