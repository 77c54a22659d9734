"""Which vector index serves: Chroma where this process may own it, the exact search everywhere else."""

import logging
import shutil
import threading
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol

from knowledge.exact import ExactIndex
from knowledge.lock import Lock
from knowledge.record import Record
from knowledge.scope import Scope
from knowledge.vectors import ChromaIndex, DoubtError, Found, client, forget

if TYPE_CHECKING:
    from knowledge.embed import Vectors

Served = Literal["chroma", "chroma server", "exact"]

FOLDER = "index"
log = logging.getLogger(__name__)


class Index(Protocol):
    """What finds the nearest passages."""

    def search(self, vector: "Vectors", limit: int, scope: Scope) -> Found:
        """The ids of the *limit* nearest passages in *scope* with their cosine similarity, nearest first."""

    def close(self) -> None:
        """Let go of what is held."""


class VectorIndex:
    """Chroma where this process may own it, else the exact search: ``served`` says which. Opened when first asked."""

    def __init__(self, record: Record, home: Path, identity: str, chroma_url: str = "") -> None:
        self._record, self._home, self._identity, self._url = record, home, identity, chroma_url
        self._index: Index | None = None
        self._owner: Lock | None = None
        self._turn = threading.Lock()
        self.served: Served = "exact"

    def search(self, vector: "Vectors", limit: int, scope: Scope) -> Found:
        """The nearest passages in *scope*; where Chroma fails, the exact search answers and goes on answering."""
        with self._turn:
            try:
                return self._current().search(vector, limit, scope)
            except Exception:
                if self.served == "exact":
                    raise
                log.exception("Chroma failed; searching the stored vectors instead")
                self._index = self._exact()
                return self._index.search(vector, limit, scope)

    def catch_up(self) -> Served:
        """Open the index, bring it up to date, and say which kind serves."""
        with self._turn:
            self._current()
            return self.served

    def close(self) -> None:
        """Let another process own the index."""
        with self._turn:
            if self._index:
                self._index.close()
            if self._owner:
                self._owner.release()
            self._index = self._owner = None
            self.served = "exact"

    def _current(self) -> Index:
        """The index, opened and following the record."""
        if not self._record.path.is_file():
            return self._exact()  # nothing is stored yet: look again the next time
        if self._index is None:
            self._index = self._chroma() or self._exact()
        elif isinstance(self._index, ChromaIndex):
            try:
                self._index.catch_up()
            except Exception as error:  # a doubt of ours, or whatever Chroma's bindings raise
                self._discard(self._index, error)
                self._index = self._made() or self._exact()
        return self._index

    def _exact(self) -> Index:
        self.served = "exact"
        return ExactIndex(self._record, self._identity)

    def _chroma(self) -> ChromaIndex | None:
        """Chroma, or None where another process owns it or it cannot be opened even when made anew."""
        if not self._owner:
            self._owner = Lock.take(self._home / "index.lock")
        if not self._owner:
            return None
        return self._made() or (None if self._url else self._made())

    def _made(self) -> ChromaIndex | None:
        """Chroma, opened and checked against the record; where that fails it is thrown away."""
        index = None
        try:
            index = ChromaIndex(self._record, self._identity, client(self._home / FOLDER, self._url))
            index.check()
        except Exception as error:  # Chroma's bindings raise what they like
            self._discard(index, error)
            return None
        self.served = "chroma server" if self._url else "chroma"
        return index

    def _discard(self, index: ChromaIndex | None, reason: Exception) -> None:
        """Throw the index away; the next opening makes it from the stored vectors, and nothing is embedded again."""
        level = logging.INFO if isinstance(reason, DoubtError) else logging.WARNING
        log.log(level, "the vector index is made anew: %s", reason)
        with suppress(Exception):
            if index and self._url:
                index.drop()
            if index:
                index.close()
        if not self._url:
            forget()
            shutil.rmtree(self._home / FOLDER, ignore_errors=True)
