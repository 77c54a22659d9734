"""What a query of the desk's database gave becomes dated values: typed strictly, refused by row and column."""

import math
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from footnote.errors import SourceError
from footnote.text import Text
from tools.catalogue import Series
from tools.tables import dates, published
from tools.tables.amounts import MOST

if TYPE_CHECKING:
    import pandas as pd


NO_DAY = Text(
    f"is no day: a DATE or a TIMESTAMP at midnight without a zone is read, from {dates.YEARS[0]} to {dates.YEARS[-1]}, "
    "or a text such as 2026-01-31",
    f"不是日期：可读取 {dates.YEARS[0]} 至 {dates.YEARS[-1]} 年的 DATE、零点且不带时区的 TIMESTAMP，"
    "或 2026-01-31 这样的文本",
)


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
            raise self.fault(
                f"gives no column {head!r}; correct the column or the query in desk.toml",
                f"没有 {head!r} 列，请在 desk.toml 中更正列名或查询",
            )
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
    date_head = _date_head(rows, series)
    found = _numbers(rows, head or _only_value(rows, series, date_head))
    return pd.Series(found, index=_days(rows, date_head, series.freq, series.date_format), name="value", dtype=float)


def prints(rows: Rows, series: Series, head: str) -> "pd.DataFrame":
    """Every value an observation has had: columns ``date``, ``known`` and ``value``, oldest first."""
    import pandas as pd

    typed = values(rows, series, head)
    known = _days(rows, published.PUBLISHED, "D", series.date_format)
    frame = pd.DataFrame({"date": typed.index, "known": known, "value": typed.to_numpy()})
    if published.is_finer(frame, series.freq):
        raise rows.fault(published.FINER.en, published.FINER.zh)
    frame = published.by_period(frame, series.freq).drop_duplicates()
    for row in frame[frame.duplicated(["date", "known"])].itertuples():
        day, known_on = f"{row.date:%Y-%m-%d}", f"{row.known:%Y-%m-%d}"
        raise rows.fault(
            f"gives two different values for {day}, published on {known_on}; keep one",
            f"在 {known_on} 公布的 {day} 有两个不同的数值，请保留一个",
        )
    return frame.sort_values(["date", "known"], kind="stable", ignore_index=True)


def _date_head(rows: Rows, series: Series) -> str:
    return series.date_column or next((head for head in rows.columns if head.casefold() == "date"), "date")


def _only_value(rows: Rows, series: Series, date_head: str) -> str:
    if series.layout == "vintages":
        return "value"
    others = [head for head in rows.columns if head != date_head]
    if len(others) == 1:
        return others[0]
    raise rows.fault(
        "gives several columns of values; name one after # in desk.toml" if others else f"gives {date_head!r} alone",
        "有多个数值列，请在 desk.toml 的 # 后注明" if others else f"只有 {date_head!r} 列",
    )


def _days(rows: Rows, head: str, freq: str, told: str | None) -> "pd.DatetimeIndex":
    """The days under *head*: as the database types them, a text as in a file."""
    import numpy as np
    import pandas as pd

    cells = rows.column(head)
    found = [_day(cell) for cell in cells]
    texts = [at for at, cell in enumerate(cells) if isinstance(cell, str)]
    read = dates.days([cells[at].strip() for at in texts], freq, told)
    wrong = {texts[at]: said for at, said in read.faults.items()}
    wrong |= {at: NO_DAY for at, day in enumerate(found) if day is None and not isinstance(cells[at], str)}
    if wrong:
        at = min(wrong)
        raise _cell(rows, at + 1, head, cells[at], wrong[at].en, wrong[at].zh)
    typed = np.array(found, dtype="datetime64[us]")
    typed[texts] = read.values
    return pd.DatetimeIndex(typed)


def _day(cell: object) -> date | None:
    """The day that a cell is; a time of day or a zone is not cut off in silence."""
    if isinstance(cell, datetime):
        cell = cell.date() if cell.tzinfo is None and cell.time() == time() else None
    return cell if isinstance(cell, date) and cell.year in dates.YEARS else None


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
    return None if abs(found) > MOST else found


def _cell(rows: Rows, row: int, head: str, cell: object, en: str, zh: str) -> SourceError:
    """The first bad cell, by its row in the result (the first is row 1) and its column."""
    value = "NULL" if cell is None else repr(str(cell)[:40])
    return rows.fault(f"row {row}, column {head!r}: {value} {en}", f"第 {row} 行 {head!r} 列：{value} {zh}")
