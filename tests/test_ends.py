"""The two observations a change runs between, or the reason why there are none."""

from datetime import date

import pytest
from fakes import NAN, daily, data_of, dated, monthly, spec, yearly

from footnote.errors import AskError
from tools.ends import between
from tools.window import Window


def ends(values, freq, last=None, valid=("", ""), **typed):
    observed = data_of({"A": values}, spec("A", freq=freq, lag=0, valid=valid)).series("A")
    return between(observed, Window(**typed), last)


def refusal(*arguments, **typed):
    with pytest.raises(AskError) as caught:
        ends(*arguments, **typed)
    return caught.value


def test_a_year_of_months_runs_between_the_same_months():
    found = ends(monthly(range(1, 25)), "M", window="1Y")

    assert (found.first, found.base) == (date(2025, 1, 31), 12)
    assert (found.last, found.end) == (date(2026, 1, 31), 24)
    assert len(found.values) == 13


def test_a_price_window_starts_at_the_last_close_on_or_before_its_first_day():
    closes = dated(d2025_12_30=100, d2026_01_02=101, d2026_01_30=110)

    found = ends(closes, "D", window="YTD")

    assert (found.first, found.base) == (date(2025, 12, 30), 100)


def test_an_end_that_is_typed_falls_back_to_the_last_close():
    closes = dated(d2026_01_01=100, d2026_01_30=110, d2026_02_02=120)

    found = ends(closes, "D", start="2026-01-01", end="2026-01")

    assert (found.last, found.end) == (date(2026, 1, 30), 110)


def test_all_end_on_the_day_that_is_handed_in():
    assert ends(daily(range(1, 61)), "D", last=date(2026, 1, 31), window="30D").last == date(2026, 1, 31)


def test_short_history_is_refused_not_truncated():
    error = refusal(monthly([1, 2, 3]), "M", window="1Y")

    assert error.reason == "short_history"
    assert "runs from Nov 2025 to Jan 2026; Jan 2025 is before that" in error.text.en


def test_a_day_beyond_the_end_is_refused():
    error = refusal(monthly([1, 2, 3]), "M", start="2025-11", end="2026-06")

    assert error.reason == "stale"
    assert "runs from Nov 2025 to Jan 2026; there is nothing yet for Jun 2026" in error.text.en


def test_a_start_beyond_the_end_is_refused():
    error = refusal(monthly([1, 2, 3]), "M", start="2027")

    assert error.reason == "stale"
    assert "there is nothing yet for Dec 2027" in error.text.en


def test_daily_closes_that_ended_long_before_the_end_are_refused():
    error = refusal(daily([1, 2, 3]), "D", start="2026-02-18", end="2026-06-30")

    assert error.reason == "stale"


def test_daily_closes_that_ended_before_the_window_are_not_called_a_hole():
    error = refusal(daily([1, 2, 3]), "D", start="2026-05-01", end="2026-06-30")

    assert error.reason == "stale"
    assert "runs from 18 Feb 2026 to 20 Feb 2026" in error.text.en


@pytest.mark.parametrize(
    ("blank", "month"),
    [({"start": "2025-02", "end": "2026-01"}, "Feb 2025"), ({"start": "2025-01", "end": "2025-02"}, "Feb 2025")],
)
def test_a_blank_month_at_either_end_is_refused_by_name(blank, month):
    """The month before it would be another window than the one asked for."""
    values = monthly([1, NAN, *range(3, 14)])

    error = refusal(values, "M", **blank)

    assert error.reason == "blank"
    assert f"is blank for 1 of the 1 periods asked for ({month})" in error.text.en


def test_a_blank_between_the_ends_changes_nothing():
    assert ends(monthly([1, 2, NAN, 4]), "M", window="3M").base == 1


def test_a_hole_of_more_than_thirty_days_is_refused_with_its_two_dates():
    closes = dated(d2025_12_01=100, d2025_12_15=101, d2026_01_15=102, d2026_02_10=103)

    error = refusal(closes, "D", start="2025-12-01")

    assert error.reason == "blank"
    assert "no close between 2025-12-15 and 2026-01-15" in error.text.en
    assert "2025-12-15" in error.text.zh
    assert "2026-01-15" in error.text.zh


def test_thirty_days_without_a_close_are_no_hole():
    closes = dated(d2025_12_15=101, d2026_01_14=102, d2026_02_10=103)

    assert ends(closes, "D", start="2025-12-15").base == 101


def test_a_hole_before_the_window_does_not_matter():
    closes = dated(d2020_01_01=1, d2026_01_15=102, d2026_02_10=103)

    assert ends(closes, "D", start="2026-01-15").base == 102


def test_a_base_inside_a_hole_is_refused_with_the_closes_around_it():
    closes = dated(d2020_01_01=1, d2026_01_15=102, d2026_02_10=103)

    error = refusal(closes, "D", start="2025-06-01")

    assert "no close between 2020-01-01 and 2026-01-15" in error.text.en


def test_a_window_in_which_the_column_holds_something_else_is_refused():
    error = refusal(monthly(range(1, 25)), "M", valid=("", "2025-06-30"), start="2024-12", end="2025-12")

    assert error.reason == "blank"
    assert "holds something else, or nothing, from Jul 2025" in error.text.en
    assert "within Feb 2024 to Jun 2025" in error.text.en


def test_a_window_before_the_column_means_what_it_says_is_refused_for_that_reason():
    error = refusal(monthly(range(1, 25)), "M", valid=("2024-06-01", "2025-12-31"), start="2024-03", end="2025-03")

    assert "holds something else, or nothing, before Jun 2024" in error.text.en


@pytest.mark.parametrize("closes", ["2025-12-01", "2025-12-15", "2025-12-31"])
def test_the_last_good_month_may_be_written_by_any_of_its_days(closes):
    found = ends(monthly(range(1, 25)), "M", valid=("", closes), window="1Y")

    assert found.last == date(2025, 12, 31)


@pytest.mark.parametrize(
    ("values", "freq", "typed"),
    [
        (monthly(range(1, 25)), "M", {"start": "2025-06", "end": "2025-01"}),
        (daily(range(1, 61)), "D", {"start": "2026-02-01", "end": "2026-01-15"}),
        (yearly(range(1, 10)), "A", {"window": "90D"}),
        (monthly(range(1, 25)), "M", {"window": "1W"}),
        (monthly(range(1, 25)), "M", {"window": "0Y"}),
        (monthly(range(1, 25)), "M", {"start": "2025-06", "end": "2025-06"}),
    ],
)
def test_a_window_without_two_observations_is_refused(values, freq, typed):
    """A month against itself is no change of zero."""
    error = refusal(values, freq, **typed)

    assert "no two values" in error.text.en
    assert "Title of A (A)" in error.text.en


def test_a_year_to_date_without_an_observation_of_this_year_is_refused():
    """In February the last quarter known is last year's: its year is over, not to date."""
    caught = refusal(monthly(range(1, 25), last="2025-12"), "M", window="YTD")

    assert caught.reason == "stale"
    assert "nothing yet for Jan 2026" in str(caught)
