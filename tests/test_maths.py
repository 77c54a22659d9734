"""Arithmetic, by hand and by property."""

import pandas as pd
import pytest
from fakes import daily, dated, monthly
from hypothesis import given
from hypothesis import strategies as st

from tools import maths

prices = st.lists(st.floats(min_value=0.5, max_value=500), min_size=2, max_size=30)
levels = st.lists(st.integers(min_value=-50, max_value=50), min_size=2, max_size=30)
positive = st.floats(min_value=0.5, max_value=500)


def two_assets(a, b):
    size = min(len(a), len(b))
    return pd.DataFrame({"A": daily(a[:size]), "B": daily(b[:size])})


HALVES = pd.Series({"A": 0.5, "B": 0.5})


def test_growth_is_the_percent_by_which_the_last_exceeds_the_first():
    assert maths.growth(80, 100) == pytest.approx(25)  # 100/80 = 1.25
    assert maths.growth(8090, 4266) == pytest.approx(-47.268, abs=0.001)  # 1 - 4266/8090 = 0.47268


@given(positive, positive, positive)
def test_growth_does_not_depend_on_the_scale(first, last, scale):
    assert maths.growth(first * scale, last * scale) == pytest.approx(maths.growth(first, last), abs=1e-6)


@given(positive, positive)
def test_growth_there_and_back_ends_where_it_began(first, last):
    there, back = maths.growth(first, last), maths.growth(last, first)

    assert (1 + there / 100) * (1 + back / 100) == pytest.approx(1)


def test_a_year_of_days_leaves_the_rate_as_it_is():
    assert maths.annualised(10, 365.25) == pytest.approx(10)


def test_twenty_one_percent_in_two_years_are_ten_a_year():
    assert maths.annualised(21, 730.5) == pytest.approx(10)  # 1.1 * 1.1 = 1.21


def test_an_earlier_value_as_high_counts_also_when_it_is_equal():
    assert maths.as_extreme_before(monthly([5, 9, 7, 3, 7]), "highest") == 2
    assert maths.as_extreme_before(monthly([5, 9, 6, 3, 7]), "highest") == 1
    assert maths.as_extreme_before(monthly([5, 2, 3, 3]), "lowest") == 2
    assert maths.as_extreme_before(monthly([5, 4, 7, 4, 5]), "lowest") == 3


def test_a_record_has_no_earlier_value():
    assert maths.as_extreme_before(monthly([1, 2, 3]), "highest") is None
    assert maths.as_extreme_before(monthly([3, 2, 1]), "lowest") is None


@given(levels, st.integers(min_value=-100, max_value=100), st.integers(min_value=1, max_value=5))
def test_the_last_as_high_moves_with_neither_shift_nor_scale(values, shift, scale):
    moved = [value * scale + shift for value in values]

    assert maths.as_extreme_before(monthly(moved), "highest") == maths.as_extreme_before(monthly(values), "highest")


@given(levels)
def test_the_lowest_is_the_highest_of_the_negatives(values):
    turned = monthly([-value for value in values])

    assert maths.as_extreme_before(monthly(values), "lowest") == maths.as_extreme_before(turned, "highest")


@given(levels)
def test_between_now_and_the_last_as_high_everything_was_lower(values):
    place = maths.as_extreme_before(monthly(values), "highest")

    assert all(value < values[-1] for value in values[(-1 if place is None else place) + 1 : -1])
    assert place is None or values[place] >= values[-1]


def test_a_drawdown_is_the_largest_fall_from_an_earlier_high():
    assert maths.drawdown(daily([100, 120, 90, 150, 135])) == pytest.approx(-25)  # 120 to 90
    assert maths.drawdown(daily([1, 2, 3])) == 0


@given(prices)
def test_a_drawdown_is_never_a_rise_nor_more_than_all(values):
    assert -100 <= maths.drawdown(daily(values)) <= 0


def test_a_portfolio_that_is_left_alone_drifts():
    frame = two_assets([100, 200, 100], [100, 100, 100])

    path = maths.rebalanced(frame, HALVES, "none")

    assert path.tolist() == pytest.approx([1, 1.5, 1])  # 0.5 * 2 + 0.5, and back


def test_a_portfolio_set_back_every_day_sells_what_rose():
    frame = two_assets([100, 200, 100], [100, 100, 100])

    path = maths.rebalanced(frame, HALVES, "D")

    assert path.tolist() == pytest.approx([1, 1.5, 1.125])  # 1.5, then half of it halves: 1.5 * 0.75


def test_a_portfolio_set_back_at_month_ends_drifts_inside_the_month():
    """January: A doubles, B stays: 1.5, set back to halves. February: A halves, B doubles: 1.5 * (0.25 + 1)."""
    frame = pd.DataFrame(
        {
            "A": dated(d2025_12_31=100, d2026_01_15=150, d2026_01_30=200, d2026_02_16=100),
            "B": dated(d2025_12_31=100, d2026_01_15=100, d2026_01_30=100, d2026_02_16=200),
        }
    )

    path = maths.rebalanced(frame, HALVES, "M")

    assert path.tolist() == pytest.approx([1, 1.25, 1.5, 1.875])


@pytest.mark.parametrize(("every", "value"), [("Q", 1.875), ("A", 1.875), ("none", 1.25)])
def test_quarters_and_years_are_set_back_at_their_own_ends(every, value):
    """December doubles A, the next period halves it and doubles B: as above, but for the one that is never set back.

    Never set back: 0.5 * 100/100 + 0.5 * 200/100 = 1.5 at the end; from its first day on.
    """
    frame = pd.DataFrame(
        {
            "A": dated(d2025_12_01=100, d2025_12_31=200, d2026_02_16=100),
            "B": dated(d2025_12_01=100, d2025_12_31=100, d2026_02_16=200),
        }
    )

    path = maths.rebalanced(frame, HALVES, every)

    assert path.iloc[-1] == pytest.approx(1.5 if every == "none" else value)


@given(prices, st.sampled_from(["none", "D", "M", "Q", "A"]))
def test_one_instrument_alone_is_itself_however_it_is_set_back(values, every):
    frame = pd.DataFrame({"A": daily(values)})

    path = maths.rebalanced(frame, pd.Series({"A": 1.0}), every)

    assert path.tolist() == pytest.approx([value / values[0] for value in values])


@given(prices, prices, positive, st.sampled_from(["none", "D", "M"]))
def test_the_currency_an_instrument_is_quoted_in_does_not_matter(a, b, scale, every):
    plain = maths.rebalanced(two_assets(a, b), HALVES, every)
    scaled = maths.rebalanced(two_assets([value * scale for value in a], b), HALVES, every)

    assert scaled.tolist() == pytest.approx(plain.tolist())


@given(prices, prices, st.sampled_from(["none", "D", "M"]))
def test_the_order_of_the_instruments_does_not_matter(a, b, every):
    frame = two_assets(a, b)

    turned = maths.rebalanced(frame[["B", "A"]], HALVES, every)

    assert turned.tolist() == pytest.approx(maths.rebalanced(frame, HALVES, every).tolist())


@given(prices, prices)
def test_nothing_that_was_handed_in_is_changed(a, b):
    frame, values = two_assets(a, b), daily(a)
    before, first = frame.copy(), values.copy()

    maths.rebalanced(frame, HALVES, "M")
    maths.drawdown(values)
    maths.as_extreme_before(values, "highest")
    maths.largest_gap(values)

    pd.testing.assert_frame_equal(frame, before)
    pd.testing.assert_series_equal(values, first)


def test_the_largest_gap_is_between_neighbours():
    values = dated(d2026_01_01=1, d2026_01_05=2, d2026_02_20=3, d2026_02_21=4)

    assert [str(day.date()) for day in maths.largest_gap(values)] == ["2026-01-05", "2026-02-20"]
