"""Two ingests at once take turns, and whoever searches meanwhile finds each note from the moment its line is said."""

import threading

from ingest_runs import ALL, assert_whole, ended, held_up, library, started, undisturbed, word, written


def test_the_second_of_two_says_who_is_busy_and_waits_or_not_as_it_was_told(tmp_path):
    one, two = written(tmp_path / "one", 24), written(tmp_path / "two", 4, first=30)
    expected = {**undisturbed(tmp_path / "first", one), **undisturbed(tmp_path / "second", two)}
    home = tmp_path / "home"
    first = held_up(home, one)
    busy = "busy: an ingest has been running since "

    hasty = ended(started(home, two, "--json", "--no-wait"))
    second = started(home, one, two, "--json")
    said = second.stderr.readline()
    (status, _, silent), (other, lines, more) = ended(first), ended(second)

    assert hasty[:2] == (1, [])
    assert hasty[2].startswith(busy)
    assert hasty[2].endswith(f"(process {first.pid}); try again when that has finished.\n")
    assert said.startswith(busy)
    assert said.endswith(f"(process {first.pid}); waiting for it\n")
    assert (status, other, silent, more) == (0, 0, "", "")
    assert [line["outcome"] for line in lines] == ["unchanged"] * 24 + ["added"] * 4
    assert assert_whole(home, expected) == set(expected)


def test_a_search_meanwhile_finds_each_note_from_the_moment_its_line_is_said(tmp_path, full):
    count = 100 if full else 20
    folder = written(tmp_path / "notes", count)
    home = tmp_path / "home"
    over, faults = threading.Event(), []

    def searching():
        """Somebody who asks all the time, with a library of their own."""
        with library(home) as made:
            while not over.is_set():
                try:
                    made.search("gold rose", labels=ALL, limit=10)
                except Exception as error:
                    faults.append(error)

    others = [threading.Thread(target=searching) for _ in range(2)]
    for other in others:
        other.start()
    process = started(home, folder, "--json")
    missed = []
    with library(home) as made:
        for number in range(count):
            process.stdout.readline()
            if not made.search(word(number), labels=ALL, limit=3):
                missed.append(number)
    status, _, err = ended(process)
    over.set()
    for other in others:
        other.join()

    assert (status, err, missed, faults) == (0, "", [], [])
