"""The pages: paragraphs broken into lines, tables in bare columns, and a record of what was printed where."""

import re
from dataclasses import dataclass, field
from functools import cache
from io import BytesIO

from reportlab.lib.pagesizes import letter
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from samples.filings.rows import Cell, Row

WIDTH, HEIGHT = letter
FACES = {
    "serif": ("Times-Roman", "Times-Bold", "Times-Italic"),
    "sans": ("Helvetica", "Helvetica-Bold", "Helvetica-Oblique"),
}
FIGURE = re.compile(r"<<([^|>]*)\|([^>]*)>>")
TOLD = re.compile(r"\[\[([^|\]]*)\|([^\]]*)\]\]")


@dataclass(frozen=True, slots=True)
class Look:
    """One company's house style."""

    face: str = "serif"
    size: float = 10.5
    margin: float = 70
    head: str = ""
    statement_head: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a figure or a sentence stands."""

    page: int
    where: str
    caption: str
    value: str
    main: bool


@dataclass(slots=True)
class Paper:
    """A document in the making; `where` names the part that is being written."""

    look: Look
    title: str
    where: str = "cover page"
    main: bool = False
    seen: dict[str, list[Place]] = field(default_factory=dict)
    page: int = 0
    numbered_from: int = 3
    _y: float = 0
    _made: BytesIO = field(default_factory=BytesIO)
    _canvas: Canvas | None = None

    @property
    def canvas(self) -> Canvas:
        """The canvas, begun when first asked for."""
        if self._canvas is None:
            self._canvas = Canvas(self._made, pagesize=letter, invariant=1)
            self._canvas.setTitle(self.title)
            self._begin()
        return self._canvas

    def bytes(self) -> bytes:
        """The finished file."""
        self.canvas.showPage()
        self.canvas.save()
        return self._made.getvalue()

    def _begin(self) -> None:
        self.page += 1
        self._y = HEIGHT - 64
        plain, _, _ = FACES[self.look.face]
        self._canvas.setFont(plain, 8)
        head = self.look.statement_head if self.main else self.look.head
        if head and self.page > 2:
            self._canvas.drawString(self.look.margin, HEIGHT - 40, head)
        if self.page >= self.numbered_from:
            self._canvas.drawCentredString(WIDTH / 2, 34, str(self.page - self.numbered_from + 1))

    def turn(self) -> None:
        """Begin a new page."""
        self.canvas.showPage()
        self._begin()

    def room(self, height: float) -> None:
        """Turn the page unless *height* still fits."""
        _ = self.canvas
        if self._y - height < 56:
            self.turn()

    def at(self, where: str, *, main: bool = False, turn: bool = False) -> None:
        """From here on the part is *where*; *main* says that figures are at home here."""
        self.where, self.main = where, main
        if turn and self.page:
            self.turn()

    def space(self, height: float) -> None:
        """Leave *height* empty."""
        self._y -= height

    def see(self, mark: str, caption: str, value: str, *, main: bool | None = None) -> None:
        """Record that *value* stands on this page."""
        found = self.main if main is None else main
        self.seen.setdefault(mark, []).append(Place(self.page, self.where, caption, value, found))

    def heading(self, text: str, *, level: int = 2, centred: bool = False) -> None:
        """A heading that stays with what follows it."""
        size = self.look.size + {1: 3, 2: 1, 3: 0}[level]
        font = FACES[self.look.face][2 if level == 3 else 1]
        self.room(size * 6)
        self._y -= size * 0.7
        for words in broken(text, font, size, WIDTH - 2 * self.look.margin):
            self._y -= size * 1.3
            if centred:
                self.canvas.setFont(font, size)
                self.canvas.drawCentredString(WIDTH / 2, self._y, words)
            else:
                self._draw(self.look.margin, words, font, size)
        self._y -= size * 0.5

    def _draw(self, x: float, words: str, font: str, size: float) -> None:
        self.canvas.setFont(font, size)
        self.canvas.drawString(x, self._y, words)

    def text(
        self, text: str, *, bold: bool = False, indent: float = 0, small: bool = False, centred: bool = False
    ) -> None:
        """A paragraph; one that carries a fact is kept whole on its page."""
        size = self.look.size - (1 if small else 0)
        font = FACES[self.look.face][1 if bold else 0]
        figures = FIGURE.findall(text)
        told = TOLD.findall(FIGURE.sub(r"\2", text))
        words = TOLD.sub(r"\2", FIGURE.sub(r"\2", text))
        lines = broken(words, font, size, WIDTH - 2 * self.look.margin - indent)
        leading = size * 1.29
        self.room(leading * (len(lines) if figures or told else min(2, len(lines))))
        for mark, value in figures:
            self.see(mark, "", value)
        for summary, sentence in told:
            self.see(f"told:{summary}", summary, sentence, main=True)
        for line in lines:
            self.room(leading)
            self._y -= leading
            if centred:
                self.canvas.setFont(font, size)
                self.canvas.drawCentredString(WIDTH / 2, self._y, line)
            else:
                self._draw(self.look.margin + indent, line, font, size)
        self._y -= size * 0.62

    def table(self, heads: list[str], rows: list[Row], *, note: str = "", whole: bool = True) -> None:
        """A table in bare columns: labels left, figures flush right; kept on one page where it fits."""
        size = self.look.size - 1
        leading = size * 1.42
        columns = max([len(heads), *(len(row.cells) for row in rows)])
        step = min(86.0, (WIDTH - 2 * self.look.margin - 120) / max(columns, 1))
        rights = [WIDTH - self.look.margin - step * (columns - 1 - i) for i in range(columns)]
        body = leading * (len(rows) + 4)
        self.room(min(body, HEIGHT - 130) if whole else leading * 8)
        self._heads(heads, note, rights, step, size, leading)
        for row in rows:
            if self._y - leading < 56:
                self.turn()
                self._heads(heads, note, rights, step, size, leading)
            self._row(row, rights, step, size, leading)
        self._y -= size * 1.3

    def _heads(
        self, heads: list[str], note: str, rights: list[float], step: float, size: float, leading: float
    ) -> None:
        plain, bold, _ = FACES[self.look.face]
        if note:
            self._y -= leading
            self._draw(self.look.margin, note, plain, size - 1)
        stacked = [broken(head, bold, size - 0.5, step - 4) for head in heads]
        tall = max((len(lines) for lines in stacked), default=0)
        offset = len(rights) - len(heads)
        for i in range(tall):
            self._y -= leading
            for right, lines in zip(rights[offset:], stacked, strict=True):
                at = i - (tall - len(lines))
                if at >= 0:
                    self.canvas.setFont(bold, size - 0.5)
                    self.canvas.drawRightString(right, self._y, lines[at])
        self._y -= 3

    def _row(self, row: Row, rights: list[float], step: float, size: float, leading: float) -> None:
        plain, bold, _ = FACES[self.look.face]
        font = bold if row.bold else plain
        room = (rights[0] - step + 4 if row.cells else WIDTH - self.look.margin) - self.look.margin - row.indent * 10
        lines = broken(row.label, font, size, room)
        for i, words in enumerate(lines):
            self._y -= leading if i == 0 else size * 1.15
            self._draw(self.look.margin + row.indent * 10 + (8 if i else 0), words, font, size)
        if row.rule:
            self.canvas.setLineWidth(0.4)
            for right, cell in zip(rights, row.cells, strict=False):
                if cell.text:
                    self.canvas.line(right - step + 14, self._y + size * 0.95, right, self._y + size * 0.95)
        for right, cell in zip(rights[len(rights) - len(row.cells) :], row.cells, strict=True):
            self._cell(row, cell, right, step, font, size)

    def _cell(self, row: Row, cell: Cell, right: float, step: float, font: str, size: float) -> None:
        self.canvas.setFont(font, size)
        self.canvas.drawRightString(right, self._y, cell.text)
        if row.dollar and cell.text:
            self.canvas.drawString(right - step + 16, self._y, "$")
        if cell.mark:
            self.see(cell.mark, row.label, cell.text)


@cache
def wide(word: str, font: str, size: float) -> float:
    """How wide a word is."""
    return stringWidth(word, font, size)


def broken(text: str, font: str, size: float, width: float) -> list[str]:
    """*text* as lines no wider than *width*."""
    lines: list[list[str]] = [[]]
    gap, used = wide(" ", font, size), 0.0
    for word in text.split():
        needed = wide(word, font, size)
        if lines[-1] and used + gap + needed > width:
            lines.append([])
            used = 0.0
        used += needed + (gap if lines[-1] else 0)
        lines[-1].append(word)
    return [" ".join(words) for words in lines]
