"""Word documents: headings, tables under a caption, page breaks, tracked changes and a footnote."""

import re
from datetime import UTC, datetime
from io import BytesIO

import docx
from docx.document import Document as WordDocument
from docx.enum.text import WD_BREAK
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import nsdecls, qn
from docx.text.paragraph import Paragraph

from samples.documents.packed import settle
from samples.documents.source import Block, Document

MARKED = re.compile(r"(\[-.*?-\]|\[\+.*?\+\]|\[\^.*?\])")
FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
EDITOR = {qn("w:id"): "7", qn("w:author"): "Editor", qn("w:date"): "2026-01-05T10:00:00Z"}


def file(document: Document) -> bytes:
    """The whole .docx, dated as *document* is."""
    about = document.about
    word = docx.Document()
    core = word.core_properties
    core.title, core.author, core.subject = about["title"], about["author"], about["institution"]
    core.language, core.comments = about["language"], ""
    core.created = core.modified = datetime.fromisoformat(about["date"]).replace(tzinfo=UTC)
    word.add_heading(about["title"], 0)
    word.add_paragraph(f"{about['institution']}, {about['author']}, {about['date']}")
    footnotes: list[str] = []
    for number, page in enumerate(document.pages):
        if number:
            word.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        for block in page.blocks:
            footnotes += add(word, document, block)
    if footnotes:
        attach_footnotes(word, footnotes)
    made = BytesIO()
    word.save(made)
    return settle(made.getvalue(), about["date"])


def add(word: WordDocument, document: Document, block: Block) -> list[str]:
    """Add one block; its footnotes come back."""
    if block.kind == "heading":
        word.add_heading(block.lines[0], 1)
        return []
    if block.kind == "text":
        return write(word.add_paragraph(), document.joined(block.lines))
    word.add_paragraph(block.caption, style="Caption")
    table = word.add_table(rows=len(block.rows), cols=len(block.rows[0]), style="Light Grid Accent 1")
    for row, cells in zip(table.rows, block.rows, strict=True):
        for cell, value in zip(row.cells, cells, strict=True):
            cell.text = value
    return []


def write(paragraph: Paragraph, words: str) -> list[str]:
    """Fill *paragraph* with runs, tracked where *words* says so; the footnotes met on the way come back."""
    footnotes = []
    for piece in MARKED.split(words):
        if piece.startswith("[^"):
            footnotes.append(piece[2:-1])
            paragraph.add_run()._r.append(reference(1 + len(footnotes)))
        elif piece.startswith("[-"):
            paragraph._p.append(tracked("w:del", "w:delText", piece[2:-2]))
        elif piece.startswith("[+"):
            paragraph._p.append(tracked("w:ins", "w:t", piece[2:-2]))
        elif piece:
            paragraph.add_run(piece)
    return footnotes


def tracked(change: str, kind: str, words: str) -> OxmlElement:
    """A `w:ins` or `w:del` around one run."""
    outer, run, text = OxmlElement(change, EDITOR), OxmlElement("w:r"), OxmlElement(kind)
    text.text = words
    text.set(qn("xml:space"), "preserve")
    run.append(text)
    outer.append(run)
    return outer


def reference(number: int) -> OxmlElement:
    """The mark that points to footnote *number*."""
    return OxmlElement("w:footnoteReference", {qn("w:id"): str(number)})


def attach_footnotes(word: WordDocument, footnotes: list[str]) -> None:
    """Give *word* the part that holds its footnotes; ids 0 and 1 are Word's own separators."""
    notes = "".join(
        f'<w:footnote w:id="{number}"><w:p><w:r><w:t xml:space="preserve"> {words}</w:t></w:r></w:p></w:footnote>'
        for number, words in enumerate(footnotes, 2)
    )
    rules = "".join(
        f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>'
        for number, kind in enumerate(("separator", "continuationSeparator"))
    )
    xml = f'<?xml version="1.0" encoding="UTF-8"?><w:footnotes {nsdecls("w")}>{rules}{notes}</w:footnotes>'
    part = Part(PackURI("/word/footnotes.xml"), FOOTNOTES, xml.encode(), word.part.package)
    word.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
