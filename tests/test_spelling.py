"""How numbers and periods are spelled, in both languages, at the edges where rounding changes the word."""

from datetime import date

import pytest

from footnote.spelling import CURRENCIES_ZH, spell, spell_age, spell_day, spell_period, spell_score
from tools.units import CURRENCIES, NAMES


@pytest.mark.parametrize(
    ("value", "unit", "english", "chinese"),
    [
        (8.74, "percent", "8.7%", "8.7%"),
        (-1234.56, "percent", "-1,234.6%", "-1,234.6%"),
        (0.3, "percentage point", "0.3 pp", "0.3个百分点"),
        (-25.4, "basis point", "-25 bp", "-25个基点"),
        (1.234, "standard deviation", "1.23 sd", "1.23个标准差"),
        (48.7, "diffusion index", "48.7", "48.7"),
        (103.12345, "index", "103.12", "103.12"),
        (0.25, "ratio", "0.25", "0.25"),
        (4266, "count", "4,266", "4,266"),
        (157_808_000, "persons", "157.8 million", "1.578亿人"),
        (90, "days", "90 days", "90天"),
        (1, "days", "1 day", "1天"),
        (6, "months", "6 months", "6个月"),
        (20, "quarters", "20 quarters", "20个季度"),
        (5, "years", "5 years", "5年"),
        (50 / 12, "years", "4.17 years", "4.17年"),
        (0.75, "years", "0.75 years", "0.75年"),
    ],
)
def test_every_unit_is_spelled_in_both_languages(value, unit, english, chinese):
    assert (spell(value, unit), spell(value, unit, "zh")) == (english, chinese)


@pytest.mark.parametrize("unit", sorted(NAMES | CURRENCIES))
def test_no_unit_of_the_closed_list_is_left_unspelled(unit):
    assert any(digit in spell(12.0, unit) for digit in "12")
    assert any(digit in spell(12.0, unit, "zh") for digit in "12")


@pytest.mark.parametrize(
    ("value", "english", "chinese"),
    [
        (1.3e12, "$1.3tn", "1.3万亿美元"),
        (-1_843.7e9, "-$1.84tn", "-1.84万亿美元"),
        (612.94e9, "$613bn", "6,130亿美元"),
        (50e6, "$50mn", "5,000万美元"),
        (36_322.0, "$36,322", "3.63万美元"),
        (48.075, "$48.08", "48.08美元"),
        (0.0, "$0.00", "0.00美元"),
    ],
)
def test_money_has_three_digits_and_a_scale(value, english, chinese):
    assert (spell(value, "USD"), spell(value, "USD", "zh")) == (english, chinese)


@pytest.mark.parametrize(
    ("value", "english", "chinese"),
    [
        (999.6e6, "$1bn", "10亿美元"),
        (999.4e6, "$999mn", "9.99亿美元"),
        (999.6e9, "$1tn", "1万亿美元"),
        (999_600.0, "$1mn", "100万美元"),
        (99_960_000.0, "$100mn", "1亿美元"),
        (9_999.0, "$9,999.00", "1万美元"),
    ],
)
def test_rounding_up_takes_the_next_scale(value, english, chinese):
    """Never $1,000mn: 999.6 million has three digits only as one billion."""
    assert (spell(value, "USD"), spell(value, "USD", "zh")) == (english, chinese)


@pytest.mark.parametrize(
    ("currency", "english", "chinese"),
    [("EUR", "EUR 1.5bn", "15亿欧元"), ("CNY", "CNY 1.5bn", "15亿元人民币"), ("SEK", "SEK 1.5bn", "15亿瑞典克朗")],
)
def test_other_currencies_are_named(currency, english, chinese):
    assert (spell(1.5e9, currency), spell(1.5e9, currency, "zh")) == (english, chinese)


def test_every_currency_has_a_chinese_name():
    assert CURRENCIES_ZH.keys() == CURRENCIES
    assert [name for name in CURRENCIES_ZH.values() if any(letter.isascii() for letter in name)] == []


@pytest.mark.parametrize(
    ("value", "english", "chinese"),
    [
        (-159_000, "-159 thousand", "-15.9万"),
        (130_000, "130 thousand", "13万"),
        (229_250, "229.2 thousand", "22.92万"),
        (1_426_000, "1.426 million", "142.6万"),
        (159_070_000, "159.1 million", "1.591亿"),
        (8.2e9, "8.2 billion", "82亿"),
        (100_000, "100 thousand", "10万"),
        (99_000, "99,000", "9.9万"),
        (99_999, "100 thousand", "10万"),
        (999_960, "1 million", "100万"),
        (9_999.6, "9,999.6", "1万"),
        (4_266, "4,266", "4,266"),
        (0, "0", "0"),
    ],
)
def test_heads_and_things_are_counted_with_four_digits_and_a_scale(value, english, chinese):
    assert (spell(value, "count"), spell(value, "count", "zh")) == (english, chinese)
    assert (spell(value, "persons"), spell(value, "persons", "zh")) == (english, f"{chinese}人")


@pytest.mark.parametrize(("digits", "spelled"), [(0, "4.1%"), (1, "4.1%"), (2, "4.08%"), (4, "4.08%")])
def test_a_percentage_has_one_decimal_or_the_two_it_was_published_with(digits, spelled):
    assert spell(4.0812, "percent", digits=digits) == spelled
    assert spell(4.0812, "percentage point", digits=digits) == spelled.replace("%", " pp")


@pytest.mark.parametrize(("value", "spelled"), [(1.234, "+1.23"), (-1.234, "-1.23"), (0.0, "0.00"), (-0.004, "0.00")])
def test_a_score_under_its_head_is_a_signed_number(value, spelled):
    assert spell_score(value) == spelled


def test_an_age_is_said_in_days():
    assert [spell_age(47), spell_age(1), spell_age(1_234)] == ["47 days old", "1 day old", "1,234 days old"]
    assert spell_age(47, "zh") == "已有 47 天"


@pytest.mark.parametrize(
    ("value", "unit", "spelled"),
    [
        (-0.04, "percent", "0.0%"),
        (-0.4, "basis point", "0 bp"),
        (-0.004, "standard deviation", "0.00 sd"),
        (-1e-12, "index", "0"),
        (-0.004, "USD", "$0.00"),
        (0.0, "percent", "0.0%"),
        (-0.06, "percent", "-0.1%"),
        (-0.006, "USD", "-$0.01"),
    ],
)
def test_a_sign_is_dropped_where_only_zeros_are_left(value, unit, spelled):
    assert spell(value, unit) == spelled


@pytest.mark.parametrize(
    ("value", "unit", "spelled"),
    [
        (27.3, "percent", "+27.3%"),
        (-27.3, "percent", "-27.3%"),
        (0.0, "percent", "0.0%"),
        (0.04, "percent", "0.0%"),
        (1.3e12, "USD", "+$1.3tn"),
        (0.004, "USD", "$0.00"),
        (5, "basis point", "+5 bp"),
    ],
)
def test_a_signed_number_shows_its_plus_unless_it_is_nothing(value, unit, spelled):
    assert spell(value, unit, signed=True) == spelled


@pytest.mark.parametrize(
    ("value", "digits", "spelled"),
    [
        (37.0, 1, "37.0"),
        (37.0, 0, "37"),
        (48.75, 1, "48.75"),
        (1234.5, 2, "1,234.50"),
        (413.5997, 4, "413.60"),
        (326.6, 3, "326.600"),
        (99.1234, 4, "99.1234"),
    ],
)
def test_an_index_keeps_the_decimals_it_was_published_with(value, digits, spelled):
    assert spell(value, "index", digits=digits) == spelled


@pytest.mark.parametrize(
    ("freq", "english", "chinese"),
    [
        ("D", "31 Mar 2026", "2026年3月31日"),
        ("W", "31 Mar 2026", "2026年3月31日"),
        ("M", "Mar 2026", "2026年3月"),
        ("Q", "Q1 2026", "2026年第一季度"),
        ("A", "2026", "2026年"),
    ],
)
def test_a_period_is_named_by_its_frequency(freq, english, chinese):
    day = date(2026, 3, 31)

    assert (spell_period(day, freq), spell_period(day, freq, "zh")) == (english, chinese)


@pytest.mark.parametrize(("month", "quarter"), [(1, "Q1"), (3, "Q1"), (4, "Q2"), (9, "Q3"), (10, "Q4"), (12, "Q4")])
def test_a_month_lies_in_its_quarter(month, quarter):
    assert spell_period(date(2025, month, 28), "Q") == f"{quarter} 2025"


def test_a_day_has_no_leading_zero():
    assert spell_day(date(2026, 2, 5)) == "5 Feb 2026"


@pytest.mark.parametrize(
    ("value", "unit", "language", "digits", "spelled"),
    [
        (79.35e6, "USD", "en", 0, "$79.4mn"),
        (79.35e6, "USD", "zh", 0, "7,940万美元"),
        (79.25e6, "USD", "en", 0, "$79.2mn"),
        (79.25e6, "USD", "zh", 0, "7,920万美元"),
        (137_318_000, "persons", "zh", 7, "1.37318亿人"),
        (137_318_000, "persons", "en", 7, "137.318 million"),
        (1e-7, "index", "en", 0, "0.0000001"),
        (0.00012, "ratio", "en", 0, "0.0001"),
    ],
)
def test_ties_digits_and_small_numbers(value, unit, language, digits, spelled):
    assert spell(value, unit, language, digits=digits) == spelled
