"""Every tool's answer in both languages: at most three sentences before the quotes, the number first, same figures."""

import re

import pytest
from said_calls import sample as data_of_the_desk

from bot import check, draft
from bot.echo import reading
from footnote.answer import Call
from footnote.text import Text
from tools.registry import all_tools

CALLS = {
    "latest": {"series": "UMCSENT"},
    "snapshot": {"board": "credit"},
    "since_when": {"series": "TRUCK_DEMAND", "kind": "highest"},
    "change": {"series": "DGS10", "start": "2025-05"},
    "compare": {"series": ("DGS2", "DGS10"), "start": "2022"},
    "zscore": {"series": "BAMLH0A0HYM2"},
    "hard_soft_gap": {},
    "implied": {"x": "KR_EXPORTS", "y": "ACWI_EPS"},
    "flow_gap": {"a": "EXPANSION", "b": "STAGNATION", "window": "10Y"},
    "returns": {"assets": ("GOLD",), "window": "3Y"},
    "spac_returns": {"window": "1Y"},
    "spac_rank": {"year": 2025},
    "spac_fee": {},
    "volatility": {"series": "BTC"},
    "exit_time": {"cap": 0.05},
    "capital_release": {"points": 1.0},
    "contribution": {"parts": (0.48, 0.22), "total": 0.3},
    "correlate": {"x": "GOLD", "y": "DGS10", "window": "5Y"},
    "exposure": {"table": "SOFTWARE"},
    "revisions": {"series": "PAYEMS", "date": "2025-11"},
    "next_release": {"series": "CPIAUCSL"},
    "chart": {"series": ("GOLD",), "window": "YTD"},
}
MOST = 3
ONLY_ROWS = {"snapshot", "chart"}
"""Tools whose answer is a table or a picture: the headline names it."""
END = {"en": re.compile(r"(?<=[a-z%)\d])[.?!](?=\s|$)"), "zh": re.compile(r"[。？！]")}
HALF_WIDTH = re.compile(r"[\u4e00-\u9fff] ?[,;:?!()'\"]|[,;:?!()'\"] ?[\u4e00-\u9fff]")
SPACED = re.compile(
    r"[\u4e00-\u9fff] [\u4e00-\u9fff0-9A-Za-z]|[0-9A-Za-z%] [\u4e00-\u9fff]|[，。：；（] | [，。：；）]"
)
PAIRS = [
    ("cpi?", "CPI最新是多少"),
    ("is ISM new orders above 50?", "ISM新订单高于50吗"),
    ("10y yield move since last May", "10年期美债收益率去年五月以来的变化"),
    ("2s vs 10s since 2022", "2年期和10年期美债2022年以来对比"),
    ("10y flow gap expansion vs stagnation", "扩张类资产和停滞类资产过去十年累计资金流入差多少"),
    ("gold and s&p 500 returns ytd", "今年以来黄金和标普500的回报"),
    ("SPAC returns vs small caps over 5 years", "SPAC过去5年相对小盘股的回报"),
    ("bitcoin realised vol", "比特币波动率多少?"),
    ("credit snapshot", "信贷指标一览"),
    ("is truck demand the highest since when?", "卡车需求是何时以来最高"),
    ("how long to get out of a private credit fund with a 5% quarterly gate", "私募信贷每季赎回上限5%，多久能全部退出"),
    ("what GDP growth does NACM imply?", "NACM隐含的GDP增速是多少"),
]


def test_every_tool_is_tried():
    carried_out_by_the_bot = {"notes_search", "list_notes", "claim_check"}

    assert CALLS.keys() == all_tools().keys() - carried_out_by_the_bot


def figure_of(tool):
    return all_tools()[tool](data_of_the_desk(), **CALLS[tool]).keyed("f1")


def told(tool, language):
    """The sentences before the quotes, their slots filled."""
    figure = figure_of(tool)
    held = check.slots((figure,), (), language)
    kept = draft.shortened([draft.sentences(Call(tool=tool, arguments=CALLS[tool]), figure)])
    return figure, [check.fill(sentence, held, language) for sentence in kept]


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("tool", CALLS)
def test_at_most_three_sentences_stand_before_the_quotes(tool, language):
    _, said = told(tool, language)

    assert None not in said
    assert len(said) <= MOST
    assert sum(len(END[language].findall(sentence)) for sentence in said[1:]) <= MOST - 1
    assert not END[language].search(said[0])


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("tool", sorted(CALLS.keys() - ONLY_ROWS))
def test_the_headline_holds_the_number_that_was_asked_for(tool, language):
    """The figure's own number; of a figure that is a table, one of its rows."""
    figure, (head, *_) = told(tool, language)

    own = [figure.spelled(language)] if figure.value is not None else [row.spelled(language) for row in figure.walk()]
    assert any(each and each in head for each in own)


@pytest.mark.parametrize(("english", "chinese"), PAIRS)
def test_the_same_question_in_the_other_language_gives_the_same_figures(ask, english, chinese):
    one, other = ask(english), ask(chinese)

    assert (one.language, other.language) == ("en", "zh")
    assert one.plan == other.plan
    assert [facts(each) for each in one.figures] == [facts(each) for each in other.figures]
    assert one.figures


def facts(figure):
    """What does not depend on the language it is read in."""
    return [(each.name, each.value, each.unit, each.as_of, each.formula) for each in figure.walk()]


@pytest.mark.parametrize("typed", [chinese for _, chinese in PAIRS])
def test_chinese_is_set_in_full_width_and_without_gaps(ask, typed):
    answer = ask(typed)

    shown = [answer.headline, answer.text, *answer.caveats]
    assert [words for words in shown if HALF_WIDTH.search(words)] == []
    assert [words for words in shown if SPACED.search(words)] == []


def test_of_several_figures_every_headline_is_kept_before_any_detail():
    first, second = (Text("a", "甲"), Text("a1", "甲一"), Text("a2", "甲二")), (Text("b", "乙"), Text("b1", "乙一"))

    assert [each.en for each in draft.shortened([first, second])] == ["a", "a1", "b"]
    assert [each.en for each in draft.shortened([first, second, first, second])] == ["a", "b", "a", "b"]


@pytest.mark.parametrize(
    ("arguments", "en", "zh"),
    [
        ({"start": "2025-05"}, "since May 2025", "2025年5月以来"),
        ({"start": "1995", "end": "2025"}, "1995 to 2025", "1995年至2025年"),
        ({"start": "2008Q1", "end": "2025-05-13"}, "Q1 2008 to 13 May 2025", "2008年第一季度至2025年5月13日"),
        ({"window": "10Y"}, "10 years", "过去10年"),
        ({"window": "1M"}, "1 month", "过去1个月"),
        ({"window": "YTD"}, "year to date", "今年以来"),
    ],
)
def test_the_plans_line_writes_days_as_a_person_does(sample, arguments, en, zh):
    line = reading(Call(tool="change", arguments={"series": "GOLD", **arguments}), sample.catalogue)

    assert (line.en, line.zh) == (f"change of Gold, {en}", f"黄金的变化，{zh}")
