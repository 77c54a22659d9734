"""Which words, in either language, ask for a SPAC's returns, for the volume of a year, or for the cost."""

from datetime import date

import pytest

from bot.language import normalise
from bot.link import Linker
from bot.reading import read
from footnote.settings import packaged_desk
from tools.desk_folder import load
from tools.registry import all_tools

ASKED = {
    "spac_returns": (
        "SPAC returns vs small caps over 5 years",
        "how have de-SPACs done post merger, 12 months",
        "Did SPACs beat small caps over the last 5 years?",
        "What share of SPACs trade below $10 a year after the merger?",
        "post-merger returns",
        "SPAC合并后12个月表现如何",
        "SPAC过去五年相对小盘股的回报",
        "SPAC併購後表現如何",
    ),
    "spac_rank": (
        "where does 2025 rank for announced SPAC deal volume",
        "how big was SPAC deal volume in 2025",
        "What was the value of announced SPAC deals in 2025?",
        "2025年SPAC交易额排第几",
    ),
    "spac_fee": (
        "how much do SPAC sponsors take in costs",
        "SPAC fees per $10 raised",
        "what return do SPAC investors need to break even",
        "SPAC的成本有多高",
        "SPAC每募集10美元的费用是多少",
    ),
}


@pytest.fixture(scope="module")
def called():
    """The tools that a question on the sample desk calls for, the weightiest first."""
    linker = Linker(load(packaged_desk()))

    def tools(question):
        found = read(normalise(question), linker, all_tools().values(), date(2026, 2, 20)).tools
        return [tool.name for tool in sorted(found, key=lambda tool: -tool.weight)]

    return tools


@pytest.mark.parametrize(("name", "question"), [(name, each) for name, several in ASKED.items() for each in several])
def test_a_question_in_either_language_calls_for_its_tool_first(called, name, question):
    assert called(question)[0] == name


@pytest.mark.parametrize(
    "question",
    [
        "what do the notes say about SPACs",
        "how many SPACs are there",
        "gold returns over 5 years",
        "loan costs",
        "比特币表现",
    ],
)
def test_other_questions_call_for_none_of_them(called, question):
    assert not {*called(question)} & ASKED.keys()
