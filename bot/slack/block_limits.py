"""What Slack takes, by number. `faults` is asked before anything is sent: one bad block loses the whole message."""

import ipaddress
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from bot.slack.block_kit import Block
from bot.slack.block_shapes import Check, both, many, number, one_of, shape, string, typed

MOST_BLOCKS = {"message": 50, "modal": 100, "home": 100}
MESSAGES_ONLY = {"table"}
MOST_TEXT = 3_000
MOST_CHARACTERS = 13_200  # of a message; more is msg_blocks_too_long
MOST_CELL_CHARACTERS = 10_000
MOST_VIEW_BYTES = 250_000
SEEN = ("text", "alt_text")  # the keys of words that a reader sees


def faults(blocks: Sequence[Block], surface: str) -> list[str]:
    """Why Slack would refuse *blocks* on *surface* (message, modal or home), a sentence each; empty if it would not."""
    found = list(many(BLOCK, MOST_BLOCKS[surface])(blocks))
    if found:
        return found
    return [*_misplaced(blocks, surface), *_repeated(blocks), *(_too_much(blocks) if surface == "message" else ())]


def view_faults(view: Block) -> list[str]:
    """Why Slack would refuse the modal *view*."""
    found = list(VIEW(view)) or faults(view["blocks"], "modal")
    size = len(json.dumps(view))
    return found + ([f"{size:,} bytes; {MOST_VIEW_BYTES:,} are taken"] if size > MOST_VIEW_BYTES else [])


def characters(blocks: Sequence[Block]) -> int:
    """How many characters of *blocks* a reader sees."""
    return sum(len(value) for key, value in _leaves(blocks) if key in SEEN)


def _misplaced(blocks: Sequence[Block], surface: str) -> Iterator[str]:
    """Blocks of another surface, and a second table."""
    kinds = Counter(block["type"] for block in blocks)
    if surface != "message":
        yield from (f"{kind} in a {surface}; messages only" for kind in kinds.keys() & MESSAGES_ONLY)
    if kinds["table"] > 1:
        yield f"{kinds['table']} tables; one a message"


def _repeated(blocks: Sequence[Block]) -> Iterator[str]:
    """Ids that stand twice."""
    for key in ("block_id", "action_id"):
        counted = Counter(value for name, value in _leaves(blocks) if name == key)
        yield from (f"{key} {value!r} stands {times} times" for value, times in counted.items() if times > 1)


def _too_much(blocks: Sequence[Block]) -> Iterator[str]:
    """Too many characters, over all blocks or over the cells of the table."""
    tables = [block for block in blocks if block["type"] == "table"]
    for what, counted, most in (("cells", tables, MOST_CELL_CHARACTERS), ("blocks", blocks, MOST_CHARACTERS)):
        if (size := characters(counted)) > most:
            yield f"{size:,} characters in the {what}; {most:,} are taken"


def _leaves(value: Any, key: str = "") -> Iterator[tuple[str, str]]:
    """Every text of a nested value, with its key."""
    if isinstance(value, str):
        yield key, value
    for name, each in value.items() if isinstance(value, dict) else ():
        yield from _leaves(each, name)
    for each in value if isinstance(value, list) else ():
        yield from _leaves(each, key)


def _public(value: Any) -> Iterator[str]:
    """Slack fetches pictures itself, without anybody's rights."""
    try:
        address = urlsplit(str(value))
        host = address.hostname or ""
    except ValueError:
        yield "no address"
        return
    if address.scheme != "https":
        yield "no https address"
    if "." not in host or host.endswith((".local", ".internal", "slack.com", "slack-files.com")) or _is_ip(host):
        yield f"{host!r} is not public"


def _is_ip(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _one_source(value: Any) -> Iterator[str]:
    if isinstance(value, dict) and ("image_url" in value) == ("slack_file" in value):
        yield "needs one of image_url and slack_file"


def _something(value: Any) -> Iterator[str]:
    if isinstance(value, dict) and not {"text", "fields"} & value.keys():
        yield "has neither text nor fields"


def _even(value: Any) -> Iterator[str]:
    rows = value.get("rows") if isinstance(value, dict) else None
    if isinstance(rows, list) and len({len(row) for row in rows if isinstance(row, list)}) > 1:
        yield "rows of unlike length"


def _plain(most: int) -> Check:
    """A text that is shown as it is."""
    return typed({"plain_text": _thing({"text": string(most)}, {"emoji": FLAG})})


def _marked(most: int) -> Check:
    """A text that may be read for markup."""
    marked = _thing({"text": string(most)}, {"verbatim": FLAG})
    return typed({"plain_text": _thing({"text": string(most)}, {"emoji": FLAG}), "mrkdwn": marked})


def _thing(needed: Mapping[str, Check], optional: Mapping[str, Check] | None = None) -> Check:
    """An object with a type."""
    return shape({"type": both(), **needed}, optional)


def _block(needed: Mapping[str, Check], optional: Mapping[str, Check] | None = None) -> Check:
    """A block, which may have an id."""
    return _thing(needed, {"block_id": ID, **(optional or {})})


FLAG = one_of(True, False)
ID = string(255)
ANY_NUMBER = number(float("-inf"), float("inf"))

STYLE = shape({}, dict.fromkeys(("bold", "italic", "strike", "code"), FLAG))
WORDS = many(typed({"text": _thing({"text": string(MOST_TEXT)}, {"style": STYLE})}))  # nothing that pings
LINE = _thing({"elements": WORDS})
LINES = many(typed({"rich_text_section": LINE}))
LIST = _thing({"style": one_of("bullet", "ordered"), "elements": LINES}, {"indent": number(0, 8)})
PARTS = typed(
    {"rich_text_section": LINE, "rich_text_quote": LINE, "rich_text_preformatted": LINE, "rich_text_list": LIST}
)
RICH_TEXT = _block({"elements": many(PARTS)})

BUTTON = _thing({"text": _plain(75), "action_id": ID}, {"value": string(2_000), "style": one_of("primary", "danger")})
OPTION = shape({"text": _plain(75), "value": string(150)})
OVERFLOW = _thing({"action_id": ID, "options": many(OPTION, 5)})
ELEMENT = typed({"button": BUTTON, "overflow": OVERFLOW})

PICTURE = {"image_url": both(string(MOST_TEXT), _public), "slack_file": shape({}, {"id": ID, "url": string(MOST_TEXT)})}
IMAGE = both(_block({"alt_text": string(2_000)}, PICTURE), _one_source)

CELL_TEXT = string(MOST_CELL_CHARACTERS)
CELL = typed(
    {
        "raw_text": _thing({"text": CELL_TEXT}),
        "raw_number": _thing({"value": ANY_NUMBER, "text": CELL_TEXT}),
        "rich_text": RICH_TEXT,
    }
)
COLUMN = shape({}, {"align": one_of("left", "center", "right"), "is_wrapped": FLAG})
TABLE = both(_block({"rows": many(many(CELL, 20), 100)}, {"column_settings": many(COLUMN, 20)}), _even)

FIELDS = many(_marked(2_000), 10)
SECTION = both(_block({}, {"text": _marked(MOST_TEXT), "fields": FIELDS, "accessory": ELEMENT}), _something)
IN_CONTEXT = typed({"plain_text": _plain(MOST_TEXT), "mrkdwn": _marked(MOST_TEXT), "image": IMAGE})
BLOCK = typed(
    {
        "rich_text": RICH_TEXT,
        "section": SECTION,
        "header": _block({"text": _plain(150)}),
        "divider": _block({}),
        "context": _block({"elements": many(IN_CONTEXT, 10)}),
        "actions": _block({"elements": many(ELEMENT, 25)}),
        "image": IMAGE,
        "table": TABLE,
    }
)
MODAL = _thing(
    {"title": _plain(24), "blocks": many(both())},
    {"close": _plain(24), "callback_id": ID, "private_metadata": string(3_000, least=0)},
)
VIEW = typed({"modal": MODAL})
