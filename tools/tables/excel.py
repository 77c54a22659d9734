"""XLSX: the first visible sheet of a workbook as text. The values Excel stored are read, its formulas never."""

import io
import re
import zipfile
from collections import defaultdict
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from footnote.text import Text
from tools.tables.number_formats import shown
from tools.tables.sheet import Rows, Sheet, Unreadable, columns_of

if TYPE_CHECKING:
    from openpyxl.workbook.workbook import Workbook

LARGEST = 200_000_000
"""Bytes of a workbook once it is unpacked."""
MOST_CELLS = 5_000_000
MOST_ROWS = 1_048_576
"""Of a sheet of Excel."""
FORMULA = Text(
    "is a formula whose value is not in the file; open the workbook in Excel and save it",
    "是公式，文件中没有保存其结果，请用 Excel 打开并保存工作簿",
)
SCALED = Text(
    "is shown in thousands or millions by its number format, or in two ways, so what the unit counts is not certain; "
    "give the column a plain number format",
    "的数字格式以千或百万显示，或有两种写法，无法确定单位所指，请改用普通数字格式",
)

Cells = dict[tuple[int, int], Text]
"""What is wrong with single cells, by row and column."""


@dataclass(kw_only=True, slots=True)
class Marks:
    """What the texts of the cells do not tell: faults by cell; rows that are dates by column; rows by column and
    currency; columns of shares."""

    wrong: Cells
    dated: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    coins: dict[tuple[int, str], list[int]] = field(default_factory=lambda: defaultdict(list))
    percents: set[int] = field(default_factory=set)


def read(data: bytes) -> Sheet:
    """The first visible sheet."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(member.file_size for member in archive.infolist()) > LARGEST:
                raise Unreadable(
                    f"unpacks to more than {LARGEST // 1_000_000} MB; save it as CSV or Parquet",
                    f"解压后超过 {LARGEST // 1_000_000} MB，请另存为 CSV 或 Parquet",
                )
            _refuse_document_types(archive)
        return _read(data)
    except Unreadable:
        raise
    except Exception as error:  # openpyxl lets through whatever a broken part causes: key, type, zip and XML errors
        raise Unreadable(
            "cannot be read as an Excel workbook; open it in Excel and save it again",
            "无法作为 Excel 工作簿读取，请用 Excel 打开并重新保存",
        ) from error


def _refuse_document_types(archive: zipfile.ZipFile) -> None:
    """Raise where a part declares entities: openpyxl, with whichever parser it finds, may resolve them."""
    from xml.etree.ElementTree import ParseError

    from defusedxml.ElementTree import iterparse

    for member in archive.infolist():
        if member.filename.endswith((".xml", ".rels")):
            with archive.open(member) as part, suppress(ParseError):
                next(iterparse(part, events=("start",), forbid_dtd=True), None)  # it stands before the root


def _read(data: bytes) -> Sheet:
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    try:
        return _sheet(book)
    finally:
        book.close()


def _sheet(book: "Workbook") -> Sheet:
    from openpyxl.utils import get_column_letter

    visible = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    if not visible:
        raise Unreadable("has no visible sheet", "没有可见的工作表")
    marks = Marks(wrong=_without_value(book, visible[0]))
    rows = _rows(visible[0], marks)
    if not rows:
        raise Unreadable(
            f"has nothing in its first sheet {visible[0].title!r}", f"的首个工作表 {visible[0].title!r} 是空的"
        )
    header, rest = rows[0][1], rows[1:]
    wide = max(len(cells) for _, cells in rows)
    heads = header + [""] * (wide - len(header))
    columns, numbers = columns_of(heads, [(row, cells + [""] * (wide - len(cells))) for row, cells in rest])
    at = {row: place for place, (row, _) in enumerate(rest)}
    return Sheet(
        columns=columns,
        rows=numbers,
        letters={head: get_column_letter(place) for place, head in enumerate(heads, 1) if head},
        said={(heads[column - 1], at[row]): said for (row, column), said in marks.wrong.items() if row in at},
        percents=frozenset(heads[column - 1] for column in marks.percents),
        dated={heads[column - 1]: [at[row] for row in rows if row in at] for column, rows in marks.dated.items()},
        coins={
            (heads[column - 1], coin): [at[row] for row in rows if row in at]
            for (column, coin), rows in marks.coins.items()
        },
        caveats=_others(visible),
    )


def _others(visible: list[Any]) -> tuple[Text, ...]:
    """That one sheet of several was read."""
    if len(visible) == 1:
        return ()
    first, count = visible[0].title, len(visible)
    return (
        Text(
            f"read from the first sheet {first!r} of {count}; the others are not read.",
            f"工作簿共有 {count} 个工作表，只读取首个工作表 {first!r}。",
        ),
    )


def _rows(sheet: Any, marks: Marks) -> Rows:
    """The rows that hold anything; what their texts do not tell is added to *marks*."""
    found: Rows = []
    count = 0
    sheet.reset_dimensions()  # what a workbook says of its own size need not be so
    for row, cells in enumerate(sheet.iter_rows(), 1):
        if row > MOST_ROWS:
            raise Unreadable(
                f"names a row beyond {MOST_ROWS:,}, the last that Excel has; open it in Excel and save it again",
                f"含有超出 Excel 上限 {MOST_ROWS:,} 的行号，请用 Excel 打开并重新保存",
            )
        count += len(cells)
        if count > MOST_CELLS:
            raise Unreadable(
                f"has more than {MOST_CELLS // 1_000_000} million cells; save it as CSV or Parquet",
                f"超过 {MOST_CELLS // 10_000} 万个单元格，请另存为 CSV 或 Parquet",
            )
        texts = ["=" if (row, at) in marks.wrong else _text(cell, (row, at), marks) for at, cell in enumerate(cells, 1)]
        if any(texts):
            found.append((row, texts))
    return found


def _text(cell: Any, place: tuple[int, int], marks: Marks) -> str:
    """A stored value as a CSV would hold it."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return _number(value, cell.number_format, place, marks)
    if isinstance(value, datetime):
        marks.dated[place[1]].append(place[0])
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    return str(value).strip()


def _number(value: float, number_format: str, place: tuple[int, int], marks: Marks) -> str:
    """The number as it is shown; its currency and what makes it uncertain are marked."""
    number, how = str(value), shown(number_format)
    if how.coin is not None:
        marks.coins[place[1], how.coin].append(place[0])
    if how.scaled:
        marks.wrong[place] = SCALED
        return f"{number} ({number_format})"
    if how.percent:
        marks.percents.add(place[1])
        return f"{Decimal(number) * how.times:f}%"
    return number


def _without_value(book: Any, sheet: Any) -> Cells:
    """The formulas for which no result is stored; a result that is an empty text is one."""
    from defusedxml.ElementTree import iterparse
    from openpyxl.utils.cell import coordinate_to_tuple

    part = book._archive.read(sheet._worksheet_path)
    found: Cells = {}
    if not re.search(rb"<(\w+:)?f[\s/>]", part):
        return found
    row = column = 0
    for event, element in iterparse(io.BytesIO(part), events=("start", "end")):
        name = element.tag.rpartition("}")[2]
        if name == "row" and event == "start":
            row, column = int(float(element.get("r", row + 1))), 0
        elif name == "row":
            element.clear()
        elif name == "c" and event == "end":
            place = element.get("r")
            row, column = coordinate_to_tuple(place) if place else (row, column + 1)
            inside = {child.tag.rpartition("}")[2]: child.text for child in element}
            if element.get("t") != "str" and "f" in inside and not inside.get("v"):
                found[row, column] = FORMULA
    return found
