"""Text -> sentences, English and Chinese, each a span. A wrapped line ends none; a heading or table row is one."""

import re
from collections.abc import Iterator

from knowledge.paragraphs import paragraphs

CLOSERS = r"[\"'\u201d\u2019\u300d\u300f)\]\uff09\u3011\u300b*_]*"
FULL = r"[\u3002\uff01\uff1f\uff61]+"  # Chinese marks end a sentence whatever follows
STOP = re.compile(
    rf"(?P<full>{FULL}){CLOSERS}|(?P<ascii>(?<![.!?])[.!?]++){CLOSERS}+(?=\s|$|[\u3400-\u9fff])|\u2026{{2,}}"
)
SHORT = """e.g i.e etc vs cf al approx est no nos fig figs eq vol pp p ed eds dept gov govt mr mrs ms dr prof sr jr st
messrs inc corp co ltd llc plc bros u.s u.k u.n e.u a.m p.m u.s.a d.c ph.d jan feb mar apr jun jul aug sep sept oct nov
dec mon tue tues wed thu thur thurs fri sat sun"""
ABBREVIATIONS = frozenset(SHORT.split())
# These open a sentence, so the point before them ended one even after "U.S." or "Inc."
OPENERS = "The A An It Its This That These Those He She They We In On At But And For However If As"
STARTERS = frozenset(OPENERS.split())
GAP = re.compile(r"\s*")
LAST_WORD = re.compile(r"([^\W\d_](?:[^\W_]|\.(?=\w))*)\.$")
NEXT_WORD = re.compile(r"[\s\"'\u201c\u2018\u300c\u300e(\[\uff08*_]*(\w+)")
Span = tuple[int, int]


def sentences(text: str, start: int, end: int) -> list[Span]:
    """The spans of the sentences of *text* that lie between *start* and *end*."""
    return list(sentences_of(text, start, end))


def sentences_of(text: str, start: int, end: int) -> Iterator[Span]:
    """The same, one at a time."""
    for paragraph in paragraphs(text, start, end):
        if paragraph.level:
            yield paragraph.start, paragraph.end
        else:
            yield from _within(text, paragraph.start, paragraph.end)


def _within(text: str, start: int, end: int) -> Iterator[Span]:
    """The sentences of one paragraph."""
    first = start
    for stop in STOP.finditer(text, start, end):
        if stop.start() < first or not _ends(text, stop, end):
            continue
        yield first, stop.end()
        first = after_gap(text, stop.end(), end)
    if first < end:
        yield first, end


def after_gap(text: str, at: int, end: int) -> int:
    """Where the words go on after the white space at *at*."""
    return GAP.match(text, at, end).end()  # type: ignore[union-attr]  # it matches nothing as well


def _ends(text: str, stop: re.Match[str], end: int) -> bool:
    """Whether a sentence ends here: not after an abbreviation or an initial, nor before a word in small letters."""
    if stop["ascii"] != ".":
        return True
    following = NEXT_WORD.match(text, stop.end(), end)
    if following and following[1][0].islower():
        return False
    word = LAST_WORD.search(text, max(0, stop.start() - 40), stop.start() + 1)
    return not (word and following and _abbreviates(word[1], following[1]))


def _abbreviates(word: str, following: str) -> bool:
    """Whether *word* and its point are short for something, with more of the sentence to come."""
    if len(word) == 1 and word.isupper():
        return word != "I"  # an initial: "J. Woodard"
    return word.lower() in ABBREVIATIONS and following not in STARTERS
