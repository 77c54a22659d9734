"""Whoever keeps Chroma: no search waits for it or misses a passage, whatever happens to the index meanwhile."""

import shutil
import sqlite3
import threading

import pytest
from made_notes import put
from made_vectors import EVERYTHING, NOTES, PASSAGES, files, lost, made, retracted, stored, until

from knowledge import owner, seal
from knowledge.aside import Aside
from knowledge.index import NOT_LOOKED_AT, UNFINISHED
from knowledge.lock import Lock

pytestmark = pytest.mark.usefixtures("any_size")
pytest_plugins = ("index_fixtures", "library_fixtures")


def remains(home, gone):
    """Which of these vectors are in some file of the index."""
    held = files(home)
    return [name for name, row in gone.items() if row.tobytes() in held]


def test_while_the_index_is_made_searches_are_exact_and_what_is_retracted_stays_away(indexed, monkeypatch):
    shutil.rmtree(indexed / "index")
    built, go_on = threading.Event(), threading.Event()
    build = Aside.build

    def slowly(self, *given):
        faults = build(self, *given)
        built.set()
        assert go_on.wait(60)
        return faults

    monkeypatch.setattr(Aside, "build", slowly)
    with made(indexed) as library:
        assert library.index.serving() == "exact"
        assert built.wait(60)
        put(library, "Copper mines flooded in Chile.", path="/n/new.md")
        gone = retracted(library)
        assert library.index.serving() == "exact"
        assert lost(library, 100) == []

        go_on.set()
        assert library.index.settle() == "chroma"
        assert lost(library) == []
        assert library.index._owner.chroma.fields().keys() == stored(library).keys()
    assert remains(indexed, gone) == []


def test_a_retraction_leaves_no_vector_on_the_disk_whoever_keeps_the_index(indexed, monkeypatch):
    """Whoever keeps it makes it anew by itself, though nobody asks it anything."""
    monkeypatch.setattr(owner, "POLL", 0.05)
    with made(indexed) as keeper:
        assert keeper.index.settle() == "chroma"
        chroma = keeper.index._owner.chroma
        with made(indexed, keeps=False) as other:
            assert remains(indexed, dict(list(stored(other).items())[:1]))
            gone = retracted(other)
        assert remains(indexed, gone) == []
        until(lambda: keeper.index._owner.chroma not in (chroma, None))
        assert lost(keeper) == []
        assert keeper.index.serving() == "chroma"
    assert remains(indexed, gone) == []


def test_a_library_without_an_embedder_leaves_none_either(indexed):
    from knowledge.lexicon import Lexicon
    from knowledge.library import Library

    with Library(indexed, None, Lexicon.of([])) as library:
        gone = retracted(library)

    assert remains(indexed, gone) == []


class Forgetful:
    """A collection whose graph has no way to what is not *known*; its count is right."""

    def __init__(self, collection, known):
        self._collection, self._known = collection, known

    def __getattr__(self, name):
        return getattr(self._collection, name)

    def query(self, **given):
        found = self._collection.query(**given)
        for ids, far in zip(found["ids"], found["distances"], strict=True):
            for name in set(ids) - self._known:
                far.pop(ids.index(name))
                ids.remove(name)
        return found


def test_a_new_passage_that_chroma_does_not_find_is_found_all_the_same(indexed, caplog):
    """Each is asked for by its own vector before Chroma serves it."""
    caplog.set_level("INFO")
    with made(indexed) as library:
        assert library.index.settle() == "chroma"
        chroma, known = library.index._owner.chroma, stored(library).keys()
        chroma._collection = Forgetful(chroma._collection, known)
        put(library, "Copper mines flooded in Chile.", path="/n/new.md")
        (new,) = stored(library).keys() - known
        row = stored(library)[new]

        assert library.index.search(row, 1, EVERYTHING)[0][0] == new
        assert library.index.settle() == "chroma"
        assert library.index._owner.chroma is not chroma
        assert library.index.search(row, 1, EVERYTHING)[0][0] == new
    assert "1 passages are not found by their own vectors" in caplog.text


def test_a_search_that_chroma_fails_is_answered_and_the_index_made_anew(indexed, caplog, seldom):
    seldom()
    with made(indexed) as library:
        assert library.index.settle() == "chroma"
        library.index._owner.chroma._collection = None

        assert lost(library, 100) == []
        assert library.index.settle() == "chroma"
        assert lost(library, 100) == []
    assert "made anew" in caplog.text


def test_an_index_that_is_deleted_while_it_serves_is_made_anew(indexed, seldom):
    seldom()
    with made(indexed) as library:
        assert library.index.settle() == "chroma"
        shutil.rmtree(indexed / "index")

        assert library.index.settle() == "chroma"
        assert lost(library) == []
        put(library, "Copper mines flooded in Chile.", path="/n/new.md")
        assert library.index.settle() == "chroma"
        assert lost(library) == []
    assert seal.folder_of(indexed)


def test_what_is_added_while_the_bot_was_away_is_followed_not_made_anew(indexed, caplog):
    caplog.set_level("INFO")
    with made(indexed, keeps=False) as other:
        put(other, "Tin prices doubled in Peru.", path="/n/Copper3.md")

    with made(indexed) as library:
        assert library.index.settle() == "chroma"
        assert lost(library) == []
        assert library.index._owner.chroma.count() == len(stored(library)) == NOTES * PASSAGES - PASSAGES + 1
    assert "made anew" not in caplog.text


def test_a_keeper_that_is_killed_when_all_is_quiet_leaves_a_whole_index(indexed, monkeypatch, tmp_path, seldom):
    seldom()
    monkeypatch.setattr(owner, "QUIET", 0)
    monkeypatch.setattr(owner, "POLL", 0.05)
    with made(indexed) as library:
        assert library.index.settle() == "chroma"
        put(library, "Copper mines flooded in Chile.", path="/n/new.md")
        assert library.index.settle() == "chroma"
        until(lambda: seal.folder_of(indexed))
        assert lost(library, 100) == []
        shutil.copytree(indexed, tmp_path / "killed")

    with made(tmp_path / "killed", keeps=False) as looking:
        assert looking.index.check() == []


def test_a_library_that_is_closed_while_the_index_is_made_ends_that(indexed, seldom):
    seldom()
    shutil.rmtree(indexed / "index")
    with made(indexed) as library:
        library.index.serving()
        until(lambda: any((indexed / "index").glob("*/chroma.sqlite3")))
    assert seal.folder_of(indexed) is None
    assert Lock.take(indexed / "index.lock")

    with made(indexed, keeps=False) as looking:
        assert looking.index.check() == [NOT_LOOKED_AT + looking.index._site.owner() + "."]


def test_the_index_can_be_made_anew_from_the_terminal(indexed):
    (seal.folder_of(indexed) / "chroma.sqlite3").write_bytes(b"no database")
    heard = []
    with made(indexed, keeps=False) as library:
        assert library.index.rebuild(lambda done, of: heard.append((done, of))) == NOTES * PASSAGES
        assert library.index.check() == []
        assert "1200 passages" in library.index.described()
        seal.unseal(seal.folder_of(indexed))
        assert library.index.check() == [UNFINISHED]
    assert {of for _, of in heard} == {NOTES * PASSAGES}
    assert heard == sorted(heard)
    assert heard[-1][0] == NOTES * PASSAGES


def test_where_there_is_nothing_there_is_nothing_wrong(tmp_path):
    with made(tmp_path, keeps=False) as library:
        assert library.index.check() == []
        assert library.index.rebuild() == 0
    assert list(tmp_path.iterdir()) == []


def test_a_record_put_back_from_a_copy_is_not_taken_for_the_one_that_was_followed(indexed, seldom):
    """As many changes, but others: the number of the last one tells nothing."""
    seldom()
    shutil.copy(indexed / "record.sqlite3", indexed / "copy")
    with made(indexed) as library:
        put(library, "Tin prices doubled in Peru.", path="/n/new.md")
        assert library.index.settle() == "chroma"
        with sqlite3.connect(indexed / "copy") as copy, sqlite3.connect(indexed / "record.sqlite3") as record:
            copy.backup(record)
        copy.close()
        record.close()
        put(library, "Lead prices halved in Bolivia.", path="/n/new.md")

        assert lost(library, 50) == []
        assert library.index.settle() == "chroma"
        assert library.index._owner.chroma.fields().keys() == stored(library).keys()
