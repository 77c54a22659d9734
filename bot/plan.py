"""A question becomes a plan: which tools with which arguments, or a question back, or a refusal. Rules only."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot import claiming, homophones, naming, published, slots, timing, words
from bot.choosing import MOST_CALLS, Chooser, Plan
from bot.clauses import clauses, lost, pieces
from bot.language import as_typed, is_courtesy, normalise
from bot.link import spelled
from bot.phrases import (
    ADVICE,
    FISCAL,
    FOLLOW,
    HELP,
    MATURITY,
    OTHER,
)
from bot.reading import NOTES
from bot.repair import slipless, slips
from bot.variants import TENOR
from footnote.answer import Call
from footnote.errors import AskError
from footnote.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Planner(Chooser):
    """The rules for a whole question: its parts one after another, slips of the keys, names cut short."""

    def plan(self, typed: str, before: tuple[Call, ...] = ()) -> Plan:
        """The plan for what was *typed*; *before* are the calls of the thread's last plan.

        AskError asks back or refuses.
        """
        plan = self._first(typed, before)
        calls, day = slots.on_a_day(plan.calls, self.linker.catalogue.series, self.today)
        if typed_year := slots.whole_year(calls, self.linker.catalogue.series, self.today):
            raise AskError(words.not_a_year(*typed_year), choices=words.of_a_year(*typed_year))
        follows = bool(before) and (plan.follows or FOLLOW.search(normalise(typed)) is not None)
        return replace(plan, calls=calls, as_of=day, follows=follows)

    def again(self, before: tuple[Call, ...], day: date) -> Plan:
        """The thread's last plan once more, as of another *day*; AskError where there is none."""
        if not before:
            raise AskError(published.as_of_what(day), choices=self.lacking.offers(self.tools["latest"]))
        return Plan(calls=before, subjects=tuple(self.thread(before).items()))

    def _first(self, typed: str, before: tuple[Call, ...]) -> Plan:
        text = timing.written(claiming.unsaid(normalise(typed)), self.today)
        typed = as_typed(typed)
        if HELP.search(text):
            raise AskError(words.help_with(self.examples))
        if is_courtesy(typed):
            raise AskError(words.help_with(self.examples), reason="off_topic")
        try:
            plan = self._whole(text, typed, before)
        except AskError as error:
            if error.reason != "advice" and (mended := self._mended(text, typed, before, asks=not error.choices)):
                return mended
            raise
        looks_up = plan.calls[0].tool in ("notes_search", "list_notes")
        if not (plan.guess or plan.ignored or looks_up):
            return plan
        asks = bool(plan.guess and plan.failure and not plan.failure.choices)
        mended = self._mended(text, typed, before, asks=asks)
        better = mended and (plan.guess or looks_up or len(mended.ignored) < len(plan.ignored))
        return mended if mended and better else plan

    def _whole(self, text: str, typed: str, before: tuple[Call, ...]) -> Plan:
        if ADVICE.search(text):
            raise AskError(words.ADVICE, reason="advice")
        if (fiscal := FISCAL.search(text)) and not NOTES.search(text):
            raise AskError(words.fiscal(fiscal[0].strip()), choices=words.windows())
        text = naming.whole(text, self.linker)
        parts = self._meaning(clauses(text))
        text = parts[0] if len(parts) == 1 else text
        if len(parts) > 1 and (several := self._several(parts, before)):
            return several
        return self._clause(text, typed, before)

    def _meaning(self, parts: list[str]) -> list[str]:
        """The parts of a question, those that only add a time or nothing to the one before made part of it."""
        found: list[str] = []
        for part in parts:
            reading = self.read(part) if found else None
            if reading and not (reading.links or reading.tools or reading.notes or reading.unknown or reading.stated):
                found[-1] = f"{found[-1]}, {part}"
            else:
                found.append(part)
        return found

    def _clause(self, text: str, typed: str, before: tuple[Call, ...]) -> Plan:
        """The plan of one clause: of its pieces, where each is a question of its own, else of the whole."""
        text = self._completed(text, before)
        found = pieces(text, self.read)
        plans = self._each([piece.text for piece in found], before) if len(found) > 1 else [None]
        kept = [plan for plan in plans if plan]
        if len(kept) == len(plans) and _are_alike(kept):
            return self._together(kept)
        whole = self.one(self.read(text, before=before), typed, before)
        if len(found) == 1 or whole.guess:
            return whole
        free = any(piece.tool and piece.tool.is_free for piece, plan in zip(found, plans, strict=True) if plan is None)
        part = self._together(kept) if kept and not free else whole
        plan = part if {call.tool for call in part.calls} == {call.tool for call in whole.calls} else whole
        missed = lost(found, (call.tool for call in plan.calls))
        return replace(plan, ignored=tuple(dict.fromkeys((*plan.ignored, *missed))))

    def _completed(self, text: str, before: tuple[Call, ...]) -> str:
        """*text* with a name cut short written out as one of the thread's names begins or ends: "and core?"."""
        if not before:
            return text
        names = [name for item in self.thread(before).items() for name in item.names]
        if lone := MATURITY.fullmatch(text):
            return self._of_maturity(text, lone["said"], names)
        text = self._other(text, before)
        for run in reversed(naming.apart(naming.runs_of(text, self.read(text).unknown))):
            if whole := naming.completed([token.text for token in run], names, self.linker):
                text = f"{text[: run[0].start]}{whole}{text[run[-1].end :]}"
        return text

    def _of_maturity(self, text: str, said: str, names: Sequence[str]) -> str:
        """*text* with the thread's name at another maturity in the place of what was *said*; AskError where none is."""
        if not any(TENOR.fullmatch(part) for name in names for part in spelled(name)):
            return text.replace("年期", "年")
        tenor = f"{re.match('[0-9]+', said)[0]}y"  # type: ignore[index]
        keys = (spelled(name) for name in names)
        tried = [
            [tenor if TENOR.fullmatch(part) else part for part in key] for key in keys if any(map(TENOR.fullmatch, key))
        ]
        found = {items[0].id: " ".join(key) for key in tried if (items := self.linker.named(key))}
        if len(found) == 1:
            return text.replace(said, next(iter(found.values())))
        raise AskError(words.beside(names[1], said), reason="unknown_series", choices=(Text(names[1], names[2]),))

    def _other(self, text: str, before: tuple[Call, ...]) -> str:
        """*text* with "the other basket" by its name, where the desk has two."""
        baskets = self.linker.catalogue.baskets
        asked = {item.id for item in self.thread(before).items()} & baskets.keys()
        rest = [item for id, item in baskets.items() if id not in asked]
        return OTHER.sub(normalise(rest[0].title.en), text) if len(asked) == len(rest) == 1 else text

    def _each(self, parts: list[str], before: tuple[Call, ...] = ()) -> list[Plan | None]:
        """The plan of one part after another, each after the calls of the one before; None where it has none."""
        plans: list[Plan | None] = []
        for part in parts:
            found = self._part(part, before)
            before = found.calls if found else before
            plans.append(found)
        return plans

    def _mended(self, text: str, typed: str, before: tuple[Call, ...], *, asks: bool = False) -> Plan | None:
        """The plan of the same words with slips of the keys mended, where that makes sense of all of them.

        AskError where they then ask for advice, or *asks* allows a question back with choices.
        """
        houses = {word for name in self.institutions for word in normalise(name).split()}
        odd = (token for token in self.read(text).unknown if text[token.start : token.end] not in houses)
        unknown = [token for token in odd if not self.is_term(token.text)]
        found = slips(text, unknown, self.linker.spellings(self.tools.values()))
        found |= homophones.slips(text, unknown, self.linker.sounding)
        mended = slipless(text, found)
        if not found:
            return None
        mended = timing.written(normalise(mended), self.today)
        try:
            plan = self._whole(mended, slipless(typed, found), before)
        except AskError as error:
            if error.reason == "advice" or (asks and error.choices):
                raise
            return None
        return None if plan.guess else replace(plan, mended=tuple(found.items()))

    def _several(self, parts: list[str], before: tuple[Call, ...]) -> Plan | None:
        """One plan of all clauses, if each of them gives one, on its own or after the one before."""
        plans = self._each(parts, before)
        return self._together([plan for plan in plans if plan]) if all(plans) else None

    def _part(self, part: str, before: tuple[Call, ...]) -> Plan | None:
        """The plan of one part after another."""
        try:
            found = self._clause(part, part, before)
        except AskError:
            return None
        return None if found.guess else found

    def _together(self, plans: list[Plan]) -> Plan:
        """One plan of several."""
        every = list({str(call): call for found in plans for call in found.calls}.values())
        calls = [call for call in every if not any(_says_more(other, call) for other in every)]
        beyond = [str(each) for call in calls[MOST_CALLS:] for each in call.arguments.values()]
        return Plan(
            calls=tuple(calls[:MOST_CALLS]),
            subjects=tuple(subject for found in plans for subject in found.subjects),
            ignored=(*(word for found in plans for word in found.ignored), *beyond),
        )


def _says_more(one: Call, other: Call) -> bool:
    """Whether *one* asks for all that *other* does, and for more."""
    return one.tool == other.tool and one.arguments.items() > other.arguments.items()


def _are_alike(plans: list[Plan]) -> bool:
    """Whether calls of the same tool, which need no name, are given the same arguments."""
    given: dict[str, set[str]] = {}
    calls = [call for plan in plans for call in plan.calls]
    return all(given.setdefault(call.tool, set(call.arguments)) == set(call.arguments) for call in calls)
