"""Chinese without gaps beside digits and letters; English, and signs, as they are."""

import pytest

from bot.typeset import close, closed
from footnote.answer import Table


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("计入 105 宗交易；84.8% 的回报为负", "计入105宗交易；84.8%的回报为负"),
        ("2025 年 SPAC 交易额", "2025年SPAC交易额"),
        ("黄金 +17.9%、中位数 -58.1%", "黄金 +17.9%、中位数 -58.1%"),
        ("判定系数 r² 0.74", "判定系数r² 0.74"),
        ("标普500 与 S&P 500", "标普500与S&P 500"),
    ],
)
def test_only_the_space_between_a_character_and_a_digit_goes(written, shown):
    assert close(written, "zh") == shown
    assert close(written, "en") == written


def test_of_a_table_heads_and_names_are_closed_and_numbers_are_left():
    table = Table(columns=("上限 5% 时", "时间"), rows=(("基金，10% 排队", "3 个"),), figures=("f1",))

    shown = closed(table, "zh")
    assert (shown.columns, shown.rows) == (("上限5%时", "时间"), (("基金，10%排队", "3 个"),))
