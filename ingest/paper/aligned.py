"""Tables without lines around them: neighbouring lines of print whose parts stand under each other."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

GAP = 0.9  # of the height of capitals and a little more: room between two columns
FEWEST_ROWS = 3
SEVERAL = 3  # columns; two are a table where the second holds numbers
WORDY = 30  # characters: cells that are longer on the average are columns of prose
PROSE, LINES = 18, 5  # characters that a line of a column of prose has on the average, at least; such lines
APART = 4.0  # times the height of a line that the next row may stand below
NUMBER = re.compile(
    r"[(\[+\-\u2212\u2013~≈<>$€£¥]*\d[\d.,\u00a0 ]*(?:%|x|bps?|pp|pts?|[bmt]n|[kmb]|亿|万|倍)?[)\]*†‡]*"
    r"|n/?[am]|[-\u2013\u2014]",
    re.IGNORECASE,
)
PERIOD = re.compile(
    r"(?:[FC]Y)?'?(?:19|20)\d\d(?:[-/]\d\d(?:\d\d)?)?[AEF]?年?"
    r"|[1-4]?[QH][1-4]?[ ']*(?:\d\d(?:\d\d)?)?[AEF]?"
    r"|\d{1,2}[MY]",
    re.IGNORECASE,
)


class Part(NamedTuple):
    """A part of a line: its span of the page's text, where it begins and ends across, its words."""

    start: int
    end: int
    left: float
    right: float
    words: str


class Row(NamedTuple):
    """A line as its parts, with its top and bottom, downwards; ``ordered`` where the parts go from left to right."""

    parts: tuple[Part, ...]
    top: float
    bottom: float
    ordered: bool


Cells = list[tuple[int, Part]]  # a row of a table: its parts with their columns, counted from 1


def is_number(words: str) -> bool:
    """Whether *words* are a number as tables write them."""
    return bool(NUMBER.fullmatch(words.strip()))


def is_period(words: str) -> bool:
    """Whether *words* name a year or a part of one, as column heads do."""
    return bool(PERIOD.fullmatch(words.strip()))


def aligned(rows: Sequence[Row | None]) -> Iterator[list[Cells]]:
    """The tables among the lines of a page, row by row; None stands for a line that is taken already."""
    for group in _groups(rows):
        table = _table(group)
        if table:
            yield table


def across(rows: Sequence[Row | None]) -> bool:
    """Whether columns of prose stand side by side in lines of print, which were read across."""
    return any(_side_by_side(group) for group in _groups(rows))


def _side_by_side(group: Sequence[Row]) -> bool:
    counts = Counter(len(row.parts) for row in group if len(row.parts) > 1)
    number = max(counts, key=lambda count: (counts[count], count), default=0)
    if counts[number] < LINES:
        return False
    alike = [row for row in group if len(row.parts) == number]
    sides = zip(*(row.parts for row in alike), strict=True)
    wordy = all(sum(len(part.words) for part in side) >= PROSE * len(side) for side in sides)
    return wordy and len(_columns(alike)) == number


def _groups(rows: Sequence[Row | None]) -> Iterator[list[Row]]:
    """Runs of neighbouring lines of several parts; lines of one part may stand between two of them."""
    group: list[Row] = []
    for row in rows:
        near = row and row.ordered and row.parts and (not group or _below(row, group[-1]))
        if not near:
            yield group
            group = []
        if row and row.ordered and row.parts and (group or len(row.parts) > 1):
            group.append(row)
    yield group


def _below(row: Row, above: Row) -> bool:
    return 0 < row.bottom - above.bottom <= APART * max(above.bottom - above.top, 1.0)


def _table(group: list[Row]) -> list[Cells]:
    counts = Counter(len(row.parts) for row in group if len(row.parts) > 1)
    if counts.total() < FEWEST_ROWS:
        return []
    number = max(counts, key=lambda count: (counts[count], count))
    if counts[number] < FEWEST_ROWS:
        return []
    columns = _columns([row for row in group if len(row.parts) == number])
    if len(columns) != number:
        return []
    placed = [_placed(row, columns) for row in group]
    best = max(_runs(placed), key=len, default=[])
    while best and len(best[-1]) == 1:
        best = best[:-1]
    return best if _convincing(best, number) else []


def _columns(rows: Sequence[Row]) -> list[tuple[float, float]]:
    """The columns that the parts of *rows* fill, from left to right."""
    found: list[tuple[float, float]] = []
    for left, right in sorted((part.left, part.right) for row in rows for part in row.parts):
        if found and left < found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], right))
        else:
            found.append((left, right))
    return found


def _placed(row: Row, columns: Sequence[tuple[float, float]]) -> Cells | None:
    """The parts of a line with their columns; None where one of them reaches over several, or two into one."""
    cells: Cells = []
    for part in row.parts:
        over = [at for at, (left, right) in enumerate(columns, 1) if part.left < right and part.right > left]
        if len(over) != 1 or (cells and cells[-1][0] >= over[0]):
            return None
        cells.append((over[0], part))
    return cells


def _runs(placed: Sequence[Cells | None]) -> Iterator[list[Cells]]:
    run: list[Cells] = []
    for cells in placed:
        if cells is None or (not run and len(cells) == 1):
            yield run
            run = []
        else:
            run.append(cells)
    yield run


def _convincing(table: Sequence[Cells], number: int) -> bool:
    """Whether these lines are the rows of a table rather than prose that stands side by side."""
    full = [cells for cells in table if len(cells) > 1]
    if len(full) < FEWEST_ROWS:
        return False
    beyond = [part.words for cells in full for column, part in cells if column > 1]
    numbers = sum(is_number(words) or is_period(words) for words in beyond)
    if number < SEVERAL:
        return numbers >= len(beyond) - 1
    several = sum(len(cells) >= SEVERAL for cells in full)
    short = sum(map(len, beyond)) <= WORDY * len(beyond)
    return several >= FEWEST_ROWS and (short or 2 * numbers >= len(beyond))
