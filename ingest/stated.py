"""The day that the first page of a document states."""

import re
from collections.abc import Iterator
from datetime import date

YEAR = "January February March April May June July August September October November December"
MONTHS = YEAR.split()
ISO_DAY = re.compile(r"(?<![\d-])(20\d\d|19\d\d)-(\d\d)-(\d\d)(?![\d-])")
MONTH = "|".join(rf"{month}|{month[:3]}\b\.?" for month in MONTHS) + r"|Sept\b\.?"
WRITTEN_DAY = re.compile(rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th)?[ -]({MONTH}),?[ -](20\d\d|19\d\d)(?!\d)", re.IGNORECASE)
AMERICAN_DAY = re.compile(rf"\b({MONTH}) (\d{{1,2}})(?:st|nd|rd|th)?,? (20\d\d|19\d\d)(?!\d)", re.IGNORECASE)
SLASHED_DAY = re.compile(r"(?<![\d/.])(20\d\d|19\d\d)([/.])(\d{1,2})\2(\d{1,2})(?!\d)(?![/.]\d)")
CHINESE_DAY = re.compile(r"(20\d\d|19\d\d)\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日")
BEFORE = 20  # characters before a day that say what it is of
NUMERALS = "〇一二三四五六七八九"
NUMERAL_DAY = re.compile(
    r"([二一][〇○零九][〇○零一二三四五六七八九]{2})年(十[一二]?|[一二三四五六七八九])月([二三]?十[一二三四五六七八九]?|[一二三四五六七八九])日"
)
OF_DATA = re.compile(
    r"(?:\b(?:as of|as at|data to|data through|prices at|since|until)\s+|截至|截止|自)\s*$", re.IGNORECASE
)


def stated_day(text: str) -> tuple[date | None, tuple[str, ...]]:
    """The one day that *text*, a first page, states, which is said; none where it states none or several."""
    days = {day for day in _days(text) if day}
    if len(days) != 1:
        return None, ("no date: give --date",)
    day = days.pop()
    return day, (f"the date {day.isoformat()} was read from page 1; give --date if it is not the note's",)


def _days(text: str) -> Iterator[date | None]:
    for found in [*_found(ISO_DAY, text), *_found(CHINESE_DAY, text)]:
        yield _calendar(*map(int, found.groups()))
    for found in _found(SLASHED_DAY, text):
        yield _calendar(int(found[1]), int(found[3]), int(found[4]))
    for found in _found(NUMERAL_DAY, text):
        yield _calendar(_digits(found[1]), _ten(found[2]), _ten(found[3]))
    for found in _found(WRITTEN_DAY, text):
        yield _calendar(int(found[3]), _month(found[2]), int(found[1]))
    for found in _found(AMERICAN_DAY, text):
        yield _calendar(int(found[3]), _month(found[1]), int(found[2]))


def _found(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """The days written so, but those that the words before them say are of the data."""
    for found in pattern.finditer(text):
        if not OF_DATA.search(text, max(0, found.start() - BEFORE), found.start()):
            yield found


def _month(written: str) -> int:
    return next(number for number, month in enumerate(MONTHS, 1) if month[:3] == written[:3].capitalize())


def _digits(written: str) -> int:
    return int("".join(str(NUMERALS.find("〇" if each in "○零" else each)) for each in written))


def _ten(written: str) -> int:
    """A number up to 99 in Chinese numerals."""
    tens, ten, ones = written.rpartition("十")
    return (NUMERALS.find(tens) if tens else 1) * 10 * bool(ten) + (NUMERALS.find(ones) if ones else 0)


def _calendar(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
