"""What a cover says of its document, and the words that every kind of cover is read by."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

PAGES = 5  # the cover is looked for on the first so many
# How an analyst writes of a company, and a company never of itself.
RESEARCH = re.compile(
    r"\b(?:price target|target price|overweight|underweight|outperform|underperform|(?:buy|sell|hold) rating"
    r"|we (?:reiterate|maintain|initiate|rate|downgrade|upgrade)|analyst certification|our estimates?)\b"
    r"|目标价|买入评级|增持评级|维持.{0,4}评级|首次覆盖|研究报告|证券研究|分析师|点评",
    re.IGNORECASE,
)
MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
NAMED = r"(?P<month>jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,7}\.?"
DAY = re.compile(
    rf"\b(?:{NAMED}\s+(?P<day>\d{{1,2}})|(?P<day_first>\d{{1,2}})\s+{NAMED.replace('?P<month>', '?P<month_last>')})"
    r"\s*,?\s*(?P<year>(?:19|20)\d\d)(?!\d)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """What was read: the kind of document, whose, on which period, of which day, and from which page.

    ``ended`` says that the day is that on which the period ended; ``guessed`` are sentences on what no cover says.
    """

    kind: str
    page: int
    company: str | None = None
    period: str | None = None
    day: date | None = None
    ended: bool = False
    guessed: tuple[str, ...] = ()


def lines_of(page: str) -> list[str]:
    """The lines of a page that hold words, their white space made plain."""
    return [line for line in (" ".join(raw.replace("\ufffe", "").split()) for raw in page.split("\n")) if line]


def days_in(text: str) -> Iterator[tuple[int, date]]:
    """The days written out in *text*, with their places."""
    for found in DAY.finditer(text):
        month = MONTHS.index((found["month"] or found["month_last"])[:3].lower()) + 1
        try:
            yield found.start(), date(int(found["year"]), month, int(found["day"] or found["day_first"]))
        except ValueError:
            continue


def first_day(text: str, start: int, within: int) -> date | None:
    """The first day written within so many characters from *start*."""
    return next((day for _, day in days_in(text[start : start + within])), None)


def as_written(company: str, pages: Sequence[str]) -> str:
    """*company* as the pages spell it in small letters too, where its cover has capitals alone; else as it stands."""
    if not company.isupper():
        return company
    words = r"[\s,]+".join(re.escape(word.strip(",")) for word in company.split())
    found = (" ".join(each[0].split()) for page in pages for each in re.finditer(words, page, re.IGNORECASE))
    return next((name for name in found if not name.isupper() and name[0].isupper()), company)
