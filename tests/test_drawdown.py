"""The largest fall of what is held, against a loop over every pair of closes, and beside every return."""

from datetime import date

import pandas as pd
import pytest
from fakes import NAN, basket, daily, data_of, dated, portfolio, spec
from hypothesis import given
from hypothesis import strategies as st

from tools import maths
from tools.returns import returns

closes = st.lists(st.floats(min_value=0.5, max_value=500), min_size=1, max_size=25)
whole = st.lists(st.integers(min_value=1, max_value=9), min_size=1, max_size=25)


def by_hand(values):
    """The deepest of all falls from one close to a later one."""
    falls = [100 * (low / high - 1) for place, high in enumerate(values) for low in values[place:]]
    return min(falls)


def price(id, **known):
    return spec(id, **{"unit": "USD", "kind": "price", "freq": "D", "lag": 0, "total_return": True} | known)


def part(figure, name="drawdown"):
    return next(each for each in figure.parts if each.name == name)


# ---------------------------------------------------------------- the arithmetic


@given(closes)
def test_a_drawdown_is_the_deepest_of_all_falls(values):
    assert maths.drawdown(daily(values)) == pytest.approx(by_hand(values), abs=1e-9)


@given(whole)
def test_its_days_are_those_of_the_fall(values):
    """In whole numbers, so that equal falls are equal."""
    held = daily(values)
    days = maths.deepest_fall(held)

    if days is None:
        assert by_hand(values) == 0
    else:
        high, low = held[days[0]], held[days[1]]
        assert days[0] < days[1]
        assert 100 * (low / high - 1) == pytest.approx(maths.drawdown(held))
        assert held[: days[1]].max() == high


@given(whole, st.integers(min_value=1, max_value=1000))
def test_the_currency_of_a_price_changes_no_drawdown(values, scale):
    scaled = daily([value * scale for value in values])

    assert maths.drawdown(scaled) == pytest.approx(maths.drawdown(daily(values)))


@given(whole)
def test_what_only_rises_has_no_drawdown(values):
    rising = daily(sorted(values))

    assert (maths.drawdown(rising), maths.deepest_fall(rising)) == (0, None)


def test_the_order_of_the_closes_matters():
    assert maths.drawdown(daily([100, 50, 200])) == -50
    assert maths.drawdown(daily([50, 100, 200])) == 0


@given(whole, st.integers(min_value=0, max_value=24))
def test_blanks_are_dropped_first(values, place):
    place = min(place, len(values))
    blank = daily([*values[:place], NAN, *values[place:]])
    held = blank.dropna()

    assert maths.drawdown(blank) == maths.drawdown(held)
    assert maths.deepest_fall(blank) == maths.deepest_fall(held)


def test_of_equal_lows_the_first_and_of_equal_highs_the_last():
    held = daily([10, 8, 10, 5, 9, 5, 10], last="2026-01-07")

    assert [day.day for day in maths.deepest_fall(held)] == [3, 4]


def test_no_closes_have_no_fall():
    assert maths.deepest_fall(daily([NAN, NAN])) is None


@given(whole)
def test_the_closes_that_were_handed_in_are_not_changed(values):
    held = daily(values)
    before = held.copy()

    maths.deepest_fall(held)

    pd.testing.assert_series_equal(held, before)


# ---------------------------------------------------------------- beside a return

FELL = dated(d2025_12_31=100, d2026_01_15=120, d2026_01_30=90, d2026_02_16=110)


def test_a_return_has_its_drawdown_with_both_days():
    """From 120 on 15 January to 90 on the 30th: a quarter."""
    fall = part(returns(data_of({"A": FELL}, price("A")), assets=("A",), window="YTD"))

    assert (fall.value, fall.unit, fall.series) == (-25, "percent", "A")
    assert fall.stats == {"peak": date(2026, 1, 15), "trough": date(2026, 1, 30), "n": 4}
    assert "maximum drawdown, total return in USD, 31 Dec 2025 to 16 Feb 2026" in fall.label.en
    assert "最大回撤" in fall.label.zh


def test_every_close_of_the_window_is_beneath_it():
    fall = part(returns(data_of({"A": FELL}, price("A")), assets=("A",), start="2026-01-15"))

    (source,) = fall.inputs
    assert [value for _, value in source.rows] == [120, 90, 110]


def test_the_close_a_window_starts_from_may_be_the_high():
    closes = dated(d2025_12_31=100, d2026_01_30=80, d2026_02_16=90)

    fall = part(returns(data_of({"A": closes}, price("A")), assets=("A",), window="YTD"))

    assert fall.value == pytest.approx(-20)
    assert fall.stats["peak"] == date(2025, 12, 31)


def test_a_high_before_the_window_does_not_count():
    closes = dated(d2025_12_15=500, d2025_12_31=100, d2026_01_30=80, d2026_02_16=90)

    assert part(returns(data_of({"A": closes}, price("A")), assets=("A",), window="YTD")).value == pytest.approx(-20)


def test_what_never_fell_has_neither_high_nor_low():
    closes = dated(d2025_12_31=100, d2026_01_30=101, d2026_02_16=101)

    fall = part(returns(data_of({"A": closes}, price("A")), assets=("A",), window="YTD"))

    assert fall.value == 0
    assert (fall.stats["peak"], fall.stats["trough"]) == (None, None)


TWO = {
    "A": dated(d2025_12_31=100, d2026_01_15=150, d2026_01_30=200, d2026_02_16=100),
    "B": dated(d2025_12_31=100, d2026_01_15=100, d2026_01_30=100, d2026_02_16=100),
}


def test_a_portfolio_falls_along_its_own_path():
    """To 1.5 on 30 January, set back to halves, then 0.5 * 0.5 + 0.5 = 0.75 of it: a quarter, where A lost a half."""
    mix = portfolio("P", {"A": 0.5, "B": 0.5}, rebalance="M")

    figure = returns(data_of(TWO, price("A"), price("B"), mix), assets=("P",), window="YTD")

    assert part(figure).value == pytest.approx(-25)
    assert [(each.series, part(each).value) for each in figure.parts if each.name == "return"] == [("A", -50), ("B", 0)]
    assert [(each.kind, each.name, each.series) for each in part(figure).inputs] == [("figure", "return", "P")]


def test_each_row_of_a_table_has_its_own():
    held = basket("AB", ("A", "B"))

    table = returns(data_of(TWO, price("A"), price("B"), held), assets=("AB", "A", "B"), window="YTD")

    assert {row.series: round(part(row).value, 6) for row in table.parts} == {"A": -50, "B": 0, "AB": -33.333333}
