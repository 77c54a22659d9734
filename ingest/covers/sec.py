"""The covers of 10-K, 10-Q, 8-K and 20-F, by the words that the form prints on them."""

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.covers.cover import PAGES, Cover, as_written, days_in, first_day, lines_of
from ingest.covers.fiscal import fiscal_quarter, fiscal_year

FORM = re.compile(r"^[^\w\n]*form\s+(10-?K|10-?Q|8-?K|20-?F)(?:405|SB|T)?(?:\s*/\s*A)?\W*(?:\(.*\))?$", re.I | re.M)
PURSUANT = re.compile(r"\b(annual|quarterly|current)\s+report\s+(?:pursuant\s+to|under)\s+section\s+13", re.IGNORECASE)
FORMS = {"annual": "10-K", "quarterly": "10-Q", "current": "8-K"}
EXACT_NAME = re.compile(
    r"exact\s+name\s+of\s+(?:the\s+)?(?:registrant|company|issuer)s?\s+as\s+(?:it\s+appears|specified)", re.I
)
NUMBERED = re.compile(r"commission\s+file\s+(?:number|no)", re.IGNORECASE)
YEAR_ENDED = re.compile(
    r"for\s+(?:the\s+)?(?:fiscal\s+)?(?:transition\s+)?(?:year|period)\s+end(?:ed|ing)\b", re.IGNORECASE
)
QUARTER_ENDED = re.compile(
    r"for\s+(?:the\s+)?(?:fiscal\s+)?(?:quarterly\s+period|quarter)\s+end(?:ed|ing)\b", re.IGNORECASE
)
REPORTED = re.compile(r"date\s+of\s+report(?:\s*\(\s*date\s+of\s+earliest\s+event\s+reported\s*\))?", re.IGNORECASE)
NEAR = 120  # characters from the words to the day they are about
ABOVE = 8  # lines over "(Exact name ...)" in which the name stands
NO_NAME = re.compile(
    r"commission\s+file|file\s+n(?:umber|o)|^\W*(?:or|and)\W*$|pursuant|securities|exchange\s+act|for\s+the|transition\s+period"
    r"|^form\b|date\s+of|washington|united\s+states|\bmark\s+one|^[\W\d_]*$|check|annual\s+report|^\D{0,4}\d{1,3}-\d{3,6}",
    re.IGNORECASE,
)
PART = re.compile(
    r"^(?:&|and|of|the)\b|^\W*(?:inc|co|corp|corporation|company|companies|ltd|limited|l\.?p|plc|n\.?v|trust)\b\W*$",
    re.I,
)
RELEASED = re.compile(
    r"\b(first|second|third|fourth)[\s-]+(?:fiscal\s+)?quarter\b[^.;]{0,60}?\b(20\d\d)\b", re.IGNORECASE
)
ORDINALS = ("first", "second", "third", "fourth")


def sec_cover(pages: Sequence[str]) -> Cover | None:
    """The first cover of such a form on the first pages; words about a form are none, whoever writes them."""
    first = pages[:PAGES]
    for number, page in enumerate(first, 1):
        kind = _form(page)
        if kind and EXACT_NAME.search(page) and (NUMBERED.search(page) or PURSUANT.search(page)):
            company = _company(page)
            named = as_written(company, first) if company else None
            return _dated(Cover(kind=kind, page=number, company=named), page, pages)
    return None


def _form(page: str) -> str | None:
    """The form whose number stands on a line of its own, or that the page says it is."""
    if found := FORM.search("\n".join(lines_of(page))):
        number = found[1].upper().replace("-", "")
        return f"{number[:-1]}-{number[-1]}"
    said = PURSUANT.search(page)
    return FORMS[said[1].lower()] if said else None


def _company(page: str) -> str | None:
    """The line, or the lines, above the words "(Exact name of registrant ...)"."""
    found = EXACT_NAME.search(page)
    if not found:
        return None
    above = lines_of(page[: found.start()])[-ABOVE:]
    if above and page[: found.start()].rstrip(" (")[-1:] != "\n":
        above[-1] = above[-1].rstrip("( ")
    name: list[str] = []
    for line in reversed(above):
        if NO_NAME.search(line) or not re.search(r"[^\W\d_]", line):
            if name:
                break
            continue
        name.insert(0, line.strip("_-–— "))
        if not PART.search(line) and not line.endswith((",", "&")):
            break
    return " ".join(name)[:120].strip() or None


def _dated(cover: Cover, page: str, pages: Sequence[str]) -> Cover:
    """The cover with the period and the day that it states."""
    if cover.kind == "8-K":
        return _reported(cover, page, pages)
    quarterly = cover.kind == "10-Q"
    said = (QUARTER_ENDED if quarterly else YEAR_ENDED).search(page)
    ended = first_day(page, said.end(), NEAR) if said else None
    if not ended:
        return cover
    period = fiscal_quarter(ended, pages) if quarterly else f"FY{fiscal_year(ended, pages)}"
    return replace(cover, period=period, day=ended, ended=True)


def _reported(cover: Cover, page: str, pages: Sequence[str]) -> Cover:
    """The day of the report stands after the words for it or, on some forms, above them."""
    said = REPORTED.search(page)
    if said:
        before = [day for _, day in days_in(page[max(0, said.start() - NEAR) : said.start()])]
        day = first_day(page, said.end(), NEAR // 2) or (before[-1] if before else None)
        cover = replace(cover, day=day)
    results = RELEASED.search("\n".join(pages[:PAGES]))
    if results:
        cover = replace(cover, period=f"Q{ORDINALS.index(results[1].lower()) + 1} {results[2]}")
    return cover
