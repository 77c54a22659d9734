"""The tables of the record of notes. A change of them raises VERSION and adds the way there from the version before."""

VERSION = 3

# Tables and their cells, as a reader found them; what was kept of the files; the runs of ingest and what they met.
SINCE_2 = (
    """CREATE TABLE tables (
        revision TEXT NOT NULL REFERENCES revisions (id), number INTEGER NOT NULL,
        start INTEGER NOT NULL, "end" INTEGER NOT NULL, caption TEXT NOT NULL,
        PRIMARY KEY (revision, number)) WITHOUT ROWID""",
    """CREATE TABLE cells (
        revision TEXT NOT NULL, number INTEGER NOT NULL, "row" INTEGER NOT NULL, "column" INTEGER NOT NULL,
        start INTEGER NOT NULL, "end" INTEGER NOT NULL,
        FOREIGN KEY (revision, number) REFERENCES tables (revision, number))""",
    "CREATE INDEX cells_table ON cells (revision, number)",
    # The files that lie beside the record (knowledge/originals.py), by the sha256 of their bytes.
    "CREATE TABLE originals (digest TEXT PRIMARY KEY, size INTEGER NOT NULL) WITHOUT ROWID",
    # The bytes of retracted notes, so that they are known when they come again.
    "CREATE TABLE retracted_bytes (digest TEXT PRIMARY KEY, note TEXT NOT NULL, at TEXT NOT NULL) WITHOUT ROWID",
    """CREATE TABLE jobs (
        id INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, command TEXT NOT NULL, user TEXT NOT NULL,
        process TEXT NOT NULL, started TEXT NOT NULL, ended TEXT, status TEXT)""",
    """CREATE TABLE job_lines (
        number INTEGER PRIMARY KEY AUTOINCREMENT, job INTEGER NOT NULL REFERENCES jobs (id), at TEXT NOT NULL,
        file TEXT NOT NULL, outcome TEXT NOT NULL, message TEXT NOT NULL, note TEXT)""",
    "CREATE INDEX job_lines_job ON job_lines (job)",
    # What was stored is quoted by its offsets: it may be taken away, never changed. Only its number among the
    # revisions of its note may, for an older text can become the newest again.
    """CREATE TRIGGER revisions_stay BEFORE UPDATE OF id, note, digest, parser, path, added, title, institution,
        author, date, language, label, text ON revisions
        BEGIN SELECT RAISE(ABORT, 'a revision is never changed'); END""",
    *(
        f"CREATE TRIGGER {table}_stay BEFORE UPDATE ON {table} "
        "BEGIN SELECT RAISE(ABORT, 'a revision is never changed'); END"
        for table in ("pages", "tables", "cells")
    ),
)

# What sort of document a revision is, and the period it reports on. Neither is ever changed either.
SINCE_3 = (
    "DROP TRIGGER revisions_stay",
    """CREATE TRIGGER revisions_stay BEFORE UPDATE OF id, note, digest, parser, path, added, title, institution,
        author, date, language, label, text, kind, period ON revisions
        BEGIN SELECT RAISE(ABORT, 'a revision is never changed'); END""",
)

TABLES = (
    "CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    # A retracted note keeps its row: which id, when, and who could have seen it. Nothing of what it said.
    "CREATE TABLE notes (id TEXT PRIMARY KEY, path TEXT, revision TEXT, retracted TEXT, label TEXT)",
    "CREATE INDEX notes_path ON notes (path)",
    # What a parser made of a file: never changed, gone only when the note is retracted.
    """CREATE TABLE revisions (
        id TEXT PRIMARY KEY, note TEXT NOT NULL REFERENCES notes (id), number INTEGER NOT NULL,
        digest TEXT NOT NULL, parser TEXT NOT NULL, path TEXT NOT NULL, added TEXT NOT NULL,
        title TEXT NOT NULL, institution TEXT, author TEXT, date TEXT, language TEXT NOT NULL, label TEXT NOT NULL,
        text TEXT NOT NULL, kind TEXT, period TEXT)""",
    "CREATE INDEX revisions_digest ON revisions (digest)",
    "CREATE INDEX revisions_note ON revisions (note, number)",
    """CREATE TABLE pages (
        revision TEXT NOT NULL REFERENCES revisions (id), number INTEGER NOT NULL,
        start INTEGER NOT NULL, "end" INTEGER NOT NULL, PRIMARY KEY (revision, number)) WITHOUT ROWID""",
    # The passages that can be found: those of each note's newest revision. One of a table has its number as block.
    """CREATE TABLE passages (
        row INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE,
        revision TEXT NOT NULL REFERENCES revisions (id), page INTEGER NOT NULL,
        start INTEGER NOT NULL, "end" INTEGER NOT NULL, pool TEXT NOT NULL, headings TEXT NOT NULL,
        words INTEGER NOT NULL, block INTEGER)""",
    "CREATE INDEX passages_revision ON passages (revision)",
    """CREATE TABLE vectors (
        passage INTEGER NOT NULL REFERENCES passages (row), embedder TEXT NOT NULL, vector BLOB NOT NULL,
        PRIMARY KEY (passage, embedder)) WITHOUT ROWID""",
    # Words are stored as tokens (knowledge/lexical.py), so this tokenizer has only spaces to cut at.
    "CREATE VIRTUAL TABLE words USING fts5 (header, body, tokenize = 'unicode61 remove_diacritics 0')",
    "CREATE VIRTUAL TABLE words_held USING fts5vocab (words, instance)",
    # What an index that is kept elsewhere has to follow, in the order in which it happened.
    """CREATE TABLE changes (
        number INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, passage TEXT NOT NULL, embedder TEXT)""",
    *SINCE_2,
    *SINCE_3,
)

# A note retracted before version 2 has no label: it is as unknown to everybody as it was.
MIGRATIONS = {
    1: ("ALTER TABLE notes ADD COLUMN label TEXT", "ALTER TABLE passages ADD COLUMN block INTEGER", *SINCE_2),
    2: ("ALTER TABLE revisions ADD COLUMN kind TEXT", "ALTER TABLE revisions ADD COLUMN period TEXT", *SINCE_3),
}
"""What brings the tables of each older version to those of the next."""
