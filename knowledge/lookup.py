"""Notes looked up in the record, as far as a reader may see them. The caller holds the transaction."""

import json
import sqlite3
from collections.abc import Sequence
from datetime import date

from knowledge.note import Cell, Page, StoredNote, StoredPassage, Table
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
    return _stored(connection, row, scope) if row else None


def find_any(connection: Connection, note: str) -> StoredNote:
    """The note as it is now, whatever its label: for ingest, never for a reader."""
    row = connection.execute(
        "SELECT r.*, n.revision AS newest FROM notes n JOIN revisions r ON r.id = n.revision WHERE n.id = ?", (note,)
    ).fetchone()
    return _stored(connection, row, None)


def digest(connection: Connection, revision: str) -> tuple[str, bool]:
    """The sha256 of the bytes a revision was read from, and whether they were kept."""
    row = connection.execute(
        "SELECT r.digest, o.digest IS NOT NULL AS kept FROM revisions r LEFT JOIN originals o ON o.digest = r.digest "
        "WHERE r.id = ?",
        (revision,),
    ).fetchone()
    return row["digest"], bool(row["kept"])


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
    names = ("title", "institution", "author", "language", "label", "path", "added", "kind", "period")
    plain = {name: row[name] for name in names}
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


def _stored(connection: Connection, row: sqlite3.Row, scope: Scope | None) -> StoredNote:
    """A note with everything that belongs to it; of its other versions only those that *scope* reaches."""
    revision = (row["id"],)
    pages = connection.execute('SELECT number, start, "end" FROM pages WHERE revision = ? ORDER BY number', revision)
    passages = connection.execute(
        'SELECT id, start, "end", page FROM passages WHERE revision = ? ORDER BY start', revision
    )
    versions = connection.execute("SELECT id, label FROM revisions WHERE note = ? ORDER BY number DESC", (row["note"],))
    return _bare(
        row,
        text=row["text"],
        pages=tuple(Page(**dict(page)) for page in pages),
        passages=tuple(StoredPassage(**dict(passage)) for passage in passages),
        tables=_tables(connection, row["id"]),
        versions=tuple(each["id"] for each in versions if not scope or each["label"] in scope.labels),
    )


def _tables(connection: Connection, revision: str) -> tuple[Table, ...]:
    """The tables of a revision in the order of its text, each with its cells as they were read."""
    cells: dict[int, list[Cell]] = {}
    for row in connection.execute("SELECT * FROM cells WHERE revision = ? ORDER BY rowid", (revision,)):
        cell = Cell(row=row["row"], column=row["column"], start=row["start"], end=row["end"])
        cells.setdefault(row["number"], []).append(cell)
    return tuple(
        Table(start=row["start"], end=row["end"], caption=row["caption"], cells=tuple(cells.get(row["number"], ())))
        for row in connection.execute("SELECT * FROM tables WHERE revision = ? ORDER BY number", (revision,))
    )
