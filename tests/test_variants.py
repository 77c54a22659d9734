"""What stands beside a name and makes another thing of it is asked about; what is held by another name is not."""

import pytest

from footnote.errors import AskError


def outcome(planner, typed, *earlier):
    before = ()
    for each in earlier:
        before = planner.plan(each, before).calls
    try:
        plan = planner.plan(typed, before)
    except AskError:
        return "asked back"
    return "asked back" if plan.guess else [(call.tool, call.arguments) for call in plan.calls]


@pytest.mark.parametrize(
    "typed",
    [
        "uk 30y gilt yield",
        "7-year real yield",
        "50年期美债",
        "s&p 400",
        "标普400",
        "small bank excess capital",
        "2s30s",
        "u-5 rate",
        "core cpi ex shelter",
        "gold since the election",
        "疫情以来黄金涨了多少",
        "cpi in fy25",
        "how are stocks doing ytd",
        "美股今年以来涨了多少",
        "same over 3 years?",
    ],
)
def test_what_is_not_held_or_not_clear_is_asked_back(planner, typed):
    assert outcome(planner, typed) == "asked back"


@pytest.mark.parametrize(
    ("typed", "earlier", "found"),
    [
        ("where are we on the 10yr", (), [("latest", {"series": "DGS10"})]),
        ("ten-year yield over 5 years", (), [("change", {"series": "DGS10", "window": "5Y"})]),
        ("纳斯达克今年回报", (), [("returns", {"assets": ["NASDAQCOM"], "window": "YTD"})]),
        ("and core?", ("cpi yoy",), [("change", {"series": "CPILFESL", "window": "1Y"})]),
        ("and 2y?", ("10y yield change ytd",), [("change", {"series": "DGS2", "window": "YTD"})]),
        ("over 3 years?", ("10y yield change ytd",), [("change", {"series": "DGS10", "window": "3Y"})]),
        ("and 4y?", ("10y yield change ytd",), "asked back"),
        ("swap gold for bitcoin", ("gold vs s&p 500 over 2 years",), None),
        ("is it above 50?", ("ism new orders",), [("latest", {"series": "ISM_NEW_ORDERS"})]),
        (
            "what about the other basket",
            ("expansion assets ytd",),
            [("returns", {"basket": "STAGNATION", "window": "YTD"})],
        ),
    ],
)
def test_a_thread_goes_on_with_the_same_family(planner, typed, earlier, found):
    got = outcome(planner, typed, *earlier)

    assert got == found if found is not None else "BTC" in str(got)


def test_a_sum_over_a_quarter_begins_in_it_and_a_change_before_it(planner):
    summed = outcome(planner, "flow gap expansion vs stagnation in Q3 2025")
    moved = outcome(planner, "10y yield change in Q3 2025")

    assert summed == [("flow_gap", {"a": "EXPANSION", "b": "STAGNATION", "start": "2025-07", "end": "2025-09"})]
    assert moved == [("change", {"series": "DGS10", "start": "2025-06", "end": "2025-09"})]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("show me a chrat of gold ytd", "chart"), ("compare core cpi and core pce ovre 5 years", "over")],
)
def test_a_slip_in_a_word_that_asks_is_mended_and_said(planner, typed, meant):
    assert [right for _, right in planner.plan(typed).mended] == [meant]


@pytest.mark.parametrize("word", ["kospi", "silver", "norway", "zloty", "comex"])
def test_the_name_of_something_else_is_no_slip(planner, word):
    assert (
        planner.linker.spellings(planner.tools.values()).nearest(word) is None
        or outcome(planner, f"latest {word}") == "asked back"
    )
