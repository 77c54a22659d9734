"""The body of a Word document, told to a composer: paragraphs, tables, notes, page after page."""

import re
from collections.abc import Iterable
from typing import Literal

from ingest.compose import Composer
from ingest.office.document import Document
from ingest.office.flatten import Flatten, Passage, flat, goes_on
from ingest.office.grid import GridRow, grid
from ingest.office.looks import DELETED, Place
from ingest.office.markup import Element, child, of, value
from ingest.office.runs import DESCRIPTION, REMOVED, Box, Break, Hidden, Piece, Reference, Runs, words_of
from ingest.office.styles import OF_PARAGRAPHS, on, properties

COMMENT = "in comments"
UNREFERRED = "in notes that nothing refers to"
LONGEST_CAPTION = 200
LONGEST_HEADING = 200
NAMES_TABLE = re.compile(r"(?:table|exhibit)\s*\d|(?:表格?|图表|圖表)\s*[\d一二三四五六七八九十]", re.IGNORECASE)


class Story:
    """The telling of one document."""

    def __init__(self, document: Document, composer: Composer) -> None:
        self.title = ""
        self._document = document
        self._looks = document.looks
        self._flatten = Flatten(document.looks)
        self._styles = document.looks.styles
        self._composer = composer
        self._top: Literal["start", "set", "found"] | None = "start"  # how the page began, while there is nothing on it
        self._section = 0
        self._caption = ""
        self._told: set[tuple[str, str]] = set()
        self._numbers = {"footnotes": 0, "endnotes": 0}
        self._waiting: dict[str, list[str]] = {"footnotes": [], "endnotes": []}

    def tell(self) -> None:
        """Tell all of it."""
        self._blocks(self._document.body, self._document.place, Runs(self._looks, self._document.body))
        for kind in self._waiting:
            self._tell_notes(kind)
        for kind, notes in self._document.notes.items():
            for name, note in notes.items():
                if (kind, name) not in self._told:
                    self._composer.hide(COMMENT if kind == "comments" else UNREFERRED, words_of(note))

    def _blocks(self, parent: Element, place: Place, runs: Runs, paged: bool = True) -> None:
        """Tell the paragraphs and tables of *parent*; *paged* where ends of pages in it count."""
        blocks = list(flat(parent))
        joined: list[Piece] = []
        for number, block in enumerate(blocks):
            following = blocks[number + 1] if number + 1 < len(blocks) else None
            tag = of(block)
            if tag in REMOVED:
                self._composer.hide(DELETED, words_of(block))
            elif tag == "w:p":
                if goes_on(block) and following is not None and of(following) == "w:p":
                    joined += runs.pieces(block, self._looks.line(block, place))
                    self._section += child(child(block, "pPr"), "sectPr") is not None
                    continue
                self._paragraph(block, joined, place, runs, paged)
            else:
                self._table(block, place, runs, paged, self._caption or self._caption_in(blocks[number + 1 :]))
            joined = []

    def _paragraph(self, block: Element, before: list[Piece], place: Place, runs: Runs, paged: bool) -> None:
        own = child(block, "pPr")
        style, said = value(child(own, "pStyle")), properties(own, OF_PARAGRAPHS)
        found = {**self._styles.paragraph(style), **said}
        if paged and on(found.get("pageBreakBefore")) and self._top is None:
            self._end_page(hard=True)
        level = self._styles.level(style, said)
        pieces = [*before, *runs.pieces(block, self._looks.line(block, place))]
        words = self._pieces(pieces, level, paged)
        if words:
            self._caption = words if self._names_table(style, words) else ""
            if not self.title and "title" in self._styles.names(style)[:1]:
                self.title = words
        if paged and child(own, "sectPr") is not None:
            if self._document.breaks[self._section : self._section + 1] == [True]:
                self._end_page(hard=True)
            self._section += 1

    def _pieces(self, pieces: Iterable[Piece], level: int, paged: bool) -> str:
        """Tell the pieces of a paragraph; its words."""
        words: list[str] = []
        told: list[str] = []
        boxes: list[Box] = []
        for piece in pieces:
            if isinstance(piece, str):
                words.append(piece)
            elif isinstance(piece, Break):
                if paged:
                    told += words
                    self._put("".join(words), level)
                    self._end_page(hard=piece.hard)
                    words = []
            elif isinstance(piece, Box):
                boxes.append(piece)
            else:
                self._aside(piece)
        self._put("".join(words), level)
        for box in boxes:
            self._blocks(box.content, Place(box.ground), Runs(self._looks, box.content), paged=False)
        return " ".join("".join([*told, *words]).split())

    def _put(self, words: str, level: int = 0) -> None:
        if words.strip():
            self._composer.paragraph(words, level if len(words) <= LONGEST_HEADING else 0)
            self._top = None

    def _aside(self, piece: Hidden | Reference) -> None:
        """Take what does not stand in the text: hidden words, and marks of notes."""
        if isinstance(piece, Hidden):
            self._composer.hide(piece.how, piece.words)
            self._top = None if piece.how == DESCRIPTION else self._top  # a picture is something, too
            return
        note = self._document.notes[piece.kind].get(piece.id)
        if note is None or (piece.kind, piece.id) in self._told:
            return
        self._told.add((piece.kind, piece.id))
        if piece.kind == "comments":
            self._composer.hide(COMMENT, words_of(note))
            return
        self._numbers[piece.kind] += piece.counted
        passage = self._flatten.passage(note, self._document.place, Runs(self._looks, note))
        number = f"{self._numbers[piece.kind]} " if piece.counted else ""
        self._waiting[piece.kind].append(f"{number}{passage.text}" if passage.text else "")
        for aside in passage.asides:
            self._aside(aside)

    def _tell_notes(self, kind: str) -> None:
        for words in self._waiting[kind]:
            self._put(words)
        self._waiting[kind] = []

    def _end_page(self, *, hard: bool) -> None:
        """Begin a new page. Where Word found that a page begins just after one was set, it is the same."""
        if not hard and self._top in ("start", "set"):
            self._top = "found"
            return
        self._tell_notes("footnotes")
        self._composer.end_page()
        self._top = "set" if hard else "found"

    def _table(self, block: Element, place: Place, runs: Runs, paged: bool, caption: str) -> None:
        rows = grid(block, self._looks, place)
        self._caption = ""
        if len(rows) == 1 or all(len(row.cells) == 1 and not row.before for row in rows):
            self._layout(rows, runs, paged)
            return
        heads = next((number for number, row in enumerate(rows) if not row.head), 0) or 1
        pending: list[list[str]] = []
        top: list[list[str]] = []
        for number, row in enumerate(rows):
            passages = [self._flatten.passage(cell.content, cell.place, runs) for cell in row.cells]
            breaks = max((passage.breaks for passage in passages), key=len, default=[]) if paged else []
            if breaks and breaks[0]:
                pending = self._turned(pending, top, caption)
                breaks = breaks[1:]
            words = self._row(row, passages)
            pending += [words] if any(words) else []
            top = list(pending) if number < heads else top
            for _ in breaks:
                pending = self._turned(pending, top, caption)
        self._rows(pending, top, caption)

    def _row(self, row: GridRow, passages: list[Passage]) -> list[str]:
        words = [""] * row.before
        for cell, passage in zip(row.cells, passages, strict=True):
            for aside in passage.asides:
                self._aside(aside)
            if cell.how:
                self._composer.hide(cell.how, passage.text)
            words += ["" if cell.how else passage.text] + [""] * (cell.span - 1)
        return words

    def _turned(self, pending: list[list[str]], top: list[list[str]], caption: str) -> list[list[str]]:
        """End the page inside a table; what the part on the next page begins with: the heads, as Word repeats them."""
        if len(pending) > len(top):
            self._rows(pending, top, caption)
        self._end_page(hard=False)
        return list(top)

    def _rows(self, rows: list[list[str]], top: list[list[str]], caption: str) -> None:
        if rows:
            self._composer.table(rows, caption, len(top))
            self._top = None

    def _layout(self, rows: list[GridRow], runs: Runs, paged: bool) -> None:
        """Tell a table of one row or one column, which only places what is in it; ends of pages once for each row."""
        for row in rows:
            counts = [sum(1 for each in cell.content.iter() if _ends_page(each)) for cell in row.cells]
            for cell, count in zip(row.cells, counts, strict=True):
                if cell.how:
                    self._composer.hide(cell.how, words_of(cell.content))
                    continue
                first = paged and count == max(counts) and count not in counts[: row.cells.index(cell)]
                self._blocks(cell.content, cell.place, runs, first)

    def _names_table(self, style: str | None, words: str) -> bool:
        called = "caption" in self._styles.names(style) or NAMES_TABLE.match(words)
        return bool(called) and len(words) <= LONGEST_CAPTION

    def _caption_in(self, following: list[Element]) -> str:
        """The caption below a table: a paragraph in that style that does not stand above the next table."""
        if not following or of(following[0]) != "w:p" or (len(following) > 1 and of(following[1]) == "w:tbl"):
            return ""
        line = self._looks.line(following[0], self._document.place)
        if "caption" not in self._styles.names(line.style):
            return ""
        pieces = Runs(self._looks, following[0]).pieces(following[0], line)
        return " ".join("".join(piece for piece in pieces if isinstance(piece, str)).split())[:LONGEST_CAPTION]


def _ends_page(element: Element) -> bool:
    tag = of(element)
    return tag == "w:lastRenderedPageBreak" or (tag == "w:br" and value(element, "type") == "page")
