"""Words counted in arrays come to what slow counting comes to, over what a reader may see and nothing else."""

import numpy as np
import pytest
from made_notes import ALL, DESK, put
from plain_words import Plain
from random_notes import WORDS, asked, fill, scope_of

from knowledge.concepts import Concept, Form
from knowledge.lexicon import Lexicon
from knowledge.library import Library
from knowledge.scope import Scope
from knowledge.standing import POOLS, Passages
from knowledge.words import count

pytest_plugins = ("library_fixtures", "random_fixtures")


def test_arrays_and_slow_counting_agree(random_library, full):
    chance, passages = np.random.default_rng(12), Passages()
    compared = 0
    for _ in range(400 if full else 40):
        scope, concepts = scope_of(chance), asked(chance)
        with random_library.record.reading() as connection:
            counted = count(connection, passages.seen(connection, scope), concepts)
            plain = Plain(connection, scope, concepts)
        rows = list(plain.lengths)
        assert counted.idf == pytest.approx(plain.idf, abs=1e-6)
        assert list(counted.weights) == pytest.approx(plain.weights, abs=1e-6)
        for pool in POOLS:
            ours = [row for row in rows if plain.pools[row] == pool]
            assert counted.covered(ours, pool) == pytest.approx({row: plain.covered(row) for row in ours}, abs=1e-6)
        scores = {row: plain.score(row) for row in rows if plain.score(row)}
        found = {row: score for pool in POOLS for row, score in counted.best(counted.scores(), pool, 1000).items()}
        assert found == pytest.approx(scores, abs=1e-6)
        held = dict.fromkeys(chance.choice(WORDS, 5), 1.0)
        by_hand = [max(plain.share(form, held) for form in concept.forms) for concept in concepts]
        weighed = sum(degree * weight for degree, weight in zip(by_hand, plain.weights, strict=True))
        for pool in POOLS:
            assert counted.coverage(held, pool) == pytest.approx(min(1, weighed / plain.whole[pool]), abs=1e-6)
        compared += len(scores)
    assert compared > 500


def test_the_best_come_in_their_order_and_equals_by_their_place(words_only):
    for number in range(9):
        put(words_only, "Gold rose." if number % 2 else "Gold and gold again fell.", path=f"/{number}.md")
    concepts = [Concept(forms=(Form(tokens=("gold",), weight=1.0),))]
    with words_only.record.reading() as connection:
        counted = count(connection, Passages().seen(connection, Scope(labels=ALL)), concepts)
    scored = counted.scores()
    every = counted.best(scored, "en", 100)

    assert list(every) == sorted(every, key=lambda row: (-every[row], row))
    for most in range(1, 10):
        assert list(counted.best(scored, "en", most).items()) == list(every.items())[:most]
    assert counted.best(scored, "zh", 5) == {}


def test_what_is_remembered_for_one_reader_tells_another_nothing(tmp_path, full):
    """The same process answers the cleared one first: its postings, masks and counts are there already."""
    chance = np.random.default_rng(13)
    pairs = 500 if full else 60
    queries = [" ".join(map(str, chance.choice(WORDS, int(chance.integers(1, 6))))) for _ in range(pairs)]
    queries += ["金银铜", "铁铝"]
    with Library(tmp_path, lexicon=Lexicon.of([])) as library:
        fill(library, chance, 25, label="desk")
        before = [library.search(query, labels=DESK, limit=50) for query in queries]
        sentences = [library.counted(query, DESK).coverage({WORDS[0]: 1.0}, "en") for query in queries]
        fill(library, chance, 25, label="closed")
        changed = 0
        for query, hits, share in zip(queries, before, sentences, strict=True):
            changed += library.search(query, labels=ALL, limit=50) != hits
            assert library.search(query, labels=DESK, limit=50) == hits
            assert library.counted(query, DESK).coverage({WORDS[0]: 1.0}, "en") == share
    assert changed > pairs / 2


def test_nobody_without_a_label_is_told_anything(random_library):
    with random_library.record.reading() as connection:
        seen = Passages().seen(connection, Scope(labels=frozenset()))
        counted = count(connection, seen, [Concept(forms=(Form(tokens=(WORDS[0],), weight=1.0),))])

    assert seen.total == 0
    assert not counted.scores().any()
    assert counted.best(counted.scores(), "en", 10) == {}
