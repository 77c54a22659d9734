"""PDF documents: running heads, two columns, tables with rules and without, and Chinese in a font of the viewer's."""

from datetime import UTC, datetime
from io import BytesIO
from xml.sax.saxutils import escape

from reportlab.lib.colors import HexColor, white
from reportlab.lib.enums import TA_JUSTIFY
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import cm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BalancedColumns,
    BaseDocTemplate,
    Flowable,
    Frame,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
    TableStyle,
)

from samples.documents.source import Block, Document

FONTS = {"en": "Times-Roman", "zh-Hans": "STSong-Light", "zh-Hant": "MSung-Light"}
DARK = HexColor("#14324f")
INK = HexColor("#1c1c1c")
MARGIN = 2.2 * cm


def file(document: Document) -> bytes:
    """The whole PDF, a page of it for each page of *document*."""
    font = FONTS[document.about["language"]]
    if document.chinese and font not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(UnicodeCIDFont(font))
    made = BytesIO()
    template = BaseDocTemplate(
        made,
        pagesize=A4,
        invariant=1,
        title=document.about["title"],
        author=document.about["author"],
        subject=document.about["institution"],
        lang=document.about["language"],
    )
    frame = Frame(MARGIN, MARGIN, A4[0] - 2 * MARGIN, A4[1] - 2 * MARGIN, id="page")
    template.addPageTemplates(PageTemplate(frames=[frame], onPage=lambda canvas, _: running_head(canvas, document)))
    template.build(story(document, font))
    return made.getvalue()


def running_head(canvas: Canvas, document: Document) -> None:
    """The line above and the number below every page; the file's dates become the document's."""
    about = document.about
    when = datetime.fromisoformat(about["date"]).replace(hour=9, tzinfo=UTC)
    stamp = canvas._doc._timeStamp
    stamp.t, stamp.lt, stamp.YMDhms = when.timestamp(), when.timetuple(), when.timetuple()[:6]
    canvas.saveState()
    canvas.setFont(FONTS[about["language"]], 8)
    canvas.drawString(MARGIN, A4[1] - 1.4 * cm, about["institution"])
    canvas.drawRightString(A4[0] - MARGIN, A4[1] - 1.4 * cm, about["date"])
    canvas.drawCentredString(A4[0] / 2, 1.2 * cm, str(canvas.getPageNumber()))
    canvas.restoreState()


def story(document: Document, font: str) -> list[Flowable]:
    """Everything on the pages, in reading order."""
    about = document.about
    wrap = "CJK" if document.chinese else None
    body = ParagraphStyle(
        "body",
        fontName=font,
        fontSize=10.5,
        leading=15,
        spaceAfter=7,
        textColor=INK,
        wordWrap=wrap,
        alignment=0 if document.chinese else TA_JUSTIFY,
    )
    small = ParagraphStyle("small", parent=body, fontSize=9, alignment=0)
    title = ParagraphStyle("title", parent=body, fontSize=17, leading=22, textColor=DARK, alignment=0)
    heading = ParagraphStyle("heading", parent=body, fontSize=13, leading=17, spaceBefore=6, alignment=0)
    by = f"{about['author']}, {about['institution']}, {about['date']}"
    parts: list[Flowable] = [Paragraph(escape(about["title"]), title), Paragraph(escape(by), small)]
    for number, page in enumerate(document.pages):
        if number:
            parts.append(PageBreak())
        blocks = [flowable(document, block, body, heading, small) for block in page.blocks]
        told = [part for group in blocks for part in group]
        parts += [BalancedColumns(told, innerPadding=18)] if "columns" in document.forms else told
    return parts


def flowable(
    document: Document, block: Block, body: ParagraphStyle, heading: ParagraphStyle, small: ParagraphStyle
) -> list[Flowable]:
    """One block as it is laid out."""
    if block.kind == "heading":
        return [Paragraph(escape(block.lines[0]), heading)]
    if block.kind == "text":
        return [Paragraph(escape(document.joined(block.lines)), body)]
    style = ruled(body.fontName) if "ruled" in document.forms else aligned(body.fontName)
    table = Table([list(row) for row in block.rows], style=style, hAlign="LEFT")
    return [Paragraph(escape(block.caption), small), table, Spacer(1, 10)]


def ruled(font: str) -> TableStyle:
    """Lines round every cell, and white letters on a dark head: plain to see, however white they are."""
    return TableStyle(
        [
            ("FONT", (0, 0), (-1, -1), font, 9.5),
            ("GRID", (0, 0), (-1, -1), 0.5, DARK),
            ("BACKGROUND", (0, 0), (-1, 0), DARK),
            ("TEXTCOLOR", (0, 0), (-1, 0), white),
            ("ALIGN", (1, 0), (-1, -1), "RIGHT"),
        ]
    )


def aligned(font: str) -> TableStyle:
    """No line at all: only columns set flush."""
    return TableStyle([("FONT", (0, 0), (-1, -1), font, 9.5), ("ALIGN", (1, 0), (-1, -1), "RIGHT")])
