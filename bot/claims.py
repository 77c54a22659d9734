"""What a note claims, set against the data: as they were on the day of the note, and as they are now.

A verdict is given only where one calculation is found for the sentence and one of its numbers is of its unit; where
there is doubt the claim is uncheckable, and the quote stands by itself.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from bot import claimed
from bot.choosing import Plan
from bot.claimed import Printed
from bot.language import normalise
from bot.plan import Planner
from bot.quotes import names
from footnote.answer import Call, Citation, Figure
from footnote.errors import AskError, FootnoteError
from footnote.spelling import spell_day
from footnote.text import Text
from knowledge import quote
from knowledge.library import Library
from tools.data import Data
from tools.registry import Tool

HITS = 8
TIMES = ("window", "start", "end", "at", "date", "year")
LIKELY = 0.25
"""The share of the claim's words that a sentence must hold."""
NOT_SAID = Text(
    "No note that you may read says that. Put the claim in the note's own words, with its number.",
    "您可阅读的研报中没有这一说法。请尽量用原文的字句和数字描述。",
)
OTHER_NUMBER = Text(
    "The notes have no such number on that; what they say is quoted here.", "研报中没有这个数字，原文的说法见引文。"
)
SAID: Mapping[str, Text] = {
    "holds": Text(
        "Yes, it still holds: the data give {now} now, and gave {then} when it was written.",
        "是，仍然成立：按数据现为{now}，成文时为{then}。",
    ),
    "held_then": Text(
        "Not any more: the data give {now} now; when it was written they gave {then}.",
        "不再成立：按数据现为{now}，成文时为{then}。",
    ),
    "fails": Text(
        "No: the data give {now} now, and gave {then} when it was written.",
        "不成立：按数据现为{now}，成文时为{then}。",
    ),
    "uncheckable": Text(
        "I cannot check that against the data by myself; here is what the note says. Ask for the figure itself.",
        "无法自行用数据核对这一说法，原文见引文。请直接查询相应的数据。",
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What came of a check: the sentence, how it stands, and the figures of then and now where there are any."""

    citation: Citation
    stands: str
    then: Figure | None = None
    now: Figure | None = None
    call: Call | None = None
    why: Text | None = None

    def said(self, before: int) -> Text:
        """The headline; so many figures stand *before* those of the check."""
        head = self.why or SAID[self.stands]
        keys = {"{then}": f"{{f{before + 1}}}", "{now}": f"{{f{before + 2}}}"}
        return Text(*(_keyed(each, keys) for each in (head.en, head.zh)))

    @property
    def figures(self) -> tuple[Figure, ...]:
        """What was computed, of then and of now."""
        return (self.then, self.now) if self.then and self.now else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Claims:
    """The notes that one reader may see, and the data, to set one against the other."""

    library: Library
    labels: frozenset[str]
    data: Data
    planner: Planner
    tools: Mapping[str, Tool]
    on: Callable[[date], Data]

    def check(self, query: str) -> Verdict:
        """The verdict on the sentence of a note that says *query*; AskError where no note says it."""
        stated = list(claimed.printed(query))
        sentence = self._sentence(query, stated)
        if sentence is None:
            raise AskError(NOT_SAID)
        numbers = list(claimed.printed(sentence.quote))
        meant = [each for each in numbers if any(each.is_same(other) for other in stated)]
        if stated and not meant:
            return Verdict(citation=sentence, stands="uncheckable", why=OTHER_NUMBER)
        for text in (sentence.quote, query):
            if found := self._computed(text, sentence, meant or numbers):
                return found
        return Verdict(citation=sentence, stands="uncheckable")

    def _sentence(self, query: str, stated: list[Printed]) -> Citation | None:
        """The sentence that says it, one with the number that was stated before all others."""
        hits = self.library.search(query, labels=self.labels, limit=HITS, until=self.data.today, today=self.data.today)
        if not hits:
            return None

        subjects = [link.items for link in self.planner.linker.links(normalise(query))]

        def is_meant(sentence: str) -> bool:
            return all(any(names(sentence, item) for item in items) for items in subjects)

        def has_number(sentence: str) -> bool:
            held = list(claimed.printed(sentence))
            same = bool(held) if not stated else any(each.is_same(other) for each in held for other in stated)
            return same and is_meant(sentence)

        found = quote.quotes(self.library, hits, query, self.labels, about=has_number, only_prose=True)
        found = found or quote.quotes(self.library, hits, query, self.labels, about=is_meant, only_prose=True)
        return next((each.citation for each in found if each.coverage >= LIKELY), None)

    def _computed(self, text: str, sentence: Citation, numbers: list[Printed]) -> Verdict | None:
        """The verdict by the calculation that *text* is planned as; None where it counts other things."""
        plan = self._plan(text, self.planner)
        day = sentence.date
        earlier = self._plan(text, replace(self.planner, today=day)) if day else None
        if plan is None or earlier is None or day is None or not _is_same(plan.calls[0], earlier.calls[0]):
            return None
        call, before = plan.calls[0], earlier.calls[0]
        try:
            now = self.tools[call.tool](self.data, **call.arguments)
            then = self.tools[before.tool](self.on(day), **before.arguments)
        except FootnoteError:
            return None
        fitting = [each for each in numbers if each.is_of(now.unit) and not each.one_sided]
        way = claimed.direction(sentence.quote)
        if len(fitting) != 1 or then.unit != now.unit or not (_points(now, way) and _points(then, way)):
            return None
        holds, held = (fitting[0].agrees(each.value or 0.0, each.unit) for each in (now, then))
        stands = "holds" if holds else "held_then" if held else "fails"
        return Verdict(citation=sentence, stands=stands, then=_known(then, day), now=now, call=call)

    def _plan(self, text: str, planner: Planner) -> Plan | None:
        """The one calculation that *text* asks for, if it asks for one."""
        try:
            plan = planner.plan(text)
        except AskError:
            return None
        whole = len(plan.calls) == 1 and plan.calls[0].tool in self.tools and not (plan.guess or plan.ignored)
        return plan if whole else None


def _is_same(one: Call, other: Call) -> bool:
    """Whether two calls are of one calculation, at whatever times."""
    kept = [{name: value for name, value in each.arguments.items() if name not in TIMES} for each in (one, other)]
    return one.tool == other.tool and kept[0] == kept[1]


def _points(figure: Figure, way: int) -> bool:
    """Whether the figure has a value, and not one that contradicts the way in which the sentence points."""
    return figure.value is not None and not (figure.value < 0 < way or way < 0 < figure.value)


def _known(figure: Figure, day: date) -> Figure:
    """The figure by another name, as what was known on *day*."""
    label = Text(
        f"{figure.label.en}, as known on {spell_day(day)}", f"{figure.label.zh}，按{spell_day(day, 'zh')}已知的数据"
    )
    return replace(figure, name=f"{figure.name}_then", label=label)


def _keyed(words: str, keys: Mapping[str, str]) -> str:
    for name, key in keys.items():
        words = words.replace(name, key)
    return words


def as_json(verdict: Verdict, before: int, quotes: int) -> dict[str, Any]:
    """The verdict as it is printed, with the keys of its quote and figures; so many others stand *before* them."""
    return {
        "quote": f"q{quotes + 1}",
        "verdict": verdict.stands,
        "then": f"f{before + 1}" if verdict.then else None,
        "now": f"f{before + 2}" if verdict.now else None,
        "why": "" if verdict.then else verdict.said(before).en,
    }
