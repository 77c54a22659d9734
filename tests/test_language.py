import pytest

from bot.language import foreign, language_of, made_plain, normalise, tokens


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("<@U024BOT> Latest CPI, please!", "latest cpi"),
        ("Hi team, could you show gold YTD? thanks", "show gold ytd?"),
        ("ISM 新訂單現在多少", "ism 新订单现在多少"),
        ("CPI同比", "cpi 同比"),
        ("２０２５年ＣＰＩ", "2025 年 cpi"),
        ("请问，黄金今年的回报", "黄金今年的回报"),
        ("this month's claims", "this month claims"),
        ("二〇二六年一月二十日的非农", "2026 年 1 月 20 日的非农"),
        ("二零二五年十二月", "2025 年 12 月"),
        ("三月以来", "三月以来"),
        ("記憶體指標仲高過2021年咩", "记忆体指标还高过 2021 年吗"),
        ("呢個仲裁案點解唔受影響", "这个仲裁案为什么不受影响"),
        ("隻SPAC合併嗰陣淨返十蚊", "只 spac 合并那时净十元"),
        ("同標普爭幾多", "同标普差多少"),
    ],
)
def test_what_was_typed_is_made_plain(typed, plain):
    assert normalise(typed) == plain


def test_a_name_that_begins_like_a_greeting_is_kept():
    assert normalise("high yield spread") == "high yield spread"


def test_any_chinese_is_answered_in_chinese():
    assert language_of("CPI 最新") == "zh"
    assert language_of("latest CPI") == "en"


@pytest.mark.parametrize(
    ("typed", "language"),
    [
        ("Quel est le taux de chômage depuis 2020 ?", "French"),
        ("Wie hoch ist die Arbeitslosigkeit?", "German"),
        ("¿Cuánto ha subido el oro desde mayo?", "Spanish"),
        ("What is the unemployment rate?", None),
        ("失业率", None),
    ],
)
def test_other_languages_are_recognised_by_their_small_words(typed, language):
    assert foreign(typed) == language


def test_plain_plurals_count_as_singulars():
    assert [token.text for token in tokens("flows sales gas status basis")] == [
        "flow",
        "sale",
        "gas",
        "status",
        "basis",
    ]


def test_words_of_notes_are_made_plain_without_being_remembered():
    normalise.cache_clear()

    assert made_plain("The Gap, 扩张  類") == normalise.__wrapped__("The Gap, 扩张  類")
    assert normalise.cache_info().currsize == 0
