from datetime import date

import pytest

from bot.dates import find
from bot.language import normalise
from footnote.errors import AskError

FRIDAY = date(2026, 2, 20)


@pytest.mark.parametrize(
    ("typed", "window"),
    [
        ("10y flow gap", "10Y"),
        ("over the past ten years", "10Y"),
        ("last decade's flows over the past decade", "10Y"),
        ("gold YTD", "YTD"),
        ("so far this year", "YTD"),
        ("今年以来黄金", "YTD"),
        ("过去十年", "10Y"),
        ("近三个月", "3M"),
        ("最近6个月", "6M"),
        ("the last 12 months", "1Y"),
        ("past 2 quarters", "6M"),
        ("over 90 days", "90D"),
        ("CPI y/y", "1Y"),
        ("环比", "1M"),
        ("what did gold do last year", "2025"),
        ("去年", "2025"),
        ("over the last year", "1Y"),
        ("in 2025", "2025"),
        ("2025年", "2025"),
        ("gold over 2.5 years", "30M"),
        ("过去两年半", "30M"),
        ("half a year", "6M"),
        ("近半年", "6M"),
        ("listed companies compared with 30 years ago", "30Y"),
        ("lower than a year ago", "1Y"),
        ("同三十年前比", "30Y"),
        ("vs last month", "1M"),
        ("与上个月相比", "1M"),
        ("trailing twelve months", "1Y"),
        ("cpi annual change", "1Y"),
        ("memory against its 2021 peak", "2021"),
        ("比2021年高点高多少", "2021"),
    ],
)
def test_windows_are_read_as_people_type_them(typed, window):
    assert find(normalise(typed), FRIDAY).window == window


@pytest.mark.parametrize(
    ("typed", "start", "end"),
    [
        ("from 2007 to 2016", "2007", "2016"),
        ("between 1996 and 2019", "1996", "2019"),
        ("1996-2019", "1996", "2019"),
        ("2007年到2016年", "2007", "2016"),
        ("26 Feb 2021 to 27 Feb 2026", "2021-02-26", "2026-02-27"),
        ("from February 26, 2021 to February 27, 2026", "2021-02-26", "2026-02-27"),
        ("2021-02-26 to 2026-02-27", "2021-02-26", "2026-02-27"),
        ("2021年2月26日至2026年2月27日", "2021-02-26", "2026-02-27"),
        ("since last May", "2025-05", None),
        ("since May", "2025-05", None),
        ("since January", "2026-01", None),
        ("去年五月以来", "2025-05", None),
        ("since the start of 2025", "2025-01", None),
        ("since early 2022", "2022-01", None),
        ("since late 2021", "2021-12", None),
        ("vs the mid 90s", "1995", None),
        ("90年代中期以来", "1995", None),
        ("十二月以来", "2025-12", None),
        ("since Q3 2025", "2025Q3", None),
        ("自2021年11月以来", "2021-11", None),
        ("2020年以来", "2020", None),
        ("from January to March 2025", "2025-01", "2025-03"),
        ("payrolls vs April 2020", "2020-04", None),
        ("与2020年4月相比", "2020-04", None),
        ("CPI yoy in June 2025", "2024-06", "2025-06"),
        ("CPI同比 2025年6月", "2024-06", "2025-06"),
        ("CPI m/m in January 2026", "2025-12", "2026-01"),
        ("since the end of January 2026", "2026-01", None),
        ("since end-January 2026", "2026-01", None),
        ("去年底以来", "2025-12", None),
        ("2025年末以来", "2025-12", None),
        ("from 1-Jan-2025 to 20-Jan-2026", "2025-01-01", "2026-01-20"),
    ],
)
def test_starts_and_ends_are_iso_prefixes(typed, start, end):
    found = find(normalise(typed), FRIDAY)

    assert (found.start, found.end) == (start, end)


@pytest.mark.parametrize(
    ("typed", "period"),
    [
        ("in July 2026", "2026-07"),
        ("2026年7月", "2026-07"),
        ("2008Q1", "2008Q1"),
        ("this month", "2026-02"),
        ("last month", "2026-01"),
        ("上个月", "2026-01"),
        ("去年12月", "2025-12"),
        ("3月3日", "2025-03-03"),
        ("on 15 January", "2026-01-15"),
        ("in Jan-2026", "2026-01"),
        ("in Jan 2026", "2026-01"),
        ("Jan2026", "2026-01"),
        ("on 20-Jan-2026", "2026-01-20"),
        ("on 20Jan2026", "2026-01-20"),
        ("on 20260120", "2026-01-20"),
        ("on 1/20/2026", "2026-01-20"),
        ("on 20/1/2026", "2026-01-20"),
        ("二〇二六年一月二十日", "2026-01-20"),
        ("2025年底", "2025-12"),
        ("去年年底", "2025-12"),
        ("上个月末", "2026-01"),
        ("2025年1月初值", "2025-01"),
    ],
)
def test_a_period_is_a_point(typed, period):
    found = find(normalise(typed), FRIDAY)

    assert (found.kind, found.start) == ("point", period)


@pytest.mark.parametrize(
    "typed",
    [
        "and demand",
        "an index",
        "it may rise",
        "60/40",
        "S&P 500",
        "$2,000 gold",
        "13%",
        "3-5 years",
        "1.25 years",
        "3/4/2026",
        "Jan-25",
    ],
)
def test_what_is_no_time_is_not_read_as_one(typed):
    assert find(normalise(typed), FRIDAY) is None


@pytest.mark.parametrize("typed", ["since 31 April 2025", "on 2025-02-29", "2025年11月31日", "in 30 Feb 2024"])
def test_a_day_that_its_month_does_not_have_is_refused(typed):
    with pytest.raises(AskError, match="does not exist"):
        find(normalise(typed), FRIDAY)
