"""What is said of volatility, gates, bank capital, shares and SPACs: the published facts, tables, the plan's line."""

import pytest
from said_calls import figure_of, sample, told

from bot import draft, echo
from footnote.answer import Call

# ---------------------------------------------------------------- the published facts, as they are read


def test_bitcoin_is_often_above_100_percent():
    assert told("volatility", "en", series="BTC") == [
        "Bitcoin: 107.2% (realised volatility of 30 daily log returns to 20 Feb 2026, annualised with 365 days)",
        "It was above 100% on 16.0% of days since 1 Feb 2015; the highest was 172.5%, on 6 Apr 2020.",
    ]
    assert told("volatility", "zh", series="BTC")[1] == (
        "自2015年2月1日以来，高于 100% 的天数占 16.0%；最高为 172.5%（2020年4月6日）。"
    )


def test_a_price_that_was_never_above_is_said_so():
    assert told("volatility", "en", series="GOLD", window="90D")[1].startswith("It has not been above 100% since ")
    assert "从未高于 100%" in told("volatility", "zh", series="GOLD", window="90D")[1]


def test_in_a_calendar_year_the_share_says_of_which_windows_it_is():
    """The headline is of 365 returns, the share and the maximum of windows of 30."""
    _, share, maximum = told("volatility", "en", series="BTC", window="2025")

    assert "volatility of 30 returns above 100%" in share
    assert "highest volatility of 30 returns" in maximum


def test_a_gate_of_5_percent_by_three_rules():
    assert told("exit_time", "en", cap=0.05, freq="quarterly") == [
        (
            "Time to full exit, redemptions capped at 5% a quarter: 20 quarters (5 years) if the cap is on the "
            "original stake"
        ),
        "If it is on what is still held, it never ends: 35.8% is left after 20 quarters.",
        (
            "If it is on the fund, shared by those queueing: 3 quarters with 10% queueing to 45 quarters with 90% "
            "queueing."
        ),
    ]
    assert told("exit_time", "zh", cap=0.05, freq="quarterly") == [
        "赎回上限为每季度 5% 时全部退出所需的时间：若上限按初始份额计算，为20个季度（5年）",
        "若按剩余份额计算，则永远无法全部退出：20个季度后仍剩 35.8%。",
        "若按基金规模计算、由排队者分摊：10% 排队时为3个季度，90% 排队时为45个季度。",
    ]


def test_a_gate_that_pays_all_at_once_is_not_said_to_never_end():
    assert not any("never" in sentence for sentence in told("exit_time", "en", cap=1.0, freq="annual"))


def test_one_point_of_requirement():
    assert told("capital_release", "en", points=1.0) == [
        "Capital freed by a requirement lower by 1 percentage point: $142bn",
        "Lending that the freed capital carries at a requirement of 13.0% and a risk weight of 100%: $1.09tn.",
        (
            "Capital of large US banks in excess of their requirement: 3.4 pp, $483bn; at 13.0% for 2026, the "
            "requirement is the lowest since 2011 (12.9%)."
        ),
    ]
    assert told("capital_release", "zh", points=1.0)[2] == (
        "美国大型银行超额资本：3.4个百分点，合4,830亿美元；2026年的资本要求为 13.0%，为2011年（12.9%）以来最低。"
    )


def test_a_requirement_that_is_stated_is_not_called_the_lowest():
    assert "lowest" not in " ".join(told("capital_release", "en", points=1.0, requirement=0.105))


def test_the_share_of_memory_and_the_first_trillion():
    head, made, level = told("contribution", "en", parts=[0.48, 0.22], total=0.3)

    assert head.endswith(": 30.8%")
    assert made == (
        "It contributes +14.8 pp to the growth of the total and the rest +15.2 pp; its share after the growth is 35.0%."
    )
    assert "the first year of $1tn or more: $1.02tn." in level


def test_a_table_is_read_from_its_largest_row_with_its_date():
    assert told("exposure", "en", table="SOFTWARE") == [
        (
            "BDCs and private credit 18.0%, Bank loans 12.0%, High-yield bonds 2.0% (software exposure by vehicle, "
            "31 Jan 2026)"
        )
    ]


def test_spacs_against_small_caps():
    assert told("spac_returns", "en", window="5Y", benchmark="US_SMALLCAP") == [
        "Leading listed SPACs less US small caps: -32.1 pp (total return, 19 Feb 2021 to 20 Feb 2026)",
        "Leading listed SPACs +9.1% (+1.8% a year), US small caps +41.2% (+7.1% a year).",
    ]
    assert told("spac_returns", "zh", window="5Y", benchmark="US_SMALLCAP")[1] == (
        "头部SPAC指数 +9.1%（年化 +1.8%），美股小盘 +41.2%（年化 +7.1%）。"
    )


def test_within_a_year_no_yearly_rate_is_said():
    assert "a year" not in told("spac_returns", "en", window="6M", benchmark="US_SMALLCAP")[1]


def test_of_all_horizons_the_longest_leads():
    assert told("spac_returns", "en") == told("spac_returns", "en", window="1Y")
    assert told("spac_returns", "en")[1] == (
        "Deals counted: 105; 84.8% had a negative return; 82.9% closed below 10 dollars."
    )
    assert told("spac_returns", "zh")[1:] == [
        "计入 105 宗交易；84.8% 的回报为负；82.9% 的收盘价低于 10 美元。",
        "美股小盘同期平均回报 +8.9%；超额回报平均为 -36.6个百分点，中位数为 -62.7个百分点。",
    ]


def test_the_deals_of_2025_rank_third():
    assert told("spac_rank", "en", year=2025) == [
        "Rank 3 of 11 (2016 to 2026): SPAC deals announced in 2025, value $37.6bn",
        "Deals counted: 17; larger: 2021 with $318bn, 2020 with $122bn.",
    ]
    assert told("spac_rank", "zh", year=2025) == [
        "在 11 个年份（2016 年至 2026 年）中排名第 3：2025 年已公布 SPAC 交易额为376亿美元",
        "计入 17 宗交易；更高的年份为 2021 年 3,180亿美元、2020 年 1,220亿美元。",
    ]


def test_the_largest_year_is_set_beside_the_next_and_a_small_one_beside_the_largest():
    assert told("spac_rank", "en", year=2021)[1].endswith("the next: 2020 with $122bn.")
    assert told("spac_rank", "en", year=2026)[1].endswith("the largest: 2021 with $318bn.")


def test_three_dollars_of_cost_in_ten():
    assert told("spac_fee", "en") == [
        "Cost of a SPAC for each $10.00 raised, mean: $3.00, 30.0% of what was raised",
        "$7.00 of cash is left; a return of 42.9% on what is left makes up for the cost.",
        "The median is $3.03; deals counted: 119.",
    ]
    assert told("spac_fee", "zh")[1] == "所剩现金为7.00美元；剩余资金需取得 42.9% 的回报才能弥补成本。"


# ---------------------------------------------------------------- tables


def table_of(tool, **arguments):
    call = Call(tool=tool, arguments=arguments)
    return draft.table(call, figure_of(call), "en")


def test_the_rules_of_a_gate_stand_side_by_side_in_periods_and_in_years():
    table = table_of("exit_time", cap=0.05, freq="quarterly")

    assert table.columns == ("Cap on", "Time", "In years")
    assert table.rows == (
        ("Original stake", "20 quarters", "5 years"),
        ("What is still held, until 1% is left", "90 quarters", "22.5 years"),
        ("The fund, 10% queueing", "3 quarters", "0.75 years"),
        ("The fund, 50% queueing", "14 quarters", "3.5 years"),
        ("The fund, 90% queueing", "45 quarters", "11.25 years"),
    )


def test_what_is_counted_in_years_is_not_said_twice():
    assert table_of("exit_time", cap=0.2, freq="annual").columns == ("Cap on", "Time")


def test_a_row_a_horizon():
    table = table_of("spac_returns")

    assert table.columns == (
        *("After the merger", "Deals", "Mean", "Median", "Negative"),
        *("Below 10 dollars", "Against US small caps"),
    )
    assert [row[0] for row in table.rows] == [f"{days} trading days" for days in (21, 63, 126, 252)]
    assert table.rows[-1][1:] == ("105", "-27.7%", "-58.1%", "84.8%", "82.9%", "-36.6 pp")


def test_both_parts_of_a_whole():
    table = table_of("contribution", parts=[0.48, 0.22], total=0.3)

    assert table.columns == ("Part", "Base-period share", "Contribution", "Share after")
    assert table.rows == (
        ("the first part", "30.8%", "+14.8 pp", "35.0%"),
        ("the rest", "69.2%", "+15.2 pp", "65.0%"),
    )


# ---------------------------------------------------------------- the plan's line


@pytest.mark.parametrize(
    ("tool", "arguments", "english", "chinese"),
    [
        (
            "volatility",
            {"series": "BTC", "threshold": 0.07},
            "realised volatility of Bitcoin, days above 7%",
            "比特币的已实现波动率，高于 7% 的天数",
        ),
        ("exit_time", {"cap": 0.05, "freq": "quarterly"}, "exit time at 5% a quarter", "每季度赎回上限 5% 的退出时间"),
        (
            "exit_time",
            {"cap": 0.05},
            "exit time at a cap of 5%, quarterly by default",
            "赎回上限 5% 的退出时间，默认每季度",
        ),
        (
            "capital_release",
            {"points": 0.5, "rwa": 14e12, "requirement": 0.105},
            (
                "bank capital freed by a requirement 0.5 points lower, lending at 10.5%, on risk-weighted assets of "
                "14 trillion"
            ),
            "资本要求下调 0.5 个百分点所释放的银行资本，贷款按 10.5% 的资本要求，风险加权资产 14万亿",
        ),
        (
            "contribution",
            {"parts": [0.48, 0.22], "total": 0.3},
            "shares and contributions, parts +48%, +22%, total +30%",
            "占比与贡献，各部分 +48%、+22%，总体 +30%",
        ),
        ("exposure", {"table": "SOFTWARE"}, "Software exposure by vehicle", "各类工具对软件行业的暴露"),
        ("spac_returns", {}, "SPAC returns after the merger", "SPAC 合并后的回报"),
        (
            "spac_returns",
            {"window": "5Y", "benchmark": "US_SMALLCAP"},
            "SPAC index less US small caps, 5 years",
            "SPAC 指数相对美股小盘，过去5年",
        ),
        ("spac_rank", {"year": 2025}, "value of the SPAC deals of 2025 and its rank", "2025 年 SPAC 交易额及排名"),
        (
            "spac_fee",
            {"cost": 3.0, "per": 12.0},
            "cost of SPACs, given as $3.00, for each $12.00 raised",
            "SPAC 的成本，给定为3.00美元，每募集12.00美元",
        ),
    ],
)
def test_the_plan_is_echoed_with_what_was_typed(tool, arguments, english, chinese):
    line = echo.reading(Call(tool=tool, arguments=arguments), sample().catalogue)

    assert (line.en, line.zh) == (english, chinese)
