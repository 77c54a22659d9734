"""Windows and dates as people type them, in English and Chinese, turned into ``10Y``, ``YTD`` and ISO prefixes."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

Kind = Literal["window", "since", "range", "point"]

WORDS = {word: number for number, word in enumerate("one two three four five six seven eight nine ten".split(), 1)} | {
    "fifteen": 15,
    "twenty": 20,
    "thirty": 30,
}
HAN = {char: number for number, char in enumerate("零一二三四五六七八九")} | {"两": 2}
MONTHS = {name: number for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}
UNITS = {"d": "D", "w": "W", "m": "M", "q": "Q", "y": "Y", "天": "D", "周": "W", "月": "M", "年": "Y"}

MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
YEAR = r"(?:19|20)\d{2}"
HAN_COUNT = r"(?:\d{1,3}|[一二两三四五六七八九十]{1,3})"
DATED = "|".join(
    (
        rf"(?P<iy>{YEAR})[-/](?P<im>\d{{1,2}})(?:[-/](?P<id>\d{{1,2}}))?(?!\d)",
        rf"(?P<cy>{YEAR}) ?年 ?(?P<cm>\d{{1,2}}) ?月(?: ?(?P<cd>\d{{1,2}}) ?[日号])?",
        rf"(?P<crel>去年|今年|前年) ?(?P<crm>{HAN_COUNT}) ?月",
        rf"(?P<dd>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<dm>{MONTH}),? (?P<dy>{YEAR})",
        rf"(?P<em>{MONTH}) (?P<ed>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<ey>{YEAR})",
        rf"(?P<edge>start|beginning|end|middle) of (?P<edgey>{YEAR})",
        rf"(?P<mm>{MONTH}),? (?:of )?(?P<my>{YEAR})",
        rf"q(?P<q>[1-4]) ?(?P<qy>{YEAR})|(?P<qy2>{YEAR}) ?q(?P<q2>[1-4])",
        rf"last (?P<lm>{MONTH})",
        rf"(?<![\d.$/])(?P<y>{YEAR})(?: ?年)?(?![\d.%])",
    )
)
BARE = "|".join(
    (
        DATED,
        rf"(?P<bdd>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<bdm>{MONTH})(?! ?\d)",
        rf"(?P<bem>{MONTH}) (?P<bed>\d{{1,2}})(?:st|nd|rd|th)?(?!\d)",
        rf"(?P<bm>{MONTH})(?! ?\d)",
        r"(?<!\d)(?P<cbm>\d{1,2}) ?月(?: ?(?P<cbd>\d{1,2}) ?[日号])?(?! ?\d)",
    )
)


def named(forms: str, name: str) -> str:
    """The forms as one group whose parts are named after *name*, so that two may stand in one pattern."""
    return "(?:" + re.sub(r"\(\?P<(\w+)>", rf"(?P<{name}_\1>", forms) + ")"


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
SINCE = re.compile(
    rf"\b(?:since|from|after) (?:the )?{named(BARE, 'a')}"
    rf"|{named(BARE, 'b')} ?(?:以来|至今|起|开始)"
    rf"|(?:自|从|由) ?{named(BARE, 'c')}"
    rf"|\b(?:vs\.?|versus|against|compared (?:with|to)) (?:the )?{named(BARE, 'd')}"
    rf"|(?:与|和|跟|较|(?<![同环])比) ?{named(BARE, 'e')} ?(?:相比|比)?"
)
LENGTH = re.compile(
    r"\b(?:(?:over|in|for|during|across) )?(?:the )?(?:(?:last|past|trailing|previous|latest) )?"
    rf"(?<![\d.\-–/])(?P<n>\d{{1,3}}(?:\.5)?[- ]?|(?:{'|'.join(WORDS)})[- ])"
    r"(?P<u>d(?:ays?)?|w(?:ks?|eeks?)?|m(?:os?|ths?|onths?)?|q(?:trs?|uarters?)?|y(?:rs?|ears?)?)\b"
    rf"|(?:过去|近|最近|这)? ?(?<!\d)(?P<zn>{HAN_COUNT}) ?(?P<zu>天|周|年|个 ?月)(?P<zh>半)?(?:内|间|来)?(?! ?\d|期)"
    r"|\b(?P<half>half a year|half year)\b|(?P<zhalf>(?:过去|近|最近)?半年)"
)
ONE = re.compile(
    r"\b(?P<c>(?<!the )last (?:year|month))\b"
    r"|\b(?:(?:over|in|for) )?(?:the )?(?:past|last|trailing|a) (?P<u>decade|year|quarter|month|week)\b"
    r"|(?P<z>上 ?个?月|上 ?个?季度?|(?:去年|前年)(?! ?[\d一二三四五六七八九十]{1,3} ?月))"
)
THIS = re.compile(r"\b(?:in |from |for )?this month\b|本月|这个月")
GROWTH = re.compile(
    r"\byoy\b|\by/y\b|\byear[- ]on[- ]year\b|\byear[- ]over[- ]year\b|\bon the year\b|同比"
    r"|(?P<m>\bmom\b|\bm/m\b|\bmonth[- ]on[- ]month\b|\bmonth[- ]over[- ]month\b|\bon the month\b|环比)"
)
POINT = re.compile(
    rf"\b(?:in|for|at|on|as of|during|by) (?:the )?{named(BARE, 'a')}"
    rf"|(?:在|截至) ?{named(BARE, 'b')}|{named(DATED, 'c')}|\b(?P<e_bm>(?!may\b|mar(?:ch)?\b){MONTH})(?! ?\d)"
    r"|(?<!\d)(?P<d_cbm>\d{1,2}) ?月(?: ?(?P<d_cbd>\d{1,2}) ?[日号])?(?! ?\d)"
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


def find(text: str, today: date) -> When | None:
    """The one expression of time that governs *text*; the more definite forms win."""
    if found := MONTHS_OF.search(text):
        year = found["year"]
        months = [f"{year}-{_month(found[name]):02d}" for name in ("first", "last")]
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
    return _length(text) or _one(text, today) or _point(text, today)


def _growth(text: str, found: re.Match[str], today: date) -> When:
    """A year's or a month's growth: up to now, or up to the period that is named beside it."""
    window = "1M" if found["m"] else "1Y"
    blank = text[: found.start()] + " " * (found.end() - found.start()) + text[found.end() :]
    end = (point := _point(blank, today)) and point.start
    if not point or not end:
        return When(kind="window", span=found.span(), window=window, growth=True)
    before = _month_before(end) if found["m"] else f"{int(end[:4]) - 1}{end[4:]}"
    return When(kind="range", span=found.span(), more=(point.span,), start=before, end=end, growth=True)


def _month_before(prefix: str) -> str:
    """The month before the one *prefix* names."""
    year, month = int(prefix[:4]), int(prefix[5:7] or 12)
    return f"{year - 1}-12" if month == 1 else f"{year}-{month - 1:02d}"


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
    for found in LENGTH.finditer(text):
        if found["half"] or found["zhalf"]:
            return When(kind="window", span=found.span(), window="6M")
        number = _number((found["n"] or found["zn"]).strip(" -"))
        unit = UNITS[found["u"][0] if found["u"] else found["zu"][-1]]
        if found["zh"]:
            number += 0.5
        if number and (number == int(number) or unit == "Y"):
            return When(kind="window", span=found.span(), window=_canonical(number, unit))
    return None


def _canonical(number: float, unit: str) -> str:
    """Whole years where they are whole, else months: ``2.5`` years are ``30M``."""
    if unit == "Q":
        number, unit = 3 * number, "M"
    if unit == "Y" and number != int(number):
        number, unit = 12 * number, "M"
    if unit == "M" and number % 12 == 0:
        number, unit = number / 12, "Y"
    return f"{int(number)}{unit}"


def _one(text: str, today: date) -> When | None:
    """``the past year``, ``last month``: a length; ``去年`` and ``上个月``: the calendar's."""
    found = ONE.search(text)
    if found is None:
        return None
    chinese = (found["z"] or "").replace(" ", "")
    if (chinese[:1] == "上" and "季" not in chinese) or found["c"] == "last month":
        month = _month_before(f"{today:%Y-%m}")
        return When(kind="point", span=found.span(), start=month)
    if found["c"] or chinese in ("去年", "前年"):
        return When(kind="window", span=found.span(), window=str(today.year - (2 if chinese == "前年" else 1)))
    if chinese:
        return When(kind="window", span=found.span(), window="3M")
    lengths = {"decade": "10Y", "year": "1Y", "quarter": "3M", "month": "1M", "week": "1W"}
    return When(kind="window", span=found.span(), window=lengths[found["u"]])


def _point(text: str, today: date) -> When | None:
    for found in POINT.finditer(text):
        prefix = next((value for name in "abcde" if (value := prefix_of(found, name, today))), None)
        if prefix:
            kind: Kind = "window" if len(prefix) == 4 else "point"
            return When(kind=kind, span=found.span(), window=prefix if kind == "window" else None, start=prefix)
    return None


def _number(word: str) -> float:
    """``10``, ``2.5``, ``ten``, ``十``, ``二十`` as a number."""
    if word[0].isdigit():
        return float(word)
    if word in WORDS:
        return WORDS[word]
    tens, ten, ones = word.partition("十")
    if ten:
        return 10 * HAN.get(tens, 1) + (HAN.get(ones, 0) if ones else 0)
    return HAN.get(word, 0)


def _month(name: str) -> int:
    return MONTHS[name[:3]]


def prefix_of(found: re.Match[str], name: str, today: date) -> str | None:
    """The ISO prefix that the date forms named *name* hold, None where they hold none."""
    part = {
        key.partition("_")[2]: value for key, value in found.groupdict().items() if key.startswith(f"{name}_") and value
    }
    if not part:
        return None
    return _numeric(part) or _worded(part) or _relative(part, today)


def _numeric(part: dict[str, str]) -> str | None:
    for year, month, day in (("iy", "im", "id"), ("cy", "cm", "cd")):
        if year in part:
            return _iso(int(part[year]), int(part[month]), int(part[day]) if day in part else None)
    if "q" in part or "q2" in part:
        return f"{part.get('qy') or part.get('qy2')}Q{part.get('q') or part.get('q2')}"
    return part.get("y")


def _worded(part: dict[str, str]) -> str | None:
    if "dm" in part:
        return _iso(int(part["dy"]), _month(part["dm"]), int(part["dd"]))
    if "em" in part:
        return _iso(int(part["ey"]), _month(part["em"]), int(part["ed"]))
    if "mm" in part:
        return _iso(int(part["my"]), _month(part["mm"]), None)
    if "edge" in part:
        month = {"end": 12, "middle": 6}.get(part["edge"], 1)
        return _iso(int(part["edgey"]), month, None)
    return None


def _relative(part: dict[str, str], today: date) -> str | None:
    """A month without a year: the last one that has begun."""
    if "crel" in part:
        years = {"今年": 0, "去年": 1, "前年": 2}[part["crel"]]
        return _iso(today.year - years, int(_number(part["crm"])), None)
    name = part.get("lm") or part.get("bm") or part.get("bdm") or part.get("bem")
    month = _month(name) if name else int(part["cbm"]) if "cbm" in part else 0
    day = part.get("bdd") or part.get("bed") or part.get("cbd")
    if not month:
        return None
    begun = (month, int(day or 1)) <= (today.month, today.day)
    return _iso(today.year if begun else today.year - 1, month, int(day) if day else None)


def _iso(year: int, month: int, day: int | None) -> str | None:
    if not 1 <= month <= 12:
        return None
    return f"{year}-{month:02d}" + (f"-{day:02d}" if day else "")
