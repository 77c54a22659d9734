"""Vectors for passages that have none of an embedder, and the job by which another embedder comes to serve.

The job reads, has the model work, and stores a batch in a transaction of its own; nothing else is held meanwhile, so
notes come in, are retracted and are searched as ever. Wherever it is killed, what was stored stays, and the next run
goes on from there. Only when every passage that the model can read has its vector do searches go by it, at once.
"""

import json
import logging
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TypeVar

from footnote.errors import FootnoteError, SetupError
from footnote.text import same
from knowledge import disk, shelf
from knowledge.embed import Embedder
from knowledge.entries import vectors_of
from knowledge.index import forget
from knowledge.lock import Holder, Lock, holder
from knowledge.providers import ChangedModelError, EmbeddingError
from knowledge.record import WRITTEN, Record, RecordError, unusable
from knowledge.serving import NOBODY, missing, pools, serve, served, stored

AT_ONCE = 128  # passages that a kill can cost
DROPPED_AT_ONCE = 1000
TRIES = 5  # of a batch that the provider does not answer, or that the record does not take
BUSY = 5.0  # seconds until a record that another process writes is tried again
LOCK = "embed.lock"
PROBE = "a gate of five per cent a quarter"
Watch = Callable[[int, int], object]
"""Told how many passages are done, and of how many."""
OLD = "SELECT passage FROM vectors WHERE embedder = ? AND passage > ? ORDER BY passage LIMIT ?"
Given = TypeVar("Given")
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What a run came to: vectors made, the embedder that serves now and the one before, and old vectors deleted."""

    made: int
    serves: str
    before: str | None
    dropped: int


def _unwatched(done: int, of: int) -> None:
    """Nobody wants to know how far it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reembedding:
    """The job: *embedder* is to serve the record in *home*. ``said`` is told why it waits."""

    record: Record
    home: Path
    embedder: Embedder
    chroma_url: str = ""
    watch: Watch = _unwatched
    said: Callable[[str], object] = log.warning
    pause: Callable[[float], object] = time.sleep

    def run(self) -> Done:
        """What came of it. EmbeddingError where the provider stays away: run it again to go on."""
        with _alone(self.home):
            with suppress(ChangedModelError):  # then its identity is another now, and that one is made
                self._patiently(lambda: self.embedder.query(PROBE))
            before = self._begun()
            made = 0
            while not self._switched():
                made += self._filled(made)
            return Done(made=made, serves=self.embedder.identity, before=before, dropped=self._dropped())

    def _begun(self) -> str | None:
        """Who serves until this is done, written down, since there will be vectors of two."""
        with self.record.writing() as connection:
            found = served(connection)
            serve(connection, found or NOBODY)
        return found or None

    def _filled(self, before: int) -> int:
        """How many passages got their vector, in one walk through the record."""
        with self.record.reading() as connection:
            total = missing(connection, self.embedder)
        done = row = 0
        self.watch(before, before + total)
        while batch := _unread(self.record, self.embedder, row):
            self._read(batch)
            row = batch[-1].row
            done += len(batch)
            self.watch(before + done, before + max(done, total))
        return done

    def _read(self, batch: Sequence[shelf.Unread]) -> None:
        vectors = self._patiently(lambda: vectors_of(batch, self.embedder))
        self._patiently(lambda: _store(self.record, self.embedder.identity, batch, vectors))

    def _patiently(self, work: Callable[[], Given]) -> Given:
        """What *work* gives, tried again where the provider is away for a moment or the record is being written."""
        for _ in range(TRIES - 1):
            try:
                return work()
            except EmbeddingError as error:
                if not error.retry:
                    raise
                wait, why = error.wait, str(error)
            except RecordError:
                raise
            except SetupError as error:
                wait, why = BUSY, str(error)
            self.said(f"{why} Trying again in {wait:.0f} s.")
            self.pause(wait)
        return work()

    def _switched(self) -> bool:
        """Whether searches go by this embedder now: at once, and only if it has read all that it can."""
        with self.record.writing() as connection:
            if missing(connection, self.embedder):
                return False
            serve(connection, self.embedder.identity)
        return True

    def _dropped(self) -> int:
        """How many vectors of embedders that do not serve were deleted, with what Chroma holds of them."""
        with self.record.reading() as connection:
            old = [name for name in stored(connection) if name != self.embedder.identity]
        if old:
            forget(self.record, self.home, self.chroma_url)
        return sum(self._drop(name) for name in old)

    def _drop(self, identity: str) -> int:
        count = row = 0
        while True:
            with self.record.writing() as connection:
                rows = [each[0] for each in connection.execute(OLD, (identity, row, DROPPED_AT_ONCE))]
                gone = "DELETE FROM vectors WHERE embedder = ? AND passage IN (SELECT value FROM json_each(?))"
                connection.execute(gone, (identity, json.dumps(rows)))
            if not rows:
                return count
            row = rows[-1]
            count += len(rows)


def fill(record: Record, embedder: Embedder) -> int:
    """How many passages were given a vector of *embedder*, which serves, that had none."""
    done = row = 0
    while batch := _unread(record, embedder, row):
        _store(record, embedder.identity, batch, vectors_of(batch, embedder))
        row = batch[-1].row
        done += len(batch)
    return done


def _unread(record: Record, embedder: Embedder, after: int) -> list[shelf.Unread]:
    with record.reading() as connection:
        return shelf.unread(connection, embedder.identity, pools(embedder), AT_ONCE, after)


def _store(record: Record, identity: str, batch: Sequence[shelf.Unread], vectors: Sequence[bytes]) -> None:
    """Give these passages their vectors; those that were taken away meanwhile get none."""
    with record.writing() as connection:
        for item, vector in zip(batch, vectors, strict=True):
            shelf.put_vector(connection, item.row, item.id, identity, vector)


@contextmanager
def _alone(home: Path) -> Iterator[None]:
    """Be the only process that makes all vectors anew in *home*; FootnoteError says who does so already."""
    try:
        disk.make_folder(home)
        lock = Lock.taken(home / LOCK, wait=False)
    except BlockingIOError:
        raise FootnoteError(same(f"busy: {holder(home, LOCK) or 'another process'}; it does what you want.")) from None
    except OSError as error:
        raise unusable(WRITTEN, str(error.strerror).lower()) from error
    try:
        with suppress(OSError):  # a full disk: what it says is only for a sentence
            lock.say(json.dumps(asdict(Holder.ourselves("embed"))))
        yield
    finally:
        lock.release()
