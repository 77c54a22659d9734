"""Which of two series explains the other, and which names fill what, by the words about them."""

import pytest

from footnote.errors import AskError
from tools.registry import all_tools


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
        for offer in planner.lacking.offers(tool):
            for typed in (offer.en, offer.zh):
                planner.plan(typed)


# ---------------------------------------------------------------- numbers that no argument takes


@pytest.mark.parametrize(
    ("typed", "named"),
    [
        ("5% quarterly gate with 20% of the fund queueing", "'20%'"),
        ("capital freed by a requirement lower by 1.5pp at rwa of EUR 5tn", "'eur 5tn'"),
        ("lending at risk weight 50% if requirement falls 1 point", "'50%'"),
        ("capital freed by a 1 point cut, requirement of 13", "'13'"),
        ("bitcoin volatility above 80", "'80'"),
        ("NACM 60 implied GDP", "'60'"),
        ("implied GDP if NACM rises 20%", "'rises 20%'"),
        ("memory is 35% of sales, grows 48%, the rest 22%, total 30%, contribution?", "'35%'"),
        ("5% a fortnight gate", "'a fortnight'"),
        ("5% gate twice a month", "'twice a month'"),
        ("5% weekly gate", "'weekly'"),
        ("5% gate every 45 days", "'every 45 days'"),
        ("每两周赎回上限5%，多久能退出", "'每两周'"),
    ],
)
def test_a_number_that_no_argument_takes_is_asked_back_by_name(planner, typed, named):
    with pytest.raises(AskError) as asked:
        planner.plan(typed)

    assert f"could not place {named}" in asked.value.text.en
    assert f"“{named[1:-1]}”" in asked.value.text.zh
    for choice in asked.value.choices:
        planner.plan(choice.en)


@pytest.mark.parametrize(
    ("typed", "arguments"),
    [
        ("capital freed by a 1pp cut for the 8 largest banks", {"points": 1.0}),
        ("Basel 3: capital freed by a 1 point lower requirement", {"points": 1.0}),
        ("how long to leave a 5% quarterly gate in a 10-year fund", {"cap": 0.05, "freq": "quarterly"}),
        ("50% of the fund queueing at a 5% quarterly gate", {"cap": 0.05, "freq": "quarterly"}),
        ("how long to exit with a 5% gate every 3 months", {"cap": 0.05, "freq": "quarterly"}),
        ("5% cap twice a year", {"cap": 0.05, "freq": "semiannual"}),
        ("NACM implied GDP with its 95% interval", {"x": "NACM_CMI", "y": "GDPC1"}),
        ("S&P 500 volatility in 2025", {"series": "SPX", "window": "2025"}),
        ("SPAC每集資10美元收幾多費?", {"per": 10.0}),
        ("if cost is $3 per $10 what return to break even", {"cost": 3.0, "per": 10.0}),
        ("大行資本要求跌一個百分點放得出幾多貸款", {"points": 1.0}),
    ],
)
def test_names_counts_times_and_facts_of_the_subject_are_no_such_numbers(planner, typed, arguments):
    (call,) = planner.plan(typed).calls

    assert call.arguments == arguments


@pytest.mark.parametrize(
    ("typed", "arguments"),
    [
        ("if NACM at 60, what GDP?", {"x": "NACM_CMI", "y": "GDPC1", "at": 60.0}),
        ("implied GDP at ISM new orders 60%", {"x": "ISM_NEW_ORDERS", "y": "GDPC1", "at": 60.0}),
        ("if Korean exports fall 20%, what ACWI EPS?", {"x": "KR_EXPORTS", "y": "ACWI_EPS", "at": -20.0}),
        ("如果NACM到60,GDP会是多少?", {"x": "NACM_CMI", "y": "GDPC1", "at": 60.0}),
    ],
)
def test_a_level_that_is_supposed_is_read_off_the_line(planner, typed, arguments):
    (call,) = planner.plan(typed).calls

    assert (call.tool, call.arguments) == ("implied", arguments)


@pytest.mark.parametrize(
    ("first", "then", "tool", "arguments"),
    [
        (
            "how much capital would a 1 point cut free",
            "at rwa of $10tn",
            "capital_release",
            {"points": 1.0, "rwa": 10e12},
        ),
        ("spac returns vs small caps 5y", "against gold?", "spac_returns", {"window": "5Y", "benchmark": "GOLD"}),
        ("btc vol", "against gold?", "volatility", {"series": "GOLD"}),
        ("bitcoin return ytd", "vs gold?", "compare", {"series": ["BTC", "GOLD"], "window": "YTD"}),
        (
            "correlation of gold and bitcoin 5y",
            "against S&P 500?",
            "correlate",
            {"x": "GOLD", "y": "SPX", "window": "5Y"},
        ),
        (
            "korean exports implied acwi eps",
            "如果升20%呢?",
            "implied",
            {"x": "KR_EXPORTS", "y": "ACWI_EPS", "at": 20.0},
        ),
        ("implied GDP from NACM", "唔計2020年呢?", "implied", {"x": "NACM_CMI", "y": "GDPC1", "without": 2020}),
        ("NACM implied GDP at 55", "at 60?", "implied", {"x": "NACM_CMI", "y": "GDPC1", "at": 60.0}),
    ],
)
def test_a_follow_up_goes_on_with_what_was_asked(planner, first, then, tool, arguments):
    before = planner.plan(first).calls

    (call,) = planner.plan(then, before).calls
    assert (call.tool, call.arguments) == (tool, arguments)


def test_what_lacks_is_said_where_another_tool_would_understand_less(planner):
    with pytest.raises(AskError, match="how many percentage points"):
        planner.plan("how much lending if CET1 requirement falls to 13%")


def test_a_name_is_offered_once(planner):
    failure = planner.plan("chart European small caps and US small caps").failure

    assert [choice.en for choice in failure.choices].count("US small caps") == 1


@pytest.mark.parametrize(
    ("typed", "window"),
    [
        ("is the PMI above its March 2021 peak", "2021-03"),
        ("is bitcoin below its November 2025 high", "2025-11"),
        ("is the memory indicator above its 2021 peak", "2021"),
    ],
)
def test_a_peak_of_a_period_is_what_now_is_set_against(planner, typed, window):
    (call,) = planner.plan(typed).calls

    assert (call.tool, call.arguments["window"], "at" in call.arguments) == ("since_when", window, False)


def test_trading_days_after_the_merger_are_a_window(planner):
    (call,) = planner.plan("how have de-SPACs done 63 trading days after the merger").calls

    assert call.arguments == {"window": "63D"}


def test_a_lead_that_no_argument_takes_is_no_window(planner):
    plan = planner.plan("correlation of gold and bitcoin, lag 3 months")

    assert plan.calls[0].arguments == {"x": "GOLD", "y": "BTC"}
    assert plan.ignored == ("lag 3 months",)
