"""Files of Word and Excel: what the usual libraries write, and parts put in place as other programs would have them."""

import io
import zipfile
from functools import cache

import docx

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMES = {
    "w": W,
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "v": "urn:schemas-microsoft-com:vml",
    "odd": "urn:nobody-knows-this",
}
SPACES = " ".join(f'xmlns:{prefix}="{address}"' for prefix, address in NAMES.items())
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def with_parts(data, changes):
    """The file with parts put in place: *changes* are texts, bytes or functions of the old text, by name."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.namelist():
            part, change = old.read(member), changes.get(member)
            new.writestr(member, part if change is None else change(part.decode()) if callable(change) else change)
        for member in changes.keys() - set(old.namelist()):
            new.writestr(member, changes[member])
    return file.getvalue()


def without(data, *names):
    """The file without the parts of those names."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.namelist():
            if member not in names:
                new.writestr(member, old.read(member))
    return file.getvalue()


def saved(document):
    """The bytes of what python-docx or openpyxl has made."""
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def word(*blocks, prepare=None, parts=None, styles="", last=""):
    """A Word document of *blocks* of XML; *styles* are added to the usual ones, *parts* are put in place.

    *last* are the properties of its last section.
    """
    body = f"<w:document {SPACES}><w:body>{''.join(blocks)}<w:sectPr>{last}</w:sectPr></w:body></w:document>"
    changes = {"word/document.xml": body, **(parts or {})}
    if styles:
        changes["word/styles.xml"] = lambda text: text.replace("</w:styles>", f"{styles}</w:styles>")
    related = "".join(
        f'<Relationship Id="x{name}" Type="{RELATION}/{name}" Target="{name}.xml"/>'
        for name in ("footnotes", "endnotes", "comments")
        if f"word/{name}.xml" in changes
    )
    changes["word/_rels/document.xml.rels"] = lambda text: text.replace(
        "</Relationships>", f"{related}</Relationships>"
    )
    return with_parts(_written(prepare), changes)


@cache
def _written(prepare):
    document = docx.Document()
    if prepare:
        prepare(document)
    return saved(document)


def notes(kind, **words):
    """A part with footnotes, endnotes or comments: the words of each by its id, which begins with ``n``."""
    single = kind.removesuffix("s")
    inner = "".join(f'<w:{single} w:id="{name[1:]}">{p(said)}</w:{single}>' for name, said in words.items())
    return f"<w:{kind} {SPACES}>{inner}</w:{kind}>"


def run(words, looks=""):
    """A run of *words* with properties."""
    properties = f"<w:rPr>{looks}</w:rPr>" if looks else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{words}</w:t></w:r>'


def p(*inside, style="", looks=""):
    """A paragraph; what does not begin with a bracket is a run of words. *looks* are its own properties."""
    own = f'<w:pStyle w:val="{style}"/>' if style else ""
    inner = "".join(each if each.startswith("<") else run(each) for each in inside)
    return f"<w:p><w:pPr>{own}{looks}</w:pPr>{inner}</w:p>"


def cell(*inside, looks=""):
    """A cell of a table; what does not begin with a bracket is a paragraph."""
    inner = "".join(each if each.startswith("<") else p(each) for each in inside) or "<w:p/>"
    return f"<w:tc><w:tcPr>{looks}</w:tcPr>{inner}</w:tc>"


def row(*cells, looks=""):
    """A row of cells; what does not begin with a bracket is one of a paragraph."""
    inner = "".join(each if each.startswith("<w:tc>") else cell(each) for each in cells)
    return f"<w:tr><w:trPr>{looks}</w:trPr>{inner}</w:tr>"


def table(*rows, looks=""):
    """A table of rows of cells."""
    inner = "".join(each if isinstance(each, str) else row(*each) for each in rows)
    return f"<w:tbl><w:tblPr>{looks}</w:tblPr>{inner}</w:tbl>"
