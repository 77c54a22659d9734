"""A page of a PDF as a picture, with the words of a quote marked."""

from collections.abc import Iterable, Iterator
from io import BytesIO
from math import ceil, floor
from typing import Any

from footnote.errors import NoteError
from footnote.text import same
from ingest.paper.leaf import leaf
from ingest.paper.pdfium import Box, line_box, opened, page_of
from ingest.paper.pieces import pieces
from ingest.paper.shot import shot
from ingest.paper.sight import MOST_PIECES, too_large, unseen
from knowledge.fold import fold

SCALE = 2.0  # 144 dots an inch
LONGEST, MOST_PIXELS = 2_000, 4_000_000
YELLOW = (255, 226, 77)
DARK = 110  # of 255: a ground that yellow over it would not show on
SAME_LINE = 0.5  # of the height of a character, by which two of a line overlap


def png(data: bytes, page: int, start: int, end: int, text: str) -> bytes:
    """The *page* of the PDF *data* as a PNG, its characters from *start* to *end* marked, a band a line.

    *text* is the text of the page as it is stored, which *start* and *end* count in. NoteError where these words are
    not on the page.
    """
    name = "the original"
    with opened(name, data) as document:
        if not 1 <= page <= len(document):
            raise NoteError(same(f"page {page} cannot be marked: the original has {len(document)} pages."))
        with page_of(name, document, page) as (sheet, words):  # what is looked at is drawn without its text afterwards
            drawn = pieces(sheet, MOST_PIECES)
            if drawn is None or too_large(drawn):
                raise NoteError(same(f"page {page} cannot be marked: it is too costly to draw."))
            seen = leaf(words, unseen(sheet, words, drawn))
        with page_of(name, document, page) as (sheet, words):
            text_seen = seen.text
            first, last = _span(text_seen, page, start, end, text)
            places = seen.places
            picture = shot(sheet, SCALE, MOST_PIXELS, LONGEST, rev_byteorder=True)
            inked = (places[at] for at in range(first, last) if not text_seen[at].isspace())
            bands = list(_bands(picture.place(line_box(words, place)) for place in inked))
            return _encoded(_marked(picture.pixels, bands))


def _span(seen: str, page: int, start: int, end: int, text: str) -> tuple[int, int]:
    """Where the words stand in the text of the page as it is read today."""
    if seen == text and 0 <= start < end <= len(text):
        return start, end
    found = fold(seen).find(text[start:end]) if 0 <= start < end <= len(text) else []
    if not found:
        raise NoteError(same(f"page {page} cannot be marked: the words of the quote are not found on it."))
    share = start / max(1, len(text)) * len(seen)
    return min(found, key=lambda span: abs(span[0] - share))


def _bands(boxes: Iterable[Box]) -> Iterator[Box]:
    """What the characters fill, line by line: the next one that stands higher or lower begins another."""
    band: Box | None = None
    for box in boxes:
        if band and min(band[3], box[3]) - max(band[1], box[1]) >= SAME_LINE * min(band[3] - band[1], box[3] - box[1]):
            band = min(band[0], box[0]), min(band[1], box[1]), max(band[2], box[2]), max(band[3], box[3])
            continue
        if band:
            yield band
        band = box
    if band:
        yield band


def _marked(pixels: Any, bands: Iterable[Box]) -> Any:
    """The *pixels* with the bands over them: paper turns yellow and print stays; a dark ground is turned to light."""
    import numpy

    marked = pixels.copy()
    for left, upper, right, lower in bands:
        area = marked[max(0, floor(upper)) : max(0, ceil(lower)), max(0, floor(left)) : max(0, ceil(right))]
        if area.size and numpy.median(area) < DARK:
            area[:] = 255 - area
        area[:] = area * (numpy.array(YELLOW) / 255)
    return marked


def _encoded(pixels: Any) -> bytes:
    from PIL import Image

    out = BytesIO()
    Image.fromarray(pixels).save(out, "PNG")
    return out.getvalue()
