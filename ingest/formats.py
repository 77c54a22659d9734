"""Which reader takes a file: by what the file holds where that tells, else by its suffix."""

from pathlib import Path
from typing import Protocol, cast

from footnote.errors import NoteError
from footnote.plugins import modules_in
from footnote.text import same
from knowledge.note import Note

TABLES = (".csv", ".tsv", ".parquet", ".feather")


class Reader(Protocol):
    """A module of ``ingest.readers``."""

    suffixes: tuple[str, ...]
    parser: str

    def read(self, path: Path, data: bytes) -> Note:
        """The note in *data*."""


def readers() -> list[Reader]:
    """All readers, in the order of their names."""
    from ingest import readers as package

    return [cast("Reader", module) for module in modules_in(package)]


def reader_for(path: Path, data: bytes) -> Reader:
    """The reader of *data*; NoteError where no reader takes such a file."""
    suffix = path.suffix.lower()
    if suffix in TABLES:
        raise NoteError(same(f"{path.name} is a table of data: put it into the desk's data/ folder."))
    by_name = next((reader for reader in readers() if suffix in reader.suffixes), None)
    if not by_name:
        read = ", ".join(sorted(suffix for reader in readers() for suffix in reader.suffixes))
        raise NoteError(same(f"{path.name} is {_kind(suffix)}, which is not read; notes are read from {read}."))
    return next((reader for reader in readers() if _holds(reader, data)), by_name)


def _kind(suffix: str) -> str:
    return f"of type {suffix}" if suffix else "of no known type"


def _holds(reader: Reader, data: bytes) -> bool:
    begins = getattr(reader, "begins", None)
    return bool(begins and begins(data))
