"""What is indexed of a note: each passage under its header, as words and, where the model can read it, as a vector."""

import datetime
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Protocol

from knowledge.embed import Embedder
from knowledge.houses import named
from knowledge.kinds import KINDS
from knowledge.lexical import plain, tokens
from knowledge.note import Note, pool_of
from knowledge.period import spelled
from knowledge.shelf import Entry, Unread
from knowledge.split import Passage, passages, tokens_in

BETWEEN = " | "
BRIEFLY = 40  # tokens: the model reads 256 of a passage with its header
BAR = tokens_in(BETWEEN)
LEAST = 4  # tokens of a name or a heading that are worth having


class Described(Protocol):
    """Whatever says what a note is."""

    @property
    def institution(self) -> str | None: ...
    @property
    def title(self) -> str: ...
    @property
    def date(self) -> datetime.date | str | None: ...
    @property
    def kind(self) -> str | None: ...
    @property
    def period(self) -> str | None: ...


def header(note: Described, headings: Sequence[str]) -> str:
    """What the words of a passage are indexed under: house, title, kind, period, date, the headings above it."""
    told = (note.institution, note.title, *_sort(note), str(note.date) if note.date else None)
    parts = (*told, *(heading for heading in headings if heading != note.title))
    return BETWEEN.join(part for part in parts if part)


def brief_header(note: Described, headings: Sequence[str]) -> str:
    """What the model reads above a passage: the same in few words, of the headings the innermost.

    Nothing is said twice; the date is left out where the period says what the passage is about.
    """
    day = None if note.period or not note.date else str(note.date)
    told = [note.title, *_sort(note), day]
    if note.institution and named(note.institution) not in plain(note.title):
        told.insert(0, note.institution)
    first = [_cut(part, BRIEFLY // 2) for part in told if part]
    left = BRIEFLY - sum(tokens_in(part) + BAR for part in first)
    inner: list[str] = []
    for heading in dict.fromkeys(reversed(headings)):
        if left < LEAST:
            break
        if heading != note.title:
            inner.insert(0, _cut(heading, left))
            left -= tokens_in(inner[0]) + BAR
    return BETWEEN.join(part for part in (*first, *inner) if part)


def _sort(note: Described) -> Iterator[str]:
    """The note's kind and period in words, as far as its title has not said them."""
    chinese = pool_of(note.title) == "zh"
    said = set(tokens(note.title))
    kind = KINDS[note.kind].called if note.kind in KINDS else None
    for words in filter(None, (kind, spelled(note.period) if note.period else None)):
        if not said.issuperset(tokens(words.en)) and not (chinese and said.issuperset(tokens(words.zh))):
            yield words.zh if chinese else words.en


def _cut(words: str, most: float) -> str:
    """As many of *words* as make no more than *most* tokens, in whole words where there are spaces."""
    if tokens_in(words) <= most:
        return words
    reach = next(end for end in range(len(words) - 1, -1, -1) if tokens_in(words[:end]) <= most)
    return words[: words.rfind(" ", 0, reach + 1)] if " " in words[:reach] else words[:reach]


def entries(note: Note) -> list[Entry]:
    """Every passage of *note*, ready to be stored but for its vector."""
    header_words = cache(lambda headings: tokens(header(note, headings)))
    return [_entry(note, passage, header_words(passage.headings)) for passage in passages(note)]


def _entry(note: Note, passage: Passage, header_words: Sequence[str]) -> Entry:
    body = note.text[passage.start : passage.end]
    return Entry(
        start=passage.start,
        end=passage.end,
        page=passage.page,
        headings=passage.headings,
        table=passage.table,
        pool=pool_of(body),
        header_words=header_words,
        body_words=tokens(body),
    )


def vectors_of(unread: Sequence[Unread], embedder: Embedder) -> list[bytes]:
    """The vectors of passages that were stored before this embedder was there."""
    return [row.tobytes() for row in embedder.passages([read_of(item) for item in unread])]


def read_of(item: Unread) -> str:
    """What an embedder reads of a stored passage; of one that comes in again unchanged the same."""
    return f"{brief_header(item, item.headings)}\n{item.text}"
