"""A figure knows where it came from, or does not exist."""

from dataclasses import FrozenInstanceError
from datetime import date

import pytest

from footnote.answer import Figure, Input
from footnote.text import Text, same

JANUARY = date(2026, 1, 31)


def figure(name="gap", value=1.0, unit="USD", **known):
    known = {"label": same(name), "as_of": JANUARY, "formula": name, "inputs": (Input.given("x", 1.0),)} | known
    return Figure(name=name, value=value, unit=unit, **known)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf")])
def test_what_is_no_number_is_refused(value):
    with pytest.raises(ValueError, match="is no number"):
        figure(value=value)


def test_a_number_from_nowhere_is_refused():
    with pytest.raises(ValueError, match="comes from nowhere"):
        figure(inputs=())


def test_a_figure_with_neither_value_nor_parts_is_refused():
    with pytest.raises(ValueError, match="neither a value nor parts"):
        figure(value=None)


def test_a_table_needs_no_value_of_its_own():
    table = figure("board", value=None, unit="table", inputs=(), parts=(figure("row"),))

    assert str(table) == ""


def test_zero_is_a_number():
    assert str(figure(value=0.0)) == "$0.00"


def test_a_figure_cannot_be_changed():
    one = figure()

    with pytest.raises(FrozenInstanceError):
        one.value = 2.0


def test_a_figure_spells_itself_with_sign_and_language():
    gap = figure(value=-1.3e12, signed=True)

    assert str(gap) == "-$1.3tn"
    assert gap.spelled("zh") == "-1.3万亿美元"


def test_the_period_is_that_of_the_last_day():
    assert figure(freq="M").period == Text("Jan 2026", "2026年1月")


def test_a_walk_goes_down_the_tree_outermost_first():
    tree = figure("gap", parts=(figure("a", parts=(figure("a1"), figure("a2"))), figure("b")))

    assert [part.name for part in tree.walk()] == ["gap", "a", "a1", "a2", "b"]


def test_keys_say_where_a_part_hangs():
    tree = figure("gap", parts=(figure("a", parts=(figure("a1"), figure("a2"))), figure("b")))

    assert [part.key for part in tree.keyed("f1").walk()] == ["f1", "f1.1", "f1.1.1", "f1.1.2", "f1.2"]
    assert {part.key for part in tree.walk()} == {""}


def test_inputs_say_what_kind_they_are():
    row = figure("flow", value=3.0, series="FUNDS")

    kinds = [Input.given("cap", 0.05).kind, Input.assumption("window", "10Y").kind, Input.figure(row).kind]

    assert kinds == ["given", "assumption", "figure"]
    assert (Input.figure(row).name, Input.figure(row).value, Input.figure(row).series) == ("flow", 3.0, "FUNDS")
