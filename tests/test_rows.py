"""What a query gave: days and numbers typed strictly, refused by row and column."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest
from fakes import spec, wanted

from footnote.errors import SourceError
from tools.queries.rows import Rows, prints, values
from tools.tables.published import reading

DAY = date(2026, 1, 31)


def given(*rows, columns=("date", "value")):
    return Rows(query="positions", columns=columns, rows=list(rows))


def by_day(series):
    return {str(day.date()): value for day, value in series.items()}


def refusal(rows, head="", **known):
    with pytest.raises(SourceError) as caught:
        values(rows, spec("A", **known), head)
    assert not caught.value.retry
    assert caught.value.text.zh.endswith("。")
    return caught.value.text.en


# ---------------------------------------------------------------- what is read


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        (date(2026, 1, 31), "2026-01-31"),
        (datetime.combine(DAY, time()), "2026-01-31"),
        ("2026-01-31", "2026-01-31"),
        ("2026-01-31 00:00:00", "2026-01-31"),
        ("2026-01-31T00:00:00.000000", "2026-01-31"),
        ("2026-01", "2026-01-01"),
        (" 2026-01-31 ", "2026-01-31"),
    ],
)
def test_days_are_read_as_a_database_has_them(cell, day):
    assert by_day(values(given((cell, 1)), spec("A"), "")) == {day: 1}


@pytest.mark.parametrize(
    ("cell", "freq", "day"),
    [("2026", "A", "2026-01-01"), ("1947:Q1", "Q", "1947-01-01"), ("1947:Q4", "Q", "1947-10-01")],
)
def test_a_text_may_name_a_period_of_the_frequency(cell, freq, day):
    assert by_day(values(given((cell, 1)), spec("A", freq=freq), "")) == {day: 1}


@pytest.mark.parametrize(
    ("cell", "freq", "said"),
    [
        ("2026", "M", "names a whole year, but the frequency is M"),
        ("2026:Q3", "M", "names a whole quarter, but the frequency is M"),
        ("2026-10", "D", "names a whole month, but the frequency is D"),
        ("0026-10-01", "D", "is in the year 26"),
    ],
)
def test_a_text_that_names_more_than_a_period_is_refused(cell, freq, said):
    """A year is not its January, and a quarter not its first month."""
    assert said in refusal(given((cell, 1)), freq=freq)


@pytest.mark.parametrize(
    ("cell", "told", "said"),
    [
        ("2026-10-31 23:59", "%Y-%m-%d %H:%M", "has a time of day"),
        ("31/10/68", "%d/%m/%y", "write years with four digits"),
    ],
)
def test_a_told_form_loses_no_time_and_guesses_no_century(cell, told, said):
    assert said in refusal(given((cell, 1)), freq="D", date_format=told)


@pytest.mark.parametrize("cell", [2, 2.0, Decimal("2.00")])
def test_numbers_are_read_whatever_their_type(cell):
    assert values(given((DAY, cell)), spec("A"), "").tolist() == [2]


@pytest.mark.parametrize("cell", [None, float("nan"), Decimal("NaN")])
def test_null_and_nan_are_missing(cell):
    assert values(given((DAY, cell)), spec("A"), "").isna().tolist() == [True]


def test_other_forms_of_a_day_are_told():
    assert by_day(values(given(("03/04/2026", 1)), spec("A", date_format="%d/%m/%Y"), "")) == {"2026-04-03": 1}


def test_the_day_may_be_called_otherwise():
    rows = given((5, DAY), columns=("nav", "asof"))

    assert by_day(values(rows, spec("A", date_column="asof"), "")) == {"2026-01-31": 5}


def test_date_is_found_in_any_case_and_the_other_column_is_the_value():
    assert values(given((7, DAY), columns=("nav", "DATE")), spec("A"), "").tolist() == [7]


def test_a_column_is_named_after_the_hash():
    rows = given((DAY, 1, 2), columns=("date", "long", "short"))

    assert values(rows, spec("A"), "short").tolist() == [2]


def test_a_bad_cell_of_another_column_does_not_matter():
    assert values(given((DAY, "x", 2), columns=("date", "note", "v")), spec("A"), "v").tolist() == [2]


# ---------------------------------------------------------------- what is refused


@pytest.mark.parametrize("cell", ["1.5", "1", "", "n/a"])
def test_a_number_written_as_text_is_refused(cell):
    """A column of text sorts 10 before 9 and takes '1,5' as it comes: somebody should look at it."""
    words = refusal(given((DAY, 1.0), (DAY, cell)))

    assert words == (
        f"The query [sql.positions] row 2, column 'value': {cell!r} is text; cast it to a number in the query."
    )


@pytest.mark.parametrize(
    "cell",
    [
        True,
        b"1",
        DAY,
        float("inf"),
        -float("inf"),
        Decimal("Infinity"),
        Decimal("1e400"),
        10**400,
        Decimal("sNaN"),
        [1],
    ],
)
def test_what_cannot_be_computed_with_is_refused(cell):
    assert "row 1, column 'value'" in refusal(given((DAY, cell)))


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        (None, "NULL"),
        (20260131, "'20260131'"),
        (2026, "'2026'"),
        ("2026-02-30", "'2026-02-30'"),
        (date(9999, 12, 31), "'9999-12-31'"),
        (datetime.combine(DAY, time(16, 30)), "'2026-01-31 16:30:00'"),
        (datetime(2026, 1, 31, tzinfo=UTC), "'2026-01-31 00:00:00+00:00'"),
        (46053.0, "'46053.0'"),
    ],
)
def test_what_is_no_day_is_refused_by_row_and_column(cell, shown):
    """A time of day and a zone are not cut off: midnight in Tokyo is the day before in New York."""
    assert f"row 2, column 'date': {shown} is no day" in refusal(given((DAY, 1), (cell, 2)))


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("03/04/2026", 'write dates = "%d/%m/%Y" in desk.toml if it is 2026-04-03'),
        ("infinity", "is no date"),
        ("2026-01-31 16:30:00", "has a time of day"),
    ],
)
def test_a_text_that_is_no_day_is_refused_as_in_a_file(cell, said):
    words = refusal(given((DAY, 1), (cell, 2)))

    assert f"row 2, column 'date': {cell!r} " in words
    assert said in words


def test_a_day_not_of_the_form_that_was_told_is_refused():
    assert "is no date by dates = '%d/%m/%Y'" in refusal(given(("2026-01-31", 1)), date_format="%d/%m/%Y")


def test_a_query_without_rows_is_refused():
    assert refusal(given()) == "The query [sql.positions] gives no rows."


def test_several_columns_without_a_name_are_ambiguous():
    words = refusal(given((DAY, 1, 2), columns=("date", "long", "short")))

    assert words.endswith("gives several columns of values; name one after # in desk.toml.")


def test_a_column_that_is_not_there_is_named_and_the_others_are_not():
    words = refusal(given((DAY, 1), columns=("date", "falcon")), head="Value")

    assert "gives no column 'Value'; correct" in words
    assert "falcon" not in words


def test_a_query_without_days_is_refused():
    assert "gives no column 'date'; correct" in refusal(given((DAY, 1), columns=("day", "nav")), head="nav")


def test_a_query_of_days_alone_is_refused():
    assert "gives 'date' alone" in refusal(given((DAY,), columns=("date",)))


def test_a_column_that_stands_twice_is_refused():
    assert "gives the column 'value' twice" in refusal(given((DAY, 1, 2), columns=("date", "value", "value")), "value")


# ---------------------------------------------------------------- vintages

COLUMNS = ("date", "realtime_start", "value")
PRINTS = (
    ("2025-11", date(2025, 12, 5), 100),
    ("2025-12", date(2026, 2, 6), None),
    ("2025-11", date(2026, 1, 9), 110),
    ("2025-12", date(2026, 1, 9), 200),
)


@pytest.mark.parametrize(
    ("as_of", "known"),
    [
        (date(2025, 12, 4), {}),
        (date(2025, 12, 5), {"2025-11-01": 100}),
        (date(2026, 1, 9), {"2025-11-01": 110, "2025-12-01": 200}),
        (None, {"2025-11-01": 110}),
    ],
)
def test_of_vintages_the_last_one_published_by_the_day_is_read(as_of, known):
    """A NULL in a later vintage is a value withdrawn."""
    asked = wanted(spec("A", layout="vintages"), "positions", as_of)

    found = reading(prints(given(*PRINTS, columns=COLUMNS), asked.series, ""), asked, "sql:positions")

    assert by_day(found.values.dropna()) == known


def test_what_will_be_published_after_today_is_not_known_yet():
    asked = replace(wanted(spec("A", layout="vintages"), "positions"), today=date(2026, 1, 8))

    found = reading(prints(given(*PRINTS, columns=COLUMNS), asked.series, ""), asked, "sql:positions")

    assert (by_day(found.values), found.vintage) == ({"2025-11-01": 100}, "latest")


def test_prints_come_oldest_first():
    frame = prints(given(*PRINTS, columns=COLUMNS), spec("A", layout="vintages"), "")

    assert [f"{row.date:%Y-%m} {row.known:%Y-%m}" for row in frame.itertuples()] == [
        "2025-11 2025-12",
        "2025-11 2026-01",
        "2025-12 2026-01",
        "2025-12 2026-02",
    ]


def test_two_values_published_for_one_month_on_one_day_are_refused():
    rows = given(("2025-11", date(2025, 12, 5), 100), ("2025-11", date(2025, 12, 5), 101), columns=COLUMNS)

    with pytest.raises(SourceError, match="two different values for 2025-11-01, published on 2025-12-05"):
        prints(rows, spec("A", layout="vintages"), "")


def test_a_month_is_one_however_its_vintages_date_it():
    rows = (("2025-11-01", date(2025, 12, 5), 100), (date(2025, 11, 30), date(2026, 1, 9), 110))

    frame = prints(given(*rows, columns=COLUMNS), spec("A", layout="vintages"), "")

    assert [(f"{row.date:%Y-%m-%d}", row.value) for row in frame.itertuples()] == [
        ("2025-11-01", 100),
        ("2025-11-01", 110),
    ]


def test_the_same_row_twice_is_one():
    assert len(prints(given(PRINTS[0], PRINTS[0], columns=COLUMNS), spec("A", layout="vintages"), "")) == 1


def test_the_rows_are_not_shown():
    """They may be a desk's positions."""
    assert "123456789" not in repr(given((DAY, 123456789)))
