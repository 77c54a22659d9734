"""The passages in memory are those of the record: at once when one comes in, and at once when one is gone."""

import gc
import shutil
from datetime import date

import numpy as np
from made_notes import ALL, put
from random_notes import WORDS, fill, scope_of, text_of

from knowledge import postings, standing
from knowledge.lexicon import Lexicon
from knowledge.library import Library
from knowledge.scope import Scope
from knowledge.standing import Passages

pytest_plugins = ("library_fixtures", "random_fixtures")
EVERYTHING = Scope(labels=ALL)


def held(connection, passages, scope=EVERYTHING):
    """Everything that is to be found, by rows."""
    seen = passages.seen(connection, scope)
    rows = seen.standing.rows
    found = {"seen": rows[seen.mask].tolist(), "lengths": seen.standing.lengths[seen.mask].tolist()}
    for word in WORDS:
        posting = seen.posting(connection, word)
        found[word] = (rows[posting.at].tolist(), posting.header.tolist(), posting.body.tolist())
    return found


def test_the_mask_is_the_condition(random_library):
    chance, passages = np.random.default_rng(21), Passages()
    sizes = set()
    for _ in range(120):
        scope = scope_of(chance)
        with random_library.record.reading() as connection:
            seen = passages.seen(connection, scope)
            query = "SELECT p.row FROM passages p JOIN revisions r ON r.id = p.revision WHERE IN_SCOPE ORDER BY p.row"
            rows = [row for (row,) in scope.run(connection, query)]
        assert seen.standing.rows[seen.mask].tolist() == rows
        sizes.add(len(rows))
    assert len(sizes) > 30


def test_what_follows_the_record_holds_what_is_read_anew(words_only, monkeypatch):
    monkeypatch.setattr(postings, "MOST_NEW", 8)
    chance, following = np.random.default_rng(22), Passages()
    for _ in range(40):
        known = words_only.notes(ALL)
        if known and chance.random() < 0.2:
            words_only.retract(known[int(chance.integers(len(known)))].id)
        elif known and chance.random() < 0.4:
            put(words_only, text_of(chance), path=known[int(chance.integers(len(known)))].path)
        else:
            fill(words_only, chance, int(chance.integers(1, 4)))
        with words_only.record.reading() as connection:
            assert held(connection, following) == held(connection, Passages())


def test_a_note_that_comes_in_is_not_a_reading_of_all(words_only, monkeypatch):
    fill(words_only, np.random.default_rng(23), 20)
    passages = Passages()
    with words_only.record.reading() as connection:
        held(connection, passages)
    monkeypatch.setattr(Passages, "_read", None)
    monkeypatch.setattr(postings.Postings, "_read", None)
    put(words_only, f"{WORDS[0]} {WORDS[0]} new.", path="/new.md")

    with words_only.record.reading() as connection:
        assert held(connection, passages)[WORDS[0]][2][-1] == 2


def test_a_search_that_began_before_a_note_came_in_does_not_see_it(words_only):
    put(words_only, f"{WORDS[0]} rose.", path="/a.md")
    passages = Passages()
    with words_only.record.reading() as early:
        before = held(early, passages)
        put(words_only, f"{WORDS[0]} fell.", path="/b.md")
        with words_only.record.reading() as late:
            assert len(held(late, passages)["seen"]) == 2
        assert held(early, passages) == before
        put(words_only, f"{WORDS[1]} fell.", path="/a.md")
        with words_only.record.reading() as last:
            assert len(held(last, passages)[WORDS[0]][0]) == 1
        newest = passages._held
        assert held(early, passages) == before
        assert passages._held is newest


def test_what_was_retracted_is_in_memory_no_longer(words_only, monkeypatch):
    monkeypatch.setattr(standing, "MOST_DEAD", 1)
    put(words_only, f"Zirconium {WORDS[0]}.", path="/keep.md")
    put(words_only, "Copper.", path="/last.md")
    words_only.search("copper zirconium", labels=ALL)
    stored = put(words_only, "Hafnium hafnium zirconium.", path="/gone.md", institution="Vanishing House")
    words_only.search("hafnium zirconium", labels=ALL)
    words_only.retract(stored.note)
    words_only.search("gold", labels=ALL)

    gc.collect()
    kept = [each for each in gc.get_objects() if isinstance(each, standing.Standing | postings.Postings)]
    ours = words_only._passages._held
    assert ours in kept
    assert len(ours.rows) == 2
    assert all(about.institution is None for about in ours.abouts)
    assert "hafnium" not in ours.postings._known


def test_a_record_put_back_from_a_copy_is_read_anew(tmp_path):
    """Without an embedder nothing that comes in stands in the log, so its end says nothing of what there is."""

    def library():
        return Library(tmp_path, lexicon=Lexicon.of([]))

    put(library(), "Gold rose.", path="/a.md")
    shutil.copy(tmp_path / "record.sqlite3", tmp_path / "copy")
    with library() as lasting:
        put(lasting, "Copper fell.", path="/b.md")
        assert lasting.search("copper", labels=ALL)
        for file in tmp_path.glob("record.sqlite3*"):
            file.unlink()
        shutil.move(tmp_path / "copy", tmp_path / "record.sqlite3")
        put(library(), "Tin and zinc stalled.", path="/c.md")
        assert not lasting.search("copper", labels=ALL)
        assert lasting.search("zinc", labels=ALL)


def test_no_more_is_remembered_than_there_is_room_for(words_only, monkeypatch):
    fill(words_only, np.random.default_rng(24), 20)
    passages = Passages()
    with words_only.record.reading() as connection:
        every = held(connection, passages)
        monkeypatch.setattr(postings, "MOST_BYTES", 300)
        narrow = Passages()
        assert held(connection, narrow) == every
        assert narrow.at(connection).postings._bytes <= 300
        monkeypatch.setattr(standing, "MOST_SCOPES", 2)
        for day in range(1, 9):
            narrow.seen(connection, Scope(labels=ALL, start=date(2024, 1, day)))
        assert len(narrow.at(connection)._masks) == 2
