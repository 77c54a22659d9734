"""Never more requests in a second than FRED takes, over all threads; questions go before work in the background."""

import threading
import time
from bisect import insort
from collections import deque
from collections.abc import Callable

from tools.reading import Budget

MOST_REQUESTS = 2
WINDOW_SECONDS = 1.05
"""A second, and what two requests may drift towards each other on their way."""


class Onward(Budget):
    """The time of a question for what follows its first request: who has begun is served before who has not.

    Else a board whose rows take three requests each would spend its time on the first ones of all rows.
    """

    def __init__(self, of: Budget) -> None:
        super().__init__(of.seconds, background=of.background)
        self._of = of

    @property
    def left(self) -> float:
        """As the question has it."""
        return self._of.left

    def end(self) -> None:
        """Ends the question's."""
        self._of.end()


class Pace:
    """Turns to send a request, in the order in which they were asked for, what follows a first request before others.

    Background work waits for every question, and leaves the last request of a window to a question that may come.
    """

    def __init__(
        self,
        most: int = MOST_REQUESTS,
        seconds: float = WINDOW_SECONDS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.most = most
        self.seconds = seconds
        self.sent: deque[float] = deque(maxlen=most)
        self._clock = clock
        self._turn = threading.Condition()
        self._queue: list[tuple[bool, bool, int]] = []
        self._tickets = 0

    def wait(self, budget: Budget) -> bool:
        """Whether a request may be sent now; False when the budget ends before its turn."""
        with self._turn:
            self._tickets += 1
            ticket = (budget.background, not isinstance(budget, Onward), self._tickets)
            insort(self._queue, ticket)
            try:
                return self._granted(ticket, budget)
            finally:
                self._queue.remove(ticket)
                self._turn.notify_all()

    def _granted(self, ticket: tuple[bool, bool, int], budget: Budget) -> bool:
        while left := budget.left:
            first = self._queue[0] == ticket
            pause = self._pause(background=budget.background) if first else left
            if pause <= 0:
                self.sent.append(self._clock())
                return True
            self._turn.wait(min(pause, left))
        return False

    def _pause(self, *, background: bool) -> float:
        """Seconds until the window has room."""
        most = max(1, self.most - 1) if background else self.most
        if len(self.sent) < most:
            return 0.0
        return self.sent[-most] + self.seconds - self._clock()


SHARED = Pace()
"""The pace of this process, whatever asks FRED in it."""
