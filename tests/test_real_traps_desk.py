"""What is wrong, odd or missing in the real files a desk brings, and that no figure falls for it."""

from datetime import date

import pytest
from real_desk import data_at, needs_real, real_desk
from real_traps import TODAY, TRAPS, raw, refused

from footnote.errors import AskError, SourceError
from tools.extremes import since_when
from tools.flows import flow_gap
from tools.indicators import change, latest
from tools.returns import returns

pytestmark = needs_real


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return real_desk(tmp_path_factory.mktemp("traps") / "desk", TRAPS)


@pytest.fixture(scope="module")
def real(folder):
    return data_at(folder)


@pytest.fixture
def known_on(folder):
    """The same data as known on a day."""
    return lambda day: data_at(folder, date.fromisoformat(day))


# ---------------------------------------------------------------- flows/


def test_a_flow_column_ends_where_its_meaning_does(real):
    """In November 2024 the column called World Equity holds 127,926 of something else."""
    assert latest(real, "ICI_WORLD").value == 127_926e6  # without a word from the desk
    figure = latest(real, "World Equity")

    assert (figure.as_of, figure.stats["current"]) == (date(2020, 11, 30), False)
    assert refused(AskError, latest, real, "World Equity", at="2024-11").reason == "blank"


def test_blank_flow_columns_add_up_to_nothing(real):
    """Domestic Equity is blank from December 2020 on, which would count as zero in a plain sum."""
    error = refused(AskError, flow_gap, real, "ICI_DOMESTIC", "ICI_WORLD", start="2020", end="2021")

    assert "ICI_DOMESTIC" in error.text.en


@pytest.mark.parametrize("typed", [{"window": "10Y"}, {"start": "2015", "end": "2024"}, {"start": "2020-12"}])
def test_no_window_crosses_december_2020(real, typed):
    error = refused(AskError, flow_gap, real, "EQUITY_FUNDS", "BOND_FUNDS", **typed)

    assert "Dec 2020" in error.text.en


# ---------------------------------------------------------------- market/


@pytest.mark.parametrize(
    ("id", "launched"),
    [("ITA", 2006), ("HYG", 2007), ("URA", 2010), ("BKLN", 2011), ("BIZD", 2013), ("JAAA", 2020)],
)
def test_a_fund_has_no_return_from_before_its_launch(real, id, launched):
    error = refused(AskError, returns, real, assets=("SPY", id), start=f"{launched - 1}-12-31")

    assert error.reason == "short_history"
    assert id in error.text.en
    assert str(launched) in error.text.en


def test_total_and_price_returns_stand_together_only_under_their_names(real):
    figure = returns(real, assets=("IWM", "RUT"), start="2021-02-26", end="2026-02-28")
    labels = {row.series: row.label.en for row in figure.parts}

    assert "total return" in labels["IWM"]
    assert "price return" in labels["RUT"]
    assert not figure.label.en.startswith("Total return")


def test_a_month_is_stamped_at_its_end_and_not_read_before_it_is_over(real):
    """The last row is 2026-08, written on the third of that month."""
    assert raw("market/RUT_monthly.csv")["date"].iloc[-1] == "2026-08"
    assert (latest(real, "RUT").as_of, latest(real, "RUT").value) == (date(2026, 7, 31), 2931.34)
    assert latest(real, "GOLD_MONTHLY").as_of == date(2026, 6, 30)


def test_zeros_that_mean_missing_end_the_column_where_the_desk_says_so(real):
    assert latest(real, "SHILLER_DIVIDEND_RAW").value == 0  # without a word from the desk
    figure = latest(real, "SHILLER_DIVIDEND")

    assert (figure.as_of, figure.value) == (date(2023, 6, 30), 68.71)
    assert "not current" in figure.caveats[0].en
    for typed in ({"start": "2020", "end": "2025"}, {"window": "1Y"}):
        assert "Jul 2023" in refused(AskError, change, real, "SHILLER_DIVIDEND", **typed).text.en
    assert since_when(real, "SHILLER_DIVIDEND", "lowest").parts[0].value > 0
    assert real.series("SHILLER_PE10").known.min() > 1
    assert refused(AskError, latest, real, "SHILLER_PE10", at="1880-12").reason == "blank"


def test_nothing_is_earned_on_a_price_of_zero(real):
    error = refused(AskError, returns, real, assets=("SHILLER_DIVIDEND_RAW",), start="2022", end="2024")

    assert "2023-07-31" in error.text.en


def test_the_low_of_a_day_starts_where_the_four_columns_differ(real):
    """Until the end of 1991 open, high, low and close are one number."""
    rows = raw("market/VIX_daily.csv")
    alike = rows[rows[["OPEN", "HIGH", "LOW"]].eq(rows["CLOSE"], axis=0).all(axis=1)]["DATE"]

    assert (len(alike), (alike < "1992").sum()) == (506, 505)
    assert since_when(real, "VIX_LOW", "lowest").stats["first"] == date(1992, 1, 2)
    assert refused(AskError, latest, real, "VIX_LOW", at="1991-06-03").reason == "blank"
    assert since_when(real, "VIX", "lowest").stats["first"] == date(1990, 1, 2)


def test_a_blank_day_of_bitcoin_is_no_close_and_weekends_are(real, known_on):
    on_the_day = latest(known_on("2020-09-04"), "BTC")
    over_it = returns(real, assets=("BTC",), start="2020-09-04", end="2020-09-06")
    weekend = returns(real, assets=("BTC",), start="2020-09-05", end="2020-09-06")

    assert (on_the_day.as_of, on_the_day.value) == (date(2020, 9, 3), 10225.82)
    assert over_it.stats["start"] == date(2020, 9, 3)
    assert weekend.stats["start"] == date(2020, 9, 5)
    assert weekend.value == pytest.approx(100 * (10255.20 / 10152.97 - 1))


# ---------------------------------------------------------------- spac/


def price_ids(data, events):
    return data.catalogue.events[events].prices


def test_a_third_of_the_deals_have_no_prices_and_none_are_invented(real):
    deals, held = real.events("SPAC_DEALS"), price_ids(real, "SPAC_DEALS")
    without = sorted(set(deals["id"]) - held.keys())

    assert (len(deals), len(held), len(without)) == (71, 47, 24)
    assert refused(AskError, returns, real, assets=(f"SPAC/{without[0]}",), window="1Y").reason == "unknown_series"


def test_a_company_is_not_followed_from_before_its_first_close(real):
    """UWMC merged on 21 January 2021; its prices begin a day later."""
    id = price_ids(real, "SPAC_DEALS")["UWMC"]

    assert refused(AskError, returns, real, assets=(id,), start="2021-01-21").reason == "short_history"


def test_prices_start_with_the_shell_and_the_merger_day_cuts_them(real):
    deals = real.events("SPAC_DEALS").set_index("id")["closed"]
    closes = {name: real.series(id).known for name, id in price_ids(real, "SPAC_DEALS").items()}
    earlier = {name: (values.index < deals[name]).sum() for name, values in closes.items()}
    after = {name: (values.index >= deals[name]).sum() - 1 for name, values in closes.items()}

    assert sum(count > 0 for count in earlier.values()) >= 40
    assert sum(count < 63 for count in after.values()) == 21
    assert not any(count >= 252 for count in after.values())


def test_a_company_merged_three_weeks_ago_has_no_return_of_three_months(real):
    id = price_ids(real, "SPAC_DEALS")["CLOV"]

    assert refused(AskError, returns, real, assets=(id,), start="2021-01-07", end="2021-04-08").reason == "stale"


def test_a_day_without_trade_is_a_volume_of_zero_not_a_blank(real):
    volumes = [real.series(id).values for id in price_ids(real, "SPAC_VOLUMES").values()]

    assert sum(len(values) for values in volumes) == 21_264
    assert sum((values == 0).sum() for values in volumes) == 4_363


def test_adjusted_and_plain_closes_differ_and_are_named(real):
    plain, adjusted = price_ids(real, "SPAC_CLOSES"), price_ids(real, "SPAC_DEALS")
    differ = [name for name in plain if not real.series(plain[name]).known.equals(real.series(adjusted[name]).known)]
    window = {"start": "2019-12-31", "end": "2020-12-31"}
    total = returns(real, assets=(adjusted["UTZ"],), **window)
    price = returns(real, assets=(plain["UTZ"],), **window)

    assert sorted(differ) == ["BWMX", "IGIC", "UTZ", "VRT"]
    assert total.value > price.value
    assert "total return" in total.label.en
    assert "price return" in price.label.en


def test_dollar_and_percent_signs_are_read_for_what_they_are(real):
    prices, stated = real.table("SPAC_PRICE"), real.table("SPAC_RETURN")

    assert prices.set_index("row")["value"]["UWMC"] == 11.35
    assert stated["value"].isna().sum() == 2
    assert stated.set_index("row")["value"].max() > 100
    assert "percent" in refused(SourceError, real.table, "SPAC_RETURN_IN_DOLLARS").text.en


# ---------------------------------------------------------------- trade/


@pytest.mark.parametrize("id", ["KR_EXPORTS", "KR_EXPORTS_FULL"])
def test_ten_days_of_exports_are_not_read_as_a_month(real, id):
    error = refused(SourceError, latest, real, id)

    assert "'2025-01 d1-10'" in error.text.en


def test_two_releases_in_a_month_are_not_one_month(real):
    assert "two different values for" in refused(SourceError, latest, real, "KR_EXPORTS_BY_RELEASE").text.en


@pytest.fixture
def split(tmp_path):
    """The same file with its kinds of period in a column of their own, a member each; one panel has the bare names."""
    desk = tmp_path / "desk"
    rows = raw("trade/korea_exports_prelim_to_2026-03.csv")
    rows[["date", "kind"]] = rows["period"].str.split(" ", expand=True)
    (desk / "data").mkdir(parents=True)
    rows.drop(columns="period").to_csv(desk / "data" / "korea.csv", index=False)
    panel = 'source = "file:korea.csv"\nlayout = "long"\nmember = "kind"\nfreq = "M"\nlag = "1d"\ndate = "date"\n'
    stanzas = [
        f'[panel.{name}]\n{panel}value = "{head}"\nunit = "{unit}"\n{more}'
        for name, head, unit, more in (
            ("EXPORTS", "total_exports_bn", "USD bn", ""),
            ("YOY", "total_yoy_pct", "percent", 'named = false\n[panel.YOY.members.full]\ntitle = "Growth"\n'),
            ("BY_DAY", "daily_avg_yoy_pct", "percent", 'named = false\n[panel.BY_DAY.members.full]\ntitle = "A day"\n'),
        )
    ]
    (desk / "desk.toml").write_text("\n".join(stanzas), "utf-8")
    return data_at(desk, TODAY)


def test_full_months_stand_apart_once_the_kind_has_a_column(split):
    figure = latest(split, "full")

    assert (figure.value, figure.as_of) == (86.13e9, date(2026, 3, 31))
    assert latest(split, "d1-20").value == 53.3e9
    assert split.series("full").first == date(2025, 6, 30)
    assert refused(AskError, change, split, "full", window="1Y").reason == "short_history"
    assert refused(AskError, latest, split, "YOY/full", at="2025-08").reason == "blank"


def test_total_and_per_working_day_are_two_series(split):
    """October 2025, first ten days: fewer working days turn a rise into a fall."""
    total, by_day = (latest(split, f"{panel}/d1-10", at="2025-10").value for panel in ("YOY", "BY_DAY"))

    assert (total, by_day) == (-15.2, 33.2)


# ---------------------------------------------------------------- listings/


def test_listed_companies_end_in_2019_and_it_is_said(real):
    figure = latest(real, "US_LISTED")

    assert (figure.value, figure.as_of, figure.stats["current"]) == (4266, date(2019, 12, 31), False)
    assert "2019" in figure.caveats[0].en
    assert refused(AskError, change, real, "US_LISTED", start="1996", end="2025").reason == "stale"
