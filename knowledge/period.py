"""The periods that documents report on, and how near one is to what a question asks.

A document's period is written ``FY2021``, ``H1 2023`` or ``Q2 2023``, by the company's own fiscal years. A question may
also ask for ``2021`` of no certain calendar, for a month, ``2023-06``, or for a day, ``2023-06-15``.
"""

import re
from datetime import date

from footnote.text import Text

PERIOD = re.compile(r"(?:FY|(?P<part>[QH])(?P<number>[1-4]) )(?P<year>(?:19|20)\d\d)")
ASKED = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?")
NUMERALS = "一二三四"
EXACT, NEXT, NEAR, FAR = range(4)
"""How near: it itself; what repeats it, such as the next year's report; what may speak of it; all the rest."""


def is_period(written: str) -> bool:
    """Whether *written* is the period of a document."""
    return bool(PERIOD.fullmatch(written))


def spelled(period: str) -> Text:
    """The period in words."""
    found = PERIOD.fullmatch(period)
    if not found:
        return Text(period, period)
    year, number = found["year"], int(found["number"] or 0)
    if not number:
        return Text(f"fiscal year {year}", f"{year}年度")
    if found["part"] == "Q":
        return Text(f"Q{number} {year}", f"{year}年第{NUMERALS[number - 1]}季度")
    return Text(f"{('first', 'second')[number - 1]} half {year}", f"{year}年{'上下'[number - 1]}半年")


def distance(asked: str, period: str | None, day: date | None) -> int:
    """How far a document on *period*, or of that *day* where it has none, is from what is asked: EXACT to FAR."""
    wanted, held = PERIOD.fullmatch(asked), PERIOD.fullmatch(period or "")
    if wanted and wanted["part"]:
        return _from_part(asked, wanted, held, day)
    if wanted or len(asked) == len("2021"):
        return _from_year(int(asked[-4:]), held, day)
    return _from_days(asked, held, day)


def _from_year(year: int, held: re.Match[str] | None, day: date | None) -> int:
    """A report holds the two years before its own; a quarter holds a part of its year."""
    if held:
        later = int(held["year"]) - year + bool(held["part"])
        return later if EXACT <= later < FAR and int(held["year"]) >= year else FAR
    later = day.year - year if day else FAR
    return later if later in (EXACT, NEXT) else FAR


def _from_part(asked: str, wanted: re.Match[str], held: re.Match[str] | None, day: date | None) -> int:
    """A quarter or half is repeated by the same a year later, and is a part of its year."""
    year = int(wanted["year"])
    if not held:
        return _of_day(wanted, day)
    if held[0] == asked:
        return EXACT
    later = int(held["year"]) - year
    same = (held["part"], held["number"]) == (wanted["part"], wanted["number"])
    if (later == 1 and same) or (later == 0 and (not held["part"] or held["part"] != wanted["part"])):
        return NEXT
    return NEAR if later in (0, 1) and (later == 0 or not held["part"]) else FAR


def _of_day(wanted: re.Match[str], day: date | None) -> int:
    """A note on a quarter is written in it or in the one after."""
    if not day:
        return FAR
    months = 3 if wanted["part"] == "Q" else 6
    asked = int(wanted["year"]) * 12 // months + int(wanted["number"]) - 1
    later = (day.year * 12 + day.month - 1) // months - asked
    return later if later in (EXACT, NEXT) else NEAR if day.year == int(wanted["year"]) else FAR


def _from_days(asked: str, held: re.Match[str] | None, day: date | None) -> int:
    """A month or a day is that of the document, else a part of its period."""
    if day and day.isoformat().startswith(asked):
        return EXACT
    if day and day.isoformat()[:7] == asked[:7]:
        return NEXT
    if held and held["year"] == asked[:4]:
        return NEXT if not held["part"] or _within(asked, held) else NEAR
    repeated = bool(held and not held["part"] and int(held["year"]) == int(asked[:4]) + 1)
    return NEAR if repeated or (day and str(day.year) == asked[:4]) else FAR


def _within(asked: str, held: re.Match[str]) -> bool:
    months = 3 if held["part"] == "Q" else 6
    return (int(asked[5:7]) - 1) // months + 1 == int(held["number"])
