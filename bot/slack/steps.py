"""The steps of an answer, shown under the question while it is made, and never after it is posted."""

import threading
import time
from collections.abc import Callable

from bot.inbox import Entry
from bot.pool import Pool
from bot.slack.post import Poster

AT_MOST_EVERY = 1.0
"""Seconds between two changes of one status."""


class Steps:
    """Shows the latest step from another thread, so that the answer does not wait for Slack."""

    def __init__(self, entry: Entry, poster: Poster, pool: Pool, clock: Callable[[], float] = time.monotonic) -> None:
        self._entry = entry
        self._poster = poster
        self._pool = pool
        self._clock = clock
        self._latest = ""
        self._shown = ""
        self._shown_at = float("-inf")
        self._showing = threading.Lock()
        self._closed = False

    def __call__(self, step: str) -> None:
        """Takes the words for a step; the last one within a second is the one that is shown."""
        pause = max(0.0, self._shown_at + AT_MOST_EVERY - self._clock())
        self._latest = step
        self._pool.add(self._show, f"step {self._entry.id}", after=pause)

    def close(self) -> None:
        """Ends the showing; once this returns, no status is on its way."""
        self._closed = True
        with self._showing:
            pass

    def _show(self) -> None:
        with self._showing:
            if self._closed or self._latest == self._shown:
                return
            self._shown, self._shown_at = self._latest, self._clock()
            self._poster.status(self._entry.request, self._shown)
