"""Tables on a terminal: no number is ever cut, however narrow it is."""

import io

import pytest
from rich.console import Console

from bot import render
from bot.document import document


@pytest.fixture
def lines(ask):
    """The lines of an answer on a terminal of a width."""

    def shown(text, width):
        out = io.StringIO()
        render.answer(Console(file=out, width=width, highlight=False), document(ask(text)))
        return out.getvalue().splitlines()

    return shown


def cells(ask, text):
    return [cell for row in ask(text).tables[0].rows for cell in row[1:]]


def has_number(cell):
    return any(digit in cell for digit in "0123456789")


@pytest.mark.parametrize("text", ["labour market snapshot", "劳动力市场一览"])
@pytest.mark.parametrize("width", [40, 60, 80, 100, 140])
def test_every_number_of_a_board_stands_whole(ask, lines, text, width):
    said = "".join("".join(lines(text, width)).split())

    assert [cell for cell in cells(ask, text) if has_number(cell) and "".join(cell.split()) not in said] == []
    assert "…" not in said


def test_where_there_is_room_the_course_is_drawn(lines):
    assert "Trend" in "".join(lines("labour market snapshot", 140))


def test_where_there_is_less_the_drawing_goes_first(lines):
    head = lines("labour market snapshot", 84)[1]

    assert head.split() == ["Series", "Last", "On", "the", "period", "On", "the", "year", "z", "Period"]


def test_where_there_is_little_each_row_is_a_line(lines):
    said = " ".join(lines("labour market snapshot", 50))

    assert "US unemployment rate: Last 4.3%, On the period" in said


def test_the_workings_of_a_chinese_answer_name_their_inputs_in_chinese(ask):
    out = io.StringIO()
    render.workings(Console(file=out, width=140, highlight=False), document(ask("非农同比"), workings=True))

    assert "PAYEMS，来源 file:us/PAYEMS.csv，截至2026年2月20日的已发布版本，1 个观测值，2026-01-31" in out.getvalue()


def test_observations_that_are_not_shown_are_counted(ask):
    out = io.StringIO()
    typed = "is consumer sentiment the highest since when?"
    render.workings(Console(file=out, width=140, highlight=False), document(ask(typed), workings=True))

    assert "and 242 before; all with --export FILE" in out.getvalue()  # 254 held, the last 12 shown


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("memory grows 48%, the rest 22%, the total 30%: what share?", "figure: share = 30.8%"),
        ("how much capital would a 1 point lower requirement free?", "figure: rwa (BANK_RWA) = $14.2tn"),
    ],
)
def test_a_formula_has_the_figures_it_names_beneath_it(ask, asked, told):
    out = io.StringIO()

    render.workings(Console(file=out, width=160, highlight=False), document(ask(asked), workings=True))

    assert told in out.getvalue()
