"""SPAC deals of 2020 as they were, and the sample desk's own, against an independent reckoning and what was printed."""

import numpy as np
import pandas as pd
import pytest
from real_desk import REAL, data_at, needs_real, real_desk
from spac_deals import parts, refusal, said

from footnote.settings import Settings, packaged_desk
from tools.data import Data
from tools.desk_folder import load
from tools.fee import spac_fee
from tools.issuance import spac_rank
from tools.sources import connected
from tools.spac import spac_returns

SPACS = """
[panel.SPAC]
source = "file:spac/spac_daily_prices.csv"
layout = "long"
member = "ticker"
value = "adj_close"
unit = "USD"
kind = "price"
total_return = true
freq = "D"
lag = "0d"
named = false

[events.SPAC_DEALS]
source = "file:spac/deals_completed_2019_2021.csv"
id = "ticker"
closed = "merger_close"
value = "ipo_size_musd"
unit = "USD mn"
prices = "panel:SPAC"

[use]
spac_returns = { deals = "SPAC_DEALS", benchmark = "IWM" }
"""


@pytest.fixture(scope="module")
def real(tmp_path_factory):
    """The data of a desk over the deals that closed from January 2020 to January 2021."""
    if not REAL.is_dir():
        pytest.skip(f"the real data files are not there: {REAL}")
    return data_at(real_desk(tmp_path_factory.mktemp("desk") / "real", SPACS))


@pytest.fixture(scope="module")
def sample():
    """What the sample desk knows on its day, from its files."""
    return Data(catalogue=load(packaged_desk()), sources={"file": connected(Settings())["file"]})


def reckoned(deals, prices, days, closed="merger_close", price="adj_close"):
    """The same returns with pandas alone, straight from the files."""
    found = {}
    for deal in deals.dropna(subset=closed).itertuples():
        rows = prices[(prices["ticker"] == deal.ticker) & (prices["date"] >= getattr(deal, closed))].sort_values("date")
        if len(rows) > days:
            found[deal.ticker] = 100 * (rows[price].iloc[days] / rows[price].iloc[0] - 1)
    return pd.Series(found)


@needs_real
@pytest.mark.parametrize(
    ("window", "n", "mean", "median", "negative"),
    [("3M", 26, -10.7, -17.8, 69.2), ("1M", 40, 2.0, -13.1, 60.0), ("6M", 17, -8.5, -23.8, 76.5)],
)
def test_the_deals_of_2020_after_their_merger(real, window, n, mean, median, negative):
    found = spac_returns(real, window=window)
    held = parts(found)

    assert round(found.value, 1) == mean
    assert (held["n"].value, round(held["median"].value, 1), round(held["share_negative"].value, 1)) == (
        n,
        median,
        negative,
    )
    assert f"{n} of the 71 merged deals in SPAC_DEALS count: {47 - n} merged too recently, 24 without prices" in said(
        found
    )
    assert "total return" in found.label.en


@needs_real
@pytest.mark.parametrize(("window", "days"), [("1M", 21), ("3M", 63), ("6M", 126)])
def test_each_deal_is_what_pandas_makes_of_the_files(real, window, days):
    deals = pd.read_csv(REAL / "spac" / "deals_completed_2019_2021.csv", parse_dates=["merger_close"])
    prices = pd.read_csv(REAL / "spac" / "spac_daily_prices.csv", parse_dates=["date"])
    found = parts(spac_returns(real, window=window))["n"].parts

    expected = reckoned(deals, prices, days)
    assert {deal.title.en: deal.value for deal in found} == pytest.approx(expected.to_dict())


@needs_real
def test_small_caps_over_the_days_of_each_deal(real):
    """Straight from the two files: the mean of each deal's return less that of IWM between its two days."""
    small = pd.read_csv(REAL / "market" / "etf_adjclose.csv", index_col=0, parse_dates=True)["IWM"]
    found = parts(spac_returns(real, window="3M"))
    deals = found["n"].parts
    beside = [100 * (small[str(deal.as_of)] / small[str(deal.stats["start"])] - 1) for deal in deals]

    assert found["benchmark"].value == pytest.approx(np.mean(beside))
    assert found["excess"].value == pytest.approx(np.mean([deal.value for deal in deals]) - np.mean(beside))
    assert found["excess_median"].value == pytest.approx(np.median(np.subtract([deal.value for deal in deals], beside)))


@needs_real
def test_no_deal_of_2020_has_been_followed_for_a_year(real):
    found = refusal(spac_returns, real, window="1Y")

    assert found.reason == "short_history"
    assert "None of the 47 merged deals of SPAC_DEALS that have prices has a close 252 trading days" in found.text.en
    assert "run to 28 Jan 2021" in found.text.en
    assert len(found.choices) == 3


@needs_real
def test_the_table_says_that_prices_end_long_before_today(real):
    found = spac_returns(real)

    assert [part.name for part in found.parts] == ["mean_21", "mean_63", "mean_126"]
    assert "prices of the deals run to 28 Jan 2021" in said(found)


@needs_real
def test_completed_deals_are_ranked_as_completed(real):
    found = spac_rank(real, 2020)

    assert "completed in 2020" in found.label.en
    assert (parts(found)["rank"].value, parts(found)["n"].value) == (1, 64)
    assert "the last deal known is of 21 Jan 2021" in said(found)


# ---------------------------------------------------------------- the sample desk


def test_2025_is_the_third_largest_year(sample):
    found = spac_rank(sample, 2025)

    assert str(found) == "$37.6bn"
    assert parts(found)["rank"].value == 3


def test_leading_spacs_lag_small_caps_over_five_years(sample):
    found = spac_returns(sample, window="5Y", benchmark="US_SMALLCAP")

    assert {part.series: round(part.value) for part in found.parts} == {"SPAC_IDX": 9, "US_SMALLCAP": 41}
    assert round(found.value) == -32


def test_three_dollars_of_ten_are_cost(sample):
    found = spac_fee(sample)

    assert round(found.value, 2) == 3.0
    assert round(parts(found)["cash"].value, 2) == 7.0
    assert round(parts(found)["break_even"].value, 1) == 42.9


@pytest.mark.parametrize(("window", "days"), [("1M", 21), ("3M", 63), ("6M", 126), ("1Y", 252)])
def test_the_samples_deals_are_what_pandas_makes_of_the_files(sample, window, days):
    folder = packaged_desk() / "data" / "spac"
    deals = pd.read_csv(folder / "deals.csv", parse_dates=["merger_close"])
    prices = pd.read_csv(folder / "prices.csv", parse_dates=["date"])
    found = spac_returns(sample, window=window)

    expected = reckoned(deals, prices, days, price="close")
    assert found.value == pytest.approx(expected.mean())
    assert parts(found)["median"].value == pytest.approx(expected.median())
    assert parts(found)["share_negative"].value == pytest.approx(100 * (expected < 0).mean())


def test_those_that_left_the_exchange_within_a_year_are_named(sample):
    found = spac_returns(sample, window="1Y")

    assert "SP005, SP054, SP070 stopped trading within 252 trading days" in said(found)
    assert parts(found)["ended"].value < -80
