"""Plain text, in any usual encoding; with front matter where there is some."""

from pathlib import Path

from ingest.text.plain import Plain, first_line, unwritten
from knowledge.note import Note
from knowledge.paragraphs import HEADING, heading_words

suffixes = (".txt", ".text")
parser = "text 3"


def read(path: Path, data: bytes) -> Note:
    """The note in *data*. Pages end at form feeds; a date is taken from front matter and is never guessed."""
    plain = Plain.of(path, data)
    plain = plain.without(unwritten(plain.text))
    return plain.note(path, title_of(plain.text))


def title_of(text: str) -> str:
    """The first line that is not empty, without the marks of a heading."""
    first = first_line(text)
    heading = HEADING.match(first)
    return heading_words(heading["title"]) if heading else first
