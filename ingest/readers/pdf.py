"""PDF, by PDFium: the text layer page by page, with a blank line where the lines of a page stand further apart."""

import ctypes
import re
import threading
from collections.abc import Iterator
from datetime import date
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from typing import Any

from footnote.errors import NoteError
from footnote.text import same
from ingest.furniture import furniture
from knowledge.note import Note, Page, language_of

suffixes = (".pdf",)
parser = "pdf 2"

MAX_PAGES = 2_000
BROKEN = "is broken or has no pages: it cannot be opened as a PDF"
ENCRYPTED = "is encrypted; save it without a password and try again"
REFUSALS = {4: ENCRYPTED, 5: ENCRYPTED}  # by PDFium's error numbers; they tell nothing else apart
TAIL = 2_048  # bytes at the end in which a whole file says that it ends
THIN = 20  # characters: a page with fewer is most likely a picture
PARAGRAPH_GAP = 1.3  # of the usual distance between two lines
LONGEST_TITLE = 200
UNTITLED = re.compile(r"untitled|anonymous|unspecified|^microsoft word|\.(?:docx?|pdf|indd|pptx?)$", re.IGNORECASE)
YEAR = "January February March April May June July August September October November December"
MONTHS = YEAR.split()
ISO_DAY = re.compile(r"(?<![\d-])(20\d\d|19\d\d)-(\d\d)-(\d\d)(?![\d-])")
WRITTEN_DAY = re.compile(rf"(?<!\d)(\d{{1,2}}) ({'|'.join(MONTHS)}) (20\d\d|19\d\d)")
AMERICAN_DAY = re.compile(rf"({'|'.join(MONTHS)}) (\d{{1,2}}), (20\d\d|19\d\d)")
CHINESE_DAY = re.compile(r"(20\d\d|19\d\d)\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日")
ONE_AT_A_TIME = threading.Lock()  # PDFium is not safe with threads


def begins(data: bytes) -> bool:
    """Whether *data* is a PDF, whatever its name: the mark may stand a little way in."""
    return b"%PDF-" in data[:1024]


def read(path: Path, data: bytes) -> Note:
    """The note in *data*; NoteError says why there is none."""
    _refuse_other(path, data)
    with ONE_AT_A_TIME:
        texts, about = _extracted(path, data)
    if not any(text.strip() for text in texts):
        raise NoteError(
            same(f"{path.name} has no text layer on any page: it is a scan; run text recognition on it first.")
        )
    text, pages = _joined(texts)
    dress = furniture(text, [(page.start, page.end) for page in pages])
    day, warnings = _day(texts[0])
    return Note(
        title=_title(about.get("Title", ""), text[dress[0][1] :] if dress and dress[0][0] == 0 else text),
        author=_sensible(about.get("Author", "")) or None,
        text=text,
        pages=pages,
        language=language_of(text),
        date=day,
        furniture=dress,
        warnings=(*warnings, *_thin(texts)),
    )


def _refuse_other(path: Path, data: bytes) -> None:
    if not data:
        raise NoteError(same(f"{path.name} is empty."))
    if begins(data):
        if b"%%EOF" not in data[-TAIL:]:  # PDFium would mend it, and say nothing of the pages that are gone
            raise NoteError(same(f"{path.name} is broken: it is cut short, its end is missing."))
        return
    start = data[:512].lstrip().lower()
    kind = "an HTML page" if start.startswith((b"<!doctype html", b"<html")) else "something else"
    raise NoteError(same(f"{path.name} is not a PDF: it holds {kind}."))


def _extracted(path: Path, data: bytes) -> tuple[list[str], dict[str, str]]:
    """The text of each page and the document's own information."""
    pdfium = import_module("pypdfium2")
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        raise NoteError(same(f"{path.name} {REFUSALS.get(error.err_code, BROKEN)}.")) from error
    try:
        if len(document) > MAX_PAGES:
            raise NoteError(same(f"{path.name} has {len(document):,} pages; at most {MAX_PAGES:,} are read."))
        return [_page_text(path, document, number) for number in range(len(document))], document.get_metadata_dict()
    finally:
        document.close()


def _page_text(path: Path, document: Any, number: int) -> str:
    pdfium = import_module("pypdfium2")
    try:
        page = document[number]
        words = page.get_textpage()
    except pdfium.PdfiumError as error:
        raise NoteError(same(f"{path.name} is broken: page {number + 1} cannot be read.")) from error
    try:
        return _with_paragraphs(words)
    finally:
        words.close()
        page.close()


def _with_paragraphs(words: Any) -> str:
    """The text of a page, one line of print a line, and a blank line where print leaves more room than usual."""
    lines: list[str] = words.get_text_range().replace("\x00", " ").split("\r\n")
    heights = list(_baselines(words, lines))
    gaps = [upper - lower for upper, lower in pairwise(heights)]
    downward = sorted(gap for gap in gaps if gap > 1)
    usual = downward[len(downward) // 4] if downward else 0.0
    text = lines[0].rstrip()
    for line, gap in zip(lines[1:], gaps, strict=True):
        text += ("\n\n" if gap > usual * PARAGRAPH_GAP else "\n") + line.rstrip()
    return text


def _baselines(words: Any, lines: list[str]) -> Iterator[float]:
    """How high each line stands on the page; a line without print stands where the one before it does."""
    raw = import_module("pypdfium2.raw")
    x, y = ctypes.c_double(), ctypes.c_double()
    at, height = 0, 0.0
    for line in lines:
        blank = len(line) - len(line.lstrip())
        if line.strip() and raw.FPDFText_GetCharOrigin(words, at + blank, x, y):
            height = y.value
        yield height
        at += len(line.encode("utf-16-le")) // 2 + len("\r\n")


def _joined(texts: list[str]) -> tuple[str, tuple[Page, ...]]:
    """The pages as one text, a line break between two, and the span of each."""
    pages: list[Page] = []
    start = 0
    for number, text in enumerate(texts, 1):
        pages.append(Page(number=number, start=start, end=start + len(text)))
        start += len(text) + 1
    return "\n".join(texts), tuple(pages)


def _title(given: str, text: str) -> str:
    """The document's own title where it names something, else the first line."""
    first = next(line.strip() for line in text.split("\n") if line.strip())
    return _sensible(given) or first[:LONGEST_TITLE]


def _sensible(given: str) -> str:
    given = " ".join(given.split())
    return "" if not given or UNTITLED.search(given.strip("()")) else given[:LONGEST_TITLE]


def _day(first_page: str) -> tuple[date | None, tuple[str, ...]]:
    """The one day that the first page states, which is said; none where it states none or several."""
    days = {day for day in _days(first_page) if day}
    if len(days) != 1:
        return None, ("no date: give --date",)
    day = days.pop()
    return day, (f"the date {day.isoformat()} was read from page 1; give --date if it is not the note's",)


def _days(text: str) -> Iterator[date | None]:
    for year, month, day in [*ISO_DAY.findall(text), *CHINESE_DAY.findall(text)]:
        yield _calendar(int(year), int(month), int(day))
    for day, month, year in WRITTEN_DAY.findall(text):
        yield _calendar(int(year), MONTHS.index(month) + 1, int(day))
    for month, day, year in AMERICAN_DAY.findall(text):
        yield _calendar(int(year), MONTHS.index(month) + 1, int(day))


def _calendar(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _thin(texts: list[str]) -> Iterator[str]:
    """A warning that lists the pages with almost no text."""
    thin = [str(number) for number, text in enumerate(texts, 1) if len(text.strip()) < THIN]
    if thin:
        pages = f"page {thin[0]} has" if len(thin) == 1 else f"pages {', '.join(thin)} have"
        yield f"{pages} almost no text and may be pictures"
