"""What of a clause no call took: names, times, and words for a frequency or a currency."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from bot.filler import GOODS
from bot.reading import Reading
from footnote.answer import Call
from tools.catalogue import Basket, Named, Portfolio, Series
from tools.registry import Lead, TableId, Tool

OFTEN: Mapping[str, "re.Pattern[str]"] = {
    "D": re.compile(r"\bdaily\b|\bday by day\b|\bhourly\b|\bintraday\b|日度|每日|逐日"),
    "W": re.compile(r"\bweekly\b|\bweek by week\b|\bfortnightly\b|周度|每周|逐周"),
    "M": re.compile(r"\bmonthly\b|\bmonth by month\b|月度|逐月"),
    "Q": re.compile(r"\bquarterly\b|\bquarter by quarter\b|季度(?!同比|环比)|逐季"),
    "": re.compile(r"\brolling\b|滚动"),
}
"""Words for how often something is taken, by the frequency of the series that they say nothing more about."""
TAKEN: Mapping[str, str] = {"volatility": "D", "correlate": "M", "implied": "MQ", "hard_soft_gap": "M"}
"""How often these tools take their series, whatever is asked."""
MONEY = re.compile(
    r"\b(?:in|into) (?:us )?(?:dollars?|usd|euros?|eur|sterling|gbp|yen|jpy|rmb|cny|hkd)\b"
    r"|以?(?:美元|欧元|日元|人民币|港元)计价?"
)
PERCENT = ("percent", "percentage point", "basis point", "index", "diffusion index", "ratio")
"""Units that are no money."""


def passed(reading: Reading, calls: Sequence[Call], tool: Tool, use: Sequence[Mapping[str, Any]]) -> list[str]:
    """The names, times and words for a frequency or a currency in the clause that none of its *calls* took.

    *use* is what the desk names for the tool to take; the subject of a tool that needs no name is none of them.
    """
    said = [*_often(reading, calls, tool), *_money(reading, tool), *_leads(reading, tool)]
    if tool.is_free and tool.is_timeless:
        when = reading.text[slice(*reading.when.span)].strip() if reading.when else ""
        return [*said, when] if when and not _is_picked(reading, tool) else said
    if TableId in tool.arguments.values():
        return [*said, *_beyond_table(reading, tool)]
    used = {id for each in (*(call.arguments for call in calls), *use) for id in flat(each.values())}
    return [*said, *(link.words for link in reading.links if link.item.id not in used)]


def _is_picked(reading: Reading, tool: Tool) -> bool:
    """Whether the time of the clause is one of the tool's choices, or part of it: "every six months"."""
    begun, ended = reading.when.span if reading.when else (0, 0)
    picked = (found.span() for pick in tool.picks.values() for found in pick.finditer(reading.text))
    return any(start <= begun and ended <= end for start, end in picked)


def is_word(run: str) -> bool:
    """Whether unknown words are worth telling: one Chinese character is, where it is a metal, a fuel or a fibre."""
    return len(run) > 1 or run in GOODS


def is_manner(word: str) -> bool:
    """Whether a word says how often, or in which money: what is left out is then said, and answered all the same."""
    return any(pattern.fullmatch(word) for pattern in (*OFTEN.values(), MONEY))


def flat(values: Iterable[Any]) -> Iterator[Any]:
    """The values, those of a list one by one."""
    for value in values:
        yield from value if isinstance(value, list | tuple) else [value]


def _often(reading: Reading, calls: Sequence[Call], tool: Tool) -> Iterator[str]:
    """Words for a frequency that is not that of the series, nor the tool's own."""
    known = {item.freq for item in _items(reading) if isinstance(item, Series)} | set(TAKEN.get(tool.name, ""))
    given = " ".join(str(value) for call in calls for value in flat(call.arguments.values()))
    for freq, pattern in OFTEN.items():
        for found in pattern.finditer(reading.text):
            named = any(link.start < found.end() and found.start() < link.end for link in reading.links)
            if not (named or freq in known or found[0] in given or _picked(tool, found[0])):
                yield found[0]


def _leads(reading: Reading, tool: Tool) -> Iterator[str]:
    """A lead, where the tool tries them all, or knows none."""
    taken = Lead in tool.arguments.values()
    yield from (reading.text[each.start : each.end] for each in reading.stated if each.kind is Lead and not taken)


def _picked(tool: Tool, word: str) -> bool:
    return any(pick.search(word) for pick in tool.picks.values())


def _money(reading: Reading, tool: Tool) -> Iterator[str]:
    """Words for a currency where all that is named is no money."""
    items = _items(reading)
    if tool.is_free or any(not isinstance(item, Series) or item.unit.name not in PERCENT for item in items):
        return
    yield from (found[0] for found in MONEY.finditer(reading.text))


def _beyond_table(reading: Reading, tool: Tool) -> Iterator[str]:
    """Names beside a table's that are not of its subject."""
    tables = {link.item.id for link in reading.links if not isinstance(link.item, Series | Basket | Portfolio)}
    for link in reading.links:
        subject = tool.about is not None and any(tool.about.search(name.casefold()) for name in link.item.names)
        if link.item.id not in tables and not subject:
            yield link.words


def _items(reading: Reading) -> list[Named]:
    return [item for link in reading.links for item in link.items]
