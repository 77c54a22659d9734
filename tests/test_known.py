"""The day whose knowledge a question asks for, in English and Chinese."""

from datetime import date

import pytest

from bot.known import as_known
from bot.language import normalise
from footnote.answer import Question

TODAY = date(2026, 2, 20)
OCTOBER, FEBRUARY = date(2008, 10, 31), date(2009, 2, 27)


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
        "cpi as of today",
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
