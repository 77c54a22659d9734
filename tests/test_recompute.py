"""An exported file is enough: each figure of each tool is computed anew from what the file holds, and agrees."""

import json
import re
from dataclasses import replace

import pandas as pd
import pytest
import recompute_samples as samples
import spac_deals
from exported import SUFFIXES, File
from fakes import NAN, TODAY, basket, daily, data_of, monthly, quarterly, spec
from recompute import RULES, TABLE, rule
from spac_deals import path
from test_registry import CALLS, DEALS, Printed, deals, desk

from bot.document import document
from bot.export import export
from footnote.answer import Answer
from tools.registry import all_tools

TRIED = [(name, place) for name, calls in CALLS.items() for place in range(len(calls))]
NEAR = 1e-9
FLAT = {"lag": 0}


def other_desk():
    """Series of other units and frequencies, composites, holes and blanks: what the registry's desk lacks."""
    holed = daily([100 * 1.01 ** (n % 7) for n in range(120)])
    values = {
        "JOBS": monthly([150e6 + 1000 * (n + n % 3) for n in range(60)]),
        "WAVE": monthly([50 + n % 7 + n % 3 for n in range(60)]),
        "OUTPUT": monthly([100 + n + n % 5 for n in range(60)]),
        "CLAIMS": pd.Series(
            [200.0 + n % 9 for n in range(200)], index=pd.date_range(end="2026-02-14", periods=200, freq="W-SAT")
        ),
        "GDP": quarterly([100 * 1.005**n + n % 4 for n in range(60)]),
        "ORDERS": monthly([50 + n % 11 + n % 4 for n in range(180)], last="2025-12"),
        "RATE": daily([3 + (n % 40) / 50 for n in range(1500)]),
        "HELD": daily([100 + (n % 30) - (n % 17) for n in range(1500)]),
        "HOLED": holed.drop(holed.index[40:80]),
        "RWA": monthly([14e12, 14.2e12]),
        "EXCESS": monthly([0.031, 0.034]),
        "REQUIRED": monthly([0.12, 0.14, 0.13]),
        "EXPECTED": quarterly([2.0, 2.1]),
        "INTO": monthly([3, 5, 4] * 12),
        "OUT_OF": monthly([-1, -2, -1] * 12),
        "HELD_BY_A": monthly([100] * 40),
        "HELD_BY_B": monthly([50] * 40),
        "USREC": monthly([0, 1, 1, 0] * 10),
    }
    flow, stock = {"unit": "USD mn", "kind": "flow", **FLAT}, {"unit": "USD mn", "kind": "stock", **FLAT}
    percent = {"unit": "percent", "kind": "rate", **FLAT}
    mix = {"unit": "standard deviation", "kind": "survey", "sources": (), **FLAT}
    row = {"x": "ORDERS:qmean", "y": "GDP:saar"}
    data = data_of(
        values,
        spec("JOBS", unit="persons", kind="hard", **FLAT),
        spec("WAVE", unit="diffusion index", kind="survey", **FLAT),
        spec("OUTPUT", kind="hard", **FLAT),
        spec("CLAIMS", unit="persons", kind="hard", freq="W", lag=3),
        spec("GDP", unit="USD bn", kind="hard", freq="Q", adjust="SAAR", **FLAT),
        spec("ORDERS", unit="diffusion index", kind="survey", **FLAT),
        spec("RATE", freq="D", **percent),
        spec("HELD", unit="USD", kind="price", freq="D", **FLAT),
        spec("HOLED", unit="USD", kind="price", freq="D", calendar="daily", **FLAT),
        spec("RWA", unit="USD", kind="stock", **FLAT),
        spec("EXCESS", unit="ratio", kind="stock", **FLAT),
        spec("REQUIRED", unit="ratio", kind="rate", **FLAT),
        spec("EXPECTED", freq="Q", **percent),
        spec("MIX", parts=("WAVE", "OUTPUT:log12"), **mix),
        spec("INTO", **flow),
        spec("OUT_OF", **flow),
        spec("HELD_BY_A", **stock),
        spec("HELD_BY_B", **stock),
        spec("USREC", **FLAT),
        replace(basket("A", flows=("INTO",)), assets=("HELD_BY_A",)),
        replace(basket("B", flows=("OUT_OF",)), assets=("HELD_BY_B", "HELD_BY_A")),
        replace(DEALS, prices={}, proceeds=None),
        use={
            "capital_release": {"rwa": "RWA", "excess": "EXCESS", "requirement": "REQUIRED"},
            "implied": [{**row, "consensus": "EXPECTED"}],
        },
    )
    return replace(data, sources={"file": Without(data.sources["file"])})


class Without(Printed):
    """A list of deals in which the cash of one is blank, and what was raised is not told; each print twice over."""

    def prints(self, wanted, first, last):
        found = super().prints(wanted, first, last)
        again = found.rows.assign(known=found.rows["known"] + pd.Timedelta(days=3), value=0.97 * found.rows["value"])
        return replace(found, rows=pd.concat([found.rows, again]))

    def events(self, item, name):
        return deals().assign(cash=[7.0, NAN, NAN], proceeds=None)


MORE = {
    "latest": [{"series": "MIX"}, {"series": "MIX", "at": "2025-06"}],
    "change": [
        {"series": "JOBS", "window": "1Y"},
        {"series": "MIX", "window": "1Y"},
        {"series": "MIX", "start": "2024-06", "end": "2025-06"},
    ],
    "since_when": [{"series": "MIX", "kind": "highest"}, {"series": "MIX", "kind": "lowest", "at": "2025-10"}],
    "compare": [{"series": ("JOBS", "OUTPUT"), "window": "1Y"}],
    "zscore": [{"series": "MIX"}, {"series": "CLAIMS"}, {"series": "RATE", "window": "3Y"}, {"series": "GDP"}],
    "snapshot": [{"series": ("CLAIMS", "GDP", "MIX", "RATE")}],
    "next_release": [{"series": "CLAIMS"}, {"series": "GDP"}],
    "volatility": [{"series": "HOLED", "window": "10D", "threshold": 0.3}],
    "capital_release": [{"points": 1.0}],
    "spac_fee": [{}, {"per": 100.0}],
    "flow_gap": [{"a": "A", "b": "B", "window": "3Y"}],
    "revisions": [{"series": "OUTPUT", "date": "2026-01"}],
    "chart": [{"series": ("WAVE", "OUTPUT"), "window": "2Y"}],
    "spac_returns": [{"window": "3M"}, {"benchmark": "SMALL", "window": "2Y"}],
    "correlate": [
        {"x": "WAVE", "y": "OUTPUT"},
        {"x": "ORDERS", "y": "GDP", "window": "10Y"},
        {"x": "RATE", "y": "HELD"},
        {"x": "CLAIMS", "y": "WAVE"},
    ],
    "implied": [
        {"x": "ORDERS", "y": "GDP"},
        {"x": "ORDERS", "y": "GDP", "at": 60.0, "without": 2020},
        {"x": "ORDERS", "y": "GDP", "lead": "6M", "window": "10Y"},
        {"x": "WAVE", "y": "OUTPUT"},
        {"x": "RATE", "y": "WAVE", "lead": "3M"},
        {"x": "CLAIMS", "y": "WAVE"},
        {"x": "MIX", "y": "WAVE"},
    ],
}
ASKED = [
    "Is consumer sentiment the highest since when?",
    "扩张类资产和停滞类资产过去十年资金流差多少",
    "return of 60/40 over 3 years",
    "us industry snapshot",
    "z-score of industrial momentum",
    "hard data versus surveys",
    "SPAC returns 3 months after the merger",
    "How often was bitcoin volatility above 100%?",
    "If memory grows 48% and the rest 22%, total 30%, what is the base share?",
    "how much bank capital is freed if requirements fall by 1 point?",
    "what did SPACs cost on average?",
    "rank of SPAC volume in 2025",
]
MORE_TRIED = [(name, place) for name, calls in MORE.items() for place in range(len(calls))]


def figures_of(name, place, *, more=False):
    if not more:
        return all_tools()[name](desk(), **CALLS[name][place])
    held = spacs() if name == "spac_returns" else other_desk()
    return all_tools()[name](held, **MORE[name][place])


def spacs():
    """Many deals, of which some stopped trading, beside an index and a benchmark."""
    names = [f"D{number}" for number in range(20)]
    prices = {name: path(10, 9 + n % 4, days=20 if n % 5 == 4 else 63) for n, name in enumerate(names)}
    years = {
        id: daily([100 + n * step + n % 9 for n in range(900)], last="2026-02-20")
        for id, step in (("index", 0.1), ("benchmark", 0.2))
    }
    return spac_deals.desk([spac_deals.deal(name, closed="2025-01-02") for name in names], prices, **years)


def exported(figure, tmp_path, suffix, change=lambda kept: kept):
    """The file of an answer of that one figure, read back; *change* may falsify the kept answer before."""
    known = {"id": "a7f3k2mq", "kind": "answer", "asked": "?", "language": "en", "as_of": TODAY, "headline": "H"}
    answer = Answer(**known, figures=(figure.keyed("f1"),))
    path = tmp_path / f"workings{suffix}"
    export(change(json.loads(json.dumps(document(answer, workings=True)))), path)
    return File(path)


def wrong(tool, file):
    """The figures whose value is not what their file makes it, and composites that their parts do not make."""
    found = {}
    for key, held in file.figures.items():
        again, stated = rule(tool, held.name), held.row.pop("value", None)
        if stated is None:
            assert again is TABLE or held.figures
        elif stated != pytest.approx(value := again(held), rel=NEAR, abs=1e-12):
            found[key, held.name] = (stated, value)
        held.row["value"] = stated
        for item in held.observed:
            if item.made_of:
                off = (samples.composed(item)[item.series.index] - item.series).abs().max()
                found |= {(key, held.name, item.row["series"]): off} if off > NEAR else {}
    return found


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize(("name", "place"), TRIED)
def test_the_file_alone_gives_every_figure(name, place, suffix, tmp_path):
    figure = figures_of(name, place)

    file = exported(figure, tmp_path, suffix)

    assert len(file.figures) == len(list(figure.walk()))
    assert wrong(name, file) == {}


@pytest.mark.parametrize(("name", "place"), MORE_TRIED)
def test_so_it_does_for_other_units_frequencies_and_composites(name, place, tmp_path):
    assert wrong(name, exported(figures_of(name, place, more=True), tmp_path, ".csv")) == {}


@pytest.mark.parametrize(("name", "place"), TRIED)
def test_every_input_that_is_a_figure_points_at_one_of_the_same_value(name, place, tmp_path):
    file = exported(figures_of(name, place), tmp_path, ".csv")

    for held in file.figures.values():
        for item in held.inputs:
            if item.kind == "figure":
                assert item.row.get("value") == file.figures[item.row["refers"]].value


@pytest.mark.parametrize(("name", "place"), TRIED)
def test_other_observations_give_other_figures(name, place, tmp_path):
    """The calculator reads what is in the file: with every observation changed, no figure made of them agrees."""
    file = exported(figures_of(name, place), tmp_path, ".csv", shaken)

    agreeing = {key for key, held in file.figures.items() if held.observed and held.value is not None}
    agreeing -= {key for key, *_ in wrong(name, file)}
    assert {file.figures[key].name for key in agreeing} <= COUNTS


COUNTS = {"n", "next_release", "chart_recessions"}
"""Figures that count observations, or read their days, and not their values."""


def shaken(kept):
    for each in walk(kept["figures"]):
        for place, item in enumerate(each["inputs"]):
            rows = item.get("observations", ())
            factors = (1.3 + 0.4 * ((7 * n + place) % 5) for n in range(len(rows)))
            item["observations"] = [[day, value * factor] for (day, value), factor in zip(rows, factors, strict=True)]
    return kept


def walk(figures):
    for each in figures:
        yield each
        yield from walk(each["parts"])


@pytest.mark.parametrize("text", ASKED)
def test_what_the_sample_desk_answers_is_computed_again(text, ask, tmp_path):
    """The whole way: asked in words, planned, computed from the desk's files, exported, read back."""
    answer = ask(text)
    export(json.loads(json.dumps(document(answer, workings=True))), tmp_path / "workings.csv")
    file = File(tmp_path / "workings.csv")

    assert len(answer.plan) == 1
    assert len(file.figures) > 1
    assert wrong(answer.plan[0].tool, file) == {}


def test_every_figure_of_every_tool_has_a_rule():
    """A tool that is added needs rules in recompute.py, or its file is not known to be enough."""
    announced = {(tool.name, name) for tool in all_tools().values() for name in tool.figures}

    assert {(tool, name) for tool, name in announced if name not in RULES.get(tool, {})} == set()
    assert RULES.keys() == all_tools().keys()


def test_every_rule_is_tried():
    figures = [(name, figures_of(name, place)) for name, place in TRIED]
    figures += [(name, figures_of(name, place, more=True)) for name, place in MORE_TRIED]

    tried = {(name, re.sub(r"(_\d+)+$", "", part.name)) for name, figure in figures for part in figure.walk()}
    assert {(tool, name) for tool, rules in RULES.items() for name in rules} - tried == set()
