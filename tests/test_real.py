"""Published figures on the real files, each with a twin on a small made file worked by hand that always runs."""

import shutil
from datetime import date

import pytest
from real_desk import DESK, REAL, data_at, needs_real, real_desk

from footnote.errors import AskError
from tools.extremes import since_when
from tools.flows import flow_gap
from tools.indicators import change, latest
from tools.returns import returns

# Two members of each side; in December 2020 the columns become something else.
FLOWS = """Date,Total Equity,Domestic Equity,World Equity,Hybrid,Total Bond,Taxable Bond,Municipal Bond,Total
2020-08-31,0,-100,10,5,0,200,20,0
2020-09-30,0,-200,20,5,0,300,30,0
2020-10-31,0,-300,30,5,0,400,40,0
2020-11-30,0,-400,40,5,0,500,50,0
2020-12-31,59387,,999,,888,,777,
"""
ORDERS = "date,value\n2026-03-01,50.1\n2026-04-01,48.7\n2026-05-01,36.9\n2026-06-01,27.3\n2026-07-01,37.0\n"
CLOSES = "Date,SPY,IWM,GLD\n2026-06-30,100,200,50\n2026-07-01,101,190,51\n2026-07-31,105,250,52\n"
LISTED = "year,listed_domestic_companies\n1996,8000\n1997,9000\n2019,4000\n"
GOLD = "Date,Price\n2025-06,2000\n2025-07,2500\n2026-05,4000\n2026-06,3000\n"
PAYROLLS = """date,realtime_start,value
2024-01-01,2024-02-29,157700
2024-01-01,2024-03-29,157533
2024-02-01,2024-03-29,157808
"""
UNEMPLOYED = "date,value\n2025-09-01,4.4\n2025-10-01,.\n2025-11-01,4.5\n"
PRICES = "date,value\n2025-06-01,320\n2026-06-01,328\n"
YIELDS = "date,value\n2026-07-30,4.1\n2026-07-31,.\n2026-08-03,4.25\n"


@pytest.fixture(scope="module")
def real(tmp_path_factory):
    return data_at(real_desk(tmp_path_factory.mktemp("real") / "desk"))


@pytest.fixture
def made(tmp_path):
    """The same desk over files of a few rows."""
    texts = {
        "flows/ICI_monthly.csv": FLOWS,
        "fred/NOCDFSA066MSFRBPHI.csv": ORDERS,
        "market/etf_adjclose.csv": CLOSES,
        "listings/WB_CM.MKT.LDOM.NO_USA.csv": LISTED,
        "market/gold_monthly.csv": GOLD,
        "vintages/PAYEMS.csv": PAYROLLS,
        "fred/UNRATE.csv": UNEMPLOYED,
        "fred/CPIAUCSL.csv": PRICES,
        "fred/DGS10.csv": YIELDS,
    }
    for name, text in texts.items():
        path = tmp_path / "desk" / "data" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    (tmp_path / "desk" / "desk.toml").write_text(DESK, "utf-8")
    return tmp_path / "desk"


def refusal(tool, data, *arguments, **typed):
    with pytest.raises(AskError) as caught:
        tool(data, *arguments, **typed)
    return caught.value


def billions(figure):
    return round(figure.value / 1e9, 1)


# ---------------------------------------------------------------- fund flows

COLUMNS = ("Domestic Equity", "World Equity", "Taxable Bond", "Municipal Bond")


@needs_real
def test_equity_less_bond_funds_from_2007_to_2016_is_minus_1843_7_billion(real):
    gap = flow_gap(real, "EQUITY_FUNDS", "BOND_FUNDS", start="2007", end="2016")

    assert billions(gap) == -1843.7
    assert [(part.name, billions(part)) for part in gap.parts[:2]] == [("a", -612.9), ("b", 1230.8)]
    assert (gap.unit, str(gap), gap.as_of) == ("USD", "-$1.84tn", date(2016, 12, 31))
    assert {part.inputs[0].count for side in gap.parts for part in side.parts} == {120}


def test_twin_equity_less_bond_funds(made):
    """Equity -200 - 300 - 400 + 20 + 30 + 40 = -810; bonds 300 + 400 + 500 + 30 + 40 + 50 = 1320; in millions."""
    gap = flow_gap(data_at(made), "EQUITY_FUNDS", "BOND_FUNDS", start="2020-09", end="2020-11")

    assert [part.value for part in gap.parts[:2]] == [-810e6, 1320e6]
    assert gap.value == -2130e6
    assert {part.series for side in gap.parts for part in side.parts} == set(COLUMNS)


@needs_real
def test_from_2015_to_2024_all_four_columns_are_refused_with_the_month(real):
    error = refusal(flow_gap, real, "EQUITY_FUNDS", "BOND_FUNDS", start="2015", end="2024")

    assert error.reason == "blank"
    assert all(column in error.text.en and column in error.text.zh for column in COLUMNS)
    assert "from Dec 2020" in error.text.en
    assert "2020年12月" in error.text.zh
    assert "Jan 2007 to Nov 2020" in error.text.en


@pytest.mark.parametrize(
    "typed",
    [{"start": "2020-09", "end": "2020-12"}, {"start": "2020-12", "end": "2020-12"}, {"start": "2020", "end": "2024"}],
)
def test_twin_a_window_into_the_change_is_refused(made, typed):
    error = refusal(flow_gap, data_at(made), "EQUITY_FUNDS", "BOND_FUNDS", **typed)

    assert all(column in error.text.en for column in COLUMNS)
    assert "from Dec 2020" in error.text.en


# ---------------------------------------------------------------- surveys


@needs_real
def test_philadelphia_new_orders_of_july_2026_are_the_highest_since_november_2021(real):
    figure = since_when(real, "NOCDFSA066MSFRBPHI", "highest")

    assert (figure.value, figure.as_of) == (37.0, date(2026, 7, 31))
    assert (figure.stats["since"], figure.stats["record"]) == (date(2021, 11, 30), False)
    assert figure.parts[0].value == 48.7


def test_twin_highest_since(made):
    figure = since_when(data_at(made), "NOCDFSA066MSFRBPHI", "highest")

    assert (figure.value, figure.stats["since"], figure.parts[0].value) == (37.0, date(2026, 4, 30), 48.7)


# ---------------------------------------------------------------- returns


@needs_real
def test_small_caps_returned_27_3_percent_in_five_years_to_february_2026(real):
    figure = returns(real, assets=("IWM",), start="2021-02-26", end="2026-02-27")

    assert str(figure) == "+27.3%"
    assert figure.stats == {"start": date(2021, 2, 26), "end": date(2026, 2, 27)}
    assert "total return" in figure.label.en


@needs_real
def test_a_fund_that_began_in_2020_has_no_ten_year_return(real):
    error = refusal(returns, real, assets=("JAAA",), window="10Y")

    assert error.reason == "short_history"
    assert "JAAA" in error.text.en
    assert "Oct 2020" in error.text.en


def test_twin_return(made):
    """190 to 250 is 31.5789 %."""
    figure = returns(data_at(made), assets=("IWM",), start="2026-07-01", end="2026-07-31")

    assert figure.value == pytest.approx(31.5789, abs=1e-4)


# ---------------------------------------------------------------- listed companies


@needs_real
def test_listed_companies_fell_47_3_percent_from_1996_to_2019(real):
    figure = change(real, "US_LISTED", start="1996", end="2019")

    assert str(figure) == "-47.3%"
    assert [(part.value, part.as_of) for part in figure.parts] == [
        (8090, date(1996, 12, 31)),
        (4266, date(2019, 12, 31)),
    ]


def test_twin_listed_companies(made):
    assert change(data_at(made), "US_LISTED", start="1996", end="2019").value == pytest.approx(-50)


@needs_real
def test_listed_companies_of_2025_are_not_known(real):
    error = refusal(change, real, "US_LISTED", start="1996", end="2025")

    assert error.reason == "stale"
    assert "1975 to 2019" in error.text.en


# ---------------------------------------------------------------- the rest of the desk


@needs_real
@pytest.mark.parametrize(
    ("id", "value", "unit", "day"),
    [
        ("UNRATE", 4.2, "percent", date(2026, 6, 30)),
        ("GOLD_MONTHLY", 4228.0, "USD", date(2026, 6, 30)),
        ("DGS10", 4.14, "percent", date(2025, 12, 30)),
        ("US_LISTED", 4266, "count", date(2019, 12, 31)),
        ("PAYEMS", 157_808_000, "persons", date(2024, 2, 29)),
    ],
)
def test_the_latest_values_are_those_at_the_end_of_the_files(real, id, value, unit, day):
    figure = latest(real, id)

    assert (figure.value, figure.unit, figure.as_of) == (pytest.approx(value), unit, day)


@needs_real
def test_a_series_that_ended_long_ago_is_said_to_be_old(real):
    assert "not current" in latest(real, "DGS10").caveats[0].en


def test_twin_latest_values(made):
    data = data_at(made)

    assert [latest(data, id).value for id in ("GOLD_MONTHLY", "DGS10", "PAYEMS")] == [3000, 4.25, 157_808_000]


@needs_real
def test_october_2025_is_blank_for_unemployment(real):
    error = refusal(change, real, "UNRATE", start="2025-10", end="2026-01")

    assert error.reason == "blank"
    assert "Oct 2025" in error.text.en


def test_twin_a_blank_month(made):
    assert "Oct 2025" in refusal(change, data_at(made), "UNRATE", start="2025-10", end="2025-11").text.en


@needs_real
def test_payrolls_are_read_as_they_were_published(tmp_path):
    """January 2024 was first printed on the last day of February's vintage, and revised a month later."""
    folder = real_desk(tmp_path / "desk")

    then = latest(data_at(folder, date(2024, 2, 29)), "PAYEMS", at="2024-01")
    later = latest(data_at(folder, date(2024, 3, 29)), "PAYEMS", at="2024-01")

    assert (then.value, later.value) == (157_700_000, 157_533_000)
    assert then.inputs[0].vintage == "as published by 2024-02-29"


@pytest.mark.parametrize(
    ("as_of", "value"),
    [(date(2024, 2, 29), 157_700_000), (date(2024, 3, 28), 157_700_000), (date(2024, 3, 29), 157_533_000)],
)
def test_twin_payrolls_as_published(made, as_of, value):
    assert latest(data_at(made, as_of), "PAYEMS", at="2024-01").value == value


def test_one_changed_row_changes_the_figure(made):
    before = flow_gap(data_at(made), "EQUITY_FUNDS", "BOND_FUNDS", start="2020-09", end="2020-11").value
    path = made / "data" / "flows" / "ICI_monthly.csv"
    path.write_text(path.read_text().replace("2020-10-31,0,-300", "2020-10-31,0,-301"))

    after = flow_gap(data_at(made), "EQUITY_FUNDS", "BOND_FUNDS", start="2020-09", end="2020-11").value

    assert after - before == pytest.approx(-1e6)


@needs_real
def test_the_real_files_may_be_copied_as_well_as_linked(tmp_path):
    folder = real_desk(tmp_path / "desk")
    (folder / "data").unlink()
    shutil.copytree(REAL / "listings", folder / "data" / "listings")
    shutil.copytree(REAL / "flows", folder / "data" / "flows")
    shutil.copytree(REAL / "market", folder / "data" / "market")

    assert latest(data_at(folder), "US_LISTED").value == 4266
