"""Numbers that an asker states, and the arguments they fill."""

import pytest

from bot import amounts
from bot.language import normalise
from bot.stated import stated
from footnote.errors import AskError
from tools.registry import all_tools


@pytest.fixture(scope="module")
def given():
    """The arguments of a tool that the numbers of a question fill."""

    def read(name, typed):
        tool, text = all_tools()[name], normalise(typed)
        return amounts.filled(tool, text, stated(text, [tool]))

    return read


@pytest.mark.parametrize(
    ("typed", "cap"),
    [
        ("how long to get out with a 5% quarterly gate", 0.05),
        ("redemptions capped at 2% a month", 0.02),
        ("capped at 2.5 percent per quarter", 0.025),
        ("每季赎回上限5%", 0.05),
        ("5 per cent", 0.05),
        ("redemptions are capped", None),
        ("a 10y fund", None),
    ],
)
def test_a_cap_is_a_fraction(given, typed, cap):
    assert given("exit_time", typed).get("cap") == cap


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("how much capital is freed if requirements drop 1 point", {"points": 1.0}),
        ("how much capital is freed if requirements drop by 1%", {"points": 1.0}),
        ("requirement down 50bp", {"points": 0.5}),
        ("资本要求下调一个百分点", {"points": 1.0}),
        ("资本要求下降半个百分点", {"points": 0.5}),
        ("requirement cut by 0.5 percentage points", {"points": 0.5}),
        ("a percentage point off the requirement", {"points": 1.0}),
        ("cut of 1 point with a 12% requirement", {"points": 1.0, "requirement": 0.12}),
        ("cut of 1 point to a requirement of 12%", {"points": 1.0, "requirement": 0.12}),
        ("1 point lower on rwa of $14.2tn", {"points": 1.0, "rwa": 14.2e12}),
        ("1 point on 14万亿美元风险加权资产", {"points": 1.0, "rwa": 14e12}),
        ("1 point frees $1tn of capital, they say", {"points": 1.0}),
    ],
)
def test_points_are_freed_of_a_requirement(given, typed, expected):
    assert given("capital_release", typed) == expected


@pytest.mark.parametrize(
    "typed",
    [
        "if memory grows 48% and the rest 22%, and total is 30%",
        "total +30%: memory 48%, others 22%",
        "memory 48%, total 30%, the rest 22%",
        "存储增长48%，其余22%，总计30%",
        "48% and 22% make 30%",
    ],
)
def test_the_growth_of_the_whole_is_told_from_that_of_its_parts(given, typed):
    assert given("contribution", typed) == {"parts": [0.48, 0.22], "total": 0.3}


def test_a_whole_that_is_named_is_believed_even_where_no_shares_can_give_it(given):
    assert given("contribution", "memory 22%, the rest 30%, total 48%") == {"parts": [0.22, 0.3], "total": 0.48}


def test_too_few_growth_rates_are_no_parts(given):
    assert given("contribution", "memory 48% and total 30%").get("parts") is None


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("cost of $3 per $10", {"cost": 3.0, "per": 10.0}),
        ("every $10 raised carries $3.50 of cost", {"cost": 3.5, "per": 10.0}),
        ("每10美元的成本3美元", {"cost": 3.0, "per": 10.0}),
        ("what does a spac cost", {}),
    ],
)
def test_a_cost_is_per_so_much(given, typed, expected):
    assert given("spac_fee", typed) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("gdp implied by ism new orders at 60", {"at": 60.0}),
        ("gdp implied by ism new orders if they rise to 55.5", {"at": 55.5}),
        ("ism新订单为60时隐含的gdp", {"at": 60.0}),
        ("korean exports at 34% imply what eps growth", {"at": 34.0}),
        ("what gdp does ism imply without 2020", {"without": 2020}),
        ("剔除2020年", {"without": 2020}),
        ("with a lead of 6 months", {"lead": "6M"}),
        ("a 2-quarter lead", {"lead": "6M"}),
        ("领先6个月", {"lead": "6M"}),
        ("over the last 10 years, since 1959 to 2016", {}),
        ("as of 2025-01-20, at 5 years", {}),
    ],
)
def test_a_regression_takes_a_level_a_lead_and_a_year_to_leave_out(given, typed, expected):
    assert given("implied", typed) == expected


@pytest.mark.parametrize(("typed", "threshold"), [("above 100%", 1.0), ("超过80%的天数", 0.8), ("in 2025", None)])
def test_a_threshold_is_a_fraction(given, typed, threshold):
    assert given("volatility", typed).get("threshold") == threshold


# ---------------------------------------------------------------- signs, roles, and what no argument takes


@pytest.mark.parametrize(
    ("typed", "parts"),
    [
        ("if memory falls 10% and the rest grows 20% and total 12%", [-0.1, 0.2]),
        ("memory down by 10%, rest up 20%, total up 12%", [-0.1, 0.2]),
        ("a 10% drop of memory, the rest +20%, total 12%", [-0.1, 0.2]),
        ("memory -10%, rest 20%, total 12%", [-0.1, 0.2]),
        ("内存下跌10%，其余增长20%，总体增长12%", [-0.1, 0.2]),
        ("memory grows 20%, others shrink 5%, total 12%", [0.2, -0.05]),
    ],
)
def test_what_falls_grows_by_less_than_nothing(given, typed, parts):
    assert given("contribution", typed) == {"parts": parts, "total": 0.12}


@pytest.mark.parametrize(
    "typed",
    [
        "chip sales +30%, memory 25% of sales grows 48%",
        "total +30%, memory's share is 25%, memory grows 48%",
        "总体增长30%，内存占25%，内存增长48%",
    ],
)
def test_a_share_is_no_growth(given, typed):
    assert "parts" not in given("contribution", typed)


@pytest.mark.parametrize(
    ("typed", "lead"),
    [("with a 600 month lead", "600M"), ("leading by 1,200 months", "1200M"), ("12 month lead", "12M")],
)
def test_the_digits_of_a_lead_are_not_cut(given, typed, lead):
    assert given("implied", typed) == {"lead": lead}


@pytest.mark.parametrize(
    ("typed", "at"),
    [("exports up 34%", 34.0), ("if exports fall by 20%", -20.0), ("如果升20%呢", 20.0), ("如果跌20%呢", -20.0)],
)
def test_a_growth_is_a_level_only_of_what_is_taken_as_its_growth(typed, at):
    tool, text = all_tools()["implied"], normalise(typed)
    numbers = stated(text, [tool])

    assert amounts.filled(tool, text, numbers, grows=True) == {"at": at}
    assert amounts.filled(tool, text, numbers) == {}
    assert amounts.left(tool, text, numbers) == list(numbers)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("a fee of -$3 per $10", {"cost": -3.0, "per": 10.0}),
        ("a cost of 3 for each 10", {"cost": 3.0, "per": 10.0}),
        ("spac成本3美元，每集资10美元", {"cost": 3.0, "per": 10.0}),
    ],
)
def test_money_keeps_its_sign_and_its_role(given, typed, expected):
    assert given("spac_fee", typed) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("1 point on rwa of 10tn", {"points": 1.0, "rwa": 10e12}),
        ("1 point on rwa of eur 10tn", {"points": 1.0}),
        ("1 point on rwa of 10tn euros", {"points": 1.0}),
        ("资本要求跌一个百分点", {"points": 1.0}),
        ("资本要求跌1%", {"points": 1.0}),
    ],
)
def test_other_money_is_not_taken_for_dollars(given, typed, expected):
    assert given("capital_release", typed) == expected


@pytest.mark.parametrize("typed", ["唔計2020年呢", "without 2020", "不计入2020年"])
def test_a_year_is_left_out_in_other_words(given, typed):
    assert given("implied", typed) == {"without": 2020}


@pytest.mark.parametrize("typed", ["without 2020 and 2021", "ex 2020-2021", "excluding 2020-21", "剔除2020年和2021年"])
def test_of_several_years_one_can_be_left_out(given, typed):
    with pytest.raises(AskError, match="one year, not several") as asked:
        given("implied", typed)

    assert "2020" in asked.value.text.zh
    assert len(asked.value.choices) >= 1
    assert given("implied", asked.value.choices[0].en) == {"without": 2020}


@pytest.mark.parametrize(
    ("name", "typed", "expected"),
    [
        ("capital_release", "release of minus 1 point of requirement", {"points": -1.0}),
        ("implied", "what do korean exports at minus 20 percent imply", {"at": -20.0}),
        ("implied", "industrial momentum at minus 1 implies what pmi", {"at": -1.0}),
        ("implied", "the pmi 2 years later", {"lead": "2Y"}),
        ("implied", "with a lead of 6M", {"lead": "6M"}),
        ("implied", "6个月后的每股盈利", {"lead": "6M"}),
    ],
)
def test_signs_in_words_and_leads_are_read(given, name, typed, expected):
    assert given(name, typed) == expected
