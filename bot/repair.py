"""Slips of the keys, mended: a word nobody knows becomes the one word of the desk that it nearly spells."""

from collections.abc import Collection, Iterable

from bot.english import COMMON
from bot.language import Token

SHORTEST = 4
LONG = 8
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


def slips(text: str, unknown: Iterable[Token], vocabulary: Collection[str]) -> dict[str, str]:
    """Each unknown word of *text* that nearly spells just one word of *vocabulary*, or its plural, with that word.

    A common English word is meant as it stands.
    """
    spelled = (form for word in (*vocabulary, *CUES) for form in (word, f"{word}s"))
    known = {word for word in spelled if len(word) >= SHORTEST and word.isalpha()}
    typed = (text[token.start : token.end] for token in unknown)
    words = (word for word in typed if len(word) >= SHORTEST and word.isalpha() and word.isascii())
    return {word: meant for word in words if word not in known | COMMON and (meant := _nearest(word, known))}


def _nearest(typed: str, known: set[str]) -> str | None:
    """The one closest word that begins alike; None when there is none, or more than one.

    One slip is forgiven, two in a long word; in a word of four letters only two that changed places, since so many
    short words differ by one letter.
    """
    from rapidfuzz.distance import OSA

    most = 2 if len(typed) >= LONG else 1
    near: dict[str, int] = {}
    for word in known:
        if word[0] == typed[0] and abs(len(word) - len(typed)) <= most:
            distance = OSA.distance(typed, word, score_cutoff=most)
            swapped = sorted(word) == sorted(typed)
            if distance <= most and (len(typed) > SHORTEST or swapped):
                near[word] = distance
    best = [word for word, distance in near.items() if distance == min(near.values())]
    stems = {word.removesuffix("s") for word in best}
    return min(best, key=len) if len(stems) == 1 else None
