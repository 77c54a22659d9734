"""
The seed's rows, each from the sample desk's raw observations with pandas and numpy alone.

Whatever tool computes a figure has these observations to do it with; here it is shown that they give what was printed.
"""

import tomllib

import numpy as np
import pandas as pd
import pytest

from footnote.settings import Settings, packaged_desk
from footnote.spelling import spell_period
from tools.data import Data
from tools.desk_folder import load
from tools.sources import connected


@pytest.fixture(scope="module")
def toml():
    return tomllib.loads((packaged_desk() / "desk.toml").read_text("utf-8"))


@pytest.fixture(scope="module")
def data():
    """What the sample desk knows on its day, from its files."""
    return Data(catalogue=load(packaged_desk()), sources={"file": connected(Settings())["file"]})


@pytest.fixture(scope="module")
def observed(data):
    """The observations of an id in base units, by the end of their periods."""
    return lambda id: data.series(id).known


@pytest.fixture(scope="module")
def deals(data):
    """The SPAC deals: id, announced and closed days, value in USD, proceeds, cash and cost in dollars a share."""
    return data.events("SPAC_DEALS")


def growth(values, periods):
    return 100 * (values / values.shift(periods) - 1)


def log_growth(values):
    return 100 * np.log(values).diff(12)


def scores(columns):
    """Each column in standard deviations from its own mean, over the days that all of them have."""
    shared = pd.concat(columns, axis=1, join="inner").dropna()
    return (shared - shared.mean()) / shared.std(ddof=1)


def quarterly(values):
    """The mean of every quarter that has all its months, by its last day."""
    groups = values.groupby(values.index.to_period("Q"))
    means = groups.mean()[groups.count() == 3]
    means.index = means.index.to_timestamp(how="end").normalize()
    return means


def annualised(levels):
    return 100 * ((levels / levels.shift(1)) ** 4 - 1)


def regressed(x, y, at):
    """What a straight line through the pairs gives at *at*, its r2 and the number of pairs."""
    pairs = pd.concat([x, y], axis=1, join="inner").dropna().to_numpy()
    slope, intercept = np.polyfit(pairs[:, 0], pairs[:, 1], 1)
    return intercept + slope * at, np.corrcoef(pairs.T)[0, 1] ** 2, len(pairs)


def ahead(values, months):
    """The values of so many months later, by the day on which they are looked forward to."""
    return values.set_axis(values.index - pd.offsets.MonthEnd(months))


def momentum(observed):
    """The three parts of IND_MOMENTUM, standardised and averaged."""
    return scores([observed(id) for id in ("ISM_NEW_ORDERS", "NACM_CMI", "TRUCK_DEMAND")]).mean(axis=1)


def best_since(values):
    """The period of the last earlier value that is at least as high."""
    last = values.iloc[:-1][values.iloc[:-1] >= values.iloc[-1]].index[-1]
    return spell_period(last.date(), "M", "en")


def test_row_1_hard_data_are_above_and_surveys_below_their_mean_by_0_4(observed, toml):
    use = toml["use"]["hard_soft_gap"]
    hard = [log_growth(observed(id.removesuffix(":log12"))) for id in use["hard"]]
    z = scores([*hard, *map(observed, use["soft"])])
    soft = z.iloc[:, len(hard) :].mean(axis=1)

    assert len(hard) == 4
    assert z.index[-1] == pd.Timestamp("2026-01-31")
    assert round(z.iloc[-1, : len(hard)].mean(), 1) == 0.4
    assert round(scores(hard).iloc[-1].mean(), 1) == 0.4  # and over their own, longer history
    assert round(soft.iloc[-1], 1) == -0.4
    assert best_since(soft) == "May 2025"


def test_row_2_sentiment_is_the_highest_since_august(observed):
    assert observed("UMCSENT").iloc[-1] == 57.3
    assert best_since(observed("UMCSENT")) == "Aug 2025"


def test_row_3_industrial_momentum_is_the_best_since_december_2021_and_points_up(observed):
    x, pmi = momentum(observed), observed("ISM_PMI")
    implied, _, n = regressed(x, ahead(pmi, 3), x.iloc[-1])

    assert best_since(x) == "Dec 2021"
    assert implied > pmi.iloc[-1] + 1
    assert n > 150


def test_rows_4_to_6_freight_fluid_power_and_memory(observed):
    capacity, memory = observed("TRUCK_CAPACITY"), observed("MEMORY_IDX")

    assert observed("FLUID_POWER").iloc[-1] == 73
    assert observed("TRUCK_DEMAND").iloc[-1] > 60
    assert best_since(observed("TRUCK_DEMAND")) == "Apr 2022"
    assert best_since(-capacity) == "Mar 2022"
    assert memory.iloc[-1] > memory["2021"].max()
    assert memory.iloc[-1] == memory.max()


def test_row_7_credit_managers_sales_go_with_4_percent_growth(observed):
    sales = observed("NACM_CMI")
    implied, r2, n = regressed(quarterly(sales), annualised(observed("GDPC1")), sales.iloc[-1])

    assert best_since(sales)[-4:] == "2022"
    assert (round(implied, 1), round(r2, 2), n) == (4.0, 0.47, 84)


def test_row_8_new_orders_go_with_3_5_percent_growth_or_more_since_1948(observed):
    orders = observed("ISM_NEW_ORDERS")
    implied, r2, n = regressed(quarterly(orders), annualised(observed("GDPC1")), orders.iloc[-1])

    assert orders.index[0] == pd.Timestamp("1948-01-31")
    assert 3.5 <= implied < 4
    assert (round(r2, 2), n) == (0.36, 4 * 78)


def test_row_9_one_point_of_requirement_carries_over_a_trillion_of_lending(observed):
    required, assets = observed("BANK_CET1_REQ"), observed("BANK_RWA").iloc[-1]

    assert observed("BANK_EXCESS").iloc[-1] == 3.4
    assert (required.iloc[-1], required.diff().iloc[-1]) == (13.0, -1.0)
    assert required[:-1][required[:-1] <= 13.0].index[-1].year == 2011
    assert 1e12 < 0.01 * assets / 0.13 < 1.2e12
    assert 0.01 * assets < 0.2e12  # the capital itself is a seventh of it


def test_row_10_growth_of_30_percent_makes_the_first_trillion(observed):
    years = observed("SEMI_SALES").groupby(lambda day: day.year).agg(["sum", "count"])
    memory = (30 - 22) / (48 - 22)

    assert years["count"].loc[2025] == 12
    assert years["sum"].max() == years["sum"].loc[2025] < 1e12 < 1.3 * years["sum"].loc[2025]
    assert round(100 * memory, 1) == 30.8
    assert (round(48 * memory, 1), round(22 * (1 - memory), 1)) == (14.8, 15.2)


def test_row_11_korean_exports_point_to_27_percent_where_13_are_expected(observed):
    exports, earnings = growth(observed("KR_EXPORTS"), 12), growth(observed("ACWI_EPS"), 12)
    implied, _, n = regressed(exports, ahead(earnings, 6), exports.iloc[-1])

    assert round(exports.iloc[-1]) == 34
    assert round(implied) == 27
    assert n > 200
    assert observed("ACWI_EPS_CONSENSUS").iloc[-1] == 13.0


def total(closes, start):
    """The return in percent from the last close on or before *start*."""
    return 100 * (closes.iloc[-1] / closes[:start].iloc[-1] - 1)


def test_row_12_year_to_date(observed):
    published = {
        "SMALLCAP_IND": 22,
        "NUCLEAR": 20,
        "GOLD": 18,
        "DEFENSE": 15,
        "EM_EX_CHINA": 14,
        "DM_SMALL_VALUE": 13,
        "SPX": 2,
        "UST": 0,
        "US_LARGE_GROWTH": -3,
    }

    assert {id: round(total(observed(id), "2025-12-31")) for id in published} == published
    held = 0.6 * total(observed("SPX"), "2025-12-31") + 0.4 * total(observed("UST"), "2025-12-31")
    assert 1 < held < 1.5


def test_row_13_the_flow_gap_of_ten_years(observed, toml):
    sums = {
        name: sum(observed(id).iloc[-120:].sum() for id in toml["basket"][name]["flows"])
        for name in ("EXPANSION", "STAGNATION")
    }

    assert (round(sums["EXPANSION"] / 1e12, 1), round(sums["STAGNATION"] / 1e12, 1)) == (0.3, 1.6)
    assert round((sums["STAGNATION"] - sums["EXPANSION"]) / 1e12, 1) == 1.3


def test_row_14_spac_deals_of_2025_rank_third(deals):
    years = deals.groupby(deals["announced"].dt.year)["value"].sum()

    assert round(years[2025] / 1e9, 1) == 37.6
    assert years.rank(ascending=False)[2025] == 3


def test_row_15_spacs_fall_behind_small_caps_and_below_their_price(data, observed, deals):
    five = {id: round(total(observed(id), "2021-02-20")) for id in ("SPAC_IDX", "US_SMALLCAP")}
    prices = data.all_of(data.catalogue.events["SPAC_DEALS"].prices.values())
    year = []
    for deal in deals.dropna(subset="closed").itertuples():
        closes = prices[data.catalogue.events["SPAC_DEALS"].prices[deal.id]].known[deal.closed :]
        assert closes.index[0] == deal.closed
        year += [100 * (closes.iloc[252] / closes.iloc[0] - 1)] if len(closes) > 252 else []

    assert five == {"SPAC_IDX": 9, "US_SMALLCAP": 41}
    assert len(year) > 90
    assert np.median(year) < np.mean(year) < 0
    assert all(data.catalogue.series[id].hidden for id in prices)


def test_row_16_three_dollars_of_cost_in_ten(deals):
    closed = deals.dropna(subset="closed")

    assert set(deals["proceeds"]) == {10.0}
    assert closed["cost"].mean() == pytest.approx(3.0, abs=0.005)
    assert closed["cost"].median() == pytest.approx(3.0, abs=0.1)
    assert (closed["cost"] + closed["cash"]).round(2).eq(10).all()
    assert deals[deals["closed"].isna()]["cost"].isna().all()


def test_row_17_bitcoin_often_moves_by_more_than_100_percent(observed):
    volatility = 100 * np.log(observed("BTC")).diff().rolling(30).std(ddof=1) * np.sqrt(365)

    assert 0.1 < (volatility.dropna() > 100).mean() < 0.3


def test_rows_18_and_22_are_in_the_notes(ask):
    """They need no data: a twentieth a quarter is twenty quarters, and the lesson is words."""
    queue = ask("What do the notes say about private credit redemptions?").citations
    lesson = ask("What do the notes say about leverage, illiquidity and opacity?").citations

    assert any("5%" in each.quote and "five years" in each.quote for each in queue)
    assert any("leverage, illiquidity and opacity" in each.quote for each in lesson)


def test_row_19_software_weighs_most_where_it_is_hardest_to_sell(data):
    rows = data.table("SOFTWARE")

    assert dict(zip(rows["row"], rows["value"], strict=True)) == {
        "BDCs and private credit": 18,
        "Bank loans": 12,
        "High-yield bonds": 2,
    }


def test_row_20_private_credit_fell_while_other_credit_rose(observed):
    ids = ("BDC_IDX", "CLO_ETF", "SYND_LOANS", "HY_ETF")
    year = {id: round(total(observed(id), "2025-02-20")) for id in ids}

    assert year == {"BDC_IDX": -16, "CLO_ETF": 6, "SYND_LOANS": 5, "HY_ETF": 8}


def test_row_21_listed_companies_have_halved_in_30_years(observed):
    count = observed("LISTED_US")

    assert count["2025"].iloc[0] / count["1995"].iloc[0] == pytest.approx(0.5, abs=0.005)
