"""A note on its way out of the process that read it: as JSON, and looked at closely before it is believed.

Whoever reads hostile files may be somebody else by the time it answers, so nothing it says is taken on trust: types,
lengths, spans that lie in the text and in order, and no character that nobody sees.
"""

import json
import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import chain, pairwise
from typing import Any, TypeVar

from ingest.printed import cleaned, printed
from ingest.unseen import CONTROL, UNSEEN, seen
from knowledge.kinds import KINDS
from knowledge.note import Cell, Heading, Note, NoteLanguage, Page, Table
from knowledge.period import is_period

LANGUAGES: tuple[NoteLanguage, ...] = ("en", "zh-Hans", "zh-Hant")
NAMES = ("title", "institution", "author", "label", "corrects", "kind", "period")
KEYS = {"text", "pages", "language", "date", "headings", "tables", "furniture", "warnings", *NAMES}
HALF = re.compile("[\ud800-\udfff]")  # half of a character
ODD = re.compile(f"{CONTROL.pattern}|{UNSEEN.pattern}|{HALF.pattern}")
LONGEST_NAME = 400
MOST_WARNINGS = 200
DEEPEST = 9  # levels of headings that are told apart
Found = TypeVar("Found")


class ParcelError(ValueError):
    """What came back is not a note."""


def packed(note: Note) -> bytes:
    """*note* as JSON."""
    document = {
        "text": note.text,
        "language": note.language,
        "date": note.date.isoformat() if note.date else None,
        "pages": [(page.number, page.start, page.end) for page in note.pages],
        "headings": [(heading.start, heading.end, heading.level) for heading in note.headings],
        "tables": [(table.start, table.end, table.caption, _cells(table)) for table in note.tables],
        "furniture": note.furniture,
        "warnings": note.warnings,
    }
    names = {name: getattr(note, name) for name in NAMES}
    return json.dumps(document | names, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def unpacked(data: bytes) -> Note:
    """The note in *data*; ParcelError where it is none."""
    try:
        document = json.loads(data.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise ParcelError("no JSON") from error
    _need(isinstance(document, dict) and set(document) == KEYS, "other keys")
    text = _words(document["text"], longest=len(data))
    _need(text.strip() != "", "no text")
    pages = tuple(Page(number=number, start=start, end=end) for number, start, end in _rows(document["pages"], 3))
    _covered(text, pages)
    return Note(
        title=_name(document["title"]) or "untitled",
        institution=_name(document["institution"]),
        author=_name(document["author"]),
        text=text,
        pages=pages,
        language=_one_of(LANGUAGES, document["language"]),
        date=_day(document["date"]),
        headings=_headings(text, document["headings"]),
        tables=_tables(text, pages, document["tables"]),
        furniture=_ordered(text, ((start, end) for start, end in _rows(document["furniture"], 2))),
        warnings=tuple(_warnings(document["warnings"])),
        label=_mark(document["label"]),
        corrects=_mark(document["corrects"]) or None,
        kind=None if document["kind"] is None else _one_of(tuple(KINDS), document["kind"]),
        period=_period(document["period"]),
    )


def _cells(table: Table) -> list[tuple[int, int, int, int]]:
    return [(cell.row, cell.column, cell.start, cell.end) for cell in table.cells]


def _need(holds: bool, fault: str) -> None:
    if not holds:
        raise ParcelError(fault)


def _words(value: Any, longest: int) -> str:
    """*value*, which is text that can be seen and no longer than that."""
    _need(isinstance(value, str) and len(value) <= longest, "no text, or too much")
    _need(not ODD.search(value), "characters nobody sees")
    return str(value)


def _name(value: Any) -> str | None:
    """One line of words that can be seen, or None where there are none."""
    if value is None:
        return None
    _need(isinstance(value, str), "a name that is no text")
    return " ".join(HALF.sub("", seen(value)[0]).split())[:LONGEST_NAME] or None


def _mark(value: Any) -> str | None:
    """A label or an id as it stands: one with something odd in it must not pass for another."""
    _need(value is None or isinstance(value, str), "a mark that is no text")
    return printed(value).strip() if value is not None else None


def _one_of(known: Sequence[Found], value: Any) -> Found:
    found = next((each for each in known if each == value), None)
    if found is None:
        raise ParcelError("an unknown word")
    return found


def _period(value: Any) -> str | None:
    _need(value is None or (isinstance(value, str) and is_period(value)), "no period")
    return None if value is None else str(value)


def _day(value: Any) -> date | None:
    try:
        return None if value is None else date.fromisoformat(value)
    except (TypeError, ValueError) as error:
        raise ParcelError("no date") from error


def _rows(value: Any, length: int) -> list[list[int]]:
    """Rows of so many whole numbers, none below zero."""
    _need(isinstance(value, list), "no list")
    for row in value:
        _need(isinstance(row, list) and len(row) == length, "a row of another length")
        _need(all(type(number) is int and number >= 0 for number in row), "no whole number")
    return list(value)


def _covered(text: str, pages: tuple[Page, ...]) -> None:
    """The pages are counted from 1 and hold the whole text but one mark between two, and one at the end."""
    _need(bool(pages) and pages[0].start == 0, "no first page")
    _need([page.number for page in pages] == list(range(1, len(pages) + 1)), "pages out of order")
    _need(all(page.start <= page.end for page in pages), "a page that ends before it begins")
    gaps = [(before.end, after.start) for before, after in pairwise(pages)]
    _need(all(end <= start <= end + 1 for end, start in gaps), "pages that do not follow each other")
    _need(pages[-1].end <= len(text) <= pages[-1].end + 1, "pages that do not hold the text")
    between = (text[end:start] for end, start in (*gaps, (pages[-1].end, len(text))))
    _need(not "".join(between).strip(), "text on no page")


def _ordered(text: str, spans: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """*spans*, which lie in the text, hold something, and do not overlap."""
    found = tuple(spans)
    _need(all(start < end for start, end in found), "an empty span")
    _need(all(before[1] <= after[0] for before, after in pairwise(found)), "spans out of order")
    _need(not found or found[-1][1] <= len(text), "a span outside the text")
    return found


def _headings(text: str, value: Any) -> tuple[Heading, ...]:
    rows = _rows(value, 3)
    _ordered(text, ((start, end) for start, end, _ in rows))
    _need(all(1 <= level <= DEEPEST for _, _, level in rows), "a heading of no level")
    return tuple(Heading(start=start, end=end, level=level) for start, end, level in rows)


def _tables(text: str, pages: Sequence[Page], value: Any) -> tuple[Table, ...]:
    """Tables in order, each on one page, their cells inside them."""
    _need(isinstance(value, list) and all(isinstance(row, list) and len(row) == 4 for row in value), "no tables")
    spans = _ordered(text, ((start, end) for start, end in _rows([row[:2] for row in value], 2)))
    ends = {page.start: page.end for page in pages}
    starts = sorted(ends)
    for start, end in spans:
        _need(end <= ends[starts[bisect_right(starts, start) - 1]], "a table on two pages")
    return tuple(_table(text, *span, row[2], row[3]) for span, row in zip(spans, value, strict=True))


def _table(text: str, start: int, end: int, caption: Any, cells: Any) -> Table:
    rows = _rows(cells, 4)
    spans = _ordered(text, ((first, last) for _, _, first, last in rows))
    _need(all(start <= first and last <= end for first, last in spans), "a cell outside its table")
    _need(all(column > 0 for _, column, _, _ in rows), "a cell in no column")
    found = (Cell(row=row, column=column, start=first, end=last) for row, column, first, last in rows)
    return Table(start=start, end=end, caption=_words(caption, longest=len(text)), cells=tuple(found))


def _warnings(value: Any) -> Iterable[str]:
    """Sentences for the terminal; what they hold of the file is spelled so that it can be shown."""
    _need(isinstance(value, list) and all(isinstance(each, str) for each in value), "no warnings")
    more = len(value) - MOST_WARNINGS
    rest = [f"{more:,} more warnings are not shown"] if more > 0 else []
    return chain(map(cleaned, value[:MOST_WARNINGS]), rest)
