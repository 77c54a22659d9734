"""The formulas of the words leg: how much a word tells, how well a passage answers. Arrays and numbers, nothing else.

``total`` is always the number of passages that the reader may see, and so is everything that was counted.
"""

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from numpy import bool_, float64, int64, uint16
    from numpy.typing import NDArray

    Numbers = NDArray[float64]

HEADER_WEIGHT = 0.5  # a word in the header counts half of one in the passage
SATURATION, LENGTH_SHARE = 1.2, 0.6  # BM25's k1 and b
UNREACHED = 0.4  # of its weight counts a concept for a language that lacks it, where the other language has it
COMMON_SHARE = 0.15  # words in more of the passages than this say little
FEW = 50  # but in a library this small nothing is common
NOWHERE = 0.5  # of the mean weight: a word that no note has may be small talk as well as the point of the question


def times(header: "NDArray[uint16]", body: "NDArray[uint16]", weight: float = HEADER_WEIGHT) -> "Numbers":
    """How often passages hold a word, by how often their headers and they themselves do."""
    import numpy as np

    return body + weight * header.astype(np.float64)


def holding(times: "Numbers") -> float:
    """How many passages hold a word; one that holds it only in its header counts half."""
    import numpy as np

    return float(np.minimum(times, 1.0).sum())


def rarity(holding: float, total: int) -> float:
    """How much a word tells that *holding* of *total* passages hold."""
    return math.log(1 + (total - holding + 0.5) / (holding + 0.5))


def bm25(rarity: float, times: "Numbers", relative_lengths: "Numbers") -> "Numbers":
    """What a word says for passages that hold it so often, and are so long against the mean."""
    length = 1 - LENGTH_SHARE + LENGTH_SHARE * relative_lengths
    return rarity * times * (SATURATION + 1) / (times + SATURATION * length)


def is_telling(holding: float, total: int) -> bool:
    """Whether a concept is held by some passages, and by not too many."""
    return 0 < holding <= (COMMON_SHARE * total if total > FEW else total)


def weights(holding: Sequence[float], total: int) -> tuple[float, ...]:
    """How much each concept counts: by its rarity in any form, and half the mean where no passage has it."""
    known = [rarity(number, total) for number in holding if number]
    mean = sum(known) / len(known) if known else 1.0
    return tuple(rarity(number, total) if number else mean * NOWHERE for number in holding)


def best(scores: "Numbers", among: "NDArray[bool_]", most: int) -> "NDArray[int64]":
    """The places of the highest *scores* among these, the highest first, and of equal ones the first."""
    import numpy as np

    places = np.flatnonzero(among)
    if len(places) > most:
        least = np.partition(scores[places], len(places) - most)[len(places) - most]
        places = places[scores[places] >= least]
    return places[np.lexsort((places, -scores[places]))][:most]
