"""A Chinese question is answered in Chinese: no English but ids, names, file names and variables."""

import re
from dataclasses import replace

import pytest
from fakes import Told

from bot import shown
from bot.document import document
from bot.slack.plain import plain
from footnote.answer import Question
from footnote.errors import SourceError
from footnote.settings import settable, variable
from footnote.text import Text

WORD = re.compile(r"[A-Za-z0-9_./]*[A-Za-z][A-Za-z0-9_./]*")
HALF_WIDTH = re.compile(r"[\u4e00-\u9fff][,;:!?]|[,;:!?][\u4e00-\u9fff]|[\u4e00-\u9fff]\.(?:\s|$)")
TYPED = {"FRED", "YTD", "6M", "1Y", "5Y", "90D", "UTC", "Slack", "footnote", "ingest"}
"""Names of services and programs, and windows as they are typed."""
QUESTIONS = """
最新非农
最新CPI
最新消费者信心
10年期美债收益率现在多少
最新初请失业金
新屋开工最新
最新韩国出口
最新比特币
最新上市公司数量
最新非农和失业率
最新非农和零售销售
最新零售销售
最新库存销售比
最新ACME_INDEX指数
密歇根消费者信心是几月以来最高
卡车需求是何时以来最低
存储芯片指数创新高了吗
非农同比
CPI同比
失业率过去1年变化
高收益利差过去6个月变化
上市公司数量1995年到2025年变化
比特币过去20年变化
过去3周失业率变化
黄金资金流变化
1950年非农
扩张类资产和停滞类资产过去十年资金流差多少
资金流差额
黄金今年以来回报
黄金、核能和标普500今年以来表现
60/40在2025年的回报
黄金自1999年以来的回报
韩国出口回报
回报
信贷指标一览
美国工业一览
劳动力市场一览
景气调查一览
利率指标一览
芯片一览
通胀指标一览
全球经济一览
动物园看板一览
黄金过去5年涨了多少，研报怎么说
研报怎么说私募信贷
研报怎么说火星
列出研报
我该卖掉黄金吗
香港天气怎么样
你能做什么
你好
""".split("\n")[1:-1]


@pytest.fixture
def names(sample):
    """Words of Latin letters that may stand in a Chinese sentence: ids, and what Chinese titles are written with."""
    catalogue = sample.catalogue
    ids = [*(item.id for item in catalogue.named()), *catalogue.series]
    titles = [item.title.zh for item in catalogue.named()]
    columns = [item.column for item in catalogue.series.values() if item.column]
    found = {word for text in (*ids, *titles, *columns) for word in WORD.findall(text)}
    return {*found, *TYPED, *map(variable, settable())}


def said(answer):
    """Every sentence and cell of the answer that is not a quote."""
    kept = document(answer)
    cells = [cell for table in kept["tables"] for row in (table["columns"], *table["rows"]) for cell in row]
    return [kept["headline"], kept["text"], kept["reading"], *kept["caveats"], *kept["choices"], *cells]


def strangers(texts, names, typed=""):
    """English words of *texts* that are neither names nor were typed."""
    own = {word.casefold() for word in re.findall("[A-Za-z]+", typed)}
    found = [word.strip("./") for text in texts for word in WORD.findall(text)]
    return [word for word in found if word not in names and word.casefold() not in own]


@pytest.mark.parametrize("typed", QUESTIONS)
def test_a_chinese_question_is_answered_without_english(ask, names, typed):
    answer = ask(typed)

    assert answer.language == "zh"
    assert strangers(said(answer), names, typed) == []
    assert [text for text in said(answer) if HALF_WIDTH.search(text)] == []


def test_these_questions_end_in_every_way_a_question_can(ask):
    assert {ask(typed).kind for typed in QUESTIONS} == {"answer", "ask", "refuse"}


def test_everything_with_a_name_has_a_chinese_one(sample):
    bare = {item.title.zh for item in sample.catalogue.named() if not re.search("[\u4e00-\u9fff]", item.title.zh)}

    assert bare <= {"60/40", "CPI"}


@pytest.mark.parametrize("typed", QUESTIONS)
def test_what_slack_shows_of_it_is_chinese_too(ask, names, typed):
    """Without the quote, which stays as it stands in the note, and the answer's reference."""
    kept = document(ask(typed)) | {"citations": [], "notes": [], "id": ""}

    assert strangers([plain(kept)], names, typed) == []


def test_labels_statistics_and_caveats_of_every_figure_have_chinese_names(ask, names):
    for typed in QUESTIONS:
        for figure in (each for top in ask(typed).figures for each in top.walk()):
            assert strangers([figure.label.zh, *(caveat.zh for caveat in figure.caveats)], names) == [], typed
            named = {name: shown.stat(name) for name in figure.stats}
            assert [name for name, said in named.items() if said.zh == said.en] == [], typed


def test_a_source_that_is_down_is_said_in_chinese(sample, names):
    def down(_):
        raise SourceError(Text("The file is locked.", "文件被占用，请重试。"))

    answer = replace(sample.desk, sources={"file": Told(down)}).answer(Question(text="最新卡车货运需求"))

    assert answer.kind == "error"
    assert strangers(said(answer), names) == []
