"""An answer's document on a terminal: headline, a few rows, one quote, what must be said, and one grey line."""

from typing import TYPE_CHECKING, Any

from rich.cells import cell_len
from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table
from rich.tree import Tree

from bot import inputs, shown
from footnote.text import Language

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ROWS_SHOWN_OF_A_TREE = 12
INDENT, GAP, NAME = 2, 2, 12
"""How far a table stands in, the room between its columns, and what a name that may wrap has at least."""
STYLES = {"answer": "bold", "ask": "bold yellow", "refuse": "bold yellow", "error": "bold red"}


def answer(console: Console, document: "Mapping[str, Any]", *, whole: bool = False) -> None:
    """Prints the answer; *whole* shows every row of its tables and every quote."""
    language = document["language"]
    console.print(escape(document["headline"]), style=STYLES[document["kind"]])
    if document["text"]:
        console.print(escape(document["text"]))
    for table in document["tables"]:
        _table(console, table, language, whole=whole)
    for chart in document["charts"]:
        console.print(escape(shown.chart(chart).to(language)), soft_wrap=True)
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
    """The rows under their heads; where there is no room, first without what is drawn, then a line for each row."""
    rows = table["rows"] if whole else table["rows"][: shown.FEW_ROWS]
    lines = [table["columns"], *rows]
    worded = [
        place for place in range(len(lines[0])) if not rows or not all(shown.is_drawn(row[place]) for row in rows)
    ]
    bare = [[line[place] for place in worded] for line in lines]
    if fitting := next((each for each in (lines, bare) if _width(each) <= console.width), None):
        console.print(_grid(fitting))
    else:
        for row in rows:
            console.print(escape(shown.row(table["columns"], row, language)))
    if more := len(table["rows"]) - len(rows):
        console.print("  " + shown.more_rows(more).to(language), style="bright_black")


def _width(lines: "Sequence[Sequence[str]]") -> int:
    """The least width at which no number is cut; a name may wrap."""
    names, *others = (max(map(cell_len, column)) for column in zip(*lines, strict=True))
    return INDENT + min(names, NAME) + sum(GAP + width for width in others)


def _grid(lines: "Sequence[Sequence[str]]") -> Padding:
    """Names to the left, where they may wrap, and everything else to the right, where it may not."""
    columns = Table(box=None, pad_edge=False, padding=(0, GAP // 2), header_style="bright_black")
    for number, head in enumerate(lines[0]):
        columns.add_column(escape(head), justify="left" if number == 0 else "right", no_wrap=number > 0)
    for row in lines[1:]:
        columns.add_row(*(escape(cell) for cell in row))
    return Padding(columns, (0, 0, 0, INDENT))


def _quote(console: Console, citation: "Mapping[str, Any]", document: "Mapping[str, Any]") -> None:
    """The quote, with title, date and page."""
    console.print(Padding(f"“{escape(shown.quote(citation))}”", (0, 0, 0, 2)), style="italic")
    console.print(Padding(f"— {escape(shown.source(citation, document))}", (0, 0, 0, 4)), style="bright_black")


def workings(console: Console, document: "Mapping[str, Any]") -> None:
    """Prints the tree of every figure, down to its observations."""
    language = document["language"]
    answer(console, document)
    for figure in document["figures"]:
        tree = Tree(_node(figure, language))
        _grow(tree, figure, language)
        console.print(tree)


def _grow(tree: Tree, figure: "Mapping[str, Any]", language: Language) -> None:
    for item in figure["inputs"]:
        if item["kind"] != "figure":
            _leaf(tree, item, language)
    for told in inputs.referred(figure, language):
        tree.add(escape(told))
    for part in figure["parts"]:
        _grow(tree.add(_node(part, language)), part, language)


def _node(figure: "Mapping[str, Any]", language: Language) -> str:
    value = f" = [bold]{escape(figure['text'])}[/bold]" if figure["text"] else ""
    stats = " · ".join(inputs.statistics(figure, language))
    told = f"\n[bright_black]{escape(stats)}[/bright_black]" if stats else ""
    return f"{escape(figure['label'])}{value}  [bright_black]{escape(figure['formula'])}[/bright_black]{told}"


def _leaf(tree: Tree, item: "Mapping[str, Any]", language: Language) -> None:
    if item["kind"] != "observations":
        tree.add(escape(inputs.stated(item, language)))
        return
    rows = item.get("observations", [])
    names = item.get("names") or [""] * len(rows)
    leaf = tree.add(escape(shown.series(item).to(language)))
    for part in item.get("made_of", []):
        _leaf(leaf, part, language)
    for (day, value), name in list(zip(rows, names, strict=True))[-ROWS_SHOWN_OF_A_TREE:]:
        leaf.add(f"[bright_black]{day}[/bright_black]  {shown.number(value)}{escape(f'  {name}' if name else '')}")
    if (more := len(rows) - ROWS_SHOWN_OF_A_TREE) > 0:
        leaf.add(f"[bright_black]{shown.more_observations(more).to(language)}[/bright_black]")
