"""The fiscal year and quarter of a period's last day, named as the company names them."""

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date

FISCAL = r"\bfiscal(?:\s+year)?\s+(20\d\d|19\d\d)\b"
SPRING = 6  # a year that ends in the first half of the calendar's may be named after the year before
WINTER = 2  # and one that ends at its very beginning often is
MONTHS_SINCE = {"nine": 3, "thirty-nine": 3, "39": 3, "thirty-six": 3, "36": 3, "six": 2, "twenty-six": 2, "26": 2}
MONTHS_SINCE |= {"twenty-four": 2, "24": 2, "9": 3, "6": 2, "three": 1, "3": 1, "thirteen": 1, "13": 1, "twelve": 1}
NAMED_FIRST = 10  # pages on which the years that are spoken of are counted
ELAPSED = re.compile(
    r"\b(nine|six|three|9|6|3)[\s-]+months\s+ended"
    r"|\b(thirty-nine|thirty-six|twenty-six|twenty-four|thirteen|twelve|39|36|26|24|13)[\s-]+weeks?\s+ended",
    re.IGNORECASE,
)
ORDINALS = ("first", "second", "third", "fourth")
QUARTER = re.compile(
    r"\b(first|second|third|fourth)\s+(?:fiscal\s+)?quarter\s+of\s+(?:fiscal\s+)?(?:year\s+)?(20\d\d)", re.I
)


def fiscal_year(ended: date, pages: Sequence[str]) -> int:
    """The year that ended that day: the calendar's, unless the first pages call it by the one before.

    A year that ends in winter is; one that ends in spring only where they say so in as many words.
    """
    if ended.month > SPRING:
        return ended.year
    written = re.escape(ended.strftime("%B")) + rf"\s+{ended.day},?\s+{ended.year}"
    told = rf"{FISCAL}[^.\n]{{0,60}}end(?:ed|ing|s)(?:\s+on)?\s+{written}", rf"{written}\s*\(\W*{FISCAL}"
    for found in (re.search(pattern, page, re.IGNORECASE) for pattern in told for page in pages):
        if found:
            return int(found[1])
    if ended.month > WINTER:
        return ended.year
    named = Counter(int(year) for page in pages[:NAMED_FIRST] for year in re.findall(FISCAL, page, re.IGNORECASE))
    return ended.year - 1 if named[ended.year - 1] > named[ended.year] else ended.year


def fiscal_quarter(ended: date, pages: Sequence[str]) -> str:
    """The quarter that ended that day: by its months since the year began, where they are said, else the calendar's."""
    text = "\n".join(pages[:NAMED_FIRST])
    since = {MONTHS_SINCE[(found[1] or found[2]).lower()] for found in ELAPSED.finditer(text)}
    number = max(since, default=0)
    if not number:
        said = {(ORDINALS.index(found[1].lower()) + 1, int(found[2])) for found in QUARTER.finditer(text)}
        if len(said) == 1:
            return "Q{} {}".format(*said.pop())
        middle = ended.month - (ended.day < 15)  # a quarter of weeks may end some days into the month after
        return f"Q{(max(middle, 1) - 1) // 3 + 1} {ended.year}"
    year_ends = ended.year * 12 + ended.month - 1 - (ended.day < 15) + 3 * (4 - number)
    last = date(year_ends // 12, year_ends % 12 + 1, 28)
    return f"Q{number} {fiscal_year(last, pages)}"
