"""Net flows by basket and the gap between two of them; what is blank or changed its meaning is refused."""

from datetime import date

import pandas as pd
import pytest
from fakes import NAN, TODAY, Told, basket, catalogue_of, data_of, monthly, portfolio, quarterly, spec

from footnote.errors import AskError, SourceError
from tools.data import Data
from tools.flows import flow_gap
from tools.reading import Reading


def flow(id, **known):
    return spec(id, **{"unit": "USD mn", "kind": "flow", "lag": 0, "average": "sum"} | known)


def desk(expansion, stagnation, **known):
    """Two baskets of one flow series each."""
    return data_of(
        {"GOLD": expansion, "BONDS": stagnation},
        flow("GOLD", **known),
        flow("BONDS", **known),
        basket("EXPANSION", flows=("GOLD",)),
        basket("STAGNATION", flows=("BONDS",)),
    )


def refusal(data, a="EXPANSION", b="STAGNATION", **typed):
    with pytest.raises(AskError) as caught:
        flow_gap(data, a, b, **typed)
    return caught.value


def test_the_gap_is_the_difference_of_sums():
    """120 months of 1 against 120 months of 3: 120 less 360, in millions."""
    gap = flow_gap(desk(monthly([1] * 120), monthly([3] * 120)), "EXPANSION", "STAGNATION", window="10Y")

    assert (gap.value, gap.unit) == (-240e6, "USD")
    assert [(part.name, part.value) for part in gap.parts[:2]] == [("a", 120e6), ("b", 360e6)]


def test_only_the_months_of_the_window_are_summed():
    flows = monthly([1000, *[1] * 12])

    assert flow_gap(desk(flows, monthly([0] * 13)), "EXPANSION", "STAGNATION", window="1Y").value == 12e6


def test_a_start_and_an_end_are_taken_in():
    flows = monthly([1, 10, 100, 1000])

    gap = flow_gap(desk(flows, monthly([0] * 4)), "EXPANSION", "STAGNATION", start="2025-11", end="2025-12")

    assert gap.value == 110e6
    assert (gap.stats["start"], gap.stats["end"], gap.stats["periods"]) == (date(2025, 11, 30), date(2025, 12, 31), 2)


def test_one_month_is_a_window():
    flows = monthly([1, 10, 100, 1000])

    gap = flow_gap(desk(flows, monthly([0] * 4)), "EXPANSION", "STAGNATION", start="2025-12", end="2025-12")

    assert gap.value == 100e6


def test_a_calendar_year_is_its_twelve_months():
    flows = monthly([5, *[1] * 12, 5])  # Dec 2024, 2025, Jan 2026

    assert flow_gap(desk(flows, monthly([0] * 14)), "EXPANSION", "STAGNATION", window="2025").value == 12e6


def test_ten_years_nobody_asked_for_are_an_assumption():
    gap = flow_gap(desk(monthly([1] * 120), monthly([0] * 120)), "EXPANSION", "STAGNATION")

    assert [(each.kind, each.name, each.value) for each in gap.inputs if each.kind == "assumption"] == [
        ("assumption", "window", "10Y")
    ]
    assert gap.stats["periods"] == 120


def test_a_window_that_was_asked_for_is_no_assumption():
    gap = flow_gap(desk(monthly([1] * 120), monthly([0] * 120)), "EXPANSION", "STAGNATION", window="10Y")

    assert [each.kind for each in gap.inputs] == ["figure", "figure"]


def test_a_side_is_made_of_one_figure_a_series():
    data = data_of(
        {"GOLD": monthly([1, 2]), "NUCLEAR": monthly([10, 20]), "BONDS": monthly([100, 200])},
        *(flow(id) for id in ("GOLD", "NUCLEAR", "BONDS")),
        basket("EXPANSION", flows=("GOLD", "NUCLEAR")),
        basket("STAGNATION", flows=("BONDS",)),
    )

    gap = flow_gap(data, "EXPANSION", "STAGNATION", window="2M")

    side = gap.parts[0]
    assert [(part.name, part.series, part.value) for part in side.parts] == [
        ("a_flow", "GOLD", 3e6),
        ("a_flow", "NUCLEAR", 30e6),
    ]
    assert side.parts[0].inputs[0].rows == ((date(2025, 12, 31), 1e6), (date(2026, 1, 31), 2e6))
    assert gap.value == 33e6 - 300e6


def test_both_sides_end_where_the_shorter_one_does():
    gap = flow_gap(desk(monthly([1, 1, 1]), monthly([2, 2], last="2025-12")), "EXPANSION", "STAGNATION", window="2M")

    assert (gap.as_of, gap.value) == (date(2025, 12, 31), (2 - 4) * 1e6)


def test_the_label_says_what_is_taken_from_what_and_when():
    gap = flow_gap(desk(monthly([1, 1]), monthly([2, 2])), "EXPANSION", "STAGNATION", window="2M")

    assert gap.label.en == "Net flows, Title of EXPANSION less Title of STAGNATION, Dec 2025 to Jan 2026"
    assert gap.label.zh == "EXPANSION的名称与STAGNATION的名称的净流入之差，2025年12月至2026年1月"


# ---------------------------------------------------------------- refused


@pytest.mark.parametrize("blank", [NAN, "absent"])
def test_a_blank_month_is_refused_with_series_count_and_month(blank):
    flows = monthly([1, 1, 1, 1]) if blank == "absent" else monthly([1, 1, blank, 1])
    if blank == "absent":
        flows = flows.drop(flows.index[2])

    error = refusal(desk(flows, monthly([2] * 4)), window="4M")

    assert error.reason == "blank"
    assert "Title of GOLD (GOLD) is blank for 1 of the 4 periods asked for (Dec 2025)" in error.text.en
    assert "4 期中有 1 期空白（2025年12月）" in error.text.zh


def test_many_blank_months_are_named_from_first_to_last():
    error = refusal(desk(monthly([1, NAN, NAN, 1, 1]), monthly([2] * 5)), window="5M")

    assert "is blank for 2 of the 5 periods asked for (Oct 2025 to Nov 2025)" in error.text.en


def test_a_blank_outside_the_window_does_not_matter():
    assert flow_gap(desk(monthly([NAN, 1, 1]), monthly([0] * 3)), "EXPANSION", "STAGNATION", window="2M").value == 2e6


def test_short_history_is_refused_not_truncated():
    error = refusal(desk(monthly([1] * 119), monthly([3] * 120)), window="10Y")

    assert error.reason == "short_history"
    assert "Title of GOLD (GOLD) runs from Mar 2016 to Jan 2026; Feb 2016 is before that" in error.text.en


def test_a_year_that_is_not_over_is_refused():
    error = refusal(desk(monthly([1] * 13), monthly([3] * 13)), window="2026")

    assert error.reason == "stale"
    assert "there is nothing yet for Dec 2026" in error.text.en


def test_columns_that_change_their_meaning_are_all_named_with_the_month():
    """Three of the four change with December; each is named, not the first one only."""
    ids = ("DOMESTIC", "WORLD", "TAXABLE", "MUNICIPAL")
    changed = {"valid": ("", "2025-11-30")}
    data = data_of(
        {id: monthly([1] * 6) for id in ids},
        *(flow(id, **({} if id == "MUNICIPAL" else changed)) for id in ids),
        basket("EQUITY", flows=ids[:2]),
        basket("BOND", flows=ids[2:]),
    )

    error = refusal(data, "EQUITY", "BOND", start="2025-09", end="2026-01")

    assert error.reason == "blank"
    assert all(id in error.text.en for id in ids[:3])
    assert "MUNICIPAL" not in error.text.en
    assert "hold something else, or nothing, from Dec 2025 on" in error.text.en
    assert "自2025年12月起为其他内容或空白" in error.text.zh
    assert "within Aug 2025 to Nov 2025" in error.text.en


def test_before_the_change_the_same_columns_are_summed():
    data = desk(monthly([1] * 6), monthly([2] * 6), valid=("", "2025-11-30"))

    assert flow_gap(data, "EXPANSION", "STAGNATION", start="2025-09", end="2025-11").value == -3e6


def test_unlike_currencies_are_not_added():
    data = data_of(
        {"GOLD": monthly([1]), "BUND": monthly([1])},
        flow("GOLD"),
        flow("BUND", unit="EUR mn"),
        basket("A", flows=("GOLD",)),
        basket("B", flows=("BUND",)),
    )

    error = refusal(data, "A", "B", window="1M")

    assert error.reason == "units"
    assert "GOLD (USD), BUND (EUR)" in error.text.en


def test_unlike_scales_of_one_currency_are_added():
    data = data_of(
        {"GOLD": monthly([1000]), "BONDS": monthly([3])},
        flow("GOLD"),
        flow("BONDS", unit="USD bn"),
        basket("A", flows=("GOLD",)),
        basket("B", flows=("BONDS",)),
    )

    assert flow_gap(data, "A", "B", window="1M").value == -2e9


def test_unlike_frequencies_are_not_summed_over_unlike_periods():
    data = data_of(
        {"GOLD": monthly([1] * 12), "BONDS": quarterly([3] * 4)},
        flow("GOLD"),
        flow("BONDS", freq="Q"),
        basket("A", flows=("GOLD",)),
        basket("B", flows=("BONDS",)),
    )

    error = refusal(data, "A", "B", window="6M")

    assert error.reason == "units"
    assert "GOLD" in error.text.en
    assert "BONDS" in error.text.en


def test_a_basket_without_flows_says_so():
    data = data_of({}, basket("EXPANSION", members=("GOLD",)), basket("STAGNATION"))

    error = refusal(data)

    assert error.reason == "not_configured"
    assert error.text.en.startswith("This desk has no flows configured for Title of EXPANSION (EXPANSION)")


@pytest.mark.parametrize("id", ["EXPANSON", "P6040"])
def test_what_is_no_basket_is_answered_with_the_nearest(id):
    data = data_of({}, flow("GOLD"), basket("EXPANSION", flows=("GOLD",)), portfolio("P6040", {"GOLD": 1.0}))

    error = refusal(data, id, "EXPANSION")

    assert error.reason == "unknown_series"
    assert error.choices


def test_a_window_shorter_than_a_period_is_refused():
    error = refusal(desk(quarterly([1] * 8), quarterly([1] * 8), freq="Q"), window="0M")

    assert "Title of GOLD (GOLD)" in error.text.en


# ---------------------------------------------------------------- weekly and daily flows


def weekly(values, last="2026-02-18"):
    """*values* by week, each dated on the Wednesday it ends."""
    return pd.Series(list(values), index=pd.date_range(end=last, periods=len(values), freq="W-WED"), dtype=float)


def test_weeks_are_summed_by_the_days_they_end_on():
    """Weeks to 4, 11 and 18 February; the window begins on the 1st."""
    data = desk(weekly([100, 1, 2, 3]), weekly([0] * 4), freq="W")

    assert flow_gap(data, "EXPANSION", "STAGNATION", start="2026-02").value == 6e6


def test_weekly_flows_that_start_in_the_first_days_of_the_window_are_no_short_history():
    data = desk(weekly([1] * 8), weekly([0] * 8), freq="W")  # the first week ends on 31 December

    assert flow_gap(data, "EXPANSION", "STAGNATION", start="2025-12-26").value == 8e6


def test_weekly_flows_that_end_before_the_window_are_refused_not_truncated():
    error = refusal(desk(weekly([1] * 60), weekly([0] * 60), freq="W"), window="2026")

    assert error.reason == "stale"
    assert "there is nothing yet for 31 Dec 2026" in error.text.en


def test_a_hole_in_weekly_flows_is_refused_with_its_two_dates():
    holed = weekly([1] * 12)
    holed = holed.drop(holed.index[4:9])  # of the weeks to 3 December up to 18 February

    error = refusal(desk(holed, weekly([0] * 12), freq="W"), start="2025-12-04")

    assert error.reason == "blank"
    assert "2025-12-24" in error.text.en
    assert "2026-02-04" in error.text.en


def test_a_blank_week_is_refused():
    assert refusal(desk(weekly([1, NAN, 1]), weekly([0] * 3), freq="W"), start="2026-02-04").reason == "blank"


def test_three_missing_weeks_are_refused_not_summed_over():
    """One side without three rows of a year would give a gap of three weeks' money."""
    full = weekly([100] * 60)

    error = refusal(desk(full.drop(full.index[20:23]), full, freq="W"), window="1Y")

    assert error.reason == "blank"
    assert "Title of GOLD (GOLD) holds nothing between 2025-05-14 and 2025-06-11" in error.text.en
    assert "在 2025-05-14 与 2025-06-11 之间没有数据" in error.text.zh


@pytest.mark.parametrize(("missing", "start"), [(slice(3, 5), "2025-12-15"), (slice(8, 10), "2025-12-04")])
def test_weeks_that_are_missing_at_an_edge_of_the_window_are_refused(missing, start):
    """Of the weeks up to 18 February: the first two after the window opens; the last two before it closes."""
    full = weekly([1] * 13)
    data = desk(full.drop(full.index[missing]), full, freq="W")

    with pytest.raises(AskError) as caught:
        flow_gap(data, "EXPANSION", "STAGNATION", start=start, end="2026-01-28")

    assert caught.value.reason == "blank"
    assert "holds nothing between" in caught.value.text.en


def test_one_missing_week_of_one_side_is_named_with_its_date():
    """Holidays have moved both its neighbours towards it, so that no ten days are without a value."""
    full = weekly([1] * 20)
    moved = full.drop(full.index[10])
    before, after = full.index[9] + pd.Timedelta(days=3), full.index[11] - pd.Timedelta(days=1)
    moved.index = pd.DatetimeIndex([*full.index[:9], before, after, *full.index[12:]])

    error = refusal(desk(moved, full, freq="W"), start="2025-10-08")

    assert error.reason == "blank"
    assert "Title of GOLD (GOLD) has 19 periods and Title of BONDS (BONDS) 20" in error.text.en
    assert str(full.index[10].date()) in error.text.en


def test_a_week_that_a_holiday_moved_is_the_same_week():
    full = weekly([1] * 20)
    moved = full.copy()
    moved.index = pd.DatetimeIndex([*full.index[:9], full.index[9] + pd.Timedelta(days=1), *full.index[10:]])

    assert flow_gap(desk(moved, full, freq="W"), "EXPANSION", "STAGNATION", start="2025-10-09").value == 0


def test_weeks_that_end_on_unlike_days_are_not_set_against_each_other():
    """Of one year there are 53 Wednesdays and 52 Fridays: neither sum is of the other's weeks."""
    friday = pd.Series([1.0] * 80, index=pd.date_range(end="2026-02-20", periods=80, freq="W-FRI"))

    error = refusal(desk(weekly([1] * 80), friday, freq="W"), window="1Y")

    assert error.reason == "units"
    assert (
        "those of Title of GOLD (GOLD) end on Wednesdays, those of Title of BONDS (BONDS) on Fridays" in error.text.en
    )
    assert "截至周三" in error.text.zh


def business(values, last="2026-02-18"):
    """*values* on consecutive business days."""
    return pd.Series(list(values), index=pd.bdate_range(end=last, periods=len(values)), dtype=float)


def test_a_week_of_missing_days_is_refused():
    full = business([1] * 60)

    error = refusal(desk(full.drop(full.index[40:45]), full, freq="D"), window="30D")

    assert error.reason == "blank"
    assert "holds nothing between 2026-01-21 and 2026-01-29" in error.text.en


def test_a_day_that_one_side_lacks_is_named():
    full = business([1] * 60)

    error = refusal(desk(full, full.drop(full.index[45]), freq="D"), window="30D")

    assert error.reason == "blank"
    assert "GOLD" in error.text.en
    assert "BONDS" in error.text.en
    assert "2026-01-29" in error.text.en


def test_a_long_weekend_is_no_hole():
    """Four days without a market, on both sides."""
    full = business([1] * 60)
    held = full.drop(full.index[45:47])  # a Thursday and a Friday

    assert flow_gap(desk(held, held * 2, freq="D"), "EXPANSION", "STAGNATION", window="30D").value == -20e6


# ---------------------------------------------------------------- what has no sum


@pytest.mark.parametrize(
    ("known", "said"),
    [
        ({"kind": "price", "unit": "USD"}, "GOLD (a price)"),
        ({"kind": "stock"}, "GOLD (a stock)"),
        ({"kind": "rate", "unit": "percent"}, "GOLD (a rate)"),
        ({"adjust": "SAAR"}, "GOLD (at an annual rate)"),
        ({"average": "end"}, "GOLD (end of the period)"),
        ({"unit": "percent"}, "GOLD (in percent)"),
    ],
)
def test_what_is_no_flow_is_not_summed(known, said):
    """Both sides are alike, so that it is not for their differences that they are refused."""
    error = refusal(desk(monthly([1] * 13), monthly([3] * 13), **known), window="1Y")

    assert error.reason == "units"
    assert said in error.text.en


def test_persons_who_come_in_are_a_flow():
    data = desk(monthly([1] * 12), monthly([3] * 12), unit="persons th")

    assert flow_gap(data, "EXPANSION", "STAGNATION", window="1Y").value == -24_000


def test_a_flow_series_is_a_basket_of_its_own():
    values = {"GOLD": monthly([1, 2]), "BONDS": monthly([10, 20])}

    gap = flow_gap(data_of(values, flow("GOLD"), flow("BONDS")), "GOLD", "BONDS", window="2M")

    assert gap.value == 3e6 - 30e6
    assert [part.value for part in gap.parts[:2]] == [3e6, 30e6]


# ---------------------------------------------------------------- many series at once


def test_all_flows_of_both_baskets_are_asked_of_the_source_at_once():
    data = data_of(
        {id: monthly([1, 2]) for id in "ABCD"},
        *(flow(id) for id in "ABCD"),
        basket("FIRST", flows=("A", "B")),
        basket("SECOND", flows=("B", "C", "D")),
    )
    source, asked = data.sources["file"], []
    read_all = source.read_all
    source.read_all = lambda wanted: asked.append([each.name for each in wanted]) or read_all(wanted)

    gap = flow_gap(data, "FIRST", "SECOND", window="2M")

    assert asked == [["A", "B", "C", "D"]]
    assert gap.value == 2 * 3e6 - 3 * 3e6


def test_a_series_that_cannot_be_read_fails_the_gap_with_its_own_words():
    def read(wanted):
        if wanted.name == "BONDS":
            raise SourceError("The file is torn.")
        return Reading(values=monthly([1, 2]), source="file:GOLD", vintage="latest", dated=True)

    items = flow("GOLD"), flow("BONDS"), basket("A", flows=("GOLD",)), basket("B", flows=("BONDS",))
    data = Data(catalogue=catalogue_of(*items), sources={"file": Told(read)}, as_of=TODAY)

    with pytest.raises(SourceError, match=r"Title of BONDS \(BONDS\): The file is torn"):
        flow_gap(data, "A", "B", window="2M")


@pytest.mark.parametrize("window", ["4M", None])
def test_series_on_the_same_days_are_each_looked_at_for_blanks(window):
    """What is known of the days is shared; what stands on them is not."""
    days = monthly([0] * 120).index
    values = {id: pd.Series(1.0, index=days) for id in ("GOLD", "NUCLEAR", "BONDS")}
    values["NUCLEAR"] = values["NUCLEAR"].where(days != days[-2])
    data = data_of(
        values, *(flow(id) for id in values), basket("A", flows=("GOLD", "NUCLEAR")), basket("B", flows=("BONDS",))
    )

    error = refusal(data, "A", "B", window=window)

    assert "Title of NUCLEAR (NUCLEAR) is blank for 1 of the" in error.text.en


def test_series_on_the_same_days_may_be_known_for_unlike_spans():
    days = monthly([0] * 4).index
    values = {id: pd.Series([1.0, 2.0, 3.0, 4.0], index=days) for id in ("GOLD", "LATE", "OLD")}
    data = data_of(
        values,
        flow("GOLD"),
        flow("LATE", lag=60),
        flow("OLD", valid=("2025-11-30", "")),
        basket("A", flows=("GOLD", "LATE")),
        basket("B", flows=("OLD",)),
    )

    gap = flow_gap(data, "A", "B", window="1M")

    assert gap.as_of == date(2025, 11, 30)
    assert [part.value for side in gap.parts for part in side.parts] == [2e6, 2e6, 2e6]
    assert refusal(data, "A", "B", window="2M").reason == "blank"


def test_a_flow_and_an_average_are_not_set_against_each_other():
    data = data_of(
        {"A": monthly([1] * 130), "B": monthly([2] * 130)},
        spec("A", unit="USD mn", kind="flow", average="sum", lag=0),
        spec("B", unit="USD mn", kind="flow", average="end", lag=0),
        basket("X", flows=("A",)),
        basket("Y", flows=("B",)),
    )

    with pytest.raises(AskError) as caught:
        flow_gap(data, "X", "Y")

    assert caught.value.reason == "units"
    assert "end of the period" in caught.value.text.en


def test_parts_of_years_are_in_the_sum_and_said_to_have_no_row():
    figure = flow_gap(desk(monthly([1] * 40), monthly([2] * 40)), "EXPANSION", "STAGNATION", window="3Y")

    assert [part.name for part in figure.parts if part.name.startswith("a_year_")] == ["a_year_2024", "a_year_2025"]
    said = [caveat for caveat in figure.caveats if "calendar years" in caveat.en]
    assert len(said) == 1
    assert said[0].en == (
        "Net flows by year: whole calendar years only; Feb 2023 to Dec 2023 and Jan 2026 count in the sum and have no "
        "row of their own."
    )
    assert said[0].zh == "分年净流入仅列完整日历年；2023年2月至2023年12月和2026年1月计入合计，但不单独列出。"


def test_whole_years_need_no_word():
    figure = flow_gap(desk(monthly([1] * 40), monthly([2] * 40)), "EXPANSION", "STAGNATION", start="2024", end="2025")

    assert not [caveat for caveat in figure.caveats if "calendar years" in caveat.en]


# ---------------------------------------------------------------- the same flows on both sides


def overlapping():
    """A basket of gold and oil beside gold alone, and a basket of other words that holds what the first does."""
    return data_of(
        {"GOLD": monthly([2] * 12), "OIL": monthly([3] * 12)},
        flow("GOLD"),
        flow("OIL"),
        basket("EXPANSION", flows=("GOLD", "OIL")),
        basket("METALS", flows=("OIL", "GOLD")),
    )


@pytest.mark.parametrize(("a", "b"), [("GOLD", "GOLD"), ("EXPANSION", "EXPANSION"), ("EXPANSION", "METALS")])
def test_the_same_flows_on_both_sides_are_refused(a, b):
    refused = refusal(overlapping(), a, b, window="1Y")

    assert "there is no gap between them" in refused.text.en
    assert "没有差额" in refused.text.zh


def test_a_flow_on_both_sides_is_said_and_has_no_shares():
    gap = flow_gap(overlapping(), "GOLD", "EXPANSION", window="1Y")

    assert gap.value == -36e6
    assert not [part.name for part in gap.parts if part.name.startswith("share_")]
    (said,) = gap.caveats
    assert "No shares: Title of GOLD (GOLD) stands in Title of GOLD and in" in said.en
    assert "Feb 2025 to Jan 2026" in said.en
    assert "重复计算" in said.zh
