"""The vector index in Chroma: derived from the record, and followed from its log of changes.

Chroma never sees a word of a note: ids, vectors and what is filtered on. Two writers on one Chroma folder lose results
without an error, so whoever holds the lock beside it owns it, and everybody else searches the record exactly.
"""

import ctypes
import hashlib
import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from knowledge import changes
from knowledge.changes import Place
from knowledge.note import Pool
from knowledge.record import Record
from knowledge.scope import Scope

if TYPE_CHECKING:
    from knowledge.embed import Vectors

Found = list[tuple[str, float]]
Said = Callable[[int, int], object]
"""Told how much is done, and of how much; may raise to end it."""

AT_ONCE = 500
BESIDE = 50  # passages at once where questions are answered meanwhile: Chroma holds Python up while it takes them in
NEAR = 10  # a passage is among so many when its own vector is asked for
M_PERTURB, ALL_ONES = (
    -6,
    0xFF,
)  # glibc: what is freed is overwritten with this byte, what is given out with its opposite
SAME = 1e-4  # a distance below which two vectors are one
# Wide enough that the graph finds what an exact search finds (measured: the first ten, on the sizes a desk has).
GRAPH = {"space": "cosine", "ef_construction": 200, "ef_search": 200, "max_neighbors": 32}
NAMES = """SELECT p.id FROM vectors v JOIN passages p ON p.row = v.passage WHERE v.embedder = ? ORDER BY p.row"""
ENTRIES = """SELECT p.id, v.vector, r.label, p.pool, r.date FROM json_each(:ids) j JOIN passages p ON p.id = j.value
    JOIN revisions r ON r.id = p.revision JOIN vectors v ON v.passage = p.row AND v.embedder = :embedder"""


def in_silence(done: int, of: int) -> None:
    """Nobody wants to know how much is done."""


class DoubtError(Exception):
    """The collection may not be what the record says: make it anew."""


class ChromaIndex:
    """One embedder's collection. Only the owner of the lock may have one."""

    def __init__(self, record: Record, identity: str, client: Any, collection: Any) -> None:
        self._record = record
        self._identity = identity
        self._client = client
        self._collection = collection

    @classmethod
    def opened(cls, record: Record, identity: str, client: Any) -> "ChromaIndex":
        """The collection that is there; DoubtError where there is none, else whatever Chroma raises."""
        from chromadb.errors import NotFoundError

        try:
            collection = client.get_collection(_name(record, identity), embedding_function=None)
        except NotFoundError as error:
            raise DoubtError("nothing of this library is in it") from error
        collection.count()  # Chroma writes on its first question, and then no more until it is given something
        return cls(record, identity, client, collection)

    @classmethod
    def made(cls, record: Record, identity: str, client: Any) -> "ChromaIndex":
        """An empty collection in the place of any that was there."""
        name = _name(record, identity)
        drop(client, name)
        collection = client.create_collection(name, embedding_function=None, configuration={"hnsw": GRAPH})
        return cls(record, identity, client, collection)

    @property
    def place(self) -> Place | None:
        """Up to where it follows the record's log; None before it was filled."""
        try:
            return Place(**(self._collection.metadata or {}))
        except TypeError:
            return None

    def is_current(self) -> bool:
        """Whether it holds what the record holds now."""
        with self._record.reading() as connection:
            return changes.newest(connection) == self.place

    def count(self) -> int:
        """How many passages it holds."""
        return int(self._collection.count())

    def search(self, vector: "Vectors", limit: int, scope: Scope, pool: Pool | None = None) -> Found:
        """The nearest passages by Chroma. Houses and notes are not kept here: whoever asks for one searches exactly."""
        held = self.count()
        if not held:
            return []
        found = self._collection.query(
            query_embeddings=[vector], n_results=min(limit, held), where=_where(scope, pool), include=["distances"]
        )
        return [(name, 1 - distance) for name, distance in zip(found["ids"][0], found["distances"][0], strict=True)]

    def fill(self, said: Said) -> None:
        """Put in everything that the record holds, each passage asked for in the end. DoubtError if one is missed."""
        with self._record.reading() as connection:
            reached = changes.newest(connection)
            names = [row["id"] for row in connection.execute(NAMES, (self._identity,))]
        self._bring(names, AT_ONCE, said)
        self._reach(reached)

    def follow(self, said: Said) -> None:
        """Follow the record's log to its end. Raises DoubtError where the collection has to be made anew."""
        while place := self._behind():
            with self._record.reading() as connection:
                reached = changes.newest(connection)
                if not changes.is_known(connection, place):
                    raise DoubtError("it does not follow from this record")
                after = changes.since(connection, place, self._identity)
            if after.retracted:
                raise DoubtError("what was retracted must not linger")
            self._bring(after.passages, BESIDE, said)
            self._reach(reached)

    def fields(self) -> dict[str, Mapping[str, Any]]:
        """What is filtered on, of every passage that it holds."""
        found = self._collection.get(include=["metadatas"])
        return dict(zip(found["ids"], found["metadatas"], strict=True))

    def changed(self, wanted: Mapping[str, "Vectors"]) -> list[str]:
        """Those of these passages whose vectors are others than the ones it holds."""
        import numpy as np

        found = self._collection.get(ids=list(wanted), include=["embeddings"])
        held = dict(zip(found["ids"], np.asarray(found["embeddings"], dtype=np.float32), strict=True))
        return [name for name, row in wanted.items() if name not in held or not _is_same(held[name], row)]

    def missed(self, wanted: Mapping[str, "Vectors"]) -> list[str]:
        """Those of these passages that are not found when their own vectors are asked for."""
        if not wanted:
            return []
        found = self._collection.query(
            query_embeddings=list(wanted.values()), n_results=max(1, min(NEAR, self.count())), include=["distances"]
        )
        rows = zip(wanted, found["ids"], found["distances"], strict=True)
        # Of equal vectors, more of them than were asked for, any may be left out.
        return [name for name, ids, far in rows if name not in ids and not (len(far) == NEAR and far[-1] < SAME)]

    def close(self) -> None:
        """Close Chroma's files, or the connections to its server."""
        shut(self._client)

    def _behind(self) -> Place | None:
        """Where it is in the log, if that is not the end."""
        place = self.place
        if place is None:
            raise DoubtError("it was never filled")
        return None if self.is_current() else place

    def _bring(self, passages: Sequence[str], batch: int, said: Said) -> None:
        """Bring these passages to what the record says of them now, and ask for each by its own vector.

        One that is not found is put in once more, which ties it into the graph anew.
        """
        batches = [passages[first : first + batch] for first in range(0, len(passages), batch)]
        missed: list[str] = []
        done = 0
        for names in batches:
            self._put(names)
            done += len(names)
            said(done // 2, len(passages))
        for names in batches:
            missed += self.missed(vectors(self._entries(names)))
            done += len(names)
            said(done // 2, len(passages))
        self._put(missed)
        if still := self.missed(vectors(self._entries(missed))):
            raise DoubtError(f"{len(still)} passages are not found by their own vectors")

    def _put(self, names: Sequence[str]) -> None:
        """There with their vector, or not at all."""
        if not names:
            return
        entries = self._entries(names)
        gone = sorted(set(names) - {entry["id"] for entry in entries})
        if gone:
            self._collection.delete(ids=gone)
        if entries:
            self._collection.upsert(
                ids=[row["id"] for row in entries],
                embeddings=list(vectors(entries).values()),
                metadatas=[dict(fields_of(row)) for row in entries],
            )

    def _entries(self, names: Sequence[str]) -> list[sqlite3.Row]:
        with self._record.reading() as connection:
            return entries_of(connection, self._identity, names)

    def _reach(self, place: Place) -> None:
        """Remember how far it is: last, so that a process that dies before does the same again, to the same end."""
        with self._record.reading() as connection:
            ours, settled = count_of(connection, self._identity), changes.newest(connection) == place
        if settled and ours != self.count():
            raise DoubtError(f"it holds {self.count()} passages, the record {ours}")
        self._collection.modify(metadata=asdict(place))


def client(folder: Path | None, url: str) -> Any:
    """A client of the server at *url*, or, without one, of the database in *folder*."""
    import chromadb
    from chromadb.config import Settings

    settings = Settings(anonymized_telemetry=False)
    if not url:
        without_traces()
        return chromadb.PersistentClient(str(folder), settings=settings)
    parts = urlsplit(url)
    port = parts.port or (443 if parts.scheme == "https" else 8000)
    return chromadb.HttpClient(parts.hostname or "", port, ssl=parts.scheme == "https", settings=settings)


def without_traces() -> None:
    """From now on memory that is given to native code holds nothing of what this process had there before.

    Chroma writes pieces of its memory to its files, and what was text of a note a moment ago must not be among them.
    """
    allocator = getattr(ctypes.CDLL(None), "mallopt", None)  # other systems' C libraries have none
    if allocator:
        allocator(M_PERTURB, ALL_ONES)


def shut(client: Any) -> None:
    """Close a client; one of a server, and the second that it makes for itself, would leave their connections open."""
    servers = [getattr(each, "_server", None) for each in (client, getattr(client, "_admin_client", None))]
    client.close()
    for server in servers:
        if session := getattr(server, "_session", None):
            session.close()


def drop(client: Any, name: str) -> None:
    """Delete the collection *name*, if it is there."""
    from chromadb.errors import NotFoundError

    try:
        client.delete_collection(name)
    except NotFoundError:
        return


def collection_name(record: str, identity: str) -> str:
    """One collection for each record and embedder."""
    return f"notes-{hashlib.sha256(f'{record} {identity}'.encode()).hexdigest()[:24]}"


def entries_of(connection: sqlite3.Connection, identity: str, names: Iterable[str]) -> list[sqlite3.Row]:
    """What the index is to hold of these passages, those that the record has."""
    return connection.execute(ENTRIES, {"ids": json.dumps(list(names)), "embedder": identity}).fetchall()


def count_of(connection: sqlite3.Connection, identity: str) -> int:
    """How many passages have a vector of this embedder."""
    return int(connection.execute("SELECT COUNT(*) FROM vectors WHERE embedder = ?", (identity,)).fetchone()[0])


def vectors(entries: Iterable[sqlite3.Row]) -> "dict[str, Vectors]":
    """The vector of each passage."""
    import numpy as np

    return {row["id"]: np.frombuffer(row["vector"], dtype=np.float32) for row in entries}


def fields_of(row: sqlite3.Row) -> Mapping[str, Any]:
    """What is filtered on; a note without a date is before all days."""
    day = date.fromisoformat(row["date"]).toordinal() if row["date"] else 0
    return {"label": row["label"], "language": row["pool"], "date": day}


def _name(record: Record, identity: str) -> str:
    with record.reading() as connection:
        return collection_name(changes.newest(connection).record, identity)


def _is_same(ours: "Vectors", theirs: "Vectors") -> bool:
    import numpy as np

    return ours.shape == theirs.shape and bool(np.abs(ours - theirs).max() < SAME)


def _where(scope: Scope, pool: Pool | None) -> dict[str, Any]:
    """The scope, or a pool of it, in Chroma's words."""
    conditions = [*_conditions(scope), *([{"language": pool}] if pool else [])]
    return {"$and": conditions} if len(conditions) > 1 else conditions[0]


def _conditions(scope: Scope) -> Iterator[dict[str, Any]]:
    yield {"label": {"$in": sorted(scope.labels) or ["no label at all"]}}
    if scope.start:
        yield {"date": {"$gte": scope.start.toordinal()}}
    if scope.until:
        yield {"date": {"$lte": scope.until.toordinal()}}
