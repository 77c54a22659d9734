"""The day whose knowledge a question asks for, in English and Chinese."""

from datetime import date

import pytest

from bot.dates import find
from bot.known import as_known
from bot.language import normalise
from footnote.answer import Question
from footnote.errors import AskError

TODAY = date(2026, 2, 20)
OCTOBER, FEBRUARY = date(2008, 10, 31), date(2009, 2, 27)


JANUARY = date(2026, 1, 20)


def known(typed, today=TODAY):
    return as_known(normalise(typed), today)


@pytest.mark.parametrize(
    ("typed", "day", "rest"),
    [
        ("payrolls change in September 2008 as of 31 Oct 2008", OCTOBER, "payrolls change in september 2008"),
        ("as of 2008-10-31, what was payrolls in September 2008?", OCTOBER, "what was payrolls in september 2008?"),
        ("September 2008 payrolls as of October 2008", OCTOBER, "september 2008 payrolls"),
        ("10y yield as of 30 June 2024", date(2024, 6, 30), "10y yield"),
        ("payrolls as published by October 2008", OCTOBER, "payrolls"),
        ("unemployment as it stood in October 2008", OCTOBER, "unemployment"),
        ("with the February 2009 vintage, payrolls", date(2009, 2, 28), "payrolls"),
        ("what did we know about CPI in March 2020?", date(2020, 3, 31), "about cpi ?"),
        ("what did we know in March 2020 about unemployment", date(2020, 3, 31), "about unemployment"),
        ("截至2008年10月31日公布的数据，2008年9月非农变化", OCTOBER, "2008 年 9 月非农变化"),
        ("按2008年10月底的版本，2008年9月非农变化", OCTOBER, "2008 年 9 月非农变化"),
        ("以2009年2月27日的数据看，2008年9月非农变化", FEBRUARY, "2008 年 9 月非农变化"),
        ("2020年3月当时我们知道的失业率是多少", date(2020, 3, 31), "失业率是多少"),
        ("我们在2020年3月知道什么关于失业率", date(2020, 3, 31), "关于失业率"),
    ],
)
def test_a_day_of_knowledge_is_read_and_its_words_are_set_aside(typed, day, rest):
    found = known(typed)

    assert (found.day, found.rest) == (day, rest)


@pytest.mark.parametrize(
    "typed",
    [
        "unemployment as of January 2026",  # the period that is asked about
        "unemployment as of Jan-2026",
        "截止2026年1月的失业率",
        "非农今天公布吗",  # of the release
        "list notes published in January 2026",
        "what do the notes published on 20 January 2026 say about gold",
        "unemployment in March 2025",
        "flow gap since 2020",
        "what do the notes say about what we knew",
        "payrolls as of 31 December 2027",  # still to come
        "最新失业率",
        "2008年9月非农变化",
    ],
)
def test_other_times_are_left_to_the_question(typed):
    assert known(typed) is None


def test_a_month_that_is_not_over_counts_up_to_today():
    assert known("payrolls as published by February 2026").day == TODAY


def test_the_answer_is_of_that_day(sample):
    """January's unemployment rate came out on 11 February: on the 5th, December's was the last one known."""
    typed = Question(text="unemployment rate as published by 5 February 2026", as_of=date(2026, 2, 20))

    answer = sample.desk.answer(typed)

    assert answer.as_of == date(2026, 2, 5)
    assert answer.figures[0].as_of == date(2025, 12, 31)


def test_a_board_may_be_asked_for_as_of_a_day(sample):
    answer = sample.desk.snapshot("labour as of 5 February 2026", Question(text="labour as of 5 February 2026"))

    rows = {row.series: row.as_of for row in answer.figures[0].parts}
    assert answer.as_of == date(2026, 2, 5)
    assert rows["UNRATE"] == date(2025, 12, 31)


@pytest.mark.parametrize(
    "typed",
    [
        "payrolls as-of 2026-01-20",
        "payrolls asof 2026-01-20",
        "payrolls as of 20260120",
        "payrolls as of 20-Jan-2026",
        "payrolls as of 20Jan2026",
        "payrolls as of 1/20/2026",
        "payrolls as of 20/01/2026",
        "payrolls as of Tuesday 20 January 2026",
        "payrolls as of Tuesday, January 20th, 2026",
        "payrolls as of end of day 20 January 2026",
        "payrolls as of close 20 January 2026",
        "payrolls as of the close on 20 January 2026",
        "payrolls as of cob 20 January 2026",
        "payrolls (as of 20 January 2026)",
        "payrolls on a 20 January 2026 basis",
        "payrolls vintage 2026-01-20",
        "2026-01-20 vintage of payrolls",
        "payrolls known at 20 January 2026",
        "payrolls available on 20 January 2026",
        "payrolls at the time, 20 January 2026",
        "payrolls at the time (20 January 2026)",
        "payrolls, data of 20 January 2026",
        "if today were 20 January 2026, payrolls",
        "suppose it is 20 January 2026: payrolls",
        "截止2026年1月20日的payrolls",
        "截至到2026年1月20日为止payrolls",
        "截至二〇二六年一月二十日的payrolls",
        "截至1月20日的payrolls",
        "2026年1月20日当时的payrolls",
        "回到2026年1月20日，payrolls",
        "站在2026年1月20日看payrolls",
        "2026年1月20日（周二）公布的payrolls",
        "2026年1月20日那天能看到的payrolls",
        "假如今天是2026年1月20日，payrolls",
        "如果当前是2026年1月20日，payrolls",
    ],
)
def test_a_day_of_knowledge_is_read_however_it_is_said(typed):
    found = known(typed)

    assert (found.day, found.rest) == (JANUARY, "payrolls")


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("payrolls as of the end of January 2026", date(2026, 1, 31)),
        ("payrolls as of end-January 2026", date(2026, 1, 31)),
        ("payrolls as of month-end January 2026", date(2026, 1, 31)),
        ("payrolls as of the end of last month", date(2026, 1, 31)),
        ("payrolls as of the end of 2025", date(2025, 12, 31)),
        ("payrolls as of year-end 2025", date(2025, 12, 31)),
        ("payrolls as of the end of Q3 2025", date(2025, 9, 30)),
        ("payrolls as of the start of 2026", date(2026, 1, 1)),
        ("截至2025年底的payrolls", date(2025, 12, 31)),
        ("截至2025年末的payrolls", date(2025, 12, 31)),
        ("截至2025年11月底的payrolls", date(2025, 11, 30)),
        ("截至去年底的payrolls", date(2025, 12, 31)),
        ("截至上个月底的payrolls", date(2026, 1, 31)),
        ("截至昨天的payrolls", date(2026, 2, 19)),
        ("payrolls as of yesterday", date(2026, 2, 19)),
        ("payrolls as of last Friday", date(2026, 2, 13)),
        ("payrolls published before 20 January 2026", date(2026, 1, 19)),
        ("2026年1月20日之前公布的payrolls", date(2026, 1, 19)),
        ("October 2008 vintage of payrolls", OCTOBER),
    ],
)
def test_the_end_of_a_period_and_days_near_by_are_days(typed, day):
    found = known(typed)

    assert (found.day, found.rest) == (day, "payrolls")


@pytest.mark.parametrize(
    ("typed", "day", "about"),
    [
        ("what did we know in October 2008 about September 2008 payrolls change", OCTOBER, ("2008-09", None)),
        ("what did we know about September 2008 payrolls in October 2008", OCTOBER, ("2008-09", None)),
        (
            "what did we know in June 2012 about the change in payrolls since 2005",
            date(2012, 6, 30),
            ("2005", None),
        ),
        ("what did we know in June 2012 about unemployment in 2008", date(2012, 6, 30), ("2008", None)),
        ("payrolls in September 2008: what did we know in October 2008", OCTOBER, ("2008-09", None)),
        ("in January 2026 what did we think payrolls were", date(2026, 1, 31), None),
        ("what had been published about payrolls by 20 January 2026?", JANUARY, None),
    ],
)
def test_what_we_knew_goes_with_the_first_date_behind_it_else_with_the_one_before(typed, day, about):
    found = known(typed)
    when = find(found.rest, TODAY)

    assert found.day == day
    assert (when and (when.start, when.end)) == about


@pytest.mark.parametrize("typed", ["cpi as of today", "cpi as of now", "截至今天的cpi", "截至目前，cpi"])
def test_today_is_said_too(typed):
    found = known(typed)

    assert (found.now, found.day, found.rest) == (True, TODAY, "cpi")


@pytest.mark.parametrize("typed", ["and now?", "now?", "现在呢", "那现在呢？", "as of today?", "截至今天呢"])
def test_now_alone_asks_the_same_again(typed):
    found = known(typed)

    assert (found.now, found.is_bare) == (True, True)


@pytest.mark.parametrize(
    ("typed", "last"),
    [
        ("payrolls as of 31 April 2025", "2025-04-30"),
        ("as of 2025-11-31", "2025-11-30"),
        ("截至2025年2月30日的非农", "2025-02-28"),
        ("payrolls as of 29 Feb", "2025-02-28"),
        ("payrolls as of 29-Feb-2025", "2025-02-28"),
    ],
)
def test_a_day_that_does_not_exist_is_said_not_to(typed, last):
    with pytest.raises(AskError, match=f"does not exist.*{last}"):
        known(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "payrolls as of 20 January 2026 versus as of 20 February 2026",
        "payrolls as of 20 January 2026 vs now",
        "payrolls as of January 2026 vs as of December 2025",
        "截至2026年1月20日和截至2026年2月20日的非农",
        "截至2026年1月20日的非农与现在相比",
    ],
)
def test_two_days_of_knowledge_are_not_answered_as_one(typed):
    with pytest.raises(AskError, match="two vintages"):
        known(typed)


def test_a_long_text_full_of_dates_is_read_in_no_time():
    """What is typed is cut at four thousand characters, and each date looks at its neighbourhood alone."""
    assert known("jan 2025 " * 400) is None
