"""The language and the script of a text."""

import pytest

from knowledge.note import Cell, Table, language_of, pool_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Gold rose 18% in January.", "en"),
        ("黄金一月上涨18%,资金流入仍然偏少。", "zh-Hans"),
        ("黃金一月上漲18%,資金流入仍然偏少。", "zh-Hant"),
        ("SPAC 與 BDC 的 CLO ETF 回報為 5%", "zh-Hant"),
        ("The word 資金 means funds, and the sentence around it is English.", "en"),
        ("", "en"),
        ("2026: 12.5%", "en"),
    ],
)
def test_language(text, language):
    assert language_of(text) == language


def test_a_chinese_text_full_of_tickers_is_read_as_chinese():
    assert pool_of("SPX QQQ PE 估值已經偏高") == "zh"


ROWS = "Site | Before | Now\nHarl | -18 | -37\n"


def table(caption=""):
    spans = [(0, 1, "Site"), (0, 2, "Before"), (0, 3, "Now"), (1, 1, "Harl"), (1, 2, "-18"), (1, 3, "-37")]
    cells = [Cell(row=r, column=c, start=ROWS.index(w), end=ROWS.index(w) + len(w)) for r, c, w in spans]
    return Table(start=0, end=len(ROWS), cells=tuple(cells), caption=caption)


@pytest.mark.parametrize(
    ("quoted", "named"),
    [
        ("-37", "Harl, Now (Basis, cents)"),
        ("Harl | -18 | -37", "Site | Before | Now (Basis, cents)"),
        ("Harl | -18", None),
        ("Site | Before | Now", None),
    ],
)
def test_a_cell_is_cited_by_its_heads_and_a_row_by_those_of_its_columns_under_the_caption(quoted, named):
    start = ROWS.index(quoted)

    assert table("Basis,\ncents").cited(ROWS, start, start + len(quoted)) == named


def test_a_caption_as_long_as_a_paragraph_is_no_name():
    assert table("Basis " * 40).cited(ROWS, ROWS.index("-37"), ROWS.index("-37") + 3) == "Harl, Now"
