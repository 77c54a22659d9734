"""Question, Figure, Input, Citation, Answer: what is passed around, frozen."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Literal

from footnote.errors import Reason
from footnote.spelling import spell, spell_period
from footnote.text import Language, Text

InputKind = Literal["observations", "figure", "given", "assumption", "quote"]
AnswerKind = Literal["answer", "ask", "refuse", "error"]
Stat = float | int | str | bool | date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What was asked, by whom, where, and as of which day (None: today).

    ``labels`` are those that everybody who will read the answer may see; None where only the asker reads it.
    """

    text: str
    user: str | None = None
    thread: str | None = None
    as_of: date | None = None
    labels: frozenset[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """Where a figure came from: observations, another figure, a given number, a named assumption, or a quote.

    ``names`` say what each of the ``rows`` is of, where the day alone does not tell: the deals of a list.
    """

    kind: InputKind
    name: str = ""
    value: float | str | None = None
    series: str | None = None
    source: str | None = None
    vintage: str | None = None
    first: date | None = None
    last: date | None = None
    count: int | None = None
    unit: str | None = None
    terms: str | None = None
    made_of: tuple["Input", ...] = ()
    rows: tuple[tuple[date, float], ...] = ()
    names: tuple[str, ...] = ()
    title: Text | None = None

    @classmethod
    def given(cls, name: str, value: float | str, unit: str = "") -> "Input":
        """A number the asker put into a tool."""
        return cls(kind="given", name=name, value=value, unit=unit or None)

    @classmethod
    def assumption(cls, name: str, value: float | str, unit: str = "") -> "Input":
        """A named default nobody asked for by name."""
        return cls(kind="assumption", name=name, value=value, unit=unit or None)

    @classmethod
    def figure(cls, part: "Figure") -> "Input":
        """Another figure, by its name and series."""
        return cls(kind="figure", name=part.name, value=part.value, series=part.series, unit=part.unit, last=part.as_of)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number that knows where it came from. ``value`` is in base units and unrounded; ``str()`` spells it.

    A figure whose parts are peers (a table) has no value of its own. ``title`` is what it is about, in a word or two.
    ``digits`` are the decimals it is published with, ``rounded`` those of an estimate that is shown with no more.
    NaN, infinity, and a value that comes from nowhere are refused.
    """

    name: str
    label: Text
    value: float | None
    unit: str
    as_of: date
    formula: str
    inputs: tuple[Input, ...] = ()
    parts: tuple["Figure", ...] = ()
    series: str | None = None
    stats: dict[str, Stat] = field(default_factory=dict)
    caveats: tuple[Text, ...] = ()
    title: Text | None = None
    freq: str = "D"
    signed: bool = False
    digits: int = 0
    rounded: int | None = None
    key: str = ""

    def __post_init__(self) -> None:
        if self.value is None:
            if not self.parts:
                raise ValueError(f"figure {self.name!r} has neither a value nor parts")
        elif not math.isfinite(self.value):
            raise ValueError(f"figure {self.name!r} is {self.value}, which is no number")
        elif not self.inputs:
            raise ValueError(f"figure {self.name!r} comes from nowhere: give it an input")

    def __str__(self) -> str:
        return self.spelled("en")

    def spelled(self, language: Language) -> str:
        """The value with its unit, rounded for reading; empty for a table."""
        if self.value is None:
            return ""
        return spell(self.value, self.unit, language, signed=self.signed, digits=self.digits, rounded=self.rounded)

    @property
    def period(self) -> Text:
        """The last period the figure used, in words."""
        return Text(spell_period(self.as_of, self.freq, "en"), spell_period(self.as_of, self.freq, "zh"))

    def walk(self) -> Iterator["Figure"]:
        """This figure and all it is made of, outermost first."""
        yield self
        for part in self.parts:
            yield from part.walk()

    def keyed(self, key: str) -> "Figure":
        """This figure named *key*, its parts ``key.1``, ``key.2`` and so on."""
        parts = tuple(part.keyed(f"{key}.{number}") for number, part in enumerate(self.parts, 1))
        return replace(self, key=key, parts=parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A span of a stored note; ``quote`` equals the note's text from ``start`` to ``end`` character for character."""

    note: str
    revision: str
    title: str
    institution: str | None
    date: date | None
    page: int
    start: int
    end: int
    quote: str
    cell: str | None = None
    key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One step of a plan: a tool and the arguments somebody typed."""

    tool: str
    arguments: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows for reading; ``figures`` names, row by row, the figures that carry the numbers."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    figures: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A picture: where the PNG lies, the words in its place, and the figures that carry its numbers."""

    path: str
    alt: str
    figures: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """How a question ended. Its words are in ``language``; every number in them is carried by a figure or a quote."""

    id: str
    kind: AnswerKind
    asked: str
    language: Language
    as_of: date
    headline: str
    text: str = ""
    reason: Reason | None = None
    label: str = "desk"
    model: str | None = None
    sample: bool = False
    plan: tuple[Call, ...] = ()
    reading: str = ""
    choices: tuple[str, ...] = ()
    caveats: tuple[str, ...] = ()
    figures: tuple[Figure, ...] = ()
    tables: tuple[Table, ...] = ()
    charts: tuple[Chart, ...] = ()
    citations: tuple[Citation, ...] = ()
    notes: tuple[dict[str, Any], ...] = ()
    verdicts: tuple[dict[str, Any], ...] = ()
