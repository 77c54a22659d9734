"""Small things right beside a name that make another thing of it: a maturity, a number, a size, another name."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from bot.dates import When
from bot.language import Token, tokens
from bot.link import Link, spelled
from tools.catalogue import Series

TELLING = frozenset("small large big mid new old total first second single".split())
"""Small words that, right before a name, may make another name of it."""
SIZES_ZH = re.compile(r"(?<![最更较变多很])[小大]$")
OVER = re.compile(r"^(?:over|in|for|during|across|the|last|past|trailing|previous|latest|过去|近|最近|这|内)")
TENOR = re.compile(r"\d{1,2}[ym]")
TENOR_ZH = re.compile(r"\d{1,2} ?年期")
NUMBERED = re.compile(
    r" ?(?P<n>(?!19\d\d|20\d\d)\d{3,4})"
    r"(?![\d.%,]| ?(?:年|月|日|天|个|亿|万|bps?|basis|days?|months?|points?|点|k\b|bn\b|m\b))"
)
BEHIND = re.compile(
    r" (?P<word>value|growth stocks|equal[- ]weight|futures|options|swaps?)\b| ?(?P<zh>价值|等权|期货|期权|掉期)"
)
RATE = re.compile(r" ?(?P<rate>rate\b|率(?!先))")
PERCENT = ("percent", "percentage point", "basis point", "ratio")


def telling(text: str, links: Sequence[Link], when: When | None) -> Iterator[Token]:
    """What stands beside the names of *text* and is no part of them, though it tells which thing is meant."""
    yield from (token for token in tokens(text) if token.text in TELLING and is_before(token.end, links, text))
    if when and is_tenor(when, text, links):
        yield Token(text[slice(*when.span)].strip(), *when.span)
    for found in TENOR_ZH.finditer(text):
        if not any(link.start < found.end() and found.start() < link.end for link in links):
            yield Token(found[0], *found.span())
    for link in links:
        if size := SIZES_ZH.search(text[: link.start]):
            yield Token(size[0], *size.span())
        for pattern in (NUMBERED, BEHIND, *([] if _is_share(link) else [RATE])):
            behind = pattern.match(text, link.end)
            if behind and not any(each.start < behind.end() and link.end <= each.start for each in links):
                name = behind.lastgroup or 0
                yield Token(behind[name], *behind.span(name))


def _is_share(link: Link) -> bool:
    """Whether what is named is a rate or a share already, or no series at all."""
    return any(not isinstance(item, Series) or item.unit.name in PERCENT for item in link.items)


def is_before(end: int, links: Iterable[Link], text: str) -> bool:
    """Whether a name begins right behind the place."""
    return any(link.start >= end and not text[end : link.start].strip() for link in links)


def is_own(when: When, text: str, links: Iterable[Link]) -> bool:
    """Whether a length is the maturity of what is named, "30 年 ... mortgage rate", and no window."""
    tenor = _tenor(when, text)
    return bool(tenor) and any(tenor in spelled(name) for link in links for item in link.items for name in item.names)


def is_tenor(when: When, text: str, links: Sequence[Link]) -> bool:
    """Whether a length stands right before a rate, so that it can be its maturity: "30y gilt".

    So it does behind a name that does not say the maturity it stands for: "term premium 2y".
    """
    if not _tenor(when, text):
        return False
    rates = [link for link in links if any(isinstance(item, Series) and item.kind == "rate" for item in link.items)]
    untold = [link for link in links if not _has_tenor([link.words]) and _has_tenor(link.item.names)]
    behind = any(not text[link.end : when.span[0]].strip() for link in untold if link.end <= when.span[0])
    return is_before(when.span[1], [*rates, *untold], text) or behind


def _has_tenor(names: Iterable[str]) -> bool:
    return any(TENOR.fullmatch(part) for name in names for part in spelled(name))


def _tenor(when: When, text: str) -> str:
    length = when.kind == "window" and (when.window or "")[-1:] in ("Y", "M") and not when.growth
    return (when.window or "").lower() if length and not OVER.search(text[slice(*when.span)]) else ""


def run_together(links: Sequence[Link], text: str) -> Link | None:
    """The first of two names with nothing between them that are no list of prices: a longer name that is not held."""
    for one, other in pairwise(links):
        prices = all(isinstance(item, Series) and item.kind == "price" for item in (*one.items, *other.items))
        series = all(isinstance(item, Series) for item in (*one.items, *other.items))
        listed = prices and (len(links) > 2 or not one.words.isascii())
        if series and not listed and not text[one.end : other.start].strip():
            return one
    return None
