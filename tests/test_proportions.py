"""Flows in proportion: shares of one total, sums per year and by calendar year, and what they are of the assets."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest
from fakes import NAN, TODAY, Told, basket, catalogue_of, data_of, monthly, noon, quarterly, spec, yearly
from hypothesis import given
from hypothesis import strategies as st

from footnote.errors import SourceError
from tools.data import Data
from tools.flows import flow_gap
from tools.reading import Reading


def flow(id, **known):
    return spec(id, **{"unit": "USD mn", "kind": "flow", "lag": 0, "average": "sum"} | known)


def stock(id, **known):
    return spec(id, **{"unit": "USD mn", "kind": "stock", "lag": 0, "average": "end"} | known)


def desk(a, b, *items, held=(), **known):
    """Two baskets of one flow series each; the assets of the first are the series of *held*."""
    return data_of(
        {"F_A": a, "F_B": b, **dict(held)},
        flow("F_A", **known),
        flow("F_B", **known),
        replace(basket("A", flows=("F_A",)), assets=tuple(dict(held))),
        basket("B", flows=("F_B",)),
        *items,
    )


def parts(gap):
    return {part.name: part for part in gap.parts}


def asked(data, **typed):
    return flow_gap(data, "A", "B", **typed)


# ---------------------------------------------------------------- shares


def test_each_share_is_of_the_sum_of_both():
    """12 and 36: a quarter and three quarters."""
    found = parts(asked(desk(monthly([1] * 12), monthly([3] * 12)), window="1Y"))

    assert (found["share_a"].value, found["share_b"].value) == (25, 75)
    assert (found["share_a"].unit, found["share_a"].formula) == ("percent", "100 a / (a + b)")
    assert [each.name for each in found["share_a"].inputs] == ["a", "b"]


def test_of_two_outflows_each_has_a_share_too():
    found = parts(asked(desk(monthly([-1] * 12), monthly([-3] * 12)), window="1Y"))

    assert (found["share_a"].value, found["share_b"].value) == (25, 75)


@pytest.mark.parametrize(
    ("a", "b", "said"),
    [
        (1, -3, "Title of A had money come in and Title of B had it go out, Feb 2025 to Jan 2026"),
        (-1, 3, "Title of B had money come in and Title of A had it go out, Feb 2025 to Jan 2026"),
        (0, 0, "the net flows of Title of A and of Title of B are nil, Feb 2025 to Jan 2026"),
    ],
)
def test_money_in_and_money_out_have_no_total_to_be_shares_of(a, b, said):
    gap = asked(desk(monthly([a] * 12), monthly([b] * 12)), window="1Y")

    assert not {"share_a", "share_b"} & parts(gap).keys()
    assert said in gap.caveats[0].en
    assert "未列占比" in gap.caveats[0].zh


@given(st.lists(st.integers(min_value=1, max_value=99), min_size=2, max_size=2), st.integers(min_value=1, max_value=9))
def test_shares_add_up_and_know_no_scale(flows, scale):
    def shares(a, b):
        found = parts(asked(desk(monthly([a] * 3), monthly([b] * 3)), window="3M"))
        return found["share_a"].value, found["share_b"].value

    one = shares(*flows)

    assert sum(one) == pytest.approx(100)
    assert shares(*(each * scale for each in flows)) == pytest.approx(one)


# ---------------------------------------------------------------- per year


@pytest.mark.parametrize(
    ("series", "freq", "window", "per_year"),
    [
        (monthly([2] * 36), "M", "3Y", 24e6),
        (monthly([2] * 18), "M", "18M", 24e6),
        (quarterly([2] * 8), "Q", "2Y", 8e6),
        (yearly([2] * 5), "A", "5Y", 2e6),
    ],
)
def test_sums_per_year_are_sums_over_the_years_there_are(series, freq, window, per_year):
    found = parts(asked(desk(series, 3 * series, freq=freq), window=window))

    assert found["a_per_year"].value == pytest.approx(per_year)
    assert found["b_per_year"].value == pytest.approx(3 * per_year)
    assert found["gap_per_year"].value == pytest.approx(-2 * per_year)
    assert [each.name for each in found["gap_per_year"].inputs] == ["a_per_year", "b_per_year"]


def test_weeks_are_counted_by_their_days():
    """104 weeks are 728 days, 728 / 365.25 of a year."""
    weeks = pd.Series([1.0] * 160, index=pd.date_range(end="2026-02-18", periods=160, freq="W-WED"))

    found = parts(asked(desk(weeks, weeks, freq="W"), start="2024-02-22", end="2026-02-18"))

    assert found["a"].stats["periods"] == 104
    assert found["a_per_year"].value == pytest.approx(104e6 * 365.25 / 728)
    assert found["a_per_year"].formula == "a / (728 days / 365.25)"


def test_a_year_of_days_is_a_year_though_markets_rest():
    days = pd.Series([1.0] * 600, index=pd.bdate_range(end="2026-02-18", periods=600))

    found = parts(asked(desk(days, days, freq="D"), window="1Y"))

    first, last = found["a"].stats["start"], found["a"].as_of
    length = ((last - first).days + 1) / 365.25
    assert found["a_per_year"].value == pytest.approx(found["a"].value / length)


def test_of_less_than_a_year_nothing_is_said_per_year():
    assert not [
        name for name in parts(asked(desk(monthly([1] * 12), monthly([1] * 12)), window="11M")) if "year" in name
    ]


def test_a_year_alone_is_its_own_average():
    found = parts(asked(desk(monthly([1] * 12), monthly([1] * 12)), window="1Y"))

    assert found["a_per_year"].value == found["a"].value


# ---------------------------------------------------------------- by calendar year


def test_whole_calendar_years_are_summed_and_parts_of_years_are_not():
    """From November 2022 to January 2026: the years 2023 to 2025, of 12, 24 and 36."""
    flows = monthly([9, 9, *[1] * 12, *[2] * 12, *[3] * 12, 9])

    found = parts(asked(desk(flows, 10 * flows), window="39M"))

    assert {name: part.value for name, part in found.items() if name.startswith("a_year")} == {
        "a_year_2023": 12e6,
        "a_year_2024": 24e6,
        "a_year_2025": 36e6,
    }
    assert found["b_year_2024"].value == 240e6
    assert found["gap_year_2024"].value == -216e6
    assert (found["a_year_2024"].as_of, str(found["a_year_2024"].period)) == (date(2024, 12, 31), "2024")
    assert found["a_year_2024"].label.zh == "A的名称2024年净流入"


@pytest.mark.parametrize(
    ("typed", "years"),
    [
        ({"start": "2023", "end": "2024"}, ["2023", "2024"]),
        ({"start": "2023-02", "end": "2024"}, []),
        ({"start": "2023", "end": "2024-11"}, []),
        ({"window": "2024"}, []),
    ],
)
def test_one_whole_year_is_no_list(typed, years):
    found = parts(asked(desk(monthly([1] * 60), monthly([1] * 60)), **typed))

    assert [name[-4:] for name in found if name.startswith("gap_year")] == years


def test_every_series_of_a_side_counts_whatever_days_its_weeks_have():
    """A holiday moves the last week of 2024 into 2025 for the one series and not for the other."""
    weeks = pd.date_range(end="2026-02-18", periods=164, freq="W-WED")
    last = weeks.get_loc(pd.Timestamp("2025-01-01"))
    moved = weeks[:last].append(pd.DatetimeIndex(["2024-12-31"])).append(weeks[last + 1 :])
    values = {"ONE": pd.Series(1.0, index=weeks), "TWO": pd.Series(100.0, index=moved)}
    data = data_of(
        values, *(flow(id, freq="W") for id in values), basket("A", flows=("ONE", "TWO")), basket("B", flows=("TWO",))
    )

    found = parts(asked(data, start="2024", end="2025"))

    of_2024 = [sum(day.year == 2024 for day in days) for days in (weeks, moved)]
    assert of_2024 == [52, 53]
    assert found["a_year_2024"].value == pytest.approx((52 + 53 * 100) * 1e6)
    assert found["a"].value == pytest.approx(found["a_year_2024"].value + found["a_year_2025"].value)


@given(st.lists(st.floats(min_value=-1e5, max_value=1e5), min_size=36, max_size=36))
def test_calendar_years_add_up_to_the_sum_of_a_window_of_whole_years(flows):
    data = desk(monthly(flows, last="2025-12"), monthly([1] * 36, last="2025-12"))

    found = parts(asked(data, start="2023", end="2025"))

    years = [part.value for name, part in found.items() if name.startswith("a_year")]
    assert len(years) == 3
    assert sum(years) == pytest.approx(found["a"].value, abs=1e-2)


# ---------------------------------------------------------------- of the assets

FLOWS = monthly([1] * 12), monthly([1] * 12)


def test_flows_are_set_against_the_assets_of_the_day_before_the_first():
    """12 million into 48 at the end of January 2025; what was there later does not matter."""
    held = {"AUM": monthly([7, 48, *[500] * 12])}

    found = parts(asked(desk(*FLOWS, stock("AUM"), held=held), window="1Y"))

    share = found["a_of_assets"]
    assert (share.value, share.unit) == (25, "percent")
    assert [(part.name, part.series, part.value, part.as_of) for part in share.parts] == [
        ("a_assets", "AUM", 48e6, date(2025, 1, 31))
    ]
    assert "in percent of assets on 31 Jan 2025" in share.label.en
    assert "占2025年1月31日资产规模的比例" in share.label.zh
    assert "b_of_assets" not in found


def test_several_stocks_are_added_and_a_quarter_may_stand_for_a_month():
    held = {"AUM": monthly([40] * 14), "MORE": quarterly([8] * 8)}
    data = desk(
        monthly([1] * 12, last="2025-12"),
        monthly([1] * 12, last="2025-12"),
        stock("AUM"),
        stock("MORE", freq="Q"),
        held=held,
    )

    share = parts(asked(data, window="1Y"))["a_of_assets"]

    assert share.value == 25
    assert share.formula == "100 a / (AUM + MORE)"


@pytest.mark.parametrize(
    ("values", "known", "said"),
    [
        (monthly([48] * 12), {}, "Title of AUM (AUM) runs from Feb 2025 to Jan 2026 and has no value for 31 Jan 2025"),
        (monthly([48, NAN, *[48] * 12]), {}, "has no value for 31 Jan 2025"),
        (monthly([48, 0, *[48] * 12]), {}, "is not above zero on 2025-01-31"),
        (monthly([48] * 14), {"unit": "EUR mn"}, "is of kind 'stock' in EUR mn, not a stock of USD"),
        (monthly([48] * 14), {"kind": "flow"}, "is of kind 'flow' in USD mn, not a stock of USD"),
        (quarterly([48] * 3, last="2024Q2"), {"freq": "Q"}, "runs from Q4 2023 to Q2 2024 and has no value for 31 Jan"),
    ],
)
def test_without_the_assets_of_that_day_the_flows_stand_alone_and_it_is_said(values, known, said):
    gap = asked(desk(*FLOWS, stock("AUM", **known), held={"AUM": values}), window="1Y")

    assert "a_of_assets" not in parts(gap)
    assert gap.value == 0
    assert "Title of A: flows without a share of assets." in gap.caveats[0].en
    assert said in gap.caveats[0].en
    assert "未列资金流占资产规模的比例" in gap.caveats[0].zh


def test_assets_that_cannot_be_read_do_not_stop_the_gap():
    def read(wanted):
        if wanted.name == "AUM":
            raise SourceError("The file is torn.")
        return Reading(values=FLOWS[0], source=f"file:{wanted.name}", vintage="latest", dated=True)

    items = flow("F_A"), flow("F_B"), stock("AUM"), replace(basket("A", flows=("F_A",)), assets=("AUM",))
    catalogue = catalogue_of(*items, basket("B", flows=("F_B",)))
    data = Data(catalogue=catalogue, sources={"file": Told(read)}, as_of=TODAY, clock=noon)

    gap = asked(data, window="1Y")

    assert gap.value == 0
    assert "The file is torn." in gap.caveats[0].en


def test_assets_that_a_reader_may_not_see_do_not_exist():
    closed = stock("AUM", label="closed")
    data = desk(*FLOWS, closed, held={"AUM": monthly([48] * 14)})

    seen = data.catalogue.visible(frozenset({"desk"}), "desk")
    gap = flow_gap(replace(data, catalogue=seen), "A", "B", window="1Y")

    assert "a_of_assets" not in parts(gap)
    assert gap.caveats == ()
