"""The header lines of mails: words in any encoding, names, days; whatever they hold comes back as one clean line."""

import base64
import binascii
import quopri
import re
from datetime import date
from email.message import Message
from email.utils import collapse_rfc2231_value, parseaddr, parsedate_tz
from pathlib import PurePosixPath

from footnote.errors import NoteError
from ingest.text.decoding import decoded
from ingest.unseen import seen

LONGEST = 10_000  # characters of a line, encoded
ENCODED = re.compile(r"=\?([^?\s*]{1,40})(?:\*[^?\s]{0,20})?\?([bBqQ])\?([^?]*)\?=")
BETWEEN = re.compile(r"(\?=)\s+(?==\?)")
SURROGATE = re.compile("[\udc80-\udcff]")
LONGEST_SENDER = 1_000
LONGEST_NAME = 120


def header(message: Message, name: str) -> str:
    """The words of the first header line called *name*; empty where there is none."""
    for found, raw in message.raw_items():
        if found.lower() == name.lower():
            return words(str(raw))
    return ""


def count(message: Message, name: str) -> int:
    """How many header lines are called *name*."""
    return sum(found.lower() == name.lower() for found in message.keys())  # noqa: SIM118  # one key a line


def words(raw: str) -> str:
    """What *raw* says, decoded, as one line without what nobody sees."""
    raw = BETWEEN.sub(r"\1", raw[:LONGEST])
    parts: list[tuple[str | None, bytes]] = []
    at = 0
    for found in ENCODED.finditer(raw):
        _add(parts, None, _bytes(raw[at : found.start()]))
        _add(parts, found[1].lower(), _unpacked(found[2].lower(), found[3]))
        at = found.end()
    _add(parts, None, _bytes(raw[at:]))
    clean, _ = seen("".join(_text(data, charset) for charset, data in parts))
    return " ".join(clean.split())


def sender(message: Message) -> str:
    """The name of who wrote it, or else the address."""
    raw = next((str(raw) for name, raw in message.raw_items() if name.lower() == "from"), "")
    raw = raw[:LONGEST_SENDER]
    try:
        name, address = parseaddr(SURROGATE.sub("", " ".join(raw.split())) if "=?" in raw else words(raw))
    except RecursionError:  # comments within comments
        return ""
    return words(name) or words(address) or words(raw)[:LONGEST_NAME]


def day(message: Message) -> date | None:
    """The day of its Date, as the sender's calendar had it."""
    try:
        found = parsedate_tz(header(message, "Date")[:100])
        return date(*found[:3]) if found else None
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def filename(part: Message) -> str:
    """The name of an attachment, without any folder; empty where it has none."""
    for name, place in (("filename", "content-disposition"), ("name", "content-type")):
        try:
            found = part.get_param(name, None, place)
        except (ValueError, TypeError, IndexError):  # broken numbering of a name in pieces
            continue
        if isinstance(found, tuple):
            found = _named(found)
        if found:
            return clean_name(words(str(found)))
    return ""


def clean_name(name: str) -> str:
    """*name* as that of a file, whatever folder it says it is in."""
    last = PurePosixPath(name.replace("\\", "/")).name.replace(":", "_")
    stem, dot, suffix = last.rpartition(".")
    return f"{stem[: LONGEST_NAME - 20]}{dot}{suffix[:19]}".strip() if dot else last[:LONGEST_NAME].strip()


def _named(found: tuple[str | None, str | None, str]) -> str:
    """A name written as RFC 2231 says, in the encoding that it names."""
    try:
        data = found[2].encode("latin-1")
    except UnicodeEncodeError:
        return collapse_rfc2231_value(found)
    return _text(data, found[0])


def _add(parts: list[tuple[str | None, bytes]], charset: str | None, data: bytes) -> None:
    """Put *data* behind what is there: a character may be cut between two encoded words."""
    if parts and parts[-1][0] == charset:
        parts[-1] = (charset, parts[-1][1] + data)
    elif data:
        parts.append((charset, data))


def _bytes(raw: str) -> bytes:
    return raw.encode("utf-8", errors="surrogateescape")


def _unpacked(how: str, packed: str) -> bytes:
    try:
        if how == "q":
            return quopri.decodestring(_bytes(packed), header=True)
        return base64.b64decode(_bytes(packed) + b"=" * (-len(packed) % 4))
    except (binascii.Error, ValueError):
        return _bytes(packed)


def _text(data: bytes, charset: str | None) -> str:
    try:
        return decoded("", data, charset)[0]
    except NoteError:
        return data.decode("utf-8", errors="replace")
