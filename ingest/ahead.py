"""Files on their way into the library: read while those before them are embedded, embedded while those are stored.

Three threads, so that no core waits for a disk or for another process: one reads, one has the model read, and whoever
asks stores. The model gets what has been read meanwhile, several files together, and never waits for more.
"""

from collections import deque
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from ingest.finding import Found

MOST_PASSAGES = 1024  # for the model together: of more it gains nothing, and whoever looks on waits longer
MOST_FILES = 64  # read ahead, and as many again for the model: so much is held in memory, however large the folder
MOST_BYTES = 32_000_000


class Taken(Protocol):
    """What came of reading a file."""

    @property
    def passages(self) -> int:
        """How many of them the model may have to read."""


T = TypeVar("T", bound=Taken)
Read = Callable[[Found], T]
Embed = Callable[[Sequence[Found], Sequence[T]], list[T]]
Waits = Callable[[Found], object]


@dataclass(slots=True)
class _Model(Generic[T]):
    """The files that the model reads now."""

    found: Sequence[Found]
    taken: "Future[list[T]]"


class _Line(Generic[T]):
    """The files in their order: to come, being read, read, being embedded."""

    def __init__(self, found: Sequence[Found], read: Read[T], embed: Embed[T], waits: Waits) -> None:
        self._read, self._embed, self._waits = read, embed, waits
        self._coming = deque(found)
        self._reading: deque[tuple[Found, Future[T]]] = deque()
        self._ready: list[tuple[Found, T]] = []
        self._model: _Model[T] | None = None
        self._readers = ThreadPoolExecutor(1, thread_name_prefix="reading")
        self._models = ThreadPoolExecutor(1, thread_name_prefix="embedding")

    def next(self) -> list[tuple[Found, T]]:
        """The next files that may be stored; none when there are no more."""
        while self._coming or self._reading or self._ready or self._model:
            self._begin()
            done = self._embedded()
            self._gather()
            if self._ready and not self._model:
                found, taken = zip(*self._ready, strict=True)
                self._model = _Model(found, self._models.submit(self._embed, found, taken))
                self._ready = []
            if done:
                return done
            self._wait()
        return []

    def stop(self) -> None:
        """Begin nothing more."""
        for each in (self._readers, self._models):
            each.shutdown(wait=False, cancel_futures=True)

    def join(self) -> None:
        """Wait for what has begun."""
        for each in (self._readers, self._models):
            each.shutdown()

    def _begin(self) -> None:
        """Have as many files read as may be held."""
        held = sum(found.size for found, _ in self._reading)
        while self._coming and (not self._reading or (len(self._reading) < MOST_FILES and held < MOST_BYTES)):
            found = self._coming.popleft()
            self._reading.append((found, self._readers.submit(self._read, found)))
            held += found.size

    def _gather(self) -> None:
        """Put what was read meanwhile aside for the model."""
        while self._has_room() and self._reading and self._reading[0][1].done():
            found, taken = self._reading.popleft()
            self._ready.append((found, taken.result()))

    def _has_room(self) -> bool:
        return (
            len(self._ready) < MOST_FILES
            and sum(taken.passages for _, taken in self._ready) < MOST_PASSAGES
            and sum(found.size for found, _ in self._ready) < MOST_BYTES
        )

    def _embedded(self) -> list[tuple[Found, T]]:
        """What the model has read, once it has."""
        if not self._model or not self._model.taken.done():
            return []
        model, self._model = self._model, None
        return list(zip(model.found, model.taken.result(), strict=True))

    def _wait(self) -> None:
        """Until something is done."""
        awaited: list[Future[Any]] = [self._model.taken] if self._model else []
        if self._reading and self._has_room():
            if not self._model:
                self._waits(self._reading[0][0])
            awaited.append(self._reading[0][1])
        if awaited:
            wait(awaited, return_when=FIRST_COMPLETED)


def in_order(
    found: Sequence[Found], read: Read[T], embed: Embed[T], waits: Waits, stop: Callable[[], object]
) -> Generator[tuple[Found, T], None, None]:
    """Each file with what came of it, as it may be stored; *waits* is told which one is waited for.

    *stop* is called where whoever asks gives up: it ends what is being read or embedded.
    """
    line = _Line(found, read, embed, waits)
    try:
        while done := line.next():
            yield from done
    except BaseException:
        line.stop()
        stop()  # whatever is read now, nobody waits for
        raise
    finally:
        line.join()
