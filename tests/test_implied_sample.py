"""What an implied value is made from: how each side is taken, the lead, the sample, and what is refused."""

from datetime import date

import numpy as np
import pandas as pd
import pytest
from fakes import NAN, basket, daily, data_of, monthly, quarterly, spec, yearly
from regressions import GDP, LEVEL, SURVEY, fitted, growing, part, refused, taken_as, two, wave

from tools.charts.fitted import pairs_of
from tools.implied import implied
from tools.taken import stepped

# ---------------------------------------------------------------- how the sides are taken


@pytest.mark.parametrize(
    ("x", "x_spec", "y", "y_spec", "wanted"),
    [
        (monthly(wave(90)), SURVEY, quarterly(growing(30)), GDP, ("level, qmean", "saar")),
        (monthly(wave(90)), SURVEY, quarterly(growing(30)), GDP | {"adjust": "NSA"}, ("level, qmean", "yoy")),
        (monthly(wave(90)), SURVEY, monthly(growing(90)), LEVEL, ("level", "yoy")),
        (monthly(growing(90)), LEVEL, quarterly(growing(30, 0.4)), GDP, ("yoy, qmean", "saar")),
        (quarterly(growing(40)), GDP, monthly(wave(120)), SURVEY, ("yoy", "level, qmean")),
        (monthly(wave(400)), SURVEY, yearly(growing(32)), LEVEL | {"freq": "A"}, ("level, ymean", "yoy")),
        (quarterly(wave(120)), SURVEY | {"freq": "Q"}, yearly(growing(29)), LEVEL | {"freq": "A"},
         ("level, ymean", "yoy")),
        (daily(wave(1000)), {"unit": "percent", "kind": "rate", "freq": "D", "lag": 0}, monthly(wave(40)), SURVEY,
         ("level, month mean", "level")),
        (daily(growing(1600)), {"unit": "USD", "kind": "price", "freq": "D", "lag": 0}, monthly(wave(60)), SURVEY,
         ("log12, month end", "level")),
        (daily(growing(3000)), {"unit": "USD", "kind": "price", "freq": "D", "lag": 0}, quarterly(growing(40)), GDP,
         ("log12, month end, qmean", "saar")),
        (monthly([-1, 4, 9, 2] * 20), {"unit": "USD mn", "kind": "flow", "lag": 0}, monthly(wave(80)), SURVEY,
         ("level", "level")),
    ],
)  # fmt: skip
def test_the_sides_are_taken_by_what_they_are_and_brought_together(x, x_spec, y, y_spec, wanted):
    figure = implied(two(x, y, x_spec, y_spec), "X", "Y")

    assert taken_as(figure) == wanted
    assert len(pairs_of(figure)) == figure.stats["n"]


def test_what_the_desk_says_of_a_pair_is_taken():
    row = {"x": "X:diff", "y": "Y:yoy", "lead": "6M"}
    data = two(monthly(wave(80)), monthly(growing(80)), SURVEY, LEVEL, use={"implied": [{"x": "Y", "y": "X"}, row]})

    figure = implied(data, "X", "Y")

    assert taken_as(figure) == ("diff", "yoy")
    assert figure.stats["lead"] == 6
    assert [(each.kind, each.value) for each in figure.inputs if each.name == "lead"] == [("assumption", "6M")]
    assert part(figure, "x").label.en.endswith("difference on the period, Jan 2026")


def test_a_pair_the_other_way_round_is_another_pair():
    data = two(monthly(wave(80)), monthly(growing(80)), SURVEY, LEVEL, use={"implied": [{"x": "Y:diff", "y": "X"}]})

    assert taken_as(implied(data, "X", "Y")) == ("level", "yoy")


def test_a_quarterly_mean_that_the_desk_asks_for_makes_quarters_of_two_monthly_series():
    data = two(monthly(wave(90)), monthly(wave(90, step=0.9)), use={"implied": [{"x": "X:qmean", "y": "Y"}]})

    figure = implied(data, "X", "Y")

    assert taken_as(figure) == ("level, qmean", "level, qmean")
    assert (figure.stats["n"], figure.stats["end"]) == (29, date(2025, 12, 31))


def test_quarters_are_means_of_their_three_months_and_today_is_the_last_month():
    """An incomplete quarter has no pair, and January 2026 is nevertheless the level that is read."""
    x, y = wave(91), wave(30, step=0.9)
    x[-1], x[-5] = 57.0, NAN
    data = two(monthly(x), quarterly(y), SURVEY, SURVEY | {"freq": "Q"})

    figure = implied(data, "X", "Y")

    quarters = [np.mean(x[3 * n : 3 * n + 3]) for n in range(30)]
    assert np.isnan(quarters[28])
    kept = [n for n in range(30) if n != 28]
    assert figure.value == pytest.approx(fitted([quarters[n] for n in kept], [y[n] for n in kept], 57.0))
    assert (figure.stats["n"], part(figure, "x").value) == (29, 57.0)
    assert any(
        "1 of the 30 quarters" in each.en and "Q3 2025" in each.en and "2025年第三季度" in each.zh
        for each in figure.caveats
    )


def test_a_month_of_days_is_taken_when_it_is_over():
    """20 February 2026 is inside a month: its days are read as today's level, and are in no pair."""
    days = daily(wave(1200))
    data = two(
        days, monthly(wave(60, step=0.9), last="2026-02"), {"unit": "percent", "kind": "rate", "freq": "D", "lag": 0}
    )

    figure = implied(data, "X", "Y")

    whole = days["2022-12-01":"2026-01-31"].resample("ME").mean()
    assert pairs_of(figure)["x"].tolist() == pytest.approx(whole.tolist())
    assert (part(figure, "x").value, part(figure, "x").as_of) == (days.iloc[-1], date(2026, 2, 20))


def test_a_month_that_is_nearly_over_is_in_no_pair_either():
    """The survey of the month is out before the month is over; the mean of its days is not."""
    rate, early = {"unit": "percent", "kind": "rate", "freq": "D", "lag": 0}, SURVEY | {"lag": -20}
    held = monthly(wave(60, step=0.9))

    days = {day: daily(wave(1200), last=f"2026-01-{day}") for day in (30, 31)}
    desks = {day: two(each, held, rate, early, as_of=date(2026, 1, day)) for day, each in days.items()}

    assert {day: implied(each, "X", "Y").stats["end"] for day, each in desks.items()} == {
        30: date(2025, 12, 31),
        31: date(2026, 1, 31),
    }


def test_a_month_with_a_hole_is_no_mean_and_a_close_must_lie_near_its_end():
    held = daily(range(1, 91), last="2026-03-31")
    hole = held.drop(held["2026-02-10":"2026-02-17"].index)
    early = held.drop(held["2026-02-20":"2026-02-28"].index)

    assert stepped(held, "D", ("month mean",)).tolist() == [16, 45.5, 75]
    assert stepped(hole, "D", ("month mean",)).tolist() == [16, 75]
    assert stepped(hole, "D", ("month end",)).tolist() == [31, 59, 90]
    assert stepped(early, "D", ("month end",)).tolist() == [31, 90]


def test_a_year_is_the_mean_of_all_its_periods():
    values = monthly(range(1, 30), last="2025-05").set_axis(pd.date_range("2023-01-31", periods=29, freq="ME"))

    assert stepped(values, "M", ("ymean",)).tolist() == [6.5, 18.5]
    assert stepped(values, "M", ("qmean", "ymean")).tolist() == [6.5, 18.5]


# ---------------------------------------------------------------- lead and sample


def test_with_a_lead_y_is_taken_so_much_later():
    x, y = wave(60), wave(60, step=0.9)

    figure = implied(two(monthly(x), monthly(y)), "X", "Y", lead="6M")

    assert figure.value == pytest.approx(fitted(x[:-6], y[6:], x[-1]))
    assert (figure.stats["n"], figure.stats["lead"]) == (54, 6)
    assert "6 months later" in figure.label.en
    assert "6个月后" in figure.label.zh
    assert [each.kind for each in figure.inputs if each.name == "lead"] == ["given"]


@pytest.mark.parametrize(("lead", "months"), [("1Y", 12), ("2Q", 6), ("3m", 3), ("0M", 0)])
def test_a_lead_may_be_in_quarters_and_years(lead, months):
    row = {"x": "X", "y": "Y", "lead": "9M"}
    data = two(monthly(wave(60)), monthly(wave(60, step=0.9)), use={"implied": [row]})

    assert implied(data, "X", "Y", lead=lead).stats["lead"] == months


@pytest.mark.parametrize("lead", ["6", "20D", "-3M", "M", "soon", "4M"])
def test_a_lead_that_is_no_number_of_whole_quarters_is_refused(lead):
    data = two(monthly(wave(90)), quarterly(wave(30)), SURVEY, SURVEY | {"freq": "Q"})

    error = refused(data, "X", "Y", lead=lead)

    assert repr(lead) in error.text.en
    assert "whole quarters" in error.text.en


def test_a_window_is_the_sample_and_holds_both_periods_of_a_pair():
    x, y = wave(60), wave(60, step=0.9)
    data = two(monthly(x), monthly(y))

    figure = implied(data, "X", "Y", start="2022-01", end="2024-12", lead="3M")

    assert figure.value == pytest.approx(fitted(x[11:44], y[14:47], x[-1]))
    assert (figure.stats["n"], figure.stats["start"], figure.stats["end"]) == (
        33, date(2022, 1, 31), date(2024, 12, 31)
    )  # fmt: skip
    assert implied(data, "X", "Y", window="3Y").stats["n"] == 36
    assert "sample" not in {each.name for each in figure.inputs}
    assert "all shared history" in {each.value for each in implied(data, "X", "Y").inputs}


def test_what_lies_outside_the_window_changes_nothing():
    x, y = wave(60), wave(60, step=0.9)
    other = [99.0] * 20 + y[20:]

    figures = [implied(two(monthly(x), monthly(each)), "X", "Y", start="2023-01") for each in (y, other)]

    assert figures[0] == figures[1]


@pytest.mark.parametrize(
    "asked", [{"window": "10Y"}, {"start": "2019"}, {"start": "2022", "end": "2026-03"}, {"window": "2027"}]
)
def test_a_window_beyond_the_pairs_is_refused_with_both_spans(asked):
    error = refused(two(monthly(wave(60)), monthly(wave(50, step=0.9))), "X", "Y", **asked)

    assert error.reason == "short_history"
    assert "Title of X (X) from Feb 2021 to Jan 2026" in error.text.en
    assert "Title of Y (Y) from Dec 2021 to Jan 2026" in error.text.en
    assert "2021年12月" in error.text.zh


def test_short_history_is_refused_not_computed():
    error = refused(two(monthly(wave(60)), monthly(wave(19, step=0.9))), "X", "Y")

    assert (error.reason, "20 monthly pairs" in error.text.en, "there are 19" in error.text.en) == (
        "short_history", True, True
    )  # fmt: skip
    assert "Title of Y (Y) from Jul 2024 to Jan 2026" in error.text.en
    assert implied(two(monthly(wave(60)), monthly(wave(20, step=0.9))), "X", "Y").stats["n"] == 20


def test_two_series_that_never_overlap_are_refused():
    error = refused(two(monthly(wave(60), last="2010-01"), monthly(wave(60))), "X", "Y")

    assert (error.reason, "there are 0" in error.text.en) == ("short_history", True)


@pytest.mark.parametrize(("x", "y"), [([50] * 40, wave(40)), (wave(40), [3] * 40)])
def test_a_side_that_does_not_vary_is_refused(x, y):
    error = refused(two(monthly(x), monthly(y)), "X", "Y")

    assert (error.reason, "does not vary" in error.text.en) == ("blank", True)


def test_growth_at_one_rate_does_not_vary_but_for_arithmetic():
    data = two(monthly(wave(60)), monthly([100 * 1.013**n for n in range(60)]), SURVEY, LEVEL)

    assert "Title of Y (Y) does not vary" in refused(data, "X", "Y").text.en


def test_a_series_that_is_made_of_the_other_is_refused():
    x = wave(60)

    assert "exact straight line" in refused(two(monthly(x), monthly([0.3 * v - 7 for v in x])), "X", "Y").text.en


def test_a_series_against_itself_and_a_basket_are_refused():
    data = data_of(
        {"X": monthly(wave(60)), "Y": monthly(wave(60))}, spec("X", **SURVEY), spec("Y", **SURVEY), basket("B", ("X",))
    )

    assert "says nothing of itself" in refused(data, "X", "X").text.en
    assert "Title of B (B) is no single series" in refused(data, "B", "Y").text.en
    assert refused(data, "X", "NOWHERE").choices


def test_a_column_that_has_ended_is_refused_for_a_window_up_to_now():
    data = two(monthly(wave(90)), monthly(wave(90, step=0.9)), SURVEY | {"valid": ("", "2023-12-31")})

    error = refused(data, "X", "Y", window="2Y")

    assert (error.reason, "from Jan 2024 on" in error.text.en) == ("blank", True)
    assert refused(data, "X", "Y", start="2021", end="2024").reason == "blank"
    assert implied(data, "X", "Y").stats["end"] == date(2023, 12, 31)
