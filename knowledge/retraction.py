"""Notes taken out for good: what goes, what stays to say so, and what a killed process left to be finished."""

import re
import sqlite3
from pathlib import Path, PurePath

from footnote.text import Text
from knowledge import shelf
from knowledge.originals import Originals
from knowledge.record import Record
from knowledge.scope import Scope

Connection = sqlite3.Connection

SHORTEST_TITLE = 8  # characters: a shorter one is a word that other lines hold too
DUE = "scrub"
RETRACTED, NAMED = "retracted", "named a note that was retracted"


def retract(connection: Connection, note: str) -> bool:
    """Whether there was such a note. Its id, its label, its bytes' digests and the time stay; nothing of what it said.

    What was deleted is still in the file and beside it until ``finish``.
    """
    if not shelf.is_held(connection, note):
        return False
    now = shelf.now()
    _forget_in_jobs(connection, note)
    shelf.take_passages(connection, note, "retracted")
    connection.execute(
        "INSERT OR REPLACE INTO retracted_bytes SELECT DISTINCT digest, note, ? FROM revisions WHERE note = ?",
        (now, note),
    )
    connection.execute(
        "UPDATE notes SET path = NULL, revision = NULL, retracted = ?, "
        "label = (SELECT label FROM revisions r WHERE r.id = notes.revision) WHERE id = ?",
        (now, note),
    )
    for table in ("cells", "tables", "pages"):
        query = f"DELETE FROM {table} WHERE revision IN (SELECT id FROM revisions WHERE note = ?)"  # noqa: S608
        connection.execute(query, (note,))
    connection.execute("DELETE FROM revisions WHERE note = ?", (note,))
    connection.execute("DELETE FROM originals WHERE digest NOT IN (SELECT digest FROM revisions)")
    connection.execute("INSERT INTO words (words) VALUES ('optimize')")  # else old segments keep the words
    connection.execute("INSERT OR REPLACE INTO about VALUES (?, ?)", (DUE, now))
    return True


def finish(record: Record, originals: Originals) -> None:
    """Bring off the disk what no note holds any longer, also where the process that should have was killed."""
    with record.reading() as connection:
        strangers, due = _strangers(connection, originals), is_due(connection)
    if strangers:
        with record.writing() as connection:  # looked at again: nobody else brings a note in while we do
            originals.remove(_strangers(connection, originals))
    if due and record.scrub():
        with record.writing() as connection:
            connection.execute("DELETE FROM about WHERE key = ?", (DUE,))


def is_due(connection: Connection) -> bool:
    """Whether something that was retracted may still be in the record's files."""
    return bool(connection.execute("SELECT 1 FROM about WHERE key = ?", (DUE,)).fetchone())


def before(connection: Connection, digest: str) -> str | None:
    """When a note with these bytes was retracted, if one was."""
    row = connection.execute(
        "SELECT at FROM retracted_bytes WHERE digest = ? UNION ALL "
        "SELECT retracted FROM notes WHERE id = ? AND retracted IS NOT NULL",
        (digest, digest[:12]),
    ).fetchone()
    return row["at"] if row else None


def said(connection: Connection, note: str, scope: Scope) -> Text | None:
    """That *note* was retracted, to whoever could have seen it; None to everybody else."""
    row = connection.execute("SELECT retracted, label FROM notes WHERE id = ? AND revision IS NULL", (note,)).fetchone()
    if not row or row["label"] not in scope.labels:
        return None
    day = row["retracted"][:10]
    return Text(f"Note {note} was retracted on {day}.", f"研究笔记 {note} 已于 {day} 撤回。")


def _strangers(connection: Connection, originals: Originals) -> list[Path]:
    held = {row["digest"] for row in connection.execute("SELECT digest FROM originals")}
    return originals.strangers(held.__contains__)


def _forget_in_jobs(connection: Connection, note: str) -> None:
    """The log of jobs keeps that there was a file, by the note's id; its name, its title and its words go."""
    told = "UPDATE job_lines SET file = '', message = ? WHERE number = ?"
    named = _named(connection, note)
    for row in connection.execute("SELECT number, file, message, note FROM job_lines").fetchall():
        if row["note"] == note:
            connection.execute(told, (RETRACTED, row["number"]))
        elif named.search(f"{row['file']}\n{row['message']}"):
            connection.execute(told, (NAMED, row["number"]))
    for row in connection.execute("SELECT id, command FROM jobs").fetchall():
        ours = connection.execute("SELECT 1 FROM job_lines WHERE job = ? AND note = ?", (row["id"], note)).fetchone()
        if ours or named.search(row["command"]):
            connection.execute("UPDATE jobs SET command = kind WHERE id = ?", (row["id"],))


def _named(connection: Connection, note: str) -> re.Pattern[str]:
    """What a line of the log may call this note by: the names of its files, and its titles."""
    rows = connection.execute("SELECT path, title FROM revisions WHERE note = ?", (note,)).fetchall()
    titles = {row["title"] for row in rows if len(row["title"]) >= SHORTEST_TITLE}
    names = "|".join(re.escape(name) for name in sorted(titles | {PurePath(row["path"]).name for row in rows}))
    return re.compile(f"(?<![A-Za-z0-9])(?:{names})(?![A-Za-z0-9])")
