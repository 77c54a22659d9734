"""Tables of a PDF: their cells by row and column, as spans of the page's own text."""

import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pdfs import STYLES, story_of
from reportlab.lib import colors
from reportlab.pdfgen import canvas
from reportlab.platypus import PageBreak, Paragraph, Table

from ingest.paper import book
from ingest.readers import pdf

BEFORE = "The flows of the year came from a few houses only, which is what the next lines set out for each of them."
CAPTION = "Exhibit 2: Flows by region, USD m"
AFTER = "The figures are those of the house. They were taken on one day and are not revised after that day."
REGIONS = [
    ["Region", "Net flow", "Share", "2025 total"],
    ["Europe", "1,204.5", "12.5%", "(310)"],
    ["Asia ex-Japan", "-88", "3.1%", "4,500"],
    ["North America", "7,001", "", "12,000"],
]
GRID = [("GRID", (0, 0), (-1, -1), 0.5, colors.black)]
DARK = [("BACKGROUND", (0, 0), (-1, 0), colors.navy), ("TEXTCOLOR", (0, 0), (-1, 0), colors.white)]
RULES = [("LINEABOVE", (0, 0), (-1, 0), 1, colors.black), ("LINEBELOW", (0, 0), (-1, 0), 1, colors.black)]
RIGHT = [("ALIGN", (1, 0), (-1, -1), "RIGHT")]
LOOKS = {"bare": [], "grid": GRID, "dark head": DARK, "rules": RULES + RIGHT, "dark grid": DARK + GRID}


def read(*story):
    return pdf.read(Path("a.pdf"), story_of(*story))


def grid_of(note, table):
    """The cells as a dictionary of their words by row and column."""
    return {(cell.row, cell.column): note.text[cell.start : cell.end] for cell in table.cells}


def expected(rows):
    return {(row, column): words for row, cells in enumerate(rows) for column, words in enumerate(cells, 1) if words}


@pytest.mark.parametrize("look", LOOKS)
def test_a_table_is_found_with_its_cells_and_its_caption(look):
    note = read(BEFORE, CAPTION, Table(REGIONS, style=LOOKS[look]), AFTER)

    (table,) = note.tables
    assert grid_of(note, table) == expected(REGIONS)
    assert table.caption == CAPTION
    assert note.text[table.start : table.end].startswith("Region Net flow Share 2025 total\nEurope")
    assert note.text[: table.start].endswith("\n")
    assert note.text[table.end] == "\n"


def test_a_cell_is_called_by_its_row_and_column():
    note = read(CAPTION, Table(REGIONS))

    (table,) = note.tables
    assert table.named(note.text, table.cells[9]) == "Asia ex-Japan, Net flow"


def test_years_are_column_heads():
    rows = [["Asset", "2024", "2025E"], ["Gold", "12.1", "3.0"], ["Cash", "4.0", "4.2"], ["Bonds", "1.0", "1.5"]]
    note = read(BEFORE, Table(rows))

    assert grid_of(note, note.tables[0]) == expected(rows)


def test_without_heads_the_rows_count_from_one():
    rows = [["Gold", "12.1", "3.0"], ["Cash", "4.0", "4.2"], ["Bonds", "1.0", "1.5"]]
    note = read(BEFORE, Table(rows))

    assert min(cell.row for cell in note.tables[0].cells) == 1


def test_a_cell_may_have_several_lines():
    body = STYLES["BodyText"]
    rows = [
        ["House", "View on the long end of the curve", "Risk"],
        ["Alder", "Higher, for the premium is back. " * 3, "Oil"],
    ]
    note = read(BEFORE, Table([[Paragraph(cell, body) for cell in row] for row in rows], style=GRID))

    found = grid_of(note, note.tables[0])
    assert " ".join(found[1, 2].split()) == rows[1][1].strip()
    assert found[1, 3] == "Oil"


def test_a_table_of_a_name_and_a_number():
    rows = [["Asset", "Return"], ["Gold", "12.1%"], ["Cash", "4.0%"], ["Long bonds", "-1.0%"]]
    note = read(BEFORE, Table(rows), AFTER)

    assert grid_of(note, note.tables[0]) == expected(rows)


def test_a_table_of_a_page_that_is_turned():
    def line(page, y, *cells):
        for column, words in enumerate(cells):
            page.drawString(60 + 150 * column, y, words)

    buffer = io.BytesIO()
    page = canvas.Canvas(buffer)
    page.setPageRotation(90)
    page.translate(595, 0)
    page.rotate(90)
    for number, cells in enumerate(REGIONS):
        line(page, 400 - 20 * number, *cells)
    page.save()

    note = pdf.read(Path("a.pdf"), buffer.getvalue())

    assert grid_of(note, note.tables[0]) == expected(REGIONS)


PROSE = [
    [BEFORE, AFTER] * 8,
    ["Two points are made:", "1. Gold rose by 3.5% in a year.", "2. Cash gave 4%.", "3. Bonds lost 1.2% and more."],
    ["In 2024 it was 3, in 2025 it was 4, and in 2026 it is 5 so far. " * 12],
]


@pytest.mark.parametrize("story", PROSE)
def test_prose_is_no_table(story):
    assert read(*story).tables == ()


def test_columns_of_prose_side_by_side_are_no_table():
    def draw(page):
        for row in range(20):
            for column in range(3):
                page.drawString(40 + 180 * column, 780 - 14 * row, f"prose of column {column} in its line {row:02}")

    buffer = io.BytesIO()
    page = canvas.Canvas(buffer)
    page.setFontSize(8)
    draw(page)
    page.save()

    note = pdf.read(Path("a.pdf"), buffer.getvalue())
    assert note.tables == ()
    assert [warning.split(" that ")[0] for warning in note.warnings][-1] == "page 1 seems to have columns"


@pytest.mark.parametrize("columns", [True, False])
def test_columns_that_were_read_across_are_said_and_others_are_not(columns):
    """Left and right in turn mix two sentences in each line; one after the other they do not."""
    places = [(row, side) for row in range(12) for side in range(2)]
    buffer = io.BytesIO()
    page = canvas.Canvas(buffer)
    page.setFontSize(8)
    for row, side in places if columns else sorted(places, key=lambda place: place[::-1]):
        page.drawString(40 + 270 * side, 780 - 14 * row, f"the words of column {side} in line {row} of this page")
    page.save()

    note = pdf.read(Path("a.pdf"), buffer.getvalue())

    assert any("columns that its file goes through line by line" in warning for warning in note.warnings) is columns


def test_a_table_that_is_written_column_by_column_stays_prose():
    """Its cells do not stand row by row in the text, and the text is what is cited."""
    buffer = io.BytesIO()
    page = canvas.Canvas(buffer)
    page.grid([50, 150, 250, 350], [500, 520, 540, 560])
    for column, words in enumerate(zip(*REGIONS[1:], strict=True)):
        for row, word in enumerate(words):
            if column < 3:
                page.drawString(55 + 100 * column, 545 - 20 * row, word or "none")
    page.save()

    note = pdf.read(Path("a.pdf"), buffer.getvalue())

    assert note.tables == ()
    assert "North America" in note.text


def test_what_cannot_be_seen_is_in_no_cell():
    rows = [["Asset", "2024", "2025"], ["Gold", "12.1", "3.0"], ["Cash", "4.0", "4.2"], ["Bonds", "1.0", "1.5"]]
    white = [("TEXTCOLOR", (2, 2), (2, 2), colors.white)]
    note = read(BEFORE, Table(rows, style=white))

    assert (2, 3) not in grid_of(note, note.tables[0])
    assert "4.2" not in note.text


def test_pages_that_were_not_searched_are_named(monkeypatch):
    monkeypatch.setattr(book, "TABULATING", 0.0)
    note = read(CAPTION, Table(REGIONS), PageBreak(), CAPTION, Table(REGIONS))

    assert note.tables == ()
    assert "tables of pages 1 to 2 were not looked for" in note.warnings


WORD = st.text("abcdefg", min_size=1, max_size=9)
NUMBER = st.integers(-9_999, 99_999).map("{:,}".format)


@given(st.lists(st.tuples(WORD, NUMBER, NUMBER, NUMBER), min_size=3, max_size=12), st.sampled_from(sorted(LOOKS)))
def test_every_cell_is_where_it_was_put(rows, look):
    rows = [["House", "First", "Second", "Third"], *map(list, rows)]
    note = read(BEFORE, Table(rows, style=LOOKS[look]), AFTER)

    (table,) = note.tables
    assert grid_of(note, table) == expected(rows)
