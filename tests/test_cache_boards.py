"""Many series at once, within the two requests a second that FRED takes."""

import threading

from changing import GONE, NUMBERS, asking, fail

from footnote.errors import FootnoteError
from tools.cache.source import BOARD_FRESH, FEW, FRESH
from tools.reading import Source

pytest_plugins = ("cache_fixtures",)


# ---------------------------------------------------------------- several at once


def several(upstream, count):
    names = [f"S{number}" for number in range(count)]
    for name in names:
        upstream.values[name], upstream.marks[name] = NUMBERS, "m1"
    return names


def test_what_is_fresh_is_served_and_the_rest_asked_for_in_one_go(cached, upstream):
    names = several(upstream, 12)
    cached.read_all([asking(name) for name in names[:6]])
    goes = []
    upstream.read_all = lambda wanted: goes.append([each.name for each in wanted]) or Source.read_all(upstream, wanted)

    found = cached.read_all([asking(name) for name in reversed(names)])

    assert goes == [names[:5:-1]]
    assert [each.source for each in found] == [f"fred:{name}" for name in reversed(names)]


def test_a_failure_among_several_keeps_its_place(cached, upstream):
    names = several(upstream, 3)
    upstream.values.pop("S1")
    upstream._read = lambda wanted, read=upstream.give: read(wanted) if wanted.name != "S1" else fail(GONE)

    found = cached.read_all([asking(name) for name in names])

    assert [isinstance(each, FootnoteError) for each in found] == [False, True, False]


def test_a_board_without_marks_costs_one_request_a_row(cached, upstream, clock):
    """At two requests a second, two for each row would not come in time."""
    names = several(upstream, FEW + 1)

    for _ in range(2):
        cached.read_all([asking(name) for name in names])
        assert upstream.asked == [f"read {name}" for name in names]
        upstream.asked.clear()
        clock.pass_(seconds=BOARD_FRESH)


def test_a_board_that_was_checked_lately_is_not_checked_row_by_row(cached, upstream, clock, hold):
    names = several(upstream, FEW + 1)
    hold(*(asking(name) for name in names))
    clock.pass_(seconds=BOARD_FRESH - 1)

    cached.read_all([asking(name) for name in names])
    assert upstream.asked == []

    clock.pass_(seconds=1)
    cached.read_all([asking(name) for name in names])
    assert sorted(upstream.asked) == [f"mark {name}" for name in names]


def test_but_its_series_are_when_one_is_asked_for(cached, upstream, clock, hold):
    names = several(upstream, FEW + 1)
    hold(*(asking(name) for name in names))
    clock.pass_(seconds=FRESH)

    cached.read_all([asking(name) for name in names[:FEW]])

    assert sorted(upstream.asked) == [f"mark {name}" for name in names[:FEW]]


def test_what_is_not_held_comes_before_what_is_only_to_be_checked(cached, upstream, clock, hold):
    names = several(upstream, FEW + 2)
    hold(*(asking(name) for name in names[1:]))
    clock.pass_(seconds=BOARD_FRESH)

    cached.read_all([asking(name) for name in reversed(names)])

    assert upstream.asked[0] == "read S0"
    assert upstream.asked.count("read S0") == 1


def test_a_check_that_stalls_holds_up_no_other(cached, upstream, clock, hold):
    """Each waits for the other: one after the other, neither would come."""
    names, together, mark = several(upstream, FEW), threading.Barrier(FEW), upstream.updated
    hold(*(asking(name) for name in names))
    clock.pass_(seconds=FRESH)
    upstream.updated = lambda wanted: (together.wait(30), mark(wanted))[1]

    found = cached.read_all([asking(name) for name in names])

    assert [each.kept for each in found] == [None] * FEW
