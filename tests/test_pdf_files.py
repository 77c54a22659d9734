"""PDFs as they come: damaged, odd, hostile. Each is read, read with a warning, or refused by name and reason."""

import io
from contextlib import suppress
from pathlib import Path

import pytest
from pdfs import HELVETICA, OPEN, chinese_of, deflated, drawn, raw_pdf, stream_of
from reportlab.lib.pdfencrypt import StandardEncryption

from footnote.errors import NoteError
from ingest.paper import book
from ingest.paper.findings import page_list
from ingest.readers import pdf

GOOD = raw_pdf(OPEN)
WHOLE = "A line that everybody can see"
XFA = [HELVETICA, b"<< /Fields [] /XFA 8 0 R >>", stream_of(b"<xdp/>")]
FORM = [
    HELVETICA,
    b"<< /Fields [8 0 R] >>",
    b"<< /Type /Annot /Subtype /Widget /FT /Tx /T (a) /V (Filled in) /Rect [50 500 200 520] /DA (/F1 12 Tf 0 g) >>",
]
COMMENT = [HELVETICA, b"<< /Type /Annot /Subtype /Text /Rect [300 50 320 70] /Contents (A remark) >>"]
LINK = [HELVETICA, b"<< /Type /Annot /Subtype /Link /Rect [50 700 90 720] /A << /S /URI /URI (http://127.0.0.1/) >> >>"]
FILE = [
    HELVETICA,
    b"<< /Names [(a.txt) 8 0 R (b.txt) 8 0 R] >>",
    b"<< /Type /Filespec /F (a.txt) /EF << /F 9 0 R >> >>",
    stream_of(b"A planted file", b"/Type /EmbeddedFile"),
]
SCRIPT = [HELVETICA, b"<< /S /JavaScript /JS (app.alert\\(1\\)) >>"]
LAUNCH = [HELVETICA, b"<< /S /Launch /F (/bin/true) >>"]


def read(data):
    return pdf.read(Path("a.pdf"), data)


def refused(data):
    with pytest.raises(NoteError) as caught:
        read(data)
    return str(caught.value)


def warnings(data):
    note = read(data)
    assert note.text == WHOLE
    return [warning for warning in note.warnings if not warning.startswith("no date")]


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ({"objects": COMMENT, "page": b"/Annots [7 0 R]"}, ["holds 1 comment, which is not read"]),
        ({"objects": LINK, "page": b"/Annots [7 0 R]"}, []),
        (
            {"objects": FORM, "page": b"/Annots [8 0 R]", "catalog": b"/AcroForm 7 0 R"},
            ["holds 1 form field, which is not read"],
        ),
        (
            {"objects": FILE, "catalog": b"/Names << /EmbeddedFiles 7 0 R >>"},
            ["holds 2 attached files, which are not read"],
        ),
        ({"objects": SCRIPT, "catalog": b"/OpenAction 7 0 R"}, []),
        ({"objects": LAUNCH, "catalog": b"/OpenAction 7 0 R"}, []),
    ],
)
def test_what_is_not_print_is_not_read_and_said(parts, said):
    assert warnings(raw_pdf(OPEN, **parts)) == said


def test_a_file_that_opens_without_a_password_is_read():
    """Its owner forbids copying, which concerns people; nothing of it is closed."""
    data = drawn(lambda page: page.drawString(50, 700, WHOLE), encrypt=StandardEncryption("", "owner", canCopy=0))

    assert warnings(data) == []


def test_a_damaged_list_of_objects_is_mended_and_said():
    data = GOOD.replace(b"0000000009", b"0000000309", 1).replace(b"startxref\n", b"startxref\n9")

    assert warnings(data) == ["its list of objects was damaged and has been mended: see whether pages are missing"]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (GOOD.replace(b"/Kids [3 0 R]", b"/Kids [2 0 R]"), "page 1 cannot be read"),
        (GOOD.replace(b"/Kids [3 0 R] /Count 1", b"/Kids [3 0 R 2 0 R] /Count 5"), "page 2 cannot be read"),
        (GOOD[:-200], "is cut short"),
        (GOOD[:-300] + b"%%EOF", "cannot be opened"),
        (b"%PDF-1.7\n%%EOF", "cannot be opened"),
        (raw_pdf(OPEN, objects=XFA, catalog=b"/AcroForm 7 0 R /NeedsRendering true"), "is an XFA form"),
        (raw_pdf(OPEN.replace(b"A line", b"Please wait..."), objects=XFA, catalog=b"/AcroForm 7 0 R"), "an XFA form"),
    ],
)
def test_what_cannot_be_read_is_refused_by_name(data, said):
    message = refused(data)

    assert message.startswith("a.pdf ")
    assert said in message


def test_a_form_that_stands_on_its_pages_is_read():
    assert warnings(raw_pdf(OPEN, objects=XFA, catalog=b"/AcroForm 7 0 R")) == []


def test_a_file_may_have_so_many_pages(monkeypatch):
    monkeypatch.setattr(book, "MAX_PAGES", 2)

    def draw(page):
        for _ in range(3):
            page.drawString(50, 700, WHOLE)
            page.showPage()

    assert refused(drawn(draw)) == "a.pdf has 3 pages; at most 2 are read."


@pytest.mark.parametrize("box", [b"[0 0 1000000 1000000]", b"[-1e30 -1e30 1e30 1e30]", b"[0 0 0 0]", b"[9 9 0 0]"])
def test_any_page_box_is_survived(box):
    """Pale text has to be looked at, and a page may be of any size."""
    with suppress(NoteError):
        assert read(raw_pdf(b".5 g " + OPEN, box=box)).text in (WHOLE, "")


def test_what_swells_when_it_is_unpacked_is_an_empty_page():
    packed = deflated(b"1 0 0 1 0 0 cm " * 100_000)

    assert "has nothing on any page" in refused(raw_pdf(packed))


def test_a_page_too_costly_to_look_at_is_said():
    """A picture of 600 million pixels lies under its text."""
    about = b"/Type /XObject /Subtype /Image /Width 30000 /Height 20000 /BitsPerComponent 1 /ColorSpace /DeviceGray"
    image = deflated(b"\0" * 9_999, about)
    content = b"q 600 0 0 700 0 0 cm /I Do Q " + OPEN.replace(b"740", b"600")

    assert "page 1 is too costly to look at, and is not read" in refused(
        raw_pdf(content, b"/XObject << /I 6 0 R >>", [image])
    )


def test_chinese_is_read_where_no_font_has_it():
    """The font is the reader's own; a machine that serves may have none, and draws nothing."""
    from ingest.paper.pieces import Piece

    words = "资金流差距达一点三万亿美元。"
    data = chinese_of(words)
    flat = property(lambda piece: (50.0, 700.0, 200.0, 700.0))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Piece, "box", flat)

        assert read(data).text == words


def test_a_bad_page_lets_go_of_the_file():
    """PDFium serves one at a time: after a refusal the next file is read."""
    refused(GOOD.replace(b"/Kids [3 0 R] /Count 1", b"/Kids [3 0 R 2 0 R] /Count 5"))

    assert read(GOOD).text == WHOLE


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        ([3], "page 3"),
        ([3, 4], "pages 3, 4"),
        ([1, 2, 3, 7], "pages 1 to 3, 7"),
        ([1, 3, 5, 6, 7], "pages 1, 3, 5 to 7"),
    ],
)
def test_pages_are_listed_in_short(numbers, said):
    assert page_list(numbers) == said


def test_what_a_file_says_of_itself_is_cleaned():
    def draw(page):
        page.setTitle("Flows\u200b of\u202e the year")
        page.setAuthor(" R. Poe ")
        page.drawString(50, 700, WHOLE)

    note = read(drawn(draw))

    assert (note.title, note.author) == ("Flows of the year", "R. Poe")


def test_a_mark_may_stand_a_little_way_in():
    assert pdf.holds(b"\n\n" + GOOD)
    assert not pdf.holds(io.BytesIO(b"PK\x03\x04").getvalue() + b" " * 2_000 + GOOD)


def test_a_long_list_of_pages_is_cut():
    assert page_list(range(1, 200, 2)).endswith("37, 39 and more, 100 in all")
