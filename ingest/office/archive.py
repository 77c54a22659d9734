"""What a file that is a zip must keep to before a part of it is read, as those of Word and Excel are."""

import io
import zipfile
import zlib

from footnote.errors import NoteError
from footnote.text import same
from ingest.printed import printed

MAX_MEMBERS = 2_000
MAX_INFLATED = 200_000_000
MAX_RATIO = 100
SMALL = 1_000_000  # bytes: what is no larger than this may shrink as it likes
MACROS = ("vbaproject.bin", "vbadata.xml")
PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".emf", ".wmf", ".tif", ".tiff", ".svg")
CONTENTS = "[Content_Types].xml"
ENTRY = b"PK\x01\x02"  # begins each line of the table of contents
READABLE = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # the others unpack whole, whatever the limit
ENCRYPTED = 0x1
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, ValueError, OverflowError, NotImplementedError, OSError)


class _Named(io.BytesIO):
    """Bytes that know the name of their file, which the zip made of them then knows."""

    name: str


def archive(name: str, data: bytes) -> zipfile.ZipFile:
    """The zip in *data*, safe to read by ``member``; NoteError says why it is not read."""
    if data.count(ENTRY) > MAX_MEMBERS * 10:  # a table of contents of that length is not even looked at
        raise _refused(name, f"has more than {MAX_MEMBERS:,} parts, which is more than is read")
    stream = _Named(data)
    stream.name = name
    try:
        opened = zipfile.ZipFile(stream)
    except BROKEN as error:
        raise _refused(name, "is broken: it is cut short or damaged") from error
    members = opened.infolist()
    _refuse_many(name, members)
    for item in members:
        _refuse_member(name, item)
    if has_macros(opened):
        raise _refused(name, "holds macros and is not opened; save it without them, as .docx or .xlsx")
    return opened


def member(opened: zipfile.ZipFile, name: str, limit: int = MAX_INFLATED) -> bytes:
    """The part *name*, of at most *limit* bytes; NoteError where there is none, or it is larger or damaged."""
    file, part = opened.filename or "The archive", printed(name)
    try:
        size = opened.getinfo(name).file_size
        if size > limit:
            raise _refused(file, f"has a part {part} of {size:,} bytes; at most {limit:,} are read")
        with opened.open(name) as stream:
            return stream.read(size)  # not a byte more than it said, and its checksum is looked at
    except KeyError as error:
        raise _refused(file, f"is broken: its part {part} is missing") from error
    except BROKEN as error:
        raise _refused(file, f"is broken: its part {part} is damaged") from error


def has_macros(opened: zipfile.ZipFile) -> bool:
    """Whether there is a program inside, or the table of contents says that there is."""
    names = [name.lower() for name in opened.namelist()]
    if any(name.endswith(MACROS) or "/macrosheets/" in name for name in names):
        return True
    if CONTENTS not in opened.namelist() or opened.getinfo(CONTENTS).file_size > SMALL:
        return False
    try:
        said = opened.read(CONTENTS)
    except BROKEN:
        return False
    return b"macroEnabled" in said or b"vbaProject" in said


def _refuse_many(name: str, members: list[zipfile.ZipInfo]) -> None:
    """NoteError for too many members, or ones that unpack to too much, together or alone."""
    if len(members) > MAX_MEMBERS:
        raise _refused(name, f"has {len(members):,} parts; at most {MAX_MEMBERS:,} are read")
    inflated = sum(item.file_size for item in members)
    if inflated > MAX_INFLATED:
        raise _refused(name, f"unpacks to {_mb(inflated)}; at most {_mb(MAX_INFLATED)} are read")
    words = [item for item in members if not item.filename.lower().endswith(PICTURES)]
    together = (sum(item.file_size for item in words), sum(item.compress_size for item in words))
    for size, packed in (together, *((item.file_size, item.compress_size) for item in words)):
        if size > SMALL and size > MAX_RATIO * packed:
            times = f"{size // max(packed, 1):,}"
            raise _refused(name, f"unpacks to {times} times its size; at most {MAX_RATIO} times is read")


def _refuse_member(name: str, item: zipfile.ZipInfo) -> None:
    part = printed(item.filename)
    if item.flag_bits & ENCRYPTED:
        raise _refused(name, f"is encrypted: its part {part} needs a password; save it without one and try again")
    if item.compress_type not in READABLE:
        raise _refused(name, f"is packed in a way that is not read: its part {part} is neither stored nor deflated")
    if _leads_away(item.filename):
        raise _refused(name, f"is not read: its part {part} has a name that leads out of the file")


def _leads_away(name: str) -> bool:
    steps = name.replace("\\", "/").split("/")
    return not name or "\0" in name or name[0] in "/\\" or ".." in steps or ":" in steps[0]


def _mb(size: int) -> str:
    return f"{size / 1_000_000:,.0f} MB"


def _refused(name: str, why: str) -> NoteError:
    return NoteError(same(f"{printed(name)} {why}."))
