"""The ``@tool`` mark: a function becomes something a plan can call, with the words that call for it."""

import inspect
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, NewType, get_args, get_origin, get_type_hints

from footnote.answer import Figure
from footnote.plugins import modules_in
from tools.data import Data

SeriesId = NewType("SeriesId", str)
SeriesIds = NewType("SeriesIds", tuple[str, ...])
Instruments = NewType("Instruments", tuple[str, ...])
BasketId = NewType("BasketId", str)
BoardId = NewType("BoardId", str)
At = NewType("At", str)
Period = NewType("Period", str)
WindowText = NewType("WindowText", str)
Day = NewType("Day", str)
FirstDay = NewType("FirstDay", str)
"""The day or period with which a sum begins; a change begins with the value before."""
Year = NewType("Year", int)
Benchmark = NewType("Benchmark", str)
TableId = NewType("TableId", str)
Fraction = NewType("Fraction", float)
Fractions = NewType("Fractions", tuple[float, ...])
Several = NewType("Several", tuple[str, ...])
Points = NewType("Points", float)
Amount = NewType("Amount", float)
Regressor = NewType("Regressor", str)
Explained = NewType("Explained", str)
Level = NewType("Level", float)
Lead = NewType("Lead", str)
LeftOut = NewType("LeftOut", int)
NAMES = (SeriesId, SeriesIds, Several, Instruments, BasketId, BoardId, TableId, Regressor, Explained)
"""Kinds of argument that a name in the question fills."""
NUMBERS = (Points, Fraction, Fractions, Amount, Level, Lead, LeftOut)
"""Kinds that a number in it fills."""
TIMES = (At, Period, WindowText, Day, FirstDay, Year)
"""Kinds that its time fills."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tool:
    """A tool: its function, its arguments by name, and the words in either language that ask for it."""

    name: str
    run: Callable[..., Figure]
    arguments: dict[str, Any]
    required: tuple[str, ...]
    cues: "re.Pattern[str]"
    only: "re.Pattern[str] | None"
    weight: int
    picks: "dict[str, re.Pattern[str]]"
    near: "dict[str, re.Pattern[str]]"
    about: "re.Pattern[str] | None"
    figures: dict[str, str]

    @property
    def doc(self) -> str:
        """The docstring, for people and for a model."""
        return inspect.getdoc(self.run) or ""

    @property
    def patterns(self) -> "tuple[re.Pattern[str], ...]":
        """Everything in a question that this tool understands."""
        return (self.cues, *self.picks.values(), *((self.only,) if self.only else ()))

    @property
    def choices(self) -> dict[str, tuple[str, ...]]:
        """Arguments that take one of a few words."""
        return {name: get_args(kind) for name, kind in self.arguments.items() if get_origin(kind) is Literal}

    @property
    def is_free(self) -> bool:
        """Whether it needs no name: it works on numbers that are stated, or on what desk.toml names under [use]."""
        return not any(kind in NAMES for kind in self.arguments.values())

    @property
    def is_timeless(self) -> bool:
        """Whether it takes no time at all."""
        return not any(kind in TIMES for kind in self.arguments.values())

    def __call__(self, data: Data, **arguments: Any) -> Figure:
        return self.run(data, **arguments)


_marked: dict[str, Tool] = {}


def tool(
    *,
    cues: str,
    figures: dict[str, str],
    only: str | None = None,
    weight: int = 1,
    picks: dict[str, str] | None = None,
    near: dict[str, str] | None = None,
    about: str | None = None,
) -> Callable[[Callable[..., Figure]], Callable[..., Figure]]:
    """Registers a function of ``(data, ...) -> Figure``.

    *cues* is a pattern over the normalised question (lower case, Simplified script). *only* marks words so plain that
    they count for this tool only when no other tool is called for. Where several tools are called for, the greatest
    *weight* is tried first. *picks* gives, for a value of a Literal argument, the pattern that asks for it, *near*, for
    an argument that is a number, what stands beside it. *about* are words of the tool's subject, which say nothing more
    once it is called for. *figures* names what comes back, with a word on each.
    """

    def mark(function: Callable[..., Figure]) -> Callable[..., Figure]:
        hints = {name: kind for name, kind in get_type_hints(function).items() if name not in ("data", "return")}
        signature = inspect.signature(function).parameters
        required = tuple(name for name in hints if signature[name].default is inspect.Parameter.empty)
        _marked[function.__name__] = Tool(
            name=function.__name__,
            run=function,
            arguments={name: _bare(kind) for name, kind in hints.items()},
            required=required,
            cues=re.compile(cues),
            only=re.compile(only) if only else None,
            weight=weight,
            picks={value: re.compile(pattern) for value, pattern in (picks or {}).items()},
            near={name: re.compile(pattern) for name, pattern in (near or {}).items()},
            about=re.compile(about) if about else None,
            figures=figures,
        )
        return function

    return mark


def _bare(kind: Any) -> Any:
    """The type without its ``| None``."""
    inner = [part for part in get_args(kind) if part is not type(None)]
    return inner[0] if len(inner) == 1 and get_origin(kind) is not Literal else kind


@cache
def all_tools() -> dict[str, Tool]:
    """Every tool of the package by name, found by looking."""
    import tools

    modules_in(tools)
    return dict(sorted(_marked.items()))
