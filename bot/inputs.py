"""What the workings say of an input that is no series, of a statistic, and of what they leave out."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import groupby
from typing import Any

from bot import shown
from footnote.spelling import spell
from footnote.text import Language, Text
from tools.units import CURRENCIES, NAMES, Unit

NOTHING = "–"
YEARS = frozenset({"year", "without", "first", "last", "first_at_or_above"})
"""Names under which a whole number is a calendar year."""
OWN = "the unit of its figure"
UNITS = {
    **dict.fromkeys(("low", "high", "median", "benchmark", "excess", "excess_median", "per"), OWN),
    **dict.fromkeys(("share_negative", "share_below", "threshold", "cap"), "percent"),
}
"""What a statistic counts, where that is known."""
FIGURES = {"slope": 3}
"""Of how many figures a statistic is shown; of any other four."""
DECIMALS = {"r2": 2, "t": 2, "r": 2, "best": 2}
MOST_REFERRED = 3
"""Figures of one name that are listed one by one."""
YES_OR_NO = {True: Text("yes", "是"), False: Text("no", "否")}
Input = Mapping[str, Any]


def stated(item: Input, language: Language) -> str:
    """Kind, name, value and unit of a number that was given or assumed, or that another figure or a quote bears."""
    kind = shown.kind(item["kind"]).to(language)
    colon = "：" if language == "zh" else ": "
    return f"{kind}{colon}{item['name']} = {spelled(item['value'], language, item['name'])}{unit(item, language)}"


def referred(figure: Mapping[str, Any], language: Language) -> Iterator[str]:
    """The figures that *figure* is computed from and that do not stand beneath it: name, series and value of each."""
    beneath = {(part["name"], part["series"]) for part in figure["parts"]}
    around = [
        item
        for item in figure["inputs"]
        if item["kind"] == "figure" and item["value"] is not None and (item["name"], item["series"]) not in beneath
    ]
    kind, colon = shown.kind("figure").to(language), "：" if language == "zh" else ": "
    for name, run in groupby(around, key=lambda item: item["name"]):
        alike = list(run)
        if len(alike) > MOST_REFERRED:
            yield f"{kind}{colon}{name}{_times(len(alike)).to(language)}"
            continue
        for item in alike:
            series = Text(f" ({item['series']})", f"（{item['series']}）").to(language) if item["series"] else ""
            yield f"{kind}{colon}{name}{series} = {_valued(item, language)}"


def _times(number: int) -> Text:
    """So many figures of one name."""
    return Text(f", {number:,} of them", f"，共 {number:,} 个")


def _valued(item: Input, language: Language) -> str:
    """A figure's value, rounded as an answer rounds it."""
    name, value = str(item.get("unit") or ""), item["value"]
    if name in NAMES | CURRENCIES and isinstance(value, int | float):
        return spell(value, name, language)
    return spelled(value, language, item["name"])


def unit(item: Input, language: Language) -> str:
    """The unit of an input behind a blank; nothing where it has none."""
    name = str(item.get("unit") or "")
    words = Unit(name).words.to(language) if name in NAMES | CURRENCIES else name
    return f" {words}" if words else ""


def spelled(value: Any, language: Language, name: str = "") -> str:
    """A number, a day, a word or a yes; a year, as the *name* tells, without a mark for its thousands."""
    if isinstance(value, bool):
        return YES_OR_NO[value].to(language)
    if name in YEARS and isinstance(value, int | float):
        return f"{value:.0f}"
    return shown.number(value) if isinstance(value, int | float) else NOTHING if value is None else str(value)


def statistics(figure: Mapping[str, Any], language: Language) -> list[str]:
    """Each statistic behind its name."""
    return [
        f"{shown.stat(name).to(language)} {_stat(name, value, figure['unit'], language)}"
        for name, value in figure["stats"].items()
    ]


def _stat(name: str, value: Any, unit: str, language: Language) -> str:
    """The value of a statistic, rounded for reading; a vintage in words. All its digits are in the export."""
    if name == "vintage" and isinstance(value, str):
        return shown.vintage(value).to(language)
    if not isinstance(value, float):
        return spelled(value, language, name)
    known = unit if UNITS.get(name) == OWN else UNITS.get(name, "")
    if known in NAMES | CURRENCIES:
        return spell(value, known, language)
    if name in DECIMALS:
        return f"{value:,.{DECIMALS[name]}f}"
    return f"{Decimal(f'{value:.{FIGURES.get(name, 4)}g}'):,f}"


def earlier(number: int) -> Text:
    """Observations that are not shown."""
    are = "is" if number == 1 else "are"
    return Text(f"{number:,} before {are} not shown", f"之前另有 {number:,} 个未列出")


def how_to_export(id: str) -> Text:
    """How to have all that is not shown."""
    command = f"footnote show {id} --export workings.xlsx"
    return Text(f"All observations, in a terminal: {command}", f"全部观测值，请在终端运行：{command}")
