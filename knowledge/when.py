"""The periods that a question names, as ``knowledge.period`` writes them, and whether it asks how things stand now."""

import re
from collections.abc import Callable, Iterator
from datetime import date

Span = tuple[int, int]
MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
MONTH = r"(?P<month>jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)(?:[a-z]{2,8})?\.?"
YEAR = r"(?P<year>(?:19|20)\d\d)"
SHORT = r"(?:(?P<year>(?:19|20)\d\d)|['\u2019]?(?P<short>[0-4]\d)(?![-./%]))"
FISCAL = r"\s*(?:of|in|for|,|-|/)?\s*(?:the )?(?:fiscal|financial)?\s*(?:year)?\s*(?:FY)?\s*"
ORDINALS = ("first", "second", "third", "fourth")
WRITTEN = r"[〇零一二三四五六七八九]{4}|(?:19|20)\d\d"
DIGITS = {**{each: str(number) for number, each in enumerate("〇一二三四五六七八九")}, "零": "0"}
CHINESE_NUMBER = {"一": 1, "二": 2, "三": 3, "四": 4, "上": 1, "下": 2, "1": 1, "2": 2, "3": 3, "4": 4}
NOT_A_YEAR = r"(?!\d|[.,]\d|\s?(?:%|percent|bps|basis|million|billion|trillion|[mbk]n?\b|units|people|employees))"

Read = Callable[[re.Match[str]], str | None]


def _year(found: re.Match[str]) -> str:
    parts = found.groupdict()
    return parts["year"] or f"20{parts['short']}"


def _fiscal(found: re.Match[str]) -> str:
    return f"FY{_year(found)}"


def _part(letter: str) -> Read:
    def read(found: re.Match[str]) -> str:
        said = found["part"].lower()
        number = ORDINALS.index(said) + 1 if said in ORDINALS else int(CHINESE_NUMBER.get(said, said))
        return f"{letter}{number} {_of_chinese(_year(found))}"

    return read


def _of_chinese(written: str) -> str:
    return "".join(DIGITS.get(each, each) for each in written)


def _month(found: re.Match[str]) -> str | None:
    number = MONTHS.index(found["month"][:3].lower()) + 1
    day = found.groupdict().get("day")
    return _day(int(found["year"]), number, int(day) if day else None)


def _chinese_month(found: re.Match[str]) -> str | None:
    return _day(int(_of_chinese(found["year"])), int(found["month"]), int(found["day"]) if found["day"] else None)


def _iso(found: re.Match[str]) -> str | None:
    return _day(int(found["year"]), int(found["month"]), int(found["day"]) if found["day"] else None)


def _day(year: int, month: int, day: int | None) -> str | None:
    try:
        return date(year, month, day).isoformat() if day else date(year, month, 1).isoformat()[:7]
    except ValueError:
        return None


def _chinese_year(found: re.Match[str]) -> str:
    year = _of_chinese(found["year"])
    return f"FY{year}" if found["fiscal"] else year


def _plain_year(found: re.Match[str]) -> str:
    return found["year"]


def _of(pattern: str, read: Read) -> tuple[re.Pattern[str], Read]:
    return re.compile(pattern, re.IGNORECASE), read


# In this order: what a longer pattern took is not looked at by a shorter one.
PATTERNS = (
    _of(rf"\bQ(?P<part>[1-4]){FISCAL}{SHORT}\b", _part("Q")),
    _of(rf"\b(?P<part>[1-4])Q\s*-?{SHORT}\b", _part("Q")),
    _of(rf"\b{YEAR}\s*-?Q(?P<part>[1-4])\b", _part("Q")),
    _of(rf"\bFY\s?'?{SHORT}[\s,-]*Q(?P<part>[1-4])\b", _part("Q")),
    _of(rf"\b(?P<part>first|second|third|fourth)[- ](?:fiscal )?quarter{FISCAL}{SHORT}\b", _part("Q")),
    _of(rf"\bH(?P<part>[12]){FISCAL}{SHORT}\b", _part("H")),
    _of(rf"\b(?P<part>[12])H\s*-?{SHORT}\b", _part("H")),
    _of(rf"\b(?P<part>first|second)[- ]half{FISCAL}{SHORT}\b", _part("H")),
    _of(rf"(?P<year>{WRITTEN})\s*年度?(?:的)?第?(?P<part>[一二三四1-4])季度?", _part("Q")),
    _of(rf"(?P<year>{WRITTEN})\s*年?\s*Q(?P<part>[1-4])", _part("Q")),
    _of(rf"(?P<year>{WRITTEN})\s*年(?:的)?(?P<part>[上下])半年", _part("H")),
    _of(rf"(?P<year>{WRITTEN})\s*年(?P<month>1[0-2]|0?[1-9])月(?:(?P<day>[0-3]?\d)日)?", _chinese_month),
    _of(rf"(?P<year>{WRITTEN})\s*(?P<fiscal>财年|会计年度|年年报|年度报告|年报)", _chinese_year),
    _of(rf"(?P<year>{WRITTEN})(?P<fiscal>)\s*年", _chinese_year),
    _of(rf"\b(?:FY|fiscal(?: year)?|financial year)\s*-?(?:of |ended |ending )?{SHORT}\b{NOT_A_YEAR}", _fiscal),
    _of(rf"\b{MONTH}\s+(?P<day>[0-3]?\d)(?:st|nd|rd|th)?,?\s+{YEAR}\b", _month),
    _of(rf"\b(?P<day>[0-3]?\d)(?:st|nd|rd|th)?\s+{MONTH},?\s+{YEAR}\b", _month),
    _of(rf"\b{MONTH}(?:\s+of)?,?\s+{YEAR}\b", _month),
    _of(rf"\b{YEAR}-(?P<month>\d\d)(?:-(?P<day>\d\d))?\b", _iso),
    _of(rf"(?<![\d$€£¥.,-]){YEAR}{NOT_A_YEAR}(?![A-Za-z]{{2,}}|-?\d)", _plain_year),
)

NOW = re.compile(
    r"\b(?:latest|newest|most recent(?:ly)?|recent(?:ly)?|right now|now|today|nowadays|at present|presently"
    r"|up[- ]to[- ]date|currently"
    r"|current(?![- ](?:assets?|liabilit\w+|ratio|portion|tax\w*|maturit\w+|account|deferred|income tax\w*)))\b"
    r"|最新|目前|现在|当前|现时|近期|最近|眼下|现阶段|如今|今日|今天",
    re.IGNORECASE,
)
NOT_NOW = re.compile(r"\bnon-?$", re.IGNORECASE)
RELATIVE = re.compile(
    r"\b(?P<which>last|previous|prior|this|current)\s+(?P<fiscal>fiscal |financial )?(?P<unit>year|quarter)\b"
    r"|(?P<zh>去年|上年|上一年|今年|本年|前年|上(?:一|个)?季度|本季度)(?!同期)",
    re.IGNORECASE,
)
BACK = {"去年": 1, "上年": 1, "上一年": 1, "今年": 0, "本年": 0, "前年": 2, "本季度": 0}


def periods_in(query: str, today: date | None = None) -> list[tuple[str, Span]]:
    """The periods that *query* names, in its order, each with its span; "last year" only where *today* is known."""
    found: list[tuple[str, Span]] = []
    for pattern, read in PATTERNS:
        for match in pattern.finditer(query):
            if all(match.end() <= start or end <= match.start() for _, (start, end) in found) and (said := read(match)):
                found.append((said, match.span()))
    if today:
        found += _relative(query, today)
    return sorted(found, key=lambda each: each[1])


def _relative(query: str, today: date) -> Iterator[tuple[str, Span]]:
    for match in RELATIVE.finditer(query):
        unit, words = (match["unit"] or "").lower(), match["zh"] or ""
        back = BACK.get(words, 1) if words else int(match["which"].lower() in ("last", "previous", "prior"))
        if unit == "quarter" or "季" in words:
            quarters = today.year * 4 + (today.month - 1) // 3 - back
            yield f"Q{quarters % 4 + 1} {quarters // 4}", match.span()
        else:
            yield f"{'FY' if match['fiscal'] else ''}{today.year - back}", match.span()


def about_now(query: str) -> list[Span]:
    """Where *query* asks how things stand now; "current assets" and the like do not."""
    return [found.span() for found in NOW.finditer(query) if not NOT_NOW.search(query, 0, found.start())]
