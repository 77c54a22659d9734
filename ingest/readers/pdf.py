"""PDF, by PDFium: what can be seen of its text layer, page by page, and the tables on them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from footnote.errors import NoteError
from footnote.text import same
from ingest.furniture import furniture
from ingest.paper.book import Book, taken
from ingest.paper.findings import wordless
from ingest.paper.pdfium import opened
from ingest.stated import stated_day
from ingest.unseen import seen
from knowledge.note import Note, Page, Table, language_of

suffixes = (".pdf",)
parser = "pdf 5"

TAIL = 2_048  # bytes at the end in which a whole file says that it ends
HEAD = 1_024  # bytes in which a PDF says that it is one
LONGEST_TITLE = 200
HYPHEN = "\ufffe"  # what PDFium puts for one at which a line was broken
UNTITLED = re.compile(r"untitled|anonymous|unspecified|^microsoft word|\.(?:docx?|pdf|indd|pptx?)$", re.IGNORECASE)


def holds(data: bytes) -> bool:
    """Whether *data* is a PDF, whatever its name: the mark may stand a little way in."""
    return b"%PDF-" in data[:HEAD]


def read(path: Path, data: bytes) -> Note:
    """The note in *data*; NoteError says why there is none."""
    _refuse_other(path.name, data)
    with opened(path.name, data) as document:
        book = taken(path.name, document)
    texts = book.texts
    if not any(text.strip() for text in texts):
        raise NoteError(same(wordless(path.name, book.leaves, book.blank)))
    text, pages = _joined(texts)
    dress = furniture(text, [(page.start, page.end) for page in pages])
    day, said = stated_day(texts[0])
    return Note(
        title=_title(book.about.get("Title", ""), text[dress[0][1] :] if dress and dress[0][0] == 0 else text),
        author=_sensible(book.about.get("Author", "")) or None,
        text=text,
        pages=pages,
        language=language_of(text),
        date=day,
        tables=tuple(_shifted(book, pages, dress)),
        furniture=dress,
        warnings=(*said, *book.warnings),
    )


def _refuse_other(name: str, data: bytes) -> None:
    if not data:
        raise NoteError(same(f"{name} is empty."))
    if holds(data):
        if b"%%EOF" not in data[-TAIL:]:  # PDFium would mend it, and say nothing of the pages that are gone
            raise NoteError(same(f"{name} is broken: it is cut short, its end is missing."))
        return
    start = data[:512].lstrip().lower()
    kind = "an HTML page" if start.startswith((b"<!doctype html", b"<html")) else "something else"
    raise NoteError(same(f"{name} is not a PDF: it holds {kind}."))


def _joined(texts: Sequence[str]) -> tuple[str, tuple[Page, ...]]:
    """The pages as one text, a line break between two, and the span of each."""
    pages: list[Page] = []
    start = 0
    for number, text in enumerate(texts, 1):
        pages.append(Page(number=number, start=start, end=start + len(text)))
        start += len(text) + 1
    return "\n".join(texts), tuple(pages)


def _shifted(book: Book, pages: Sequence[Page], dress: Sequence[tuple[int, int]]) -> Iterator[Table]:
    """The tables with their places in the whole text; one that is furniture in part is none."""
    for page, tables in zip(pages, book.tables, strict=True):
        for table in tables:
            start, end = page.start + table.start, page.start + table.end
            if not any(first < end and last > start for first, last in dress):
                cells = (
                    replace(cell, start=page.start + cell.start, end=page.start + cell.end) for cell in table.cells
                )
                yield replace(table, start=start, end=end, cells=tuple(cells))


def _title(given: str, text: str) -> str:
    """The document's own title where it names something, else the first line."""
    first = next(line.strip() for line in text.split("\n") if line.strip()).replace(HYPHEN, "")
    return _sensible(given) or first[:LONGEST_TITLE]


def _sensible(given: str) -> str:
    given = " ".join(seen(given)[0].split())
    return "" if not given or UNTITLED.search(given.strip("()")) else given[:LONGEST_TITLE]
