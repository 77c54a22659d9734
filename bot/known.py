"""The day whose knowledge a question asks for: "as of 31 October 2008", "what did we know in March 2020"."""

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot import dates, published
from bot.reading import NOTES
from bot.spoken import AT, BEHIND, ENDING, Spoken, spoken
from footnote.errors import AskError

SOURCED = r"published|known|reported|released|printed|first published|first reported"
CERTAIN = re.compile(
    rf"(?:\bas (?:it |they )?(?:was |were )?(?:{SOURCED}|stood|looked) (?:by|on|in|at|as of) {AT}"
    rf"|\bvintage(?: of| as of| from| dated)?:? {AT}"
    rf"|\bif (?:today|it|the date|now) (?:were|was|is) {AT}"
    rf"|\b(?:suppos(?:e|ing)|assum(?:e|ing)|imagine|pretend)(?: that)? (?:today|it|the date)(?: is| was| were) {AT}"
    rf"|\bstanding (?:on|at|in) {AT}"
    r"|(?:假如|如果|假设|假定|倘若|若) ?(?:今天|现在|当前)? ?(?:是|为|在) ?|(?:站在|回到) ?)$"
)
PUBLISHED = re.compile(rf"\b(?:{SOURCED}|available|visible) (?:by|as of|up to|until|at|on|before|prior to) {AT}$")
ON_A_DAY = re.compile(rf"(?:\bdata (?:of|as of|from) {AT}|\bat the time,? ?\(?(?:of |on )?{AT})$")
PLAIN = re.compile(rf"(?:\bas[- ]?(?:of|at) {AT}|截[至止]到? ?)$")
WITH = re.compile(rf"(?:\b(?:in|with|from|using|under|on|of) )?(?:the |an? )?{AT}$")
VINTAGE = re.compile(r"^ (?:vintage|basis)(?: of)?\b")
DATA = re.compile(r"^ data\b")
WITH_DATA = re.compile(rf"\b(?:in|with|from|using) the {AT}$")
WITH_ZH = re.compile(r"(?:截[至止]到?|按照?|以|用|(?:我们|大家|市场)? ?在?) ?$")
WHEN_ZH = rf"^{BEHIND} ?(?:为止)?"
PUBLISHED_ZH = re.compile(
    rf"{WHEN_ZH}(?:之前|以前|前)?(?:时|当时|那时候?|彼时|当天|当日|那天)? ?(?:我们|大家|市场)? ?"
    r"(?:所|已经?|能够?|可以?|就)?(?:公布|发布|已知|可得|看得?到|知道|掌握|了解)到?的?(?:是?什么|哪些)?(?:数据|版本|数字|数值|口径)?"
    r"(?! ?的? ?(?:spac|并购|交易))"
)
"""Deals that were announced in a year are deals of that year."""
AS_OF_ZH = re.compile(r"(?:按照?|以|用|站在) ?$")
VERSION_ZH = re.compile(rf"{WHEN_ZH}(?:时|当时|那时)?的?(?:版本|数据版本|数据|口径|角度|时点)(?:来?看)?")
THEN_ZH = re.compile(rf"{WHEN_ZH}(?:当时|那时候?|彼时|那会儿?)的?")
STILL_ZH = re.compile(rf"{WHEN_ZH}(?:时|的时候)?(?:来?看)?")
BEFORE = re.compile(r"\b(?:before|prior to)\b|[之以]前|(?<![当目])前")
A_DAY, NO_NOTES = "a day", "no notes"
FRAMES: tuple[tuple[re.Pattern[str], re.Pattern[str] | None, str | None], ...] = (
    (CERTAIN, STILL_ZH, None),
    (PUBLISHED, None, NO_NOTES),
    (WITH, VINTAGE, None),
    (AS_OF_ZH, VERSION_ZH, None),
    (WITH_ZH, PUBLISHED_ZH, NO_NOTES),
    (ON_A_DAY, None, A_DAY),
    (WITH_ZH, THEN_ZH, A_DAY),
    (WITH_DATA, DATA, None),
)
"""What stands before a date of knowledge, what behind it, and where the two count: for a day, or among no notes."""
NEARBY = 80
"""Characters around a date in which the words for it stand."""
KNEW = re.compile(
    r"\bwhat (?:did|could|would|had|have) (?:we|you|i|one|they|people|everyone|the desk|the market) (?:already )?"
    r"(?:have )?(?:know|known|think|thought|believe|believed)\b"
    r"|\b(?:did|had) (?:we|you|they) (?:already )?(?:know|known|think|thought)\b|\bwe (?:knew|thought)\b"
    r"|\bwhat (?:was|were|had been|has been) (?:already )?(?:known|published|reported|released|out)\b"
    r"|\b(?:had|has) (?:already )?been (?:known|published|reported|released)\b"
)
WHEN_KNOWN = re.compile(rf"\b(?:in|on|by|at|as of|during|back in) {AT}$")
AGAINST_NOW = re.compile(
    r"\b(?:vs\.?|versus|against|compared (?:with|to)|and) (?:as[- ]?of )?(?:now|today|the latest|the current)\b"
    r"|(?:与|和|跟|比|对比|较) ?(?:现在|目前|今天|当前|最新)"
)
BARE = re.compile(
    r"(?:\b(?:and|also|or|ok|then|same|but|what|how|about|of|was|were|is|it|that|the|if)\b"
    r"|那么?|同样|还有|改成|换成|如果|呢|的|是|多少|[\s,.?!;，。？！；])*"
)
NOW = re.compile(
    r"(?:(?:and|but|ok|what about|how about) )?(?:what is it )?(?:as of )?(?:right )?(?:now|today|currently)[\s?!.]*"
    r"|(?:那么?|换成|改成)? ?(?:现在|目前|今天|当前|如今)的?呢?[\s?？]*"
)
EDGES = re.compile(r"^[\s,，。;；:：的()]+|[\s,，。()]+$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A question without its words for a day, and the last day whose publications count; ``now``: that is today."""

    rest: str
    day: date | None = None
    now: bool = False

    @property
    def is_bare(self) -> bool:
        """Whether nothing else was said: the thread's last question is asked again."""
        return BARE.fullmatch(self.rest) is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Framed:
    """A date with the words that make it a day of knowledge, and what of the text they take up."""

    said: Spoken
    day: date
    is_day: bool
    cut: tuple[tuple[int, int], ...]


def as_known(text: str, today: date) -> Known | None:
    """The day of knowledge that *text* (normalised) names, None where it names none or one that is still to come.

    Plain "as of" names such a day when it is a day, or when another time stands beside it ("September 2008 payrolls as
    of October 2008"); a month by itself ("unemployment as of January") is the period that is asked about. AskError for
    a day that does not exist, and for two days of knowledge.
    """
    if NOW.fullmatch(text):
        return Known(rest="", day=today, now=True)
    said = list(spoken(text, today))
    plain = [framed for each in said if (framed := _framed(text, each, PLAIN, STILL_ZH))]
    certain = [framed for each in said if (framed := _certain(text, each))] or _knew(text, said)
    taken = {each.said.start for each in certain}
    found = [*certain, *(each for each in plain if each.said.start not in taken and (each.is_day or not certain))]
    if len({each.day for each in found}) > 1 or (found and AGAINST_NOW.search(_rest(text, found[0]))):
        raise AskError(published.TWO_VINTAGES)
    for framed in found:
        rest = _rest(text, framed)
        alone = not (framed in certain or framed.is_day or dates.find(rest, today) is not None)
        if framed.said.first <= today and not alone:
            return Known(rest=rest, day=min(framed.day, today), now=framed.said.is_now)
    return None


def month_known(text: str, today: date) -> date | None:
    """The last day of the period that "as of last June" names, where *text* (normalised) says nothing else."""
    found = (framed for said in spoken(text, today) if (framed := _framed(text, said, PLAIN, STILL_ZH)))
    return next((each.day for each in found if BARE.fullmatch(_rest(text, each)) and each.said.first <= today), None)


def _certain(text: str, said: Spoken) -> Framed | None:
    """The date with words around it that can only mean a day of knowledge; notes are published too."""
    of_notes = NOTES.search(text) is not None
    for left, right, asked in FRAMES:
        if (asked is A_DAY and said.day is None) or (asked is NO_NOTES and (of_notes or said.is_now)):
            continue
        if framed := _framed(text, said, left, right, needed=right is not STILL_ZH):
            return framed
    return None


def _knew(text: str, said: list[Spoken]) -> list[Framed]:
    """The date that "what did we know" goes with: the first behind it, else the nearest before."""
    knew = KNEW.search(text)
    if knew is None:
        return []
    framed = [found for each in said if (found := _framed(text, each, WHEN_KNOWN))]
    behind = [each for each in framed if each.cut[0][0] >= knew.end()]
    before = [each for each in framed if each.cut[0][1] <= knew.start()]
    return [replace(each, cut=(*each.cut, knew.span())) for each in (*behind[:1], *before[-1:])][:1]


def _framed(
    text: str, said: Spoken, left: re.Pattern[str], right: re.Pattern[str] | None = None, *, needed: bool = False
) -> Framed | None:
    """The date if *left* stands before it, and behind it *right* where that is *needed*."""
    before, after = text[max(0, said.start - NEARBY) : said.start], text[said.end : said.end + NEARBY]
    opened, closed = left.search(before), right.search(after) if right else None
    if opened is None or (needed and right and closed is None):
        return None
    cut = (said.start - len(opened[0]), said.end + (closed.end() if closed else 0))
    ended = ENDING.search(opened[0]) is not None
    day = said.last if ended else said.day or said.last
    if BEFORE.search(opened[0]) or (closed and BEFORE.search(closed[0])):
        day = said.first - timedelta(days=1)
    return Framed(said=said, day=day, is_day=ended or said.day is not None, cut=(cut,))


def _rest(text: str, framed: Framed) -> str:
    rest = text
    for start, end in framed.cut:
        rest = rest[:start] + " " * (end - start) + rest[end:]
    return EDGES.sub("", " ".join(rest.split()))
