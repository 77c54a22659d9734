"""Workbooks of Excel: what a reader of the sheets sees, and nothing else."""

import io
import math
import zipfile
from datetime import date, datetime, time
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from office import RELATION, saved, with_parts
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.table import Table, TableStyleInfo
from workbooks import MAIN, with_cell

from footnote.errors import NoteError
from ingest.office.formats import shown, text_shown
from ingest.office.regions import names_columns
from ingest.readers import sheet as reader

SHEET = "xl/worksheets/sheet1.xml"
TODAY = "the date 2026-02-12 was read from page 1; give --date if it is not the note's"


def book(*rows, prepare=None, name="Rates"):
    """A workbook whose first sheet holds *rows*."""
    made = openpyxl.Workbook()
    made.active.title = name
    for row in rows:
        made.active.append(row)
    if prepare:
        prepare(made)
    return saved(made)


def read(data, name="sheet.xlsx"):
    return reader.read(Path(name), data)


def text(*rows, **more):
    return read(book(*rows, **more)).text


def left_out(note):
    return [warning for warning in note.warnings if warning.endswith("left out")]


def test_a_sheet_is_a_page_with_its_tables():
    def prepare(made):
        made.create_sheet("Empty")
        made.create_sheet("Notes").append(["Kept short."])

    lines, figures = (["Kiln Lane rates"], ["12 February 2026"]), (["Sales", 1234.5, 0.25], ["Growth", None, -3])
    note = read(book(*lines, ["Item", 2024, 2025], *figures, prepare=prepare))
    grid = note.tables[0]

    assert [note.text[page.start : page.end] for page in note.pages] == [
        "Rates\n\nKiln Lane rates\n12 February 2026\n\nItem | 2024 | 2025\nSales | 1234.5 | 0.25\nGrowth |  | -3",
        "",
        "Notes\n\nKept short.",
    ]
    assert [(note.text[each.start : each.end], each.level) for each in note.headings] == [("Rates", 1), ("Notes", 1)]
    assert (grid.caption, grid.named(note.text, grid.cells[-1])) == ("Kiln Lane rates 12 February 2026", "Growth, 2025")
    assert (note.title, note.date, note.warnings) == ("Kiln Lane rates", date(2026, 2, 12), (TODAY,))


def test_blocks_are_parted_by_empty_rows_and_columns():
    rows = (
        ["a", "b", None, "x", "y"],
        [1, 2, None, 3, 4],
        [],
        ["Alone"],
        [],
        ["c", "d"],
        [5, 6],
    )
    note = read(book(*rows))

    assert note.text == "Rates\n\na | b\n1 | 2\n\nx | y\n3 | 4\n\nAlone\n\nc | d\n5 | 6"
    assert [each.caption for each in note.tables] == ["", "", "Alone"]


def test_a_table_goes_on_after_an_empty_row_unless_new_heads_begin():
    rows = (["Item", "2025"], ["Sales", 1], [], ["Cost", 2], ["Tax", 3], [], ["Item", "2026"], ["Sales", 4])
    note = read(book(*rows))

    assert note.text == "Rates\n\nItem | 2025\nSales | 1\nCost | 2\nTax | 3\n\nItem | 2026\nSales | 4"
    assert note.tables[0].named(note.text, note.tables[0].cells[-1]) == "Tax, 2025"


@pytest.mark.parametrize(
    ("first", "named"),
    [
        (("Item", "Sales"), True),
        (("", "2024", "2025E"), True),
        (("", "2026-01", "2026-02"), True),
        (("Item", "1,234", "5.1%"), False),
        (("Sales", "(3)", "$4"), False),
        (("1", "2"), False),
    ],
)
def test_the_first_row_names_the_columns_where_it_is_mostly_words(first, named):
    assert names_columns([first, ("a", "1", "2")]) is named
    assert not names_columns([first])


@pytest.mark.parametrize(
    ("number", "code", "words"),
    [
        (0.0512, "0.0%", "5.1%"),
        (0.125, "0%", "13%"),
        (1234567.891, "#,##0.0", "1,234,567.9"),
        (1234567.891, "General", "1234567.891"),
        (0.1 + 0.2, "General", "0.3"),
        (1e15, "General", "1000000000000000"),
        (-0.0, "General", "0"),
        (1.5e-12, "General", "1.5E-12"),
        (2.5, "0", "3"),
        (1.005, "0.00", "1.01"),
        (-0.3, "0", "0"),
        (-1234, "#,##0;(#,##0)", "(1,234)"),
        (-1234.5, "$#,##0.00", "-$1,234.50"),
        (-1234.5, '_("$"* #,##0.00_);_("$"* (#,##0.00);_("$"* "-"??_);_(@_)', "$(1,234.50)"),
        (0, '_("$"* #,##0.00_);_("$"* (#,##0.00);_("$"* "-"??_);_(@_)', "$-"),
        (1234567890, '#,##0.0,,"mn"', "1,234.6mn"),
        (1234567890, "0,,", "1235"),
        (3.14159, '0.0"x"', "3.1x"),
        (25, "0 \\b\\p", "25 bp"),
        (7, "000", "007"),
        (0.5, "#.0#", ".5"),
        (1500, '[>=1000]0.0,"k";0', "1.5k"),
        (999, '[>=1000]0.0,"k";0', "999"),
        (12, "[Red]0.0", "12.0"),
        (12, "[$€-407] #,##0", "€ 12"),
        (12345, "0.00E+00", "1.23E+04"),
        (0.5, "# ?/?", "0.5"),
        (5551234, "000-0000", "5551234"),
        (12, '"n.a."', "n.a."),
        (12, ";;;", ""),
        (12, "0;0;0;@", "12"),
        (0, "0;-0;;@", ""),
        (46065, "yyyy-mm-dd", "2026-02-12"),
        (46065, "d-mmm-yy", "2026-02-12"),
        (46065, "mmm-yy", "2026-02"),
        (46065, "yyyy", "2026"),
        (46065, 'yyyy"年"m"月"d"日"', "2026-02-12"),
        (46065.395833333336, "yyyy-mm-dd hh:mm", "2026-02-12 09:30"),
        (0.395833333336, "h:mm:ss", "09:30:00"),
        (1.25, "[h]:mm", "30:00"),
        (1, "yyyy-mm-dd", "1900-01-01"),
        (61, "yyyy-mm-dd", "1900-03-01"),
        (-5, "yyyy-mm-dd", "-5"),
        (1e9, "yyyy-mm-dd", "1000000000"),
        (1e300, "#,##0.00", None),
    ],
)
def test_a_number_stands_as_its_cell_shows_it(number, code, words):
    assert shown(number, code) == words if words is not None else shown(number, code).startswith("1,000,000")


@pytest.mark.parametrize(
    ("code", "seen"),
    [("General", "Buy"), ("@", "Buy"), ("0;-0;0", "Buy"), (";;;", ""), ('0;0;0;"see "@', "see Buy"), ("0;;;@", "Buy")],
)
def test_a_text_stands_as_its_cell_shows_it(code, seen):
    assert text_shown("Buy", code) == seen


CODES = ("0", "0.00", "#,##0", "0.0%", "#,##0.0,", "0.00E+00", "yyyy-mm-dd", "General", "0;;;", "[>5]0;0.0", "#", ".")
SIGNS = '0#?.,%;E+-@/ymdhs[]>"\\_*x'


@given(st.floats(allow_nan=False, allow_infinity=False), st.sampled_from(CODES) | st.text(SIGNS, max_size=12))
def test_no_format_fails_on_any_number(number, code):
    assert isinstance(shown(number, code), str)


@given(st.floats(-1e12, 1e12), st.integers(0, 6))
def test_decimals_are_rounded_and_nothing_more(number, decimals):
    code = "0." + "0" * decimals if decimals else "0"

    assert math.isclose(float(shown(number, code)), number, rel_tol=1e-14, abs_tol=0.5000001 * 10**-decimals)


def test_days_and_truths_are_written_plainly():
    moment = datetime(2026, 2, 12, 9, 30)  # noqa: DTZ001 - a sheet knows no zone

    assert text([date(2026, 2, 12), moment, True, time(9, 30), "#N/A"]) == (
        "Rates\n\n2026-02-12 | 2026-02-12 09:30:00 | TRUE | 09:30:00 | #N/A"
    )


def test_a_workbook_may_count_its_days_from_1904():
    def prepare(made):
        made.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
        made.active["A1"] = date(2026, 2, 12)

    assert text(prepare=prepare) == "Rates\n\n2026-02-12"


WHITE = Font(color="FFFFFFFF")
DARK = PatternFill("solid", fgColor="FF1F3864")


@pytest.mark.parametrize(
    ("font", "fill", "how"),
    [
        (WHITE, None, "white on white"),
        (Font(color="FFF5F5F5"), None, "white on white"),
        (Font(color=openpyxl.styles.colors.Color(theme=0)), None, "white on white"),
        (Font(color=openpyxl.styles.colors.Color(indexed=9)), None, "white on white"),
        (Font(color="FF203864"), DARK, "in the colour of what is behind them"),
        (Font(sz=1), None, "too small to read"),
    ],
)
def test_what_cannot_be_seen_is_out_and_reported(font, fill, how):
    def prepare(made):
        made.active["B2"].font = font
        made.active["B2"].fill = fill or PatternFill()

    note = read(book(["a", "b"], ["c", "ignore"], prepare=prepare))

    assert note.text == "Rates\n\na | b\nc"
    assert left_out(note) == [f"6 characters of it are {how} in cell B2 of sheet 'Rates' and left out"]


@pytest.mark.parametrize("font", [WHITE, Font(color=openpyxl.styles.colors.Color(theme=0))])
def test_white_words_on_a_dark_cell_are_kept(font):
    def prepare(made):
        made.active["A1"].font, made.active["A1"].fill = font, DARK

    assert text(["Head", "b"], prepare=prepare) == "Rates\n\nHead | b"


def test_a_part_of_a_cell_may_be_white():
    rich = (
        '<c r="A1" t="inlineStr"><is><r><t>Seen</t></r>'
        '<r><rPr><color rgb="FFFFFFFF"/></rPr><t> not</t></r><rPh sb="0" eb="1"><t>sp</t></rPh></is></c>'
    )
    note = read(with_cell(book(["x", "y"]), "A1", rich))

    assert note.text == "Rates\n\nSeen | y"
    assert left_out(note) == ["3 characters of it are white on white in cell A1 of sheet 'Rates' and left out"]


def test_hidden_rows_columns_and_formats_are_out_and_reported_by_name():
    def prepare(made):
        sheet = made.active
        sheet.row_dimensions[2].hidden = True
        sheet.column_dimensions["C"].hidden = True
        sheet["D4"].number_format = ";;;"

    made = book(["a", "b", "no", "c"], ["no"], ["no"], ["d", "e", None, "no"], prepare=prepare)
    flat = with_parts(made, {SHEET: lambda old: old.replace('<row r="3"', '<row r="3" ht="0"')})
    note = read(flat)

    assert note.text == "Rates\n\na | b | c\nd | e"
    assert left_out(note) == [
        "4 characters of it are in hidden rows 2, 3 of sheet 'Rates' and left out",
        "2 characters of it are in hidden column C of sheet 'Rates' and left out",
        "2 characters of it are hidden by their number format in cell D4 of sheet 'Rates' and left out",
    ]


def test_a_column_without_width_is_hidden():
    cols = '<cols><col min="2" max="2" width="0" customWidth="1"/></cols><sheetData>'
    note = read(with_parts(book(["a", "no", "b"]), {SHEET: lambda old: old.replace("<sheetData>", cols)}))

    assert note.text == "Rates\n\na | b"


def test_an_empty_column_that_is_thin_parts_nothing():
    cols = '<cols><col min="2" max="2" width="1.5" customWidth="1"/></cols><sheetData>'
    note = read(with_parts(book(["a", None, "b"]), {SHEET: lambda old: old.replace("<sheetData>", cols)}))

    assert note.text == "Rates\n\na | b"


def test_hidden_sheets_and_charts_are_named():
    def prepare(made):
        made.create_sheet("Plan").sheet_state = "hidden"
        made.create_sheet("Deep").sheet_state = "veryHidden"
        made.create_chartsheet("Curve")
        made["Plan"]["A1"] = made["Deep"]["A1"] = "secret"

    note = read(book(["a"], prepare=prepare))

    assert "secret" not in note.text
    assert [warning for warning in note.warnings if "sheet" in warning] == [
        "sheet 'Plan' is hidden and left out",
        "sheet 'Deep' is hidden and left out",
        "sheet 'Curve' is a chart and left out",
    ]


def test_comments_are_out_and_drawings_are_said():
    def prepare(made):
        made.active["A1"].comment = Comment("ignore it", "Wren")
        made.active.add_chart(openpyxl.chart.BarChart(), "D4")

    note = read(book(["a"], prepare=prepare))

    assert note.text == "Rates\n\na"
    assert left_out(note) == ["8 characters of it are in comments on sheet 'Rates' and left out"]
    assert "1 chart on sheet 'Rates' is not read" in note.warnings


def test_what_lies_under_merged_cells_is_out():
    merged = '</sheetData><mergeCells count="1"><mergeCell ref="A1:C1"/></mergeCells>'
    plain = book(["Title", "no", None], ["a", "b", "c"])
    note = read(with_parts(plain, {SHEET: lambda old: old.replace("</sheetData>", merged)}))

    assert note.text == "Rates\n\nTitle\n\na | b | c"
    assert left_out(note) == ["2 characters of it are under merged cells in cell B1 of sheet 'Rates' and left out"]


def test_a_formula_without_a_result_is_named():
    note = read(book(["a", "=1+1"], ["b", "=2+2"]))

    assert note.text == "Rates\n\na\nb"
    said = "cells B1, B2 of sheet 'Rates' hold formulas whose results are not in the file: open and save it in Excel"
    assert said in note.warnings


def test_the_result_of_a_formula_is_read():
    assert read(with_cell(book(["a", "x"]), "B1", '<c r="B1"><f>1+1</f><v>2</v></c>')).text == "Rates\n\na | 2"
    empty = read(with_cell(book(["a", "x"]), "B1", '<c r="B1" t="str"><f>""</f><v></v></c>'))
    assert (empty.text, empty.warnings) == ("Rates\n\na", ("no date: give --date",))


def test_an_enormous_size_that_is_only_said_takes_no_time():
    def enormous(part):
        return part.replace('ref="A1:B1"', 'ref="A1:XFD1048576"').replace("</sheetData>", far + "</sheetData>")

    far = '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>end</t></is></c></row>'
    note = read(with_parts(book(["a", "b"]), {SHEET: enormous}))

    assert note.text == "Rates\n\na | b\n\nend"


def test_a_sheet_of_data_is_sent_to_the_data_folder(monkeypatch):
    for module in ("ingest.office.cells", "ingest.readers.sheet"):
        monkeypatch.setattr(f"{module}.MOST_CELLS", 20)

    with pytest.raises(NoteError, match=r"sheet\.xlsx is data, .*: put it into the desk's data/ folder"):
        read(book(*[[1, 2, 3]] * 10))


def test_cells_scattered_far_apart_are_data():
    """A table of them would be as wide and as high as the sheet."""

    def scatter(made):
        for at in range(1, 2_000):
            made.active.cell(at, at, "x")

    with pytest.raises(NoteError, match="is data"):
        read(book(prepare=scatter))


def test_one_long_text_in_many_cells_is_data(monkeypatch):
    monkeypatch.setattr("ingest.office.cells.MOST_CHARACTERS", 1_000)

    with pytest.raises(NoteError, match="is data"):
        read(book(*[["x" * 100]] * 20))


def test_a_workbook_with_nothing_to_see_is_refused():
    def hide(made):
        made.active["A1"].font = WHITE

    with pytest.raises(NoteError, match="has no text that can be seen: 6 characters of it are white on white"):
        read(book(["secret"], prepare=hide))
    with pytest.raises(NoteError, match="has no text that can be seen"):
        read(book())


LAUGHS = '<!DOCTYPE s [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;">]>'


def sharing(words, head=""):
    """A workbook that keeps its texts in a part of their own, as Excel does."""
    texts = f'{head}<sst xmlns="{MAIN}"><si><t>{words}</t><rPh sb="0" eb="1"><t>sound</t></rPh></si></sst>'
    related = f'<Relationship Id="x9" Type="{RELATION}/sharedStrings" Target="/xl/sharedStrings.xml"/></Relationships>'
    parts = {
        "xl/sharedStrings.xml": texts,
        "xl/_rels/workbook.xml.rels": lambda old: old.replace("</Relationships>", related),
    }
    return with_parts(with_cell(book(["a"]), "A1", '<c r="A1" t="s"><v>0</v></c>'), parts)


def test_shared_texts_are_read_without_how_they_sound():
    assert read(sharing("汉字")).text == "Rates\n\n汉字"


@pytest.mark.parametrize("head", [LAUGHS, '<!DOCTYPE s [<!ENTITY c SYSTEM "file:///etc/hostname">]>', "<!DOCTYPE s>"])
def test_entities_in_the_shared_texts_are_refused(head):
    with pytest.raises(NoteError, match=r"its part xl/sharedStrings\.xml has a document type"):
        read(sharing("&c;" if "ENTITY" in head else "x", head=head))


@pytest.mark.parametrize(
    ("part", "changed", "why"),
    [
        (SHEET, lambda old: "<!DOCTYPE worksheet>" + old, "has a document type"),
        (SHEET, lambda old: old[:-40], "is not sound XML"),
        (SHEET, lambda old: "<a>" * 10_000 + "</a>" * 10_000, "is nested too deeply"),
        ("xl/workbook.xml", lambda old: "<html/>", "is not a workbook of Excel"),
        ("xl/styles.xml", lambda old: "<a", "is not sound XML"),
    ],
)
def test_a_part_that_is_not_sound_is_refused_by_name(part, changed, why):
    with pytest.raises(NoteError, match=why) as refused:
        read(with_parts(book(["a"]), {part: changed}))

    assert str(refused.value).startswith("sheet.xlsx ")


def test_a_file_that_is_cut_short_is_refused():
    data = book(["a"])

    assert not reader.holds(data[:-30])
    with pytest.raises(NoteError, match=r"sheet\.xlsx is broken"):
        read(data[:-30])


def test_a_bomb_is_refused_before_it_is_unpacked():
    file = io.BytesIO(book(["a"]))
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/bomb.xml", b"0" * 30_000_000)

    with pytest.raises(NoteError, match="unpacks to"):
        read(file.getvalue())


def test_what_is_read_agrees_with_the_usual_library():
    data = book(["x", 1, 2.5, -3], ["汉字", 45, 0.001, "a b"], ["&<>", 7, None, "q"])
    note = read(data)
    usual = openpyxl.load_workbook(io.BytesIO(data)).active
    values = {(cell.row, cell.column): str(cell.value) for line in usual for cell in line if cell.value is not None}

    assert {(each.row, each.column): note.text[each.start : each.end] for each in note.tables[0].cells} == values


WHITE_FONT = Font(color="FFFFFFFF")


def painted(rule):
    def prepare(workbook):
        sheet = workbook.active
        sheet["B2"].font = WHITE_FONT
        rule(sheet)

    return read(book(["Region", "Growth"], ["North", 1.5], prepare=prepare))


@pytest.mark.parametrize("filled", [True, False])
def test_white_words_are_kept_and_doubted_where_a_rule_fills_their_cells(filled):
    look = {"fill": PatternFill(bgColor="FFC00000")} if filled else {"font": Font(bold=True)}
    rule = CellIsRule(operator="greaterThan", formula=["0"], **look)

    note = painted(lambda sheet: sheet.conditional_formatting.add("B2:B9", rule))

    assert ("North | 1.5" in note.text) is filled
    assert any("they are kept, yet may not be seen" in warning for warning in note.warnings) is filled


@pytest.mark.parametrize(
    ("style", "kept"), [("TableStyleMedium2", True), ("TableStyleDark3", True), ("TableStyleLight1", False)]
)
def test_white_heads_are_kept_and_doubted_where_the_style_of_a_table_paints_them(style, kept):
    def prepare(workbook):
        sheet = workbook.active
        for cell in sheet[1]:
            cell.font = WHITE_FONT
        sheet.add_table(Table(displayName="Growth", ref="A1:B2", tableStyleInfo=TableStyleInfo(name=style)))

    note = read(book(["Region", "Growth"], ["North", 1.5], prepare=prepare))

    assert ("Region | Growth" in note.text) is kept
    assert bool(left_out(note)) is not kept


def test_digits_above_the_line_are_no_part_of_the_number_before_them():
    raised = TextBlock(InlineFont(vertAlign="superscript"), "1")

    assert "It is 3.2¹" in text([CellRichText("It is 3.2", raised)])
