"""How the numbers that an asker stated fill a tool's arguments."""

import re
from collections.abc import Sequence
from typing import Any

from bot.stated import Stated
from tools.registry import Fraction, Fractions, Points, Tool

LOWER = re.compile(
    r"(?:\b(?:falls?|fell|drops?|cuts?|lower(?:ed|s)?|down|reduced?|reduction|eases?|eased|by|of)|下降|降低|下调|调低|减少?|放松|降)"
    r"(?: by| of)? ?$"
)
MOST_PARTS = 3
"""Growth rates of which the middle one can only be that of the whole."""


def filled(tool: Tool, text: str, numbers: Sequence[Stated]) -> dict[str, Any]:
    """The tool's arguments that *numbers* of *text* fill.

    An argument for which the tool says what stands near it takes no other number; the rest take what is left, in order.
    """
    left = list(numbers)
    found = _parts(tool, text, left)
    for name in sorted(tool.arguments, key=lambda name: name not in tool.near):
        fits = [each for each in left if each.kind is tool.arguments[name]]
        if name in tool.near:
            fits = _near(tool.near[name], text, numbers, fits)
        if name not in found and fits:
            found[name] = fits[0].value
            left.remove(fits[0])
        elif tool.arguments[name] is Points and (lowered := _lowered(text, left)):
            found[name] = round(100 * lowered.value, 10)
            left.remove(lowered)
    return found


def _near(pattern: "re.Pattern[str]", text: str, numbers: Sequence[Stated], fits: list[Stated]) -> list[Stated]:
    """Those of *fits* behind the words of *pattern*, or else before them, no other number between."""
    ends = [0, *(each.end for each in numbers)]
    starts = [*(each.start for each in numbers), len(text)]
    place = {each: number for number, each in enumerate(numbers)}
    behind = [each for each in fits if pattern.search(text[ends[place[each]] : each.start])]
    return behind or [each for each in fits if pattern.search(text[each.end : starts[place[each] + 1]])]


def _lowered(text: str, numbers: list[Stated]) -> Stated | None:
    """A percentage by which something is lowered: of a percentage, percent are points."""
    percents = (each for each in numbers if each.kind is Fraction)
    return next((each for each in percents if LOWER.search(text[: each.start])), None)


def _parts(tool: Tool, text: str, left: list[Stated]) -> dict[str, Any]:
    """Growth rates of parts and of their whole, which is named as such, or lies between the others."""
    names = [name for name, kind in tool.arguments.items() if kind is Fractions]
    wholes = [name for name, kind in tool.arguments.items() if kind is Fraction]
    rates = [each for each in left if each.kind is Fraction]
    if not names or not wholes or len(rates) < MOST_PARTS:
        return {}
    told = _near(tool.near[wholes[0]], text, left, rates) if wholes[0] in tool.near else []
    whole = told[0] if len(told) == 1 else sorted(rates, key=lambda each: each.value)[len(rates) // 2]
    parts = [each.value for each in rates if each is not whole]
    for each in rates:
        left.remove(each)
    return {names[0]: parts, wholes[0]: whole.value}
