"""Files of the desk's data folder: which column and which rows are read, and what no table is refused as."""

import pytest
from desk_files import refusal, values
from fakes import spec, wanted

from footnote.errors import SourceError

pytest_plugins = ("file_fixtures",)


# ---------------------------------------------------------------- what is read


def test_a_date_and_a_value_are_read_without_being_told(read):
    """The date column is the one called date, in any case; the other one holds the values."""
    reading = read("Date,value\n2026-01-30,1.5\n2026-01-31,-2\n", freq="D")

    assert values(reading) == {"2026-01-30": 1.5, "2026-01-31": -2}
    assert (reading.source, reading.vintage, reading.dated) == ("file:a.csv", "current only", False)


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


def test_what_was_read_cannot_be_changed_for_the_next_reader(folder, source):
    """The file is not read again meanwhile."""
    (folder / "data" / "a.csv").write_text("date,value\n2026-01-30,1\n")

    first = source.read(wanted(spec("A"), "a.csv"))
    first.values.iloc[0] = 99

    assert source.read(wanted(spec("A"), "a.csv")).values.tolist() == [1]


# ---------------------------------------------------------------- what is refused


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

    assert words.en.endswith("the file a.csv has several columns; name one after # in desk.toml.")


def test_a_column_that_is_not_there_is_named_and_the_others_are_not(read):
    """Who asks for one may not see the others."""
    words = refusal(read, "date,open,falcon\n2026-01-30,1,2\n", head="last")

    assert words.en.endswith("has no column 'last'; correct the file, or the column in desk.toml.")
    assert "falcon" not in words.en + words.zh


def test_a_header_is_taken_by_the_letter(read):
    assert "has no column 'close'" in refusal(read, "date,Close\n2026-01-30,1\n", head="close").en


def test_a_header_that_stands_twice_is_refused(read):
    assert "has the column 'value' twice" in refusal(read, "date,value,value\n2026-01-30,1,2\n").en


def test_a_file_without_dates_is_refused(read):
    assert "has no column 'date'" in refusal(read, "day,value\n2026-01-30,1\n").en


def test_a_second_date_column_is_not_guessed_between(read):
    text = "Date,DATE,value\n2026-01-30,2026-01-31,1\n"

    assert "several columns called date" in refusal(read, text).en
    assert read(text, head="value", date_column="DATE").values.index[0].day == 31


def test_dates_alone_hold_no_value(read):
    assert "has no column but its dates" in refusal(read, "date,\n2026-01-30,\n").en


def test_cells_under_no_header_are_refused(read):
    """What they are, nobody can ask for; what they belong to, nobody can tell."""
    assert "column 3 has no header, but row 2 holds something" in refusal(read, "date,value,\n2026-01-30,1,2\n").en


def test_a_member_whose_rows_are_gone_is_refused(read):
    text = "date,fund,flow\n2026-01,BONDS,2\n"

    words = refusal(read, text, layout="long", member="GOLD", member_column="fund", value_column="flow")

    assert "has no row of 'GOLD' in column 'fund'" in words.en


def test_a_bad_cell_of_another_member_does_not_matter(read):
    text = "date,fund,flow\n2026-01,GOLD,1\n2026-01,BONDS,x\n"
    known = {"layout": "long", "member_column": "fund", "value_column": "flow"}

    assert read(text, member="GOLD", **known).values.tolist() == [1]
    assert "row 3, column 'flow': 'x' is no number" in refusal(read, text, member="BONDS", **known).en


def test_rows_are_put_in_the_order_of_their_days(read):
    assert list(values(read("date,value\n2026-02,2\n2026-01,1\n"))) == ["2026-01-01", "2026-02-01"]


def test_a_row_that_stands_twice_is_one(read):
    assert read("date,value\n2026-01,1\n2026-01,1.0\n").values.tolist() == [1]


@pytest.mark.parametrize("other", ["2", "", "."])
def test_two_unlike_values_for_one_period_are_refused_with_both_rows(read, other):
    """A blank is unlike a value: one of the two is wrong."""
    words = refusal(read, f"date,value\n2026-01-01,1\n2026-02-01,5\n2026-01-31,{other}\n")

    assert "two different values for 2026-01-01, in rows 2 and 4; keep one" in words.en
    assert "第 2 行与第 4 行" in words.zh


def test_two_days_of_one_month_are_two_observations_of_a_daily_series(read):
    assert len(read("date,value\n2026-01-01,1\n2026-01-31,2\n", freq="D").values) == 2


def test_a_header_alone_has_no_value(read):
    assert read("date,value\n").values.empty


def test_a_file_that_is_not_there_is_refused_by_name(source):
    with pytest.raises(SourceError, match=r"Title of A \(A\): the file gone.csv cannot be read"):
        source.read(wanted(spec("A"), "gone.csv"))


def test_no_refusal_tells_where_the_folder_is(read, folder):
    assert str(folder) not in refusal(read, "date,value\n2026-01-30,x\n").en
