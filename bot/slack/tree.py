"""A figure and all it is made of, as blocks: label and value, formula, inputs down to the last observations."""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from bot import shown
from bot.slack import block_kit as kit
from bot.slack.block_kit import Block
from bot.slack.paging import Group, Line, contexts, rich_texts
from bot.slack.plain import WARNING
from footnote.text import Language, Text
from tools.units import CURRENCIES, NAMES, Unit

LAST_OBSERVATIONS = 5
DEEPEST = 8
INDENT = "\u2003"
AS_OF = Text("as of", "截至")
YES_OR_NO = {True: Text("yes", "是"), False: Text("no", "否")}
Figure = Mapping[str, Any]
Input = Mapping[str, Any]


def tree(figure: Figure, language: Language, depth: int = 0) -> Iterator[Group]:
    """The blocks of the figure, then those of each part, a step further in."""
    yield [*rich_texts(_said(figure, language, depth), _wrapped(depth)), *contexts(_grey(figure, language, depth))]
    for part in figure["parts"]:
        yield from tree(part, language, depth + 1)


def _wrapped(depth: int) -> Any:
    """How a line of that depth is laid out."""
    return partial(_bullet, indent=min(depth - 1, DEEPEST)) if depth else kit.line


def _bullet(*elements: Block, indent: int) -> Block:
    return kit.bullets([kit.line(*elements)], indent=indent)


def _said(figure: Figure, language: Language, depth: int) -> Iterator[Line]:
    """Label and value, formula, numbers that no series gave, caveats."""
    name = [kit.text(figure["name"], code=True), kit.text(": ")] if depth and not figure["series"] else []
    value = [kit.text(" = "), kit.text(figure["text"], bold=True)] if figure["text"] else []
    yield [*name, kit.text(figure["label"], bold=True), *value]
    yield [kit.text(figure["formula"], code=True)]
    for item in figure["inputs"]:
        if item["kind"] != "observations" and not (item["kind"] == "figure" and figure["parts"]):
            yield [kit.text(named(item, language))]
    for caveat in figure["caveats"]:
        yield [kit.text(f"{WARNING} {caveat}")]


def named(item: Input, language: Language) -> str:
    """An input that is no series: its kind, name, value and unit."""
    kind = shown.kind(item["kind"]).to(language)
    unit = f" {_unit(item, language)}" if item.get("unit") else ""
    colon = "：" if language == "zh" else ": "
    return f"{kind}{colon}{item['name']} = {_spelled(item['value'], language)}{unit}"


def _grey(figure: Figure, language: Language, depth: int) -> Iterator[str]:
    """Day and statistics; for each series where it came from, and its last observations."""
    stats = (f"{shown.stat(name).to(language)} {_spelled(value, language)}" for name, value in figure["stats"].items())
    yield INDENT * depth + " · ".join([f"{AS_OF.to(language)} {figure['as_of']}", *stats])
    for item in figure["inputs"]:
        if item["kind"] == "observations":
            yield from (INDENT * depth + line for line in _series(item, language))


def _series(item: Input, language: Language) -> Iterator[str]:
    """Where a series came from with its last observations; of a composite then the same of each part."""
    yield shown.series(item).to(language)
    yield from _observations(item, language)
    for part in item.get("made_of", []):
        yield from (INDENT + line for line in _series(part, language))


def _observations(item: Input, language: Language) -> Iterator[str]:
    """The last of them, with their days."""
    rows = item.get("observations") or []
    told = " · ".join(f"{day} {_spelled(value, language)}" for day, value in rows[-LAST_OBSERVATIONS:])
    unit = f" ({_unit(item, language)})" if item.get("unit") else ""
    if told:
        yield f"{'… ' if len(rows) > LAST_OBSERVATIONS else ''}{told}{unit}"


def _unit(item: Input, language: Language) -> str:
    name = str(item["unit"])
    return Unit(name).words.to(language) if name in NAMES | CURRENCIES else name


def _spelled(value: Any, language: Language) -> str:
    """A number, a day, a word or a yes."""
    if isinstance(value, bool):
        return YES_OR_NO[value].to(language)
    return shown.number(value) if isinstance(value, int | float) else kit.NOTHING if value is None else str(value)
