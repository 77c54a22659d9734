"""What the desk does not hold is asked about or looked for in the notes, never answered with what has a like name."""

from dataclasses import replace
from datetime import date

import pytest

from bot.link import Linker
from bot.plan import Planner
from footnote.errors import AskError
from footnote.text import same
from tools.registry import all_tools


def planned(planner, typed):
    """What comes of a question: asked back, looked for in the notes, or the calls that are made."""
    try:
        plan = planner.plan(typed)
    except AskError as asked:
        return "asked back" if asked.reason != "advice" else "refused"
    return "looked for in the notes" if plan.guess else plan.calls


NOT_HELD = [
    # another country, another group
    "中国失业率",
    "中国 GDP 同比",
    "韩国CPI",
    "加拿大新屋开工",
    "欧洲银行超额资本",
    "歐洲國防股今年回報",
    "A股上市公司有多少家",
    "港股上市公司三十年变化",
    "German industrial production",
    "housing starts in Canada",
    "consumer sentiment in Germany",
    "UK listed companies, 30 year change",
    "European banks excess capital",
    "Japanese banks CET1 requirement",
    "small bank excess capital",
    "European defence stocks ytd",
    "global PMI",
    "global manufacturing PMI implied by industrial momentum",
    "全球制造业PMI",
    "環球製造業PMI有幾多",
    # a part of it, or something of it
    "core retail sales control group",
    "household survey employment",
    "Korean car exports in January",
    "韩国1月芯片出口同比",
    "南韓半導體出口",
    "ISM prices paid",
    "ISM services employment",
    "ISM 1月新出口订单",
    "NACM rejections of credit applications",
    "fluid power shipments",
    "流体动力出货",
    "University of Michigan current conditions index",
    "GDP per capita",
    "payroll tax receipts",
    "truck driver wages",
    "卡车销量",
    "air freight demand",
    # a like name
    "nickel price",
    "private credit default rate",
    "高收益债违约率",
    "bank loan default rate",
    "memory foam sales",
    "semiconductor equipment sales",
    "semiconductor stocks ytd",
    "软件股今年回报",
    "software spending growth",
    "gold miners return ytd",
    "大盘价值股今年回报",
    "US small cap growth ytd",
    "industrial REITs ytd",
    "BDC dividend yield",
    "CLO issuance in 2025",
    "US SPAC IPO count in 2025",
    "spac warrants price",
    "spac redemption rate",
    "bitcoin dominance",
    "S&P 500 EPS growth",
    "标普500盈利增速",
    "nuclear capacity additions",
    # words that call for a tool, of something else
    "soft drinks inflation",
    "hard currency debt",
    "硬通货债券",
    "gate at London airport",
    "capital gains tax release",
    "hedge fund flows of ten years",
    "oil flows over ten years",
    "比特币ETF资金流",
    "exposure to AI by vehicle",
    "contribution of shelter to CPI",
    # one of a list
    "returns of gold and platinum ytd",
    "chart gold and platinum",
    "compare gold and platinum ytd",
    "gold, platinum and bitcoin ytd",
    "黄金和铂金今年回报",
    # something of it, with small words between
    "ISM prices implied GDP",
    "chart ISM new hires",
    "correlate ISM employment and industrial production",
    "Korean export prices",
    "日本消費者信心",
    "memory card shipments",
    "投资者信心",
    "investor sentiment",
    "student loans",
    # words between a cue and its end
    "when is the next Swiss CPI release",
    "how have nickel and gold done ytd",
    "highest swiss unemployment rate since when",
    "how often has bitcoin futures volatility been above 100%",
    "is the Swiss unemployment rate above its 2021 peak",
    "瑞士失业率比2021年高点高多少",
]


@pytest.mark.parametrize("typed", NOT_HELD)
def test_no_figure_of_a_like_name_is_given(planner, typed):
    assert planned(planner, typed) in ("asked back", "looked for in the notes")


@pytest.mark.parametrize(
    "typed",
    [
        "2026年芯片销售增长30%，存储贡献多少个百分点",
        "contribution of memory to chip sales growth in 2026",
        "how much capital do the new rules free up at banks",
        "监管松绑会释放多少资本",
        "redemption gate of my fund: how long to get out?",
    ],
)
def test_numbers_that_lack_are_asked_for_and_no_other_tool_steps_in(planner, typed):
    try:
        asked = planner.plan(typed).failure
    except AskError as error:
        asked = error

    assert asked.choices


@pytest.mark.parametrize("typed", ["Taiwan exports yoy", "MSCI China return 1y", "platinum returns ytd"])
def test_a_figure_of_something_unknown_is_not_quoted_from_a_note_on_its_neighbour(planner, typed):
    with pytest.raises(AskError, match="I know no series called") as asked:
        planner.plan(typed)

    assert asked.value.choices


@pytest.mark.parametrize(
    ("typed", "unknown"), [("日本消費者信心", "日本"), ("中东失业率", "中东"), ("ISM prices", "prices")]
)
def test_what_is_not_known_is_named_whole(planner, typed, unknown):
    assert f"not {unknown!r} with it" in planner.plan(typed).failure.text.en


@pytest.mark.parametrize("typed", ["high yield", "trucking", "hy latest"])
def test_a_name_of_two_things_is_asked_about(planner, typed):
    with pytest.raises(AskError, match=r"Which .* do you mean") as asked:
        planner.plan(typed)

    assert len(asked.value.choices) == 2


def test_a_name_that_a_reader_may_not_see_is_not_answered_with_a_shorter_one(sample):
    """Without the new orders, "ISM" is the PMI; "new" is a small word, and part of the name here."""
    series = {id: item for id, item in sample.catalogue.series.items() if id != "ISM_NEW_ORDERS"}
    blind = Planner(
        linker=Linker(replace(sample.catalogue, series=series)),
        tools=all_tools(),
        today=date(2026, 2, 20),
        examples=same('for example "cpi"'),
    )

    for typed in ("ISM new orders implied GDP", "chart ISM new orders", "correlate ISM new orders with payrolls"):
        failure = blind.plan(typed).failure
        assert failure is not None
        assert "'ism' but not 'new orders'" in failure.text.en
