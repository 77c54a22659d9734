"""Times as a desk says them, written out in the few forms that the grammar of dates reads."""

from datetime import date

import pytest

from bot import dates, timing
from bot.language import normalise

TODAY = date(2026, 2, 20)


def written(typed):
    return timing.written(normalise(typed), TODAY)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("gold since the start of the year", "gold ytd"),
        ("gold in q3 last year", "gold in 2025q3"),
        ("gold in q3", "gold in 2025q3"),
        ("gold in q1", "gold in 2026q1"),
        ("gold 4q25", "gold 2025q4"),
        ("gold last quarter", "gold 2025q4"),
        ("gold qtd", "gold 2026q1"),
        ("gold l12m", "gold past 12 months"),
        ("gold over the past year and a half", "gold over the past 18 months"),
        ("gold since may '24", "gold since may 2024"),
        ("gold 2015-19", "gold 2015-2019"),
        ("gold from 2020 to now", "gold from 2020"),
        ("gold in the 1990s", "gold in 1990 to 1999"),
        ("黄金去年三季度", "黄金 2025q3"),
        ("黄金年内", "黄金 ytd"),
        ("黄金大前年", "黄金 2023"),
        ("黄金上上个月", "黄金 2025-12"),
    ],
)
def test_a_spoken_time_is_written_out(typed, found):
    assert written(typed) == found


@pytest.mark.parametrize(
    "typed",
    [
        "2s vs 10s since 2022",
        "gold year to date",
        "t10y2y",
        "自 2020 年 5 月",
        "gold in 2010-12",
        "5% a fortnight gate",
        "近 4 个季度",
    ],
)
def test_what_is_no_such_time_stays(typed):
    assert written(typed) == normalise(typed)


@pytest.mark.parametrize("typed", ["change in q3 10y yield", "q1 60/40 return", "first half 30 year yield"])
def test_a_maturity_behind_a_quarter_is_not_its_year(typed):
    assert "2010" not in written(typed)
    assert "2060" not in written(typed)
    assert "2030" not in written(typed)


@pytest.mark.parametrize(
    ("typed", "start", "end"),
    [
        ("gold in h2 2025", "2025-07", "2025-12"),
        ("gold in the first half of last year", "2025-01", "2025-06"),
        ("黄金去年下半年", "2025-07", "2025-12"),
    ],
)
def test_a_half_of_a_year_is_a_range_of_months(typed, start, end):
    when = dates.find(written(typed), TODAY)

    assert (when.kind, when.start, when.end, when.whole) == ("range", start, end, True)
