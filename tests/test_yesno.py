"""Questions that yes or no answers: the first word, from the unrounded value, or nothing where there is a doubt."""

from datetime import date

import pytest

from bot import yesno
from bot.link import Linker
from footnote.answer import Call, Figure, Input
from footnote.text import Text

GIVEN = (Input.given("x", 1.0),)
LEVEL = {
    "percent": 2.96,
    "index": 57.1,
    "diffusion index": 52.6,
    "basis point": -18.0,
    "persons": 209_000.0,
    "USD": 4_100.0,
}


@pytest.fixture(scope="module")
def linker(sample):
    return Linker(sample.catalogue)


def figure(value, unit, name="latest", **more):
    label = Text("Title, Jan 2026", "名称（2026年1月）")
    return Figure(
        name=name, label=label, value=value, unit=unit, as_of=date(2026, 1, 31), formula="x", inputs=GIVEN, **more
    )


def verdict(linker, typed, tool, found, **arguments):
    return yesno.verdict(typed, Call(tool=tool, arguments=arguments), found, linker)


@pytest.mark.parametrize(
    ("typed", "unit", "holds"),
    [
        ("is the HY spread below 3%?", "percent", True),
        ("is the high yield spread above 300bp?", "percent", False),
        ("is the HY spread at least 2.96%", "percent", True),
        ("is the HY spread more than 2.96%", "percent", False),
        ("高收益利差低于3%吗", "percent", True),
        ("高收益利差是否高于300个基点？", "percent", False),
        ("高收益利差在3%以上吗", "percent", False),
        ("is ISM new orders still above 50?", "index", True),
        ("ISM新订单还高于50吗", "index", True),
        ("has the 10y broken 5%?", "percent", False),
        ("10年期收益率突破5%了吗", "percent", False),
        ("are jobless claims under 250k?", "persons", True),
        ("初请失业金超过25万吗", "persons", False),
        ("is gold above $4,000?", "USD", True),
        ("is ISM manufacturing in expansion?", "diffusion index", True),
        ("ISM制造业在收缩吗", "diffusion index", False),
        ("ISM新订单在荣枯线以上吗", "diffusion index", True),
        ("is the 2s10s curve inverted?", "percent", False),
        ("收益率曲线倒挂了吗", "basis point", True),
    ],
)
def test_a_level_is_held_against_the_number_in_its_own_unit(linker, typed, unit, holds):
    assert verdict(linker, typed, "latest", figure(LEVEL[unit], unit)) is holds


@pytest.mark.parametrize(
    ("typed", "unit"),
    [
        ("is core CPI above 3%?", "index"),
        ("is gold above $4,000?", "index"),
        ("are jobless claims under 250?", "persons"),
        ("is the HY spread above 2007?", "index"),
        ("what is the HY spread, above 3%?", "percent"),
        ("高收益利差高于多少", "percent"),
        ("is the HY spread not above 3%?", "percent"),
        ("高收益利差还没跌破3%吗", "percent"),
        ("is the HY spread above or below 3%?", "percent"),
        ("is the HY spread between 2% and above 3% or below 1%", "percent"),
        ("HY spread above 3%", "percent"),
        ("is the HY spread higher than 2 years ago?", "percent"),
        ("has the HY spread ever been above 3%?", "percent"),
        ("is the HY spread above its 2021 peak?", "percent"),
        ("is ISM manufacturing in expansion?", "index"),
    ],
)
def test_nothing_is_said_where_unit_or_direction_leaves_a_doubt(linker, typed, unit):
    assert verdict(linker, typed, "latest", figure(LEVEL.get(unit, 1.0), unit)) is None


def test_the_level_of_a_price_with_distributions_is_held_against_nothing(linker):
    """The index of the sample desk stands near 400, the one that the asker has in mind does not."""
    level = figure(410.67, "index", series="SPX")

    assert verdict(linker, "is the S&P 500 above 6,000?", "latest", level) is None


def test_a_value_that_is_too_old_says_nothing(linker):
    old = figure(2.96, "percent", stats={"current": False})

    assert verdict(linker, "is the HY spread below 3%?", "latest", old) is None


@pytest.mark.parametrize(
    ("typed", "change", "unit", "holds"),
    [
        ("is unemployment lower than a year ago?", 0.0, "percentage point", False),
        ("is unemployment lower than a year ago?", -0.04, "percentage point", True),
        ("失业率比一年前低吗", -0.04, "percentage point", True),
        ("is gold up ytd?", 17.9, "percent", True),
        ("黄金今年以来跌了吗", 17.9, "percent", False),
        ("has the S&P 500 fallen more than 5% this year?", -6.0, "percent", True),
        ("has the S&P 500 fallen more than 5% this year?", 6.0, "percent", False),
        ("has the 10y risen more than 50bp since 2022?", 70.0, "basis point", True),
        ("has unemployment risen by more than 0.3 points in a year?", 0.4, "percentage point", True),
        ("黄金今年以来涨超20%了吗", 17.9, "percent", False),
        ("非农过去一年增加了吗", 2.7e6, "persons", True),
        ("has the 10y risen above 5% this year?", 70.0, "basis point", None),
        ("is the 10y 50bp higher than a year ago?", 10.0, "basis point", None),
        ("is inflation higher than a year ago?", 2.4, "percent", None),
        ("is gold up or down ytd?", 17.9, "percent", None),
    ],
)
def test_a_change_is_up_or_down_or_more_than_was_stated(linker, typed, change, unit, holds):
    assert verdict(linker, typed, "change", figure(change, unit, "change")) is holds


@pytest.mark.parametrize(
    ("typed", "holds"),
    [
        ("did gold beat bitcoin over 3 years?", False),
        ("did bitcoin outperform gold?", True),
        ("黄金跑赢比特币了吗", False),
        ("黄金有没有跑输比特币", True),
        ("was gold beaten by bitcoin?", None),
        ("did gold and bitcoin do well?", None),
    ],
)
def test_of_two_the_one_before_the_verb_is_asked_about(linker, typed, holds):
    rows = [figure(387.5, "percent", "return", series="BTC"), figure(174.3, "percent", "return", series="GOLD")]
    both = figure(None, "table", "returns", parts=tuple(rows))

    assert verdict(linker, typed, "returns", both) is holds


@pytest.mark.parametrize(
    ("typed", "since", "holds"),
    [
        ("are high yield spreads the tightest since 2007?", date(2007, 6, 1), True),
        ("are high yield spreads the tightest since 2007?", date(2021, 12, 28), False),
        ("高收益利差是2007年以来最窄吗", date(2021, 12, 28), False),
        ("is it the highest since May 2021?", date(2021, 5, 31), True),
        ("is it the highest since may 2021?", date(2021, 6, 30), False),
        ("is it the highest since 1990?", None, None),
        ("is it the highest since 2010?", None, True),
    ],
)
def test_a_record_since_a_year_holds_where_the_last_time_was_no_later(linker, typed, since, holds):
    stats = {"since": since, "first": date(2005, 1, 31), "record": since is None}

    assert verdict(linker, typed, "since_when", figure(2.96, "percent", stats=stats)) is holds


@pytest.mark.parametrize(
    ("typed", "begins"),
    [
        ("is ISM new orders above 50?", "Yes: ISM new orders 57.1 (Jan 2026)"),
        ("ISM新订单高于50吗", "是：ISM新订单为57.1（2026年1月）"),
        ("is the HY spread above 3%?", "No: US high-yield spread 2.91% (19 Feb 2026)"),
        ("高收益利差高于3%吗", "没有：高收益利差为2.91%（2026年2月19日）"),
        ("is unemployment lower than a year ago?", "No: US unemployment rate, 0.0 pp (change from "),
        ("is gold up ytd?", "Yes: Gold, +17.9% ("),
        ("黄金今年以来涨了吗", "是：黄金，+17.9%（"),
    ],
)
def test_the_headline_answers_first_and_types_no_number_of_the_asker(ask, typed, begins):
    answer = ask(typed)

    assert answer.headline.startswith(begins)
    assert "50" not in answer.headline


def test_two_questions_at_once_are_not_answered_by_one_word(ask):
    assert not ask("is gold up ytd? and is bitcoin volatility above 40%?").headline.startswith(("Yes", "No"))
