"""The planner on the sample desk: what is called, what is asked back, what is refused."""

from datetime import date

import pytest

from bot.language import tokens
from bot.repair import slips
from footnote.answer import Call
from footnote.errors import AskError


def calls(plan):
    return [(call.tool, call.arguments) for call in plan.calls]


@pytest.mark.parametrize(
    ("typed", "tool", "arguments"),
    [
        ("payrolls?", "latest", {"series": "PAYEMS"}),
        ("ISM 新訂單現在多少", "latest", {"series": "ISM_NEW_ORDERS"}),
        ("unemployment in March 2025", "latest", {"series": "UNRATE", "at": "2025-03"}),
        ("CPI in 2030", "latest", {"series": "CPIAUCSL", "at": "2030"}),
        ("labour", "snapshot", {"board": "labour"}),
        ("信贷指标一览", "snapshot", {"board": "credit"}),
        ("how far back for new orders this high?", "since_when", {"series": "ISM_NEW_ORDERS", "kind": "highest"}),
        ("卡车运力是何时以来最低", "since_when", {"series": "TRUCK_CAPACITY", "kind": "lowest"}),
        ("cpi in December 2025: highest?", "since_when", {"series": "CPIAUCSL", "kind": "highest", "at": "2025-12"}),
        ("CPI 同比", "change", {"series": "CPIAUCSL", "window": "1Y"}),
        ("10y yield move since last May", "change", {"series": "DGS10", "start": "2025-05"}),
        ("listed companies change 1995 to 2025", "change", {"series": "LISTED_US", "start": "1995", "end": "2025"}),
        ("expansion v stagnation flows since 2020", "flow_gap", {"a": "EXPANSION", "b": "STAGNATION", "start": "2020"}),
        ("扩张资产和停滞资产近三年资金流差多少", "flow_gap", {"a": "EXPANSION", "b": "STAGNATION", "window": "3Y"}),
        ("return of stagnation assets YTD", "returns", {"basket": "STAGNATION", "window": "YTD"}),
        ("what did 60/40 earn in 2025", "returns", {"assets": ["P6040"], "window": "2025"}),
        ("how was September payrolls revised", "revisions", {"series": "PAYEMS", "date": "2025-09"}),
        ("first print of unemployment in March 2025", "revisions", {"series": "UNRATE", "date": "2025-03"}),
        ("2025年9月非农初值是多少", "revisions", {"series": "PAYEMS", "date": "2025-09"}),
        ("when is the next CPI release", "next_release", {"series": "CPIAUCSL"}),
        ("下次非农什么时候公布", "next_release", {"series": "PAYEMS"}),
        ("next payrolls release", "next_release", {"series": "PAYEMS"}),
        ("next CPI print", "next_release", {"series": "CPIAUCSL"}),
        ("when's the next payrolls?", "next_release", {"series": "PAYEMS"}),
        ("2008年9月的非农变化，当时公布是多少", "revisions", {"series": "PAYEMS", "date": "2008-09"}),
        ("2008年9月非农当时的数据", "revisions", {"series": "PAYEMS", "date": "2008-09"}),
        ("September 2008 payrolls at the time", "revisions", {"series": "PAYEMS", "date": "2008-09"}),
        ("September 2008 payrolls as it was reported", "revisions", {"series": "PAYEMS", "date": "2008-09"}),
        ("September 2008 payrolls as first reported", "revisions", {"series": "PAYEMS", "date": "2008-09"}),
        ("what did we know about September 2008 payrolls", "revisions", {"series": "PAYEMS", "date": "2008-09"}),
        ("list notes from Harbour", "list_notes", {"source": "Harbour"}),
    ],
)  # fmt: skip
def test_a_question_gets_its_plan(planner, typed, tool, arguments):
    assert calls(planner.plan(typed)) == [(tool, arguments)]


def test_two_series_of_a_tool_that_takes_one_are_two_calls(planner):
    assert calls(planner.plan("latest CPI and unemployment")) == [
        ("latest", {"series": "CPIAUCSL"}),
        ("latest", {"series": "UNRATE"}),
    ]


def test_a_figure_and_a_note_in_one_question_are_two_steps(planner):
    plan = planner.plan("Gold return YTD? And what do the notes say about it?")

    assert calls(plan) == [
        ("returns", {"assets": ["GOLD"], "window": "YTD"}),
        ("notes_search", {"query": "Gold"}),
    ]


@pytest.mark.parametrize(
    ("before", "typed", "arguments"),
    [
        ("10y flow gap expansion vs stagnation", "over 3 yrs?", {"a": "EXPANSION", "b": "STAGNATION", "window": "3Y"}),
        ("gold return ytd", "and the S&P 500?", {"assets": ["SPX"], "window": "YTD"}),
        (
            "is truck capacity the lowest since when",
            "same for truck demand",
            {"series": "TRUCK_DEMAND", "kind": "lowest"},
        ),
    ],
)
def test_a_follow_up_takes_what_is_missing_from_the_last_plan(planner, before, typed, arguments):
    first = planner.plan(before)

    assert calls(planner.plan(typed, first.calls)) == [(first.calls[0].tool, arguments)]


@pytest.mark.parametrize("typed", ["latest umich sentimnet", "lates consumer sentimant", "michigan consumer sentimet?"])
def test_a_slip_of_the_keys_is_repaired(planner, typed):
    assert calls(planner.plan(typed)) == [("latest", {"series": "UMCSENT"})]


@pytest.mark.parametrize(
    "typed", ["should I sell my gold?", "帮我下单买入比特币", "place an order for SPX", "what will GDP be?"]
)
def test_advice_and_orders_are_refused(planner, typed):
    with pytest.raises(AskError) as refused:
        planner.plan(typed)

    assert refused.value.reason == "advice"


@pytest.mark.parametrize("typed", ["returns please", "how much has it changed since May", "flow gap?"])
def test_what_is_missing_is_asked_for_with_choices(planner, typed):
    with pytest.raises(AskError) as asked:
        planner.plan(typed)

    assert len(asked.value.choices) >= 2


@pytest.mark.parametrize(
    ("typed", "nearby"),
    [
        ("core retail sales latest", "RSAFS"),
        ("swiss unemployment rate", "UNRATE"),
        ("Korean car exports", "KR_EXPORTS"),
    ],
)
def test_a_word_nobody_knows_is_never_answered_with_a_nearby_series(planner, typed, nearby):
    """The notes may say something of it; a figure of something else would be wrong in silence."""
    plan = planner.plan(typed)

    assert nearby not in str(plan.calls)
    assert plan.guess
    assert plan.failure.choices


def test_words_without_weight_are_named_as_ignored(planner):
    plan = planner.plan("is consumer sentiment the highest since the pandemonium?")

    assert plan.ignored == ("pandemonium",)


def test_an_id_is_a_name(planner):
    assert calls(planner.plan("latest TRUCK_DEMAND")) == [("latest", {"series": "TRUCK_DEMAND"})]


def test_a_thread_without_a_plan_changes_nothing(planner):
    assert planner.plan("cpi?", ()).calls == (Call(tool="latest", arguments={"series": "CPIAUCSL"}),)


@pytest.mark.parametrize(
    ("typed", "piece"),
    [
        ("gold over the past 3-5 years", "'3-5'"),
        ("gold since 1/1/2025", "'1/1/2025'"),
        ("spx return 2025 vs 2024", "'2025'"),
        ("gold return over a few years", "'a few years'"),
        ("gold return since the election", "'since the election'"),
        ("unemployment rate 2025-13", "'2025-13'"),
    ],
)
def test_a_date_that_cannot_be_placed_is_asked_about(planner, typed, piece):
    """Half a window read is a wrong window."""
    with pytest.raises(AskError, match=f"could not place {piece}") as asked:
        planner.plan(typed)

    assert asked.value.choices


@pytest.mark.parametrize(
    "typed", ["total flows into expansion assets in 2025", "flows between gold and treasuries 2020 to 2024"]
)
def test_flows_are_never_answered_with_returns(planner, typed):
    with pytest.raises(AskError, match="Between which two baskets"):
        planner.plan(typed)


@pytest.mark.parametrize("typed", ["difference between ISM new orders and ISM PMI", "ISM PMI minus NACM"])
def test_two_series_are_not_combined_by_leaving_the_operator_out(planner, typed):
    with pytest.raises(AskError, match="cannot combine"):
        planner.plan(typed)


def test_what_goes_beyond_five_steps_is_named(planner):
    plan = planner.plan("unemployment and claims and payrolls and ism pmi and cpi and housing starts and nacm")

    assert len(plan.calls) == 5
    assert plan.ignored == ("housing starts", "nacm")


def test_the_notes_on_it_are_the_notes_on_what_the_thread_was_about(planner):
    first = planner.plan("gold ytd")

    assert planner.plan("what do the notes say about it?", first.calls).calls[0].arguments == {"query": "Gold"}
    with pytest.raises(AskError, match="about what"):
        planner.plan("what do the notes say about it?")


def test_a_question_for_help_is_answered_with_what_can_be_asked(planner):
    with pytest.raises(AskError, match="I compute figures"):
        planner.plan("help")


def test_nothing_is_inherited_by_a_question_that_says_nothing(planner):
    before = planner.plan("unemployment rate").calls

    with pytest.raises(AskError):
        planner.plan("and?", before)


@pytest.mark.parametrize(
    "typed",
    [
        "gold return before 2020",
        "cpi since 1/10/2020",
        "unemployment 3 months ago",
        "gold return 2020 and 2021",
        "gold yesterday",
    ],
)
def test_a_word_that_turns_a_date_round_is_never_passed_over(planner, typed):
    with pytest.raises(AskError, match="could not place"):
        planner.plan(typed)


def test_the_record_of_a_growth_rate_is_not_answered_with_that_of_the_level(planner):
    with pytest.raises(AskError, match="not yet a growth rate"):
        planner.plan("cpi yoy highest since when")


@pytest.mark.parametrize("said", ["hello", "Hi!", "thanks", "你好", "谢谢"])
def test_a_greeting_is_told_what_can_be_asked(planner, said):
    with pytest.raises(AskError, match="I compute figures"):
        planner.plan(said)


def test_a_slip_in_a_longer_name_does_not_answer_for_a_shorter_one(planner):
    """``ISM new ordrs`` holds the name of the PMI; passing over the rest would answer for another series."""
    plan = planner.plan("highest since when is ISM new ordrs")

    assert [call.arguments["series"] for call in plan.calls] == ["ISM_NEW_ORDERS"]
    assert plan.mended == (("ordrs", "orders"),)


@pytest.mark.parametrize(
    "typed",
    [
        "first print of payrolls for November 2025",
        "2025年9月非农怎么修订的",
        "失业率最新值",
        "这期非农怎么样",
        "2025年9月非农就业最初公布值",
    ],
)
def test_words_that_were_understood_are_not_said_to_be_ignored(planner, typed):
    assert planner.plan(typed).ignored == ()


def test_a_word_is_named_whole(planner):
    plan = planner.plan("就业数据最新一期")

    assert plan.guess
    assert plan.ignored == ("就业",)


@pytest.mark.parametrize("word", ["points", "space", "track", "trader", "scale", "stake", "enter"])
def test_a_common_word_is_no_slip_of_the_keys(planner, word):
    """``track`` nearly spells truck."""
    assert slips(word, tokens(word), planner.linker.spellings(planner.tools.values())) == {}


def test_a_close_is_no_clo(planner):
    plan = planner.plan("gold close")

    assert (calls(plan), plan.mended) == ([("latest", {"series": "GOLD"})], ())


@pytest.mark.parametrize(
    ("typed", "arguments"),
    [
        ("payrolls in February 2026", {"series": "PAYEMS", "at": "2026-02"}),
        ("payrolls this month", {"series": "PAYEMS", "at": "2026-02"}),
        ("GDP in Q1 2026", {"series": "GDPC1", "at": "2026Q1"}),
        ("unemployment in 2026", {"series": "UNRATE"}),
        ("10y yield this month", {"series": "DGS10"}),
        ("10y yield in February 2026", {"series": "DGS10"}),
    ],
)
def test_a_period_still_running_is_asked_for_by_name_where_nothing_of_it_can_be_out(planner, typed, arguments):
    assert calls(planner.plan(typed)) == [("latest", arguments)]


@pytest.mark.parametrize(
    ("typed", "tool", "arguments"),
    [
        ("unemployment on 20 January 2026", "latest", {"series": "UNRATE"}),
        ("unemployment, highest since when on 20 January 2026?", "since_when", {"series": "UNRATE", "kind": "highest"}),
        ("CPI yoy on 20 January 2026", "change", {"series": "CPIAUCSL", "window": "1Y"}),
        ("CPI m/m on 20 January 2026", "change", {"series": "CPIAUCSL", "window": "1M"}),
    ],
)
def test_a_day_is_the_day_of_knowledge_where_a_series_has_no_days(planner, typed, tool, arguments):
    """January's rate came out in February: widened to its month, the day would be answered with what nobody knew."""
    plan = planner.plan(typed)

    assert calls(plan) == [(tool, arguments)]
    assert plan.as_of == date(2026, 1, 20)


@pytest.mark.parametrize(
    ("typed", "arguments"),
    [
        ("10y yield on 20 January 2026", {"series": "DGS10", "at": "2026-01-20"}),
        ("unemployment in January 2026", {"series": "UNRATE", "at": "2026-01"}),
        ("unemployment on 31 December 2027", {"series": "UNRATE", "at": "2027-12-31"}),
        ("payrolls change from 31 Jan 2025 to 31 Jan 2026", {"start": "2025-01-31", "end": "2026-01-31"}),
    ],
)
def test_an_observation_s_own_day_stays_with_it(planner, typed, arguments):
    plan = planner.plan(typed)

    assert plan.as_of is None
    assert arguments.items() <= plan.calls[0].arguments.items()


def test_a_day_cannot_be_two_things_in_one_question(planner):
    with pytest.raises(AskError, match="no value for a single day") as asked:
        planner.plan("unemployment and 10y yield on 20 January 2026")

    assert [choice.en for choice in asked.value.choices] == ["US unemployment rate as of 2026-01-20"]


@pytest.mark.parametrize(("typed", "follows"), [("and CPI?", True), ("CPI", True), ("what is CPI now?", False)])
def test_a_follow_up_is_told_from_a_question_of_its_own(planner, typed, follows):
    before = planner.plan("payrolls").calls

    assert planner.plan(typed, before).follows is follows
    assert not planner.plan(typed).follows
