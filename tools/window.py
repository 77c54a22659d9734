"""Windows: ``6M 5Y 90D YTD 2025`` or a start with an optional end, turned into the days a figure runs between."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from footnote.errors import AskError
from footnote.text import Text
from tools.periods import period_end

LENGTH = re.compile(r"(\d{1,4})([DWMY])")
PREFIX = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?|:?Q([1-4]))?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """What the asker typed: a window, or a start with an optional end. Nothing typed means the tool's own default."""

    window: str | None = None
    start: str | None = None
    end: str | None = None

    def __bool__(self) -> bool:
        return bool(self.window or self.start or self.end)

    def length(self) -> tuple[int, str] | None:
        """Number and unit of ``10Y`` and its like; None for years, YTD and dates."""
        found = LENGTH.fullmatch((self.window or "").upper())
        return (int(found[1]), found[2]) if found else None

    @property
    def is_this_year(self) -> bool:
        """Whether the window is the calendar year of today, so far."""
        return (self.window or "").upper() == "YTD"

    def limits(self, last: date, freq: str) -> tuple[date, date]:
        """The days that bound a change: the value on or before the first is the base, on or before the second the end.

        *last* is the last observation; a start or an end that names a period stands for the period's last day.
        """
        if self.is_this_year:
            return date(last.year - 1, 12, 31), last
        if self.window and (length := self.length()):
            return shifted(last, length, freq), last
        if self.window:
            first, end = span(self.window)
            return first - timedelta(days=1), end
        base = period_end(span(self._start)[1], freq)
        return base, period_end(span(self.end)[1], freq) if self.end else last

    def periods(self, last: date, freq: str) -> tuple[date, date]:
        """The ends of the first and the last period that a sum over the window takes in."""
        if self.is_this_year:
            return period_end(date(last.year, 1, 1), freq), last
        if self.window and (length := self.length()):
            return period_end(shifted(last, length, freq) + timedelta(days=1), freq), last
        if self.window:
            first, end = span(self.window)
        else:
            first = span(self._start)[0]
            end = span(self.end)[1] if self.end else last
        return period_end(first, freq), period_end(end, freq)

    @property
    def _start(self) -> str:
        if self.start is None:
            raise AskError(
                Text(
                    "Say from when: a window such as 1Y or YTD, or a start date.",
                    "请说明起点：例如 1Y、YTD 或起始日期。",
                )
            )
        return self.start

    def words(self) -> Text:
        """The window as a grey line says it."""
        if self.is_this_year:
            return Text("year to date", "今年以来")
        if length := self.length():
            number, unit = length
            en = {"D": "day", "W": "week", "M": "month", "Y": "year"}[unit]
            zh = {"D": "天", "W": "周", "M": "个月", "Y": "年"}[unit]
            return Text(f"{number}-{en}", f"{number}{zh}")
        if self.window:
            return Text(self.window, f"{self.window}年")
        if self.start:
            return Text(
                f"since {self.start}" if not self.end else f"{self.start} to {self.end}",
                f"{self.start}至{self.end or '今'}",
            )
        return Text("", "")


def span(prefix: str) -> tuple[date, date]:
    """First and last day of an ISO prefix (``2025``, ``2025-05``, ``2025-05-13``, ``2008Q1``); AskError otherwise."""
    found = PREFIX.fullmatch(prefix.strip().upper())
    if found:
        year, month, day, quarter = (int(part) if part else None for part in found.groups())
        try:
            if year is None:
                raise ValueError
            if day and month:
                return date(year, month, day), date(year, month, day)
            first, last = (3 * quarter - 2, 3 * quarter) if quarter else (month or 1, month or 12)
            return date(year, first, 1), date(year, last, monthrange(year, last)[1])
        except ValueError:
            pass
    raise AskError(
        Text(
            f"{prefix!r} is no date or window I can read; write 2025, 2025-05, 2025-05-13, 6M, 5Y, 90D or YTD.",
            f"无法识别日期或区间 {prefix!r}；请写成 2025、2025-05、2025-05-13、6M、5Y、90D 或 YTD。",
        )
    )


def shifted(last: date, length: tuple[int, str], freq: str) -> date:
    """The day a window of *length* before *last*, at the end of a period where the series has periods."""
    number, unit = length
    if unit in "DW":
        return period_end(last - timedelta(days=number * (7 if unit == "W" else 1)), freq)
    months = number * (12 if unit == "Y" else 1)
    if months % {"Q": 3, "A": 12}.get(freq, 1):
        raise AskError(
            Text(
                f"{number} months are no whole number of this series' periods; ask for whole quarters or years.",
                f"{number} 个月不是该序列周期的整数倍；请用 3、6、12 个月或若干年。",
            )
        )
    total = last.year * 12 + last.month - 1 - months
    year, month = divmod(total, 12)
    if year < 1:
        raise AskError(
            Text(f"{number} years is longer than any history.", f"{number} 年超出任何历史。"), reason="short_history"
        )
    day = date(year, month + 1, min(last.day, monthrange(year, month + 1)[1]))
    return period_end(day, freq)
