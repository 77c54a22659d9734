from datetime import date

import pytest

from bot import check
from footnote.answer import Citation, Figure, Input
from footnote.text import Text

INFLOW = Figure(
    name="gap",
    label=Text("Net flows", "净流入"),
    value=-1.3e12,
    unit="USD",
    as_of=date(2026, 1, 31),
    formula="a - b",
    inputs=(Input.given("a", 1.0),),
    freq="M",
).keyed("f1")
QUOTE = Citation(
    note="n", revision="r", title="t", institution=None, date=None, page=1, start=0, end=6, quote="1.3tn.", key="q1"
)


@pytest.fixture
def held():
    return check.slots([INFLOW], [QUOTE], "en")


def test_a_slot_is_filled_from_the_figure_that_carries_it(held):
    sentence = Text("{f1:label} to {f1:period}: {f1}; the note: {q1}", "")

    assert check.fill(sentence, held, "en") == "Net flows to Jan 2026: -$1.3tn; the note: 1.3tn."


@pytest.mark.parametrize(
    "typed", ["The gap is 1.3 trillion", "{f1}, about 2% of assets", "up ２ notches", "{f1} in 2026"]
)
def test_a_digit_that_no_figure_carries_drops_the_sentence(held, typed):
    assert check.fill(Text(typed, typed), held, "en") is None


@pytest.mark.parametrize("slot", ["{f2}", "{f1.1}", "{q2}", "{f1:since}"])
def test_a_slot_that_nothing_carries_drops_the_sentence(held, slot):
    assert check.fill(Text(f"It is {slot}", ""), held, "en") is None


def test_the_chinese_half_is_checked_by_itself():
    held = check.slots([INFLOW], [], "zh")

    assert check.fill(Text("{f1}", "{f1:label}为{f1}"), held, "zh") == "净流入为-1.3万亿美元"
    assert check.fill(Text("{f1}", "约1.3万亿"), held, "zh") is None
