"""Passages are spans of the note, none too long, and nothing of the note is left out."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from made_notes import note_of

from knowledge.note import Note, Page
from knowledge.split import TARGET, passages, tokens_in

WORDS = "gold inflows rose 1.3 percent in January".split()


def sentence(number):
    return f"Sentence number {number} says that {' '.join(WORDS)}."


def test_short_paragraphs_share_a_passage():
    text = "One.\n\nTwo.\n\nThree."

    assert [(item.start, item.end) for item in passages(note_of(text))] == [(0, len(text))]


def test_a_heading_opens_a_passage_and_names_it():
    text = "# Flows\n\nGold rose.\n\n## Gap\n\nIt is wide.\n\n# Banks\n\nCapital is ample."

    found = passages(note_of(text))

    assert [text[item.start : item.end] for item in found] == [
        "# Flows\n\nGold rose.",
        "## Gap\n\nIt is wide.",
        "# Banks\n\nCapital is ample.",
    ]
    assert [item.headings for item in found] == [("Flows",), ("Flows", "Gap"), ("Banks",)]


def test_no_passage_crosses_a_page():
    text = "First page.\fSecond page."
    pages = (Page(number=1, start=0, end=11), Page(number=2, start=12, end=24))

    found = passages(Note(title="t", text=text, pages=pages, language="en"))

    assert [(item.page, text[item.start : item.end]) for item in found] == [(1, "First page."), (2, "Second page.")]


def test_a_long_paragraph_is_cut_at_the_ends_of_sentences():
    text = " ".join(sentence(number) for number in range(40))

    found = passages(note_of(text))

    assert len(found) > 2
    assert all(text[item.start : item.end].startswith("Sentence") for item in found)
    assert all(text[item.start : item.end].endswith(".") for item in found)
    assert all(tokens_in(text[item.start : item.end]) <= TARGET for item in found)


def test_text_without_any_white_space_is_still_cut():
    text = "資" * 1000

    found = passages(note_of(text))

    assert "".join(text[item.start : item.end] for item in found) == text
    assert all(item.end - item.start <= TARGET for item in found)


def test_a_chinese_character_counts_one_and_a_word_a_little_more():
    assert tokens_in("資金流 flows") == 3 + 1.3


PIECES = st.sampled_from(
    [
        "# Heading\n",
        "\n",
        "\n\n",
        "Gold rose 1.3%. ",
        "資金流入。",
        "| a | b |\n",
        "- item\n",
        "\f",
        "x" * 30,
        " ",
        sentence(1),
    ]
)


@given(st.lists(PIECES, max_size=80).map("".join))
def test_slices_are_passages_and_only_white_space_is_lost(text):
    pages, start = [], 0
    for number, part in enumerate(text.split("\f"), 1):
        pages.append(Page(number=number, start=start, end=start + len(part)))
        start += len(part) + 1

    found = passages(Note(title="t", text=text, pages=tuple(pages), language="en"))

    assert all(text[item.start : item.end].strip() for item in found)
    assert all(before.end <= after.start for before, after in pairwise(found))
    kept = "".join(text[item.start : item.end] for item in found)
    assert "".join(kept.split()) == "".join(text.split())
