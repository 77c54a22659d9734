"""Slips of the keys, mended: a word nobody knows becomes the one word of the desk that it nearly spells."""

import re
from collections.abc import Iterable
from functools import cache

from bot.english import COMMON
from bot.language import Token
from tools.registry import Tool

SHORTEST = 3
SHORT = 4
"""Letters up to which a word is mended only where two of them changed places: so many short words differ by one."""
LONG = 8
LITERAL = re.compile(r"[a-z]{4,}")
CUES = frozenset(
    """
    latest current reading print highest lowest record since change changed return returns performance flow flows inflow
    inflows outflow outflows snapshot overview dashboard board notes note research report reports quote list growth
    annual monthly between compare versus chart graph hard soft survey surveys data percentage performance trailing
    announced volatility annualised annualized realised redemption redemptions withdrawal capital lending requirement
    contribution exposure regression regress implied slope sample correlation drawdown ranked ranking merger dilution
    leverage illiquidity opacity fragility
    """.split()
)


def asking(tools: Iterable[Tool]) -> frozenset[str]:
    """The words that call for one of *tools*, as they stand in their patterns, with a few that ask by themselves."""
    return CUES.union(*(_literal(pattern) for tool in tools for pattern in tool.patterns))


@cache
def _literal(pattern: re.Pattern[str]) -> frozenset[str]:
    """The words that stand in a pattern as they are."""
    return frozenset(word for word in LITERAL.findall(pattern.pattern) if pattern.fullmatch(word))


class Spellings:
    """Words with their plurals, found by their first letters."""

    def __init__(self, vocabulary: Iterable[str]) -> None:
        spelled = (form for word in vocabulary for form in (word, f"{word}s"))
        self.known = {word for word in spelled if len(word) >= SHORTEST and word.isalpha()}
        self.by_letter: dict[str, list[str]] = {}
        for word in sorted(self.known):
            self.by_letter.setdefault(word[0], []).append(word)


def slips(text: str, unknown: Iterable[Token], spellings: Spellings) -> dict[str, str]:
    """Each unknown word of *text* that nearly spells just one word of *spellings* with that word.

    A common English word is meant as it stands.
    """
    typed = (text[token.start : token.end] for token in unknown)
    words = (word for word in typed if len(word) >= SHORTEST and word.isalpha() and word.isascii())
    odd = [word for word in words if word not in spellings.known and word not in COMMON]
    return {word: meant for word in odd if (meant := _nearest(word, spellings.by_letter.get(word[0], ())))}


def _nearest(typed: str, known: Iterable[str]) -> str | None:
    """The one closest word that begins alike; None when there is none, or more than one.

    One slip is forgiven, two in a long word; in a short one only two letters that changed places.
    """
    from rapidfuzz.distance import OSA

    most = 2 if len(typed) >= LONG else 1
    near: dict[str, int] = {}
    for word in known:
        if abs(len(word) - len(typed)) <= most:
            distance = OSA.distance(typed, word, score_cutoff=most)
            swapped = sorted(word) == sorted(typed)
            if distance <= most and (len(typed) > SHORT or swapped):
                near[word] = distance
    best = [word for word, distance in near.items() if distance == min(near.values())]
    stems = {word.removesuffix("s") for word in best}
    return min(best, key=len) if len(stems) == 1 else None
