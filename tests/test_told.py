"""The log of a run: a note's line comes with the note, those of files that changed nothing within a second."""

import sqlite3
from contextlib import suppress
from pathlib import Path

import pytest

from ingest.finding import Found
from ingest.report import rejected
from ingest.told import LONGEST, Told

pytest_plugins = ("library_fixtures",)


class Clock:
    """A clock that is set by hand."""

    time = 100.0

    def __call__(self):
        return self.time


@pytest.fixture
def log(words_only):
    """What a run writes down, the clock it goes by, and what is written so far."""
    job, clock = words_only.jobs.begin("ingest", "ingest"), Clock()
    told = Told(job, words_only.record, clock)
    return told, clock, lambda: [line.file for line in words_only.jobs.lines(job.id)]


def line(name):
    found = Found(path=Path(f"/n/{name}"))
    return found, rejected(found, f"{name} is empty.")


def test_a_line_waits_for_no_more_than_a_second(log):
    told, clock, written = log
    told.soon(*line("a"))
    at_once = written()
    clock.time += LONGEST
    told.soon(*line("b"))

    assert at_once == []
    assert written() == ["/n/a", "/n/b"]


def test_what_waits_is_written_in_its_order_with_the_note_that_follows(log, words_only):
    told, _, written = log
    told.soon(*line("a"))
    with words_only.record.writing() as connection:
        told.of(connection, *line("b"))
    told.settled()
    told.now()

    assert written() == ["/n/a", "/n/b"]


def test_a_note_that_could_not_be_stored_takes_no_line_with_it(log, words_only):
    told, _, written = log
    told.soon(*line("a"))
    with suppress(sqlite3.IntegrityError), words_only.record.writing() as connection:
        told.of(connection, *line("b"))
        connection.execute("INSERT INTO notes (id) VALUES ('a'), ('a')")
    told.now()

    assert written() == ["/n/a"]
