"""The store of fetched series on a real disk: what comes back, for how long, and how much of it."""

import os
from dataclasses import fields
from datetime import date, timedelta

import pandas as pd
import pytest
from cache_parts import copy, files, other, reading
from changing import START, WEEK
from fakes import NAN, daily, monthly

from footnote.text import Text
from tools.cache.recent import Recent
from tools.cache.store import AHEAD, SWEEP, Store
from tools.reading import Kept, Reading

pytest_plugins = ("cache_fixtures",)


# ---------------------------------------------------------------- what comes back


def test_another_process_reads_what_was_kept(store):
    values = monthly([1.5, NAN, -2.25])
    caveats = (Text("Cut.", "已缩短。"),)
    store.put("k", copy(values, reading=reading(values, caveats=caveats), mark=None, began=date(1996, 12, 31)))

    found = other(store).get("k")

    pd.testing.assert_series_equal(found.reading.values, values, check_freq=False)
    assert found.reading.caveats == caveats
    assert (found.reading.source, found.reading.vintage, found.reading.dated) == ("fred:A", "latest", True)
    assert (found.mark, found.fetched, found.checked, found.began) == (None, START, START, date(1996, 12, 31))


def test_every_part_of_a_reading_is_kept():
    """Whoever gives readings a new part also has to write it down here and in copies.py."""
    assert {each.name for each in fields(Reading)} == {"values", "source", "vintage", "dated", "kept", "caveats"}


def test_nothing_is_under_a_key_that_was_never_used(store):
    assert store.get("k") is None
    assert not store.folder.exists()


def test_memory_answers_while_the_file_stands(store):
    store.put("k", copy())

    assert store.get("k") is store.get("k")


def test_what_another_process_put_is_seen(store):
    store.put("k", copy())
    store.get("k")
    other(store).put("k", copy([7.0], mark="m2"))

    assert (store.get("k").mark, store.get("k").reading.values.tolist()) == ("m2", [7.0])


def test_a_check_by_another_process_is_seen(store, clock):
    store.put("k", copy())
    clock.now += 100
    theirs = other(store)
    theirs.renew("k", theirs.get("k"))

    assert store.get("k").checked == pytest.approx(START + 100)
    assert store.get("k").fetched == START


def test_a_check_of_what_was_replaced_meanwhile_renews_nothing(store, clock):
    """The newer copy was not the one that was checked."""
    store.put("k", copy())
    held = store.get("k")
    other(store).put("k", copy([7.0], mark="m2"))
    clock.now += 100

    store.renew("k", held)

    assert (store.get("k").mark, store.get("k").checked) == ("m2", START)


def test_a_folder_that_was_emptied_holds_nothing(store):
    store.put("k", copy())
    for path in files(store):
        path.unlink()

    assert store.get("k") is None


def test_what_is_no_plain_series_is_not_kept(store):
    values = daily([1, 2])
    store.put("zone", copy(reading=reading(values.tz_localize("UTC"))))
    store.put("words", copy(reading=reading(values.astype(str).astype(object))))
    store.put("copy", copy(reading=reading(values, kept=Kept(fetched=None, why=Text("", "")))))

    assert [store.get(key) for key in ("zone", "words", "copy")] == [None] * 3


# ---------------------------------------------------------------- how long


def test_past_its_lifetime_a_copy_is_gone_from_memory_and_disk(store, clock):
    store.put("k", copy())
    clock.now += WEEK.total_seconds() - 1
    assert store.get("k") is not None
    clock.now += 1

    assert store.get("k") is None
    assert files(store) == []


def test_a_check_does_not_lengthen_a_lifetime(store, clock):
    store.put("k", copy())
    clock.now += WEEK.total_seconds() - 1
    store.renew("k", store.get("k"))
    clock.now += 1

    assert store.get("k") is None


def test_a_copy_from_the_future_is_absent(store):
    store.put("k", copy(fetched=START + AHEAD + 1))

    assert store.get("k") is None


def test_what_nobody_asks_for_any_more_is_swept_up(store, clock):
    store.put("old", copy())
    clock.now += WEEK.total_seconds()
    left = store.folder / "tmpabc.tmp"
    left.touch()
    os.utime(left, (START, START))

    store.put("new", copy(fetched=clock.now, checked=clock.now))

    assert len(files(store)) == 1


def test_a_file_that_is_being_written_and_a_stranger_are_left_alone(store, clock):
    store.put("a", copy())
    (store.folder / "tmpabc.tmp").touch()
    os.utime(store.folder / "tmpabc.tmp", (clock.now, clock.now))
    (store.folder / "mine.npz").write_bytes(b"x" * 100)
    clock.now += SWEEP - 1

    Store(store.folder, timedelta(seconds=1), clock=clock, on_disk=0).put("b", copy(fetched=clock.now))

    assert [path.name for path in files(store)] == ["mine.npz", "tmpabc.tmp"]


# ---------------------------------------------------------------- how much


def test_the_folder_is_bounded_and_what_was_used_longest_ago_goes(cache_folder, clock):
    Store(cache_folder, WEEK, clock=clock).put("a", copy(daily(range(1000))))
    size = next(cache_folder.iterdir()).stat().st_size
    for key in "bc":
        clock.now += 10
        Store(cache_folder, WEEK, clock=clock).put(key, copy(daily(range(1000)), checked=clock.now))
    clock.now += 10
    Store(cache_folder, WEEK, clock=clock).get("a")
    clock.now += 10

    bounded = Store(cache_folder, WEEK, clock=clock, on_disk=3 * size + 100)
    bounded.put("d", copy(daily(range(1000)), checked=clock.now))

    assert [key for key in "abcd" if bounded.get(key)] == ["a", "c", "d"]


def test_memory_is_bounded_and_what_was_used_longest_ago_goes():
    recent = Recent(most=10)
    for key, weight in (("a", 4), ("b", 4)):
        recent.put(key, key, weight)
    recent.get("a")
    recent.put("c", "c", 4)
    recent.put("huge", "huge", 11)

    assert [key for key in ("a", "b", "c", "huge") if recent.get(key)] == ["a", "c"]


def test_what_memory_has_no_room_for_is_read_from_disk(cache_folder, clock):
    small = Store(cache_folder, WEEK, clock=clock, in_memory=20_000)
    for number in range(5):
        small.put(str(number), copy(daily([number] * 500)))

    assert [small.get(str(number)).reading.values.iloc[0] for number in range(5)] == [0, 1, 2, 3, 4]
