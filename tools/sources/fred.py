"""``fred:`` observations, prints and release days, through fredapi's one seam and our own pace, breaker and checks."""

import functools
import re
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit

from footnote.errors import AskError, FootnoteError
from footnote.settings import Settings
from footnote.text import Text
from tools.cache.source import cached
from tools.fred import agreement, checks, dates, faults
from tools.fred import vintages as history
from tools.fred.info import SeriesInfo, copyright_class
from tools.fred.opens import Opens
from tools.fred.pace import Onward
from tools.fred.service import Service
from tools.reading import Budget, Prints, Reading, Release, Source, Wanted, no_vintages

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

scheme = "fred"

ONE_DAY = timedelta(days=1)
"""How far FRED's day may lie from ours: time zones make a day of it."""
SERIES_ID = re.compile(r"[A-Za-z0-9_.]{1,25}")
MOST_AT_ONCE = 32
"""Threads for the series of one question; the pace holds for all of them together."""
MOST_FOUND = 1_000
"""Rows that FRED gives for one search."""


def connect(settings: Settings) -> "Source | None":
    """The service behind a memory of what it said, or None without a key."""
    if not settings.fred_api_key:
        return None
    return cached(scheme, Fred(settings), settings)


class Fred(Source):
    """The web service."""

    def __init__(self, settings: Settings, *, today: Callable[[], date] | None = None) -> None:
        self._service = Service(settings)
        self._opens = Opens(settings)
        self._today = today or dates.today

    def read(self, wanted: Wanted) -> Reading:
        """One series, as published by the day asked about, or its latest values.

        A series of which FRED keeps no vintages is read as it stands, and not ``dated``.
        """
        name, as_of = _checked(wanted.name), wanted.as_of
        if as_of is None:
            return self._reading(wanted, vintage="latest")
        opens = self._opens.get(name)
        if opens == ():
            return self._reading(wanted, vintage="current only", dated=False)
        if opens and as_of < opens[0]:
            raise faults.too_early(wanted.series, name, opens[0])
        vintage, held = f"as published by {as_of}", False
        try:
            return self._reading(wanted, vintage=vintage, realtime=max(as_of, dates.EARLIEST))
        except faults.Ahead:  # all that is published by now is published by then
            held = True
        except (faults.Undated, faults.Empty):
            pass
        onward = replace(wanted, budget=Onward(wanted.budget))
        if held:
            return self._reading(onward, vintage=vintage)
        if self._vintages(onward, exists=True):
            raise faults.cut_short(name)
        return self._reading(onward, vintage="current only", dated=False)

    def read_all(self, wanted: Sequence[Wanted]) -> list[Reading | FootnoteError]:
        """The same for each of *wanted*, side by side: one that stalls holds up no other."""
        if len(wanted) < 2:
            return [self._read_or_failure(each) for each in wanted]
        with ThreadPoolExecutor(min(len(wanted), MOST_AT_ONCE), thread_name_prefix="fred series") as threads:
            return list(threads.map(self._read_or_failure, wanted))

    def updated(self, wanted: Wanted) -> str:
        """When FRED last changed the series, in FRED's own words; refused where it is not what the catalogue says."""
        info = self.info(wanted.name, wanted.budget)
        if differences := [each.text for each in agreement.differences(wanted.series, info) if each.certain]:
            raise faults.other_meaning(wanted.name, differences)
        return info.last_updated

    def prints(self, wanted: Wanted, first: date, last: date) -> Prints:
        """Every value that the observations dated from *first* to *last* have had by the day asked about."""
        name, series = _checked(wanted.name), wanted.series
        known = self._vintages(wanted)
        if not known:
            raise no_vintages(series)
        windows = list(history.windows(known, wanted.as_of))
        with ThreadPoolExecutor(min(len(windows), MOST_AT_ONCE), thread_name_prefix="fred vintages") as threads:
            parts = threads.map(
                lambda window: history.prints(self._service, name, (first, last), window, wanted.budget), windows
            )
            found = history.merged(list(parts), name)
        if not found:
            raise faults.no_prints(series, name, first, last)
        checks.regular(sorted({date.fromisoformat(at) for at, _, _ in found}), name, series.freq)
        return Prints(rows=history.table(found), source=f"fred:{name}", opens=known[0])

    def release(self, wanted: Wanted) -> Release:
        """The release of the series, with the last day before the one asked about and all that are known after it."""
        _checked(wanted.name)
        return dates.release(self._service, wanted)

    def info(self, name: str, budget: Budget, *, tags: bool = False) -> SeriesInfo:
        """What FRED says of the series *name*; its tags, which tell the copyright class, cost a second request."""
        asked = {"series_id": _checked(name)}
        root = self._service.ask("series", asked, budget)
        if len(root) != 1:
            raise faults.garbled()
        found = SeriesInfo.of(root[0])
        if found.id.upper() != name.upper():
            raise faults.other_series(name)
        if not tags:
            return found
        words = [row.get("name", "") for row in self._service.ask("series/tags", asked, budget)]
        return replace(found, copyright=copyright_class(words) or found.copyright)

    def search(self, words: str, limit: int, budget: Budget) -> list[SeriesInfo]:
        """The series that FRED finds for *words*, best first, *limit* at most."""
        if not words.strip() or limit < 1:
            return []
        asked = {"search_text": words, "limit": str(min(limit, MOST_FOUND))}
        return [SeriesInfo.of(row) for row in self._service.ask("series/search", asked, budget)][:limit]

    def _read_or_failure(self, wanted: Wanted) -> Reading | FootnoteError:
        try:
            return self.read(wanted)
        except FootnoteError as error:
            return error

    def _vintages(self, wanted: Wanted, *, exists: bool = False) -> list[date]:
        """The days on which the series changed, none where FRED keeps no vintages; refused before the first of them.

        Of a series that is said to exist, those that FRED cannot find are none.
        """
        known: list[date] = []
        unknown: AskError | None = None
        try:
            known = history.vintages(self._service, wanted.name, wanted.budget)
        except faults.Undated:
            pass
        except AskError as error:
            unknown = error
        if unknown is not None and not exists:
            raise unknown
        self._opens.put(wanted.name, tuple(known[:1]))
        if known and wanted.as_of is not None and wanted.as_of < known[0]:
            raise faults.too_early(wanted.series, wanted.name, known[0])
        return known

    def _reading(self, wanted: Wanted, *, vintage: str, realtime: date | None = None, dated: bool = True) -> Reading:
        name, day = wanted.name, realtime.isoformat() if realtime else ""
        failure: FootnoteError | None = None
        try:
            client = _client()(self._service, wanted.budget)
            values = client.get_series(name, **({"realtime_start": day, "realtime_end": day} if day else {}))
        except FootnoteError as error:
            failure = error
        except Exception:  # fredapi's own errors are bare, and may tell more than anybody should read
            failure = faults.garbled()
        if failure is not None:  # raised here, outside the handler, so that no cause hangs on it
            raise failure
        checks.regular([stamp.date() for stamp in values.index], name, wanted.series.freq)
        caveats: tuple[Text, ...] = ()
        if vintage == "latest" and abs(client.served - self._today()) > ONE_DAY:
            vintage, caveats = f"as published by {client.served}", (faults.other_day(client.served, self._today()),)
        return Reading(values=values, source=f"fred:{name}", vintage=vintage, dated=dated, caveats=caveats)


def _checked(name: str) -> str:
    """*name*, if it is one: a space in it would raise an error with the whole address, an ampersand ask for more."""
    if not SERIES_ID.fullmatch(name):
        raise faults.unknown(name)
    return name


@functools.cache
def _client() -> Any:
    """fredapi with its one private method that asks the network replaced, and dates read strictly and at once."""
    from fredapi.fred import Fred as Fredapi

    class Client(Fredapi):
        root_url = ""

        def __init__(self, service: Service, budget: Budget) -> None:
            """Without fredapi's own, which would set proxies for the whole process."""
            self._service, self._budget = service, budget
            self.served: date | None = None

        def _Fred__fetch_data(self, url: str) -> "Element":  # noqa: N802 - the name fredapi calls
            root, self.served = _observations(self._service, dict(parse_qsl(urlsplit(url).query)), self._budget)
            return root

        def _parse(self, date_str: str, format: str = "%Y-%m-%d") -> datetime:  # noqa: A002, ARG002 - fredapi's names
            return datetime.fromisoformat(date_str)

    return Client


def _observations(service: Service, asked: dict[str, str], budget: Budget) -> "tuple[Element, date]":
    """One vintage of a series, whole, checked and in order, and the day whose knowledge it is."""
    root = service.whole("series/observations", asked, budget)
    checks.echoed(root, asked)
    day = checks.served(root)
    if not len(root):
        raise faults.empty(asked["series_id"])
    checks.rows(root)
    checks.ordered(root, asked["series_id"])
    return root, day
