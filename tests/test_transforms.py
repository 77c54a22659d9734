"""Transforms that may be written after an id, by hand."""

import numpy as np
import pandas as pd
import pytest
from fakes import NAN, daily, monthly, quarterly, yearly

from tools.transforms import TRANSFORMS, freq_after, transformed


def ends(values, freq):
    days = pd.DatetimeIndex(values.index).to_period(freq).to_timestamp(how="end").normalize()
    return pd.Series(values.to_numpy(), index=days)


GROWING = ends(monthly([100 * 1.01**n for n in range(25)]), "M")
QUARTERS = ends(quarterly([100, 102, 101, 105, 110]), "Q")


@pytest.mark.parametrize(
    ("values", "freq", "name", "last", "count"),
    [
        (GROWING, "M", "level", 100 * 1.01**24, 25),
        (GROWING, "M", "mom", 1.0, 24),
        (GROWING, "M", "yoy", 100 * (1.01**12 - 1), 13),
        (GROWING, "M", "log12", 1200 * np.log(1.01), 13),
        (GROWING, "M", "saar", 100 * (1.01**12 - 1), 24),
        (QUARTERS, "Q", "qoq", 100 * (110 / 105 - 1), 4),
        (QUARTERS, "Q", "saar", 100 * ((110 / 105) ** 4 - 1), 4),
        (QUARTERS, "Q", "yoy", 10.0, 1),
        (QUARTERS, "Q", "diff", 5.0, 4),
        (QUARTERS, "Q", "qmean", 110, 5),
        (ends(yearly([100, 90]), "Y"), "A", "yoy", -10.0, 1),
        (daily([1, 2, 4]), "D", "diff", 2.0, 2),
    ],
)
def test_a_transform_by_hand(values, freq, name, last, count):
    found = transformed(values, freq, name)

    assert found.iloc[-1] == pytest.approx(last)
    assert len(found) == count


def test_a_quarter_has_a_mean_of_all_its_months_or_none():
    values = ends(monthly([1, 2, 3, 4, 5, 6, 7], last="2026-01"), "M")  # Jul to Dec, and January

    found = transformed(values, "M", "qmean")

    assert found.to_dict() == {pd.Timestamp("2025-09-30"): 2.0, pd.Timestamp("2025-12-31"): 5.0}


def test_growth_over_a_month_that_is_not_held_is_none():
    values = ends(monthly([100, NAN, 121]), "M").dropna()

    assert transformed(values, "M", "mom").empty


@pytest.mark.parametrize("name", ["mom", "yoy", "saar", "log12"])
def test_growth_from_zero_or_below_is_none(name):
    values = ends(monthly([0, *[-1] * 12, 5]), "M")

    assert transformed(values, "M", name).empty


@pytest.mark.parametrize("name", TRANSFORMS)
def test_what_is_handed_in_is_not_changed(name):
    values = QUARTERS.copy()

    if freq_after("Q", name):
        transformed(values, "Q", name)

    assert values.equals(QUARTERS)


@pytest.mark.parametrize(
    ("freq", "name", "after"),
    [
        ("M", "qmean", "Q"),
        ("D", "qmean", None),
        ("M", "qoq", None),
        ("Q", "mom", None),
        ("D", "yoy", None),
        ("W", "log12", "W"),
        ("D", "level", "D"),
    ],
)
def test_a_transform_fits_some_frequencies(freq, name, after):
    assert freq_after(freq, name) == after
