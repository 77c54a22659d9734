"""Every date that stands in a text, with the one day that it names: what a day of knowledge is looked for among."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from bot.forms import BARE, edge_of, named, parts_of, prefix_of
from tools.window import span

WEEKDAYS = {name: number for number, name in enumerate("mon tue wed thu fri sat sun".split())}
WEEKDAYS_ZH = {name: number for number, name in enumerate("一二三四五六日")} | {"天": 6}
WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b"
NEAR = "|".join(
    (
        r"(?P<now>\b(?:right )?now\b|\btoday\b|今天|今日|现在|目前|当前)",
        r"(?P<yesterday>\byesterday\b|昨天|昨日)",
        rf"\blast (?P<weekday>{WEEKDAY})|上 ?个?(?:周|星期)(?P<weekday_zh>[一二三四五六日天])",
    )
)
SPOKEN = re.compile(f"{NEAR}|{named(BARE, 'a')}")
HOUR = (
    r"(?:(?:end of (?:the )?day|eod|cob|close of (?:business|trading)|(?:market |business )?close)\b,? ?(?:of |on )?)?"
)
END = r"(?:(?:month|quarter|year)[- ])?(?:end[- ](?:of )?(?:the )?)?"
AT = rf"(?:the )?{HOUR}(?:the )?{END}(?:{WEEKDAY}\.?,? )?"
"""What may stand between a preposition and a date: the hour, the end of the period, the day of the week."""
ENDING = re.compile(rf"\bend[- ](?:of )?(?:the )?(?:{WEEKDAY}\.?,? )?$")
BEHIND = r"(?: ?\(?(?:周|星期)[一二三四五六日天]\)?)?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """A date as it stands in a text: its first and last day, and the day it names where it names one."""

    start: int
    end: int
    first: date
    last: date
    day: date | None = None
    is_now: bool = False


def spoken(text: str, today: date) -> Iterator[Spoken]:
    """The dates in *text* (normalised), in their order; AskError for a day that does not exist."""
    for found in SPOKEN.finditer(text):
        start, end = found.span()
        if (near := _near(found, today)) is not None:
            yield Spoken(start=start, end=end, first=near, last=near, day=near, is_now=found["now"] is not None)
        elif prefix := prefix_of(found, "a", today):
            first, last = span(prefix)
            edge = edge_of(parts_of(found, "a"))
            day = last if first == last or edge == "end" else first if edge == "start" else None
            yield Spoken(start=start, end=end, first=first, last=last, day=day)


def _near(found: re.Match[str], today: date) -> date | None:
    """Today, yesterday, or a day of the week before this one."""
    if found["now"]:
        return today
    if found["yesterday"]:
        return today - timedelta(days=1)
    if found["weekday"]:
        return today - timedelta(days=(today.weekday() - WEEKDAYS[found["weekday"][:3]] - 1) % 7 + 1)
    if found["weekday_zh"]:
        return today - timedelta(days=today.weekday() + 7 - WEEKDAYS_ZH[found["weekday_zh"]])
    return None
