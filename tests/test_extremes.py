"""The last time it was as high, the place in history, and the peak of a year beside it."""

from datetime import date

import pandas as pd
import pytest
from fakes import NAN, daily, data_of, dated, monthly, quarterly, spec, yearly
from hypothesis import given
from hypothesis import strategies as st
from real_desk import data_at, needs_real, real_desk
from scipy.stats import percentileofscore

from bot.check import fill, slots
from bot.said.voice import voice_of
from footnote.answer import Call
from footnote.errors import AskError
from footnote.settings import Settings, packaged_desk
from tools import maths
from tools.data import Data
from tools.desk_folder import load
from tools.extremes import since_when
from tools.sources import connected

PHILLY = [50.9, 48.7, 46.3, -12.0, 29.8, 37.0]
levels = st.lists(st.integers(min_value=-50, max_value=50), min_size=2, max_size=30)


def refusal(data, **arguments):
    with pytest.raises(AskError) as caught:
        since_when(data, **arguments)
    return caught.value


def one(values, **known):
    return data_of({"A": values}, spec("A", **{"lag": 0} | known))


def part(figure, name):
    return next(each for each in figure.parts if each.name == name)


# ---------------------------------------------------------------- since when


def test_the_highest_since_is_the_last_earlier_value_at_least_as_high():
    figure = since_when(one(monthly(PHILLY), unit="diffusion index", kind="survey"), "A", "highest")

    assert (figure.value, figure.stats["since"], figure.stats["record"]) == (37.0, date(2025, 10, 31), False)
    assert (part(figure, "since").value, part(figure, "since").as_of) == (46.3, date(2025, 10, 31))
    assert (figure.stats["n"], figure.stats["first"], figure.stats["previous"]) == (
        6,
        date(2025, 8, 31),
        date(2025, 12, 31),
    )


def test_the_lowest_since_is_its_mirror():
    figure = since_when(one(monthly([-40, -12, 50, -10, 3, -12])), "A", "lowest")

    assert figure.stats["since"] == date(2025, 9, 30)


def test_a_tie_counts_and_is_said():
    figure = since_when(one(monthly([9, 7, 1, 7])), "A", "highest")

    assert (figure.stats["since"], figure.stats["tie"]) == (date(2025, 11, 30), True)
    assert part(figure, "since").label.en == "Title of A, Nov 2025, equal to the value now"
    assert part(figure, "since").label.zh.endswith("，与当前值相等")
    assert "Title of A (A): Jan 2026 is equal to Nov 2025; ties count." in [each.en for each in figure.caveats]


def test_a_higher_value_is_no_tie():
    figure = since_when(one(monthly([9, 8, 1, 7])), "A", "highest")

    assert (figure.stats["tie"], part(figure, "since").label.en) == (False, "Title of A, Nov 2025")
    assert figure.caveats == ()


def test_which_vintage_was_compared_is_told():
    assert since_when(one(monthly([1, 2])), "A", "highest").stats["vintage"] == "current only"


def test_a_record_has_no_since():
    figure = since_when(one(monthly([1, 2, 3])), "A", "highest")

    assert (figure.stats["since"], figure.stats["record"]) == (None, True)
    assert [each.name for each in figure.parts] == ["percentile"]
    assert [caveat.en for caveat in figure.caveats] == ["Title of A (A): the history held runs from Nov 2025 on."]


def test_a_month_that_was_beaten_just_before_says_so_by_its_date():
    figure = since_when(one(monthly([1, 5, 3])), "A", "highest")

    assert figure.stats["since"] == figure.stats["previous"] == date(2025, 12, 31)


def test_blanks_are_passed_over_and_said():
    figure = since_when(one(monthly([9, NAN, 1, 7])), "A", "highest")

    assert (figure.stats["since"], figure.stats["n"]) == (date(2025, 10, 31), 3)
    assert [each.en for each in figure.caveats] == ["Title of A (A): Nov 2025 is blank and left out."]


def test_many_blanks_are_counted():
    figure = since_when(one(monthly([9, NAN, 1, NAN, NAN, 7])), "A", "highest")

    assert [each.en for each in figure.caveats] == [
        "Title of A (A): 3 periods from Sep 2025 to Dec 2025 are blank and left out."
    ]


def test_days_without_a_value_are_no_blanks():
    closes = dated(d2026_02_13=7, d2026_02_16=8, d2026_02_20=6)

    assert since_when(one(closes, freq="D"), "A", "lowest").caveats[0].en.startswith("Title of A (A): the history held")


def test_a_window_limits_the_history_and_that_is_said():
    figure = since_when(one(monthly([9, *[1] * 11, 7])), "A", "highest", window="1Y")

    assert figure.stats["record"]
    assert (figure.stats["n"], figure.stats["first"]) == (12, date(2025, 2, 28))
    assert figure.caveats[-1].en == "Title of A (A): only the history from Feb 2025 on was looked at."


def test_a_year_may_begin_with_the_holiday_before_the_first_close():
    closes = dated(d2015_01_02=9, d2015_06_30=12, d2016_01_04=10)

    figure = since_when(one(closes, freq="D"), "A", "highest", window="2015")

    assert (part(figure, "peak").value, part(figure, "peak").stats["first"]) == (12, date(2015, 1, 2))


@pytest.mark.parametrize(("freq", "opens"), [("D", "2015-01-09"), ("M", "2015-02-01")])
def test_a_history_that_begins_well_into_the_year_is_refused(freq, opens):
    days = pd.date_range(opens, "2016-12-01", freq={"D": "D", "M": "MS"}[freq])

    error = refusal(one(pd.Series(range(len(days)), index=days), freq=freq), series="A", kind="highest", window="2015")

    assert error.reason == "short_history"


def test_a_window_that_opens_on_a_sunday_takes_a_history_from_the_monday():
    """Five years before Saturday 21 February 2026 is a Sunday."""
    closes = daily(range(1900), last="2026-02-20").loc["2021-02-22":]

    figure = since_when(one(closes, freq="D"), "A", "highest", window="5Y")

    assert figure.stats["first"] == date(2021, 2, 22)
    assert figure.caveats[-1].en == "Title of A (A): the history held runs from 22 Feb 2021 on."


def test_a_window_longer_than_the_history_is_refused_not_truncated():
    error = refusal(one(monthly([1, 2, 3])), series="A", kind="highest", window="5Y")

    assert error.reason == "short_history"
    assert "runs from Nov 2025 to Jan 2026; Feb 2021 is before that" in error.text.en


def test_as_of_an_earlier_period_later_values_are_not_looked_at():
    figure = since_when(one(monthly(PHILLY)), "A", "highest", at="2025-12")

    assert (figure.name, figure.value, figure.stats["since"]) == ("level", 29.8, date(2025, 10, 31))


def test_the_inputs_are_the_whole_history_looked_at():
    figure = since_when(one(monthly(PHILLY)), "A", "highest")

    assert [(each.kind, each.count) for each in figure.inputs] == [("observations", 6)]


@pytest.mark.parametrize(("values", "window"), [([1], None), ([1, 2, 3], "1M")])
def test_one_value_alone_has_nothing_to_be_compared_with(values, window):
    error = refusal(one(monthly(values)), series="A", kind="highest", window=window)

    assert error.reason == "short_history"
    assert "no two values to compare" in error.text.en


def test_an_old_value_is_said_to_be_old_before_it_is_called_a_record():
    assert "not current" in since_when(one(monthly([1, 2], last="2025-01")), "A", "highest").caveats[0].en


def test_the_year_so_far_is_a_history_too():
    values = daily(range(100))  # the last on 20 February
    figure = since_when(one(values, freq="D"), "A", "highest", window="YTD")

    assert (figure.stats["first"], figure.stats["n"], figure.stats["record"]) == (date(2026, 1, 1), 51, True)


def test_a_window_up_to_now_over_a_column_that_ended_long_ago_is_refused():
    data = one(monthly(range(60), last="2023-12"), valid=("", "2023-12-31"))

    assert "holds something else, or nothing, from Jan 2024" in str(
        refusal(data, series="A", kind="highest", window="2Y")
    )
    assert since_when(data, "A", "highest", window="2Y", at="2023-06").stats["n"] == 24


# ---------------------------------------------------------------- the place in history


def test_the_percentile_is_the_share_of_the_values_that_are_no_higher():
    figure = part(since_when(one(monthly([5, 1, 3, 3, 9, 3])), "A", "highest"), "percentile")

    assert figure.value == pytest.approx(100 * 4 / 6)  # 1, 3, 3 and 3 itself
    assert (figure.unit, figure.stats) == ("percent", {"n": 6, "first": date(2025, 8, 31)})
    assert figure.label.en == "Title of A, share of the 6 values since Aug 2025 at or below that of Jan 2026"


def test_the_percentile_is_of_the_history_looked_at():
    figure = since_when(one(monthly([*[0] * 12, *range(20, 8, -1)])), "A", "lowest", window="1Y")

    assert part(figure, "percentile").value == pytest.approx(100 / 12)
    assert part(figure, "percentile").inputs[0].count == 12


def test_a_record_high_is_at_the_top_and_a_record_low_at_the_bottom():
    top = since_when(one(monthly(range(40))), "A", "highest")
    bottom = since_when(one(monthly(range(40, 0, -1))), "A", "lowest")

    assert (part(top, "percentile").value, part(bottom, "percentile").value) == (100, 2.5)


@given(levels)
def test_the_percentile_is_scipys_weak_rank(values):
    expected = percentileofscore(values, values[-1], kind="weak")

    assert maths.percentile(pd.Series(values, dtype=float)) == pytest.approx(expected)


@given(levels, st.integers(min_value=-100, max_value=100), st.integers(min_value=1, max_value=9))
def test_the_percentile_moves_with_neither_shift_nor_scale_nor_the_order_of_what_came_before(values, shift, scale):
    moved = [value * scale + shift for value in [*sorted(values[:-1]), values[-1]]]

    assert maths.percentile(monthly(moved)) == maths.percentile(monthly(values))


# ---------------------------------------------------------------- against the peak of a year


MEMORY = [*range(80, 92), *[100, 134, 120, 134, 110, 90, 90, 90, 90, 90, 90, 90], *[95] * 12]


def test_a_year_is_one_to_be_set_against():
    figure = since_when(one(monthly([*MEMORY, 140], last="2023-01")), "A", "highest", window="2021")

    peak, distance = part(figure, "peak"), part(figure, "distance")
    assert (peak.value, peak.as_of, peak.inputs[0].count) == (134, date(2021, 4, 30), 12)  # of equal ones the last
    assert (peak.label.en, peak.title.zh) == ("Title of A, 2021 peak, Apr 2021", "2021年峰值")
    assert (figure.stats["above"], distance.unit) == (True, "percent")
    assert distance.value == pytest.approx(100 * (140 / 134 - 1))
    assert [day for day, _ in distance.inputs[0].rows] == [date(2021, 4, 30), date(2023, 1, 31)]


def test_the_history_looked_at_is_still_all_of_it():
    figure = since_when(one(monthly([*MEMORY, 140], last="2023-01")), "A", "highest", window="2021")

    assert (figure.stats["record"], figure.stats["n"], part(figure, "percentile").value) == (True, 37, 100)


@pytest.mark.parametrize(("now", "above", "distance"), [(135, True, 1), (134, False, 0), (133, False, -1)])
def test_level_with_the_peak_is_not_above_it(now, above, distance):
    data = one(monthly([*MEMORY, now], last="2023-01"), unit="diffusion index", kind="survey")
    figure = since_when(data, "A", "highest", window="2021")

    assert (figure.stats["above"], part(figure, "distance").value) == (above, distance)
    assert part(figure, "distance").unit == "diffusion index"


def test_the_lowest_is_set_against_the_trough():
    figure = since_when(one(monthly([*MEMORY, 85], last="2023-01")), "A", "lowest", window="2021")

    trough = part(figure, "trough")
    assert (trough.value, trough.as_of) == (90, date(2021, 12, 31))
    assert (trough.label.zh, figure.stats["above"]) == ("A的名称，2021年低谷（2021年12月）", False)


def test_a_yield_is_so_many_basis_points_from_its_peak():
    values = dated(d2024_10_01=4.0, d2025_01_14=4.79, d2025_06_02=4.4, d2026_02_20=4.29)
    figure = since_when(one(values, freq="D", unit="percent", kind="rate"), "A", "highest", window="2025")

    assert (round(part(figure, "distance").value, 6), part(figure, "distance").unit) == (-50, "basis point")


def test_a_month_that_is_named_for_a_yearly_series_is_its_year():
    figure = since_when(one(yearly([9, 3, 4, 5], last="2025"), freq="A"), "A", "highest", window="2022-03")

    assert (part(figure, "peak").title.en, part(figure, "peak").title.zh) == ("2022 peak", "2022年峰值")
    assert "2022-03" not in part(figure, "distance").label.en


def test_a_share_that_is_not_all_does_not_read_as_all():
    """2,499 of 2,500 values: 99.96 %."""
    figure = since_when(one(daily([9, *[1] * 2498, 5]), freq="D"), "A", "highest")

    assert part(figure, "percentile").value == pytest.approx(99.96)
    assert str(part(figure, "percentile")) == "99.96%"
    assert str(part(since_when(one(monthly([1, 2, 3])), "A", "highest"), "percentile")) == "100.0%"


def test_a_month_and_a_quarter_may_be_named():
    data = one(quarterly([3, 9, 4, 5, 6], last="2025Q4"), freq="Q")

    assert part(since_when(data, "A", "highest", window="2025Q1"), "peak").value == 9
    assert part(since_when(data, "A", "highest", window="2025"), "peak").as_of == date(2025, 3, 31)


def test_of_the_year_that_runs_the_values_before_now_are_set_against():
    figure = since_when(one(monthly([1, 2, 9, 8, 7, 5, 6], last="2025-12")), "A", "highest", window="2025-08")

    assert part(figure, "peak").value == 9
    figure = since_when(one(daily(range(60)), freq="D"), "A", "highest", window="2026")
    assert (part(figure, "peak").value, part(figure, "peak").as_of) == (58, date(2026, 2, 19))


def test_as_of_an_earlier_period_the_peak_is_one_before_it():
    data = one(monthly([*MEMORY, 140], last="2023-01"))
    figure = since_when(data, "A", "highest", window="2021", at="2021-03")

    assert (part(figure, "peak").as_of, figure.name, figure.value) == (date(2021, 2, 28), "level", 120)
    assert (figure.stats["above"], figure.stats["n"]) == (False, 15)


def test_a_blank_in_the_year_is_said():
    values = [*MEMORY, 140]
    values[13] = NAN
    figure = since_when(one(monthly(values, last="2023-01")), "A", "highest", window="2021")

    assert [each.en for each in part(figure, "peak").caveats] == ["Title of A (A): Feb 2021 is blank and left out."]


@pytest.mark.parametrize(
    ("window", "at", "words"),
    [
        ("2019", None, "runs from Jan 2020 to Jan 2023; Jan 2019 is before that"),
        ("2023", None, "has no value of 2023 before Jan 2023"),
        ("2024", None, "has no value of 2024 before Jan 2023"),
        ("2022", "2021-06", "has no value of 2022 before Jun 2021"),
        ("last year", None, "no date or window I can read"),
    ],
)
def test_a_year_that_is_not_there_is_refused(window, at, words):
    error = refusal(one(monthly([*MEMORY, 140], last="2023-01")), series="A", kind="highest", window=window, at=at)

    assert words in error.text.en


def test_a_year_in_which_the_column_held_something_else_is_refused():
    data = one(monthly([*MEMORY, 140], last="2023-01"), valid=("2021-06-01", ""))

    assert refusal(data, series="A", kind="highest", window="2021").reason == "blank"


def test_no_series_that_is_read_is_changed():
    values = monthly([*MEMORY, 140], last="2023-01")
    before = values.copy()
    since_when(one(values), "A", "highest", window="2021")

    pd.testing.assert_series_equal(values, before)


# ---------------------------------------------------------------- what is said


def said(figure, kind="highest", language="en"):
    """The sentences as they are read, by the law that a sentence holds no number of its own."""
    call = Call(tool="since_when", arguments={"series": "A", "kind": kind})
    figure = figure.keyed("f1")
    sentences = voice_of("since_when").sentences(call, figure)
    return [fill(each, slots((figure,), (), language), language) for each in sentences]


def test_the_headline_names_the_month_and_the_second_sentence_the_place_in_history():
    assert said(since_when(one(monthly(PHILLY)), "A", "highest")) == [
        "Title of A: 37.0 (Jan 2026), the highest since Oct 2025 (46.3)",
        "50.0% of the values since Aug 2025 were at or below it.",
    ]


@pytest.mark.parametrize(
    ("now", "kind", "en", "zh"),
    [
        (
            140,
            "highest",
            "above its 2021 peak of 134 (Apr 2021), the highest of the history looked at",
            "高于2021年峰值 134（2021年4月），为所查历史最高",
        ),
        (
            134,
            "highest",
            "level with its 2021 peak (Apr 2021), the highest since Apr 2021 (134)",
            "与2021年峰值（2021年4月）持平，为2021年4月（134）以来最高",
        ),
        (
            85,
            "lowest",
            "below its 2021 trough of 90 (Dec 2021), the lowest since Jun 2020 (85)",
            "低于2021年低谷 90（2021年12月），为2020年6月（85）以来最低",
        ),
        (
            96,
            "lowest",
            "above its 2021 trough of 90 (Dec 2021), no new low: Dec 2022 was already at 95",
            "高于2021年低谷 90（2021年12月），并非新低：2022年12月已为95",
        ),
    ],
)
def test_the_headline_sets_it_against_the_peak_that_was_named(now, kind, en, zh):
    figure = since_when(one(monthly([*MEMORY, now], last="2023-01")), "A", kind, window="2021")

    assert said(figure, kind)[0] == f"Title of A: {now} (Jan 2023), {en}"
    assert said(figure, kind, "zh")[0] == f"A的名称：{now}（2023年1月），{zh}"
    assert len(said(figure, kind)) == (2 if "history looked at" in en else 3)
    assert None not in said(figure, kind, "zh")


# ---------------------------------------------------------------- real and sample data


def test_the_memory_indicator_is_above_its_2021_peak():
    sample = Data(catalogue=load(packaged_desk()), sources={"file": connected(Settings())["file"]})
    figure = since_when(sample, "MEMORY_IDX", "highest", window="2021")
    memory = pd.read_csv(packaged_desk() / "data" / "chips" / "memory.csv", index_col=0).iloc[:, 0]

    assert (figure.stats["above"], figure.stats["record"]) == (True, True)
    assert part(figure, "peak").value == memory[memory.index.str.startswith("2021")].max()
    assert part(figure, "distance").value == pytest.approx(100 * (memory.iloc[-1] / part(figure, "peak").value - 1))


@needs_real
def test_unemployment_against_2019_with_a_blank_in_its_history(tmp_path):
    """3.5 % was its low of 2019; October 2025 was never published."""
    figure = since_when(data_at(real_desk(tmp_path / "desk")), "UNRATE", "lowest", window="2019", at="2025-11")

    assert (part(figure, "trough").value, figure.stats["above"]) == (3.5, True)
    assert any("Oct 2025 is blank" in each.en for each in figure.caveats)
