"""An independent judge of Block Kit, from the limits in Slack's reference; it shares nothing with what builds blocks.

``faults(blocks, surface)`` lists what is wrong as Slack words it, ``verdict`` adds the error Slack would answer with.
Not known here, and so refused: call, file and video blocks (they need more than a bot token) and auth_provider.
"""

import json

from fake_slack_parts import (
    BUTTON,
    CONTEXT_ACTIONS,
    ELEMENTS,
    IMAGE_ELEMENT,
    INPUTS,
    PICTURE,
    RICH_TEXT_BLOCK,
    plain,
    rich,
)
from fake_slack_schema import (
    anything,
    at_least_one,
    boolean,
    exactly_one,
    fault,
    items,
    kind,
    number,
    record,
    string,
    tagged,
    web_url,
)

BLOCKS_IN = {"message": 50, "modal": 100, "home": 100}
MESSAGE_ONLY = {"table", "data_table", "data_visualization", "markdown", "context_actions", "task_card", "plan"}
MODAL_ONLY = {"alert"}
MARKDOWN_CHARACTERS = 12_000
CELL_CHARACTERS = {"table": 10_000, "data_table": 20_000}
ALL_CHARACTERS = 13_200
CHARTS = 2
VIEW_BYTES = 250_000

# ---------------------------------------------------------------- tables and charts

CELLS = {
    "raw_text": kind("raw_text", {"text": string(1)}),
    "raw_number": kind("raw_number", {"value": number(), "text": string(1)}),
    "rich_text": RICH_TEXT_BLOCK,
}
COLUMN = record({}, {"align": string(among=("left", "center", "right")), "is_wrapped": boolean})


def column(value, at, found):
    """A check of one entry of column_settings, where null skips a column."""
    if value is not None:
        COLUMN(value, at, found)


def rectangular(value, at, found):
    """A rule: every row has as many cells as the first."""
    rows = [row for row in value["rows"] if isinstance(row, list)] if isinstance(value.get("rows"), list) else []
    uneven = [place for place, row in enumerate(rows) if len(row) != len(rows[0])]
    found.extend(fault(f"must have {len(rows[0])} cells, as the first row has", f"{at}/rows/{n}") for n in uneven)


def within_cell_characters(value, at, found):
    """A rule: the table's cells together are not too long."""
    most = CELL_CHARACTERS[value["type"]]
    if characters(value.get("rows")) > most:
        found.append(fault(f"table cells must be less than {most + 1} characters in all", f"{at}/rows"))


def plain_header(value, at, found):
    """A rule: the first row of a data_table holds no rich_text."""
    rows = value.get("rows")
    header = rows[0] if isinstance(rows, list) and rows and isinstance(rows[0], list) else []
    if any(isinstance(cell, dict) and cell.get("type") == "rich_text" for cell in header):
        found.append(fault("unsupported type: rich_text", f"{at}/rows/0"))


def rows(most, least=1):
    """A check of a table's rows."""
    return items(items(tagged(CELLS), 1, 20), least, most)


LABEL = string(1, 20)
SLICE = record({"label": LABEL, "value": number(0)})
SERIES = record({"name": LABEL, "data": items(record({"label": LABEL, "value": number()}), 1, 20)})
AXES = record({"categories": items(LABEL, 1, 20)}, {"x_label": string(1, 50), "y_label": string(1, 50)})
CHARTS_BY_TYPE = {"pie": kind("pie", {"segments": items(SLICE, 1, 6)})} | {
    name: kind(name, {"series": items(SERIES, 1, 6), "axis_config": AXES}) for name in ("bar", "area", "line")
}

# ---------------------------------------------------------------- blocks


def block(name, required=None, optional=None, also=()):
    """A check of the block called *name*."""
    return kind(name, required, {"block_id": string(1, 255)} | (optional or {}), also)


SOURCE = kind("url", {"url": web_url(), "text": string(1)})
TASK = {
    "task_id": string(1),
    "title": string(1),
    "status": string(among=("pending", "in_progress", "complete", "error")),
}
TASK_MORE = {"details": RICH_TEXT_BLOCK, "output": RICH_TEXT_BLOCK, "sources": items(SOURCE)}
TASK_CARD = block("task_card", TASK, TASK_MORE)
CARD = block(
    "card",
    {},
    {
        "hero_image": IMAGE_ELEMENT,
        "icon": IMAGE_ELEMENT,
        "title": rich(150),
        "subtitle": rich(150),
        "body": rich(200),
        "actions": items(tagged({"button": BUTTON}), 1, 3),
    },
    also=(at_least_one("hero_image", "title", "body", "actions"),),
)
KIT = {
    "section": block(
        "section",
        {},
        {
            "text": rich(3000),
            "fields": items(rich(2000), 1, 10),
            "accessory": tagged(ELEMENTS | {"image": IMAGE_ELEMENT}),
            "expand": boolean,
        },
        also=(at_least_one("text", "fields"),),
    ),
    "divider": block("divider"),
    "header": block("header", {"text": plain(150)}),
    "image": block(
        "image",
        {"alt_text": string(1, 2000)},
        PICTURE | {"title": plain(2000)},
        also=(exactly_one("image_url", "slack_file"),),
    ),
    "actions": block("actions", {"elements": items(tagged(ELEMENTS), 1, 25)}),
    "context": block(
        "context",
        {
            "elements": items(
                tagged(dict.fromkeys(("mrkdwn", "plain_text"), rich(3000)) | {"image": IMAGE_ELEMENT}), 1, 10
            )
        },
    ),
    "context_actions": block("context_actions", {"elements": items(tagged(CONTEXT_ACTIONS), 1, 5)}),
    "input": block(
        "input",
        {"label": plain(2000), "element": tagged(INPUTS)},
        {"hint": plain(2000), "optional": boolean, "dispatch_action": boolean},
    ),
    "markdown": block("markdown", {"text": string(1, MARKDOWN_CHARACTERS)}),
    "rich_text": RICH_TEXT_BLOCK,
    "table": block(
        "table",
        {"rows": rows(100)},
        {"column_settings": items(column, 0, 20)},
        also=(rectangular, within_cell_characters),
    ),
    "data_table": block(
        "data_table",
        {"rows": rows(101, least=2), "caption": string(1)},
        {"page_size": number(1, 100, whole=True), "row_header_column_index": number(0, 19, whole=True)},
        also=(rectangular, within_cell_characters, plain_header),
    ),
    "data_visualization": block("data_visualization", {"title": string(1, 50), "chart": tagged(CHARTS_BY_TYPE)}),
    "alert": block(
        "alert",
        {"text": rich(200)},
        {"level": string(among=("default", "info", "warning", "error", "success"))},
    ),
    "task_card": TASK_CARD,
    "plan": block("plan", {"title": string(1)}, {"tasks": items(tagged({"task_card": TASK_CARD}), 1, 50)}),
    "card": CARD,
    "carousel": block("carousel", {"elements": items(tagged({"card": CARD}), 1, 10)}),
}
INSIDE = tagged({name: check for name, check in KIT.items() if name not in MODAL_ONLY})
KIT["container"] = block(
    "container",
    {"child_blocks": items(INSIDE, 1, 10)},
    {
        "title": plain(150),
        "rich_text_title": RICH_TEXT_BLOCK,
        "subtitle": plain(150),
        "width": string(1),
        "icon": IMAGE_ELEMENT,
        "is_collapsible": boolean,
        "default_collapsed": boolean,
        "has_header_divider": boolean,
    },
)

# ---------------------------------------------------------------- judgement


def faults(blocks, surface="message", at="/blocks"):
    """What Slack would find wrong with *blocks* on the *surface*: message, modal or home."""
    barred = (MODAL_ONLY if surface == "message" else MESSAGE_ONLY) | (MODAL_ONLY if surface == "home" else set())
    allowed = {name: check for name, check in KIT.items() if name not in barred}
    found = []
    items(tagged(allowed), 0, BLOCKS_IN[surface])(blocks, at, found)
    return found or together(blocks, at)


def together(blocks, at):
    """What is wrong with sound blocks in company: ids used twice, and what a message may hold only so much of."""
    found = []
    same("block_id", [(item, f"{at}/{n}") for n, item in enumerate(blocks)], found)
    for place, item in enumerate(blocks):
        inner = [*item.get("elements", ()), *([item["accessory"]] if "accessory" in item else ())]
        same("action_id", [(part, f"{at}/{place}/elements/{n}") for n, part in enumerate(inner)], found)
    kinds = [item["type"] for item in blocks]
    if sum(len(item["text"]) for item in blocks if item["type"] == "markdown") > MARKDOWN_CHARACTERS:
        found.append(fault(f"markdown must be less than {MARKDOWN_CHARACTERS + 1} characters in all", at))
    if kinds.count("table") + kinds.count("data_table") > 1:
        found.append(fault("only_one_table_allowed", at))
    if kinds.count("data_visualization") > CHARTS:
        found.append(fault(f"no more than {CHARTS} charts allowed", at))
    return found


def same(key, placed, found):
    """Notes each id that an earlier object had."""
    seen = set()
    for item, at in placed:
        if key in item and item[key] in seen:
            found.append(fault(f'`{key}` "{item[key]}" already exists for another element', f"{at}/{key}"))
        seen.add(item.get(key))


def characters(value):
    """How many characters of text there are in the value, at any depth."""
    if isinstance(value, dict):
        own = sum(len(text) for key, text in value.items() if key in {"text", "alt_text"} and isinstance(text, str))
        return own + sum(characters(inner) for inner in value.values())
    return sum(map(characters, value)) if isinstance(value, list) else 0


def verdict(blocks, surface="message"):
    """The error and the messages Slack answers *blocks* with, or nothing when it takes them."""
    found = faults(blocks, surface)
    if any("only_one_table_allowed" in one for one in found):
        return "invalid_attachments", found
    if found:
        return "invalid_blocks", found
    if characters(blocks) > ALL_CHARACTERS:
        return "msg_blocks_too_long", []
    return None


# ---------------------------------------------------------------- views

COMMON = {"private_metadata": string(0, 3000), "callback_id": string(0, 255), "external_id": string(0, 255)}
MODAL = kind(
    "modal",
    {"title": plain(24), "blocks": anything},
    COMMON | {"submit": plain(24), "close": plain(24), "clear_on_close": boolean, "notify_on_close": boolean},
)
HOME = kind("home", {"blocks": anything}, COMMON)


def view_faults(view, allowed=("modal",)):
    """What Slack would find wrong with a view of one of the *allowed* types."""
    found = []
    tagged({name: check for name, check in (("modal", MODAL), ("home", HOME)) if name in allowed})(view, "/view", found)
    if found:
        return found
    found = faults(view["blocks"], view["type"], "/view/blocks")
    if not found and view["type"] == "modal" and "submit" not in view:
        found = [
            fault("must define `submit` to use an `input` block in modals", f"/view/blocks/{place}")
            for place, item in enumerate(view["blocks"])
            if item["type"] == "input"
        ]
    return found


def too_large(view):
    """Whether the view is past the size Slack takes."""
    return len(json.dumps(view, ensure_ascii=False).encode()) > VIEW_BYTES
