"""The day whose knowledge a question asks for: "as of 31 October 2008", "what did we know in March 2020"."""

import re
from dataclasses import dataclass
from datetime import date

from bot import dates
from tools.window import span

SOURCED = r"published|known|reported|released|printed|first published|first reported"
PLAIN = re.compile(
    rf"\bas (?:of|at) (?:the )?(?:end of )?{dates.named(dates.BARE, 'a')}|截至 ?{dates.named(dates.BARE, 'b')}"
)
CERTAIN = re.compile(
    rf"\bas (?:it |they )?(?:was |were )?(?:{SOURCED}|stood|looked) (?:by|on|in|at|as of) (?:the )?(?:end of )?"
    rf"{dates.named(dates.BARE, 'a')}"
    rf"|\b(?:{SOURCED}|available) (?:by|as of) (?:the )?(?:end of )?{dates.named(dates.BARE, 'b')}"
    rf"|\b(?:in|with|from|using) the {dates.named(dates.BARE, 'c')} (?:vintage|data)\b"
    rf"|\b(?:vintage|data) (?:of|as of) (?:the )?(?:end of )?{dates.named(dates.BARE, 'd')}"
    rf"|(?:截至|截止|按照?|以|用|站在)? ?{dates.named(dates.BARE, 'e')} ?(?:底|末)? ?(?:为止|时|当时|那时|当天|当日)? ?"
    r"(?:所|已经|已)?(?:公布|发布|已知|可得|看得?到)的?(?:数据|版本|数字|数值|口径)?"
    rf"|(?:按照?|以|用|站在) ?{dates.named(dates.BARE, 'f')} ?(?:底|末)? ?(?:时|当时|那时)?的?"
    r"(?:版本|数据版本|数据|口径|角度|时点)(?:来?看)?"
    rf"|(?:我们|大家|市场)? ?在? ?{dates.named(dates.BARE, 'g')} ?(?:底|末)? ?(?:时|当时|那时候?|彼时)? ?"
    r"(?:我们|大家|市场)?"
    r"(?:已经|已)?(?:知道|已知|看到|掌握)的?(?:是?什么|哪些)?"
)
KNEW = re.compile(
    r"\bwhat (?:did|could|would) (?:we|you|i|one|they|people|the desk|the market) (?:already )?(?:have )?know(?:n)?\b"
    r"|\b(?:did|had) (?:we|you|they) (?:already )?know(?:n)?\b|\bwe knew\b"
)
WHEN_KNOWN = re.compile(
    rf"\b(?:in|on|by|at|as of) (?:the )?(?:end of )?{dates.named(dates.BARE, 'a')}"
    rf"|(?:在|截至)? ?{dates.named(dates.BARE, 'b')} ?(?:底|末)? ?(?:时|当时|那时)?"
)
EDGES = re.compile(r"^[\s,，。的]+|[\s,，。]+$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """The last day whose publications count, and the question without the words for it."""

    day: date
    rest: str


def as_known(text: str, today: date) -> Known | None:
    """The day of knowledge that *text* (normalised) names, None where it names none or one that is still to come.

    Plain "as of" names such a day when it is a day, or when another time stands beside it ("September 2008 payrolls as
    of October 2008"); a month by itself ("unemployment as of January") is the period that is asked about.
    """
    for found in CERTAIN.finditer(text):
        if known := _known(text, [found], found, today):
            return known
    if knew := KNEW.search(text):
        blank = text[: knew.start()] + " " * (knew.end() - knew.start()) + text[knew.end() :]
        spoken = list(WHEN_KNOWN.finditer(blank))
        if spoken and (known := _known(text, [knew, spoken[-1]], spoken[-1], today)):
            return known
    for found in PLAIN.finditer(text):
        known = _known(text, [found], found, today)
        if known and (_names_a_day(found, today) or dates.find(known.rest, today) is not None):
            return known
    return None


def _prefix(found: re.Match[str], today: date) -> str | None:
    return next((each for name in "abcdefg" if (each := dates.prefix_of(found, name, today))), None)


def _names_a_day(found: re.Match[str], today: date) -> bool:
    return len(_prefix(found, today) or "") == len("2008-10-31")


def _known(text: str, cut: list[re.Match[str]], at: re.Match[str], today: date) -> Known | None:
    prefix = _prefix(at, today)
    if prefix is None:
        return None
    first, last = span(prefix)
    if first > today:
        return None
    rest = text
    for found in cut:
        rest = rest[: found.start()] + " " * (found.end() - found.start()) + rest[found.end() :]
    return Known(day=min(last, today), rest=EDGES.sub("", " ".join(rest.split())))
