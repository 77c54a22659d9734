"""The vector index in Chroma: derived from the record, followed from its log of changes, and rebuilt when in doubt.

Chroma never sees a word of a note: ids, vectors and what is filtered on. Two writers on one Chroma folder lose results
without an error, so whoever holds the lock beside it owns it, and everybody else searches the record exactly.
"""

import hashlib
import json
import logging
import shutil
import sqlite3
import threading
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Protocol
from urllib.parse import urlsplit

from knowledge.exact import ExactIndex, newest_change, record_id
from knowledge.lock import Lock
from knowledge.record import Record
from knowledge.scope import Scope

if TYPE_CHECKING:
    from knowledge.embed import Vectors

Served = Literal["chroma", "chroma server", "exact"]
Found = list[tuple[str, float]]

BATCH = 500
# Wide enough that the graph finds what an exact search finds (measured: the first ten, on the sizes a desk has).
GRAPH = {"space": "cosine", "ef_construction": 200, "ef_search": 200, "max_neighbors": 32}
ENTRIES = """SELECT p.id, v.vector, r.label, p.pool, r.date FROM json_each(:ids) j JOIN passages p ON p.id = j.value
    JOIN revisions r ON r.id = p.revision JOIN vectors v ON v.passage = p.row AND v.embedder = :embedder"""
CHANGED = """SELECT DISTINCT passage, kind = 'retracted' AS retracted FROM changes
    WHERE number > ? AND (embedder IS NULL OR embedder = ?)"""
log = logging.getLogger(__name__)


class Index(Protocol):
    """What finds the nearest passages."""

    def search(self, vector: "Vectors", limit: int, scope: Scope) -> Found:
        """The ids of the *limit* nearest passages in *scope* with their cosine similarity, nearest first."""

    def close(self) -> None:
        """Let go of what is held."""


class DoubtError(Exception):
    """The collection may not be what the record says: make it anew."""


class ChromaIndex:
    """One embedder's collection, brought up to date before each search. Only the owner of the lock may have one."""

    def __init__(self, record: Record, identity: str, client: Any) -> None:
        self._record = record
        self._identity = identity
        self._client = client
        self._exact = ExactIndex(record, identity)
        with record.reading() as connection:
            self._name = collection_name(record_id(connection), identity)
        self._collection = self._open()

    def search(self, vector: "Vectors", limit: int, scope: Scope) -> Found:
        """The nearest passages by Chroma; one house among all is found exactly, for its name is not kept here."""
        held = self._collection.count()
        if scope.institution:
            return self._exact.search(vector, limit, scope)
        if not held:
            return []
        found = self._collection.query(
            query_embeddings=[vector], n_results=min(limit, held), where=_where(scope), include=["distances"]
        )
        return [(name, 1 - distance) for name, distance in zip(found["ids"][0], found["distances"][0], strict=True)]

    def catch_up(self) -> None:
        """Follow the record's log. Raises DoubtError where the collection has to be made anew."""
        with self._record.reading() as connection:
            newest, applied = newest_change(connection), int(self._collection.metadata.get("applied", 0))
            if newest == applied:
                return
            changed = connection.execute(CHANGED, (applied, self._identity)).fetchall()
            if applied > newest or (applied and any(row["retracted"] for row in changed)):
                raise DoubtError("what was retracted must not linger, and an older record cannot be followed")
            self._apply(connection, [row["passage"] for row in changed])
            self._check(connection)
            # Remembered last: a process that dies before this line does the same work again, to the same end.
            self._collection.modify(metadata={"applied": newest})

    def check(self) -> None:
        """Raise DoubtError where collection and record do not hold equally many."""
        self.catch_up()
        with self._record.reading() as connection:
            self._check(connection)

    def drop(self) -> None:
        """Delete the collection."""
        self._client.delete_collection(self._name)

    def close(self) -> None:
        """Close Chroma's files."""
        self._client.close()

    def _open(self) -> Any:
        return self._client.get_or_create_collection(
            self._name, embedding_function=None, configuration={"hnsw": GRAPH}, metadata={"applied": 0}
        )

    def _check(self, connection: sqlite3.Connection) -> None:
        ours, theirs = _count(connection, self._identity), self._collection.count()
        if ours != theirs:
            raise DoubtError(f"Chroma holds {theirs} passages, the record {ours}")

    def _apply(self, connection: sqlite3.Connection, passages: list[str]) -> None:
        """Bring these passages to what the record says of them now: there with their vector, or not at all."""
        for first in range(0, len(passages), BATCH):
            names = passages[first : first + BATCH]
            values = {"ids": json.dumps(names), "embedder": self._identity}
            entries = connection.execute(ENTRIES, values).fetchall()
            gone = sorted(set(names) - {entry["id"] for entry in entries})
            if gone:
                self._collection.delete(ids=gone)
            if entries:
                self._collection.upsert(**_upsert(entries))


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
        if self._index:
            self._index.close()
        self._index = None
        self.served = "exact"
        if self._owner:
            self._owner.release()

    def _current(self) -> Index:
        """The index, opened and following the record."""
        if self._index is None:
            self._index = self._chroma() or self._exact()
        elif isinstance(self._index, ChromaIndex):
            try:
                self._index.catch_up()
            except DoubtError as doubt:
                self._discard(self._index, doubt)
                self._index = self._made() or self._exact()
        return self._index

    def _exact(self) -> Index:
        self.served = "exact"
        return ExactIndex(self._record, self._identity)

    def _chroma(self) -> ChromaIndex | None:
        """Chroma, or None where another process owns it or it cannot be opened even when made anew."""
        if not self._owner and self._record.path.is_file():
            self._owner = Lock.take(self._home / "index.lock")
        return (self._made() or self._made()) if self._owner else None

    def _made(self) -> ChromaIndex | None:
        """Chroma, opened and checked against the record; where that fails it is thrown away."""
        index = None
        try:
            index = ChromaIndex(self._record, self._identity, self._client())
            index.check()
        except Exception as error:  # Chroma's bindings raise what they like
            self._discard(index, error)
            return None
        self.served = "chroma server" if self._url else "chroma"
        return index

    def _client(self) -> Any:
        import chromadb
        from chromadb.config import Settings

        settings = Settings(anonymized_telemetry=False)
        if not self._url:
            return chromadb.PersistentClient(str(self._home / "index"), settings=settings)
        parts = urlsplit(self._url)
        port = parts.port or (443 if parts.scheme == "https" else 8000)
        return chromadb.HttpClient(parts.hostname or "", port, ssl=parts.scheme == "https", settings=settings)

    def _discard(self, index: ChromaIndex | None, reason: Exception) -> None:
        """Throw the index away; the next opening makes it from the stored vectors, and nothing is embedded again."""
        log.warning("the vector index is made anew: %s", reason)
        with suppress(Exception):
            if index and self._url:
                index.drop()
            if index:
                index.close()
        if not self._url:
            self._forget()
            shutil.rmtree(self._home / "index", ignore_errors=True)

    def _forget(self) -> None:
        """Chroma keeps what it opened by path; a folder that is made anew must not meet what was there before."""
        from chromadb.api.shared_system_client import SharedSystemClient

        SharedSystemClient.clear_system_cache()


def collection_name(record: str, identity: str) -> str:
    """One collection for each record and embedder."""
    return f"notes-{hashlib.sha256(f'{record} {identity}'.encode()).hexdigest()[:24]}"


def _count(connection: sqlite3.Connection, identity: str) -> int:
    return int(connection.execute("SELECT COUNT(*) FROM vectors WHERE embedder = ?", (identity,)).fetchone()[0])


def _upsert(entries: Iterable[sqlite3.Row]) -> dict[str, Any]:
    """The arguments of ``upsert`` for these rows: ids, vectors and filter fields, never text."""
    import numpy as np

    rows = list(entries)
    return {
        "ids": [row["id"] for row in rows],
        "embeddings": [np.frombuffer(row["vector"], dtype=np.float32) for row in rows],
        "metadatas": [{"label": row["label"], "language": row["pool"], "date": _ordinal(row["date"])} for row in rows],
    }


def _ordinal(day: str | None) -> int:
    """A day as a number; 0, before all days, for a note that has none."""
    return date.fromisoformat(day).toordinal() if day else 0


def _where(scope: Scope) -> dict[str, Any]:
    """The scope in Chroma's words."""
    conditions = list(_conditions(scope))
    return {"$and": conditions} if len(conditions) > 1 else conditions[0]


def _conditions(scope: Scope) -> Iterator[dict[str, Any]]:
    yield {"label": {"$in": sorted(scope.labels) or ["no label at all"]}}
    if scope.start:
        yield {"date": {"$gte": scope.start.toordinal()}}
    if scope.until:
        yield {"date": {"$lte": scope.until.toordinal()}}
