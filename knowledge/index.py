"""Which vector index serves: the exact search, and in the bot, for a large library or with a server, Chroma.

While Chroma is looked at, made or behind, the exact search serves there too.
"""

import logging
import sqlite3
import threading
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from footnote.errors import FootnoteError
from footnote.text import same
from knowledge import changes, seal
from knowledge.aside import LOCK, Aside, Site
from knowledge.exact import ExactIndex
from knowledge.lock import Lock
from knowledge.note import Pool
from knowledge.owner import Owner
from knowledge.record import Record
from knowledge.scope import Scope
from knowledge.standing import Passages
from knowledge.vectors import Found, Said, client, collection_name, drop, in_silence, shut

if TYPE_CHECKING:
    from knowledge.embed import Vectors

Kind = Literal["exact", "chroma", "by size"]
Served = Literal["chroma", "chroma server", "exact"]

FOLDER = seal.FOLDER
# Passages from which on Chroma serves. Below, comparing all of them is quicker, above all where the reader's rights are
# applied (measured at 50,000: a sixth of the time), finds every one, and needs no second copy that has to be watched.
LARGE = 100_000
NONE_NEEDED = f"none, and none is needed: below {LARGE:,} passages all vectors are compared"
NONE_YET = "There is no index of the vectors yet: `footnote serve` makes it, and meanwhile all vectors are compared."
UNFINISHED = "The index of the vectors was not finished, or was left in the middle of a change: it has to be made anew."
EMBEDDERS = "SELECT DISTINCT embedder FROM changes WHERE embedder IS NOT NULL"
NOT_LOOKED_AT = "The index of the vectors was not looked at: "
log = logging.getLogger(__name__)


class VectorIndex:
    """The vectors of one embedder. With *kind* "chroma" this process keeps Chroma, from the first search on.

    With "by size" it does so where the library is large, or Chroma is a server. No search waits for Chroma: while it
    is looked at, made or behind, every stored vector is compared.
    """

    def __init__(
        self,
        record: Record,
        home: Path,
        identity: str,
        chroma_url: str = "",
        kind: Kind = "exact",
        passages: Passages | None = None,
    ) -> None:
        self._site = Site(record=record, home=home.absolute(), identity=identity, url=chroma_url)
        self._kind = kind
        self._exact = ExactIndex(record, identity, passages)
        self._owner: Owner | None = None
        self._tidy = False
        self._turn = threading.Lock()

    @property
    def identity(self) -> str:
        """Whose vectors these are."""
        return self._site.identity

    def search(self, vector: "Vectors", limit: int, scope: Scope, pool: Pool | None = None) -> Found:
        """The ids of the *limit* nearest passages in *scope*, or of its *pool*, with their cosine; nearest first."""
        owner = self._kept()
        chroma = owner.chroma if owner else None
        if owner and chroma and not scope.institution and scope.notes is None:
            try:
                if chroma.is_current():
                    return chroma.search(vector, limit, scope, pool)
                owner.look()
            except FootnoteError:  # of the record
                raise
            except Exception as error:  # Chroma's bindings raise what they like
                owner.doubt(chroma, error)
        return self._exact.search(vector, limit, scope, pool)

    def cosines(self, connection: sqlite3.Connection, vector: "Vectors", rows: Sequence[int]) -> dict[int, float]:
        """The cosine of *vector* with the vectors of these passages, of those that have one."""
        return self._exact.cosines(connection, vector, rows)

    def serving(self) -> Served:
        """What would answer a search now."""
        owner = self._kept()
        chroma = owner.chroma if owner else None
        if not (chroma and chroma.is_current()):
            return "exact"
        return "chroma server" if self._site.url else "chroma"

    def described(self) -> str:
        """What answers searches, and how Chroma's index is, as far as can be seen without opening it."""
        if not self._is_large():
            return NONE_NEEDED
        if self._kind != "exact":
            return f"the vectors are searched by: {self.serving()}"
        return f"searches here compare all stored vectors; the bot's Chroma index: {self._state()}"

    def _state(self) -> str:
        lock = Lock.take(self._site.home / LOCK)
        if not lock:
            return self._site.owner() if self._site.record.path.is_file() else "not made yet"
        lock.release()
        if self._site.url:
            return "on a server, nobody keeps it now"
        folder = seal.folder_of(self._site.home)
        if not folder:
            return "not made yet, `footnote serve` makes it"
        with self._site.record.reading() as connection:
            last = asdict(changes.newest(connection))
        found = seal.read(folder)
        behind = "" if found.get("place") == last else ", behind the notes until `footnote serve` is started"
        return f"{found.get('count')} passages{behind}"

    def settle(self, within: float = 60) -> Served:
        """What answers once there is nothing left to do, waited for at most so many seconds."""
        if owner := self._kept():
            owner.settle(within)
        return self.serving()

    def look(self) -> None:
        """Have the record's log read now rather than within seconds, where this process keeps the index."""
        if owner := self._owner:
            owner.look()

    def is_made(self) -> bool:
        """Whether Chroma holds an index, or is to."""
        return self._is_large() or (self._site.home / seal.FOLDER).exists()

    def check(self) -> list[str]:
        """What is wrong with Chroma's index, a sentence each; nothing when all is well."""
        if not self._site.record.path.is_file():
            return []
        lock = self._site.owned("check")
        if not lock:
            return [f"{NOT_LOOKED_AT}{self._site.owner()}."]
        try:
            folder = seal.folder_of(self._site.home)
            if folder or self._site.url:
                return Aside(self._site).check(lock, folder)
            if (self._site.home / seal.FOLDER).exists():
                return [UNFINISHED]
            return [NONE_YET] if self._is_large() and self._site.passages() else []
        finally:
            lock.release()

    def rebuild(self, progress: Said | None = None) -> int:
        """How many passages Chroma's index holds, made anew from the stored vectors; FootnoteError if it is not.

        Where none is needed, what there was is only thrown away.
        """
        if not self._site.record.path.is_file():
            return 0
        lock = self._site.owned("rebuild")
        if not lock:
            raise FootnoteError(
                same(f"The index of the vectors cannot be made anew: {self._site.owner()}, and mends it by itself.")
            )
        try:
            folder = None
            if not self._site.url:
                seal.throw_away(self._site.home)
                if not self._is_large():
                    return 0
                folder = seal.new_folder(self._site.home)
            if faults := Aside(self._site).build(lock, folder, progress or in_silence):
                raise FootnoteError(same(f"The index of the vectors could not be made anew: {' '.join(faults)}"))
            return self._site.passages()
        finally:
            lock.release()

    def close(self) -> None:
        """Let another process keep the index."""
        with self._turn:
            owner, self._owner = self._owner, None
        if owner:
            owner.stop()
        self._exact.close()

    def retire(self) -> None:
        """Let go of it for good, since another embedder's is kept now. Who still searches this one does so exactly."""
        with self._turn:
            self._kind = "exact"
        self.close()

    def _kept(self) -> Owner | None:
        """Whoever keeps Chroma in this process, if it is to."""
        with self._turn:
            if not self._owner and self._is_chosen():
                self._owner = Owner(self._site)
            if not self._owner and self._exact.count and not self._tidy:
                self._tidy = True
                self._throw_away()
            return self._owner

    def _throw_away(self) -> None:
        """Delete an index that is not needed: nobody would bring it along with the record."""
        if lock := self._site.owned("serve"):
            seal.throw_away(self._site.home)
            lock.release()

    def _is_chosen(self) -> bool:
        """Whether this process is to keep Chroma; by size only once it has counted what it compares."""
        by_size = self._kind == "by size" and (bool(self._site.url) or self._exact.count >= LARGE)
        return by_size or self._kind == "chroma"

    def _is_large(self) -> bool:
        """Whether there is to be an index in Chroma."""
        return self._kind == "chroma" or bool(self._site.url) or self._site.passages() >= LARGE


def forget(record: Record, home: Path, url: str) -> None:
    """Delete Chroma's folder, or the collections on the server, for every embedder there has been.

    It goes whoever keeps it: that process sees a retraction in the log within seconds, and makes the index anew.
    """
    seal.throw_away(home)
    if not url or not record.path.is_file():
        return
    with record.reading() as connection:
        ours = changes.newest(connection).record
        names = [collection_name(ours, row["embedder"]) for row in connection.execute(EMBEDDERS)]
    try:
        opened = client(None, url)
        for name in names:
            drop(opened, name)
        shut(opened)
    except Exception as error:  # whatever the client raises: the server is away, and its owner sees to it later
        log.warning("the Chroma server does not answer, so what was retracted may still be on it: %s", error)
