"""The covers of Chinese companies' reports: the company's name, and the year and kind of the report beside it."""

import re
from collections.abc import Sequence
from datetime import date

from ingest.covers.cover import PAGES, RESEARCH, Cover, lines_of
from knowledge.script import simplified

COMPANY = (
    r"(?P<company>[^\s\d：:，。、（(]{2,30}?(?:[（(][^）)]{1,6}[）)])?[^\s\d：:，。]{0,20}?"
    r"(?:股份有限公司|有限责任公司|有限公司))"
)
YEAR = r"(?P<year>20\d\d|二[〇零○O][〇零○O一二三四五六七八九]{2})\s*年?\s*(?:度)?"
REPORT = r"(?P<report>年度报告|年报|半年度报告|半年报|中期报告|第[一三]季度(?:季度)?报告|[一三]季度报告|[一三]季报)"
ENDS = r"(?:全文|摘要|正文)?(?:[（(][^）)]{1,8}[）)])?"
ALONE = re.compile(rf"{YEAR}{REPORT}{ENDS}")
TOGETHER = re.compile(rf"{COMPANY}\s*{YEAR}{REPORT}{ENDS}")
NAME = re.compile(rf"(?:公司名称[:：]?\s*)?{COMPANY}")
APART = 8  # lines between the two
DIGITS = str.maketrans("〇零○O一二三四五六七八九", "0000123456789")


def chinese_cover(pages: Sequence[str]) -> Cover | None:
    """The report that a first page says it is, on a line that says nothing else; a note that discusses one is none."""
    for number, page in enumerate(pages[:PAGES], 1):
        if RESEARCH.search(simplified(page)):
            return None
        lines, written = [simplified(line) for line in lines_of(page)], lines_of(page)
        for place, line in enumerate(lines):
            if together := TOGETHER.fullmatch(line):
                start, end = together.span("company")
                return _cover(together, written[place][start:end], number)
            if alone := ALONE.fullmatch(line):
                company = _near(lines, written, place)
                return _cover(alone, company, number) if company else None
    return None


def _near(lines: Sequence[str], written: Sequence[str], place: int) -> str | None:
    """The company named on a line of its own, rather above than below."""
    around = [*range(place - 1, max(-1, place - 1 - APART), -1), *range(place + 1, min(len(lines), place + 1 + APART))]
    for each in around:
        if found := NAME.fullmatch(lines[each]):
            start, end = found.span("company")
            return str(written[each][start:end])
    return None


def _cover(found: re.Match[str], company: str, page: int) -> Cover:
    year, report = int(found["year"].translate(DIGITS)), found["report"]
    if "季" in report:
        quarter = 1 if "一" in report else 3
        day = date(year, 3, 31) if quarter == 1 else date(year, 9, 30)
        return Cover(
            kind="quarterly report", page=page, company=company, period=f"Q{quarter} {year}", day=day, ended=True
        )
    if "半年" in report or "中期" in report:
        return Cover(
            kind="half-year report", page=page, company=company, period=f"H1 {year}", day=date(year, 6, 30), ended=True
        )
    return Cover(
        kind="annual report", page=page, company=company, period=f"FY{year}", day=date(year, 12, 31), ended=True
    )
