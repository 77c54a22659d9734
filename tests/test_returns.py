"""Returns of instruments, baskets and portfolios, each worked by hand."""

from datetime import date

import pandas as pd
import pytest
from fakes import NAN, basket, board, daily, data_of, dated, monthly, portfolio, spec, steps
from real_desk import data_at, needs_real, real_desk

from footnote.errors import AskError
from tools import holdings
from tools.returns import returns


def price(id, **known):
    return spec(id, **{"unit": "USD", "kind": "price", "freq": "D", "lag": 0, "total_return": True} | known)


def desk(values, *items, **known):
    return data_of(values, *(price(id, **known) for id in values), *items)


def part(figure, name, series=None):
    return next(each for each in figure.walk() if each.name == name and series in (None, each.series))


def refusal(data, **arguments):
    with pytest.raises(AskError) as caught:
        returns(data, **arguments)
    return caught.value


# ---------------------------------------------------------------- instruments


def test_a_return_is_the_growth_between_two_closes():
    data = desk({"GLD": steps(d2025_12_31=80, d2026_01_15=90, d2026_02_19=100)})

    figure = returns(data, assets=("GLD",), window="YTD")

    assert (figure.name, figure.series, figure.unit, str(figure)) == ("return", "GLD", "percent", "+25.0%")
    assert figure.value == pytest.approx(25)  # 100 / 80
    assert [(part.name, part.value, part.as_of) for part in figure.parts[:2]] == [
        ("start", 80, date(2025, 12, 31)),
        ("end", 100, date(2026, 2, 19)),
    ]
    assert [each.rows for part in figure.parts[:2] for each in part.inputs] == [
        ((date(2025, 12, 31), 80.0),),
        ((date(2026, 2, 19), 100.0),),
    ]
    assert figure.stats == {"start": date(2025, 12, 31), "end": date(2026, 2, 19)}


def test_the_window_starts_at_the_last_close_on_or_before_its_first_day():
    data = desk({"GLD": dated(d2026_01_30=50, d2026_02_02=60, d2026_02_16=75)})

    figure = returns(data, assets=("GLD",), start="2026-02-01")

    assert figure.value == pytest.approx(50)  # from 50 on Friday 30 January
    assert figure.stats["start"] == date(2026, 1, 30)


def test_a_month_as_a_start_means_its_last_close():
    data = desk({"GLD": dated(d2026_01_02=40, d2026_01_30=50, d2026_02_16=75)})

    assert returns(data, assets=("GLD",), start="2026-01").value == pytest.approx(50)


@pytest.mark.parametrize(("total", "said"), [(True, "total return"), (False, "price return")])
def test_the_label_says_whether_it_is_a_total_or_a_price_return(total, said):
    data = desk({"GLD": daily([1, 2])}, total_return=total)

    figure = returns(data, assets=("GLD",), window="1D")

    assert figure.label.en == f"Title of GLD, {said} in USD, 19 Feb 2026 to 20 Feb 2026"
    assert ("以美元计的总回报" if total else "以美元计的价格回报") in figure.label.zh


def test_up_to_a_year_there_is_no_yearly_rate():
    data = desk({"GLD": daily(range(100, 501))})

    assert "annualised" not in [part.name for part in returns(data, assets=("GLD",), window="1Y").parts]


def test_beyond_a_year_the_yearly_rate_is_given_as_well():
    """21 % over the 1461 days from 28 February 2022 are 365.25/1461 = a quarter of that, as powers go."""
    closes = daily([100.0] * 1461 + [146.41], last="2026-02-20")

    figure = returns(desk({"GLD": closes}), assets=("GLD",), window="4Y")

    yearly = next(part for part in figure.parts if part.name == "annualised")
    assert figure.value == pytest.approx(46.41)
    assert (yearly.name, yearly.value) == ("annualised", pytest.approx(10))  # 1.1 ** 4 = 1.4641
    assert "annualised" in yearly.label.en
    assert [each.kind for each in yearly.inputs] == ["figure"]


def test_several_are_ranked_and_end_on_the_same_day():
    data = desk(
        {
            "GLD": steps(d2025_12_31=100, d2026_02_18=110, d2026_02_19=500),
            "SPY": steps(d2025_12_31=100, d2026_02_18=120),
            "IEF": steps(d2025_12_31=100, d2026_02_18=90),
        }
    )

    table = returns(data, assets=("GLD", "SPY", "IEF"), window="YTD")

    assert [(row.series, round(row.value, 6)) for row in table.parts] == [("SPY", 20), ("GLD", 10), ("IEF", -10)]
    assert {row.as_of for row in table.parts} == {date(2026, 2, 18)}
    assert (table.value, table.unit, table.as_of) == (None, "table", date(2026, 2, 18))


def test_a_table_is_as_of_the_last_day_it_used_not_the_last_there_is():
    closes = steps(d2024_12_31=100, d2025_12_31=150, d2026_01_15=999)

    table = returns(desk({"GLD": closes, "SPY": closes}), assets=("GLD", "SPY"), window="2025")

    assert [row.value for row in table.parts] == [pytest.approx(50)] * 2
    assert table.as_of == date(2025, 12, 31)


def weekdays(closes):
    return closes[closes.index.day_of_week < 5]


TWO_MARKETS = {"BTC": daily(range(1000, 2500)), "SPX": weekdays(daily(range(3000, 4500)))}


@pytest.mark.parametrize(
    ("window", "opens", "closes"),
    [("2023", date(2022, 12, 30), date(2023, 12, 29)), ("2M", date(2025, 12, 19), date(2026, 2, 20))],
)
def test_all_run_between_the_same_two_closes(window, opens, closes):
    """The last days of 2022 and 2023 are a Saturday and a Sunday, and so is 20 December 2025: one of the two closed."""
    table = returns(desk(TWO_MARKETS), assets=("BTC", "SPX"), window=window)

    assert {(row.stats["start"], row.as_of) for row in table.parts} == {(opens, closes)}
    assert table.label.en.endswith(holdings.days(table.parts[0]).en)
    for row in table.parts:
        known = TWO_MARKETS[row.series]
        assert row.value == pytest.approx(100 * (known[str(closes)] / known[str(opens)] - 1))
        assert part(row, "drawdown").inputs[0].first == opens
    assert table.caveats == ()


def test_a_portfolio_runs_between_the_closes_of_what_it_is_set_beside():
    data = desk(TWO_MARKETS, portfolio("COINS", {"BTC": 1.0}))

    table = returns(data, assets=("COINS", "SPX"), window="2023")

    assert {(row.stats["start"], row.as_of) for row in table.parts} == {(date(2022, 12, 30), date(2023, 12, 29))}
    assert part(table, "drawdown", "COINS").stats["n"] == 365  # closes at weekends count between


def test_days_beside_months_are_named_where_they_differ():
    values = {"GOLD": monthly([100, 110, 120]), "SPX": weekdays(daily(range(100, 300)))}
    data = data_of(values, price("GOLD", freq="M"), price("SPX"))

    table = returns(data, assets=("GOLD", "SPX"), start="2025-11")

    assert table.label.en == "Total return in USD, each over its own days"
    assert "Title of SPX from 28 Nov 2025 to 30 Jan 2026" in table.caveats[-1].en
    assert "Title of GOLD from 30 Nov 2025 to 31 Jan 2026" in table.caveats[-1].en


def test_one_that_is_named_twice_is_one_row():
    data = desk(TWO_MARKETS)

    assert [row.series for row in returns(data, assets=("SPX", "BTC", "SPX"), window="1Y").parts] == ["BTC", "SPX"]
    assert returns(data, assets=("SPX", "SPX"), window="1Y").name == "return"


@pytest.mark.parametrize(
    ("window", "opens", "closes"),
    [
        ("2023", "2022-12-30", "2023-12-29"),
        ("2024", "2023-12-29", "2024-12-31"),
        ("1Y", "2025-02-14", "2026-02-20"),
        ("1Y", "2025-02-11", "2026-02-20"),
    ],
)
def test_a_year_is_never_annualised_wherever_its_first_close_lies(window, opens, closes):
    """It lies before a weekend, before that of a leap year, before a week, or before a long holiday."""
    days = pd.Series(daily(range(2000, 500, -1)), dtype=float)[opens:closes]
    days = days[(days.index <= opens) | (days.index > pd.Timestamp(opens) + pd.DateOffset(days=9))]

    figure = returns(desk({"A": days}), assets=("A",), window=window)

    assert (str(figure.stats["start"]), str(figure.as_of)) == (opens, closes)
    assert "annualised" not in [each.name for each in figure.parts]


def test_monthly_and_daily_prices_end_with_the_last_month_both_have():
    """The month of February is not over: its average is no close of the 19th."""
    data = data_of(
        {
            "GOLD": monthly([100, 100, 110, 999], last="2026-02"),
            "SPY": steps(d2025_12_31=100, d2026_01_31=120, d2026_02_20=150),
        },
        price("GOLD", freq="M", lag=-28),
        price("SPY"),
    )

    table = returns(data, assets=("GOLD", "SPY"), start="2025-12")

    assert {row.series: round(row.value, 6) for row in table.parts} == {"GOLD": 10, "SPY": 20}
    assert {row.as_of for row in table.parts} == {date(2026, 1, 31)}


# ---------------------------------------------------------------- baskets and portfolios

TWO_MONTHS = {
    "A": dated(d2025_12_31=100, d2026_01_15=150, d2026_01_30=200, d2026_02_16=100),
    "B": dated(d2025_12_31=100, d2026_01_15=100, d2026_01_30=100, d2026_02_16=200),
}


def test_a_basket_holds_its_members_in_equal_weights_set_back_each_month():
    """January: 0.5 * 2 + 0.5 * 1 = 1.5. February, from halves again: 0.5 * 0.5 + 0.5 * 2 = 1.25. 1.5 * 1.25 = 1.875."""
    figure = returns(desk(TWO_MONTHS, basket("AB", ("A", "B"), rebalance="M")), basket="AB", window="YTD")

    assert figure.value == pytest.approx(87.5)
    assert (figure.series, figure.title.en) == ("AB", "Title of AB")
    assert "rebalanced monthly" in figure.label.en
    assert "每月再平衡" in figure.label.zh


def test_a_basket_that_is_left_alone_drifts():
    """0.5 * 1 + 0.5 * 2: where each ends, whatever happened between."""
    figure = returns(desk(TWO_MONTHS, basket("AB", ("A", "B"))), basket="AB", window="YTD")

    assert figure.value == pytest.approx(50)
    assert "never rebalanced" in figure.label.en


def test_a_portfolio_is_set_back_to_its_own_weights_each_month():
    """January: 0.6 * 2 + 0.4 * 1 = 1.6. February: 0.6 * 0.5 + 0.4 * 2 = 1.1. 1.6 * 1.1 = 1.76."""
    mix = portfolio("P", {"A": 0.6, "B": 0.4}, rebalance="M")

    figure = returns(desk(TWO_MONTHS, mix), assets=("P",), window="YTD")

    assert figure.value == pytest.approx(76)
    assert "60% Title of A, 40% Title of B" in figure.formula


def test_a_basket_is_made_of_its_members_returns_and_of_named_assumptions():
    figure = returns(desk(TWO_MONTHS, basket("AB", ("A", "B"), rebalance="M")), basket="AB", window="YTD")

    assert [(part.name, part.series, part.value) for part in figure.parts if part.name == "return"] == [
        ("return", "A", pytest.approx(0)),
        ("return", "B", pytest.approx(100)),
    ]
    assert [(each.kind, each.name, each.value) for each in figure.inputs if each.kind == "assumption"] == [
        ("assumption", "weight of A", 0.5),
        ("assumption", "weight of B", 0.5),
        ("assumption", "rebalance", "M"),
    ]


def test_a_portfolio_may_be_set_against_an_instrument():
    mix = portfolio("P", {"A": 0.6, "B": 0.4}, rebalance="M")

    table = returns(desk(TWO_MONTHS, mix), assets=("P", "B"), window="YTD")

    assert [(row.series, round(row.value, 6)) for row in table.parts] == [("B", 100), ("P", 76)]


def test_a_basket_starts_and_ends_on_days_when_all_its_members_closed():
    """B has no close on 31 December nor on 19 February: both are held from the 30th to the 18th."""
    values = {
        "A": dated(d2025_12_30=100, d2025_12_31=999, d2026_01_20=100, d2026_02_18=120, d2026_02_19=999),
        "B": dated(d2025_12_30=100, d2026_01_20=100, d2026_02_18=100, d2026_02_20=999),
    }

    figure = returns(desk(values, basket("AB", ("A", "B"))), basket="AB", start="2025-12-31", end="2026-02-19")

    assert figure.value == pytest.approx(10)
    assert (figure.stats["start"], figure.as_of) == (date(2025, 12, 30), date(2026, 2, 18))


def test_of_a_basket_only_the_member_that_is_old_is_said_to_be_old():
    values = {"A": daily([100] * 300), "B": daily([100] * 100, last="2025-12-31")}

    figure = returns(desk(values, basket("AB", ("A", "B"))), basket="AB", window="30D")

    assert [caveat.en for caveat in figure.caveats] == [
        "Title of B (B): last known for 31 Dec 2025, 51 days old; not current."
    ]


def test_a_basket_with_one_price_return_is_no_total_return():
    data = data_of(TWO_MONTHS, price("A"), price("B", total_return=False), basket("AB", ("A", "B")))

    figure = returns(data, basket="AB", window="YTD")

    assert "part total return, part price return" in figure.label.en
    assert [caveat.en for caveat in figure.caveats] == [
        "Without distributions: Title of B (B). The other members are held at their total return."
    ]
    assert "不含分红的成分：B的名称（B）" in figure.caveats[0].zh


def test_a_basket_of_price_returns_says_so_and_nothing_else():
    figure = returns(desk(TWO_MONTHS, basket("AB", ("A", "B")), total_return=False), basket="AB", window="YTD")

    assert ", price return in USD, never rebalanced, " in figure.label.en
    assert figure.caveats == ()


# ---------------------------------------------------------------- currency


def test_the_currency_of_a_return_stands_in_its_label_and_an_index_has_none():
    dollars, index = (
        returns(data_of(TWO_MONTHS, price("A", unit=unit)), assets=("A",), window="YTD") for unit in ("USD", "index")
    )

    assert dollars.label.en.startswith("Title of A, total return in USD, ")
    assert index.label.en.startswith("Title of A, total return, ")


def test_unlike_currencies_beside_each_other_are_said():
    data = data_of(TWO_MONTHS, price("A"), price("B", unit="CNY"))

    table = returns(data, assets=("A", "B"), window="YTD")

    assert table.label.en.startswith("Total return, ")
    assert [row.label.zh.partition("，")[2][:8] for row in table.parts] == ["以人民币计的总回", "以美元计的总回报"]
    assert [caveat.en for caveat in table.caveats] == [
        "Each in its own currency, no exchange rate applied: A (USD), B (CNY)."
    ]


def test_one_currency_is_said_once_for_the_whole_table():
    table = returns(desk(TWO_MONTHS), assets=("A", "B"), window="YTD")

    assert table.label.en == "Total return in USD, 31 Dec 2025 to 16 Feb 2026"
    assert table.caveats == ()


@pytest.mark.parametrize(
    ("every", "said", "formula"),
    [
        ("M", "rebalanced monthly", "set back to them at the last close of each month"),
        ("none", "never rebalanced", "never set back to them"),
    ],
)
def test_how_a_portfolio_is_set_back_stands_in_its_label_and_its_formula(every, said, formula):
    mix = portfolio("P", {"A": 0.6, "B": 0.4}, rebalance=every)

    figure = returns(desk(TWO_MONTHS, mix), assets=("P",), window="YTD")

    assert said in figure.label.en
    assert figure.formula.endswith(f"V holding 60% Title of A, 40% Title of B, {formula}")


# ---------------------------------------------------------------- refused


@pytest.mark.parametrize("holding", [basket("AB", ("A", "B")), portfolio("AB", {"A": 0.5, "B": 0.5})])
def test_unlike_currencies_are_not_held_together(holding):
    error = refusal(data_of(TWO_MONTHS, price("A"), price("B", unit="EUR"), holding), basket="AB", window="YTD")

    assert error.reason == "units"
    assert "A (USD), B (EUR)" in error.text.en
    assert "no exchange rate is applied" in error.text.en
    assert "不作汇率换算" in error.text.zh


def test_an_index_is_held_beside_prices_of_one_currency():
    data = data_of(TWO_MONTHS, price("A"), price("B", unit="index"), basket("AB", ("A", "B")))

    assert returns(data, basket="AB", window="YTD").value is not None


@pytest.mark.parametrize("held", [{"assets": ("B",)}, {"basket": "AB"}])
@pytest.mark.parametrize("unit", ["percent", "basis point", "ratio"])
def test_what_is_in_percent_is_no_price_whatever_it_is_called(held, unit):
    data = data_of(TWO_MONTHS, price("A"), price("B", unit=unit), basket("AB", ("A", "B")))

    error = refusal(data, **held, window="YTD")

    assert error.reason == "units"
    assert "Title of B (B) is in" in error.text.en


def test_a_member_with_short_history_is_named_by_itself():
    values = {"A": daily(range(100, 400)), "B": daily([1, 2, 3])}

    error = refusal(desk(values, basket("AB", ("A", "B"))), basket="AB", window="6M")

    assert error.reason == "short_history"
    assert "Title of B (B) runs from 18 Feb 2026 to 20 Feb 2026" in error.text.en
    assert "Title of A" not in error.text.en


def test_a_hole_in_a_members_closes_is_refused():
    values = {"A": daily([100] * 90), "B": daily([100] * 90).drop(daily([0] * 60).index[:40])}

    error = refusal(desk(values, basket("AB", ("A", "B"))), basket="AB", window="80D")

    assert error.reason == "blank"
    assert "Title of B (B) has no close between 2025-12-22 and 2026-02-01" in error.text.en


def test_a_blank_is_no_close():
    closes = daily([100.0] * 90)
    closes.iloc[30:70] = NAN

    error = refusal(desk({"A": closes}), assets=("A",), window="80D")

    assert "no close between 2025-12-22 and 2026-02-01" in error.text.en


def test_members_that_never_closed_together_make_no_basket():
    values = {
        "A": dated(d2026_01_05=1, d2026_01_19=2, d2026_02_02=3),
        "B": dated(d2026_01_06=1, d2026_01_20=2, d2026_02_03=3),
    }

    error = refusal(desk(values, basket("AB", ("A", "B"))), basket="AB", start="2026-01-06")

    assert error.reason == "short_history"
    assert "Title of AB (AB)" in error.text.en


def test_days_and_months_are_not_held_together():
    data = data_of(
        {"A": daily([100] * 100), "GOLD": monthly([100] * 5)},
        price("A"),
        price("GOLD", freq="M"),
        basket("AG", ("A", "GOLD")),
    )

    error = refusal(data, basket="AG", window="2M")

    assert error.reason == "units"
    assert "A (D), GOLD (M)" in error.text.en


def test_a_basket_without_members_says_so():
    error = refusal(desk({"A": daily([1, 2])}, basket("FLOWS_ONLY", flows=("A",))), basket="FLOWS_ONLY", window="1D")

    assert error.reason == "not_configured"
    assert error.text.en.startswith("This desk has no instruments configured for Title of FLOWS_ONLY (FLOWS_ONLY)")


@pytest.mark.parametrize("closes", [[0, 10, 20], [10, 5, 0], [10, -5, 3]])
@pytest.mark.parametrize("held", [{"assets": ("A",)}, {"basket": "JUST_A"}])
def test_a_close_of_nothing_is_refused(closes, held):
    """A file that writes 0 for a blank would otherwise give an infinite return, or one of -100 %."""
    error = refusal(desk({"A": daily(closes)}, basket("JUST_A", ("A",))), **held, window="2D")

    assert error.reason == "blank"
    assert "Title of A (A) has a close of" in error.text.en


def test_what_is_no_price_has_no_return():
    data = data_of({"UNRATE": monthly([4, 4])}, spec("UNRATE", unit="percent", kind="rate", lag=0))

    error = refusal(data, assets=("UNRATE",), window="1M")

    assert error.reason == "units"
    assert [choice.en for choice in error.choices] == ["change of Title of UNRATE, 1Y"]


def test_without_a_window_three_are_offered():
    error = refusal(desk({"A": daily([1, 2])}), assets=("A",))

    assert [choice.en for choice in error.choices] == ["year to date", "1 year", "5 years"]


def test_without_an_instrument_one_is_asked_for():
    assert "Say which instrument" in refusal(desk({"A": daily([1, 2])}), window="1D").text.en


@pytest.mark.parametrize("id", ["GDL", "B"])
def test_what_cannot_be_held_is_answered_with_the_nearest(id):
    error = refusal(desk({"GLD": daily([1, 2])}, board("B", "GLD")), assets=(id,), window="1D")

    assert error.reason == "unknown_series"


def test_old_closes_are_said_to_be_old():
    data = desk({"A": daily([1, 2], last="2025-06-30")})

    assert "not current" in returns(data, assets=("A",), window="1D").caveats[0].en


# ---------------------------------------------------------------- published


@pytest.fixture(scope="module")
def etfs(tmp_path_factory):
    return data_at(real_desk(tmp_path_factory.mktemp("etfs") / "desk"))


@needs_real
@pytest.mark.parametrize(
    ("end", "published"),
    [
        ("2026-02-09", {"GLD": 17.8, "EEM": 10.6, "SPY": 1.8, "IEF": 0.3}),
        ("2026-02-20", {"GLD": 18.2, "EEM": 13.9, "SPY": 1.1}),
    ],
)
def test_the_year_to_date_depends_on_the_day_it_ends(etfs, end, published):
    table = returns(etfs, assets=tuple(published), start="2025-12-31", end=end)

    assert {row.series: round(row.value, 1) for row in table.parts} == published
    assert [row.series for row in table.parts] == list(published)
    assert {(row.stats["start"], row.as_of) for row in table.parts} == {(date(2025, 12, 31), date.fromisoformat(end))}


def test_the_year_to_date_of_the_sample_desk_is_ranked_as_published(ask):
    """Small and mid-cap industrials, nuclear, gold, defence, markets without China, small value; then the others."""
    table = ask(
        "small/mid industrials, nuclear energy, gold, defence, em ex china, developed small value, S&P 500, "
        "treasuries, us large growth and 60/40 returns ytd"
    ).figures[0]

    assert [(row.series, round(row.value)) for row in table.parts] == [
        ("SMALLCAP_IND", 22),
        ("NUCLEAR", 20),
        ("GOLD", 18),
        ("DEFENSE", 15),
        ("EM_EX_CHINA", 14),
        ("DM_SMALL_VALUE", 13),
        ("SPX", 2),
        ("P6040", 1),
        ("UST", 0),
        ("US_LARGE_GROWTH", -3),
    ]
    assert 1 < next(row.value for row in table.parts if row.series == "P6040") < 1.5
    assert "rebalanced monthly" in next(row.label.en for row in table.parts if row.series == "P6040")


def test_twelve_months_of_credit_are_ranked_with_their_drawdowns(ask):
    table = ask("BDC, CLO ETFs, syndicated loans and high yield ETFs returns over 12 months").figures[0]

    found = {row.series: round(row.value) for row in table.parts}
    falls = {row.series: part.value for row in table.parts for part in row.parts if part.name == "drawdown"}
    assert found == {"HY_ETF": 8, "CLO_ETF": 6, "SYND_LOANS": 5, "BDC_IDX": -16}
    assert min(falls, key=falls.get) == "BDC_IDX"
    assert falls["BDC_IDX"] <= -16
