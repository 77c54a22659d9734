"""Which financial statements a page shows: by their printed heads and by the lines that only such a statement has.

A page that merely names them, as the contents or an auditor's report do, has the heads without the lines; prose about
them, or a table of three lines, has some of the lines without the head. Neither is a statement. The words for both are
in statements.tsv: ``line`` is one that other tables may have too, ``only`` one that they have not.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

from knowledge.script import CJK, simplified

TABLE = Path(__file__).with_name("statements.tsv")
UNDER_A_HEAD = 2  # lines
WITHOUT_A_HEAD, OF_THEM_ONLY = 5, 2
FIGURES = 8  # numbers that a page of a statement holds at the least
LONGEST_HEAD, LONGEST_FIRST_LINE = 130, 60  # characters
CHINESE_SHARE = 0.1  # of the characters of a page
NUMBER = re.compile(r"(?<![\w.])[$¥€£]?\s?\(?\d[\d,]*(?:\.\d+)?\)?(?![\w%])")
# "Net cash provided by operating activities was ...": a sentence about the line, not the line.
PROSE = re.compile(
    r".{0,70}?\b(?:was|were|is|are|increased|decreased|rose|fell|primarily|which|totall?ed|compared|we|our|that|ha[sd])\b"
)
SUMMARY = re.compile(
    r"^.{0,40}(?:selected (?:consolidated |historical )?(?:quarterly )?financial|five[- ]year"
    r"|quarterly (?:financial|results|data|information)|pro forma|results of operations|segment"
    r"|主要会计数据|主要财务数据|主要财务指标)",
    re.IGNORECASE | re.MULTILINE,
)
# What may stand around a head in its line: the company's name, its sort, its units and periods; never a page number.
BEFORE = (
    r"(?:.{0,60}?\b(?:subsidiaries|company|companies|inc|corp|corporation|plc|ltd|limited)[,.]*\s+)?(?:\(?\w\)|\d+\.)?\s*"
    r"(?:(?:unaudited|audited|interim|condensed|consolidated|combined|group|and)\s+)*"
)
AFTER = (
    r"(?:\s*[(（—–:,-].*|\s+(?:and|for|as|at|of|years?|three|six|nine|twelve|fiscal|unaudited|parent"
    r"|in (?:millions|thousands))\b.*)?$"
)
CHINESE_BEFORE = r"(?:[一二三四五六七八九十\d（(]{1,3}[、.）)]?\s*)?(?:合并|母公司|公司|本集团|集团|简明|中期|及|和)*"
MONTH = "january|february|march|april|may|june|july|august|september|october|november|december"
ENDS_IN_PAGE = re.compile(rf"(?!.*\b(?:{MONTH}) \d\d?$).*[\s.]\d{{1,3}}$", re.IGNORECASE)
NAMES = re.compile(r"statement|balance sheet|account|operations|income|loss|equity|flow|表", re.IGNORECASE)


@dataclass(frozen=True)
class Statement:
    """A statement: its names, its printed head, and the beginnings of its lines; the last ``only`` are its alone."""

    name: str
    chinese: str
    head: re.Pattern[str]
    lines: tuple[re.Pattern[str], ...]
    only: int


@dataclass(frozen=True, slots=True)
class Seen:
    """How many lines of a statement a page has, and how many of them no other table has."""

    lines: int
    only: int


def statements_on(text: str) -> tuple[str, ...]:
    """The statements that the page *text* shows, by name; on a Chinese page the Chinese name stands before it."""
    return statements_by_page([text])[0]


def statements_by_page(pages: Sequence[str]) -> list[tuple[str, ...]]:
    """The same for each page of a document; a statement may go on where no head is printed."""
    found: list[tuple[str, ...]] = []
    before: tuple[Statement, ...] = ()
    for page in pages:
        before = tuple(_shown(page, before))
        chinese = len(CJK.findall(page)) > CHINESE_SHARE * len(page)
        found.append(tuple(f"{each.chinese} {each.name}" if chinese else each.name for each in before))
    return found


def _shown(page: str, before: Sequence[Statement]) -> Iterator[Statement]:
    if sum(1 for _ in NUMBER.finditer(page)) < FIGURES:
        return
    lines = [" ".join(line.split()) for line in simplified(page).split("\n") if line.strip()]
    heads = list(_likely_heads(lines))
    headed = [each for each in known() if any(map(each.head.match, heads))]
    if headed:
        yield from (each for each in headed if _seen(each, lines).lines >= UNDER_A_HEAD)
    elif not SUMMARY.search(page):
        yield from (each for each in known() if _is_shown(_seen(each, lines), goes_on=each in before))


def _is_shown(seen: Seen, *, goes_on: bool) -> bool:
    """Whether so much of a statement without a head is one, or the rest of one that began on the page before."""
    if goes_on:
        return seen.only > 0 and seen.lines >= UNDER_A_HEAD
    return seen.only >= OF_THEM_ONLY and seen.lines >= WITHOUT_A_HEAD


def _seen(statement: Statement, lines: Sequence[str]) -> Seen:
    held = [any(line.match(words) and not PROSE.match(words) for words in lines) for line in statement.lines]
    return Seen(lines=sum(held), only=sum(held[-statement.only :]))


def _likely_heads(lines: Sequence[str]) -> Iterator[str]:
    """The lines that may be a head, each alone and with the one above; a page number at the end is a contents'."""
    for above, line in pairwise(["", *lines]):
        if len(line) <= LONGEST_HEAD and NAMES.search(line) and not ENDS_IN_PAGE.match(line):
            yield line
            if 0 < len(above) <= LONGEST_FIRST_LINE:
                yield f"{above} {line}"


@cache
def known() -> tuple[Statement, ...]:
    """The statements of statements.tsv, in its order."""
    rows = [line.split("\t") for line in TABLE.read_text("utf-8").splitlines()[1:]]
    return tuple(
        _statement(name, [(what, pattern) for each, what, pattern in rows if each == name])
        for name in dict.fromkeys(row[0] for row in rows)
    )


def _statement(name: str, rows: Sequence[tuple[str, str]]) -> Statement:
    of = {kind: [pattern for what, pattern in rows if what == kind] for kind in ("chinese", "head", "line", "only")}
    either = "|".join(of["head"])
    return Statement(
        name=name,
        chinese=of["chinese"][0],
        head=re.compile(rf"(?:{CHINESE_BEFORE}|{BEFORE})(?:{either}){AFTER}", re.IGNORECASE),
        lines=tuple(re.compile(pattern, re.IGNORECASE) for pattern in (*of["line"], *of["only"])),
        only=len(of["only"]),
    )
