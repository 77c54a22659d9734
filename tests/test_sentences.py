"""Where a sentence ends, in English and in Chinese."""

import pytest

from knowledge.sentences import sentences


def cut(text):
    return [text[start:end] for start, end in sentences(text, 0, len(text))]


@pytest.mark.parametrize(
    "parts",
    [
        ["The U.S. economy grew 1.3 percent.", "Mr. Smith of Acme Inc. agreed."],
        ["It fell in the U.S.", "The Fed cut rates."],
        ["Some metals, e.g. gold, rose.", "Others fell!"],
        ['He said "It grew."', "Did it?", "Yes."],
        ["J. Woodard wrote this.", "It is short."],
        ["Growth of 1.3. vs. last year is slow.", "So be it."],
    ],
)
def test_english(parts):
    assert cut(" ".join(parts)) == parts


def test_chinese_marks_end_a_sentence_whatever_follows():
    assert cut("资金流入1.3万亿。“真的吗？”他问。2026年会更好！") == [
        "资金流入1.3万亿。",
        "“真的吗？”",
        "他问。",
        "2026年会更好！",
    ]


def test_a_wrapped_line_ends_no_sentence():
    text = "The gap between expansion and stagnation assets\nwidened over ten years. Gold led the\nway."

    assert cut(text) == [
        "The gap between expansion and stagnation assets\nwidened over ten years.",
        "Gold led the\nway.",
    ]


def test_a_wrapped_chinese_line_ends_no_sentence():
    text = "本季新接订单比去年同期多出约三点\n四个百分点。交货期略有缩短。"

    assert cut(text) == ["本季新接订单比去年同期多出约三点\n四个百分点。", "交货期略有缩短。"]


def test_headings_rows_and_items_are_their_own():
    text = "# Flows\nGold rose.\n| Gold | 18% |\n| Oil | 2% |\n- first item\n- second item"

    assert cut(text) == ["# Flows", "Gold rose.", "| Gold | 18% |", "| Oil | 2% |", "- first item", "- second item"]


def test_a_caption_without_a_stop_is_not_run_into_the_text():
    assert cut("Industrial cycle\nGold rose in January and went on rising in February.")[0] == "Industrial cycle"


def test_only_the_range_asked_for_is_cut():
    assert sentences("One. Two. Three.", 5, 9) == [(5, 9)]
