"""What reads alike is found, and mapped back to the characters that are stored."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.fold import fold


@pytest.mark.parametrize(
    ("stored", "typed"),
    [
        ("a gap of $1.3tn", "A GAP OF $1.3TN"),
        ("少了 1.3 萬億美元", "少了1.3万亿美元"),
        ("the “expansion” basket", 'the "expansion" basket'),
        ("2007–2016", "2007-2016"),
        ("net\u00a0inflows\nof gold", "net inflows of gold"),
        ("invest\ufffe\nment grade", "investment grade"),
        ("a long-\nterm view", "a long-term view"),
        ("ＰＭＩ　５２．１", "PMI 52.1"),
        ("美國大型銀\n行", "美国大型银行"),
        ("ﬁnance", "finance"),
        ("cafe\u0301", "café"),
    ],
)
def test_what_reads_alike_is_found_as_it_is_stored(stored, typed):
    text = f"Before. {stored} after."

    spans = fold(text).find(typed)

    assert [text[start:end] for start, end in spans] == [stored]


def test_half_a_ligature_is_not_found():
    assert fold("ﬁnance").find("inance") == []


def test_a_minus_before_a_number_is_kept():
    assert fold("growth of 3%").find("-3%") == []
    assert fold("growth of −3%").find("-3%") == [(10, 13)]


def test_every_place_is_found():
    assert fold("gold, Gold, GOLD").find("gold") == [(0, 4), (6, 10), (12, 16)]


def test_nothing_but_white_space_is_found_nowhere():
    assert fold("a b").find(" \n ") == []


def test_the_search_keeps_to_its_range():
    assert fold("gold gold gold").find("gold", 1, 9) == [(5, 9)]


ALPHABET = st.text(alphabet="aB .,-\n\u00a0\ufffe“”貿貸易为爲ﬁé\u03011２％😀", max_size=60)


@given(ALPHABET)
def test_the_map_is_in_order_and_inside_the_text(text):
    folded = fold(text)

    assert len(folded.text) == len(folded.starts) == len(folded.ends)
    assert list(folded.starts) == sorted(folded.starts)
    assert all(0 <= start < end <= len(text) for start, end in zip(folded.starts, folded.ends, strict=True))


@given(ALPHABET, ALPHABET, ALPHABET)
def test_a_word_is_found_wherever_it_stands(before, word, after):
    """Words of letters alone: at an edge of anything else a joint or a combining mark may take part of it."""
    text = f"{before} x{word}x {after}"

    found = fold(text).find(f"x{word}x")

    assert (len(before) + 1, len(before) + 1 + len(word) + 2) in found
