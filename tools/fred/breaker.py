"""After some failures in a row a service is left alone for a while; then one request tries whether it is back."""

import logging
import threading
import time
from collections.abc import Callable

MOST_FAILURES = 5
REST_SECONDS = 25.0
log = logging.getLogger("footnote")


class Breaker:
    """Whether a request may be made, judged by how the last ones ended."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._failures = 0
        self._rests_until = 0.0

    def admits(self) -> bool:
        """Whether to go ahead. Of those that ask while the service is left alone, one after each rest may."""
        with self._lock:
            if self._failures < MOST_FAILURES:
                return True
            if self._clock() < self._rests_until:
                return False
            self._rests_until = self._clock() + REST_SECONDS
            return True

    def failed(self) -> None:
        """A request ended without an answer."""
        with self._lock:
            self._failures += 1
            self._rests_until = self._clock() + REST_SECONDS
            if self._failures == MOST_FAILURES:
                log.warning("FRED failed %d times in a row; it is left alone for %d s", MOST_FAILURES, REST_SECONDS)

    def succeeded(self) -> None:
        """The service answered, were it to say no."""
        with self._lock:
            self._failures = 0
