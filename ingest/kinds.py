"""What a file is that no reader takes, by what it holds: the words that complete *x is ...*, and what to do."""

import io
import re
import zipfile
from importlib import import_module

from ingest.office.archive import BROKEN, CONTENTS, ENTRY, MAX_MEMBERS, has_macros

UNPACK = "which is not opened; unpack it and bring in what is inside"
PROGRAM = "which is never opened"
PICTURE = "which is not read; run text recognition on it first"
SOUND = "which is not read"
DATA = "which is a table of data: put it into the desk's data/ folder"
SAVE_AS_WORD = "save it as .docx and bring that in"
BEGINNINGS: tuple[tuple[bytes, str], ...] = (
    (b"\x1f\x8b", f"a gzip archive, {UNPACK}"),
    (b"7z\xbc\xaf\x27\x1c", f"a 7z archive, {UNPACK}"),
    (b"Rar!\x1a\x07", f"a RAR archive, {UNPACK}"),
    (b"\xfd7zXZ\x00", f"an xz archive, {UNPACK}"),
    (b"\x28\xb5\x2f\xfd", f"a zstd archive, {UNPACK}"),
    (b"MSCF\x00\x00\x00\x00", f"a cabinet archive, {UNPACK}"),
    (b"\x7fELF", f"a program, {PROGRAM}"),
    (b"\xfe\xed\xfa\xce", f"a program, {PROGRAM}"),
    (b"\xfe\xed\xfa\xcf", f"a program, {PROGRAM}"),
    (b"\xce\xfa\xed\xfe", f"a program, {PROGRAM}"),
    (b"\xcf\xfa\xed\xfe", f"a program, {PROGRAM}"),
    (b"\xca\xfe\xba\xbe", f"a program, {PROGRAM}"),
    (b"\x00asm", f"a program, {PROGRAM}"),
    (b"L\x00\x00\x00\x01\x14\x02\x00", f"a Windows shortcut, {PROGRAM}"),
    (b"\x93NUMPY", DATA.replace("which is", "an array of numpy,")),
    (b"PAR1", f"a Parquet file, {DATA}"),
    (b"ARROW1", f"an Arrow file, {DATA}"),
    (b"FEA1", f"a Feather file, {DATA}"),
    (b"SQLite format 3\x00", "a database, which is not read"),
    (b"\x89HDF\r\n\x1a\n", f"an HDF5 file, {DATA}"),
    (b"\x89PNG\r\n\x1a\n", f"a picture, {PICTURE}"),
    (b"\xff\xd8\xff", f"a picture, {PICTURE}"),
    (b"GIF87a", f"a picture, {PICTURE}"),
    (b"GIF89a", f"a picture, {PICTURE}"),
    (b"II*\x00", f"a picture, {PICTURE}"),
    (b"MM\x00*", f"a picture, {PICTURE}"),
    (b"8BPS\x00", f"a picture, {PICTURE}"),
    (b"OggS\x00", f"a sound, {SOUND}"),
    (b"fLaC\x00", f"a sound, {SOUND}"),
    (b"ID3\x02", f"a sound, {SOUND}"),
    (b"ID3\x03", f"a sound, {SOUND}"),
    (b"ID3\x04", f"a sound, {SOUND}"),
    (b"MThd\x00", f"a sound, {SOUND}"),
    (b"\x1aE\xdf\xa3", f"a video, {SOUND}"),
    (b"{\\rtf", f"a rich text file, which is not read; {SAVE_AS_WORD}"),
    (b"%!PS", "a PostScript file, which is not read; save it as PDF"),
    (b"\x78\x9f\x3e\x22", "a pack of Outlook's (winmail.dat), which is not opened; ask for the mail as plain mail"),
)
PATTERNS: tuple[tuple[re.Pattern[bytes], str], ...] = (
    (re.compile(rb"MZ[\s\S]{0,62}\x00"), f"a program, {PROGRAM}"),
    (re.compile(rb"BZh[1-9]1AY&SY"), f"a bzip2 archive, {UNPACK}"),
    (re.compile(rb"BM[\s\S]{4}\x00{4}"), f"a picture, {PICTURE}"),
    (re.compile(rb"RIFF[\s\S]{4}WEBP"), f"a picture, {PICTURE}"),
    (re.compile(rb"RIFF[\s\S]{4}(?:WAVE|AVI )"), f"a sound or video, {SOUND}"),
    (re.compile(rb"[\s\S]{4}ftyp(?:hei[cxs]|mif1|avif)"), f"a picture, {PICTURE}"),
    (re.compile(rb"[\s\S]{4}ftyp[\w ]{4}"), f"a sound or video, {SOUND}"),
    (re.compile(rb"[\s\S]{257}ustar"), f"a tar archive, {UNPACK}"),
    (re.compile(rb"\x80[\x02-\x05](?:\x95|[\x28-\x7d\x80-\x8f])"), f"a Python pickle, {PROGRAM}"),
    (
        re.compile(rb"From [^\r\n]{1,200} [0-9:]{5,8} [^\r\n]{0,20}\d{4}\r?\n[A-Za-z-]{2,40}:"),
        "a mailbox of several mails, which is not read; save each mail as .eml",
    ),
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OLE_KINDS = (
    ("EncryptedPackage", "encrypted; save it without a password and try again"),
    ("WordDocument", f"an old Word file, which is not read; {SAVE_AS_WORD}"),
    ("Workbook", "an old Excel file, which is not read; save it as .xlsx and bring that in"),
    ("PowerPoint Document", "an old PowerPoint file, which is not read; save it as PDF and bring that in"),
    ("__properties_version1.0", "a mail of Outlook's, which is not read; save it as .eml and bring that in"),
)
ZIP = b"PK\x03\x04"
ZIP_KINDS = (
    ("ppt/", "a PowerPoint file, which is not read; save it as PDF and bring that in"),
    ("META-INF/MANIFEST.MF", f"a program, {PROGRAM}"),
    ("mimetype", f"an OpenDocument file or an e-book, which is not read; {SAVE_AS_WORD}"),
)
MACROS = "an Office file with macros, which is never opened; save it without them, as .docx or .xlsx"
DEFLATED = (b"\x78\x01", b"\x78\x5e", b"\x78\x9c", b"\x78\xda")
SURE = 0.8  # of puremagic's confidence
OLD_OFFICE = "an old Office file, which is not read; save it as .docx, .xlsx, .eml or PDF and bring that in"


def kind(data: bytes) -> str | None:
    """What *data* is, as *a gzip archive, which is not opened*; None where it may be a text, or nobody knows."""
    if data.startswith(OLE):
        names = ((name.encode("utf-16-le"), words) for name, words in OLE_KINDS)
        return next((words for name, words in names if name in data), OLD_OFFICE)
    if data.startswith((ZIP, b"PK\x05\x06")):
        return _zip_kind(data)
    begun = next((words for beginning, words in BEGINNINGS if data.startswith(beginning)), None)
    return begun or next((words for pattern, words in PATTERNS if pattern.match(data)), None)


def guess(data: bytes) -> str | None:
    """What *data*, which no reader takes by its name either, most likely is; None where it is a text."""
    if data.startswith(DEFLATED):
        return f"a file packed by zlib, as joblib writes them, {PROGRAM}"
    if b"\x00" not in data[:8_192] or data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return None
    puremagic = import_module("puremagic")
    unknown = "of a kind that is not known, and holds no text"
    try:
        matches = puremagic.magic_string(data[:65_536])
    except (puremagic.PureError, ValueError, IndexError):
        return unknown
    best = next((match for match in matches if match.confidence >= SURE and match.name), None)
    return f"of a kind that is not read ({best.name.strip()[:60]})" if best else unknown


def _zip_kind(data: bytes) -> str:
    """What the zip in *data* is, by the names of its parts."""
    if data.count(ENTRY) > MAX_MEMBERS * 10:
        return f"a zip archive, {UNPACK}"
    try:
        opened = zipfile.ZipFile(io.BytesIO(data))
    except BROKEN:
        return "broken: it is a zip archive, or an Office file, that is cut short or damaged"
    names = opened.namelist()
    if CONTENTS in names and has_macros(opened):
        return MACROS
    found = (words for start, words in ZIP_KINDS if any(name.startswith(start) for name in names))
    return next(found, f"a zip archive, {UNPACK}")
