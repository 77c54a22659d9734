"""The *Workings* button and the menu beside it: modals with what is behind an answer."""

import logging
import re
from collections.abc import Callable, Mapping
from typing import Any

from slack_bolt import Ack, App

from bot.inbox import Inbox, Request
from bot.slack import modal, words
from bot.slack.block_limits import view_faults
from bot.slack.client import Later, Refused
from bot.slack.parts import Parts
from footnote.errors import AskError

kind = "workings"
Document = Mapping[str, Any]
log = logging.getLogger("footnote")
PAGE = re.compile(r"^(workings|table|quotes|plan)_page$")
VIEWS: Mapping[str, Callable[[Document, int], dict[str, Any]]] = {
    "workings": modal.workings,
    "table": modal.table,
    "quotes": modal.quotes,
    "plan": modal.plan,
}


def register(app: App, inbox: Inbox) -> None:
    """Writes each press down, then acknowledges it."""

    def pressed(ack: Ack, body: dict[str, Any], action: dict[str, Any]) -> None:
        inbox.put(_request(body, action))
        ack()

    for name in ("workings", "more", PAGE):
        app.action(name)(pressed)


def _request(body: Mapping[str, Any], action: Mapping[str, Any]) -> Request:
    """What was pressed, as ``WHAT:ID``; from within a modal ``WHAT:ID:PAGE``."""
    if action["type"] == "overflow":
        wanted = action["selected_option"]["value"]
    else:
        wanted = f"{action['action_id'].removesuffix('_page')}:{action['value']}"
    return Request(
        kind=kind,
        key=f"press:{body['trigger_id']}",
        user=body["user"]["id"],
        channel=(body.get("channel") or {}).get("id", ""),
        text=wanted,
        extra={
            "trigger_id": body["trigger_id"],
            "view": (body.get("view") or {}).get("id", ""),
            "respond": body.get("response_url") or "",
        },
    )


def carry_out(request: Request, parts: Parts) -> None:
    """Opens the modal, or turns its page; says so where that comes too late or is not allowed."""
    what, _, rest = request.text.partition(":")
    id, _, page = rest.partition(":")
    try:
        kept = parts.kept(id, parts.readers.asker(request.user))
    except AskError as error:
        parts.poster.aside(request, f"{error.text.en} / {error.text.zh}")
        return
    view = VIEWS[what](kept, int(page or 0))
    if wrong := view_faults(view):
        raise ValueError(f"Slack would refuse the view: {'; '.join(wrong)}")
    try:
        if request.extra["view"]:
            parts.poster.update(request.extra["view"], view)
        else:
            parts.poster.open(request.extra["trigger_id"], view)
    except (Later, Refused) as failure:
        log.warning("a modal did not open: %s", failure)
        parts.poster.aside(request, words.OPENED_TOO_LATE.to(kept["language"]))
