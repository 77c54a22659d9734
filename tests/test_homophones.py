"""Slips of the keys in Chinese: what is mended, and what must never be."""

import pytest

from bot import homophones
from footnote.errors import AskError


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("零售消售最新数据", "零售销售"),
        ("恍金今年回报", "黄金"),
        ("NACM 最新直", None),
    ],
)
def test_a_name_of_the_same_sound_is_meant(planner, typed, meant):
    plan = planner.plan(typed)

    assert [right for _, right in plan.mended] == ([meant] if meant else [])


@pytest.mark.parametrize(
    "typed",
    [
        "英国失业率",
        "英國失業率最新數字",
        "越南出口同比",
        "加拿大失业率是几时以来最高",
        "私募信贷的失业率",
        "国失业率英国",
    ],
)
def test_another_country_is_no_slip(planner, typed):
    """One character apart from a name that is held, and another thing."""
    try:
        plan = planner.plan(typed)
    except AskError:
        return

    assert plan.guess
    assert not plan.mended


@pytest.fixture(scope="module")
def names():
    owners = {name: name for name in ("零售销售", "高收益利差", "美国失业率", "韩国出口")}
    return homophones.Names(owners)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("零售消售", "零售销售"),
        ("零销售售", "零售销售"),
        ("零售售销售", "零售销售"),
        ("高收益力差", "高收益利差"),
        ("零售业务", None),
        ("中国出口", None),
        ("韩国进口", None),
        ("英国失业率", None),
    ],
)
def test_a_slip_is_one_character(names, typed, meant):
    assert names.meant(homophones.spelled(typed)) == meant
