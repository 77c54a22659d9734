"""Windows and dates as people type them, in English and Chinese, turned into ``10Y``, ``YTD`` and ISO prefixes."""

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from bot.forms import (
    BARE,
    DATED,
    HALVES,
    HAN_COUNT,
    LONE,
    MONTH,
    MONTH_ZH,
    MONTH_ZH_BEFORE,
    WORDS,
    YEAR,
    month_before,
    month_number,
    named,
    number,
    prefix_of,
)

Kind = Literal["window", "since", "range", "point"]

UNITS = {
    "d": "D",
    "w": "W",
    "m": "M",
    "q": "Q",
    "y": "Y",
    "天": "D",
    "日": "D",
    "周": "W",
    "月": "M",
    "季": "Q",
    "年": "Y",
}

TO_DATE = re.compile(
    r"\bytd\b|\byear[- ]to[- ]date\b|\b(?:so far )?this year\b|今年以来|年初至今|年初以来"
    r"|今年(?! ?[\d一二三四五六七八九十]{1,2} ?月)"
)
RANGE = re.compile(
    rf"(?:\bfrom |\bbetween |从 ?|自 ?)?{named(DATED, 'a')} ?"
    rf"(?:\bto\b|\band\b|\bthrough\b|\buntil\b|-|–|—|~|至|到) ?{named(DATED, 'b')}"
)
MONTHS_OF = re.compile(
    rf"\b(?:from |between )?(?P<first>{MONTH}) ?(?:to|and|through|-) ?(?P<last>{MONTH}),? (?P<year>{YEAR})"
)
NO_PEAK = r"(?! ?(?:年?的?(?:最?高|顶|峰|最?低|谷)|(?:cycle |all-time |record )?(?:peak|high|low|trough|top|bottom)))"
"""A period whose peak is what something is set against is no start."""
SINCE = re.compile(
    rf"\b(?:since|from|after) (?:the )?{named(BARE, 'a')}"
    rf"|{named(BARE, 'b')} ?(?:以来|至今|起|开始)"
    rf"|(?:自|从|由) ?{named(BARE, 'c')}"
    rf"|\b(?:vs\.?|versus|against|compared (?:with|to)) (?:the )?{named(BARE, 'd')}{NO_PEAK}"
    rf"|(?:与|和|跟|较|(?<![同环])比) ?{named(BARE, 'e')}{NO_PEAK} ?(?:相比|比)?"
)
LENGTH = re.compile(
    r"\b(?:(?:over|in|for|during|across) )?(?:the )?(?:(?:last|past|trailing|previous|latest) )?"
    rf"(?<![\d.\-–/])(?P<n>\d{{1,3}}(?:\.5)?[- ]?|(?:{'|'.join(WORDS)})[- ])"
    r"(?:trading |business |calendar )?"
    r"(?P<u>d(?:ays?)?|w(?:ks?|eeks?)?|m(?:os?|ths?|onths?)?|q(?:trs?|uarters?)?|y(?:rs?|ears?)?)\b"
    rf"|(?:过去|近|最近|这)? ?(?<![\d月])(?<!月 )(?P<zn>{HAN_COUNT}) ?"
    r"(?P<zu>个?交易日|天|(?<=\d\d )日|周|年|个 ?月)(?P<zh>半)?(?:内|间|来)?(?! ?\d|期)"
    r"|\b(?P<half>half a year|half year)\b|(?P<zhalf>(?:过去|近|最近)?半年)"
)
AGO = re.compile(
    r"\b(?:vs\.?|versus|against|compared (?:with|to)|relative to|than|now and|today and) (?:it was |the )?"
    rf"(?:(?:about |some |around )?(?P<n>\d{{1,3}}|{'|'.join(WORDS)}|an?)[- ]"
    r"(?P<u>weeks?|months?|years?|yrs?|quarters?|days?) ago\b|(?:last|previous|prior) (?P<l>month|quarter|week)\b)"
    r"|(?:与|和|跟|较|比|同) ?上 ?个?(?P<z>月|季|周)度?(?![\d一二三四五六七八九十底末]) ?(?:相?比)?"
)
"""An earlier time that something is set against: a change over so long."""
ONE = re.compile(
    r"\b(?P<c>(?<!the )last (?:year|month))\b"
    r"|\b(?:(?:over|in|for) )?(?:the )?(?:past|last|trailing|a) (?P<u>decade|year|quarter|month|week)\b(?! (?:that"
    r"|when|it|with|in)\b)"
    r"|(?P<z>(?:上 ?个?月|上 ?个?季度?|(?:去年|前年)(?! ?[\d一二三四五六七八九十几哪]{1,3} ?个?月))(?! ?[年月]?[底末]))"
)
THIS = re.compile(r"\b(?:in |from |for )?this month\b|本月|这个月")
GROWTH = re.compile(
    r"\byoy\b|\by/y\b|\byear[- ]on[- ]year\b|\byear[- ]over[- ]year\b|\bon the year\b|同比"
    r"|\b(?:annual|yearly) (?:change|growth|increase|rate of change)\b|\b(?:from|on|over) a year (?:ago|earlier"
    r"|before)\b"
    r"|(?P<m>\bmom\b|\bm/m\b|\bmonth[- ]on[- ]month\b|\bmonth[- ]over[- ]month\b|\bon the month\b|环比)"
)
GROWN = re.compile(r"\bgrowth(?: rate)?\b|增长率|增速|增幅|成长率")
"""A year's growth where a level is named and nothing says over which time."""
POINT = re.compile(
    rf"\b(?:in|for|at|on|as[- ]?(?:of|at)|during|by) (?:the )?{named(BARE, 'a')}"
    rf"|(?:在|截[至止]到?) ?{named(BARE, 'b')}|{named(DATED, 'c')}|\b(?P<e_bm>(?!may\b|mar(?:ch)?\b){MONTH}){LONE}"
    rf"|{MONTH_ZH_BEFORE}(?P<d_cbm>{MONTH_ZH}) ?月(?: ?(?P<d_cbd>\d{{1,2}}) ?[日号])?(?! ?\d)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """One expression of time: where it stands, its kind, and the tokens a tool takes."""

    kind: Kind
    span: tuple[int, int]
    more: tuple[tuple[int, int], ...] = ()
    window: str | None = None
    start: str | None = None
    end: str | None = None
    growth: bool = False
    whole: bool = False
    """Whether a range is one period, as a half of a year is: a change over it begins with the period before."""


def find(text: str, today: date) -> When | None:
    """The one expression of time that governs *text*; the more definite forms win."""
    when = _find(text, today)
    return _in_months(when) if when else None


def _in_months(when: When) -> When:
    """The same with the halves of years as months."""
    start, end = ((each or "").partition("H") for each in (when.start, when.end))
    if not (start[1] or end[1]):
        return when
    first = f"{start[0]}-{'01' if start[2] == '1' else '07'}" if start[1] else when.start
    last = f"{end[0]}-{HALVES[end[2]]}" if end[1] else when.end
    if when.kind == "point":
        last = f"{start[0]}-{HALVES[start[2]]}"
    return replace(
        when, kind="since" if when.kind == "since" else "range", start=first, end=last, whole=when.kind == "point"
    )


def _find(text: str, today: date) -> When | None:
    if found := MONTHS_OF.search(text):
        year = found["year"]
        months = [f"{year}-{month_number(found[name]):02d}" for name in ("first", "last")]
        return When(kind="range", span=found.span(), start=months[0], end=months[1])
    if found := RANGE.search(text):
        start, end = prefix_of(found, "a", today), prefix_of(found, "b", today)
        joined = " and " in found[0] and not found[0].startswith("between")
        if start and end and not joined:
            return When(kind="range", span=found.span(), start=start, end=end)
    if found := TO_DATE.search(text):
        return When(kind="window", span=found.span(), window="YTD")
    if found := SINCE.search(text):
        start = next((prefix for name in "abcde" if (prefix := prefix_of(found, name, today))), None)
        if start:
            return When(kind="since", span=found.span(), start=start)
    if found := GROWTH.search(text):
        return _growth(text, found, today)
    if found := THIS.search(text):
        return When(kind="point", span=found.span(), start=f"{today:%Y-%m}")
    return _length(text) or _one(text, today) or point(text, today)


def _growth(text: str, found: re.Match[str], today: date) -> When:
    """A year's or a month's growth: up to now, or up to the period that is named beside it."""
    window = "1M" if found.groupdict().get("m") else "1Y"
    blank = text[: found.start()] + " " * (found.end() - found.start()) + text[found.end() :]
    beside = point(blank, today)
    end = beside and beside.start
    if not beside or not end:
        return When(kind="window", span=found.span(), window=window, growth=True)
    before = month_before(end) if window == "1M" else f"{int(end[:4]) - 1}{end[4:]}"
    return When(kind="range", span=found.span(), more=(beside.span,), start=before, end=end, growth=True)


def grown(text: str, today: date, when: When | None) -> When | None:
    """The growth that *text* asks for in a word: over the time that was read, else a year up to the period it names."""
    found = GROWN.search(text)
    if found is None:
        return None
    over = when is not None and when.kind != "point"
    return replace(when, more=(*when.more, found.span())) if over and when else _growth(text, found, today)


def is_length(words: str) -> bool:
    """Whether *words* are a length of time and nothing else."""
    found = LENGTH.fullmatch(words)
    return found is not None


def lengths(text: str) -> set[str]:
    """Every length of time that *text* (normalised) names."""
    found, rest = set(), text
    while (when := _length(rest) or _decade(rest)) and when.window:
        found.add(when.window)
        rest = rest[: when.span[0]] + " " * (when.span[1] - when.span[0]) + rest[when.span[1] :]
    return found


def _decade(text: str) -> When | None:
    found = re.search(r"\bdecade\b|十年", text)
    return When(kind="window", span=found.span(), window="10Y") if found else None


def _length(text: str) -> When | None:
    """A length of time; that of "than thirty years ago" is one too."""
    if ago := AGO.search(text):
        count = number(ago["n"]) if ago["n"] and ago["n"] not in ("a", "an") else 1.0
        unit = (ago["u"] or ago["l"] or ago["z"])[0]
        return When(kind="window", span=ago.span(), window=_canonical(count, UNITS[unit]))
    for found in LENGTH.finditer(text):
        if found["half"] or found["zhalf"]:
            return When(kind="window", span=found.span(), window="6M")
        count = number((found["n"] or found["zn"]).strip(" -"))
        unit = UNITS[found["u"][0] if found["u"] else found["zu"][-1]]
        if found["zh"]:
            count += 0.5
        if count and (count == int(count) or unit == "Y"):
            return When(kind="window", span=found.span(), window=_canonical(count, unit))
    return None


def _canonical(count: float, unit: str) -> str:
    """Whole years where they are whole, else months: ``2.5`` years are ``30M``."""
    if unit == "Q":
        count, unit = 3 * count, "M"
    if unit == "Y" and count != int(count):
        count, unit = 12 * count, "M"
    if unit == "M" and count % 12 == 0:
        count, unit = count / 12, "Y"
    return f"{int(count)}{unit}"


def _one(text: str, today: date) -> When | None:
    """``the past year``, ``last month``: a length; ``去年`` and ``上个月``: the calendar's."""
    found = ONE.search(text)
    if found is None:
        return None
    chinese = (found["z"] or "").replace(" ", "")
    if (chinese[:1] == "上" and "季" not in chinese) or found["c"] == "last month":
        month = month_before(f"{today:%Y-%m}")
        return When(kind="point", span=found.span(), start=month)
    if found["c"] or chinese in ("去年", "前年"):
        return When(kind="window", span=found.span(), window=str(today.year - (2 if chinese == "前年" else 1)))
    if chinese:
        return When(kind="window", span=found.span(), window="3M")
    lengths = {"decade": "10Y", "year": "1Y", "quarter": "3M", "month": "1M", "week": "1W"}
    return When(kind="window", span=found.span(), window=lengths[found["u"]])


def point(text: str, today: date) -> When | None:
    """The one period or day that *text* names, whatever else of time stands there."""
    for found in POINT.finditer(text):
        prefix = next((value for name in "abcde" if (value := prefix_of(found, name, today))), None)
        if prefix:
            kind: Kind = "window" if len(prefix) == 4 else "point"
            return When(kind=kind, span=found.span(), window=prefix if kind == "window" else None, start=prefix)
    return None
