"""The traps that are in the real files beside the checkout, as the reader of files meets them."""

import csv
import math
from datetime import date

import pytest
from fakes import spec, wanted
from real_desk import REAL, needs_real

from footnote.errors import SourceError
from tools.catalogue import Events, Table
from tools.sources.files import Files
from tools.units import Unit

pytestmark = needs_real


@pytest.fixture(scope="module")
def source():
    return Files(REAL)


@pytest.fixture
def read(source):
    return lambda name, **known: source.read(wanted(spec("A", **known), name)).values


def refused(read, name, **known):
    with pytest.raises(SourceError) as caught:
        read(name, **known)
    return caught.value.text.en


@pytest.mark.parametrize("vintage", ["2008-09", "2024-03"])
@pytest.mark.parametrize("told", [None, "%m/%d/%Y"])
def test_the_second_line_of_fred_md_is_no_observation(read, vintage, told):
    """It holds the codes of transformations, and would count as a first value of 5."""
    words = refused(read, f"fredmd/{vintage}.csv#INDPRO", date_column="sasdate", date_format=told)

    assert f"the file {vintage}.csv row 2, column 'sasdate': 'Transform:' is no date" in words


@pytest.mark.parametrize(("vintage", "first"), [("2008-09", 24.5604), ("2024-03", 21.9665)])
def test_fred_md_is_read_once_the_line_is_gone(tmp_path, vintage, first):
    """Its dates are 01/01/1959 in one vintage and 1/1/1959 in another."""
    lines = (REAL / "fredmd" / f"{vintage}.csv").read_text().splitlines(keepends=True)
    (tmp_path / "a.csv").write_text("".join([lines[0], *lines[2:]]))
    series = spec("A", date_column="sasdate", date_format="%m/%d/%Y")

    found = Files(tmp_path).read(wanted(series, "a.csv#INDPRO")).values

    assert (str(found.index[0].date()), found.iloc[0]) == ("1959-01-01", first)


def test_fred_md_without_its_second_line_names_the_form_of_its_dates(tmp_path):
    lines = (REAL / "fredmd" / "2024-03.csv").read_text().splitlines(keepends=True)
    (tmp_path / "a.csv").write_text("".join([lines[0], *lines[2:]]))

    with pytest.raises(SourceError) as caught:
        Files(tmp_path).read(wanted(spec("A", date_column="sasdate"), "a.csv#INDPRO"))

    assert "row 2, column 'sasdate': '1/1/1959'" in caught.value.text.en
    assert 'dates = "%d/%m/%Y"' in caught.value.text.en
    assert 'dates = "%m/%d/%Y"' in caught.value.text.en


def test_the_prices_of_the_deals_are_dollars_written_as_text(source):
    deals = Events(
        id="DEALS",
        title=spec("DEALS").title,
        sources=("file:spac/deals_completed_2019_2021.csv",),
        key="ticker",
        closed="merger_close",
        value="ipo_size_musd",
        cash="price_at_snapshot",
        unit=Unit("USD", 1e6),
    )

    frame = source.events(deals, "spac/deals_completed_2019_2021.csv").set_index("id")

    assert len(frame) == 71
    assert frame.loc["UWMC", "cash"] == 11.35
    assert frame.loc["UWMC", "value"] == 425_000_000
    assert frame["announced"].isna().all()


def test_the_returns_of_the_deals_are_percent_written_as_text(source):
    returns = Table(
        id="RETURNS",
        title=spec("RETURNS").title,
        sources=("file:spac/deals_completed_2019_2021.csv",),
        row="ticker",
        value="stated_total_return",
        unit=Unit("percent"),
    )

    found = source.table(returns, "spac/deals_completed_2019_2021.csv").set_index("row")["value"]

    assert 100.1 in found.tolist()
    assert (found["HIMS"], found.isna().sum()) == (52, 2)


def test_the_returns_of_the_deals_are_no_dollars(read):
    words = refused(
        read, "spac/deals_completed_2019_2021.csv#stated_total_return", unit="USD", date_column="ipo_date", freq="D"
    )

    assert "row 4, column 'stated_total_return': '52.00%' is in percent, while the unit is USD" in words


@pytest.mark.parametrize(
    ("name", "first"), [("market/RUT_monthly.csv", "1987-09-01"), ("market/gold_monthly.csv", "1833-01-01")]
)
def test_months_are_read_as_months_and_not_as_days(read, name, first):
    assert str(read(name, unit="USD").index[0].date()) == first
    assert "names a whole month, but the frequency is D" in refused(read, name, unit="USD", freq="D")


def test_quarters_are_read_and_blanks_before_the_base_year_are_blanks(read):
    found = read("vintages/RTDSM_ROUTPUT_2000on.csv#ROUTPUT00Q1", freq="Q")

    assert str(found.index[0].date()) == "1947-01-01"
    assert str(found.dropna().index[0].date()) == "1959-01-01"


def test_years_are_read(read):
    found = read("listings/WB_CM.MKT.LDOM.NO_USA.csv", unit="count", freq="A", date_column="year")

    assert (str(found.index[0].date()), found.iloc[0]) == ("1975-01-01", 2670)


def test_the_month_that_was_never_published_stays_blank(read):
    found = read("fred/CPIAUCSL.csv")

    assert math.isnan(found["2025-10-01"])


def test_holidays_stay_blank(read):
    assert read("fred/DGS10.csv", unit="percent", freq="D").isna().sum() == 501


def test_the_three_kinds_of_period_of_korean_exports_are_not_dates(read):
    words = refused(read, "trade/korea_exports_prelim_to_2026-03.csv#total_exports_bn", date_column="period")

    assert "row 2, column 'period': '2025-01 d1-10' is no date" in words


def test_a_header_in_capitals_is_the_date(read):
    assert len(read("market/VIX_daily.csv#CLOSE", freq="D")) > 9000


def test_a_rebased_index_keeps_both_of_its_prints(source):
    """Industrial production of January 1959: never to be subtracted from each other."""
    series = spec("INDPRO", layout="vintages")

    found = source.prints(wanted(series, "vintages/INDPRO.csv"), date(1959, 1, 1), date(1959, 1, 1))

    assert {34.431, 28.055} <= set(found.rows["value"])
    assert found.opens == date(1999, 8, 31)


def test_every_ticker_of_the_long_panel_is_read(source):
    path = "spac/spac_daily_prices.csv"
    with (REAL / path).open() as file:
        rows = list(csv.DictReader(file))
    counts = {}
    for row in rows:
        counts[row["ticker"]] = counts.get(row["ticker"], 0) + 1

    for member, count in counts.items():
        series = spec(
            "A", unit="USD", freq="D", layout="long", member=member, member_column="ticker", value_column="adj_close"
        )
        assert len(source.read(wanted(series, path)).values) == count
    assert len(counts) == 47
