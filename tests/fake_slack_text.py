"""What Slack makes of text: the sequences that come alive in it, its size once escaped, a person's rich text."""

import re

SEQUENCE = re.compile(
    r"<(?:!(?:channel|here|everyone)(?:\|[^<>]*)?|!subteam\^[^<>]+"
    r"|[@#][A-Z0-9]+(?:\|[^<>]*)?|(?:https?://|mailto:)[^<>]*)>"
)
SHOUT = re.compile(r"(?<![\w@])@(?:channel|here|everyone)\b")
ENTITY = re.compile(r"&(?!amp;|lt;|gt;)")


def pings(text, blocks=None, parse="none"):
    """The live sequences a reader of the message would be shown or called by, in order.

    Plain text objects and table cells of raw text are never parsed; the parts of rich text that call somebody or link
    somewhere are written as the sequence they stand for.
    """
    found = SEQUENCE.findall(text or "")
    if parse == "full":
        found += SHOUT.findall(text or "")
    return found + [live for block in blocks or () for live in inside(block)]


def inside(value):
    """The live sequences anywhere in a block."""
    if isinstance(value, list):
        return [live for item in value for live in inside(item)]
    if not isinstance(value, dict):
        return []
    if value.get("type") in {"mrkdwn", "markdown"} and isinstance(value.get("text"), str):
        return SEQUENCE.findall(value["text"])
    if value.get("type") in RICH and "elements" not in value:
        return [RICH[value["type"]](value)] if called(value) else []
    return [live for item in value.values() for live in inside(item)]


RICH = {
    "user": lambda part: f"<@{part['user_id']}>",
    "usergroup": lambda part: f"<!subteam^{part['usergroup_id']}>",
    "channel": lambda part: f"<#{part['channel_id']}>",
    "broadcast": lambda part: f"<!{part['range']}>",
    "link": lambda part: f"<{part['url']}|{part.get('text', part['url'])}>",
}
NEEDED = {"user": "user_id", "usergroup": "usergroup_id", "channel": "channel_id", "broadcast": "range", "link": "url"}


def called(part):
    """Whether a rich text part is what its type says; a team or a colour of that name has other keys."""
    return NEEDED[part["type"]] in part


def escaped_bytes(text):
    """The size of *text* as Slack keeps it: & and stray angle brackets escaped, in UTF-8."""
    kept = "".join(SEQUENCE.findall(text))
    rest = ENTITY.sub("&amp;", SEQUENCE.sub("", text)).replace("<", "&lt;").replace(">", "&gt;")
    return len((kept + rest).encode())


def typed(text):
    """The rich_text block Slack makes of what a person typed."""
    parts = [part(piece) for piece in re.split(r"(<[^<>]+>)", text) if piece]
    section = {"type": "rich_text_section", "elements": parts or [{"type": "text", "text": " "}]}
    return {"type": "rich_text", "block_id": "typed", "elements": [section]}


def part(piece):
    """One piece of a typed line: a mention, a channel, a link or words."""
    if piece.startswith("<@"):
        return {"type": "user", "user_id": piece[2:-1].partition("|")[0]}
    if piece.startswith("<#"):
        return {"type": "channel", "channel_id": piece[2:-1].partition("|")[0]}
    if piece.startswith("<http"):
        url, _, words = piece[1:-1].partition("|")
        return {"type": "link", "url": url} | ({"text": words} if words else {})
    plain = piece.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    return {"type": "text", "text": plain}
