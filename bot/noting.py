"""``footnote notes``: search, show, list and retract."""

import re
from argparse import Namespace
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot import page as pages
from bot import shown
from bot.terminal import aside, console, put, say
from footnote.errors import FootnoteError, NoteError
from footnote.text import same
from knowledge import quote
from knowledge.note import Page, StoredNote, Table

if TYPE_CHECKING:
    from rich.text import Text

    from bot.app import App
    from footnote.answer import Citation

OFFSETS = re.compile(r"(\d+)-(\d+)")
KEY = re.compile(r"(?:([a-z0-9]{8}):)?(q\d+)")
OPEN, CLOSE = "»", "«"
"""What stands around a quote where nothing can be shown in reverse."""


def run(app: "App", arguments: Namespace) -> int:
    """The exit status of ``footnote notes VERB``."""
    return VERBS[arguments.verb](app, arguments, app.rights.clearance(arguments.user))


def _search(app: "App", arguments: Namespace, labels: frozenset[str]) -> int:
    today = datetime.now().astimezone().date()
    for hit in app.library.search(arguments.query, labels=labels, limit=arguments.limit, today=today):
        names = ("note", "title", "page", "start", "end")
        found = {name: getattr(hit, name) for name in names} | {"score": round(hit.score, 6), "text": hit.text}
        if arguments.json:
            put(found, indent=None)
        else:
            words = shown.legible(" ".join(hit.text.split())[:240])
            say(f"{hit.score:.3f}  {hit.note}  {shown.legible(hit.title)}, p. {hit.page}\n    {words}")
    return 0


def _show(app: "App", arguments: Namespace, labels: frozenset[str]) -> int:
    """The note, or one page of it, or the page of a quote with the quote marked."""
    app.library.note(arguments.id, labels)  # as it is now: a revision that may be seen is not enough
    quoted = _quoted(app, arguments, labels) if arguments.quote is not None else None
    note = app.library.note(arguments.id, labels, quoted.revision if quoted else arguments.revision)
    number = quoted.page if quoted else arguments.page
    page = pages.page_of(note, number) if number is not None else None
    if arguments.picture:
        _write(app, arguments.picture, note, quoted, labels)
    if arguments.json:
        put(_object(note) | ({"quote": _place(quoted)} if quoted else {}))
        return 0
    terminal = console()
    for line in _head(note):
        terminal.print(line, markup=False, soft_wrap=True)
    terminal.print(_body(note, page, quoted), soft_wrap=True)
    if quoted:
        named = f", cell {shown.legible(quoted.cell)}" if quoted.cell else ""
        where = f"characters {quoted.start} to {quoted.end} of the note, on page {quoted.page}{named}"
        terminal.print(f"\n{where}", markup=False, soft_wrap=True)
    return 0


def _quoted(app: "App", arguments: Namespace, labels: frozenset[str]) -> "Citation":
    """The citation that was asked for: by offsets, by its key in a kept answer, or by its words."""
    wanted, revision = arguments.quote, arguments.revision
    if offsets := OFFSETS.fullmatch(wanted):
        start, end = map(int, offsets.groups())
        return quote.cite(app.library, arguments.id, start, end, labels, revision)
    if key := KEY.fullmatch(wanted):
        kept = app.ledger.citing(arguments.id, key[2], labels, key[1])
        return quote.cite(app.library, arguments.id, kept["start"], kept["end"], labels, kept["revision"])
    return quote.find(app.library, arguments.id, wanted, labels, arguments.page, revision)


def _head(note: StoredNote) -> Iterator[str]:
    superseded = f", corrected since: {note.versions[0]} is the newest revision" if note.superseded else ""
    known = (note.institution or "-", note.author, str(note.date or "undated"), f"label {note.label}", note.revision)
    yield shown.legible(note.title)
    yield f"{shown.legible(', '.join(filter(None, known)))}{superseded}\n"


def _body(note: StoredNote, page: Page | None, quoted: "Citation | None") -> "Text":
    """The text of the page, or of the note, with the quote marked; one that ends on a later page is shown whole."""
    from rich.text import Text

    start, end = (page.start, page.end) if page else (0, len(note.text))
    first, last = (quoted.start, quoted.end) if quoted else (end, end)
    plain = not console().is_terminal
    marks = (OPEN, CLOSE) if quoted and plain else ("", "")
    said = [shown.legible(note.text[each]) for each in (slice(start, first), slice(first, last), slice(last, end))]
    return Text.assemble(said[0], marks[0], (said[1], "bold reverse"), marks[1], said[2])


def _write(app: "App", file: Path, note: StoredNote, quoted: "Citation | None", labels: frozenset[str]) -> None:
    """Puts the picture of the quote's page into a new file; FootnoteError where that cannot be done."""
    if quoted is None:
        raise NoteError(same("--picture draws the page of a quote: add --quote Q."))
    if file.exists():
        raise FootnoteError(same(f"{file.name} exists already and is left as it is. Name another file."))
    drawn = pages.png(app.library, note, labels, quoted.page, quoted.start, quoted.end, app.limits)
    try:
        with file.open("xb") as opened:
            opened.write(drawn)
    except OSError as error:
        reason = (error.strerror or "it cannot be written").lower()
        raise FootnoteError(same(f"{file.name} could not be written: {reason}. Name another file or folder.")) from None


def _object(note: StoredNote) -> dict[str, Any]:
    """The note as scripts rely on it."""
    plain = ("id", "title", "institution", "author", "date", "label", "language", "revision", "text", "kind", "period")
    return {name: getattr(note, name) for name in plain} | {
        "date": note.date.isoformat() if note.date else None,
        "superseded": note.superseded,
        "added": note.added,
        "pages": [{"number": page.number, "start": page.start, "end": page.end} for page in note.pages],
        "passages": [
            {"id": item.id, "start": item.start, "end": item.end, "page": item.page} for item in note.passages
        ],
        "tables": [_table(note, table) for table in note.tables],
        "versions": list(note.versions),
    }


def _table(note: StoredNote, table: Table) -> dict[str, Any]:
    """A table with the name that each of its cells is cited by."""
    cells = [
        {"row": cell.row, "column": cell.column, "start": cell.start, "end": cell.end}
        | {"name": table.named(note.text, cell)}
        for cell in table.cells
    ]
    span = {"start": table.start, "end": table.end, "page": note.page_at(table.start)}
    return span | {"caption": table.caption, "cells": cells}


def _place(quoted: "Citation") -> dict[str, Any]:
    return {name: getattr(quoted, name) for name in ("note", "revision", "page", "start", "end", "quote", "cell")}


def _list(app: "App", arguments: Namespace, labels: frozenset[str]) -> int:
    if arguments.retracted:
        return _list_retracted(app, arguments, labels)
    for note in app.library.notes(labels):
        day = note.date.isoformat() if note.date else None
        if arguments.json:
            found = {"id": note.id, "title": note.title, "institution": note.institution, "date": day}
            found |= {"language": note.language, "label": note.label, "revision": note.revision}
            found |= {"kind": note.kind, "period": note.period}
            put(found | {"pages": len(app.library.note(note.id, labels).pages)}, indent=None)
        else:
            say(f"{note.id}  {day or 'undated   '}  {note.label:<10}  {shown.legible(note.title)}")
    return 0


def _list_retracted(app: "App", arguments: Namespace, labels: frozenset[str]) -> int:
    """What stays of retracted notes."""
    from knowledge.tombstones import tombstones

    for note, day in tombstones(app.library.record, labels).items():
        if arguments.json:
            put({"id": note, "retracted": day}, indent=None)
        else:
            say(f"{note}  retracted on {day}")
    return 0


def _retract(app: "App", arguments: Namespace, labels: frozenset[str]) -> int:
    """Takes the note out of the library, and its words out of every kept answer; again where that was cut short."""
    from knowledge.lock import writing
    from knowledge.restore import KEPT
    from knowledge.tombstones import tombstones

    name, library = arguments.id, app.library
    with writing(library.home, "retract", wait=not arguments.no_wait, said=aside):
        again = tombstones(library.record, labels).get(name)
        title = library.note(name, labels).title if again is None else None
        job = library.jobs.begin("retract", f"footnote notes retract {name}")
        try:
            library.retract(name)
            day = again or tombstones(library.record, labels)[name]
            answers = app.ledger.withdraw(name, day)
        except BaseException as error:
            job.end("failed" if isinstance(error, Exception) else "interrupted")
            raise
        job.line("", "retracted", f"{answers} kept answers lost its words", name)
        job.end()
    if arguments.json:
        put({"id": name, "outcome": "retracted", "retracted": day, "answers": answers}, indent=None)
        return 0
    named = f", {shown.legible(title)!r}" if title else f" again; it was first retracted on {day}"
    say(f"Retracted {name}{named}: its text, its original, its passages and their vectors are gone.")
    if answers:
        say(f"{answers} kept answer{'' if answers == 1 else 's'} lost its words.")
    say("Its id, its label and the day stay. Backups made before and messages in Slack still hold what it said.")
    if kept := sorted(folder.name for folder in library.home.glob(f"{KEPT}*")):
        say(f"So may what a restore kept in the state folder; delete it: {', '.join(kept)}.")
    return 0


VERBS: "dict[str, Callable[[App, Namespace, frozenset[str]], int]]" = {
    "search": _search,
    "show": _show,
    "list": _list,
    "retract": _retract,
}
