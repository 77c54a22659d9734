"""Data: a series by catalogue id, in base units, as known on the day asked about."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from footnote.errors import AskError, FootnoteError, SourceError
from footnote.spelling import spell_day
from footnote.text import Text
from tools import suggest
from tools.catalogue import Catalogue, Series
from tools.observations import Observations, named
from tools.periods import Shared, day_of, is_known, period_end
from tools.reading import (
    Budget,
    NotHeldError,
    Prints,
    Reading,
    Release,
    Source,
    Wanted,
    no_vintages,
    vintages_at_fred,
)
from tools.tables import listing

if TYPE_CHECKING:
    import pandas as pd


WEEK_BEGINS = timedelta(days=6)
"""Days before the date of a weekly value."""


@dataclass(slots=True, kw_only=True)
class Data:
    """The one way from an id to numbers. A scheme that is absent from *sources* is not configured."""

    catalogue: Catalogue
    sources: Mapping[str, Source]
    as_of: date | None = None
    clock: Callable[[], datetime] = field(default=lambda: datetime.now().astimezone())
    budget: Budget = field(default_factory=Budget)
    held: dict[str, Observations] = field(default_factory=dict)

    @property
    def today(self) -> date:
        """The day asked about: ``as_of``, else the desk's ``today``, else the clock's day at the desk."""
        return self.today_for("file")

    def today_for(self, scheme: str) -> date:
        """The same for one kind of source: the desk's ``today`` holds for its files only.

        A day that is still to come is today: nothing more is known on it yet.
        """
        clock = self.clock().astimezone(ZoneInfo(self.catalogue.desk.get("timezone", "UTC"))).date()
        pinned = self._pinned() if scheme == "file" else None
        if self.as_of is not None:
            return min(self.as_of, max(clock, pinned or clock))
        return pinned or clock

    def today_of(self, ids: Iterable[str]) -> date:
        """The day for a question about *ids*: the clock's where all of them are read live, else the desk's."""
        named = [self.catalogue.series[id] for id in ids if id in self.catalogue.series]
        schemes = {places[0].partition(":")[0] for spec in named if (places := self._places(spec))}
        return self.today_for("fred") if schemes and "file" not in schemes else self.today

    def _pinned(self) -> date | None:
        today = self.catalogue.desk.get("today")
        return date.fromisoformat(str(today)) if today else None

    def spec(self, id: str) -> Series:
        """The catalogue's entry for *id*; AskError with the nearest three when there is none."""
        found = self.catalogue.series.get(id)
        if found is None:
            raise suggest.unknown_series(id, self.catalogue)
        return found

    def series(self, id: str) -> Observations:
        """The observations of *id*, from the first of its sources that is configured and answers."""
        found = self.several((id,))[id]
        if isinstance(found, FootnoteError):
            raise found
        return found

    def all_of(self, ids: Iterable[str]) -> dict[str, Observations]:
        """The observations of each of *ids*, read together; the first that cannot be read is raised."""
        found = self.several(ids)
        if failure := next((each for each in found.values() if isinstance(each, FootnoteError)), None):
            raise failure
        return {id: each for id, each in found.items() if isinstance(each, Observations)}

    def several(self, ids: Iterable[str]) -> dict[str, Observations | FootnoteError]:
        """The observations of each of *ids*, or why there are none, in their order; a source is asked at once."""
        found: dict[str, Observations | FootnoteError] = {}
        waiting: dict[str, list[str]] = {}
        failures: dict[str, FootnoteError] = {}
        wanted = tuple(dict.fromkeys(ids))
        for id in wanted:
            if id in self.held:
                found[id] = self.held[id]
                continue
            try:
                spec = self.spec(id)
            except AskError as error:
                found[id] = error
            else:
                if spec.parts:
                    found[id] = self._composed(spec)
                else:
                    waiting[id] = self._places(spec)
        while waiting:
            for id in [id for id, sources in waiting.items() if not sources]:
                spec, failure = self.spec(id), failures.get(id)
                found[id] = _of(spec, failure) if failure else self._not_configured(spec)
                del waiting[id]
            read = self._read_all({id: sources.pop(0) for id, sources in waiting.items()})
            for id, got in read.items():
                if isinstance(got, FootnoteError):
                    failures.setdefault(id, got)
                else:
                    found[id] = self.held[id] = self._standing_in(got, failures.get(id))
                    del waiting[id]
        return {id: found[id] for id in wanted}

    def _standing_in(self, got: Observations, failure: FootnoteError | None) -> Observations:
        """*got*, and that it stands in for a source that failed: a file is then as old as it is beside live data."""
        return got if failure is None else replace(got, instead_of=failure.text, today=self.today_for("fred"))

    def _composed(self, spec: Series) -> Observations | FootnoteError:
        """A composite out of its parts; the first that cannot be read says why there is none."""
        from tools import composite

        try:
            found = composite.composed(spec, self.all_of(sorted(spec.made_of)))
        except FootnoteError as error:
            return error
        self.held[spec.id] = found
        return found

    def _places(self, spec: Series) -> list[str]:
        """The sources of a series that are set up, the first of them first."""
        named = [place.partition(":") for place in spec.sources]
        return [f"{scheme}:{name}" for scheme, _, name in named if (at := self.sources.get(scheme)) and at.serves(name)]

    def _read_all(self, places: dict[str, str]) -> dict[str, Observations | FootnoteError]:
        """The observations at ``scheme:name`` for each id, one request to each scheme."""
        found: dict[str, Observations | FootnoteError] = {}
        for scheme in dict.fromkeys(place.partition(":")[0] for place in places.values()):
            ids = [id for id, place in places.items() if place.startswith(f"{scheme}:")]
            wanted, shared = [self._wanted(id, places[id]) for id in ids], Shared()
            for id, reading in zip(ids, self.sources[scheme].read_all(wanted), strict=True):
                try:
                    found[id] = (
                        reading if isinstance(reading, FootnoteError) else self._observed(id, scheme, reading, shared)
                    )
                except FootnoteError as error:
                    found[id] = error
        return found

    def _wanted(self, id: str, place: str) -> Wanted:
        scheme, _, name = place.partition(":")
        day, today = self._asked_as_of(scheme), self.today_for(scheme)
        return Wanted(series=self.spec(id), name=name, as_of=day, today=today, budget=self.budget)

    def _asked_as_of(self, scheme: str) -> date | None:
        """The day whose knowledge is asked for, None for all that is known by now."""
        asked = self.as_of is not None or (scheme == "file" and self._pinned() is not None)
        return self.today_for(scheme) if asked else None

    def _observed(self, id: str, scheme: str, reading: Reading, shared: Shared) -> Observations:
        """A source's reading, cut to what was known, brought to base units and to the ends of its periods."""
        spec, today = self.spec(id), self.today_for(scheme)
        known = _days_before(today, spec.lag) if self._asked_as_of(scheme) and not reading.dated else None
        values, ahead = _begun(spec, shared.placed(spec, reading.values, known), today)
        if not is_known(values).any():
            raise AskError(
                Text(
                    f"{spec.title.en} ({spec.id}) holds no value known on {today}.",
                    f"{spec.title.zh}（{spec.id}）在 {today} 尚无已知数据。",
                ),
                reason="short_history",
            )
        return Observations(
            series=spec,
            values=values,
            source=reading.source,
            vintage=_vintage(reading),
            today=today,
            kept=reading.kept,
            noted=reading.caveats + ahead,
        )

    def prints(self, id: str, first: date, last: date) -> Prints:
        """Every value that the observations dated from *first* to *last* have had by the day asked about.

        In base units and by the ends of their periods, oldest first, from the first source that keeps them.
        """
        import pandas as pd

        spec = self.spec(id)
        try:
            found: Prints = self._first(id, lambda source, wanted: source.prints(wanted, first, last))
        except NotHeldError:
            kept_by_fred = any(place.startswith("fred:") for place in spec.sources)
            raise vintages_at_fred(spec) if kept_by_fred and "fred" not in self.sources else no_vintages(spec) from None
        rows = found.rows.assign(value=found.rows["value"] * spec.unit.scale)
        rows["date"] = [pd.Timestamp(period_end(day_of(day), spec.freq)) for day in rows["date"]]
        scheme = found.source.partition(":")[0]
        if (known := self._asked_as_of(scheme) or (self.today_for(scheme) if scheme != "fred" else None)) is not None:
            rows = rows[rows["known"] <= pd.Timestamp(known)]
        return replace(found, rows=rows.sort_values(["date", "known"], kind="stable", ignore_index=True))

    def release(self, id: str) -> Release:
        """The publication that *id* belongs to, from the first source that has a calendar."""
        found: Release = self._first(id, lambda source, wanted: source.release(wanted))
        return found

    def events(self, id: str) -> "pd.DataFrame":
        """The desk's events *id* known on the day asked about: ``id announced closed value proceeds cash cost``."""
        return listing.events(self.catalogue, self.sources, id, self._asked_as_of("file"))

    def table(self, id: str) -> "pd.DataFrame":
        """The desk's table *id*: ``row`` and ``value``, in base units."""
        return listing.table(self.catalogue, self.sources, id, self._asked_as_of("file"))

    def _first(self, id: str, ask: Callable[[Source, Wanted], Any]) -> Any:
        """What the first source that can be asked gives; the first failure where none does."""
        spec = self.spec(id)
        places = self._places(spec)
        if spec.parts:
            raise no_vintages(spec)
        if not places:
            raise self._not_configured(spec)
        failures: list[FootnoteError] = []
        for place in places:
            try:
                return ask(self.sources[place.partition(":")[0]], self._wanted(id, place))
            except FootnoteError as error:
                failures.append(error)
        told = [error for error in failures if not isinstance(error, NotHeldError)]
        raise _of(spec, (told or failures)[0])

    def _not_configured(self, spec: Series) -> AskError:
        """Which variable to set, and what can be asked meanwhile."""
        scheme, _, name = spec.sources[0].partition(":")
        query = self.catalogue.queries.get(name.partition("#")[0]) if scheme == "sql" else None
        variable = query.variable if query else "FRED_API_KEY" if scheme == "fred" else "FOOTNOTE_DESK"
        ready = {id: item for id, item in self.catalogue.series.items() if self._places(item)}
        others = suggest.readable(replace(self.catalogue, series=ready), frozenset(self.sources), near=spec)
        en = "; meanwhile you can ask for " + ", ".join(item.title.en for item in others) if others else ""
        zh = "；目前可以查询：" + "、".join(item.title.zh for item in others) if others else ""
        return AskError(
            Text(
                f"{spec.title.en} ({spec.id}) is read from {scheme.upper()}, which is not set up. Set {variable}{en}.",
                f"{spec.title.zh}（{spec.id}）需从 {scheme.upper()} 实时读取，目前尚未配置。请设置 {variable}{zh}。",
            ),
            reason="not_configured",
        )


def _days_before(day: date, days: timedelta) -> date:
    """So many days before *day*; never before there were days."""
    return date.fromordinal(max(1, day.toordinal() - days.days))


def _begun(spec: Series, values: "pd.Series[float]", today: date) -> "tuple[pd.Series[float], tuple[Text, ...]]":
    """*values* without those of periods that begin after *today*, and a word on them: projections are not the latest.

    A nowcast of the running period stays.
    """
    import pandas as pd

    last = today + WEEK_BEGINS if spec.freq == "W" else period_end(today, spec.freq)
    place = int(values.index.searchsorted(pd.Timestamp(last), side="right"))
    if place == len(values):
        return values, ()
    count = int(is_known(values.iloc[place:]).sum())
    if not count:
        return values.iloc[:place], ()
    name, them = named(spec), ("value", "is") if count == 1 else ("values", "are")
    said = Text(
        f"{name.en}: {count} {them[0]} dated after {spell_day(today)} {them[1]} left out.",
        f"{name.zh}：日期晚于{spell_day(today, 'zh')}的 {count} 个数值未采用。",
    )
    return values.iloc[:place], (said,)


def _vintage(reading: Reading) -> str:
    """The vintage; of a copy that stands in, the day it was fetched: later ones are not known."""
    if reading.kept is None or reading.vintage != "latest":
        return reading.vintage
    return f"as published by {reading.kept.fetched.date()}"


def _of(spec: Series, failure: FootnoteError) -> FootnoteError:
    """A source's failure with the name of the series it left without a figure."""
    name = named(spec)
    if isinstance(failure, AskError) and failure.reason == "unknown_series" and spec.title.en not in failure.text.en:
        return AskError(Text(f"{name.en}: {failure.text.en}", f"{name.zh}：{failure.text.zh}"), reason=failure.reason)
    if not isinstance(failure, SourceError) or spec.id in failure.text.en or spec.title.en in failure.text.en:
        return failure
    text = Text(f"{name.en}: {failure.text.en} No figure is given.", f"{name.zh}：{failure.text.zh}不给出数字。")
    return SourceError(text, retry=failure.retry, reason=failure.reason)
