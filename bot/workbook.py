"""Rows as an Excel workbook that is pleasant to read: days as days, heads that stay in sight, text as text."""

import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

Cell = str | float | int | None
Row = list[Cell]
FIRST_DAY = "1900-03-01"
"""Before it a spreadsheet's days are not those of the calendar; such days stay text."""
DAYS = ("as_of", "first", "last", "date")
DAY = re.compile(r"\d{4}-\d\d-\d\d")
WIDTH, WIDTHS = 12, {
    ("Answer", "name"): 14, ("Answer", "value"): 110,
    ("Figures", "name"): 16, ("Figures", "series"): 16, ("Figures", "label"): 56, ("Figures", "value"): 20,
    ("Figures", "unit"): 16, ("Figures", "text"): 14, ("Figures", "formula"): 56, ("Figures", "caveats"): 60,
    ("Statistics", "name"): 16, ("Statistics", "value"): 20,
    ("Inputs", "name"): 20, ("Inputs", "value"): 20, ("Inputs", "unit"): 16, ("Inputs", "series"): 16,
    ("Inputs", "title"): 34, ("Inputs", "source"): 40, ("Inputs", "vintage"): 26,
    ("Observations", "series"): 20, ("Observations", "of"): 16, ("Observations", "value"): 20,
}  # fmt: skip
WRAPPED = ("label", "formula", "caveats")
GREY = "E7E9EC"
WHOLE, FINE = "#,##0", "#,##0.0000"
LARGE, SMALL = 10_000, 0.001


def written(sheets: "Mapping[str, tuple[Sequence[str], list[Row]]]") -> bytes:
    """The workbook: of each sheet its heads and its rows; nothing in it is computed."""
    from openpyxl import Workbook
    from openpyxl.utils import get_column_letter

    book, file = Workbook(write_only=True), io.BytesIO()
    for name, (heads, rows) in sheets.items():
        sheet = book.create_sheet(name)
        sheet.freeze_panes = "A2" if name == "Answer" else "B2"
        for number, head in enumerate(heads, 1):
            sheet.column_dimensions[get_column_letter(number)].width = WIDTHS.get((name, head), WIDTH)
        cells = _Cells(sheet)
        sheet.append([cells.head(head) for head in heads])
        for row in rows:
            sheet.append(
                [cells.typed(_kind(name, head, row, value), value) for head, value in zip(heads, row, strict=True)]
            )
        if rows and name != "Answer":
            sheet.auto_filter.ref = f"A1:{get_column_letter(len(heads))}{len(rows) + 1}"
    book.save(file)
    return file.getvalue()


def _kind(sheet: str, head: str, row: Row, value: Cell) -> str:
    """What a cell holds: the head of its column says so, in the sheet of the answer its row."""
    if sheet == "Answer" and head == "value":
        return str(row[0]) if row[0] in DAYS else "label"
    if sheet == "Statistics" and head == "value":
        return "date" if isinstance(value, str) and DAY.fullmatch(value) else "plain"
    return head


@dataclass(slots=True)
class _Cells:
    """The cells of a sheet; each style is made once and shared."""

    sheet: Any
    styles: dict[str, Any] = field(default_factory=dict)

    def head(self, words: str) -> Any:
        """The head of a column."""
        from openpyxl.styles import Font, PatternFill

        cell = self._cell(words)
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor=GREY)
        return cell

    def typed(self, kind: str, value: Cell) -> Any:
        """A number, a day, or text."""
        if value is None or (not isinstance(value, str) and kind != "value"):
            return value
        if not isinstance(value, str):
            return self._styled(value, _format(value))
        if kind in DAYS and value >= FIRST_DAY:
            return date.fromisoformat(value)
        cell = self._styled(value, "wrapped" if kind in WRAPPED else "General")
        cell.data_type = "s"  # also "=1" and "#REF!"
        return cell

    def _styled(self, value: str | float, style: str) -> Any:
        """A cell with a number format, or with text that is broken into lines."""
        from openpyxl.styles import Alignment

        cell = self._cell(value)
        if style in self.styles:
            cell._style = self.styles[style]
        elif style == "wrapped":
            cell.alignment = Alignment(vertical="top", wrap_text=True)
        elif style != "General":
            cell.number_format = style
        self.styles[style] = cell._style
        return cell

    def _cell(self, value: str | float) -> Any:
        from openpyxl.cell import WriteOnlyCell

        return WriteOnlyCell(self.sheet, value=value)


def _format(value: float) -> str:
    """How a number is shown; what it is stays unrounded."""
    if abs(value) >= LARGE:
        return WHOLE
    return "General" if value == int(value) or abs(value) < SMALL else FINE
