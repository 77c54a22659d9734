"""What is offered when a name is not known."""

import pytest
from fakes import basket, board, catalogue_of, spec

from footnote.text import same
from tools.suggest import nearest, readable, unknown_series

CATALOGUE = catalogue_of(
    spec("UNRATE", aliases=("unemployment", "jobless rate")),
    spec("PAYEMS", aliases=("payrolls", "nonfarm payrolls")),
    spec("UMCSENT", aliases=("consumer sentiment",)),
    spec("GOLD", aliases=("bullion",)),
    spec("HIDDEN/PAYROLL", title=same("PAYROLL"), member="PAYROLL", hidden=True),
    spec("HIDDEN/LOAN", title=same("Syndicated loans"), member="LOAN", hidden=True),
    basket("EXPANSION"),
    board("labour", "UNRATE"),
)


@pytest.mark.parametrize(
    ("typed", "id"),
    [
        ("unemploymnt", "UNRATE"),
        ("nonfarm payrol", "PAYEMS"),
        ("PAYEM", "PAYEMS"),
        ("Consumer Sentimant", "UMCSENT"),
        ("expantion", "EXPANSION"),
        ("GOLD的名", "GOLD"),
    ],
)
def test_the_nearest_in_spelling_comes_first(typed, id):
    assert nearest(typed, CATALOGUE)[0].id == id


def test_three_are_offered_each_once():
    found = [item.id for item in nearest("payrolls", CATALOGUE)]

    assert len(found) == len(set(found)) == 3


def test_what_has_no_name_of_its_own_is_not_offered():
    assert "HIDDEN/PAYROLL" not in [item.id for item in nearest("payrol", CATALOGUE, count=9)]
    assert nearest("syndicate loan", CATALOGUE)[0].id == "HIDDEN/LOAN"


def test_the_question_back_has_its_choices_in_both_languages():
    error = unknown_series("bullyon", CATALOGUE)

    assert error.reason == "unknown_series"
    assert "'bullyon'" in error.text.en
    assert "“bullyon”" in error.text.zh
    assert (error.choices[0].en, error.choices[0].zh) == ("Title of GOLD", "GOLD的名称")
    assert len(error.choices) == 3


def test_what_can_be_read_is_of_the_schemes_at_hand_and_of_the_same_group_first():
    wanted = spec("UNRATE", sources=("fred:UNRATE",), groups=("labour",), kind="hard")
    catalogue = catalogue_of(
        spec("A", kind="price"),
        spec("B", kind="survey", groups=("labour",)),
        spec("C", sources=("fred:C",), groups=("labour",)),
        spec("D", kind="hard"),
        spec("E", groups=("labour",), hidden=True),
    )

    assert [item.id for item in readable(catalogue, frozenset({"file"}), near=wanted)] == ["B", "D", "A"]
