"""One line a file: what became of it, in a sentence that names it."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypedDict

from ingest.finding import Found
from ingest.printed import cleaned
from knowledge.known import Known
from knowledge.note import Note, NoteLanguage

if TYPE_CHECKING:
    from knowledge.intake import Stored


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What the operator said about the files; it goes before what they say of themselves."""

    label: str | None = None
    title: str | None = None
    date: datetime.date | None = None
    author: str | None = None
    institution: str | None = None
    language: NoteLanguage | None = None
    corrects: str | None = None


class Report(TypedDict):
    """What became of one file, as it is printed. ``message`` names it and says why."""

    file: str
    outcome: Literal["added", "unchanged", "replaced", "rejected"]
    message: str
    warnings: list[str]
    note: str | None
    pages: int
    passages: int


def rejected(found: Found, reason: str) -> Report:
    """The line of a file that did not come in."""
    said = cleaned(reason)
    return Report(file=str(found.path), outcome="rejected", message=said, warnings=[], note=None, pages=0, passages=0)


def unread(found: Found, known: Known) -> Report:
    """The line of a file whose bytes are stored already."""
    return Report(
        file=str(found.path),
        outcome="unchanged",
        message=f"{found.name} is already stored as note {known.note}.",
        warnings=[],
        note=known.note,
        pages=known.pages,
        passages=known.passages,
    )


def taken(found: Found, note: Note, stored: "Stored", options: Options) -> Report:
    """The line of a file that was read and is stored now."""
    warnings = (*note.warnings, *stored.warnings, *_surprises(stored, options))
    return Report(
        file=str(found.path),
        outcome=stored.outcome,
        message=_message(found, note, stored),
        warnings=[f"{found.name}: {cleaned(warning)}." for warning in warnings],
        note=stored.note,
        pages=stored.pages,
        passages=stored.passages,
    )


def _message(found: Found, note: Note, stored: "Stored") -> str:
    if stored.outcome == "unchanged":
        return f"{found.name} is already stored as note {stored.note}."
    number = ", ".join(_counted(count, what) for count, what in ((stored.pages, "page"), (stored.passages, "passage")))
    done = "was added as" if stored.outcome == "added" else "replaced the text of"
    return f"{found.name} {done} note {stored.note}: {note.title!r}, {number}."


def _surprises(stored: "Stored", options: Options) -> Iterator[str]:
    """What the operator may not expect of how the note was stored."""
    asked = [name for name in stored.differs if name == "label" or getattr(options, name)]
    if asked:
        yield f"its {' and '.join(asked)} stayed as stored; retract note {stored.note} first to change that"
    if stored.retracted:
        yield f"the same file was retracted on {stored.retracted[:10]} and is in the library again"


def _counted(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"
