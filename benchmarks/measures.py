"""How good rankings are, and the table that says so."""

import math
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass

MOST = 10
"""Places of a ranking that are looked at."""
HEADS = ("hit@1", "hit@5", "hit@10", "recall@10", "nDCG@10")
Measures = dict[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """What one question brought up, the best first and each place once, and which places would have been right.

    *needed* of them are enough; all are where that is not said.
    """

    found: Sequence[Hashable]
    gold: Set[Hashable]
    needed: int | None = None

    @property
    def first(self) -> int | None:
        """The place, counted from 1, of the first that is right; None where none of the first ten is."""
        return next(iter(self._right), None)

    @property
    def recall(self) -> float:
        """The share of what is needed that is among the first ten."""
        return len(self._right) / self._enough

    @property
    def ndcg(self) -> float:
        """The gain of the first ten, discounted by log2 of the place + 1, over that of all that is needed on top."""
        return sum(map(_gain, self._right)) / sum(map(_gain, range(1, min(MOST, self._enough) + 1)))

    def hit(self, most: int) -> bool:
        """Whether one of the first *most* is right."""
        return self.first is not None and self.first <= most

    @property
    def _enough(self) -> int:
        return self.needed or len(self.gold)

    @property
    def _right(self) -> list[int]:
        """The places among the first ten of what is right, as many as are needed."""
        right = [number for number, each in enumerate(self.found[:MOST], 1) if each in self.gold]
        return right[: self._enough]


def _gain(place: int) -> float:
    return 1 / math.log2(place + 1)


def measured(rankings: Sequence[Ranking]) -> Measures:
    """The means over all questions, their number, and the standard error of hit@1."""
    hits = {f"hit@{most}": _mean(ranking.hit(most) for ranking in rankings) for most in (1, 5, 10)}
    return {
        **hits,
        "recall@10": _mean(ranking.recall for ranking in rankings),
        "nDCG@10": _mean(ranking.ndcg for ranking in rankings),
        "n": len(rankings),
        "error": standard_error(hits["hit@1"], len(rankings)),
    }


def standard_error(share: float, n: int) -> float:
    """That of a share of *n* questions."""
    return math.sqrt(share * (1 - share) / n)


def _mean(values: Iterable[float]) -> float:
    held = list(values)
    return sum(held) / len(held)


def places(search: Callable[[int], Sequence[Hashable]], most: int = MOST) -> list[Hashable]:
    """The first *most* places that *search* brings up; it is asked for more until as many differ or no more come."""
    limit = most
    while True:
        found = search(limit)
        different = list(dict.fromkeys(found))
        if len(different) >= most or len(found) < limit:
            return different[:most]
        limit *= 2


def table(title: str, systems: Mapping[str, Measures], baseline: str) -> str:
    """A line a system, its nDCG@10 against that of *baseline*."""
    n = int(next(iter(systems.values()))["n"])
    lines = [f"\n{f'{title} (n = {n})':<44}" + "".join(f"{head:>10}" for head in HEADS) + f"{'s.e.':>8}{'x nDCG':>9}"]
    for name, found in systems.items():
        cells = "".join(f"{found[head]:>10.3f}" for head in HEADS)
        lines.append(f"  {name:<42}{cells}{found['error']:>8.3f}{ratio(found, systems.get(baseline)):>9}")
    return "\n".join(lines)


def ratio(found: Measures, base: Measures | None) -> str:
    """nDCG@10 over that of the baseline, where there is one to divide by."""
    return f"{found['nDCG@10'] / base['nDCG@10']:.2f}x" if base and base["nDCG@10"] else "-"
