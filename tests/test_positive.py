"""Values at or below zero of what trends: left out by name, or the level taken, and the same said by every tool."""

import numpy as np
import pytest
from fakes import data_of, monthly, spec, yearly
from regressions import growing, taken_as

from footnote.errors import AskError
from tools import score
from tools.correlate import correlate
from tools.hard_soft import hard_soft_gap
from tools.implied import implied
from tools.standard import column
from tools.unusual import zscore

COUNT = 60
PRICES = [7 * value for value in growing(COUNT, step=0.4)]
MOOD = [60.0 + n % 11 for n in range(COUNT)]
FEW = "Title of EPS (EPS): 1 of 60 values is at or below zero (Aug 2023) and left out"
MANY = "Title of EPS (EPS): 4 of 60 values are at or below zero (Aug 2023 to Nov 2023), so its level is taken"


def earnings(*places, value=0.0):
    """Earnings per share that grow, with *value* in the months of *places*."""
    return [value if n in places else each for n, each in enumerate(growing(COUNT))]


def desk(eps, kind="hard"):
    return data_of(
        {"EPS": monthly(eps), "SP": monthly(PRICES), "MOOD": monthly(MOOD)},
        spec("EPS", unit="USD", kind=kind, lag=0),
        spec("SP", unit="index", kind="price", lag=0),
        spec("MOOD", unit="diffusion index", kind="survey", lag=0),
        use={"hard_soft_gap": {"hard": ["EPS"], "soft": ["MOOD"]}},
    )


TOOLS = {
    "implied": lambda data: implied(data, "EPS", "SP"),
    "correlate": lambda data: correlate(data, "EPS", "SP"),
    "zscore": lambda data: zscore(data, "EPS"),
    "hard_soft_gap": hard_soft_gap,
}
every_tool = pytest.mark.parametrize("tool", TOOLS.values(), ids=TOOLS)


def said(figure, words):
    return [each.en for each in figure.caveats if each.en.startswith(words)]


@every_tool
@pytest.mark.parametrize("kind", ["hard", "price"])
def test_a_zero_among_many_values_is_left_out_by_its_date(tool, kind):
    figure = tool(desk(earnings(30), kind))

    assert len(said(figure, FEW)) == 1
    held = [each for part in figure.walk() for each in part.inputs if each.series == "EPS"]
    assert held
    assert not any(value == 0 for each in held for _, value in each.rows)


@every_tool
def test_an_amount_that_is_often_below_zero_is_taken_as_its_level_and_that_is_said(tool):
    assert len(said(tool(desk(earnings(30, 31, 32, 33, value=-1.0))), MANY)) == 1


@every_tool
def test_a_price_that_is_often_zero_is_refused(tool):
    with pytest.raises(AskError) as caught:
        tool(desk(earnings(30, 31, 32, 33), "price"))

    assert caught.value.reason == "blank"
    assert "4 of 60 values are at or below zero (Aug 2023 to Nov 2023), where no price is" in caught.value.text.en


@every_tool
def test_of_values_above_zero_nothing_is_said(tool):
    assert not [each.en for each in tool(desk(earnings())).caveats if "at or below zero" in each.en]


def test_the_method_does_not_change_with_one_zero():
    held, whole = implied(desk(earnings(30)), "EPS", "SP"), implied(desk(earnings()), "EPS", "SP")

    assert taken_as(held) == taken_as(whole) == ("yoy", "yoy")
    assert (held.stats["n"], whole.stats["n"]) == (46, 48)  # August 2023, and August 2024 that is set against it


def test_the_score_is_that_of_the_changes_that_can_be_taken():
    eps = np.array(earnings(30))

    figure = zscore(desk(eps), "EPS")

    with np.errstate(divide="ignore"):
        changes = 100 * np.log(eps[12:] / eps[:-12])
    changes = changes[np.isfinite(changes)]
    assert figure.value == pytest.approx((changes[-1] - changes.mean()) / changes.std(ddof=1))


def test_a_last_value_of_zero_has_no_score():
    with pytest.raises(AskError) as caught:
        zscore(desk(earnings(59)), "EPS")

    assert "has no 12-month log change for Jan 2026, because a value that it takes is blank or not above zero" in str(
        caught.value.text.en
    )


def test_a_board_leaves_a_price_that_is_often_zero_unscored_and_names_a_zero_it_leaves_out():
    assert score.zscore(desk(earnings(30, 31, 32, 33), "price").series("EPS")) is None
    assert said(score.zscore(desk(earnings(30), "price").series("EPS")), FEW)


def test_a_flow_that_stops_for_a_month_is_a_level():
    observed = data_of({"F": monthly(earnings(30))}, spec("F", unit="USD", kind="flow", lag=0)).series("F")

    assert (column(observed).transform, column(observed).said) == ("level", ())


def test_one_of_a_few_values_is_not_an_exception():
    observed = data_of({"A": yearly([1, 2, 0, 4, 5])}, spec("A", freq="A", unit="USD", lag=0)).series("A")

    assert column(observed).transform == "level"
