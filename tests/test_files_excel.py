"""XLSX: what Excel stored is read as a CSV would hold it, or refused by its cell."""

import datetime as dt
import io
import zipfile

import pytest
from desk_files import refusal, values
from fakes import spec, wanted
from workbooks import sharing, with_cell, with_part, workbook

from footnote.errors import SourceError
from tools.tables import excel

pytest_plugins = ("file_fixtures",)

HEADER = ("date", "value")
JANUARY = dt.date(2026, 1, 31)
MIDNIGHT, AFTERNOON = (dt.datetime.fromisoformat(time) for time in ("2026-02-28 00:00", "2026-01-31 16:00"))


@pytest.fixture
def book(read):
    """Reads the bytes of a workbook as ``a.xlsx`` of the desk."""
    return lambda data, **known: read(data, name="a.xlsx", **known)


def refused(read, data, **known):
    return refusal(read, data, name="a.xlsx", **known).en


# ---------------------------------------------------------------- what is read


def test_dates_and_numbers_are_read(book):
    reading = book(workbook(HEADER, (JANUARY, 1.5), (MIDNIGHT, -2), ("2026-03-31", "1,234.5")))

    assert values(reading) == {"2026-01-31": 1.5, "2026-02-28": -2, "2026-03-31": 1234.5}
    assert (reading.source, reading.caveats) == ("file:a.xlsx", ())


def test_a_number_is_read_to_its_last_digit(book):
    data = with_cell(workbook(HEADER, (JANUARY, 1)), "B2", '<c r="B2"><v>0.30000000000000004</v></c>')

    assert book(data).values.tolist() == [0.1 + 0.2]


def test_texts_that_a_workbook_keeps_apart_are_read(book):
    assert book(sharing(workbook(HEADER, (JANUARY, 1)), "B2", "1,234.5")).values.tolist() == [1234.5]


def test_a_year_in_a_cell_is_a_year(book):
    assert list(values(book(workbook(HEADER, (2019, 4266)), freq="A"))) == ["2019-01-01"]


def test_a_member_of_a_panel_in_a_workbook_is_its_column(book):
    data = workbook(("Date", "SPY", "GLD"), (JANUARY, 1, 2))

    assert book(data, layout="wide", member="GLD").values.tolist() == [2]


def test_a_header_may_be_named_after_the_hash(book):
    assert book(workbook(("date", "open", "close"), (JANUARY, 1, 2)), head="close").values.tolist() == [2]


def test_blank_rows_blank_cells_and_a_table_that_starts_further_down_are_read(book):
    reading = book(
        workbook((), (None, *HEADER), (), (None, JANUARY, 1), (None, "2026-02", None), (None, "2026-03", "n/a"))
    )

    assert reading.values.isna().tolist() == [False, True, True]


def test_days_counted_from_1904_are_the_days_that_are_shown(book):
    def from_1904(made):
        made.epoch = dt.datetime(1904, 1, 1)  # noqa: DTZ001 - as Excel has it, without a zone

    data = workbook(HEADER, (JANUARY, 1), prepare=from_1904)

    assert list(values(book(data))) == ["2026-01-31"]
    assert b'date1904="1"' in zipfile.ZipFile(io.BytesIO(data)).read("xl/workbook.xml")


def test_hidden_rows_are_read_as_they_are(book):
    def hide(made):
        made.active.row_dimensions[2].hidden = True

    assert book(workbook(HEADER, (JANUARY, 1), prepare=hide)).values.tolist() == [1]


# ---------------------------------------------------------------- sheets


def test_of_several_visible_sheets_the_first_is_read_and_said(book):
    def second(made):
        made.create_sheet("Notes").append(["nothing"])

    reading = book(workbook(HEADER, (JANUARY, 1), prepare=second))

    (said,) = reading.caveats
    assert said.en == "Title of A (A): read from the first sheet 'Data' of 2; the others are not read."
    assert said.zh == "A的名称（A）：工作簿共有 2 个工作表，只读取首个工作表 'Data'。"


def test_a_hidden_sheet_is_neither_read_nor_said(book):
    def cover(made):
        made.create_sheet("Cover", 0).sheet_state = "hidden"

    reading = book(workbook(HEADER, (JANUARY, 1), prepare=cover))

    assert (reading.values.tolist(), reading.caveats) == ([1], ())


def test_an_empty_sheet_is_refused(read):
    assert "has nothing in its first sheet 'Data'" in refused(read, workbook())


# ---------------------------------------------------------------- formulas


def test_the_stored_value_of_a_formula_is_read_and_the_formula_never(book):
    """What Excel stored need not be what the formula gives: it is what the desk saw."""
    data = with_cell(workbook(HEADER, (JANUARY, 1)), "B2", '<c r="B2"><f>1+1</f><v>7</v></c>')

    assert book(data).values.tolist() == [7]


def test_a_formula_that_stored_an_empty_text_is_blank(book):
    data = with_cell(workbook(HEADER, (JANUARY, 1)), "B2", '<c r="B2" t="str"><f>IF(A1,"","")</f><v></v></c>')

    assert book(data).values.isna().tolist() == [True]


@pytest.mark.parametrize("cell", ["A2", "B2"])
def test_a_formula_without_a_stored_value_is_refused_by_its_cell(read, cell):
    """As a program leaves it that is not Excel."""
    row = {"A2": JANUARY, "B2": 1} | {cell: "=1+1"}
    words = refused(read, workbook(HEADER, (row["A2"], row["B2"])))

    assert f"cell {cell}, column {'date' if cell == 'A2' else 'value'!r}: '=' is a formula" in words
    assert "open the workbook in Excel and save it" in words


def test_a_formula_of_another_column_does_not_matter(book):
    assert book(workbook(("date", "a", "b"), (JANUARY, "=1+1", 2)), head="b").values.tolist() == [2]


# ---------------------------------------------------------------- cells that are refused


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        (True, "cell B3, column 'value': 'TRUE' is no number"),
        ("#DIV/0!", "cell B3, column 'value': '#DIV/0!' is an error of Excel"),
        ("#REF!", "cell B3, column 'value': '#REF!' is an error of Excel"),
        (JANUARY, "cell B3, column 'value': '2026-01-31' is no number"),
        ("12 bn", "cell B3, column 'value': '12 bn' is no number"),
        ("1,234", "cell B3, column 'value': '1,234' can be read"),
        ("1,5", "cell B3, column 'value': '1,5' has a decimal comma"),
    ],
)
def test_what_is_no_number_is_refused_by_its_cell(read, cell, said):
    """1,234 as text is not settled by 12.5 as a number: Excel wrote only one of the two."""
    words = refusal(read, workbook(HEADER, (JANUARY, 12.5), ("2026-02-28", cell)), name="a.xlsx")

    assert said in words.en
    assert "单元格 B3（'value' 列）" in words.zh


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        (45000, "cell A2, column 'date': '45000' is no date but a day number of Excel"),
        (AFTERNOON, "cell A2, column 'date': '2026-01-31 16:00:00' has a time of day"),
        ("03/04/2026", "cell A2, column 'date': '03/04/2026' is no date read without being told"),
        (None, "cell A2, column 'date': '' is no date but blank"),
        ("Source: the exchange", "cell A2, column 'date': 'Source: the exchange' is no date"),
    ],
)
def test_what_is_no_date_is_refused_by_its_cell(read, cell, said):
    assert said in refused(read, workbook(HEADER, (cell, 1)))


def test_the_second_cell_of_merged_dates_is_blank_and_refused(read):
    def merge(made):
        made.active.merge_cells("A2:A3")

    assert "cell A3, column 'date': '' is no date but blank" in refused(
        read, workbook(HEADER, (JANUARY, 1), (None, 2), prepare=merge)
    )


def test_two_unlike_values_for_one_day_are_refused_with_both_rows(read):
    assert "in rows 2 and 4; keep one" in refused(read, workbook(HEADER, (JANUARY, 1), (), (JANUARY, 2)))


def test_a_header_that_stands_twice_is_refused(read):
    assert "has the column 'value' twice" in refused(read, workbook(("date", "value", "value"), (JANUARY, 1, 2)))


# ---------------------------------------------------------------- number formats


@pytest.mark.parametrize(("unit", "number"), [("percent", 8.7), ("ratio", 0.087)])
def test_a_cell_formatted_as_percent_is_read_as_it_is_shown(book, unit, number):
    """The sheet shows 8.7%, the file stores 0.087."""
    reading = book(workbook(HEADER, (JANUARY, 0.087), formats={"B2": "0.0%"}), unit=unit)

    assert reading.values.tolist() == [number]
    assert reading.caveats[0].en.endswith("cells that the workbook formats as percent are read as they are shown.")


def test_a_cell_formatted_as_percent_is_no_index(read):
    data = workbook(HEADER, (JANUARY, 0.087), formats={"B2": "0.0%"})

    assert "cell B2, column 'value': '8.700%' is in percent, while the unit is index" in refused(read, data)


def test_percent_in_another_column_is_not_spoken_of(book):
    data = workbook(("date", "a", "b"), (JANUARY, 0.087, 2), formats={"B2": "0%"})

    assert book(data, head="b").caveats == ()


IN_SECTIONS = ['[<1000]0;#,##0,,"M"', "#,##0;-#,##0,,", "[<1]0%;0"]
IN_WORDS = ['0.0"bn"', r"0.0\ \m\n", '"USD th" 0', "0K", '0.0"万"']


@pytest.mark.parametrize("shown", ["#,##0,", "#,##0.0,,", '0.0,,"m"', "0,;(0,)", *IN_SECTIONS, *IN_WORDS])
def test_a_cell_shown_in_thousands_is_refused(read, shown):
    """With unit USD mn, is 5,000,000 shown as 5 five millions or five million millions?"""
    words = refused(read, workbook(HEADER, (JANUARY, 5_000_000), formats={"B2": shown}), unit="USD mn")

    assert "cell B2, column 'value'" in words
    assert "is shown in thousands or millions by its number format" in words


OTHERS = ["#,##0", "#,##0.00", "[$-409]#,##0", '"1,"0', "0.00E+00", "_(* #,##0_)", '0.0" bps"', '0.0"x"', "[Red]0;-0"]


@pytest.mark.parametrize("shown", OTHERS)
def test_other_number_formats_change_nothing(book, shown):
    assert book(workbook(HEADER, (JANUARY, 5_000), formats={"B2": shown})).values.tolist() == [5_000]


@pytest.mark.parametrize(
    ("shown", "unit"),
    [
        ("[$€-407]#,##0", "EUR"),
        ('"€"#,##0.00', "EUR mn"),
        ("$#,##0.00", "USD mn"),
        ('_($* #,##0.00_);_($* (#,##0.00);_($* "-"??_);_(@_)', "USD"),
        ("[$CHF-807] 0", "CHF"),
        ("[$kr-41D] 0", "SEK"),
    ],
)
def test_a_currency_that_a_number_format_shows_has_to_be_the_units(read, book, shown, unit):
    data = workbook(HEADER, (JANUARY, 5), formats={"B2": shown})

    assert book(data, unit=unit).values.tolist() == [5]
    assert "by its number format, while the unit is GBP" in refused(read, data, unit="GBP mn")


def test_a_currency_sign_that_is_not_known_is_not_passed_over(read):
    data = workbook(HEADER, (JANUARY, 5), formats={"B2": "[$৳-845]#,##0"})

    assert "is shown in ¤ by its number format, while the unit is USD" in refused(read, data, unit="USD")


def test_a_percent_sign_in_quotation_marks_does_not_multiply(read, book):
    data = workbook(HEADER, (JANUARY, 5), formats={"B2": '0.0"%"'})

    assert book(data, unit="percent").values.tolist() == [5]
    assert book(data, unit="ratio").values.tolist() == [0.05]
    assert "is in percent, while the unit is index" in refused(read, data)


@pytest.mark.parametrize("told", ["%Y-%d-%m", "%d/%m/%Y"])
def test_a_date_of_a_workbook_is_no_text_in_the_desks_format(book, told):
    text = dt.date(2026, 1, 9).strftime(told)
    data = workbook(HEADER, (dt.date(2026, 10, 2), 5), (text, 6))

    assert values(book(data, freq="D", date_format=told)) == {"2026-01-09": 6, "2026-10-02": 5}


def test_a_formula_without_a_value_is_found_where_cells_do_not_say_their_place(read):
    data = workbook(HEADER, (JANUARY, 1), (MIDNIGHT, 2))
    data = with_cell(data, "B3", "<c><f>B2+1</f><v></v></c>")

    assert "cell B3, column 'value'" in refused(read, data)


def test_a_row_beyond_the_last_of_excel_is_refused(read):
    """Every row before it would be read, empty as it is."""
    data = with_part(
        workbook(HEADER, (JANUARY, 1)),
        "xl/worksheets/sheet1.xml",
        lambda part: part.replace("</sheetData>", '<row r="999999999999"><c><v>1</v></c></row></sheetData>'),
    )

    assert "names a row beyond 1,048,576" in refused(read, data)


# ---------------------------------------------------------------- hostile workbooks

ENTITIES = '<!DOCTYPE x [<!ENTITY a "1234567890"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;">]>'


@pytest.mark.parametrize(
    "part",
    [
        "xl/worksheets/sheet1.xml",
        "xl/workbook.xml",
        "xl/styles.xml",
        "[Content_Types].xml",
        "xl/_rels/workbook.xml.rels",
    ],
)
def test_a_workbook_with_entities_is_refused(read, part):
    data = with_part(workbook(HEADER, (JANUARY, 1)), part, lambda text: ENTITIES + text)

    assert "cannot be read as an Excel workbook" in refused(read, data)


def test_a_workbook_with_entities_among_its_texts_is_refused(read):
    data = sharing(workbook(HEADER, (JANUARY, 1)), "B2", "&c;", head=ENTITIES)

    assert "cannot be read as an Excel workbook" in refused(read, data)


def test_a_workbook_that_unpacks_to_too_much_is_refused_before_it_is_read(read, monkeypatch):
    """Sizes are taken from the directory of the archive, which unzipping does not exceed."""
    data = with_part(workbook(HEADER, (JANUARY, 1)), "xl/styles.xml", lambda text: text + " " * 3_000_000)
    assert len(data) < 100_000

    monkeypatch.setattr(excel, "LARGEST", 2_000_000)

    assert "unpacks to more than 2 MB; save it as CSV or Parquet" in refused(read, data)


def test_a_workbook_of_too_many_cells_is_refused(read, monkeypatch):
    monkeypatch.setattr(excel, "MOST_CELLS", 10)

    assert "save it as CSV or Parquet" in refused(read, workbook(HEADER, *[(JANUARY, 1)] * 10))


@pytest.mark.parametrize("claimed", ["A1:XFD1048576", "A1:B2", "A1:A3"])
def test_the_size_a_workbook_claims_is_not_believed(book, claimed):
    """A claim that is too small would cut off the last rows without a word."""
    data = with_part(
        workbook(HEADER, (JANUARY, 1), ("2026-02", 2)),
        "xl/worksheets/sheet1.xml",
        lambda text: text.replace('<dimension ref="A1:B3"', f'<dimension ref="{claimed}"'),
    )

    assert book(data).values.tolist() == [1, 2]


@pytest.mark.parametrize("cut", [0.2, 0.6, 0.95])
def test_a_workbook_that_was_cut_off_is_refused(read, cut):
    data = workbook(HEADER, (JANUARY, 1))

    assert "cannot be read as an Excel workbook" in refused(read, data[: int(len(data) * cut)])


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/workbook.xml"])
def test_a_workbook_with_a_broken_part_is_refused(read, part):
    data = with_part(workbook(HEADER, (JANUARY, 1)), part, lambda text: text[: len(text) // 2])

    assert "cannot be read as an Excel workbook" in refused(read, data)


def test_a_workbook_behind_a_password_is_refused(read):
    assert "holds Excel (.xls)" in refused(read, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100)


def test_a_workbook_called_csv_is_refused(read):
    assert "holds ZIP/XLSX" in refusal(read, workbook(HEADER, (JANUARY, 1))).en


def test_a_workbook_that_changed_is_read_again(book):
    assert book(workbook(HEADER, (JANUARY, 1))).values.tolist() == [1]
    assert book(workbook(HEADER, (JANUARY, 2))).values.tolist() == [2]


def test_a_workbook_that_is_gone_is_refused_by_name(source):
    with pytest.raises(SourceError, match=r"the file a\.xlsx cannot be read"):
        source.read(wanted(spec("A"), "a.xlsx"))
