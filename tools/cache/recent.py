"""The things used last: a bounded store in memory that several threads share."""

import threading
from collections import OrderedDict
from typing import Generic, TypeVar

Thing = TypeVar("Thing")


class Recent(Generic[Thing]):
    """Things by key; once together they weigh more than *most*, those not used for longest go."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._held: OrderedDict[str, tuple[int, Thing]] = OrderedDict()
        self._weight = 0
        self._lock = threading.Lock()

    def get(self, key: str) -> Thing | None:
        """What is held under *key*."""
        with self._lock:
            if key not in self._held:
                return None
            self._held.move_to_end(key)
            return self._held[key][1]

    def put(self, key: str, thing: Thing, weight: int = 1) -> None:
        """Holds *thing* under *key*, unless it alone would be too heavy."""
        with self._lock:
            self._remove(key)
            if weight > self._most:
                return
            self._held[key] = (weight, thing)
            self._weight += weight
            while self._weight > self._most:
                self._remove(next(iter(self._held)))

    def drop(self, key: str) -> None:
        """Forgets what is held under *key*."""
        with self._lock:
            self._remove(key)

    def _remove(self, key: str) -> None:
        weight, _ = self._held.pop(key, (0, None))
        self._weight -= weight
