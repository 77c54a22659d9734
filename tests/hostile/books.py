"""Workbooks with hidden sheets, rows, columns and letters, commands for cells, a million rows, and honest ones."""

import re
from collections.abc import Callable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from hostile.case import BOMB, Files, fine, odd, order, seen, sight, sly

ROWS = 1_048_576
Fill = Callable[[Worksheet], object]


def book(name: str, fill: Fill | None = None) -> bytes:
    """A workbook whose first sheet shows its sentence above a small table."""
    workbook = Workbook()
    workbook.properties.title = f"Freight letter {name}"
    sheet = workbook.active
    sheet.title = "Rates"
    for row in ((seen(name),), ("Lane", "Rate"), ("Ostrand", number_of(name))):
        sheet.append(row)
    if fill:
        fill(sheet)
    made = BytesIO()
    workbook.save(made)
    return made.getvalue()


def number_of(name: str) -> int:
    """A rate that no other workbook has."""
    return 1000 + sum(name.encode())


def sheet_in(state: str, name: str) -> Fill:
    """A second sheet in *state*, which holds the order."""

    def fill(sheet: Worksheet) -> None:
        second = sheet.parent.create_sheet("Notes")
        second["A1"] = order(name)
        second.sheet_state = state

    return fill


def cell(name: str, place: str, change: Callable[[Worksheet], object]) -> Fill:
    """The order in the cell *place*, and the sheet changed."""

    def fill(sheet: Worksheet) -> None:
        sheet[place] = order(name)
        change(sheet)

    return fill


def unseen() -> Files:
    """Workbooks that keep something from the reader."""
    yield sly(n := "sheet.xlsx", book(n, sheet_in("hidden", n)))
    yield sly(n := "sheet-very.xlsx", book(n, sheet_in("veryHidden", n)))
    yield sly(n := "row.xlsx", book(n, cell(n, "A4", lambda s: setattr(s.row_dimensions[4], "hidden", True))))
    yield sly(n := "row-flat.xlsx", book(n, cell(n, "A4", lambda s: setattr(s.row_dimensions[4], "height", 0.1))))
    yield sly(n := "column.xlsx", book(n, cell(n, "C2", lambda s: setattr(s.column_dimensions["C"], "hidden", True))))
    yield sly(n := "white.xlsx", book(n, cell(n, "A4", lambda s: setattr(s["A4"], "font", Font(color="FFFFFF")))))
    yield sly(n := "format.xlsx", book(n, cell(n, "A4", lambda s: setattr(s["A4"], "number_format", ";;;"))))
    yield sly(n := "tiny.xlsx", book(n, cell(n, "A4", lambda s: setattr(s["A4"], "font", Font(sz=1)))))
    yield sly(
        n := "comment.xlsx",
        book(n, lambda s: setattr(s["A2"], "comment", Comment(order("comment.xlsx"), "Editor"))),
        "taken",
    )


def edited(data: bytes, pattern: str, put: str) -> bytes:
    """A workbook whose first sheet has the first *pattern* replaced."""
    made = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(made, "w", ZIP_DEFLATED) as new:
        for member in old.infolist():
            content = old.read(member)
            if member.filename == "xl/worksheets/sheet1.xml":
                content = re.sub(pattern, put, content.decode(), count=1).encode()
            new.writestr(member.filename, content)
    return made.getvalue()


def far(name: str) -> Fill:
    """One more cell in the last row and column that a sheet can have."""
    return lambda sheet: sheet.cell(ROWS, 16384, f"last{sight(name)}")


def broken() -> Files:
    """Workbooks that promise more than they hold, or hold what is not text."""
    name = "million-declared.xlsx"
    yield odd(name, edited(book(name), '<dimension ref="[^"]*"', f'<dimension ref="A1:XFD{ROWS}"'), "taken")
    name = "million-apart.xlsx"
    yield odd(name, book(name, far(name)), "any", (*BOMB, "row", "cell", "column"))
    name = "merged.xlsx"
    merge = f'</sheetData><mergeCells count="1"><mergeCell ref="A9:XFD{ROWS}"/></mergeCells>'
    yield odd(name, edited(book(name), "</sheetData>", merge), "any", (*BOMB, "row", "cell", "merge"))
    name = "formulas.xlsx"
    yield odd(
        name,
        book(name, lambda s: [s.append((f"Lane {row}", f"=B3*{row}")) for row in range(4, 9)]),
        "doubtful",
        ("formula", "value", "calculated", "empty"),
    )
    name = "command.xlsx"
    orders = ("=cmd|' /C calc'!A0", '=HYPERLINK("http://127.0.0.1:9/","x")', "@SUM(1)", "+1+cmd|' /C calc'!A0")
    yield odd(name, book(name, lambda s: [texted(s, row, text) for row, text in enumerate(orders, 4)]), "taken")


def texted(sheet: Worksheet, row: int, text: str) -> None:
    """Put *text* into a cell as text, whatever it begins with."""
    target = sheet.cell(row, 1, text)
    target.data_type = "s"


def plain() -> Files:
    """Good workbooks."""
    yield fine(n := "good-plain.xlsx", book(n))

    def dark(sheet: Worksheet) -> None:
        sheet["A2"] = "Selkirkhead"
        sheet["A2"].font, sheet["A2"].fill = Font(color="FFFFFF"), PatternFill("solid", fgColor="14324F")
        sheet.freeze_panes = "A3"

    yield fine(n := "good-dark-head.xlsx", book(n, dark), sight(n), "Selkirkhead")


def files() -> Files:
    """Every workbook of the folder but the bombs, which are with the archives."""
    yield from unseen()
    yield from broken()
    yield from plain()
