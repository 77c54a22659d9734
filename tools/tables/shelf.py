"""The files that were read last, each as it was at one moment; one that changed since is read again."""

import threading
from collections import OrderedDict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tools.tables import formats
from tools.tables.cells import Typed
from tools.tables.sheet import Unreadable

MOST_FILES = 64
MOST_BYTES = 90_000_000
MOST_KEPT = 1000
"""Readings of one file; a question as of some day is a reading of its own."""


class Changing(Exception):  # noqa: N818 - becomes an error of ours where the file has its name
    """A file changed twice while it was being read."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Held:
    """A file as it was when it bore *stamp*, and what has been read from it."""

    stamp: tuple[int, ...]
    typed: Typed
    kept: dict[Any, Any] = field(default_factory=dict)

    def keep(self, key: Any, value: Any) -> None:
        """Remembers *value* for as long as the file stays as it is."""
        if len(self.kept) >= MOST_KEPT:
            self.kept.clear()
        self.kept[key] = value


class Shelf:
    """Files by path, those asked for longest ago dropped first."""

    def __init__(self) -> None:
        self._held: OrderedDict[Path, Held] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, path: Path) -> Held:
        """The file at *path* as it is now; Unreadable, Changing or OSError where that cannot be had."""
        path = path.absolute()
        stamp = formats.allowed(path)
        with self._lock:
            held = self._held.get(path)
            if held is not None and held.stamp == stamp:
                self._held.move_to_end(path)
                return held
        held = _read(path)
        with self._lock:
            self._held[path] = held
            self._held.move_to_end(path)
            self._drop()
        return held

    def _drop(self) -> None:
        while len(self._held) > MOST_FILES or (
            len(self._held) > 1 and sum(held.stamp[1] for held in self._held.values()) > MOST_BYTES
        ):
            self._held.popitem(last=False)


SHARED = Shelf()
"""A panel whose rows name its members is read whole at start; whoever asks of it then need not wait again."""


def _read(path: Path) -> Held:
    """The file, from a moment in which it did not change; it is tried twice."""
    for _ in range(2):
        before, fault, sheet = formats.allowed(path), None, None
        try:
            sheet = formats.whole(path)
        except Unreadable as error:  # perhaps half of a file that is being written
            fault = error
        if formats.allowed(path) == before:
            if sheet is None:
                raise fault or Changing
            return Held(stamp=before, typed=Typed(sheet=sheet))
    raise Changing
