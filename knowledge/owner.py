"""Whoever keeps Chroma: a thread that looks at its folder, makes it anew in doubt, and follows the record with it."""

import logging
import threading
import time
from contextlib import suppress
from pathlib import Path

from knowledge import seal
from knowledge.aside import Aside, Site
from knowledge.lock import Lock
from knowledge.vectors import ChromaIndex, DoubtError, client, in_silence, shut

POLL = 2.0
"""Seconds between two looks at the record's log: a query of a tenth of a millisecond."""
QUIET = 5.0
"""Seconds without a change after which the folder is sealed, so that a kill from then on costs nothing."""
LONGEST_PAUSE = 3600.0
"""Seconds until an index that could not be made is tried again, at the most."""
LONGEST_END = 10.0
NOT_FINISHED = "There is none that was finished."
log = logging.getLogger(__name__)


class StoppedError(Exception):
    """The owner was told to stop in the middle of its work."""


class Owner:
    """Keeps one index, while it holds the lock. ``chroma`` is the index once it is known to be whole, else None."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._aside = Aside(site)
        self._lock: Lock | None = None
        self._folder: Path | None = None
        self._doubt: Exception | None = None
        self._sealed = False
        self._changed = 0.0
        self._wake, self._stopping = threading.Event(), threading.Event()
        self._rounds = threading.Condition()
        self._begun = self._settled = 0
        self.chroma: ChromaIndex | None = None
        self._thread = threading.Thread(target=self._run, name="index", daemon=True)
        self._thread.start()

    def look(self) -> None:
        """Have the record's log read now."""
        self._wake.set()

    def doubt(self, chroma: ChromaIndex, error: Exception) -> None:
        """Have the index made anew, if *chroma* is still the one that serves."""
        if chroma is self.chroma:
            self._doubt = error
            self._wake.set()

    def settle(self, within: float) -> bool:
        """Whether, within so many seconds, nothing is left to do: the index is up to date, or another's."""
        with self._rounds:
            wanted = self._begun + 1
            self._wake.set()
            return self._rounds.wait_for(lambda: self._settled >= wanted, within)

    def stop(self) -> None:
        """Close the index, seal it, and let others have it."""
        self._stopping.set()
        self._wake.set()
        self._aside.stop()
        self._thread.join(LONGEST_END)

    def _run(self) -> None:
        failures = 0
        while not self._stopping.is_set():
            self._wake.clear()
            with self._rounds:
                self._begun += 1
            try:
                self._round()
                failures = 0
                self._said_settled()
            except StoppedError:
                break
            except Exception as error:  # a doubt of ours, or whatever Chroma's bindings raise
                self._discard(error)
                failures += 1
            if not failures:
                self._wake.wait(POLL)
            elif failures > 1:
                self._stopping.wait(min(POLL * 2**failures, LONGEST_PAUSE))
        self._end()

    def _said_settled(self) -> None:
        with self._rounds:
            self._settled = self._begun
            self._rounds.notify_all()

    def _round(self) -> None:
        """What there is to do now."""
        if not self._site.record.path.is_file():
            return
        self._lock = self._lock or self._site.owned("serve")
        if not self._lock:
            return
        if self._doubt:
            raise self._doubt
        if self._folder and not self._folder.is_dir():
            raise DoubtError("its folder is gone")
        if not self.chroma:
            self._open(self._lock)
        elif not self.chroma.is_current():
            self._unseal()
            self.chroma.follow(self._go_on)
        elif not self._sealed and time.monotonic() - self._changed > QUIET:
            self._seal(self.chroma)

    def _open(self, lock: Lock) -> None:
        """Open the index that a child has found to be well, or has made."""
        folder = seal.folder_of(self._site.home)
        there = folder or self._site.url
        if faults := self._aside.check(lock, folder) if there else [NOT_FINISHED]:
            self._go_on()
            log.info("the vector index is made anew: %s", " ".join(faults))
            folder = self._made(lock)
        opened = client(folder, self._site.url)
        try:
            found = ChromaIndex.opened(self._site.record, self._site.identity, opened)
        except BaseException:
            shut(opened)
            raise
        self._folder = folder
        self._unseal()  # opening it wrote into it
        found.follow(self._go_on)
        self.chroma = found

    def _made(self, lock: Lock) -> Path | None:
        """The folder of an index that was made anew."""
        folder = None
        if not self._site.url:
            seal.throw_away(self._site.home)
            folder = seal.new_folder(self._site.home)
        faults = self._aside.build(lock, folder, in_silence)
        self._go_on()
        if faults:
            raise DoubtError(" ".join(faults))
        return folder

    def _go_on(self, *_: int) -> None:
        if self._stopping.is_set():
            raise StoppedError

    def _unseal(self) -> None:
        self._sealed, self._changed = False, time.monotonic()
        if self._folder:
            seal.unseal(self._folder)

    def _seal(self, index: ChromaIndex) -> None:
        place = index.place
        if self._folder and place:
            seal.seal(self._folder, place, self._site.identity, index.count())
        self._sealed = True

    def _discard(self, reason: Exception) -> None:
        """Throw the index away; the next round makes it from the stored vectors, and nothing is embedded again."""
        level = logging.INFO if isinstance(reason, DoubtError) else logging.WARNING
        log.log(level, "the vector index is made anew: %s", reason)
        index, self.chroma, self._doubt, self._folder = self.chroma, None, None, None
        with suppress(Exception):
            if index:
                index.close()
        if self._lock and not self._site.url:
            seal.throw_away(self._site.home)

    def _end(self) -> None:
        """Leave the index whole, for whoever owns it next."""
        index, self.chroma = self.chroma, None
        try:
            if index:
                place, count = index.place, index.count()
                index.close()
                if self._folder and place and not self._sealed:
                    seal.seal(self._folder, place, self._site.identity, count)
        except Exception as error:  # then it has no seal, and the next owner makes it anew
            log.warning("the vector index could not be closed: %s", error)
        if self._lock:
            with suppress(OSError):
                self._lock.say("")
            self._lock.release()
