"""PDFs, good and bad, made on the spot."""

import io
import zlib

from PIL import Image
from pypdfium2 import PdfDocument
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen import canvas
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate

STYLES = getSampleStyleSheet()


def pdf_of(pages, **about):
    """A PDF whose pages are lists of paragraphs."""
    buffer = io.BytesIO()
    story = []
    for number, paragraphs in enumerate(pages):
        story += [PageBreak()] if number else []
        story += [Paragraph(words, STYLES["BodyText"]) for words in paragraphs]
    SimpleDocTemplate(buffer, **about).build(story)
    return buffer.getvalue()


def drawn(draw, **how):
    """A PDF of what *draw* puts on its canvas."""
    buffer = io.BytesIO()
    page = canvas.Canvas(buffer, **how)
    draw(page)
    page.save()
    return buffer.getvalue()


def scan_of(pages=1):
    """A PDF that is nothing but pictures."""

    def draw(page):
        for _ in range(pages):
            page.drawImage(ImageReader(Image.new("RGB", (40, 40), "navy")), 50, 50, 300, 300)
            page.showPage()

    return drawn(draw)


def chinese_of(words):
    """A PDF with one line of Chinese in a font that every reader knows."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))

    def draw(page):
        page.setFont("STSong-Light", 12)
        page.drawString(50, 700, words)

    return drawn(draw)


ENCRYPTED = drawn(lambda page: page.drawString(50, 700, "Closed to you."), encrypt="secret")


def no_pages():
    """A PDF that is whole and has not one page."""
    buffer = io.BytesIO()
    document = PdfDocument.new()
    document.save(buffer)
    document.close()
    return buffer.getvalue()


TEXT = b"BT /F1 12 Tf 50 600 Td (Planted words) Tj ET "
OPEN = b"BT /F1 12 Tf 50 740 Td (A line that everybody can see) Tj ET "
HELVETICA = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"


def stream_of(content, about=b""):
    """A stream as it stands in a file."""
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (about, len(content), content)


def raw_pdf(content, resources=b"", objects=(), page=b"", catalog=b"", box=b"[0 0 612 792]"):
    """A PDF of one page, written by hand; its font is F1, and *objects* are numbered from 6."""
    written = [
        b"<< /Type /Catalog /Pages 2 0 R %s >>" % catalog,
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox %s /Contents 5 0 R %s" % (box, page)
        + b" /Resources << /Font << /F1 4 0 R /F2 6 0 R >> %s >> >>" % resources,
        HELVETICA,
        content if b"endstream" in content else stream_of(content),
        *objects,
    ]
    out, places = b"%PDF-1.7\n", []
    for number, each in enumerate(written, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(written) + 1, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n" % (len(written) + 1) + table + end


def deflated(content, about=b""):
    """A stream that is packed."""
    return stream_of(zlib.compress(content, 9), b"/Filter /FlateDecode " + about)


def story_of(*story, **about):
    """A PDF of what reportlab lays out."""
    buffer = io.BytesIO()
    flow = [Paragraph(part, STYLES["BodyText"]) if isinstance(part, str) else part for part in story]
    SimpleDocTemplate(buffer, **about).build(flow)
    return buffer.getvalue()
