"""An answer in plain words: what a notification says, and all there is where Slack refuses the blocks."""

from collections.abc import Iterator, Mapping
from typing import Any

from bot import shown
from bot.shown import Document
from bot.slack.escape import escape
from footnote.text import Text

MOST_BYTES = 3_900  # chat.update refuses 4,000, counted as they are sent
MOST_BYTES_OF_CAVEATS = 1_500
MOST_GREY, MOST_ID = 400, 40
WARNING = "⚠"
CUT = Text("… there is more: open the workings.", "……内容未完，请打开计算过程。")


def plain(document: Document) -> str:
    """Headline, text, rows, quote, caveats and grey line, escaped. What is too much is left out at a line, and said."""
    document = shown.legible(document)
    caveats, last = [f"{WARNING} {each}" for each in document["caveats"]], grey(document)
    for rows in (None, shown.FEW_ROWS):
        whole = _joined([*_body(document, rows), *caveats, last])
        if _size(whole) <= MOST_BYTES:
            return whole or "…"
    return _shortened([*_body(document, shown.FEW_ROWS)], caveats, last, _cut(document))


def grey(document: Document) -> str:
    """The grey line; of a long one the beginning, and always the id."""
    line = shown.cut(shown.grey({**document, "id": ""}), MOST_GREY)
    return " · ".join(filter(None, (line, shown.cut(document["id"], MOST_ID))))


def _body(document: Document, rows: int | None) -> Iterator[str]:
    """What stands above the caveats, *rows* of each table."""
    language = document["language"]
    yield from (document["headline"], document["text"])
    for table in document["tables"]:
        yield from _rows(document, table, rows)
    for note in document["notes"]:
        yield f"• {noted(note, document)}"
    if document["choices"]:
        yield shown.choices(document)
    for citation in document["citations"][:1]:
        yield f"“{shown.quote(citation)}”"
        yield f"— {shown.source(citation, document)}"
    if more := len(document["citations"][1:]):
        yield shown.more_quotes(more).to(language)


def _rows(document: Document, table: Mapping[str, Any], most: int | None) -> Iterator[str]:
    """The rows of a table, each cell after the name of its column."""
    language = document["language"]
    for row in table["rows"][:most]:
        yield shown.row(table["columns"], row, language)
    if most is not None and (more := len(table["rows"]) - most) > 0:
        yield shown.more_rows(more).to(language)


def noted(note: Mapping[str, Any], document: Document) -> str:
    """A note of a list: title, institution, date."""
    when = note["date"] or shown.UNDATED.to(document["language"])
    return " · ".join(filter(None, (note["title"], note.get("institution"), when)))


def _cut(document: Document) -> str:
    """What stands where lines are missing; only an answer with a figure or a quote has workings to open."""
    return CUT.to(document["language"]) if document["figures"] or document["citations"] else "…"


def _shortened(body: list[str], caveats: list[str], last: str, mark: str) -> str:
    """The body as far as it goes, the mark, the caveats as far as they go, the last line."""
    caveats = _fitting(caveats, MOST_BYTES_OF_CAVEATS)
    end = [mark, *caveats, last]
    return _joined([*_fitting(body, MOST_BYTES - _size(_joined(end)) - 1), *end])


def _fitting(lines: list[str], room: int) -> list[str]:
    """The first lines that have *room*; of a first line that has none, its beginning."""
    parts = [part for line in lines for part in line.split("\n")]
    kept: list[str] = []
    for part in parts:
        room -= _size(escape(part)) + 1
        if room < 0:
            return kept or [_beginning(part, room + _size(escape(part)))]
        kept.append(part)
    return kept


def _beginning(line: str, room: int) -> str:
    """As many whole characters of a line as have *room* once escaped."""
    low, high = 0, len(line)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if _size(escape(f"{line[:middle]}…")) <= room else (low, middle - 1)
    return f"{line[:low]}…"


def _joined(lines: list[str]) -> str:
    return escape("\n".join(line for line in lines if line.strip()))


def _size(text: str) -> int:
    return len(text.encode())
