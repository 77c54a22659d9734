"""How the numbers that an asker stated fill a tool's arguments."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from bot import words
from bot.stated import Grown, Stated, is_fall
from footnote.errors import AskError
from footnote.text import same
from tools.registry import Fraction, Fractions, LeftOut, Level, Points, Tool

LOWER = re.compile(
    r"(?:\b(?:falls?|fell|drops?|cuts?|lower(?:ed|s)?|down|reduced?|reduction|eases?|eased|by|of)|下降|降低|下调|调低|减少?|放松|下跌|跌|降)"
    r"(?: by| of)? ?$"
)
SHARE_BEHIND = re.compile(r" ?(?:of|share|weight)\b|的?(?:占比|份额|权重)")
SHARE_BEFORE = re.compile(r"\b(?:shares?|weights?)(?: (?:is|of|at|was))* ?$|(?:占比?|份额|权重)[^,，。;；]{0,6}$")
"""What makes of a percentage a share, where growth rates are wanted."""
MOST_PARTS = 3
"""Growth rates of which the middle one can only be that of the whole."""


def filled(tool: Tool, text: str, numbers: Sequence[Stated], *, grows: bool = False) -> dict[str, Any]:
    """The tool's arguments that *numbers* of *text* fill; *grows* says that a growth is a level of what it explains by.

    An argument for which the tool says what stands near it takes no other number; the rest take what is left, in order.
    AskError where several years are to be left out.
    """
    found = _placed(tool, text, _no_facts(tool, text, numbers), grows=grows)
    for name, value in found.items():
        if tool.arguments[name] is LeftOut and isinstance(value, tuple):
            raise _one_year(text, next(each for each in numbers if each.value == value))
    return found


def left(tool: Tool, text: str, numbers: Sequence[Stated], *, grows: bool = False) -> list[Stated]:
    """Those of *numbers* that no argument takes."""
    rest = _no_facts(tool, text, numbers)
    _placed(tool, text, rest, grows=grows)
    return rest


def _no_facts(tool: Tool, text: str, numbers: Sequence[Stated]) -> list[Stated]:
    """*numbers* without those that are of the tool's subject, as "95% interval" is where it gives one."""
    return [each for each in numbers if not is_fact(tool, text, each.start, each.end)]


def is_fact(tool: Tool, text: str, start: int, end: int) -> bool:
    """Whether a number of *text* stands within words of the tool's subject."""
    spans = [found.span() for found in tool.about.finditer(text)] if tool.about else []
    return any(begun <= start and end <= ended for begun, ended in spans)


def _placed(tool: Tool, text: str, rest: list[Stated], *, grows: bool) -> dict[str, Any]:
    """The arguments that *rest* fills, which is left with what none of them takes."""
    numbers, found = tuple(rest), _parts(tool, text, rest)
    for name in sorted(tool.arguments, key=lambda name: name not in tool.near):
        kind = tool.arguments[name]
        fits = [each for each in rest if each.kind is kind or (grows and kind is Level and each.kind is Grown)]
        if name in tool.near:
            fits = _near(tool.near[name], text, numbers, fits)
        if name not in found and fits:
            found[name] = fits[0].value
            rest.remove(fits[0])
        elif kind is Points and (lowered := _lowered(text, rest)):
            found[name] = round(100 * lowered.value, 10)
            rest.remove(lowered)
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
    signed = [_signed(text, each) for each in left]
    rates = [each for each in signed if each.kind is Fraction and not _is_share(text, each)]
    if not names or not wholes or len(rates) < MOST_PARTS:
        return {}
    told = _near(tool.near[wholes[0]], text, signed, rates) if wholes[0] in tool.near else []
    whole = told[0] if len(told) == 1 else sorted(rates, key=lambda each: each.value)[len(rates) // 2]
    parts = [each.value for each in rates if each is not whole]
    taken = {each.start for each in rates}
    left[:] = [each for each in left if each.start not in taken]
    return {names[0]: parts, wholes[0]: whole.value}


def _signed(text: str, rate: Stated) -> Stated:
    """The rate, below zero where the words beside it say that something falls by it."""
    falls = rate.kind is Fraction and rate.value > 0 and is_fall(text, rate)
    return replace(rate, value=-rate.value) if falls else rate


def _is_share(text: str, rate: Stated) -> bool:
    """Whether the percentage is how much of something there is, and no growth."""
    return bool(SHARE_BEHIND.match(text, rate.end) or SHARE_BEFORE.search(text[: rate.start]))


def _one_year(text: str, years: Stated) -> AskError:
    """Several years that are to be left out, with the same question for each of them."""
    said, first = text[years.start : years.end], years.value[0]
    kept = re.match(r"\D*", said)
    begun = kept[0] if kept else ""
    offers = tuple(same(f"{text[: years.start]}{begun}{year}{text[years.end :]}") for year in years.value)
    return AskError(words.one_year(said, first), choices=offers)
