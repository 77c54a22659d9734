"""The worked examples of docs/methods.md: what is given, what is asked, and what comes out, each in a line.

given  GOLD (USD, D, price): 2024-12-31 200; 2025-12-31 230     values by day
given  A (index, M) to 2026-01: 10x4 8 6                        values of consecutive periods, 10 four times
given  MIX = composite of A, B                                  or = portfolio of A 0.6, B 0.4, every M
deal   AAA closed 2024-06-03 cost 3 proceeds 10                 a row of the list DEALS
print  A 2026-01 on 2026-02-10: 101                             a value as it was published on a day
row    bonds 12                                                 of the table SHARES, in percent
use    capital_release risk_weight=0.5                          what the desk names for a tool
ask    change series=A window=1Y                                a tool, or maths.growth 200 230
get    change 15; start:A 200                                   names of figures, or of statistics of the first
"""

import re
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import pandas as pd
from fakes import Told, data_of, portfolio, spec

from footnote.answer import Figure
from footnote.text import Text
from tools import maths, regression
from tools.catalogue import Events, Table
from tools.periods import PANDAS
from tools.reading import Prints
from tools.registry import all_tools
from tools.units import Unit

PAGE = Path(__file__).parents[1] / "docs" / "methods.md"
BLOCK = re.compile(r"^```text\n(given|deal|row|use|ask)(.*?)^```", re.MULTILINE | re.DOTALL)
SERIES = re.compile(r"(\w+) \(([^)]*)\)(?: to (\S+))?: (.*)")


@dataclass
class Example:
    """One block of the page."""

    text: str
    title: str
    data: object = None
    values: dict = field(default_factory=dict)
    items: list = field(default_factory=list)
    deals: list = field(default_factory=list)
    rows: list = field(default_factory=list)
    prints: dict = field(default_factory=dict)
    use: dict = field(default_factory=dict)


def examples(page):
    """Every example, under the title of its section."""
    for section in re.split(r"^## ", page, flags=re.MULTILINE)[1:]:
        for block in BLOCK.finditer(section):
            yield Example(text=block[0].strip("`").removeprefix("text\n").strip(), title=section.partition("\n")[0])


def results(example):
    """What was printed and what comes out, name by name, for every ``ask``."""
    asked = None
    for line in example.text.splitlines():
        word, _, rest = line.partition(" ")
        if word == "ask":
            asked = _asked(example, rest.strip())
        elif word == "get":
            yield from _got(asked, rest.strip())
        else:
            READ[word](example, rest.strip())


# ---------------------------------------------------------------- what is given


def _given(example, said):
    if " = " in said:
        return _made(example, *said.split(" = ", 1))
    id, known, last, values = SERIES.fullmatch(said).groups()
    unit, freq, *more = (part.strip() for part in known.split(","))
    more = {"lag": 0} | ({"kind": more.pop(0)} if more and "=" not in more[0] else {}) | _pairs(more)
    example.items.append(spec(id, unit=unit, freq=freq, **more))
    example.values[id] = _consecutive(values, last, freq) if last else _dated(values)
    return None


def _consecutive(values, last, freq):
    numbers = []
    for each in values.split():
        times, _, value = each.rpartition("x")
        numbers += [float(value)] * int(times or 1)
    if freq == "D":
        return pd.Series(numbers, index=pd.bdate_range(end=last, periods=len(numbers)))
    return pd.Series(numbers, index=pd.period_range(end=last, periods=len(numbers), freq=PANDAS[freq]).to_timestamp())


def _dated(values):
    found = dict(each.split() for each in values.split(";"))
    return pd.Series([float(value) for value in found.values()], index=pd.DatetimeIndex(list(found)))


def _made(example, id, said):
    kind, _, rest = said.partition(" of ")
    if kind == "composite":
        parts = tuple(part.strip() for part in rest.split(","))
        freq = next(item.freq for item in example.items if item.id == parts[0].partition(":")[0])
        made_of = {"parts": parts, "sources": ()}
        example.items.append(spec(id, unit="standard deviation", freq=freq, lag=0, kind="survey", **made_of))
    else:
        *members, every = (part.strip() for part in rest.split(","))
        weights = {member: float(weight) for member, weight in (each.split() for each in members)}
        example.items.append(portfolio(id, weights, rebalance=every.removeprefix("every ")))


def _deal(example, said):
    name, *rest = said.split()
    example.deals.append({"id": name} | dict(zip(rest[::2], rest[1::2], strict=True)))


def _row(example, said):
    name, _, value = said.rpartition(" ")
    example.rows.append({"row": name.strip(), "value": float(value)})


def _print(example, said):
    id, period, known, value = re.fullmatch(r"(\w+) (\S+) on (\S+): (\S+)", said).groups()
    row = {"date": pd.Timestamp(period), "known": pd.Timestamp(known), "value": float(value)}
    example.prints.setdefault(id, []).append(row)


def _use(example, said):
    tool, *rest = said.split()
    found = _pairs(rest)
    many = {name: value.strip("[]").split(",") for name, value in found.items() if str(value).startswith("[")}
    example.use[tool] = found | many


def _pairs(words):
    found = dict(word.split("=", 1) for word in words)
    return {name: _plain(value) for name, value in found.items()}


def _plain(value):
    try:
        return float(value)
    except ValueError:
        return {"true": True, "false": False}.get(value, value)


READ = {"given": _given, "deal": _deal, "row": _row, "print": _print, "use": _use}


class Held(Told):
    """A source that holds what an example gives."""

    def __init__(self, example, read):
        super().__init__(read)
        self.example = example

    def events(self, item, name):
        parts = {part: [deal.get(part) for deal in self.example.deals] for part in ("announced", "closed")}
        days = {part: pd.to_datetime(pd.Series(each, dtype="object")) for part, each in parts.items()}
        amounts = {
            part: [float(deal.get(part, "nan")) for deal in self.example.deals]
            for part in ("value", "proceeds", "cash", "cost")
        }
        return pd.DataFrame({"id": [deal["id"] for deal in self.example.deals], **days, **amounts})

    def table(self, item, name):
        return pd.DataFrame(self.example.rows)

    def prints(self, wanted, first, last):
        rows = pd.DataFrame(self.example.prints[wanted.series.id])
        return Prints(rows=rows.sort_values(["date", "known"], ignore_index=True), source="file:printed")


def _desk(example):
    """The data of an example."""
    items, use = list(example.items), dict(example.use)
    if example.deals:
        held = {key for deal in example.deals for key in deal}
        parts = {part: part if part in held else None for part in ("announced", "closed", *AMOUNTS)}
        names = {deal["id"]: deal["id"] for deal in example.deals if deal["id"] in example.values}
        known = {"title": Text("Deals", "交易"), "sources": ("file:DEALS",), "key": "id", "prices": names}
        items.append(Events(id="DEALS", unit=Unit.parse("USD"), **known, **parts))
    if example.rows:
        known = {"title": Text("Shares", "份额"), "sources": ("file:SHARES",), "row": "row", "value": "value"}
        items.append(Table(id="SHARES", unit=Unit.parse("percent"), as_of=date(2026, 1, 31), **known))
    data = data_of(example.values, *items, use=use)
    return replace(data, sources={"file": Held(example, data.sources["file"].read)})


AMOUNTS = ("value", "proceeds", "cash", "cost")

# ---------------------------------------------------------------- what is asked, and what comes out


def _asked(example, said):
    name, *rest = re.findall(r"\[[^\]]*\]|\S+", said)
    if "." in name:
        module, _, function = name.partition(".")
        return getattr(ARITHMETIC[module], function)(*map(_argument, rest))
    tool = all_tools()[name]
    typed = dict(each.split("=", 1) for each in rest)
    arguments = {each: _typed(tool.arguments[each], value) for each, value in typed.items()}
    return tool(_desk(example), **arguments)


ARITHMETIC = {"maths": maths, "regression": regression}


def _argument(said):
    if said.startswith("["):
        return pd.Series([float(each) for each in said.strip("[]").split()])
    return _plain(said)


def _typed(kind, value):
    """An argument as its tool takes it."""
    takes = str(getattr(kind, "__supertype__", str))
    if takes.startswith("tuple"):
        return tuple(float(each) if "float" in takes else each for each in value.split(","))
    return {"<class 'float'>": float, "<class 'int'>": int}.get(takes, str)(value)


def _got(asked, said):
    """Name, what is printed, what came out."""
    for each in said.split(";"):
        *name, printed = each.split()
        if not name:
            yield "", printed, asked
        else:
            yield name[0], printed, _named(asked, name[0], is_day="-" in printed[1:])


def _named(figure, name, *, is_day=False):
    """The value of the one figure of that name, and of that series where one is written; or a statistic, or a day."""
    if not isinstance(figure, Figure):
        return figure[("low", "high").index(name)] if isinstance(figure, tuple) else getattr(figure, name)
    name, _, series = name.partition(":")
    found = [each.value for each in figure.walk() if each.name == name and series in ("", each.series)]
    if not found or is_day:
        return figure.stats[name]
    (value,) = set(found)
    return value


def agree(printed, value):
    """Whether a number is what is printed, as far as its decimals go; a word or a day as it stands."""
    if not re.fullmatch(r"-?[\d.]+", printed):
        return printed == str(value)
    decimals = len(printed.partition(".")[2])
    return abs(float(printed) - float(value)) <= 0.5 * 10**-decimals * (1 + 1e-9)
