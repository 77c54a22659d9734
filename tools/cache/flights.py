"""Who is fetching what: of two threads that want the same at the same time, the second waits for the first."""

import threading
from collections.abc import Iterable
from dataclasses import dataclass, field

from footnote.errors import FootnoteError
from tools.reading import Reading


@dataclass(slots=True, eq=False)
class Flight:
    """One fetch. Its ``outcome`` is None until it has landed, and where it came to nothing that others can use."""

    landed: threading.Event = field(default_factory=threading.Event)
    outcome: Reading | FootnoteError | None = None


class Flights:
    """The fetches that are under way. Nobody who waits for an answer joins one in the background, which gives way."""

    def __init__(self) -> None:
        self._flying: dict[tuple[str, bool], Flight] = {}
        self._lock = threading.Lock()

    def enter(self, keys: Iterable[str], *, background: bool) -> tuple[dict[str, Flight], dict[str, Flight]]:
        """For each of *keys* a flight: those that are ours to fly and must ``leave``, and those of others."""
        ours, others = {}, {}
        with self._lock:
            for key in keys:
                flying = self._flying.get((key, False)) or (background and self._flying.get((key, True)))
                if flying:
                    others[key] = flying
                else:
                    ours[key] = self._flying[key, background] = Flight()
        return ours, others

    def leave(self, flight: Flight, outcome: Reading | FootnoteError | None) -> None:
        """Lands *flight*: who waits for it is told, who comes later flies anew."""
        with self._lock:
            self._flying = {place: each for place, each in self._flying.items() if each is not flight}
        flight.outcome = outcome
        flight.landed.set()
