"""The boards' series fetched ahead in a thread of their own, for which nobody waits and which nobody hears of."""

import threading
import time
from dataclasses import replace

import pytest
from changing import NUMBERS, WEEK, Clock
from fake_fred import observations
from fakes import board, catalogue_of, holding, spec

from bot import prefetch
from bot.prefetch import PATIENCE, Prefetcher
from footnote.errors import AskError, SourceError
from footnote.settings import Settings
from footnote.text import Text
from tools.cache.source import FRESH, Cached, cached
from tools.cache.store import Store
from tools.data import Data
from tools.sources import fred as fred_source

pytest_plugins = ("cache_fixtures", "fred_fixtures", "slack_fixtures")

LONG = 30
DOWN = SourceError(Text("FRED is down.", "FRED 无法访问。"), retry=True)


def live(id):
    return spec(id, sources=(f"fred:{id}",))


DESK = catalogue_of(
    *(live(id) for id in "ABCD"),
    spec("HERE", sources=("file:HERE",)),
    spec("BOTH", sources=("file:BOTH", "fred:BOTH")),
    board("first", "A", "B", "HERE"),
    board("second", "B", "C", "BOTH"),
)
"""D is on no board; HERE and BOTH are read from files."""


def wait_for(condition):
    until = time.monotonic() + LONG
    while not condition():
        assert time.monotonic() < until, "it never came"
        time.sleep(0.005)


@pytest.fixture
def started():
    """A prefetcher at work, stopped when the test ends."""
    running = []

    def start(sources, every=3600.0, desk=DESK):
        running.append(Prefetcher(desk, sources, every=every))
        running[-1].start()
        return running[-1]

    yield start
    for each in running:
        each.stop(within=LONG)
        assert not each.alive()


@pytest.fixture
def source(source):
    source.values |= dict.fromkeys(("B", "C", "D", "BOTH"), NUMBERS)
    source.marks |= dict.fromkeys(("B", "C", "D", "BOTH"), "m1")
    return source


@pytest.fixture
def sources(cached):
    return {"file": holding({"HERE": NUMBERS, "BOTH": NUMBERS}), "fred": cached}


def reads(source):
    return [each.removeprefix("read ") for each in source.asked if each.startswith("read")]


def test_every_series_of_every_board_is_fetched_once(started, source, sources):
    started(sources)

    wait_for(lambda: len(reads(source)) == 3)
    time.sleep(0.05)  # nothing comes after them
    assert reads(source) == ["A", "B", "C"]


def test_a_board_is_there_when_fred_is_not(started, fred, tmp_path, monkeypatch):
    """The first snapshot of the morning, from the real service to the rows."""
    fred.replies |= {id: observations(("2025-12-01", "4.4"), ("2026-01-01", "4.3")) for id in "ABC"}
    settings = Settings(home=str(tmp_path), fred_api_key="0" * 32, fred_api_url=fred.url)
    memory = cached("fred", fred_source.Fred(settings), settings)
    started({"fred": memory})
    store = Store(tmp_path / "cache", WEEK)
    wait_for(lambda: len(list(store.folder.glob("*.npz"))) == 3)

    monkeypatch.setattr(memory._source, "read", None)
    monkeypatch.setattr(memory._source, "read_all", None)
    rows = Data(catalogue=DESK, sources={"fred": memory}).several(["A", "B", "C"])

    assert [row.known.iloc[-1] for row in rows.values()] == [4.3] * 3


def test_nobody_waits_for_it(started, source, sources):
    budgets = []
    source._read = lambda wanted: budgets.append(wanted.budget) or source.give(wanted)

    started(sources)

    wait_for(lambda: len(budgets) == 3)
    assert {(each.background, each.seconds) for each in budgets} == {(True, PATIENCE)}


def test_every_round_asks_what_has_changed(started, source, sources, clock):
    started(sources, every=0.01)
    wait_for(lambda: len(reads(source)) == 3)
    source.asked.clear()
    clock.pass_(seconds=FRESH)

    wait_for(lambda: reads(source) == ["A", "B", "C"])
    source.values["B"], source.marks["B"] = NUMBERS + 1, "m2"
    source.asked.clear()
    clock.pass_(seconds=FRESH)

    wait_for(lambda: "mark C" in source.asked)
    assert source.asked == ["mark A", "mark B", "read B", "mark C"]


def test_what_cannot_be_had_holds_up_nothing(started, source, sources):
    def read(wanted):
        if wanted.name == "A":
            source.asked.append("read A")
            raise AskError(Text("FRED has no such series.", "FRED 没有该序列。"), reason="unknown_series")
        return source.give(wanted)

    source._read = read
    started(sources)

    wait_for(lambda: reads(source) == ["A", "B", "C"])


def test_a_source_that_fails_time_after_time_is_left_alone_until_the_next_round(started, source, sources, monkeypatch):
    monkeypatch.setattr(prefetch, "MOST_FAILURES", 2)
    source.fails = source.mark_fails = DOWN
    running = started(sources)
    wait_for(lambda: len(reads(source)) == 2)
    time.sleep(0.05)
    assert reads(source) == ["A", "B"]
    running.stop(LONG)

    source.fails = source.mark_fails = None
    started(sources)
    wait_for(lambda: reads(source)[2:] == ["A", "B", "C"])


def test_copies_that_stand_in_are_failures_too(started, source, sources, monkeypatch, clock, hold):
    monkeypatch.setattr(prefetch, "MOST_FAILURES", 2)
    hold(*(wanted for _, wanted in Prefetcher(DESK, sources)._wanted()))
    source.mark_fails = DOWN
    clock.pass_(seconds=FRESH)

    started(sources)

    wait_for(lambda: len(source.asked) == 2)
    time.sleep(0.05)
    assert source.asked == ["mark A", "mark B"]


def test_a_bug_is_logged_and_the_next_round_comes(started, source, sources, caplog):
    bugs = []

    def broken(wanted):
        if len(bugs) < 2:
            bugs.append(wanted)
            raise ZeroDivisionError
        return source.give(wanted)

    source._read = broken
    started(sources, every=0.01)

    wait_for(lambda: reads(source) == ["A", "B", "C"])
    assert caplog.text.count("bug while fetching ahead") == 2


def test_it_ends_at_once_in_the_middle_of_a_request(started, source, sources):
    """A request looks at its budget; that is what ends."""
    begun = threading.Event()

    def slow(wanted):
        begun.set()
        until = time.monotonic() + LONG
        while wanted.budget.left and time.monotonic() < until:
            time.sleep(0.01)
        raise DOWN

    source._read = slow
    running = started(sources)
    assert begun.wait(LONG)

    began = time.monotonic()
    running.stop(within=LONG)

    assert not running.alive()
    assert time.monotonic() - began < LONG / 2


def test_what_does_not_end_is_left_behind(started, source, sources):
    begun, gate = threading.Event(), threading.Event()
    source._read = lambda wanted: begun.set() or (gate.wait(LONG) and source.give(wanted))
    running = started(sources)
    assert begun.wait(LONG)

    running.stop(within=0.01)

    assert running.alive()
    assert running._thread.daemon
    gate.set()


@pytest.mark.parametrize("name", ["without a key", "without a memory", "without boards"])
def test_where_there_is_nothing_to_do_nothing_is_started(started, source, sources, name):
    cases = {
        "without a key": ({"file": sources["file"]}, DESK),
        "without a memory": (sources | {"fred": source}, DESK),
        "without boards": (sources, catalogue_of(live("A"))),
    }
    which, desk = cases[name]

    running = started(which, desk=desk)

    assert running._thread is None
    assert source.asked == []


def test_serving_fetches_ahead_and_ends_with_it(sample, serve, source, tmp_path):
    names = {row for each in sample.catalogue.boards.values() for row in each.rows}
    source.values |= dict.fromkeys(names, NUMBERS)
    memory = Cached("fred", source, Store(tmp_path / "cache", WEEK, clock=Clock()))
    desk = replace(sample.desk, sources=dict(sample.desk.sources) | {"fred": memory})

    with serve(desk=desk):
        wait_for(lambda: len(reads(source)) >= 10)

    assert "prefetch" not in {thread.name for thread in threading.enumerate()}
