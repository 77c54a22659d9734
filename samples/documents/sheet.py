"""Workbooks of two sheets: remarks above a table, shares shown in percent, and a last row that adds up."""

import re
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from samples.documents.packed import settle
from samples.documents.source import Block, Document, Page

SHARE = re.compile(r"-?\d+\.(\d+)%")
NUMBER = re.compile(r"-?\d+(\.\d+)?")
HEAD = PatternFill("solid", fgColor="14324F")
TOTAL = ("Total", "合计", "合計")


def file(document: Document) -> bytes:
    """The whole .xlsx, dated as *document* is; sums carry the value that a spreadsheet would show."""
    book = Workbook()
    properties = book.properties
    properties.title, properties.creator = document.about["title"], document.about["author"]
    properties.subject, properties.language = document.about["institution"], document.about["language"]
    sums: dict[str, str] = {}
    for number, page in enumerate(document.pages):
        sheet = book.active if number == 0 else book.create_sheet()
        sheet.title = page.name
        fill(sheet, page, opening(document) if number == 0 else [], sums)
    made = BytesIO()
    book.save(made)
    return settle(with_values(made.getvalue(), sums), document.about["date"])


def opening(document: Document) -> list[str]:
    """The lines at the top of the first sheet."""
    about = document.about
    return [about["title"], f"{about['institution']}, {about['author']}, {about['date']}"]


def fill(sheet: Worksheet, page: Page, opening: list[str], sums: dict[str, str]) -> None:
    """Write one sheet: a remark a row, then the tables; what each sum comes to goes into *sums*."""
    sheet.column_dimensions["A"].width = 32
    for line in opening:
        sheet.append([line])
    for block in page.blocks:
        if block.kind == "table":
            add_table(sheet, block, sums)
        else:
            for line in block.lines:
                sheet.append([line])


def add_table(sheet: Worksheet, block: Block, sums: dict[str, str]) -> None:
    """Write one table under an empty row."""
    top = sheet.max_row + 2
    for number, row in enumerate(block.rows, top):
        for column, text in enumerate(row, 1):
            cell = sheet.cell(number, column, value(text))
            if share := SHARE.fullmatch(text):
                cell.number_format = "0." + "0" * len(share[1]) + "%"
            if number == top:
                cell.fill, cell.font = HEAD, Font(color="FFFFFF", bold=True)
        if row[0] in TOTAL:
            formula = f"SUM(B{top + 1}:B{number - 1})"
            sheet.cell(number, 2, f"={formula}")
            sums[formula] = row[1]


def value(text: str) -> str | int | float:
    """What a cell holds: a share as a fraction, a number as itself, else the words."""
    if SHARE.fullmatch(text):
        return round(float(text[:-1]) / 100, 6)
    if NUMBER.fullmatch(text):
        return float(text) if "." in text else int(text)
    return text


def with_values(data: bytes, sums: dict[str, str]) -> bytes:
    """The same workbook with the value of each formula beside it, as a spreadsheet saves it."""
    made = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(made, "w", ZIP_DEFLATED) as new:
        for member in old.infolist():
            content = old.read(member).decode() if member.filename.endswith(".xml") else old.read(member)
            if isinstance(content, str) and "/worksheets/" in member.filename:
                for formula, total in sums.items():
                    content = re.sub(rf"(<f>{re.escape(formula)}</f>)<v ?/?>(</v>)?", rf"\1<v>{total}</v>", content)
            new.writestr(member.filename, content)
    return made.getvalue()
