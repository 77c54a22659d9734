"""Notes looked up in the record, as far as a reader may see them. The caller holds the transaction."""

import json
import sqlite3
from collections.abc import Sequence
from datetime import date

from knowledge.note import Page, StoredNote, StoredPassage
from knowledge.scope import Scope

Connection = sqlite3.Connection


def find(connection: Connection, note: str, scope: Scope, revision: str | None = None) -> StoredNote | None:
    """The note in its newest revision, or in the one named; None where *scope* does not reach it."""
    row = scope.run(
        connection,
        "SELECT r.*, n.revision AS newest FROM notes n JOIN revisions r ON r.note = n.id "
        "WHERE n.id = :note AND r.id = COALESCE(:revision, n.revision) AND IN_SCOPE",
        note=note,
        revision=revision,
    ).fetchone()
    return _stored(connection, row) if row else None


def find_any(connection: Connection, note: str) -> StoredNote:
    """The note as it is now, whatever its label: for ingest, never for a reader."""
    row = connection.execute(
        "SELECT r.*, n.revision AS newest FROM notes n JOIN revisions r ON r.id = n.revision WHERE n.id = ?", (note,)
    ).fetchone()
    return _stored(connection, row)


def passages(connection: Connection, scope: Scope, rows: Sequence[int]) -> list[sqlite3.Row]:
    """The passages of these rows with what is shown of them, as far as they are in *scope*."""
    return scope.run(
        connection,
        "SELECT p.row, p.id AS passage, r.note, r.title, r.institution, r.date, r.label, p.page, p.start, "
        'p."end", p.pool, substr(r.text, p.start + 1, p."end" - p.start) AS text '
        "FROM json_each(:rows) j JOIN passages p ON p.row = j.value JOIN revisions r ON r.id = p.revision "
        "WHERE IN_SCOPE",
        rows=json.dumps(list(rows)),
    ).fetchall()


def counts(connection: Connection, embedder: str) -> dict[str, int]:
    """How much the record holds."""
    return {
        "notes": _number(connection, "SELECT COUNT(*) FROM notes WHERE revision IS NOT NULL"),
        "revisions": _number(connection, "SELECT COUNT(*) FROM revisions"),
        "passages": _number(connection, "SELECT COUNT(*) FROM passages"),
        "vectors": _number(connection, "SELECT COUNT(*) FROM vectors WHERE embedder = ?", embedder),
        "retracted": _number(connection, "SELECT COUNT(*) FROM notes WHERE retracted IS NOT NULL"),
    }


def _number(connection: Connection, query: str, *values: str) -> int:
    return int(connection.execute(query, values).fetchone()[0])


def listed(connection: Connection, scope: Scope) -> list[StoredNote]:
    """The newest revision of every note in *scope*, the latest date first, without text or pages."""
    rows = scope.run(
        connection,
        "SELECT r.*, n.revision AS newest FROM notes n JOIN revisions r ON r.id = n.revision "
        "WHERE IN_SCOPE ORDER BY r.date IS NULL, r.date DESC, r.title, n.id",
    ).fetchall()
    return [_bare(row, text="") for row in rows]


def _bare(row: sqlite3.Row, text: str, **more: object) -> StoredNote:
    plain = {key: row[key] for key in ("title", "institution", "author", "language", "label", "path", "added")}
    day = date.fromisoformat(row["date"]) if row["date"] else None
    pages = more.pop("pages", ())
    return StoredNote(
        id=row["note"],
        revision=row["id"],
        date=day,
        text=text,
        superseded=row["id"] != row["newest"],
        pages=pages,  # type: ignore[arg-type]
        **plain,
        **more,  # type: ignore[arg-type]
    )


def _stored(connection: Connection, row: sqlite3.Row) -> StoredNote:
    """A note with everything that belongs to it."""
    revision = (row["id"],)
    pages = connection.execute('SELECT number, start, "end" FROM pages WHERE revision = ? ORDER BY number', revision)
    passages = connection.execute(
        'SELECT id, start, "end", page FROM passages WHERE revision = ? ORDER BY start', revision
    )
    versions = connection.execute("SELECT id FROM revisions WHERE note = ? ORDER BY number DESC", (row["note"],))
    return _bare(
        row,
        text=row["text"],
        pages=tuple(Page(**dict(page)) for page in pages),
        passages=tuple(StoredPassage(**dict(passage)) for passage in passages),
        versions=tuple(version["id"] for version in versions),
    )
