"""A page of a note's original with a quote highlighted, as a picture: only a PDF has pages that can be drawn."""

from typing import TYPE_CHECKING

from footnote.errors import NoteError
from footnote.text import Text
from knowledge.library import Library
from knowledge.note import Page, StoredNote

if TYPE_CHECKING:
    from ingest.guard import Limits

PDF = b"%PDF-"
HEAD = 1024
"""Bytes in which a PDF says that it is one."""


def may_be_drawn(note: StoredNote) -> bool:
    """Whether the note came from a file that is called a PDF; what it holds is looked at when it is drawn."""
    return note.path.lower().endswith(".pdf")


def page_of(note: StoredNote, number: int) -> Page:
    """The page of that number; NoteError says how many there are."""
    found = next((page for page in note.pages if page.number == number), None)
    if found is None:
        count = len(note.pages)
        raise NoteError(
            Text(
                f"Note {note.id} has {count} page{'' if count == 1 else 's'}; there is no page {number}.",
                f"研究笔记 {note.id} 共 {count} 页，没有第 {number} 页。",
            )
        )
    return found


def png(
    library: Library,
    note: StoredNote,
    labels: frozenset[str],
    number: int,
    start: int,
    end: int,
    limits: "Limits | None" = None,
) -> bytes:
    """Page *number* with the note's characters from *start* to *end* highlighted, as far as they stand on that page.

    NoteError where the note is no PDF, or its page cannot be drawn, under *limits*.
    """
    from ingest.guard import shared

    page = page_of(note, number)
    data = library.original(note.id, labels, note.revision)
    if PDF not in data[:HEAD]:
        raise NoteError(
            Text(
                f"Note {note.id} was kept as text: there is no page to draw.",
                f"研究笔记 {note.id} 以文本形式保存，没有可显示的原页。",
            )
        )
    first, last = (min(max(offset, page.start), page.end) - page.start for offset in (start, end))
    return shared(limits).picture(data, number, first, max(first, last), note.text[page.start : page.end])
