"""The words leg: which passages hold a question's words, how rare those are, and how well each passage answers.

The word index gives the places; the counting is done here, over the passages that the reader may see and no others.
"""

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from knowledge import scores
from knowledge.concepts import Concept, Form
from knowledge.note import Pool
from knowledge.standing import POOLS, Seen

if TYPE_CHECKING:
    from numpy import float64
    from numpy.typing import NDArray

    Numbers = NDArray[float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """The passages in scope that hold a word, by their number among all, and how often each does."""

    at: "NDArray[Any]"
    times: "Numbers"

    def among(self, places: "NDArray[Any]") -> "Numbers":
        """How often each of these passages holds it."""
        import numpy as np

        if not len(self.at):
            return np.zeros(len(places))
        near = np.searchsorted(self.at, places).clip(max=len(self.at) - 1)
        return np.where(self.at[near] == places, self.times[near], 0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A question's words as the passages in scope hold them: how often, and how rare each word and concept is."""

    concepts: Sequence[Concept]
    seen: Seen
    held: dict[str, Held] = field(default_factory=dict)
    telling: frozenset[str] = frozenset()
    idf: dict[str, float] = field(default_factory=dict)
    weights: tuple[float, ...] = ()
    whole: dict[Pool, float] = field(default_factory=dict)

    def coverage(self, held: Mapping[str, float], pool: Pool) -> float:
        """The share of the question that a text of *pool* holding these words covers, rare concepts counted more."""
        total = self.whole[pool]
        degrees = (concept.degree(held, self.idf) for concept in self.concepts)
        return min(1.0, sum(map(_product, degrees, self.weights)) / total) if total else 0.0

    def covered(self, rows: Sequence[int], pool: Pool) -> dict[int, float]:
        """The coverage by each of these passages of *pool*, header and all: a word only in its header counts less."""
        import numpy as np

        places = self.seen.standing.at(rows)
        held = {word: np.minimum(1.0, found.among(places)) for word, found in self.held.items()}
        degrees = np.zeros(len(places))
        for concept, weight in zip(self.concepts, self.weights, strict=True):
            degrees += weight * np.max([self._share(form, held) for form in concept.forms], axis=0)
        shares = np.minimum(1.0, degrees / (self.whole[pool] or 1.0))
        return dict(zip(rows, shares.tolist(), strict=True))

    def best(self, scored: "Numbers", pool: Pool, most: int) -> dict[int, float]:
        """The passages of *pool* with the highest scores, by their rows; the highest first."""
        places = scores.best(scored, self.seen.within(pool) & (scored > 0), most)
        return dict(zip(self.seen.standing.rows[places].tolist(), scored[places].tolist(), strict=True))

    def scores(self) -> "Numbers":
        """The score of every passage there is: BM25 of its telling words; a concept counts once, by its best form."""
        import numpy as np

        said = {word: self._said(word) for word in self.telling if word in self.held}
        total = np.zeros(len(self.seen.mask))
        for concept in self.concepts:
            _add(total, concept, {word: said[word] for form in concept.forms for word in form.tokens if word in said})
        return total

    def _said(self, word: str) -> Held:
        """What *word* says for each passage that holds it."""
        found = self.held[word]
        lengths = self.seen.relative_lengths[found.at]
        return Held(at=found.at, times=scores.bm25(self.idf[word], found.times, lengths))

    def _share(self, form: Form, held: Mapping[str, "Numbers"]) -> "Numbers":
        """How far passages cover a form, from 0 to its weight: ``Concept.degree`` for many at once."""
        import numpy as np

        total = sum(self.idf[token] for token in form.tokens)
        said: Numbers = np.sum([self.idf[token] * held[token] for token in form.tokens], axis=0)
        return form.weight * said / (total or 1.0)


def _product(left: float, right: float) -> float:
    return left * right


def _add(total: "Numbers", concept: Concept, said: Mapping[str, Held]) -> None:
    """Add what the best form of *concept* says for each passage."""
    import numpy as np

    if len(concept.forms) == len(concept.forms[0].tokens) == 1:
        for found in said.values():
            total[found.at] += concept.forms[0].weight * found.times
        return
    best = np.zeros(len(total))
    for form in concept.forms:
        one = np.zeros(len(total))
        for token in form.tokens:
            if token in said:
                one[said[token].at] += form.weight * said[token].times
        np.maximum(best, one, out=best)
    total += best


def count(
    connection: sqlite3.Connection, seen: Seen, concepts: Sequence[Concept], names: frozenset[str] = frozenset()
) -> Counted:
    """The words of *concepts* counted over the passages *seen*.

    Those of *names*, which name whom the question is about, count in full where only a header holds them.
    """
    every = dict.fromkeys(token for concept in concepts for form in concept.forms for token in form.tokens)
    held = {token: _held(connection, seen, token, named=token in names) for token in every}
    best = [_best(concept, held, len(seen.mask)) for concept in concepts]
    holding = [scores.holding(found.times) for found in best]
    weights = scores.weights(holding, seen.total)
    return Counted(
        concepts=concepts,
        seen=seen,
        held=held,
        telling=_telling(concepts, holding, seen.total),
        idf={token: scores.rarity(scores.holding(found.times), seen.total) for token, found in held.items()},
        weights=weights,
        whole={pool: _weight_in(pool, seen, best, weights) for pool in POOLS},
    )


def _held(connection: sqlite3.Connection, seen: Seen, token: str, *, named: bool) -> Held:
    found = seen.posting(connection, token)
    weight = 1.0 if named else scores.HEADER_WEIGHT
    return Held(at=found.at, times=scores.times(found.header, found.body, weight))


def _best(concept: Concept, held: Mapping[str, Held], size: int) -> Held:
    """The passages that hold every word of some form of *concept*, as often as they hold the form they have most of."""
    import numpy as np

    forms = [_whole([held[token] for token in form.tokens]) for form in concept.forms]
    if len(forms) == 1:
        return forms[0]
    best = np.zeros(size)
    for form in forms:
        best[form.at] = np.maximum(best[form.at], form.times)
    at = np.flatnonzero(best)
    return Held(at=at, times=best[at])


def _weight_in(pool: Pool, seen: Seen, best: Sequence[Held], weights: Sequence[float]) -> float:
    """What all of the question weighs for a passage of *pool*."""
    lacking = (len(found.at) and not seen.is_in(pool, found.at).any() for found in best)
    return sum(weight * (scores.UNREACHED if lacks else 1.0) for weight, lacks in zip(weights, lacking, strict=True))


def _whole(words: Sequence[Held]) -> Held:
    """The passages that hold all of these words, as often as the one they hold least."""
    import numpy as np

    rarest = min(words, key=lambda word: len(word.at))
    times = np.min([word.among(rarest.at) for word in words], axis=0)
    return Held(at=rarest.at[times > 0], times=times[times > 0])


def _telling(concepts: Sequence[Concept], holding: Sequence[float], total: int) -> frozenset[str]:
    """The words of the concepts that not too many passages hold; of all, where there are no such concepts."""
    telling = [concept for concept, number in zip(concepts, holding, strict=True) if scores.is_telling(number, total)]
    return frozenset(token for concept in telling or concepts for form in concept.forms for token in form.tokens)
