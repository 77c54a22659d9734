"""A paragraph of a Word document -> its words, and the pieces that are no words, in their order."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from ingest.office.colours import RGB
from ingest.office.drawings import boxes, chosen, descriptions, unseen_drawing
from ingest.office.looks import DELETED, SAME_COLOUR, WHITE_ON_WHITE, Line, Looks
from ingest.office.markup import WORD, Element, of, value
from ingest.office.styles import OFF
from ingest.office.symbols import symbol
from ingest.raised import placed

IN_CODE = "part of the code of a field"
DESCRIPTION = "the description of a picture"
FIELD_MARK = f"{{{WORD}}}fldChar"
INSERTED = ("w:ins", "w:moveTo")
REMOVED = ("w:del", "w:moveFrom")
WORDS = ("w:t", "w:delText", "m:t")
MARKS = {
    "w:tab": "\t",
    "w:ptab": "\t",
    "w:cr": "\n",
    "w:noBreakHyphen": "\u2011",
    "w:softHyphen": "\u00ad",
    "m:den": "/",
    "m:sup": "^",
    "m:sub": "_",
    "m:rad": "√",
}
"""Signs for what is a place or a line on paper: without them, a fraction of 1 and 2 would read 12."""
TERMS = ("m:num", "m:den", "m:sup", "m:sub")
CONTAINERS = (
    *("w:ins", "w:moveTo", "w:hyperlink", "w:smartTag", "w:customXml", "w:sdt", "w:sdtContent", "w:fldSimple"),
    *("w:dir", "w:bdo", "w:ruby", "w:rubyBase", "mc:Choice", "mc:Fallback"),
)
NoteKind = Literal["footnotes", "endnotes", "comments"]
NOTES: dict[str, NoteKind] = {
    "w:footnoteReference": "footnotes",
    "w:endnoteReference": "endnotes",
    "w:commentReference": "comments",
}


@dataclass(frozen=True, slots=True)
class Hidden:
    """Words that are not seen, and why."""

    how: str
    words: str


@dataclass(frozen=True, slots=True)
class Break:
    """The end of a page: one that the author set, or one that Word found when it last laid out the document."""

    hard: bool


@dataclass(frozen=True, slots=True)
class Box:
    """A text box: what is in it, and the colour behind its words."""

    content: Element
    ground: RGB | None


@dataclass(frozen=True, slots=True)
class Reference:
    """A mark that a footnote, an endnote or a comment belongs to; ``counted`` where its sign is the next number."""

    kind: NoteKind
    id: str
    counted: bool


Piece = str | Hidden | Break | Box | Reference


def words_of(element: Element) -> str:
    """All words in *element*, seen or not."""
    return " ".join(_texts(element))


def _texts(element: Element) -> Iterator[str]:
    if of(element) in WORDS and element.text:
        yield element.text
    for each in element:
        if of(each) != "mc:Fallback":  # the same again, for programs that know less
            yield from _texts(each)


class Runs:
    """The paragraphs of one story, in the order in which they are asked for: a field may reach over several."""

    def __init__(self, looks: Looks, story: Element) -> None:
        marks = [value(each, "fldCharType") for each in story.iter(FIELD_MARK)]
        self._sound = marks.count("begin") == marks.count("end")  # else nobody knows what is a field, and all is read
        self._looks = looks
        self._results: list[bool] = []  # of each field that is open: whether what comes now is its result

    def pieces(self, element: Element, line: Line) -> Iterator[Piece]:
        """The pieces of a paragraph, or of a part of it."""
        for each in element:
            tag = of(each)
            if tag in ("w:r", "m:r"):
                yield from self._run(each, line)
            elif tag in REMOVED:
                yield Hidden(DELETED, words_of(each))
                for mark in each.iter(FIELD_MARK):
                    self._field(value(mark, "fldCharType"))
            elif tag == "mc:AlternateContent":
                taken = chosen(each)
                yield from self.pieces(taken, line) if taken is not None else ()
            elif tag.startswith("m:"):
                yield from self._formula(each, tag, line)
            elif tag in CONTAINERS:
                yield from self.pieces(each, line)

    def _formula(self, element: Element, tag: str, line: Line) -> Iterator[Piece]:
        bracketed = tag == "m:d" or (tag in TERMS and not words_of(element).replace(".", "").isalnum())
        sign = element.find("{*}naryPr/{*}chr") if tag == "m:nary" else None
        yield "∫" if tag == "m:nary" and sign is None else _said(sign)
        yield MARKS.get(tag, "") + ("(" if bracketed else "")
        yield from self.pieces(element, line)
        yield ")" if bracketed else ""

    def _run(self, run: Element, line: Line) -> Iterator[Piece]:
        how = self._looks.unseen(run, line)
        for each in self._parts(run):
            tag = of(each)
            if tag == "w:fldChar":
                self._field(value(each, "fldCharType"))
            elif tag in ("w:delText", *REMOVED):
                yield Hidden(DELETED, words_of(each))
            elif how:
                yield from _unseen(each, how)
            elif self._sound and not all(self._results):
                yield Hidden(IN_CODE, words_of(each))
            elif tag in ("w:drawing", "w:pict", "w:object"):
                yield from self._drawing(each, line)
            elif tag == "w:ruby":
                yield from self.pieces(each, line)
            else:
                yield from _seen(each, tag, self._looks.where(run, line))

    def _parts(self, run: Element) -> Iterator[Element]:
        for each in run:
            taken = chosen(each) if of(each) == "mc:AlternateContent" else None
            yield from taken if taken is not None else [each]

    def _field(self, mark: str | None) -> None:
        if mark == "begin":
            self._results.append(False)
        elif self._results and mark == "separate":
            self._results[-1] = True
        elif self._results and mark == "end":
            self._results.pop()

    def _drawing(self, drawing: Element, line: Line) -> Iterator[Piece]:
        yield Hidden(DESCRIPTION, descriptions(drawing))
        how = unseen_drawing(drawing)
        for content, ground in boxes(drawing, self._looks.theme, line.place.ground):
            yield Hidden(how, words_of(content)) if how else Box(content, ground)


def _seen(part: Element, tag: str, where: str | None) -> Iterator[Piece]:
    if tag in ("w:t", "m:t"):
        yield placed(part.text or "", where)
    elif tag in MARKS:
        yield MARKS[tag]
    elif tag == "w:br":
        kind = value(part, "type")
        yield Break(hard=True) if kind == "page" else "\n"
    elif tag == "w:lastRenderedPageBreak":
        yield Break(hard=False)
    elif tag == "w:sym":
        yield symbol(part)
    elif tag in NOTES:
        yield Reference(NOTES[tag], value(part, "id") or "", value(part, "customMarkFollows") in (None, *OFF))


def _unseen(part: Element, how: str) -> Iterator[Piece]:
    """Words that are not seen; what is only painted over leaves the room it takes."""
    yield Hidden(how, words_of(part))
    if how in (WHITE_ON_WHITE, SAME_COLOUR):
        yield " "
    if of(part) == "w:lastRenderedPageBreak":
        yield Break(hard=False)


def _said(sign: Element | None) -> str:
    return "" if sign is None else next(iter(sign.attrib.values()), "")
