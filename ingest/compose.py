"""A note put together piece by piece: what can be seen becomes its text, what cannot is counted and reported."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from footnote.errors import NoteError
from footnote.text import same
from ingest.unseen import seen
from knowledge.note import Cell, Heading, Note, NoteLanguage, Page, Table, language_of

BETWEEN_CELLS = " | "
LONGEST_TITLE = 200
BLANKS = re.compile(r"[^\S\n]+")


class Composer:
    """The text of a note as it grows, with its pages, headings and tables.

    Paragraphs are parted by a blank line, pages by a form feed; a row of a table is a line, its cells parted by bars.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self._text: list[str] = []
        self._length = 0
        self._page = 0
        self._pages: list[Page] = []
        self._headings: list[Heading] = []
        self._tables: list[Table] = []
        self._furniture: list[tuple[int, int]] = []
        self._hidden: Counter[tuple[int, str]] = Counter()
        self._warnings: list[str] = []

    @property
    def page_number(self) -> int:
        """The number of the page that is being filled."""
        return len(self._pages) + 1

    @property
    def empty(self) -> bool:
        """Whether there is no text yet."""
        return not any(words.strip() for words in self._text)

    def paragraph(self, words: str, level: int = 0) -> None:
        """Add a paragraph, or a heading where *level* is 1 or more; one of white space alone is passed over."""
        words = self._tidy(words)
        if not words:
            return
        start = self._open()
        self._put(words)
        if level:
            self._headings.append(Heading(start=start, end=self._length, level=level))

    def table(self, rows: Sequence[Sequence[str]], caption: str = "", heads: int = 1) -> None:
        """Add a table whose first *heads* rows name the columns; one without any words is passed over."""
        tidy = [[self._tidy(cell).replace("\n", " ") for cell in row] for row in rows]
        tidy = [row for row in tidy if any(row)]
        if not tidy:
            return
        start = self._open()
        cells = [cell for number, row in enumerate(tidy) for cell in self._row(row, number, heads)]
        self._tables.append(Table(start=start, end=self._length, cells=tuple(cells), caption=self._tidy(caption)))

    def end_page(self) -> None:
        """What follows stands on a new page; an empty page counts."""
        self._pages.append(Page(number=self.page_number, start=self._page, end=self._length))
        self._put("\f")
        self._page = self._length

    def attach(self, note: Note, heading: str) -> None:
        """Add the whole of *note* on new pages under *heading*: its text as it stands, its headings and tables too."""
        if self._length > self._page:
            self.end_page()
        self.paragraph(heading, level=1)
        moved = self._open()
        self._put(note.text)
        self._headings += [
            replace(each, start=each.start + moved, end=each.end + moved, level=each.level + 1)
            for each in note.headings
        ]
        self._tables += [_moved(table, moved) for table in note.tables]
        self._furniture += [(start + moved, end + moved) for start, end in note.furniture]
        for page, following in pairwise(note.pages):
            self._pages.append(Page(number=self.page_number, start=self._page, end=page.end + moved))
            self._page = following.start + moved

    def hide(self, how: str, words: str) -> None:
        """Count *words* as left out of the text because they are *how*: ``white``, ``tiny``, ``hidden``."""
        if words.strip():
            self._hidden[self.page_number, how] += len("".join(words.split()))

    def warn(self, *sentences: str) -> None:
        """Add a warning for whoever brings the note in: a sentence without a full stop."""
        self._warnings += sentences

    def note(
        self,
        *,
        title: str = "",
        language: NoteLanguage | None = None,
        day: date | None = None,
        author: str | None = None,
        institution: str | None = None,
        label: str | None = None,
        corrects: str | None = None,
    ) -> Note:
        """The note. Without a *title* it is called by its first line. NoteError where there is no text to see."""
        pages = (*self._pages, Page(number=self.page_number, start=self._page, end=self._length))
        if len(pages) > 1 and pages[-1].start == pages[-1].end:
            pages = pages[:-1]
        text = "".join(self._text)
        if not text.strip():
            why = "; ".join(self._left_out())
            raise NoteError(same(f"{self.name} has no text that can be seen{f': {why}' if why else ''}."))
        called = " ".join(self._tidy(title).split()) or next(line for line in text.split("\n") if line.strip()).strip()
        return Note(
            title=called[:LONGEST_TITLE],
            text=text,
            pages=pages,
            language=language or language_of(text),
            date=day,
            author=author,
            institution=institution,
            label=label,
            corrects=corrects,
            headings=tuple(self._headings),
            tables=tuple(self._tables),
            furniture=tuple(self._furniture),
            warnings=(*self._warnings, *self._left_out()),
        )

    def _row(self, row: Sequence[str], number: int, heads: int) -> Iterator[Cell]:
        """Write one row of a table; its cells. Rows of heads beyond the first are counted as rows."""
        if number:
            self._put("\n")
        for column, words in enumerate(row, 1):
            if column > 1:
                self._put(BETWEEN_CELLS)
            start = self._length
            self._put(words)
            if words:
                yield Cell(row=number + (0 if heads else 1), column=column, start=start, end=self._length)

    def _open(self) -> int:
        """Where a new block begins: after a blank line, unless it is the first of its page."""
        if self._length > self._page:
            self._put("\n\n")
        return self._length

    def _put(self, words: str) -> None:
        self._text.append(words)
        self._length += len(words)

    def _tidy(self, words: str) -> str:
        """*words* as a line or lines without white space at their ends; what nobody sees is counted."""
        if words.isascii() and words.isprintable() and "  " not in words:  # as nearly all cells are
            return words.strip()
        clean, unseen = seen(words.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n"))
        self.hide("written in characters nobody sees", unseen)
        lines = (BLANKS.sub(" ", line).strip() for line in clean.split("\n"))
        return re.sub(r"\n{2,}", "\n", "\n".join(lines)).strip()

    def _left_out(self) -> list[str]:
        """A sentence for each kind of text that was left out, with its pages."""
        kinds = dict.fromkeys(how for _, how in self._hidden)
        return [self._of_kind(how) for how in kinds]

    def _of_kind(self, how: str) -> str:
        pages = sorted({page for page, kind in self._hidden if kind == how})
        number = sum(self._hidden[page, how] for page in pages)
        where = f"page{'s' if len(pages) > 1 else ''} {', '.join(map(str, pages))}" if self._pages else "it"
        counted = "1 character" if number == 1 else f"{number:,} characters"
        return f"{counted} of {where} {'is' if number == 1 else 'are'} {how} and left out"


def _moved(table: Table, by: int) -> Table:
    cells = tuple(replace(cell, start=cell.start + by, end=cell.end + by) for cell in table.cells)
    return replace(table, start=table.start + by, end=table.end + by, cells=cells)
