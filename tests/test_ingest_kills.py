"""An ingest that is killed at any point leaves whole notes or none, and a second run goes on where it was."""

import random
import signal
import time

import pytest
from ingest_runs import again, assert_whole, ended, held, held_up, library, started, undisturbed, written

from knowledge.originals import Originals

pytest_plugins = ("library_fixtures",)

AT_FULL, USUALLY = (200, 100), (4, 16)
A_HOME = 8  # kills that a home sees before it is brought to its end
A_FILE = 0.02  # seconds that one takes, about
# Root may write anywhere, whatever a file's mode says, unless it gives up these two powers.
MORTAL = "import ctypes; [ctypes.CDLL(None).prctl(24, power, 0, 0, 0) for power in (1, 2)]"


def killed(home, folder, chance, most, embedding):
    """Start an ingest and kill it, at any moment: while it starts, or once it brought up to *most* notes in."""
    process = started(home, folder, "--json", embedding=embedding)
    if chance.random() < 0.15:
        time.sleep(chance.uniform(0, 1))
    else:
        left = chance.randrange(most + 1)
        while left and (line := process.stdout.readline()):
            left -= '"added"' in line
        time.sleep(chance.uniform(0, A_FILE))
    process.kill()
    process.communicate()


def where(home, before):
    """Where the kill fell: how many notes there are now, and what was left beside them."""
    if not (home / "record.sqlite3").exists():
        return 0, "before the record was made"
    with library(home) as made, made.record.reading() as connection:
        count = connection.execute("SELECT COUNT(*) FROM notes").fetchone()[0]
        known = {row["digest"] for row in connection.execute("SELECT digest FROM originals")}
        lines = connection.execute("SELECT COUNT(*) FROM job_lines WHERE outcome = 'added'").fetchone()[0]
    if not count:
        return 0, "before the first note"
    if Originals(home).strangers(known.__contains__):
        return count, "between an original and its note"
    if count > lines:
        return count, "between a note and its line"
    return count, "before the next note" if count == before else "between two notes"


def suffered(tmp_path, folder, kills, embedding, expected, chance, embedder=None):
    """Homes on which an ingest was killed so often, looked at each time and brought to their end. Prints each kill."""
    most = max(1, 2 * len(expected) // min(A_HOME, kills + 1))
    for number in range(kills):
        if not number % A_HOME:
            home, before = tmp_path / f"home{number}", 0
        killed(home, folder, chance, most, embedding)
        count, phase = where(home, before)
        print(f"kill {number + 1:3d}: {count:3d} of {len(expected)} notes stored, {phase}")
        assert len(assert_whole(home, expected, embedder)) == count >= before
        before = count
        if number % A_HOME == A_HOME - 1 or number == kills - 1:
            finished(home, folder, expected, embedding, embedder)


def finished(home, folder, expected, embedding="none", embedder=None):
    """Run once more: nothing is lost, nothing is there twice, nothing is left over."""
    status, lines, err = ended(started(home, folder, "--json", embedding=embedding))
    assert (status, err) == (0, "")
    assert {line["outcome"] for line in lines} <= {"added", "unchanged"}
    assert sorted(line["note"] for line in lines) == sorted(expected)
    assert assert_whole(home, expected, embedder) == set(expected)
    with library(home, embedder) as made:
        assert held(made) == expected
        assert made.health() == []


def test_kills_at_random_points_lose_nothing_and_make_nothing_twice(tmp_path, full):
    kills, notes = AT_FULL if full else USUALLY
    folder = written(tmp_path / "notes", notes)
    expected = undisturbed(tmp_path / "undisturbed", folder)

    suffered(tmp_path, folder, kills, "none", expected, random.Random(6))


def test_kills_lose_no_vector_and_leave_none_over(tmp_path, full, embedder):
    folder = written(tmp_path / "notes", 60 if full else 6)
    expected = undisturbed(tmp_path / "undisturbed", folder, embedder)
    assert all(vector for note in expected.values() for _, vector in note["vectors"])

    suffered(tmp_path, folder, 24 if full else 1, "local", expected, random.Random(7), embedder)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_run_that_is_stopped_says_how_far_it_came_and_goes_on_the_next_time(tmp_path, number):
    folder = written(tmp_path / "notes", 24)
    expected = undisturbed(tmp_path / "undisturbed", folder)
    process = held_up(tmp_path / "home", folder)
    process.send_signal(number)

    status, lines, err = ended(process)

    done = 1 + len(lines)
    assert status == 128 + number
    assert err == f"stopped after {done} of 24 files; run it again to go on\n"
    assert len(assert_whole(tmp_path / "home", expected)) in (done, done + 1)
    with library(tmp_path / "home") as made:
        assert made.jobs.recent()[0].status == "interrupted"
    again(tmp_path / "home", folder, expected)


def test_a_full_disk_ends_in_a_sentence_and_a_whole_library(tmp_path):
    folder = written(tmp_path / "notes", 16)
    expected = undisturbed(tmp_path / "undisturbed", folder)
    room = (tmp_path / "undisturbed" / "record.sqlite3").stat().st_size - 16_384
    small = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({room}, {room}))"

    status, lines, err = ended(started(tmp_path / "home", folder, "--json", first=small))

    assert status == 1
    assert 0 < len(lines) < 16
    assert err.startswith("The record of notes cannot be written: ")
    assert err.count("\n") == 1
    assert str(tmp_path) not in err
    assert len(assert_whole(tmp_path / "home", expected)) >= len(lines)
    again(tmp_path / "home", folder, expected)


def test_a_home_that_cannot_be_written_ends_in_a_sentence_and_a_whole_library(tmp_path):
    folder = written(tmp_path / "notes", 6)
    home = tmp_path / "home"
    expected = undisturbed(home, folder)
    more = written(tmp_path / "more", 2, first=50)
    shut = [home, *home.rglob("*")]
    for path in shut:
        path.chmod(0o500 if path.is_dir() else 0o400)

    status, lines, err = ended(started(home, more, "--json", first=MORTAL))

    assert (status, lines) == (1, [])
    assert err.startswith("The record of notes cannot be ")
    assert "set FOOTNOTE_HOME to a folder that can be written" in err
    assert err.count("\n") == 1
    for path in shut:
        path.chmod(0o700)
    assert assert_whole(home, expected) == set(expected)


def test_the_whole_is_told_from_the_half(tmp_path):
    """The check of the tests above: a library that lost anything does not pass it."""
    folder = written(tmp_path / "notes", 2)
    expected = undisturbed(tmp_path / "home", folder)
    for damage in (
        "DELETE FROM words WHERE rowid = (SELECT MIN(row) FROM passages)",
        "DELETE FROM pages",
        "UPDATE passages SET start = start + 1",
        "INSERT INTO words (rowid, header, body) VALUES (999, 'gold', 'gold')",
    ):
        home = tmp_path / "damaged"
        undisturbed(home, folder)
        with library(home) as made, made.record.writing() as connection:
            connection.execute(damage)

        with pytest.raises(AssertionError):
            assert_whole(home, expected)
        for path in sorted(home.rglob("*"), reverse=True):
            path.rmdir() if path.is_dir() else path.unlink()
