"""Windows and dates as typed, turned into days: what bounds a change, and what a sum takes in."""

from datetime import date

import pytest

from footnote.errors import AskError
from footnote.text import Text
from tools.window import Window, span

JANUARY, FRIDAY = date(2026, 1, 31), date(2026, 2, 20)


@pytest.mark.parametrize(
    ("prefix", "first", "last"),
    [
        ("2025", date(2025, 1, 1), date(2025, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2025-05-13", date(2025, 5, 13), date(2025, 5, 13)),
        ("2008Q1", date(2008, 1, 1), date(2008, 3, 31)),
        ("2008:q4", date(2008, 10, 1), date(2008, 12, 31)),
        (" 2025-05 ", date(2025, 5, 1), date(2025, 5, 31)),
    ],
)
def test_an_iso_prefix_is_a_span_of_days(prefix, first, last):
    assert span(prefix) == (first, last)


@pytest.mark.parametrize(
    "prefix",
    ["", "soon", "10Y", "2025-13", "2025-02-30", "25-01", "2025-1", "2025Q5", "0000", "2025-05-13T00:00", "May 2025"],
)
def test_what_is_no_date_is_refused_with_what_would_be(prefix):
    with pytest.raises(AskError, match="2025-05-13, 6M, 5Y, 90D or YTD"):
        span(prefix)


@pytest.mark.parametrize(
    ("typed", "freq", "base"),
    [
        ("1Y", "M", date(2025, 1, 31)),
        ("10Y", "M", date(2016, 1, 31)),
        ("10y", "M", date(2016, 1, 31)),
        ("120M", "M", date(2016, 1, 31)),
        ("1M", "M", date(2025, 12, 31)),
        ("11M", "M", date(2025, 2, 28)),
        ("YTD", "M", date(2025, 12, 31)),
        ("ytd", "M", date(2025, 12, 31)),
        ("3M", "Q", date(2025, 12, 31)),
    ],
)
def test_a_change_over_a_window_starts_at_the_end_of_a_period(typed, freq, base):
    last = date(2026, 3, 31) if freq == "Q" else JANUARY

    assert Window(window=typed).limits(last, freq) == (base, last)


@pytest.mark.parametrize(
    ("typed", "base"),
    [("90D", date(2025, 11, 22)), ("2W", date(2026, 2, 6)), ("6M", date(2025, 8, 20)), ("YTD", date(2025, 12, 31))],
)
def test_a_window_of_days_starts_so_many_days_before(typed, base):
    assert Window(window=typed).limits(FRIDAY, "D") == (base, FRIDAY)


def test_a_month_back_from_the_31st_is_the_months_last_day():
    assert Window(window="1M").limits(date(2026, 3, 31), "D")[0] == date(2026, 2, 28)


def test_a_calendar_year_is_measured_from_the_last_close_before_it():
    assert Window(window="2025").limits(FRIDAY, "D") == (date(2024, 12, 31), date(2025, 12, 31))


@pytest.mark.parametrize(
    ("start", "end", "freq", "limits"),
    [
        ("2021-02", "2026-01", "D", (date(2021, 2, 28), JANUARY)),
        ("2021-02-26", None, "D", (date(2021, 2, 26), FRIDAY)),
        ("2024", "2025", "M", (date(2024, 12, 31), date(2025, 12, 31))),
        ("2024-05-13", "2025-05-13", "M", (date(2024, 5, 31), date(2025, 5, 31))),
        ("2008Q1", "2009Q1", "Q", (date(2008, 3, 31), date(2009, 3, 31))),
    ],
)
def test_start_and_end_name_the_observations_of_those_periods(start, end, freq, limits):
    assert Window(start=start, end=end).limits(FRIDAY, freq) == limits


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ({"window": "10Y"}, date(2016, 2, 29), JANUARY),
        ({"window": "1M"}, JANUARY, JANUARY),
        ({"window": "YTD"}, JANUARY, JANUARY),
        ({"window": "2025"}, date(2025, 1, 31), date(2025, 12, 31)),
        ({"start": "2007", "end": "2016"}, date(2007, 1, 31), date(2016, 12, 31)),
        ({"start": "2025-03"}, date(2025, 3, 31), JANUARY),
    ],
)
def test_a_sum_takes_in_every_period_of_its_window(typed, first, last):
    assert Window(**typed).periods(JANUARY, "M") == (first, last)


def test_ten_years_are_120_months():
    first, last = Window(window="10Y").periods(JANUARY, "M")

    assert (last.year - first.year) * 12 + last.month - first.month + 1 == 120


def test_five_years_of_quarters_are_twenty():
    first, last = Window(window="5Y").periods(date(2025, 12, 31), "Q")

    assert (first, last) == (date(2021, 3, 31), date(2025, 12, 31))


@pytest.mark.parametrize("ask", [Window.limits, Window.periods])
def test_an_end_without_a_start_is_asked_about(ask):
    """Otherwise the end that was typed would be passed over."""
    with pytest.raises(AskError, match="Say from when"):
        ask(Window(end="2016"), JANUARY, "M")


@pytest.mark.parametrize("typed", ["soon", "10", "Y10", "1.5Y", "-1Y", "10Y5M", "5 years"])
@pytest.mark.parametrize("ask", [Window.limits, Window.periods])
def test_a_window_in_other_words_is_refused(ask, typed):
    with pytest.raises(AskError, match="no date or window I can read"):
        ask(Window(window=typed), JANUARY, "M")


def test_a_window_longer_than_the_calendar_is_refused():
    with pytest.raises(AskError) as caught:
        Window(window="9999Y").limits(JANUARY, "M")

    assert caught.value.reason == "short_history"


def test_nothing_typed_is_no_window():
    assert not Window()
    assert all((Window(window="1Y"), Window(start="2025"), Window(end="2025")))


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"window": "10Y"}, Text("10-year", "10年")),
        ({"window": "6M"}, Text("6-month", "6个月")),
        ({"window": "90D"}, Text("90-day", "90天")),
        ({"window": "YTD"}, Text("year to date", "今年以来")),
        ({"window": "2025"}, Text("2025", "2025年")),
        ({"start": "2007", "end": "2016"}, Text("2007 to 2016", "2007至2016")),
        ({"start": "2007"}, Text("since 2007", "2007至今")),
        ({}, Text("", "")),
    ],
)
def test_a_window_is_said_in_words(typed, words):
    assert Window(**typed).words() == words


@pytest.mark.parametrize(("typed", "freq"), [("4M", "Q"), ("18M", "A")])
def test_a_length_that_cuts_a_period_is_refused(typed, freq):
    with pytest.raises(AskError, match="no whole number of this series' periods"):
        Window(window=typed).limits(date(2025, 12, 31), freq)
