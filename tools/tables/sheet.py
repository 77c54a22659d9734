"""A rectangle of text that knows its places: what every kind of file becomes before anything in it is typed."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NoReturn

from footnote.text import Text

Rows = list[tuple[int, list[str]]]
"""The number each row has in its file, and its cells."""
AT_ONCE = 10_000
MOST_ALIKE = 50_000
"""Unlike cells of a column that are looked up; one with more of them hardly repeats itself."""


class Unreadable(Exception):  # noqa: N818 - no error of ours until the file has its name before it
    """What is wrong with a file: the end of a sentence that begins with its name."""

    def __init__(self, en: str, zh: str) -> None:
        self.text = Text(en, zh)
        super().__init__(en)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Sheet:
    """Columns of text by header, and the number each of their rows has in the file.

    ``delimiter`` is what stood between the cells, empty in a workbook; ``letters`` are a workbook's columns.
    ``doubt`` is the first row whose bytes are no UTF-8, where a Chinese encoding was tried instead.
    ``said`` is what is wrong with single cells, by header and place; ``percents`` are headers over percent formats.
    ``dated`` are the places under a header that hold dates and not texts, in a workbook; ``coins`` those whose number
    format shows a currency, by header and sign.
    """

    columns: dict[str, list[str]]
    rows: list[int]
    delimiter: str = ""
    letters: dict[str, str] = field(default_factory=dict)
    doubt: int | None = None
    said: dict[tuple[str, int], Text] = field(default_factory=dict)
    percents: frozenset[str] = frozenset()
    dated: dict[str, list[int]] = field(default_factory=dict)
    coins: dict[tuple[str, str], list[int]] = field(default_factory=dict)
    caveats: tuple[Text, ...] = ()

    def column(self, head: str) -> list[str]:
        """The cells under *head*."""
        if head not in self.columns:
            raise Unreadable(
                f"has no column {head!r}; correct the file, or the column in desk.toml",
                f"没有 {head!r} 列，请修正文件，或在 desk.toml 中更正列名",
            )
        return self.columns[head]

    def dates(self, named: str | None) -> str:
        """The header of the dates: the one *named*, else the one called date in any case."""
        if named is not None:
            self.column(named)
            return named
        found = [head for head in self.columns if head.casefold() == "date"]
        if len(found) > 1:
            raise Unreadable(
                "has several columns called date; name one with date = in desk.toml",
                "有多列名为 date，请在 desk.toml 中用 date = 指明",
            )
        if not found:
            self.column("date")
        return found[0]

    def refuse(self, at: int, head: str, said: Text) -> NoReturn:
        """Raises what is *said* of the cell under *head* in the row at *at*, with its place in the file."""
        row, cell = self.rows[at], self.columns[head][at][:40]
        said = self.said.get((head, at), said)
        if head in self.letters:
            place = Text(
                f"cell {self.letters[head]}{row}, column {head!r}", f"单元格 {self.letters[head]}{row}（{head!r} 列）"
            )
        else:
            place = Text(f"row {row}, column {head!r}", f"第 {row} 行 {head!r} 列")
        raise Unreadable(f"{place.en}: {cell!r} {said.en}", f"{place.zh}：{cell!r} {said.zh}")

    def sure_of_encoding(self, named: Iterable[str | None]) -> None:
        """Passes where the bytes leave no doubt: UTF-8, or a Chinese header that the desk itself has *named*."""
        if self.doubt is None or any(head in self.columns and not head.isascii() for head in named if head):
            return
        refuse_bytes(self.doubt)


def refuse_bytes(row: int) -> NoReturn:
    """Raises that the file is in no encoding that can be told for certain."""
    raise Unreadable(
        f"row {row} holds bytes that are not UTF-8; save it as UTF-8 (in Excel: CSV UTF-8)",
        f"第 {row} 行含有非 UTF-8 字节，请另存为 UTF-8（Excel 中选择“CSV UTF-8”）",
    )


def heads_of(header: list[str]) -> list[str]:
    """The headers, each of which may stand once; a column without one keeps an empty name."""
    named = [head if head.strip() else "" for head in header]
    twice = sorted({head for head in named if head and named.count(head) > 1})
    if twice:
        raise Unreadable(
            f"has the column {twice[0]!r} twice; give each a name of its own",
            f"有两列同名：{twice[0]!r}，请各取其名",
        )
    return named


def columns_of(header: list[str], rows: Iterable[tuple[int, list[str]]]) -> tuple[dict[str, list[str]], list[int]]:
    """The columns by header and the numbers of their rows; a row of another length is refused."""
    heads = heads_of(header)
    columns = [Column() for _ in heads]
    numbers: list[int] = []
    waiting: list[list[str]] = []
    for row, cells in rows:
        if len(cells) != len(heads) and (len(cells) < len(heads) or any(cells[len(heads) :])):
            raise Unreadable(
                f"row {row} has {len(cells)} cells where the header has {len(heads)}",
                f"第 {row} 行有 {len(cells)} 个单元格，而表头有 {len(heads)} 个",
            )
        numbers.append(row)
        waiting.append(cells)
        if len(waiting) == AT_ONCE:
            _turned(waiting, columns)
    _turned(waiting, columns)
    for place, (head, column) in enumerate(zip(heads, columns, strict=True), 1):
        if not head:
            _empty(place, column.cells, numbers)
    return {head: column.cells for head, column in zip(heads, columns, strict=True) if head}, numbers


@dataclass(slots=True)
class Column:
    """Cells as they come; what recurs, such as dates and members, is held once."""

    cells: list[str] = field(default_factory=list)
    held: dict[str, str] | None = field(default_factory=dict)

    def add(self, cells: Iterable[str]) -> None:
        """Puts *cells* below the others."""
        if self.held is None:
            self.cells.extend(cells)
            return
        self.cells.extend(map(self.held.setdefault, cells, cells))
        if len(self.held) > MOST_ALIKE:
            self.held = None


def _turned(waiting: list[list[str]], columns: list[Column]) -> None:
    """Moves the rows that are *waiting* into the columns."""
    for column, cells in zip(columns, zip(*waiting, strict=False), strict=False):
        column.add(cells)
    waiting.clear()


def _empty(place: int, cells: list[str], numbers: list[int]) -> None:
    """Refuses cells that stand under no header."""
    row = next((number for number, cell in zip(numbers, cells, strict=True) if cell), None)
    if row is not None:
        raise Unreadable(
            f"column {place} has no header, but row {row} holds something there; name the column or empty it",
            f"第 {place} 列没有表头，但第 {row} 行有内容，请补上表头或清空该列",
        )
