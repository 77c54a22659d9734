"""What is done in a process of its own: a file is read, or a page of one is drawn."""

from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any

from footnote.errors import NoteError
from footnote.text import same
from ingest.walls.parcel import packed

LONGEST_TEXT = 8_000_000

HEAVY = (
    "charset_normalizer", "cssselect", "email.policy", "html.entities", "ingest.covers.described", "lxml.etree",
    "lxml.html", "numpy", "pdfplumber.table", "PIL.Image", "PIL.ImageDraw", "PIL.PngImagePlugin", "puremagic",
    "pypdfium2.raw",
    "tinycss2.color4", "tinycss2.color5",
    *(f"encodings.{name}" for name in ("big5hkscs", "cp1252", "cp437", "cp950", "gb18030", "gb2312", "idna", "utf_16")),
)  # fmt: skip
"""What the readers import when they need it: once here, before the process is copied for each file."""


def warm() -> None:
    """Load what takes long, once for all files."""
    from ingest.formats import readers
    from knowledge.script import only_simplified, to_simplified
    from knowledge.statements import known

    readers()
    known()
    for name in HEAVY:
        with suppress(ImportError):
            import_module(name)
    to_simplified()
    only_simplified()


def read(arguments: dict[str, Any], data: bytes) -> bytes:
    """The name of the parser, a line break, and the note in *data*."""
    from ingest.covers.described import described
    from ingest.formats import misnamed, reader_for

    path = Path(arguments["name"])
    reader = reader_for(path, data)
    note = described(reader.read(path, data), path.name).warned(*misnamed(path, reader))
    if (length := len(note.text)) > LONGEST_TEXT:  # more than two thousand full pages: it would be indexed for minutes
        raise NoteError(same(f"{path.name} has {length:,} characters of text; at most {LONGEST_TEXT:,} are read."))
    return reader.parser.encode() + b"\n" + packed(note)


def picture(arguments: dict[str, Any], data: bytes) -> bytes:
    """A page of the PDF in *data* as a PNG, a span of its text highlighted."""
    png: Callable[..., bytes] = import_module("ingest.paper.picture").png
    return png(data, arguments["page"], arguments["start"], arguments["end"], arguments["text"])


TASKS: dict[str, Callable[[dict[str, Any], bytes], bytes]] = {"read": read, "picture": picture}
