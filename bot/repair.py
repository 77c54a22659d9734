"""Slips of the keys, mended: a word nobody knows becomes the one word of the desk that it nearly spells."""

import re
from collections.abc import Iterable, Mapping
from functools import cache

from bot.english import COMMON
from bot.filler import FILLER
from bot.language import Token
from bot.smalltalk import SMALLTALK
from tools.registry import Tool

SHORTEST = 3
SHORT, RARE = 4, 3
"""Letters up to which a word is no slip of a rare name, unless two letters changed places; the rank of such names."""
SPOKEN, USUAL = 2, 4
"""The ranks of words of any talk, of which only one slip is forgiven in words of any length."""
LONG = 8
TIMES = frozenset(
    """
    jan feb mar apr may jun jul aug sep sept oct nov dec january february march april june july august september
    october november december monday tuesday wednesday thursday
    friday ytd year years month months week weeks quarter quarters decade since last past over during today yesterday
    """.split()
)
LITERAL = re.compile(r"[a-z]{4,}")
CUES = frozenset(
    """
    latest current reading print highest lowest record since change changed return returns performance flow flows inflow
    inflows outflow outflows snapshot overview dashboard board notes note research report reports quote list growth
    annual monthly between compare versus chart graph hard soft survey surveys data percentage performance trailing
    announced volatility annualised annualized realised redemption redemptions withdrawal capital lending requirement
    contribution exposure regression regress implied slope sample correlation drawdown ranked ranking merger dilution
    leverage illiquidity opacity fragility zscore imply implies implied suggest suggests gating redeem redemption
    revised revision revisions published release released calendar correlated performed returned returns gained
    percentile deviation deviations outperform outperformed widened tightened steepened flattened claim claims
    """.split()
)


ELSEWHERE = frozenset(
    """
    kospi ftse dax cac stoxx nikkei topix bovespa sensex nifty hang seng shanghai shenzhen csi asx tsx ibex mib smi omx
    russell wilshire msci silver platinum palladium zinc nickel tin lead cobalt lithium uranium iridium rhodium cocoa
    coffee
    sugar cotton lumber rubber palm soy soybeans oats rice hogs cattle ethanol propane diesel kerosene naphtha
    argentina australia austria bahrain belgium bolivia brazil britain bulgaria canada chile china colombia croatia
    cyprus
    czech denmark ecuador egypt england estonia finland france germany ghana greece hungary iceland india indonesia iran
    iraq ireland israel italy japan jordan kenya korea kuwait latvia lebanon lithuania luxembourg macau malaysia malta
    mexico morocco netherlands nigeria norway oman pakistan panama peru philippines poland portugal qatar romania russia
    saudi serbia singapore slovakia slovenia spain sweden switzerland taiwan thailand tunisia turkey ukraine uruguay
    vietnam
    german french italian spanish swiss dutch swedish norwegian danish polish turkish russian brazilian mexican chilean
    indian chinese japanese korean taiwanese thai malay aussie kiwi canadian british scottish irish greek portuguese
    rand lira rupee rupiah ringgit baht dong peso real ruble rouble zloty forint koruna shekel dirham riyal krona krone
    tesla apple google amazon meta nvidia netflix microsoft intel samsung tsmc toyota nestle pfizer boeing airbus
    vvix vxn move skew btfp usdcnh usdhkd usdsgd usdtry usdbrl usdzar eurjpy eurgbp eurchf gbpjpy offshore comex lme
    transport transportation libor euribor tibor shibor
    litecoin dogecoin solana cardano ripple stellar tether
    """.split()
)
"""Places, moneys, goods and firms that a desk may not hold: no slips of the keys for what it does hold."""


def asking(tools: Iterable[Tool]) -> frozenset[str]:
    """The words that call for one of *tools*, as they stand in their patterns, with a few that ask by themselves."""
    return CUES.union(*(_literal(pattern) for tool in tools for pattern in tool.patterns))


@cache
def _literal(pattern: re.Pattern[str]) -> frozenset[str]:
    """The words that stand in a pattern as they are."""
    return frozenset(word for word in LITERAL.findall(pattern.pattern) if pattern.fullmatch(word))


class Spellings:
    """Words that a desk types, found by their first letters: words that ask, words of names, words of any talk."""

    def __init__(self, names: Iterable[str], asking: Iterable[str]) -> None:
        plural = (form for word in names for form in (word, word if word.endswith("s") else f"{word}s"))
        spoken = FILLER | SMALLTALK
        named = set(plural)
        groups = ({*asking, *TIMES}, named & COMMON, spoken, named, COMMON)
        ranked: dict[str, int] = {}
        for rank, group in enumerate(groups):
            for word in group:
                if len(word) >= SHORTEST and word.isalpha() and word.isascii():
                    ranked.setdefault(word, rank)
        self.known = ranked.keys() - COMMON
        self.by_letter: dict[str, list[tuple[str, int]]] = {}
        for word in sorted(ranked):
            self.by_letter.setdefault(word[0], []).append((word, ranked[word]))

    def nearest(self, typed: str) -> str | None:
        """The one closest word that begins alike; None when there is none, or more than one.

        One slip is forgiven, two in a long word; in a word of three letters only two that changed places, or one that
        was left out. Letters in another order come before other slips, words that ask and everyday words before rare
        ones.
        """
        from rapidfuzz.distance import OSA

        most = 2 if len(typed) >= LONG else 1
        letters = sorted(typed)
        near: dict[str, tuple[int, bool, int]] = {}
        for word, rank in self.by_letter.get(typed[0], ()):
            if abs(len(word) - len(typed)) > most:
                continue
            mixed = len(word) == len(typed) and sorted(word) == letters
            allowed = 1 if rank in (SPOKEN, USUAL) else most
            distance = 1 if mixed else OSA.distance(typed, word, score_cutoff=allowed)
            rare = len(typed) <= SHORT and rank == RARE
            if distance <= allowed and (mixed or (not rare and (len(typed) > SHORTEST or len(word) > len(typed)))):
                near[word] = (distance, not mixed, rank)
        best = [word for word, rank in near.items() if rank == min(near.values())]
        return min(best, key=len) if len({_stem(word) for word in best}) == 1 else None


def slipless(text: str, found: Mapping[str, str]) -> str:
    """*text* with each slip in it put right, whatever its capitals."""
    for typed, meant in found.items():
        edge = r"\b" if typed.isascii() else ""
        text = re.sub(rf"{edge}{re.escape(typed)}{edge}", meant, text, flags=re.IGNORECASE)
    return text


def _stem(word: str) -> str:
    """A word without its ending, so that its forms count as one."""
    return re.sub(r"(?:ed|es|s|d|e)$", "", word)


def slips(text: str, unknown: Iterable[Token], spellings: Spellings) -> dict[str, str]:
    """Each unknown word of *text* that nearly spells just one word of *spellings* with that word.

    A common English word is meant as it stands.
    """
    typed = (text[token.start : token.end] for token in unknown)
    words = (word for word in typed if len(word) >= SHORTEST and word.isalpha() and word.isascii())
    odd = [word for word in words if not (word in spellings.known or word in COMMON or word in ELSEWHERE)]
    return {word: meant for word in odd if (meant := spellings.nearest(word))}
