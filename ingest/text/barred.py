"""The tables that a text draws with bars, by their spans."""

import re
from collections.abc import Iterator, Sequence

from knowledge.note import Cell, Table

RULE = re.compile(r"[ \t]*+\|?[ \t]*+:?-++:?[ \t]*+(?:\|[ \t]*+:?-++:?[ \t]*+)*+\|?[ \t]*+$")
CELL = re.compile(r"(?:[^|\\]|\\.)*")
CALLED = re.compile(r"\W*(?:table|exhibit|figure|chart|图表|圖表|表|图|圖)", re.IGNORECASE)
BOLD = re.compile(r"(\*\*|__).+\1[:：]?$")
SHORT = 80  # characters: a line above a table that is no longer names it
Line = tuple[int, int]


def tables_in(text: str, code: Sequence[tuple[int, int]]) -> Iterator[Table]:
    """The tables of *text*, outside its spans of *code*: a row of heads, a rule below it, and rows of cells."""
    lines = list(_lines(text))
    at = 1
    while at < len(lines):
        above, rule = lines[at - 1], lines[at]
        if _is_rule(text, above, rule) and not any(start <= above[0] < end for start, end in code):
            end = at + 1
            while end < len(lines) and "|" in text[slice(*lines[end])] and text[lines[end - 1][1]] != "\f":
                end += 1
            yield _table(text, lines, at - 1, end)
            at = end
        at += 1


def _lines(text: str) -> Iterator[Line]:
    start = 0
    for part in re.split(r"([\n\f])", text):
        if part not in ("\n", "\f"):
            yield start, start + len(part)
        start += len(part)


def _is_rule(text: str, above: Line, rule: Line) -> bool:
    line, heads = text[slice(*rule)], text[slice(*above)]
    if "|" not in heads or "-" not in line or text[above[1]] == "\f" or not RULE.match(line):
        return False
    return len(list(_cells(text, *above))) == len(list(_cells(text, *rule)))


def _table(text: str, lines: Sequence[Line], first: int, end: int) -> Table:
    rows = [lines[first], *lines[first + 2 : end]]
    cells = [
        Cell(row=row, column=column, start=start, end=stop)
        for row, line in enumerate(rows)
        for column, (start, stop) in enumerate(_cells(text, *line), 1)
        if start < stop
    ]
    span = lines[first][0], lines[end - 1][1]
    return Table(start=span[0], end=span[1], cells=tuple(cells), caption=_caption(text, lines, first))


def _cells(text: str, start: int, end: int) -> Iterator[Line]:
    """The spans of the words in a row, between its bars; a bar after a backslash is a character."""
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    end -= len(words) - len(words.rstrip())
    if text[start:end].startswith("|"):
        start += 1
    while start <= end:
        stop = CELL.match(text, start, end).end()  # type: ignore[union-attr]  # it matches nothing as well
        if stop < end or text[start:stop].strip():
            inner = text[start:stop]
            left = start + len(inner) - len(inner.lstrip())
            yield left, max(left, start + len(inner.rstrip()))
        if stop >= end:
            return
        start = stop + 1


def _caption(text: str, lines: Sequence[Line], first: int) -> str:
    """The line above the table where that names it; past one empty line only where it says that it does."""
    if not first:
        return ""
    line = text[slice(*lines[first - 1])].strip()
    if line:
        words = line.lstrip("#").strip()
        named = len(words) <= SHORT and not words.startswith("|")
    else:
        words = text[slice(*lines[first - 2])].strip() if first > 1 else ""
        named = False
    if named or (words and (CALLED.match(words) or BOLD.match(words))):
        return words.strip("*_ ")
    return ""
