"""Boards: what a row holds, what becomes of a row that fails, and how unusual a value is."""

import math
from datetime import date

import pytest
from fakes import NAN, Told, board, catalogue_of, daily, data_of, dated, holding, monthly, noon, quarterly, spec, yearly

from footnote.errors import AskError, SourceError
from footnote.text import same
from tools.boards import snapshot
from tools.data import Data
from tools.reading import Source


def refusal(tool, data, **arguments):
    with pytest.raises(AskError) as caught:
        tool(data, **arguments)
    return caught.value


def one(values, **known):
    return data_of({"A": values}, spec("A", **{"lag": 0} | known))


def row_of(values, **known):
    """The row of a series on a board."""
    return snapshot(one(values, **known), series=("A",)).parts[0]


def score_of(values, **known):
    """The z-score in that row; None where there is none."""
    return next((part for part in row_of(values, **known).parts if part.name == "zscore"), None)


def board_data(**values):
    rows = [spec(id, lag=0, freq="D" if id == "YIELD" else "M") for id in values]
    return data_of(values, *rows, board("B", *values))


def test_a_board_reads_every_row_with_its_changes():
    figure = snapshot(board_data(A=monthly(range(100, 113)), B=monthly([5])), board="B")

    assert (figure.value, figure.unit, figure.as_of) == (None, "table", date(2026, 1, 31))
    assert [(row.name, row.series, row.value) for row in figure.parts] == [("latest", "A", 112), ("latest", "B", 5)]
    assert {part.name: part.value for part in figure.parts[0].parts} == {
        "change_period": pytest.approx(100 * (112 / 111 - 1)),
        "change_year": pytest.approx(12),  # 112 against 100 twelve months before
    }
    assert figure.parts[1].parts == ()


def test_a_list_of_series_is_a_board_of_its_own():
    figure = snapshot(board_data(A=monthly([1, 2]), B=monthly([3, 4])), series=("B", "A"))

    assert [row.series for row in figure.parts] == ["B", "A"]


def test_a_daily_row_changes_from_the_observation_before_it():
    """A Monday is set against the Friday before."""
    closes = dated(d2026_02_13=4.00, d2026_02_16=4.25)

    row = snapshot(one(closes, freq="D", unit="percent", kind="rate"), series=("A",)).parts[0]

    assert {part.name: (part.value, part.unit) for part in row.parts} == {"change_period": (25, "basis point")}


@pytest.mark.parametrize(
    ("freq", "closes", "words"),
    [
        (
            "D",
            dated(d2025_10_26=100, d2025_11_18=110),
            "day: the value before that of 2025-11-18 is of 2025-10-26",
        ),
        (
            "D",
            dated(d2026_02_13=100, d2026_02_20=110),
            "day: the value before that of 2026-02-20 is of 2026-02-13",
        ),
        (
            "W",
            dated(d2026_02_04=100, d2026_02_18=110),
            "week: the value before that of 2026-02-18 is of 2026-02-04",
        ),
    ],
)
def test_a_change_over_a_hole_is_no_change_on_the_period(freq, closes, words):
    row = row_of(closes, freq=freq, kind="price")

    assert [part.name for part in row.parts] == []
    assert any(f"Title of A (A) has no change on the {words}." in caveat.en for caveat in row.caveats)


@pytest.mark.parametrize(
    ("freq", "closes"), [("D", dated(d2026_02_13=100, d2026_02_19=110)), ("W", dated(d2026_02_09=100, d2026_02_19=110))]
)
def test_a_holiday_is_no_hole(freq, closes):
    assert [part.name for part in row_of(closes, freq=freq, kind="price").parts] == ["change_period"]


def test_where_there_is_no_board_none_are_named():
    for board_asked in ("X", None):
        error = refusal(snapshot, data_of({"A": monthly([1])}, spec("A", lag=0)), board=board_asked)

        assert "There are no boards to show; ask for series by their names." in error.text.en
        assert "There are ." not in error.text.en
        assert "没有可显示的看板" in error.text.zh
        assert error.choices == ()


def test_an_annual_row_has_the_change_on_the_year_only():
    row = snapshot(one(yearly([100, 90]), freq="A"), series=("A",)).parts[0]

    assert [(part.name, part.value) for part in row.parts] == [("change_year", pytest.approx(-10))]


def test_a_row_that_fails_says_why_and_the_rest_stand():
    live = spec("LIVE", sources=("fred:LIVE",))
    data = data_of({"A": monthly([1, 2])}, spec("A", lag=0), live, board("B", "LIVE", "A", "GONE"))

    figure = snapshot(data, board="B")

    assert [row.series for row in figure.parts] == ["A"]
    assert len(figure.caveats) == 2
    assert "Set FRED_API_KEY" in figure.caveats[0].en
    assert "no series called 'GONE'" in figure.caveats[1].en


def test_a_row_whose_source_is_down_says_so():
    def down(_):
        raise SourceError(same("FRED did not answer"))

    catalogue = catalogue_of(spec("A", lag=0), spec("LIVE", sources=("fred:LIVE",)), board("B", "A", "LIVE"))
    sources = {"file": holding({"A": monthly([1])}), "fred": Told(down)}

    figure = snapshot(Data(catalogue=catalogue, sources=sources, clock=noon), board="B")

    assert [caveat.en for caveat in figure.caveats] == ["Title of LIVE (LIVE): FRED did not answer No figure is given."]


def test_a_board_of_which_nothing_can_be_read_is_refused():
    error = refusal(snapshot, data_of({}, spec("LIVE", sources=("fred:LIVE",)), board("B", "LIVE")), board="B")

    assert error.reason == "not_configured"


def test_a_board_nobody_made_is_answered_with_those_there_are():
    error = refusal(snapshot, board_data(A=monthly([1])), board="X")

    assert "no board called 'X'. There are Title of B." in error.text.en
    assert [choice.en for choice in error.choices] == ["Title of B"]


def test_an_old_row_of_a_board_says_so():
    row = snapshot(one(monthly([1, 2], last="2025-06")), series=("A",)).parts[0]

    assert "last known for Jun 2025" in row.caveats[0].en
    assert (row.stats["age"], row.stats["current"]) == (235, False)  # 30 June to 20 February


def test_rows_stand_as_they_are_written_wherever_they_were_read():
    """One waits for its second source, one is made of others: neither goes before or behind for that."""

    def down(_):
        raise SourceError(same("FRED did not answer."))

    rows = (
        spec("SECOND", lag=0, sources=("fred:SECOND", "file:SECOND")),
        spec("A", lag=0),
        spec("MADE", unit="standard deviation", parts=("A",), sources=("composite:MADE",)),
    )
    values = {"A": monthly([1, 2] * 20), "SECOND": monthly([3, 4])}
    sources = {"file": holding(values), "fred": Told(down)}
    data = Data(catalogue=catalogue_of(*rows, board("B", "SECOND", "A", "MADE")), sources=sources, clock=noon)

    assert [row.series for row in snapshot(data, board="B").parts] == ["SECOND", "A", "MADE"]


def test_the_rows_are_asked_for_at_once():
    asked = []

    class Counting(Source):
        def read(self, wanted):
            return held.read(wanted)

        def read_all(self, wanted):
            asked.append([each.name for each in wanted])
            return super().read_all(wanted)

    held = holding({"A": monthly([1, 2]), "B": monthly([3, 4])})
    catalogue = catalogue_of(spec("A", lag=0), spec("B", lag=0), board("X", "A", "B"))

    snapshot(Data(catalogue=catalogue, sources={"file": Counting()}, clock=noon), board="X")

    assert asked == [["A", "B"]]


# ---------------------------------------------------------------- how unusual

SURVEY = {"unit": "diffusion index", "kind": "survey"}
ALTERNATING = [48, 52] * 12


def test_the_score_is_the_distance_from_the_mean_in_standard_deviations():
    """24 values, a half at 48 and a half at 52: mean 50, squares sum to 96, so sd = sqrt(96 / 23)."""
    score = score_of(monthly(ALTERNATING), **SURVEY)

    assert score.value == pytest.approx(2 / math.sqrt(96 / 23))
    assert (score.unit, str(score), score.series) == ("standard deviation", "+0.98 sd", "A")
    assert score.stats == {
        "n": 24,
        "first": date(2024, 2, 29),
        "mean": 50,
        "sd": pytest.approx(math.sqrt(96 / 23)),
    }
    assert score.label.en == "Title of A, z-score of the level, since Feb 2024"
    assert score.label.zh == "A的名称，水平值的标准分，自2024年2月起"
    assert [(each.kind, each.count, each.first) for each in score.inputs] == [("observations", 24, date(2024, 2, 29))]


def test_a_level_that_trends_is_never_scored_itself():
    """It doubles in each of two years and stands still in the third: a record as a level, the lowest as a change."""
    values = [2 ** min(month / 12, 2) for month in range(37)]

    score = score_of(monthly(values), unit="USD bn", kind="stock")

    changes = [100 * math.log(values[at] / values[at - 12]) for at in range(12, 37)]
    mean = sum(changes) / 25
    sd = math.sqrt(sum((each - mean) ** 2 for each in changes) / 24)
    assert score.value == pytest.approx((changes[-1] - mean) / sd)
    assert score.value < -2
    assert (score.stats["n"], score.stats["first"]) == (25, date(2024, 1, 31))
    assert score.label.en == "Title of A, z-score of the 12-month change, since Jan 2024"
    assert "100 ln(x / x a year before)" in score.formula
    assert (score.inputs[0].first, score.inputs[0].count) == (date(2023, 1, 31), 37)


@pytest.mark.parametrize(
    ("known", "what"),
    [
        ({"kind": "hard", "unit": "index"}, "12-month change"),
        ({"kind": "hard", "unit": "persons th"}, "12-month change"),
        ({"kind": "hard", "unit": "count"}, "12-month change"),
        ({"kind": "price", "unit": "USD"}, "12-month change"),
        ({"kind": "flow", "unit": "USD mn"}, "12-month change"),
        ({"kind": "survey", "unit": "index"}, "level"),
        ({"kind": "rate", "unit": "percent"}, "level"),
        ({"kind": "rate", "unit": "index"}, "level"),
        ({"kind": "hard", "unit": "percent"}, "level"),
        ({"kind": "hard", "unit": "ratio"}, "level"),
        ({"kind": "hard", "unit": "index", "neutral": 0}, "level"),
        ({"kind": "hard", "unit": "diffusion index"}, "level"),
    ],
)
def test_amounts_and_indices_are_scored_by_their_change_and_balances_and_rates_by_their_level(known, what):
    values = monthly([100 + month + month % 3 for month in range(48)])

    assert f"z-score of the {what}," in score_of(values, **known).label.en


def test_an_amount_that_touches_zero_is_scored_as_it_stands():
    values = monthly([5, -5, 0, 7] * 9)

    assert "z-score of the level," in score_of(values, unit="USD mn", kind="flow").label.en


def test_only_the_last_ten_years_count():
    score = score_of(monthly([900.0] * 60 + [48, 52] * 60), **SURVEY)

    assert (score.stats["n"], score.stats["mean"]) == (120, 50)
    assert (score.stats["first"], score.caveats) == (date(2016, 2, 29), ())


def test_history_shorter_than_ten_years_is_named_with_its_start():
    score = score_of(monthly(ALTERNATING * 2), **SURVEY)

    assert [caveat.en for caveat in score.caveats] == [
        "Title of A (A): the z-score is of less than ten years, from Feb 2022 on."
    ]
    assert [caveat.zh for caveat in score.caveats] == ["A的名称（A）：标准分的样本不足十年，自2022年2月起。"]


def test_an_amount_held_for_ten_years_has_no_short_history_though_its_changes_have_nine():
    score = score_of(monthly([100 + month + month % 5 for month in range(120)]), kind="stock")

    assert (score.stats["n"], score.caveats) == (108, ())


@pytest.mark.parametrize(("made", "freq", "least"), [(monthly, "M", 24), (quarterly, "Q", 20), (daily, "D", 500)])
def test_below_two_years_there_is_no_score(made, freq, least):
    values = [50 + place % 7 for place in range(least)]

    assert score_of(made(values), freq=freq, **SURVEY).stats["n"] == least
    assert score_of(made(values[1:]), freq=freq, **SURVEY) is None


def test_what_never_moves_has_no_score():
    assert score_of(monthly([50] * 30), **SURVEY) is None


def test_yearly_values_have_no_score():
    assert score_of(yearly(range(50)), freq="A", **SURVEY) is None


def test_a_change_whose_month_a_year_before_is_blank_is_not_scored():
    """No other month stands in for it: the last change that can be computed is not the last one."""
    values = [100 + month + month % 5 for month in range(60)]
    values[-13] = NAN

    assert score_of(monthly(values), kind="stock") is None


def test_a_february_is_set_against_the_february_before():
    """The one before had 29 days."""
    values = monthly([100 + month + month % 5 for month in range(61)], last="2025-02")

    score = score_of(values, kind="stock")

    assert score.as_of == date(2025, 2, 28)
    assert (score.stats["n"], score.inputs[0].count) == (49, 61)


def test_the_change_on_the_year_of_a_day_is_from_the_last_close_a_year_before():
    """Ten days without a close are bridged, a month is not."""
    closes = daily([100 + place % 9 + place / 50 for place in range(365 * 4)])
    within = closes.drop(closes.index[(closes.index > "2025-02-11") & (closes.index < "2025-02-21")])
    beyond = closes.drop(closes.index[(closes.index > "2025-01-20") & (closes.index < "2025-02-21")])

    assert score_of(within, freq="D", kind="price") is not None
    assert score_of(beyond, freq="D", kind="price") is None


# ---------------------------------------------------------------- the recent course


@pytest.mark.parametrize(
    ("values", "freq", "trend"),
    [
        (monthly([1, 2, 3, 4, 5, 6, 7, 8]), "M", "▁▂▃▄▅▆▇█"),
        (monthly([8, 1, NAN, 1, 8]), "M", "█▁ ▁█"),
        (monthly([NAN, 1, 8, NAN]), "M", "▁█"),
        (monthly([5, 5, 5]), "M", "▅▅▅"),
        (monthly([1]), "M", "▅"),
        (dated(d2026_02_13=1, d2026_02_16=8), "D", "▁█"),
        (monthly([999] + [1, 8] * 12), "M", "▁█" * 12),
        (quarterly([999] + [1, 8] * 6), "Q", "▁█" * 6),
        (yearly([999] + [1, 8] * 6), "A", "▁█" * 6),
        (daily([999] + [1, 8] * 12), "D", "▁█" * 12),
    ],
)
def test_the_recent_course_is_drawn_with_its_gaps(values, freq, trend):
    row = row_of(values, freq=freq)

    assert row.stats["trend"] == trend
    assert [each.name for each in row.inputs] == ["", "trend"]
    assert row.inputs[1].count == len(trend.replace(" ", ""))


def test_a_change_across_a_blank_month_says_why_it_is_missing():
    values = monthly([*range(100, 122), NAN, 123])

    row = snapshot(data_of({"A": values}, spec("A", lag=0)), series=("A",)).parts[0]

    assert [part.name for part in row.parts if part.name.startswith("change")] == ["change_year"]
    assert "blank for 1 of the 1 periods asked for (Dec 2025)" in row.caveats[0].en


def test_a_row_that_wants_a_database_is_not_told_to_get_a_fred_key():
    figure = snapshot(
        data_of({"A": monthly([1, 2])}, spec("A", lag=0), spec("B", sources=("sql:b",))), series=("A", "B")
    )

    assert "FRED" not in figure.caveats[0].en
