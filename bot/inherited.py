"""What a follow-up takes over from the thread's last plan: its names, its time, its numbers, its tool."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from bot import amounts, slots
from bot.entities import FEWEST, Names, entities
from bot.phrases import REFERS
from bot.reading import Reading
from footnote.answer import Call
from tools.catalogue import Basket, Catalogue, Named
from tools.registry import NUMBERS, Benchmark, Instruments, Period, Regressor, SeriesId, SeriesIds, Several, Tool

EXCHANGE = re.compile(
    r"\b(?:swap|switch|replace|exchange|sub|change)\b.{0,40}\b(?:for|with|to|by)\b|\binstead of\b|换成|换为|改成|替换"
)
LEVELS = re.compile(r"\b(?:levels?|current(?:ly)?|now|today|actual|spot)\b|现在|目前|水平|当前|点位|现值")
INSTEAD = re.compile(r"\binstead of\b")
TIMES = ("window", "start", "end")
LISTS = (SeriesIds, Several, Instruments, Regressor)
"""Kinds of argument that take several names at once, or one of a pair."""
ALONE = {SeriesId, Benchmark}
"""Kinds that take one name."""
PARTICULAR = 3
"""The weight of tools that say no more of several series than a comparison does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """The calls of the thread's last plan, with what is needed to go on from them."""

    before: tuple[Call, ...]
    tools: Mapping[str, Tool]
    catalogue: Catalogue
    today: date

    def items(self) -> list[Named]:
        """What the calls were about."""
        return list({item.id: item for call in self.before for item in self._items(call)}.values())

    def drawn(self) -> list[Named]:
        """The series behind the calls: those named, the flows of baskets, those that the desk names for a tool."""
        found: list[Named] = []
        for item in (item for call in self.before for item in (*self._items(call), *self._used(call))):
            inside = (item.flows or item.members) if isinstance(item, Basket) else ()
            found += [each for id in inside if (each := self.catalogue.find(id))] or [item]
        return list({item.id: item for item in found}.values())

    def _used(self, call: Call) -> list[Named]:
        """The series that the desk names for the tool of *call*, without what is done to them."""
        values = (each for use in _listed(self.catalogue.use.get(call.tool)) for each in use.values())
        ids = (str(id).partition(":")[0] for each in values for id in _listed(each))
        return [item for id in ids if (item := self.catalogue.find(id)) is not None]

    def is_told(self, reading: Reading) -> bool:
        """Whether the clause states a number for what the desk names for the last plan: "at RWA of $10tn"."""
        use = {
            id
            for call in self.before
            for each in _listed(self.catalogue.use.get(call.tool))
            for id in each.values()
            if isinstance(id, str)
        }
        named = [link.item.id for link in reading.links]
        return bool(reading.stated and named) and all(id in use for id in named if isinstance(id, str))

    def calls(self, reading: Reading) -> list[Call]:
        """The last calls with what this clause changes in them: another name, window, number, tool."""
        if (reading.unknown and not reading.links) or not (
            reading.links or reading.tools or reading.when or reading.stated or LEVELS.search(reading.text)
        ):
            return []
        wanted = max(reading.tools, key=lambda tool: tool.weight, default=None)
        if wanted is None and not reading.when and LEVELS.search(reading.text):
            wanted = self.tools["latest"]
        found: list[Call] = []
        for call in self.before:
            tool = self._goes_on(call, reading) or wanted or self.tools.get(call.tool)
            if tool is not None and not slots.takes_time(tool, reading.when, self.today):
                tool = self.tools.get("change")
            if tool is not None:
                found += self._again(tool, call, reading)
        return list({str(call): call for call in found}.values())

    def latest(self, reading: Reading) -> list[Call]:
        """Where the clause speaks of "it" and asks for nothing else: the latest value of what the thread was about."""
        if reading.unknown or reading.links or not REFERS.search(reading.text):
            return []
        tool = self.tools["latest"]
        return list(slots.calls(tool, self._filled(tool, [], self.items(), reading.text), {}))

    def exchanged(self, reading: Reading) -> list[Call]:
        """The last calls with one name in the place of another: "swap copper for gold", ``铜换成黄金``."""
        if len(reading.links) != FEWEST or not EXCHANGE.search(reading.text):
            return []
        one, other = (link.item.id for link in reading.links)
        old, new = (other, one) if INSTEAD.search(reading.text) else (one, other)
        if old not in {item.id for item in self.items()}:
            return []
        return [replace(call, arguments=_put(call.arguments, old, new)) for call in self.before]

    def _goes_on(self, call: Call, reading: Reading) -> Tool | None:
        """The tool of the earlier *call* where "against gold" asks for the same of it, and not for a comparison."""
        tool = self.tools.get(call.tool)
        wanted = max(reading.tools, key=lambda each: each.weight, default=None)
        if tool is None or wanted is None or tool.weight <= PARTICULAR or len(reading.links) != 1:
            return None
        sets = Several in wanted.arguments.values() and wanted.weight < PARTICULAR
        return tool if sets and ALONE & set(tool.arguments.values()) else None

    def _again(self, tool: Tool, call: Call, reading: Reading) -> Iterator[Call]:
        named = [link.item for link in reading.links]
        at_once = any(kind in LISTS for kind in tool.arguments.values())
        earlier = self.items() if at_once else self._items(call)
        kept = {name: value for name, value in call.arguments.items() if name in tool.arguments}
        time = slots.time(tool, reading.when, self.today, named or earlier) or _of(_times(tool, call), kept)
        dated = {
            name: call.arguments["at"]
            for name, kind in tool.arguments.items()
            if kind is Period and "at" in call.arguments
        }
        time = time or dated
        numbers = _of([name for name, kind in tool.arguments.items() if kind in NUMBERS], kept)
        filled = self._filled(tool, named, earlier, reading.text)
        grows = bool(filled) and slots.grows(tool, filled[0], self.catalogue.use)
        numbers |= amounts.filled(tool, reading.text, reading.stated, grows=grows)
        rest = {**time, **slots.picks(tool, reading.text, kept), **numbers}
        yield from slots.calls(tool, filled, rest)

    def _filled(self, tool: Tool, named: list[Named], earlier: list[Named], text: str) -> list[dict[str, Any]]:
        """The names of this clause; where they are too few, beside the earlier ones, the last of which they replace."""
        kinds = list(tool.arguments.values())
        of_two = Several in kinds or kinds.count(SeriesId) == FEWEST
        kept = earlier[:-1] if named and of_two and len(earlier) >= FEWEST else earlier
        tried = ([*named] or earlier, [*kept, *named])
        filled = (entities(tool, Names(items=items, text=text, use=self.catalogue.use)) for items in tried)
        return next(filter(None, filled), [])

    def _items(self, call: Call) -> list[Named]:
        """What an earlier call was about."""
        values = (value for name, value in call.arguments.items() if name not in TIMES)
        ids = [id for value in values for id in (value if isinstance(value, list | tuple) else [value])]
        return [item for id in ids if isinstance(id, str) and (item := self.catalogue.find(id)) is not None]


def _put(arguments: Mapping[str, Any], old: str, new: str) -> dict[str, Any]:
    """The arguments with the id *new* wherever *old* stood."""
    return {
        name: [new if each == old else each for each in value]
        if isinstance(value, list | tuple)
        else new
        if value == old
        else value
        for name, value in arguments.items()
    }


def _listed(body: Any) -> list[dict[str, Any]]:
    return body if isinstance(body, list) else [body] if body else []


def _times(tool: Tool, call: Call) -> tuple[str, ...]:
    """The times that *tool* takes over from another call; a line through history is read at its own."""
    if Regressor in tool.arguments.values() and tool.name != call.tool:
        return ()
    return (*TIMES, "at") if tool.name == call.tool else TIMES


def _of(names: Any, kept: Mapping[str, Any]) -> dict[str, Any]:
    return {name: kept[name] for name in names if name in kept}
