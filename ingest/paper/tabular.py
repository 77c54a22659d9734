"""The tables of a page, by where their cells stand in the page's text."""

import re
from collections.abc import Collection, Sequence
from itertools import accumulate, pairwise
from operator import sub
from typing import Any

from ingest.paper.aligned import GAP, Part, Row, across, aligned, is_number, is_period
from ingest.paper.leaf import Leaf, Line
from ingest.paper.pdfium import Box, ink_boxes, line_box, turned
from ingest.paper.pieces import FLAT, PATH, Piece
from ingest.paper.ruled import cells, ruling
from knowledge.note import Cell, Table
from knowledge.script import CJK

NEIGHBOURS = 3  # lines in a row that look like a table's
FEWEST_PATHS = 4
BRIEF = 60  # characters of a line that may be a name with its number
WIDE = 1.1  # a line is that much wider than its characters
LATIN, CHINESE = 0.5, 1.0  # of the height of a line: what a character takes
NAMED = re.compile(
    r"(?:Table|Exhibit|Figure|Chart|Panel)\s*[\dA-Z]|[图圖附]?[表图圖]\s*[\d一二三四五六七八九十]", re.IGNORECASE
)
LONGEST_CAPTION, SHORT = 120, 80
FIGURES = re.compile(r"(?<!\S)[^\w\s]{0,3}\d[\d.,]*\S{0,3}(?!\S)")
ENDS_IN_FIGURE = re.compile(r"\s[^\w\s]{0,3}\d[\d.,]*\S{0,3}$")
ENDED = tuple(".。!！?？;；:：,，")
Rows = list[list[tuple[int, int, int]]]  # a table: of each cell its column, start and end


def worth_a_look(words: Any, leaf: Leaf, drawn: Sequence[Piece]) -> bool:
    """Whether the page may hold a table, by what is cheap to know."""
    if sum(piece.kind == PATH for piece in drawn) >= FEWEST_PATHS:
        return True
    run = 0
    for line in leaf.lines:
        run = run + 1 if _numbers(line) or _roomy(words, line) else 0
        if run >= NEIGHBOURS:
            return True
    return False


def tables(page: Any, words: Any, leaf: Leaf, drawn: Sequence[Piece]) -> tuple[tuple[Table, ...], bool]:
    """The tables of the page, whose spans are of its own text, and whether columns of prose were read across."""
    text = leaf.text
    turn = turned(page)
    boxes = _boxes(words, leaf, turn)
    starts = _starts(leaf)
    rows: list[Row | None] = [_row(text, start, line, boxes) for start, line in zip(starts, leaf.lines, strict=True)]
    lone = {start for start, row in zip(starts, rows, strict=True) if row and len(row.parts) == 1}
    found: list[Table] = []
    for grid in cells([_shown(line, turn) for line in ruling(drawn)]):
        table = _table(text, _from_grid(boxes, grid), lone)
        if table and not any(table.start < other.end and other.start < table.end for other in found):
            found.append(table)
            for at, start in enumerate(starts):
                if table.start <= start < table.end:
                    rows[at] = None
    for lines in aligned(rows):
        table = _table(text, [[(column, part.start, part.end) for column, part in row] for row in lines], lone)
        if table:
            found.append(table)
    held = {start for start in starts for table in found if table.start <= start < table.end}
    free = [None if start in held else row for start, row in zip(starts, rows, strict=True)]
    return tuple(sorted(found, key=lambda table: table.start)), across(free)


# A cheap look


def _numbers(line: Line) -> bool:
    count = len(FIGURES.findall(line.text))
    return count > 1 or (count == 1 and len(line.text) <= BRIEF and ENDS_IN_FIGURE.search(line.text) is not None)


def _roomy(words: Any, line: Line) -> bool:
    """Whether a line is wider than its characters would fill."""
    if len(line.text) < NEIGHBOURS:
        return False
    at = len(line.text) - len(line.text.lstrip())
    first, last = line_box(words, line.places[at]), line_box(words, line.places[-1])
    wide = len(CJK.findall(line.text))
    return last[2] - first[0] > WIDE * (first[3] - first[1]) * (CHINESE * wide + LATIN * (len(line.text) - wide))


# Where things stand, as the page is shown: left, top, right, bottom, downwards


def _boxes(words: Any, leaf: Leaf, turn: int) -> list[Box | None]:
    """The box of each character of the text; none for white space."""
    text, places = leaf.text, leaf.places
    inked = [at for at, character in enumerate(text) if not character.isspace()]
    found: list[Box | None] = [None] * len(text)
    boxes = ink_boxes(words, [places[at] for at in inked])
    shown = [_shown(box, turn) for box in boxes] if turn else [(box[0], -box[3], box[2], -box[1]) for box in boxes]
    for at, box in zip(inked, shown, strict=True):
        found[at] = box
    return found


def _shown(box: Box, turn: int) -> Box:
    left, bottom, right, top = box
    if turn == 90:
        return bottom, left, top, right
    if turn == 180:
        return -right, bottom, -left, top
    if turn == 270:
        return -top, -right, -bottom, -left
    return left, -top, right, -bottom


def _starts(leaf: Leaf) -> list[int]:
    """Where each line begins in the text."""
    sizes = [len(line.text) + len(gap) for line, gap in zip(leaf.lines, (*leaf.gaps, ""), strict=True)]
    return list(accumulate(sizes, initial=0))[:-1]


def _row(text: str, start: int, line: Line, boxes: Sequence[Box | None]) -> Row:
    """A line as its parts, cut where there is more room between two characters than words need."""
    held = [(at, *box) for at in range(start, start + len(line.text)) if (box := boxes[at])]
    if not held:
        return Row((), 0.0, 0.0, True)
    places, lefts, tops, rights, bottoms = zip(*held, strict=True)
    em = 1.25 * max(map(sub, bottoms, tops))
    if em < FLAT:  # no font for these letters on this machine
        return Row((), 0.0, 0.0, True)
    room = map(sub, lefts[1:], rights)
    cuts = [0, *(number for number, gap in enumerate(room, 1) if not -em <= gap <= GAP * em)]
    parts = []
    for first, last in zip(cuts, [*cuts[1:], len(held)], strict=True):
        begin, end = places[first], places[last - 1] + 1
        parts.append(Part(begin, end, min(lefts[first:last]), max(rights[first:last]), text[begin:end]))
    ordered = all(one.right <= other.left for one, other in pairwise(parts))
    return Row(tuple(parts), min(tops), max(bottoms), ordered)


def _from_grid(boxes: Sequence[Box | None], grid: Sequence[Box]) -> Rows:
    """The cells of a ruled table that hold text, row by row."""
    import numpy

    tops, lefts = (sorted({cell[at] for cell in grid}) for at in (1, 0))
    inked = [at for at, box in enumerate(boxes) if box]
    edges = numpy.array([boxes[at] for at in inked])
    across, down = (edges[:, 0] + edges[:, 2]) / 2, (edges[:, 1] + edges[:, 3]) / 2
    rows: Rows = [[] for _ in tops]
    for left, top, right, bottom in sorted(grid):
        inside = ((across >= left) & (across < right) & (down >= top) & (down < bottom)).nonzero()[0]
        if len(inside):
            rows[tops.index(top)].append((lefts.index(left) + 1, inked[inside[0]], inked[inside[-1]] + 1))
    return [row for row in rows if row]


# From cells to a table of the note


def _table(text: str, rows: Rows, lone: Collection[int]) -> Table | None:
    """The table of these cells, where they stand one after the other in the text and fill its lines.

    *lone* are the places of the lines that are of one part, as captions are.
    """
    spans = [(start, end) for row in rows for _, start, end in row]
    if len(rows) < 2 or max(map(len, rows)) < 2:
        return None
    if any(one[1] > other[0] or text[one[1] : other[0]].strip() for one, other in pairwise(spans)):
        return None
    start, end = text.rfind("\n", 0, spans[0][0]) + 1, text.find("\n", spans[-1][1])
    end = len(text) if end < 0 else end
    if text[start : spans[0][0]].strip() or text[spans[-1][1] : end].strip():
        return None
    first = 0 if _names_columns(text, rows) else 1
    held = tuple(
        Cell(row=number, column=column, start=begin, end=finish)
        for number, row in enumerate(rows, first)
        for column, begin, finish in row
    )
    return Table(start=start, end=end, cells=held, caption=_caption(text, start, lone))


def _names_columns(text: str, rows: Rows) -> bool:
    """Whether the first row holds words or periods rather than numbers."""
    beyond = [text[start:end] for column, start, end in rows[0] if column > 1]
    return bool(beyond) and all(is_period(words) or not is_number(words) for words in beyond)


def _caption(text: str, start: int, lone: Collection[int]) -> str:
    """The line above the table that names it; empty where that is prose."""
    above = text[:start].rstrip("\n")
    begins = above.rfind("\n") + 1
    line = above[begins:].strip()
    if begins not in lone:
        return ""
    if NAMED.match(line):
        return line[:LONGEST_CAPTION]
    return line if len(line) <= SHORT and not line.endswith(ENDED) else ""
