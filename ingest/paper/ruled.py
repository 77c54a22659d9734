"""Tables that lines are drawn around: the ruling lines of a page by PDFium, the cells between them by pdfplumber.

pdfplumber is not given the file: it works out cells from lines and reads nothing, so a hostile page cannot stop it.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from ingest.paper.pdfium import Box
from ingest.paper.pieces import PATH, Piece, lines_of

MOST_LINES, MOST_CROSSINGS = 600, 1_500  # more than that is a chart
THIN = 2.5  # points: a box no thicker than that is a line
SHORTEST = 6.0
SLANT = 0.5
SNAP = 3.0


def ruling(drawn: Sequence[Piece]) -> list[Box]:
    """The upright and level lines that a page draws, as boxes without height or width; none where it draws a chart."""
    found: list[Box] = []
    for piece in drawn:
        if piece.kind == PATH and not piece.nested and piece.paints:
            found.extend(_lines(piece))
            if len(found) > MOST_LINES:
                return []
    return found


def cells(lines: Sequence[Box]) -> list[list[Box]]:
    """The tables between *lines*, each as the boxes of its cells. Boxes are left, top, right, bottom, downwards."""
    kinds = Counter("h" if line[1] == line[3] else "v" for line in lines)
    if min(kinds["h"], kinds["v"]) < len(("one", "other")):
        return []
    from pdfplumber import table

    edges = table.merge_edges([_edge(line) for line in lines], SNAP, SNAP, SNAP, SNAP)
    crossings = table.edges_to_intersections(edges, SNAP, SNAP)
    if len(crossings) > MOST_CROSSINGS:
        return []
    found: list[list[Box]] = table.cells_to_tables(table.intersections_to_cells(crossings))
    return found


def _lines(piece: Piece) -> Iterator[Box]:
    left, bottom, right, top = piece.box
    if right - left <= THIN or top - bottom <= THIN:
        yield from _long(_middle(piece.box))
        return
    for x0, y0, x1, y1 in lines_of(piece, MOST_LINES):
        if abs(x0 - x1) <= SLANT or abs(y0 - y1) <= SLANT:
            yield from _long(_middle((min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))))


def _middle(box: Box) -> Box:
    """A thin box as the line that runs through it."""
    left, bottom, right, top = box
    if right - left < top - bottom:
        return (left + right) / 2, bottom, (left + right) / 2, top
    return left, (bottom + top) / 2, right, (bottom + top) / 2


def _long(line: Box) -> Iterator[Box]:
    if max(line[2] - line[0], line[3] - line[1]) >= SHORTEST:
        yield line


def _edge(line: Box) -> dict[str, Any]:
    """A line as pdfplumber writes one."""
    left, top, right, bottom = line
    size = {"x0": left, "x1": right, "top": top, "bottom": bottom, "width": right - left, "height": bottom - top}
    return {**size, "orientation": "h" if top == bottom else "v"}
