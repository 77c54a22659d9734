"""How a clause fills a tool's arguments: its names, its time, and the choices its words make."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from bot import amounts, published
from bot.dates import When
from bot.entities import Names, entities
from bot.forms import month_before
from bot.reading import Reading, without_when
from footnote.answer import Call
from footnote.errors import AskError
from footnote.text import Text
from tools.catalogue import Named, Series
from tools.registry import At, Day, Explained, FirstDay, Period, Regressor, Tool, WindowText, Year
from tools.window import span

PEAK = re.compile(r" ?(?:peak|high|top|trough|low|bottom)s?\b|的?(?:峰值|高点|高位|低点|低位)")
MONTHS = {"M": 1, "Q": 3, "A": 12}
GROWTHS = ("yoy", "mom", "qoq", "saar", "log12")
BEST = re.compile(
    r"\b(?:best|worst|highest|lowest|strongest|weakest|record|(?:this|so|as) (?:good|high|low|bad))\b|最[好差高低强弱]"
)
ON_NOTES = ("notes_search", "list_notes", "claim_check")


def filled(tool: Tool, reading: Reading, today: date, use: Mapping[str, Any]) -> list[Call]:
    """The calls of *tool* that the clause fills: one a series where it takes one at a time, none where it fails."""
    about = [link.item for link in reading.links]
    ends = [link.end for link in reading.links]
    named = entities(tool, Names(items=about, ends=ends, text=reading.text, use=use))
    if named and reading.when is not None and reading.when.kind == "since" and asks_since(tool, reading.text):
        reading = without_when(reading, today)
    if not named or not takes_time(tool, reading.when, today):
        return []
    grown = grows(tool, named[0], use)
    numbers = amounts.filled(tool, reading.text, reading.stated, grows=grown)
    when = _peak(tool, reading) or time(tool, reading.when, today, about)
    return list(calls(tool, named, {**when, **picks(tool, reading.text), **numbers}))


def _peak(tool: Tool, reading: Reading) -> dict[str, str]:
    """The period whose high or low is to be set against: "its March 2021 peak"."""
    when = reading.when
    if "peak" not in tool.figures or when is None or when.kind != "point" or not when.start:
        return {}
    return {"window": when.start} if PEAK.match(reading.text[when.span[1] :]) else {}


def grows(tool: Tool, arguments: Mapping[str, Any], use: Mapping[str, Any]) -> bool:
    """Whether what explains is taken as its growth, by the desk's word for the pair."""
    if Regressor not in tool.arguments.values():
        return False
    values = [arguments.get(name) for name, kind in tool.arguments.items() if kind in (Regressor, Explained)]
    pairs = ([pair[side].partition(":") for side in ("x", "y")] for pair in use.get(tool.name, ()))
    return any([x[0], y[0]] == values and x[2] in GROWTHS for x, y in pairs)


def time(tool: Tool, when: When | None, today: date, about: Iterable[Named] = ()) -> dict[str, Any]:
    """The clause's time in the words this tool takes; a period that is still running has no end yet.

    Nor has it a value where no observation of *about* that lies in it can be out: then it is asked for by name.
    """
    kinds = set(tool.arguments.values())
    if when is None or (Regressor in kinds and (when.growth or when.kind == "point")):
        return {}
    if Period in kinds:
        return {_first(tool.arguments, Period): one} if (one := _one_period(when)) else {}
    if Year in kinds:
        return {_first(tool.arguments, Year): year} if (year := _year(when, today)) else {}
    running = when.start is not None and span(when.start)[0] <= today <= span(when.start)[1]
    if At in kinds and when.start and (when.kind == "point" or (when.kind == "window" and WindowText not in kinds)):
        begun = all(_has_begun(item, when.start, today) for item in about if isinstance(item, Series))
        return {} if running and begun else {"at": when.start}
    if Day in kinds and when.start and (when.kind == "point" or when.whole):
        end = when.end or when.start
        start = _month(when.start, 0) if FirstDay in kinds else _month(_before(when.start), -1)
        return {"start": start, **({} if span(end)[1] >= today else {"end": _month(end, -1)})}
    if kinds & {Day, FirstDay} and when.start and when.kind in ("since", "range"):
        start = _month(when.start, -1 if when.growth else 0)
        return {"start": start, **({"end": _month(when.end, -1)} if when.end else {})}
    return {"window": when.window} if WindowText in kinds and when.window else {}


def _month(prefix: str, place: int) -> str:
    """The first (0) or last (-1) month of the quarter that *prefix* names; anything else as it is."""
    days = span(prefix) if "Q" in prefix else None
    return f"{days[place]:%Y-%m}" if days else prefix


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
    days = {id(call): day for call in calls if (day := _single_day(call, series)) and span(day)[0] <= today}
    if not days:
        return calls, None
    day = next(iter(days.values()))
    whole = [_as_then(call) for call in calls if id(call) in days]
    if None in whole or any(id(call) not in days and call.tool not in ON_NOTES for call in calls):
        titles = [series[call.arguments["series"]].title for call in calls if id(call) in days]
        offers = tuple(Text(f"{title.en} as of {day}", f"截至 {day} 的{title.zh}") for title in titles)
        raise AskError(published.two_days(titles[0], day), choices=offers)
    return tuple(_as_then(call) or call if id(call) in days else call for call in calls), span(day)[0]


def whole_year(calls: tuple[Call, ...], series: Mapping[str, Series], today: date) -> tuple[Series, int] | None:
    """A series with several values in the past year at which its value is asked for, and that year."""
    for call in calls:
        item, at = series.get(str(call.arguments.get("series"))), str(call.arguments.get("at", ""))
        if call.tool == "latest" and item and item.freq != "A" and at.isdigit() and int(at) < today.year:
            return item, int(at)
    return None


def _single_day(call: Call, series: Mapping[str, Series]) -> str | None:
    """The day that a call asks for of a series that has months, quarters or years; the last of a month is that month.

    Not for a value, though: on the last day of a month nobody knows it yet.
    """
    item = series.get(str(call.arguments.get("series")))
    at, end = call.arguments.get("at"), call.arguments.get("end")
    day: str = at or end or ""
    if item is None or item.freq not in MONTHS or len(day) != len("2026-01-20"):
        return None
    return day if at or span(day)[1] != span(day[: len("2026-01")])[1] else None


def _as_then(call: Call) -> Call | None:
    """The call up to the last value there was; None for a change that was to begin and end on days."""
    kept = {name: value for name, value in call.arguments.items() if name not in ("at", "start", "end")}
    if "at" in call.arguments:
        return replace(call, arguments=kept)
    start, end = call.arguments["start"], call.arguments["end"]
    window = {f"{int(end[:4]) - 1}{end[4:]}": "1Y", month_before(end): "1M"}.get(start)
    return replace(call, arguments={**kept, "window": window}) if window else None


def _one_period(when: When) -> str | None:
    """The one period that is named, a calendar year included; None for a stretch of time."""
    year = when.window if (when.window or "").isdigit() else None
    return (when.start or year) if when.kind in ("point", "window") else None


def _year(when: When, today: date) -> int | None:
    """The calendar year that is named; this year where it is so far."""
    if when.window == "YTD":
        return today.year
    named = when.window if (when.window or "").isdigit() else when.start if when.kind == "point" else None
    return int(named[: len("2025")]) if named else None


def asks_since(tool: Tool, text: str = "") -> bool:
    """Whether "since" is the tool's own question, so that a date behind it is the asker's guess and no window."""
    own = "since" in tool.figures or (any(name.startswith("since_") for name in tool.figures) and BEST.search(text))
    return bool(own) and At in tool.arguments.values()


def takes_time(tool: Tool, when: When | None, today: date) -> bool:
    """Whether the tool has an argument for the time asked for; one that is dropped would be a wrong reading.

    A line through history takes no month but the last, which is what it is read at.
    """
    kinds = set(tool.arguments.values())
    if when is None or (tool.is_free and tool.is_timeless):
        return True
    if Regressor in kinds and when.kind == "point" and when.start:
        return when.start >= month_before(f"{today:%Y-%m}")
    if Period in kinds or Year in kinds:
        return _one_period(when) is not None or (Year in kinds and when.window == "YTD")
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
    found: dict[str, str] = {}
    for name, choices in tool.choices.items():
        named = next((choice for choice in choices if choice in tool.picks and tool.picks[choice].search(text)), None)
        usual = choices[0] if name in tool.required else None
        found |= {name: choice} if (choice := named or (kept or {}).get(name) or usual) else {}
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
