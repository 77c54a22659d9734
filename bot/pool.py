"""Threads that work off jobs in lanes: one job of a lane at a time, and a lane may rest before its next."""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

Job = Callable[[], float | None]
"""Work to be done; it gives the seconds for which its lane rests afterwards, or None."""

log = logging.getLogger("footnote")


@dataclass(slots=True)
class Lane:
    """What waits in one lane, when each job may start at the earliest, and until when the lane rests.

    Where the jobs of a lane have several owners, these take turns.
    """

    jobs: list[tuple[float, str, Job]] = field(default_factory=list)
    served: list[str] = field(default_factory=list)
    busy: bool = False
    rests_until: float = 0.0

    def ready(self) -> float | None:
        """The moment at which a job of this lane can start; None while it is busy or empty."""
        if self.busy or not self.jobs:
            return None
        return max(self.rests_until, min(due for due, _, _ in self.jobs))

    def next(self, now: float) -> Job:
        """The first due job of the owner who has waited longest for a turn."""
        due = [number for number, (at, _, _) in enumerate(self.jobs) if at <= now]
        turns = {owner: turn for turn, owner in enumerate(self.served)}
        place = min(due, key=lambda number: (turns.get(self.jobs[number][1], -1), number))
        _, owner, job = self.jobs.pop(place)
        waiting = {each for _, each, _ in self.jobs}
        self.served = [each for each in self.served if each != owner and each in waiting] + [owner]
        return job


class Pool:
    """So many threads. The lane that has been ready longest is served first, so nobody's flood holds up others."""

    def __init__(self, name: str, threads: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lanes: dict[str, Lane] = {}
        self._changed = threading.Condition()
        self._closed = False
        self._threads = [
            threading.Thread(target=self._run, name=f"{name}-{number}", daemon=True) for number in range(threads)
        ]

    def start(self) -> None:
        """Sets the threads to work."""
        for thread in self._threads:
            thread.start()

    def add(self, job: Job, lane: str, *, owner: str = "", after: float = 0.0) -> int:
        """Puts *job* at the end of its lane, to start no sooner than in *after* seconds; how many are before it."""
        with self._changed:
            held = self._lanes.setdefault(lane, Lane())
            ahead = len(held.jobs) + held.busy
            held.jobs.append((self._clock() + after, owner, job))
            self._changed.notify()
            return ahead

    def stop(self, within: float) -> None:
        """Gives what waits and what runs so many seconds to end, then starts nothing more."""
        until = self._clock() + within
        while len(self) and self._clock() < until:
            time.sleep(0.02)
        with self._changed:
            self._closed = True
            self._changed.notify_all()
        for thread in self._threads:
            if thread.is_alive():
                thread.join(max(0.0, until - self._clock()))

    def alive(self) -> bool:
        """Whether every thread still works."""
        return all(thread.is_alive() for thread in self._threads)

    def __len__(self) -> int:
        """How many jobs wait or run."""
        with self._changed:
            return sum(len(lane.jobs) + lane.busy for lane in self._lanes.values())

    def _run(self) -> None:
        while (taken := self._take()) is not None:
            job, name = taken
            rest = None
            try:
                rest = job()
            except Exception:
                log.exception("bug in a job")
            self._done(name, rest or 0.0)

    def _take(self) -> tuple[Job, str] | None:
        """The next job and its lane, which is then busy; waits for one. None once the pool is stopped."""
        with self._changed:
            while not self._closed:
                now = self._clock()
                ready = [(at, name) for name, lane in self._lanes.items() if (at := lane.ready()) is not None]
                at, name = min(ready, default=(None, ""))
                if at is not None and at <= now:
                    lane = self._lanes[name]
                    lane.busy = True
                    return lane.next(now), name
                self._changed.wait(None if at is None else at - now)
            return None

    def _done(self, name: str, rest: float) -> None:
        with self._changed:
            lane = self._lanes[name]
            lane.busy = False
            lane.rests_until = self._clock() + rest
            if not lane.jobs and not rest:
                del self._lanes[name]
            self._changed.notify()
