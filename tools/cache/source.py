"""A source with a memory: what was fetched is kept, checked before it is used again, and stands in when it is silent.

Observations are kept on disk; prints and release days in memory only, for a while, and never stand in for a source
that is silent; all else that the source can do is handed through.
"""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, TypeVar

from footnote.errors import FootnoteError, SourceError
from footnote.settings import Settings
from footnote.text import Text
from tools.cache.copies import Copy
from tools.cache.flights import Flight, Flights
from tools.cache.recent import Recent
from tools.cache.shrunk import judged
from tools.cache.store import Store
from tools.catalogue import Series
from tools.reading import Kept, OtherMeaningError, Prints, Reading, Release, Source, Wanted

FRESH = 60.0
"""Seconds for which a copy that was checked is served as it is."""
FEW = 4
"""So many series at once may cost two requests each: whether they changed, and what they hold."""
BOARD_FRESH = 600.0
"""The same as FRESH for more series than that: to check a board row by row would spend the time of its question."""
SETTLED = timedelta(days=2)
"""After so long a day's knowledge is complete, in whatever time zone it was published."""
ANEW = 86_400.0
"""Seconds after which a copy is fetched anew whatever its mark: a source may change values and forget to say so."""
SUSPECT = "?"
"""The mark of a copy whose source described its values as something else than the catalogue does."""
MOST_AT_ONCE = 32
"""Threads that ask for the marks of one question."""
RELEASE_FRESH = 3600.0
MOST_REMEMBERED = 500
"""Prints and releases that are held in memory."""

NOT_ASKED = ("series", "budget", "today")
"""What a question says and the answer does not depend on, but for the series' id and frequency."""

Answer = TypeVar("Answer")
Found = dict[str, Reading | FootnoteError]


def cached(scheme: str, source: Source, settings: Settings) -> Source:
    """*source* with a memory in the state folder, or as it is where nothing may be kept."""
    lifetime = settings.cache_lifetime
    if not lifetime:
        return source
    return Cached(scheme, source, Store(settings.home_folder / "cache", lifetime), place=settings.fred_api_url)


class Cached(Source):
    """*source*, asked as little as possible. Two that stand at different *place*s share nothing."""

    def __init__(self, scheme: str, source: Source, store: Store, *, place: str = "") -> None:
        self._scheme = scheme
        self._source = source
        self._store = store
        self._place = hashlib.sha256(place.encode()).hexdigest()[:16]
        self._flights = Flights()
        self._doubted: Recent[tuple[float, SourceError]] = Recent(MOST_REMEMBERED)
        self._suspected: Recent[bool] = Recent(MOST_REMEMBERED)
        self._answers: Recent[tuple[float, Any]] = Recent(MOST_REMEMBERED)

    def __getattr__(self, name: str) -> Any:
        """Whatever else the source can do, such as ``info`` and ``search``."""
        if name.startswith("_"):
            raise AttributeError(name)
        return getattr(self._source, name)

    def serves(self, name: str) -> bool:
        """As the source says."""
        return self._source.serves(name)

    def updated(self, wanted: Wanted) -> str | None:
        """As the source says now."""
        return self._source.updated(wanted)

    def read(self, wanted: Wanted) -> Reading:
        """A copy while it is known to be good, else what the source gives, else the last good copy with its age."""
        found = self.read_all([wanted])[0]
        if isinstance(found, FootnoteError):
            raise found
        return found

    def read_all(self, wanted: Sequence[Wanted]) -> list[Reading | FootnoteError]:
        """The same for each of *wanted*; what two threads want at the same time is fetched by one of them."""
        keys = [self._key(each) for each in wanted]
        asked = dict(zip(keys, wanted, strict=True))
        found = self._good(asked)
        while missing := {key: each for key, each in asked.items() if key not in found}:
            background = all(each.budget.background for each in missing.values())
            ours, others = self._flights.enter(missing, background=background)
            found |= self._flown(ours, missing)
            for key, flight in others.items():
                if (outcome := self._joined(key, flight, missing[key])) is not None:
                    found[key] = outcome
        return [_own(found[key]) for key in keys]

    def prints(self, wanted: Wanted, first: date, last: date) -> Prints:
        """The prints of the source, held in memory for a minute, and longer where they can no longer change."""
        settled = wanted.as_of is not None and self._today() - wanted.as_of > SETTLED
        key = f"prints {first} {last} {self._key(wanted)}"
        found = self._answered(
            key, self._store.lifetime if settled else FRESH, lambda: self._source.prints(wanted, first, last)
        )
        return replace(found, rows=found.rows.copy())

    def release(self, wanted: Wanted) -> Release:
        """The release of the source, held in memory for an hour of the same day."""
        key = f"release {self._today()} {self._key(wanted)}"
        return self._answered(key, RELEASE_FRESH, lambda: self._source.release(wanted))

    # ---------------------------------------------------------------- what is asked for

    def _key(self, wanted: Wanted) -> str:
        """All that the answer depends on; the address of the source only as a digest, its key not at all."""
        said = {each.name: str(getattr(wanted, each.name)) for each in fields(wanted) if each.name not in NOT_ASKED}
        said |= {"id": wanted.series.id, "freq": wanted.series.freq, "scheme": self._scheme, "place": self._place}
        return json.dumps(said, sort_keys=True)

    def _today(self) -> date:
        return datetime.fromtimestamp(self._store.clock(), UTC).date()

    def _answered(self, key: str, fresh: float, ask: Callable[[], Answer]) -> Answer:
        """What was answered within the last *fresh* seconds, or is now."""
        now, held = self._store.clock(), self._answers.get(key)
        if held is not None and 0 <= now - held[0] < min(fresh, self._store.lifetime):
            answer: Answer = held[1]
            return answer
        answer = ask()
        self._answers.put(key, (now, answer))
        return answer

    # ---------------------------------------------------------------- what is kept

    def _good(self, asked: Mapping[str, Wanted]) -> Found:
        """What can be served without a word from the source."""
        copies = {key: copy for key in asked if (copy := self._store.get(key)) is not None}
        old = [key for key, copy in copies.items() if self._since(copy) >= FRESH and not _settled(asked[key], copy)]
        fresh = FRESH if len(asked) - len(copies) + len(old) <= FEW else BOARD_FRESH
        found: Found = {}
        for key, copy in copies.items():
            doubt = self._doubted.get(key)
            if doubt is not None and 0 <= self._store.clock() - doubt[0] < FRESH:
                found[key] = self._kept(copy, doubt[1])
            elif key not in old or self._since(copy) < (FRESH if asked[key].budget.background else fresh):
                found[key] = copy.reading
        return found

    def _since(self, copy: Copy) -> float:
        """Seconds since *copy* was known to be good; without end where its time lies ahead of the clock."""
        passed = self._store.clock() - copy.checked
        return passed if passed >= 0 else float("inf")

    def _kept(self, copy: Copy, why: FootnoteError) -> Reading:
        """*copy* with its age, in place of what the source did not deliver."""
        fetched = datetime.fromtimestamp(copy.fetched, UTC)
        age = timedelta(seconds=max(0.0, self._store.clock() - copy.fetched))
        return replace(copy.reading, kept=Kept(fetched=fetched, why=why.text, age=age))

    def _instead(self, key: str, error: FootnoteError) -> Reading | FootnoteError:
        """The last good copy where the source merely did not deliver; else the *error*.

        No copy stands in for values that mean something else: it may hold just those.
        """
        if isinstance(error, OtherMeaningError):
            self._suspect(key)
            return error
        if not isinstance(error, SourceError) or error.reason == "not_configured":
            return error
        copy = self._store.get(key)
        return error if copy is None or copy.mark == SUSPECT else self._kept(copy, error)

    def _suspect(self, key: str) -> None:
        """Notes that nothing under *key* is to be used, here and elsewhere, until the source says otherwise."""
        self._suspected.put(key, True)
        self._doubted.drop(key)
        if (copy := self._store.get(key)) is not None:
            self._store.put(key, replace(copy, mark=SUSPECT, checked=0.0))

    def _is_suspect(self, key: str, copy: Copy | None) -> bool:
        return self._suspected.get(key) is not None or (copy is not None and copy.mark == SUSPECT)

    # ---------------------------------------------------------------- what is fetched

    def _flown(self, ours: Mapping[str, Flight], asked: Mapping[str, Wanted]) -> Found:
        """Our own flights, which land whatever happens."""
        found: Found = {}
        try:
            if ours:
                mine = {key: asked[key] for key in ours}
                found |= self._good(mine)  # somebody may just have landed
                found |= self._obtained({key: each for key, each in mine.items() if key not in found})
            return found
        finally:
            for key, flight in ours.items():
                outcome = found.get(key)
                failed = isinstance(outcome, FootnoteError) or (outcome is not None and outcome.kept is not None)
                self._flights.leave(flight, None if failed and not asked[key].budget.left else outcome)

    def _joined(self, key: str, flight: Flight, wanted: Wanted) -> Reading | FootnoteError | None:
        """What another thread fetched, waited for no longer than the own budget; None where it came to nothing."""
        if flight.landed.wait(wanted.budget.left):
            return flight.outcome
        return self._instead(key, self._silent())

    def _obtained(self, asked: Mapping[str, Wanted]) -> Found:
        """What the source has to say: first of what is not held, then whether the rest has changed.

        What nobody has asked for before is read without its mark, which would be a request more to wait for; in the
        background nobody waits, and what the source describes as something else is not read.
        """
        copies = {key: copy for key in asked if (copy := self._store.get(key)) is not None}
        checked = {key: asked[key] for key, copy in copies.items() if self._to_be_checked(copy)}
        new = {key: each for key, each in asked.items() if key not in checked}
        thorough = [key for key in new if self._pays(asked[key], len(asked), key in copies)]
        thorough += [key for key in new if key not in thorough and self._is_suspect(key, copies.get(key))]
        marks = self._marks({key: asked[key] for key in thorough})
        known = {key: mark for key, mark in marks.items() if not isinstance(mark, FootnoteError)}
        other = {key: mark for key, mark in marks.items() if isinstance(mark, OtherMeaningError)}
        found: Found = {key: self._instead(key, error) for key, error in other.items()}
        found |= self._fetched({key: each for key, each in new.items() if key not in other}, known)
        changed: dict[str, str | None] = {}
        for key, mark in self._marks(checked).items():
            if isinstance(mark, FootnoteError):
                found[key] = self._instead(key, mark)
            elif mark == copies[key].mark:
                self._store.renew(key, copies[key])
                found[key] = copies[key].reading
            else:
                changed[key] = mark
        return found | self._fetched({key: asked[key] for key in changed}, changed)

    def _to_be_checked(self, copy: Copy) -> bool:
        """Whether it pays to ask if *copy* has changed; one a day old, or near the end of its time, is fetched anew."""
        age = self._store.clock() - copy.fetched
        return copy.mark is not None and age < min(self._store.lifetime / 2, ANEW)

    def _pays(self, wanted: Wanted, together: int, held: bool) -> bool:
        """Whether to ask for the mark of what is read in any case, so that next time it is enough to ask for that."""
        return wanted.budget.background or (held and together <= FEW)

    def _marks(self, asked: Mapping[str, Wanted]) -> dict[str, str | FootnoteError | None]:
        """The source's mark for each, or why there is none; asked side by side, since one may stall."""
        if len(asked) < 2:
            return {key: self._mark(each) for key, each in asked.items()}
        with ThreadPoolExecutor(min(len(asked), MOST_AT_ONCE), thread_name_prefix="marks") as threads:
            return dict(zip(asked, threads.map(self._mark, asked.values()), strict=True))

    def _mark(self, wanted: Wanted) -> str | FootnoteError | None:
        if not wanted.budget.left:
            return self._silent()
        try:
            return self._source.updated(wanted) or None
        except FootnoteError as error:
            return error

    def _fetched(self, asked: Mapping[str, Wanted], marks: Mapping[str, str | None]) -> Found:
        """What the source gives in one go, each kept under the mark that was there before it was read."""
        if not asked:
            return {}
        now = self._store.clock()
        read = self._source.read_all(list(asked.values()))
        return {
            key: self._taken(key, asked[key].series, got, marks.get(key), now)
            for key, got in zip(asked, read, strict=True)
        }

    def _taken(
        self, key: str, spec: Series, got: Reading | FootnoteError, mark: str | None, now: float
    ) -> Reading | FootnoteError:
        """What was fetched, and is kept from now on; a copy in its place where it failed or was cut short."""
        if isinstance(got, FootnoteError):
            return self._instead(key, got)
        copy, began = self._store.get(key), None
        if copy is not None and copy.mark != SUSPECT:
            try:
                got, began = judged(spec, copy, got, now=now, scheme=self._scheme)
            except SourceError as doubt:
                self._doubted.put(key, (now, doubt))
                return self._instead(key, doubt)
        self._doubted.drop(key)
        self._suspected.drop(key)
        got = replace(got, values=got.values.copy())
        self._store.put(key, Copy(reading=got, mark=mark, fetched=now, checked=now, began=began))
        return got

    def _silent(self) -> SourceError:
        name = self._scheme.upper()
        return SourceError(
            Text(f"{name} did not answer in time; ask again in a minute.", f"{name} 没有及时回应；请一分钟后再试。"),
            retry=True,
        )


def _settled(wanted: Wanted, copy: Copy) -> bool:
    """Whether *copy* holds a past day's knowledge, and was read when nothing could be added to it any more."""
    checked = datetime.fromtimestamp(copy.checked, UTC).date()
    return wanted.as_of is not None and checked - wanted.as_of > SETTLED


def _own(found: Reading | FootnoteError) -> Reading | FootnoteError:
    """A reading whose values are the caller's own."""
    return found if isinstance(found, FootnoteError) else replace(found, values=found.values.copy())
