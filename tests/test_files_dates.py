"""Dates of the desk's files: four forms read without being told, the rest by the desk's word, or refused."""

import pytest
from desk_files import refusal, values

pytest_plugins = ("file_fixtures",)


@pytest.mark.parametrize(
    ("written", "freq", "day"),
    [
        ("2026-01-31", "D", "2026-01-31"),
        (" 2026-01-31 ", "D", "2026-01-31"),
        ("2026-01-31 00:00:00", "D", "2026-01-31"),
        ("2026-01-31T00:00:00", "W", "2026-01-31"),
        ("2026-01-31 00:00", "M", "2026-01-31"),
        ("2026-01", "M", "2026-01-01"),
        ("2026", "A", "2026-01-01"),
        ("1947:Q1", "Q", "1947-01-01"),
        ("1947:Q2", "Q", "1947-04-01"),
        ("1947:Q3", "Q", "1947-07-01"),
        ("1947:Q4", "Q", "1947-10-01"),
        ("1600-06-15", "D", "1600-06-15"),
    ],
)
def test_four_forms_of_a_date_read_without_being_told(read, written, freq, day):
    assert list(values(read(f"date,value\n{written},1\n", freq=freq))) == [day]


@pytest.mark.parametrize(
    ("written", "told", "day"),
    [
        ("03/04/2026", "%d/%m/%Y", "2026-04-03"),
        ("03/04/2026", "%m/%d/%Y", "2026-03-04"),
        ("1/1/1959", "%m/%d/%Y", "1959-01-01"),
        ("31.12.2025", "%d.%m.%Y", "2025-12-31"),
        ("20260131", "%Y%m%d", "2026-01-31"),
        ("31-Jan-26", "%d-%b-%y", "2026-01-31"),
        ("2026年1月31日", "%Y年%m月%d日", "2026-01-31"),
    ],
)
def test_other_forms_of_a_date_are_told(read, written, told, day):
    assert list(values(read(f"date,value\n{written},1\n", date_format=told, freq="D"))) == [day]


# ---------------------------------------------------------------- the order of day and month


def test_a_day_and_a_month_that_may_change_places_are_not_guessed(read):
    words = refusal(read, "date,value\n2026-01-30,1\n03/04/2026,2\n")

    assert "row 3, column 'date': '03/04/2026' is no date read without being told" in words.en
    assert (
        'write dates = "%d/%m/%Y" in desk.toml if it is 2026-04-03, dates = "%m/%d/%Y" if it is 2026-03-04' in words.en
    )
    assert 'dates = "%m/%d/%Y"' in words.zh


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        (["03/04/2025", "31/12/2025"], "%d/%m/%Y"),
        (["03/04/2025", "12/31/2025"], "%m/%d/%Y"),
        (["2025/12/31"], "%Y/%m/%d"),
        (["20251231"], "%Y%m%d"),
        (["31 Dec 2025"], "%d %b %Y"),
        (["Dec 2025"], "%b %Y"),
        (["2025年12月31日"], "%Y年%m月%d日"),
    ],
)
def test_the_line_that_would_do_is_proposed_and_not_taken(read, cells, told):
    rows = "".join(f"{cell},1\n" for cell in cells)

    words = refusal(read, f"date,value\n{rows}")

    assert f'{cells[0]!r} is no date read without being told; write dates = "{told}" in desk.toml' in words.en
    assert read(f"date,value\n{rows}", date_format=told).values.size


# ---------------------------------------------------------------- what is refused


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("45000", "is no date but a day number of Excel"),
        ("45000.5", "is no date but a day number of Excel"),
        ("2026Q1", "is no date read as it is; write it as 2026:Q1"),
        ("Q3 2025", "is no date read as it is; write it as 2025:Q3"),
        ("2026-13-01", "is no day of the calendar"),
        ("2026-02-30", "is no day of the calendar"),
        ("2026-01-31 16:00:00", "has a time of day"),
        ("2026-01-31T00:00:00Z", "has a time of day"),
        ("26-01-31", "is no date read without being told"),
        ("2026:Q5", "is no date read without being told"),
        ("２０２６-01-31", "is no date read without being told"),
        ("", "is no date but blank"),
        ("=TODAY()", "is a formula"),
        ("Source: the exchange", "is no date; if this row is a note and not an observation, delete it"),
    ],
)
def test_what_is_no_date_is_refused_by_row_and_column(read, written, said):
    words = refusal(read, f"date,value\n2026-01-30,1\n{written},2\n")

    assert f"row 3, column 'date': {written!r} {said}" in words.en


@pytest.mark.parametrize("told", ["%d/%m/%Y", "mixed", "ISO8601", "dd/mm/yyyy", "%Q", "%"])
def test_a_date_not_of_the_form_that_was_told_is_refused(read, told):
    """What pandas takes for "guess" is no form."""
    words = refusal(read, "date,value\n2026-01-30,1\n", date_format=told)

    assert f"row 2, column 'date': '2026-01-30' is no date by dates = {told!r}" in words.en


@pytest.mark.parametrize(
    ("written", "freq", "said"),
    [
        ("2026", "M", 'names a whole year, but the frequency is M; set freq = "A"'),
        ("2026:Q1", "M", 'names a whole quarter, but the frequency is M; set freq = "Q"'),
        ("2026-01", "D", 'names a whole month, but the frequency is D; set freq = "M"'),
        ("2026-01", "W", "names a whole month, but the frequency is W"),
    ],
)
def test_a_date_that_names_more_than_a_period_is_refused(read, written, freq, said):
    """The first of the month is not the day on which a monthly value was a daily one."""
    assert said in refusal(read, f"date,value\n{written},1\n", freq=freq).en


def test_a_told_month_dates_no_daily_value(read):
    assert "names a whole month" in refusal(read, "date,value\n01/2026,1\n", freq="D", date_format="%m/%Y").en


def test_a_year_of_two_digits_is_not_put_into_the_future(read):
    """strptime takes 59 for 2059; a file of 1959 is not a forecast."""
    words = refusal(read, "date,value\n1/1/59,1\n", date_format="%m/%d/%y")

    assert "row 2, column 'date': '1/1/59' is the year 2059" in words.en
    assert "write years with four digits" in words.en


def test_a_told_time_of_day_is_refused(read):
    words = refusal(read, "date,value\n31/01/2026 16:00,1\n", date_format="%d/%m/%Y %H:%M")

    assert "has a time of day" in words.en


@pytest.mark.parametrize("year", ["0026", "1599", "2200", "9999"])
def test_a_year_that_cannot_be_meant_is_refused(read, year):
    assert (
        f"is in the year {int(year)}; years from 1600 to 2199"
        in refusal(read, f"date,value\n{year}-10-01,1\n", freq="D").en
    )


@pytest.mark.parametrize(("told", "cell", "freq"), [("%b", "Oct", "M"), ("%d", "31", "D"), ("%Y-W%W", "2026-W41", "W")])
def test_a_form_without_a_year_or_a_day_dates_nothing(read, told, cell, freq):
    words = refusal(read, f"date,value\n{cell},1\n", freq=freq, date_format=told)

    assert f"does not name one period of the frequency {freq} and its year" in words.en
