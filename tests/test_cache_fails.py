"""A source that fails, and the copy that stands in for it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from changing import DOWN, GONE, NO_KEY, NUMBERS, START, asking, values
from fakes import catalogue_of, spec

from footnote.errors import SourceError
from tools.cache.source import FRESH
from tools.data import Data
from tools.reading import Budget

pytest_plugins = ("cache_fixtures",)


# ---------------------------------------------------------------- when the source fails


@pytest.mark.parametrize("what", ["fails", "mark_fails"])
def test_the_last_good_copy_stands_in_and_says_so(cached, upstream, clock, hold, what):
    if what == "mark_fails":
        hold()
    else:
        cached.read(asking())
    clock.pass_(hours=3)
    setattr(upstream, what, DOWN)

    reading = cached.read(asking())

    assert values(reading) == [4.5, 4.4, 4.3]
    assert reading.kept.fetched == datetime.fromtimestamp(START, UTC)
    assert (reading.kept.why, reading.kept.age) == (DOWN.text, timedelta(hours=3))


def test_a_copy_that_stood_in_is_not_fresh_for_it(cached, upstream, clock, hold):
    hold()
    clock.pass_(hours=3)
    upstream.mark_fails = DOWN
    cached.read(asking())
    upstream.mark_fails = None
    upstream.values["A"], upstream.marks["A"] = NUMBERS + 1, "m2"

    reading = cached.read(asking())

    assert (values(reading), reading.kept) == ([5.5, 5.4, 5.3], None)


def test_past_its_lifetime_a_copy_stands_in_for_nothing(cached, upstream, clock):
    cached.read(asking())
    clock.pass_(days=7)
    upstream.fails = upstream.mark_fails = DOWN

    with pytest.raises(SourceError, match="FRED is down"):
        cached.read(asking())


@pytest.mark.parametrize("error", [NO_KEY, GONE])
@pytest.mark.parametrize("what", ["fails", "mark_fails"])
def test_what_waiting_does_not_help_is_said_and_no_copy_served(cached, upstream, clock, hold, error, what):
    if what == "mark_fails":
        hold()
    else:
        cached.read(asking())
    clock.pass_(seconds=FRESH)
    setattr(upstream, what, error)

    with pytest.raises(type(error)) as caught:
        cached.read(asking())

    assert caught.value.text == error.text


def test_without_a_copy_a_failure_is_a_failure(cached, upstream):
    upstream.fails = upstream.mark_fails = DOWN

    with pytest.raises(SourceError, match="FRED is down"):
        cached.read(asking())


def test_a_mark_that_does_not_come_does_not_keep_the_values_away(cached, upstream, clock):
    cached.read(asking())
    clock.pass_(seconds=FRESH)
    upstream.mark_fails, upstream.values["A"] = DOWN, NUMBERS + 1

    assert values(cached.read(asking())) == [5.5, 5.4, 5.3]


def test_with_no_time_left_the_copy_is_served_and_the_source_left_alone(cached, upstream, clock, hold):
    hold()
    clock.pass_(minutes=12)

    reading = cached.read(asking(budget=Budget(0)))

    assert upstream.asked == []
    assert "did not answer in time" in reading.kept.why.en


@pytest.mark.parametrize(
    ("time", "en", "zh"),
    [
        ({"minutes": 12}, "a copy 12 minutes old, fetched on 2026-02-20 14:00 UTC.", "12 分钟前"),
        ({"seconds": 61}, "a copy 1 minute old, fetched on 2026-02-20 14:00 UTC.", "1 分钟前"),
        ({"hours": 3}, "a copy 3 hours old, fetched on 2026-02-20 14:00 UTC.", "3 小时前"),
        ({"hours": 47}, "a copy 47 hours old, fetched on 2026-02-20 14:00 UTC.", "47 小时前"),
        ({"days": 3}, "a copy 3 days old, fetched on 2026-02-20 14:00 UTC.", "3 天前"),
    ],
)
def test_the_answer_says_how_old_the_copy_is(cached, upstream, clock, hold, time, en, zh):
    series = spec("A", sources=("fred:A",))
    data = Data(catalogue=catalogue_of(series), sources={"fred": cached})
    hold()
    clock.pass_(**time)
    upstream.fails = upstream.mark_fails = DOWN

    [said] = replace(data.series("A"), today=date(2026, 2, 20)).caveats()

    assert said.en == f"Title of A (A): FRED is down. From {en}"
    assert said.zh == f"A的名称（A）：FRED 无法访问。数据取自 {zh}的副本，保存于 2026-02-20 14:00（UTC）。"
