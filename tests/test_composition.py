"""Shares that growth rates imply, and a table of exposures, worked by hand."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from fakes import NAN, TODAY, Told, data_of, holding, monthly, quarterly, spec, yearly
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.language import normalise
from footnote.errors import AskError, SetupError
from footnote.text import Text
from tools import maths
from tools.catalogue import Table
from tools.composition import contribution, exposure
from tools.data import Data
from tools.desk_folder import load
from tools.registry import all_tools
from tools.sources.files import Files
from tools.units import Unit

SAMPLE = Path(__file__).parents[1] / "samples" / "desk"
rates = st.floats(min_value=-0.9, max_value=3)


def parts(figure):
    return {part.name: part for part in figure.walk()}


def refused(parts, total, data=None):
    with pytest.raises(AskError) as caught:
        contribution(data or data_of({}), parts=parts, total=total)
    return caught.value


# ---------------------------------------------------------------- growth by its parts


def test_memory_at_48_the_rest_at_22_and_all_at_30():
    """(30 - 22) / (48 - 22) = 8 / 26 = 30.77 %; 48 of that is 14.77 points, the rest's 15.23."""
    figure = contribution(data_of({}), parts=(0.48, 0.22), total=0.3)

    found = parts(figure)
    assert (figure.name, figure.unit, figure.value) == ("share", "percent", pytest.approx(800 / 26))
    assert found["share_2"].value == pytest.approx(1800 / 26)
    assert found["contribution_1"].value == pytest.approx(14.8, abs=0.05)
    assert found["contribution_2"].value == pytest.approx(15.2, abs=0.05)
    assert found["contribution_1"].unit == "percentage point"
    assert found["share_after_1"].value == pytest.approx(100 * (8 / 26) * 1.48 / 1.3)  # 35.0 %
    assert found["share_after_2"].value == pytest.approx(100 * (18 / 26) * 1.22 / 1.3)


def test_the_growth_rates_are_given_and_the_weights_said():
    figure = contribution(data_of({}), parts=[0.48, 0.22], total=0.3)

    assert [(each.kind, each.name, each.value) for each in figure.inputs] == [
        ("given", "a", 48),
        ("given", "b", 22),
        ("given", "total", 30),
    ]
    assert "shares of the base period" in figure.caveats[0].en
    assert "基期占比" in figure.caveats[0].zh
    assert "+48%" in figure.label.en
    assert figure.as_of == TODAY


@given(rates, rates, st.floats(min_value=0, max_value=1))
def test_the_share_is_the_one_the_total_was_made_with(first, second, weight):
    assume(abs(first - second) > 0.01)
    total = weight * first + (1 - weight) * second
    assume(min(first, second) <= total <= max(first, second))

    found = parts(contribution(data_of({}), parts=(first, second), total=total))

    assert found["share"].value == pytest.approx(100 * weight, abs=1e-6)
    assert found["contribution_1"].value + found["contribution_2"].value == pytest.approx(100 * total, abs=1e-6)
    assert found["share_after_1"].value + found["share_after_2"].value == pytest.approx(100, abs=1e-6)


@given(rates, rates, rates, st.floats(min_value=-0.5, max_value=0.5), st.floats(min_value=0.1, max_value=10))
def test_the_share_moves_with_neither_shift_nor_scale(first, second, total, shift, scale):
    assume(abs(first - second) > 0.01)

    moved = maths.base_share(*(scale * rate + shift for rate in (first, second, total)))
    assert moved == pytest.approx(maths.base_share(first, second, total), abs=1e-6)


@given(rates, rates, rates)
def test_named_the_other_way_round_the_shares_change_places(first, second, total):
    assume(abs(first - second) > 0.01)

    assert maths.base_share(first, second, total) + maths.base_share(second, first, total) == pytest.approx(1)


@pytest.mark.parametrize("total", [0.48, 0.22])
def test_a_total_that_is_one_of_the_parts_is_all_of_it(total):
    figure = contribution(data_of({}), parts=(0.48, 0.22), total=total)

    assert figure.value == pytest.approx(100 if total == 0.48 else 0)


@pytest.mark.parametrize("total", [0.5, 0.2, -0.3])
def test_a_total_outside_its_parts_is_refused_with_both(total):
    error = refused((0.48, 0.22), total)

    assert f"{100 * total:+g}%" in error.text.en
    assert "+22% and +48%" in error.text.en
    assert "+22% 与 +48%" in error.text.zh


def test_parts_that_grow_alike_tell_no_shares():
    assert "every share" in refused((0.3, 0.3), 0.3).text.en


@pytest.mark.parametrize("parts", [(), (0.48,), (0.48, 0.22, 0.1)])
def test_other_than_two_parts_are_refused_with_what_to_give(parts):
    error = refused(parts, 0.3)

    assert f"{len(parts)} parts were given; give two" in error.text.en
    assert f"{len(parts)} 个部分" in error.text.zh


@pytest.mark.parametrize("rate", [48.0, -1.0, NAN, float("inf")])
def test_growth_that_is_no_fraction_is_refused(rate):
    assert "above -100% and up to 1000%" in refused((rate, 0.22), 0.3).text.en
    assert "高于 -100%、不超过 1000%" in refused((0.48, 0.22), rate).text.zh


# ---------------------------------------------------------------- the level reached


def selling(values, *, level="SALES", **known):
    series = spec("SALES", **{"unit": "USD bn", "average": "sum", "lag": 0} | known)
    return data_of({"SALES": values}, series, use={"contribution": {"level": level}})


def test_the_level_is_the_last_whole_year_grown_by_the_total():
    """2025: twelve months of 65bn, 780bn; 30 % more is 1.014tn, the first trillion. January alone does not count."""
    figure = contribution(selling(monthly([*[50] * 12, *[65] * 12, 999])), parts=(0.48, 0.22), total=0.3)

    found = parts(figure)
    assert (found["base"].value, found["base"].as_of) == (780e9, date(2025, 12, 31))
    assert found["level"].value == pytest.approx(1.014e12)
    assert (found["level"].series, found["level"].unit, found["level"].stats["year"]) == ("SALES", "USD", 2026)
    assert (found["level"].stats["record"], found["level"].stats["first_at_or_above"]) == (True, 1e12)
    assert "the first year of $1tn or more" in found["level"].label.en
    assert "首次达到1万亿美元" in found["level"].label.zh
    assert found["base"].inputs[0].count == 12
    assert figure.as_of == date(2025, 12, 31)


def test_a_level_that_was_reached_before_is_not_called_the_first():
    earlier = [*[90] * 12, *[65] * 12]

    level = parts(contribution(selling(monthly(earlier, last="2025-12")), parts=(0.48, 0.22), total=0.3))["level"]

    assert (level.stats["record"], level.stats["first_at_or_above"]) == (False, None)
    assert "first year" not in level.label.en


@pytest.mark.parametrize(
    ("values", "known"),
    [(quarterly([100] * 4), {"freq": "Q"}), (yearly([400]), {"freq": "A", "average": "end"})],
)
def test_quarters_are_added_up_and_years_stand_for_themselves(values, known):
    found = parts(contribution(selling(values, **known), parts=(0.48, 0.22), total=0.3))

    assert found["level"].value == pytest.approx(520e9)


def test_a_blank_month_is_named_with_the_year_the_level_starts_from():
    """2025 lacks June: the level is that of 2025 on 2024, and no year can be said to be the first."""
    months = [70] * 24
    months[17] = NAN
    level = parts(contribution(selling(monthly(months, last="2025-12")), parts=(0.48, 0.22), total=0.3))["level"]

    assert (level.stats["year"], level.stats["record"], level.stats["first_at_or_above"]) == (2025, None, None)
    assert "first year" not in level.label.en
    (said,) = level.caveats
    assert "(SALES) has no value for Jun 2025, so 2025 is no whole year: the level starts from 2024" in said.en
    assert "缺少2025年6月的数值" in said.zh
    assert "不判断是否为新高" in said.zh


def test_a_year_whose_last_months_are_not_in_is_named_and_the_year_before_is_taken():
    level = parts(contribution(selling(monthly([70] * 23, last="2025-11")), parts=(0.48, 0.22), total=0.3))["level"]

    assert (level.stats["year"], level.stats["record"]) == (2025, True)
    assert "has no value for Dec 2025, so 2025 is no whole year" in level.caveats[0].en
    assert "record" not in level.caveats[0].en


def test_a_year_that_is_not_over_needs_no_word():
    level = parts(contribution(selling(monthly([70] * 25)), parts=(0.48, 0.22), total=0.3))["level"]

    assert (level.stats["year"], level.caveats) == (2026, ())


def test_a_year_with_a_blank_month_is_not_whole():
    values = monthly([*[50] * 12, *[65] * 12], last="2025-12")
    values.iloc[-3] = NAN

    assert parts(contribution(selling(values), parts=(0.48, 0.22), total=0.3))["base"].as_of == date(2024, 12, 31)


def test_a_series_that_does_not_add_up_to_years_is_a_fault_of_the_desk():
    with pytest.raises(SetupError, match="level = 'SALES'"):
        contribution(selling(monthly([1] * 24), average="average"), parts=(0.48, 0.22), total=0.3)


def test_a_history_without_a_whole_year_is_refused():
    assert refused((0.48, 0.22), 0.3, selling(monthly([1] * 5))).reason == "short_history"


def test_where_the_desk_names_no_level_a_reader_may_see_there_is_none():
    assert "level" not in parts(contribution(data_of({}), parts=(0.48, 0.22), total=0.3))
    assert "level" not in parts(contribution(selling(monthly([1] * 24), level="HIDDEN"), parts=(0.48, 0.22), total=0.3))


# ---------------------------------------------------------------- a table

TABLE = Table(
    id="SOFTWARE",
    title=Text("Software exposure by vehicle", "软件行业暴露"),
    sources=("file:software.csv",),
    row="vehicle",
    value="share",
    unit=Unit.parse("percent"),
    as_of=date(2026, 1, 31),
)


class Listed(Told):
    """A source that holds one table."""

    def __init__(self, rows):
        super().__init__(holding({}).read)
        self.frame = pd.DataFrame(rows, columns=["row", "value"])

    def table(self, item, name):
        return self.frame

    def events(self, item, name):
        raise NotImplementedError


ROWS = [("loans", 12.0), ("private credit", 18.0), ("bonds", 2.0)]


def listing(rows=ROWS, as_of=date(2026, 1, 31), asked=TODAY):
    known = data_of({}, replace(TABLE, as_of=as_of))
    return replace(known, sources={"file": Listed(rows)}, as_of=asked)


def test_rows_are_ranked_and_numbered_by_their_rank():
    figure = exposure(listing(), "SOFTWARE")

    assert [(part.name, part.title.en, part.value, part.unit) for part in figure.parts] == [
        ("exposure_1", "private credit", 18, "percent"),
        ("exposure_2", "loans", 12, "percent"),
        ("exposure_3", "bonds", 2, "percent"),
    ]
    assert (figure.name, figure.value, figure.unit, figure.series) == ("exposures", None, "table", "SOFTWARE")


def test_the_day_of_the_table_is_the_figures_and_stands_in_its_label():
    figure = exposure(listing(), "SOFTWARE")

    assert {part.as_of for part in figure.walk()} == {date(2026, 1, 31)}
    assert figure.label == Text("Software exposure by vehicle, 31 Jan 2026", "软件行业暴露，2026年1月31日")
    assert figure.stats["age"] == 20


def test_a_row_knows_where_it_stands():
    row = exposure(listing(), "SOFTWARE").parts[0].inputs[0]

    assert (row.kind, row.series, row.source, row.name) == (
        "observations",
        "SOFTWARE",
        "file:software.csv",
        "private credit",
    )
    assert row.rows == ((date(2026, 1, 31), 18.0),)


def test_equal_rows_keep_the_order_of_the_file():
    figure = exposure(listing([("b", 5.0), ("a", 5.0), ("c", 6.0)]), "SOFTWARE")

    assert [part.title.en for part in figure.parts] == ["c", "b", "a"]


def test_rows_without_a_value_are_left_out_and_said():
    figure = exposure(listing([*ROWS, ("funds", NAN)]), "SOFTWARE")

    assert figure.stats["n"] == 3
    assert "no value for funds" in figure.caveats[0].en
    assert "funds没有数值" in figure.caveats[0].zh


def test_a_table_without_a_day_says_so():
    figure = exposure(listing(as_of=None), "SOFTWARE")

    assert figure.as_of == TODAY
    assert figure.caveats[0].en.endswith("this desk has no day configured for which it stands.")
    assert figure.label == TABLE.title


def test_a_table_of_blanks_is_refused():
    with pytest.raises(AskError, match="no value") as caught:
        exposure(listing([("loans", NAN)]), "SOFTWARE")

    assert caught.value.reason == "blank"


def test_a_table_of_a_later_day_is_refused():
    with pytest.raises(AskError, match="not yet known") as caught:
        exposure(listing(asked=date(2026, 1, 15)), "SOFTWARE")

    assert caught.value.reason == "short_history"


def test_a_table_nobody_holds_is_refused_with_those_there_are():
    with pytest.raises(AskError, match="Software exposure by vehicle") as caught:
        exposure(listing(), "HOUSES")

    assert caught.value.reason == "unknown_series"


def test_the_table_is_not_changed():
    data = listing()
    before = data.table("SOFTWARE").copy()

    exposure(data, "SOFTWARE")

    pd.testing.assert_frame_equal(data.table("SOFTWARE"), before)


def test_the_sample_desks_table_ranks_private_credit_loans_and_bonds():
    """Published: 18, 12 and 2 percent."""
    data = Data(catalogue=load(SAMPLE), sources={"file": Files(SAMPLE / "data")}, as_of=TODAY)

    assert [part.value for part in exposure(data, "SOFTWARE").parts] == [18, 12, 2]


# ---------------------------------------------------------------- the words for it


@pytest.mark.parametrize(
    "asked",
    [
        "if memory grows 48% and the rest 22%, and total is 30%, what share is memory",
        "memory +48%, rest +22%, total +30%: what share is memory?",
        "存储增长48%，其余增长22%，总体增长30%，存储占比是多少",
        "存儲+48%，其餘+22%，總計+30%，存儲的占比多少",
    ],
)
def test_these_words_ask_for_it(asked):
    assert all_tools()["contribution"].cues.search(normalise(asked))


@pytest.mark.parametrize(
    "asked", ["korean exports y/y", "on what share of days was bitcoin vol above 80%", "存储指标同比"]
)
def test_these_words_do_not(asked):
    assert not all_tools()["contribution"].cues.search(normalise(asked))


@pytest.mark.parametrize(
    "asked", ["software exposure by vehicle", "which vehicles are exposed to software", "软件敞口"]
)
def test_these_words_ask_for_a_table(asked):
    assert all_tools()["exposure"].cues.search(normalise(asked))


def test_a_table_names_its_rows_in_chinese():
    """A row without a Chinese name keeps that of the file; so does the line about rows without a value."""
    data = listing([*ROWS, ("funds", NAN)])
    table = replace(TABLE, as_of=date(2026, 1, 31), chinese={"loans": "银行贷款", "funds": "基金"})

    figure = exposure(replace(data, catalogue=replace(data.catalogue, tables={"SOFTWARE": table})), "SOFTWARE")

    assert [part.title for part in figure.parts] == [
        Text("private credit", "private credit"),
        Text("loans", "银行贷款"),
        Text("bonds", "bonds"),
    ]
    assert figure.parts[1].label.zh == "软件行业暴露：银行贷款"
    assert "基金没有数值" in figure.caveats[0].zh
