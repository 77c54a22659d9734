"""A few questions that a tool can answer here, to choose from where one lacks a name, a number or a year."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import islice

from bot.said.voice import voice_of
from footnote.text import Text
from tools.catalogue import Catalogue, Named, Series
from tools.registry import BasketId, BoardId, Regressor, SeriesId, Several, TableId, Tool, Year

MOST = 3
FEWEST = 2


def offers(tool: Tool, named: Sequence[Named], catalogue: Catalogue, today: date) -> tuple[Text, ...]:
    """Up to three of them, about what was *named* where it can be."""
    own = voice_of(tool.name).offers
    return own or tuple(islice(_offers(tool, named, catalogue, today), MOST))


def _offers(tool: Tool, named: Sequence[Named], catalogue: Catalogue, today: date) -> Iterator[Text]:
    kinds = list(tool.arguments.values())
    if Regressor in kinds:
        yield from _implied(tool, named, catalogue)
    elif Several in kinds or kinds.count(SeriesId) >= FEWEST:
        yield from _pairs(tool, named, catalogue)
    elif Year in kinds:
        verb = voice_of(tool.name).verb or Text(tool.name, tool.name)
        yield from (Text(f"{verb.en} {year}", f"{year}年{verb.zh}") for year in (today.year, today.year - 1))
    else:
        yield from (item.title for item in _held(kinds, catalogue))


def _implied(tool: Tool, named: Sequence[Named], catalogue: Catalogue) -> Iterator[Text]:
    """The pairs that the desk names, those with something that was named first."""
    pairs = [(_item(row["x"], catalogue), _item(row["y"], catalogue)) for row in catalogue.use.get(tool.name, ())]
    for x, y in sorted(pairs, key=lambda pair: not set(pair) & set(named)):
        if x and y:
            yield Text(f"{y.title.en} implied by {x.title.en}", f"{x.title.zh}隐含的{y.title.zh}")


def _pairs(tool: Tool, named: Sequence[Named], catalogue: Catalogue) -> Iterator[Text]:
    """What was named, or the desk's first series, with each of the others."""
    verb = voice_of(tool.name).verb or Text(tool.name, tool.name)
    series = [item for item in named if isinstance(item, Series)]
    series += [item for item in _held([], catalogue) if isinstance(item, Series) and item not in series]
    for other in series[1:]:
        one = series[0].title
        yield Text(f"{verb.en} of {one.en} and {other.title.en}", f"{one.zh}与{other.title.zh}的{verb.zh}")


def _held(kinds: Sequence[object], catalogue: Catalogue) -> list[Named]:
    """What the desk has of what the tool takes, its own series behind."""
    held: list[Named] = []
    if BoardId in kinds:
        held = list(catalogue.boards.values())
    elif TableId in kinds:
        return list(catalogue.tables.values())
    elif kinds.count(BasketId) >= FEWEST:
        held = [item for item in catalogue.baskets.values() if item.flows]
    elif BasketId in kinds:
        held = [*catalogue.baskets.values(), *catalogue.portfolios.values()]
    held += [item for item in catalogue.series.values() if not item.packaged and not item.hidden]
    return held or list(catalogue.series.values())


def _item(written: str, catalogue: Catalogue) -> Named | None:
    return catalogue.find(written.partition(":")[0])
