"""An answer's document on a terminal: headline, a few rows, one quote, what must be said, and one grey line."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table
from rich.tree import Tree

if TYPE_CHECKING:
    from collections.abc import Mapping

FEW_ROWS = 5
ROWS_SHOWN_OF_A_TREE = 12
VINTAGES = {"current only": "仅当前值", "latest": "最新版本", "as published by": "截至当日的已发布版本"}
WORDS = {
    "en": {
        "page": "p. {}",
        "rows": "and {} more rows",
        "ask": "You can ask",
        "sample": "sample data",
        "none": "undated",
    },
    "zh": {"page": "第{}页", "rows": "另有 {} 行", "ask": "可以这样问", "sample": "示例数据", "none": "无日期"},
}
STYLES = {"answer": "bold", "ask": "bold yellow", "refuse": "bold yellow", "error": "bold red"}


def answer(console: Console, document: "Mapping[str, Any]", *, whole: bool = False) -> None:
    """Prints the answer; *whole* shows every row of its tables and every quote."""
    words = WORDS[document["language"]]
    console.print(escape(document["headline"]), style=STYLES[document["kind"]])
    if document["text"]:
        console.print(escape(document["text"]))
    for table in document["tables"]:
        _table(console, table, words, whole=whole)
    for note in document["notes"]:
        console.print(f"  {note['note']}  {note['date'] or words['none']}  {escape(note['title'])}")
    if document["choices"]:
        console.print(f"{words['ask']}: " + escape(" · ".join(document["choices"])))
    for citation in document["citations"][: None if whole else 1]:
        _quote(console, citation, words)
    for caveat in document["caveats"]:
        console.print(f"! {escape(caveat)}", style="yellow")
    console.print(escape(_grey(document, words)), style="bright_black")


def _table(console: Console, table: "Mapping[str, Any]", words: dict[str, str], *, whole: bool) -> None:
    rows = table["rows"] if whole else table["rows"][:FEW_ROWS]
    shown = Table(box=None, pad_edge=False, padding=(0, 2), header_style="bright_black")
    for number, head in enumerate(table["columns"]):
        shown.add_column(escape(head), justify="left" if number == 0 else "right", no_wrap=number > 0)
    for row in rows:
        shown.add_row(*(escape(cell) for cell in row))
    console.print(Padding(shown, (0, 0, 0, 2)))
    if len(rows) < len(table["rows"]):
        console.print("  " + words["rows"].format(len(table["rows"]) - len(rows)), style="bright_black")


def _quote(console: Console, citation: "Mapping[str, Any]", words: dict[str, str]) -> None:
    """The quote, line ends of the page shown as spaces, with title, date and page."""
    quote = " ".join(citation["quote"].split())
    page = words["page"].format(citation["page"])
    source = ", ".join(filter(None, (citation["institution"], citation["title"], citation["date"], page)))
    console.print(Padding(f"“{escape(quote)}”", (0, 0, 0, 2)), style="italic")
    console.print(Padding(f"— {escape(source)}", (0, 0, 0, 4)), style="bright_black")


def _grey(document: "Mapping[str, Any]", words: dict[str, str]) -> str:
    """Plan, day, vintage, id."""
    vintages = sorted({vintage for figure in document["figures"] for vintage in _vintages(figure)})
    if document["language"] == "zh":
        vintages = [next((zh for en, zh in VINTAGES.items() if each.startswith(en)), each) for each in vintages]
    badge = words["sample"] if document["sample"] else ""
    parts = [document["reading"], document["as_of"], *vintages, badge, document["id"]]
    return " · ".join(part for part in parts if part)


def _vintages(figure: "Mapping[str, Any]") -> Iterable[str]:
    yield from (item["vintage"] for item in figure["inputs"] if item["vintage"])
    for part in figure["parts"]:
        yield from _vintages(part)


def workings(console: Console, document: "Mapping[str, Any]") -> None:
    """Prints the tree of every figure, down to its observations."""
    answer(console, document)
    for figure in document["figures"]:
        tree = Tree(_node(figure))
        _grow(tree, figure)
        console.print(tree)


def _grow(tree: Tree, figure: "Mapping[str, Any]") -> None:
    for item in figure["inputs"]:
        if item["kind"] != "figure":
            _leaf(tree, item)
    for part in figure["parts"]:
        _grow(tree.add(_node(part)), part)


def _node(figure: "Mapping[str, Any]") -> str:
    value = f" = [bold]{escape(figure['text'])}[/bold]" if figure["text"] else ""
    return f"{escape(figure['label'])}{value}  [bright_black]{escape(figure['formula'])}[/bright_black]"


def _leaf(tree: Tree, item: "Mapping[str, Any]") -> None:
    if item["kind"] != "observations":
        tree.add(f"{item['kind']}: {escape(str(item['name']))} = {escape(str(item['value']))}")
        return
    rows = item.get("observations", [])
    leaf = tree.add(
        f"{escape(item['series'])} from {escape(item['source'])}, {item['vintage']}: "
        f"{item['count']} observations, {item['first']} to {item['last']}"
    )
    for day, value in rows[-ROWS_SHOWN_OF_A_TREE:]:
        leaf.add(f"[bright_black]{day}[/bright_black]  {value:,.10g}")
    if len(rows) > ROWS_SHOWN_OF_A_TREE:
        leaf.add(f"[bright_black]and {len(rows) - ROWS_SHOWN_OF_A_TREE} before; all with --json[/bright_black]")
