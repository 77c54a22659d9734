"""How a clause fills a tool's arguments: its names, its time, and the choices its words make."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from bot import published
from bot.dates import When
from bot.reading import Reading, without_when
from footnote.answer import Call
from footnote.errors import AskError
from footnote.text import Text
from tools.catalogue import Basket, Board, Named, Series
from tools.registry import At, BasketId, BoardId, Day, Instruments, Period, SeriesId, SeriesIds, Tool, WindowText
from tools.window import span

MONTHS = {"M": 1, "Q": 3, "A": 12}
ON_NOTES = ("notes_search", "list_notes")


def filled(tool: Tool, reading: Reading, today: date) -> list[Call]:
    """The calls of *tool* that the clause fills: one a series where it takes one at a time, none where it fails."""
    named = entities(tool, [link.item for link in reading.links])
    if named and reading.when is not None and reading.when.kind == "since" and asks_since(tool):
        reading = without_when(reading, today)
    if not named or not takes_time(tool, reading.when):
        return []
    about = [link.item for link in reading.links]
    return list(calls(tool, named, {**time(tool, reading.when, today, about), **picks(tool, reading.text)}))


def entities(tool: Tool, items: list[Named]) -> list[dict[str, Any]]:
    """How the names of a clause fill the tool's arguments: one mapping a call, none where they do not fit."""
    by_kind = {
        name: kind
        for name, kind in tool.arguments.items()
        if kind in (SeriesId, SeriesIds, Instruments, BasketId, BoardId)
    }
    series = [item for item in items if isinstance(item, Series)]
    baskets = [item for item in items if isinstance(item, Basket) or (isinstance(item, Series) and item.kind == "flow")]
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


def time(tool: Tool, when: When | None, today: date, about: Iterable[Named] = ()) -> dict[str, str]:
    """The clause's time in the words this tool takes; a period that is still running has no end yet.

    Nor has it a value where none of the observations of *about* that lie in it can be out: then it is asked for by name.
    """
    kinds = set(tool.arguments.values())
    if when is None:
        return {}
    if Period in kinds:
        return {_first(tool.arguments, Period): one} if (one := _one_period(when)) else {}
    running = when.start is not None and span(when.start)[0] <= today <= span(when.start)[1]
    if At in kinds and when.start and (when.kind == "point" or (when.kind == "window" and WindowText not in kinds)):
        begun = all(_has_begun(item, when.start, today) for item in about if isinstance(item, Series))
        return {} if running and begun else {"at": when.start}
    if Day in kinds and when.kind == "point" and when.start:
        return {"start": _before(when.start), **({} if running else {"end": when.start})}
    if Day in kinds and when.start and when.kind in ("since", "range"):
        return {"start": when.start, **({"end": when.end} if when.end else {})}
    return {"window": when.window} if WindowText in kinds and when.window else {}


def _has_begun(series: Series, prefix: str, today: date) -> bool:
    """Whether an observation within the period that *prefix* names should be out by its publication lag."""
    first, day = span(prefix)[0], today - series.lag + timedelta(days=1)
    months = MONTHS.get(series.freq)
    return first < (date(day.year, (day.month - 1) // months * months + 1, 1) if months else day)


def on_a_day(
    calls: tuple[Call, ...], series: Mapping[str, Series], today: date
) -> tuple[tuple[Call, ...], date | None]:
    """The calls without a day that no series of months or longer has a value for, and that day: what was known then.

    AskError where it cannot be the day of knowledge for all that is asked.
    """
    coarse = [call for call in calls if _is_coarse(call, series) and span(call.arguments["at"])[0] <= today]
    if not coarse:
        return calls, None
    at = coarse[0].arguments["at"]
    if any(call not in coarse and call.tool not in ON_NOTES for call in calls):
        named = [series[call.arguments["series"]].title for call in coarse]
        offers = tuple(Text(f"{title.en} as of {at}", f"截至 {at} 的{title.zh}") for title in named)
        raise AskError(published.two_days(named[0], at), choices=offers)
    kept = [{name: value for name, value in call.arguments.items() if name != "at"} for call in calls]
    bare = (replace(call, arguments=each) if call in coarse else call for call, each in zip(calls, kept, strict=True))
    return tuple(bare), span(at)[0]


def _is_coarse(call: Call, series: Mapping[str, Series]) -> bool:
    """Whether a day is asked for of a series that has months, quarters or years."""
    item = series.get(str(call.arguments.get("series")))
    at = call.arguments.get("at", "")
    return item is not None and item.freq in MONTHS and len(at) == len("2026-01-20")


def _one_period(when: When) -> str | None:
    """The one period that is named, a calendar year included; None for a stretch of time."""
    year = when.window if (when.window or "").isdigit() else None
    return (when.start or year) if when.kind in ("point", "window") else None


def asks_since(tool: Tool) -> bool:
    """Whether "since" is the tool's own question, so that a date behind it is the asker's guess and no window."""
    kinds = tool.arguments.values()
    return At in kinds and WindowText in kinds


def takes_time(tool: Tool, when: When | None) -> bool:
    """Whether the tool has an argument for the time asked for; one that is dropped would be a wrong reading."""
    kinds = set(tool.arguments.values())
    if when is None:
        return True
    if Period in kinds:
        return _one_period(when) is not None
    if when.kind in ("since", "range"):
        return Day in kinds
    if when.kind == "point":
        return At in kinds or Day in kinds
    return WindowText in kinds or (At in kinds and when.start is not None)


def calls(tool: Tool, entities: list[dict[str, Any]], rest: dict[str, Any]) -> Iterator[Call]:
    """A call for each mapping of entities that leaves none of the tool's required arguments empty."""
    for each in entities:
        arguments = {**each, **rest}
        if all(name in arguments for name in tool.required):
            yield Call(
                tool=tool.name, arguments={name: arguments[name] for name in tool.arguments if name in arguments}
            )


def _first(by_kind: dict[str, Any], kind: Any) -> str:
    return next(name for name, each in by_kind.items() if each is kind)


def picks(tool: Tool, text: str, kept: Mapping[str, Any] | None = None) -> dict[str, str]:
    """Arguments that take one of a few words: the one whose pattern stands in the text, else the kept or first one."""
    found = {}
    for name, choices in tool.choices.items():
        named = next((choice for choice in choices if choice in tool.picks and tool.picks[choice].search(text)), None)
        found[name] = named or (kept or {}).get(name) or choices[0]
    return found


def _before(prefix: str) -> str:
    """The month or quarter before the one *prefix* names; a year or a day stays."""
    if quarter := re.fullmatch(r"(\d{4})Q([1-4])", prefix):
        year, number = int(quarter[1]), int(quarter[2])
        return f"{year - 1}Q4" if number == 1 else f"{year}Q{number - 1}"
    month = re.fullmatch(r"(\d{4})-(\d{2})", prefix)
    if month is None:
        return prefix
    year, number = int(month[1]), int(month[2])
    return f"{year - 1}-12" if number == 1 else f"{year}-{number - 1:02d}"
