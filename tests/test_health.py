"""What the record says of itself: nothing when all is well, and a sentence for each thing that is not."""

import hashlib
import sqlite3
from contextlib import closing

import pytest
from made_notes import note_of, put

from knowledge.originals import Originals

pytest_plugins = ("library_fixtures",)

GUARD = "DROP TRIGGER revisions_stay; DROP TRIGGER pages_stay; DROP TRIGGER cells_stay; DROP TRIGGER tables_stay;"
SPOILED = {
    'UPDATE passages SET "end" = 4000': "A passage of note {} lies outside its text or its page.",
    "UPDATE passages SET page = 2": "A passage of note {} lies outside its text or its page.",
    "DELETE FROM pages": "A passage of note {} lies outside its text or its page.",
    'UPDATE pages SET "end" = 4000': "A page of note {} lies outside its text.",
    "INSERT INTO tables SELECT id, 1, 3, 4000, '' FROM revisions": "A table of note {} lies outside its text.",
    "UPDATE revisions SET text = 'Gold'": "A passage of note {} lies outside its text or its page.",
    "DELETE FROM words": "The words of a passage of note {} are not as they were indexed; "
    "retract it and ingest its file again.",
    "UPDATE words SET body = 'gold'": "The words of a passage of note {} are not as they were indexed; "
    "retract it and ingest its file again.",
    "UPDATE revisions SET text = 'Gold rose by 81% in January.'": "The words of a passage of note {} are not as they "
    "were indexed; retract it and ingest its file again.",
    "UPDATE revisions SET institution = 'Another'": "The words of a passage of note {} are not as they were indexed; "
    "retract it and ingest its file again.",
    "UPDATE passages SET headings = 'x'": "The words of a passage of note {} are not as they were indexed; "
    "retract it and ingest its file again.",
    "INSERT INTO words (rowid, body) VALUES (77, 'silver')": "Words of no passage are indexed, under number 77.",
    "UPDATE notes SET revision = 'none'": "The newest text of note {} is not there.",
    "PRAGMA foreign_keys = 0; DELETE FROM passages": "A row of the table vectors belongs to nothing.",
}


@pytest.fixture
def stored(words_only):
    note = put(words_only, "Gold rose by 18% in January.").note
    with words_only.record.writing() as connection:
        connection.execute("INSERT INTO vectors VALUES (1, 'some', x'00')")
    return note


def test_all_is_well_where_nothing_was_done_to_it(words_only, stored):
    assert words_only.health() == []


def test_an_absent_record_is_well_and_stays_absent(words_only):
    assert words_only.health() == []
    assert not words_only.home.exists()


@pytest.mark.parametrize("done", SPOILED)
def test_what_does_not_hold_together_is_named(words_only, stored, done):
    with closing(sqlite3.connect(words_only.record.path)) as connection:
        connection.executescript(GUARD + done)

    assert SPOILED[done].format(stored) in words_only.health()


def test_a_damaged_file_is_named(words_only, stored):
    data = bytearray(words_only.record.path.read_bytes())
    for page in range(2, len(data) // 4096):
        data[page * 4096 : page * 4096 + 64] = b"\xff" * 64
    words_only.record.path.write_bytes(data)

    faults = words_only.health()

    assert faults
    assert all("damaged" in fault for fault in faults)


def test_many_alike_are_counted(words_only):
    for number in range(9):
        digest = hashlib.sha256(f"{number}".encode()).hexdigest()
        words_only.add(note_of(f"Gold {number}."), f"/n/{number}.md", digest, "text 1", f"{number}".encode())
    for path in Originals(words_only.home).folder.glob("*/*"):
        path.write_bytes(b"damaged")

    faults = words_only.health()

    assert len(faults) == 6
    assert all("is damaged or not there; restore it, or ingest the file again" in fault for fault in faults[:5])
    assert faults[5] == "The same is wrong 4 times more."
