"""XLSX: the first visible sheet of a workbook as text. The values Excel stored are read, its formulas never."""

import io
import re
import zipfile
from datetime import datetime, time
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from footnote.text import Text
from tools.tables.sheet import Rows, Sheet, Unreadable, columns_of

if TYPE_CHECKING:
    from openpyxl.workbook.workbook import Workbook

LARGEST = 200_000_000
"""Bytes of a workbook once it is unpacked."""
MOST_CELLS = 5_000_000
FORMULA = Text(
    "is a formula whose value is not in the file; open the workbook in Excel and save it",
    "是公式，文件中没有保存其结果，请用 Excel 打开并保存工作簿",
)
SCALED = Text(
    "is shown in thousands or millions by its number format, so what the unit counts is not certain; "
    "give the column a plain number format",
    "的数字格式以千或百万显示，无法确定单位所指，请改用普通数字格式",
)

Cells = dict[tuple[int, int], Text]
"""What is wrong with single cells, by row and column."""


def read(data: bytes) -> Sheet:
    """The first visible sheet."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(member.file_size for member in archive.infolist()) > LARGEST:
                raise Unreadable(
                    f"unpacks to more than {LARGEST // 1_000_000} MB; save it as CSV or Parquet",
                    f"解压后超过 {LARGEST // 1_000_000} MB，请另存为 CSV 或 Parquet",
                )
        return _read(data)
    except Unreadable:
        raise
    except Exception as error:  # openpyxl lets through whatever a broken part causes: key, type, zip and XML errors
        raise Unreadable(
            "cannot be read as an Excel workbook; open it in Excel and save it again",
            "无法作为 Excel 工作簿读取，请用 Excel 打开并重新保存",
        ) from error


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
    wrong = _without_value(book, visible[0])
    percents: set[int] = set()
    rows = _rows(visible[0], wrong, percents)
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
        said={(heads[column - 1], at[row]): said for (row, column), said in wrong.items() if row in at},
        percents=frozenset(heads[column - 1] for column in percents),
        caveats=_others(visible),
    )


def _others(visible: list[Any]) -> tuple[Text, ...]:
    """That one sheet of several was read."""
    if len(visible) == 1:
        return ()
    first, others = visible[0].title, ", ".join(repr(sheet.title) for sheet in visible[1:])
    return (
        Text(
            f"read from the first sheet {first!r}; not from {others}.",
            f"读取的是首个工作表 {first!r}，未读取 {others}。",
        ),
    )


def _rows(sheet: Any, wrong: Cells, percents: set[int]) -> Rows:
    """The rows that hold anything; what is wrong with a number's format is added to *wrong*, shares to *percents*."""
    found: Rows = []
    count = 0
    sheet.reset_dimensions()  # what a workbook says of its own size need not be so
    for row, cells in enumerate(sheet.iter_rows(), 1):
        count += len(cells)
        if count > MOST_CELLS:
            raise Unreadable(
                f"has more than {MOST_CELLS // 1_000_000} million cells; save it as CSV or Parquet",
                f"超过 {MOST_CELLS // 10_000} 万个单元格，请另存为 CSV 或 Parquet",
            )
        texts = [
            "=" if (row, at) in wrong else _text(cell, (row, at), wrong, percents) for at, cell in enumerate(cells, 1)
        ]
        if any(texts):
            found.append((row, texts))
    return found


def _text(cell: Any, place: tuple[int, int], wrong: Cells, percents: set[int]) -> str:
    """A stored value as a CSV would hold it."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        number = str(value)
        shown = _shown(cell.number_format)
        if shown == "percent":
            percents.add(place[1])
            return f"{Decimal(number) * 100:f}%"
        if shown == "scaled":
            wrong[place] = SCALED
            return f"{number} ({cell.number_format})"
        return number
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    return str(value).strip()


@lru_cache(maxsize=1000)
def _shown(number_format: str) -> str:
    """Whether a number format shows percent, or thousands as units (``#,##0,``), or the number itself."""
    bare = re.sub(r'"[^"]*"|\\.|\[[^]]*\]|_.|\*.', "", number_format).partition(";")[0]
    if "%" in bare:
        return "percent"
    return "scaled" if re.search(r"[0#?],+(?![,0#?])", bare) else "plain"


def _without_value(book: Any, sheet: Any) -> Cells:
    """The formulas for which no result is stored; a result that is an empty text is one."""
    from defusedxml.ElementTree import iterparse
    from openpyxl.utils.cell import coordinate_to_tuple

    part = book._archive.read(sheet._worksheet_path)
    found: Cells = {}
    if not re.search(rb"<(\w+:)?f[\s/>]", part):
        return found
    for _, element in iterparse(io.BytesIO(part)):
        name = element.tag.rpartition("}")[2]
        if name == "c" and element.get("r") and element.get("t") != "str":
            inside = {child.tag.rpartition("}")[2]: child.text for child in element}
            if "f" in inside and not inside.get("v"):
                found[coordinate_to_tuple(element.get("r"))] = FORMULA
        elif name == "row":
            element.clear()
    return found
