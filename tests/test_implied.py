"""What one series implies for another: the value and its statistics, without a year, beside the consensus."""

from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pytest
from fakes import Told, data_of, monthly, quarterly, spec
from hypothesis import given
from hypothesis import strategies as some
from regressions import GDP, LEVEL, SURVEY, fitted, growing, part, refused, two, wave

from footnote.errors import SourceError
from footnote.settings import Settings, packaged_desk
from footnote.spelling import spell
from footnote.text import Text
from tools import line
from tools.charts.fitted import pairs_of
from tools.data import Data
from tools.desk_folder import load
from tools.implied import implied
from tools.sources import connected


@pytest.fixture(scope="module")
def sample_data():
    return Data(catalogue=load(packaged_desk()), sources={"file": connected(Settings())["file"]})


# ---------------------------------------------------------------- the figure


def test_the_value_is_on_the_line_at_the_last_reading_of_x():
    x, y = wave(40), wave(40, step=0.9)

    figure = implied(two(monthly(x), monthly(y)), "X", "Y")

    assert figure.value == pytest.approx(fitted(x, y, x[-1]))
    assert part(figure, "x").value == x[-1]
    assert part(figure, "y").value == y[-1]
    assert figure.stats["r2"] == pytest.approx(np.corrcoef(x, y)[0, 1] ** 2)
    assert (figure.stats["n"], figure.stats["lag"]) == (40, 3)
    assert (figure.stats["start"], figure.stats["end"]) == (date(2022, 10, 31), date(2026, 1, 31))


def test_every_statistic_is_a_part_of_its_own():
    figure = implied(two(monthly(wave(40)), monthly(wave(40, step=0.9))), "X", "Y")

    parts = {each.name: (each.value, each.unit) for each in figure.parts}
    assert {name: parts[name][0] for name in ("slope", "r2", "t", "n", "low", "high")} == {
        name: figure.stats[name] for name in ("slope", "r2", "t", "n", "low", "high")
    }
    assert {name: unit for name, (_, unit) in parts.items()} == {
        "x": "diffusion index", "y": "diffusion index", "low": "diffusion index", "high": "diffusion index",
        "slope": "ratio", "t": "ratio", "r2": "ratio", "n": "count",
    }  # fmt: skip


def test_a_level_that_is_given_takes_the_place_of_the_reading():
    x, y = wave(40), wave(40, step=0.9)

    figure = implied(two(monthly(x), monthly(y)), "X", "Y", at=52.5)

    assert figure.value == pytest.approx(fitted(x, y, 52.5))
    level = part(figure, "x")
    assert [(each.kind, each.value) for each in level.inputs] == [("given", 52.5)]
    assert "at 52.5, " in figure.label.en
    assert "52.5" in figure.label.zh


@pytest.mark.parametrize("at", [float("nan"), float("inf")])
def test_a_level_that_is_no_number_is_refused(at):
    assert "no level" in refused(two(monthly(wave(40)), monthly(wave(40, step=0.9))), "X", "Y", at=at).text.en


@pytest.mark.parametrize("at", [98.0, 150e6, -40.0], ids=["near the level of x", "a count", "far below the sample"])
def test_a_level_where_the_growth_is_meant_is_refused_with_the_range_of_the_sample(at):
    """X grows by 5 to 20 % a year and stands near 165."""
    x = growing(60)

    error = refused(two(monthly(x), monthly(wave(60)), LEVEL), "X", "Y", at=at)

    low, high = (f"{each:.1f}%" for each in (min(growth(x)), max(growth(x))))
    assert error.reason == "units"
    assert f"is taken as its change on the year, in percent: {low} to {high} over" in error.text.en
    assert "Give the change on the year in percent" in error.text.en
    assert f"{low} 至 {high}" in error.text.zh


def growth(values):
    """Of each of *values*, in percent on the one a year before."""
    return [100 * (now / before - 1) for before, now in zip(values[:-12], values[12:], strict=True)]


def test_a_growth_rate_beside_the_sample_is_taken_and_has_its_sign_in_the_label():
    figure = implied(two(monthly(growing(60)), monthly(wave(60)), LEVEL), "X", "Y", at=max(growth(growing(60))) + 1)

    assert "Title of X, change on the year at +" in figure.label.en
    assert any("lies outside the sample" in caveat.en for caveat in figure.caveats)


def test_a_level_far_outside_is_said_where_x_is_taken_as_a_level():
    figure = implied(two(monthly(wave(40)), monthly(wave(40, step=0.9))), "X", "Y", at=500.0)

    assert any("500 lies outside the sample" in caveat.en for caveat in figure.caveats)


def test_a_value_just_outside_the_sample_is_told_apart_from_its_edge():
    """All of 159 billion to three digits; the sample ends with the second."""
    x = [1e9 * (100 + 5 * n % 59) for n in range(39)] + [159.01e9]
    data = two(monthly(x), monthly(wave(40)), {"unit": "USD", "kind": "rate", "lag": 0})

    said = next(each for each in implied(data, "X", "Y", at=159.04e9).caveats if "outside" in each.en)

    assert "$159.04bn lies outside the sample, $100bn to $159.01bn" in said.en
    assert "1,590.4亿美元 超出样本范围" in said.zh


def test_the_slope_on_money_is_told_for_a_scale_of_it():
    """0.002 points a billion: a slope of 0.000000000002 points a dollar would show as nothing."""
    x = [1e9 * (100 + 13 * n % 61) for n in range(40)]
    y = [4 + 2e-12 * each + 0.01 * np.sin(n) for n, each in enumerate(x)]
    data = two(
        monthly(x), monthly(y), {"unit": "USD", "kind": "rate", "lag": 0}, {"unit": "percent", "kind": "rate", "lag": 0}
    )

    slope = part(implied(data, "X", "Y"), "slope")

    assert slope.value == pytest.approx(1e9 * np.polyfit(x, y, 1)[0])
    assert str(slope).startswith("0.00")
    assert "percentage points per $1bn" in slope.label.en
    assert "每10亿美元对应的百分点" in slope.label.zh
    assert [(each.name, each.value, each.unit) for each in slope.inputs[1:]] == [("per", 1e9, "USD")]


@pytest.mark.parametrize(("freq", "when"), [("D", " on 20 Feb 2026, "), ("W", " in the week to 20 Feb 2026, ")])
def test_a_day_is_on_and_a_week_is_in_the_week_to(freq, when):
    days = 900 if freq == "D" else 130
    values = pd.Series(
        wave(days), index=pd.date_range(end="2026-02-20", periods=days, freq={"D": "D", "W": "7D"}[freq])
    )

    figure = implied(two(values, monthly(wave(40)), SURVEY | {"freq": freq}), "X", "Y")

    assert when in figure.label.en


def test_money_keeps_its_unit_in_the_slope():
    data = two(monthly(wave(40)), monthly([-5, 3, 8] * 13 + [1]), SURVEY, {"unit": "USD mn", "kind": "flow", "lag": 0})

    figure = implied(data, "X", "Y")

    assert (figure.unit, part(figure, "slope").unit) == ("USD", "USD")
    assert part(figure, "slope").value == pytest.approx(1e6 * np.polyfit(wave(40), [-5, 3, 8] * 13 + [1], 1)[0])


# ---------------------------------------------------------------- without a year


def test_without_a_year_is_a_part_with_statistics_of_its_own():
    x, y = wave(60), wave(60, step=0.9)
    kept = [n for n in range(60) if not 23 <= n < 35]  # 2023 stands at places 23 to 34

    figure = implied(two(monthly(x), monthly(y)), "X", "Y", without=2023)

    again = part(figure, "without_2023")
    assert again.value == pytest.approx(fitted([x[n] for n in kept], [y[n] for n in kept], x[-1]))
    assert (again.stats["n"], figure.stats["n"]) == (48, 60)
    assert again.stats["r2"] == pytest.approx(np.corrcoef([x[n] for n in kept], [y[n] for n in kept])[0, 1] ** 2)
    assert again.stats["t"] != figure.stats["t"]
    assert {each.name for each in again.parts} == {
        f"{name}_without_2023" for name in ("low", "high", "slope", "t", "r2", "n")
    }
    assert all("without 2023" in each.label.en and "剔除 2023 年" in each.label.zh for each in again.walk())
    assert not any("without" in each.label.en for each in figure.parts if each.name != "without_2023")


def test_with_a_lead_a_pair_goes_when_either_side_lies_in_the_year():
    data = two(monthly(wave(60)), monthly(wave(60, step=0.9)))

    figure = implied(data, "X", "Y", lead="3M", without=2023)

    assert (figure.stats["n"], part(figure, "without_2023").stats["n"]) == (57, 57 - 15)


def test_a_year_that_the_sample_does_not_hold_cannot_be_left_out():
    data = two(monthly(wave(60)), monthly(wave(60, step=0.9)))

    assert "no pair of 2015" in refused(data, "X", "Y", without=2015).text.en
    assert (
        refused(two(monthly(wave(25)), monthly(wave(25, step=0.9))), "X", "Y", without=2025).reason == "short_history"
    )


# ---------------------------------------------------------------- consensus


def with_consensus(value, unit="percent", **known):
    row = {"x": "X", "y": "Y:yoy", "consensus": "C"}
    return data_of(
        {"X": monthly(wave(80)), "Y": monthly(growing(80)), "C": value},
        spec("X", **SURVEY),
        spec("Y", **LEVEL),
        spec("C", unit=unit, kind="rate", lag=0),
        use={"implied": [row]},
        **known,
    )


def test_the_gap_is_the_implied_value_less_the_consensus():
    figure = implied(with_consensus(monthly([10, 13])), "X", "Y")

    assert part(figure, "consensus").value == 13
    assert part(figure, "gap").value == pytest.approx(figure.value - 13)
    assert part(figure, "gap").unit == "percentage point"
    assert part(figure, "consensus").series == "C"


def test_a_consensus_that_cannot_be_read_is_said_and_the_value_stands():
    data = with_consensus(monthly([10, 13]))

    def failing(wanted):
        if wanted.name == "C":
            raise SourceError(Text("C is down.", "C 无法读取。"))
        return data.sources["file"].read(wanted)

    figure = implied(replace(data, sources={"file": Told(failing)}), "X", "Y")

    assert figure.value is not None
    assert not [each for each in figure.parts if each.name in ("consensus", "gap")]
    assert any("C is down." in each.en for each in figure.caveats)


def test_a_consensus_in_another_unit_has_no_gap():
    figure = implied(with_consensus(monthly([10, 13]), unit="index"), "X", "Y")

    assert not [each for each in figure.parts if each.name in ("consensus", "gap")]
    assert any("no gap is given" in each.en for each in figure.caveats)


def test_a_consensus_that_may_not_be_seen_does_not_exist():
    data = with_consensus(monthly([10, 13]))
    seen = {id: item for id, item in data.catalogue.series.items() if id != "C"}

    figure = implied(replace(data, catalogue=replace(data.catalogue, series=seen)), "X", "Y")

    assert not [each for each in figure.parts if each.name in ("consensus", "gap")]
    assert not [each for each in figure.caveats if "'C'" in each.en]


# ---------------------------------------------------------------- what is said with it


def test_it_says_that_it_is_no_forecast_and_of_which_sample():
    figure = implied(two(monthly(wave(40)), monthly(wave(40, step=0.9))), "X", "Y")

    first = figure.caveats[0]
    assert "not a forecast" in first.en
    assert "Title of X (X)" in first.en
    assert "Oct 2022 to Jan 2026" in first.en
    assert "并非预测" in first.zh


@pytest.mark.parametrize(("at", "outside"), [(80.0, True), (20.0, True), (50.0, False)])
def test_an_x_outside_the_sample_is_said_with_the_range(at, outside):
    x = [round(each, 1) for each in wave(40)]

    figure = implied(two(monthly(x), monthly(wave(40, step=0.9))), "X", "Y", at=at)

    said = [each for each in figure.caveats if "outside the sample" in each.en]
    assert bool(said) == outside
    assert all(f"{min(x)} to {max(x)}" in each.en and "超出样本范围" in each.zh for each in said)


def test_todays_x_outside_the_sample_is_said_too():
    x = [*(round(each, 1) for each in wave(39)), 90.0]
    data = two(monthly(x), monthly(wave(39, step=0.9), last="2025-12"))

    figure = implied(data, "X", "Y")

    assert any("90.0 lies outside the sample" in each.en for each in figure.caveats)


def test_changes_on_the_year_are_said_to_overlap_and_levels_are_not():
    growth = implied(two(monthly(wave(80)), monthly(growing(80)), SURVEY, LEVEL), "X", "Y")
    levels = implied(two(monthly(wave(80)), monthly(wave(80, step=0.9))), "X", "Y")

    assert any("overlap" in each.en for each in growth.caveats)
    assert not any("overlap" in each.en for each in levels.caveats)


def test_an_old_x_is_said_unless_a_level_was_given():
    data = two(monthly(wave(80), last="2025-06"), monthly(wave(80, step=0.9)))

    assert any("not current" in each.en for each in implied(data, "X", "Y").caveats)
    assert not any("not current" in each.en for each in implied(data, "X", "Y", at=50.0).caveats)


# ---------------------------------------------------------------- the workings


def test_the_workings_hold_the_observations_of_the_sample_and_no_others():
    data = two(monthly(wave(92)), quarterly(growing(30)), SURVEY, GDP)

    figure = implied(data, "X", "Y", start="2020", end="2025")

    rows = {each.name: (each.first, each.last, each.count) for each in figure.inputs if each.kind == "observations"}
    assert rows == {
        "x": (date(2020, 1, 31), date(2025, 12, 31), 72),
        "y": (date(2019, 12, 31), date(2025, 12, 31), 25),
    }
    assert [each.rows for each in part(figure, "x").inputs] == [((date(2026, 1, 31), wave(92)[-1]),)]
    assert "(v / v a period before)" in figure.formula


def test_growth_today_holds_the_value_and_its_base():
    figure = implied(two(monthly(growing(80)), monthly(wave(80)), LEVEL, SURVEY), "X", "Y")

    assert [day for each in part(figure, "x").inputs for day, _ in each.rows] == [date(2025, 1, 31), date(2026, 1, 31)]


@given(some.integers(60, 90), some.sampled_from(["0M", "3M", "6M"]), some.booleans())
def test_the_pairs_can_be_made_again_from_the_workings(count, lead, quarters):
    y, y_spec = (quarterly(growing(count // 2)), GDP) if quarters else (monthly(growing(count)), LEVEL)
    data = two(monthly(growing(3 * count, 0.4)), y, LEVEL, y_spec)

    figure = implied(data, "X", "Y", lead=lead)

    again = pairs_of(figure)
    slope, intercept = np.polyfit(again["x"], again["y"], 1)
    assert len(again) == figure.stats["n"]
    assert (slope, intercept) == pytest.approx((figure.stats["slope"], figure.stats["intercept"]))


@given(some.lists(some.floats(-50, 50).map(lambda each: round(each, 2)), min_size=25, max_size=40, unique=True))
def test_observations_are_left_as_they_were(values):
    data = two(monthly(values), monthly(wave(len(values), step=0.9)))
    before = {id: data.series(id).values.copy() for id in ("X", "Y")}

    implied(data, "X", "Y", at=1.0)

    assert all(data.series(id).values.equals(held) for id, held in before.items())


# ---------------------------------------------------------------- the sample desk


@pytest.mark.parametrize(
    ("x", "y", "value", "r2", "n"),
    [
        ("NACM_CMI", "GDPC1", 4.00, 0.470, 84),
        ("ISM_NEW_ORDERS", "GDPC1", 3.65, 0.360, 312),
        ("KR_EXPORTS", "ACWI_EPS", 27.07, 0.742, 229),
    ],
)
def test_what_the_sample_desks_pairs_imply(sample_data, x, y, value, r2, n):
    figure = implied(sample_data, x, y)

    assert (round(figure.value, 2), round(figure.stats["r2"], 3), figure.stats["n"]) == (value, r2, n)


def test_korean_exports_imply_twice_the_consensus(sample_data):
    figure = implied(sample_data, "KR_EXPORTS", "ACWI_EPS")

    assert (part(figure, "consensus").value, round(part(figure, "gap").value, 1)) == (13.0, 14.1)
    assert figure.stats["lead"] == 6


def test_industrial_momentum_implies_a_higher_pmi_three_months_on(sample_data):
    figure = implied(sample_data, "IND_MOMENTUM", "ISM_PMI")

    assert figure.value > part(figure, "y").value + 1
    assert figure.stats["lead"] == 3
    assert all(each.made_of for each in figure.inputs if each.name == "x" and each.kind == "observations")


def test_statistics_are_shown_with_the_decimals_they_bear():
    """r2 and t with two, the slope with three figures, what is implied as its series is published."""
    figure = implied(two(monthly(wave(40)), monthly(wave(40, step=0.9))), "X", "Y")

    assert [part(figure, name).rounded for name in ("r2", "t")] == [2, 2]
    assert str(replace(part(figure, "r2"), value=0.741912)) == "0.74"
    assert str(replace(part(figure, "t"), value=7.0)) == "7.00"
    assert figure.rounded == part(figure, "low").rounded == part(figure, "high").rounded == figure.digits


@pytest.mark.parametrize(
    ("slope", "shown"), [(0.239312, "0.239"), (-12.3456, "-12.3"), (1234.5, "1,234"), (0.0004567, "0.000457")]
)
def test_a_slope_is_shown_with_three_figures(slope, shown):
    assert spell(slope, "ratio", rounded=line._decimals("slope", slope)) == shown


def test_an_implied_survey_has_the_decimals_it_is_published_with(sample_data):
    figure = implied(sample_data, "IND_MOMENTUM", "ISM_PMI")

    told = [figure, *(part(figure, name) for name in ("low", "high", "y"))]
    assert all(len(str(each).partition(".")[2]) == 1 for each in told)
