"""Numbers that an asker puts into a question: percentages, points, money, a level, a lead, a year left out."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NewType

from bot.forms import number
from tools.registry import Amount, Fraction, Fractions, Lead, LeftOut, Level, Points, SeriesId, Tool

Grown = NewType("Grown", float)
"""A growth in percent, which is a level of what is taken as its growth."""
SIGN = r"(?:[-+−]|(?<![a-z])(?:minus|negative) |负)?"
NUMBER = rf"(?P<n>(?<![\w.]){SIGN}\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|(?<![\w.]){SIGN}\d+(?:\.\d+)?)"
SPELLED = r"(?P<said>(?<![a-z])(?:half an?|an?|one|two|three|four|five|ten)|[半一两二三四五六七八九十])"
BARE = rf"(?P<n>{SIGN}\d{{1,3}}(?:\.\d+)?)"
COUNT = r"(?P<n>(?<![\d.,])\d+(?:,\d{3})*|(?:one|two|three|six|nine)(?![a-z])|[一两二三六九])"
LENGTH = r"(?P<u>months?|mos?|m|quarters?|q|years?|y|个?月|个?季度?|年)(?![a-z])"
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
LARGE = "trillion|trn|tn|billion|bn|万亿|亿"
MONEY = r" ?(?:(?:us )?(?:dollars?|usd|bucks?)(?![a-z])|(?:美元|美金|块钱|元))"
FOREIGN = (
    r"(?:[€£¥₩]|(?:eur|gbp|jpy|cny|rmb|hkd|chf|krw|twd|inr|aud|cad|sgd|euros?|pounds?|sterling|yen|yuan|won)(?![a-z])"
    r"|欧元|英镑|日元|人民币|港[元币]|瑞士法郎|韩元)"
)
"""Money that is not counted in dollars."""
TIMES_A = r"(?:once|twice|thrice|(?:two|three|four|six|twelve|\d+) times)"
NAMED_UNIT = r"(?:calendar )?(?:day|week|fortnight|month|quarter|qtr|half[- ]?year|half|semester|year|annum)s?(?![a-z])"
SPAN = rf"(?:(?:\d+|two|three|four|six|twelve|other|second) )?{NAMED_UNIT}"
UNIT_ZH = r"(?:天|日|半年|半月|周|星期|礼拜|月|季度?|年度?)"
COUNT_ZH = r"(?:\d+|[一两二三四五六十]+)"
OFTEN = (
    rf"\b{TIMES_A} (?:a|per|each|every) {NAMED_UNIT}|\b(?:a|per|each|every|one) {SPAN}|/ ?(?:calendar )?(?:mo|q|y|yr"
    rf"|{NAMED_UNIT})\b"
    r"|\b(?:semi|bi|half|tri)[- ]?(?:annual|year|month|week|quarter)(?:ly)?\b"
    r"|\b(?:daily|weekly|fortnightly|monthly|quarterly|annual(?:ly)?|yearly)\b"
    rf"|[每按] ?隔? ?{COUNT_ZH}? ?个?{UNIT_ZH}(?: ?{COUNT_ZH} ?次)?"
    rf"|(?:[一半]|{COUNT_ZH} ?个?) ?{UNIT_ZH} ?{COUNT_ZH} ?次"
)
"""How often something happens."""
A_PERIOD = rf"(?: ?(?:{OFTEN}))?"
"""How often, behind a percentage: no window."""
WITHOUT = r"without|excluding|excl\.?|exclude|except|leaving out|leave out|omitting|ex"
A_YEAR = r"(?:19|20)\d\d"
JOINED = r"(?: ?[,、/&–+-] ?| (?:and|or|to|through)(?: in)? | ?[和及与或至到] ?)"
MORE_YEARS = rf"(?P<more>(?:{JOINED}{A_YEAR}(?!\d)(?: ?年)?|[-–/]\d\d(?!\d))*)"
NO_LEVEL = r"[\w/]|[.,-]\d| ?(?:%|days?|weeks?|months?|quarters?|years?|bps?|points?|[天周月年季个])"
TO = r"(?:\b(?:at|of|hits?|reach(?:es|ed)?|to|print(?:s|ed)?|were|was)\b|=|为|达到?|到|在) *"
FALLS = (
    r"\b(?:falls?|fell|fallen|falling|drop(?:s|ped|ping)?|declin(?:es?|ed|ing)|shr[iau]nks?|shrinking|contract(?:s|ed|ing)?"
    r"|los(?:es?|t|ing)|decreas(?:es?|ed|ing)|down|minus|negative)\b|下跌|下降|下滑|减少|萎缩|收缩|负增长|跌|降|减"
)
RISES = (
    r"\b(?:ris(?:es?|en|ing)|rose|grow(?:s|n|ing)?|grew|gain(?:s|ed|ing)?|increas(?:es?|ed|ing)|climb(?:s|ed|ing)?|up)\b"
    r"|上升|上涨|增长|升|涨|增"
)
FALLING = re.compile(rf"(?:{FALLS})(?: by| of|了)? *$")
FALL_BEHIND = re.compile(
    r" ?(?:%|percent|per ?cent|pct)? ?(?:(?:lower|falls?|drops?|declines?|decreases?|contractions?)(?![a-z])"
    r"|的?(?:跌幅|降幅|下跌|下降))"
)
PATTERNS: Mapping[Any, tuple[str, ...]] = {
    LeftOut: (
        rf"\b(?:{WITHOUT})[ -](?:the )?(?:covid )?(?:years? )?(?P<n>{A_YEAR})\b{MORE_YEARS}",
        rf"(?:剔除|不含|不算|不计入?|除去|排除|去掉|撇除|撇开) ?(?P<n>{A_YEAR})(?: ?年)?{MORE_YEARS}",
    ),
    Lead: (
        rf"(?:\b(?:lead(?:ing|s)?|lag(?:ged|s)?)(?: time)?(?: of| by)?|领先|提前|滞后) ?{COUNT}[ -]?{LENGTH}",
        rf"{COUNT}[ -]?{LENGTH}[ -](?:lead|lag|ahead|earlier|later|forward)\b",
        rf"{COUNT} ?{LENGTH}(?:后|之后|以后)",
    ),
    Points: (
        rf"(?:{NUMBER}|{SPELLED})[ -]?(?:full )?(?:percentage[ -])?(?:points?|pts?|ppts?|pps?)(?![a-z])",
        rf"(?:{NUMBER}|{SPELLED}) ?个? ?(?:百分点|点)",
        rf"{NUMBER} ?(?:个 ?)?(?P<basis>bps?|basis points?|基点)(?![a-z])",
    ),
    Fraction: (rf"{NUMBER} ?(?:%|percent|per ?cent|pct|个?巴仙)(?![a-z]){A_PERIOD}",),
    Amount: (
        rf"(?P<sign>(?<!\w)[-−])?(?:us)?\$ ?(?P<n>[-−]?\d[\d,]*(?:\.\d+)?){SCALE}",
        rf"(?:{NUMBER}|{SPELLED}){SCALE}{MONEY}",
        rf"{NUMBER}(?= ?(?:per|for (?:each|every)|(?:out )?of(?: each| every)?) (?:us)?\$? ?\d)",
        rf"(?:(?<=\bper )|(?<=\beach )|(?<=\bevery )|(?<=\bout of )){NUMBER}(?! ?%)",
        rf"(?P<foreign>(?:{FOREIGN}) ?)?{NUMBER} ?(?P<scale>{LARGE})(?![a-z])(?P<foreign2> ?(?:{FOREIGN}))?",
    ),
    Level: (rf"{TO}{BARE}(?: ?%)?(?!{NO_LEVEL})",),
    Grown: (rf"(?:{FALLS}|{RISES})(?: by)? ?了? ?{NUMBER} ?(?:%|percent|per ?cent|pct)(?![a-z])",),
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
    taken = [list(tool.arguments.values()) for tool in tools]
    kinds = {Fraction if kind is Fractions else kind for kinds in taken for kind in kinds}
    kinds |= {Fraction} if Points in kinds else set()
    kinds |= {Lead} if any(kinds.count(SeriesId) > 1 for kinds in taken) else set()
    kinds |= {Grown} if Level in kinds else set()
    found: list[Stated] = []
    for kind in (kind for kind in PATTERNS if kind in kinds):
        for pattern in PATTERNS[kind]:
            for each in re.finditer(pattern, text):
                start, end = each.span()
                if (value := _value(kind, each)) is not None:
                    found.append(Stated(kind=kind, value=value, start=start, end=end))
                    text = text[:start] + " " * (end - start) + text[end:]
    return tuple(sorted(found, key=lambda each: each.start))


def is_fall(text: str, number: Stated) -> bool:
    """Whether the words right beside the number in *text* say that something falls by it."""
    return FALLING.search(text[: number.start]) is not None or FALL_BEHIND.match(text, number.end) is not None


def _value(kind: Any, found: re.Match[str]) -> Any:
    """The value of a number of *kind*: a fraction, points, base units, a level, ``6M``, a year or several.

    None for money that is not in dollars.
    """
    part = found.groupdict()
    if kind is Lead:
        unit = MONTHS[(part["u"] or "").removeprefix("个")[0]]
        count = int(number((part["n"] or "").replace(",", "")))
        return f"{3 * count}M" if unit == "Q" else f"{count}{unit}"
    if kind is LeftOut:
        years = [int(year) for year in re.findall(A_YEAR, (part["n"] or "") + (part["more"] or ""))]
        return tuple(years) if part["more"] else years[0]
    if part.get("foreign") or part.get("foreign2"):
        return None
    value = _number(part)
    if kind is Fraction:
        return round(value / 100, 12)
    if kind is Points:
        return value / 100 if part.get("basis") else value
    if part.get("sign") or (kind is Grown and re.match(FALLS, found[0])):
        value = -value
    return value * SCALES.get(part.get("scale") or "", 1.0)


NEGATIVE = re.compile(r"−|minus |negative |负")


def _number(part: Mapping[str, str | None]) -> float:
    if digits := part.get("n"):
        return float(NEGATIVE.sub("-", digits).replace(",", ""))
    said = part.get("said") or ""
    if said.startswith("half") or said == "半":
        return 0.5
    return 1.0 if said in ("a", "an") else number(said)
