"""An index of SPACs less a benchmark, between the same two closes, worked by hand."""

from datetime import date

import pytest
from fakes import daily, steps
from spac_deals import desk, path, refusal, said

from tools.spac import spac_returns

ON = "2025-01-02"


def test_the_excess_is_the_difference_of_two_returns_on_the_same_days():
    data = desk([], index=steps(d2021_02_19=100, d2026_02_20=109), benchmark=steps(d2021_02_19=50, d2026_02_20=70.5))
    found = spac_returns(data, window="5Y", benchmark="SMALL")
    index, small = found.parts

    assert found.value == pytest.approx(9 - 41)
    assert (found.unit, found.name, found.series) == ("percentage point", "excess", None)
    assert [(part.name, part.series, round(part.value)) for part in found.parts] == [
        ("return", "IDX", 9),
        ("return", "SMALL", 41),
    ]
    assert index.stats["start"] == small.stats["start"] == date(2021, 2, 20)
    assert "excess total return" in found.label.en


def test_two_that_close_on_other_days_are_held_between_days_on_which_both_did():
    """The window starts on a Thursday that was a holiday for the index, and ends on a Sunday for the benchmark."""
    index = path(100, 150, start="2024-02-16", days=520).drop("2025-02-13")
    small = daily(range(1000, 2000), last="2026-02-15")
    found = spac_returns(
        desk([], index=index, benchmark=small, as_of=date(2026, 2, 20)), window="1Y", benchmark="SMALL"
    )
    first, second = found.parts

    assert (first.stats["start"], first.as_of) == (second.stats["start"], second.as_of)
    assert found.as_of == date(2026, 2, 13)


def test_a_total_return_less_a_price_return_is_said_to_be_so():
    data = desk([], {"AAA": path(10, 12)}, index=path(100, 110))
    found = spac_returns(data, start=ON, benchmark="P/AAA")

    assert found.value == pytest.approx(10 - 20)
    assert "one is a total and one a price return" in said(found)
    assert "total return" not in found.label.en


def test_the_index_is_no_benchmark_of_itself():
    assert (
        "its own benchmark" in refusal(spac_returns, desk([], index=path(1, 1)), benchmark="IDX", window="1Y").text.en
    )


def test_without_a_window_the_index_has_no_return():
    found = refusal(spac_returns, desk([], index=path(1, 1), benchmark=path(1, 1)), benchmark="SMALL")

    assert found.text.en == "Over which window?"


def test_an_index_that_is_not_set_up_or_not_for_the_reader_is_not_named():
    """The desk names IDX; a reader who may not see it learns that there is none to see."""
    found = refusal(spac_returns, desk([], benchmark=path(1, 1)), benchmark="SMALL", window="1Y")

    assert found.reason == "not_configured"
    assert "This desk has no index of SPACs configured" in found.text.en
    assert "IDX" not in found.text.en
