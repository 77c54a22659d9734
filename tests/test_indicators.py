"""Levels, and changes in the unit that fits."""

from datetime import date

import pytest
from fakes import NAN, daily, data_of, dated, monthly, quarterly, spec, yearly

from footnote.errors import AskError
from tools.indicators import change, latest


def refusal(tool, data, **arguments):
    with pytest.raises(AskError) as caught:
        tool(data, **arguments)
    return caught.value


def one(values, **known):
    return data_of({"A": values}, spec("A", **{"lag": 0} | known))


# ---------------------------------------------------------------- latest


def test_the_latest_value_knows_its_date_unit_and_observation():
    figure = latest(one(monthly([210.5, 212.25]), unit="USD bn"), "A")

    assert (figure.name, figure.series, figure.value, figure.unit) == ("latest", "A", 212.25e9, "USD")
    assert (figure.as_of, str(figure), figure.label.en) == (date(2026, 1, 31), "$212bn", "Title of A, Jan 2026")
    assert [(each.kind, each.count, each.rows) for each in figure.inputs] == [
        ("observations", 1, ((date(2026, 1, 31), 212.25e9),))
    ]


def test_a_blank_at_the_end_is_not_the_latest_value():
    assert latest(one(monthly([1, 2, NAN])), "A").as_of == date(2025, 12, 31)


def test_an_old_latest_value_says_so():
    figure = latest(one(monthly([1, 2], last="2025-10"), stale_after=45), "A")

    assert figure.stats == {"age": 112, "current": False}  # 31 October to 20 February

    assert [str(caveat) for caveat in figure.caveats] == [
        "Title of A (A): last known for Oct 2025, 112 days old; not current."
    ]


def test_a_fresh_latest_value_has_only_its_age_to_add():
    figure = latest(one(monthly([1, 2])), "A")

    assert (figure.caveats, figure.stats) == ((), {"age": 20, "current": True})


@pytest.mark.parametrize(("stale_after", "current"), [(20, True), (19, False)])
def test_a_value_is_current_to_the_last_day_of_its_rule(stale_after, current):
    assert latest(one(monthly([1, 2]), stale_after=stale_after), "A").stats["current"] == current


@pytest.mark.parametrize(
    ("values", "freq", "at", "value"),
    [
        (monthly([1, 2, 3]), "M", "2025-12", 2),
        (monthly([1, 2, 3]), "M", "2025-12-13", 2),
        (monthly([1, 2, 3]), "M", "2025Q4", 2),
        (monthly([1, 2, 3]), "M", "2025", 2),
        (quarterly([7, 8], last="2008Q2"), "Q", "2008Q1", 7),
        (yearly([5, 6]), "A", "2024", 5),
        (daily([1, 2, 3]), "D", "2026-02-19", 2),
    ],
)
def test_at_names_an_observation_by_its_period(values, freq, at, value):
    figure = latest(one(values, freq=freq), "A", at=at)

    assert (figure.name, figure.value) == ("level", value)


def test_at_a_weekend_is_the_close_before_it():
    closes = dated(d2026_02_13=7, d2026_02_16=8)

    assert latest(one(closes, freq="D"), "A", at="2026-02-15").as_of == date(2026, 2, 13)


def test_an_earlier_period_is_not_called_old():
    figure = latest(one(monthly([1, 2], last="2020-10")), "A", at="2020-10")

    assert (figure.caveats, figure.stats) == ((), {})


@pytest.mark.parametrize(
    ("published", "unit", "kind", "spelled"),
    [
        (4.08, "percent", "rate", "4.08%"),
        (4.3, "percent", "rate", "4.3%"),
        (77.8123, "percent", "rate", "77.81%"),
        (13.25, "percent", "hard", "13.2%"),
        (48.7, "diffusion index", "survey", "48.7"),
        (102.1234, "index", "hard", "102.12"),
    ],
)
def test_a_rate_keeps_the_decimals_it_is_traded_with_and_any_other_percentage_has_one(published, unit, kind, spelled):
    assert str(latest(one(monthly([1, published]), unit=unit, kind=kind), "A")) == spelled


@pytest.mark.parametrize(
    ("at", "reason", "words"),
    [
        ("2025-09", "short_history", "runs from Nov 2025 to Jan 2026; Sep 2025 is before that"),
        ("2026-03", "stale", "there is nothing yet for Mar 2026"),
        ("2025-12", "blank", "is blank for 1 of the 1 periods asked for (Dec 2025)"),
        ("some day", None, "no date or window I can read"),
    ],
)
def test_a_period_that_is_not_there_is_refused_not_replaced(at, reason, words):
    error = refusal(latest, one(monthly([1, NAN, 3])), series="A", at=at)

    assert error.reason == reason
    assert words in error.text.en


def test_a_period_in_which_the_column_held_something_else_is_refused():
    error = refusal(latest, one(monthly([1, 2, 3]), valid=("", "2025-11-30")), series="A", at="2026-01")

    assert "holds something else, or nothing, from Dec 2025" in error.text.en


# ---------------------------------------------------------------- change


@pytest.mark.parametrize(
    ("first", "last", "known", "value", "unit"),
    [
        (80, 100, {"kind": "hard"}, 25, "percent"),  # 100/80 = 1.25
        (8090, 4266, {"kind": "stock", "unit": "count"}, -47.2682, "percent"),  # 4266/8090 = 0.527318
        (50, 60, {"kind": "price", "unit": "USD"}, 20, "percent"),
        (4.0, 4.25, {"kind": "rate", "unit": "percent", "freq": "D"}, 25, "basis point"),
        (4.25, 4.0, {"kind": "rate", "unit": "percent", "freq": "W"}, -25, "basis point"),
        (4.1, 4.4, {"kind": "rate", "unit": "percent", "freq": "M"}, 0.3, "percentage point"),
        (62, 65, {"kind": "hard", "unit": "percent", "freq": "D"}, 3, "percentage point"),
        (350, 300, {"kind": "rate", "unit": "basis point", "freq": "D"}, -50, "basis point"),
        (1.5, 1.2, {"kind": "rate", "unit": "percentage point"}, -0.3, "percentage point"),
        (2.0, 1.5, {"kind": "hard", "unit": "standard deviation"}, -0.5, "standard deviation"),
        (48, 52, {"kind": "survey", "unit": "diffusion index", "neutral": 50}, 4, "diffusion index"),
        (57.3, 61.1, {"kind": "survey", "unit": "index"}, 3.8, "index"),
        (20, 37, {"kind": "hard", "unit": "index", "neutral": 0}, 17, "index"),
        (0, 5, {"kind": "hard", "unit": "index"}, 5, "index"),
        (5, 0, {"kind": "hard", "unit": "index"}, -5, "index"),
        (-2, 5, {"kind": "hard", "unit": "index"}, 7, "index"),
    ],
)
def test_a_change_is_in_the_unit_that_fits(first, last, known, value, unit):
    """Percent of what touches zero, or of a balance, means nothing: those change by a difference."""
    values = monthly([first, last]) if known.get("freq", "M") == "M" else dated(d2026_01_15=first, d2026_02_12=last)

    figure = change(one(values, **known), "A", start="2025-12" if known.get("freq", "M") == "M" else "2026-01-15")

    assert (figure.value, figure.unit) == (pytest.approx(value, abs=1e-4), unit)


def test_a_number_of_heads_changes_by_heads_and_says_the_percent_beside():
    """September 2008, as first printed: 137,318 thousand after 137,477."""
    figure = change(one(monthly([137_477, 137_318]), unit="persons th"), "A", window="1M")

    assert (figure.value, figure.unit, str(figure)) == (-159_000, "persons", "-159 thousand")
    assert figure.spelled("zh") == "-15.9万人"
    assert [part.name for part in figure.parts] == ["start", "end", "percent"]
    assert figure.parts[2].value == pytest.approx(-0.11566, abs=1e-5)  # 100 (137318 / 137477 - 1)
    assert (str(figure.parts[2]), figure.formula) == ("-0.1%", "end - start")


def test_heads_that_come_from_none_have_no_percent():
    figure = change(one(monthly([0, 5]), unit="persons th"), "A", window="1M")

    assert (figure.value, [part.name for part in figure.parts]) == (5_000, ["start", "end"])


def test_a_change_is_made_of_its_two_ends():
    figure = change(one(monthly(range(100, 113))), "A", window="1Y")

    assert [(part.name, part.value, part.as_of) for part in figure.parts] == [
        ("start", 100, date(2025, 1, 31)),
        ("end", 112, date(2026, 1, 31)),
    ]
    assert [(each.kind, each.name, each.value) for each in figure.inputs] == [
        ("figure", "start", 100),
        ("figure", "end", 112),
    ]
    assert (figure.stats["start"], figure.stats["end"]) == (date(2025, 1, 31), date(2026, 1, 31))
    assert (figure.signed, str(figure)) == (True, "+12.0%")


def test_start_and_end_name_the_observations_of_those_periods():
    figure = change(one(yearly([8090, 8851, 4266], last="1998"), freq="A"), "A", start="1996", end="1998")

    assert (figure.parts[0].value, figure.parts[1].value) == (8090, 4266)


@pytest.mark.parametrize(
    ("known", "said"),
    [({"total_return": True}, "total return"), ({"total_return": False}, "price only")],
)
def test_a_price_says_whether_distributions_are_in_it(known, said):
    figure = change(one(monthly([1, 2]), kind="price", unit="USD", **known), "A", window="1M")

    assert figure.label.en.endswith(said)


def test_an_old_end_is_said_to_be_old_only_when_it_is_the_last_there_is():
    data = one(monthly([1, 2, 3], last="2025-03"))

    assert "not current" in change(data, "A", window="1M").caveats[0].en
    assert change(data, "A", start="2025-01", end="2025-02").caveats == ()


def test_a_change_without_a_window_is_asked_about():
    assert "Say from when" in refusal(change, one(monthly([1, 2])), series="A").text.en


def test_history_that_is_too_short_for_a_change_is_refused_with_its_span():
    error = refusal(change, one(monthly([1, 2, 3])), series="A", window="1Y")

    assert error.reason == "short_history"
    assert "Title of A (A) runs from Nov 2025 to Jan 2026" in error.text.en


# ---------------------------------------------------------------- sums


def test_the_difference_of_two_months_of_flows_is_no_answer():
    """Money that flowed over a window is a sum; the difference of its two ends would be read as one."""
    error = refusal(change, one(monthly([-3, 5]), unit="USD mn", kind="flow"), series="A", window="1M")

    assert error.reason == "units"
    assert "flow gap of two baskets" in str(error)


def test_one_month_is_not_given_for_a_year_that_adds_up():
    exports = one(monthly(range(1, 25)), unit="USD bn", average="sum")

    assert "2025 holds several" in str(refusal(latest, exports, series="A", at="2025"))
    assert latest(exports, "A", at="2025-12").value == 23e9
