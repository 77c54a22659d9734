"""Numbers of the desk's files: as people and programs write them, or refused by row and column."""

import math

import pytest
from desk_files import refusal

pytest_plugins = ("file_fixtures",)


def column(cells, mark=","):
    """A file of months with *cells* as values, *mark* between them."""
    quoted = ['"' + cell.replace('"', '""') + '"' for cell in cells]
    rows = [f"2026-{month:02}{mark}{cell}" for month, cell in enumerate(quoted, 1)]
    return "\n".join([f"date{mark}value", *rows]) + "\n"


@pytest.mark.parametrize("number", ["1", "-1.5", "+2", ".5", "3.", "1e3", "1.5E-2", " 7 "])
def test_numbers_as_programs_write_them(read, number):
    assert read(column([number])).values.tolist() == [float(number)]


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("1,234,567.8", 1234567.8),
        ("1,234.5", 1234.5),
        ("-1,234,567", -1234567),
        ("1'234", 1234),
        ("1’234.5", 1234.5),
        ("1 234", 1234),
        ("1\u00a0234\u00a0567", 1234567),
        ("1\u202f234.5", 1234.5),
        ("\u22125", -5),
        ("(1,234.5)", -1234.5),
        ("(7)", -7),
    ],
)
def test_numbers_as_people_write_them(read, written, number):
    """Thousands in groups of three, brackets for a loss, the minus of typesetters."""
    assert read(column([written])).values.tolist() == [number]


@pytest.mark.parametrize(
    "blank", ["", ".", "..", "  ", "NA", "N/A", "n/a", "#N/A", "#N/A N/A", "NaN", "nan", "null", "NULL"]
)
def test_what_stands_for_no_value_is_missing(read, blank):
    assert [math.isnan(value) for value in read(column(["1", blank])).values] == [False, True]


WRONG = "inf 1e400 1,23,456 12,34.5 0,123,456 --1 1.2.3 0x10 ５ TRUE 5- (5 5) -(5) (-5) 1_000 5%% $ % , '5 ½".split()


@pytest.mark.parametrize("number", [*WRONG, "1 00", "5 000,00.1", "12 bn"])
def test_what_is_no_number_is_refused_by_row_and_column(read, number):
    words = refusal(read, column(["1", number]))

    assert words.en == f"Title of A (A): the file a.csv row 3, column 'value': {number!r} is no number."
    assert f"第 3 行 'value' 列：{number!r} 不是数字" in words.zh


@pytest.mark.parametrize("dash", ["-", "--", "\u2013", "\u2014"])
def test_a_dash_is_not_guessed_to_be_nought_or_missing(read, dash):
    assert "is a dash: write 0, or leave the cell blank" in refusal(read, column(["1", dash])).en


@pytest.mark.parametrize("error", ["#REF!", "#DIV/0!", "#VALUE!", "#NAME?"])
def test_an_error_of_excel_is_refused_by_its_cell(read, error):
    assert f"row 3, column 'value': {error!r} is an error of Excel" in refusal(read, column(["1", error])).en


def test_a_formula_is_not_computed(read):
    assert "'=1+1' is a formula" in refusal(read, column(["=1+1"])).en


# ---------------------------------------------------------------- decimal comma


@pytest.mark.parametrize("mark", [";", "\t", "|"])
def test_a_decimal_comma_is_read_where_the_whole_column_has_it(read, mark):
    """1.234 is then one thousand two hundred and thirty-four."""
    assert read(column(["1,5", "1.234,56", "1.234", "7"], mark)).values.tolist() == [1.5, 1234.56, 1234, 7]


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_a_decimal_point_is_read_whatever_stands_between_the_cells(read, mark):
    assert read(column(["12.5", "1,234", "1.234"], mark)).values.tolist() == [12.5, 1234, 1.234]


@pytest.mark.parametrize(
    ("cells", "mark"), [(["1,234"], ","), (["1,234", "987"], ";"), (["1.234"], ";"), (["7", "2.345"], "\t")]
)
def test_a_mark_that_may_be_either_is_refused(read, cells, mark):
    """1,234 is a thousand to some and little more than one to others."""
    words = refusal(read, column(cells, mark))

    assert "can be read with its mark between thousands or before decimals" in words.en
    assert "save the numbers without marks between thousands and with a decimal point" in words.en


@pytest.mark.parametrize(
    ("mine", "other"), [("1,234", "1,5"), ("1.234", "1.234.567"), ("1.234", "1,5"), ("$1.234", "$1.234.567")]
)
def test_another_rows_mark_makes_a_number_doubtful_not_a_thousand_times_smaller(read, mine, other):
    """Only the rows that are asked for are refused, but all of them tell how the column is written."""
    text = f'date,fund,flow\n2026-01,MINE,"{mine}"\n2026-01,OTHER,"{other}"\n'

    words = refusal(read, text, layout="long", member="MINE", member_column="fund", value_column="flow", unit="USD")

    assert f"row 2, column 'flow': {mine!r} can be read with its mark between thousands or before decimals" in words.en


@pytest.mark.parametrize("number", ["9" * 400, "1" + ",000" * 40, "1e99" + "9"])
def test_a_number_beyond_all_measure_is_none(read, number):
    assert "is no number" in refusal(read, column([number])).en


def test_a_point_marks_decimals_where_commas_stand_between_the_cells(read):
    assert read(column(["1.234", "2.345"])).values.tolist() == [1.234, 2.345]


@pytest.mark.parametrize("number", ["1,5", "1,2345", "0,123", "1'234,567"])
def test_a_decimal_comma_between_commas_is_refused(read, number):
    assert f"row 2, column 'value': {number!r} has a decimal comma" in refusal(read, column([number])).en


def test_both_decimal_marks_in_one_column_are_refused(read):
    assert "row 3, column 'value': '2,5' has a decimal comma" in refusal(read, column(["1.5", "2,5"], ";")).en


def test_the_column_of_a_long_panel_settles_its_marks_for_every_member(read):
    text = 'date;fund;flow\n2026-01;GOLD;1.234\n2026-01;BONDS;"1,5"\n'

    reading = read(text, layout="long", member="GOLD", member_column="fund", value_column="flow")

    assert reading.values.tolist() == [1234]


# ---------------------------------------------------------------- currency and percent


@pytest.mark.parametrize(
    ("written", "unit", "number"),
    [
        ("$20.01", "USD", 20.01),
        ("-$5", "USD", -5),
        ("$-5", "USD", -5),
        ("($1,234.00)", "USD mn", -1234),
        ("$ (5)", "USD", -5),
        ("US$5", "USD", 5),
        ("€5.5", "EUR", 5.5),
        ("5.5 €", "EUR", 5.5),
        ("£7", "GBP", 7),
        ("￥7", "CNY", 7),
        ("$1.234", "USD", 1.234),
    ],
)
def test_a_currency_sign_that_agrees_with_the_unit_is_read(read, written, unit, number):
    """The scale of the unit is applied later."""
    assert read(column([written]), unit=unit).values.tolist() == [number]


@pytest.mark.parametrize(("written", "unit"), [("$5", "EUR"), ("US$5", "CAD"), ("€5", "index"), ("$5", "percent")])
def test_a_currency_that_is_not_the_units_is_refused(read, written, unit):
    sign = written.rstrip("5")

    assert f"{written!r} is in {sign}, while the unit is {unit}" in refusal(read, column([written]), unit=unit).en


def test_a_percent_sign_is_read_where_the_unit_is_percent(read):
    reading = read(column(["100.10%", "-5 %", "."]), unit="percent")

    assert reading.values.dropna().tolist() == [100.1, -5]
    assert reading.caveats == ()


def test_percent_becomes_a_ratio_knowingly(read):
    reading = read(column(["8.7%"]), unit="ratio")

    assert reading.values.tolist() == [0.087]
    assert [said.en for said in reading.caveats] == ["Title of A (A): written in percent, read as a ratio."]


@pytest.mark.parametrize("unit", ["index", "USD", "percentage point", "basis point"])
def test_percent_of_another_unit_is_refused(read, unit):
    assert f"'5%' is in percent, while the unit is {unit}" in refusal(read, column(["5%"]), unit=unit).en


@pytest.mark.parametrize(("cells", "row"), [(["5%", "0.06", "0.07"], 2), (["5%", "6%", "0.07"], 4)])
def test_a_column_in_percent_only_in_part_is_refused(read, cells, row):
    assert f"row {row}, column 'value'" in refusal(read, column(cells), unit="percent").en
