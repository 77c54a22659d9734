"""Chroma really asked: it agrees with the exact search, follows the record, and yields to whoever keeps it."""

import shutil
from datetime import date, timedelta

import numpy as np
import pytest
from made_notes import ALL, put

from knowledge.exact import ExactIndex
from knowledge.lexicon import Lexicon
from knowledge.library import Library
from knowledge.lock import Lock
from knowledge.scope import Scope

pytestmark = pytest.mark.usefixtures("any_size")
pytest_plugins = ("library_fixtures",)

SUBJECTS = ("gold", "bank capital", "chip sales", "truck freight", "Korean exports", "consumer mood")
VERBS = ("rose", "fell", "was revised", "beat every forecast", "stalled")
REGIONS = ("in Europe", "in Asia", "in the United States", "on the Gulf", "at home")
PLACES = (*REGIONS, "last winter", "this year", "since the war", "again", "at last")
EVERYTHING = Scope(labels=ALL)


def keeping(home, embedder, **more):
    """The library in *home*, whose process keeps Chroma."""
    return Library(home, embedder, Lexicon.of([]), index="chroma", **more)


@pytest.fixture(scope="module")
def stocked(embedder, tmp_path_factory):
    """300 passages with real vectors in 15 notes, a month apart; every fifth is closed."""
    home = tmp_path_factory.mktemp("stocked")
    library = keeping(home, embedder)
    sentences = [f"The {s} {v} {p}." for s in SUBJECTS for v in VERBS for p in PLACES]
    for number in range(0, len(sentences), 20):
        text = "\n\n".join(f"# Part {number + at}\n\n{line}" for at, line in enumerate(sentences[number : number + 20]))
        label = "closed" if number % 100 == 0 else "desk"
        put(
            library,
            text,
            path=f"/n/{number}.md",
            label=label,
            date=date(2025, 1, 1) + number // 20 * timedelta(days=30),
        )
    yield home, library
    library.close()


@pytest.fixture
def copied(stocked, embedder, tmp_path):
    """A copy of the stocked library to change, its index not yet built."""
    home, _ = stocked
    shutil.copytree(home, tmp_path / "copy", ignore=shutil.ignore_patterns("index*"))
    with keeping(tmp_path / "copy", embedder) as library:
        yield tmp_path / "copy", library


@pytest.mark.parametrize(
    "scope",
    [
        EVERYTHING,
        Scope(labels=frozenset({"desk"})),
        Scope(labels=ALL, start=date(2025, 3, 1), until=date(2025, 8, 1)),
    ],
)
def test_chroma_and_exact_search_agree_on_the_first_ten(stocked, embedder, scope):
    _, library = stocked
    index = library.index
    assert index.settle() == "chroma"
    exact = ExactIndex(library.record, embedder.identity)

    for query in ("precious metals went up", "how are lenders doing?", "semiconductor revenue", "shoppers are gloomy"):
        ours, theirs = (each.search(embedder.query(query), 10, scope) for each in (exact, index))
        assert len(ours) == 10
        assert [score for _, score in theirs] == pytest.approx([score for _, score in ours], abs=1e-5)
        assert {name for name, _ in theirs} == {name for name, _ in ours}

    assert index.serving() == "chroma"


def test_a_search_kept_to_some_notes_brings_up_no_other(stocked):
    """Chroma does not know of notes; it is not asked."""
    _, library = stocked
    assert library.index.settle() == "chroma"
    only = frozenset(note.id for note in library.notes(ALL)[:2])

    found = library.search("precious metals went up", labels=ALL, limit=10, notes=only)

    assert len(found) == 10
    assert {hit.note for hit in found} == only


def test_a_second_library_on_the_same_folder_searches_exactly(stocked, embedder):
    home, first = stocked
    assert first.index.settle() == "chroma"

    with keeping(home, embedder) as second:
        assert second.index.settle() == "exact"
        assert second.search("precious metals", labels=ALL)
    assert first.stats()["index"] == "chroma"


def test_a_closed_library_gives_its_index_away_and_may_take_it_back(copied, embedder):
    home, first = copied
    assert first.index.settle() == "chroma"
    first.close()

    with keeping(home, embedder) as second:
        assert second.index.settle() == "chroma"
        assert first.index.settle() == "exact"
        first.close()
    assert first.index.settle() == "chroma"


def test_a_command_searches_exactly_and_loads_no_chroma(copied, embedder):
    home, first = copied
    first.close()

    with Library(home, embedder, Lexicon.of([])) as library:
        assert library.search("precious metals", labels=ALL)
        assert library.stats()["index"] == library.index.settle() == "exact"
        assert library.index.described().endswith("not made yet, `footnote serve` makes it")
    assert not (home / "index").exists()


def test_the_index_follows_what_is_added_replaced_and_retracted(copied, caplog):
    _, library = copied
    caplog.set_level("INFO")
    assert library.index.settle() == "chroma"
    caplog.clear()

    stored = put(library, "Copper mines flooded in Chile.", path="/n/new.md")
    assert nearest(library, "copper mines flooded") == "Copper mines flooded in Chile."
    put(library, "Tin prices doubled in Peru.", path="/n/new.md")
    assert nearest(library, "tin prices doubled") == "Tin prices doubled in Peru."
    assert nearest(library, "copper mines flooded") != "Copper mines flooded in Chile."
    assert "made anew" not in caplog.text or "not found by their own vectors" in caplog.text
    library.retract(stored.note)
    assert nearest(library, "tin prices doubled") != "Tin prices doubled in Peru."
    assert "made anew" in caplog.text

    assert library.stats()["index"] == "chroma"
    assert library.index._owner.chroma.count() == library.stats()["vectors"]


def nearest(library, query):
    """The text of the passage whose vector is nearest: the same by the exact search, and by Chroma once it is there."""
    row = library.embedder.query(query)
    soon = library.index.search(row, 1, EVERYTHING)[0][0]
    assert library.index.settle() == "chroma"
    assert library.index.search(row, 1, EVERYTHING)[0][0] == soon
    return next(hit.text for hit in library.search(query, labels=ALL, limit=50) if hit.passage == soon)


def test_an_index_that_is_opened_again_goes_on_where_it_was(copied, embedder, caplog):
    home, library = copied
    assert library.index.settle() == "chroma"
    before = library.index._owner.chroma.place
    library.close()
    caplog.clear()

    with keeping(home, embedder) as again:
        assert again.index.settle() == "chroma"
        assert again.index._owner.chroma.place == before
    assert "made anew" not in caplog.text


def test_a_library_that_was_empty_at_first_gets_its_index_when_notes_come(embedder, tmp_path):
    with keeping(tmp_path, embedder) as library:
        assert library.search("gold", labels=ALL) == []
        assert library.index.settle() == "exact"
        put(library, "Gold rose.")
        assert library.index.settle() == "chroma"


def test_chroma_holds_no_text(copied):
    home, library = copied
    assert library.index.settle() == "chroma"
    library.close()

    held = b"".join(file.read_bytes() for file in (home / "index").rglob("*") if file.is_file())

    assert held
    assert b"beat every forecast" not in held


def test_a_server_that_does_not_answer_leaves_the_exact_search(copied, embedder):
    home, library = copied
    library.close()

    with keeping(home, embedder, chroma_url="http://127.0.0.1:9") as away:
        assert away.stats()["index"] == "exact"
        assert away.search("precious metals", labels=ALL)


def test_a_lock_has_one_holder(tmp_path):
    held = Lock.take(tmp_path / "lock")

    assert held
    assert Lock.take(tmp_path / "lock") is None
    held.release()
    held.release()
    again = Lock.take(tmp_path / "lock")
    assert again
    again.release()
    assert Lock.take(tmp_path / "no folder" / "lock") is None


def test_exact_search_is_the_cosine(stocked, embedder):
    _, library = stocked
    vector = embedder.query("gold")

    found = ExactIndex(library.record, embedder.identity).search(vector, 3, EVERYTHING)

    with library.record.reading() as connection:
        query = "SELECT p.id, v.vector FROM vectors v JOIN passages p ON p.row = v.passage"
        rows = connection.execute(query).fetchall()
    by_hand = {row["id"]: float(np.frombuffer(row["vector"], np.float32) @ vector) for row in rows}
    assert dict(found) == pytest.approx(dict(sorted(by_hand.items(), key=lambda item: -item[1])[:3]), abs=1e-6)
