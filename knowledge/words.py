"""The words leg: which passages hold a question's words, how rare those are, and how well each passage answers.

The word index gives the places; the counting is done here, over the passages that the reader may see and no others,
so a note above a reader's clearance changes neither the order nor the scores of what is found.
"""

import math
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from knowledge.concepts import Concept
from knowledge.note import Pool
from knowledge.scope import Scope

HEADER_WEIGHT = 0.5  # a word in the header counts half of one in the passage
SATURATION, LENGTH_SHARE = 1.2, 0.6  # BM25's k1 and b
COMMON_SHARE = 0.15  # words in more of the passages than this say little
NOWHERE = 0.5  # of the mean weight: a word that no note has may be small talk as well as the point of the question
FEW = 50  # but in a library this small nothing is common

HELD = """SELECT w.doc AS row, w.col AS field, COUNT(*) AS times FROM words_held w
    JOIN passages p ON p.row = w.doc JOIN revisions r ON r.id = p.revision
    WHERE w.term = :term AND IN_SCOPE GROUP BY w.doc, w.col"""
SEEN = """SELECT p.row, p.pool, p.words FROM passages p JOIN revisions r ON r.id = p.revision WHERE IN_SCOPE"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """The passages in scope: their language, their length in words, and the mean length."""

    pools: dict[int, Pool]
    lengths: dict[int, int]
    mean: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A question's words as the passages in scope hold them: how often, and how rare each word and concept is."""

    concepts: Sequence[Concept]
    shelf: Shelf
    times: dict[str, dict[int, float]] = field(default_factory=dict)
    telling: frozenset[str] = frozenset()
    idf: dict[str, float] = field(default_factory=dict)
    weights: tuple[float, ...] = ()

    def coverage(self, held: Mapping[str, float]) -> float:
        """The share of the question that a text holding these words covers, rare concepts counted more."""
        total = sum(self.weights)
        degrees = (concept.degree(held, self.idf) for concept in self.concepts)
        return sum(map(_product, degrees, self.weights)) / total if total else 0.0

    def words_in(self, row: int) -> dict[str, float]:
        """The words of the question that the passage *row* holds, 1 for each; less where only its header does."""
        return {word: min(1.0, rows[row]) for word, rows in self.times.items() if row in rows}

    def scores(self) -> dict[int, float]:
        """BM25 of every passage that holds a telling word of the question; a concept counts once, by its best form."""
        rows = set().union(*(self.times[token] for token in self.telling))
        return {row: sum(self._concept(concept, row) for concept in self.concepts) for row in rows}

    def _concept(self, concept: Concept, row: int) -> float:
        return max(form.weight * sum(self._word(token, row) for token in form.tokens) for form in concept.forms)

    def _word(self, token: str, row: int) -> float:
        times = self.times.get(token, {}).get(row)
        if not times or token not in self.telling:
            return 0.0
        length = 1 - LENGTH_SHARE + LENGTH_SHARE * self.shelf.lengths[row] / self.shelf.mean
        return self.idf[token] * times * (SATURATION + 1) / (times + SATURATION * length)


def _product(left: float, right: float) -> float:
    return left * right


def count(connection: sqlite3.Connection, scope: Scope, concepts: Sequence[Concept]) -> Counted:
    """The words of *concepts* counted over the passages in *scope*."""
    shelf = _shelf(connection, scope)
    total = len(shelf.lengths)
    every = dict.fromkeys(token for concept in concepts for form in concept.forms for token in form.tokens)
    times = {token: _times(connection, scope, token) for token in every}
    holding = [_holding(concept, times) for concept in concepts]
    return Counted(
        concepts=concepts,
        shelf=shelf,
        times=times,
        telling=_telling(concepts, holding, total),
        idf={token: rarity(_spread(rows.values()), total) for token, rows in times.items()},
        weights=_weights(holding, total),
    )


def _shelf(connection: sqlite3.Connection, scope: Scope) -> Shelf:
    rows = scope.run(connection, SEEN).fetchall()
    lengths = {row["row"]: row["words"] for row in rows}
    mean = sum(lengths.values()) / len(lengths) if lengths else 1.0
    return Shelf(pools={row["row"]: row["pool"] for row in rows}, lengths=lengths, mean=mean or 1.0)


def _times(connection: sqlite3.Connection, scope: Scope, token: str) -> dict[int, float]:
    """How often each passage in scope holds *token*."""
    found: dict[int, float] = {}
    for row, column, times in scope.run(connection, HELD, term=token):
        found[row] = found.get(row, 0.0) + times * (HEADER_WEIGHT if column == "header" else 1.0)
    return found


def rarity(holding: float, total: int) -> float:
    """How much a word tells that *holding* of *total* passages hold."""
    return math.log(1 + (total - holding + 0.5) / (holding + 0.5))


def _spread(rows: Iterable[float]) -> float:
    """How many passages hold a word; one that holds it only in its header counts half."""
    return sum(min(1.0, times) for times in rows)


def _holding(concept: Concept, times: Mapping[str, Mapping[int, float]]) -> float:
    """How many passages hold every word of some form of *concept*."""
    found: dict[int, float] = {}
    for form in concept.forms:
        held = [times.get(token, {}) for token in form.tokens]
        for row in set(held[0]).intersection(*held[1:]):
            found[row] = max(found.get(row, 0.0), min(rows[row] for rows in held))
    return _spread(found.values())


def _telling(concepts: Sequence[Concept], holding: Sequence[float], total: int) -> frozenset[str]:
    """The words of the concepts that not too many passages hold; of all, where there are no such concepts."""
    most = COMMON_SHARE * total if total > FEW else total
    telling = [concept for concept, number in zip(concepts, holding, strict=True) if 0 < number <= most]
    return frozenset(token for concept in telling or concepts for form in concept.forms for token in form.tokens)


def _weights(holding: Sequence[float], total: int) -> tuple[float, ...]:
    """How much each concept counts: by its rarity in any form, and half the mean where no passage in scope has it."""
    known = [rarity(number, total) for number in holding if number]
    mean = sum(known) / len(known) if known else 1.0
    return tuple(rarity(number, total) if number else mean * NOWHERE for number in holding)
