"""An answer's document on a terminal: headline, a few rows, one quote, what must be said, and one grey line."""

from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table
from rich.tree import Tree

from bot import shown
from footnote.text import Language

if TYPE_CHECKING:
    from collections.abc import Mapping

ROWS_SHOWN_OF_A_TREE = 12
STYLES = {"answer": "bold", "ask": "bold yellow", "refuse": "bold yellow", "error": "bold red"}


def answer(console: Console, document: "Mapping[str, Any]", *, whole: bool = False) -> None:
    """Prints the answer; *whole* shows every row of its tables and every quote."""
    language = document["language"]
    console.print(escape(document["headline"]), style=STYLES[document["kind"]])
    if document["text"]:
        console.print(escape(document["text"]))
    for table in document["tables"]:
        _table(console, table, language, whole=whole)
    for note in document["notes"]:
        console.print(f"  {note['note']}  {note['date'] or shown.UNDATED.to(language)}  {escape(note['title'])}")
    if document["choices"]:
        console.print(escape(shown.choices(document)))
    for citation in document["citations"][: None if whole else 1]:
        _quote(console, citation, document)
    for caveat in document["caveats"]:
        console.print(f"! {escape(caveat)}", style="yellow")
    console.print(escape(shown.grey(document)), style="bright_black")


def _table(console: Console, table: "Mapping[str, Any]", language: Language, *, whole: bool) -> None:
    rows = table["rows"] if whole else table["rows"][: shown.FEW_ROWS]
    columns = Table(box=None, pad_edge=False, padding=(0, 2), header_style="bright_black")
    for number, head in enumerate(table["columns"]):
        columns.add_column(escape(head), justify="left" if number == 0 else "right", no_wrap=number > 0)
    for row in rows:
        columns.add_row(*(escape(cell) for cell in row))
    console.print(Padding(columns, (0, 0, 0, 2)))
    if more := len(table["rows"]) - len(rows):
        console.print("  " + shown.more_rows(more).to(language), style="bright_black")


def _quote(console: Console, citation: "Mapping[str, Any]", document: "Mapping[str, Any]") -> None:
    """The quote, with title, date and page."""
    console.print(Padding(f"“{escape(shown.quote(citation))}”", (0, 0, 0, 2)), style="italic")
    console.print(Padding(f"— {escape(shown.source(citation, document))}", (0, 0, 0, 4)), style="bright_black")


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
        leaf.add(f"[bright_black]{day}[/bright_black]  {shown.number(value)}")
    if len(rows) > ROWS_SHOWN_OF_A_TREE:
        leaf.add(f"[bright_black]and {len(rows) - ROWS_SHOWN_OF_A_TREE} before; all with --json[/bright_black]")
