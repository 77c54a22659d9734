"""Notes in the record: put there and taken away. The caller holds the transaction."""

import hashlib
import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from knowledge.note import Note, Pool, Table

Connection = sqlite3.Connection
READ = (
    "p.row, p.id, r.institution, r.title, r.date, r.kind, r.period, p.headings, "
    'substr(r.text, p.start + 1, p."end" - p.start) AS text FROM passages p JOIN revisions r ON r.id = p.revision'
)
"""What an embedder reads of a passage."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A passage ready to be put into the record: where it lies, its indexed words, and its vector if it has one."""

    start: int
    end: int
    page: int
    headings: tuple[str, ...]
    pool: Pool
    header_words: Sequence[str]
    body_words: Sequence[str]
    vector: bytes | None = None
    table: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """A stored passage, as an embedder is to read it."""

    row: int
    id: str
    institution: str | None
    title: str
    date: str | None
    kind: str | None
    period: str | None
    headings: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where a note came from: the path and the sha256 of its file, and the parser that read it, with its version."""

    path: str
    digest: str
    parser: str

    @property
    def revision(self) -> str:
        """The id of what this parser makes of these bytes."""
        return _hash(self.digest, self.parser)[:16]


def _hash(*parts: object) -> str:
    return hashlib.sha256("\n".join(map(str, parts)).encode()).hexdigest()


def now() -> str:
    """The time in UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def note_for(connection: Connection, origin: Origin) -> sqlite3.Row | None:
    """The note that *origin* belongs to: by its bytes under any name, else by its path, or that of an older text."""
    by_path: sqlite3.Row | None = connection.execute(
        "SELECT n.* FROM notes n JOIN revisions r ON r.note = n.id WHERE r.path = ? "
        "ORDER BY n.path = r.path DESC, r.added DESC LIMIT 1",
        (origin.path,),
    ).fetchone()
    return note_of_bytes(connection, origin) or by_path


def note_of_bytes(connection: Connection, origin: Origin) -> sqlite3.Row | None:
    """The note with a revision read from these bytes, rather the one at this path."""
    found: sqlite3.Row | None = connection.execute(
        "SELECT n.* FROM notes n JOIN revisions r ON r.note = n.id WHERE r.digest = ? "
        "ORDER BY n.path = ? DESC, r.id = n.revision DESC LIMIT 1",
        (origin.digest, origin.path),
    ).fetchone()
    return found


def is_current(connection: Connection, note: sqlite3.Row, origin: Origin) -> bool:
    """Whether these bytes are what is stored: as the newest revision, or under another name as an older one."""
    if note["revision"] == origin.revision:
        return True
    known = connection.execute("SELECT 1 FROM revisions WHERE id = ?", (origin.revision,)).fetchone()
    return bool(known) and note["path"] != origin.path


def put(
    connection: Connection, identity: str, note: Note, origin: Origin, entries: Sequence[Entry], embedder: str | None
) -> None:
    """The note of that id now stands in the record with *origin* as its newest revision."""
    take_passages(connection, identity)
    connection.execute(
        "INSERT INTO notes (id, path, revision) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE "
        "SET path = excluded.path, revision = excluded.revision, retracted = NULL, label = NULL",
        (identity, origin.path, origin.revision),
    )
    connection.execute("DELETE FROM retracted_bytes WHERE digest = ?", (origin.digest,))
    _put_revision(connection, identity, note, origin)
    for entry in entries:
        _put_passage(connection, origin.revision, entry, embedder)


def _put_revision(connection: Connection, identity: str, note: Note, origin: Origin) -> None:
    """Store the text and its pages; a revision that came back only becomes the newest again."""
    number = connection.execute("SELECT COALESCE(MAX(number), 0) + 1 FROM revisions WHERE note = ?", (identity,))
    newest = number.fetchone()[0]
    day = note.date.isoformat() if note.date else None
    what = (
        note.title,
        note.institution,
        note.author,
        day,
        note.language,
        note.label or "",
        note.text,
        note.kind,
        note.period,
    )
    added = connection.execute(
        "INSERT INTO revisions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING",
        (origin.revision, identity, newest, origin.digest, origin.parser, origin.path, now(), *what),
    ).rowcount
    if not added:
        connection.execute("UPDATE revisions SET number = ? WHERE id = ?", (newest, origin.revision))
        return
    pages = [(origin.revision, page.number, page.start, page.end) for page in note.pages]
    connection.executemany("INSERT INTO pages VALUES (?, ?, ?, ?)", pages)
    for place, table in enumerate(note.tables, 1):
        _put_table(connection, origin.revision, place, table)


def _put_table(connection: Connection, revision: str, number: int, table: Table) -> None:
    what = (revision, number, table.start, table.end, table.caption)
    connection.execute("INSERT INTO tables VALUES (?, ?, ?, ?, ?)", what)
    cells = [(revision, number, cell.row, cell.column, cell.start, cell.end) for cell in table.cells]
    connection.executemany("INSERT INTO cells VALUES (?, ?, ?, ?, ?, ?)", cells)


def _put_passage(connection: Connection, revision: str, entry: Entry, embedder: str | None) -> None:
    identity = _hash(revision, entry.start, entry.end)[:16]
    headings = json.dumps(entry.headings, ensure_ascii=False)
    place = (entry.page, entry.start, entry.end)
    row = connection.execute(
        'INSERT INTO passages (id, revision, page, start, "end", pool, headings, words, block) '
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (identity, revision, *place, entry.pool, headings, len(entry.body_words), entry.table),
    ).lastrowid
    words = (row, " ".join(entry.header_words), " ".join(entry.body_words))
    connection.execute("INSERT INTO words (rowid, header, body) VALUES (?, ?, ?)", words)
    if entry.vector is not None and embedder and row is not None:
        put_vector(connection, row, identity, embedder, entry.vector)


def put_vector(connection: Connection, row: int, passage: str, embedder: str, vector: bytes) -> None:
    """Store the vector that *embedder* made of a passage, and tell the indexes; nothing where it is gone meanwhile."""
    there = "INSERT OR REPLACE INTO vectors SELECT row, ?, ? FROM passages WHERE row = ? AND id = ?"
    if connection.execute(there, (embedder, vector, row, passage)).rowcount:
        _changed(connection, "added", passage, embedder)


def unread(connection: Connection, embedder: str, pools: Sequence[Pool], limit: int, after: int = 0) -> list[Unread]:
    """The first passages behind the row *after* in these languages that have no vector of *embedder*."""
    rows = connection.execute(
        f"SELECT {READ} WHERE p.row > ? AND p.pool IN (SELECT value FROM json_each(?)) AND NOT EXISTS "  # noqa: S608
        "(SELECT 1 FROM vectors v WHERE v.passage = p.row AND v.embedder = ?) ORDER BY p.row LIMIT ?",
        (after, json.dumps(pools), embedder, limit),
    )
    return [_unread(row) for row in rows]


def embedded(connection: Connection, embedder: str, note: str) -> list[tuple[Unread, bytes]]:
    """The passages of *note* as *embedder* read them, with their vectors."""
    rows = connection.execute(
        f"SELECT v.vector, {READ} JOIN vectors v ON v.passage = p.row AND v.embedder = ? WHERE r.note = ?",
        (embedder, note),
    )
    return [(_unread(row), row["vector"]) for row in rows]


def _unread(row: sqlite3.Row) -> Unread:
    what = {name: row[name] for name in Unread.__slots__} | {"headings": tuple(json.loads(row["headings"]))}
    return Unread(**what)


def _changed(connection: Connection, kind: str, passage: str, embedder: str | None = None) -> None:
    values = (kind, passage, embedder)
    connection.execute("INSERT INTO changes (kind, passage, embedder) VALUES (?, ?, ?)", values)


def take_passages(connection: Connection, note: str, kind: str = "removed") -> None:
    """The note's passages leave the search; its text stays."""
    where = "SELECT p.row, p.id FROM passages p JOIN revisions r ON r.id = p.revision WHERE r.note = ?"
    for row, identity in connection.execute(where, (note,)).fetchall():
        connection.execute("DELETE FROM words WHERE rowid = ?", (row,))
        connection.execute("DELETE FROM vectors WHERE passage = ?", (row,))
        connection.execute("DELETE FROM passages WHERE row = ?", (row,))
        _changed(connection, kind, identity)


def is_held(connection: Connection, note: str) -> bool:
    """Whether there is a note of that id that was not retracted."""
    return bool(connection.execute("SELECT 1 FROM notes WHERE id = ? AND revision IS NOT NULL", (note,)).fetchone())


def is_known(connection: Connection, note: str) -> bool:
    """Whether there is a note of that id, or was one before it was retracted."""
    return bool(connection.execute("SELECT 1 FROM notes WHERE id = ?", (note,)).fetchone())
