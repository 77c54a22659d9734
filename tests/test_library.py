"""Notes go in, are found by whoever may see them, and are taken out again."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import date

import pytest
from made_notes import ALL, DESK, put

from footnote.errors import NoteError
from knowledge.lexical import stem, tokens
from knowledge.lexicon import Lexicon
from knowledge.library import Library
from knowledge.quote import quotes

pytest_plugins = ("library_fixtures",)

FLOWS = (["fund flow", "fund flows"], ["资金流"])
GAP = (["gap"], ["差距"])


def found(library, query, labels=ALL, **narrowed):
    return [hit.text for hit in library.search(query, labels=labels, **narrowed)]


def test_a_hit_is_a_span_of_the_note(words_only):
    stored = put(words_only, "# Flows\n\nGold funds took in 300 billion.", title="Flows", institution="Harbour House")

    (hit,) = words_only.search("gold funds", labels=DESK)

    assert (hit.note, hit.page, hit.title, hit.institution) == (stored.note, 1, "Flows", "Harbour House")
    assert words_only.note(hit.note, DESK).text[hit.start : hit.end] == hit.text
    assert 0 < hit.score <= 1


def test_the_same_bytes_under_any_name_are_one_note(words_only):
    first = put(words_only, "Gold rose.", path="/n/a.md")

    again = [put(words_only, "Gold rose.", path=path) for path in ("/n/a.md", "/n/b.md")]

    assert [item.outcome for item in again] == ["unchanged", "unchanged"]
    assert {item.note for item in again} == {first.note}
    assert words_only.stats()["notes"] == 1


def test_what_is_given_otherwise_for_stored_bytes_is_named(words_only):
    put(words_only, "Gold rose.")

    assert put(words_only, "Gold rose.", label="restricted", title="Another").differs == ("title", "label")


def test_new_bytes_at_a_path_replace_and_the_old_text_stays_resolvable(words_only):
    first = put(words_only, "Gold rose 18%.", path="/n/a.md")
    old = words_only.note(first.note, ALL)

    second = put(words_only, "Silver fell 2%.", path="/n/a.md")

    note = words_only.note(first.note, ALL)
    assert (second.outcome, second.note) == ("replaced", first.note)
    assert note.text == "Silver fell 2%."
    assert note.versions == (note.revision, old.revision)
    assert words_only.note(first.note, ALL, revision=old.revision).text == "Gold rose 18%."
    assert words_only.note(first.note, ALL, revision=old.revision).superseded
    assert found(words_only, "gold") == []


def test_a_file_that_goes_back_to_an_older_text_is_found_by_it_again(words_only):
    put(words_only, "Gold rose.", path="/n/a.md")
    put(words_only, "Silver fell.", path="/n/a.md")

    assert put(words_only, "Gold rose.", path="/n/a.md").outcome == "replaced"
    assert found(words_only, "gold silver") == ["Gold rose."]


def test_a_newer_parser_makes_a_new_revision_of_the_same_note(words_only):
    first = put(words_only, "Gold rose.", parser="text 1")

    second = put(words_only, "Gold rose.", parser="text 2")

    assert (second.outcome, second.note) == ("replaced", first.note)
    assert len(words_only.note(first.note, ALL).versions) == 2


def test_ids_are_the_same_in_every_library(tmp_path):
    made = []
    for name in ("one", "two"):
        library = Library(tmp_path / name, lexicon=Lexicon.of([]))
        stored = put(library, "Gold rose.", path=f"/{name}.md")
        note = library.note(stored.note, ALL)
        made.append((note.id, note.revision, note.passages))

    assert made[0] == made[1]


def test_nothing_of_a_retracted_note_is_left_but_that_it_was_there(words_only, tmp_path):
    kept = put(words_only, "Copper is scarce.", path="/n/b.md")
    stored = put(words_only, "Zirconium hoards were found.", path="/n/a.md", title="Zirconium")
    put(words_only, "Zirconium hoards were sold.", path="/n/a.md", title="Zirconium")

    with closing(sqlite3.connect(words_only.record.path)) as somebody_else:
        somebody_else.execute("SELECT COUNT(*) FROM notes").fetchall()
        assert words_only.retract(stored.note)
        held = b"".join(file.read_bytes() for file in (tmp_path / "home").iterdir())

    assert found(words_only, "zirconium copper") == ["Copper is scarce."]
    with pytest.raises(NoteError):
        words_only.note(stored.note, ALL)
    assert [note.id for note in words_only.notes(ALL)] == [kept.note]
    assert words_only.stats()["retracted"] == 1
    assert b"copper" in held
    assert b"irconium" not in held
    assert not words_only.retract(stored.note)


def test_a_retracted_note_that_comes_again_is_added_and_said_to_have_been_retracted(words_only):
    stored = put(words_only, "Gold rose.")
    words_only.retract(stored.note)

    again = put(words_only, "Gold rose.")

    assert (again.outcome, again.note) == ("added", stored.note)
    assert again.retracted
    assert words_only.stats()["retracted"] == 0


def test_what_a_reader_may_not_see_does_not_exist(words_only):
    hidden = put(words_only, "Gold is sold by the treasury.", path="/n/a.md", label="restricted")
    put(words_only, "Gold rose.", path="/n/b.md")

    assert found(words_only, "gold", DESK) == ["Gold rose."]
    assert len(found(words_only, "gold", ALL)) == 2
    assert len(words_only.notes(DESK)) == 1
    with pytest.raises(NoteError, match=f"no note {hidden.note}"):
        words_only.note(hidden.note, DESK)


def test_a_hidden_note_changes_neither_order_nor_scores(words_only):
    for number in range(12):
        put(words_only, f"Gold rose in year {number} while copper fell {'again ' * number}.", path=f"/n/{number}.md")
    before = words_only.search("copper gold year 3", labels=DESK, limit=50)

    for number in range(12):
        put(words_only, f"Copper year {number} copper 3 3 3.", path=f"/h/{number}.md", label="closed")

    assert words_only.search("copper gold year 3", labels=DESK, limit=50) == before


def test_a_note_without_a_label_is_seen_by_nobody(words_only):
    put(words_only, "Gold rose.", label=None)

    assert found(words_only, "gold") == []


def test_a_question_is_narrowed_by_house_and_days(words_only):
    put(words_only, "Gold one.", path="/1", institution="Harbour House", date=date(2025, 5, 1))
    put(words_only, "Gold two.", path="/2", institution="Mill Lane", date=date(2026, 1, 15))
    put(words_only, "Gold three.", path="/3")

    assert found(words_only, "gold", institution="harbour") == ["Gold one."]
    assert found(words_only, "gold", start=date(2026, 1, 1)) == ["Gold two."]
    assert set(found(words_only, "gold", until=date(2025, 12, 31))) == {"Gold one.", "Gold three."}
    assert [note.title for note in words_only.notes(ALL, institution="Mill Lane")] == ["A note"]


def test_either_script_finds_the_other(words_only):
    put(words_only, "美國大型銀行的超額資本高三點四個百分點。", path="/hant")
    put(words_only, "黄金资金流入创新高。", path="/hans")

    assert (
        found(words_only, "超额资本") == found(words_only, "超額資本") == ["美國大型銀行的超額資本高三點四個百分點。"]
    )
    assert found(words_only, "資金流入") == found(words_only, "资金流入") == ["黄金资金流入创新高。"]


def test_a_question_finds_its_passage_in_the_other_language_first(tmp_path):
    library = Library(tmp_path, lexicon=Lexicon.of([FLOWS, GAP]))
    put(library, "十年来两类资产的资金流差距达到一点三万亿。", path="/zh")
    put(library, "The trade gap with Canada is small.", path="/en")
    put(library, "The fund flow gap between the two baskets is wide.", path="/en2")

    assert found(library, "fund flow gap")[0].startswith("The fund flow gap")
    assert found(library, "资金流差距")[0].startswith("十年来")
    library.retract(library.search("fund flow gap", labels=ALL)[0].note)
    assert found(library, "fund flow gap")[0].startswith("十年来")


def test_a_question_that_shares_no_word_with_its_passage_finds_it(tmp_path, embedder):
    lines = ["Rainfall in Peru hit a record.", "Gold rose 18% in January.", "Car prices climbed 4 percent."]
    with Library(tmp_path, embedder, Lexicon.of([])) as library:
        for line in lines:
            put(library, line, path=f"/{line}")

        assert found(library, "Did vehicles get more expensive?")[0] == lines[2]
    assert found(Library(tmp_path, lexicon=Lexicon.of([])), "Did vehicles get more expensive?") == []


def test_notes_stored_without_an_embedder_get_their_vectors_later(tmp_path, embedder):
    put(Library(tmp_path, lexicon=Lexicon.of([])), "Car prices climbed 4 percent.")

    with Library(tmp_path, embedder, Lexicon.of([])) as library:
        assert (library.embed_missing(), library.embed_missing()) == (1, 0)
        assert found(library, "Did vehicles get more expensive?")


def test_the_header_helps_to_find_a_passage(words_only):
    put(words_only, "# Outlook\n\nIt should widen further.", path="/1", title="Credit spreads")
    put(words_only, "# Outlook\n\nIt should fall further.", path="/2", title="Wheat")

    assert found(words_only, "credit spreads outlook further")[0].endswith("It should widen further.")


def test_a_word_in_the_header_alone_counts_less_than_one_in_the_text(words_only):
    put(words_only, "# One\n\nIt is quiet.\n\n# Two\n\nThe zirconium is scarce.", title="Zirconium")

    said, titled = words_only.search("zirconium", labels=DESK)

    assert said.text.endswith("The zirconium is scarce.")
    assert said.score == 2 * titled.score


def test_nothing_asked_finds_nothing(words_only):
    put(words_only, "Gold rose.")

    assert found(words_only, "  ") == found(words_only, "the of and") == found(words_only, "zzz") == []
    assert found(words_only, "gold", limit=0) == []
    assert found(words_only, 'gold" OR body:* NEAR(') == ["Gold rose."]


def test_common_words_do_not_rank_in_a_large_library(words_only):
    for number in range(60):
        put(words_only, f"Gold gold gold report {number}.", path=f"/{number}")
    put(words_only, "Gold and hafnium.", path="/h")

    assert found(words_only, "gold hafnium")[0] == "Gold and hafnium."
    assert len(found(words_only, "gold hafnium")) == 1


def test_labels_are_looked_at_again_on_each_hit(words_only, monkeypatch):
    """With the filter in the query gone, the second one still holds."""
    put(words_only, "Gold is sold by the treasury.", path="/n/a.md", label="restricted")
    put(words_only, "Gold rose.", path="/n/b.md")
    monkeypatch.setattr("knowledge.scope.CONDITION", "(:labels <> :institution OR :start <> :until)")

    assert found(words_only, "gold", DESK) == ["Gold rose."]


def test_two_that_add_at_once_both_succeed(tmp_path):
    libraries = [Library(tmp_path, lexicon=Lexicon.of([])) for _ in range(4)]

    def add_all(library):
        return [put(library, f"Note {number}.", path=f"/{number}.md").outcome for number in range(8)]

    with ThreadPoolExecutor() as pool:
        outcomes = [outcome for done in pool.map(add_all, libraries) for outcome in done]

    assert sorted(outcomes) == ["added"] * 8 + ["unchanged"] * 24
    assert libraries[0].stats()["passages"] == 8


def test_eight_threads_may_use_one_library_while_another_writes(tmp_path, embedder):
    words = [f"metal{letter}ings" for letter in "abcdefghijklmnopqrstuvwxy"]
    with Library(tmp_path, embedder, Lexicon.load()) as library, Library(tmp_path, None, Lexicon.of([])) as other:
        names = [put(library, f"The {word} rose by 5%.", path=f"/n/{word}.md").note for word in words]

        def mixed(thread):
            for number, word in enumerate(words):
                hits = library.search(word, labels=ALL)
                assert word in hits[0].text
                assert word in quotes(library, hits, word, ALL)[0].citation.quote
                assert word in library.note(names[number], ALL).text
                if thread == 0:
                    put(other, f"Copper {number} fell.", path=f"/n/{number}.md")
            return True

        with ThreadPoolExecutor(8) as pool:
            assert all(pool.map(mixed, range(8)))


def test_words_are_stemmed_alike_by_many_threads_at_once():
    words = [f"{letter}{other}ational running connections" for letter in "abcdefgh" for other in "abcdefghijk"] * 3
    stem.cache_clear()
    alone = [tokens(text) for text in words]
    stem.cache_clear()

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(tokens, words)) == alone
