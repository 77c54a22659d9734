"""The record: whole or not at all, readable before it exists, and refused where it is not ours."""

import sqlite3
from contextlib import suppress

import pytest

from footnote.errors import SetupError
from knowledge.record import FILE, Record


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
