"""What the benchmark of the search measures, and its own baselines, worked by hand."""

import math
from types import SimpleNamespace

import pytest

from benchmarks.measures import Ranking, measured, places
from benchmarks.paragraphs import bm25, fused, order
from benchmarks.questions import held

SECOND = 1 / math.log2(3)
THIRD = 1 / math.log2(4)


@pytest.mark.parametrize(
    ("found", "gold", "first", "recall", "ndcg"),
    [
        pytest.param("abc", "a", 1, 1, 1, id="the one page first"),
        pytest.param("abc", "b", 2, 1, SECOND, id="the one page second"),
        pytest.param("abc", "x", None, 0, 0, id="not found"),
        pytest.param("", "x", None, 0, 0, id="nothing found"),
        pytest.param("axb", "ab", 1, 1, (1 + THIRD) / (1 + SECOND), id="two pages, one of them first"),
        pytest.param("xay", "abc", 2, 1 / 3, SECOND / (1 + SECOND + THIRD), id="one page of three"),
        pytest.param("0123456789a", "a", None, 0, 0, id="the eleventh does not count"),
    ],
)
def test_a_ranking_is_measured_as_by_hand(found, gold, first, recall, ndcg):
    ranking = Ranking(found=list(found), gold=frozenset(gold))

    assert ranking.first == first
    assert ranking.recall == pytest.approx(recall)
    assert ranking.ndcg == pytest.approx(ndcg)


def test_more_right_pages_than_places_can_still_be_ranked_perfectly():
    ranking = Ranking(found=list("abcdefghij"), gold=frozenset("abcdefghijklmno"))

    assert ranking.ndcg == pytest.approx(1)
    assert ranking.recall == pytest.approx(10 / 15)


def test_where_one_page_is_enough_a_second_adds_nothing():
    ranking = Ranking(found=list("xab"), gold=frozenset("ab"), needed=1)

    assert ranking.recall == 1
    assert ranking.ndcg == pytest.approx(SECOND)


def test_the_means_are_over_questions_and_the_error_is_that_of_a_share():
    rankings = [Ranking(found=list(found), gold=frozenset("a")) for found in ("a", "xa", "xxxxxxa", "x")]

    found = measured(rankings)

    assert (found["hit@1"], found["hit@5"], found["hit@10"], found["n"]) == (0.25, 0.5, 0.75, 4)
    assert found["error"] == pytest.approx(math.sqrt(0.25 * 0.75 / 4))
    assert found["nDCG@10"] == pytest.approx((1 + SECOND + 1 / 3) / 4)


def test_passages_of_one_page_count_once_and_more_are_asked_for():
    passages = ["a"] * 15 + list("bcdefghijklm")
    limits = []

    def search(limit):
        limits.append(limit)
        return passages[:limit]

    assert places(search) == list("abcdefghij")
    assert limits == [10, 20, 40]


def test_a_search_that_has_no_more_is_not_asked_again():
    assert places(lambda limit: ["a", "a", "b"]) == ["a", "b"]


def test_where_any_page_is_right_the_document_counts_once():
    found = [("a", 3), ("a", 1), ("b", 2), ("b", 3)]

    assert held(found, frozenset({("a", None), ("b", 3)})) == [("a", None), ("a", None), ("b", 2), ("b", 3)]


def test_bm25_is_the_sum_worked_by_hand():
    """Three texts of two words: "grain" stands in one of them, so its rarity is log(2.5 / 1.5)."""
    question = SimpleNamespace(text="grain")

    (scores,) = bm25(["grain rose", "copper fell", "gold rose"], [question])

    assert scores.tolist() == pytest.approx([math.log(2.5 / 1.5) * 2.5 / (1 + 1.5), 0, 0])


def test_ranks_are_fused_by_their_reciprocals():
    import numpy as np

    words, likeness = np.array([3.0, 2.0, 1.0]), np.array([1.0, 3.0, 2.0])

    assert order(words) == [0, 1, 2]
    assert fused(words, likeness) == [1, 0, 2]  # 1/62 + 1/61 over 1/61 + 1/63 over 1/63 + 1/62
