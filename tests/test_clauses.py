"""Several questions in one: each part keeps its own tool, time and name, and a part that is lost is said."""

import pytest

from bot.clauses import clauses
from footnote.errors import AskError


def calls(plan):
    return [(call.tool, call.arguments) for call in plan.calls]


GOLD_YTD = ("returns", {"assets": ["GOLD"], "window": "YTD"})
GATE = ("exit_time", {"cap": 0.05, "freq": "quarterly"})
BTC_VOL = ("volatility", {"series": "BTC"})


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("bitcoin vol and gold ytd", [BTC_VOL, GOLD_YTD]),
        ("比特币波动率和黄金今年以来", [BTC_VOL, GOLD_YTD]),
        ("what is gold ytd, what is btc vol and how long for a 5% quarterly gate?", [GOLD_YTD, BTC_VOL, GATE]),
        ("5% quarterly gate and 2% monthly gate", [GATE, ("exit_time", {"cap": 0.02, "freq": "monthly"})]),
        (
            "umich latest, highest since when, and z-score?",
            [
                ("latest", {"series": "UMCSENT"}),
                ("since_when", {"series": "UMCSENT", "kind": "highest"}),
                ("zscore", {"series": "UMCSENT"}),
            ],
        ),
        (
            "GDP implied by NACM and ISM new orders",
            [("implied", {"x": "NACM_CMI", "y": "GDPC1"}), ("implied", {"x": "ISM_NEW_ORDERS", "y": "GDPC1"})],
        ),
        (
            "Korean exports Jan year on year and what they mean for ACWI EPS",
            [
                ("change", {"series": "KR_EXPORTS", "start": "2025-01", "end": "2026-01"}),
                ("implied", {"x": "KR_EXPORTS", "y": "ACWI_EPS"}),
            ],
        ),
        (
            "Is truck demand above 60 and capacity at its tightest since 2022?",
            [("latest", {"series": "TRUCK_DEMAND"}), ("since_when", {"series": "TRUCK_CAPACITY", "kind": "lowest"})],
        ),
        ("gold return and vol ytd", [GOLD_YTD, ("volatility", {"series": "GOLD", "window": "YTD"})]),
    ],
)
def test_each_part_is_a_question_of_its_own(planner, typed, found):
    plan = planner.plan(typed)

    assert calls(plan) == found
    assert plan.ignored == ()


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("chart gold and bitcoin ytd", [("chart", {"series": ["GOLD", "BTC"], "window": "YTD"})]),
        ("今年以来黄金与比特币回报", [("returns", {"assets": ["GOLD", "BTC"], "window": "YTD"})]),
        ("correlation of gold and bitcoin", [("correlate", {"x": "GOLD", "y": "BTC"})]),
        (
            "nuclear and defence performance against treasuries ytd",
            [("returns", {"assets": ["NUCLEAR", "DEFENSE", "UST"], "window": "YTD"})],
        ),
        ("hard data vs surveys right now, in standard deviations?", [("hard_soft_gap", {})]),
        (
            "expansion vs stagnation fund flows, what share of the 10y total went to expansion",
            [("flow_gap", {"a": "EXPANSION", "b": "STAGNATION", "window": "10Y"})],
        ),
    ],
)
def test_what_belongs_together_is_one_question(planner, typed, found):
    assert calls(planner.plan(typed)) == found


@pytest.mark.parametrize(
    ("typed", "tools", "lost"),
    [
        ("hard vs soft, and flow gap over 10 years?", ["hard_soft_gap"], "flow gap over 10 years"),
        ("correlation of gold volatility and bitcoin volatility", ["correlate"], "bitcoin volatility"),
    ],
)
def test_a_part_that_cannot_be_answered_is_named(planner, typed, tools, lost):
    plan = planner.plan(typed)

    assert [call.tool for call in plan.calls] == tools
    assert plan.ignored == (lost,)
    assert "window" not in plan.calls[0].arguments


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("weekly volatility of bitcoin", "weekly"),
        ("correlation of gold and bitcoin, weekly", "weekly"),
        ("rolling correlation of gold and bitcoin", "rolling"),
        ("expansion vs stagnation flows quarterly", "quarterly"),
        ("excess capital in dollars", "in dollars"),
        ("software exposure of CLOs", "clos"),
        ("黄金与比特币相关性，周度", "周度"),
    ],
)
def test_a_word_that_no_tool_took_is_said(planner, typed, said):
    plan = planner.plan(typed)

    assert not plan.guess
    assert said in plan.ignored


@pytest.mark.parametrize(
    "typed",
    [
        "weekly claims",
        "daily volatility of bitcoin",
        "monthly correlation of gold and bitcoin",
        "monthly unemployment",
        "5% quarterly gate",
        "software exposure of bank loans and high yield",
        "chip sales in dollars",
    ],
)
def test_a_word_that_is_true_of_the_series_or_taken_is_not_said(planner, typed):
    assert planner.plan(typed).ignored == ()


def test_a_single_character_is_no_word_but_lead_is(planner):
    assert planner.plan("黄金今年回报，住").ignored == ()
    assert planner.plan("黄金和铅今年回报").guess


@pytest.mark.parametrize("typed", ["5%", "42", "$3?"])
def test_a_number_alone_is_not_looked_for_in_the_notes(planner, typed):
    with pytest.raises(AskError):
        planner.plan(typed)


def test_sentences_and_questions_are_parts():
    assert clauses("gold ytd? and bitcoin; plus, what now") == ["gold ytd", "and bitcoin", "plus, what now"]
