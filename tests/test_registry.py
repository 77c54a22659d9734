"""The contract of every tool: what it takes, what it says of itself, and what its figure carries."""

import inspect
import re
from collections import Counter
from dataclasses import replace
from datetime import date
from typing import Literal, get_args, get_origin

import pandas as pd
import pytest
from fakes import NAN, TODAY, Told, basket, board, daily, data_of, monthly, portfolio, spec

from footnote.text import Text
from tools import registry
from tools.catalogue import Events, Table
from tools.data import Data
from tools.reading import Prints
from tools.registry import all_tools
from tools.units import Unit

KINDS = {
    value
    for name, value in vars(registry).items()
    if getattr(value, "__module__", "") == registry.__name__ and hasattr(value, "__supertype__")
}
FLOW = {"unit": "USD mn", "kind": "flow", "lag": 0}
PRICE = {"unit": "USD", "kind": "price", "freq": "D", "lag": 0}


DEALS = Events(
    id="DEALS",
    title=Text("Deals", "交易"),
    sources=("file:DEALS",),
    key="name",
    **{part: part for part in ("announced", "closed", "value", "proceeds", "cash", "cost")},
    unit=Unit.parse("USD"),
    prices={"AAA": "GOLD", "BBB": "BONDS"},
)
SHARES = Table(
    id="SHARES",
    title=Text("Shares", "份额"),
    sources=("file:SHARES",),
    row="vehicle",
    value="share",
    unit=Unit.parse("percent"),
    as_of=date(2026, 1, 31),
)


def deals():
    """Two deals that closed, followed by the closes of GOLD and BONDS, and one that did not."""
    days = {"announced": ["2024-01-05", "2025-01-03", "2025-06-02"], "closed": ["2024-06-03", "2025-06-03", None]}
    amounts = {"value": [300.0, 200.0, 100.0], "proceeds": 10.0, "cash": [7.0, 6.0, NAN], "cost": [3.0, 4.0, NAN]}
    days = {part: pd.to_datetime(pd.Series(each)) for part, each in days.items()}
    return pd.DataFrame({"id": ["AAA", "BBB", "CCC"], **days, **amounts})


def desk():
    """A desk on which every tool has something to work with."""
    values = {
        "ORDERS": monthly(range(60, 90)),
        "SALES": monthly(range(100, 130)),
        "YIELD": daily([4 + n / 1000 for n in range(800)]),
        "OUTPUT": monthly([100 + n + n % 5 for n in range(60)]),
        "MOOD": monthly([50 + n % 7 for n in range(60)]),
        "F_GOLD": monthly([2] * 130),
        "F_BONDS": monthly([3] * 130),
        "SHORT_YIELD": daily([3 + n / 2000 for n in range(800)]),
        "AUM": monthly([100] * 140),
        "GOLD": daily(range(1000, 1800)),
        "BONDS": daily(range(2000, 1200, -1)),
        "EXCESS": monthly([3, 3.4]),
        "REQUIRED": monthly([12.5, 14, 13]),
    }
    data = data_of(
        values,
        spec("ORDERS", unit="diffusion index", kind="survey", lag=0),
        spec("SALES", unit="USD bn", lag=0),
        spec("YIELD", unit="percent", kind="rate", freq="D", lag=0),
        spec("OUTPUT", lag=0),
        spec("MOOD", unit="diffusion index", kind="survey", lag=0),
        spec("SHORT_YIELD", unit="percent", kind="rate", freq="D", lag=0),
        spec("AUM", unit="USD mn", kind="stock", lag=0),
        spec("F_GOLD", **FLOW),
        spec("F_BONDS", **FLOW),
        spec("GOLD", **PRICE),
        spec("BONDS", **PRICE),
        spec("EXCESS", unit="percentage point", kind="stock", lag=0),
        spec("REQUIRED", unit="percent", kind="rate", lag=0),
        replace(basket("EXPANSION", ("GOLD",), ("F_GOLD",)), assets=("AUM",)),
        basket("STAGNATION", ("BONDS", "GOLD"), ("F_BONDS", "F_GOLD"), rebalance="M"),
        portfolio("P6040", {"GOLD": 0.6, "BONDS": 0.4}, rebalance="M"),
        DEALS,
        SHARES,
        board("B", "ORDERS", "SALES", "YIELD", "GOLD"),
        use={
            "hard_soft_gap": {"hard": ["OUTPUT:log12", "OUTPUT:yoy"], "soft": ["MOOD", "ORDERS"]},
            "implied": [{"x": "MOOD", "y": "OUTPUT:yoy", "lead": "3M", "consensus": "YIELD"}],
            "spac_returns": {"index": "GOLD", "benchmark": "BONDS", "deals": "DEALS"},
            "capital_release": {"rwa": "SALES", "excess": "EXCESS", "requirement": "REQUIRED", "risk_weight": 0.5},
            "contribution": {"level": "F_GOLD"},
        },
    )
    return replace(data, sources={"file": Printed(data.sources["file"])})


class Printed(Told):
    """A source that reads as another, has printed each observation twice, and holds the deals."""

    def events(self, item, name):
        return deals()

    def table(self, item, name):
        return pd.DataFrame({"row": ["loans", "private credit", "bonds"], "value": [12.0, 18.0, NAN]})

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
    "since_when": [
        {"series": "ORDERS", "kind": "highest"},
        {"series": "YIELD", "kind": "lowest", "window": "1Y"},
        {"series": "MOOD", "kind": "highest", "window": "2025"},
        {"series": "MOOD", "kind": "lowest", "window": "2025", "at": "2025-12"},
    ],
    "zscore": [
        {"series": "MOOD"},
        {"series": "OUTPUT", "window": "3Y"},
        {"series": "OUTPUT", "at": "2025-06"},
        {"series": "YIELD", "window": "2Y"},
    ],
    "hard_soft_gap": [{}, {"window": "2Y"}, {"at": "2025-12"}, {"start": "2023-10", "end": "2025-12"}],
    "change": [{"series": "SALES", "window": "1Y"}, {"series": "YIELD", "start": "2025"}],
    "compare": [
        {"series": ("GOLD", "BONDS"), "window": "1Y"},
        {"series": ("YIELD", "SHORT_YIELD")},
        {"series": ("ORDERS", "SALES", "GOLD"), "window": "YTD"},
    ],
    "implied": [
        {"x": "MOOD", "y": "OUTPUT"},
        {"x": "MOOD", "y": "OUTPUT", "at": 60.0, "lead": "0M", "without": 2023},
        {"x": "YIELD", "y": "MOOD", "window": "2Y"},
        {"x": "OUTPUT", "y": "MOOD", "start": "2023", "end": "2025"},
    ],
    "correlate": [
        {"x": "MOOD", "y": "OUTPUT"},
        {"x": "GOLD", "y": "BONDS", "start": "2024"},
        {"x": "YIELD", "y": "MOOD", "window": "2Y"},
    ],
    "flow_gap": [
        {"a": "EXPANSION", "b": "STAGNATION", "window": "10Y"},
        {"a": "EXPANSION", "b": "STAGNATION"},
        {"a": "F_GOLD", "b": "F_BONDS", "window": "3Y"},
    ],
    "returns": [
        {"assets": ("GOLD",), "window": "2Y"},
        {"assets": ("GOLD", "BONDS"), "window": "2Y"},
        {"basket": "STAGNATION", "window": "2Y"},
        {"assets": ("P6040", "EXPANSION"), "window": "2Y"},
    ],
    "spac_returns": [{"window": "1Y", "benchmark": "BONDS"}, {"window": "1M"}, {}],
    "spac_rank": [{"year": 2025}],
    "volatility": [{"series": "GOLD"}, {"series": "GOLD", "window": "YTD", "threshold": 0.1}],
    "exit_time": [
        {"cap": 0.05},
        {"cap": 0.02, "freq": "monthly"},
        {"cap": 1.0, "freq": "annual"},
        {"cap": 0.075, "freq": "semiannual"},
    ],
    "capital_release": [{"points": 1.0}, {"points": 0.5, "rwa": 14e12}, {"points": 1.0, "requirement": 0.12}],
    "contribution": [{"parts": (0.48, 0.22), "total": 0.3}],
    "exposure": [{"table": "SHARES"}],
    "chart": [
        {"series": ("ORDERS",), "window": "1Y"},
        {"series": ("SALES", "YIELD")},
        {"series": ("GOLD", "BONDS"), "window": "1Y"},
        {"series": ("F_GOLD", "F_BONDS")},
    ],
    "spac_fee": [{}, {"cost": 3.0}, {"cost": 30.0, "per": 100.0}],
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

    assert {re.sub(r"(_\d+)+$", "", part.name) for part in figure.walk()} <= set(all_tools()[name].figures)


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
def test_every_path_down_a_figure_ends_in_observations_or_in_what_was_given(name, call):
    """A statistic may be made of a figure beside it, which then is."""
    figure = all_tools()[name](desk(), **call)

    for part in figure.walk():
        assert ends(part, figure), part.name


def ends(part, whole, seen=()):
    below = [each for inner in part.walk() for each in inner.inputs]
    if any(each.kind == "given" or (each.kind == "observations" and each.rows) for each in below):
        return True
    made_of = {(each.name, each.series) for each in below if each.kind == "figure"} - {*seen}
    return any(ends(other, whole, (*seen, *made_of)) for other in whole.walk() if (other.name, other.series) in made_of)


@pytest.mark.parametrize(("name", "call"), TRIED)
def test_a_figure_is_as_of_the_last_day_it_used(name, call):
    figure = all_tools()[name](desk(), **call)

    days = [each.last for part in figure.walk() for each in part.inputs if each.kind == "observations"]
    assert figure.as_of == max(days, default=TODAY)


@pytest.mark.parametrize(("name", "call"), TRIED)
def test_the_same_question_has_the_same_figure(name, call):
    assert all_tools()[name](desk(), **call) == all_tools()[name](desk(), **call)
