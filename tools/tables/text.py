"""CSV and its kin: bytes become a sheet of text. Encoding and delimiter are recognised for certain, or refused."""

import csv
import io
from collections.abc import Iterator
from itertools import islice

from tools.tables.sheet import Sheet, Unreadable, columns_of, heads_of, refuse_bytes

DELIMITERS = (",", ";", "\t", "|")
LOOKED_AT = 200
"""Rows that are compared with the header to tell the delimiter."""
OPENING = 1 << 20
"""Bytes of a file that are enough for its header."""


def read(data: bytes) -> Sheet:
    """All of a file."""
    text, doubt = _decoded(data)
    delimiter = _delimiter(text)
    records = _records(text, delimiter)
    columns, rows = columns_of(next(records)[1], records)
    return Sheet(columns=columns, rows=rows, delimiter=delimiter, doubt=doubt)


def opening(data: bytes) -> Sheet:
    """The header of a file that *data* begins, and none of its rows."""
    if len(data) >= OPENING and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        data = data[: data.rfind(b"\n") + 1] or data
    text, doubt = _decoded(data)
    delimiter = _delimiter(text)
    header = next(_records(text, delimiter))[1]
    return Sheet(columns={head: [] for head in heads_of(header) if head}, rows=[], delimiter=delimiter, doubt=doubt)


def _decoded(data: bytes) -> tuple[str, int | None]:
    """The text, and the first row that is no UTF-8 where it was read as GB18030 instead."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode("utf-16"), None
        except UnicodeDecodeError as error:
            refuse_bytes(_row(data, error.start // 2 * 2))
    if b"\0" in data:
        row = _row(data, data.index(b"\0"))
        raise Unreadable(
            f"row {row} holds null bytes, so it is no text, or UTF-16 without its mark; save it as UTF-8",
            f"第 {row} 行含有空字节，不是文本，或是缺少标记的 UTF-16，请另存为 UTF-8",
        )
    try:
        return data.decode("utf-8-sig"), None
    except UnicodeDecodeError as error:
        row = _row(data, error.start)
    try:
        return data.decode("gb18030"), row
    except UnicodeDecodeError:
        refuse_bytes(row)


def _row(data: bytes, place: int) -> int:
    return data.count(b"\n", 0, place) + 1


def _delimiter(text: str) -> str:
    """What stands between the cells: in the header, and as often in the rows below it."""
    if not text.strip():
        raise Unreadable("is empty", "是空文件")
    found = [mark for mark in DELIMITERS if len(_widths(text, mark, 1)[0]) > 1]
    if not found:
        raise Unreadable(
            "has one column only: its first row should be the header, with , ; | or a tab between the names",
            "只有一列：首行应为表头，列名之间用 , ; | 或制表符分隔",
        )
    fitting = [mark for mark in found if _fits(_widths(text, mark, LOOKED_AT))]
    dated = [mark for mark in fitting or found if _dated(_widths(text, mark, 1)[0])]
    for marks in (found, fitting, dated):
        if len(marks) == 1:
            return marks[0]
    both = " ".join("tab" if mark == "\t" else mark for mark in found)
    raise Unreadable(
        f"could be split at more than one of these: {both}; put texts that hold one of them in quotation marks",
        f"可用多种分隔符拆分（{both.replace('tab', '制表符')}），含有这些字符的文本请加引号",
    )


def _widths(text: str, mark: str, count: int) -> list[list[str]]:
    """The first *count* rows split at *mark*; those before the first that cannot be split."""
    rows: list[list[str]] = []
    try:
        rows.extend(row for _, row in islice(_records(text, mark), count))
    except Unreadable:
        rows.append([])
    return rows or [[]]


def _fits(rows: list[list[str]]) -> bool:
    wide = len(rows[0])
    return all(len(row) >= wide and not any(row[wide:]) for row in rows)


def _dated(header: list[str]) -> bool:
    return any(head.casefold() == "date" for head in header)


def _records(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """The rows that hold anything, by the number of their first line; all but the header without outer blanks."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line, header = 0, True
    try:
        for cells in reader:
            stripped = [cell.strip() for cell in cells]
            if any(stripped):
                yield line + 1, cells if header else stripped
                header = False
            line = reader.line_num
    except csv.Error:
        raise Unreadable(
            f"row {line + 1} cannot be split into cells: a quotation mark there is not closed, or stands inside a cell",
            f"第 {line + 1} 行无法拆分：引号未闭合，或出现在单元格中间",
        ) from None
