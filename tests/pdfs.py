"""PDFs, good and bad, made on the spot."""

import io

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
