"""PDFium's raw calls under Python's names. PDFium is not safe with threads: ``opened`` lets in one at a time."""

import ctypes
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from typing import Any

from footnote.errors import NoteError
from footnote.text import same

Box = tuple[float, float, float, float]  # left, bottom, right, top
Colour = tuple[int, int, int]

ONE_AT_A_TIME = threading.Lock()
BROKEN = "is broken or has no pages: it cannot be opened as a PDF"
ENCRYPTED = "is encrypted; save it without a password and try again"
REFUSALS = {4: ENCRYPTED, 5: ENCRYPTED}  # by PDFium's error numbers; they tell nothing else apart


@cache
def raw() -> Any:
    """All of PDFium's calls, under their own names."""
    return import_module("pypdfium2.raw")


@cache
def _owner() -> Any:
    """The call for what drew a character, giving a bare address: it is made for every character of a page."""
    call = ctypes.cast(raw().FPDFText_GetTextObject, ctypes.c_void_p).value
    return ctypes.PYFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)(call or 0)


@cache
def _ink_box() -> Any:
    """The call for the edges of a character, by bare addresses for the same reason."""
    call = ctypes.cast(raw().FPDFText_GetCharBox, ctypes.c_void_p).value
    return ctypes.PYFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, *(ctypes.c_void_p,) * 4)(call or 0)


@contextmanager
def opened(name: str, data: bytes) -> Iterator[Any]:
    """The document in *data*, for as long as the block runs; NoteError where it cannot be opened."""
    pdfium = import_module("pypdfium2")
    with ONE_AT_A_TIME:
        try:
            document = pdfium.PdfDocument(data)
        except pdfium.PdfiumError as error:
            raise NoteError(same(f"{name} {REFUSALS.get(error.err_code, BROKEN)}.")) from error
        try:
            yield document
        finally:
            document.close()


@contextmanager
def page_of(name: str, document: Any, number: int) -> Iterator[tuple[Any, Any]]:
    """The page of that *number*, counted from 1, and its words; NoteError where it cannot be read."""
    pdfium = import_module("pypdfium2")
    try:
        page = document[number - 1]
        words = page.get_textpage()
    except (pdfium.PdfiumError, IndexError) as error:
        raise NoteError(same(f"{name} is broken: page {number} cannot be read.")) from error
    try:
        yield page, words
    finally:
        words.close()
        page.close()


def attached(document: Any) -> int:
    """How many files are embedded in the document."""
    return max(0, int(raw().FPDFDoc_GetAttachmentCount(document)))


def form_kind(document: Any) -> int:
    """0 for no form, 1 for an ordinary one, 2 for XFA alone, 3 for XFA over pages."""
    return int(raw().FPDF_GetFormType(document))


def mended(document: Any) -> bool:
    """Whether the list of objects was wrong and PDFium had to search for them."""
    return not raw().FPDF_DocumentHasValidCrossReferenceTable(document)


def owners(words: Any) -> list[int]:
    """The address of the text that drew each character; 0 for one that PDFium put in."""
    call, page = _owner(), address(words.raw)
    return [call(page, index) or 0 for index in range(words.count_chars())]


def letters(words: Any) -> Sequence[str]:
    """The characters by their number, the wide ones as two halves."""
    text, count = whole_text(words), words.count_chars()
    if len(text) == count:
        return text
    return [chr(raw().FPDFText_GetUnicode(words, index)) for index in range(count)]


def whole_text(words: Any) -> str:
    """All text that PDFium finds; halves of a character that stand alone are kept, for they count."""
    text: str = words.get_text_range(errors="surrogatepass") if words.count_chars() else ""
    return text


def unmapped(words: Any, index: int) -> bool:
    """Whether the font does not say which letter the character is."""
    return bool(raw().FPDFText_HasUnicodeMapError(words, index) == 1)


def ink_boxes(words: Any, indices: Sequence[int]) -> list[Box]:
    """What the ink of each of these characters fills."""
    edges = (ctypes.c_double * (4 * len(indices)))()
    at, size = ctypes.addressof(edges), ctypes.sizeof(ctypes.c_double)
    call, page = _ink_box(), address(words.raw)
    for index in indices:
        call(page, index, at, at + 2 * size, at + size, at + 3 * size)  # it gives left, right, bottom, top
        at += 4 * size
    found = edges[:]
    return list(zip(found[0::4], found[1::4], found[2::4], found[3::4], strict=True))


def line_box(words: Any, index: int) -> Box:
    """The character's box as high as its line."""
    box = raw().FS_RECTF()
    raw().FPDFText_GetLooseCharBox(words, index, box)
    return box.left, box.bottom, box.right, box.top


def origin(words: Any, index: int) -> float | None:
    """How high the character stands on the page."""
    x, y = ctypes.c_double(), ctypes.c_double()
    return y.value if raw().FPDFText_GetCharOrigin(words, index, x, y) else None


def character_indices(words: Any, text: str) -> range | list[int]:
    """PDFium's number of each UTF-16 unit of *text*, the whole text of the page."""
    units = len(text.encode("utf-16-le", "surrogatepass")) // 2
    count = words.count_chars()
    if units == count:
        return range(count)
    calls = raw()
    return [int(calls.FPDFText_GetCharIndexFromTextIndex(words, at)) for at in range(units)]


def turned(page: Any) -> int:
    """By how many degrees the page is turned to the right when it is shown."""
    return int(page.get_rotation())


def address(handle: Any) -> int:
    """Where *handle* points to; 0 for nothing."""
    return ctypes.cast(handle, ctypes.c_void_p).value or 0
