"""One series of a sheet: its rows and its column become a reading, a vintage table also the prints it holds."""

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, NoReturn

from footnote.text import Text
from tools.reading import Prints, Reading, Wanted
from tools.tables import published
from tools.tables.cells import Typed
from tools.tables.sheet import Unreadable

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd


def reading(wanted: Wanted, typed: Typed) -> Reading:
    """One series, its values by day in the order of the days."""
    source = f"file:{wanted.name}"
    _sure(wanted, typed)
    if wanted.series.layout == "vintages":
        found = published.reading(_vintages(wanted, typed), wanted, source)
        return replace(found, caveats=_said(wanted, typed, _value(wanted)))
    return _current(wanted, typed, source)


def _current(wanted: Wanted, typed: Typed, source: str) -> Reading:
    import pandas as pd

    series = wanted.series
    dates = typed.sheet.dates(series.date_column)
    head, rows = _place(wanted, typed, dates)
    days = typed.days(dates, rows, series.freq, series.date_format)
    numbers = typed.numbers(head, rows, series.unit)
    frame = pd.DataFrame({"date": days, "value": numbers}, index=rows).sort_values("date", kind="stable")
    frame = _once(frame, ["date"], series.freq, typed)
    values = pd.Series(frame["value"].to_numpy(), index=pd.DatetimeIndex(frame["date"].to_numpy()), name="value")
    return Reading(
        values=values,
        source=source,
        vintage="current only",
        dated=False,
        caveats=_said(wanted, typed, head),
    )


def _place(wanted: Wanted, typed: Typed, dates: str) -> "tuple[str, np.ndarray]":
    """The header of the values, and the rows that are the series' own."""
    series, head = wanted.series, wanted.name.partition("#")[2]
    if series.layout == "long":
        rows = typed.rows_of(series.member_column or "member", series.member or "")
        return series.value_column or "value", rows
    return series.member or head or _only_value(typed, dates), typed.everywhere


def _only_value(typed: Typed, dates: str) -> str:
    """The one column that holds no dates; where there are several, the desk has to say which."""
    others = [head for head in typed.sheet.columns if head != dates]
    if len(others) == 1:
        return others[0]
    if not others:
        raise Unreadable("has no column but its dates", "除日期外没有其他列")
    raise Unreadable("has several columns; name one after # in desk.toml", "有多列，请在 desk.toml 的 # 后注明")


def _sure(wanted: Wanted, typed: Typed) -> None:
    """Passes where the encoding of the file is certain."""
    series, head = wanted.series, wanted.name.partition("#")[2]
    named = head, series.date_column, series.member_column, series.value_column, series.member
    typed.sheet.sure_of_encoding(named)


def _vintages(wanted: Wanted, typed: Typed) -> "pd.DataFrame":
    """The rows of a vintage table: ``date``, ``known`` and ``value``, by date and then by the day of publication."""
    import pandas as pd

    series, rows = wanted.series, typed.everywhere
    dates = typed.sheet.dates(series.date_column)
    known = typed.days(published.PUBLISHED, rows, "D", series.date_format)
    days = typed.days(dates, rows, series.freq, series.date_format)
    numbers = typed.numbers(_value(wanted), rows, series.unit)
    frame = pd.DataFrame({"date": days, "known": known, "value": numbers}, index=rows)
    if published.is_finer(frame, series.freq):
        raise Unreadable(published.FINER.en, published.FINER.zh)
    frame = published.by_period(frame, series.freq).sort_values(["date", "known"], kind="stable")
    return _once(frame, ["date", "known"], series.freq, typed)


def _value(wanted: Wanted) -> str:
    """The header of the values of a vintage table."""
    return wanted.name.partition("#")[2] or "value"


def _said(wanted: Wanted, typed: Typed, head: str) -> tuple[Text, ...]:
    """What the file has to say of the series, by its name."""
    id, title = wanted.series.id, wanted.series.title
    return tuple(
        Text(f"{title.en} ({id}): {said.en}", f"{title.zh}（{id}）：{said.zh}")
        for said in typed.caveats(head, wanted.series.unit)
    )


def _once(frame: "pd.DataFrame", by: list[str], freq: str, typed: Typed) -> "pd.DataFrame":
    """One row for each period (and day of publication); two with unlike values are refused with their rows."""
    keys = frame[by]
    if freq in published.PERIOD:
        keys = keys.assign(date=frame["date"].dt.to_period(published.PERIOD[freq]))
    twice = keys.duplicated(keep=False)
    if not twice.any():
        return frame
    for _, group in frame[twice].groupby([keys.loc[twice, key] for key in by], sort=False):
        if group["value"].nunique(dropna=False) > 1:
            _refuse_twice(group, typed)
    return frame[~keys.duplicated()]


def _refuse_twice(group: "pd.DataFrame", typed: Typed) -> NoReturn:
    """Raises that the rows of *group* give unlike values for one period."""
    day = f"{group['date'].iloc[0]:%Y-%m-%d}"
    on = f"{group['known'].iloc[0]:%Y-%m-%d}" if "known" in group else ""
    unlike = group[group["value"].ne(group["value"].iloc[0])].index[0]
    first, second = sorted((typed.sheet.rows[group.index[0]], typed.sheet.rows[unlike]))
    published, zh = (f", published on {on}", f"（{on} 公布）") if on else ("", "")
    raise Unreadable(
        f"has two different values for {day}{published}, in rows {first} and {second}; keep one",
        f"第 {first} 行与第 {second} 行的日期同为 {day}{zh}，数值却不同，请保留一个",
    )


def prints(wanted: Wanted, typed: Typed, first: date, last: date) -> Prints:
    """Every value that the observations from *first* to *last* have had."""
    return published.prints(_vintages(wanted, typed), wanted, f"file:{wanted.name}", first, last)
