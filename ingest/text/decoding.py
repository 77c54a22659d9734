"""Bytes -> text: Unicode first, then what the file declares, then the encoding in which it reads like something."""

import codecs
import re
from dataclasses import dataclass
from importlib import import_module

from footnote.errors import NoteError
from footnote.text import same
from ingest.text.plausible import chinese, foreign, western

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")  # form feed, tabs and escapes may stand in a text
UNPRINTED = re.compile("[\x00-\x08\x0b\x0e-\x1f\ufffe\uffff]")
ESCAPED = re.compile(rb"\x1b\$[@AB(]|~\{")  # how the Chinese and Japanese encodings of seven bits begin
# What each encoding is called here, and the codecs that read it, the narrower ones first.
KNOWN = {
    "UTF-8": ("utf-8",),
    "UTF-16": ("utf-16",),
    "UTF-16LE": ("utf-16-le",),
    "UTF-16BE": ("utf-16-be",),
    "GB18030": ("gb18030",),
    "Big5": ("cp950", "big5hkscs"),
    "Windows-1252": ("cp1252",),
    "Windows-1250": ("cp1250",),
    "Windows-1251": ("cp1251",),
    "ISO-8859-2": ("iso8859-2",),
    "ISO-8859-15": ("iso8859-15",),
    "KOI8-R": ("koi8-r",),
    "Shift-JIS": ("cp932",),
    "EUC-JP": ("euc_jp",),
    "EUC-KR": ("cp949",),
    "ISO-2022-JP": ("iso2022_jp_2",),
    "HZ": ("hz",),
}
OTHER_NAMES = {
    **dict.fromkeys(("gbk", "gb2312", "cp936", "ms936", "x-gbk", "gb-2312-80", "euc-cn", "gb18030-2000"), "GB18030"),
    **dict.fromkeys(("big5-hkscs", "big5hkscs", "cp950", "ms950", "big5-eten", "x-x-big5", "cn-big5"), "Big5"),
    **dict.fromkeys(("iso-8859-1", "latin1", "latin-1", "us-ascii", "ascii", "l1"), "Windows-1252"),
    **dict.fromkeys(("sjis", "cp932", "windows-31j", "x-sjis"), "Shift-JIS"),
    **dict.fromkeys(("ks-c-5601-1987", "cp949", "uhc"), "EUC-KR"),
    **dict.fromkeys(("utf8", "unicode-1-1-utf-8"), "UTF-8"),
    **dict.fromkeys(("hz-gb-2312", "hzgb"), "HZ"),
    **dict.fromkeys(("eucjp", "euc-jis-2004", "euc-jisx0213"), "EUC-JP"),
    "utf16": "UTF-16",
}
SEVEN_BITS = ("ISO-2022-JP", "HZ")
CHINESE = ("GB18030", "Big5")
PLAUSIBLE = 0.6  # of 1: how well a reading has to look
AHEAD = 0.3  # of the next best reading
CLEAR = 0.7  # the same in a text so brief that chance may make it look like something
SURE = 0.8  # the same where not even a byte says that this is the encoding
BRIEF = 20  # characters
SHORT = 400  # bytes: text in UTF-16 that is longer has a byte that stands in no other text
FEW = 4  # characters: fewer tell nothing
DETECTED = ("Shift-JIS", "EUC-JP", "EUC-KR", "Windows-1251", "KOI8-R", "Windows-1250", "ISO-8859-2")
ENOUGH = 120  # bytes beyond ASCII: below, the detector says Korean of Chinese
SENSIBLE = 0.4
SLIPS = 0.02  # of the characters of a text in UTF-8 that may be broken for it to be called that


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What the bytes say in one encoding, and how far that looks like something, up to 1."""

    encoding: str
    text: str
    score: float


def decoded(name: str, data: bytes, declared: str | None = None) -> tuple[str, tuple[str, ...]]:
    """The text of *data* and a warning that names its encoding where neither Unicode nor *declared* says it.

    NoteError where two readings are about as likely, or none is: a wrong guess would put words into a note.
    """
    for mark, codec in MARKS:
        if data.startswith(mark):
            return _marked(name, data, codec), ()
    binary = BINARY.search(data)
    if (binary or len(data) <= SHORT) and (wide := _wide(data)):
        return wide.text, () if wide.score == 1 else (_taken(wide.encoding),)
    if binary:
        raise NoteError(same(f"{name} is not text: byte {binary.start()} is {binary[0][0]:#04x}."))
    asked = encoding_called(declared)
    if asked in SEVEN_BITS and ESCAPED.search(data) and (text := _in(asked, data)) is not None:
        return text, ()
    text = _in("UTF-8", data)
    if text is not None:
        return text, ()
    return _guessed(name, data, asked)


def encoding_called(declared: str | None) -> str | None:
    """The encoding that *declared* means; None where it names none that texts are written in."""
    called = (declared or "").strip().strip("\"'").lower().replace("_", "-")
    called = f"windows-{called[2:]}" if called.startswith("cp125") else called.replace("iso8859", "iso-8859")
    return OTHER_NAMES.get(called) or {key.lower(): key for key in KNOWN}.get(called)


def _marked(name: str, data: bytes, codec: str) -> str:
    try:
        text = data.decode(codec).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        why = f"its first bytes say {codec.removesuffix('-sig').upper()}, yet it is broken at byte {error.start}"
        raise NoteError(same(f"{name} cannot be decoded: {why}; save it again as UTF-8.")) from error
    if unprinted := UNPRINTED.search(text):
        raise NoteError(same(f"{name} is not text: it holds the character {ord(unprinted[0]):#06x}."))
    return text


def _wide(data: bytes) -> Reading | None:
    """UTF-16 without a mark: told by the zeros between Latin letters, or, less surely, by what reads as Chinese."""
    if len(data) % 2 or len(data) < 2 * FEW:
        return None
    texts = {encoding: _in(encoding, data) for encoding in ("UTF-16LE", "UTF-16BE")}
    readings = [
        Reading(encoding=encoding, text=text, score=1 if _plain(text) else chinese(text))
        for encoding, text in texts.items()
        if text and not UNPRINTED.search(text)
    ]
    best = max(readings, key=lambda reading: reading.score, default=None)
    return best if best and best.score >= SURE and _one_sided(readings) else None


def _plain(text: str) -> bool:
    return sum(mark.isascii() for mark in text) > 0.7 * len(text)


def _one_sided(readings: list[Reading]) -> bool:
    """Whether not both orders of the bytes read well."""
    return sum(reading.score >= PLAUSIBLE for reading in readings) == 1


def _guessed(name: str, data: bytes, asked: str | None) -> tuple[str, tuple[str, ...]]:
    _refuse_slips(name, data)
    readings = sorted(_readings(data), key=lambda reading: -reading.score)
    if asked and (text := _as_declared(data, asked, readings)) is not None:
        return text, ()
    if readings and readings[0].score >= (CLEAR if len(readings[0].text) < BRIEF else PLAUSIBLE):
        best = readings[0]
        if len(readings) > 1 and readings[1].score > best.score - AHEAD:
            both = f"{best.encoding} ({best.text.strip()[:20]!r}) or {readings[1].encoding}"
            both += f" ({readings[1].text.strip()[:20]!r})"
            raise NoteError(same(f"{name} may be in {both}; save it as UTF-8 and try again."))
        return best.text, (_taken(best.encoding),)
    if found := _detected(data):
        return found.text, (_taken(found.encoding),)
    start = _first_fault(data)
    where = f"byte {start} is {data[start]:#04x}"
    raise NoteError(same(f"{name} is not in UTF-8 ({where}), and no other encoding fits; save it as UTF-8."))


def _taken(encoding: str) -> str:
    return f"its text was taken to be in {encoding}; save it as UTF-8 if words in it look wrong"


def _readings(data: bytes) -> list[Reading]:
    """The encodings that take these bytes, with how well each reads; only what scores at all."""
    found = [(encoding, _in(encoding, data)) for encoding in (*CHINESE, "Windows-1252")]
    scored = [
        Reading(encoding=encoding, text=text, score=western(text) if encoding == "Windows-1252" else chinese(text))
        for encoding, text in found
        if text is not None and not UNPRINTED.search(text)
    ]
    return [reading for reading in scored if reading.score > 0]


def _as_declared(data: bytes, asked: str, readings: list[Reading]) -> str | None:
    """The text in the encoding it says it has, unless it is senseless in that and sensible in another."""
    score = next((reading.score for reading in readings if reading.encoding == asked), None)
    best = readings[0] if readings else None
    if best and best.score >= PLAUSIBLE and best.score - AHEAD >= (score or 0.0):
        return None
    single = KNOWN[asked][0] in ("cp1252", "cp1250", "cp1251", "iso8859-2", "iso8859-15", "koi8-r")
    if single and asked == "Windows-1252" and (score or 0.0) < PLAUSIBLE:
        return None  # it takes any bytes, so that it takes these says nothing
    return _in(asked, data)


def _detected(data: bytes) -> Reading | None:
    """What the detector makes of enough bytes, where that is an encoding it tells well."""
    if sum(byte > 0x7F for byte in data[:20_000]) < ENOUGH:
        return None
    best = import_module("charset_normalizer").from_bytes(data[:200_000]).best()
    encoding = encoding_called(best.encoding) if best else None
    text = _in(encoding, data) if encoding in DETECTED else None
    if text is None or best.chaos > 0.1 or max(best.coherence, foreign(text)) < SENSIBLE:
        return None
    return Reading(encoding=str(encoding), text=text, score=best.coherence)


def _refuse_slips(name: str, data: bytes) -> None:
    """NoteError for a text in UTF-8 that is broken in a few places: to read it otherwise would spoil all of it."""
    text = data[:200_000].decode("utf-8", errors="replace")
    broken, whole = text.count("\ufffd"), sum(mark > "\x7f" for mark in text)
    if broken <= max(1, SLIPS * whole) and whole - broken >= 3 * broken:
        start = _first_fault(data)
        why = f"it is in UTF-8, yet broken at byte {start}, which is {data[start]:#04x}"
        raise NoteError(same(f"{name} cannot be decoded: {why}; save it again as UTF-8."))


def _first_fault(data: bytes) -> int:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start
    return 0


def _in(encoding: str, data: bytes) -> str | None:
    """*data* read strictly in *encoding*; None where it is not."""
    for codec in KNOWN[encoding]:
        try:
            return data.decode(codec)
        except UnicodeDecodeError:
            continue
    return None
