"""Notes on their way into the record: split and their words taken, then read by the model, several together.

A model reads texts of like length at the least cost, and finds few of those in one note.
"""

from collections.abc import Callable, Iterable, MutableMapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from knowledge.embed import Embedder
from knowledge.entries import brief_header
from knowledge.note import Note
from knowledge.providers import ChangedModelError, EmbeddingError
from knowledge.shelf import Entry, Origin

AT_ONCE = 256  # texts; between two such batches whoever waits is told, and may stop it
UNEMBEDDED = "it is found by its words alone for now"
LATER = "the next ingest, or `footnote library embed`, makes its vectors"
Said = Callable[[int, int], object]
"""Told how many texts the model has read, and of how many. What it raises ends the reading."""


Vectors = MutableMapping[str, bytes]
"""By the text that was read."""


def nothing(*_: object) -> None:
    """What is done where nobody looks on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A note and its passages without vectors; ``entries`` is None where these bytes are stored as they are.

    ``before`` is the id of the note that it replaces, if it does.
    """

    note: Note
    origin: Origin
    entries: Sequence[Entry] | None
    before: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """A note as it can be stored; by which embedder the vectors of its passages are, and why they have none."""

    note: Note
    origin: Origin
    entries: Sequence[Entry] | None
    embedder: str | None = None
    warnings: tuple[str, ...] = ()


def embedded(notes: Sequence[Prepared], embedder: Embedder, made: Vectors, said: Said = nothing) -> list[Ready]:
    """The notes with their vectors; *made* are those there are already.

    Where whoever embeds does not answer a note has none yet, and it is said.
    """
    texts = [_texts(note, embedder) for note in notes]
    try:
        if len(notes) > 1:
            _read((text for some in texts for text in some), embedder, made, said)
    except ChangedModelError:
        made.clear()  # read by the model that had this name before
    except EmbeddingError:
        """One text may be to blame: each note is tried by itself below, as far as it is not read yet."""
    return [_ready(note, some, embedder, made, said) for note, some in zip(notes, texts, strict=True)]


def _ready(note: Prepared, texts: Sequence[str | None], embedder: Embedder, made: Vectors, said: Said) -> Ready:
    if note.entries is None:
        return Ready(note=note.note, origin=note.origin, entries=None)
    try:
        _read(texts, embedder, made, said)
    except EmbeddingError as error:
        warning = f"{UNEMBEDDED}: {str(error).rstrip('.')}; {LATER}"
        return Ready(note=note.note, origin=note.origin, entries=note.entries, warnings=(warning,))
    vectors = [made[text] if text is not None else None for text in texts]
    entries = [replace(entry, vector=vector) for entry, vector in zip(note.entries, vectors, strict=True)]
    return Ready(note=note.note, origin=note.origin, entries=entries, embedder=embedder.identity)


def _texts(prepared: Prepared, embedder: Embedder) -> list[str | None]:
    """What the model is to read of each passage, None where it cannot; as ``read_of`` of what is stored."""
    note = prepared.note
    above = cache(lambda headings: brief_header(note, headings))
    return [
        f"{above(entry.headings)}\n{note.text[entry.start : entry.end]}" if embedder.covers(entry.pool) else None
        for entry in prepared.entries or ()
    ]


def _read(texts: Iterable[str | None], embedder: Embedder, made: Vectors, said: Said) -> None:
    """Put the vector of each text into *made*, the longest first."""
    new = sorted({text for text in texts if text is not None and text not in made}, key=len, reverse=True)
    for first in range(0, len(new), AT_ONCE):
        some = new[first : first + AT_ONCE]
        rows = embedder.passages(some)
        made.update((text, row.tobytes()) for text, row in zip(some, rows, strict=True))
        said(first + len(some), len(new))
