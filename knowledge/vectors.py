"""The vector index in Chroma: derived from the record, followed from its log of changes, and rebuilt when in doubt.

Chroma never sees a word of a note: ids, vectors and what is filtered on. Two writers on one Chroma folder lose results
without an error, so whoever holds the lock beside it owns it, and everybody else searches the record exactly.
"""

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from knowledge.exact import ExactIndex, newest_change, record_id
from knowledge.record import Record
from knowledge.scope import Scope

if TYPE_CHECKING:
    from knowledge.embed import Vectors

Found = list[tuple[str, float]]

BATCH = 500
# Wide enough that the graph finds what an exact search finds (measured: the first ten, on the sizes a desk has).
GRAPH = {"space": "cosine", "ef_construction": 200, "ef_search": 200, "max_neighbors": 32}
ENTRIES = """SELECT p.id, v.vector, r.label, p.pool, r.date FROM json_each(:ids) j JOIN passages p ON p.id = j.value
    JOIN revisions r ON r.id = p.revision JOIN vectors v ON v.passage = p.row AND v.embedder = :embedder"""
CHANGED = """SELECT DISTINCT passage, kind = 'retracted' AS retracted FROM changes
    WHERE number > ? AND (embedder IS NULL OR embedder = ?)"""


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


def client(folder: Path, url: str) -> Any:
    """A client of the server at *url*, or, without one, of the database in *folder*, which is made where absent."""
    import chromadb
    from chromadb.config import Settings

    settings = Settings(anonymized_telemetry=False)
    if not url:
        return chromadb.PersistentClient(str(folder), settings=settings)
    parts = urlsplit(url)
    port = parts.port or (443 if parts.scheme == "https" else 8000)
    return chromadb.HttpClient(parts.hostname or "", port, ssl=parts.scheme == "https", settings=settings)


def forget() -> None:
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
