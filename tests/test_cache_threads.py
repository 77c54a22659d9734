"""Threads that ask at the same time: one fetch, nobody waits longer than they may, and nobody waits for nothing."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from changing import NUMBERS, WEEK, Changing, asking, values

from footnote.errors import SourceError
from footnote.text import Text
from tools.cache.source import FRESH, Cached
from tools.cache.store import Store
from tools.reading import Budget

pytest_plugins = ("cache_fixtures",)

LONG = 30
"""Seconds after which something that should have happened has not."""


class Slow(Changing):
    """A source whose answers come when the gate is opened."""

    def __init__(self):
        super().__init__()
        self.gate, self.begun = threading.Event(), threading.Event()
        self.values |= dict.fromkeys("BCDEFGH", NUMBERS)

    def give(self, wanted):
        found = super().give(wanted)
        self.begun.set()
        assert self.gate.wait(LONG)
        return found

    @property
    def reads(self):
        return sorted(each for each in self.asked if each.startswith("read"))


@pytest.fixture
def upstream():
    return Slow()


@pytest.fixture
def pool():
    with ThreadPoolExecutor(16) as made:
        yield made


def test_many_that_ask_at_once_make_one_fetch(cached, upstream, pool):
    asked = [pool.submit(cached.read, asking()) for _ in range(12)]
    upstream.begun.wait(LONG)
    time.sleep(0.1)  # the others come to wait
    upstream.gate.set()

    assert [values(each.result(LONG)) for each in asked] == [[4.5, 4.4, 4.3]] * 12
    assert upstream.reads == ["read A"]


def test_what_each_gets_is_their_own(cached, upstream, pool):
    asked = [pool.submit(cached.read, asking()) for _ in range(4)]
    upstream.gate.set()
    for each in asked:
        mine = each.result(LONG).values
        mine.iloc[0] = 99.0

    assert values(cached.read(asking())) == [4.5, 4.4, 4.3]
    assert sum(values(each.result())[0] == 99.0 for each in asked) == 4


def test_boards_that_overlap_in_any_order_end_and_fetch_each_series_once(cached, upstream, pool):
    """Each is the first for some series and waits for the other's."""
    upstream.gate.set()
    names = "ABCDEFGH"
    boards = [names[turn:] + names[:turn] for turn in range(8)] + [names[::-1]] * 4

    asked = [pool.submit(cached.read_all, [asking(name) for name in board]) for board in boards]

    for board, each in zip(boards, asked, strict=True):
        assert [found.source for found in each.result(LONG)] == [f"fred:{name}" for name in board]
    assert upstream.reads == [f"read {name}" for name in names]


def test_who_waits_for_another_waits_no_longer_than_their_own_budget(cached, upstream, pool):
    first = pool.submit(cached.read, asking(budget=Budget(60)))
    upstream.begun.wait(LONG)

    with pytest.raises(SourceError, match="did not answer in time"):
        cached.read(asking(budget=Budget(0.05)))
    assert not first.done()

    upstream.gate.set()
    assert values(first.result(LONG)) == [4.5, 4.4, 4.3]
    assert upstream.reads == ["read A"]


def test_and_gets_the_copy_where_there_is_one(cached, upstream, pool, clock):
    upstream.gate.set()
    cached.read(asking())
    upstream.gate.clear()
    upstream.begun.clear()
    upstream.marks["A"] = "m2"
    clock.pass_(seconds=FRESH)
    first = pool.submit(cached.read, asking())
    upstream.begun.wait(LONG)

    reading = cached.read(asking(budget=Budget(0.05)))

    assert reading.kept.age.total_seconds() == FRESH
    upstream.gate.set()
    assert first.result(LONG).kept is None


def test_a_failure_is_shared_while_there_is_time(cached, upstream, pool):
    upstream.fails = SourceError(Text("FRED is down.", "FRED 无法访问。"))
    upstream.gate.set()
    barrier = threading.Barrier(6)

    def ask():
        barrier.wait(LONG)
        with pytest.raises(SourceError, match="FRED is down"):
            cached.read(asking())

    for each in [pool.submit(ask) for _ in range(6)]:
        each.result(LONG)


class Spends(Slow):
    """A source that gives nothing to who has no time left."""

    def give(self, wanted):
        found = super().give(wanted)
        if not wanted.budget.left:
            raise SourceError(Text("Too late.", "太晚了。"), retry=True)
        return found


def test_who_has_time_left_tries_again_after_one_who_had_none(cache_folder, clock, pool):
    upstream = Spends()
    cached = Cached("fred", upstream, Store(cache_folder, WEEK, clock=clock))
    hurried = Budget(60)
    first = pool.submit(cached.read, asking(budget=hurried))
    upstream.begun.wait(LONG)
    second = pool.submit(cached.read, asking(budget=Budget(60)))
    time.sleep(0.1)  # the second comes to wait for the first
    hurried.end()
    upstream.gate.set()

    assert values(second.result(LONG)) == [4.5, 4.4, 4.3]
    with pytest.raises(SourceError, match="Too late"):
        first.result(LONG)


def test_a_bug_in_one_does_not_leave_the_others_waiting(cached, upstream, pool):
    def broken(wanted):
        upstream.begun.set()
        upstream.gate.wait(LONG)
        upstream._read = upstream.give
        raise ZeroDivisionError

    upstream._read = broken
    first = pool.submit(cached.read, asking())
    upstream.begun.wait(LONG)
    second = pool.submit(cached.read, asking())
    time.sleep(0.1)
    upstream.gate.set()

    with pytest.raises(ZeroDivisionError):
        first.result(LONG)
    assert values(second.result(LONG)) == [4.5, 4.4, 4.3]


def test_what_landed_after_the_look_is_not_fetched_again(cached, upstream, cache_folder, clock, monkeypatch):
    upstream.gate.set()
    other, enter = Cached("fred", upstream, Store(cache_folder, WEEK, clock=clock)), cached._flights.enter

    def entered(keys, **known):
        other.read(asking())
        return enter(keys, **known)

    monkeypatch.setattr(cached._flights, "enter", entered)

    assert values(cached.read(asking())) == [4.5, 4.4, 4.3]
    assert upstream.reads == ["read A"]


def test_a_person_does_not_wait_for_the_background(cached, upstream, pool):
    """Work in the background gives way; who joined it would give way too."""
    behind = pool.submit(cached.read, asking(budget=Budget(60, background=True)))
    upstream.begun.wait(LONG)
    upstream.begun.clear()

    asked = pool.submit(cached.read, asking())
    assert upstream.begun.wait(LONG)

    upstream.gate.set()
    assert values(asked.result(LONG)) == values(behind.result(LONG)) == [4.5, 4.4, 4.3]


def test_the_background_joins_a_person(cached, upstream, pool):
    asked = pool.submit(cached.read, asking())
    upstream.begun.wait(LONG)
    behind = pool.submit(cached.read, asking(budget=Budget(60, background=True)))
    time.sleep(0.1)
    upstream.gate.set()

    assert values(asked.result(LONG)) == values(behind.result(LONG))
    assert upstream.reads == ["read A"]


def test_a_copy_that_is_good_waits_for_nobody(cached, upstream, pool):
    upstream.gate.set()
    cached.read(asking())
    upstream.gate.clear()
    upstream.begun.clear()
    slow = pool.submit(cached.read, asking("B"))
    upstream.begun.wait(LONG)

    assert values(cached.read(asking())) == [4.5, 4.4, 4.3]
    assert not slow.done()
    upstream.gate.set()
    slow.result(LONG)
