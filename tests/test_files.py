"""Files of the desk's data folder: read as text, typed strictly, and refused by row and column."""

import os
from datetime import date

import pytest
from fakes import spec, wanted

from footnote.errors import SourceError
from footnote.settings import Settings
from tools.sources import files


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "desk.toml").touch()
    return tmp_path


@pytest.fixture
def read(folder):
    """Reads *text* as ``a.csv`` of the desk; ``head`` stands after the ``#``."""
    source = files.connect(Settings(desk=str(folder)))

    def reading(text, head="", as_of=None, **known):
        data = text if isinstance(text, bytes) else text.encode("utf-8")
        (folder / "data" / "a.csv").write_bytes(data)
        return source.read(wanted(spec("A", **known), f"a.csv#{head}" if head else "a.csv", as_of))

    return reading


def values(reading):
    return {str(day.date()): value for day, value in reading.values.items()}


def refusal(read, text, **known):
    with pytest.raises(SourceError) as caught:
        read(text, **known)
    assert not caught.value.retry
    return caught.value.text


# ---------------------------------------------------------------- what is read


def test_a_date_and_a_value_are_read_without_being_told(read):
    """The date column is the one called date, in any case; the other one holds the values."""
    reading = read("Date,value\n2026-01-30,1.5\n2026-01-31,-2\n")

    assert values(reading) == {"2026-01-30": 1.5, "2026-01-31": -2}
    assert (reading.source, reading.vintage, reading.dated) == ("file:a.csv", "current only", False)


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2026-01-31", "2026-01-31"),
        ("2026-01", "2026-01-01"),
        ("2026", "2026-01-01"),
        ("1947:Q1", "1947-01-01"),
        ("1947:Q2", "1947-04-01"),
        ("1947:Q3", "1947-07-01"),
        ("1947:Q4", "1947-10-01"),
        (" 2026-01-31 ", "2026-01-31"),
    ],
)
def test_four_forms_of_a_date_read_without_being_told(read, written, day):
    assert list(values(read(f"date,value\n{written},1\n"))) == [day]


def test_other_forms_of_a_date_are_told(read):
    assert list(values(read("date,value\n03/04/2026,1\n", date_format="%d/%m/%Y"))) == ["2026-04-03"]


@pytest.mark.parametrize("number", ["1", "-1.5", "+2", ".5", "3.", "1e3", "1.5E-2", " 7 "])
def test_numbers_as_people_and_programs_write_them(read, number):
    assert read(f"date,value\n2026-01-31,{number}\n").values.tolist() == [float(number)]


@pytest.mark.parametrize("blank", ["", ".", "  "])
def test_a_blank_and_a_dot_are_missing(read, blank):
    reading = read(f"date,value\n2026-01-30,1\n2026-01-31,{blank}\n")

    assert reading.values.isna().tolist() == [False, True]


def test_a_header_may_be_named_after_the_hash(read):
    reading = read("date,open,close\n2026-01-30,1,2\n", head="close")

    assert reading.values.tolist() == [2]


def test_another_column_may_be_the_date(read):
    reading = read("year,companies\n1996,8090\n2019,4266\n", date_column="year", freq="A")

    assert values(reading) == {"1996-01-01": 8090, "2019-01-01": 4266}


def test_a_member_of_a_wide_panel_is_its_column(read):
    assert read("Date,SPY,GLD\n2026-01-30,1,2\n", layout="wide", member="GLD").values.tolist() == [2]


def test_a_member_of_a_long_panel_is_its_rows(read):
    text = "date,fund,flow\n2026-01,GOLD,1\n2026-01,BONDS,2\n2026-02,GOLD,3\n"

    reading = read(text, layout="long", member="GOLD", member_column="fund", value_column="flow")

    assert values(reading) == {"2026-01-01": 1, "2026-02-01": 3}


def test_a_mark_of_the_encoding_is_not_part_of_the_header(read):
    assert read(b"\xef\xbb\xbfdate,value\n2026-01-30,1\n").values.tolist() == [1]


def test_lines_of_windows_and_quoted_cells_are_read(read):
    assert read('date,"value, seasonally adjusted"\r\n2026-01-30,"1.5"\r\n').values.tolist() == [1.5]


def test_blank_lines_are_passed_over(read):
    assert read("date,value\n\n2026-01-30,1\n\n").values.tolist() == [1]


def test_a_file_that_changed_is_read_again(read):
    assert read("date,value\n2026-01-30,1\n").values.tolist() == [1]
    assert read("date,value\n2026-01-30,2.25\n").values.tolist() == [2.25]


def test_a_file_of_the_same_size_that_changed_is_read_again(read, folder):
    first = read("date,value\n2026-01-30,1\n").values.tolist()
    os.utime(folder / "data" / "a.csv", ns=(1, 1))
    second = read("date,value\n2026-01-30,2\n").values.tolist()

    assert (first, second) == ([1], [2])


def test_what_was_read_cannot_be_changed_for_the_next_reader(folder):
    """The file is not read again meanwhile."""
    (folder / "data" / "a.csv").write_text("date,value\n2026-01-30,1\n")
    source = files.connect(Settings(desk=str(folder)))

    first = source.read(wanted(spec("A"), "a.csv"))
    first.values.iloc[0] = 99

    assert source.read(wanted(spec("A"), "a.csv")).values.tolist() == [1]


# ---------------------------------------------------------------- vintages

PRINTS = """date,realtime_start,value
2025-11-01,2025-12-05,100
2025-11-01,2026-01-09,110
2025-12-01,2026-01-09,200
2025-12-01,2026-02-06,.
2026-01-01,2026-02-06,300
"""


@pytest.mark.parametrize(
    ("as_of", "known"),
    [
        (date(2025, 12, 4), {}),
        (date(2025, 12, 5), {"2025-11-01": 100}),
        (date(2026, 1, 9), {"2025-11-01": 110, "2025-12-01": 200}),
        (date(2026, 2, 5), {"2025-11-01": 110, "2025-12-01": 200}),
        (date(2026, 2, 6), {"2025-11-01": 110, "2026-01-01": 300}),
        (None, {"2025-11-01": 110, "2026-01-01": 300}),
    ],
)
def test_of_vintages_the_last_one_published_by_the_day_is_read(read, as_of, known):
    """A blank in a later vintage is a value withdrawn."""
    reading = read(PRINTS, layout="vintages", as_of=as_of)

    assert {day: value for day, value in values(reading).items() if value == value} == known
    assert reading.dated
    assert reading.vintage == (f"as published by {as_of}" if as_of else "latest")


def test_the_order_of_the_rows_of_vintages_does_not_matter(read):
    head, *rows = PRINTS.splitlines()

    turned = read("\n".join([head, *reversed(rows)]), layout="vintages", as_of=date(2026, 1, 9))

    assert values(turned) == {"2025-11-01": 110, "2025-12-01": 200}


def test_two_values_published_for_one_month_on_one_day_are_refused(read):
    text = "date,realtime_start,value\n2025-11-01,2025-12-05,100\n2025-11-01,2025-12-05,101\n"

    assert "two different values for 2025-11-01, published on 2025-12-05" in refusal(read, text, layout="vintages").en


def test_vintages_without_their_days_are_refused(read):
    text = "date,value\n2026-01,1\n"

    assert "has no column 'realtime_start'" in refusal(read, text, layout="vintages").en


# ---------------------------------------------------------------- what is refused


@pytest.mark.parametrize(
    "number",
    ["n/a", "NA", "nan", "inf", "1e400", "1,5", "1 000", "12%", "$5", "--1", "1.2.3", "0x10", "５", "-", "TRUE"],
)
def test_what_is_no_number_is_refused_by_row_and_column(read, number):
    words = refusal(read, f'date,value\n2026-01-30,1\n2026-01-31,"{number}"\n')

    assert words.en == f"Title of A (A): the file a.csv row 3, column 'value': {number!r} is no number."
    assert f"第 3 行 'value' 列：{number!r} 不是数字" in words.zh


@pytest.mark.parametrize(
    "day",
    ["03/04/2026", "2026-13-01", "2026-02-30", "45000", "Jan 2026", "2026Q1", "20260131", "26-01-31", "", "2026:Q5"],
)
def test_what_is_no_date_is_refused_by_row_and_column(read, day):
    """03/04/2026 is March to some and April to others: it is not guessed, and 45000 is Excel's, not a year."""
    words = refusal(read, f"date,value\n2026-01-30,1\n{day},2\n")

    assert (
        words.en == f"Title of A (A): the file a.csv row 3, column 'date': {day!r} is no date read without being told."
    )


def test_a_date_not_of_the_form_that_was_told_is_refused(read):
    assert "row 2, column 'date'" in refusal(read, "date,value\n2026-01-30,1\n", date_format="%d/%m/%Y").en


def test_the_row_is_counted_as_an_editor_counts_it(read):
    assert "row 5, column 'value'" in refusal(read, "date,value\n\n2026-01-30,1\n\n2026-01-31,x\n").en


@pytest.mark.parametrize(("row", "cells"), [("2026-01-31,1,234.5", 3), ("2026-01-31", 1), ("2026-01-31,1,2", 3)])
def test_a_row_with_more_or_fewer_cells_than_the_header_is_refused(read, row, cells):
    """1,234.5 without quotes would otherwise be read as 1; a row that was cut off, as a blank."""
    words = refusal(read, f"date,value\n2026-01-30,1\n{row}\n")

    assert f"a.csv row 3 has {cells} cells where the header has 2" in words.en


def test_an_empty_cell_at_the_end_of_a_row_is_nothing(read):
    assert read("date,value\n2026-01-31,1,\n").values.tolist() == [1]


def test_a_bad_cell_of_another_column_does_not_matter(read):
    assert read("date,a,b\n2026-01-30,x,2\n", head="b").values.tolist() == [2]


def test_several_columns_without_a_name_are_ambiguous(read):
    words = refusal(read, "date,open,close\n2026-01-30,1,2\n")

    assert "has several columns (open, close); name one after #" in words.en


def test_a_column_that_is_not_there_is_named_with_those_that_are(read):
    assert "has no column 'last'" in refusal(read, "date,open,close\n2026-01-30,1,2\n", head="last").en


def test_a_header_is_taken_by_the_letter(read):
    refusal(read, "date,Close\n2026-01-30,1\n", head="close")


def test_a_header_that_stands_twice_is_refused(read):
    assert "has the column 'value' twice" in refusal(read, "date,value,value\n2026-01-30,1,2\n").en


def test_a_file_without_dates_is_refused(read):
    assert "has no column 'date'" in refusal(read, "day,value\n2026-01-30,1\n").en


@pytest.mark.parametrize(
    "page",
    [
        "<!DOCTYPE html>\n<html><body>503 Service Unavailable</body></html>\n",
        "<html>\n<head><title>Sign in, please</title></head>\n</html>\n",
        '{"error": "not found"}\n',
        "",
        "\n\n",
        b"\x89PNG\r\n\x1a\n\x00\x00\x00",
        b"date,value\n2026-01-30,\xff\n",
        "date,value\n2026-01-30,1\n".encode("utf-16"),
        b"PK\x03\x04\x14\x00date,value\n",
    ],
    ids=["html", "html with a comma", "json", "empty", "blank", "picture", "latin-1", "utf-16", "zip"],
)
def test_what_is_no_table_is_refused_by_name(read, page):
    words = refusal(read, page)

    assert "a.csv" in words.en
    assert "a.csv" in words.zh


def test_a_header_alone_has_no_value(read):
    assert read("date,value\n").values.empty


def test_a_file_that_is_not_there_is_refused_by_name(folder):
    source = files.connect(Settings(desk=str(folder)))

    with pytest.raises(SourceError, match=r"Title of A \(A\): the file gone.csv cannot be read"):
        source.read(wanted(spec("A"), "gone.csv"))


def test_no_refusal_tells_where_the_folder_is(read, folder):
    assert str(folder) not in refusal(read, "date,value\n2026-01-30,x\n").en
