"""The cells of a sheet -> its tables and lines, in the order one reads them."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ingest.office.cells import Place

MOST_WORK = 5_000_000  # cells looked at while a sheet is cut up
MOST_AREA = 2_000_000  # cells of all tables together, the empty ones too
NUMBER = re.compile(r"[-+(]?[^\w\s]?\s?\d[\d,. ]*(?:[eE][-+]\d+)?\s?[%x)]*$")
YEAR = re.compile(r"(?:19|20)\d\d[AEFaef]?$")
DAY = re.compile(r"\d{4}-\d\d(?:-\d\d)?(?: [\d:]+)?$")
LONGEST_CAPTION = 200


@dataclass(frozen=True, slots=True)
class Region:
    """Cells with no empty row or column between them, by rows; the first cell of all is at *top* and *left*."""

    top: int
    left: int
    rows: tuple[tuple[str, ...], ...]

    @property
    def lines(self) -> int:
        """How many rows at its top hold one cell only: a title, not a row of a table; all, in a single column."""
        return next((number for number, row in enumerate(self.rows) if sum(map(bool, row)) > 1), len(self.rows))

    @property
    def bottom(self) -> int:
        """Its last row."""
        return self.top + len(self.rows) - 1

    @property
    def right(self) -> int:
        """Its last column."""
        return self.left + max(map(len, self.rows)) - 1


@dataclass(frozen=True, slots=True)
class Block:
    """What is told at once: lines of text, and the table that they stand above."""

    lines: str = ""
    rows: tuple[tuple[str, ...], ...] = ()
    caption: str = ""
    heads: int = 0


def blocks(cells: Mapping[Place, str], without: tuple[set[int], set[int]]) -> Iterator[Block]:
    """The blocks of *cells*; OverflowError where they are too many or too far apart.

    *without* are rows and columns that are not shown, so what is beside them is side by side.
    """
    found = regions(_closed_up(cells, without))
    lines = ""
    number = 0
    while number < len(found):
        region = found[number]
        number += 1
        above = region.lines
        own = "\n".join(" ".join(filter(None, row)) for row in region.rows[:above])
        if above == len(region.rows):
            if lines:
                yield Block(lines=lines)
            lines = own
            if number == len(found) or not _above(region, found[number]):
                yield Block(lines=lines)
                lines = ""
            continue
        rows = region.rows[above:]
        while number < len(found) and (more := _goes_on(region, found[number])):
            rows += more
            region = found[number]
            number += 1
        words = "\n".join(filter(None, (lines, own)))
        yield Block(words, rows, " ".join(words.split())[:LONGEST_CAPTION], int(names_columns(rows)))
        lines = ""


def names_columns(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the first of *rows* names the columns: it is mostly words, or years or days."""
    said = [cell for cell in rows[0] if cell]
    worded = sum(not NUMBER.match(cell) or bool(YEAR.match(cell) or DAY.match(cell)) for cell in said)
    return len(rows) > 1 and worded * 2 > len(said)


def regions(cells: Mapping[Place, str]) -> list[Region]:
    """The regions of *cells*: cut at empty rows, each part at empty columns, and so on."""
    waiting = [list(cells)]
    found: list[Region] = []
    work = area = 0
    while waiting:
        places = waiting.pop()
        work += len(places)
        if work > MOST_WORK:
            raise OverflowError
        parts = _parted(places, 0)
        parts = _parted(places, 1) if len(parts) == 1 else parts
        if len(parts) > 1:
            waiting += reversed(parts)
        elif places:
            rows, columns = ([place[axis] for place in places] for axis in (0, 1))
            area += (1 + max(rows) - min(rows)) * (1 + max(columns) - min(columns))
            if area > MOST_AREA:
                raise OverflowError
            found.append(_region(cells, places))
    return found


def _region(cells: Mapping[Place, str], places: list[Place]) -> Region:
    top, left = min(row for row, _ in places), min(column for _, column in places)
    rows: list[list[str]] = [[] for _ in range(max(row for row, _ in places) - top + 1)]
    for row, column in sorted(places):
        line = rows[row - top]
        line += [""] * (column - left - len(line)) + [cells[row, column]]
    return Region(top, left, tuple(map(tuple, rows)))


def _parted(places: list[Place], axis: int) -> list[list[Place]]:
    parts: list[list[Place]] = []
    last = None
    for place in sorted(places, key=lambda place: (place[axis], place)):
        if last is None or place[axis] > last + 1:
            parts.append([])
        parts[-1].append(place)
        last = place[axis]
    return parts


def _closed_up(cells: Mapping[Place, str], without: tuple[set[int], set[int]]) -> dict[Place, str]:
    """The cells counted without the rows and columns that are left out, where those hold nothing."""
    gone = [sorted(lines - {place[axis] for place in cells}) for axis, lines in enumerate(without)]
    return {(row - bisect_left(gone[0], row), at - bisect_left(gone[1], at)): cells[row, at] for row, at in cells}


def _above(line: Region, below: Region) -> bool:
    """Whether a line of text stands just above what it names."""
    near = 0 < below.top - line.bottom <= 2 and len(line.rows) == 1
    return near and below.lines < len(below.rows) and below.left - 1 <= line.left <= below.right


def _goes_on(table: Region, below: Region) -> tuple[tuple[str, ...], ...]:
    """The rows of *below* where they go on with *table* after one empty row: they have no heads of their own."""
    fits = below.top == table.bottom + 2 and table.left <= below.left and below.right <= table.right
    if not fits or len(below.rows) < 2 or names_columns(below.rows):
        return ()
    return tuple(("",) * (below.left - table.left) + row for row in below.rows)
