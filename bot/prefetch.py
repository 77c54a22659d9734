"""The boards' series fetched ahead, so that the first snapshot of the morning finds them there."""

import logging
import threading
import time
from collections.abc import Iterator, Mapping

from footnote.errors import FootnoteError
from tools.cache.source import Cached
from tools.catalogue import Catalogue
from tools.reading import Budget, Source, Wanted

ROUND = 300.0
"""Seconds from the beginning of one round to that of the next."""
PATIENCE = 60.0
"""Seconds that one series may take, since nobody waits for it."""
MOST_FAILURES = 3
"""After so many in a row the source is left alone until the next round."""
log = logging.getLogger("footnote")


class Prefetcher:
    """One thread that fetches every series of every board, one after the other, and then asks whether they changed.

    It works for sources with a memory only; where there is none, nothing is started.
    """

    def __init__(self, catalogue: Catalogue, sources: Mapping[str, Source], *, every: float = ROUND) -> None:
        self._catalogue = catalogue
        self._sources = sources
        self._every = every
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None
        self._budget = Budget(0)

    def start(self) -> None:
        """Sets to work, if there is anything to do."""
        if next(self._wanted(), None) is not None:
            self._thread = threading.Thread(target=self._run, name="prefetch", daemon=True)
            self._thread.start()

    def stop(self, within: float = 1.0) -> None:
        """Ends after the series at hand, or leaves it where it takes longer than so many seconds."""
        self._stopping.set()
        self._budget.end()
        if self._thread is not None:
            self._thread.join(within)

    def alive(self) -> bool:
        """Whether it is at work."""
        return self._thread is not None and self._thread.is_alive()

    def _run(self) -> None:
        while not self._stopping.is_set():
            began = time.monotonic()
            try:
                self._round()
            except Exception:
                log.exception("bug while fetching ahead")
            self._stopping.wait(max(0.0, began + self._every - time.monotonic()))

    def _round(self) -> None:
        """Every series once, unless the source fails time after time."""
        failures = 0
        for scheme, wanted in self._wanted():
            if self._stopping.is_set() or failures >= MOST_FAILURES:
                return
            failures = 0 if self._read(scheme, wanted) else failures + 1

    def _read(self, scheme: str, wanted: Wanted) -> bool:
        """Whether the source delivered; a series that it does not have is an answer too."""
        self._budget = wanted.budget
        if self._stopping.is_set():  # it was said before there was a budget to end
            return False
        try:
            reading = self._sources[scheme].read(wanted)
        except FootnoteError as error:
            log.info("%s is not fetched ahead: %s", wanted.series.id, error)
            return error.reason != "source_down"
        return reading.kept is None

    def _wanted(self) -> Iterator[tuple[str, Wanted]]:
        """What the boards show, each once, as far as it is read from a source with a memory."""
        rows = dict.fromkeys(row for board in self._catalogue.boards.values() for row in board.rows)
        for series in (self._catalogue.series[row] for row in rows if row in self._catalogue.series):
            places = [place.partition(":") for place in series.sources]
            served = [(scheme, name) for scheme, _, name in places if self._serves(scheme, name)]
            if served and isinstance(self._sources[served[0][0]], Cached):
                scheme, name = served[0]
                budget = Budget(PATIENCE, background=True)
                yield scheme, Wanted(series=series, name=name, budget=budget)

    def _serves(self, scheme: str, name: str) -> bool:
        return scheme in self._sources and self._sources[scheme].serves(name)
