"""Volatility as arithmetic: by hand, against the standard library, and by property."""

import math
import statistics
from itertools import pairwise

import pandas as pd
import pytest
from fakes import NAN, daily
from hypothesis import given
from hypothesis import strategies as st

from tools import maths

CLOSE = st.floats(min_value=1, max_value=1000)
closes = st.lists(CLOSE, min_size=4, max_size=60)


def by_hand(values, a_year):
    """The definition with the standard library alone."""
    steps = [math.log(after / before) for before, after in pairwise(values)]
    return 100 * statistics.stdev(steps) * math.sqrt(a_year)


def test_four_returns_of_ln_2_up_and_down():
    """Mean 0, squares 4 (ln 2)**2, over 3: sd = ln 2 * sqrt(4/3)."""
    returns = maths.log_returns(daily([1, 2, 1, 2, 1]), 30)

    assert returns.tolist() == pytest.approx([math.log(2), -math.log(2)] * 2)
    assert maths.volatility(returns, 365) == pytest.approx(100 * math.log(2) * math.sqrt(4 / 3) * math.sqrt(365))


@given(closes, st.sampled_from([252, 365]))
def test_it_is_the_standard_librarys_deviation_of_log_steps(values, a_year):
    found = maths.volatility(maths.log_returns(daily(values), 30), a_year)

    assert found == pytest.approx(by_hand(values, a_year), abs=1e-9)


@given(closes, st.floats(min_value=0.01, max_value=100))
def test_the_currency_of_a_price_does_not_matter(values, scale):
    scaled = maths.log_returns(daily([value * scale for value in values]), 30)

    assert maths.volatility(scaled, 365) == pytest.approx(
        maths.volatility(maths.log_returns(daily(values), 30), 365), abs=1e-6
    )


@given(closes)
def test_backwards_in_time_it_is_the_same(values):
    there, back = (maths.log_returns(daily(each), 30) for each in (values, values[::-1]))

    assert maths.volatility(there, 365) == pytest.approx(maths.volatility(back, 365), abs=1e-9)


@given(closes, st.floats(min_value=-0.05, max_value=0.05))
def test_a_steady_drift_adds_nothing(values, drift):
    drifting = [value * math.exp(drift * place) for place, value in enumerate(values)]

    plain, moved = (maths.volatility(maths.log_returns(daily(each), 30), 365) for each in (values, drifting))
    assert moved == pytest.approx(plain, abs=1e-6)


@given(closes, st.integers(min_value=2, max_value=10))
def test_each_rolling_value_is_that_of_its_own_window(values, width):
    returns = maths.log_returns(daily(values), 30)

    rolled = maths.rolling_volatility(returns, width, 365)

    assert len(rolled) == max(0, len(returns) - width + 1)
    for day, value in rolled.items():
        place = returns.index.get_loc(day)
        assert value == pytest.approx(by_hand(values[place - width + 1 : place + 2], 365), abs=1e-6)


def test_a_price_that_stands_still_has_none():
    assert maths.volatility(maths.log_returns(daily([7.0] * 9), 30), 365) == 0


def test_a_blank_is_dropped_before_the_step_is_taken():
    with_gap = maths.log_returns(daily([100, NAN, 200, 100]), 30)

    assert with_gap.tolist() == pytest.approx([math.log(2), -math.log(2)])


@pytest.mark.parametrize("bad", [0.0, -5.0])
def test_a_step_to_or_from_nothing_is_undefined_and_not_invented(bad):
    returns = maths.log_returns(daily([100, bad, 100, 200, 100]), 30)

    assert [math.isnan(step) for step in returns] == [True, True, False, False]
    assert math.isnan(maths.volatility(returns, 365))


def test_a_step_across_more_than_the_longest_gap_is_undefined():
    values = pd.Series([1.0, 2.0, 4.0], index=pd.to_datetime(["2026-01-01", "2026-01-31", "2026-03-03"]))

    assert [math.isnan(step) for step in maths.log_returns(values, 30)] == [False, True]


def test_windows_with_an_undefined_step_are_left_out():
    rolled = maths.rolling_volatility(maths.log_returns(daily([1, 2, 1, 0, 1, 2, 1]), 30), 2, 365)

    assert len(rolled) == 2  # the steps are fine, fine, none, none, fine, fine


@given(st.lists(st.integers(min_value=0, max_value=9), min_size=1, max_size=20), st.integers(min_value=0, max_value=9))
def test_a_share_counts_what_is_above_and_not_what_is_equal(values, level):
    assert maths.share_above(daily(values), level) == pytest.approx(
        100 * sum(value > level for value in values) / len(values)
    )


@given(closes)
def test_no_series_that_was_handed_in_is_changed(values):
    held = daily([*values, NAN, 0.0])
    before = held.copy()

    returns = maths.log_returns(held, 30)
    kept = returns.copy()
    maths.volatility(returns, 365)
    maths.rolling_volatility(returns, 2, 365)
    maths.share_above(returns, 0.5)

    pd.testing.assert_series_equal(held, before)
    pd.testing.assert_series_equal(returns, kept)
