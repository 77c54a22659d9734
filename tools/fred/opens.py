"""On which day FRED's vintages of a series begin, or that it keeps none: once asked, remembered for a while."""

import hashlib
import json
import os
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import date

from footnote.settings import Settings

FILE = "fred-vintages.json"
DAY = 86_400.0
"""Seconds for which it is remembered in memory, where nothing is kept."""
Begins = tuple[date, ...]
"""One day, or none where no vintages are kept."""


class Opens:
    """What was learned of the vintages of each series, shared by processes where copies of series are."""

    def __init__(self, settings: Settings, clock: Callable[[], float] = time.time) -> None:
        self._clock = clock
        self._seconds = settings.cache_lifetime.total_seconds() if settings.cache_lifetime else 0.0
        self._path = settings.home_folder / "cache" / FILE if self._seconds else None
        self._place = hashlib.sha256(settings.fred_api_url.encode()).hexdigest()[:16]
        self._held: dict[str, tuple[float, Begins]] = {}
        self._lock = threading.Lock()

    def get(self, name: str) -> Begins | None:
        """When the vintages of *name* begin; None where that is not known, or not any more."""
        with self._lock:
            if not self._is_good(name):
                self._held = self._newest()
            return self._held[name][1] if self._is_good(name) else None

    def put(self, name: str, begins: Begins) -> None:
        """Remembers it."""
        with self._lock:
            self._held = self._newest() | {name: (self._clock(), begins)}
            with suppress(OSError):
                self._write()

    def _is_good(self, name: str) -> bool:
        return name in self._held and 0 <= self._clock() - self._held[name][0] < (self._seconds or DAY)

    def _newest(self) -> dict[str, tuple[float, Begins]]:
        """What is held and what another process wrote down, of each the later."""
        found = self._read()
        return found | {name: each for name, each in self._held.items() if each >= found.get(name, each)}

    def _read(self) -> dict[str, tuple[float, Begins]]:
        """What is written down of this service; nothing where the file is not there, or not whole."""
        if self._path is None:
            return {}
        try:
            known = json.loads(self._path.read_text("utf-8"))[self._place]
            return {name: (float(at), tuple(map(date.fromisoformat, days))) for name, (at, days) in known.items()}
        except Exception:  # whatever is wrong with it, it will be asked for again
            return {}

    def _write(self) -> None:
        if self._path is None:
            return
        self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        known = {name: (at, [str(day) for day in days]) for name, (at, days) in self._held.items()}
        handle, made = tempfile.mkstemp(dir=self._path.parent, suffix=".tmp")  # readable by its owner only
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump({self._place: known}, file)
            os.replace(made, self._path)
        except BaseException:
            with suppress(OSError):
                os.unlink(made)
            raise
