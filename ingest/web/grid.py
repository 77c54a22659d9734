"""The tables of a page as rows of words, each column one column whatever spans what."""

import re
from typing import Any, Protocol

from ingest.web.look import Look

WIDEST = 100  # columns that a cell may span
TALLEST = 1_000  # rows
LARGEST = 200_000  # cells
LONGEST = 400  # characters of a cell, on average of the three longest: more is a page laid out in a table
NOT_IN_DATA = ("table", "h1", "h2", "h3", "h4", "ul", "ol", "blockquote", "pre", "form", "article", "section")
NUMBER = re.compile(r"\d")


class Reader(Protocol):
    """What reads the words of a page."""

    def look(self, element: Any, outer: Look) -> Look:
        """How an element looks."""

    def words_of(self, element: Any, look: Look) -> str:
        """The words that are seen of it."""

    def text(self, words: str | None, look: Look) -> None:
        """Write words that stand outside all cells."""


def is_data(table: Any) -> bool:
    """Whether *table* holds rows and columns of data: not one cell, nor a page laid out in columns."""
    if table.get("role", "").lower() in ("presentation", "none"):
        return False
    if any(found is not table for found in table.iter("table")):
        return False
    rows = [[cell for cell in row if cell.tag in ("td", "th")] for row in table.iter("tr")]
    if sum(map(bool, rows)) < 2 or max(map(len, rows)) < 2:
        return False
    if any(cell.tag == "th" for row in rows for cell in row):
        return True
    if next(table.iter(*NOT_IN_DATA[1:]), None) is not None:
        return False
    longest = sorted((len("".join(cell.itertext())) for row in rows for cell in row), reverse=True)[:3]
    return sum(longest) <= LONGEST * len(longest)


class Grid:
    """The rows, caption and number of rows of heads of a table. A head that spans columns stands over each of them."""

    def __init__(self, reader: Reader, table: Any, look: Look) -> None:
        self.caption = ""
        self._reader = reader
        self._rows: list[dict[int, str]] = []
        self._marked: list[bool] = []
        self._below: dict[tuple[int, int], str] = {}
        self._left = LARGEST
        self._section(table, look, in_head=False)
        self.rows, self.heads = self._squared()

    def _section(self, element: Any, look: Look, *, in_head: bool) -> None:
        self._reader.text(element.text, look)
        for child in element:
            if isinstance(child.tag, str):
                self._part(child, self._reader.look(child, look), in_head=in_head or child.tag == "thead")
            self._reader.text(child.tail, look)

    def _part(self, child: Any, look: Look, *, in_head: bool) -> None:
        if child.tag == "caption":
            self.caption = " ".join([self.caption, *self._reader.words_of(child, look).split()]).strip()
        elif child.tag == "tr":
            self._row(child, look, in_head=in_head)
        elif child.tag not in ("colgroup", "script", "style", "template"):
            self._section(child, look, in_head=in_head)

    def _row(self, row: Any, look: Look, *, in_head: bool) -> None:
        number, column = len(self._rows), 0
        self._rows.append({})
        cells = [cell for cell in row if cell.tag in ("td", "th")]
        written = []
        self._reader.text(row.text, look)
        for cell in cells:
            inner = self._reader.look(cell, look)
            words = self._reader.words_of(cell, inner)
            if inner.gone and not words.strip():
                continue
            while (number, column) in self._below:
                column += 1
            written.append((cell.tag, words))
            column = self._place(cell, words, number, column, head=in_head or cell.tag == "th")
            self._reader.text(cell.tail, look)
        self._marked.append(in_head or (bool(written) and all(tag == "th" or not words for tag, words in written)))

    def _place(self, cell: Any, words: str, number: int, column: int, *, head: bool) -> int:
        """Put *words* where the cell stands, and a head over all that it spans; the column after it."""
        wide, tall = _span(cell, "colspan", WIDEST), _span(cell, "rowspan", TALLEST)
        for right in range(wide):
            for down in range(tall):
                self._left -= 1
                if self._left < 0:
                    break
                repeated = (head and not down) or (not right and (head or column == 0))
                shown = words if (not right and not down) or repeated else ""
                if down:
                    self._below[number + down, column + right] = shown
                else:
                    self._rows[number][column + right] = shown
        return column + wide

    def _squared(self) -> tuple[list[list[str]], int]:
        """The rows that hold words, equally long, without empty columns; how many of them name the columns."""
        for (number, column), words in self._below.items():
            if number < len(self._rows):
                self._rows[number].setdefault(column, words)
        columns = sorted({column for row in self._rows for column, words in row.items() if words.strip()})
        kept = [
            ([row.get(column, "") for column in columns], marked)
            for row, marked in zip(self._rows, self._marked, strict=True)
            if any(words.strip() for words in row.values())
        ]
        kept = [(_said_once(row) if marked else row, marked) for row, marked in kept]
        rows = [row for row, _ in kept]
        heads = next((number for number, (_, marked) in enumerate(kept) if not marked), 1)
        return rows, heads or int(_names_columns(rows))


def _said_once(row: list[str]) -> list[str]:
    """A row that says the same in every column says it once: it is a title."""
    return [row[0], *[""] * (len(row) - 1)] if len(row) > 1 and len(set(row)) == 1 else row


def _names_columns(rows: list[list[str]]) -> bool:
    """Whether the first row holds words and a later one numbers, in a table that does not mark its heads."""
    if len(rows) < 2 or any(NUMBER.search(cell) and not _is_period(cell) for cell in rows[0]):
        return False
    return any(NUMBER.search(cell) for row in rows[1:] for cell in row)


def _is_period(cell: str) -> bool:
    return bool(re.search(r"\b(?:19|20)\d\d|\b[QH]\d\b|\d\s*[年月季]", cell))


def _span(cell: Any, name: str, most: int) -> int:
    found = re.match(r"\s*\+?(\d{1,6})", cell.get(name, ""))
    return max(1, min(int(found[1]), most)) if found else 1
