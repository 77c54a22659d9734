"""Units are a closed list; a scale is taken off once; unlike units are not added."""

import pytest

from footnote.errors import AskError
from tools.units import CURRENCIES, NAMES, Unit, common


@pytest.mark.parametrize("name", sorted(NAMES | CURRENCIES))
def test_every_unit_of_the_list_reads_without_a_scale(name):
    assert Unit.parse(name) == Unit(name, 1.0)


@pytest.mark.parametrize(
    ("words", "name", "scale"),
    [
        ("persons th", "persons", 1e3),
        ("USD mn", "USD", 1e6),
        ("USD bn", "USD", 1e9),
        ("JPY tn", "JPY", 1e12),
        ("count th", "count", 1e3),
    ],
)
def test_a_scale_stands_after_the_unit(words, name, scale):
    assert Unit.parse(words) == Unit(name, scale)


@pytest.mark.parametrize(
    "words", ["furlong", "usd", "USD million", "XYZ", "", " ", "mn", "percent points", "USD mn mn"]
)
def test_what_is_not_on_the_list_is_refused_with_the_list(words):
    with pytest.raises(ValueError, match=r"unknown unit .*basis point.*ISO currencies"):
        Unit.parse(words)


def test_money_is_told_from_the_rest():
    assert Unit.parse("KRW bn").is_money
    assert not Unit.parse("index").is_money


def test_like_units_have_one_unit_in_common():
    assert common({"A": "USD", "B": "USD"}) == "USD"


def test_unlike_units_refuse_by_name():
    with pytest.raises(AskError) as caught:
        common({"GOLD": "USD", "DAX": "EUR"})

    assert caught.value.reason == "units"
    assert "GOLD (USD), DAX (EUR)" in caught.value.text.en
    assert "GOLD (USD), DAX (EUR)" in caught.value.text.zh
