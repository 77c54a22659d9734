"""Whether the record holds together: its file, its spans, its words, and the originals beside it."""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge import retraction
from knowledge.entries import header
from knowledge.lexical import tokens
from knowledge.originals import Originals
from knowledge.record import Record, RecordError

SHOWN = 5  # of each fault; the rest is counted

# Each query gives what is wrong, named by note.
CHECKS = (
    (
        "A passage of note {} lies outside its text or its page.",
        """SELECT DISTINCT r.note FROM passages p JOIN revisions r ON r.id = p.revision
        LEFT JOIN pages g ON g.revision = p.revision AND g.number = p.page
        WHERE NOT COALESCE(0 <= p.start AND p.start < p."end" AND p."end" <= length(r.text)
            AND g.start <= p.start AND p."end" <= g."end", 0) ORDER BY r.note""",
    ),
    (
        "A page of note {} lies outside its text.",
        """SELECT DISTINCT r.note FROM pages g JOIN revisions r ON r.id = g.revision
        WHERE NOT (0 <= g.start AND g.start <= g."end" AND g."end" <= length(r.text)) ORDER BY r.note""",
    ),
    (
        "A table of note {} lies outside its text.",
        """SELECT DISTINCT r.note FROM revisions r JOIN (SELECT revision, start, "end" FROM tables
            UNION ALL SELECT revision, start, "end" FROM cells) t ON t.revision = r.id
        WHERE NOT (0 <= t.start AND t.start <= t."end" AND t."end" <= length(r.text)) ORDER BY r.note""",
    ),
    (
        "The words of a passage of note {} are not as they were indexed; retract it and ingest its file again.",
        """SELECT DISTINCT r.note FROM passages p JOIN revisions r ON r.id = p.revision
        LEFT JOIN words w ON w.rowid = p.row
        WHERE w.header IS NOT header_words(r.institution, r.title, r.date, r.kind, r.period, p.headings)
            OR w.body IS NOT body_words(substr(r.text, p.start + 1, p."end" - p.start)) ORDER BY r.note""",
    ),
    ("Words of no passage are indexed, under number {}.", "SELECT rowid FROM words EXCEPT SELECT row FROM passages"),
    (
        "A passage of note {} is searched although a newer text took its place.",
        """SELECT DISTINCT n.id FROM passages p JOIN revisions r ON r.id = p.revision JOIN notes n ON n.id = r.note
        WHERE n.revision IS NOT r.id ORDER BY n.id""",
    ),
    (
        "The newest text of note {} is not there.",
        """SELECT n.id FROM notes n LEFT JOIN revisions r ON r.id = n.revision AND r.note = n.id
        WHERE n.revision IS NOT NULL AND r.id IS NULL ORDER BY n.id""",
    ),
    ("A row of the table {} belongs to nothing.", 'SELECT DISTINCT "table" FROM pragma_foreign_key_check'),
)


def health(record: Record, originals: Originals) -> list[str]:
    """What is wrong, a sentence each; nothing when all is well."""
    if not record.path.is_file():
        return []
    try:
        with record.reading() as connection:
            return [*_faults(connection), *_originals(connection, originals)]
    except RecordError as error:
        return [str(error)]


def _faults(connection: sqlite3.Connection) -> Iterator[str]:
    connection.create_function("body_words", 1, lambda text: " ".join(tokens(text or "")))
    connection.create_function("header_words", 6, _header_words)
    for row in connection.execute(f"PRAGMA integrity_check({SHOWN})"):
        if row[0] != "ok":
            yield f"The file of the record is damaged: {row[0]}; restore it from a backup."
    for sentence, query in CHECKS:
        yield from _each(sentence, [row[0] for row in connection.execute(query)])
    if retraction.is_due(connection):
        yield "What was retracted may still be in the record's files; the next ingest, rebuild or retraction ends that."


@dataclass(frozen=True, slots=True)
class Described:
    """A note as its row in the record describes it."""

    institution: str | None
    title: str
    date: str | None
    kind: str | None
    period: str | None


def _header_words(*row: str) -> str | None:
    try:
        return " ".join(tokens(header(Described(*row[:-1]), json.loads(row[-1]))))
    except (ValueError, TypeError):
        return None


def _originals(connection: sqlite3.Connection, originals: Originals) -> Iterator[str]:
    query = """SELECT o.digest, MIN(r.note) AS note FROM originals o
        LEFT JOIN revisions r ON r.digest = o.digest GROUP BY 1"""
    bad = [row["note"] or row["digest"] for row in connection.execute(query) if not originals.is_whole(row["digest"])]
    yield from _each("The original of note {} is damaged or not there; restore it, or ingest the file again.", bad)


def _each(sentence: str, named: Sequence[object]) -> Iterator[str]:
    yield from (sentence.format(name) for name in named[:SHOWN])
    if len(named) > SHOWN:
        yield f"The same is wrong {len(named) - SHOWN} times more."
