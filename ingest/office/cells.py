"""A sheet of Excel -> its cells as they are shown, and what of it is not."""

import math
import re
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import product

from ingest.office.formats import shown, text_shown
from ingest.office.markup import Element, child, elements, of
from ingest.office.repainted import Range, column, ruled, styled
from ingest.office.workbook import (
    MOST_CELLS,
    SAME_COLOUR,
    WHITE_ON_WHITE,
    Runs,
    Sheet,
    Style,
    Words,
    Workbook,
    too_large,
)
from ingest.raised import placed

PLACE = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})$")
MOST_ELEMENTS = 1_000_000  # cells that hold nothing but a look are many
MOST_LOOKS = 10_000_000  # at cells, for what is merged
MOST_CHARACTERS = 10_000_000  # one text may stand in many cells
FLAT = 2.0  # points high: no line of words can be read in such a row
NARROW, LOW = 2.5, 6.0  # characters wide, points high: an empty column or row that only keeps others apart
BEHIND = ("mergeCell", "conditionalFormatting")  # what stands behind the cells of a sheet
FORMATTED = "hidden by their number format"
MERGED = "under merged cells"
Place = tuple[int, int]
"""A row and a column, from 1."""


@dataclass(slots=True)
class Cells:
    """The cells of one sheet that are shown; by reason, row or column, those that are not; formulas without a result.
    ``doubtful`` are the characters that are seen only where a rule or a table paints their cells.

    ``without`` are the rows and columns that are hidden, or so thin that they only keep others apart.
    """

    sheet: Sheet
    shown: dict[Place, str] = field(default_factory=dict)
    hidden: dict[str, dict[Place, str]] = field(default_factory=lambda: defaultdict(dict))
    rows: dict[int, str] = field(default_factory=dict)
    columns: dict[int, str] = field(default_factory=dict)
    unsaved: list[Place] = field(default_factory=list)
    doubtful: int = 0
    without: tuple[set[int], set[int]] = field(default_factory=lambda: (set(), set()))


def letters(column: int) -> str:
    """The name of a column: 28 is ``AB``."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


class SheetReader:
    """The reading of one sheet: parts come in the order of the file, rows and columns before their cells."""

    def __init__(self, book: Workbook, sheet: Sheet) -> None:
        self._book = book
        self._found = Cells(sheet)
        self._row: Element | None = None
        self._at = (0, 0)
        self._characters = self._looked = 0
        self._hidden: tuple[set[int], set[int]] = (set(), set())
        self._merged: list[Range] = []
        self._repainted = list(styled(book.file, sheet))

    def read(self) -> Cells:
        """The cells; NoteError where they are too many."""
        part = self._found.sheet.part
        if self._book.file.large(part):
            raise too_large(self._book.file.name)
        parts = elements(self._book.file.name, part, self._book.file.bytes(part), ("col", "c", "row", *BEHIND))
        for number, element in enumerate(parts):
            if number > MOST_ELEMENTS or len(self._found.shown) > MOST_CELLS or self._characters > MOST_CHARACTERS:
                raise too_large(self._book.file.name)
            tag = of(element)
            if tag == "s:col":
                self._column(element)
            elif tag == "s:c":
                self._cell(element)
            elif tag == "s:row":
                self._enter(element)
                self._row = None
            elif tag == "s:mergeCell":
                self._merge(element)
            elif tag == "s:conditionalFormatting":
                self._repainted += ruled(element, self._book.filling)
        self._repaint()
        self._under_merged()
        for lines, hidden in zip(self._found.without, self._hidden, strict=True):
            lines |= hidden
        return self._found

    def _column(self, column: Element) -> None:
        first, last = (int(each) if (each := column.get(name) or "").isdecimal() else 0 for name in ("min", "max"))
        span = range(max(first, 1), min(last, 16_384) + 1)
        width = _number(column.get("width"))
        if column.get("hidden") in ("1", "true") or width == 0:
            self._hidden[1].update(span)
        elif width is not None and width <= NARROW:
            self._found.without[1].update(span)

    def _enter(self, row: Element) -> None:
        """Begin a row, unless it is the one that goes on."""
        if row is self._row:
            return
        self._row = row
        written = row.get("r") or ""
        number = int(written) if written.isdecimal() and len(written) < 8 else self._at[0] + 1
        self._at = (number, 0)
        height = _number(row.get("ht"))
        if row.get("hidden") in ("1", "true") or (height is not None and height <= FLAT):
            self._hidden[0].add(number)
        elif height is not None and height <= LOW:
            self._found.without[0].add(number)

    def _cell(self, cell: Element) -> None:
        self._enter(cell.getparent())
        place = PLACE.match(cell.get("r") or "")
        self._at = (int(place[2]), column(place[1])) if place else (self._at[0], self._at[1] + 1)
        if len(cell) == 0:
            return
        style = self._style(cell.get("s"))
        formula, value = child(cell, "f") is not None, cell.findtext("{*}v")
        if formula and not value and cell.get("t") != "str":
            self._found.unsaved.append(self._at)
            return
        words, hidden = self._words(cell, value or "", style)
        for how, unseen in hidden:
            self._hide(how, unseen)
        if words.strip():
            self._show(words)

    def _show(self, words: str) -> None:
        row, column = self._at
        self._characters += len(words)
        if row in self._hidden[0]:
            self._found.rows[row] = self._found.rows.get(row, "") + words
        elif column in self._hidden[1]:
            self._found.columns[column] = self._found.columns.get(column, "") + words
        else:
            self._found.shown[self._at] = words

    def _hide(self, how: str, words: str) -> None:
        self._characters += len(words)
        if words.strip():
            self._found.hidden[how][self._at] = words

    def _words(self, cell: Element, value: str, style: Style) -> tuple[str, list[tuple[str, str]]]:
        """What the cell shows, and what it does not with the reason."""
        kind = cell.get("t") or "n"
        if kind == "s":
            texts = self._book.texts
            said: Words = texts[int(value)] if value.isdecimal() and int(value[:9]) < len(texts) else ""
        elif kind == "inlineStr":
            item = child(cell, "is")
            said = "" if item is None else self._book.words(item)
        else:
            said = _written(kind, value, style.code, self._book.since_1904)
        if kind in ("s", "inlineStr", "str"):
            return self._text(((said, None),) if isinstance(said, str) else said, style)
        if value and not said:
            return "", [(FORMATTED, value)] if value.strip("0.-") else []  # a nought that is not shown is no secret
        return ("", [(style.how, str(said))]) if style.how else (str(said), [])

    def _text(self, parts: Runs, style: Style) -> tuple[str, list[tuple[str, str]]]:
        words: list[str] = []
        hidden: list[tuple[str, str]] = []
        for said, look in parts:
            how = style.how if look is None else self._book.unseen(look, style.ground)
            if how:
                hidden.append((how, said))
            else:
                offset = child(look, "vertAlign")
                words.append(said if offset is None else placed(said, offset.get("val")))
        text = "".join(words)
        seen = text_shown(text, style.code) if text else ""
        return seen, [*hidden, (FORMATTED, text)] if text and not seen else hidden

    def _style(self, written: str | None) -> Style:
        number = int(written) if written and written.isdecimal() and len(written) < 7 else 0
        return self._book.styles[number] if number < len(self._book.styles) else Style()

    def _merge(self, merged: Element) -> None:
        first, _, last = (merged.get("ref") or "").partition(":")
        corners = [PLACE.match(each) for each in (first, last)]
        if corners[0] and corners[1]:
            (top, left), (bottom, right) = ((int(each[2]), column(each[1])) for each in corners if each)
            self._merged.append(((top, left), (bottom, right)))

    def _repaint(self) -> None:
        """Show what has the colour of its cell where that may be painted over by a rule or by a table."""
        for how in (WHITE_ON_WHITE, SAME_COLOUR):
            hidden = self._found.hidden.get(how, {})
            self._looked += len(hidden) * len(self._repainted)
            if self._looked > MOST_LOOKS:
                raise too_large(self._book.file.name)
            for place in [each for each in hidden if self._painted(each) and each not in self._found.shown]:
                words = hidden.pop(place)
                if place[0] not in self._hidden[0] and place[1] not in self._hidden[1]:
                    self._found.shown[place] = words
                    self._found.doubtful += len("".join(words.split()))

    def _painted(self, place: Place) -> bool:
        return any(
            top <= place[0] <= bottom and left <= place[1] <= right for (top, left), (bottom, right) in self._repainted
        )

    def _under_merged(self) -> None:
        """Take away what Excel shows nothing of: all of merged cells but the first."""
        shown = self._found.shown
        for (top, left), (bottom, right) in self._merged:
            rows, columns = range(top, bottom + 1), range(left, right + 1)
            self._looked += min(len(rows) * len(columns), len(shown))
            if self._looked > MOST_LOOKS:
                raise too_large(self._book.file.name)
            if len(rows) * len(columns) < len(shown):
                held = [place for place in product(rows, columns) if place in shown]
            else:
                held = [place for place in shown if place[0] in rows and place[1] in columns]
            for place in held:
                if place != (top, left):
                    self._found.hidden[MERGED][place] = shown.pop(place)


def _written(kind: str, value: str, code: str, since_1904: bool) -> str:
    """A value that is no text, as its cell shows it."""
    if kind == "b":
        return "TRUE" if value == "1" else "FALSE" if value else ""
    if kind == "d":
        return value.removesuffix("Z").removesuffix("T00:00:00").replace("T", " ")
    number = _number(value)
    return value if kind == "e" or number is None else shown(number, code, since_1904)


def _number(written: str | None) -> float | None:
    """A number of a file; None where it is none, or is not finite."""
    try:
        number = float(written or "")
    except ValueError:
        return None
    return number if math.isfinite(number) else None
