"""The day that the first page of a document states."""

import re
from collections.abc import Iterator
from datetime import date

YEAR = "January February March April May June July August September October November December"
MONTHS = YEAR.split()
ISO_DAY = re.compile(r"(?<![\d-])(20\d\d|19\d\d)-(\d\d)-(\d\d)(?![\d-])")
WRITTEN_DAY = re.compile(rf"(?<!\d)(\d{{1,2}}) ({'|'.join(MONTHS)}) (20\d\d|19\d\d)")
AMERICAN_DAY = re.compile(rf"({'|'.join(MONTHS)}) (\d{{1,2}}), (20\d\d|19\d\d)")
CHINESE_DAY = re.compile(r"(20\d\d|19\d\d)\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日")


def stated_day(text: str) -> tuple[date | None, tuple[str, ...]]:
    """The one day that *text*, a first page, states, which is said; none where it states none or several."""
    days = {day for day in _days(text) if day}
    if len(days) != 1:
        return None, ("no date: give --date",)
    day = days.pop()
    return day, (f"the date {day.isoformat()} was read from page 1; give --date if it is not the note's",)


def _days(text: str) -> Iterator[date | None]:
    for year, month, day in [*ISO_DAY.findall(text), *CHINESE_DAY.findall(text)]:
        yield _calendar(int(year), int(month), int(day))
    for day, month, year in WRITTEN_DAY.findall(text):
        yield _calendar(int(year), MONTHS.index(month) + 1, int(day))
    for month, day, year in AMERICAN_DAY.findall(text):
        yield _calendar(int(year), MONTHS.index(month) + 1, int(day))


def _calendar(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
