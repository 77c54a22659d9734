"""The exact search follows the record without reading it again."""

import numpy as np
import pytest
from made_notes import put
from made_vectors import EVERYTHING, Made, made, retracted, stock, stored

from knowledge.exact import ExactIndex


def test_exact_search_that_follows_finds_what_a_fresh_one_does(tmp_path):
    chosen = np.random.default_rng(7)
    with made(tmp_path, keeps=False) as library:
        following = ExactIndex(library.record, Made.identity)
        for step in range(40):
            number = int(chosen.integers(6))
            known = [note.id for note in library.notes(frozenset({"desk"})) if note.title == f"Tin {number}"]
            if known and chosen.random() < 0.3:
                library.retract(known[0])
            else:
                lines = [f"# Part {part}\n\nTin {step} {part} fell." for part in range(int(chosen.integers(1, 6)))]
                put(library, "\n\n".join(lines), path=f"/n/{number}.md", title=f"Tin {number}")
            row = Made().query(str(step))
            fresh = ExactIndex(library.record, Made.identity).search(row, 50, EVERYTHING)
            found = following.search(row, 50, EVERYTHING)
            assert [name for name, _ in found] == [name for name, _ in fresh]
            assert [near for _, near in found] == pytest.approx([near for _, near in fresh], abs=1e-6)
            assert {name for name, _ in found} == stored(library).keys()


def test_exact_search_does_not_read_again_what_it_holds(tmp_path):
    with made(tmp_path, keeps=False) as library:
        stock(library, 2, 20)
        library.index.search(Made().query("tin"), 1, EVERYTHING)
        held = library.index._exact._held.matrix
        put(library, "Tin prices doubled in Peru.", path="/n/new.md")
        library.index.search(Made().query("tin"), 1, EVERYTHING)
        assert library.index._exact._held.matrix is held
        assert library.index._exact._held.count == 41


def test_vectors_of_what_was_retracted_are_in_memory_no_longer(tmp_path):
    with made(tmp_path, keeps=False) as library:
        stock(library, 4, 20)
        library.index.search(Made().query("tin"), 1, EVERYTHING)
        gone = retracted(library, 20)
        library.index.search(Made().query("tin"), 1, EVERYTHING)
        held = library.index._exact._held
        assert not any((held.matrix == row).all(axis=1).any() for row in gone.values())
