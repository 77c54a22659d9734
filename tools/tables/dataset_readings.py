"""Many series out of one dataset at once: one query for all members, one for all columns, typed and cut into series."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from footnote.errors import FootnoteError, SourceError
from footnote.text import Text
from tools.catalogue import Series
from tools.reading import Prints, Reading, Wanted
from tools.tables import dataset, duck, published
from tools.tables import dataset_columns as columns
from tools.tables.amounts import MOST
from tools.tables.dataset import Dataset

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

Found = Reading | FootnoteError
A_DAY_OF = 2**33
"""More than the days there are: a member's place and a day make one number to sort by."""


def read(held: Dataset, wanted: Sequence[Wanted]) -> list[Found]:
    """A reading or a failure for each of *wanted*, one query for those that lie alike in the files."""
    alike: dict[tuple[object, ...], list[int]] = {}
    for place, each in enumerate(wanted):
        alike.setdefault(_shape(place, each.series), []).append(place)
    found: dict[int, Found] = {}
    for places in alike.values():
        group = [wanted[place] for place in places]
        try:
            read = LAYOUTS.get(group[0].series.layout, _columns)(held, group)
        except FootnoteError as error:
            read = [error] * len(group)
        found |= zip(places, read, strict=True)
    return [found[place] for place in range(len(wanted))]


def _shape(place: int, series: Series) -> tuple[object, ...]:
    """What series must share to be read by one query."""
    dates = (series.date_column, series.date_format, series.freq)
    if series.layout == "long":
        return (*dates, series.member_column, series.value_column)
    return (*dates, place) if series.layout == "vintages" else dates


def _long(held: Dataset, wanted: Sequence[Wanted]) -> list[Found]:
    """Rows of a day and a member."""
    import numpy as np

    series = wanted[0].series
    dates = columns.date_head(held, series.date_column)
    member = columns.member(held, series.member_column or "member")
    names = list(dict.fromkeys(each.series.member or "" for each in wanted))
    query = (
        "select m.place, p.day, p.value from "
        f"(select {member} as member, {columns.day(held, dates, series)} as day, "
        f"{columns.number(held, series.value_column or 'value')} as value from {held.table} p) p "
        "join (select unnest($names) as member, unnest(range(len($names))) as place) m using (member)"
    )
    rows = _asked(held, query, names=names)
    days = columns.days(held, dates, series, rows["day"])
    values = columns.numbers(rows["value"])
    order = (rows["place"] * A_DAY_OF + days.view("i8")).argsort()
    days, values = days[order], values[order]
    edges = np.searchsorted(rows["place"][order], np.arange(len(names) + 1))
    cut = _Cut(held)
    spans = {name: slice(*edges[place : place + 2]) for place, name in enumerate(names)}
    return [cut.reading(each, days[span], values[span]) for each in wanted if (span := spans[each.series.member or ""])]


def _columns(held: Dataset, wanted: Sequence[Wanted]) -> list[Found]:
    """A column each, beside the dates."""
    series = wanted[0].series
    dates = columns.date_head(held, series.date_column)
    heads: list[str | FootnoteError] = [_head(held, dates, each) for each in wanted]
    chosen = list(dict.fromkeys(head for head in heads if isinstance(head, str)))
    read = [f"{columns.number(held, head)} as v{place}" for place, head in enumerate(chosen)]
    query = f"select {', '.join([f'{columns.day(held, dates, series)} as day', *read])} from {held.table} p"
    rows = _asked(held, query)
    days = columns.days(held, dates, series, rows["day"])
    order = days.argsort(kind="stable")
    days, cut = days[order], _Cut(held)
    values = {head: columns.numbers(rows[f"v{place}"])[order] for place, head in enumerate(chosen)}
    return [
        cut.reading(each, days, values[head]) if isinstance(head, str) else head
        for each, head in zip(wanted, heads, strict=True)
    ]


def _head(held: Dataset, dates: str, wanted: Wanted) -> str | FootnoteError:
    """The column of one series, found to hold numbers."""
    try:
        head = wanted.series.member or wanted.name.partition("#")[2] or columns.only_value(held, dates)
        columns.number(held, head)
    except FootnoteError as error:
        return error
    return head


def _vintages(held: Dataset, wanted: Sequence[Wanted]) -> list[Found]:
    """Of each date the last value known by the day asked about."""
    (each,) = wanted
    return [published.reading(_published(held, each), each, f"file:{each.name}")]


def prints(held: Dataset, wanted: Wanted, first: date, last: date) -> Prints:
    """Every value that the observations from *first* to *last* have had."""
    return published.prints(_published(held, wanted), wanted, f"file:{wanted.name}", first, last)


def _published(held: Dataset, wanted: Wanted) -> "pd.DataFrame":
    """Every value by date and the day it was published, in that order; two for the same day are refused."""
    import pandas as pd

    series, as_days = wanted.series, replace(wanted.series, freq="D")
    dates = columns.date_head(held, series.date_column)
    value = wanted.name.partition("#")[2] or "value"
    query = (
        f"select {columns.day(held, dates, series)} as date, "
        f"{columns.day(held, published.PUBLISHED, series)} as known, {columns.number(held, value)} as value "
        f"from {held.table} p"
    )
    rows = _asked(held, query)
    days = {
        "date": columns.days(held, dates, series, rows["date"]),
        "known": columns.days(held, published.PUBLISHED, as_days, rows["known"]),
    }
    frame = pd.DataFrame({key: column.astype("M8[us]") for key, column in days.items()})
    if published.is_finer(frame, series.freq):
        raise _fault(series, held, published.FINER.en, published.FINER.zh)
    frame = frame.assign(value=columns.numbers(rows["value"]))
    if (endless := frame["value"].abs() > MOST).any():
        raise _endless(series, held, frame["date"][endless].iloc[0].date())
    frame = published.by_period(frame, series.freq).drop_duplicates()
    for row in frame[frame.duplicated(["date", "known"])].itertuples():
        day, known = f"{row.date:%Y-%m-%d}", f"{row.known:%Y-%m-%d}"
        raise _fault(
            series,
            held,
            f"has two different values for {day}, published on {known}; keep one",
            f"在 {known} 公布的 {day} 有两个不同的数值，请保留一个",
        )
    return frame.sort_values(["date", "known"], ignore_index=True)


LAYOUTS: dict[str, Callable[[Dataset, Sequence[Wanted]], list[Found]]] = {"long": _long, "vintages": _vintages}


def _asked(held: Dataset, query: str, **values: Any) -> dict[str, Any]:
    try:
        return duck.columns(held.root, query, files=held.paths, **values)
    except duck.Unreadable:
        raise dataset.blamed(held, query, **values) from None


@dataclass(slots=True)
class _Cut:
    """Cuts readings; series that stand on the same days share them."""

    held: Dataset
    days: "np.ndarray[Any, Any] | None" = None
    index: "pd.DatetimeIndex | None" = None

    def reading(self, wanted: Wanted, days: "np.ndarray[Any, Any]", values: "np.ndarray[Any, Any]") -> Found:
        """The reading of one series on sorted *days*."""
        import numpy as np
        import pandas as pd

        if (endless := np.abs(values) > MOST).any():
            return _endless(wanted.series, self.held, days[endless][0])
        if (days[1:] == days[:-1]).any():
            kept = np.append(True, days[1:] != days[:-1])
            if len(unlike := _unlike(days, values)):
                return _twice(wanted.series, self.held, unlike[0])
            days, values = days[kept], values[kept]
        if self.days is None or not np.array_equal(days, self.days):
            self.days, self.index = days, pd.DatetimeIndex(days.astype("M8[us]"))
        values.flags.writeable = False
        series = pd.Series(values, index=self.index, name="value", copy=False)
        return Reading(values=series, source=f"file:{wanted.name}", vintage="current only", dated=False)


def _unlike(days: "np.ndarray[Any, Any]", values: "np.ndarray[Any, Any]") -> "np.ndarray[Any, Any]":
    """The days that stand twice with unlike values; a blank beside a value is unlike."""
    import numpy as np

    blank = np.isnan(values)
    same = (values[1:] == values[:-1]) | (blank[1:] & blank[:-1])
    found: np.ndarray[Any, Any] = days[1:][(days[1:] == days[:-1]) & ~same]
    return found


def _endless(series: Series, held: Dataset, day: object) -> SourceError:
    return _fault(series, held, f"holds an infinite value for {day}", f"在 {day} 的数值为无穷大")


def _twice(series: Series, held: Dataset, day: object) -> SourceError:
    member = series.member or series.id
    return _fault(
        series,
        held,
        f"holds two different values of {member!r} for {day}; keep one",
        f"中 {member!r} 在 {day} 有两个不同的数值，请保留一个",
    )


def _fault(series: Series, held: Dataset, en: str, zh: str) -> SourceError:
    return SourceError(
        Text(
            f"{series.title.en} ({series.id}): {held.name} {en}.",
            f"{series.title.zh}（{series.id}）：{held.name} {zh}。",
        )
    )
