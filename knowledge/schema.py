"""The tables of the record of notes. A change of them raises VERSION."""

VERSION = 1

TABLES = (
    "CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    # A retracted note keeps its row: which id, and when. Nothing of what it said.
    "CREATE TABLE notes (id TEXT PRIMARY KEY, path TEXT, revision TEXT, retracted TEXT)",
    "CREATE INDEX notes_path ON notes (path)",
    # What a parser made of a file: never changed, gone only when the note is retracted.
    """CREATE TABLE revisions (
        id TEXT PRIMARY KEY, note TEXT NOT NULL REFERENCES notes (id), number INTEGER NOT NULL,
        digest TEXT NOT NULL, parser TEXT NOT NULL, path TEXT NOT NULL, added TEXT NOT NULL,
        title TEXT NOT NULL, institution TEXT, author TEXT, date TEXT, language TEXT NOT NULL, label TEXT NOT NULL,
        text TEXT NOT NULL)""",
    "CREATE INDEX revisions_digest ON revisions (digest)",
    "CREATE INDEX revisions_note ON revisions (note, number)",
    """CREATE TABLE pages (
        revision TEXT NOT NULL REFERENCES revisions (id), number INTEGER NOT NULL,
        start INTEGER NOT NULL, "end" INTEGER NOT NULL, PRIMARY KEY (revision, number)) WITHOUT ROWID""",
    # The passages that can be found: those of each note's newest revision.
    """CREATE TABLE passages (
        row INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE,
        revision TEXT NOT NULL REFERENCES revisions (id), page INTEGER NOT NULL,
        start INTEGER NOT NULL, "end" INTEGER NOT NULL, pool TEXT NOT NULL, headings TEXT NOT NULL,
        words INTEGER NOT NULL)""",
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
)
