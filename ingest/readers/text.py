"""Plain text and Markdown, in UTF-8, or in UTF-16 with a byte-order mark; with front matter where there is some."""

import codecs
import re
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from footnote.errors import NoteError
from footnote.text import same
from knowledge.note import Note, Page, language_of
from knowledge.paragraphs import heading_words

suffixes = (".txt", ".md", ".markdown", ".text")
parser = "text 1"

KEYS = ("title", "date", "author", "institution", "language", "label")
LANGUAGES = ("en", "zh-Hans", "zh-Hant")
BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")  # form feed, tabs and escapes may stand in a text
FENCE = re.compile(r"\s*---[ \t]*\n(?P<lines>.*?)\n?---[ \t]*(?:\n|$)", re.DOTALL)
HEADING = re.compile(r"^#{1,6}[ \t]+(?P<title>\S.*)$", re.MULTILINE)
MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
LONGEST_TITLE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    """What stood between the first two lines of dashes, and what was wrong with it."""

    values: dict[str, str] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()


def read(path: Path, data: bytes) -> Note:
    """The note in *data*. Pages end at form feeds; a date is taken from front matter and is never guessed."""
    front, text = front_matter(_decoded(path, data).replace("\r\n", "\n").replace("\r", "\n"))
    if not text.strip():
        raise NoteError(same(f"{path.name} has no text in it."))
    day, faults = day_of(front.values.get("date"))
    language = front.values.get("language", "")
    return Note(
        title=front.values.get("title", "")[:LONGEST_TITLE] or title_of(text),
        text=text,
        pages=pages_of(text),
        language=language if language in LANGUAGES else language_of(text),  # type: ignore[arg-type]
        institution=front.values.get("institution"),
        author=front.values.get("author"),
        date=day,
        label=front.values.get("label"),
        warnings=(*front.warnings, *faults),
    )


def _decoded(path: Path, data: bytes) -> str:
    """The characters of *data*; what is neither UTF-8 nor marked as UTF-16 is refused, for a guess may be wrong."""
    encoding = next((name for mark, name in MARKS if data.startswith(mark)), "utf-8")
    if encoding == "utf-8" and (binary := BINARY.search(data)):
        raise NoteError(same(f"{path.name} is not text: byte {binary.start()} is {binary[0][0]:#04x}."))
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        where = f"byte {error.start} is {data[error.start]:#04x}"
        raise NoteError(same(f"{path.name} is not in UTF-8 ({where}); save it as UTF-8 and try again.")) from error


def front_matter(text: str) -> tuple[Front, str]:
    """The front matter of *text* and the rest. Lines are ``key: value``; nothing in them is interpreted."""
    fence = FENCE.match(text)
    if not fence:
        return Front(), text
    values: dict[str, str] = {}
    warnings: list[str] = []
    for line in filter(str.strip, fence["lines"].split("\n")):
        key, colon, value = line.partition(":")
        if not colon:
            return Front(), text  # two rules in a text, not front matter
        name = key.strip().lower()
        if name not in KEYS:
            warnings.append(f"front matter has {key.strip()!r}, which is not one of {', '.join(KEYS)}")
        elif value.strip():
            values[name] = value.strip().strip("\"'").strip()
    if values.get("language", "en") not in LANGUAGES:
        warnings.append(f"language {values['language']!r} is not one of {', '.join(LANGUAGES)}")
    return Front(values=values, warnings=tuple(warnings)), text[fence.end() :]


def day_of(written: str | None) -> tuple[date | None, tuple[str, ...]]:
    """The day that *written* names, and a warning where it names none."""
    if not written:
        return None, ("no date: give --date",)
    try:
        return date.fromisoformat(written), ()
    except ValueError:
        return None, (f"date {written!r} is not written as 2026-02-12, so the note has no date: give --date",)


def title_of(text: str) -> str:
    """The first Markdown heading, else the first line that is not empty."""
    heading = HEADING.search(text)
    first = next(line.strip() for line in text.replace("\f", "\n").split("\n") if line.strip())
    return (heading_words(heading["title"]) if heading else first)[:LONGEST_TITLE]


def pages_of(text: str) -> tuple[Page, ...]:
    """The pages of *text*: a form feed ends one, an empty page counts, and the last needs no form feed."""
    pages: list[Page] = []
    start = 0
    for part in text.split("\f"):
        pages.append(Page(number=len(pages) + 1, start=start, end=start + len(part)))
        start += len(part) + 1
    return tuple(pages[:-1] if len(pages) > 1 and pages[-1].start == pages[-1].end else pages)
