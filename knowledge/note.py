"""What a note is: its text with its pages, and what is known about it."""

import datetime
import re
from dataclasses import dataclass, replace
from typing import Literal

from knowledge.script import CJK, only_simplified, to_simplified

NoteLanguage = Literal["en", "zh-Hans", "zh-Hant"]
Pool = Literal["en", "zh"]

WORD = re.compile(r"[A-Za-z]+")
LONGEST_CAPTION = 160  # characters: a longer one is no name, and the page shows it
CHINESE_SHARE = 0.3  # of what is read: a Chinese character weighs as much as an English word


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page: its number, counted from 1, and its span of the note's text."""

    number: int
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading by its span; ``level`` counts from 1. Markdown's ``#`` need none: the text says it itself."""

    start: int
    end: int
    level: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell of a table by its span. Rows and columns count from 1; row 0 holds the column heads."""

    row: int
    column: int
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table by its span, one line a row, on one page; ``cells`` in reading order, without the empty ones.

    ``caption`` is what stands above it and names it, wherever that stands in the text; empty where nothing does.
    """

    start: int
    end: int
    cells: tuple[Cell, ...]
    caption: str = ""

    def named(self, text: str, cell: Cell) -> str:
        """What *cell* is called: the head of its row, which is the first cell there, and that of its column."""
        heads = (self._words(text, cell.row, 1), self._words(text, 0, cell.column))
        return ", ".join(head for head in heads if head) or f"row {cell.row}, column {cell.column}"

    def cited(self, text: str, start: int, end: int) -> str | None:
        """What the cell or the row of that span is called, under the caption; None where it is neither."""
        for cell in self.cells:
            if (cell.start, cell.end) == (start, end):
                return self._captioned(self.named(text, cell))
        row = next((cell.row for cell in self.cells if cell.start == start), 0)
        if not row or end != max(cell.end for cell in self.cells if cell.row == row):
            return None
        heads = [" ".join(text[cell.start : cell.end].split()) for cell in self.cells if cell.row == 0]
        return self._captioned(" | ".join(filter(None, heads)) or f"row {row}")

    def _captioned(self, name: str) -> str:
        caption = " ".join(self.caption.split())
        return f"{name} ({caption})" if 0 < len(caption) <= LONGEST_CAPTION else name

    def _words(self, text: str, row: int, column: int) -> str:
        found = (text[cell.start : cell.end] for cell in self.cells if (cell.row, cell.column) == (row, column))
        return " ".join(next(found, "").split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A note as a reader understood it.

    ``headings`` and ``tables`` are in the order of the text. ``furniture`` are the spans of lines that only dress a
    page, as running heads do: part of its text, of no passage. ``corrects`` is the id of the note that this one says
    it corrects. ``kind`` is one of ``knowledge.kinds``, ``period`` what it reports on as ``knowledge.period`` spells
    it, None where they are not known. ``warnings`` are plain sentences, without a full stop, for whoever brought it
    in.
    """

    title: str
    text: str
    pages: tuple[Page, ...]
    language: NoteLanguage
    institution: str | None = None
    author: str | None = None
    date: datetime.date | None = None
    label: str | None = None
    headings: tuple[Heading, ...] = ()
    tables: tuple[Table, ...] = ()
    furniture: tuple[tuple[int, int], ...] = ()
    corrects: str | None = None
    kind: str | None = None
    period: str | None = None
    warnings: tuple[str, ...] = ()

    def warned(self, *sentences: str) -> "Note":
        """This note with *sentences* added to its warnings."""
        return replace(self, warnings=self.warnings + sentences)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredPassage:
    """A passage of a stored note, by its id."""

    id: str
    start: int
    end: int
    page: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredNote:
    """A revision of a note as the record holds it. ``superseded`` says that a newer one took its place."""

    id: str
    revision: str
    title: str
    institution: str | None
    author: str | None
    date: datetime.date | None
    language: NoteLanguage
    label: str
    path: str
    added: str
    text: str
    pages: tuple[Page, ...]
    passages: tuple[StoredPassage, ...] = ()
    tables: tuple[Table, ...] = ()
    versions: tuple[str, ...] = ()
    kind: str | None = None
    period: str | None = None
    superseded: bool = False

    def page_at(self, offset: int) -> int:
        """The number of the page that holds *offset*."""
        held = [page.number for page in self.pages if page.start <= offset]
        return held[-1] if held else 1


def pool_of(text: str) -> Pool:
    """``zh`` for a text that is read as Chinese, else ``en``."""
    characters = len(CJK.findall(text))
    words = len(WORD.findall(text))
    return "zh" if characters and characters >= CHINESE_SHARE * (characters + words) else "en"


def language_of(text: str) -> NoteLanguage:
    """The language of *text*; Chinese by the script that most of its telling characters belong to."""
    if pool_of(text) == "en":
        return "en"
    characters = CJK.findall(text)
    traditional = sum(ord(character) in to_simplified() for character in characters)
    simple = sum(character in only_simplified() for character in characters)
    return "zh-Hant" if traditional > simple else "zh-Hans"
