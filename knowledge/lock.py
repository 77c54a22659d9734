"""One owner at a time: a lock on a file that ends with the process, however that ends."""

import fcntl
import os
from pathlib import Path


class Lock:
    """A held lock. ``Lock.take(path)`` gives None at once where another holds it."""

    def __init__(self, handle: int) -> None:
        self._handle: int | None = handle

    @classmethod
    def take(cls, path: Path) -> "Lock | None":
        """The lock on *path*, or None: held elsewhere, or in a folder that cannot be written."""
        try:
            handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError:
            return None
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(handle)
            return None
        return cls(handle)

    def release(self) -> None:
        """Let others have it; a second call does nothing."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None
