"""What an answer's document says wherever it is shown: the grey line, a quote and where it stands, numbers, counts."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from bot.said.voice import voices
from footnote.spelling import spell_day, spell_source
from footnote.text import Language, Text, same
from tools.maths import BLOCKS

Document = Mapping[str, Any]

FEW_ROWS = 5
UNSHOWN = re.compile("[\x00-\x08\x0e-\x1b\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
SAMPLE = Text("sample data", "示例数据")
UNDATED = Text("undated", "无日期")
EACH_PRINT = "each as published then"
VINTAGES = {
    EACH_PRINT: Text(EACH_PRINT, "各次公布的版本"),
    "current only": Text("current only", "仅当前值"),
    "latest": Text("latest vintage", "最新版本"),
    "as published by": Text("as published by", "截至{day}的已发布版本"),
}


KINDS = {
    "given": Text("given", "给定"),
    "assumption": Text("assumed", "假设"),
    "figure": Text("figure", "数字"),
    "quote": Text("quote", "引文"),
}
STATS = {
    "age": "距今天数",
    "current": "时效内",
    "end": "终点",
    "first": "首期",
    "latest": "最近一次",
    "mean": "均值",
    "n": "样本数",
    "next": "下次",
    "periods": "期数",
    "previous": "前一期",
    "published": "公布日",
    "rate": "比率",
    "rebased": "基期变更",
    "record": "创纪录",
    "sd": "标准差",
    "since": "上次达到",
    "start": "起点",
    "trend": "走势",
    "way": "画法",
}
"""What a figure's statistics are called; an English reader sees the name scripts use."""


def choices(document: Document) -> str:
    """What can be asked instead, in one line."""
    listed = " · ".join(document["choices"])
    return Text(f"You can ask: {listed}", f"可以这样问：{listed}").to(document["language"])


def row(heads: Sequence[str], cells: Sequence[str], language: Language) -> str:
    """A row of a table in one line, each cell after the name of its column."""
    colon, comma = ("：", "，") if language == "zh" else (": ", ", ")
    named = (f"{head} {cell}" for head, cell in zip(heads[1:], cells[1:], strict=False))
    return f"{cells[0] if cells else ''}{colon}{comma.join(named)}"


def is_drawn(cell: str) -> bool:
    """Whether a cell is a drawing, which can be left out where there is no room."""
    return bool(cell) and not cell.strip(f"{BLOCKS} ")


def chart(item: Mapping[str, Any]) -> Text:
    """Where a chart lies."""
    return Text(f"Chart: {item['path']}", f"图表：{item['path']}")


def exported(name: str, figures: int, observations: int) -> Text:
    """What was written to a file."""
    return Text(
        f"Wrote {name}: {figures:,} figure{_s(figures)}, {observations:,} observation{_s(observations)}.",
        f"已写入 {name}：{figures:,} 个数字，{observations:,} 个观测值。",
    )


def more_rows(number: int) -> Text:
    """Rows that are not shown."""
    return Text(f"and {number} more row{_s(number)}", f"另有 {number} 行")


def more_columns(number: int) -> Text:
    """Columns that are not shown."""
    return Text(f"and {number} more column{_s(number)}", f"另有 {number} 列")


def more_tables(number: int) -> Text:
    """Tables that are not shown."""
    return Text(f"and {number} more table{_s(number)}", f"另有 {number} 张表")


def more_notes(number: int) -> Text:
    """Notes of a list that are not shown."""
    return Text(f"and {number} more note{_s(number)}", f"另有 {number} 篇研报")


def more_quotes(number: int) -> Text:
    """Quotes that are not shown."""
    return Text(f"and {number} more quote{_s(number)}", f"另有 {number} 条引文")


def more_caveats(number: int) -> Text:
    """Caveats that are not shown."""
    return Text(f"and {number} more to bear in mind", f"另有 {number} 条注意事项")


def _s(number: int) -> str:
    return "" if number == 1 else "s"


def page(number: int) -> Text:
    """A page of a note."""
    return Text(f"p. {number}", f"第{number}页")


def quote(citation: Mapping[str, Any]) -> str:
    """The quote, line ends of the page shown as spaces."""
    return " ".join(citation["quote"].split())


def source(citation: Mapping[str, Any], document: Document) -> str:
    """Institution, title, date, page and cell of a quote; first of all that its note was corrected since."""
    language = document["language"]
    placed = (page(citation["page"]), cell(citation["cell"]) if citation["cell"] else None)
    said = [each.to(language) for each in placed if each]
    dated = day(citation["date"]).to(language) if citation["date"] else None
    comma = Text(", ", "，").to(language)
    where = comma.join(filter(None, (citation["institution"], citation["title"], dated, *said)))
    return f"{corrected(citation['corrected']).to(language)} · {where}" if citation.get("corrected") else where


def cell(name: str) -> Text:
    """The cell of a table, by the heads of its row and column."""
    return Text(f"cell “{name}”", f"单元格“{name}”")


def corrected(revision: str) -> Text:
    """A quote of an older revision of its note."""
    return Text(f"since corrected, now revision {revision}", f"其后已更正，现行版本 {revision}")


def grey(document: Document) -> str:
    """Plan, day, vintage, id: the line under every answer."""
    language = document["language"]
    vintages = _few(sorted({each for figure in document["figures"] for each in _vintages(figure)}))
    badge = SAMPLE.to(language) if document["sample"] else ""
    named = dict.fromkeys(vintage(each).to(language) for each in vintages)
    known = day(document["as_of"])
    as_of = Text(f"as of {known.en}", f"查询日{known.zh}").to(language)
    return " · ".join(filter(None, (document["reading"], as_of, *named, badge, document["id"])))


def kind(name: str) -> Text:
    """The kind of an input."""
    return KINDS.get(name, same(name))


def stat(name: str) -> Text:
    """The name of a statistic."""
    own = (voice.stats.get(name) for voice in voices().values())
    return Text(name, STATS.get(name) or next(filter(None, own), name))


def series(item: Mapping[str, Any]) -> Text:
    """Where an input's observations came from: series, source, vintage, count, first and last day."""
    count, known = item["count"], vintage(item["vintage"] or "")
    days = item["last"] if item["first"] == item["last"] else f"{item['first']} … {item['last']}"
    source = spell_source(item["source"] or "", "zh")
    return Text(
        ", ".join(
            filter(None, (f"{item['series']} from {item['source']}", known.en, f"{count} observation{_s(count)}", days))
        ),
        "，".join(filter(None, (f"{item['series']}，来源 {source}", known.zh, f"{count} 个观测值", days))),
    )


def more_observations(number: int) -> Text:
    """Observations that are not shown."""
    more = f"{number:,}"
    return Text(f"and {more} before; all with --export FILE", f"之前另有 {more} 个；加 --export 文件名 可导出全部")


def _few(vintages: list[str]) -> list[str]:
    """The vintages, many prints in one word: an answer about prints lists their days itself."""
    prints = [each for each in vintages if each.startswith("as published by")]
    return vintages if len(prints) < 2 else [*(each for each in vintages if each not in prints), EACH_PRINT]


def vintage(name: str) -> Text:
    """A vintage in words, with its day where it has one."""
    for begins, said in VINTAGES.items():
        if name.startswith(begins):
            rest = name.removeprefix(begins).strip()
            known = day(rest)
            en = f"{said.en} {known.en}" if rest else said.en
            return Text(en, said.zh.format(day=known.zh or "当日"))
    return same(name)


def day(written: str) -> Text:
    """A day of a document as a person writes it; what is none stays as it is."""
    try:
        known = date.fromisoformat(written)
    except ValueError:
        return same(written)
    return Text(spell_day(known), spell_day(known, "zh"))


def _vintages(figure: Mapping[str, Any]) -> Iterator[str]:
    yield from (item["vintage"] for item in figure["inputs"] if item["vintage"])
    for part in figure["parts"]:
        yield from _vintages(part)


def number(value: float) -> str:
    """An observation, to ten digits, thousands marked."""
    return f"{Decimal(f'{value:.10g}'):,f}"


def cut(words: str, most: int) -> str:
    """The words, at most so many characters of them, with a mark where the rest was."""
    return words if len(words) <= most else f"{words[: most - 1].rstrip()}…"


def legible(value: Any) -> Any:
    """A document without characters that cannot be sent, or that would turn digits round; a mark is in their place."""
    if isinstance(value, str):
        return UNSHOWN.sub("\N{REPLACEMENT CHARACTER}", value)
    if isinstance(value, Mapping):
        return {legible(key): legible(each) for key, each in value.items()}
    return [legible(each) for each in value] if isinstance(value, list | tuple) else value
