"""The contract of every tool: what it takes, what it says of itself, and what its figure carries."""

import inspect
import re
from collections import Counter
from dataclasses import replace
from typing import Literal, get_args, get_origin

import pandas as pd
import pytest
from fakes import Told, basket, board, daily, data_of, monthly, portfolio, spec

from tools import registry
from tools.data import Data
from tools.reading import Prints
from tools.registry import all_tools

KINDS = {
    value
    for name, value in vars(registry).items()
    if getattr(value, "__module__", "") == registry.__name__ and hasattr(value, "__supertype__")
}
FLOW = {"unit": "USD mn", "kind": "flow", "lag": 0}
PRICE = {"unit": "USD", "kind": "price", "freq": "D", "lag": 0}


def desk():
    """A desk on which every tool has something to work with."""
    values = {
        "ORDERS": monthly(range(60, 90)),
        "SALES": monthly(range(100, 130)),
        "YIELD": daily([4 + n / 1000 for n in range(800)]),
        "F_GOLD": monthly([2] * 130),
        "F_BONDS": monthly([3] * 130),
        "GOLD": daily(range(1000, 1800)),
        "BONDS": daily(range(2000, 1200, -1)),
    }
    data = data_of(
        values,
        spec("ORDERS", unit="diffusion index", kind="survey", lag=0),
        spec("SALES", unit="USD bn", lag=0),
        spec("YIELD", unit="percent", kind="rate", freq="D", lag=0),
        spec("F_GOLD", **FLOW),
        spec("F_BONDS", **FLOW),
        spec("GOLD", **PRICE),
        spec("BONDS", **PRICE),
        basket("EXPANSION", ("GOLD",), ("F_GOLD",)),
        basket("STAGNATION", ("BONDS", "GOLD"), ("F_BONDS", "F_GOLD"), rebalance="M"),
        portfolio("P6040", {"GOLD": 0.6, "BONDS": 0.4}, rebalance="M"),
        board("B", "ORDERS", "SALES", "YIELD", "GOLD"),
    )
    return replace(data, sources={"file": Printed(data.sources["file"])})


class Printed(Told):
    """A source that reads as another and has printed each observation twice."""

    def __init__(self, source):
        super().__init__(source.read)

    def prints(self, wanted, first, last):
        values = self.read(wanted).values.loc[str(first) : str(last)]
        days, known = [*values.index] * 2, pd.Timestamp("2026-02-01")
        rows = {"date": days, "known": [known] * len(values) + [known + pd.Timedelta(days=9)] * len(values)}
        return Prints(rows=pd.DataFrame(rows | {"value": [*values, *(1.01 * values)]}), source="file:printed")


CALLS = {
    "latest": [{"series": "SALES"}, {"series": "YIELD", "at": "2026-01"}],
    "snapshot": [{"board": "B"}, {"series": ("SALES", "YIELD")}],
    "next_release": [{"series": "SALES"}],
    "revisions": [{"series": "ORDERS", "date": "2026-01"}, {"series": "YIELD", "date": "2026-01-30"}],
    "since_when": [{"series": "ORDERS", "kind": "highest"}, {"series": "YIELD", "kind": "lowest", "window": "1Y"}],
    "change": [{"series": "SALES", "window": "1Y"}, {"series": "YIELD", "start": "2025"}],
    "flow_gap": [{"a": "EXPANSION", "b": "STAGNATION", "window": "10Y"}, {"a": "EXPANSION", "b": "STAGNATION"}],
    "returns": [
        {"assets": ("GOLD",), "window": "2Y"},
        {"assets": ("GOLD", "BONDS"), "window": "2Y"},
        {"basket": "STAGNATION", "window": "2Y"},
        {"assets": ("P6040", "EXPANSION"), "window": "2Y"},
    ],
}
TRIED = [(name, call) for name, calls in CALLS.items() for call in calls]


def test_every_tool_is_tried_here():
    """A tool that is added needs a call in CALLS, so that the promises below are kept for it too."""
    assert sorted(all_tools()) == sorted(CALLS)


@pytest.mark.parametrize("tool", all_tools().values(), ids=lambda tool: tool.name)
def test_a_tool_says_what_it_does_to_a_portfolio_manager(tool):
    first = tool.doc.partition("\n")[0]

    assert 20 < len(first) <= 140
    assert first.endswith((".", "instead."))
    assert tool.run.__name__ == tool.name


@pytest.mark.parametrize("tool", all_tools().values(), ids=lambda tool: tool.name)
def test_a_tool_takes_data_first_and_arguments_of_known_kinds(tool):
    parameters = inspect.signature(tool.run).parameters

    assert next(iter(parameters)) == "data"
    assert inspect.get_annotations(tool.run)["data"] is Data
    assert set(tool.arguments) == set(parameters) - {"data"}
    assert [
        name
        for name, kind in tool.arguments.items()
        if kind not in KINDS and get_origin(kind) is not Literal and kind not in (str, int, float)
    ] == []


@pytest.mark.parametrize("tool", all_tools().values(), ids=lambda tool: tool.name)
def test_what_is_required_is_what_has_no_default(tool):
    parameters = inspect.signature(tool.run).parameters

    assert set(tool.required) == {
        name for name in tool.arguments if parameters[name].default is inspect.Parameter.empty
    }


@pytest.mark.parametrize("tool", all_tools().values(), ids=lambda tool: tool.name)
def test_a_tool_is_called_for_in_both_languages(tool):
    """Cues are matched against lower case and Simplified script."""
    assert re.search(r"[a-z]", tool.cues.pattern)
    assert re.search(r"[㐀-鿿]", tool.cues.pattern)
    assert not tool.cues.search("")
    assert all(
        value in get_args(kind)
        for value in tool.picks
        for kind in tool.arguments.values()
        if get_origin(kind) is Literal
    )


@pytest.mark.parametrize(("name", "call"), TRIED)
def test_a_figure_is_named_as_its_tool_announces(name, call):
    figure = all_tools()[name](desk(), **call)

    assert {re.sub(r"_\d+$", "", part.name) for part in figure.walk()} <= set(all_tools()[name].figures)


@pytest.mark.parametrize(("name", "call"), TRIED)
def test_two_values_of_one_figure_never_share_name_series_and_unit(name, call):
    figure = all_tools()[name](desk(), **call).keyed("f1")

    told_apart = {(part.name, part.series, part.unit, part.value) for part in figure.walk() if part.value is not None}
    shared = Counter(one[:3] for one in told_apart)
    assert [one for one, count in shared.items() if count > 1] == []
    assert len({part.key for part in figure.walk()}) == len(list(figure.walk()))


@pytest.mark.parametrize(("name", "call"), TRIED)
def test_every_number_is_made_of_something(name, call):
    figure = all_tools()[name](desk(), **call)

    for part in figure.walk():
        assert part.value is None or part.inputs
        assert part.formula
        assert part.label.en
        assert re.search(r"[㐀-鿿]", part.label.zh)


@pytest.mark.parametrize(("name", "call"), TRIED)
def test_every_path_down_a_figure_ends_in_observations(name, call):
    figure = all_tools()[name](desk(), **call)

    for part in figure.walk():
        below = [each for inner in part.walk() for each in inner.inputs]
        if part.name != "annualised":  # made of the return beside it
            assert any(each.kind == "observations" and each.rows for each in below), part.name


@pytest.mark.parametrize(("name", "call"), TRIED)
def test_a_figure_is_as_of_the_last_day_it_used(name, call):
    figure = all_tools()[name](desk(), **call)

    days = [each.last for part in figure.walk() for each in part.inputs if each.kind == "observations"]
    assert figure.as_of == max(days)


@pytest.mark.parametrize(("name", "call"), TRIED)
def test_the_same_question_has_the_same_figure(name, call):
    assert all_tools()[name](desk(), **call) == all_tools()[name](desk(), **call)
