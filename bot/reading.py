"""One clause of a question, taken apart: names, time, the tools its words call for, and the words nobody knew."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from bot import dates, forms, naming, variants
from bot.filler import ALONE_ZH, EDGES_ZH, FILLER, FILLER_ZH, PASSED_RUN, TELLING_ZH, WHOLE_ZH
from bot.language import Token, tokens
from bot.link import Link, Linker
from bot.segments import without_small_words
from bot.smalltalk import SMALLTALK
from bot.stated import Stated, stated
from tools.catalogue import Named, Series, Table
from tools.registry import BoardId, Instruments, TableId, Tool

NOTES = re.compile(
    r"\bnotes?\b|\bquotes?\b|\bresearch\b|\breports?\b|\bviews? on\b|\bwritten (?:about|on|up)\b"
    r"|\baccording to (?!(?:the |our |that |this |its )?(?:latest )?(?: {3}|"
    r"(?:\w+ )?(?:shippers?|surveys?|data|figures|numbers|files?|desk|fred|history|index|companies|managers)\b))"
    r"|研报|报告|笔记|怎么说|怎么看|如何看|说了什么|观点|看法|引用|原文|提到"
)
NUMBER = re.compile(r"\d+(?:\.\d+)?(?:am|pm)?")
JOINT = r"(?:and|or|vs|versus|against|plus|with|of|in|for|from|at|to|the|new|us|other|all)"
GAP = re.compile(rf"[\s,、/&+-]*(?:[和与及跟同]|{JOINT}(?: {JOINT}){{0,2}})?[\s,、/&+-]*")
"""What may stand between a name and an unknown word that may be part of it, or of the same list."""
GAP_ZH = re.compile(r"[\u3400-\u9fff]{1,2}(?<!是)(?<!到)(?<!把)")
"""The same where Chinese stands without spaces: a particle, or what was taken for a small word."""
AGAINST = re.compile(r"\b(?:vs|versus|against|or|than)\b")
PRICE, GROWTH_WEIGHT = "price", 2
JOINING = re.compile(r"^(?:[\s,、/&+-]|(?:and|or|the|of|in|for|from|at|to|with|vs|versus|against)\b|[和与及跟同的])+")
UNREAD = re.compile(
    r"\b(?:before|until|up to|prior to|through|by)\b(?= {4,})|\bago\b|\byesterday\b"
    r"|\b\d{1,4}[/\-]\d{1,4}(?:[/\-]\d{1,4})?\b|\b\d{1,4}\.\d{1,2}\.\d{1,4}\b"
    r"|\b(?:19|20)\d{2}\b|\b[hq][1-4]\b|\b(?:first|second) half\b|[上下]半年"
    r"|\b(?:(?:a|the|last|past) )*(?:few|several|some|recent) (?:years|months|weeks|quarters|days)\b"
    r"|(?:过去|最近|近|这)[几数多]十?个?(?:年|月|周|季度|天)"
    rf"|\b(?:{forms.MONTH})(?!\w)|(?<!\d)\d{{1,2}} ?月|(?<!top-)(?<!top )\b\d+(?:\.\d+)? ?(?:day|week|month|year|yr"
    rf"|quarter)s?\b"
)
AFTER = re.compile(r"\b(?:since|after|before|during|until|following|post) (?:(?:the|that|this|last|its|first) )*$")
ZH_AFTER = re.compile(r" ?(?:以来|之后|以后|过后|期间|前后|至今|之前|以前)")
RUN_ZH = re.compile(r"[\u3400-\u9fff]+")
YIELDS = re.compile(r"\byields?\b|\btreasur|\bcurve\b|收益率|国债|美债")  # among these "10y" is a maturity
SAYING = re.compile(r"\b(say|says|said|wrote|write|writes|argue|argues|mention|mentions|mentioned|think|thinks)\b")
UNITS = r"(?:dollars|usd|pp|ppts?|percent|percentage points|basis points|bps?|trillions|billions)"
IN_UNITS = re.compile(rf"\bin (?:us )?{UNITS}(?: (?:and|or) (?:in )?(?:us )?{UNITS})?\b")
LIST = re.compile(
    r"\blist (all |the |our )*notes?\b|\b(which|what) notes?\b.{0,20}\b(have|hold|there|got)\b"
    r"|\bnotes? (?:do )?we (have|hold|got)\b|\bnotes? (?:that )?(?:we|are|is) (?:have|hold|got|there|on file)\b"
    r"|\bwhat (?:do|have) we (?:have |got |hold )*(?:from|by)\b|\bnotes? on file\b"
    r"|(列出|有哪些|哪些).{0,6}(研报|报告|笔记)|(研报|报告|笔记)(列表|清单|有哪些)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A clause with what was recognised in it.

    ``stated`` are the numbers put into the tools, ``unknown`` the content words left over, ``unread`` what looks like a
    date or a length and could not be read, ``events`` times that are told by what happened then.
    """

    text: str
    links: tuple[Link, ...]
    when: dates.When | None
    stated: tuple[Stated, ...]
    tools: tuple[Tool, ...]
    plain: tuple[Tool, ...]
    unknown: tuple[Token, ...]
    unread: tuple[str, ...]
    events: tuple[str, ...]
    notes: bool
    lists: bool

    @property
    def unknown_runs(self) -> tuple[str, ...]:
        """The unknown words as they stand in the clause, neighbours together."""
        runs = naming.runs_of(self.text, self.unknown)
        return tuple(self.text[run[0].start : run[-1].end] for run in runs)

    @property
    def is_of_flows(self) -> bool:
        """Whether flows are named over a time, and nothing else."""
        flows = [isinstance(link.item, Series) and link.item.kind == "flow" for link in self.links]
        return bool(flows) and all(flows) and self.when is not None and self.when.kind != "point"

    @property
    def is_of_a_figure(self) -> bool:
        """Whether growth or a window is asked of something unknown: no sentence about a neighbour will do."""
        timed = self.when is not None and (self.when.growth or self.when.window is not None)
        return timed and bool(self.tools) and not self.links and not self.notes

    def beside(self, link: Link) -> bool:
        """Whether an unknown word stands right beside the name: it may be part of another, longer name."""
        return bool(self.near(link))

    def near(self, link: Link) -> str:
        """The unknown words right beside the name, with the small words that are part of them; none is empty."""
        for run in naming.runs_of(self.text, self.unknown):
            start, end = run[0].start, run[-1].end
            if end <= link.start and self._joins(self.text[end : link.start]):
                return self.text[start:end]
            if link.end <= start and self._joins(self.text[link.end : start]):
                return JOINING.sub("", self.text[link.end : end])
        return ""

    def _joins(self, between: str) -> bool:
        """Whether nothing stands *between* a name and a word but what joins them, or sets one against the other."""
        if GAP.fullmatch(between) or GAP_ZH.fullmatch(between):
            return True
        for tool in self.tools:
            between = tool.cues.sub(lambda found: found[0] if AGAINST.search(found[0]) else " ", between)
        return AGAINST.search(between) is not None and GAP.fullmatch(between) is not None


def read(
    text: str,
    linker: Linker,
    tools: Iterable[Tool],
    today: date,
    earlier: Iterable[Tool] = (),
    terms: Callable[[str], bool] = bool,
) -> Reading:
    """*text* (normalised) taken apart; where it calls for no tool, its numbers are for those of the *earlier* plan."""
    tools, text = tuple(tools), naming.unbroken(text, linker, today)
    vocabulary = linker.vocabulary
    reading = _parts(text, _names(text, linker, tools), tools, today, earlier, vocabulary, terms)
    if not _asks_for_boards(reading):
        less = [link for link in reading.links if not link.is_board]
        reading = _parts(text, less, tools, today, earlier, vocabulary, terms)
    return _flowing(_settled(reading), tools)


def _settled(reading: Reading) -> Reading:
    """The same clause with what its own words tell of the names in it."""
    tool = max(reading.tools, key=lambda each: each.weight, default=None)
    priced = tool is not None and Instruments in tool.arguments.values()
    links = naming.settled(reading.links, reading.unknown, reading.text, priced=priced)
    strangers = reading.unknown if reading.notes else naming.strangers(links, reading.unknown, reading.text)
    return replace(reading, links=links, unknown=strangers)


def _flowing(reading: Reading, tools: tuple[Tool, ...]) -> Reading:
    """The same clause; flows alone over a time are summed, and never a change of one flow against another."""
    if reading.tools or reading.notes or reading.unknown or not reading.is_of_flows:
        return reading
    return replace(reading, tools=tuple(tool for tool in tools if tool.name == "flow_gap"))


def _names(text: str, linker: Linker, tools: tuple[Tool, ...]) -> list[Link]:
    """The names in *text*; one that is a plain word or a length of time as well gives way where there are others.

    A desk may call a column "Total": in "total return of IWM" it is not meant.
    """
    links = naming.elided(text, linker.links(text), linker)
    cues = [found.span() for tool in tools for found in tool.cues.finditer(text)]
    clear = [link for link in links if not _is_plain(link, cues, yields=bool(YIELDS.search(text)))]
    return clear or links


def _once(rest: str, when: dates.When | None, today: date) -> tuple[str, tuple[str, ...]]:
    """*rest* without repetitions of the time that was read, and another one that stands there beside it.

    "In July ... since when" is one question, though.
    """
    other = dates.find(rest, today) if when else None
    if when is None or other is None or (when.kind == "since" and other.kind == "point"):
        return rest, ()
    if (other.window, other.start, other.end) == (when.window, when.start, when.end):
        return _once(_blanked(rest, [other.span]), when, today)
    return rest, (rest[slice(*other.span)].strip(),)


def _is_plain(link: Link, cues: list[tuple[int, int]], *, yields: bool) -> bool:
    within = any(start <= link.start and link.end <= end for start, end in cues)
    return within or (dates.is_length(link.words) and not yields) or all(word in FILLER for word in link.words.split())


def _asks_for_boards(reading: Reading) -> bool:
    """Whether plain words such as "credit" may stand for a board: asked for as one, or all there is."""
    boards = [link for link in reading.links if link.is_board]
    asked = any(BoardId in tool.arguments.values() for tool in reading.tools)
    alone = len(reading.links) == 1 and not reading.unknown and not reading.tools and not reading.notes
    return not boards or asked or alone


def _parts(
    text: str,
    links: list[Link],
    tools: tuple[Tool, ...],
    today: date,
    earlier: Iterable[Tool] = (),
    vocabulary: Collection[str] = (),
    terms: Callable[[str], bool] = bool,
) -> Reading:
    unnamed = _blanked(text, [(link.start, link.end) for link in links])
    tables = any(isinstance(item, Table) for link in links for item in link.items)
    called = tuple(tool for tool in tools if _is_called(tool, text, unnamed, tables=tables))
    told = NOTES.search(unnamed) is not None  # what a tool is called by is then a subject like any other
    numbers = stated(unnamed, () if told else called or earlier)
    facts = () if told else _facts(unnamed, called)
    unnumbered = _blanked(unnamed, [*((each.start, each.end) for each in numbers), *facts], by="·")
    when = dates.find(unnumbered, today)
    if when and variants.is_own(when, unnumbered, links):
        unnumbered = _blanked(unnumbered, [when.span])
        when = dates.find(unnumbered, today)
    if not told and (growing := _growing(tools, called, links)) and (grown := dates.grown(unnumbered, today, when)):
        when, called = grown, growing
    rest = _blanked(unnumbered, [when.span, *when.more] if when else [])
    rest, second = _once(rest, when, today)
    said = _blanked(rest, [(link.start, link.end) for link in links], by="·")
    unread = tuple(found[0].strip() for found in UNREAD.finditer(said)) or second
    plain = tuple(tool for tool in tools if tool.only and tool.only.search(rest))
    understood = (NOTES, SAYING, LIST) if told else _understood(tools, called)
    rest = _blanked(rest, [*(() if told else _cued(text, unnamed, called)), *_spans(rest, understood)])
    rest = RUN_ZH.sub(_passed, rest)
    rest = FILLER_ZH.sub(lambda found: " " * len(found[0]), rest)
    rest = RUN_ZH.sub(_edged, RUN_ZH.sub(_passed, rest))
    if not told:
        starts = {link.start for link in links}
        rest = RUN_ZH.sub(_passed, without_small_words(text, rest, terms, starts, bare=not (called or when)))
        rest = RUN_ZH.sub(lambda found: _alone(found, starts), rest)
    priced = all(_has_price(item) for link in links for item in link.items)
    unknown = tuple(
        token
        for token in tokens(rest)
        if not (_is_filler(token) or (not told and token.text in SMALLTALK and token.text not in vocabulary))
        or (token.text == PRICE and not priced and not told)
    )
    telling = [] if told else variants.telling(text, links, when)
    unknown = tuple(sorted({*unknown, *telling}, key=lambda token: token.start))
    return Reading(
        text=text,
        links=tuple(links),
        when=when,
        stated=numbers,
        tools=called,
        plain=plain,
        unknown=unknown,
        unread=unread,
        events=() if when else _events(text, unknown),
        notes=bool(told or (SAYING.search(unnamed) and (unknown or not links))),
        lists=bool(LIST.search(unnamed)),
    )


def _events(text: str, unknown: Iterable[Token]) -> tuple[str, ...]:
    """Times that are told by what happened and not by a date: "since the election", ``疫情以来``."""
    runs = ((run[0].start, run[-1].end) for run in naming.runs_of(text, unknown))
    marked = ((start, end, AFTER.search(text[:start]), ZH_AFTER.match(text, end)) for start, end in runs)
    return tuple(
        text[before.start() if before else start : behind.end() if behind else end]
        for start, end, before, behind in marked
        if before or behind
    )


def _growing(tools: Iterable[Tool], called: tuple[Tool, ...], links: list[Link]) -> tuple[Tool, ...]:
    """The tools of a clause in which "growth" asks for that of a level; none for a price, or where a tool has it."""
    prices = any(_has_price(item) for link in links for item in link.items)
    if not links or prices or any(tool.weight > GROWTH_WEIGHT for tool in called):
        return ()
    return called or tuple(tool for tool in tools if tool.name == "change")


def _is_called(tool: Tool, text: str, unnamed: str, *, tables: bool) -> bool:
    """Whether the words call for the tool; the name of a table calls for what shows it."""
    if tables and TableId in tool.arguments.values():
        return True
    return tool.cues.search(text if tool.is_free else unnamed) is not None


def _cued(text: str, unnamed: str, called: Iterable[Tool]) -> Iterable[tuple[int, int]]:
    """The words that call for the tools, numbers and dates among them."""
    for tool in called:
        yield from _spans(text if tool.is_free else unnamed, [tool.cues])


def _facts(text: str, called: Iterable[Tool]) -> Iterator[tuple[int, int]]:
    """Numbers that belong to the subject of the tools and ask for nothing: the 30 days of a usual volatility."""
    patterns = [tool.about for tool in called if tool.about]
    yield from (span for span in _spans(text, patterns) if any(char.isdigit() for char in text[slice(*span)]))


def _understood(tools: Iterable[Tool], called: Iterable[Tool]) -> Iterable["re.Pattern[str]"]:
    """What else is understood of a question: words of every tool, the subject of those that are called for."""
    yield from (pattern for tool in tools for pattern in tool.patterns)
    yield from (tool.about for tool in called if tool.about)
    yield from (NOTES, SAYING, LIST, IN_UNITS)


def _spans(text: str, patterns: Iterable["re.Pattern[str]"]) -> Iterable[tuple[int, int]]:
    return (found.span() for pattern in patterns for found in pattern.finditer(text))


def _passed(found: re.Match[str]) -> str:
    """Spaces for a run of Chinese that is made of small words alone, else the run."""
    return " " * len(found[0]) if PASSED_RUN.fullmatch(found[0]) else found[0]


def _alone(found: re.Match[str], names: Collection[int]) -> str:
    """A run without a character that is all there is of it, tells nothing, and stands before no name."""
    telling = found[0] in TELLING_ZH or any(0 <= start - found.end() <= 1 for start in names)
    return found[0] if len(found[0]) > 1 or telling else " "


def _edged(found: re.Match[str]) -> str:
    """A run of Chinese without the small words at its edges, as long as before."""
    run = found[0]
    if run in ALONE_ZH:
        return " " * len(run)
    left = len(run) - len(run.lstrip(EDGES_ZH))
    left -= run[max(0, left - 1) : left + 1] in WHOLE_ZH
    core = run[left:].rstrip(EDGES_ZH)
    core = "" if core in ALONE_ZH else core
    return " " * left + core + " " * (len(run) - left - len(core))


def _has_price(item: Named) -> bool:
    return not isinstance(item, Series) or item.kind == PRICE


def _is_filler(token: Token) -> bool:
    return (
        token.text in FILLER
        or f"{token.text}s" in FILLER
        or (token.text.isascii() and (len(token.text) == 1 or NUMBER.fullmatch(token.text) is not None))
    )


def _blanked(text: str, spans: list[tuple[int, int]], by: str = " ") -> str:
    """*text* with the spans replaced by spaces, or what stands for them, so that places stay where they are."""
    for start, end in spans:
        text = text[:start] + by * (end - start) + text[end:]
    return text


def without_when(reading: Reading, today: date) -> Reading:
    """The same clause with its expression of time set aside and another one, if there is any, in its place."""
    if reading.when is None:
        return reading
    rest = _blanked(reading.text, [reading.when.span, *((link.start, link.end) for link in reading.links)])
    return replace(reading, when=dates.find(rest, today))
