"""What the benchmark of understanding does to a question: one thing at a time, and never to a number."""

import random
import re
import unicodedata

import pytest

from benchmarks import disturbed

QUESTIONS = (
    ("en", "what's the change of unemployment since 2020-05, vs 2.5% at 3.5pp?"),
    ("en", "10y yield and the 60/40 portfolio over 5 years: S&P 500 too"),
    ("zh", "2020年第三季度以来，失业率和消费者信心变化了多少？"),
    ("zh", "过去十年黄金的回报是1,300亿还是3.5%？"),
)
SEEDS = range(40)


def numbers(text):
    plain = unicodedata.normalize("NFKC", text.replace("<@U123ABC>", ""))
    return re.findall(r"\d+(?:[.,/-]\d+)*|[一二三四五六七八九十百千万亿億萬]", plain)


@pytest.mark.parametrize("name", disturbed.DISTURBANCES)
@pytest.mark.parametrize(("language", "asked"), QUESTIONS, ids=range(len(QUESTIONS)))
def test_a_number_stays_as_it_was(name, language, asked):
    disturb = disturbed.DISTURBANCES[name]

    kept = {tuple(numbers(disturb(asked, language, random.Random(seed)))) for seed in SEEDS}

    plain = asked.replace("亿", "億") if name == "traditional script" else asked
    assert kept == {tuple(numbers(plain))}


@pytest.mark.parametrize("name", disturbed.DISTURBANCES)
def test_it_disturbs_and_is_the_same_for_the_same_seed(name):
    disturb = disturbed.DISTURBANCES[name]
    made = [[disturb(asked, language, random.Random(7)) for language, asked in QUESTIONS] for _ in range(2)]

    assert made[0] == made[1]
    assert made[0] != [asked for _, asked in QUESTIONS]


def test_a_slip_is_in_one_long_word_and_not_in_its_first_letter():
    asked = "how has unemployment changed"
    for seed in SEEDS:
        pairs = zip(asked.split(), disturbed.slip(asked, "en", random.Random(seed)).split(), strict=True)
        wrong = [(meant, typed) for meant, typed in pairs if meant != typed]

        assert len(wrong) <= 1
        assert all(len(meant) >= 4 and typed[0] == meant[0] for meant, typed in wrong)


def test_a_chinese_slip_is_one_character_in_a_run_of_three():
    slips = {disturbed.slip("黄金 失业率", "zh", random.Random(seed)) for seed in SEEDS}

    assert all(each.startswith("黄金 ") for each in slips)
    assert {"失率", "业失率"} <= {each[3:] for each in slips}


def test_what_is_too_short_for_a_slip_is_left_alone():
    assert disturbed.slip("cpi yoy?", "en", random.Random(1)) == "cpi yoy?"
