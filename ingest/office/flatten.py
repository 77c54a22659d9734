"""What stands in a cell or a note of a Word document, as lines: no page, table or heading is inside."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from ingest.office.drawings import chosen
from ingest.office.grid import WRAPPERS, GridRow, grid
from ingest.office.looks import DELETED, Looks, Place
from ingest.office.markup import Element, child, of
from ingest.office.runs import REMOVED, Box, Break, Hidden, Piece, Reference, Runs, words_of


@dataclass(slots=True)
class Passage:
    """Words, what does not stand among them, and for each end of a page whether it comes before any word."""

    words: list[str] = field(default_factory=list)
    asides: list[Hidden | Reference] = field(default_factory=list)
    breaks: list[bool] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The words."""
        return "".join(self.words).strip()


class Flatten:
    """Passages out of a document of certain looks."""

    def __init__(self, looks: Looks) -> None:
        self._looks = looks

    def passage(self, parent: Element, place: Place, runs: Runs) -> Passage:
        """The words of a cell or a note, its paragraphs line by line, the rows of tables in it too."""
        found = Passage()
        for block in flat(parent):
            tag = of(block)
            if tag in REMOVED:
                found.asides.append(Hidden(DELETED, words_of(block)))
            elif tag == "w:p":
                self._gather(found, runs.pieces(block, self._looks.line(block, place)))
                found.words.append("" if goes_on(block) else "\n")
            else:
                for row in grid(block, self._looks, place):
                    self._gather_row(found, row, runs)
        return found

    def _gather(self, found: Passage, pieces: Iterable[Piece]) -> None:
        boxes: list[Box] = []
        for piece in pieces:
            if isinstance(piece, str):
                found.words.append(piece)
            elif isinstance(piece, Break):
                found.breaks.append(not found.text)
            elif isinstance(piece, Box):
                boxes.append(piece)
            else:
                found.asides.append(piece)
        for box in boxes:
            inner = self.passage(box.content, Place(box.ground), Runs(self._looks, box.content))
            found.words += ["\n", inner.text]
            found.asides += inner.asides

    def _gather_row(self, found: Passage, row: GridRow, runs: Runs) -> None:
        """Add the words of the row of a table inside a cell."""
        for cell in row.cells:
            inner = self.passage(cell.content, cell.place, runs)
            found.asides += inner.asides
            if cell.how:
                found.asides.append(Hidden(cell.how, inner.text))
            else:
                found.words += [" ", inner.text]
        found.words.append("\n")


def flat(parent: Element) -> Iterator[Element]:
    """The paragraphs and tables of *parent*, also those that something is wrapped around, and what was deleted."""
    for each in parent:
        tag = of(each)
        if tag in ("w:p", "w:tbl", *REMOVED):
            yield each
        elif tag == "mc:AlternateContent":
            taken = chosen(each)
            yield from flat(taken) if taken is not None else ()
        elif tag in WRAPPERS:
            yield from flat(each)


def goes_on(paragraph: Element) -> bool:
    """Whether the end of *paragraph* was deleted, so that the next one goes on with it."""
    mark = child(child(paragraph, "pPr"), "rPr")
    return any(child(mark, tag[2:]) is not None for tag in REMOVED)
