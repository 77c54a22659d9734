"""Units are a closed list; a scale is taken off once; nothing converts by itself; unlike series are not added."""

import re

import pytest
from fakes import spec
from hypothesis import given
from hypothesis import strategies as st

from footnote.errors import AskError
from tools.units import CURRENCIES, DIFFERENCES, NAMES, SCALES, SHARES, Unit, addable, convert

EVERY = sorted(NAMES | CURRENCIES)
numbers = st.floats(min_value=-1e15, max_value=1e15)


def scaled(names):
    return st.builds(Unit, names, st.sampled_from([1.0, *SCALES.values()]))


ALIKE = [*([name] for name in EVERY), ["percent", "ratio", "basis point"], ["percentage point", "basis point"]]
pairs = st.sampled_from(ALIKE).flatmap(lambda names: st.tuples(*[scaled(st.sampled_from(names))] * 2))
triples = st.sampled_from(ALIKE).flatmap(lambda names: st.tuples(*[scaled(st.sampled_from(names))] * 3))


def alike(one, other):
    return any({one, other} <= set(names) for names in ALIKE)


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


@pytest.mark.parametrize("words", ["percent mn", "months th", "index bn", "ratio tn", "diffusion index th"])
def test_what_is_neither_money_nor_counted_has_no_scale(words):
    with pytest.raises(ValueError, match=r"unknown unit .* count, persons and currencies may have th, mn, bn or tn"):
        Unit.parse(words)


@pytest.mark.parametrize(
    "words",
    [*EVERY, *(f"{name} {scale}" for name in ("count", "persons", "USD", "JPY") for scale in ("th", "mn", "bn", "tn"))],
)
def test_every_unit_has_words_in_both_languages(words):
    unit = Unit.parse(words)

    assert Unit.parse(unit.written) == unit
    assert unit.words.en
    assert not re.search("[A-Za-z]", unit.words.zh)


# ---------------------------------------------------------------- converting


@pytest.mark.parametrize(
    ("value", "old", "new", "result", "note", "zh"),
    [
        (4.25, "percent", "basis point", 425, "percent to basis points: multiplied by 100.", "乘以 100。"),
        (0.0425, "ratio", "percent", 4.25, "ratio to percent: multiplied by 100.", "乘以 100。"),
        (0.05, "ratio", "basis point", 500, "ratio to basis points: multiplied by 10,000.", "乘以 10,000。"),
        (35, "basis point", "percent", 0.35, "basis points to percent: divided by 100.", "除以 100。"),
        (
            35,
            "basis point",
            "percentage point",
            0.35,
            "basis points to percentage points: divided by 100.",
            "除以 100。",
        ),
        (0.5, "percentage point", "basis point", 50, "percentage points to basis points: multiplied by 100.", "基点"),
        (
            1500,
            "USD mn",
            "USD bn",
            1.5,
            "USD mn to USD bn: divided by 1,000.",
            "由百万美元换算为十亿美元：除以 1,000。",
        ),
        (1.5, "USD bn", "USD", 1.5e9, "USD bn to USD: multiplied by 1,000,000,000.", "由十亿美元换算为美元"),
        (150, "persons th", "persons", 150_000, "persons th to persons: multiplied by 1,000.", "由千人换算为人"),
        (7, "index", "index", 7, "Left in index points.", "单位仍为指数点。"),
    ],
)
def test_converting_says_what_was_done(value, old, new, result, note, zh):
    found = convert(value, Unit.parse(old), Unit.parse(new))

    assert found.value == pytest.approx(result, rel=1e-15)
    assert found.unit == Unit.parse(new)
    assert note in found.note.en
    assert zh in found.note.zh


@given(value=numbers, pair=pairs)
def test_converting_there_and_back_gives_the_value(value, pair):
    one, other = pair

    back = convert(convert(value, one, other).value, other, one)

    assert back.value == pytest.approx(value, rel=1e-12, abs=1e-300)
    assert back.unit == one


@given(value=numbers, one=scaled(st.sampled_from(EVERY)), scale=st.sampled_from([1.0, *SCALES.values()]))
def test_converting_the_scale_keeps_the_value_in_base_units(value, one, scale):
    other = Unit(one.name, scale)

    assert convert(value, one, other).value * other.scale == pytest.approx(value * one.scale, rel=1e-12, abs=1e-300)


@given(value=numbers, units=triples)
def test_converting_in_two_steps_or_in_one_is_the_same(value, units):
    one, middle, other = units

    twice = convert(convert(value, one, middle).value, middle, other)

    assert twice.value == pytest.approx(convert(value, one, other).value, rel=1e-12, abs=1e-300)


@pytest.mark.parametrize("old", EVERY)
def test_what_does_not_measure_the_same_is_never_converted(old):
    for new in EVERY:
        if not alike(old, new):
            with pytest.raises(AskError) as caught:
                convert(1.0, Unit(old), Unit(new))
            assert caught.value.reason == "units"
            assert caught.value.text.zh.endswith("。")


@pytest.mark.parametrize(
    ("old", "new", "why", "zh"),
    [
        ("percent", "percentage point", "one is a level, the other the difference", "百分比不能换算为百分点"),
        ("percentage point", "percent", "one is a level, the other the difference", "两个水平值之差"),
        ("ratio", "percentage point", "one is a level, the other the difference", "比率不能换算为百分点"),
        (
            "USD mn",
            "EUR mn",
            "different currencies, and no exchange rate is applied",
            "百万美元不能换算为百万欧元：币种不同",
        ),
        ("index", "percent", "do not measure the same thing", "指数点不能换算为百分比"),
        ("count", "persons", "do not measure the same thing", "个数不能换算为人"),
        ("index", "diffusion index", "do not measure the same thing", "扩散指数点"),
    ],
)
def test_a_conversion_that_is_refused_says_why(old, new, why, zh):
    with pytest.raises(AskError) as caught:
        convert(1.0, Unit.parse(old), Unit.parse(new))

    assert why in caught.value.text.en
    assert zh in caught.value.text.zh
    assert Unit.parse(old).words.en in caught.value.text.en


def test_shares_and_differences_are_told_apart():
    assert {name for name in NAMES if Unit(name).is_share} == {"percent", "ratio", "basis point"} == set(SHARES)
    assert {name for name in NAMES if Unit(name).is_difference} == {"percentage point", "basis point"}
    assert set(DIFFERENCES) == {"percentage point", "basis point"}


# ---------------------------------------------------------------- adding


def test_like_series_are_added_in_their_unit_whatever_their_scale():
    assert addable([spec("A", unit="USD mn"), spec("B", unit="USD bn"), spec("C", unit="USD")]) == "USD"


def test_one_series_is_added_to_itself():
    assert addable([spec("A", unit="USD", adjust="SA")]) == "USD"


@pytest.mark.parametrize(
    ("one", "other", "differs", "zh"),
    [
        ({"unit": "USD"}, {"unit": "EUR"}, "A (USD), B (EUR)", "A（美元）、B（欧元）"),
        ({"unit": "USD"}, {"unit": "percent"}, "A (USD), B (percent)", "B（百分比）"),
        ({"adjust": "SA"}, {"adjust": "NSA"}, "A (seasonally adjusted), B (not seasonally adjusted)", "未经"),
        ({"adjust": "SA"}, {"adjust": "none"}, "B (not seasonally adjusted)", "A（经季节调整）"),
        ({"adjust": "SAAR"}, {"adjust": "SA"}, "A (at an annual rate), B (seasonally", "A（折年率）"),
        ({"adjust": "SAAR"}, {"adjust": "none"}, "A (at an annual rate)", "A（折年率）"),
        ({"average": "end"}, {"average": "average"}, "A (end of the period), B (average", "A（期末值）"),
        ({"average": "end"}, {"average": "sum"}, "B (sum of the period)", "B（期间合计）"),
        ({"average": "sum"}, {"average": "average"}, "B (average of the period)", "B（期间平均值）"),
        ({"kind": "flow"}, {"average": "end"}, "A (sum of the period), B (end", "A（期间合计）"),
    ],
)
def test_unlike_series_are_not_added(one, other, differs, zh):
    with pytest.raises(AskError) as caught:
        addable([spec("A", **one), spec("B", **other)])

    assert caught.value.reason == "units"
    assert differs in caught.value.text.en
    assert zh in caught.value.text.zh


def test_all_that_differs_is_said_at_once():
    with pytest.raises(AskError) as caught:
        addable([spec("A", unit="USD", adjust="SA", average="sum"), spec("B", unit="EUR", adjust="NSA", average="end")])

    assert "A (USD, seasonally adjusted, sum of the period), B (EUR, not seasonally adjusted, end" in str(caught.value)
    assert "no exchange rate is applied" in str(caught.value)
    assert "the same seasonal adjustment" in str(caught.value)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"adjust": "NSA"}, {"adjust": "none"}),
        ({"kind": "flow"}, {"kind": "flow", "average": "sum"}),
        ({"freq": "D", "average": "end"}, {"freq": "D", "average": "average"}),
    ],
)
def test_what_is_the_same_said_otherwise_is_added(one, other):
    """Nothing said of an adjustment is none; nothing said of a flow is a sum; a day has one value."""
    assert addable([spec("A", **one), spec("B", **other)]) == "index"


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["USD", "EUR", "index"]),
            st.sampled_from(["SA", "NSA", "SAAR", "none"]),
            st.sampled_from(["average", "end", "sum"]),
        ),
        min_size=1,
        max_size=4,
    )
)
def test_whatever_is_added_has_one_unit_one_adjustment_and_one_meaning(traits):
    series = [
        spec(f"S{place}", unit=unit, adjust=adjust, average=average)
        for place, (unit, adjust, average) in enumerate(traits)
    ]
    plain = {(unit, "NSA" if adjust == "none" else adjust, average) for unit, adjust, average in traits}

    if len(plain) == 1:
        assert {(addable(series), *rest) for _, *rest in plain} == plain
        return
    with pytest.raises(AskError) as caught:
        addable(series)
    assert all(item.id in caught.value.text.en and item.id in caught.value.text.zh for item in series)
