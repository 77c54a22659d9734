"""A table of a Word document as rows of cells, each in its column, with what its style says of the place."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from ingest.office.drawings import chosen
from ingest.office.looks import DELETED, HIDDEN, Looks, Place, shade
from ingest.office.markup import Element, child, of, value
from ingest.office.runs import REMOVED
from ingest.office.styles import OFF, Layers, on

MOST_COLUMNS = 63  # Word makes no more
UNSHOWN = "in a merged cell that does not show it"
WRAPPERS = ("w:sdt", "w:sdtContent", "w:customXml", "w:smartTag", "w:ins", "w:moveTo", "mc:Choice", "mc:Fallback")
EDGES = ("firstRow", "lastRow", "firstColumn", "lastColumn", "noHBand", "noVBand")
BITS = dict(zip(EDGES, (0x20, 0x40, 0x80, 0x100, 0x200, 0x400), strict=True))


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell: what is in it, where its words stand, how many columns it takes, and why it is not seen."""

    content: Element
    place: Place
    span: int
    how: str | None


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row: its cells, and how many columns stay empty before them."""

    cells: tuple[GridCell, ...]
    before: int
    head: bool


def inside(element: Element, wanted: str) -> Iterator[Element]:
    """The *wanted* parts of *element*, also those that something is wrapped around."""
    for each in element:
        tag = of(each)
        if tag == wanted:
            yield each
        elif tag == "mc:AlternateContent":
            taken = chosen(each)
            yield from inside(taken, wanted) if taken is not None else ()
        elif tag in WRAPPERS:
            yield from inside(each, wanted)


def grid(table: Element, looks: Looks, place: Place) -> list[GridRow]:
    """The rows of *table*, which stands at *place*."""
    own = child(table, "tblPr")
    style, flags = value(child(own, "tblStyle")), _flags(child(own, "tblLook"))
    ground = shade(child(own, "shd"), looks.theme) or place.ground
    rows = list(inside(table, "w:tr"))
    found: list[GridRow] = []
    for number, row in enumerate(rows):
        how = _how(child(row, "trPr"))
        cells = list(inside(row, "w:tc"))
        lines = [_layers(flags, number, len(rows), column, len(cells)) for column in range(len(cells))]
        places = (Place(looks.shaded(style, layers) or ground, (style, layers)) for layers in lines)
        found.append(
            GridRow(
                cells=tuple(_cell(cell, at, how, looks) for cell, at in zip(cells, places, strict=True)),
                before=_count(child(child(row, "trPr"), "gridBefore"), 0),
                head=on(child(child(row, "trPr"), "tblHeader")),
            )
        )
    return found


def _cell(cell: Element, place: Place, how: str | None, looks: Looks) -> GridCell:
    own = child(cell, "tcPr")
    ground = shade(child(own, "shd"), looks.theme)
    if child(own, "cellDel") is not None:
        how = DELETED
    merged = next((each for name in ("vMerge", "hMerge") if (each := child(own, name)) is not None), None)
    if merged is not None and value(merged) != "restart":
        how = how or UNSHOWN
    return GridCell(cell, replace(place, ground=ground) if ground else place, _count(child(own, "gridSpan"), 1), how)


def _how(row: Element | None) -> str | None:
    """Why a whole row is not seen."""
    if any(child(row, tag[2:]) is not None for tag in REMOVED):
        return DELETED
    return HIDDEN if on(child(row, "hidden")) else None


def _count(element: Element | None, otherwise: int) -> int:
    written = value(element) or ""
    return min(int(written[:4]), MOST_COLUMNS) if written.isdecimal() else otherwise


def _flags(look: Element | None) -> dict[str, bool]:
    """Which places of a table its style treats apart; without a word of it, what Word takes for usual."""
    bits = value(look) or "04A0"
    try:
        number = int(bits[:4], 16)
    except ValueError:
        number = 0x04A0
    said = {name: value(look, name) for name in EDGES}
    return {name: written not in OFF if written else bool(number & BITS[name]) for name, written in said.items()}


def _layers(flags: dict[str, bool], row: int, rows: int, column: int, columns: int) -> Layers:
    """What the cell is to the style of its table, the weakest first."""
    first, left = flags["firstRow"], flags["firstColumn"]
    places = {
        "wholeTable": True,
        ("band1Vert", "band2Vert")[(column - left) % 2]: not flags["noVBand"],
        ("band1Horz", "band2Horz")[(row - first) % 2]: not flags["noHBand"],
        "firstCol": left and column == 0,
        "lastCol": flags["lastColumn"] and column == columns - 1,
        "firstRow": first and row == 0,
        "lastRow": flags["lastRow"] and row == rows - 1,
    }
    return tuple(name for name, applies in places.items() if applies)
