"""What nobody can see on a page of a PDF is no part of its text and is reported; what can be seen stays."""

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pdfs import HELVETICA, OPEN, TEXT, drawn, raw_pdf, stream_of
from pypdfium2 import PdfDocument

from footnote.errors import NoteError
from ingest.readers import pdf

WHOLE = "A line that everybody can see"
BOX = b" 40 590 300 30 re f "
HALF, NONE = (b"/ExtGState << /G << /ca %s >> >>" % share for share in (b".5", b"0"))
MASK = (
    b"/ExtGState << /G << /SMask << /S /Luminosity /G 7 0 R >> >> >>",
    [HELVETICA, stream_of(b"", b"/Type /XObject /Subtype /Form /BBox [0 0 600 700] /Group << /S /Transparency >>")],
)
NAVY = (
    b"/Pattern << /P << /PatternType 2 /Shading << /ShadingType 2 /ColorSpace /DeviceRGB /Coords [0 0 600 0]"
    b" /Function << /FunctionType 2 /Domain [0 1] /C0 [0 0 .4] /C1 [0 0 .4] /N 1 >> >> >> >>"
)


def form(content, about=b"/BBox [0 0 300 50]"):
    about = b"/Type /XObject /Subtype /Form " + about + b" /Resources << /Font << /F1 4 0 R >> >>"
    return b"/XObject << /X 7 0 R >>", [HELVETICA, stream_of(content, about)]


def layer(state):
    catalog = b"/OCProperties << /OCGs [7 0 R] /D << /%s [7 0 R] >> >>" % state
    return b"/Properties << /L 7 0 R >>", [HELVETICA, b"<< /Type /OCG /Name (x) >>"], b"", catalog


def glyph(content):
    """A font that is drawn by the page's own commands, with one letter."""
    font = (
        b"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 1 1] /FontMatrix [1 0 0 1 0 0] /CharProcs << /a 7 0 R >>"
        b" /Encoding << /Differences [97 /a] >> /FirstChar 97 /LastChar 97 /Widths [0.6] >>"
    )
    return b"", [font, stream_of(b".6 0 0 0 .5 1 d1 " + content)]


PATCH = (
    b"",
    [
        HELVETICA,
        b"<< /Type /Annot /Subtype /Square /Rect [40 590 300 620] /AP << /N 8 0 R >> /F 4 >>",
        stream_of(b"1 1 1 rg 0 0 260 30 re f", b"/Type /XObject /Subtype /Form /BBox [0 0 260 30]"),
    ],
    b"/Annots [7 0 R]",
)
LONG = b"BT /F1 12 Tf 50 600 Td /Span << /ActualText (Sell all of it at once, whatever it costs) >> BDC (Hi) Tj EMC ET"
HIDDEN = {
    "invisible": (b"3 Tr " + TEXT, "invisible"),
    "a clip of its own": (b"7 Tr " + TEXT, "invisible"),
    "white": (b"1 g " + TEXT, "in the colour of"),
    "nearly white": (b".95 g " + TEXT, "in the colour of"),
    "navy on navy": (b"0 0 .4 rg" + BOX + TEXT, "in the colour of"),
    "nearly navy on navy": (b"0 0 .4 rg" + BOX + b"0 0 .5 rg " + TEXT, "in the colour of"),
    "navy on a pattern": (b"/Pattern cs /P scn" + BOX + b"0 0 .4 rg " + TEXT, "in the colour of", NAVY),
    "black on black": (b"0 g" + BOX + TEXT, "in the colour of"),
    "white over words": (b"1 g BT /F1 12 Tf 50 740 Td (Planted) Tj ET", "in the colour of"),
    "white under pale words": (b"1 g " + TEXT + b".6 g " + TEXT.replace(b"Planted words", b"Pale"), "in the colour of"),
    "white outline": (b"1 Tr 1 G " + TEXT, "in the colour of"),
    "small": (TEXT.replace(b"12 Tf", b"2 Tf"), "too small"),
    "made small": (b".1 0 0 .1 0 0 cm BT /F1 12 Tf 500 6000 Td (Planted) Tj ET", "too small"),
    "squeezed": (b"5 Tz " + TEXT, "too small"),
    "beside the page": (TEXT.replace(b"50 600", b"700 600"), "outside"),
    "outside the crop box": (TEXT, "outside", b"", (), b"/CropBox [0 650 612 792]"),
    "covered in white": (TEXT + b"1 g" + BOX, "covered"),
    "covered by a form": (TEXT + b"q 1 0 0 1 40 590 cm /X Do Q", "covered", *form(b"1 g 0 0 300 30 re f")),
    "covered by a comment": (TEXT, "covered", *PATCH),
    "clipped": (b"q 0 0 10 10 re W n " + TEXT + b"Q", "covered or cut off"),
    "clipped by words": (b"BT 7 Tr /F1 12 Tf 50 700 Td (x) Tj ET 0 Tr " + TEXT, "cut off"),
    "transparent": (b"/G gs " + TEXT, "transparent", NONE),
    "masked": (b"/G gs " + TEXT, "transparent", *MASK),
    "a layer that is off": (b"/OC /L BDC " + TEXT + b"EMC", "switched off", *layer(b"OFF")),
    "white in a form": (b"q 1 0 0 1 9 9 cm /X Do Q", "in the colour of", *form(b"1 g BT /F1 9 Tf (Planted) Tj ET")),
    "outside its form": (b"/X Do", "cut off", *form(TEXT)),
    "letters without ink": (b"BT /F2 12 Tf 50 600 Td (aaa) Tj ET", "covered", *glyph(b"")),
    "other words in its place": (LONG, "in place of other words"),
}
SEEN = {
    "black": (TEXT,),
    "grey": (b".7 g " + TEXT,),
    "yellow": (b"1 1 0 rg " + TEXT,),
    "white on navy": (b"0 0 .4 rg" + BOX + b"1 g " + TEXT,),
    "white on a pattern": (b"/Pattern cs /P scn" + BOX + b"1 g " + TEXT, NAVY),
    "a pattern": (b"/Pattern cs /P scn " + TEXT, NAVY),
    "on a stripe": (b".9 g" + BOX + b"0 g " + TEXT,),
    "on white paper": (b"1 g 0 0 612 700 re f 0 g " + TEXT,),
    "in a frame": (b"40 590 300 30 re S " + TEXT,),
    "underlined afterwards": (TEXT + b"50 598 80 1 re f",),
    "3 points high": (TEXT.replace(b"12 Tf", b"3 Tf"),),
    "by a matrix": (b"BT /F1 1 Tf 12 0 0 12 50 600 Tm (Planted words) Tj ET",),
    "outlined": (b"1 Tr " + TEXT,),
    "bold by outline": (b"2 Tr " + TEXT,),
    "bold by repetition": (b".6 g " + TEXT + b"1 0 0 1 .3 0 cm " + TEXT,),
    "half transparent": (b"/G gs " + TEXT, HALF),
    "in a wide clip": (b"q 0 0 600 700 re W n " + TEXT + b"Q",),
    "in a round clip": (b"q 0 0 m 0 2000 600 2000 600 0 c h W n " + TEXT + b"Q",),
    "in a form": (b"/X Do", *form(TEXT, b"/BBox [0 0 612 792]")),
    "a layer that is on": (b"/OC /L BDC " + TEXT + b"EMC", *layer(b"ON")),
    "words in its place": (b"/Span << /ActualText (Planted words) >> BDC " + TEXT + b"EMC",),
}


@pytest.mark.parametrize("case", HIDDEN)
def test_what_cannot_be_seen_is_left_out_and_reported(case):
    content, how, *more = HIDDEN[case]

    note = pdf.read(Path("a.pdf"), raw_pdf(OPEN + content, *more))

    assert note.text.replace("\nPale", "").replace("\n Pale", "") == WHOLE
    said = [warning for warning in note.warnings if "left out" in warning]
    assert all(" of page 1 " in warning for warning in said)
    assert how in said[-1]


@pytest.mark.parametrize("case", SEEN)
def test_what_can_be_seen_stays(case):
    content, *more = SEEN[case]

    note = pdf.read(Path("a.pdf"), raw_pdf(OPEN + content, *more))

    assert note.text == f"{WHOLE}\nPlanted words"
    assert not any("left out" in warning for warning in note.warnings)


def test_letters_that_the_page_draws_itself_are_read_where_they_have_ink():
    note = pdf.read(Path("a.pdf"), raw_pdf(OPEN + b"BT /F2 12 Tf 50 600 Td (aaa) Tj ET", *glyph(b"0 0 .5 1 re f")))

    assert note.text == f"{WHOLE}\naaa"


def test_of_a_line_that_is_half_covered_the_other_half_is_read():
    note = pdf.read(Path("a.pdf"), raw_pdf(OPEN + TEXT + b"1 g 92 590 300 30 re f"))

    assert note.text == f"{WHOLE}\nPlanted"
    assert "5 characters of page 1 are covered or cut off and left out" in note.warnings


DOTS = b"BT /F1 6 Tf 50.3 600.4 Td (%s) Tj ET" % (b"." * 60)


def test_leaders_of_dots_are_read():
    """Their ink is as flat as that of letters too small to read."""
    note = pdf.read(Path("a.pdf"), raw_pdf(OPEN + b"BT /F1 8 Tf 50 600 Td (. . . . . . . . . . . . . . 12) Tj ET"))

    assert note.text.endswith("\n. . . . . . . . . . . . . . 12")
    looked_at = raw_pdf(OPEN + b"/X Do", *form(DOTS, b"/BBox [0 0 612 792]"))
    assert pdf.read(Path("a.pdf"), looked_at).text.endswith("." * 60)


def test_a_scan_with_an_invisible_text_counts_as_a_page_without_text():
    def draw(page):
        page.drawString(50, 700, "A page of print that everybody can see and read.")
        page.showPage()
        words = page.beginText(50, 700)
        words.setTextRenderMode(3)
        words.textLine("What text recognition thought to see on the scan.")
        page.drawText(words)

    note = pdf.read(Path("a.pdf"), drawn(draw))

    assert [page.end - page.start for page in note.pages][1] == 0
    expected = "page 2 holds only text that cannot be seen, as text recognition leaves over a scan, and is not read"
    assert expected in note.warnings


def test_a_file_whose_text_cannot_be_seen_at_all_is_refused():
    with pytest.raises(NoteError, match=r"^a\.pdf has no text that can be seen: page 1 holds only text that cannot"):
        pdf.read(Path("a.pdf"), raw_pdf(b"3 Tr " + TEXT))


def test_characters_that_nobody_sees_are_left_out():
    table = b"1 begincodespacerange <00> <FF> endcodespacerange 2 beginbfchar <61> <200B> <62> <D83DDCC8> endbfchar"
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 7 0 R >>"
    content = OPEN + b"BT /F2 12 Tf 50 600 Td (xaybz) Tj ET"

    note = pdf.read(Path("a.pdf"), raw_pdf(content, b"", [font, stream_of(table)]))

    assert note.text == f"{WHOLE}\nxy\N{CHART WITH UPWARDS TREND}z"
    assert "1 character of page 1 is written in characters nobody sees and left out" in note.warnings


def test_a_font_that_does_not_say_its_letters_is_not_read():
    font = b"<< /Type /Font /Subtype /Type0 /BaseFont /ABCDEF+Mill /Encoding /Identity-H /DescendantFonts [7 0 R] >>"
    below = (
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /ABCDEF+Mill /FontDescriptor 8 0 R /DW 600"
        b" /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>"
    )
    about = b"<< /Type /FontDescriptor /FontName /ABCDEF+Mill /Flags 4 /FontBBox [0 0 9 9] /Ascent 8 /Descent 2 >>"
    content = b"BT /F2 12 Tf 50 600 Td <002400250026002700280029002A> Tj ET"

    with pytest.raises(NoteError, match="fonts that do not say which letters they show"):
        pdf.read(Path("a.pdf"), raw_pdf(content, b"", [font, below, about]))


# Any page

LOOKS = ("black", "grey", "blue", "head", "white", "pale", "invisible", "tiny", "outside", "covered", "transparent")
GOOD = LOOKS[:4]
GREY, BLUE, PALE = (0.45, 0.45, 0.45), (0.1, 0.2, 0.7), (0.97, 0.97, 0.97)
COLOURS = {"grey": GREY, "blue": BLUE, "head": (1, 1, 1), "white": (1, 1, 1), "pale": PALE}


def put(page, look, words, y):
    """A line of *words* that looks like that."""
    page.saveState()
    if look == "head":
        page.setFillColorRGB(0, 0, 0.4)
        page.rect(40, y - 5, 500, 18, fill=1, stroke=0)
    text = page.beginText(700 if look == "outside" else 50, y)
    text.setFont("Helvetica", 1.5 if look == "tiny" else 10)
    text.setFillColorRGB(*COLOURS.get(look, (0, 0, 0)), alpha=0 if look == "transparent" else 1)
    text.setTextRenderMode(3 if look == "invisible" else 0)
    text.textLine(words)
    page.drawText(text)
    if look == "covered":
        page.setFillColorRGB(0.8, 0.8, 0.9)
        page.rect(40, y - 5, 500, 18, fill=1, stroke=0)
    page.restoreState()


@given(st.lists(st.tuples(st.sampled_from(LOOKS), st.integers(1, 6)), min_size=1, max_size=12))
@example([(look, 3) for look in LOOKS])
@settings(print_blob=True)
def test_every_visible_word_is_in_and_every_other_out(lines):
    named = [(look, [f"{look}{row}word{at}" for at in range(count)]) for row, (look, count) in enumerate(lines)]

    def draw(page):
        page.drawString(50, 800, "opening words")
        for row, (look, words) in enumerate(named):
            put(page, look, " ".join(words), 760 - 40 * row)

    data = drawn(draw)
    note = pdf.read(Path("a.pdf"), data)

    seen = ["opening", "words", *(word for look, words in named if look in GOOD for word in words)]
    assert note.text.split() == seen
    if all(look in GOOD for look, _ in named):
        assert [line for line in note.text.split("\n") if line] == plain(data)


def plain(data):
    """The lines that PDFium finds, whether or not they can be seen."""
    document = PdfDocument(data)
    try:
        return document[0].get_textpage().get_text_range().split("\r\n")
    finally:
        document.close()
