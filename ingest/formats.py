"""Which reader takes a file: by what the file holds where that tells, else by its suffix."""

from pathlib import Path
from typing import Protocol, cast

from footnote.errors import NoteError
from footnote.plugins import modules_in
from footnote.text import same
from ingest import kinds
from ingest.printed import printed
from knowledge.note import Note

TABLES = (".csv", ".tsv", ".parquet", ".feather")
CALLED = {
    ".docx": "a Word file",
    ".eml": "a mail",
    ".html": "a web page",
    ".htm": "a web page",
    ".pdf": "a PDF",
    ".xlsx": "an Excel file",
}


class Reader(Protocol):
    """A module of ``ingest.readers``. It may have ``holds(data)``: whether these bytes are of its format.

    With that, it may have ``takes(data)``: whether they may be, where their name says so.
    """

    suffixes: tuple[str, ...]
    parser: str

    def read(self, path: Path, data: bytes) -> Note:
        """The note in *data*."""


def readers() -> list[Reader]:
    """All readers, in the order of their names."""
    from ingest import readers as package

    return [cast("Reader", module) for module in modules_in(package)]


def reader_for(path: Path, data: bytes) -> Reader:
    """The reader of *data*, whatever its name; NoteError says what it is where no reader takes it."""
    known = readers()
    by_content = next((reader for reader in known if _holds(reader, data)), None)
    if by_content:
        return by_content
    name, suffix = printed(path.name), path.suffix.lower()
    if told := kinds.kind(data):
        raise NoteError(same(f"{name} is {told}."))
    if suffix in TABLES:
        raise NoteError(same(f"{name} is a table of data: put it into the desk's data/ folder."))
    by_name = next((reader for reader in known if suffix in reader.suffixes), None)
    if by_name is None:
        raise NoteError(same(f"{name} is {kinds.guess(data) or _of_type(suffix)}; notes are read from {_read(known)}."))
    if hasattr(by_name, "holds") and not _takes(by_name, data):
        raise NoteError(same(f"{name} is not {_called(by_name)}: it holds {_held(data)}."))
    return by_name


def misnamed(path: Path, reader: Reader) -> tuple[str, ...]:
    """A warning where the name says that it is something else than what *reader* reads."""
    if path.suffix.lower() in reader.suffixes:
        return ()
    called = _called(reader)
    return (f"it holds {called} and is read as one, whatever its name says",)


def _holds(reader: Reader, data: bytes) -> bool:
    holds = getattr(reader, "holds", None)
    return bool(holds and holds(data))


def _takes(reader: Reader, data: bytes) -> bool:
    """Whether *reader* takes what does not show what it is, on the word of its name."""
    takes = getattr(reader, "takes", None)
    return bool(takes and takes(data))


def _called(reader: Reader) -> str:
    first = reader.suffixes[0]
    return CALLED.get(first, f"a {first} file")


def _held(data: bytes) -> str:
    return "plain text; name it .txt to have it read as that" if b"\x00" not in data else "something else"


def _of_type(suffix: str) -> str:
    return f"of type {printed(suffix)}, which is not read" if suffix else "of no known type"


def _read(known: list[Reader]) -> str:
    return ", ".join(sorted(suffix for reader in known for suffix in reader.suffixes))
