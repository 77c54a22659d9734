"""The words of the field for what the desk holds, and what is asked back where they ask for what it does not do."""

import pytest

from footnote.errors import AskError


def calls(plan):
    return [(call.tool, call.arguments) for call in plan.calls]


@pytest.mark.parametrize(
    ("typed", "tool", "arguments"),
    [
        ("the desk's position in gold", "latest", {"series": "DESK_GOLD"}),
        ("the desk's position", "latest", {"series": "DESK_POSITIONS"}),
        ("memory above 2021 peak?", "since_when", {"series": "MEMORY_IDX", "kind": "highest", "window": "2021"}),
        ("Is soft data the best since May?", "hard_soft_gap", {}),
        ("hard vs soft since 2010", "hard_soft_gap", {"start": "2010"}),
        ("spacs vs small caps 5y", "spac_returns", {"window": "5Y", "benchmark": "US_SMALLCAP"}),
        ("how has sentiment changed since August", "change", {"series": "UMCSENT", "start": "2025-08"}),
        ("sentiment highest since August?", "since_when", {"series": "UMCSENT", "kind": "highest"}),
        ("流體動力調查環球展望幾多?", "latest", {"series": "FLUID_POWER"}),
        ("how many companies were listed in 1997", "latest", {"series": "LISTED_US", "at": "1997"}),
        ("gap between gold fund flows and treasury fund flows, 3y", "flow_gap",
         {"a": "F_GOLD", "b": "F_TREASURIES", "window": "3Y"}),
        ("十年扩张篮子与停滞篮子的累计净流入", "flow_gap", {"a": "EXPANSION", "b": "STAGNATION", "window": "10Y"}),
        # growth of a level
        ("實際GDP增速", "change", {"series": "GDPC1", "window": "1Y"}),
        ("GDP growth", "change", {"series": "GDPC1", "window": "1Y"}),
        ("GDP growth in 2025Q3", "change", {"series": "GDPC1", "start": "2024-09", "end": "2025-09"}),
        ("payrolls growth over 5 years", "change", {"series": "PAYEMS", "window": "5Y"}),
        # one series read from another
        ("根据ISM新订单,GDP增速应该是多少?", "implied", {"x": "ISM_NEW_ORDERS", "y": "GDPC1"}),
        ("based on ISM new orders, what should GDP growth be?", "implied", {"x": "ISM_NEW_ORDERS", "y": "GDPC1"}),
        ("南韓出口升成咁,全球EPS會升幾多?", "implied", {"x": "KR_EXPORTS", "y": "ACWI_EPS"}),
        ("工業動量升到咁,PMI 會去到邊?", "implied", {"x": "IND_MOMENTUM", "y": "ISM_PMI"}),
    ],
)  # fmt: skip
def test_a_question_in_the_words_of_the_field_gets_its_plan(planner, typed, tool, arguments):
    assert calls(planner.plan(typed)) == [(tool, arguments)]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("停滞资产十年流入多少?", "10-year flow gap of Stagnation assets and Expansion assets"),
        ("flows into gold over ten years", "10-year flow gap of Gold fund flows and "),
        ("what were chip sales in 2025?", "World semiconductor sales in Dec 2025"),
    ],
)
def test_what_one_tool_cannot_give_is_asked_back_with_questions_that_work(planner, typed, first):
    with pytest.raises(AskError) as asked:
        planner.plan(typed)

    assert asked.value.choices[0].en.startswith(first)
    for choice in asked.value.choices:
        assert not planner.plan(choice.en).guess
        assert not planner.plan(choice.zh).guess


def test_two_series_where_one_is_cut_short_are_not_combined_either(planner):
    with pytest.raises(AskError, match="cannot combine"):
        planner.plan("truck demand minus capacity")


def test_the_line_the_desk_draws_is_offered_for_one_it_does_not(planner):
    plan = planner.plan("industrial momentum -> global PMI")

    assert plan.guess
    assert plan.failure.choices[0].en == "ISM manufacturing PMI implied by Industrial momentum"


def test_a_choice_is_offered_once(planner):
    choices = planner.plan("chart European small caps and US small caps").failure.choices

    assert [choice.en for choice in choices] == ["US small caps"]
