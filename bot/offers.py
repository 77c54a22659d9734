"""A few questions that a tool can answer here, to choose from where one lacks a name, a number or a year."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import islice, permutations

from bot.said.voice import voice_of
from footnote.text import Text, same
from tools.catalogue import Catalogue, Named, Series
from tools.registry import BasketId, BoardId, Regressor, SeriesId, Several, TableId, Tool, Year

MOST = 3
TWO = 2


def offers(tool: Tool, named: Sequence[Named], catalogue: Catalogue, today: date) -> tuple[Text, ...]:
    """Up to three questions, about what was *named* where it can be."""
    voice = voice_of(tool.name)
    asked = (_asked(voice.offer, names) for names in _names(tool, named, catalogue, today))
    return voice.offers or tuple(islice(asked, MOST))


def _asked(offer: Text, names: Sequence[Text]) -> Text:
    """The question of the tool about *names*."""
    return Text(
        offer.en.format(*(name.en for name in names)),
        offer.zh.format(*(name.zh for name in names)),
    )


def _names(tool: Tool, named: Sequence[Named], catalogue: Catalogue, today: date) -> Iterator[tuple[Text, ...]]:
    """What one question after another may be about."""
    kinds = list(tool.arguments.values())
    if Regressor in kinds:
        yield from _implied(tool, named, catalogue)
    elif Year in kinds:
        yield from ((same(str(year)),) for year in (today.year, today.year - 1))
    elif kinds.count(BasketId) >= TWO:
        yield from permutations(_flowing(named, catalogue), TWO)
    elif Several in kinds or kinds.count(SeriesId) >= TWO:
        yield from _pairs(named, catalogue)
    elif not tool.is_free:
        wanted = voice_of(tool.name).kinds
        series = [item for item in named if isinstance(item, Series)]
        held = {item.id: item for item in (*series, *_held(tool, catalogue))}
        yield from ((item.title,) for item in held.values() if _fits(item, wanted))


def _flowing(named: Sequence[Named], catalogue: Catalogue) -> list[Text]:
    """The baskets with flows, what was named first; flows that were named with others of their kind."""
    flows = [item for item in named if isinstance(item, Series) and item.kind == "flow"]
    kin = [item for item in _own(catalogue) if item.kind == "flow"] if flows else []
    baskets = [item for item in catalogue.baskets.values() if item.flows]
    found = {item.id: item.title for item in (*flows, *kin, *sorted(baskets, key=lambda each: each not in named))}
    return list(found.values())


def _implied(tool: Tool, named: Sequence[Named], catalogue: Catalogue) -> Iterator[tuple[Text, ...]]:
    """The pairs that the desk names, those with something that was named first."""
    pairs = [(_item(row["x"], catalogue), _item(row["y"], catalogue)) for row in catalogue.use.get(tool.name, ())]
    for x, y in sorted(pairs, key=lambda pair: not set(pair) & set(named)):
        if x and y:
            yield y.title, x.title


def _pairs(named: Sequence[Named], catalogue: Catalogue) -> Iterator[tuple[Text, ...]]:
    """What was named, or the desk's first series, with each of the others."""
    series = [item for item in named if isinstance(item, Series)]
    series += [item for item in _own(catalogue) if item not in series]
    yield from ((series[0].title, other.title) for other in series[1:])


def _held(tool: Tool, catalogue: Catalogue) -> list[Named]:
    """What the desk has of what the tool takes, its own series behind."""
    kinds = tool.arguments.values()
    if TableId in kinds:
        return list(catalogue.tables.values())
    boards: list[Named] = list(catalogue.boards.values()) if BoardId in kinds else []
    baskets: list[Named] = [*catalogue.baskets.values(), *catalogue.portfolios.values()] if BasketId in kinds else []
    return [*boards, *baskets, *_own(catalogue)]


def _own(catalogue: Catalogue) -> list[Series]:
    """The desk's own series, all there are where it has none."""
    named = [item for item in catalogue.series.values() if item.names and not item.hidden]
    return [item for item in named if not item.packaged] or named


def _fits(item: Named, kinds: Sequence[str]) -> bool:
    return not (kinds and isinstance(item, Series)) or item.kind in kinds


def _item(written: str, catalogue: Catalogue) -> Named | None:
    return catalogue.find(written.partition(":")[0])
