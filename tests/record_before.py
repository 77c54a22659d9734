"""The tables of the record as its first version had them, and a note in them."""

FIRST = (
    "CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    "CREATE TABLE notes (id TEXT PRIMARY KEY, path TEXT, revision TEXT, retracted TEXT)",
    "CREATE INDEX notes_path ON notes (path)",
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
    """CREATE TABLE passages (
        row INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE,
        revision TEXT NOT NULL REFERENCES revisions (id), page INTEGER NOT NULL,
        start INTEGER NOT NULL, "end" INTEGER NOT NULL, pool TEXT NOT NULL, headings TEXT NOT NULL,
        words INTEGER NOT NULL)""",
    "CREATE INDEX passages_revision ON passages (revision)",
    """CREATE TABLE vectors (
        passage INTEGER NOT NULL REFERENCES passages (row), embedder TEXT NOT NULL, vector BLOB NOT NULL,
        PRIMARY KEY (passage, embedder)) WITHOUT ROWID""",
    "CREATE VIRTUAL TABLE words USING fts5 (header, body, tokenize = 'unicode61 remove_diacritics 0')",
    "CREATE VIRTUAL TABLE words_held USING fts5vocab (words, instance)",
    """CREATE TABLE changes (
        number INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, passage TEXT NOT NULL, embedder TEXT)""",
)

NOTE = (
    "INSERT INTO about VALUES ('record', 'abcdef0123456789')",
    "INSERT INTO notes VALUES ('0123456789ab', '/n/a.md', 'rev0', NULL), ('ba9876543210', NULL, NULL, '2026-01-05')",
    """INSERT INTO revisions VALUES ('rev0', '0123456789ab', 1, 'digest', 'text 1', '/n/a.md', '2026-01-02', 'Old',
        'Harbour House', NULL, '2026-01-01', 'en', 'desk', 'Gold rose.')""",
    "INSERT INTO pages VALUES ('rev0', 1, 0, 10)",
    "INSERT INTO passages VALUES (1, 'pas0', 'rev0', 1, 0, 10, 'en', '[]', 2)",
    "INSERT INTO words (rowid, header, body) VALUES (1, 'harbour hous old 2026 01 01', 'gold rose')",
    "PRAGMA user_version = 1",
)
