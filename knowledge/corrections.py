"""Which note a note says it corrects, and the label it must have for that. The caller holds the transaction."""

import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePath

from footnote.errors import NoteError
from footnote.text import same
from knowledge.note import Note
from knowledge.shelf import Origin, note_of_bytes

SHORTEST_ID = 6
Connection = sqlite3.Connection


def corrected(connection: Connection, note: Note, origin: Origin) -> str | None:
    """The id of the note that *note* corrects, None where it corrects none; NoteError where that is not stored.

    It is named by its id, by the beginning of it, or by the name of the file it came from.
    """
    named = (note.corrects or "").strip()
    if not named:
        return None
    found = _by_id(connection, named.lower()) or _by_file(connection, named)
    stored = note_of_bytes(connection, origin)
    file = PurePath(origin.path).name
    if stored and stored["id"] in found:
        return str(stored["id"])
    if not found:
        raise NoteError(same(f"{file} corrects note {named!r}, {_why_not(connection, named.lower())}"))
    if len(found) > 1:
        either = " or ".join(found)
        raise NoteError(same(f"{file} corrects note {named!r}, which could be {either}; give the id of one of them."))
    if stored:
        other = stored["id"]
        raise NoteError(same(f"{file} corrects note {found[0]}, but is stored as note {other}; retract {other} first."))
    return found[0]


def _by_id(connection: Connection, named: str) -> list[str]:
    query = "SELECT id FROM notes WHERE revision IS NOT NULL AND substr(id, 1, length(:named)) = :named ORDER BY id"
    found = [row["id"] for row in connection.execute(query, {"named": named})]
    if named in found:
        return [named]
    return found if len(named) >= SHORTEST_ID else []


def _by_file(connection: Connection, named: str) -> list[str]:
    """The notes of which a revision came from a file of that name."""
    query = "SELECT DISTINCT note, path FROM revisions WHERE substr(path, -length(:named)) = :named ORDER BY note"
    rows = connection.execute(query, {"named": named})
    return list(dict.fromkeys(row["note"] for row in rows if PurePath(row["path"]).name == named))


def _why_not(connection: Connection, named: str) -> str:
    row = connection.execute("SELECT retracted FROM notes WHERE id = ?", (named,)).fetchone()
    if row and row["retracted"]:
        return f"which was retracted on {row['retracted'][:10]}; leave the line out to add it as a note of its own."
    return "which is not stored; ingest that first or leave the line out."


def raised(connection: Connection, note: Note, corrects: str, labels: Sequence[str]) -> tuple[Note, tuple[str, ...]]:
    """*note* with at least the label of the note it corrects, and a warning where that was raised.

    *labels* are the desk's, from low to high. One that is not among them opens nothing: no label is taken below it.
    """
    query = "SELECT r.label FROM notes n JOIN revisions r ON r.id = n.revision WHERE n.id = ?"
    floor = connection.execute(query, (corrects,)).fetchone()["label"]
    if _height(note.label or "", labels) >= _height(floor, labels):
        return note, ()
    warning = f"label {note.label!r} is below that of the note it corrects; it is {floor or 'closed to everybody'}"
    return replace(note, label=floor), (warning,)


def _height(label: str, labels: Sequence[str]) -> int:
    return labels.index(label) if label in labels else len(labels)
