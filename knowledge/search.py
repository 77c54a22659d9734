"""A question to ranked passages: words always, vectors where the model can read, one pool a language, then merged."""

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from knowledge import phrases
from knowledge.asked import Asked, Wanted
from knowledge.embed import Embedder
from knowledge.gloss import Question, asked_of
from knowledge.index import VectorIndex
from knowledge.note import Pool
from knowledge.prefer import Handicaps
from knowledge.providers import EmbeddingError
from knowledge.standing import POOLS, Passages
from knowledge.words import Counted, count

DEPTH = 60  # how many passages a leg brings to a pool
PHRASES = 0.1  # is added for all neighbours of the question that stand side by side in a passage
QUOTA = 0.3  # of the places asked for is kept for each pool that has as many


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """A passage by its row in the record, and how relevant it is, from 0 to 1."""

    row: int
    relevance: float


class Searcher:
    """Ranks the passages of a record. Without an embedder and its index it goes by words alone."""

    def __init__(self, passages: Passages, embedder: Embedder | None = None, index: VectorIndex | None = None) -> None:
        self._passages, self._embedder, self._index = passages, embedder, index

    def ranked(self, connection: sqlite3.Connection, wanted: Wanted) -> list[Ranked]:
        """The best passages in scope, best first, out of the pools of all languages."""
        seen = self._passages.seen(connection, wanted.scope)
        counted = count(connection, seen, wanted.asked.concepts, wanted.asked.names)
        handicaps = Handicaps.of(wanted.asked.narrowed, seen)
        scored = handicaps.taken_from(counted.scores())
        pools = []
        for pool in POOLS:
            words = counted.best(scored, pool, DEPTH)
            question, near = self._near(connection, handicaps.narrowed(wanted), pool, words)
            near = seen.kept(pool, near)
            covered = counted.covered(list({**words, **_best(near)}), pool)
            # A passage without a vector, whose embedder did not answer, has its words alone to speak for it.
            found = {
                row: question.blended(share, near[row]) if row in near else share for row, share in covered.items()
            }
            found = _with_phrases(connection, wanted.asked, counted, found)
            pools.append(_ordered(handicaps.less(found), words))
        return _merged(pools, wanted.limit)

    def _near(
        self, connection: sqlite3.Connection, wanted: Wanted, pool: Pool, words: Mapping[int, float]
    ) -> tuple[Question, dict[int, float]]:
        """The question for this pool, and its cosine with the nearest passages and with those that words found.

        There are none where nobody can tell.
        """
        nothing: tuple[Question, dict[int, float]] = (Question(text=""), {})
        if not (self._embedder and self._index):
            return nothing
        question = asked_of(self._embedder, wanted.asked.subject, wanted.asked.typed, pool)
        if not question:
            return nothing
        try:
            vector = self._embedder.query(question.text)
        except EmbeddingError:  # which is in the log already
            return nothing
        if self._embedder.identity != self._index.identity:  # another model has its name by now
            return nothing
        found = dict(self._index.search(vector, DEPTH, wanted.scope, pool))
        near = {row: found[name] for row, name in _rows(connection, list(found))}
        others = [row for row in words if row not in near]
        return question, near | self._index.cosines(connection, vector, others)


def _rows(connection: sqlite3.Connection, passages: list[str]) -> list[tuple[int, str]]:
    query = "SELECT p.row, p.id FROM json_each(?) j JOIN passages p ON p.id = j.value"
    return [(row, name) for row, name in connection.execute(query, (json.dumps(passages),))]


def _best(scores: Mapping[int, float]) -> dict[int, float]:
    """The best of *scores*, best first; equals in the order in which they came in."""
    order = sorted(scores, key=lambda row: (-scores[row], row))
    return {row: scores[row] for row in order[:DEPTH]}


def _with_phrases(
    connection: sqlite3.Connection, asked: Asked, counted: Counted, found: Mapping[int, float]
) -> dict[int, float]:
    """The relevance of passages with what the phrases add that they share with the question."""
    shared = phrases.shared(connection, phrases.pairs(asked.words, counted.idf), list(found))
    return {row: relevance + PHRASES * shared.get(row, 0.0) for row, relevance in found.items()}


def _ordered(found: Mapping[int, float], words: Mapping[int, float]) -> list[Ranked]:
    """What the legs of one pool found, the most relevant first."""
    order = sorted(found, key=lambda row: (-found[row], -words.get(row, 0.0), row))
    return [Ranked(row=row, relevance=min(1.0, max(0.0, found[row]))) for row in order]


def _merged(pools: Sequence[list[Ranked]], limit: int) -> list[Ranked]:
    """The pools as one list: each keeps its own order, the more relevant head goes first, and each has its quota."""
    waiting = [list(pool) for pool in pools if pool]
    kept = {id(pool): min(len(pool), int(limit * QUOTA)) for pool in waiting}
    merged: list[Ranked] = []
    while len(merged) < limit and any(waiting):
        free = limit - len(merged) - sum(kept.values())
        open_pools = [pool for pool in waiting if pool and (free > 0 or kept[id(pool)])]
        pool = max(open_pools, key=lambda pool: pool[0].relevance)
        kept[id(pool)] = max(0, kept[id(pool)] - 1)
        merged.append(pool.pop(0))
    return merged
