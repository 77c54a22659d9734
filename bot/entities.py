"""How the names of a clause fill a tool's arguments."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tools.catalogue import Basket, Board, Named, Series, Table
from tools.registry import (
    BasketId,
    Benchmark,
    BoardId,
    Explained,
    Instruments,
    Regressor,
    SeriesId,
    SeriesIds,
    Several,
    TableId,
    Tool,
)

Filled = list[dict[str, Any]]
FEWEST = 2
"""Series that are compared."""
MAPS = re.compile(
    r"\b(?:impl(?:y|ies|ied)|suggests?|points?|maps?|means?|predicts?)\b|推算|推断|隐含|对应|意味|指向|预示"
)
"""Right before it stands what explains: "what growth does NACM imply", "ISM-implied GDP"."""
EXPLAINED_FIRST = re.compile(
    r"\b(?:implied|explained|predicted) (?:by|from)\b|\bregress(?:ed|ion|ing)?\b.{0,60}\bon\b|\bbased on\b"
    r"|\bon the back of\b|^(?!.{0,20}用).{0,60}对.{0,60}回归"
)
IF = re.compile(r"\b(?:if|should|with|suppose|assuming|given|when|at)\b|如果|假如|若|假设|当|要是")
SUPPOSED = re.compile(
    r" ?(?:is |was |were |goes |gets |went |stays |comes in |prints |falls |rises |drops |climbs )?"
    r"(?:at|to|hits?|reach(?:es|ed)?|of|=|为|到|达到?|在|是|升到|跌到|降到|涨到) ?\d"
)
"""Behind a name, the level that it is supposed to have."""
MERGED = re.compile(
    r"\bmerge[rd]s?\b|\bde-?spac|\bpost[- ]|\b(per|by|each) deal\b|\btrading days\b|合并|并购|每笔|逐笔|交易日"
)
"""Companies after their merger are asked for, not an index of them."""
BESIDE = re.compile(
    r"\bvs\.?\b|\bversus\b|\bagainst\b|\bbenchmark\b|\brelative\b|\b(?:under|out)perform|跑输|跑赢|相比|相对|基准|对比"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What a clause names, in its order, where each name ends in it, and what the desk names for tools to take."""

    items: Sequence[Named]
    ends: Sequence[int] = ()
    text: str = ""
    use: Mapping[str, Any] = field(default_factory=dict)

    @property
    def series(self) -> list[Series]:
        """The series among them, each once."""
        return list(dict.fromkeys(item for item in self.items if isinstance(item, Series)))

    def ids(self, items: Iterable[Named]) -> list[str]:
        """The ids of *items*, each once."""
        return list(dict.fromkeys(item.id for item in items))


def entities(tool: Tool, names: Names) -> Filled:
    """How the names fill the tool's arguments: one mapping a call, none where they do not fit."""
    kinds = tool.arguments.values()
    fill = next((fill for kind, fill in FILLS.items() if kind in kinds), None)
    return fill(tool, names) if fill else [{}]


def _board(tool: Tool, names: Names) -> Filled:
    board = next((item for item in names.items if isinstance(item, Board)), None)
    return [{_name(tool, BoardId): board.id}] if board else _together(tool, names)


def _together(tool: Tool, names: Names) -> Filled:
    """All series in one call, where nothing else is named."""
    ids = names.ids(names.series)
    return [{_name(tool, SeriesIds): ids}] if ids and len(ids) == len(names.ids(names.items)) else []


def _several(tool: Tool, names: Names) -> Filled:
    ids = names.ids(names.series)
    return [{_name(tool, Several): ids}] if len(ids) >= FEWEST and len(ids) == len(names.ids(names.items)) else []


def _instruments(tool: Tool, names: Names) -> Filled:
    """One basket by itself, else everything that has a price; nothing where something named has none."""
    items = names.items
    if len(items) == 1 and isinstance(items[0], Basket) and BasketId in tool.arguments.values():
        return [{_name(tool, BasketId): items[0].id}]
    priced = [item for item in items if not isinstance(item, Series) or item.kind == "price"]
    ids = names.ids(item for item in priced if not isinstance(item, Board | Table))
    return [{_name(tool, Instruments): ids}] if ids and len(priced) == len(items) else []


def _baskets(tool: Tool, names: Names) -> Filled:
    """As many baskets, or flow series, as the tool takes."""
    arguments = [name for name, kind in tool.arguments.items() if kind is BasketId]
    flows = (
        item for item in names.items if isinstance(item, Basket) or (isinstance(item, Series) and item.kind == "flow")
    )
    ids = names.ids(flows)
    return [dict(zip(arguments, ids, strict=False))] if len(ids) >= len(arguments) else []


def _one_each(tool: Tool, names: Names) -> Filled:
    """A call a series; of a tool that takes two series one call for both."""
    arguments = [name for name, kind in tool.arguments.items() if kind is SeriesId]
    if len(arguments) == 1:
        return [{arguments[0]: id} for id in names.ids(names.series)]
    ids = names.ids(names.series)
    return [dict(zip(arguments, ids, strict=False))] if len(ids) == len(arguments) else []


def _table(tool: Tool, names: Names) -> Filled:
    return [{_name(tool, TableId): item.id} for item in names.items if isinstance(item, Table)][:1]


def _regression(tool: Tool, names: Names) -> Filled:
    """What explains and what is explained: as the desk pairs them, else by the order of the words."""
    x, y = _name(tool, Regressor), _name(tool, Explained)
    ids = names.ids(names.series)
    pairs = [(_id(pair["x"]), _id(pair["y"])) for pair in names.use.get(tool.name, ())]
    paired = [(one, other) for one, other in pairs if {one, other} <= set(ids)]
    if paired and (len(ids) > FEWEST or {*paired[0]} == set(ids)):
        return [{x: one, y: other} for one, other in paired]
    if len(ids) == FEWEST:
        explains = _explains(names, ids)
        return [{x: explains, y: next(id for id in ids if id != explains)}]
    told = [pair for pair in pairs if ids[:1] == [pair[0]]]
    return [{x: told[0][0], y: told[0][1]}] if told and len(ids) == 1 else []


def _explains(names: Names, ids: list[str]) -> str:
    """Which of two series explains the other, by the words about them; the first where they do not tell."""
    if EXPLAINED_FIRST.search(names.text):
        return ids[1]
    if supposed := [
        item.id for item, end in zip(names.items, names.ends, strict=False) if _is_supposed(names.text, end)
    ]:
        return supposed[0]
    maps = MAPS.search(names.text)
    placed = zip(names.items, names.ends, strict=True) if maps and names.ends else ()
    before = [item.id for item, end in placed if maps and end <= maps.start() and item.id in ids]
    return before[-1] if before else ids[0]


def _is_supposed(text: str, end: int) -> bool:
    """Whether the name that ends at *end* is given a level: "if ISM hits 55"."""
    return SUPPOSED.match(text, end) is not None and IF.search(text[:end]) is not None


def _benchmark(tool: Tool, names: Names) -> Filled:
    """A price to set an index against, where no merger is spoken of: the one named, else the desk's own."""
    use = names.use.get(tool.name, {})
    if MERGED.search(names.text):
        return [{}]
    other = next((item.id for item in names.series if item.kind == "price" and item.id != use.get("index")), None)
    indexed = any(item.id == use.get("index") for item in names.series) or BESIDE.search(names.text)
    benchmark = other or (use.get("benchmark") if indexed else None)
    return [{_name(tool, Benchmark): benchmark} if benchmark else {}]


FILLS: Mapping[Any, Callable[[Tool, Names], Filled]] = {
    BoardId: _board,
    Regressor: _regression,
    Several: _several,
    Instruments: _instruments,
    BasketId: _baskets,
    SeriesIds: _together,
    SeriesId: _one_each,
    TableId: _table,
    Benchmark: _benchmark,
}
"""By the kind of argument, the first that the tool has."""


def _name(tool: Tool, kind: Any) -> str:
    return next(name for name, each in tool.arguments.items() if each is kind)


def _id(written: str) -> str:
    """The id of ``GDPC1:saar``."""
    return written.partition(":")[0]
