"""A page as a picture with a quote marked: the right words, whatever the page's turn, box and script."""

import io
from pathlib import Path

import numpy
import pytest
from pdfs import OPEN, TEXT, deflated, drawn, raw_pdf, story_of
from PIL import Image
from reportlab.lib import colors
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import Table

from footnote.errors import NoteError
from ingest.paper.picture import LONGEST, MOST_PIXELS, png
from ingest.readers import pdf


def picture(data, quote, page=1):
    """The page with *quote* marked, as rows of pixels."""
    note = pdf.read(Path("a.pdf"), data)
    held = note.pages[page - 1]
    text = note.text[held.start : held.end]
    start = text.index(quote)
    return numpy.array(Image.open(io.BytesIO(png(data, page, start, start + len(quote), text))).convert("RGB"))


def marked(pixels):
    """The boxes of the marked bands, from the top: left, upper, right, lower."""
    yellow = (pixels[..., 2] < 140) & (pixels[..., 0] > 200)
    rows = numpy.flatnonzero(yellow.sum(axis=1) > 8)
    bands = numpy.split(rows, numpy.flatnonzero(numpy.diff(rows) > 1) + 1)
    across = [numpy.flatnonzero(yellow[band].any(axis=0)) for band in bands]
    return [(int(x[0]), int(y[0]), int(x[-1]), int(y[-1])) for x, y in zip(across, bands, strict=True)]


def near(box, *edges):
    """Whether *box* is this, in points from the upper left, as pictures show two pixels a point."""
    return all(abs(found / 2 - edge) <= 4 for found, edge in zip(box, edges, strict=True))


def test_the_quote_is_marked_and_nothing_else():
    (band,) = marked(picture(raw_pdf(OPEN + TEXT), "Planted"))

    assert near(band, 50, 792 - 609, 92, 792 - 597)


def test_print_stays_to_be_read_under_the_mark():
    pixels = picture(raw_pdf(TEXT), "Planted")
    ((left, upper, right, lower),) = marked(pixels)

    assert pixels[upper:lower, left:right].max(axis=2).min() < 60


def test_on_a_dark_ground_the_mark_is_as_bright():
    dark = [("BACKGROUND", (0, 0), (-1, 0), colors.navy), ("TEXTCOLOR", (0, 0), (-1, 0), colors.white)]
    rows = [["Asset", "Return"], ["Gold", "12.1%"]]
    data = story_of(Table(rows, style=dark))

    head, cell = (marked(picture(data, words)) for words in ("Return", "12.1%"))

    assert len(head) == len(cell) == 1
    assert abs(head[0][0] - cell[0][0]) <= 4
    assert head[0][3] < cell[0][1]


def test_a_quote_over_a_hyphen_at_the_end_of_a_line_is_two_bands():
    content = b"BT /F1 14 Tf 50 700 Td (The desk sees more invest-) Tj 0 -18 Td (ment in gold.) Tj ET"

    upper, lower = marked(picture(raw_pdf(content), "more invest\ufffement"))

    assert upper[0] > lower[0]
    assert near(lower, 50, 792 - 695, 83, 792 - 679)


def test_a_page_that_is_turned_and_cut():
    """The mark follows the page as it is shown: 40 points from its left, with 200 cut away below."""
    page = b"/CropBox [200 0 612 792] /Rotate 90"
    content = b"BT 0 1 -1 0 300 40 Tm /F1 12 Tf (Turned words and more) Tj ET"

    pixels = picture(raw_pdf(content, page=page), "Turned words")
    (band,) = marked(pixels)

    assert pixels.shape[:2] == (412 * 2, 792 * 2)
    assert near(band, 40, 91, 112, 103)


def test_chinese_over_two_lines():
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))

    def draw(page):
        page.setFont("STSong-Light", 14)
        page.drawString(60, 700, "资金流差距扩大，主要来自黄金与")
        page.drawString(60, 680, "股票之间的分化，债券仍净流出。")

    upper, lower = marked(picture(drawn(draw), "黄金与\n股票"))

    assert abs((upper[2] - upper[0]) / 2 - 42) <= 4
    assert abs((lower[2] - lower[0]) / 2 - 28) <= 4


def test_where_another_parser_read_the_page_the_words_are_looked_for():
    """A note stored long ago may have its lines broken otherwise."""
    data = raw_pdf(OPEN + TEXT)
    stored = "A line that\neverybody can see\n\nPLANTED  words"

    found = Image.open(io.BytesIO(png(data, 1, stored.index("PLANTED"), len(stored), stored))).convert("RGB")

    assert len(marked(numpy.array(found))) == 1


@pytest.mark.parametrize(
    ("page", "start", "end", "said"),
    [(1, 0, 5, "not found"), (2, 0, 5, "has 1 page"), (0, 0, 5, "has 1 page"), (1, 5, 5, "not found"), (1, 0, 99, "")],
)
def test_what_cannot_be_marked_is_said(page, start, end, said):
    with pytest.raises(NoteError, match=f"^page {page} cannot be marked: .*{said}"):
        png(raw_pdf(TEXT), page, start, end, "Other words than those")


def test_hidden_words_are_not_found():
    with pytest.raises(NoteError, match="not found"):
        png(raw_pdf(OPEN + b"1 g " + TEXT), 1, 0, 13, "Planted words")


@pytest.mark.parametrize(
    "box", [b"[0 0 1000000 1000000]", b"[0 590 14400 630]", b"[50 598 93 612]", b"[0 0 6000 6000]"]
)
def test_a_picture_is_bounded_whatever_the_page(box):
    data = raw_pdf(TEXT, box=box)
    found = Image.open(io.BytesIO(png(data, 1, 0, 1, pdf.read(Path("a.pdf"), data).text)))

    assert max(found.size) <= LONGEST + 1
    assert found.size[0] * found.size[1] <= MOST_PIXELS * 1.01


def test_a_page_with_an_enormous_picture_is_not_drawn():
    about = b"/Type /XObject /Subtype /Image /Width 30000 /Height 20000 /BitsPerComponent 1 /ColorSpace /DeviceGray"
    data = raw_pdf(TEXT + b"/I Do", b"/XObject << /I 6 0 R >>", [deflated(b"\0" * 9_999, about)])

    with pytest.raises(NoteError, match="too costly to draw"):
        png(data, 1, 0, 7, "Planted words")
