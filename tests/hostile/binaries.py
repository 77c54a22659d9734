"""Programs, pickles, packed files and data under names of their own and of others."""

import gzip
import io
import pickle
import sqlite3
import tarfile
import zlib

from PIL import Image

from hostile.archives import ESCAPED
from hostile.case import WRONG, Files, bad, mark, odd, order, seen
from hostile.pages import page
from hostile.pdfs import paper
from hostile.words import word

PROGRAM = (*WRONG, "program", "executable", "binary")
PACKED = (*WRONG, "archive", "packed", "compressed", "gzip", "tar", "7z", "rar", "binary")
PICKLE = (*WRONG, "pickle", "binary", "python")
DATA = ("data",)
EMPTY = ("empty", "no text", "nothing")


class Trap:
    """Unpickled, it would leave a file behind."""

    def __reduce__(self) -> tuple[object, tuple[str, str]]:
        """What a careless reader would call."""
        return open, (f"/tmp/{ESCAPED}", "w")


def elf() -> bytes:
    """The first bytes of a program for Linux."""
    return b"\x7fELF\x02\x01\x01" + bytes(9) + b"\x02\x00\x3e\x00" + bytes(200)


def windows(filler: int) -> bytes:
    """The first bytes of a program for Windows."""
    return b"MZ\x90\x00\x03\x00" + bytes(54) + b"\x40\0\0\0PE\0\0\x64\x86" + bytes(filler)


def picture() -> bytes:
    """A small PNG."""
    made = io.BytesIO()
    Image.new("RGB", (8, 8), (10, 60, 90)).save(made, "PNG")
    return made.getvalue()


def tarred() -> bytes:
    """A tar with one member that leads upwards."""
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w") as archive:
        member = tarfile.TarInfo(f"../../{ESCAPED}")
        member.size = 5
        archive.addfile(member, io.BytesIO(b"moved"))
    return made.getvalue()


def database() -> bytes:
    """A small SQLite file."""
    connection = sqlite3.connect(":memory:")
    connection.execute("create table note (text)")
    return connection.serialize()


def programs() -> Files:
    """What a machine would run, or unpickle, which is the same."""
    trap = pickle.dumps(Trap(), protocol=4)
    yield bad("pickle.txt", trap, PICKLE)
    yield bad("pickle.pkl", trap + b"\n", PICKLE)
    yield bad("model.joblib", zlib.compress(trap), PICKLE)
    yield bad("program", elf(), PROGRAM)
    yield bad("program.md", elf() + b"\0", PROGRAM)
    yield bad("program.exe", windows(300), PROGRAM)
    yield bad("program.pdf", windows(301), PROGRAM)
    yield bad("script.sh", f"#!/bin/sh\ntouch /tmp/{ESCAPED}\n# {order('script.sh')}\n".encode(), PROGRAM)


def packed() -> Files:
    """What would have to be unpacked first."""
    yield bad("text.gz", gzip.compress(order("text.gz").encode(), mtime=0), PACKED)
    yield bad("gzip.md", gzip.compress(order("gzip.md").encode(), mtime=0), PACKED)
    yield bad("text.tar", tarred(), PACKED)
    yield bad("text.7z", b"7z\xbc\xaf\x27\x1c\x00\x04" + bytes(64), PACKED)
    yield bad("text.rar", b"Rar!\x1a\x07\x01\x00" + bytes(64), PACKED)


def data() -> Files:
    """What belongs to the desk's data, and other files that are not notes."""
    yield bad("flows.csv", f"date,flow\n2026-01-31,12\n2026-02-28,{mark('flows.csv')}\n".encode(), DATA)
    yield bad("flows.parquet", b"PAR1" + bytes(120) + b"PAR1", DATA)
    yield bad("picture.md", picture(), (*WRONG, "picture", "image", "binary", "png"))
    yield bad("base.txt", database(), (*WRONG, "binary", "sqlite", "database"))
    rich = b"{\\rtf1\\ansi " + order("letter.rtf").encode() + b"}"
    yield bad("letter.rtf", rich, (*WRONG, "rtf", "rich text"))
    yield bad("rich.txt", rich.replace(b"}", b"\\par}"), (*WRONG, "rtf", "rich text"))


def renamed() -> Files:
    """Good files under the wrong ending, which are what they are."""
    yield odd("paper.txt", paper("paper.txt"), "taken")
    yield odd("page.docx", page("page.docx", ""), "taken")
    yield odd("letter.pdf", word("letter.pdf"), "taken")
    yield odd("text.pdf", seen("text.pdf").encode(), "any", (*WRONG, "pdf"))


def empty() -> Files:
    """What holds nothing."""
    yield bad("empty.md", b"", EMPTY)
    yield bad("blank.txt", b" \n\t\r\n \xc2\xa0 \n", EMPTY)
    yield bad("only-breaks.txt", b"\f\n\f\n", EMPTY)


def files() -> Files:
    """Every file that is not of a format the desk reads, or not of the one it is named after."""
    for part in (programs, packed, data, renamed, empty):
        yield from part()
