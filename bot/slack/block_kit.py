"""The blocks we send, as plain dictionaries. Only text that Slack does not read for markup is built here."""

from collections.abc import Mapping, Sequence
from typing import Any

Block = dict[str, Any]
NOTHING = "–"  # an empty cell is refused


def text(words: str, *, bold: bool = False, code: bool = False) -> Block:
    """Words within rich text, shown as they are."""
    style = {name: True for name, wanted in (("bold", bold), ("code", code)) if wanted}
    return {"type": "text", "text": words} | ({"style": style} if style else {})


def line(*elements: Block) -> Block:
    """A line of rich text."""
    return {"type": "rich_text_section", "elements": list(elements)}


def quote(*elements: Block) -> Block:
    """Rich text behind a bar."""
    return {"type": "rich_text_quote", "elements": list(elements)}


def bullets(lines: Sequence[Block], *, indent: int = 0) -> Block:
    """Lines of rich text, each with a bullet."""
    return {"type": "rich_text_list", "style": "bullet", "indent": indent, "elements": list(lines)}


def rich_text(*parts: Block) -> Block:
    """Lines, quotes and lists, one below the other."""
    return {"type": "rich_text", "elements": list(parts)}


def plain_text(words: str) -> Block:
    """Words that are shown as they are."""
    return {"type": "plain_text", "text": words, "emoji": False}


def section(words: str) -> Block:
    """A paragraph."""
    return {"type": "section", "text": plain_text(words)}


def header(words: str) -> Block:
    """A large line."""
    return {"type": "header", "text": plain_text(words)}


def context(*words: str) -> Block:
    """Small and grey words."""
    return {"type": "context", "elements": [plain_text(each) for each in words]}


def divider() -> Block:
    """A rule."""
    return {"type": "divider"}


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Block:
    """A table, its first column to the left and the others, the numbers, to the right."""
    return {
        "type": "table",
        "column_settings": [
            {"align": "right" if number else "left", "is_wrapped": not number} for number in range(len(head))
        ],
        "rows": [
            [{"type": "raw_text", "text": cell if cell.strip() else NOTHING} for cell in row] for row in (head, *rows)
        ],
    }


def image(file: str, alt: str) -> Block:
    """A picture that was uploaded, with words in its place."""
    return {"type": "image", "slack_file": {"id": file}, "alt_text": alt}


def button(label: str, action_id: str, value: str, *, primary: bool = False) -> Block:
    """A button that sends *value*."""
    style = {"style": "primary"} if primary else {}
    return {"type": "button", "text": plain_text(label), "action_id": action_id, "value": value} | style


def overflow(action_id: str, options: Mapping[str, str]) -> Block:
    """A menu behind three dots, of values and their labels."""
    listed = [{"text": plain_text(label), "value": value} for value, label in options.items()]
    return {"type": "overflow", "action_id": action_id, "options": listed}


def actions(*elements: Block) -> Block:
    """Buttons and menus in a row."""
    return {"type": "actions", "elements": list(elements)}


def modal(title: str, close: str, blocks: Sequence[Block], *, callback_id: str, private_metadata: str) -> Block:
    """A view that is opened over the conversation."""
    return {
        "type": "modal",
        "title": plain_text(title),
        "close": plain_text(close),
        "blocks": list(blocks),
        "callback_id": callback_id,
        "private_metadata": private_metadata,
    }
