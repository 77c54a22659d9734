"""What is indexed of a text, and what else a question's words are called."""

import pytest

from knowledge.concepts import concepts, translated
from knowledge.lexical import tokens
from knowledge.lexicon import Lexicon

GAP = (["gap", "shortfall"], ["差距", "缺口"])
FLOWS = (["fund flow", "fund flows"], ["资金流"])
FUND = (["fund"], ["基金"])


def test_numbers_stay_whole_and_unlike_numbers_stay_apart():
    assert tokens("13% 1.3 1,300 13") == ["13c", "1p3", "1300", "13"]
    assert tokens("$1.3tn") == ["1p3", "tn"]


def test_english_is_stemmed_and_stop_words_are_dropped():
    assert tokens("The flows of the funds were rising") == ["flow", "fund", "rise"]


def test_chinese_is_paired_in_simplified_script():
    assert tokens("資金流入") == tokens("资金流入") == ["资金", "金流", "流入"]
    assert tokens("買") == ["买"]


def test_both_scripts_and_widths_give_the_same_words():
    assert tokens("ＰＭＩ 新訂單　５２．１％") == tokens("pmi 新订单 52.1%")


def test_the_longest_name_is_matched_first():
    lexicon = Lexicon.of([FUND, FLOWS, GAP])

    assert lexicon.expand("What is the fund-flow gap?") == ["资金流", "shortfall", "差距", "缺口"]


def test_a_chinese_question_is_expanded_into_english_and_either_script_matches():
    lexicon = Lexicon.of([FLOWS, GAP])

    assert lexicon.expand("資金流差距是多少?") == lexicon.expand("资金流差距是多少?")
    assert "fund flow" in lexicon.expand("資金流差距是多少?")


def test_the_desks_own_names_are_added():
    lexicon = Lexicon.load(extra=[(["Zebra basket"], ["斑马篮子"])])

    assert lexicon.expand("how did the zebra basket do") == ["斑马篮子"]


def test_a_lexicon_file_is_read(tmp_path):
    file = tmp_path / "lexicon.tsv"
    file.write_text("en\tzh\ngold | bullion\t黄金\n", encoding="utf-8")

    assert Lexicon.load(path=file).expand("gold") == ["bullion", "黄金"]


def test_typed_words_count_more_than_their_other_names():
    (concept,) = concepts("gap", Lexicon.of([GAP]))

    assert concept.forms[0].tokens == ("gap",)
    assert all(form.weight < concept.forms[0].weight for form in concept.forms[1:])


def test_a_question_is_translated_where_most_of_it_has_a_name():
    lexicon = Lexicon.of([FLOWS, GAP])

    assert translated("资金流差距", concepts("资金流差距", lexicon), "en") == "fund flow gap"
    assert translated("世界杯冠军", concepts("世界杯冠军", lexicon), "en") == ""


def test_countries_and_plain_words_of_the_desk_are_known_in_both_languages():
    lexicon = Lexicon.load()

    for typed, other in {"korean": "韩国", "南韩": "korea", "banks": "银行", "gap": "差距", "fees": "收费"}.items():
        assert other in lexicon.segments(typed)[0].names
    assert lexicon.expand("weather in hong kong") == []  # no term of the desk


@pytest.mark.parametrize(("text", "number"), [("3.2\u00b2 percent", "3p2"), ("3.2%\u00b9 of it", "3p2c")])
def test_a_mark_above_the_line_is_no_digit_of_the_number_before_it(text, number):
    assert number in tokens(text)
