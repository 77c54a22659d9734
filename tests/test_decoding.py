"""Text in every usual encoding is read right or refused by name, and never read wrong in silence."""

import codecs
import random

import pytest

from footnote.errors import NoteError
from ingest.text.decoding import decoded, encoding_called

SIMPLIFIED = (
    "本周股票型基金净流入三十二亿元，债券型基金净流出十一亿元。",
    "央行下调存款准备金率零点五个百分点，释放长期资金约一万亿元。",
    "黄金价格升至历史新高，实际利率回落是主要推动因素。",
    "信用利差收窄至一百二十个基点，低于过去十年的平均水平。",
    "2025年第四季度GDP同比增长5.1%，CPI上涨0.3%。",
    "商誉减值拖累业绩，公司拟回购注销股份。",
    "橡胶、棕榈油、豆粕期货夜盘震荡走弱。",
    "瑞士法郎避险属性凸显，日元套息交易平仓。",
)
TRADITIONAL = (
    "本週股票型基金淨流入三十二億元，債券型基金淨流出十一億元。",
    "央行下調存款準備金率零點五個百分點，釋放長期資金約一萬億元。",
    "黃金價格升至歷史新高，實際利率回落是主要推動因素。",
    "信用利差收窄至一百二十個基點，低於過去十年的平均水平。",
    "商譽減值拖累業績，公司擬回購註銷股份。",
    "瑞士法郎避險屬性凸顯，日圓套息交易平倉。",
)
WESTERN = (
    "The fund’s inflows rose to €3.2bn. ",
    "“Stagnation assets took in far more,” the note said. ",
    "Gold – the year’s best performer – fell £12. ",
    "Naïve forecasts don’t survive; Zürich and São Paulo agreed. ",
    "Growth of 2½% is likely, ±0.3%. ",
    "© 2026 Mill Lane Research. ",
    "Müller’s view: rates stay higher — for longer. ",
)
FOREIGN = (
    "資金は株式から債券に移っている。本日の日経平均株価は続伸した。",
    "금리 인상은 마무리 단계에 있다. 주식형 펀드로 자금이 유입되었다.",
    "Приток средств в фонды акций вырос, цена на золото достигла максимума.",
    "Napływ środków do funduszy wzrósł, złoto drożeje.",
)
CASES = [
    *((SIMPLIFIED, encoding) for encoding in ("gb18030", "gbk", "utf-16-le", "utf-16-be")),
    *((TRADITIONAL, encoding) for encoding in ("cp950", "gb18030", "utf-16-le")),
    *((WESTERN, encoding) for encoding in ("cp1252", "utf-16-le", "utf-16-be")),
]


def samples(parts, count, shortest, longest):
    rng = random.Random(7)
    for _ in range(count):
        text = ""
        length = rng.randint(shortest, longest)
        while len(text) < length:
            text += rng.choice(parts)
        yield text[:length]


def outcome(text, encoding, **more):
    try:
        read, warnings = decoded("a.txt", text.encode(encoding), **more)
    except NoteError as error:
        return "refused" if str(error).startswith("a.txt ") else str(error)
    return "right" if read == text else f"wrong: {text!r} as {read!r} {warnings}"


@pytest.mark.parametrize(("parts", "encoding"), CASES)
@pytest.mark.parametrize(("shortest", "longest", "share"), [(7, 25, 0.75), (26, 52, 0.85), (53, 400, 0.95)])
def test_undeclared_text_is_read_right_or_refused_but_never_read_wrong(parts, encoding, shortest, longest, share, full):
    count = 400 if full else 25
    told = [outcome(text, encoding) for text in samples(parts, count, shortest, longest)]

    assert set(told) <= {"right", "refused"}
    assert told.count("right") >= share * count


@pytest.mark.parametrize(
    "encoding", ["mac-roman", "cp932", "euc_jp", "cp949", "cp1251", "koi8-r", "cp1250", "iso8859-2"]
)
def test_encodings_that_are_not_expected_are_named_or_refused(encoding, full):
    parts = [text for text in (*FOREIGN, *WESTERN) if text == text.encode(encoding, "ignore").decode(encoding)]
    told = {outcome(text, encoding) for text in samples(parts, 100 if full else 8, 10, 60)}

    assert told <= {"right", "refused"}


def test_a_long_text_in_shift_jis_is_found_and_named():
    text = FOREIGN[0] + "金利の上昇は一服したとみられる。レポートは参考情報であり投資勧誘ではありません。" * 3

    assert decoded("a.txt", text.encode("cp932")) == (
        text,
        ("its text was taken to be in Shift-JIS; save it as UTF-8 if words in it look wrong",),
    )


@pytest.mark.parametrize(
    "data",
    [
        "資金流入".encode(),
        "資金流入".encode("utf-8-sig"),
        codecs.BOM_UTF16_LE + "資金流入".encode("utf-16-le"),
        codecs.BOM_UTF16_BE + "資金流入".encode("utf-16-be"),
        codecs.BOM_UTF32_LE + "資金流入".encode("utf-32-le"),
        codecs.BOM_UTF32_BE + "資金流入".encode("utf-32-be"),
    ],
)
def test_unicode_is_read_without_a_word(data):
    assert decoded("a.txt", data) == ("資金流入", ())


def test_the_encoding_that_was_taken_is_said():
    _, (warning,) = decoded("a.txt", SIMPLIFIED[0].encode("gb18030"))

    assert "GB18030" in warning


def test_two_readings_as_likely_are_refused_with_both_named(monkeypatch):
    monkeypatch.setattr("ingest.text.decoding.chinese", lambda text: 0.8)

    with pytest.raises(NoteError, match=r"a\.txt may be in GB18030 \(.*\) or Big5 \(.*\); save it as UTF-8"):
        decoded("a.txt", TRADITIONAL[0].encode("cp950"))


@pytest.mark.parametrize(("declared", "encoding"), [("gb2312", "gbk"), ("Big5", "cp950"), ("'GBK'", "gbk")])
def test_what_is_declared_is_believed_where_it_makes_sense(declared, encoding):
    text = "瑞鑫"  # too little to be sure of without being told

    assert decoded("a.txt", text.encode(encoding), declared) == (text, ())


@pytest.mark.parametrize("declared", ["iso-8859-1", "big5", "utf-7", "hex", "nonsense", None])
def test_what_is_declared_wrong_does_not_spoil_a_text(declared):
    text = SIMPLIFIED[0] + SIMPLIFIED[1]

    assert decoded("a.txt", text.encode("gb18030"), declared)[0] == text


def test_a_slip_in_utf_8_is_refused_with_its_place_rather_than_read_as_something_else():
    data = (SIMPLIFIED[0] * 20).encode()

    with pytest.raises(NoteError, match=r"in UTF-8, yet broken at byte 30, which is 0x"):
        decoded("a.txt", data[:30] + b"\xff" + data[30:])


@pytest.mark.parametrize(
    "data", [b"MZ\x00\x01", b"\x00" * 40, bytes(range(256)) * 4, codecs.BOM_UTF16_LE + b"a\x00\x01\x00"]
)
def test_bytes_that_are_no_text_are_refused(data):
    with pytest.raises(NoteError, match=r"a\.txt is not text"):
        decoded("a.txt", data)


def test_no_codec_that_is_no_encoding_of_texts_is_ever_used():
    assert [encoding_called(name) for name in ("utf-7", "hex", "rot13", "zip", "unicode_escape", "idna")] == [None] * 6


def test_english_is_not_taken_for_chinese_in_utf_16():
    for text in ("lower highs", "this app can break", "Bush hid the facts"):
        assert decoded("a.txt", text.encode()) == (text, ())
