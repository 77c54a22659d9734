"""Note text -> passages: whole paragraphs packed to what the embedding model reads, each a span of the stored text."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from knowledge.note import Heading, Note, Page, Table
from knowledge.paragraphs import LONGEST_HEADING, Paragraph, paragraphs
from knowledge.script import CJK, CJK_RANGES
from knowledge.sentences import after_gap, sentences_of
from knowledge.statements import statements_by_page

TARGET = 180  # MiniLM reads 256 tokens; the header that is indexed with a passage takes some
STATEMENT = 1_000  # tokens: a statement up to so long is one passage, for its lines are nothing without its heads
LONGEST_SHEET = 6_000  # characters: a longer page, as web pages are, is looked at for statements part by part
# A longer run of letters, digits or rules is no word: each stretch of it counts as one.
TOKEN = re.compile(rf"(?P<cjk>[{CJK_RANGES}])|[^\W\d_{CJK_RANGES}]{{1,30}}|\d{{1,30}}|[^\w\s]|_{{1,30}}")
TOKENS_A_WORD = 1.3


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A span of a note: ``note.text[start:end]``, on one page, under the headings in force where it starts.

    A passage of a table has its number, counted from 1; its caption and column heads stand among its headings. The last
    headings are the financial statements that its page shows.
    """

    start: int
    end: int
    page: int
    headings: tuple[str, ...] = ()
    table: int | None = None


def tokens_in(text: str) -> float:
    """About how many tokens MiniLM makes of *text*: a Chinese character 1, a Latin word 1.3."""
    chinese = len(CJK.findall(text))
    return chinese + TOKENS_A_WORD * (len(TOKEN.findall(text)) - chinese)


def passages(note: Note) -> list[Passage]:
    """The passages of *note* in the order of its text; nothing but white space and furniture is left out."""
    tables = {table.start: (number, table) for number, table in enumerate(note.tables, 1)}
    found: list[Passage] = []
    path: tuple[str, ...] = ()
    for page in note.pages:
        for start, end in _stretches(note, page):
            if start in tables:
                number, table = tables[start]
                found.extend(_of_table(note.text, table, number, page, path))
                continue
            for group in _packed(note, start, end):
                for paragraph in group:
                    if paragraph.level:
                        path = (*path[: paragraph.level - 1], paragraph.title(note.text))
                found.extend(_cut(note.text, group, page, path))
    return list(_under_statements(note, found))


def _under_statements(note: Note, found: Sequence[Passage]) -> Iterator[Passage]:
    """The passages with the statements that their pages show as their innermost headings; each statement whole."""
    sheets = [sheet for page in note.pages for sheet in _sheets(note.text, page)]
    shown = statements_by_page([note.text[start:end] for start, end in sheets])
    starts = [start for start, _ in sheets]
    last: tuple[int, Passage] | None = None
    for passage in found:
        sheet = bisect_right(starts, passage.start) - 1
        if last and last[0] == sheet and _joins(note.text, last[1], passage):
            last = sheet, replace(last[1], end=passage.end)
            continue
        if last:
            yield last[1]
            last = None
        if shown[sheet]:
            last = sheet, replace(passage, headings=(*passage.headings, *shown[sheet]))
        else:
            yield passage
    if last:
        yield last[1]


def _joins(text: str, first: Passage, second: Passage) -> bool:
    """Whether two parts of a page that shows a statement make one passage."""
    return first.table == second.table and tokens_in(text[first.start : second.end]) <= STATEMENT


def _sheets(text: str, page: Page) -> Iterator[tuple[int, int]]:
    """The page whole, or cut at the ends of lines."""
    start = page.start
    while page.end - start > LONGEST_SHEET:
        end = text.find("\n", start + LONGEST_SHEET // 2, start + LONGEST_SHEET) + 1 or start + LONGEST_SHEET
        yield start, end
        start = end
    yield start, page.end


def _stretches(note: Note, page: Page) -> Iterator[tuple[int, int]]:
    """The parts of *page* between its furniture; a table is a part of its own."""
    start = page.start
    apart = [*((first, last, False) for first, last in note.furniture), *((t.start, t.end, True) for t in note.tables)]
    for first, last, is_table in sorted(apart):
        if start <= first and last <= page.end:
            if start < first:
                yield start, first
            if is_table:
                yield first, last
            start = last
    yield start, page.end


def _of_table(text: str, table: Table, number: int, page: Page, path: tuple[str, ...]) -> Iterator[Passage]:
    """The rows of a table, packed whole; each passage under the caption and the column heads."""
    heads = " | ".join(" ".join(text[cell.start : cell.end].split()) for cell in table.cells if cell.row == 0)
    above = (*path, *(words[:LONGEST_HEADING] for words in (" ".join(table.caption.split()), heads) if words))
    rows = list(_rows(text, table))
    for first, last in _runs(text, rows):
        yield Passage(start=first, end=last, page=page.number, headings=above, table=number)


def _rows(text: str, table: Table) -> Iterator[tuple[int, int]]:
    """The lines of a table; one too long for a passage in pieces."""
    at = table.start
    for line in text[table.start : table.end].splitlines(keepends=True):
        start, end = after_gap(text, at, at + len(line)), at + len(line.rstrip())
        if start < end:
            yield from _pieces(text, start, end)
        at += len(line)


def _packed(note: Note, start: int, end: int) -> Iterator[list[Paragraph]]:
    """Runs of paragraphs that fit one passage together; a heading starts a new one, unless only headings precede it."""
    group: list[Paragraph] = []
    size = 0.0
    for paragraph in _headed(note, start, end):
        more = tokens_in(note.text[paragraph.start : paragraph.end])
        opens = paragraph.level and any(not before.level for before in group)
        if group and (opens or size + more > TARGET):
            yield group
            group, size = [], 0.0
        group.append(paragraph)
        size += more
    if group:
        yield group


def _headed(note: Note, start: int, end: int) -> Iterator[Paragraph]:
    """The paragraphs; a heading is one of its own, whatever stands in the line before and after it."""
    text, headings = note.text, note.headings
    for paragraph in paragraphs(text, start, end):
        at = paragraph.start
        first, last = (bisect_left(headings, place, key=_place) for place in (at, paragraph.end))
        for heading in headings[first:last]:
            if at < heading.start:
                yield Paragraph(start=at, end=at + len(text[at : heading.start].rstrip()))
            at = min(heading.end, paragraph.end)
            yield Paragraph(start=heading.start, end=at, level=heading.level)
            at = after_gap(text, at, paragraph.end)
        if at < paragraph.end:
            yield paragraph if at == paragraph.start else Paragraph(start=at, end=paragraph.end)


def _place(heading: Heading) -> int:
    return heading.start


def _cut(text: str, group: Sequence[Paragraph], page: Page, path: tuple[str, ...]) -> Iterator[Passage]:
    """One passage for the group, or several cut at the ends of sentences where one paragraph is too long."""
    start, end = group[0].start, group[-1].end
    if tokens_in(text[start:end]) <= TARGET:
        yield Passage(start=start, end=end, page=page.number, headings=path)
        return
    parts = [piece for span in sentences_of(text, start, end) for piece in _pieces(text, *span)]
    for first, last in _runs(text, parts):
        yield Passage(start=first, end=last, page=page.number, headings=path)


def _runs(text: str, parts: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Neighbouring parts joined while they fit, in runs of about equal length so that no tail is left alone."""
    sizes = [tokens_in(text[start:end]) for start, end in parts]
    aim = sum(sizes) / max(1, -(-sum(sizes) // TARGET))
    first, run = 0, 0.0
    for number, size in enumerate(sizes):
        if run and (run + size > TARGET or run >= aim):
            yield parts[first][0], parts[number - 1][1]
            first, run = number, 0.0
        run += size
    if parts:
        yield parts[first][0], parts[-1][1]


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The span whole; one too long for a passage is cut at white space, or anywhere where there is none."""
    while (reach := _reach(text, start, end)) < end:
        space = max(text.rfind(mark, start + 1, reach) for mark in (" ", "\n"))
        cut = space if space > start else reach
        yield start, cut
        start = after_gap(text, cut, end)
    if start < end:
        yield start, end


def _reach(text: str, start: int, end: int) -> int:
    """The last offset up to which the text from *start* fits a passage."""
    size = 0.0
    for token in TOKEN.finditer(text, start, end):
        size += 1 if token["cjk"] else TOKENS_A_WORD
        if size > TARGET:
            return token.start()
    return end
