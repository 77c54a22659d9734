"""A question becomes a plan: which tools with which arguments, or a question back, or a refusal. Rules only."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from bot import words
from bot.dates import When
from bot.language import normalise
from bot.link import Link, Linker
from bot.reading import Reading, clauses, read, without_when
from bot.repair import slips
from footnote.answer import Call
from footnote.errors import AskError
from footnote.text import Text
from tools import suggest
from tools.catalogue import Basket, Board, Named, Series
from tools.registry import At, BasketId, BoardId, Day, Instruments, SeriesId, SeriesIds, Tool, WindowText
from tools.window import span

MOST_CALLS = 5
TIMES = ("window", "start", "end")
ADVICE = re.compile(
    r"\bshould (i|we|you)\b|\b(buy|sell|short|trade) (it|them|my|some|the|more)\b|\bplace (an|the) order\b"
    r"|\bprice target\b|\b(buy|sell) orders?\b|\brecommend|\bwill .{1,40} (go up|go down|rise|fall|crash)\b"
    r"|下单|该买|该卖|要不要[买卖]|能不能[买卖]|值得买|建议[买卖]|推荐|抄底|止损|会涨|会跌"
)
ID = re.compile(r"\b[A-Z][A-Z0-9_]{3,}\b")  # what was typed looks like the id of a series
FOLLOW = re.compile(r"^(and|also|or|ok|then|same|what about|how about|what of)\b|^(那|那么|同样|还有)|呢[?？]?$|一样")
SOURCE = re.compile(r"\b(?:from|by) ((?-i:[A-Z])[\w&.'-]*(?: (?-i:[A-Z&])[\w&.'-]*)*)|来自 ?([\w&]+?)(?:的|$)", re.I)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What will be done: the calls in order, what they are about, and words that were not taken into account.

    ``guess`` marks a search of the notes that nobody asked for by name: only a strong match counts.
    """

    calls: tuple[Call, ...]
    subjects: tuple[Named, ...] = ()
    ignored: tuple[str, ...] = ()
    mended: tuple[tuple[str, str], ...] = ()
    guess: bool = False
    failure: AskError | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Planner:
    """The rules over one catalogue and its tools."""

    linker: Linker
    tools: Mapping[str, Tool]
    today: date
    is_term: Callable[[str], bool] = field(default=lambda _: False)

    def plan(self, typed: str, before: tuple[Call, ...] = ()) -> Plan:
        """The plan for what was *typed*; *before* are the calls of the thread's last plan.

        AskError asks back or refuses.
        """
        text = normalise(typed)
        if ADVICE.search(text):
            raise AskError(words.ADVICE, reason="advice")
        try:
            plan = self._whole(text, typed, before)
        except AskError:
            if mended := self._mended(text, before):
                return mended
            raise
        return (self._mended(text, before) or plan) if plan.guess else plan

    def _whole(self, text: str, typed: str, before: tuple[Call, ...]) -> Plan:
        parts = clauses(text)
        if len(parts) > 1 and (several := self._several(parts)):
            return several
        return self._one(self._read(text), typed, before)

    def _mended(self, text: str, before: tuple[Call, ...]) -> Plan | None:
        """The plan of the same words with slips of the keys mended, where that makes sense of all of them."""
        unknown = [token for token in self._read(text).unknown if not self.is_term(token.text)]
        found = slips(text, unknown, self.linker.vocabulary)
        mended = text
        for typed, meant in found.items():
            mended = re.sub(rf"\b{re.escape(typed)}\b", meant, mended)
        if not found:
            return None
        try:
            plan = self._whole(mended, mended, before)
        except AskError:
            return None
        return None if plan.guess else replace(plan, mended=tuple(found.items()))

    def _read(self, text: str) -> Reading:
        return read(text, self.linker, self.tools.values(), self.today)

    def _several(self, parts: list[str]) -> Plan | None:
        """One plan of all clauses, if each of them gives one on its own."""
        plans: list[Plan] = []
        for part in parts:
            try:
                found = self._one(self._read(part), part, plans[-1].calls if plans else ())
            except AskError:
                return None
            if found.guess:
                return None
            plans.append(found)
        calls = [self._about(call, plans) for found in plans for call in found.calls]
        return Plan(
            calls=tuple({str(call): call for call in calls}.values())[:MOST_CALLS],
            subjects=tuple(subject for found in plans for subject in found.subjects),
            ignored=tuple(word for found in plans for word in found.ignored),
        )

    def _about(self, call: Call, plans: list[Plan]) -> Call:
        """A search for nothing but "it" is a search for what the other clauses are about."""
        if call.tool != "notes_search" or call.arguments["query"]:
            return call
        subjects = " ".join(dict.fromkeys(item.title.en for found in plans for item in found.subjects))
        return replace(call, arguments={"query": subjects})

    def _one(self, reading: Reading, typed: str, before: tuple[Call, ...]) -> Plan:
        if reading.lists:
            return Plan(calls=(Call(tool="list_notes", arguments={**_source(typed), **self._since(reading.when)}),))
        if reading.notes:
            return self._search(reading)
        ambiguous = next((link for link in reading.links if len(link.items) > 1), None)
        if ambiguous is not None:
            raise AskError(words.which(ambiguous.words), choices=tuple(item.title for item in ambiguous.items[:3]))
        if doubtful := next((link for link in reading.links if reading.beside(link)), None):
            return self._guess(reading, failure=_unsure(reading, doubtful))
        return self._called(reading, before) or self._unnamed(reading, typed, before)

    def _since(self, when: When | None) -> dict[str, str]:
        """The notes' window; a period that is still running has no end."""
        found = _when(when)
        if found.get("end") and span(found["end"])[1] >= self.today:
            del found["end"]
        return found

    def _called(self, reading: Reading, before: tuple[Call, ...]) -> Plan | None:
        """The calls of the first tool, of those the words ask for, whose arguments are all there."""
        if any(self._is_of_the_field(run) for run in reading.unknown_runs):
            return None
        if before and FOLLOW.search(reading.text) and not reading.tools and (calls := self._inherited(reading, before)):
            return self._planned(reading, calls)
        for tool in self._candidates(reading):
            if calls := list(self._filled(tool, reading)):
                return self._planned(reading, calls)
        if before and (inherited := self._inherited(reading, before)):
            return self._planned(reading, inherited)
        return None

    def _is_of_the_field(self, run: str) -> bool:
        """Whether unknown words mean something here: then they must not be passed over."""
        return any(word in self.linker.vocabulary for word in run.split()) or self.is_term(run)

    def _planned(self, reading: Reading, calls: list[Call]) -> Plan:
        return Plan(
            calls=tuple(calls[:MOST_CALLS]),
            subjects=tuple(link.item for link in reading.links),
            ignored=(*reading.unknown_runs, *_unused(reading, calls)),
        )

    def _candidates(self, reading: Reading) -> list[Tool]:
        """Tools by how particular the words for them are; a bare name asks for its latest value or its board."""
        called = sorted(reading.tools, key=lambda tool: -tool.weight)
        if reading.plain and not reading.unknown:
            called += [tool for tool in reading.plain if tool not in called]
        if not called and not reading.unknown:
            called = [tool for tool in self.tools.values() if tool.only] + [self.tools["snapshot"]]
        if reading.when is not None and not reading.unknown:
            called += [self.tools[name] for name in ("returns", "change")]
        return called

    def _unnamed(self, reading: Reading, typed: str, before: tuple[Call, ...]) -> Plan:
        """Nothing could be called: look in the notes when there are words to look for, else ask for what is missing."""
        failure = self._missing(reading, typed)
        if reading.unknown or not (reading.tools or reading.plain or reading.links or before):
            return self._guess(reading, failure)
        raise failure

    def _guess(self, reading: Reading, failure: AskError) -> Plan:
        query = _query(reading) or reading.text
        call = Call(tool="notes_search", arguments={"query": query})
        return Plan(calls=(call,), subjects=(), guess=True, failure=failure)

    def _missing(self, reading: Reading, typed: str) -> AskError:
        """What to ask back: the series, the window, the other basket; or a refusal that says what can be asked."""
        wanted = next(iter(sorted(reading.tools, key=lambda tool: -tool.weight)), None)
        named = ID.search(typed) or any(self._is_of_the_field(run) for run in reading.unknown_runs)
        if reading.unknown and (wanted or named):
            return suggest.unknown_series(" ".join(reading.unknown_runs), self.linker.catalogue)
        if wanted is not None:
            return AskError(words.missing(wanted.name), choices=self._offers(wanted))
        if reading.links:
            item = reading.links[0].item
            return AskError(words.what_about(item.title), choices=words.about(item))
        return AskError(words.OFF_TOPIC, reason="off_topic")

    def _offers(self, tool: Tool) -> tuple[Text, ...]:
        """A few things of the desk's own that the tool could be asked about."""
        catalogue = self.linker.catalogue
        held: list[Named] = []
        if BoardId in tool.arguments.values():
            held = list(catalogue.boards.values())
        elif BasketId in tool.arguments.values():
            held = [*catalogue.baskets.values(), *catalogue.portfolios.values()]
        held += [item for item in catalogue.series.values() if not item.packaged and not item.hidden]
        return tuple(item.title for item in (held or list(catalogue.series.values()))[:3])

    def _search(self, reading: Reading) -> Plan:
        """A search of the notes for everything in the clause that carries a subject."""
        arguments = {"query": _query(reading), **_when(reading.when)}
        return Plan(
            calls=(Call(tool="notes_search", arguments=arguments),), subjects=tuple(link.item for link in reading.links)
        )

    def _filled(self, tool: Tool, reading: Reading) -> Iterator[Call]:
        """The calls of *tool* that the clause fills: one a series where the tool takes one at a time."""
        entities = _entities(tool, [link.item for link in reading.links])
        if not entities:
            return
        if reading.when is not None and reading.when.kind == "since" and _asks_since(tool):
            reading = without_when(reading, self.today)
        if not _takes_time(tool, reading.when):
            return
        rest = {**self._time(tool, reading.when), **_picks(tool, reading.text)}
        yield from _calls(tool, entities, rest)

    def _time(self, tool: Tool, when: When | None) -> dict[str, str]:
        """The clause's time in the words this tool takes."""
        kinds = set(tool.arguments.values())
        if when is None:
            return {}
        if At in kinds and when.start and when.kind in ("point", "window"):
            return {"at": when.start}
        if Day in kinds and when.kind == "point" and when.start:
            return {"start": _before(when.start), "end": when.start}
        if Day in kinds and when.start and when.kind in ("since", "range"):
            return {"start": when.start, **({"end": when.end} if when.end else {})}
        return {"window": when.window} if WindowText in kinds and when.window else {}

    def _inherited(self, reading: Reading, before: tuple[Call, ...]) -> list[Call]:
        """The thread's last calls with what this clause changes in them: another name, another window, another tool."""
        if reading.unknown and not reading.links:
            return []
        wanted = next(iter(sorted(reading.tools, key=lambda each: -each.weight)), None)
        calls: list[Call] = []
        for call in before:
            tool = wanted or self.tools.get(call.tool)
            if tool is None:
                continue
            items = [link.item for link in reading.links] or self._items(call)
            kept = {name: value for name, value in call.arguments.items() if name in tool.arguments}
            time = self._time(tool, reading.when) or {name: kept[name] for name in TIMES if name in kept}
            entities = _entities(tool, items)
            calls += _calls(tool, entities, {**time, **_picks(tool, reading.text, kept)})
        return calls

    def _items(self, call: Call) -> list[Named]:
        """What an earlier call was about."""
        ids = [
            id
            for value in call.arguments.values()
            for id in (value if isinstance(value, list | tuple) else [value])
            if isinstance(id, str)
        ]
        return [item for id in ids if (item := self.linker.catalogue.find(id)) is not None]


def _entities(tool: Tool, items: list[Named]) -> list[dict[str, Any]]:
    """How the names of a clause fill the tool's arguments: one mapping a call, none where they do not fit."""
    by_kind = {
        name: kind
        for name, kind in tool.arguments.items()
        if kind in (SeriesId, SeriesIds, Instruments, BasketId, BoardId)
    }
    series = [item for item in items if isinstance(item, Series)]
    baskets = [item for item in items if isinstance(item, Basket)]
    boards = [item for item in items if isinstance(item, Board)]
    kinds = list(by_kind.values())
    if BoardId in kinds and boards:
        return [{_first(by_kind, BoardId): boards[0].id}]
    if kinds.count(BasketId) > 1:
        names = [name for name, kind in by_kind.items() if kind is BasketId]
        ids = list(dict.fromkeys(item.id for item in baskets))
        return [dict(zip(names, ids, strict=False))] if len(ids) >= len(names) else []
    if Instruments in kinds:
        return _instruments(by_kind, items)
    if SeriesIds in kinds:
        ids = list(dict.fromkeys(item.id for item in series))
        return [{_first(by_kind, SeriesIds): ids}] if ids and len(series) == len(items) else []
    if SeriesId in kinds:
        return [{_first(by_kind, SeriesId): item.id} for item in dict.fromkeys(series)]
    return []


def _instruments(by_kind: dict[str, Any], items: list[Named]) -> list[dict[str, Any]]:
    """One basket by itself, else everything that has a price; nothing where something named has none."""
    if len(items) == 1 and isinstance(items[0], Basket) and BasketId in by_kind.values():
        return [{_first(by_kind, BasketId): items[0].id}]
    priced = [item for item in items if not isinstance(item, Series) or item.kind == "price"]
    ids = list(dict.fromkeys(item.id for item in priced if not isinstance(item, Board)))
    return [{_first(by_kind, Instruments): ids}] if ids and len(priced) == len(items) else []


def _unused(reading: Reading, calls: list[Call]) -> list[str]:
    """Names of the clause that no call took."""
    used = {
        id
        for call in calls
        for value in call.arguments.values()
        for id in (value if isinstance(value, list) else [value])
    }
    return [link.words for link in reading.links if link.item.id not in used]


def _asks_since(tool: Tool) -> bool:
    """Whether "since" is the tool's own question, so that a date behind it is the asker's guess and no window."""
    kinds = tool.arguments.values()
    return At in kinds and WindowText in kinds


def _takes_time(tool: Tool, when: When | None) -> bool:
    """Whether the tool has an argument for the time asked for; one that is dropped would be a wrong reading."""
    kinds = set(tool.arguments.values())
    if when is None:
        return True
    if when.kind in ("since", "range"):
        return Day in kinds
    if when.kind == "point":
        return At in kinds or Day in kinds
    return WindowText in kinds or (At in kinds and when.start is not None)


def _calls(tool: Tool, entities: list[dict[str, Any]], rest: dict[str, Any]) -> Iterator[Call]:
    """A call for each mapping of entities that leaves none of the tool's required arguments empty."""
    for each in entities:
        arguments = {**each, **rest}
        if all(name in arguments for name in tool.required):
            yield Call(
                tool=tool.name, arguments={name: arguments[name] for name in tool.arguments if name in arguments}
            )


def _first(by_kind: dict[str, Any], kind: Any) -> str:
    return next(name for name, each in by_kind.items() if each is kind)


def _picks(tool: Tool, text: str, kept: Mapping[str, Any] | None = None) -> dict[str, str]:
    """Arguments that take one of a few words: the one whose pattern stands in the text, else the kept or first one."""
    found = {}
    for name, choices in tool.choices.items():
        named = next((choice for choice in choices if choice in tool.picks and tool.picks[choice].search(text)), None)
        found[name] = named or (kept or {}).get(name) or choices[0]
    return found


def _source(typed: str) -> dict[str, str]:
    """The institution a list of notes was asked from, as it was typed."""
    found = SOURCE.search(typed)
    return {"source": found[1] or found[2]} if found else {}


def _when(when: When | None) -> dict[str, str]:
    """A window for the notes: a start with its end, or the window as typed."""
    if when is None:
        return {}
    if when.kind == "point" and when.start:
        return {"start": when.start, "end": when.start}
    if when.start and when.kind != "window":
        return {"start": when.start, **({"end": when.end} if when.end else {})}
    return {"window": when.window} if when.window else {}


def _before(prefix: str) -> str:
    """The month or quarter before the one *prefix* names; a year or a day stays."""
    month = re.fullmatch(r"(\d{4})-(\d{2})", prefix)
    if month is None:
        return prefix
    year, number = int(month[1]), int(month[2])
    return f"{year - 1}-12" if number == 1 else f"{year}-{number - 1:02d}"


def _query(reading: Reading) -> str:
    """The words of the clause that carry a subject, in their order."""
    spans = [(link.start, link.end) for link in reading.links] + [(token.start, token.end) for token in reading.unknown]
    joined = ""
    last = None
    for start, end in sorted(spans):
        gap = "" if last is None else reading.text[last:start]
        joined += ("" if not gap else " ") + reading.text[start:end]
        last = end
    return joined.strip()


def _unsure(reading: Reading, link: Link) -> AskError:
    """A known name with an unknown word beside it: perhaps something else was meant."""
    return AskError(
        words.beside(link.words, " ".join(reading.unknown_runs)),
        reason="unknown_series",
        choices=(link.item.title, *(item.title for item in _others(reading, link))),
    )


def _others(reading: Reading, link: Link) -> list[Named]:
    return [other.item for other in reading.links if other is not link][:2]
