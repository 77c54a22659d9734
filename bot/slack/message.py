"""An answer as a Slack message: blocks, and the same in plain words."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot import shown
from bot.shown import Document
from bot.slack import block_kit as kit
from bot.slack.block_kit import Block
from bot.slack.plain import WARNING, grey, noted, plain
from footnote.text import Text

__all__ = ["Message", "message", "plain"]

MOST_CHOICES = 5
MOST_COLUMNS = 20
MOST_LABEL = 75
MOST_VALUE = 2_000
MOST_ID = 100

# How many characters of each part are shown; together they stay below what Slack takes in all blocks.
HEADLINE = 2_000
TEXT = 1_500
TABLE = 2_000
CELL = 120
NOTES = 1_200
NOTE = 200
CHOICES = 800
QUOTE = 1_500
SOURCE = 300
CAVEATS = 1_200
CAVEAT = 500

WORKINGS = Text("Workings", "计算过程")
EXPORT = Text("Export", "导出")
PAGE = Text("Page", "原页")
WHOLE_TABLE = Text("Whole table", "完整表格")
EVERY_QUOTE = Text("Every quote", "全部引文")
PLAN = Text("How the question was read", "问题如何理解")


@dataclass(frozen=True, slots=True)
class Message:
    """What is posted: blocks, and the text for notifications and for a Slack that refuses the blocks."""

    text: str
    blocks: list[Block]


def message(document: Document) -> Message:
    """The answer, at most five rows and one quote of it; what is left out is said, and behind the buttons."""
    document = shown.legible(document)
    parts = (_said, _table, _notes, _choices, _quote, _caveats, _grey, _actions)
    return Message(plain(document), [block for part in parts for block in part(document)])


def _said(document: Document) -> Iterator[Block]:
    """Headline and text; a refusal is a sentence rather than a headline."""
    bold = document["kind"] == "answer"
    headline, text = shown.cut(document["headline"], HEADLINE), shown.cut(document["text"], TEXT)
    lines = [kit.line(kit.text(headline, bold=bold))] if headline.strip() else []
    lines += [kit.line(kit.text(text))] if text.strip() else []
    if lines:
        yield kit.rich_text(*lines)


def _table(document: Document) -> Iterator[Block]:
    """The first rows of the first table, and how much more there is."""
    tables = [table for table in document["tables"] if table["rows"]]
    if not tables:
        return
    rows = tables[0]["rows"][: shown.FEW_ROWS]
    width = max(len(row) for row in (tables[0]["columns"], *rows))
    if columns := min(width, MOST_COLUMNS):
        head, *body = (_cells(row, columns, 1 + len(rows)) for row in (tables[0]["columns"], *rows))
        yield kit.table(head, body)
    more = (
        (shown.more_rows, len(tables[0]["rows"]) - len(rows)),
        (shown.more_columns, width - columns),
        (shown.more_tables, len(tables) - 1),
    )
    if said := [word(number).to(document["language"]) for word, number in more if number]:
        yield kit.context(" · ".join(said))


def _cells(row: Sequence[str], columns: int, rows: int) -> list[str]:
    """The row in as many cells, none longer than the table's share for each."""
    most = min(CELL, TABLE // (columns * rows))
    return [shown.cut(cell, most) for cell in (*row, *[""] * columns)[:columns]]


def _notes(document: Document) -> Iterator[Block]:
    """The list of notes, as far as it goes."""
    lines = [shown.cut(noted(note, document), NOTE) for note in document["notes"]]
    kept = _within(lines, NOTES)
    if kept:
        yield kit.rich_text(kit.bullets([kit.line(kit.text(line)) for line in kept]))
    if more := len(lines) - len(kept):
        yield kit.context(shown.more_notes(more).to(document["language"]))


def _choices(document: Document) -> Iterator[Block]:
    """What can be asked instead, as buttons; in words as well where a button cannot hold it."""
    choices = [choice for choice in document["choices"] if choice.strip()]
    pressed = [choice for choice in choices if len(choice) <= MOST_VALUE][:MOST_CHOICES]
    if pressed != choices or any(len(choice) > MOST_LABEL for choice in choices):
        yield kit.rich_text(kit.line(kit.text(shown.cut(shown.choices(document), CHOICES))))
    if pressed:
        yield kit.actions(
            *(
                kit.button(shown.cut(choice, MOST_LABEL), f"ask_{number}", choice)
                for number, choice in enumerate(pressed, 1)
            )
        )


def _quote(document: Document) -> Iterator[Block]:
    """The first quote, character for character, and where it stands."""
    for citation in document["citations"][:1]:
        said = shown.quote(citation)
        if said:
            rest = [kit.text(" …")] if len(said) > QUOTE else []
            yield kit.rich_text(kit.quote(kit.text(said[:QUOTE]), *rest))
        yield kit.context(shown.cut(f"— {shown.source(citation, document)}", SOURCE))


def _caveats(document: Document) -> Iterator[Block]:
    """What must be said, each on its line."""
    lines = [f"{WARNING} {shown.cut(caveat, CAVEAT)}" for caveat in document["caveats"]]
    kept = _within(lines, CAVEATS)
    if kept:
        yield kit.rich_text(*(kit.line(kit.text(line)) for line in kept))
    if more := len(lines) - len(kept):
        yield kit.context(f"{WARNING} {shown.more_caveats(more).to(document['language'])}")


def _within(lines: list[str], room: int) -> list[str]:
    """The first lines that have *room* together."""
    kept: list[str] = []
    for line in lines:
        room -= len(line)
        if room < 0:
            break
        kept.append(line)
    return kept


def _grey(document: Document) -> Iterator[Block]:
    """The line under every answer; a message has at least this."""
    yield kit.context(grey(document) or "…")


def _actions(document: Document) -> Iterator[Block]:
    """The way to what is behind the answer; nothing is behind one without figures and quotes."""
    id = document["id"]
    if not (document["figures"] or document["citations"]) or not 0 < len(id) <= MOST_ID:
        return
    language, options = document["language"], _options(document, id)
    file = [kit.button(EXPORT.to(language), "export", id)] if document["figures"] else []
    file += [kit.button(PAGE.to(language), "page", id)] if document.get("page") else []
    menu = [kit.overflow("more", options)] if options else []
    yield kit.actions(kit.button(WORKINGS.to(language), "workings", id, primary=True), *file, *menu)


def _options(document: Document, id: str) -> Mapping[str, str]:
    """The menu: only what there is, by value."""
    tables, citations = document["tables"], document["citations"]
    offered: tuple[tuple[str, Text, Any], ...] = (
        ("table", WHOLE_TABLE, len(tables) > 1 or any(len(table["rows"]) > shown.FEW_ROWS for table in tables)),
        ("quotes", EVERY_QUOTE, len(citations) > 1 or any(len(shown.quote(each)) > QUOTE for each in citations)),
        ("plan", PLAN, document["plan"]),
    )
    return {f"{name}:{id}": label.to(document["language"]) for name, label, there in offered if there}
