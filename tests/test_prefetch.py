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
def upstream(upstream):
    upstream.values |= dict.fromkeys(("B", "C", "D", "BOTH"), NUMBERS)
    upstream.marks |= dict.fromkeys(("B", "C", "D", "BOTH"), "m1")
    return upstream


@pytest.fixture
def sources(cached):
    return {"file": holding({"HERE": NUMBERS, "BOTH": NUMBERS}), "fred": cached}


def reads(upstream):
    return [each.removeprefix("read ") for each in upstream.asked if each.startswith("read")]


def test_every_series_of_every_board_is_fetched_once(started, upstream, sources):
    started(sources)

    wait_for(lambda: len(reads(upstream)) == 3)
    time.sleep(0.05)  # nothing comes after them
    assert reads(upstream) == ["A", "B", "C"]


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


def test_nobody_waits_for_it(started, upstream, sources):
    budgets = []
    upstream._read = lambda wanted: budgets.append(wanted.budget) or upstream.give(wanted)

    started(sources)

    wait_for(lambda: len(budgets) == 3)
    assert {(each.background, each.seconds) for each in budgets} == {(True, PATIENCE)}


def test_every_round_asks_what_has_changed(started, upstream, sources, clock):
    started(sources, every=0.01)
    wait_for(lambda: len(reads(upstream)) == 3)
    assert upstream.asked == ["mark A", "read A", "mark B", "read B", "mark C", "read C"]  # nobody waits for the marks
    upstream.values["B"], upstream.marks["B"] = NUMBERS + 1, "m2"
    upstream.asked.clear()
    clock.pass_(seconds=FRESH)

    wait_for(lambda: "mark C" in upstream.asked)
    assert upstream.asked == ["mark A", "mark B", "read B", "mark C"]


def test_what_cannot_be_had_holds_up_nothing(started, upstream, sources):
    def read(wanted):
        if wanted.name == "A":
            upstream.asked.append("read A")
            raise AskError(Text("FRED has no such series.", "FRED 没有该序列。"), reason="unknown_series")
        return upstream.give(wanted)

    upstream._read = read
    started(sources)

    wait_for(lambda: reads(upstream) == ["A", "B", "C"])


def test_what_fails_time_after_time_is_left_alone_until_the_next_round(started, upstream, sources, monkeypatch):
    monkeypatch.setattr(prefetch, "MOST_FAILURES", 2)
    upstream.fails = upstream.mark_fails = DOWN
    running = started(sources)
    wait_for(lambda: len(reads(upstream)) == 2)
    time.sleep(0.05)
    assert reads(upstream) == ["A", "B"]
    running.stop(LONG)

    upstream.fails = upstream.mark_fails = None
    started(sources)
    wait_for(lambda: reads(upstream)[2:] == ["A", "B", "C"])


def test_copies_that_stand_in_are_failures_too(started, upstream, sources, monkeypatch, clock, hold):
    monkeypatch.setattr(prefetch, "MOST_FAILURES", 2)
    hold(*(wanted for _, wanted in Prefetcher(DESK, sources)._wanted()))
    upstream.mark_fails = DOWN
    clock.pass_(seconds=FRESH)

    started(sources)

    wait_for(lambda: len(upstream.asked) == 2)
    time.sleep(0.05)
    assert upstream.asked == ["mark A", "mark B"]


def test_a_bug_is_logged_and_the_next_round_comes(started, upstream, sources, caplog):
    bugs = []

    def broken(wanted):
        if len(bugs) < 2:
            bugs.append(wanted)
            raise ZeroDivisionError
        return upstream.give(wanted)

    upstream._read = broken
    started(sources, every=0.01)

    wait_for(lambda: reads(upstream) == ["A", "B", "C"])
    assert caplog.text.count("bug while fetching ahead") == 2


def test_it_ends_at_once_in_the_middle_of_a_request(started, upstream, sources):
    """A request looks at its budget; that is what ends."""
    begun = threading.Event()

    def slow(wanted):
        begun.set()
        until = time.monotonic() + LONG
        while wanted.budget.left and time.monotonic() < until:
            time.sleep(0.01)
        raise DOWN

    upstream._read = slow
    running = started(sources)
    assert begun.wait(LONG)

    began = time.monotonic()
    running.stop(within=LONG)

    assert not running.alive()
    assert time.monotonic() - began < LONG / 2


def test_what_does_not_end_is_left_behind(started, upstream, sources):
    begun, gate = threading.Event(), threading.Event()
    upstream._read = lambda wanted: begun.set() or (gate.wait(LONG) and upstream.give(wanted))
    running = started(sources)
    assert begun.wait(LONG)

    running.stop(within=0.01)

    assert running.alive()
    assert running._thread.daemon
    gate.set()


@pytest.mark.parametrize("name", ["without a key", "without a memory", "without boards"])
def test_where_there_is_nothing_to_do_nothing_is_started(started, upstream, sources, name):
    cases = {
        "without a key": ({"file": sources["file"]}, DESK),
        "without a memory": (sources | {"fred": upstream}, DESK),
        "without boards": (sources, catalogue_of(live("A"))),
    }
    which, desk = cases[name]

    running = started(which, desk=desk)

    assert running._thread is None
    assert upstream.asked == []


def test_serving_fetches_ahead_and_ends_with_it(sample, serve, upstream, tmp_path):
    names = {row for each in sample.catalogue.boards.values() for row in each.rows}
    upstream.values |= dict.fromkeys(names, NUMBERS)
    memory = Cached("fred", upstream, Store(tmp_path / "cache", WEEK, clock=Clock()))
    desk = replace(sample.desk, sources=dict(sample.desk.sources) | {"fred": memory})

    with serve(desk=desk):
        wait_for(lambda: len(reads(upstream)) >= 10)

    assert "prefetch" not in {thread.name for thread in threading.enumerate()}
