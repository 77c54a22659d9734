"""Numbers that an asker puts into a question: percentages, points, money, a level, a lead, a year left out."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.forms import number
from tools.registry import Amount, Fraction, Fractions, Lead, LeftOut, Level, Points, Tool

NUMBER = r"(?P<n>(?<![\w.])[-+−]?\d{1,3}(?:,\d{3})+(?:\.\d+)?|(?<![\w.])[-+−]?\d+(?:\.\d+)?)"
SPELLED = r"(?P<said>(?<![a-z])(?:half an?|an?|one|two|three|four|five|ten)|[半一两二三四五六七八九十])"
BARE = r"(?P<n>[-+−]?\d{1,3}(?:\.\d+)?)"
COUNT = r"(?P<n>\d{1,2}|(?:one|two|three|six|nine)(?![a-z])|[一两二三六九])"
LENGTH = r"(?P<u>months?|mos?|quarters?|q|years?|y|个?月|个?季度?|年)(?![a-z])"
SCALES = {"万亿": 1e12, "亿": 1e8, "万": 1e4} | {
    name: scale
    for scale, names in {
        1e12: "trillion trn tn t",
        1e9: "billion bn b",
        1e6: "million mn mm m",
        1e3: "thousand k",
    }.items()
    for name in names.split()
}
SCALE = rf"(?: ?(?P<scale>{'|'.join(SCALES)})(?![a-z]))?"
MONEY = r" ?(?:(?:us )?(?:dollars?|usd|bucks?)(?![a-z])|(?:美元|美金|块钱|元))"
A_PERIOD = (
    r"(?: ?(?:/|(?:a|per|each|every|one)(?![a-z])) ?(?:calendar )?(?:quarter|qtr|month|year|annum)s?(?![a-z])"
    r"| ?(?:quarterly|monthly|annually|yearly)(?![a-z])| ?[每一] ?个?(?:季度?|月|年))?"
)
"""How often, behind a percentage: no window."""
WITHOUT = r"without|excluding|excl\.?|exclude|except|leaving out|leave out|omitting|ex"
NO_LEVEL = r"[\w/]|[.,-]\d| ?(?:%|days?|weeks?|months?|quarters?|years?|bps?|points?|[天周月年季个])"
TO = r"(?:\b(?:at|of|hits?|reach(?:es|ed)?|to)\b|=|为|达到?|到|在) ?"
PATTERNS: Mapping[Any, tuple[str, ...]] = {
    LeftOut: (
        rf"\b(?:{WITHOUT})[ -](?:the )?(?:covid )?(?:year )?(?P<n>(?:19|20)\d\d)\b",
        r"(?:剔除|不含|不算|除去|排除|去掉|撇除) ?(?P<n>(?:19|20)\d\d)(?: ?年)?",
    ),
    Lead: (
        rf"(?:\b(?:lead(?:ing|s)?|lag(?:ged|s)?)(?: time)?(?: of| by)?|领先|提前|滞后) ?{COUNT}[ -]?{LENGTH}",
        rf"{COUNT}[ -]?{LENGTH}[ -](?:lead|lag|ahead|earlier)\b",
    ),
    Points: (
        rf"(?:{NUMBER}|{SPELLED})[ -]?(?:full )?(?:percentage[ -])?(?:points?|pts?|ppts?|pps?)(?![a-z])",
        rf"(?:{NUMBER}|{SPELLED}) ?个? ?(?:百分点|点)",
        rf"{NUMBER} ?(?P<basis>bps?|basis points?|个? ?基点)(?![a-z])",
    ),
    Fraction: (rf"{NUMBER} ?(?:%|percent|per ?cent|pct|个?巴仙)(?![a-z]){A_PERIOD}",),
    Amount: (
        rf"(?:us)?\$ ?(?P<n>\d[\d,]*(?:\.\d+)?){SCALE}",
        rf"(?:{NUMBER}|{SPELLED}){SCALE}{MONEY}",
    ),
    Level: (rf"{TO}{BARE}(?: ?%)?(?!{NO_LEVEL})",),
}
"""By kind, in the order in which they are looked for: what one has taken, the next does not see."""
MONTHS = {"m": "M", "q": "Q", "y": "Y", "月": "M", "季": "Q", "年": "Y"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """A number as it stands in a question: its kind, its value as a tool takes it, and its place."""

    kind: Any
    value: Any
    start: int
    end: int


def stated(text: str, tools: Iterable[Tool]) -> tuple[Stated, ...]:
    """The numbers in *text* (normalised) of the kinds that one of *tools* takes, in their order."""
    kinds = {Fraction if kind is Fractions else kind for tool in tools for kind in tool.arguments.values()}
    kinds |= {Fraction} if Points in kinds else set()
    found: list[Stated] = []
    for kind in (kind for kind in PATTERNS if kind in kinds):
        for pattern in PATTERNS[kind]:
            for each in re.finditer(pattern, text):
                start, end = each.span()
                found.append(Stated(kind=kind, value=_value(kind, each.groupdict()), start=start, end=end))
                text = text[:start] + " " * (end - start) + text[end:]
    return tuple(sorted(found, key=lambda each: each.start))


def _value(kind: Any, part: Mapping[str, str | None]) -> Any:
    """The value of a number of *kind*: a fraction, points, base units, a level, ``6M``, a year."""
    if kind is Lead:
        unit = MONTHS[(part["u"] or "").removeprefix("个")[0]]
        count = int(number(part["n"] or ""))
        return f"{3 * count}M" if unit == "Q" else f"{count}{unit}"
    if kind is LeftOut:
        return int(part["n"] or 0)
    value = _number(part)
    if kind is Fraction:
        return round(value / 100, 12)
    if kind is Points:
        return value / 100 if part.get("basis") else value
    return value * SCALES.get(part.get("scale") or "", 1.0)


def _number(part: Mapping[str, str | None]) -> float:
    if digits := part.get("n"):
        return float(digits.replace(",", "").replace("−", "-"))
    said = part.get("said") or ""
    if said.startswith("half") or said == "半":
        return 0.5
    return 1.0 if said in ("a", "an") else number(said)
