"""What an answer's document says wherever it is shown: the grey line, a quote and where it stands, numbers, counts."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from footnote.text import Text, same

Document = Mapping[str, Any]

FEW_ROWS = 5
UNSHOWN = re.compile("[\x00-\x08\x0e-\x1b\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
SAMPLE = Text("sample data", "示例数据")
UNDATED = Text("undated", "无日期")
VINTAGES = (
    Text("current only", "仅当前值"),
    Text("latest", "最新版本"),
    Text("as published by", "截至当日的已发布版本"),
)


def choices(document: Document) -> str:
    """What can be asked instead, in one line."""
    listed = " · ".join(document["choices"])
    return Text(f"You can ask: {listed}", f"可以这样问：{listed}").to(document["language"])


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
    """Institution, title, date and page of a quote."""
    numbered = page(citation["page"]).to(document["language"])
    return ", ".join(filter(None, (citation["institution"], citation["title"], citation["date"], numbered)))


def grey(document: Document) -> str:
    """Plan, day, vintage, id: the line under every answer."""
    language = document["language"]
    vintages = sorted({each for figure in document["figures"] for each in _vintages(figure)})
    badge = SAMPLE.to(language) if document["sample"] else ""
    named = dict.fromkeys(vintage(each).to(language) for each in vintages)
    return " · ".join(filter(None, (document["reading"], document["as_of"], *named, badge, document["id"])))


def vintage(name: str) -> Text:
    """A vintage in words."""
    return next((Text(name, known.zh) for known in VINTAGES if name.startswith(known.en)), same(name))


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
