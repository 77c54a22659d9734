"""Documents that say what they are in their own first lines: annual reports, results, transcripts, minutes."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ingest.covers.cover import PAGES, RESEARCH, Cover, as_written, days_in, lines_of

TOP = 15  # lines of a page among which its title stands
SORT = r"(?:inc|corp(?:oration)?|company|co|plc|ltd|limited|group|holdings?|ag|se|s\.?a|n\.?v|llc)\.?"
COMPANY = re.compile(rf"[A-Z0-9][\w&.,'\u2019 -]{{1,70}}?,?\s{SORT}$", re.IGNORECASE)
ANNUAL = re.compile(
    r"(?:(20\d\d)\s+)?(annual|half[- ]year(?:ly)?|interim) report(?:\s+and\s+accounts)?(?:\s+(20\d\d))?", re.I
)
HEADLINE = re.compile(
    r"(?P<company>[A-Z0-9][\w&.,'\u2019 -]{1,70}?)\s+(?:reports|announces|posts|delivers)\s+(?:\w+\s+){0,4}?"
    r"(?:(?P<quarter>first|second|third|fourth)[ -]quarter|(?P<full>full[ -]year|fiscal|annual))\b.{0,80}\bresults\b",
    re.IGNORECASE,
)
PRESS = re.compile(
    r"for immediate release|\btoday (?:announced|reported)\b|\b(?:investor|media) (?:relations|contacts?)\b",
    re.IGNORECASE,
)
YEAR = re.compile(r"\b(20\d\d)\b")
ORDINALS = ("first", "second", "third", "fourth")
MINUTES = re.compile(
    r"(?:minutes of\b.{3,}|.{0,60}meeting minutes\W*|.{0,30}(?:会议纪要|會議紀要|议息纪要))", re.IGNORECASE
)
TRANSCRIPT = re.compile(
    r".{0,60}(?:earnings|conference|results) call\b.{0,20}transcript\W*|.{0,60}\btranscript\W*", re.IGNORECASE
)
OPERATOR = re.compile(r"^\W*operator\b", re.IGNORECASE | re.MULTILINE)


def titled_cover(pages: Sequence[str]) -> Cover | None:
    """What a page says of itself near its top, unless an analyst writes there."""
    if any(RESEARCH.search(page) for page in pages[:PAGES]):
        return None
    return next(_found(pages), None)


def _found(pages: Sequence[str]) -> Iterator[Cover]:
    for number, page in enumerate(pages[:PAGES], 1):
        lines = lines_of(page)[:TOP]
        yield from _annual(lines, number, pages)
    for number, page in enumerate(pages[:2], 1):
        lines = lines_of(page)[:TOP]
        yield from _released(lines, page, number)
        if any(map(TRANSCRIPT.fullmatch, lines[:6])) and OPERATOR.search("\n".join(pages[: 2 * PAGES])):
            yield Cover(kind="transcript", page=number)
        if any(map(MINUTES.fullmatch, lines[:3])):
            yield Cover(kind="minutes", page=number)


def _annual(lines: Sequence[str], number: int, pages: Sequence[str]) -> Iterator[Cover]:
    """An annual or half-year report: a line that says so and its year, beside one that is a company's name."""
    said = next(filter(None, map(ANNUAL.fullmatch, lines)), None)
    company = next((line for line in lines if COMPANY.fullmatch(line) and not ANNUAL.fullmatch(line)), None)
    year = said and (said[1] or said[3] or next((line for line in lines if re.fullmatch(r"20\d\d", line)), None))
    if said and company and year:
        whole = said[2].lower() == "annual"
        yield Cover(
            kind="annual report" if whole else "half-year report",
            page=number,
            company=as_written(company, pages[:PAGES]),
            period=f"{'FY' if whole else 'H1 '}{year}",
        )


def _released(lines: Sequence[str], page: str, number: int) -> Iterator[Cover]:
    """A company's own release of its results: its headline, on a page that says it is one."""
    said = next(
        filter(None, (HEADLINE.search(f"{line} {after}") for line, after in pairwise([*lines, ""]))),
        None,
    )
    if said and PRESS.search(page):
        days = [day for _, day in days_in(page)]
        year = YEAR.search(said[0]) or YEAR.search(page)
        quarter = said["quarter"] and ORDINALS.index(said["quarter"].lower()) + 1
        period = year and (f"Q{quarter} {year[1]}" if quarter else f"FY{year[1]}")
        day = days[0] if days else None
        yield Cover(kind="earnings release", page=number, company=said["company"].strip(), period=period, day=day)
