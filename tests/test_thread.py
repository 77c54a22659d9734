"""A thread keeps the day of knowledge it was told, until it is told another."""

from datetime import date
from itertools import count

import pytest

from footnote.answer import Question

TODAY, JANUARY = date(2026, 2, 20), date(2026, 1, 20)
THREADS = count()


@pytest.fixture
def talk(sample):
    """The answers to questions of one person in one thread."""

    def talked(*typed):
        thread = f"thread {next(THREADS)}"
        return [sample.desk.answer(Question(text=text, user="U1", thread=thread)) for text in typed]

    return talked


def shown(answers):
    return [(answer.kind, answer.as_of, [figure.as_of for figure in answer.figures]) for answer in answers]


KNOWN_THEN = ("answer", JANUARY, [date(2025, 12, 31)])
KNOWN_NOW = ("answer", TODAY, [date(2026, 1, 31)])


@pytest.mark.parametrize(
    "typed",
    [
        "UNRATE as-of 2026-01-20",
        "payrolls as of 20260120",
        "what had been published about payrolls by 20 January 2026?",
        "what did the data show on 20 January 2026 for unemployment",
        "if today were 20 January 2026, what is unemployment",
        "unemployment on 20 January 2026",
        "payrolls, 20 January 2026",
        "2026年1月20日那天能看到的非农数据",
    ],
)
def test_what_came_out_later_is_not_served(talk, typed):
    """January's payrolls came out on 6 February."""
    assert shown(talk(typed)) == [KNOWN_THEN]


def test_follow_ups_stay_on_the_day_until_they_speak_of_now(talk):
    answers = talk("payrolls as of 20 January 2026", "and unemployment?", "CPI", "and now?", "and unemployment?")

    assert shown(answers) == [KNOWN_THEN] * 3 + [KNOWN_NOW] * 2


def test_chinese_follow_ups_too(talk):
    answers = talk("截至2026年1月20日的非农", "失业率呢", "最新失业率")

    assert shown(answers) == [KNOWN_THEN, KNOWN_THEN, KNOWN_NOW]


def test_a_day_that_the_question_named_without_saying_as_of_stays_as_well(talk):
    answers = talk("unemployment on 20 January 2026", "and payrolls?", "and on 10 December 2025?")

    assert [answer.as_of for answer in answers] == [JANUARY, JANUARY, date(2025, 12, 10)]


@pytest.mark.parametrize(
    "typed", ["as of 20 January 2026?", "what about as of 20 January 2026?", "那么截至2026年1月20日呢"]
)
def test_a_day_alone_asks_the_last_question_again(talk, typed):
    assert shown(talk("payrolls", typed)) == [KNOWN_NOW, KNOWN_THEN]


def test_a_question_of_its_own_is_of_today(talk):
    answers = talk("payrolls as of 20 January 2026", "what is the change in gold YTD?")

    assert answers[1].as_of == TODAY


def test_another_thread_knows_nothing_of_it(talk):
    talk("payrolls as of 20 January 2026")

    assert shown(talk("and unemployment?")) == [KNOWN_NOW]


@pytest.mark.parametrize("typed", ["as of 20 January 2026?", "and now?"])
def test_a_day_without_a_question_is_asked_about(talk, typed):
    (answer,) = talk(typed)

    assert answer.kind == "ask"
    assert "what would you like to know" in answer.headline


@pytest.mark.parametrize("typed", ["payrolls as of 31 April 2025", "as of 2025-11-31", "截至2025年2月30日的非农"])
def test_a_day_that_does_not_exist_is_refused_and_kept(sample, talk, typed):
    (answer,) = talk(typed)

    assert answer.kind == "refuse"
    assert "exist" in answer.headline or "不存在" in answer.headline
    assert sample.ledger.get(answer.id)["asked"] == typed


def test_a_board_of_a_day_that_does_not_exist_is_refused(sample):
    answer = sample.desk.snapshot("labour as of 2025-02-29", Question(text="labour as of 2025-02-29"))

    assert answer.kind == "refuse"
    assert "does not exist" in answer.headline


def test_two_vintages_are_offered_as_revisions(talk):
    (answer,) = talk("payrolls as of 20 January 2026 versus as of 20 February 2026")

    assert answer.kind == "ask"
    assert answer.choices[0].startswith("revisions of US nonfarm payrolls")


def test_a_day_beside_a_day_of_knowledge_is_not_passed_over(talk):
    (answer,) = talk("unemployment on 20 January 2026 as of 31 January 2026")

    assert (answer.kind, answer.as_of) == ("refuse", date(2026, 1, 31))
    assert "no value for a single day" in answer.headline


def test_a_month_still_running_is_refused_with_the_last_one_there_is(talk):
    (answer,) = talk("payrolls in February 2026")

    assert answer.kind == "refuse"
    assert "nothing yet for Feb 2026. Ask up to Jan 2026" in answer.headline


JUNE = date(2025, 6, 30)


@pytest.mark.parametrize("typed", ["flow gap expansion vs stagnation", "chart NACM"])
def test_a_month_of_knowledge_alone_asks_the_last_question_again_with_its_window(talk, typed):
    first, then = talk(typed, "as of last June")

    assert (then.kind, then.as_of) == ("answer", JUNE)
    assert then.plan == first.plan
    assert max(figure.as_of for figure in then.figures) <= JUNE


def test_a_month_after_a_value_is_the_month_of_the_value(talk):
    answers = talk("unemployment", "as of last June")

    assert answers[1].as_of == TODAY
    assert answers[1].plan[0].arguments == {"series": "UNRATE", "at": "2025-06"}


@pytest.mark.parametrize(
    ("typed", "tool", "arguments"),
    [
        ("spac returns vs small caps 5y", "spac_returns", {"window": "5Y", "benchmark": "GOLD"}),
        ("btc vol", "volatility", {"series": "GOLD"}),
    ],
)
def test_another_name_to_set_it_against_keeps_what_was_asked(talk, typed, tool, arguments):
    answer = talk(typed, "against gold?")[1]

    assert [(call.tool, call.arguments) for call in answer.plan] == [(tool, arguments)]


@pytest.mark.parametrize(
    ("typed", "choice"),
    [
        ("flow gap expansion vs stagnation", "chart of Industrials fund flows"),
        ("hard vs soft", "chart of US industrial production"),
    ],
)
def test_a_chart_of_what_has_none_offers_the_series_behind_it(talk, typed, choice):
    answer = talk(typed, "chart that")[1]

    assert answer.kind == "ask"
    assert answer.choices[0] == choice
