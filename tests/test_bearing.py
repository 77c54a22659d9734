"""A quote stands beside a figure only where it prints its number, its threshold, its year, or calls it a record."""

from datetime import date

import pytest

from bot.bearing import bears_on
from footnote.answer import Figure, Input
from footnote.text import same

INPUTS = (Input.given("x", 1.0),)


def figure(value, unit, label="what it is", year=2026, **more):
    return Figure(
        name="x", label=same(label), value=value, unit=unit, as_of=date(year, 1, 31), formula="x", inputs=INPUTS, **more
    )


@pytest.mark.parametrize(
    ("quote", "value", "unit"),
    [
        ("The index rose to 57.3 in February.", 57.3, "index"),
        ("Gold has returned 18% since the end of December.", 17.9, "percent"),
        ("The gap is therefore about $1.3 trillion.", -1.301e12, "USD"),
        ("资金流少了1.3万亿美元。", -1.301e12, "USD"),
        ("The spread tightened by 23 basis points.", 23.4, "basis point"),
        ("It lagged by 32 percentage points.", -32.1, "percentage point"),
        ("The S&P 500 has returned 2%.", 2.0, "percent"),
    ],
)
def test_a_number_at_its_own_rounding_is_the_figures(quote, value, unit):
    assert bears_on(quote, [figure(value, unit)])


@pytest.mark.parametrize(
    ("quote", "value", "unit"),
    [
        ("Software borrowers make up only 2% of the high-yield bond market.", 2.91, "percent"),
        ("Software borrowers make up only 2% of the high-yield bond market.", 1.66, "percentage point"),
        ("They returned between 5% and 8%.", 4.53, "percent"),
        ("The index rose by 57.3%.", 57.3, "index"),
        ("The gap is $1.3 billion.", -1.3e12, "USD"),
        ("No one would call that cheerful.", 158e6, "persons"),
    ],
)
def test_another_number_or_another_unit_is_not(quote, value, unit):
    assert not bears_on(quote, [figure(value, unit)])


def test_the_year_a_part_goes_back_to_counts_and_the_figures_own_does_not():
    now = figure(60.8, "index", parts=(figure(61.3, "index", year=2022),))

    assert bears_on("Its best since April 2022.", [now])
    assert not bears_on("Its best month of 2026.", [now])


def test_a_threshold_in_a_parts_label_counts():
    share = figure(16.0, "percent", label="share of days above 100%")

    assert bears_on("Its volatility has often exceeded 100%.", [figure(107.2, "percent", parts=(share,))])


def test_a_record_is_called_one():
    assert bears_on("which puts it at a record", [figure(151.6, "index", stats={"record": True})])
    assert not bears_on("which puts it at a record", [figure(151.6, "index", stats={"record": False})])


def test_no_quote_stands_beside_a_figure_it_says_nothing_of(ask):
    """The note names the spread's market, and payrolls, in sentences about something else."""
    assert ask("how many standard deviations is the high yield spread from its mean").citations == ()
    assert ask("revisions of payrolls for November 2025").citations == ()


def test_a_question_of_the_note_is_no_quote_where_a_sentence_is(ask):
    quotes = [each.quote for each in ask("What do the notes say about private credit redemptions?").citations]

    assert quotes
    assert not any(quote.endswith("?") for quote in quotes)
