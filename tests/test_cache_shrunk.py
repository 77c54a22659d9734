"""A series that holds less than it did: an answer that was cut short is not served, a cut history is said."""

from datetime import date, timedelta

import pytest
from changing import WEEK, asking
from fakes import NAN, daily, monthly, spec, wanted

from tools.cache.source import FRESH, Cached
from tools.cache.store import Store

pytest_plugins = ("cache_fixtures",)

HELD = monthly(range(100))


@pytest.fixture
def fetched(cached, upstream, clock):
    """What is served for a series that was *before* and is *now*."""

    def fetch(before, now, after=FRESH, ask=None):
        ask = ask or asking()
        upstream.values["A"] = before
        cached.read(ask)
        clock.pass_(seconds=after)
        upstream.values["A"], upstream.marks["A"] = now, "m2"
        return cached.read(ask)

    return fetch


def span(reading):
    return reading.values.index[0], reading.values.index[-1], len(reading.values)


def ends(values):
    return values.index[0], values.index[-1], len(values)


# ---------------------------------------------------------------- cut short: the copy, with its age


@pytest.mark.parametrize(
    "now",
    [HELD[:-1], HELD[:50], HELD[:0], HELD.where(HELD < 99), HELD * NAN],
    ids=["one", "half", "all", "blank", "blanks"],
)
def test_an_answer_that_ends_earlier_is_not_believed(fetched, now):
    reading = fetched(HELD, now)

    assert span(reading) == ends(HELD)
    assert reading.kept.why.en == ("FRED sent an answer cut short: it ends before Jan 2026, which was there before.")
    assert reading.kept.why.zh == "FRED 返回的数据不完整：未包含此前已有的2026年1月。"
    assert reading.kept.age == timedelta(seconds=FRESH)


def test_more_than_a_twentieth_missing_inside_is_not_believed(fetched):
    reading = fetched(HELD, HELD.drop(HELD.index[10:16]))

    assert span(reading) == ends(HELD)
    assert reading.kept.why.en == (
        "FRED sent an answer with holes: 94 observations where there were 100 on 2026-02-20."
    )


def test_new_observations_do_not_make_up_for_holes(fetched):
    later = monthly(range(20), last="2027-09")

    assert fetched(HELD, HELD.drop(HELD.index[10:30]).combine_first(later)).kept is not None


def test_a_doubtful_answer_is_not_asked_for_again_at_once(fetched, cached, upstream, clock):
    fetched(HELD, HELD[:50])
    upstream.asked.clear()
    clock.pass_(seconds=FRESH - 1)
    assert cached.read(asking()).kept is not None
    assert upstream.asked == []

    clock.pass_(seconds=1)
    upstream.values["A"] = HELD + 1
    assert cached.read(asking()).kept is None
    assert cached.read(asking()).values.iloc[0] == 1


def test_at_the_end_of_the_copys_life_the_shorter_answer_is_the_answer(fetched, cached, clock):
    """By then it has been the same for days: the source has taken values back."""
    fetched(HELD, HELD[:50])
    clock.pass_(days=7)

    reading = cached.read(asking())

    assert (span(reading), reading.kept) == (ends(HELD[:50]), None)


# ---------------------------------------------------------------- a history that was cut: the new one, and a word


def test_a_history_that_was_cut_is_served_and_said(fetched):
    reading = fetched(HELD, HELD[60:])

    assert (span(reading), reading.kept) == (ends(HELD[60:]), None)
    [said] = reading.caveats
    assert said.en == (
        "Title of A (A): FRED has cut its history, which now starts in Oct 2022 and started in Oct 2017 before."
    )
    assert said.zh == "A的名称（A）：FRED 已缩短历史数据，原自2017年10月起，现自2022年10月起。"


def test_it_is_said_again_by_the_copy_and_by_what_is_fetched_after_it(fetched, cached, upstream, clock, cache_folder):
    fetched(HELD, HELD[60:])
    assert "Oct 2017" in cached.read(asking()).caveats[0].en
    for turn in (3, 4):
        clock.pass_(days=6)
        upstream.marks["A"] = f"m{turn}"
        other = Cached("fred", upstream, Store(cache_folder, WEEK, clock=clock))
        assert "Oct 2017" in other.read(asking()).caveats[0].en


def test_until_the_history_is_back(fetched, cached, upstream, clock):
    fetched(HELD, HELD[60:])
    clock.pass_(seconds=FRESH)
    upstream.values["A"], upstream.marks["A"] = HELD, "m3"
    assert cached.read(asking()).caveats == ()

    clock.pass_(seconds=FRESH)
    upstream.marks["A"] = "m4"
    assert cached.read(asking()).caveats == ()


def test_a_window_of_fixed_length_that_moves_on_is_not_cut(fetched):
    """A licence of ten years drops a day for each that comes."""
    before, now = daily(range(3650)), daily(range(3650), last="2026-02-25")

    reading = fetched(before, now, 5 * 86_400, wanted(spec("A", freq="D"), "A"))

    assert (span(reading), reading.caveats) == (ends(now), ())


def test_a_source_says_its_own_words_as_well(fetched, upstream):
    upstream.caveats = (spec("B").title,)

    assert [said.en[:10] for said in fetched(HELD, HELD[60:]).caveats] == ["Title of B", "Title of A"]


# ---------------------------------------------------------------- a few fewer: the new one, and a word


def test_a_few_observations_that_were_taken_back_are_said(fetched):
    reading = fetched(HELD, HELD.drop(HELD.index[10:15]))

    assert (len(reading.values), reading.kept) == (95, None)
    [said] = reading.caveats
    assert said.en == "Title of A (A): FRED holds 5 observations fewer than on 2026-02-20."
    assert said.zh == "A的名称（A）：FRED 现有数据比 2026-02-20 时少 5 个观测值。"


def test_one_that_went_blank_counts_as_taken_back(fetched):
    assert "1 observation fewer" in fetched(HELD, HELD.where(HELD != 50)).caveats[0].en


# ---------------------------------------------------------------- another scale: the copy, with its age

LEVELS = monthly(range(100, 200))


@pytest.mark.parametrize(
    ("factor", "en", "zh"),
    [
        (1000, "1,000 times as large as", " 1,000 倍"),
        (0.001, "1,000 times as small as", " 1/1,000"),
        (10, "10 times as large as", " 10 倍"),
        (0.01, "100 times as small as", " 1/100"),
    ],
)
@pytest.mark.parametrize("before", [LEVELS, -LEVELS, LEVELS[-2:]], ids=["many", "negative", "two"])
def test_values_on_another_scale_are_not_believed(fetched, before, factor, en, zh):
    reading = fetched(before, before * factor)

    assert reading.values.tolist() == before.tolist()
    assert f"FRED sent values {en} those of 2026-02-20" in reading.kept.why.en
    assert f"2026-02-20 时的{zh}" in reading.kept.why.zh


def test_rounding_does_not_hide_another_scale(fetched):
    assert fetched(LEVELS, (LEVELS / 1000).round(2)).kept is not None


@pytest.mark.parametrize("now", [LEVELS * 0.5, LEVELS * 2, LEVELS * 4, LEVELS * 0.3], ids=["half", "2", "4", "0.3"])
def test_another_base_is_no_other_scale(fetched, now):
    reading = fetched(LEVELS, now)

    assert (reading.values.tolist(), reading.kept) == (now.tolist(), None)


def test_a_first_estimate_may_become_many_times_as_large(fetched):
    before, now = monthly([0.1, 0.3]), monthly([0.7, 2.1])

    assert fetched(before, now).kept is None


def test_revisions_without_one_factor_are_no_other_scale(fetched):
    """Numbers around nothing."""
    before = monthly([0.1] * 12)

    assert fetched(before, monthly(range(1, 13))).kept is None


# ---------------------------------------------------------------- what is no loss at all


@pytest.mark.parametrize(
    "now",
    [
        HELD + 1,
        HELD[::-1],
        monthly(range(101), last="2026-02"),
        monthly(range(200)),
        monthly([*range(100), NAN], last="2026-02"),
    ],
    ids=["revised", "another order", "one more", "older ones", "a blank more"],
)
def test_an_answer_that_holds_all_there_was_is_served_without_a_word(fetched, now):
    reading = fetched(HELD, now)

    assert (reading.values.tolist()[:5], reading.kept, reading.caveats) == (now.tolist()[:5], None, ())


def test_blanks_at_the_end_that_go_are_no_loss(fetched):
    assert fetched(monthly([1, 2, NAN]), monthly([1, 2], last="2025-12")).kept is None


def test_a_copy_without_a_value_is_no_measure(fetched):
    assert fetched(HELD * NAN, HELD[:5]).kept is None


def test_another_days_knowledge_is_no_measure(cached, upstream):
    """As of last year there were fewer observations, and nothing is wrong with that."""
    upstream.values["A"] = HELD
    cached.read(asking())
    upstream.values["A"] = HELD[:80]

    assert cached.read(asking(as_of=date(2024, 7, 1))).kept is None
