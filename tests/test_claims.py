"""What a note claims, set against the data: then and now, and what no verdict may be given on."""

import pytest

from bot import claimed, claiming
from footnote.answer import Question

pytest_plugins = ("terminal_fixtures",)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("1.3tn", "$1.3 trillion", True),
        ("1.3万亿", "$1.3 trillion", True),
        ("9%", "9 percent", True),
        ("9%", "9bp", False),
        ("1.3tn", "1.3%", False),
        ("1.3tn", "$1.6 trillion", False),
    ],
)
def test_a_number_is_the_same_however_it_is_written(one, other, same):
    (left,), (right,) = claimed.printed(one), claimed.printed(other)

    assert left.is_same(right) is same


@pytest.mark.parametrize(
    ("printed", "value", "unit", "agrees"),
    [
        ("$1.3 trillion", -1.29e12, "USD", True),
        ("$1.3 trillion", 1.36e12, "USD", False),
        ("18%", 17.9, "percent", True),
        ("18%", 18.6, "percent", False),
        ("18%", 17.9, "USD", False),
    ],
)
def test_a_number_agrees_within_half_of_its_last_digit(printed, value, unit, agrees):
    (number,) = claimed.printed(printed)

    assert number.agrees(value, unit) is agrees


@pytest.mark.parametrize("said", ["more than 9%", "不到9%", "at least $3bn", "nearly 9%"])
def test_a_bound_is_no_number_to_check(said):
    (number,) = claimed.printed(said)

    assert number.one_sided


@pytest.mark.parametrize(
    ("typed", "query"),
    [
        ("is the 1.3tn claim still right", "1.3tn"),
        ("is it true that spacs only returned 9% in five years like the note says", "9%"),
        ("核对一下研报里“资金流少了1.3万亿”的说法", "资金流少了1.3万亿"),
    ],
)
def test_a_check_keeps_the_words_and_numbers_of_the_claim(typed, query):
    assert claiming.is_asked(typed)
    assert query in claiming.step(typed).arguments["query"]


@pytest.mark.parametrize("typed", ["jobless claims", "latest claims", "initial claims yoy", "what notes do we hold"])
def test_claims_of_the_unemployed_are_no_claim(typed):
    assert not claiming.is_asked(typed)


def asked(sample, typed):
    return sample.desk.answer(Question(text=typed, user="U1"))


def test_what_still_holds_is_said_with_both_figures_and_the_quote(sample):
    answer = asked(sample, "is it true that gold returned 18% this year like the note says?")

    (verdict,) = answer.verdicts
    assert verdict == {"quote": "q1", "verdict": "holds", "then": "f1", "now": "f2", "why": ""}
    assert answer.headline.startswith("Yes")
    assert "18%" in answer.citations[0].quote
    assert answer.figures[0].name != answer.figures[1].name


def test_a_number_that_no_note_prints_is_not_checked(sample):
    answer = asked(sample, "is it true that gold returned 35% this year like the note says?")

    assert [each["verdict"] for each in answer.verdicts] == ["uncheckable"]
    assert answer.figures == ()


def test_a_sentence_with_the_same_number_on_something_else_is_not_the_claim(sample):
    """A note says 20% of nuclear energy equities, and none of gold."""
    answer = asked(sample, "is the note right that gold returned 20% this year?")

    assert not any(each["verdict"] in ("holds", "fails", "held_then") for each in answer.verdicts)


def test_what_nobody_wrote_is_said_so(sample):
    answer = asked(sample, "check the note's claim that cocoa rose 7% in Ghana")

    assert answer.kind in ("refuse", "answer")
    assert not any(each["verdict"] != "uncheckable" for each in answer.verdicts)
