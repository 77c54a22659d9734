"""Which vector index serves: Chroma in the process that keeps it, the exact search everywhere else and meanwhile."""

import logging
import threading
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from footnote.errors import FootnoteError
from footnote.text import same
from knowledge import changes, seal
from knowledge.aside import LOCK, Aside, Site
from knowledge.exact import ExactIndex
from knowledge.lock import Lock
from knowledge.owner import Owner
from knowledge.record import Record
from knowledge.scope import Scope
from knowledge.vectors import Found, Said, client, collection_name, drop, in_silence, shut

if TYPE_CHECKING:
    from knowledge.embed import Vectors

Kind = Literal["exact", "chroma"]
Served = Literal["chroma", "chroma server", "exact"]

FOLDER = seal.FOLDER
NONE_YET = "There is no index of the vectors yet: `footnote serve` makes it, and meanwhile all vectors are compared."
UNFINISHED = "The index of the vectors was not finished, or was left in the middle of a change: it has to be made anew."
EMBEDDERS = "SELECT DISTINCT embedder FROM changes WHERE embedder IS NOT NULL"
NOT_LOOKED_AT = "The index of the vectors was not looked at: "
log = logging.getLogger(__name__)


class VectorIndex:
    """The vectors of one embedder. With *kind* "chroma" this process keeps Chroma, from the first search on.

    No search waits for Chroma: while it is looked at, made or behind, every stored vector is compared.
    """

    def __init__(self, record: Record, home: Path, identity: str, chroma_url: str = "", kind: Kind = "exact") -> None:
        self._site = Site(record=record, home=home.absolute(), identity=identity, url=chroma_url)
        self._kind = kind
        self._exact = ExactIndex(record, identity)
        self._owner: Owner | None = None
        self._turn = threading.Lock()

    def search(self, vector: "Vectors", limit: int, scope: Scope) -> Found:
        """The ids of the *limit* nearest passages in *scope* with their cosine similarity, nearest first."""
        owner = self._kept()
        chroma = owner.chroma if owner else None
        if owner and chroma and not scope.institution:
            try:
                if chroma.is_current():
                    return chroma.search(vector, limit, scope)
                owner.look()
            except FootnoteError:  # of the record
                raise
            except Exception as error:  # Chroma's bindings raise what they like
                owner.doubt(chroma, error)
        return self._exact.search(vector, limit, scope)

    def serving(self) -> Served:
        """What would answer a search now."""
        owner = self._kept()
        chroma = owner.chroma if owner else None
        if not (chroma and chroma.is_current()):
            return "exact"
        return "chroma server" if self._site.url else "chroma"

    def described(self) -> str:
        """What answers searches, and how Chroma's index is, as far as can be seen without opening it."""
        if self._kind == "chroma":
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
            return [NONE_YET] if self._site.passages() else []
        finally:
            lock.release()

    def rebuild(self, progress: Said | None = None) -> int:
        """How many passages Chroma's index holds, made anew from the stored vectors; FootnoteError if it is not."""
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

    def _kept(self) -> Owner | None:
        """Whoever keeps Chroma in this process, if it is to."""
        if self._kind == "exact":
            return None
        with self._turn:
            self._owner = self._owner or Owner(self._site)
            return self._owner


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
