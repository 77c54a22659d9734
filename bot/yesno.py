"""Yes or no: whether a figure's unrounded value is what the question asks if it is; None where that is unclear."""

import re
from collections.abc import Sequence
from datetime import date

from bot import limits
from bot.language import normalise
from bot.link import Link, Linker
from footnote.answer import Call, Figure
from footnote.text import Text
from tools.window import span

ASKED = re.compile(r"^(?:\S+ ){0,2}?(?:is|are|was|were|has|have|had|did|does|do)\b")
ASKED_ZH = re.compile(r"吗|(?:么|没|没有)[?。!\s]*$|是否|是不是|有没有|有无|(.)不\1")
OPEN = re.compile(r"\b(?:what|how|when|why|which|where|who|or)\b|什么|多少|几|何|哪|怎|还是")
"""Words of questions that yes or no does not answer."""
ASKING_ZH = re.compile(r"是不是|有没有|(.)不(?=\1)|(?:没|没有)[?。!\s]*$|不(?=[低高少多小大]于|超过)")
NEGATED = re.compile(
    r"\b(?:not|never|ever|no longer|yet to|(?:beaten|outperformed) by)\b|n't\b|不|没|未|非|被|曾|历史上"
)
"""What turns a question round, or may, or asks of every day there was; a passive turns who beat whom."""
UP = re.compile(
    r"\b(?:up|risen|rises?|rose|rising|higher|gain(?:ed|s|ing)?|grown|grew|climb(?:ed|ing)?|increas(?:ed|es|ing)"
    r"|widen(?:ed|ing)?|wider|positive|rallied)\b|[涨升高]|上行|增[加长]|扩大|走阔"
)
DOWN = re.compile(
    r"\b(?:down|fallen|fell|falls?|falling|lower|lost|declin(?:ed|ing)|drop(?:ped|ping)?|decreas(?:ed|ing)|tighten(?:ed"
    r"|ing)?|tighter|narrow(?:ed|er|ing)?|negative|shrunk)\b|[跌降低]|下行|减少|收窄"
)
BEAT = re.compile(r"\b(?:beat(?:en)?|outperform(?:ed|s|ing)?|ahead of|better than)\b|跑赢|[好强优]于")
LAGGED = re.compile(
    r"\b(?:underperform(?:ed|s|ing)?|lag(?:ged|s)?|trail(?:ed|s)?|behind|worse than)\b|跑输|落后|[弱差逊]于"
)
GROWING = re.compile(r"\bexpan(?:sion|ding)\b|扩张|荣枯线.?(?:以上|之上|上方)")
SHRINKING = re.compile(r"\bcontract(?:ion|ing)\b|收缩|萎缩|荣枯线.?(?:以下|之下|下方)")
POSITIVE = re.compile(r"\b(?:positive|above zero)\b|为正|正值")
INVERTED = re.compile(r"\b(?:inverted|negative|below zero)\b|倒挂|为负|负值")
STILL = 50.0
"""A diffusion index above it says that more answered "better" than "worse"."""
GROWTH = re.compile(r"\b(?:inflation|growth|yoy|pace)\b|通胀|增速|增长率|同比")
"""Words for a growth rate, whose own rise is not that of the level."""
SINCE = re.compile(
    r"since (?:(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]* )?(?P<year>(?:19|20)\d\d)\b"
    r"|(?P<zh>(?:19|20)\d\d) ?年 ?(?:(?P<yue>1[0-2]|[1-9]) ?月)?(?:份)?以来"
)
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
CHANGES, LEVELS = ("change", "returns"), ("latest", "since_when")
MEASURED = (*LEVELS, "volatility", "implied")
YES, NO = Text("Yes", "是"), Text("No", "没有")


def led(head: Text, call: Call, figure: Figure, *, yes: bool) -> Text:
    """The headline about the figure with the answer before it; a level is what its title is, a change is not."""
    answer, title = YES if yes else NO, f"{{{figure.key}:title}}"
    en, zh = (" ", "为") if call.tool in LEVELS else (", ", "，")
    en = head.en.replace(f"{title}: ", f"{title}{en}", 1) if head.en.startswith(title) else head.en
    zh = head.zh.replace(f"{title}：", f"{title}{zh}", 1) if head.zh.startswith(title) else head.zh
    return Text(f"{answer.en}: {en}", f"{answer.zh}：{zh}")


def verdict(typed: str, call: Call, figure: Figure, linker: Linker) -> bool | None:
    """What the figure says to the question; nothing where its unit, its direction or its day leaves a doubt."""
    text = normalise(typed)
    if not _is_asked(text) or figure.stats.get("current") is False:
        return None
    links = linker.links(text)
    bare = _without(text, links)
    if NEGATED.search(ASKING_ZH.sub("", bare)):
        return None
    if figure.value is None:
        return _ahead(bare, figure, links) if call.tool == "returns" else None
    if figure.name == "excess":
        return _beaten(bare, call, figure.value, links)
    if call.tool == "since_when" and (said := _since(text, figure)) is not None:
        return said
    if call.tool in LEVELS and _holds_distributions(figure, linker):
        return None
    return _measured(bare, text, call, figure, figure.value)


def _holds_distributions(figure: Figure, linker: Linker) -> bool:
    """Whether the level is of prices that hold distributions: nobody has such a number in mind."""
    series = linker.catalogue.series.get(figure.series or "")
    return series is not None and series.total_return


def _is_asked(text: str) -> bool:
    return bool(ASKED.search(text) or ASKED_ZH.search(text)) and not OPEN.search(text)


def _without(text: str, links: Sequence[Link]) -> str:
    """The question with its names blanked, everything else in its place."""
    for link in links:
        text = text[: link.start] + "_" * (link.end - link.start) + text[link.end :]
    return text


def _measured(text: str, normalised: str, call: Call, figure: Figure, value: float) -> bool | None:
    """A value against the number that is stated, else a change against zero, or a diffusion index against fifty."""
    stated = limits.stated(text)
    way = _way(limits.without(text), UP, DOWN) if call.tool in CHANGES else 0
    if stated is not None and call.tool in (*CHANGES, *MEASURED):
        return stated.holds(-value if way < 0 else value, figure.unit)
    if limits.has_number(text):
        return None
    if way and not GROWTH.search(normalised):
        return value * way > 0
    return _sided(normalised, figure, value) if call.tool == "latest" else None


def _sided(text: str, figure: Figure, value: float) -> bool | None:
    """A level on one side of zero, or a diffusion index on one side of its middle."""
    if side := _way(text, GROWING, SHRINKING):
        return (value - STILL) * side > 0 if figure.unit == "diffusion index" else None
    side = _way(text, POSITIVE, INVERTED)
    return value * side > 0 if side else None


def _way(text: str, up: re.Pattern[str], down: re.Pattern[str]) -> int:
    """One for up, minus one for down, nothing where neither is said, or both are."""
    return bool(up.search(text)) - bool(down.search(text))


def _ahead(text: str, figure: Figure, links: Sequence[Link]) -> bool | None:
    """Whether the first of two returned more than the second, or less, as the verb between their names has it."""
    found, way = BEAT.search(text) or LAGGED.search(text), _way(text, BEAT, LAGGED)
    earned = {each.series: each.value for each in figure.parts if each.name == "return" and each.series}
    places = {link.item.id: link.start for link in links if link.item.id in earned}
    if not (found and way) or len(earned) != len(places) or len(places) != len(figure.parts) or len(places) != 2:
        return None
    first, second = sorted(places, key=lambda id: places[id])
    if not places[first] < found.start() < places[second]:
        return None
    return ((earned[first] or 0.0) - (earned[second] or 0.0)) * way > 0


def _beaten(text: str, call: Call, excess: float, links: Sequence[Link]) -> bool | None:
    """Whether an excess over a benchmark is on the side that is asked about; the benchmark may come first."""
    found, way = BEAT.search(text) or LAGGED.search(text), _way(text, BEAT, LAGGED)
    place = next((link.start for link in links if link.item.id == call.arguments.get("benchmark")), None)
    if not (found and way) or place is None:
        return None
    return excess * way * (1 if found.start() < place else -1) > 0


def _since(text: str, figure: Figure) -> bool | None:
    """Whether the last time it was as high, or as low, lies no later than the period that is named."""
    named, since, first = SINCE.search(text), figure.stats.get("since"), figure.stats.get("first")
    if not named or not isinstance(first, date):
        return None
    month = int(named["yue"] or 0) or (MONTHS.index(named["month"]) + 1 if named["month"] else 0)
    year = named["year"] or named["zh"]
    _, end = span(f"{year}-{month:02d}" if month else year)
    if isinstance(since, date):
        return since <= end
    return True if first <= end else None
