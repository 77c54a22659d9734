"""The store of fetched series: files under the state folder that several processes share, and memory in front."""

import hashlib
import logging
import os
import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from tools.cache import copies
from tools.cache.copies import Copy
from tools.cache.recent import Recent

MOST_ON_DISK = 256 * 2**20
MOST_IN_MEMORY = 64 * 2**20
"""Bytes; some thousand daily series."""
SWEEP = 3600.0
"""Seconds between two looks for copies whose time is over."""
AHEAD = 86_400.0
"""Seconds by which a copy may come from the future: a clock that was put right, and no more."""
OURS = re.compile(r"[0-9a-f]{64}\.npz")
log = logging.getLogger("footnote")


class Store:
    """Copies by key, none older than its lifetime. A folder that cannot be written leaves memory only."""

    def __init__(
        self,
        folder: Path,
        lifetime: timedelta,
        *,
        clock: Callable[[], float] = time.time,
        on_disk: int = MOST_ON_DISK,
        in_memory: int = MOST_IN_MEMORY,
    ) -> None:
        self.folder = folder
        self.lifetime = lifetime.total_seconds()
        self.clock = clock
        self._most = on_disk
        self._memory: Recent[Copy] = Recent(in_memory)
        self._tidying = threading.Lock()
        self._swept = float("-inf")
        self._writes = True

    def get(self, key: str) -> Copy | None:
        """The copy under *key*, from memory while its file is as it was; None where there is none."""
        path, held = self._path(key), self._memory.get(key)
        if held is None or held.stamp != _stamp(path):
            held = copies.read(path, key)
            if held is not None:
                self._touch(path, held)
                self._remember(key, held)
        if held is not None and not -AHEAD < self.clock() - held.fetched < self.lifetime:
            self.drop(key)
            return None
        return held

    def put(self, key: str, copy: Copy) -> None:
        """Keeps *copy* in place of what was under *key*."""
        if not copies.keepable(copy.reading):
            return
        try:
            self._make_folder()
            copy = copies.write(self._path(key), key, copy)
        except OSError as failure:
            copy = replace(copy, stamp=None)
            with suppress(OSError):  # what stands there is older than what is held
                self._path(key).unlink(missing_ok=True)
            if self._writes:
                log.warning("fetched series are kept in memory only: %s", failure.strerror)
            self._writes = False
        else:
            self._writes = True
        self._remember(key, copy)
        self._tidy()

    def renew(self, key: str, copy: Copy) -> None:
        """Notes that *copy* is good as of now, unless another process has put something newer in its place."""
        now, path = self.clock(), self._path(key)
        stands = _stamp(path)
        if stands != copy.stamp:
            return
        if stands is not None:
            with suppress(OSError):
                os.utime(path, (now, now))
        self._remember(key, replace(copy, checked=now, stamp=_stamp(path)))

    def drop(self, key: str) -> None:
        """Forgets what is under *key*."""
        self._memory.drop(key)
        with suppress(OSError):
            self._path(key).unlink(missing_ok=True)

    def _path(self, key: str) -> Path:
        return self.folder / f"{hashlib.sha256(key.encode()).hexdigest()}.npz"

    def _remember(self, key: str, copy: Copy) -> None:
        self._memory.put(key, copy, 16 * len(copy.reading.values) + 1024)

    def _touch(self, path: Path, copy: Copy) -> None:
        """Notes when the file was used last, and leaves alone when it was checked."""
        with suppress(OSError):
            used, checked = int(self.clock() * 1e9), os.stat(path).st_mtime_ns
            if copy.stamp is not None and copy.stamp[2] == checked:
                os.utime(path, ns=(used, checked))

    def _make_folder(self) -> None:
        """The folder, for its owner only; the state folder above it likewise where it has to be made."""
        self.folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.folder.mkdir(mode=0o700, exist_ok=True)
        if self.folder.stat().st_mode & 0o077:
            self.folder.chmod(0o700)

    def _tidy(self) -> None:
        """Removes what is too old, now and then, and what was used longest ago where there is too much."""
        if not self._tidying.acquire(blocking=False):
            return
        try:
            if self.clock() - self._swept >= SWEEP:
                self._swept = self.clock()
                self._sweep()
            self._prune()
        except OSError as failure:
            log.warning("the kept series cannot be tidied: %s", failure.strerror)
        finally:
            self._tidying.release()

    def _sweep(self) -> None:
        for path in self._files("*.tmp"):
            with suppress(OSError):
                if self.clock() - path.stat().st_mtime >= SWEEP:
                    path.unlink()
        for path in self._files("*.npz"):
            with suppress(OSError):
                if self.clock() - copies.fetched(path) >= self.lifetime:
                    path.unlink()

    def _prune(self) -> None:
        found = []
        for path in self._files("*.npz"):
            with suppress(OSError):
                state = path.stat()
                found.append((max(state.st_atime, state.st_mtime), state.st_size, path))
        size = sum(size for _, size, _ in found)
        for _, weight, path in sorted(found):
            if size <= self._most:
                return
            with suppress(OSError):
                path.unlink()
            size -= weight

    def _files(self, pattern: str) -> Iterator[Path]:
        """Our own files; anything else in the folder is nobody's business."""
        for path in self.folder.glob(pattern):
            if pattern == "*.tmp" or OURS.fullmatch(path.name):
                yield path


def _stamp(path: Path) -> copies.Stamp | None:
    try:
        return copies.stamp(path.stat())
    except OSError:
        return None
