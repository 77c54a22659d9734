"""A source with a memory: asked as little as possible, and never older than it says."""

from datetime import date, timedelta

import pandas as pd
import pytest
from changing import DOWN, NUMBERS, WEEK, asking, values
from fakes import monthly, spec, wanted

from tools.cache.source import FRESH, Cached
from tools.cache.store import Store

pytest_plugins = ("cache_fixtures",)


# ---------------------------------------------------------------- while it is good


def test_a_copy_is_served_without_a_word_from_the_source(cached, upstream, clock):
    first = cached.read(asking())
    upstream.asked.clear()
    clock.pass_(seconds=FRESH - 1)

    again = cached.read(asking())

    assert upstream.asked == []
    pd.testing.assert_series_equal(again.values, first.values)
    assert (again.source, again.vintage, again.dated, again.kept) == ("fred:A", "latest", True, None)


def test_another_process_is_served_from_disk(cached, upstream, cache_folder, clock):
    cached.read(asking())
    upstream.asked.clear()

    assert values(Cached("fred", upstream, Store(cache_folder, WEEK, clock=clock)).read(asking())) == [4.5, 4.4, 4.3]
    assert upstream.asked == []


def test_after_a_while_it_is_asked_whether_anything_changed(cached, upstream, clock, hold):
    hold()
    clock.pass_(seconds=FRESH)

    reading = cached.read(asking())

    assert (upstream.asked, reading.kept) == (["mark A"], None)


def test_a_check_holds_for_a_while_again(cached, upstream, clock, hold):
    hold()
    clock.pass_(seconds=FRESH)
    cached.read(asking())
    upstream.asked.clear()
    clock.pass_(seconds=FRESH - 1)

    cached.read(asking())

    assert upstream.asked == []


def test_what_changed_is_fetched_anew(cached, upstream, clock, hold):
    hold()
    clock.pass_(seconds=FRESH)
    upstream.values["A"], upstream.marks["A"] = monthly([4.5, 4.4, 4.2, 4.1], last="2026-02"), "m2"

    assert values(cached.read(asking())) == [4.5, 4.4, 4.2, 4.1]
    assert values(cached.read(asking())) == [4.5, 4.4, 4.2, 4.1]
    assert upstream.asked == ["mark A", "read A"]


def test_a_source_without_marks_is_read_anew(cached, upstream, clock):
    upstream.marks.clear()
    cached.read(asking())
    clock.pass_(seconds=FRESH)
    upstream.values["A"] = NUMBERS + 1

    assert values(cached.read(asking())) == [5.5, 5.4, 5.3]


def test_in_the_second_half_of_its_life_a_copy_is_fetched_anew_though_nothing_changed(cached, upstream, clock, hold):
    """Else a source that fails at the end of a copy's life would find nothing to stand in."""
    hold()
    clock.pass_(days=3.5)
    cached.read(asking())
    upstream.fails = upstream.mark_fails = DOWN
    clock.pass_(days=6)

    assert cached.read(asking()).kept.age == timedelta(days=6)


@pytest.mark.parametrize(("hours", "first"), [(24, 5.5), (23, 4.5)])
def test_after_a_day_a_copy_is_fetched_anew_though_its_mark_has_not_changed(
    cached, upstream, clock, hold, hours, first
):
    """A source may correct values and forget to say so."""
    hold()
    for _ in range(hours):  # checked every hour
        clock.pass_(hours=1)
        upstream.values["A"] = NUMBERS + 1
        found = cached.read(asking())

    assert values(found)[0] == first


def test_a_clock_that_was_put_back_makes_nothing_fresh(cached, upstream, clock, hold):
    hold()
    clock.pass_(hours=-1)

    cached.read(asking())

    assert upstream.asked == ["mark A"]


def test_the_mark_is_older_than_the_values_it_stands_for(cached, upstream, clock):
    """Values that change between the two are fetched twice; they never pass for something newer than they are."""
    read = upstream.give

    def changing(wanted):
        reading = read(wanted)
        upstream.values["A"], upstream.marks["A"] = NUMBERS + 1, "m2"
        return reading

    cached.read(asking())
    clock.pass_(seconds=FRESH)
    upstream._read = changing
    assert values(cached.read(asking())) == [4.5, 4.4, 4.3]
    clock.pass_(seconds=FRESH)

    assert values(cached.read(asking())) == [5.5, 5.4, 5.3]


def test_what_is_wanted_for_the_first_time_costs_one_request(cached, upstream, clock):
    """The mark comes with the second."""
    cached.read(asking())
    assert upstream.asked == ["read A"]
    clock.pass_(seconds=FRESH)

    cached.read(asking())
    cached.read(asking())

    assert upstream.asked == ["read A", "mark A", "read A"]


def test_a_mark_without_a_word_is_no_mark(cached, upstream, clock):
    """Else a source that says nothing would pass for one in which nothing changes."""
    upstream.marks["A"] = ""
    for number in range(3):
        upstream.values["A"] = NUMBERS + number
        assert values(cached.read(asking()))[0] == 4.5 + number
        clock.pass_(seconds=FRESH)


# ---------------------------------------------------------------- what it is known by


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (asking("A"), asking("B")),
        (asking("A"), asking("A", date(2026, 2, 1))),
        (asking("A", date(2026, 2, 1)), asking("A", date(2026, 1, 1))),
        (asking("A"), wanted(spec("OTHER"), "A")),
        (asking("A"), wanted(spec("A", freq="Q"), "A")),
    ],
    ids=["name", "now and then", "then and then", "series", "frequency"],
)
def test_what_changes_the_answer_is_part_of_the_key(cached, upstream, first, second):
    upstream.values["B"] = NUMBERS + 1
    cached.read(first)
    upstream.asked.clear()

    cached.read(second)

    assert f"read {second.name}" in upstream.asked


@pytest.mark.parametrize("other", [{"scheme": "sql", "place": "a"}, {"scheme": "fred", "place": "b"}])
def test_another_source_or_address_shares_nothing(upstream, cache_folder, clock, other):
    store = Store(cache_folder, WEEK, clock=clock)
    Cached("fred", upstream, store, place="a").read(asking())
    upstream.asked.clear()

    Cached(other["scheme"], upstream, store, place=other["place"]).read(asking())

    assert "read A" in upstream.asked


def test_nothing_in_a_file_or_its_name_holds_a_key(upstream, cache_folder, clock):
    secret = "0123456789abcdef0123456789abcdef"
    store = Store(cache_folder, WEEK, clock=clock)
    Cached("fred", upstream, store, place=f"https://u:{secret}@host/fred").read(asking())

    [path] = cache_folder.iterdir()
    assert secret not in path.name
    assert secret.encode() not in path.read_bytes()


def test_two_names_for_one_series_in_one_question(cached, upstream):
    found = cached.read_all([asking(), asking(), asking()])

    assert [values(each) for each in found] == [[4.5, 4.4, 4.3]] * 3
    assert upstream.asked == ["read A"]


# ---------------------------------------------------------------- as of a day

THEN = date(2026, 2, 10)


def test_a_past_days_knowledge_is_served_for_its_lifetime_without_a_check(cached, upstream, clock):
    cached.read(asking(as_of=THEN))
    upstream.asked.clear()
    clock.pass_(days=6)

    assert cached.read(asking(as_of=THEN)).kept is None
    assert upstream.asked == []


def test_and_no_longer(cached, upstream, clock):
    cached.read(asking(as_of=THEN))
    upstream.asked.clear()
    clock.pass_(days=7)
    cached.read(asking(as_of=THEN))

    assert "read A" in upstream.asked


@pytest.mark.parametrize("day", [date(2026, 2, 18), date(2026, 2, 19), date(2026, 2, 20), date(2026, 2, 21)])
def test_a_day_that_has_hardly_passed_can_still_be_added_to(cached, upstream, clock, hold, day):
    hold(asking(as_of=day))
    clock.pass_(seconds=FRESH)

    cached.read(asking(as_of=day))

    assert upstream.asked == ["mark A"]


def test_what_was_read_on_the_day_itself_is_checked_when_the_day_is_long_over(cached, upstream, clock):
    """It was read before the day's last print."""
    cached.read(asking(as_of=date(2026, 2, 20)))
    upstream.asked.clear()
    clock.pass_(days=3)
    upstream.values["A"], upstream.marks["A"] = NUMBERS + 1, "m2"

    assert values(cached.read(asking(as_of=date(2026, 2, 20)))) == [5.5, 5.4, 5.3]
    clock.pass_(days=3)
    upstream.asked.clear()
    cached.read(asking(as_of=date(2026, 2, 20)))
    assert upstream.asked == []


# ---------------------------------------------------------------- nobody can change what is kept


def test_a_caller_cannot_change_what_is_kept(cached, upstream):
    for _ in range(2):  # as it was fetched, and as it was kept
        mine = cached.read(asking()).values
        mine.iloc[0] = 99.0
        mine.index.name = "mine"

    found = cached.read(asking()).values
    assert (found.tolist(), found.index.name) == ([4.5, 4.4, 4.3], None)


def test_a_source_cannot_change_what_is_kept(cached, upstream):
    upstream.values["A"] = NUMBERS.copy()
    cached.read(asking())
    upstream.values["A"].iloc[0] = 99.0

    assert values(cached.read(asking())) == [4.5, 4.4, 4.3]
