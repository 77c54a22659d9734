"""Data: a series by catalogue id, in base units, as known on the day asked about."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from footnote.answer import Input
from footnote.errors import AskError, FootnoteError, SourceError
from footnote.spelling import spell_period
from footnote.text import Text
from tools import suggest
from tools.catalogue import Catalogue, Series
from tools.reading import Budget, Kept, Prints, Reading, Release, Source, Wanted, no_calendar, no_vintages

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Observations:
    """A series as known on ``today``: values in base units by the last day of their period, blanks kept as NaN."""

    series: Series
    values: "pd.Series[float]"
    source: str
    vintage: str
    today: date
    instead_of: Text | None = None
    kept: Kept | None = None
    noted: tuple[Text, ...] = ()

    @property
    def known(self) -> "pd.Series[float]":
        """The observations that hold a value."""
        return self.values.dropna()

    @property
    def first(self) -> date:
        """The last day of the first period that holds a value."""
        return day_of(self.known.index[0])

    @property
    def last(self) -> date:
        """The last day of the last period that holds a value."""
        return day_of(self.known.index[-1])

    @property
    def digits(self) -> int:
        """How many decimals the last values were published with, four at most."""
        recent = self.known.iloc[-24:] / self.series.unit.scale
        return max(len(f"{value:.4f}".rstrip("0").partition(".")[2]) for value in recent)

    def period(self, day: date) -> Text:
        """The period that ends on *day*, in words."""
        return Text(spell_period(day, self.series.freq, "en"), spell_period(day, self.series.freq, "zh"))

    def input(self, used: "pd.Series[float]") -> Input:
        """An Input that holds the observations *used*."""
        rows = tuple((day_of(day), float(value)) for day, value in used.dropna().items())
        return Input(
            kind="observations",
            series=self.series.id,
            source=self.source,
            vintage=self.vintage,
            first=rows[0][0],
            last=rows[-1][0],
            count=len(rows),
            unit=self.series.unit.name,
            terms=self.series.copyright,
            rows=rows,
        )

    def caveats(self) -> tuple[Text, ...]:
        """What must be said with any figure of this series: that another source failed, that its last value is old."""
        return (*self.said_of_source(), *self._age())

    def said_of_source(self) -> tuple[Text, ...]:
        """That this is not the source that comes first, or a copy of it, and why; and what the source itself says."""
        name, said = named(self.series), list(self.noted)
        if self.instead_of is not None:
            why = self.instead_of
            said.append(
                Text(f"{name.en}: {why.en} Read from {self.source}.", f"{name.zh}：{why.zh}改从 {self.source} 读取。")
            )
        if self.kept is not None:
            why, when = self.kept.why, f"{self.kept.fetched:%Y-%m-%d %H:%M}"
            said.append(
                Text(
                    f"{name.en}: {why.en} From the copy fetched on {when} UTC.",
                    f"{name.zh}：{why.zh}数据取自 {when}（UTC）保存的副本。",
                )
            )
        return tuple(said)

    @property
    def age(self) -> int:
        """Days from the end of the last period to the day asked about."""
        return (self.today - self.last).days

    @property
    def is_current(self) -> bool:
        """Whether the last value is young enough, by the series' rule, to be called the latest."""
        return self.age <= self.series.stale_after.days

    def _age(self) -> tuple[Text, ...]:
        if self.is_current:
            return ()
        period, name = self.period(self.last), named(self.series)
        return (
            Text(
                f"{name.en}: last known for {period.en}, {self.age} days old; not current.",
                f"{name.zh}：最后数据为{period.zh}，距今 {self.age} 天，并非最新。",
            ),
        )


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
        """The same for one kind of source: the desk's ``today`` holds for its files only."""
        if self.as_of is not None:
            return self.as_of
        if scheme == "file" and (pinned := self._pinned()) is not None:
            return pinned
        return self.clock().astimezone(ZoneInfo(self.catalogue.desk.get("timezone", "UTC"))).date()

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

    def several(self, ids: Iterable[str]) -> dict[str, Observations | FootnoteError]:
        """The observations of each of *ids*, or why there are none; what one source holds is asked for at once."""
        found: dict[str, Observations | FootnoteError] = {}
        waiting: dict[str, list[str]] = {}
        failures: dict[str, FootnoteError] = {}
        for id in dict.fromkeys(ids):
            if id in self.held:
                found[id] = self.held[id]
                continue
            try:
                spec = self.spec(id)
            except AskError as error:
                found[id] = error
            else:
                waiting[id] = [source for source in spec.sources if source.partition(":")[0] in self.sources]
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
                    failure = failures.get(id)
                    found[id] = self.held[id] = replace(got, instead_of=failure.text) if failure else got
                    del waiting[id]
        return found

    def _read_all(self, places: dict[str, str]) -> dict[str, Observations | FootnoteError]:
        """The observations at ``scheme:name`` for each id, one request to each scheme."""
        found: dict[str, Observations | FootnoteError] = {}
        for scheme in dict.fromkeys(place.partition(":")[0] for place in places.values()):
            ids = [id for id, place in places.items() if place.startswith(f"{scheme}:")]
            wanted = [self._wanted(id, places[id]) for id in ids]
            for id, reading in zip(ids, self.sources[scheme].read_all(wanted), strict=True):
                try:
                    found[id] = reading if isinstance(reading, FootnoteError) else self._observed(id, scheme, reading)
                except FootnoteError as error:
                    found[id] = error
        return found

    def _wanted(self, id: str, place: str) -> Wanted:
        scheme, _, name = place.partition(":")
        return Wanted(series=self.spec(id), name=name, as_of=self._asked_as_of(scheme), budget=self.budget)

    def _asked_as_of(self, scheme: str) -> date | None:
        """The day whose knowledge is asked for, None for all that is known by now."""
        return self.as_of or (self._pinned() if scheme == "file" else None)

    def _observed(self, id: str, scheme: str, reading: Reading) -> Observations:
        """A source's reading, cut to what was known, brought to base units and to the ends of its periods."""
        import pandas as pd

        spec, today = self.spec(id), self.today_for(scheme)
        values = periodic(spec, reading.values)
        if self._asked_as_of(scheme) is not None and not reading.dated:
            values = values[values.index <= pd.Timestamp(today - spec.lag)]
        values = _valid(spec, values).mul(spec.unit.scale)
        if values.dropna().empty:
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
            vintage=reading.vintage,
            today=today,
            kept=reading.kept,
            noted=reading.caveats,
        )

    def prints(self, id: str, first: date, last: date) -> Prints:
        """Every value that the observations dated from *first* to *last* have had by the day asked about.

        In base units and by the ends of their periods, oldest first, from the first source that keeps them.
        """
        import pandas as pd

        spec = self.spec(id)
        found: Prints = self._first(id, lambda source, wanted: source.prints(wanted, first, last), no_vintages)
        rows = found.rows.assign(value=found.rows["value"] * spec.unit.scale)
        rows["date"] = [pd.Timestamp(period_end(day_of(day), spec.freq)) for day in rows["date"]]
        if self.as_of is not None:
            rows = rows[rows["known"] <= pd.Timestamp(self.as_of)]
        return replace(found, rows=rows.sort_values(["date", "known"], kind="stable", ignore_index=True))

    def release(self, id: str) -> Release:
        """The publication that *id* belongs to, from the first source that has a calendar."""
        found: Release = self._first(id, lambda source, wanted: source.release(wanted), no_calendar)
        return found

    def _first(self, id: str, ask: Callable[[Source, Wanted], Any], refused: Callable[[Series], AskError]) -> Any:
        """What the first source that can be asked gives; the first failure where none does."""
        spec = self.spec(id)
        places = [place for place in spec.sources if place.partition(":")[0] in self.sources]
        if not places:
            raise self._not_configured(spec)
        failures: list[FootnoteError] = []
        for place in places:
            try:
                return ask(self.sources[place.partition(":")[0]], self._wanted(id, place))
            except FootnoteError as error:
                failures.append(error)
        told = [error for error in failures if error.text != refused(spec).text]
        raise _of(spec, (told or failures)[0])

    def _not_configured(self, spec: Series) -> AskError:
        """Which variable to set, and what can be asked meanwhile."""
        scheme = spec.sources[0].partition(":")[0]
        variable = {"fred": "FRED_API_KEY", "sql": "the variable its stanza names in desk.toml"}.get(
            scheme, "FOOTNOTE_DESK"
        )
        others = suggest.readable(self.catalogue, frozenset(self.sources), near=spec)
        en = "; meanwhile you can ask for " + ", ".join(item.title.en for item in others) if others else ""
        zh = "；目前可以查询：" + "、".join(item.title.zh for item in others) if others else ""
        return AskError(
            Text(
                f"{spec.title.en} ({spec.id}) is read from {scheme.upper()}, which is not set up. Set {variable}{en}.",
                f"{spec.title.zh}（{spec.id}）需从 {scheme.upper()} 实时读取，目前尚未配置。请设置 {variable}{zh}。",
            ),
            reason="not_configured",
        )


def _of(spec: Series, failure: FootnoteError) -> FootnoteError:
    """A source's failure with the name of the series it left without a figure."""
    name = named(spec)
    if not isinstance(failure, SourceError) or spec.id in failure.text.en or spec.title.en in failure.text.en:
        return failure
    text = Text(f"{name.en}: {failure.text.en} No figure is given.", f"{name.zh}：{failure.text.zh}不给出数字。")
    return SourceError(text, retry=failure.retry, reason=failure.reason)


def day_of(stamp: object) -> date:
    """The calendar day of a pandas time stamp."""
    import pandas as pd

    return pd.Timestamp(str(stamp)).date()


def periodic(spec: Series, values: "pd.Series[float]") -> "pd.Series[float]":
    """*values* sorted by the last day of each period; two unlike values for one period are refused."""
    import pandas as pd

    days = pd.DatetimeIndex(values.index).normalize()
    ends = (
        days
        if spec.freq in "DW"
        else days.to_period({"M": "M", "Q": "Q", "A": "Y"}[spec.freq]).to_timestamp(how="end").normalize()
    )
    out = pd.Series(values.to_numpy(dtype=float), index=ends, name=spec.id).sort_index(kind="stable")
    twice = out.index.duplicated(keep=False)
    if twice.any():
        for day, group in out[twice].groupby(level=0):
            if group.nunique(dropna=False) > 1:
                raise _conflict(spec, day_of(day))
        out = out[~out.index.duplicated()]
    return out


def _conflict(spec: Series, day: date) -> SourceError:
    en, zh = spell_period(day, spec.freq, "en"), spell_period(day, spec.freq, "zh")
    return SourceError(
        Text(
            f"{spec.title.en} ({spec.id}) has two different values for {en}; keep one.",
            f"{spec.title.zh}（{spec.id}）在{zh}有两个不同的数值，请保留一个。",
        )
    )


def _valid(spec: Series, values: "pd.Series[float]") -> "pd.Series[float]":
    """*values* without those outside the span in which the column means what its title says."""
    import pandas as pd

    first, last = spec.valid
    if first is not None:
        values = values[values.index >= pd.Timestamp(first)]
    if last is not None:
        values = values[values.index <= pd.Timestamp(period_end(last, spec.freq))]
    return values


def period_end(day: date, freq: str) -> date:
    """The last day of the period that *day* lies in."""
    import pandas as pd

    if freq in "DW":
        return day
    return day_of(pd.Timestamp(day).to_period({"M": "M", "Q": "Q", "A": "Y"}[freq]).end_time)


def named(spec: Series) -> Text:
    """Title and id, each once, and the file's column where that has a name of its own."""
    column = spec.column if spec.column not in (None, spec.id, spec.title.en) else None
    known = [spec.id] * (spec.id != spec.title.en) + [f"column {column!r}"] * (column is not None)
    known_zh = [spec.id] * (spec.id != spec.title.zh) + [f"列 {column!r}"] * (column is not None)
    return Text(
        spec.title.en + (f" ({', '.join(known)})" if known else ""),
        spec.title.zh + (f"（{'，'.join(known_zh)}）" if known_zh else ""),
    )
