"""Quotes are exact slices of the store; what is not there is not quoted."""

import pytest
from made_notes import ALL, DESK, put

from footnote.errors import NoteError
from ingest import add
from knowledge import quote
from knowledge.candidates import candidates
from knowledge.lexicon import Lexicon
from knowledge.library import Library
from knowledge.note import Page

pytest_plugins = ("library_fixtures",)

TEXT = (
    "# Flows\n\nTen years of flows tell a story. The gap between the two baskets is $1.3 trillion:\n"
    "stagnation assets led. It may close in 2026.\n\n- Gold took in 40 billion.\n- Oil lost 2 billion.\n"
)


def best(library, query, labels=ALL):
    hits = library.search(query, labels=labels)
    return quote.quotes(library, hits, query, labels)[0]


def test_a_citation_is_sliced_from_the_store(words_only):
    stored = put(words_only, TEXT, institution="Harbour House")

    cited = quote.cite(words_only, stored.note, 2, 7, DESK)

    assert (cited.quote, cited.start, cited.end, cited.page) == ("Flows", 2, 7, 1)
    assert (cited.note, cited.institution) == (stored.note, "Harbour House")


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (5, 5), (9, 4), (0, 10_000), (7, 9)])
def test_a_span_without_text_is_refused(words_only, start, end):
    stored = put(words_only, TEXT)

    with pytest.raises(NoteError, match="has no text from"):
        quote.cite(words_only, stored.note, start, end, DESK)


def test_typed_words_are_found_as_they_are_stored(words_only):
    stored = put(words_only, TEXT)

    cited = quote.find(words_only, stored.note, "IS $1.3 TRILLION: stagnation assets led", DESK)

    assert cited.quote == "is $1.3 trillion:\nstagnation assets led"
    assert TEXT[cited.start : cited.end] == cited.quote


def test_what_the_note_does_not_say_is_refused(words_only):
    stored = put(words_only, TEXT)

    with pytest.raises(NoteError, match=r"does not say '1\.4 trillion'"):
        quote.find(words_only, stored.note, "1.4 trillion", DESK)


def test_words_in_two_places_are_refused_unless_the_page_tells(words_only):
    text = "Gold rose.\fGold rose."
    pages = (Page(number=1, start=0, end=10), Page(number=2, start=11, end=21))
    stored = put(words_only, text, pages=pages)

    with pytest.raises(NoteError, match="in 2 places"):
        quote.find(words_only, stored.note, "gold rose", DESK)
    assert quote.find(words_only, stored.note, "gold rose", DESK, page=2).start == 11
    assert quote.find(words_only, stored.note, "gold rose", DESK, page=2).page == 2


def test_a_note_above_the_reader_cannot_be_quoted(words_only):
    stored = put(words_only, TEXT, label="restricted")

    with pytest.raises(NoteError, match="There is no note"):
        quote.cite(words_only, stored.note, 0, 5, DESK)
    with pytest.raises(NoteError, match="There is no note"):
        quote.find(words_only, stored.note, "Flows", DESK)


def test_the_best_sentence_answers_and_is_whole(words_only):
    put(words_only, TEXT)

    found = best(words_only, "how large is the gap between the baskets")

    assert found.citation.quote == ("The gap between the two baskets is $1.3 trillion:\nstagnation assets led.")
    assert found.coverage == 0.8  # two words of three, and "large" is nowhere: it counts half


def test_a_sentence_that_leans_on_another_brings_it_along(words_only):
    put(words_only, TEXT)

    assert best(words_only, "close in 2026").citation.quote.endswith("led. It may close in 2026.")


def test_bullets_are_left_out_of_a_quote(words_only):
    put(words_only, TEXT)

    assert best(words_only, "gold billion").citation.quote == "Gold took in 40 billion."


def test_a_heading_gives_way_to_the_sentence_under_it(words_only):
    put(words_only, "# Redemption cap\n\nThe redemption cap is 5% a quarter.")

    assert best(words_only, "What is the redemption cap?").citation.quote == "The redemption cap is 5% a quarter."


def test_a_sentence_with_a_number_is_preferred_where_one_is_asked_for(words_only):
    put(words_only, "The fee of a deal matters. The fee of a deal is $3.")

    assert best(words_only, "How much is the fee of a deal?").citation.quote == "The fee of a deal is $3."


def test_an_unrelated_question_is_covered_little(words_only):
    put(words_only, TEXT)

    assert best(words_only, "Which football team lost the gap year trophy?").coverage < 0.5


GAP_QUESTIONS = (
    "What is the fund-flow gap between expansion and stagnation assets?",
    "扩张类资产与停滞类资产的资金流差距是多少?",
)
TWIN = (
    "# 資金去向\n\n本季黃金需求平穩。\n\n"
    "我們自己的統計是：十年間流向擴張類資產的淨資金比停滯類資產少 1.3 萬億美元。"
    "其他類別變化不大。\n\n銀行放貸意願回升。\n"
)


@pytest.mark.parametrize("question", GAP_QUESTIONS)
@pytest.mark.parametrize("model", [True, False])
def test_the_seed_note_answers_in_either_language(seed, tmp_path, question, model, request):
    embedder = request.getfixturevalue("embedder") if model else None
    with Library(tmp_path, embedder, Lexicon.load()) as library:
        (report,) = add([seed], library)
        text = library.note(report["note"], ALL).text

        found = best(library, question).citation

    lines = [line for line in text.splitlines() if "1.3 萬億" in line]
    assert text == seed.read_text(encoding="utf-8")
    assert "1.3 萬億" in found.quote
    assert found.quote.endswith("。")
    assert found.quote in lines[0]
    assert found.quote == text[found.start : found.end]


@pytest.mark.parametrize("question", GAP_QUESTIONS)
def test_twin_of_the_seed_note_answers_in_either_language(tmp_path, question):
    """The same promise on a small note of our own, which always runs."""
    note = tmp_path / "note.txt"
    note.write_text(TWIN, encoding="utf-8")
    with Library(tmp_path / "home", None, Lexicon.load()) as library:
        list(add([note], library))

        found = best(library, question).citation

    assert found.quote == "我們自己的統計是：十年間流向擴張類資產的淨資金比停滯類資產少 1.3 萬億美元。"
    assert found.start == TWIN.index("我們自己的統計")


@pytest.mark.parametrize(
    "dress",
    ["Redemption cap of the fund", "| Redemption cap of the fund | 5% |", "Table 1. Redemption cap of the fund"],
)
def test_what_is_no_sentence_is_quoted_only_where_no_sentence_says_anything(words_only, dress):
    put(words_only, f"{dress}\n\nThe cap of redemption is 5% a quarter.", path="/n/a.md")

    hits = words_only.search("redemption cap of the fund", labels=ALL)
    found = [each.citation.quote for each in quote.quotes(words_only, hits, "redemption cap of the fund", ALL)]

    assert found == ["The cap of redemption is 5% a quarter."]


def test_a_heading_is_quoted_where_nothing_else_speaks_of_it(words_only):
    put(words_only, "Zirconium hoards\n\nGold rose by 5% a quarter.")

    assert best(words_only, "zirconium hoards").citation.quote == "Zirconium hoards"


def test_a_line_that_ends_in_a_run_of_spaces_and_bars_is_trimmed_at_once(words_only):
    put(words_only, "Gold rose" + " " * 60 + "x" + " |" * 60 + " then.")

    assert best(words_only, "gold").citation.quote.startswith("Gold rose")


@pytest.mark.parametrize(
    "line",
    [
        "# Korean exports point to world earnings",
        "Korean exports point to world earnings.",
        "Table 1. Korean exports and world earnings",
    ],
)
def test_no_heading_and_no_title_is_quoted_where_only_prose_is(words_only, line):
    """Beside a figure a title says nothing: not even where no sentence speaks of both."""
    query = "korean exports world earnings"
    put(words_only, f"{line}\n\nShips were busy.", title="Korean exports point to world earnings")
    hits = words_only.search(query, labels=ALL)

    assert quote.quotes(words_only, hits, query, ALL)[0].citation.quote in line
    assert [
        each.citation.quote
        for each in quote.quotes(words_only, hits, query, ALL, only_prose=True)
        if "orean" in each.citation.quote
    ] == []


def test_with_only_prose_the_sentence_under_the_title_is_quoted(words_only):
    query = "korean exports world earnings"
    said = "Korean exports at this pace point to world earnings 27% higher."
    put(words_only, f"Korean exports and world earnings\n\n{said}", path="/n/a.md")
    hits = words_only.search(query, labels=ALL)

    assert [each.citation.quote for each in quote.quotes(words_only, hits, query, ALL, only_prose=True)] == [said]


def test_what_a_sentence_must_be_about_only_chooses_among_them(words_only):
    """It is asked before a sentence is weighed, which must not change what the others weigh."""
    put(words_only, TEXT)
    query = "what did gold take in while stagnation assets led?"
    (hit, *_) = words_only.search(query, labels=ALL)
    counted, note = words_only.counted(query, ALL), words_only.note(hit.note, ALL)

    chosen = candidates(counted, hit, note, about=lambda words: "Gold" in words or "led" in words)

    every = candidates(counted, hit, note)
    weights = [(each.words, each.whole, each.covered, each.beside) for each in chosen]
    assert weights == [
        (each.words, each.whole, each.covered, each.beside)
        for each in every
        if "Gold" in each.words or "led" in each.words
    ]
    assert 0 < len(chosen) < len(every)
