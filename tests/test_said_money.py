"""What is said of flows, returns and comparisons on the sample desk: the answer first, then what matters most."""

from dataclasses import replace

import pytest
from fakes import data_of, dated, monthly, spec
from said_calls import figure_of, filled, told

from bot import draft
from footnote.answer import Call
from tools.comparing import compare
from tools.flows import flow_gap
from tools.returns import returns

CALLS = [
    Call(tool=tool, arguments=arguments)
    for tool, calls in {
        "flow_gap": [
            {"a": "EXPANSION", "b": "STAGNATION"},
            {"a": "EXPANSION", "b": "STAGNATION", "window": "6M"},
            {"a": "F_GOLD", "b": "F_TREASURIES", "start": "2020", "end": "2021"},
        ],
        "returns": [
            {"assets": ("GOLD",), "window": "3Y"},
            {"assets": ("BTC",), "window": "YTD"},
            {"assets": ("P6040",), "window": "5Y"},
            {"basket": "EXPANSION", "window": "YTD"},
            {"assets": ("GOLD", "BTC", "P6040", "STAGNATION"), "window": "2Y"},
        ],
        "compare": [
            {"series": ("BTC", "SPX"), "window": "3Y"},
            {"series": ("DGS2", "DGS10"), "start": "2022"},
            {"series": ("CPIAUCSL", "SPX", "UMCSENT")},
            {"series": ("GOLD", "SPX", "UST", "NUCLEAR", "HY_ETF"), "window": "5Y"},
        ],
    }.items()
    for arguments in calls
]
GAP = {"a": "EXPANSION", "b": "STAGNATION"}


def rows(tool, language="en", **arguments):
    call = Call(tool=tool, arguments=arguments)
    table = draft.table(call, figure_of(call), language)
    return [table.columns, *table.rows]


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("call", CALLS, ids=str)
def test_no_sentence_is_dropped_and_there_are_three_at_most(call, language):
    said = filled(call, figure_of(call), language)

    assert 1 <= len(said) <= 3
    assert all(said)


@pytest.mark.parametrize("call", CALLS, ids=str)
def test_every_number_of_a_table_is_that_of_a_figure(call):
    figure = figure_of(call)
    table = draft.table(call, figure, "en")

    keys = {part.key for part in figure.walk()}
    assert table is None or set(table.figures) <= keys


# ---------------------------------------------------------------- flows


def test_a_flow_gap_is_said_with_its_shares_per_year_and_of_the_assets():
    assert told("flow_gap", "en", **GAP) == [
        "Expansion assets less Stagnation assets: -$1.3tn of net flows (Feb 2016 to Jan 2026)",
        "Expansion assets +$302bn, 15.8% of both; Stagnation assets +$1.6tn, 84.2%.",
        "Per year +$30.2bn against +$160bn; of the assets at the start +117.1% against +51.4%.",
    ]
    assert told("flow_gap", "zh", **GAP)[1:] == [
        "扩张类资产 +3,020亿美元，占 15.8%；停滞类资产 +1.6万亿美元，占 84.2%。",
        "前者年均 +302亿美元，占期初资产规模 +117.1%；后者年均 +1,600亿美元，占 +51.4%。",
    ]


def test_the_table_of_flows_has_a_column_a_side_and_the_years_under_the_sums():
    table = rows("flow_gap", **GAP)

    assert table[0] == ("Net flows", "Expansion assets", "Stagnation assets", "Gap")
    assert table[1:5] == [
        ("Sum", "+$302bn", "+$1.6tn", "-$1.3tn"),
        ("Share", "15.8%", "84.2%", "–"),
        ("Per year", "+$30.2bn", "+$160bn", "-$130bn"),
        ("Of assets at the start", "+117.1%", "+51.4%", "–"),
    ]
    assert [row[0] for row in table[5:]] == [str(year) for year in range(2025, 2016, -1)]


def test_within_a_year_nothing_is_said_per_year():
    assert len(told("flow_gap", "en", **GAP, window="6M")) == 2
    assert [row[0] for row in rows("flow_gap", **GAP, window="6M")[1:]] == ["Sum", "Share", "Of assets at the start"]


def test_an_inflow_and_an_outflow_are_said_without_shares():
    flow = {"unit": "USD mn", "kind": "flow", "lag": 0}
    data = data_of({"A": monthly([1] * 6), "B": monthly([-3] * 6)}, spec("A", **flow), spec("B", **flow))
    figure = flow_gap(data, "A", "B", window="6M").keyed("f1")

    said = filled(Call(tool="flow_gap", arguments={"a": "A", "b": "B"}), figure)

    assert said[1] == "Title of A, net flows +$6mn; Title of B, net flows -$18mn."


# ---------------------------------------------------------------- returns


def test_a_return_is_said_by_the_year_and_with_its_drawdown():
    assert told("returns", "en", assets=("GOLD",), window="3Y") == [
        "Gold: +174.3% (total return, 17 Feb 2023 to 20 Feb 2026)",
        "That is +39.8% a year.",
        "The maximum drawdown was -13.2%, from 14 Apr 2025 to 16 Jun 2025.",
    ]
    assert told("returns", "zh", assets=("GOLD",), window="3Y")[2] == (
        "其间最大回撤为 -13.2%，自2025年4月14日至2025年6月16日。"
    )


def test_what_never_fell_is_said_without_a_drawdown():
    closes = dated(d2025_12_31=100, d2026_01_30=101, d2026_02_20=102)
    data = data_of({"A": closes}, spec("A", unit="USD", kind="price", freq="D", lag=0))
    figure = returns(data, assets=("A",), window="YTD").keyed("f1")

    assert filled(Call(tool="returns", arguments={}), figure) == [
        "Title of A: +2.0% (price return in USD, 31 Dec 2025 to 20 Feb 2026)"
    ]


def test_a_ranked_table_has_the_drawdown_of_each():
    table = rows("returns", assets=("BDC_IDX", "CLO_ETF", "SYND_LOANS", "HY_ETF"), window="1Y")

    assert table == [
        ("Series", "Return", "Max drawdown"),
        ("High-yield bond ETFs", "+7.9%", "-4.4%"),
        ("CLO ETFs", "+6.0%", "-1.7%"),
        ("Syndicated loans", "+5.0%", "-2.1%"),
        ("Private-credit BDCs and funds", "-15.9%", "-22.1%"),
    ]


def test_beyond_a_year_the_table_has_a_column_for_the_yearly_rate():
    assert rows("returns", "zh", assets=("GOLD", "SPX"), window="5Y")[0] == ("序列", "回报", "年化", "最大回撤")


# ---------------------------------------------------------------- comparisons


def test_two_prices_are_said_with_how_far_apart_they_are():
    assert told("compare", "en", series=("BTC", "SPX"), window="3Y") == [
        "Bitcoin +387.5%, S&P 500 +88.6% (17 Feb 2023 to 20 Feb 2026)",
        "Bitcoin less S&P 500: +298.9 pp.",
    ]
    assert told("compare", "zh", series=("BTC", "SPX"), window="3Y")[1] == "比特币减标普500：+298.9个百分点。"
    assert rows("compare", series=("BTC", "SPX"), window="3Y") == [
        ("Series", "Start", "End", "Change", "Rebased"),
        ("Bitcoin", "$13,805", "$67,300", "+387.5%", "487.5"),
        ("S&P 500", "217.73", "410.67", "+88.6%", "188.6"),
    ]


def test_two_rates_are_said_with_their_spread_now_and_then():
    said = told("compare", "en", series=("DGS2", "DGS10"), start="2022")

    assert said[1] == (
        "US two-year Treasury yield less US ten-year Treasury yield, 19 Feb 2026: -62 bp, after +101 bp (30 Dec 2022)."
    )
    assert rows("compare", series=("DGS2", "DGS10"), start="2022")[0] == ("Series", "Start", "End", "Change")


def test_of_many_the_highest_and_the_lowest_change_are_said():
    five = ("GOLD", "SPX", "UST", "NUCLEAR", "HY_ETF")

    (head,) = told("compare", "en", series=five, window="5Y")

    assert head.endswith(
        " compared, 19 Feb 2021 to 20 Feb 2026: highest Nuclear energy equities +266.8%, lowest US Treasuries 0.0%"
    )
    assert len(rows("compare", series=five, window="5Y")) == 1 + len(five)


def test_what_has_no_base_has_a_dash():
    values = {"A": monthly([100] * 12 + [110]), "B": monthly([50] * 12 + [57])}
    data = data_of(values, spec("A", lag=0), spec("B", unit="diffusion index", kind="survey", lag=0))
    call = Call(tool="compare", arguments={"series": ("A", "B")})
    figure = replace(compare(data, ("A", "B")), key="").keyed("f1")

    table = draft.table(call, figure, "en")

    assert [row[-1] for row in table.rows] == ["110.0", "–"]


def test_of_many_in_unlike_units_no_change_is_the_highest():
    five = ("GOLD", "SPX", "UST", "NUCLEAR", "UNRATE")

    (head,) = told("compare", "en", series=five, window="5Y")

    assert "highest" not in head
