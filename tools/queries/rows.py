"""What a query of the desk's database gave becomes dated values: typed strictly, refused by row and column."""

import math
import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from footnote.errors import SourceError
from footnote.text import Text
from tools.catalogue import Series

if TYPE_CHECKING:
    import pandas as pd

WRITTEN = re.compile(
    r"(?P<year>[0-9]{4})"
    r"(:Q(?P<quarter>[1-4])|-(?P<month>[0-9]{2})(-(?P<day>[0-9]{2})([ T]00:00(:00(\.0+)?)?)?)?)?"
)
"""The four forms of a day that read without being told; SQLite writes a time stamp at midnight as text."""
YEARS = range(1678, 2262)
"""What pandas can date; 9999-12-31 and its like stand for no day at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """What the query *query* gave: its columns by name, and its rows in the order in which they came."""

    query: str
    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]] = field(repr=False)

    def column(self, head: str) -> list[Any]:
        """The cells under *head*; SourceError where there is none, or more than one."""
        if self.columns.count(head) > 1:
            raise self.fault(
                f"gives the column {head!r} twice; name its columns apart with `as`",
                f"给出两个同名的列 {head!r}，请用 `as` 分别命名",
            )
        if head not in self.columns:
            listed = ", ".join(self.columns)
            raise self.fault(f"gives no column {head!r}, only {listed}", f"没有 {head!r} 列，只有 {listed}")
        place = self.columns.index(head)
        return [row[place] for row in self.rows]

    def fault(self, en: str, zh: str) -> SourceError:
        """The error that says what is wrong with what the query gave."""
        return SourceError(Text(f"The query [sql.{self.query}] {en}.", f"查询 [sql.{self.query}] {zh}。"))


def values(rows: Rows, series: Series, head: str) -> "pd.Series[float]":
    """The values under *head* by day, or under the only column that is not the date."""
    import pandas as pd

    if not rows.rows:
        raise rows.fault("gives no rows", "没有返回任何数据")
    dates = _date_head(rows, series)
    found = _numbers(rows, head or _only_value(rows, series, dates))
    return pd.Series(found, index=_days(rows, dates, series.date_format), name="value", dtype=float)


def prints(rows: Rows, series: Series, head: str) -> "pd.DataFrame":
    """Every value an observation has had: columns ``date``, ``known`` and ``value``, oldest first."""
    import pandas as pd

    typed = values(rows, series, head)
    known = _days(rows, "realtime_start", series.date_format)
    frame = pd.DataFrame({"date": typed.index, "known": known, "value": typed.to_numpy()}).drop_duplicates()
    for row in frame[frame.duplicated(["date", "known"])].itertuples():
        day, known_on = f"{row.date:%Y-%m-%d}", f"{row.known:%Y-%m-%d}"
        raise rows.fault(
            f"gives two different values for {day}, published on {known_on}; keep one",
            f"在 {known_on} 公布的 {day} 有两个不同的数值，请保留一个",
        )
    return frame.sort_values(["date", "known"], kind="stable", ignore_index=True)


def as_published(frame: "pd.DataFrame", as_of: date | None) -> "pd.Series[float]":
    """Of each date the last value known by *as_of*; a NULL there is a value withdrawn."""
    import pandas as pd

    if as_of is not None:
        frame = frame[frame["known"] <= pd.Timestamp(as_of)]
    last = frame.drop_duplicates("date", keep="last")
    return pd.Series(last["value"].to_numpy(), index=pd.DatetimeIndex(last["date"]), name="value")


def _date_head(rows: Rows, series: Series) -> str:
    return series.date_column or next((head for head in rows.columns if head.casefold() == "date"), "date")


def _only_value(rows: Rows, series: Series, dates: str) -> str:
    if series.layout == "vintages":
        return "value"
    others = [head for head in rows.columns if head != dates]
    if len(others) == 1:
        return others[0]
    listed = ", ".join(others) or "none"
    raise rows.fault(
        f"gives several columns of values ({listed}); name one after #" if others else f"gives {dates!r} alone",
        f"有多个数值列（{listed}），请在 # 后注明" if others else f"只有 {dates!r} 列",
    )


def _days(rows: Rows, head: str, written: str | None) -> "pd.DatetimeIndex":
    import numpy as np
    import pandas as pd

    found = []
    for row, cell in enumerate(rows.column(head), 1):
        if (day := _day(cell, written)) is None or day.year not in YEARS:
            form = repr(written) if written else "YYYY-MM-DD, YYYY-MM, YYYY, YYYY:Q1"
            en = f"is no day: a DATE, a TIMESTAMP at midnight without a zone, or a text ({form}) is read"
            zh = f"不是日期：可读取 DATE、零点且不带时区的 TIMESTAMP，或文本（{form}）"
            raise _cell(rows, row, head, cell, en, zh)
        found.append(day)
    return pd.DatetimeIndex(np.array(found, dtype="datetime64[D]").astype("datetime64[ns]"))


def _day(cell: object, written: str | None) -> date | None:
    """The day that a cell stands for; a time of day or a zone is not cut off in silence."""
    if isinstance(cell, datetime):
        return cell.date() if cell.tzinfo is None and cell.time() == time() else None
    if isinstance(cell, date):
        return cell
    return _written(cell.strip(), written) if isinstance(cell, str) else None


@lru_cache(maxsize=100_000)
def _written(text: str, form: str | None) -> date | None:
    """The day that *text* stands for, in the desk's form or in one of the four."""
    try:
        if form:
            return datetime.strptime(text, form).replace(tzinfo=UTC).date()
        found = WRITTEN.fullmatch(text)
        if found is None:
            return None
        month = found["month"] or int(found["quarter"] or 1) * 3 - 2
        return date(int(found["year"]), int(month), int(found["day"] or 1))
    except ValueError:
        return None


def _numbers(rows: Rows, head: str) -> list[float]:
    found = []
    for row, cell in enumerate(rows.column(head), 1):
        number = math.nan if cell is None else _number(cell)
        if number is None:
            is_text = isinstance(cell, str)
            en = "is text; cast it to a number in the query" if is_text else "is no number that can be computed with"
            zh = "是文本，请在查询中转换为数字" if is_text else "不是可以计算的数字"
            raise _cell(rows, row, head, cell, en, zh)
        found.append(number)
    return found


def _number(cell: object) -> float | None:
    """The number in a cell, NaN where it holds none; None for what is no number, and for infinity."""
    if isinstance(cell, bool) or not isinstance(cell, int | float | Decimal):
        return None
    try:
        found = float(cell)
    except (OverflowError, ValueError):
        return None
    return None if math.isinf(found) else found


def _cell(rows: Rows, row: int, head: str, cell: object, en: str, zh: str) -> SourceError:
    """The first bad cell, by its row in the result (the first is row 1) and its column."""
    value = "NULL" if cell is None else repr(str(cell)[:40])
    return rows.fault(f"row {row}, column {head!r}: {value} {en}", f"第 {row} 行 {head!r} 列：{value} {zh}")
