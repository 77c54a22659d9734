"""Dates as people write them: a column of text becomes days, by one of four forms or by the desk's own format."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import lru_cache
from typing import TYPE_CHECKING

from footnote.text import Text

if TYPE_CHECKING:
    import numpy as np

DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[ T]00:00(?::00(?:\.0+)?)?)?", re.ASCII)
QUARTER = re.compile(r"([0-9]{4}):Q([1-4])", re.ASCII)
MONTH = re.compile(r"([0-9]{4})-([0-9]{2})", re.ASCII)
YEAR = re.compile(r"([0-9]{4})", re.ASCII)
SPAN = {"D": 0, "W": 0, "M": 1, "Q": 2, "A": 3}
"""How long a period a date of each frequency may name: a day, a month, a quarter, a year."""
SPANS = (Text("day", "日"), Text("month", "月"), Text("quarter", "季度"), Text("year", "年"))
FREQS = ("D", "M", "Q", "A")
TRIED = (
    *(f"{first}{mark}{second}{mark}%Y" for mark in "/.-" for first, second in (("%d", "%m"), ("%m", "%d"))),
    *("%Y/%m/%d", "%Y.%m.%d", "%Y%m%d", "%d %b %Y", "%d-%b-%Y", "%b %d, %Y", "%d %B %Y", "%B %d, %Y"),
    *("%d/%m/%y", "%m/%d/%y", "%d-%b-%y", "%b %Y", "%B %Y", "%m/%Y", "%Y/%m", "%Y%m"),
    *("%Y年%m月%d日", "%Y年%m月", "%Y年"),
)
"""Formats that are proposed to a desk, never taken unasked."""
YEARS = range(1600, 2200)
"""0026 and 9999 are slips, or stand for no day at all."""
SAMPLES = (date(2024, 2, 29), date(2025, 12, 31), date(2026, 3, 9), date(2019, 10, 28), date(2023, 1, 1))
"""Days that a format has to bring back."""

BLANK = Text("is no date but blank", "应为日期，却是空白")
EXCEL_DAY = Text(
    "is no date but a day number of Excel; format the column as YYYY-MM-DD and save the file again",
    "不是可识别的日期，而是 Excel 的日期序号，请将该列设为 YYYY-MM-DD 格式后重新保存",
)
NO_DAY = Text("is no day of the calendar", "不是日历上的日期")
TIME = Text("has a time of day; write the day alone", "含有时刻，请只写日期")
FORMULA = Text("is a formula, not its value", "是公式，而非其结果")
UNTOLD = Text(
    "is no date read without being told; write it as YYYY-MM-DD, YYYY-MM, YYYY or YYYY:Q1, or say how it is written, "
    'such as dates = "%d/%m/%Y", in desk.toml',
    '不是可识别的日期，请写成 YYYY-MM-DD、YYYY-MM、YYYY 或 YYYY:Q1，或在 desk.toml 中说明写法，例如 dates = "%d/%m/%Y"',
)
NOTE = Text(
    "is no date; if this row is a note and not an observation, delete it",
    "不是可识别的日期；若该行是说明而非数据，请删除",
)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Days:
    """A column of days, NaT where a cell has a fault; what is wrong with a cell, by its place."""

    values: "np.ndarray"
    faults: dict[int, Text]


@lru_cache(maxsize=1000)
def fixes(told: str, freq: str) -> bool:
    """Whether the format *told* names one period of *freq*, its year too: what is written in it can be read again."""
    try:
        read = [datetime.strptime(day.strftime(told), told).date() for day in SAMPLES]  # noqa: DTZ007
    except ValueError:
        return False
    return [_period(day, freq) for day in read] == [_period(day, freq) for day in SAMPLES]


def _period(day: date, freq: str) -> tuple[int, ...]:
    """What tells the period of *day* from others."""
    within = {"A": (), "Q": ((day.month - 1) // 3,), "M": (day.month,)}
    return (day.year, *within.get(freq, (day.month, day.day)))


def days(cells: Sequence[str], freq: str, told: str | None) -> Days:
    """The first day of each period named; *told* is the desk's format, as strptime takes it."""
    import numpy as np

    places = {cell: place for place, cell in enumerate(dict.fromkeys(cells))}
    read = [_told(cell, told, freq) if told else _untold(cell, freq) for cell in places]
    said = _advice([cell for cell, found in zip(places, read, strict=True) if found is None], freq)
    wrong = {cell: found or said[cell] for cell, found in zip(places, read, strict=True) if not isinstance(found, date)}
    faults = {at: wrong[cell] for at, cell in enumerate(cells) if cell in wrong} if wrong else {}
    unlike = np.array([found if isinstance(found, date) else None for found in read], dtype="datetime64[D]")
    each = np.fromiter((places[cell] for cell in cells), dtype=int, count=len(cells))
    return Days(values=unlike.astype("datetime64[us]")[each], faults=faults)


def _untold(cell: str, freq: str) -> date | Text | None:
    """The day *cell* names, or what is wrong with it; None where it has none of the four forms."""
    for span, form in enumerate((DAY, MONTH, QUARTER, YEAR)):
        if found := form.fullmatch(cell):
            parts = [int(part) for part in found.groups()] + [1, 1]
            if span == 2:
                parts[1] = 3 * parts[1] - 2
            return _day(parts[:3], span, freq)
    return None


def _day(parts: Sequence[int], span: int, freq: str) -> date | Text:
    """The day, unless the calendar has none such or the date names more than one period of *freq*."""
    if span > SPAN[freq]:
        name, kind = SPANS[span], FREQS[span]
        return Text(
            f'names a whole {name.en}, but the frequency is {freq}; set freq = "{kind}" or write each date out',
            f'只写到{name.zh}，而频率为 {freq}；请设 freq = "{kind}"，或写明日期',
        )
    try:
        found = date(*parts)
    except ValueError:
        return NO_DAY
    if found.year not in YEARS:
        return Text(
            f"is in the year {found.year}; years from {YEARS[0]} to {YEARS[-1]} are read",
            f"的年份为 {found.year}，只识别 {YEARS[0]} 至 {YEARS[-1]} 年",
        )
    return found


def _told(cell: str, told: str, freq: str) -> date | Text:
    """The day *cell* names in the format the desk gave."""
    try:
        found = datetime.strptime(cell, told)  # noqa: DTZ007 - a day has no time zone
    except ValueError:
        return (
            BLANK if not cell else Text(f"is no date by dates = {told!r}", f"不符合 dates = {told!r}，不是可识别的日期")
        )
    if found.time() != time():
        return TIME
    if "%y" in told and found.year > datetime.now(UTC).year + 1:
        return Text(
            f"is the year {found.year} by dates = {told!r}; write years with four digits",
            f"按 dates = {told!r} 会读成 {found.year} 年，请用四位数写年份",
        )
    if _span(told) <= SPAN[freq] and not fixes(told, freq):
        return Text(
            f"is read by dates = {told!r}, which does not name one period of the frequency {freq} and its year",
            f"按 dates = {told!r} 读取，而该写法无法确定年份及频率 {freq} 的单个时期",
        )
    return _day((found.year, found.month, found.day), _span(told), freq)


def _span(told: str) -> int:
    """How long a period the format names."""
    if any(mark in told for mark in ("%d", "%j", "%x", "%c", "%D", "%F", "%U", "%W", "%V")):
        return 0
    return 1 if any(mark in told for mark in ("%m", "%b", "%B")) else 3


def _advice(wrong: Sequence[str], freq: str) -> dict[str, Text]:
    """What to do about each of the cells that have none of the four forms."""
    said = {cell: text for cell in wrong if (text := _known(cell))}
    rest = [cell for cell in wrong if cell not in said]
    formats = [told for told in TRIED if rest and all(isinstance(_told(cell, told, freq), date) for cell in rest)]
    return said | {cell: _proposal(cell, formats) for cell in rest}


def _known(cell: str) -> Text | None:
    if not cell:
        return BLANK
    if cell.startswith("="):
        return FORMULA
    if re.fullmatch(r"[0-9]{5}(\.[0-9]+)?", cell):
        return EXCEL_DAY
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9:.]+(Z|[+-][0-9:]+)?", cell):
        return TIME
    if found := re.fullmatch(r"([0-9]{4})[- ]?Q([1-4])|Q([1-4])[- ]?([0-9]{4})", cell):
        year, quarter = found[1] or found[4], found[2] or found[3]
        return Text(
            f"is no date read as it is; write it as {year}:Q{quarter}", f"不是可识别的日期，请写成 {year}:Q{quarter}"
        )
    return None


def _proposal(cell: str, formats: Sequence[str]) -> Text:
    """Which line of desk.toml would do, where the whole column tells; both, where it leaves a choice."""
    if not formats:
        return UNTOLD if re.search("[0-9]", cell) else NOTE
    first, *others = formats
    if not others:
        line = f'dates = "{first}"'
        return Text(
            f"is no date read without being told; write {line} in desk.toml",
            f"不是可识别的日期，请在 desk.toml 中写明 {line}",
        )
    means = [(f'dates = "{told}"', datetime.strptime(cell, told).date()) for told in formats[:2]]  # noqa: DTZ007
    (line, day), (other, another) = means
    return Text(
        f"is no date read without being told: write {line} in desk.toml if it is {day}, {other} if it is {another}",
        f"不是可识别的日期：若指 {day}，请在 desk.toml 中写明 {line}；若指 {another}，请写明 {other}",
    )
