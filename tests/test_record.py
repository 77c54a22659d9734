"""The record: whole or not at all, readable before it exists, and refused where it is not ours."""

import random
import sqlite3
from contextlib import closing, suppress

import pytest
from made_notes import ALL, put
from record_before import FIRST, NOTE

from footnote.errors import SetupError
from knowledge.lexicon import Lexicon
from knowledge.library import Library
from knowledge.record import FILE, Record
from knowledge.schema import MIGRATIONS, VERSION


def test_reading_writes_nothing_and_an_absent_record_is_empty(tmp_path):
    record = Record(tmp_path / "home")

    with record.reading() as connection:
        notes = connection.execute("SELECT COUNT(*) FROM notes").fetchone()[0]

    assert notes == 0
    assert not (tmp_path / "home").exists()


def test_a_change_that_fails_leaves_nothing_behind(tmp_path):
    record = Record(tmp_path)

    with suppress(ZeroDivisionError), record.writing() as connection:
        connection.execute("INSERT INTO notes (id) VALUES ('a')")
        raise ZeroDivisionError

    with record.reading() as connection:
        assert connection.execute("SELECT COUNT(*) FROM notes").fetchone()[0] == 0


def test_it_is_written_ahead_and_to_the_disk(tmp_path):
    record = Record(tmp_path)

    with record.writing() as connection:
        connection.execute("INSERT INTO notes (id) VALUES ('a')")
        modes = [connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous")]
        deleted = connection.execute("PRAGMA secure_delete").fetchone()[0]

    assert modes == ["wal", 2]
    assert deleted == 1


def test_a_newer_record_is_refused_in_words(tmp_path):
    with sqlite3.connect(tmp_path / FILE) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()

    with pytest.raises(SetupError, match="written by a newer Footnote"), Record(tmp_path).reading():
        pass
    with pytest.raises(SetupError, match="version 99"), Record(tmp_path).writing():
        pass


def test_a_file_that_is_no_record_is_refused_in_words(tmp_path):
    (tmp_path / FILE).write_bytes(b"these are not the pages you are looking for" * 100)

    with pytest.raises(SetupError, match="is damaged or is no record"), Record(tmp_path).reading():
        pass


def test_a_record_that_is_being_written_is_waited_for_and_then_named(tmp_path, monkeypatch):
    monkeypatch.setattr("knowledge.record.PATIENCE", 0.05)
    record = Record(tmp_path)

    with record.writing(), pytest.raises(SetupError, match="being written by another process"), record.writing():
        pass


def test_a_reader_sees_one_state_from_first_to_last(tmp_path):
    record = Record(tmp_path)
    with record.writing() as connection:
        connection.execute("INSERT INTO notes (id) VALUES ('a')")

    with record.reading() as connection:
        before = connection.execute("SELECT COUNT(*) FROM notes").fetchone()[0]
        with record.writing() as writer:
            writer.execute("INSERT INTO notes (id) VALUES ('b')")
        after = connection.execute("SELECT COUNT(*) FROM notes").fetchone()[0]

    assert before == after == 1


@pytest.fixture
def first_version(tmp_path):
    """A home with a record of version 1: a note, and the tombstone of another."""
    with closing(sqlite3.connect(tmp_path / FILE)) as connection, connection:
        for statement in (*FIRST, *NOTE):
            connection.execute(statement)
    return tmp_path


@pytest.fixture
def second_version(tmp_path):
    """A home with a record of version 2."""
    with closing(sqlite3.connect(tmp_path / FILE)) as connection, connection:
        for statement in (*FIRST, *NOTE, *MIGRATIONS[1], "PRAGMA user_version = 2"):
            connection.execute(statement)
    return tmp_path


def shape(connection):
    """Tables with their columns, indexes and triggers."""
    names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master ORDER BY name")]
    columns = {
        (name, *row[1:]) for name in names for row in map(tuple, connection.execute(f"PRAGMA table_info({name})"))
    }
    return names, columns


def test_a_record_of_the_first_version_is_brought_to_ours_when_it_is_read(first_version):
    with Library(first_version, lexicon=Lexicon.of([])) as library:
        assert [hit.text for hit in library.search("gold", labels=ALL)] == ["Gold rose."]
        assert library.note("0123456789ab", ALL).tables == ()
        assert library.stats()["retracted"] == 1
        assert library.health() == []
        assert put(library, "Silver fell.", path="/n/b.md").outcome == "added"
        assert put(library, "Gold fell.", path="/n/a.md").outcome == "replaced"


def test_what_was_brought_to_ours_is_as_if_it_had_been_made_so(first_version, tmp_path):
    with Record(first_version).reading() as brought, Record(tmp_path / "new").reading() as made:
        assert shape(brought) == shape(made)
        assert brought.execute("PRAGMA user_version").fetchone()[0] == VERSION


def test_a_record_of_the_second_version_learns_what_a_note_is(second_version, tmp_path):
    with Record(second_version).reading() as brought, Record(tmp_path / "new").reading() as made:
        assert shape(brought) == shape(made)
    with Library(second_version, lexicon=Lexicon.of([])) as library:
        old = library.note("0123456789ab", ALL)
        stored = put(library, "Silver fell.", path="/n/b.md", kind="10-K", period="FY2021")
        note = library.note(stored.note, ALL)

        assert (old.kind, old.period) == (None, None)
        assert (note.kind, note.period) == ("10-K", "FY2021")
        assert library.health() == []


def test_a_migration_that_fails_leaves_the_record_as_it_was(first_version, monkeypatch):
    monkeypatch.setitem(MIGRATIONS, 1, (*MIGRATIONS[1], "CREATE TABLE notes (id TEXT)"))
    with closing(sqlite3.connect(first_version / FILE)) as connection:
        before = shape(connection)

    with pytest.raises(sqlite3.OperationalError, match="already exists"), Record(first_version).reading():
        pass

    with closing(sqlite3.connect(first_version / FILE)) as connection:
        assert shape(connection) == before
        assert connection.execute("PRAGMA user_version").fetchone()[0] == 1


@pytest.mark.parametrize(
    "change",
    [
        *("text = 'Gold fell.'", "label = 'public'", "title = 'Another'", "digest = 'd'"),
        *("kind = '10-K'", "period = 'FY2021'"),
    ],
)
def test_a_revision_is_never_changed(first_version, change):
    record = Record(first_version)

    with pytest.raises(sqlite3.IntegrityError, match="a revision is never changed"), record.writing() as connection:
        connection.execute(f"UPDATE revisions SET {change}")
    with record.writing() as connection:
        connection.execute("UPDATE revisions SET number = 2")


def test_a_page_is_never_changed(first_version):
    record = Record(first_version)

    with pytest.raises(sqlite3.IntegrityError, match="a revision is never changed"), record.writing() as connection:
        connection.execute('UPDATE pages SET "end" = 4')


@pytest.mark.parametrize("seed", [6, 9, 13])
def test_what_rows_left_behind_when_they_moved_is_off_the_disk_too(tmp_path, seed):
    """SQLite's secure_delete overwrites a row where it is, not the copies of it in pages that were balanced."""
    chance, record = random.Random(seed), Record(tmp_path)
    with record.writing() as connection:
        for number in range(120):
            path = f"MARK{number:04d}Z" * chance.randint(1, 60)
            connection.execute("INSERT INTO notes (id, path) VALUES (?, ?)", (f"{chance.getrandbits(48):012x}", path))
    gone = chance.sample(range(120), 60)
    with record.writing() as connection:
        for number in gone:
            connection.execute("DELETE FROM notes WHERE path LIKE ?", (f"MARK{number:04d}Z%",))

    assert record.scrub()
    held = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert [number for number in gone if f"MARK{number:04d}Z".encode() in held] == []
    assert held.count(b"MARK")
