"""How closely two series move together: what is compared, the best shift, the sample, and what is said with it."""

import math
from datetime import date

import numpy as np
import pytest
from fakes import basket, daily, data_of, monthly, quarterly, spec
from hypothesis import given
from hypothesis import strategies as some
from regressions import GDP, LEVEL, SURVEY, growing, part, taken_as, two, wave

from footnote.errors import AskError
from tools.correlate import correlate
from tools.implied import implied

PRICE = {"unit": "USD", "kind": "price", "freq": "D", "lag": 0}
RATE = {"unit": "percent", "kind": "rate", "freq": "D", "lag": 0}


def refused(data, *arguments, **more):
    with pytest.raises(AskError) as error:
        correlate(data, *arguments, **more)
    return error.value


def uneven(count, seed=1):
    """Numbers that go nowhere, the same each time."""
    return list(np.random.default_rng(seed).normal(50, 5, count).round(2))


# ---------------------------------------------------------------- the figure


def test_it_is_pearsons_r_with_fishers_interval():
    x, y = uneven(40), uneven(40, seed=2)

    figure = correlate(two(monthly(x), monthly(y)), "X", "Y")

    r = np.corrcoef(x, y)[0, 1]
    assert figure.value == pytest.approx(r)
    ends = [math.tanh(math.atanh(r) + side * 1.959963984540054 / math.sqrt(37)) for side in (-1, 1)]
    assert [part(figure, name).value for name in ("low", "high")] == pytest.approx(ends)
    assert part(figure, "n").value == figure.stats["n"] == 40
    assert (figure.stats["start"], figure.stats["end"]) == (date(2022, 10, 31), date(2026, 1, 31))
    assert figure.unit == "ratio"


def composed():
    """Two composites that share a part."""
    parts = {id: monthly(uneven(60, seed=seed)) for seed, id in enumerate("ABC", 5)}
    of = {"ONE": ("A", "B"), "OTHER": ("B", "C")}
    known = {"unit": "standard deviation", "kind": "survey", "lag": 0}
    composites = [spec(id, parts=made, sources=(f"composite:{id}",), **known) for id, made in of.items()]
    return data_of(parts, *(spec(id, **SURVEY) for id in parts), *composites)


@pytest.mark.parametrize("tool", [correlate, implied])
@pytest.mark.parametrize(
    ("x", "y", "words"),
    [
        ("A", "ONE", "Title of A (A) is a part of Title of ONE (ONE): they move together by construction"),
        ("ONE", "A", "Title of A (A) is a part of Title of ONE (ONE): they move together by construction"),
        ("ONE", "OTHER", "Title of ONE (ONE) and Title of OTHER (OTHER) are both made of B: they move together"),
    ],
)
def test_a_composite_beside_its_own_part_is_no_evidence(tool, x, y, words):
    assert [words in each.en for each in tool(composed(), x, y).caveats].count(True) == 1


@pytest.mark.parametrize("tool", [correlate, implied])
def test_what_shares_nothing_needs_no_such_word(tool):
    assert not [each for each in tool(composed(), "C", "ONE").caveats if "by construction" in each.en]


@given(some.integers(-12, 12))
def test_the_best_shift_is_found_and_its_sign_says_which_comes_first(months):
    """Y is X of so many months before: X leads by as many, and lags where they are below zero."""
    held = uneven(100)
    x, y = held[20:80], held[20 - months : 80 - months]

    figure = correlate(two(monthly(x), monthly(y)), "X", "Y")

    assert part(figure, "shift").value == months
    assert part(figure, "best").value == pytest.approx(1)
    first = {True: "Title of X", False: "Title of Y"}[months > 0]
    said = part(figure, "best").label.en
    assert (f"with {first} {abs(months)} month" in said) if months else ("in the same period" in said)
    assert f"({60 - abs(months)} pairs)" in said


def test_the_strongest_may_be_the_most_negative():
    held = uneven(70)

    figure = correlate(two(monthly(held[10:70]), monthly([-v for v in held[6:66]])), "X", "Y")

    assert (part(figure, "shift").value, round(part(figure, "best").value, 9)) == (4, -1)
    assert "strongest" in part(figure, "shift").label.en


@given(some.floats(0.1, 50), some.floats(-1000, 1000))
def test_unit_and_base_do_not_matter(scale, shift):
    x, y = uneven(40), uneven(40, seed=2)

    plain, moved = (correlate(two(monthly(each), monthly(y)), "X", "Y") for each in (x, [scale * v + shift for v in x]))

    assert moved.value == pytest.approx(plain.value, abs=1e-9)
    assert part(moved, "shift").value == part(plain, "shift").value


def test_the_other_way_round_it_is_the_same_and_the_shift_turns():
    data = two(monthly(uneven(60)), monthly(uneven(60, seed=2)))

    there, back = correlate(data, "X", "Y"), correlate(data, "Y", "X")

    assert back.value == pytest.approx(there.value)
    assert part(back, "shift").value == -part(there, "shift").value
    assert part(back, "best").value == pytest.approx(part(there, "best").value)


def test_shifts_with_too_few_pairs_are_not_tried():
    figure = correlate(two(monthly(uneven(27)), monthly(uneven(27, seed=2))), "X", "Y")

    assert figure.stats["shifts"] == 7
    assert abs(part(figure, "shift").value) <= 3
    assert any("the best of 7 that were tried" in each.en for each in figure.caveats)


# ---------------------------------------------------------------- what is compared


@pytest.mark.parametrize(
    ("x", "x_spec", "y", "y_spec", "wanted"),
    [
        (monthly(wave(90)), SURVEY, monthly(growing(90)), LEVEL, ("level", "log12")),
        (monthly(wave(90)), SURVEY, quarterly(growing(40)), GDP, ("level, qmean", "log12")),
        (daily(growing(900)), PRICE, daily(growing(900, 0.3)), PRICE, ("month end, mom", "month end, mom")),
        (daily(growing(900)), PRICE, daily(wave(900, level=4)), RATE, ("month end, mom", "month mean, diff")),
        (monthly(growing(60)), PRICE | {"freq": "M"}, daily(growing(1200)), PRICE, ("mom", "month end, mom")),
        (daily(growing(1600)), PRICE, monthly(wave(60)), SURVEY, ("month end, log12", "level")),
        (daily(wave(1600)), RATE, monthly(wave(60, step=0.9)), SURVEY, ("month mean, level", "level")),
        (monthly([-3, 5, 4, 1, 2] * 12), {"unit": "USD mn", "kind": "flow", "lag": 0}, monthly(wave(60)), SURVEY,
         ("level", "level")),
    ],
)  # fmt: skip
def test_series_are_compared_by_what_they_are(x, x_spec, y, y_spec, wanted):
    figure = correlate(two(x, y, x_spec, y_spec), "X", "Y")

    assert taken_as(figure) == wanted


def test_two_prices_are_compared_by_their_monthly_returns():
    x, y = daily(growing(1000)), daily(growing(1000, 0.3))

    figure = correlate(two(x, y, PRICE, PRICE), "X", "Y")

    returns = [each.resample("ME").last()[:"2026-01-31"].pct_change().dropna() for each in (x, y)]
    assert figure.value == pytest.approx(returns[0].corr(returns[1]))
    assert figure.stats["n"] == len(returns[0])
    assert not any("too narrow" in each.en for each in figure.caveats)


# ---------------------------------------------------------------- sample and refusals


def test_a_window_is_the_sample():
    x, y = uneven(60), uneven(60, seed=2)
    data = two(monthly(x), monthly(y))

    assert correlate(data, "X", "Y", window="3Y").value == pytest.approx(np.corrcoef(x[24:], y[24:])[0, 1])
    part_of_it = correlate(data, "X", "Y", start="2022", end="2024")
    assert part_of_it.value == pytest.approx(np.corrcoef(x[11:47], y[11:47])[0, 1])
    assert (part_of_it.stats["start"], part_of_it.stats["end"]) == (date(2022, 1, 31), date(2024, 12, 31))


@pytest.mark.parametrize("asked", [{"window": "10Y"}, {"start": "2019"}, {"start": "2022", "end": "2027"}])
def test_a_window_beyond_the_pairs_is_refused(asked):
    assert refused(two(monthly(uneven(60)), monthly(uneven(60, 2))), "X", "Y", **asked).reason == "short_history"


def test_fewer_than_24_pairs_are_refused():
    error = refused(two(monthly(uneven(23)), monthly(uneven(60, seed=2))), "X", "Y")

    assert (error.reason, "24 monthly pairs" in error.text.en, "there are 23" in error.text.en) == (
        "short_history", True, True
    )  # fmt: skip
    assert correlate(two(monthly(uneven(24)), monthly(uneven(60, seed=2))), "X", "Y").stats["n"] == 24


def test_constants_itself_and_baskets_are_refused():
    data = data_of(
        {"X": monthly([5] * 40), "Y": monthly(uneven(40))},
        spec("X", **SURVEY),
        spec("Y", **SURVEY),
        basket("B", ("X",)),
    )

    assert "Title of X (X) does not vary" in refused(data, "X", "Y").text.en
    assert "says nothing of itself" in refused(data, "Y", "Y").text.en
    assert "no single series" in refused(data, "B", "Y").text.en


# ---------------------------------------------------------------- what is said with it


def test_it_is_said_to_be_no_cause_and_of_which_series_and_sample():
    figure = correlate(two(monthly(uneven(40)), monthly(uneven(40, seed=2))), "X", "Y")

    first = figure.caveats[0]
    assert "no cause" in first.en
    assert "Title of X (X) and Title of Y (Y), Oct 2022 to Jan 2026" in first.en
    assert "并非因果" in first.zh
    assert any("too narrow" in each.en for each in figure.caveats)
    assert any("which flatters it" in each.en for each in figure.caveats)


def test_periods_without_a_pair_are_said():
    x = uneven(40)
    x[10] = float("nan")

    figure = correlate(two(monthly(x), monthly(uneven(40, seed=2))), "X", "Y")

    assert figure.stats["n"] == 39
    assert any("1 of the 40 months" in each.en and "Aug 2023" in each.en for each in figure.caveats)


def test_observations_are_left_as_they_were():
    data = two(monthly(growing(60)), monthly(uneven(60)), LEVEL, SURVEY)
    before = {id: data.series(id).values.copy() for id in ("X", "Y")}

    correlate(data, "X", "Y", window="3Y")

    assert all(data.series(id).values.equals(held) for id, held in before.items())


def test_series_in_two_currencies_are_said_to_be():
    days = [100 + 3 * math.sin(n / 9) + n / 40 for n in range(900)]
    data = two(daily(days), daily(days[::-1]), PRICE, PRICE | {"unit": "EUR"})

    said = [each.en for each in correlate(data, "X", "Y").caveats]

    assert "Each in its own currency, no exchange rate applied: X (USD), Y (EUR)." in said
    alike = correlate(two(daily(days), daily(days[::-1]), PRICE, PRICE), "X", "Y")
    assert not any("currency" in each.en for each in alike.caveats)
