"""Word files that hide text, made run by run, and honest ones."""

from collections.abc import Callable
from io import BytesIO

import docx
from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from docx.text.run import Run

from hostile.case import Files, fine, odd, order, seen, sight, sly

WHITE = RGBColor(255, 255, 255)
Build = Callable[[Document], None]


def word(name: str, build: Build | None = None) -> bytes:
    """A Word file that shows its sentence, with whatever *build* adds."""
    document = docx.Document()
    document.core_properties.title = f"Freight letter {name}"
    document.add_paragraph(seen(name))
    if build:
        build(document)
    made = BytesIO()
    document.save(made)
    return made.getvalue()


def run(name: str, change: Callable[[Run], object]) -> Build:
    """A paragraph of its own for the order, its run changed by *change*."""

    def build(document: Document) -> None:
        change(document.add_paragraph().add_run(order(name)))

    return build


def flag(tag: str, **values: str) -> Callable[[Run], None]:
    """A change that adds *tag* to the properties of a run."""

    def change(piece: Run) -> None:
        piece._r.get_or_add_rPr().append(element(tag, **values))

    return change


def element(tag: str, **values: str) -> OxmlElement:
    """The element *tag* of the word namespace with its attributes."""
    return OxmlElement(tag, {qn(f"w:{key}"): value for key, value in values.items()})


def wrapped(tag: str, text: str) -> Callable[[Run], None]:
    """A change that puts a run into a tracked *tag*, its text into the element *text*."""

    def change(piece: Run) -> None:
        outer = element(tag, id="9", author="Editor", date="2026-01-05T10:00:00Z")
        piece._r.addprevious(outer)
        outer.append(piece._r)
        for words in piece._r.findall(qn("w:t")):
            words.tag = qn(text)

    return change


def styled(name: str, change: Callable[[object], object]) -> Build:
    """A paragraph in a style of its own, which *change* alters."""

    def build(document: Document) -> None:
        style = document.styles.add_style("Quiet", 1)
        change(style)
        document.add_paragraph(order(name), style="Quiet")

    return build


def hidden_row(name: str) -> Build:
    """A table whose second row is hidden."""

    def build(document: Document) -> None:
        table = document.add_table(rows=2, cols=1)
        table.cell(0, 0).text = "Lane"
        table.cell(1, 0).text = order(name)
        table.rows[1]._tr.get_or_add_trPr().append(element("w:hidden"))
        for piece in table.cell(1, 0).paragraphs[0].runs:
            piece.font.hidden = True

    return build


def shaded(text: str, fill: str) -> Build:
    """A table with white letters on *fill*."""

    def build(document: Document) -> None:
        cell = document.add_table(rows=1, cols=1).cell(0, 0)
        cell.paragraphs[0].add_run(text).font.color.rgb = WHITE
        cell._tc.get_or_add_tcPr().append(element("w:shd", val="clear", color="auto", fill=fill))

    return build


def unseen() -> Files:
    """Files whose second sentence nobody sees."""
    yield sly(n := "vanish.docx", word(n, run(n, flag("w:vanish"))))
    yield sly(n := "vanish-style.docx", word(n, styled(n, lambda style: setattr(style.font, "hidden", True))))
    yield sly(n := "white.docx", word(n, run(n, lambda piece: setattr(piece.font.color, "rgb", WHITE))))
    yield sly(n := "white-style.docx", word(n, styled(n, lambda style: setattr(style.font.color, "rgb", WHITE))))
    yield sly(n := "white-cell.docx", word(n, shaded(order(n), "FFFFFF")))
    yield sly(n := "tiny.docx", word(n, run(n, lambda piece: setattr(piece.font, "size", Pt(1)))))
    yield sly(n := "row.docx", word(n, hidden_row(n)))
    yield odd(n := "web-hidden.docx", word(n, run(n, flag("w:webHidden"))), "any")
    yield sly(n := "deleted.docx", word(n, run(n, wrapped("w:del", "w:delText"))), "taken")
    yield sly(n := "moved.docx", word(n, run(n, wrapped("w:moveFrom", "w:t"))), "taken")
    yield sly(n := "field.docx", word(n, run(n, retitled)), "taken")
    yield sly(n := "comment.docx", word(n, commented(n)), "taken")


def retitled(piece: Run) -> None:
    """Make the words of a run the instruction of a field, which is never printed."""
    for words in piece._r.findall(qn("w:t")):
        words.tag = qn("w:instrText")


def commented(name: str) -> Build:
    """A remark in the margin, which is no part of the text."""

    def build(document: Document) -> None:
        piece = document.add_paragraph().add_run("Margins held.")
        document.add_comment(piece, text=order(name), author="Editor", initials="E")

    return build


def plain() -> Files:
    """Good files."""
    yield fine(
        n := "good-black.docx",
        word(n, run_of("Corriganblack", lambda font: setattr(font.color, "rgb", RGBColor(0, 0, 0)))),
        sight(n),
        "Corriganblack",
    )
    yield fine(n := "good-dark-head.docx", word(n, shaded("Brightwaterhead", "14324F")), sight(n), "Brightwaterhead")
    yield fine(
        n := "good-small-print.docx",
        word(n, run_of("Dunmorefoot", lambda font: setattr(font, "size", Pt(6)))),
        sight(n),
        "Dunmorefoot",
    )
    n = "good-inserted.docx"
    yield odd(n, word(n, inserted), "accepted", kept=(sight(n), "Lattimerinsert"))


def inserted(document: Document) -> None:
    """A sentence with a word put in under tracking."""
    paragraph = document.add_paragraph("The view is ")
    piece = paragraph.add_run("no longer Lattimerinsert")
    wrapped("w:ins", "w:t")(piece)


def run_of(text: str, change: Callable[[object], object]) -> Build:
    """A paragraph of *text* in a font that *change* alters."""

    def build(document: Document) -> None:
        change(document.add_paragraph().add_run(text).font)

    return build


def files() -> Files:
    """Every honest and sly Word file; the broken ones are with the archives."""
    yield from unseen()
    yield from plain()
