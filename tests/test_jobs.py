"""The log of runs: what each met, in its order, and that one was cut short when its process is gone."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from made_notes import put

pytest_plugins = ("library_fixtures",)

KILLED = """
import os, signal, sys
from pathlib import Path
from knowledge.jobs import Jobs
from knowledge.record import Record
job = Jobs(Record(Path(sys.argv[1]))).begin("ingest", "ingest notes")
job.line("notes/a.md", "added", "a.md was added.", "0123456789ab")
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_run_is_listed_with_its_files_in_their_order(words_only):
    job = words_only.jobs.begin("ingest", "ingest notes")
    job.line("notes/a.md", "added", "a.md was added.", "0123456789ab")
    job.line("notes/b.xyz", "rejected", "b.xyz is of no known format.")
    job.line("notes/c.md", "added", "c.md was added.", "ba9876543210")
    (running,) = words_only.jobs.recent()
    job.end("done")

    (run,) = words_only.jobs.recent()
    assert (running.status, running.ended) == ("running", None)
    assert (run.kind, run.command, run.status, run.files) == (
        "ingest",
        "ingest notes",
        "done",
        {"added": 2, "rejected": 1},
    )
    assert run.started <= run.ended
    lines = words_only.jobs.lines(run.id)
    assert [(line.file, line.note) for line in lines] == [
        ("notes/a.md", "0123456789ab"),
        ("notes/b.xyz", None),
        ("notes/c.md", "ba9876543210"),
    ]


def test_the_latest_run_comes_first_and_no_more_than_were_asked_for(words_only):
    for number in range(3):
        words_only.jobs.begin("ingest", f"ingest {number}").end("failed")

    assert [run.command for run in words_only.jobs.recent(2)] == ["ingest 2", "ingest 1"]


def test_how_a_run_ended_is_said_once(words_only):
    job = words_only.jobs.begin("ingest", "ingest notes")

    job.end("interrupted")
    job.end("done")

    assert words_only.jobs.recent()[0].status == "interrupted"


def test_a_run_that_was_killed_shows_as_interrupted(words_only):
    subprocess.run([sys.executable, "-c", KILLED, str(words_only.home)], cwd=Path(__file__).parents[1], check=False)

    (run,) = words_only.jobs.recent()
    assert (run.status, run.ended, run.files) == ("interrupted", None, {"added": 1})


@pytest.mark.parametrize("process", ['["{host}", {pid}, "1"]', '["another machine", {pid}, "1"]'])
def test_a_later_process_of_the_same_number_is_not_that_run(words_only, process):
    words_only.jobs.begin("ingest", "ingest notes")
    host = os.uname().nodename
    with words_only.record.writing() as connection:
        named = process.format(host=host, pid=os.getpid())
        connection.execute("UPDATE jobs SET process = ?", (named,))

    assert words_only.jobs.recent()[0].status == "interrupted"


def test_no_runs_are_listed_where_there_is_no_record(words_only):
    assert words_only.jobs.recent() == []
    assert not words_only.home.exists()


def test_a_retracted_note_leaves_its_id_in_the_log_and_no_word(words_only):
    kept = put(words_only, "Copper is scarce.", path="/n/copper.md", title="Copper outlook")
    gone = put(words_only, "Zirconium is scarce.", path="/n/zirconium.md", title="Zirconium outlook")
    job = words_only.jobs.begin("ingest", "ingest /n/zirconium.md")
    job.line("/n/zirconium.md", "rejected", "zirconium.md is empty.")
    job.line("/n/zirconium.md", "added", "zirconium.md was added: 'Zirconium outlook'.", gone.note)
    job.line("/n/copper.md", "added", "copper.md was added: 'Copper outlook'.", kept.note)
    job.line("/n/b.md", "rejected", "b.md corrects note 'zirconium.md', which is not stored.")

    words_only.retract(gone.note)

    lines = words_only.jobs.lines(job.id)
    assert [(line.file, line.message, line.note) for line in lines] == [
        ("", "named a note that was retracted", None),
        ("", "retracted", gone.note),
        ("/n/copper.md", "copper.md was added: 'Copper outlook'.", kept.note),
        ("", "named a note that was retracted", None),
    ]
    assert words_only.jobs.recent()[0].command == "ingest"
