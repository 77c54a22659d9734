"""What of a passage may be quoted: its sentences, and of a table the cell or the row that a question asks for."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from knowledge.lexical import plain, tokens
from knowledge.library import Hit
from knowledge.note import Cell, Pool, StoredNote, Table
from knowledge.prose import is_prose
from knowledge.sentences import sentences
from knowledge.words import Counted

LEADING = re.compile(r"(?:#{1,6}[ \t]+|[-*+•·▪■●◦‣>][ \t\u3000]+|\(?\d{1,3}[.)][ \t]+|\|[ \t]*|\s+)+")
TRAILING = re.compile(r"(?:\||(?<=[ \t])#+|\s)\Z")
AT_THE_END = 200  # characters in which the marks behind a sentence are looked for
# A sentence that begins like this says something of the one before it.
LEANING = re.compile(
    r"(?:it|they|he|she)\b"
    r"|(?:this|that|these|those)\s+(?:is|was|are|were|has|have|had|will|would|can|could|may|means?|meant|makes?|leaves?"
    r"|implies|imply|suggests?|compares?)\b"
    r"|[它她]|他们?(?=[^们])|这(?=[也是意就将使让表说])|其(?![中他实次余它])|此举"
)
Span = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Candidate:
    """A part of a hit, by its place there, and how much of the question its words cover.

    ``whole`` is what is quoted, by its place in the note. ``named`` is what a cell or row of a table is called:
    its caption and heads, which count among its words. ``beside`` is how much more of the question the title and the
    sentence before it cover.
    """

    hit: Hit
    start: int
    end: int
    whole: Span
    covered: float
    prose: bool
    named: str = ""
    beside: float = 0.0

    @property
    def words(self) -> str:
        """The words themselves."""
        return self.hit.text[self.start : self.end]

    @property
    def reads(self) -> str:
        """What is compared with the question: the words, under what they are called."""
        return f"{self.named}: {self.words}" if self.named else self.words

    @property
    def titles(self) -> bool:
        """Whether it is the note's title."""
        words, title = (" ".join(plain(each).split()).rstrip(".。!?！？") for each in (self.words, self.hit.title))
        return words == title


def candidates(counted: Counted, hit: Hit, note: StoredNote, about: Callable[[str], bool] = bool) -> list[Candidate]:
    """What may be quoted of *hit*, in its order; only what *about* accepts the words of."""
    tables = [table for table in note.tables if table.start <= hit.start < table.end]
    rows = [found for table in tables for found in _rows(counted, hit, note.text, table)]
    return [row for row in rows if about(row.words)] if rows else list(_sentences(counted, hit, about))


def _sentences(counted: Counted, hit: Hit, about: Callable[[str], bool]) -> Iterator[Candidate]:
    """The sentences that *about* accepts: asked first, for to weigh one takes longer."""
    spans = [_trimmed(hit.text, *span) for span in sentences(hit.text, 0, len(hit.text))]
    spans = [span for span in spans if span[0] < span[1]]
    for number, (start, end) in enumerate(spans):
        if not about(hit.text[start:end]):
            continue
        own = _covered(counted, hit.text[start:end], hit.language)
        first = _context(hit.text, spans, number)
        beside = _covered(counted, f"{hit.title}\n{hit.text[first:end]}", hit.language)
        yield Candidate(
            hit=hit,
            start=start,
            end=end,
            whole=(hit.start + _standing(hit.text, spans, number), hit.start + end),
            covered=own,
            beside=max(0.0, beside - own),
            prose=is_prose(hit.text, start, end),
        )


def _rows(counted: Counted, hit: Hit, text: str, table: Table) -> Iterator[Candidate]:
    """The rows that the question asks for, each as the cell it asks for where it names a column too."""
    heads = {cell.column: _words(text, cell) for cell in table.cells if cell.row == 0}
    caption = f"{hit.title} {table.caption}"
    beside = _covered(counted, f"{caption} {' '.join(heads.values())}", hit.language)
    rows: dict[int, list[Cell]] = {}
    for cell in table.cells:
        rows.setdefault(cell.row, []).append(cell)
    for row, cells in rows.items():
        if not row or not (hit.start <= cells[0].start and cells[-1].end <= hit.end):
            continue
        name = _words(text, cells[0])
        if _covered(counted, f"{caption} {' '.join(heads.values())} {name}", hit.language) > beside:
            names = {cell.column: f"{caption} {name} {heads.get(cell.column, '')}" for cell in cells[1:]}
            yield _asked(counted, hit, text, cells, names, f"{caption} {' '.join(heads.values())}")


def _asked(  # a cell is nothing without its row, its names and its table
    counted: Counted, hit: Hit, text: str, cells: Sequence[Cell], names: Mapping[int, str], above: str
) -> Candidate:
    """The one cell of the row whose column the question names; else the row."""
    scored = [(_covered(counted, names[cell.column], hit.language), cell) for cell in cells[1:]]
    best = max((score for score, _ in scored), default=0.0)
    asked = [cell for score, cell in scored if score == best]
    if len(asked) == 1:  # the only one, or the one whose head says more of the question than the others
        start, end, named = asked[0].start, asked[0].end, names[asked[0].column]
    else:
        start, end, named = cells[0].start, cells[-1].end, above
    return Candidate(
        hit=hit,
        start=start - hit.start,
        end=end - hit.start,
        whole=(start, end),
        covered=_covered(counted, f"{named} {text[start:end]}", hit.language),
        prose=False,
        named=" ".join(named.split()),
    )


def _covered(counted: Counted, words: str, pool: Pool) -> float:
    return counted.coverage(dict.fromkeys(tokens(words), 1.0), pool)


def _words(text: str, cell: Cell) -> str:
    return " ".join(text[cell.start : cell.end].split())


def _standing(text: str, spans: Sequence[Span], number: int) -> int:
    """Where a quote of this sentence begins: one sentence earlier where it leans on that one."""
    start, end = spans[number]
    before = spans[number - 1]
    if number and LEANING.match(plain(text[start:end])) and "\n\n" not in text[before[1] : start]:
        return before[0] if is_prose(text, *before) else start
    return start


def _context(text: str, spans: Sequence[Span], number: int) -> int:
    """Where the sentence before begins, if it stands in the same paragraph; else where this one does."""
    start, before = spans[number][0], spans[number - 1]
    return before[0] if number and "\n\n" not in text[before[1] : start] else start


def _trimmed(text: str, start: int, end: int) -> Span:
    """The span without list bullets, heading marks and cell borders at its edges."""
    leading = LEADING.match(text, start, end)
    start = leading.end() if leading else start
    while start < end and (mark := TRAILING.search(text, max(start, end - AT_THE_END), end)):
        end = mark.start()
    return start, end
