"""How people write a date, in English and Chinese, and the ISO prefix that each form names."""

import re
from datetime import date

from bot import published
from footnote.errors import AskError

WORDS = {word: number for number, word in enumerate("one two three four five six seven eight nine ten".split(), 1)} | {
    "eleven": 11,
    "twelve": 12,
    "fifteen": 15,
    "eighteen": 18,
    "twenty": 20,
    "thirty": 30,
}
HAN = {char: number for number, char in enumerate("零一二三四五六七八九")} | {"两": 2}
MONTHS = {name: number for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}

MONTH = (
    r"(?<![a-z])(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?![a-z])\.?"
)
YEAR = r"(?:19|20)\d{2}(?!\d)"
HALVES = {"1": "06", "2": "12"}
"""The last month of each half of a year."""
HAN_COUNT = r"(?:\d{1,3}|[一二两三四五六七八九十]{1,3})"
LONE = r"(?! ?[-/']?\d)"
"""A month alone: with a number behind it, it is part of a date."""
OF_YEAR = r"(?:,? ?(?:of )?|[-/])"
EDGE = "start|beginning|end|middle|early|mid|late"
END_ZH = r"(?: ?[年月]?[底末](?!部))"
MONTH_ZH = r"(?:\d{1,2}|十[一二]|[一二三四五六七八九十])"
MONTH_ZH_BEFORE = r"(?<![\d一二三四五六七八九十百几个近去])"
"""A count of months has a measure word, or words for the past, before it."""
DATED = "|".join(
    (
        r"(?<!\d)(?P<iy>(?:19|20)\d{2})[-/](?P<im>\d{1,2})(?:[-/](?P<id>\d{1,2}))?(?!\d)",
        r"(?<![\d.$])(?P<ky>(?:19|20)\d{2})(?P<km>0[1-9]|1[0-2])(?P<kd>0[1-9]|[12]\d|3[01])(?![\d.%])",
        rf"(?<![\d/.])(?P<s1>\d{{1,2}})/(?P<s2>\d{{1,2}})/(?P<sy>{YEAR})(?!/)",
        rf"(?P<cy>{YEAR}) ?年 ?(?P<cm>\d{{1,2}}) ?月(?: ?(?P<cd>\d{{1,2}}) ?[日号]|(?P<cend>{END_ZH}))?",
        rf"(?P<zey>{YEAR}) ?年(?P<zend>{END_ZH})|(?P<zer>去年|前年)(?P<rend>{END_ZH})",
        rf"(?P<zem>上 ?个?月)(?P<mend>{END_ZH})",
        rf"(?P<crel>去年|今年|前年) ?(?P<crm>{HAN_COUNT}) ?月",
        rf"(?<!\d)(?P<dd>\d{{1,2}})(?:st|nd|rd|th)?(?: of)?[ /-]?(?P<dm>{MONTH}){OF_YEAR}(?P<dy>{YEAR})",
        rf"(?P<em>{MONTH})[ -]?(?P<ed>\d{{1,2}})(?:st|nd|rd|th)?(?:,? |[-,])(?P<ey>{YEAR})",
        rf"\b(?P<edge>{EDGE})[- ](?:of |in )?(?:(?P<edgem>{MONTH}){OF_YEAR})?(?P<edgey>{YEAR})",
        r"\b(?P<part>early|mid|middle|late)[- ](?:of )?(?:the )?(?:19)?(?P<decade>[6-9]0)s\b",
        r"(?<!\d)(?:上世纪 ?)?(?:19)?(?P<decadez>[6-9]0) ?年代 ?(?P<partz>初|中|末)期?",
        rf"\byear[- ]end,? (?:of )?(?P<yend>{YEAR})|(?P<yend2>{YEAR}) year[- ]end\b",
        rf"(?P<mm>{MONTH}){OF_YEAR}(?P<my>{YEAR})",
        rf"q(?P<q>[1-4]) ?(?P<qy>{YEAR})|(?P<qy2>{YEAR}) ?q(?P<q2>[1-4])",
        rf"(?P<hy>{YEAR})h(?P<h>[12])",
        r"\b(?:the )?(?P<lend>end) of last (?P<lunit>month|year)\b|\blast (?P<lunit2>month|year)[- ](?P<lend2>end)\b",
        rf"last (?P<lm>{MONTH})",
        r"(?<![\d.$/])(?P<y>(?:19|20)\d{2})(?: ?年)?(?![\d.%])(?! ?[亿万点])",
    )
)
BARE = "|".join(
    (
        DATED,
        rf"\b(?P<xedge>start|beginning|end|middle)[- ](?:of )?(?P<xm>{MONTH}){LONE}",
        rf"(?<!\d)(?P<bdd>\d{{1,2}})(?:st|nd|rd|th)?(?: of)?[ -]?(?P<bdm>{MONTH}){LONE}",
        rf"(?P<bem>{MONTH}) (?P<bed>\d{{1,2}})(?:st|nd|rd|th)?(?![\d/-])(?! ?{YEAR})",
        rf"(?P<bm>{MONTH}){LONE}",
        rf"{MONTH_ZH_BEFORE}(?P<cbm>{MONTH_ZH}) ?月(?: ?(?P<cbd>\d{{1,2}}) ?[日号]|(?P<cbend>{END_ZH}))?(?! ?\d)",
    )
)
EDGES = {"end": 12, "late": 12, "middle": 6, "mid": 6}
"""The month that an edge of a year stands for, else its first."""
YEARS_IN = {"e": 0, "初": 0, "m": 5, "中": 5, "l": 9, "末": 9}
"""The year of a decade that its early, middle or late part stands for."""
ENDS = ("cend", "zend", "rend", "mend", "yend", "yend2", "lend", "lend2", "cbend")
"""Parts that stand for the last day of the period beside them."""


def named(forms: str, name: str) -> str:
    """The forms as one group whose parts are named after *name*, so that two may stand in one pattern."""
    return "(?:" + re.sub(r"\(\?P<(\w+)>", rf"(?P<{name}_\1>", forms) + ")"


def parts_of(found: re.Match[str], name: str) -> dict[str, str]:
    """What the date forms named *name* hold, by their own names."""
    return {
        key.partition("_")[2]: value for key, value in found.groupdict().items() if key.startswith(f"{name}_") and value
    }


def prefix_of(found: re.Match[str], name: str, today: date) -> str | None:
    """The ISO prefix that the date forms named *name* hold, None where they hold none; AskError for no day at all."""
    part = parts_of(found, name)
    return (_numeric(part) or _worded(part) or _relative(part, today)) if part else None


def edge_of(part: dict[str, str]) -> str | None:
    """Which day of its period a form stands for: ``start`` or ``end``; None where it is the whole of it."""
    said = part.get("edge") or part.get("xedge")
    if any(name in part for name in ENDS) or said == "end":
        return "end"
    return "start" if said in ("start", "beginning") else None


def number(word: str) -> float:
    """``10``, ``2.5``, ``ten``, ``十``, ``二十`` as a number."""
    if word[0].isdigit():
        return float(word)
    if word in WORDS:
        return WORDS[word]
    tens, ten, ones = word.partition("十")
    if ten:
        return 10 * HAN.get(tens, 1) + (HAN.get(ones, 0) if ones else 0)
    return HAN.get(word, 0)


def month_number(name: str) -> int:
    """``september`` as 9."""
    return MONTHS[name[:3]]


def month_before(prefix: str) -> str:
    """The month before the one *prefix* names."""
    year, month = int(prefix[:4]), int(prefix[5:7] or 12)
    return f"{year - 1}-12" if month == 1 else f"{year}-{month - 1:02d}"


def _numeric(part: dict[str, str]) -> str | None:
    for year, month, day in (("iy", "im", "id"), ("cy", "cm", "cd"), ("ky", "km", "kd")):
        if year in part:
            return _iso(int(part[year]), int(part[month]), int(part[day]) if day in part else None)
    if "sy" in part:
        return _slashed(int(part["s1"]), int(part["s2"]), int(part["sy"]))
    if "q" in part or "q2" in part:
        return f"{part.get('qy') or part.get('qy2')}Q{part.get('q') or part.get('q2')}"
    if "h" in part:
        return f"{part['hy']}H{part['h']}"
    return part.get("y")


def _slashed(first: int, second: int, year: int) -> str | None:
    """``1/20/2026`` and ``20/1/2026``; None where day and month could change places."""
    if max(first, second) <= len(MONTHS):
        return None
    return _iso(year, min(first, second), max(first, second))


def _worded(part: dict[str, str]) -> str | None:
    for year, month, day in (("dy", "dm", "dd"), ("ey", "em", "ed"), ("my", "mm", ""), ("edgey", "edgem", "")):
        if month in part:
            return _iso(int(part[year]), month_number(part[month]), int(part[day]) if day else None)
    if "edge" in part:
        return _iso(int(part["edgey"]), EDGES.get(part["edge"], 1), None)
    if decade := part.get("decade") or part.get("decadez"):
        return str(1900 + int(decade) + YEARS_IN[(part.get("part") or part.get("partz") or "")[0]])
    if end := part.get("zey") or part.get("yend") or part.get("yend2"):
        return f"{end}-12"
    return None


def _relative(part: dict[str, str], today: date) -> str | None:
    """A month without a year: the last one that has begun."""
    if "crel" in part:
        years = {"今年": 0, "去年": 1, "前年": 2}[part["crel"]]
        return _iso(today.year - years, int(number(part["crm"])), None)
    last = part.get("lunit") or part.get("lunit2")
    if "zer" in part or last == "year":
        return f"{today.year - (2 if part.get('zer') == '前年' else 1)}-12"
    if "zem" in part or last == "month":
        return month_before(f"{today:%Y-%m}")
    name = next((part[key] for key in ("lm", "bm", "bdm", "bem", "xm") if key in part), None)
    month = month_number(name) if name else int(number(part["cbm"])) if "cbm" in part else 0
    day = part.get("bdd") or part.get("bed") or part.get("cbd")
    if not month:
        return None
    begun = (month, int(day or 1)) <= (today.month, today.day)
    return _iso(today.year if begun else today.year - 1, month, int(day) if day else None)


def _iso(year: int, month: int, day: int | None) -> str | None:
    """The prefix; None for what cannot be a date, AskError for a day that its month does not have."""
    if not 1 <= month <= len(MONTHS) or (day is not None and not 1 <= day <= published.LONGEST_MONTH):
        return None
    if day is None:
        return f"{year}-{month:02d}"
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        raise AskError(published.no_such_day(year, month, day)) from None
