"""One clause of a question becomes a plan: the tool that its words call for, its arguments from what it names."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from bot import claiming, notes, slots, words
from bot.inherited import Thread
from bot.lacking import Lacking, unsure
from bot.link import Linker
from bot.passed import is_manner, is_word, passed
from bot.phrases import (
    ANEW,
    COMBINED,
    FOLLOW,
    LESS,
    REFERS,
    WORD,
    WRITTEN,
)
from bot.reading import Reading, read
from bot.unplaced import unplaced
from bot.variants import run_together
from footnote.answer import Call
from footnote.errors import AskError
from footnote.text import Text
from tools import suggest
from tools.catalogue import Named
from tools.registry import BasketId, Regressor, Several, TableId, Tool

MOST_CALLS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What will be done: the calls in order, what they are about, and words that were not taken into account.

    ``guess`` marks a search of the notes that nobody asked for by name: only a strong match counts. ``follows`` says
    that it goes on from the thread's last plan, ``as_of`` is a day that was named for series without days.
    """

    calls: tuple[Call, ...]
    subjects: tuple[Named, ...] = ()
    ignored: tuple[str, ...] = ()
    mended: tuple[tuple[str, str], ...] = ()
    guess: bool = False
    failure: AskError | None = None
    follows: bool = False
    as_of: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Chooser:
    """The rules for one clause, over one catalogue and its tools."""

    linker: Linker
    tools: Mapping[str, Tool]
    today: date
    examples: Text
    institutions: tuple[str, ...] = ()
    is_term: Callable[[str], bool] = field(default=lambda _: False)
    _readings: dict[tuple[str, tuple[str, ...]], Reading] = field(
        default_factory=dict, init=False, compare=False, repr=False
    )

    def thread(self, before: tuple[Call, ...]) -> Thread:
        before = tuple(call for call in before if call.tool in self.tools)
        return Thread(before=before, tools=self.tools, catalogue=self.linker.catalogue, today=self.today)

    def read(self, text: str, tools: Iterable[Tool] | None = None, before: tuple[Call, ...] = ()) -> Reading:
        """A clause taken apart; by all tools, it is once for each of its readings."""
        earlier = [self.tools[call.tool] for call in before if call.tool in self.tools]
        if tools is not None:
            return read(text, self.linker, tools, self.today, earlier, self.is_term)
        key = (text, tuple(tool.name for tool in earlier))
        if key not in self._readings:
            self._readings[key] = read(text, self.linker, self.tools.values(), self.today, earlier, self.is_term)
        return self._readings[key]

    def one(self, reading: Reading, typed: str, before: tuple[Call, ...], less: tuple[Tool, ...] = ()) -> Plan:
        """The plan of one clause, read without the tools in *less*."""
        if looked_up := self._of_notes(reading, typed, before):
            return looked_up
        if before and (calls := self.thread(before).exchanged(reading)):
            return Plan(calls=tuple(calls), subjects=tuple(link.item for link in reading.links), follows=True)
        if reading.links or reading.tools:
            _sure_of_time(reading)
        if free := self._free(reading):
            return free
        heaviest = _heaviest(reading)
        if heaviest and heaviest.about and not (self._filled(heaviest, reading) or self.thread(before).calls(reading)):
            return self._without((*less, heaviest), reading, typed, before)
        reading = replace(reading, links=tuple(link.exactly(typed) for link in reading.links))
        ambiguous = next((link for link in reading.links if len(link.items) > 1), None)
        if ambiguous is not None and not (heaviest and TableId in heaviest.arguments.values()):
            raise AskError(words.which(ambiguous.words), choices=suggest.choices(ambiguous.items[:3]))
        if together := run_together(reading.links, reading.text):
            raise AskError(words.which(reading.text[together.start :]), choices=_titles(reading))
        if doubtful := next((link for link in reading.links if reading.beside(link)), None):
            return self._guess(reading, failure=unsure(reading, doubtful, self._paired(reading)))
        return self._called(reading, before) or self._unnamed(reading, typed, before)

    def _of_notes(self, reading: Reading, typed: str, before: tuple[Call, ...]) -> Plan | None:
        """The plan of a clause that is about the notes: their list, a claim of theirs, what they say."""
        if reading.lists:
            return Plan(calls=(notes.listed(reading, typed, self.institutions, self.today),))
        if claiming.is_asked(reading.text):
            return Plan(calls=(claiming.step(reading.text),), subjects=tuple(link.item for link in reading.links))
        if reading.notes or self._goes_on_in_notes(reading, before):
            return self._noted(reading, before)
        if before and before[-1].tool == "list_notes" and reading.when and not (reading.links or reading.tools):
            return Plan(calls=(notes.again(before[-1], reading, self.today),), follows=True)
        return None

    def _paired(self, reading: Reading) -> tuple[Text, ...]:
        """The line through history that the desk draws for something named, where one is asked for."""
        tool = _heaviest(reading)
        if tool is None or Regressor not in tool.arguments.values():
            return ()
        return self.lacking.offers(tool, [link.item for link in reading.links])[:1]

    def _goes_on_in_notes(self, reading: Reading, before: tuple[Call, ...]) -> bool:
        """Whether the thread was looking something up in the notes, and the clause only names something else."""
        named = bool(reading.links or reading.unknown) and not (reading.tools or reading.when or reading.plain)
        return bool(before) and before[-1].tool == "notes_search" and named and FOLLOW.search(reading.text) is not None

    def _noted(self, reading: Reading, before: tuple[Call, ...]) -> Plan:
        """A search of the notes; "it" is what the thread was about."""
        call = notes.search(reading, self.institutions)
        listed = reading.when is not None or ("source" in call.arguments and not REFERS.search(reading.text))
        if listed and not reading.links and notes.is_about_nothing(call.arguments["query"]):
            return Plan(calls=(notes.listed(reading, reading.text, self.institutions, self.today),))
        subjects = [link.item for link in reading.links] or self.thread(before).items()
        unnamed = not call.arguments["query"]
        if unnamed:
            if not subjects and "source" not in call.arguments:
                raise AskError(words.ABOUT_WHAT)
            names = " ".join(item.title.en for item in subjects)
            call = replace(call, arguments={**call.arguments, "query": names})
        return Plan(calls=(call,), subjects=tuple(subjects), follows=unnamed)

    def _called(self, reading: Reading, before: tuple[Call, ...]) -> Plan | None:
        """The calls of the first tool, of those the words ask for, whose arguments are all there."""
        if any(self._is_of_the_field(run) for run in reading.unknown_runs):
            return None
        thread = self.thread(before)
        follows = FOLLOW.search(reading.text) or thread.is_told(reading)
        if before and follows and not reading.tools and (calls := thread.calls(reading)):
            return replace(self._planned(reading, calls), follows=True)
        if reading.when is not None and reading.when.growth and any(slots.asks_since(tool) for tool in reading.tools):
            raise AskError(words.NO_SINCE_OF_GROWTH)
        if (
            (COMBINED.search(reading.text) or LESS.search(_unnamed(reading)))
            and len(reading.links) > 1
            and not any(tool.weight > 2 for tool in reading.tools)
        ):
            raise AskError(words.NOT_COMBINED)
        bare = not (reading.tools or reading.plain or reading.when or reading.unknown)
        if before and bare and len(reading.links) == 1 and (calls := thread.calls(reading)):
            return replace(self._planned(reading, calls), follows=True)
        for tool in self._candidates(reading):
            if calls := self._filled(tool, reading):
                return replace(self._planned(reading, calls), follows=bare)
        if before and (inherited := thread.calls(reading) or thread.latest(reading)):
            return replace(self._planned(reading, inherited), follows=True)
        return None

    def _free(self, reading: Reading) -> Plan | None:
        """The call of a tool that needs no name; the names in the clause are its subject."""
        tool = _heaviest(reading)
        if tool is None or not tool.is_free:
            return None
        calls = self._filled(tool, reading)
        return self._planned(reading, calls) if calls else None

    def _without(self, less: tuple[Tool, ...], reading: Reading, typed: str, before: tuple[Call, ...]) -> Plan:
        """The plan of the clause without tools that lack something; where words are left over, what the last lacks."""
        lacking = self.lacking.of(reading, typed)
        if reading.is_of_flows:
            raise lacking
        others = self.read(reading.text, [tool for tool in self.tools.values() if tool not in less], before)
        try:
            plan = self.one(others, typed, before, less)
        except AskError as error:
            known = others.tools and {token.text for token in others.unknown} <= {
                token.text for token in reading.unknown
            }
            raise (error if known else lacking) from None
        taken = {
            kind for call in plan.calls if call.tool in self.tools for kind in self.tools[call.tool].arguments.values()
        }
        called = {tool.name for tool in others.tools}
        if (
            BasketId in less[-1].arguments.values()
            and not {call.tool for call in plan.calls} & called
            and not plan.guess
        ):
            raise lacking
        plain = [replace(tool, about=None) if tool is less[-1] else tool for tool in self.tools.values()]
        if plan.guess and not reading.stated and self.read(reading.text, plain).unknown:
            particular = (next_best := _heaviest(others)) and next_best.about
            return replace(plan, failure=plan.failure if particular else lacking)
        left = [word for word in plan.ignored if not is_manner(word)]
        if plan.guess or left or any(each.kind not in taken for each in reading.stated):
            raise lacking
        return plan

    def _filled(self, tool: Tool, reading: Reading) -> list[Call]:
        return slots.filled(tool, reading, self.today, self.linker.catalogue.use)

    def _is_of_the_field(self, run: str) -> bool:
        """Whether unknown words mean something here: then they must not be passed over."""
        return any(word in self.linker.vocabulary for word in run.split()) or self.is_term(run)

    def _planned(self, reading: Reading, calls: list[Call]) -> Plan:
        tool = self.tools[calls[0].tool]
        if over := unplaced(tool, reading, grows=slots.grows(tool, calls[0].arguments, self.linker.catalogue.use)):
            raise AskError(
                words.unplaced(over), choices=self.lacking.offers(tool, [link.item for link in reading.links])
            )
        untaken = passed(reading, calls[:MOST_CALLS], tool, self._use(tool.name))
        return Plan(
            calls=tuple(calls[:MOST_CALLS]),
            subjects=tuple(link.item for link in reading.links),
            ignored=(*filter(is_word, reading.unknown_runs), *untaken),
        )

    def _candidates(self, reading: Reading) -> list[Tool]:
        """Tools by how particular the words for them are; a bare name asks for its latest value or its board."""
        called = sorted(reading.tools, key=lambda tool: (-tool.weight, Several not in tool.arguments.values()))
        if not called and not reading.unknown:
            yearly = reading.when is not None and reading.when.window is not None
            called = [self.tools["returns"]] if yearly else []
            called += sorted(reading.plain, key=lambda tool: -tool.weight)
            called += [self.tools["latest"], self.tools["snapshot"], *self._of_tables()]
        if reading.when is not None and not reading.unknown and not any(tool.weight > 2 for tool in reading.tools):
            called += [self.tools[name] for name in ("returns", "change")]
        return called

    def _of_tables(self) -> list[Tool]:
        return [tool for tool in self.tools.values() if TableId in tool.arguments.values()]

    def _use(self, tool: str) -> list[dict[str, Any]]:
        """What the desk names for the tool to take."""
        body = self.linker.catalogue.use.get(tool, [])
        return body if isinstance(body, list) else [body]

    def _unnamed(self, reading: Reading, typed: str, before: tuple[Call, ...]) -> Plan:
        """Nothing could be called: look in the notes when there are words to look for, else ask for what is missing."""
        failure = self.lacking.of(reading, typed, self.thread(before).drawn())
        if not (before or reading.links or reading.unknown) and ANEW.search(reading.text):
            raise AskError(words.NOTHING_BEFORE, choices=self.lacking.offers(self.tools["latest"]))
        if (reading.unknown and WRITTEN.search(typed)) or not WORD.search(notes.query(reading) or reading.text):
            raise failure
        if reading.unknown or not (reading.tools or reading.plain or reading.links or before):
            return self._guess(reading, failure)
        raise failure

    def _guess(self, reading: Reading, failure: AskError) -> Plan:
        if reading.is_of_a_figure and failure.choices:
            raise failure
        query = notes.query(reading) or reading.text
        call = Call(tool="notes_search", arguments={"query": query})
        subjects = tuple(link.item for link in reading.links)
        ignored = reading.unknown_runs or (query,)
        return Plan(calls=(call,), subjects=subjects, ignored=ignored, guess=True, failure=failure)

    @property
    def lacking(self) -> Lacking:
        catalogue, today = self.linker.catalogue, self.today
        return Lacking(
            catalogue=catalogue,
            today=today,
            examples=self.examples,
            means_something=self._is_of_the_field,
            alike=lambda: self.linker.alike,
        )


def _sure_of_time(reading: Reading) -> None:
    """AskError where a time in the clause could not be read, or is told by what happened then."""
    since = any(map(slots.asks_since, reading.tools))
    if unread := reading.unread or (() if since else reading.events):
        raise AskError(words.unread(unread), choices=words.windows())


def _unnamed(reading: Reading) -> str:
    """The clause without its names."""
    text = reading.text
    for link in reading.links:
        text = text[: link.start] + " " * (link.end - link.start) + text[link.end :]
    return text


def _titles(reading: Reading) -> tuple[Text, ...]:
    """What the clause names, to choose from."""
    return suggest.choices([link.item for link in reading.links][:3])


def _heaviest(reading: Reading) -> Tool | None:
    """Of the tools that the words call for the most particular one."""
    return max(reading.tools, key=lambda each: each.weight, default=None)
