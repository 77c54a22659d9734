"""What is indexed of a note: each passage under its header, as words and, where the model can read it, as a vector."""

import datetime
from collections.abc import Sequence

from knowledge.embed import Embedder
from knowledge.lexical import tokens
from knowledge.note import Note, pool_of
from knowledge.shelf import Entry, Unread
from knowledge.split import Passage, passages

BETWEEN = " | "


def header(institution: str | None, title: str, day: datetime.date | str | None, headings: Sequence[str]) -> str:
    """What a passage is indexed with: the house, the title, the date, the headings above it."""
    parts = [institution, title, str(day) if day else None, *(heading for heading in headings if heading != title)]
    return BETWEEN.join(part for part in parts if part)


def entries(note: Note, embedder: Embedder | None) -> list[Entry]:
    """Every passage of *note*, ready to be stored."""
    found = passages(note)
    vectors = _vectors(note, found, embedder)
    return [_entry(note, passage, vectors.get(passage)) for passage in found]


def _entry(note: Note, passage: Passage, vector: bytes | None) -> Entry:
    body = note.text[passage.start : passage.end]
    return Entry(
        start=passage.start,
        end=passage.end,
        page=passage.page,
        headings=passage.headings,
        table=passage.table,
        pool=pool_of(body),
        header_words=tokens(_header(note, passage)),
        body_words=tokens(body),
        vector=vector,
    )


def _header(note: Note, passage: Passage) -> str:
    return header(note.institution, note.title, note.date, passage.headings)


def _vectors(note: Note, found: Sequence[Passage], embedder: Embedder | None) -> dict[Passage, bytes]:
    """The vectors of the passages that the model can read."""
    if not embedder:
        return {}
    bodies = {passage: note.text[passage.start : passage.end] for passage in found}
    read = [passage for passage in found if embedder.covers(pool_of(bodies[passage]))]
    if not read:
        return {}
    rows = embedder.passages([f"{_header(note, passage)}\n{bodies[passage]}" for passage in read])
    return {passage: row.tobytes() for passage, row in zip(read, rows, strict=True)}


def vectors_of(unread: Sequence[Unread], embedder: Embedder) -> list[bytes]:
    """The vectors of passages that were stored before this embedder was there."""
    texts = [f"{header(item.institution, item.title, item.date, item.headings)}\n{item.text}" for item in unread]
    return [row.tobytes() for row in embedder.passages(texts)]
