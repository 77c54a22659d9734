"""The value of SPAC deals by year and what a SPAC costs, by hand."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spac_deals import deal, desk, listing, parts, refusal, said

from tools.fee import spac_fee
from tools.issuance import spac_rank

DEALS = [
    deal("A", announced="2023-05-01", value=300.0),
    deal("B", announced="2024-01-01", value=100.0),
    deal("C", announced="2024-12-31", value=150.0),
    deal("D", announced="2025-07-01", value=400.0),
    deal("E", announced="2026-02-01", value=40.0),
]
COSTS = [
    deal("A", closed="2024-06-03", cost=2.0, proceeds=10.0, cash=8.0),
    deal("B", closed="2025-06-03", cost=9.0, proceeds=20.0, cash=11.0),
    deal("C", closed="2025-09-02", cost=1.0, proceeds=10.0, cash=9.0),
]

# ---------------------------------------------------------------- the value of a year, and its rank


@pytest.mark.parametrize(
    ("year", "value", "rank", "n"), [(2025, 400, 1, 1), (2023, 300, 2, 1), (2024, 250, 3, 2), (2026, 40, 4, 1)]
)
def test_a_year_is_the_sum_of_its_deals_and_is_ranked_among_the_years(year, value, rank, n):
    found = spac_rank(desk(DEALS), year)

    assert (found.name, found.value, found.unit) == ("volume", value, "USD")
    assert (parts(found)["rank"].value, parts(found)["n"].value) == (rank, n)
    assert [part.name for part in found.parts[2:]] == ["volume_2025", "volume_2023", "volume_2024", "volume_2026"]
    assert parts(found)[f"volume_{year}"].value == value


def test_a_rank_says_among_how_many_years_it_is():
    (among,) = parts(spac_rank(desk(DEALS), 2024))["rank"].parts

    assert (among.name, among.value, among.unit) == ("years", 4, "count")
    assert (among.title.en, among.title.zh) == ("2023 to 2026", "2023 年至 2026 年")


def test_a_year_is_made_of_its_deals_by_their_days():
    year = parts(spac_rank(desk(DEALS), 2024))["volume_2024"]

    assert year.inputs[0].rows == ((date(2024, 1, 1), 100.0), (date(2024, 12, 31), 150.0))
    assert (year.inputs[0].series, year.inputs[0].source) == ("DEALS", "file:deals.csv#value")
    assert year.as_of == date(2024, 12, 31)


def test_deals_count_by_the_day_they_were_announced_and_that_is_said():
    """B was announced at the end of 2024 and closed in 2025."""
    rows = [deal("A", announced="2024-12-30", closed="2025-03-03", value=5.0), *DEALS]
    found = spac_rank(desk(rows), 2024)

    assert found.value == 255
    assert "announced in 2024" in found.label.en
    assert "by the day they were announced, whether or not they closed later" in said(found)


def test_without_days_of_announcement_deals_count_by_the_day_they_closed():
    rows = [deal("A", closed="2024-03-01", value=5.0), deal("B", closed="2025-03-03", value=7.0), deal("C", value=99.0)]
    found = spac_rank(desk(rows, item=listing(announced=None)), 2025)

    assert (found.value, parts(found)["rank"].value) == (7, 1)
    assert "completed in 2025" in found.label.en
    assert "those that never closed are not in" in said(found)
    assert "1 deals of DEALS without a value or a day are not counted" in said(found)


def test_equal_years_share_the_better_rank():
    rows = [
        deal(f"D{year}", announced=f"{year}-03-03", value=value)
        for year, value in ((2022, 9), (2023, 5), (2024, 5), (2025, 1))
    ]

    assert [parts(spac_rank(desk(rows), year))["rank"].value for year in (2022, 2023, 2024, 2025)] == [1, 2, 2, 4]


def test_a_year_that_is_not_over_is_said_to_be_to_date():
    found = spac_rank(desk(DEALS), 2026)

    assert "to 20 Feb 2026" in found.label.en
    assert "2026 is not over: its sum is to 20 Feb 2026" in said(found)
    assert "not over" not in said(spac_rank(desk(DEALS[:4]), 2025))


def test_as_of_a_day_later_deals_have_not_been_announced():
    found = spac_rank(desk(DEALS, as_of=date(2024, 6, 1)), 2024)

    assert (found.value, parts(found)["rank"].value, found.stats["years"]) == (100, 2, 2)


def test_a_deal_without_a_value_is_not_counted_and_said():
    assert "1 deals of DEALS without a value" in said(
        spac_rank(desk([*DEALS, deal("F", announced="2025-01-02")]), 2025)
    )


@pytest.mark.parametrize(("year", "reason"), [(2010, "short_history"), (2027, "stale")])
def test_a_year_without_deals_is_refused_with_the_years_there_are(year, reason):
    found = refusal(spac_rank, desk(DEALS), year)

    assert found.reason == reason
    assert f"DEALS holds no deal announced in {year}; it has deals from 2023 to 2026" in found.text.en


def test_a_list_that_ends_long_ago_says_so():
    assert "the last deal known is of 1 Jul 2025; later ones are not in" in said(spac_rank(desk(DEALS[:4]), 2025))


def test_a_list_without_values_is_refused_with_what_to_write():
    found = refusal(spac_rank, desk(DEALS, item=listing(value=None)), 2025)

    assert "list DEALS has no column for the value of the deal configured" in found.text.en


def test_an_empty_list_is_refused():
    assert refusal(spac_rank, desk([]), 2025).reason == "short_history"


values = st.lists(st.floats(min_value=1, max_value=1e6), min_size=2, max_size=9, unique=True)


@given(values, st.floats(min_value=0.01, max_value=100))
def test_ranks_depend_on_neither_scale_nor_order(sums, scale):
    rows = [deal(f"D{place}", announced=f"{2010 + place}-03-03", value=each) for place, each in enumerate(sums)]
    scaled = [each | {"value": each["value"] * scale} for each in rows[::-1]]
    ranks = [
        [parts(spac_rank(desk(each), 2010 + place))["rank"].value for place in range(len(sums))]
        for each in (rows, scaled)
    ]

    assert ranks[0] == ranks[1]
    assert sorted(ranks[0]) == list(range(1, len(sums) + 1))


# ---------------------------------------------------------------- what a SPAC costs


def test_the_cost_is_the_mean_for_each_ten_dollars_raised():
    """2, 4.5 and 1 of ten."""
    found = spac_fee(desk(COSTS))

    assert (found.name, found.unit, found.as_of) == ("cost", "USD", date(2025, 9, 2))
    assert found.value == pytest.approx(2.5)
    assert {name: part.value for name, part in parts(found).items()} == pytest.approx(
        {"median": 2, "share": 25, "cash": 7.5, "break_even": 100 * 2.5 / 7.5, "n": 3}
    )
    assert "mean" in found.label.en
    assert "$10.00" in found.label.en


def test_the_cash_is_what_the_deals_say_was_left():
    """A deal may hold more than the rest of its ten dollars: interest."""
    rows = [each | {"cash": each["cash"] + 0.1 * each["proceeds"]} for each in COSTS]

    assert parts(spac_fee(desk(rows)))["cash"].value == pytest.approx(8.5)
    assert parts(spac_fee(desk(rows)))["break_even"].value == pytest.approx(100 * 2.5 / 8.5)
    assert "of the 3 deals with a known cash" in said(spac_fee(desk(rows)))
    assert "cost and cash of 3 do not add up to what was raised" in said(spac_fee(desk(rows)))
    assert "add up" not in said(spac_fee(desk(COSTS)))
    assert parts(spac_fee(desk(rows, item=listing(cash=None))))["cash"].value == pytest.approx(7.5)


def test_what_is_needed_to_break_even_is_reckoned_on_the_cash_that_is_told():
    """3 of 10 were cost and 6 are left: half of the 6, not 3 / 7."""
    found = spac_fee(desk([deal("A", closed="2025-09-02", cost=3.0, proceeds=10.0, cash=6.0)]))

    assert (parts(found)["cash"].value, parts(found)["break_even"].value) == (pytest.approx(6), pytest.approx(50))
    assert parts(found)["break_even"].formula == "100 cost / cash"


def test_a_cash_of_nothing_is_refused():
    error = refusal(spac_fee, desk([deal("A", closed="2025-09-02", cost=3.0, proceeds=10.0, cash=0.0)]))

    assert "should be above 0" in error.text.en
    assert "应大于 0" in error.text.zh


def test_a_cost_that_is_given_is_reckoned_with_and_kept_as_given():
    found = spac_fee(desk([]), cost=3.0)
    source = {item.name: (item.kind, item.value) for item in found.inputs}

    assert found.value == 3
    assert {name: part.value for name, part in parts(found).items()} == pytest.approx(
        {"share": 30, "cash": 7, "break_even": 300 / 7}
    )
    assert source == {"cost": ("given", 3.0), "per": ("assumption", 10.0)}
    assert [item.kind for item in spac_fee(desk([]), cost=3.0, per=20.0).inputs] == ["given", "given"]


def test_what_is_raised_may_be_another_sum():
    found = spac_fee(desk(COSTS), per=100.0)

    assert found.value == pytest.approx(25)
    assert parts(found)["share"].value == pytest.approx(25)


@pytest.mark.parametrize(
    ("cost", "per"), [(10.0, None), (12.0, None), (-1.0, None), (3.0, 2.0), (3.0, 0.0), (None, -10.0)]
)
def test_a_cost_that_leaves_nothing_is_refused(cost, per):
    assert "such as 3 of 10" in refusal(spac_fee, desk(COSTS), cost, per).text.en


def test_deals_that_did_not_close_or_cost_nothing_known_are_left_out_and_said():
    """What an open deal will have cost is not known, even where the file already says."""
    rows = [*COSTS, deal("D", cost=9.0, proceeds=10.0), deal("E", closed="2025-09-02", proceeds=10.0)]
    rows += [deal("F", closed="2025-09-02", cost=9.0, proceeds=0.0)]
    found = spac_fee(desk(rows))

    assert found.value == pytest.approx(2.5)
    assert "Counted are 3 of the 5 deals of DEALS that closed; 2 have no cost, or nothing raised." in said(found)


def test_as_of_a_day_the_cost_of_later_mergers_is_not_known():
    assert spac_fee(desk(COSTS, as_of=date(2024, 12, 31))).value == pytest.approx(2)
    assert refusal(spac_fee, desk(COSTS, as_of=date(2024, 1, 31))).reason == "short_history"


def test_without_a_column_of_proceeds_a_share_is_sold_for_ten_dollars_which_is_an_assumption():
    found = spac_fee(desk(COSTS, item=listing(proceeds=None)))

    assert found.value == pytest.approx((2 + 9 + 1) / 3)
    assert [(item.name, item.value) for item in found.inputs if item.kind == "assumption"] == [
        ("per", 10.0),
        ("proceeds", 10.0),
    ]


@given(st.floats(min_value=0, max_value=0.95), st.floats(min_value=0.1, max_value=1e4))
def test_the_break_even_return_makes_up_for_the_cost(share, per):
    found = parts(spac_fee(desk([]), cost=share * per, per=per))

    assert found["cash"].value * (1 + found["break_even"].value / 100) == pytest.approx(per)
    assert found["share"].value == pytest.approx(100 * share)


# ---------------------------------------------------------------- which list is read


@pytest.mark.parametrize("tool", [spac_fee, lambda data: spac_rank(data, 2025)])
def test_a_list_the_reader_may_not_see_is_not_named(tool):
    """`[use]` names DEALS, which this reader's catalogue does not hold."""
    data = desk(COSTS, item=replace(listing(), id="OTHER"))

    found = refusal(tool, data)

    assert found.reason == "not_configured"
    assert "DEALS" not in found.text.en


def test_the_only_list_is_taken_where_none_is_named():
    assert spac_fee(desk(COSTS, use={})).value == pytest.approx(2.5)
