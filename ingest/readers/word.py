"""DOCX: the words that a reader of the printed document sees, with tracked changes accepted.

A footnote stands at the end of the page that refers to it, an endnote at the end of the document, each under its
number; the marks that refer to them are not in the text, where 3 % and a mark 1 would read 3 %1. Heads and feet of
pages, numbers of lists, pictures and charts are not read.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from ingest.compose import Composer
from ingest.office.document import Document
from ingest.office.package import in_language, kind_of, package
from ingest.office.story import Story
from ingest.printed import printed
from ingest.stated import stated_day
from knowledge.note import Note

suffixes = (".docx",)
parser = "docx 3"

LONG = 6_000  # characters: more hardly fit one page


def holds(data: bytes) -> bool:
    """Whether *data* is a Word document, whatever its name."""
    return kind_of(data) == "word"


def read(path: Path, data: bytes) -> Note:
    """The note in *data*; NoteError says why there is none."""
    file = package(path.name, data, "word")
    about, document, composer = file.about(), Document(file), Composer(printed(path.name))
    story = Story(document, composer)
    story.tell()
    composer.warn(*about.warnings, *document.warnings())
    note = composer.note(title=about.title or story.title, author=about.author, institution=about.institution)
    day, warnings = stated_day(note.text[: note.pages[0].end])
    return replace(note, date=day, language=in_language(note, about.language)).warned(*warnings, *_one_page(note))


def _one_page(note: Note) -> Iterator[str]:
    """A warning where the file does not say where its pages end."""
    if len(note.pages) == 1 and len(note.text) > LONG:
        yield "where its pages end is not in the file, so it counts as one page: open and save it in Word to have them"
