"""What a follow-up takes over from the thread's last plan: its names, its time, its numbers, its tool."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot import amounts, slots
from bot.entities import FEWEST, Names, entities
from bot.reading import Reading
from footnote.answer import Call
from tools.catalogue import Catalogue, Named
from tools.registry import NUMBERS, Instruments, Regressor, SeriesIds, Several, Tool

TIMES = ("window", "start", "end")
LISTS = (SeriesIds, Several, Instruments, Regressor)
"""Kinds of argument that take several names at once, or one of a pair."""


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

    def calls(self, reading: Reading) -> list[Call]:
        """The last calls with what this clause changes in them: another name, window, number, tool."""
        if (reading.unknown and not reading.links) or not (
            reading.links or reading.tools or reading.when or reading.stated
        ):
            return []
        wanted = max(reading.tools, key=lambda tool: tool.weight, default=None)
        found: list[Call] = []
        for call in self.before:
            tool = wanted or self.tools.get(call.tool)
            if tool is not None and not slots.takes_time(tool, reading.when, self.today):
                tool = self.tools.get("change")
            if tool is not None:
                found += self._again(tool, call, reading)
        return list({str(call): call for call in found}.values())

    def _again(self, tool: Tool, call: Call, reading: Reading) -> Iterator[Call]:
        named = [link.item for link in reading.links]
        at_once = any(kind in LISTS for kind in tool.arguments.values())
        earlier = self.items() if at_once else self._items(call)
        kept = {name: value for name, value in call.arguments.items() if name in tool.arguments}
        time = slots.time(tool, reading.when, self.today, named or earlier) or _of(TIMES, kept)
        numbers = _of([name for name, kind in tool.arguments.items() if kind in NUMBERS], kept)
        numbers |= amounts.filled(tool, reading.text, reading.stated)
        rest = {**time, **slots.picks(tool, reading.text, kept), **numbers}
        yield from slots.calls(tool, self._filled(tool, named, earlier, reading.text), rest)

    def _filled(self, tool: Tool, named: list[Named], earlier: list[Named], text: str) -> list[dict[str, Any]]:
        """The names of this clause; where they are too few, beside the earlier ones, the last of which they replace."""
        kept = earlier[:-1] if named and Several in tool.arguments.values() and len(earlier) >= FEWEST else earlier
        tried = ([*named] or earlier, [*kept, *named])
        filled = (entities(tool, Names(items=items, text=text, use=self.catalogue.use)) for items in tried)
        return next(filter(None, filled), [])

    def _items(self, call: Call) -> list[Named]:
        """What an earlier call was about."""
        values = (value for name, value in call.arguments.items() if name not in TIMES)
        ids = [id for value in values for id in (value if isinstance(value, list | tuple) else [value])]
        return [item for id in ids if isinstance(id, str) and (item := self.catalogue.find(id)) is not None]


def _of(names: Any, kept: Mapping[str, Any]) -> dict[str, Any]:
    return {name: kept[name] for name in names if name in kept}
