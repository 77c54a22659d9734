"""The language and the script of a text."""

import pytest

from knowledge.note import language_of, pool_of


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
