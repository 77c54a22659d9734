"""Which of two series explains the other, and which names fill what, by the words about them."""

from datetime import date

import pytest

from bot.link import Linker
from bot.plan import Planner
from footnote.errors import AskError
from footnote.text import same
from tools.registry import all_tools


@pytest.fixture(scope="module")
def planner(sample):
    return Planner(linker=Linker(sample.catalogue), tools=all_tools(), today=date(2026, 2, 20), examples=same("x"))


@pytest.mark.parametrize(
    "typed",
    [
        "what does ISM PMI imply for unemployment?",
        "what unemployment does ISM PMI imply?",
        "unemployment implied by ISM PMI",
        "ISM PMI implied unemployment",
        "regress unemployment on ISM PMI",
        "用ISM PMI推算失业率",
        "失业率由ISM PMI推算是多少",
        "ISM PMI对应的失业率",
        "失业率对ISM PMI做回归",
        "用ISM PMI对失业率做回归",
    ],
)
def test_what_explains_is_told_from_what_is_explained(planner, typed):
    (call,) = planner.plan(typed).calls

    assert (call.tool, call.arguments) == ("implied", {"x": "ISM_PMI", "y": "UNRATE"})


def test_of_a_pair_that_the_desk_names_the_order_of_the_words_says_nothing(planner):
    (call,) = planner.plan("what does GDP growth imply for NACM?").calls

    assert call.arguments == {"x": "NACM_CMI", "y": "GDPC1"}


def test_one_that_explains_brings_what_the_desk_pairs_it_with(planner):
    (call,) = planner.plan("what does NACM imply?").calls

    assert call.arguments == {"x": "NACM_CMI", "y": "GDPC1"}


@pytest.mark.parametrize(
    ("typed", "arguments"),
    [
        ("SPAC returns vs small caps over 5 years", {"window": "5Y", "benchmark": "US_SMALLCAP"}),
        ("SPAC index returns over 5 years against the benchmark", {"window": "5Y", "benchmark": "US_SMALLCAP"}),
        ("how have de-SPACs done post merger, 12 months", {"window": "1Y"}),
        ("de-SPAC returns after the merger against gold, 12 months", {"window": "1Y"}),
    ],
)
def test_an_index_is_set_against_a_benchmark_and_deals_are_not(planner, typed, arguments):
    (call,) = planner.plan(typed).calls

    assert (call.tool, call.arguments) == ("spac_returns", arguments)


def test_a_follow_up_replaces_the_last_of_two_that_were_compared(planner):
    before = planner.plan("bitcoin vs s&p 500 over 3 years").calls

    (call,) = planner.plan("what about against gold?", before).calls
    assert call.arguments == {"series": ["BTC", "GOLD"], "window": "3Y"}


def test_a_follow_up_changes_a_number_and_keeps_the_rest(planner):
    before = planner.plan("how long to exit with a 5% quarterly gate").calls

    (call,) = planner.plan("and at 2% a month?", before).calls
    assert call.arguments == {"cap": 0.02, "freq": "monthly"}


def test_a_chart_of_what_was_asked_before_is_one_chart(planner):
    calls = planner.plan("CPI and core CPI latest, and chart both for 3 years").calls

    assert [call.tool for call in calls] == ["latest", "latest", "chart"]
    assert calls[-1].arguments == {"series": ["CPIAUCSL", "CPILFESL"], "window": "3Y"}


def test_a_tool_that_takes_no_such_time_says_which_it_takes(planner):
    with pytest.raises(AskError, match="cannot be asked over 'since 2000'") as asked:
        planner.plan("z-score of unemployment since 2000")

    assert [choice.en for choice in asked.value.choices] == ["1 year", "5 years"]


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("correlation of gold", "correlation of Gold and "),
        ("what is implied by korean exports and gold and cpi", "implied by Korean exports"),
        ("returns please", "return of Expansion assets year to date"),
    ],
)
def test_what_lacks_is_asked_for_with_questions_to_choose_from(planner, typed, offered):
    with pytest.raises(AskError) as asked:
        planner.plan(typed)

    assert any(offered in choice.en for choice in asked.value.choices)


def test_offers_can_be_asked(planner):
    """Whoever presses a choice asks it: every one must lead to a plan of the tool that offered it."""
    for tool in all_tools().values():
        for offer in planner._lacking.offers(tool):
            for typed in (offer.en, offer.zh):
                planner.plan(typed)
