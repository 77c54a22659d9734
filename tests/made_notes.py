"""Notes for tests, and a short way to put them into a library."""

import hashlib
from pathlib import Path

from knowledge.note import Note, Page, language_of

DESK = frozenset({"public", "desk"})
ALL = frozenset({"public", "desk", "restricted", "closed"})
SEED = Path(__file__).parents[2] / "shared" / "seed" / "industrial-cycle-note.zh-Hant.txt"


def note_of(text, title="A note", **known):
    """A note of one page."""
    page = Page(number=1, start=0, end=len(text))
    return Note(
        **{"title": title, "text": text, "pages": (page,), "language": language_of(text), "label": "desk"} | known
    )


def put(library, text, path="/notes/a.md", parser="text 1", **known):
    """What adding a note of this text came to."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    return library.add(note_of(text, **known), path, digest, parser)
