"""Z-scores: levels as they are, what trends as its change, nothing later than what was asked for."""

from datetime import date

import numpy as np
import pandas as pd
import pytest
from fakes import NAN, daily, data_of, monthly, quarterly, spec, yearly
from hypothesis import assume, given
from hypothesis import strategies as st
from real_desk import REAL, data_at, needs_real, real_desk
from scipy import stats

from bot.check import fill, slots
from bot.said.voice import voice_of
from footnote.answer import Call
from footnote.errors import AskError
from tools import maths, score
from tools.unusual import zscore

WAVE = [50.0 + n % 7 for n in range(60)]
GROWING = [100 * 1.01**n + 7 * (n % 5) for n in range(60)]
levels = st.lists(st.integers(min_value=-50, max_value=50), min_size=3, max_size=40)
PHILLY = """
[series.GACDFSA066MSFRBPHI]
title = "Philadelphia Fed current activity"
source = "file:fred/GACDFSA066MSFRBPHI.csv"
unit = "diffusion index"
kind = "survey"
freq = "M"
adjust = "SA"
neutral = 0
lag = "0d"
"""


def one(values, **known):
    return data_of({"A": values}, spec("A", **{"lag": 0} | known))


def survey(values, **known):
    return one(values, **{"unit": "diffusion index", "kind": "survey"} | known)


def refusal(data, **arguments):
    with pytest.raises(AskError) as caught:
        zscore(data, "A", **arguments)
    return caught.value


def part(figure, name):
    return next(each for each in figure.parts if each.name == name)


def by_hand(values):
    return (values[-1] - np.mean(values)) / np.std(values, ddof=1)


# ---------------------------------------------------------------- the arithmetic


def test_the_last_value_in_standard_deviations():
    """Mean 2, deviations -1, 0, 1: the standard deviation with n - 1 is 1."""
    assert maths.zscore(monthly([1, 2, 3])) == 1


@given(levels)
def test_the_scores_are_scipys(values):
    assume(len(set(values)) > 1)
    frame = pd.DataFrame({"A": values, "B": np.array(values) ** 2 + np.arange(len(values))}, dtype=float)
    assume(frame["B"].nunique() > 1)

    assert maths.scores(frame).to_numpy() == pytest.approx(stats.zscore(frame.to_numpy(), ddof=1))
    assert maths.zscore(frame["A"]) == pytest.approx(stats.zscore(frame["A"].to_numpy(), ddof=1)[-1])


@given(levels, st.integers(min_value=-1000, max_value=1000), st.integers(min_value=1, max_value=1000))
def test_a_score_moves_with_neither_shift_nor_scale(values, shift, scale):
    assume(len(set(values)) > 1)
    moved = [value * scale + shift for value in values]

    assert maths.zscore(monthly(moved)) == pytest.approx(maths.zscore(monthly(values)), abs=1e-9)


@given(levels)
def test_turned_upside_down_it_has_the_other_sign(values):
    assume(len(set(values)) > 1)

    assert maths.zscore(monthly([-value for value in values])) == pytest.approx(-maths.zscore(monthly(values)))


@given(levels)
def test_the_order_of_what_came_before_is_no_matter(values):
    assume(len(set(values)) > 1)
    sorted_before = [*sorted(values[:-1]), values[-1]]

    assert maths.zscore(monthly(sorted_before)) == pytest.approx(maths.zscore(monthly(values)))


@given(st.floats(min_value=-1e9, max_value=1e9), st.integers(min_value=2, max_value=40))
def test_what_does_not_vary_has_no_score(value, count):
    """The mean of many equal numbers is not always that number, to the last bit."""
    assert np.isnan(maths.zscore(monthly([value] * count)))


def test_one_value_has_no_score():
    assert np.isnan(maths.zscore(monthly([1])))


def test_growth_at_one_rate_does_not_vary():
    """Its log changes differ in the last bits only."""
    changes = maths.log_change_on_year(monthly([100 * 1.01**n for n in range(60)]), "M")

    assert changes.nunique() > 1
    assert np.isnan(maths.zscore(changes))


# ---------------------------------------------------------------- levels


def test_a_survey_is_scored_as_a_level_over_all_its_history():
    figure = zscore(survey(monthly(WAVE)), "A")

    assert figure.value == pytest.approx(by_hand(WAVE))
    assert (figure.name, figure.unit, figure.series, figure.signed) == ("zscore", "standard deviation", "A", True)
    assert (figure.stats["n"], figure.stats["first"], figure.stats["ddof"]) == (60, date(2021, 2, 28), 1)
    assert (figure.stats["transform"], figure.stats["vintage"]) == ("level", "current only")
    assert figure.label.en == "Title of A, z-score of its level, Jan 2026, sample from Feb 2021"


def test_its_parts_are_the_level_the_mean_and_the_standard_deviation():
    figure = zscore(survey(monthly(WAVE)), "A")

    assert [(each.name, each.value, each.unit) for each in figure.parts] == [
        ("level", WAVE[-1], "diffusion index"),
        ("mean", pytest.approx(np.mean(WAVE)), "diffusion index"),
        ("sd", pytest.approx(np.std(WAVE, ddof=1)), "diffusion index"),
    ]
    level, mean, sd = (each.value for each in figure.parts)
    assert figure.value == pytest.approx((level - mean) / sd)
    assert [each.name for each in figure.inputs] == ["level", "mean", "sd", "ddof", "sample_start"]
    assert part(figure, "mean").inputs[0].count == 60


def test_a_rate_is_scored_as_a_level_and_its_spread_is_in_points():
    figure = zscore(one(daily([4 + n % 9 / 10 for n in range(600)]), freq="D", unit="percent", kind="rate"), "A")

    assert figure.stats["transform"] == "level"
    assert [each.unit for each in figure.parts] == ["percent", "percent", "percentage point"]


def test_a_composite_is_scored_as_a_level_and_knows_its_parts():
    parts = {"UP": monthly([n + n % 3 for n in range(60)]), "WAVE": monthly(WAVE)}
    composite = spec(
        "IM", unit="standard deviation", kind="survey", lag=0, parts=("UP", "WAVE"), sources=("composite:IM",)
    )
    data = data_of(parts, spec("UP", lag=0), spec("WAVE", lag=0), composite)

    figure, earlier = zscore(data, "IM"), zscore(data, "IM", at="2025-06")

    mean = maths.scores(pd.DataFrame({id: values.to_numpy() for id, values in parts.items()})).mean(axis=1).to_list()
    cut = maths.scores(pd.DataFrame({id: values.to_numpy()[:-7] for id, values in parts.items()})).mean(axis=1)
    assert figure.value == pytest.approx(by_hand(mean))
    assert earlier.value == pytest.approx(by_hand(cut.to_list()))
    held = part(earlier, "level").inputs[0]
    assert [(each.series, each.count, each.last) for each in held.made_of] == [
        ("UP", 53, date(2025, 6, 30)),
        ("WAVE", 53, date(2025, 6, 30)),
    ]


def test_an_amount_that_is_often_below_zero_is_scored_as_a_level_and_that_is_said():
    figure = zscore(one(monthly([*[-1.0] * 3, *GROWING[3:]]), unit="USD bn"), "A")

    assert figure.stats["transform"] == "level"
    assert "(Feb 2021, Mar 2021, Apr 2021), so its level is taken, not its change in percent" in figure.caveats[0].en


# ---------------------------------------------------------------- what trends


@pytest.mark.parametrize(
    ("kind", "unit"),
    [("hard", "index"), ("hard", "persons th"), ("stock", "USD bn"), ("price", "USD"), ("hard", "count")],
)
def test_what_trends_is_scored_by_its_log_change_on_the_year(kind, unit):
    figure = zscore(one(monthly(GROWING), kind=kind, unit=unit), "A")

    changes = 100 * (np.log(GROWING[12:]) - np.log(GROWING[:-12]))
    assert figure.value == pytest.approx(by_hand(changes))
    assert (figure.stats["n"], figure.stats["first"], figure.stats["transform"]) == (48, date(2022, 2, 28), "log12")


def test_that_it_was_transformed_is_in_label_formula_and_inputs():
    figure = zscore(one(monthly(GROWING)), "A")

    assert figure.label.en == "Title of A, z-score of its 12-month log change, Jan 2026, sample from Feb 2022"
    assert figure.label.zh == "A的名称，12个月对数变化的标准分，2026年1月，样本自2022年2月起"
    assert figure.formula.endswith("x = 100 ln(v / v a year before)")
    assert [(each.name, each.value) for each in figure.inputs if each.kind == "assumption"] == [
        ("ddof", 1),
        ("sample_start", "2022-02-28"),
        ("transform", "log12"),
    ]


def test_the_level_of_what_trends_is_its_change_from_its_two_observations():
    level = part(zscore(one(monthly(GROWING)), "A"), "level")

    assert (level.unit, level.label.en) == ("percent", "Title of A, 12-month log change, Jan 2026")
    assert [day for day, _ in level.inputs[0].rows] == [date(2025, 1, 31), date(2026, 1, 31)]
    assert level.value == pytest.approx(100 * np.log(GROWING[-1] / GROWING[-13]))


def test_the_file_holds_what_the_changes_are_made_of():
    mean = part(zscore(one(monthly(GROWING)), "A", window="3Y"), "mean")

    assert (mean.stats["n"], mean.inputs[0].count, mean.inputs[0].first) == (36, 48, date(2022, 2, 28))


def test_days_are_set_against_the_last_close_a_year_before():
    index = pd.bdate_range(end="2026-02-20", periods=900)
    closes = pd.Series([100 + n / 9 + n % 11 for n in range(900)], index=index, dtype=float)
    data = one(closes, freq="D", kind="price", unit="USD")

    figure = zscore(data, "A")

    before = closes.reindex(closes.index - pd.DateOffset(years=1), method="ffill").to_numpy()
    changes = pd.Series(100 * np.log(closes.to_numpy() / before)).dropna().to_list()
    assert figure.value == pytest.approx(by_hand(changes))
    held = dict(part(figure, "level").inputs[0].rows)
    assert list(held) == [date(2025, 2, 20), date(2026, 2, 20)]


# ---------------------------------------------------------------- windows and earlier periods


def test_a_window_is_the_last_so_many_periods():
    figure = zscore(survey(monthly(WAVE)), "A", window="3Y")

    assert figure.value == pytest.approx(by_hand(WAVE[-36:]))
    assert (figure.stats["n"], figure.stats["first"]) == (36, date(2023, 2, 28))
    assert [each.name for each in figure.inputs] == ["level", "mean", "sd", "ddof"]


def test_as_of_an_earlier_period_nothing_later_is_used():
    values = [*WAVE[:-5], *[900.0] * 5]
    figure = zscore(survey(monthly(values)), "A", at="2025-08")

    assert figure.value == pytest.approx(by_hand(WAVE[:-5]))
    assert (figure.as_of, figure.stats["n"]) == (date(2025, 8, 31), 55)


def test_a_fall_below_zero_that_is_still_to_come_changes_no_transform():
    figure = zscore(one(monthly([*GROWING, -5.0])), "A", at="2025-12")

    assert figure.stats["transform"] == "log12"


def test_a_window_of_days_may_open_on_the_days_off_before_the_history():
    """Two years before Sunday 22 February 2026 is a Thursday; the history begins on the Wednesday after it."""
    closes = daily([50 + n % 7 for n in range(730)], last="2026-02-22").loc["2024-02-28":]

    figure = zscore(survey(closes, freq="D"), "A", window="2Y")

    assert figure.stats["first"] == date(2024, 2, 28)


def test_a_history_that_begins_more_than_a_week_into_the_window_is_refused():
    closes = daily([50 + n % 7 for n in range(730)], last="2026-02-20").loc["2024-03-01":]

    assert refusal(survey(closes, freq="D"), window="2Y").reason == "short_history"


def test_a_change_on_the_year_of_days_has_the_same_slack():
    closes = daily([100 * 1.001**n + 7 * (n % 5) for n in range(1100)], last="2026-02-20").loc["2023-02-22":]

    figure = zscore(one(closes, freq="D", kind="price", unit="USD"), "A", window="2Y")

    assert figure.stats["first"] == date(2024, 2, 22)


def test_a_window_is_counted_back_from_the_period_asked_about():
    figure = zscore(survey(monthly(WAVE)), "A", window="2Y", at="2025-08")

    assert figure.value == pytest.approx(by_hand(WAVE[-29:-5]))


@pytest.mark.parametrize(
    ("data", "arguments", "reason", "words"),
    [
        (survey(monthly(WAVE[:23])), {}, "short_history", "needs 24 values, and there are 23: Title of A"),
        (one(monthly(GROWING[:35])), {}, "short_history", "from Mar 2023 to Jan 2026, as its 12-month log change"),
        (survey(monthly(WAVE)), {"window": "1Y"}, "short_history", "there are 12"),
        (survey(monthly(WAVE)), {"window": "2025"}, "short_history", "there are 12"),
        (survey(monthly(WAVE)), {"window": "6Y"}, "short_history", "to Jan 2026; Feb 2020 is before that"),
        (one(monthly(GROWING)), {"window": "5Y"}, "short_history", "from Feb 2022 on, not from Feb 2021"),
        (survey(quarterly(WAVE[:19]), freq="Q"), {}, "short_history", "needs 20 values"),
        (survey(yearly(WAVE[:9]), freq="A"), {}, "short_history", "needs 10 values"),
        (survey(daily(WAVE), freq="D"), {}, "short_history", "needs 500 values"),
        (survey(monthly([0.1] * 60)), {}, "blank", "does not vary from Feb 2021 to Jan 2026"),
        (one(monthly([100 * 1.01**n for n in range(60)])), {}, "blank", "A:log12 does not vary"),
        (survey(monthly(WAVE)), {"at": "2026-02"}, "stale", "nothing yet for Feb 2026"),
        (survey(monthly(WAVE)), {"at": "2020-02"}, "short_history", "Feb 2020 is before that"),
        (survey(monthly(WAVE)), {"at": "2021-12"}, "short_history", "there are 11"),
    ],
)  # fmt: skip
def test_what_cannot_be_scored_is_refused(data, arguments, reason, words):
    error = refusal(data, **arguments)

    assert error.reason == reason
    assert words in error.text.en


def test_twenty_four_months_are_enough():
    assert zscore(survey(monthly(WAVE[:24])), "A").stats["n"] == 24
    assert zscore(survey(yearly(WAVE[:10]), freq="A"), "A").stats["n"] == 10


def test_a_blank_is_left_out_and_said():
    values = [*WAVE]
    values[30] = NAN
    figure = zscore(survey(monthly(values)), "A")

    assert figure.value == pytest.approx(by_hand([value for value in values if not np.isnan(value)]))
    assert [each.en for each in figure.caveats] == ["Title of A (A): Aug 2023 is blank and left out."]


def test_a_change_whose_base_is_blank_is_refused_not_taken_from_elsewhere():
    values = [*GROWING]
    values[-13] = NAN
    error = refusal(one(monthly(values)))

    assert error.reason == "blank"
    assert "has no 12-month log change for Jan 2026" in error.text.en


def test_an_old_value_is_said_to_be_old_unless_its_period_was_asked_for():
    data = survey(monthly(WAVE, last="2025-03"))

    assert "not current" in zscore(data, "A").caveats[0].en
    assert zscore(data, "A", at="2025-03").caveats == ()


def test_no_series_that_is_read_is_changed():
    values = monthly(GROWING)
    before = values.copy()
    zscore(one(values), "A", window="2Y")

    pd.testing.assert_series_equal(values, before)


# ---------------------------------------------------------------- what is said


def test_the_score_is_said_with_what_it_is_made_of():
    """Sixty values from 50 to 56 in turn: their mean is 52.9, and 53 is a tenth above it."""
    figure = zscore(survey(monthly(WAVE)), "A").keyed("f1")
    sentences = voice_of("zscore").sentences(Call(tool="zscore", arguments={"series": "A"}), figure)
    held = {language: slots((figure,), (), language) for language in ("en", "zh")}

    assert [fill(each, held["en"], "en") for each in sentences] == [
        "Title of A: +0.05 sd (z-score of its level, Jan 2026, sample from Feb 2021)",
        "Title of A, Jan 2026: 53, against a mean of 52.9 and a standard deviation of 2.01.",
    ]
    assert [fill(each, held["zh"], "zh") for each in sentences] == [
        "A的名称：+0.05个标准差（水平值的标准分，2026年1月，样本自2021年2月起）",
        "A的名称（2026年1月）：53，均值 52.9，标准差 2.01。",
    ]


# ---------------------------------------------------------------- beside the boards, and on real data


def test_a_board_takes_ten_years_of_the_same_scores():
    data = survey(monthly([*[900.0] * 5, *WAVE, *WAVE]))
    board = score.zscore(data.series("A"))

    assert board.value == pytest.approx(zscore(data, "A", window="10Y").value)
    assert board.value != pytest.approx(zscore(data, "A").value)


def test_a_board_scores_no_years():
    assert score.zscore(survey(yearly(WAVE), freq="A").series("A")) is None


@needs_real
@pytest.mark.parametrize(("window", "value", "n"), [(None, 0.206, 693), ("10Y", 0.154, 120)])
def test_the_philadelphia_survey_in_january_2026(tmp_path, window, value, n):
    data = data_at(real_desk(tmp_path / "desk", PHILLY))
    figure = zscore(data, "GACDFSA066MSFRBPHI", at="2026-01", window=window)
    held = pd.read_csv(REAL / "fred" / "GACDFSA066MSFRBPHI.csv")
    upto = held[held["date"] <= "2026-01-31"]["value"].to_numpy()[-n:]

    assert (round(figure.value, 3), figure.stats["n"]) == (value, n)
    assert figure.value == pytest.approx(stats.zscore(upto, ddof=1)[-1])
