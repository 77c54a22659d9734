"""Leaving a gated fund: three rules, each against a fund that is paid out period by period."""

import math

import pytest
from fakes import NAN, TODAY, data_of
from hypothesis import given
from hypothesis import strategies as st

from bot.language import normalise
from footnote.errors import AskError
from tools import maths
from tools.gates import exit_time
from tools.registry import all_tools

caps = st.floats(min_value=0.005, max_value=0.99)


def rows(**arguments):
    return {part.name: part for part in exit_time(data_of({}), **arguments).parts}


def refusal(**arguments):
    with pytest.raises(AskError) as caught:
        exit_time(data_of({}), **arguments)
    return caught.value


def paid_from_stake(cap):
    """Periods of a stake of 1 that is paid *cap* a period."""
    left, periods = 1.0, 0
    while left > 1e-9:
        left, periods = left - cap, periods + 1
    return periods


def paid_from_rest(cap, until):
    """Periods until no more than *until* is left of a stake that is paid *cap* of itself a period."""
    left, periods = 1.0, 0
    while left > until * (1 + 1e-9):
        left, periods = left * (1 - cap), periods + 1
    return periods


def paid_from_fund(cap, queueing):
    """Periods until a queue is gone; each pays the queue or the cap on the fund, whichever is less."""
    fund, queue, periods = 1.0, queueing, 0
    while queue > 1e-9:
        paid = min(queue, cap * fund)
        fund, queue, periods = fund - paid, queue - paid, periods + 1
    return periods


# ---------------------------------------------------------------- the arithmetic


@given(caps)
def test_a_cap_on_the_stake_ends_when_the_stake_is_paid(cap):
    assert maths.periods_of_stake(cap) == paid_from_stake(cap)


@given(caps, st.sampled_from([0.5, 0.1, 0.01]))
def test_a_cap_on_the_rest_ends_when_so_little_is_left(cap, left):
    periods = maths.periods_of_rest(cap, left)

    assert periods == paid_from_rest(cap, left)
    assert maths.left_of_rest(cap, periods) <= left * (1 + 1e-9)


@given(caps, st.floats(min_value=0.01, max_value=0.95))
def test_a_cap_on_the_fund_ends_when_the_queue_is_paid(cap, queueing):
    assert maths.periods_in_queue(cap, queueing) == paid_from_fund(cap, queueing)


@given(caps)
def test_the_tighter_the_cap_the_longer_it_takes(cap):
    tighter = cap / 2

    assert maths.periods_of_stake(tighter) > maths.periods_of_stake(cap)
    assert maths.periods_of_rest(tighter, 0.01) > maths.periods_of_rest(cap, 0.01)
    assert maths.periods_in_queue(tighter, 0.9) >= maths.periods_in_queue(cap, 0.9)


@pytest.mark.parametrize(
    ("cap", "periods"), [(0.05, 20), (0.1, 10), (0.02, 50), (0.2, 5), (0.3, 4), (0.07, 15), (1, 1)]
)
def test_whole_numbers_of_periods_are_not_missed_by_a_rounding(cap, periods):
    assert maths.periods_of_stake(cap) == periods


def test_a_queue_as_large_as_the_cap_is_paid_at_once():
    assert maths.periods_in_queue(0.1, 0.1) == 1
    assert maths.periods_in_queue(1, 0.9) == 1
    assert maths.left_of_rest(1, 1) == 0


# ---------------------------------------------------------------- the figure


def test_five_percent_a_quarter_by_three_rules():
    """20 quarters of the stake; 0.95 ** 20 = 0.3585 left of the rest; 3, 14 and 45 quarters in the queue."""
    found = rows(cap=0.05, freq="quarterly")

    assert list(found) == ["quarters", "left", "until", "shared_10", "shared_50", "shared_90"]
    assert {name: part.value for name, part in found.items() if part.unit == "quarters"} == {
        "quarters": 20,
        "until": 90,
        "shared_10": 3,
        "shared_50": 14,
        "shared_90": 45,
    }
    assert found["left"].value == pytest.approx(35.8, abs=0.05)
    assert (found["left"].unit, found["left"].stats["n"]) == ("percent", 20)
    assert (found["quarters"].stats["years"], found["shared_10"].stats["years"]) == (5, 0.75)
    assert found["shared_90"].stats["years"] == 11.25


def test_each_row_names_its_rule_in_both_languages():
    found = rows(cap=0.05, freq="quarterly")

    assert "on the original stake" in found["quarters"].label.en
    assert "初始份额" in found["quarters"].label.zh
    assert "never ends" in found["left"].label.en
    assert "永远无法全部退出" in found["left"].label.zh
    assert "90% of it queueing" in found["shared_90"].label.en
    assert "排队" in found["shared_90"].label.zh


@pytest.mark.parametrize(
    ("freq", "unit", "year", "words"),
    [("monthly", "months", 12, "每月"), ("quarterly", "quarters", 4, "每季度"), ("annual", "years", 1, "每年")],
)
def test_periods_are_counted_in_the_funds_own(freq, unit, year, words):
    found = rows(cap=0.02, freq=freq)

    first = found[unit]
    assert (first.value, first.unit, first.stats["years"]) == (50, unit, 50 / year)
    assert f"{words} 2%" in first.label.zh


@pytest.mark.parametrize(
    ("freq", "years"),
    [
        ("monthly", {"years": 50 / 12, "until_years": 19, "shared_years_50": 35 / 12}),
        ("quarterly", {"years": 12.5, "until_years": 57, "shared_years_50": 8.75}),
        ("semiannual", {"until_years": 114, "shared_years_50": 17.5}),
        ("annual", {}),
    ],
)
def test_every_time_is_a_figure_in_years_as_well_unless_it_is_counted_in_them(freq, years):
    """2%: 50 periods of the stake, ln 0.01 / ln 0.98 = 227.9 until 1% is left, ln 0.5 / ln 0.98 = 34.3 in the queue."""
    found = {part.name: part for row in rows(cap=0.02, freq=freq).values() for part in row.parts}

    assert {name: found[name].value for name in years} == pytest.approx(years)
    assert {part.unit for part in found.values()} == ({"years"} if years else set())
    assert len(found) == (5 if years else 0)


def test_a_half_year_counts_as_six_months():
    """7.5%: 14 half-years of the stake; 0.925 ** 14 = 0.3357; ln 0.01 / ln 0.925 = 59.1; ln 0.5 / ln 0.925 = 8.9."""
    found = rows(cap=0.075, freq="semiannual")

    assert {name: part.value for name, part in found.items() if part.unit == "months"} == {
        "months": 84,
        "until": 360,
        "shared_10": 12,
        "shared_50": 54,
        "shared_90": 180,
    }
    assert found["left"].value == pytest.approx(33.57, abs=0.01)
    assert (found["months"].stats["years"], found["months"].parts[0].value) == (7, 7)
    assert (found["months"].formula, found["months"].parts[0].formula) == ("6 ceil(1 / (cap / 100))", "months / 12")
    assert ("7.5% a half-year" in found["months"].label.en, "每半年 7.5%" in found["months"].label.zh) == (True, True)


def test_the_rules_are_peers_and_the_figure_has_no_value_of_its_own():
    figure = exit_time(data_of({}), cap=0.05, freq="quarterly")

    assert (figure.name, figure.value, figure.unit, figure.as_of) == ("exit_time", None, "table", TODAY)
    assert "No return of the fund is counted" in figure.caveats[0].en


def test_what_was_said_is_given_and_what_was_not_is_assumed():
    said, unsaid = exit_time(data_of({}), cap=0.05, freq="monthly"), exit_time(data_of({}), cap=0.05)

    assert [(each.kind, each.name, each.value) for each in said.inputs] == [
        ("given", "cap", 5),
        ("given", "freq", "monthly"),
    ]
    assert [(each.kind, each.value) for each in unsaid.inputs[1:]] == [("assumption", "quarterly")]
    assert [(each.kind, each.value) for each in rows(cap=0.05)["shared_50"].inputs[2:]] == [("assumption", 50)]
    assert [(each.kind, each.value) for each in rows(cap=0.05)["until"].inputs[2:]] == [("assumption", 1)]


def test_a_cap_of_all_lets_everybody_out_at_once():
    found = rows(cap=1.0, freq="annual")

    assert {part.value for name, part in found.items() if name != "left"} == {1}
    assert found["left"].value == 0
    assert "never" not in found["left"].label.en


@pytest.mark.parametrize("cap", [0.0, -0.05, 5.0, 1.01, NAN])
def test_a_cap_that_is_no_share_is_refused(cap):
    error = refusal(cap=cap, freq="quarterly")

    assert f"{100 * cap:g}%" in error.text.en
    assert "5%" in error.text.zh


def test_a_frequency_nobody_redeems_at_is_refused():
    assert "'weekly'" in refusal(cap=0.05, freq="weekly").text.en


# ---------------------------------------------------------------- the words for it


@pytest.mark.parametrize(
    "asked",
    [
        "if redemptions are capped at 2% a month, full exit takes how long?",
        "how long to get out of a private credit fund with a 5% quarterly gate",
        "基金每季度赎回上限5%，全部退出要多久",
        "若贖回上限為每季5%，全部贖回要多久",
    ],
)
def test_these_words_ask_for_it(asked):
    assert all_tools()["exit_time"].cues.search(normalise(asked))


@pytest.mark.parametrize("asked", ["fund flows over ten years", "how long has CPI been above 3%", "基金资金流差多少"])
def test_these_words_do_not(asked):
    assert not all_tools()["exit_time"].cues.search(normalise(asked))


@pytest.mark.parametrize(
    ("asked", "freq"),
    [
        ("capped at 2% a month", "monthly"),
        ("a 5% quarterly gate, in how many years am I out", "quarterly"),
        ("10% per year", "annual"),
        ("每月赎回上限2%", "monthly"),
        ("每季5%", "quarterly"),
        ("每年10%，要几个月", "annual"),
        ("a 7.5% semi-annual cap", "semiannual"),
        ("10% semi-annually", "semiannual"),
        ("5% every six months", "semiannual"),
        ("5% half-yearly", "semiannual"),
        ("每半年贖回5%", "semiannual"),
        ("5% every 3 months", "quarterly"),
        ("5% every 12 months", "annual"),
    ],
)
def test_the_frequency_is_the_one_named(asked, freq):
    picks = all_tools()["exit_time"].picks

    assert [name for name, pattern in picks.items() if pattern.search(normalise(asked))] == [freq]


def test_each_formula_gives_its_value_with_the_inputs_as_they_stand_beside_it():
    """The cap is 5 percent in the workings, so the formula divides it by a hundred."""
    figure = exit_time(data_of({}), cap=0.05, freq="quarterly")

    for each in (part for part in figure.walk() if part.formula.startswith("ceil(")):
        held = {source.name: source.value for source in each.inputs if isinstance(source.value, float)}
        assert eval(each.formula, {"ceil": math.ceil, "ln": math.log}, held) == each.value, each.name
    left = next(part for part in figure.walk() if part.name == "left")
    formula = left.formula.partition(",")[0].replace("100 (", "100 * (")
    assert eval(formula, {}, {"cap": 5.0, "n": 20}) == pytest.approx(left.value)
