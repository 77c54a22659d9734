"""Words that nothing answers to are counted for the operator: single terms, no question, nothing of hidden notes."""

import json
import logging
from threading import Thread

import pytest
from made_notes import ALL, DESK, put

from knowledge.lexicon import Lexicon
from knowledge.library import Library
from knowledge.unmatched import FILE, MOST, Unmatched, unmatched

pytest_plugins = ("library_fixtures", "terminal_fixtures")


@pytest.fixture(scope="module")
def lexicon():
    return Lexicon.load()


def asked(library):
    return {item.term: item.times for item in library.unmatched.most(100)}


def test_what_neither_the_lexicon_nor_a_note_knows_is_counted(tmp_path, lexicon):
    with Library(tmp_path, lexicon=lexicon) as library:
        put(library, "Gold rose on ferrochrome imports.")
        for _ in range(2):
            library.search("Did inflation, ferrochrome or molybdenum wobble?", labels=ALL)
        library.search("钼精矿", labels=ALL)

        assert asked(library) == {"molybdenum": 2, "wobble": 2, "钼精矿": 1}


def test_a_word_of_hidden_notes_alone_counts_as_any_unknown_word(tmp_path, lexicon):
    with Library(tmp_path, lexicon=lexicon) as library:
        put(library, "Gold rose.", path="/n/a.md")
        put(library, "The mandate is called Heronsgate.", path="/n/b.md", label="restricted")
        library.search("heronsgate molybdenum", labels=DESK)
        library.search("heronsgate molybdenum", labels=ALL)

        assert asked(library) == {"heronsgate": 1, "molybdenum": 2}


def test_a_search_of_a_few_notes_asks_what_all_of_them_know(tmp_path, lexicon):
    with Library(tmp_path, lexicon=lexicon) as library:
        put(library, "Ferrochrome rose.", institution="Mill Lane")
        put(library, "Gold rose.", path="/n/b.md", institution="Harbour House")
        library.search("ferrochrome", labels=ALL, institution="Harbour House")

        assert asked(library) == {}


@pytest.mark.parametrize(
    ("query", "terms"),
    [
        (
            "Nudge j.doe@acme.example of parcel AX-99231, 12km astray, https://acme.example/zirconia",
            ["nudge", "astray"],
        ),
        ("zirconia2 #zirconia zirconia_fund", []),
        ("钼精矿涨了吗", ["钼精矿涨"]),
        ("鸡犬相闻老死不相往来", []),
        ("the and of is", []),
        ("ab " + "z" * 40, []),
        ("钼", []),
        ("Zirconia zirconia ZIRCONIA", ["zirconia"]),
        ("inflation, rate cuts 通膨", []),
    ],
    ids=["private", "digits", "short", "sentence", "stop words", "length", "one character", "once", "known"],
)
def test_a_term_is_a_word_and_never_a_question(lexicon, query, terms):
    assert unmatched(query, lexicon, lambda token: False) == terms


def test_a_term_is_logged_once_by_a_process(tmp_path, lexicon, caplog):
    caplog.set_level(logging.INFO, logger="knowledge.lexicon")
    with Library(tmp_path, lexicon=lexicon) as library:
        put(library, "Gold rose.")
        for _ in range(3):
            library.search("How did molybdenum and gold do?", labels=ALL)

    assert [record.getMessage() for record in caplog.records] == ["neither the lexicon nor any note knows 'molybdenum'"]


def test_nothing_is_written_before_there_is_a_library(tmp_path, lexicon):
    with Library(tmp_path / "home", lexicon=lexicon) as library:
        library.search("molybdenum", labels=ALL)

        assert library.unmatched.most(10) == []
    assert not (tmp_path / "home").exists()


def test_the_list_stays_short_and_keeps_what_is_asked_for_often(tmp_path, lexicon):
    with Library(tmp_path, lexicon=lexicon) as library:
        put(library, "Gold rose.")
    counter = Unmatched(tmp_path)
    for _ in range(2):
        counter.count(["molybdenum"])
    counter.count(f"term-{number}" for number in range(MOST + 10))

    assert len(counter.most(2 * MOST)) == MOST
    assert counter.most(1)[0].term == "molybdenum"


def test_processes_and_threads_count_together(tmp_path, lexicon):
    with Library(tmp_path, lexicon=lexicon) as library:
        put(library, "Gold rose.")
    Unmatched(tmp_path).count(["molybdenum"])
    threads = [Thread(target=Unmatched(tmp_path).count, args=(["molybdenum"],)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    (item,) = Unmatched(tmp_path).most(10)
    assert item.times == 5


def test_an_answer_does_not_fail_where_its_words_cannot_be_counted(tmp_path, lexicon):
    with Library(tmp_path, lexicon=lexicon) as library:
        put(library, "Gold rose.")
        (tmp_path / FILE).write_bytes(b"no database" * 100)

        assert library.search("gold molybdenum", labels=ALL)


def test_the_operator_sees_the_most_frequent_first(footnote, tmp_path):
    assert "None" in footnote("library", "terms")[1].out
    (tmp_path / "gold.md").write_text("# Gold\n\nGold rose.\n")
    footnote("ingest", tmp_path / "gold.md")
    for words in ("molybdenum", "molybdenum zirconia"):
        footnote("notes", "search", words)

    status, printed = footnote("library", "terms", "--json")
    assert status == 0
    assert [(line["term"], line["times"]) for line in map(json.loads, printed.out.splitlines())] == [
        ("molybdenum", 2),
        ("zirconia", 1),
    ]
    assert footnote("library", "terms", "--limit", "1")[1].out.split()[::2] == ["2", "molybdenum"]
