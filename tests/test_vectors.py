"""Chroma really asked: it agrees with the exact search, follows the record, and yields to whoever owns it."""

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
from knowledge.vectors import ChromaIndex, client

pytest_plugins = ("library_fixtures",)

SUBJECTS = ("gold", "bank capital", "chip sales", "truck freight", "Korean exports", "consumer mood")
VERBS = ("rose", "fell", "was revised", "beat every forecast", "stalled")
REGIONS = ("in Europe", "in Asia", "in the United States", "on the Gulf", "at home")
PLACES = (*REGIONS, "last winter", "this year", "since the war", "again", "at last")
EVERYTHING = Scope(labels=ALL)


@pytest.fixture(scope="module")
def stocked(embedder, tmp_path_factory):
    """300 passages with real vectors in 15 notes, a month apart; every fifth is closed."""
    home = tmp_path_factory.mktemp("stocked")
    library = Library(home, embedder, Lexicon.of([]))
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
    with Library(tmp_path / "copy", embedder, Lexicon.of([])) as library:
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
    index = library._index
    exact = ExactIndex(library.record, embedder.identity)

    for query in ("precious metals went up", "how are lenders doing?", "semiconductor revenue", "shoppers are gloomy"):
        ours, theirs = (each.search(embedder.query(query), 10, scope) for each in (exact, index))
        assert len(ours) == 10
        assert [score for _, score in theirs] == pytest.approx([score for _, score in ours], abs=1e-5)
        assert {name for name, _ in theirs} == {name for name, _ in ours}

    assert index.served == "chroma"


def test_a_second_library_on_the_same_folder_searches_exactly(stocked, embedder):
    home, first = stocked
    first.stats()

    with Library(home, embedder, Lexicon.of([])) as second:
        assert second.stats()["index"] == "exact"
        assert second.search("precious metals", labels=ALL)
    assert first.stats()["index"] == "chroma"


def test_a_closed_library_gives_its_index_away_and_may_take_it_back(copied, embedder):
    home, first = copied
    first.stats()
    first.close()

    with Library(home, embedder, Lexicon.of([])) as second:
        assert second.stats()["index"] == "chroma"
        assert first.stats()["index"] == "exact"
        first.close()
    assert first.stats()["index"] == "chroma"


def test_the_index_follows_what_is_added_replaced_and_retracted(copied, caplog):
    _, library = copied
    caplog.set_level("INFO")
    assert library.stats()["index"] == "chroma"

    stored = put(library, "Copper mines flooded in Chile.", path="/n/new.md")
    assert nearest(library, "copper mines flooded") == "Copper mines flooded in Chile."
    put(library, "Tin prices doubled in Peru.", path="/n/new.md")
    assert nearest(library, "tin prices doubled") == "Tin prices doubled in Peru."
    assert nearest(library, "copper mines flooded") != "Copper mines flooded in Chile."
    assert "made anew" not in caplog.text
    library.retract(stored.note)
    assert "must not linger" in caplog.text

    assert nearest(library, "tin prices doubled") != "Tin prices doubled in Peru."
    assert library.stats()["index"] == "chroma"
    assert library._index._index._collection.count() == library.stats()["vectors"]


def nearest(library, query):
    """The text of the passage whose vector is nearest, by the index alone."""
    name = library._index.search(library.embedder.query(query), 1, EVERYTHING)[0][0]
    return next(hit.text for hit in library.search(query, labels=ALL, limit=50) if hit.passage == name)


@pytest.mark.parametrize("damage", ["lost", "emptied"])
def test_a_damaged_index_is_made_anew_from_the_record(copied, embedder, damage, caplog):
    home, library = copied
    caplog.set_level("INFO")
    library.stats()
    library.close()
    if damage == "lost":
        (home / "index" / "chroma.sqlite3").write_bytes(b"not a database, but long enough to be looked at" * 50)
    else:
        opened = client(home / "index", "")
        collection = opened.list_collections()[0]
        collection.delete(ids=collection.get(limit=30)["ids"])
        opened.close()

    with Library(home, embedder, Lexicon.of([])) as again:
        assert again.stats()["index"] == "chroma"
        assert again._index._index._collection.count() == again.stats()["vectors"]
    assert "made anew" in caplog.text


def test_an_index_that_is_opened_again_goes_on_where_it_was(copied, embedder):
    home, library = copied
    library.stats()
    before = library._index._index._collection.metadata["applied"]
    library.close()

    with Library(home, embedder, Lexicon.of([])) as again:
        opened = ChromaIndex(again.record, embedder.identity, client(home / "index", ""))
        assert opened._collection.metadata["applied"] == before > 0
        opened.close()


def test_a_library_that_was_empty_at_first_gets_its_index_when_notes_come(embedder, tmp_path):
    with Library(tmp_path, embedder, Lexicon.of([])) as library:
        assert library.search("gold", labels=ALL) == []
        assert library.stats()["index"] == "exact"
        put(library, "Gold rose.")
        assert library.stats()["index"] == "chroma"


def test_chroma_holds_no_text(copied):
    home, library = copied
    library.stats()
    library.close()

    held = b"".join(file.read_bytes() for file in (home / "index").rglob("*") if file.is_file())

    assert b"beat every forecast" not in held


def test_a_server_that_does_not_answer_leaves_the_exact_search(copied, embedder):
    home, library = copied
    library.close()

    with Library(home, embedder, Lexicon.of([]), chroma_url="http://127.0.0.1:9") as away:
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
