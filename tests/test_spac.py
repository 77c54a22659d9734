"""Returns of SPACs by deal after the merger, each worked by hand."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest
from fakes import NAN, daily
from hypothesis import given
from hypothesis import strategies as st
from spac_deals import USE, deal, desk, listing, moved, parts, path, refusal, said

from tools.deals import listed
from tools.merger import followed
from tools.spac import spac_returns

ON = "2025-01-02"
THREE = [deal(name, closed=ON) for name in ("AAA", "BBB", "CCC")]
PATHS = {"AAA": path(10, 12), "BBB": path(10, 5), "CCC": path(20, 19)}  # +20 %, -50 %, -5 % after 63 days


# ---------------------------------------------------------------- by deal after the merger


def test_deals_count_alike_whatever_their_size():
    found = spac_returns(desk(THREE, PATHS), window="3M")

    assert (found.name, found.unit, found.as_of) == ("mean", "percent", PATHS["AAA"].index[-1].date())
    assert found.value == pytest.approx((20 - 50 - 5) / 3)
    assert parts(found)["median"].value == pytest.approx(-5)
    assert parts(found)["n"].value == 3
    assert parts(found)["share_negative"].value == pytest.approx(100 * 2 / 3)
    assert parts(found)["share_below"].value == pytest.approx(100 / 3)  # 5 alone is below 10
    assert found.stats == pytest.approx(
        {"horizon": 63, "n": 3, "median": -5, "share_negative": 200 / 3, "share_below": 100 / 3}
    )


def test_each_deal_is_made_of_its_two_closes():
    (one, two, three) = parts(spac_returns(desk(THREE, PATHS), window="3M"))["n"].parts

    assert [(each.series, round(each.value)) for each in (one, two, three)] == [
        ("P/AAA", 20),
        ("P/BBB", -50),
        ("P/CCC", -5),
    ]
    assert one.inputs[0].rows == ((date(2025, 1, 2), 10.0), (PATHS["AAA"].index[63].date(), 12.0))
    assert one.stats == {"start": date(2025, 1, 2), "end": PATHS["AAA"].index[63].date()}


@pytest.mark.parametrize(
    ("window", "days"), [("1M", 21), ("3M", 63), ("6M", 126), ("1Y", 252), ("12M", 252), ("21D", 21)]
)
def test_a_window_is_a_number_of_trading_days_of_the_company(window, days):
    found = spac_returns(desk(THREE[:1], {"AAA": path(10, 11, days=days)}), window=window)

    assert found.value == pytest.approx(10)
    assert found.stats["horizon"] == days
    assert f"{days} trading days after the merger" in found.label.en


def test_the_clock_starts_at_the_first_close_on_or_after_the_merger():
    """The merger falls on a Saturday; before it the shell stood at 10."""
    closes = pd.concat([path(10, 10, start="2025-01-02", days=6), path(16, 20, start="2025-01-13")])
    found = spac_returns(desk([deal("AAA", closed="2025-01-11")], {"AAA": closes}), window="3M")

    assert found.value == pytest.approx(25)  # 20 / 16
    assert "DEALS (first closes 13 Jan 2025 to 13 Jan 2025): the clock starts at the first close on or" in said(found)


def test_a_blank_is_no_trading_day():
    """Two blanks in between: the 63rd close after the first is two rows further on."""
    closes = path(10, 10, 30, days=63)
    closes.iloc[[5, 6]] = NAN
    found = spac_returns(desk(THREE[:1], {"AAA": closes[:66]}), window="3M")

    assert parts(found)["n"].parts[0].as_of == closes.index[65].date()


def test_a_deal_that_stopped_trading_before_is_left_out_counted_and_followed_to_its_end():
    rows = [*THREE, deal("GONE", closed=ON)]
    found = spac_returns(desk(rows, PATHS | {"GONE": path(10, 1, days=20)}), window="3M")
    ended = parts(found)["ended"]

    assert found.value == pytest.approx((20 - 50 - 5) / 3)
    assert "3 of the 4 merged deals in DEALS count: 1 stopped trading before." in said(found)
    assert "Survivors only: GONE stopped trading within 63 trading days" in said(found)
    assert (ended.value, [each.series for each in ended.parts]) == (pytest.approx(-90), ["P/GONE"])


def test_a_deal_that_was_delisted_later_on_is_kept():
    rows = [deal("AAA", closed=ON), deal("LONG", closed=ON)]
    found = spac_returns(desk(rows, {"AAA": path(10, 12), "LONG": path(10, 12, 13, 14)}), window="3M")

    assert parts(found)["n"].value == 2
    assert "deals delisted later on are kept" in said(found)
    assert "Survivors" not in said(found)


def test_deals_that_merged_too_recently_or_have_no_prices_are_counted_as_such():
    rows = [*THREE, deal("NEW", closed="2025-03-24"), deal("NONE", closed=ON), deal("OPEN")]
    found = spac_returns(desk(rows, PATHS | {"NEW": path(10, 11, start="2025-03-24", days=9)}), window="3M")

    assert "3 of the 5 merged deals in DEALS count: 1 merged too recently, 1 without prices." in said(found)


def test_a_first_close_weeks_after_the_merger_is_none():
    found = spac_returns(desk([*THREE, deal("LATE", closed="2024-12-20")], PATHS | {"LATE": path(1, 9)}), window="3M")

    assert parts(found)["n"].value == 3
    assert "1 without a close in the 10 days from the merger on" in said(found)
    assert "without prices" not in said(found)


def test_prices_that_end_before_the_merger_are_said_to():
    closes = path(1, 9, start="2024-01-02")
    found = spac_returns(desk([*THREE, deal("GONE", closed=ON)], PATHS | {"GONE": closes}), window="3M")

    assert "3 of the 4 merged deals in DEALS count: 1 with prices that end before the merger." in said(found)


@pytest.mark.parametrize(("window", "names"), [("3M", {"deal", "deal_2"}), (None, {"deal_63", "deal_2_63"})])
def test_two_deals_of_one_company_are_two_figures(window, names):
    """The shell of one ticker merged twice: once at 10, and at 20 a month later."""
    closes = path(10, 20, 30, days=63)
    rows = [deal("AAA", closed=ON), deal("AAA", closed=str(closes.index[63].date()))]
    found = spac_returns(desk(rows, {"AAA": closes}), window=window)

    deals = [each for each in found.walk() if each.name.startswith("deal") and not each.name.endswith(("_21", "_126"))]
    assert {each.name: round(each.value) for each in deals} == dict(zip(sorted(names, key=len), (100, 50), strict=True))
    assert len({each.label.en for each in deals}) == 2


def test_a_deal_without_a_close_for_over_a_month_is_left_out():
    closes = path(10, 40)
    closes = pd.concat([closes[:30], moved(closes[30:], 35)])
    found = spac_returns(desk([*THREE, deal("HALT", closed=ON)], PATHS | {"HALT": closes}), window="3M")

    assert parts(found)["n"].value == 3
    assert "1 without a close for over a month in between" in said(found)


def test_as_of_a_day_only_what_had_happened_counts():
    """On the day of BBB's last close the deal of CCC was not closed, and AAA had not fallen."""
    rows = [deal("AAA", closed=ON), deal("CCC", closed="2025-04-03")]
    prices = {"AAA": path(10, 12, 3), "CCC": path(10, 1, start="2025-04-03")}
    found = spac_returns(desk(rows, prices, as_of=date(2025, 4, 2)), window="3M")

    assert found.value == pytest.approx(20)
    assert "1 of the 1 merged deals" in said(found)


def test_without_a_window_all_horizons_stand_in_one_table_and_those_not_reached_are_said():
    found = spac_returns(desk(THREE, PATHS))

    assert (found.name, found.value) == ("post_merger", None)
    assert [part.name for part in found.parts] == ["mean_21", "mean_63"]
    assert [part.name for part in found.parts[0].parts[:2]] == ["n_21", "median_21"]
    assert found.parts[1].value == pytest.approx((20 - 50 - 5) / 3)
    assert "252 trading days after the merger: 0 of the 3 merged deals in DEALS count: 3 merged too recently." in said(
        found
    )


def test_a_horizon_with_no_deals_is_refused_with_those_that_have_some():
    found = refusal(spac_returns, desk(THREE, PATHS), window="1Y")

    assert found.reason == "short_history"
    assert "None of the 3 merged deals of DEALS that have prices has a close 252 trading days" in found.text.en
    assert "run to 1 Apr 2025" in found.text.en
    assert [choice.en for choice in found.choices] == [
        "SPAC returns 1 month after the merger",
        "SPAC returns 3 months after the merger",
    ]


@pytest.mark.parametrize(
    "asked", [{"window": "5Y"}, {"window": "YTD"}, {"window": "2M"}, {"window": "2025"}, {"start": ON}]
)
def test_other_windows_are_refused_with_those_that_are_known(asked):
    found = refusal(spac_returns, desk(THREE, PATHS, benchmark=daily([100] * 9)), **asked)

    assert "21, 63, 126 or 252 trading days (1M, 3M, 6M, 1Y)" in found.text.en
    assert found.choices[-1].en.startswith("SPAC returns vs Title of SMALL, ")


def test_a_list_whose_deals_have_no_prices_is_refused():
    found = refusal(spac_returns, desk(THREE, {}), window="3M")

    assert found.reason == "short_history"
    assert "None of the 3 merged deals of DEALS has prices" in found.text.en


def test_the_days_of_merger_and_prices_are_needed():
    no_days = desk(THREE, PATHS, item=replace(listing(prices={}), closed=None))

    assert "no column for the day of the merger configured" in refusal(spac_returns, no_days, window="3M").text.en
    assert refusal(spac_returns, desk(THREE, PATHS, kind="stock"), window="3M").reason == "units"


def test_a_close_of_nothing_is_refused():
    found = refusal(spac_returns, desk(THREE[:1], {"AAA": path(10, 0)}), window="3M")

    assert "has a close of 0 on 2025-04-01" in found.text.en


def test_what_closes_are_is_said():
    plain, adjusted = (spac_returns(desk(THREE, PATHS, total_return=each), window="3M") for each in (False, True))

    assert "mean price return" in plain.label.en
    assert "mean total return" in adjusted.label.en
    assert "adjusted for distributions" in said(adjusted)
    assert "adjusted for distributions" not in said(plain)


def test_prices_that_end_long_ago_are_said_to():
    found = spac_returns(desk(THREE, PATHS, stale_after=10), window="3M")

    assert "prices of the deals run to 1 Apr 2025" in said(found)
    assert "run to" not in said(spac_returns(desk(THREE, PATHS, stale_after=10, as_of=date(2025, 4, 2)), window="3M"))


def test_ten_dollars_are_no_bar_for_another_currency():
    assert "share_below" not in parts(spac_returns(desk(THREE, PATHS, unit="JPY"), window="3M"))


# ---------------------------------------------------------------- beside the benchmark, over the same days


def test_deals_are_set_against_the_benchmark_over_their_own_days():
    """AAA: +20 over days in which small caps rose by 10; BBB, a quarter later: -50 against -20."""
    later = PATHS["AAA"].index[63]
    rows = [deal("AAA", closed=ON), deal("BBB", closed=str(later.date()))]
    small = path(100, 110, 88, days=63)
    data = desk(rows, {"AAA": path(10, 12), "BBB": path(10, 5, start=later)}, benchmark=small)
    found = parts(spac_returns(data, window="3M"))

    assert found["benchmark"].value == pytest.approx((10 - 20) / 2)
    assert found["excess"].value == pytest.approx((20 - 10 - 50 + 20) / 2)
    assert found["excess_median"].value == pytest.approx((10 - 30) / 2)
    assert (found["benchmark"].series, found["excess"].unit) == ("SMALL", "percentage point")
    assert [day for day, _ in found["benchmark"].inputs[1].rows] == [small.index[n].date() for n in (0, 63, 126)]


def test_price_returns_beside_a_total_return_are_said():
    mixed = spac_returns(desk(THREE, PATHS, benchmark=path(1, 1)), window="3M")
    alike = spac_returns(desk(THREE, PATHS, benchmark=path(1, 1), total_return=True), window="3M")

    assert "the deals are price returns and the benchmark Title of SMALL (SMALL) is a total return" in said(mixed)
    assert "one of them only" not in said(alike)


def test_deals_outside_the_benchmarks_history_are_not_compared_and_said():
    later = PATHS["AAA"].index[63]
    rows = [deal("AAA", closed=ON), deal("BBB", closed=str(later.date()))]
    data = desk(rows, {"AAA": path(10, 12), "BBB": path(10, 5, start=later)}, benchmark=path(100, 90, start=later))
    found = spac_returns(data, window="3M")

    assert found.value == pytest.approx(-15)
    assert parts(found)["excess"].value == pytest.approx(-50 + 10)
    assert "1 of the 2 deals outside the history of Title of SMALL" in said(found)


def test_without_a_benchmark_the_deals_stand_alone():
    for use in ({}, USE, {"spac_returns": {"benchmark": "SMALL"}}):
        found = spac_returns(desk(THREE, PATHS, use=use), window="3M")

        assert "excess" not in parts(found)
        assert "No benchmark is set up" in said(found)


# ---------------------------------------------------------------- properties

levels = st.lists(st.floats(min_value=0.5, max_value=50), min_size=2, max_size=6)


def companies(ends):
    """A deal each, from 10 to the given close 21 trading days on."""
    rows = [deal(f"D{place}", closed=ON) for place in range(len(ends))]
    return rows, {f"D{place}": path(10, end, days=21) for place, end in enumerate(ends)}


def outcome(rows, prices, **known):
    figure = spac_returns(desk(rows, prices, **known), window="1M")
    return {"mean": figure.value} | {name: part.value for name, part in parts(figure).items()}


@given(levels)
def test_the_order_of_the_deals_does_not_matter(ends):
    rows, prices = companies(ends)

    assert outcome(rows[::-1], prices) == pytest.approx(outcome(rows, prices))


@given(levels, st.floats(min_value=0.01, max_value=100))
def test_returns_do_not_depend_on_the_scale_of_the_prices(ends, scale):
    rows, prices = companies(ends)
    scaled = outcome(rows, {name: values * scale for name, values in prices.items()})

    assert {**scaled, "share_below": 0} == pytest.approx({**outcome(rows, prices), "share_below": 0}, abs=1e-6)


@given(levels, st.integers(min_value=1, max_value=40))
def test_nothing_depends_on_when_it_happened(ends, weeks):
    rows, prices = companies(ends)
    later = [each | {"closed": str((pd.Timestamp(ON) + pd.Timedelta(weeks=weeks)).date())} for each in rows]
    shifted = outcome(later, {name: moved(values, 7 * weeks) for name, values in prices.items()})

    assert shifted == pytest.approx(outcome(rows, prices))


@given(levels)
def test_the_mean_is_that_of_the_returns_one_by_one(ends):
    found = outcome(*companies(ends))
    returns = [100 * (end / 10 - 1) for end in ends]

    assert found["mean"] == pytest.approx(sum(returns) / len(returns))
    assert found["median"] == pytest.approx(pd.Series(returns).median())
    assert found["share_negative"] == pytest.approx(100 * sum(each < 0 for each in returns) / len(returns))


def test_prices_that_do_not_move_return_nothing():
    found = outcome(THREE, dict.fromkeys(PATHS, path(10, 10, days=21)), benchmark=path(5, 5, days=21))

    assert [found[name] for name in ("mean", "median", "share_negative", "share_below", "benchmark", "excess")] == [
        0
    ] * 6


def test_no_prices_are_changed():
    kept = {name: values.copy() for name, values in PATHS.items()}
    spac_returns(desk(THREE, PATHS, benchmark=path(1, 2)))

    assert all(values.equals(kept[name]) for name, values in PATHS.items())


def test_a_company_that_is_not_priced_yet_is_waited_for():
    """Its first close comes after the day asked about."""
    data = desk(
        [*THREE, deal("NEW", closed="2025-04-01")],
        PATHS | {"NEW": path(9, 9, start="2025-04-02")},
        as_of=date(2025, 4, 1),
    )
    found = followed(data, listed(data, "spac_returns"))

    assert (len(found.merged), found.recent, found.unpriced, found.last) == (3, 1, 0, date(2025, 4, 1))
