"""Series side by side: the same days for all, a base where there is one, and nothing subtracted that is unlike."""

from datetime import date

import pandas as pd
import pytest
from fakes import NAN, daily, data_of, dated, monthly, quarterly, spec
from hypothesis import given
from hypothesis import strategies as st

from footnote.errors import AskError
from tools.comparing import compare


def price(id, **known):
    return spec(id, **{"unit": "USD", "kind": "price", "freq": "D", "lag": 0, "total_return": True} | known)


def rate(id, **known):
    return spec(id, **{"unit": "percent", "kind": "rate", "freq": "D", "lag": 0} | known)


def refusal(data, *ids, **typed):
    with pytest.raises(AskError) as caught:
        compare(data, ids, **typed)
    return caught.value


def parts(figure):
    """The parts that are no rows, by their name."""
    return {part.name: part for part in figure.parts if part.name != "change"}


def rows(figure):
    return {part.series: part for part in figure.parts if part.name == "change"}


def below(row):
    return {part.name: part for part in row.parts}


TWO = {
    "A": dated(d2025_02_20=50, d2026_02_20=75),
    "B": dated(d2025_02_20=200, d2026_02_20=220),
}


def dense(values):
    """A value for every day between those of *values*, each held until the next."""
    return values.resample("D").ffill()


def two(**known):
    return data_of({id: dense(values) for id, values in TWO.items()}, price("A", **known), price("B", **known))


# ---------------------------------------------------------------- each in its own unit, all over the same days


def test_prices_change_in_percent_and_stand_on_a_base():
    """50 to 75 and 200 to 220 over a year: 150 and 110 on a base of 100, 40 points apart."""
    table = compare(two(), ("A", "B"), window="1Y")

    found = rows(table)
    assert (table.name, table.value, table.unit, table.as_of) == ("compare", None, "table", date(2026, 2, 20))
    assert [(row.value, row.unit) for row in found.values()] == [
        (pytest.approx(50), "percent"),
        (pytest.approx(10), "percent"),
    ]
    assert [below(row)["rebased"].value for row in found.values()] == [pytest.approx(150), pytest.approx(110)]
    assert (parts(table)["gap"].value, parts(table)["gap"].unit) == (pytest.approx(40), "percentage point")
    assert table.stats == {"start": date(2025, 2, 20), "end": date(2026, 2, 20)}


def test_the_order_is_the_one_that_was_asked_for():
    assert list(rows(compare(two(), ("B", "A"), window="1Y"))) == ["B", "A"]
    assert parts(compare(two(), ("B", "A"), window="1Y"))["gap"].value == pytest.approx(-40)


def test_a_year_nobody_asked_for_is_an_assumption():
    table = compare(two(), ("A", "B"))

    assert [(each.name, each.value) for each in table.inputs if each.kind == "assumption"] == [("window", "1Y")]
    assert [each.kind for each in compare(two(), ("A", "B"), window="1Y").inputs] == ["figure", "figure"]


def test_the_label_names_both_and_both_days():
    table = compare(two(), ("A", "B"), window="1Y")

    assert table.label.en == "Title of A and Title of B compared, 20 Feb 2025 to 20 Feb 2026"
    assert table.label.zh == "A的名称与B的名称比较，2025年2月20日至2026年2月20日"
    assert "total return" in rows(table)["A"].label.en


def test_days_that_one_of_them_lacks_are_passed_over_by_both():
    """B closes neither on the first day of the window nor on A's last: both run from the 19th to the 18th."""
    a, b = daily(range(100, 500)), daily(range(100, 500))
    b = b[(b.index != "2025-02-18") & (b.index < "2026-02-19")]

    table = compare(data_of({"A": a, "B": b}, price("A"), price("B")), ("A", "B"), window="1Y")

    days = {tuple(row.stats.values()) for row in rows(table).values()}
    assert days == {(date(2025, 2, 17), date(2026, 2, 18))}
    assert [row.value for row in rows(table).values()] == [rows(table)["A"].value] * 2


def test_months_run_over_the_months_that_both_have():
    values = {"CORE": monthly(range(100, 140)), "PCE": monthly(range(100, 139), last="2025-12")}

    table = compare(data_of(values, spec("CORE", lag=0), spec("PCE", lag=0)), ("CORE", "PCE"), window="1Y")

    assert {tuple(row.stats.values()) for row in rows(table).values()} == {(date(2024, 12, 31), date(2025, 12, 31))}
    assert table.caveats == ()


def test_of_several_frequencies_each_runs_to_its_own_last_period_which_is_said():
    values = {"A": daily(range(100, 900)), "GDP": quarterly([100] * 11 + [103]), "B": daily(range(100, 900))}
    data = data_of(values, price("A"), spec("GDP", freq="Q", lag=0), price("B"))

    table = compare(data, ("A", "GDP", "B"), window="1Y")

    assert [row.as_of for row in rows(table).values()] == [date(2026, 2, 20), date(2025, 12, 31), date(2026, 2, 20)]
    assert table.stats == {}
    assert parts(table) == {}
    said = next(each for each in table.caveats if each.en.startswith("Not over the same days"))
    assert "Title of GDP (GDP) from Q4 2024 to Q4 2025" in said.en
    assert "Title of A (A) from 20 Feb 2025 to 20 Feb 2026" in said.en
    assert "起止日期不同" in said.zh


@pytest.mark.parametrize("moved", [None, "2025-01-15"])
def test_weeks_that_end_on_unlike_days_keep_their_own(moved):
    """A holiday that once put a Friday's week on a Wednesday is no common day to go back to."""
    wednesdays = pd.date_range(end="2026-02-18", periods=100, freq="W-WED")
    fridays = pd.date_range(end="2026-02-20", periods=100, freq="W-FRI")
    if moved:
        fridays = fridays.where(fridays != pd.Timestamp(moved) + pd.Timedelta(days=2), pd.Timestamp(moved))
    values = {"A": pd.Series(100.0, index=wednesdays), "B": pd.Series(100.0, index=fridays)}

    table = compare(data_of(values, *(spec(id, freq="W", lag=0) for id in values)), ("A", "B"), window="1Y")

    assert [row.as_of for row in rows(table).values()] == [date(2026, 2, 18), date(2026, 2, 20)]
    assert "Not over the same days" in table.caveats[0].en


# ---------------------------------------------------------------- two rates


def rates(**known):
    short, long = steps_of(4.40, 3.47), steps_of(3.39, 4.09)
    return data_of({"S": short, "L": long}, rate("S", **known), rate("L", **known))


def steps_of(first, last):
    return dense(dated(d2025_02_20=first, d2026_02_20=last))


def test_two_rates_are_subtracted_at_both_ends():
    """-93 and +70 basis points; 101 apart at first, -62 at last: the difference moved by -163."""
    table = compare(rates(), ("S", "L"), window="1Y")

    found = parts(table)
    assert [(row.value, row.unit) for row in rows(table).values()] == [
        (pytest.approx(-93), "basis point"),
        (pytest.approx(70), "basis point"),
    ]
    assert (found["spread_start"].value, found["spread"].value) == (pytest.approx(101), pytest.approx(-62))
    assert {found[name].unit for name in ("spread", "spread_start", "gap")} == {"basis point"}
    assert found["gap"].value == pytest.approx(found["spread"].value - found["spread_start"].value)
    assert found["spread"].label.en == "Title of S less Title of L, 20 Feb 2026"
    assert all("rebased" not in below(row) for row in rows(table).values())


def test_monthly_rates_are_apart_in_points():
    values = {"U": monthly([4.0] * 12 + [4.4]), "V": monthly([3.0] * 12 + [3.1])}

    table = compare(data_of(values, rate("U", freq="M"), rate("V", freq="M")), ("U", "V"), window="1Y")

    found = parts(table)
    assert (found["spread"].value, found["spread"].unit) == (pytest.approx(1.3), "percentage point")
    assert found["spread_start"].value == pytest.approx(1.0)


@given(st.lists(st.floats(min_value=-5, max_value=15), min_size=4, max_size=4))
def test_the_spread_moves_by_the_gap_of_the_changes(levels):
    data = data_of({"S": steps_of(*levels[:2]), "L": steps_of(*levels[2:])}, rate("S"), rate("L"))

    found = parts(compare(data, ("S", "L"), window="1Y"))

    assert found["spread"].value - found["spread_start"].value == pytest.approx(found["gap"].value, abs=1e-8)


@given(
    st.lists(st.floats(min_value=0.5, max_value=500), min_size=2, max_size=2), st.floats(min_value=0.1, max_value=50)
)
def test_a_level_on_a_base_knows_no_scale(ends, scale):
    def rebased(first, last):
        data = data_of({"A": steps_of(first, last), "B": steps_of(1, 2)}, price("A"), price("B"))
        row = rows(compare(data, ("A", "B"), window="1Y"))["A"]
        return below(row)["rebased"].value, row.value

    level, change = rebased(*ends)

    assert level == pytest.approx(100 + change)
    assert rebased(*(end * scale for end in ends)) == pytest.approx((level, change))


# ---------------------------------------------------------------- unlike things


def test_unlike_units_are_said_and_not_subtracted():
    values = {"A": dense(TWO["A"]), "S": steps_of(4, 3)}

    table = compare(data_of(values, price("A"), rate("S")), ("A", "S"), window="1Y")

    assert parts(table) == {}
    assert [caveat.en for caveat in table.caveats] == [
        "In unlike units, side by side and not subtracted: Title of A in percent, Title of S in basis points."
    ]
    assert "单位不同" in table.caveats[0].zh


def test_diffusion_indices_have_no_base_and_their_points_are_not_subtracted():
    """50 is the line of the one and 0 that of the other: a point is not a point."""
    values = {"ISM": monthly([50] * 12 + [57]), "PHILLY": monthly([0] * 12 + [12])}
    surveys = (
        spec(id, unit="diffusion index", kind="survey", neutral=neutral, lag=0)
        for id, neutral in (("ISM", 50), ("PHILLY", 0))
    )

    table = compare(data_of(values, *surveys), ("ISM", "PHILLY"), window="1Y")

    assert [(row.value, row.unit) for row in rows(table).values()] == [(7, "diffusion index"), (12, "diffusion index")]
    assert parts(table) == {}
    assert all(set(below(row)) == {"start", "end"} for row in rows(table).values())
    (said,) = table.caveats
    assert said.en.startswith(
        "Their points are not of one scale and not subtracted; neutral are: Title of ISM (ISM) at 50"
    )
    assert said.en.endswith("Title of PHILLY (PHILLY) at 0.")
    assert "ISM的名称（ISM）为50、PHILLY的名称（PHILLY）为0" in said.zh


def test_points_of_diffusion_indices_with_one_neutral_level_are_subtracted():
    values = {"PMI": monthly([50] * 12 + [57]), "ORDERS": monthly([52] * 12 + [49])}
    surveys = (spec(id, unit="diffusion index", kind="survey", neutral=50, lag=0) for id in values)

    table = compare(data_of(values, *surveys), ("PMI", "ORDERS"), window="1Y")

    assert (parts(table)["gap"].value, parts(table)["gap"].unit) == (7 - -3, "diffusion index")
    assert set(parts(table)) == {"gap"}
    assert table.caveats == ()


def test_what_touches_zero_has_no_base():
    values = {"A": dense(TWO["A"]), "Z": steps_of(-1, 3)}

    table = compare(data_of(values, price("A"), spec("Z", freq="D", lag=0)), ("A", "Z"), window="1Y")

    assert "rebased" not in below(rows(table)["Z"])
    assert "rebased" in below(rows(table)["A"])


def test_heads_have_a_base_too():
    values = {"JOBS": monthly([100] * 12 + [110]), "SALES": monthly([100] * 12 + [105])}

    table = compare(data_of(values, spec("JOBS", unit="persons th", lag=0), spec("SALES", lag=0)), ("JOBS", "SALES"))

    assert below(rows(table)["JOBS"])["rebased"].value == pytest.approx(110)
    assert (rows(table)["JOBS"].value, rows(table)["JOBS"].unit) == (10_000, "persons")


def test_total_and_price_returns_are_told_apart():
    data = data_of({id: dense(each) for id, each in TWO.items()}, price("A"), price("B", total_return=False))

    caveats = [caveat.en for caveat in compare(data, ("A", "B"), window="1Y").caveats]

    assert caveats == ["With distributions: Title of A; price only: Title of B."]


def test_unlike_currencies_are_said():
    data = data_of({id: dense(each) for id, each in TWO.items()}, price("A"), price("B", unit="EUR"))

    caveats = [caveat.en for caveat in compare(data, ("A", "B"), window="1Y").caveats]

    assert caveats == ["Each in its own currency, no exchange rate applied: A (USD), B (EUR)."]


# ---------------------------------------------------------------- refused


@pytest.mark.parametrize("ids", [("A",), ("A", "A")])
def test_one_series_alone_is_asked_for_another(ids):
    error = refusal(two(), *ids, window="1Y")

    assert "there is Title of A alone. Name another" in error.text.en
    assert "只有A的名称" in error.text.zh


def test_seven_are_too_many():
    ids = tuple("ABCDEFG")
    data = data_of({id: daily([1, 2]) for id in ids}, *(price(id) for id in ids))

    assert "7 series are too many to compare; name 2 to 6" in refusal(data, *ids).text.en


def test_flows_are_sent_to_the_flow_gap():
    data = data_of({"A": monthly([1] * 20), "F": monthly([1] * 20)}, spec("A"), spec("F", unit="USD mn", kind="flow"))

    error = refusal(data, "A", "F", window="1Y")

    assert error.reason == "units"
    assert "flow gap" in error.text.en


def test_a_history_that_is_too_short_is_refused_by_its_name():
    data = data_of({"A": daily(range(100, 900)), "B": daily([1, 2, 3])}, price("A"), price("B"))

    error = refusal(data, "A", "B", window="1Y")

    assert error.reason == "short_history"
    assert "Title of B (B) runs from 18 Feb 2026" in error.text.en


def test_a_blank_month_at_an_end_is_refused():
    values = {"A": monthly([1] * 20), "B": monthly([1] * 7 + [NAN] + [1] * 12)}

    error = refusal(data_of(values, spec("A", lag=0), spec("B", lag=0)), "A", "B", window="1Y")

    assert error.reason == "blank"
    assert "Title of B (B) is blank" in error.text.en


def test_no_series_that_was_handed_in_is_changed():
    values = {id: dense(each) for id, each in TWO.items()}
    before = {id: each.copy() for id, each in values.items()}

    compare(data_of(values, price("A"), price("B")), ("A", "B"), window="1Y")

    for id, each in values.items():
        pd.testing.assert_series_equal(each, before[id])


# ---------------------------------------------------------------- asked for


@pytest.mark.parametrize(
    ("typed", "arguments"),
    [
        ("bitcoin vs s&p 500 over 3 years", {"series": ["BTC", "SPX"], "window": "3Y"}),
        ("2s vs 10s since 2022", {"series": ["DGS2", "DGS10"], "start": "2022"}),
        ("compare gold, treasuries and the S&P 500", {"series": ["GOLD", "UST", "SPX"]}),
        ("10年期美债与2年期美债比较", {"series": ["DGS10", "DGS2"]}),
        ("黄金和比特币比，过去一年", {"series": ["GOLD", "BTC"], "window": "1Y"}),
        ("黄金相对标普500过去三年", {"series": ["GOLD", "SPX"], "window": "3Y"}),
    ],
)
def test_two_names_set_against_each_other_are_compared(ask, typed, arguments):
    """The words for it are cut out of the question, and no name with them."""
    answer = ask(typed)

    assert [(call.tool, call.arguments) for call in answer.plan] == [("compare", arguments)]
    assert answer.kind == "answer"


@pytest.mark.parametrize("typed", ["UMCSENT vs Jan 2025", "CPI和失业率同比"])
def test_a_date_or_a_rate_of_growth_is_no_second_name(ask, typed):
    assert {call.tool for call in ask(typed).plan} == {"change"}
