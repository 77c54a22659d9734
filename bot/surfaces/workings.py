"""The *Workings* button and the menu beside it: modals with what is behind an answer."""

import logging
from collections.abc import Callable, Mapping
from typing import Any

from slack_bolt import Ack, App

from bot.inbox import Inbox, Request
from bot.slack import modal, words
from bot.slack.client import Later, Refused
from bot.slack.parts import Parts
from footnote.errors import FootnoteError

kind = "workings"
Document = Mapping[str, Any]
log = logging.getLogger("footnote")
VIEWS: Mapping[str, Callable[[Document], dict[str, Any]]] = {
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

    for name in ("workings", "more", "workings_page"):
        app.action(name)(pressed)


def _request(body: Mapping[str, Any], action: Mapping[str, Any]) -> Request:
    """What was pressed: ``WHAT:ID``, or ``workings:ID:PAGE`` from within the modal itself."""
    given = action["selected_option"]["value"] if action["type"] == "overflow" else action["value"]
    extra = {"trigger_id": body["trigger_id"], "view": (body.get("view") or {}).get("id", "")}
    return Request(
        kind=kind,
        key=f"press:{body['trigger_id']}",
        user=body["user"]["id"],
        channel=(body.get("channel") or {}).get("id", ""),
        text=given if action["type"] == "overflow" else f"workings:{given}",
        extra={**extra, "respond": body.get("response_url") or ""},
    )


def carry_out(request: Request, parts: Parts) -> None:
    """Opens the modal, or turns its page; says so where that comes too late. Raises Later or Refused."""
    what, _, rest = request.text.partition(":")
    id, _, page = rest.partition(":")
    try:
        kept = parts.ledger.get(id, parts.readers.asker(request.user))
    except FootnoteError as error:
        _say(request, parts, error.text.en)
        return
    view = modal.workings(kept, int(page)) if page else VIEWS[what](kept)
    try:
        if request.extra["view"]:
            parts.poster.update(request.extra["view"], view)
        else:
            parts.poster.open(request.extra["trigger_id"], view)
    except (Later, Refused) as failure:
        log.warning("a modal did not open: %s", failure)
        _say(request, parts, words.OPENED_TOO_LATE.to(kept["language"]))


def _say(request: Request, parts: Parts, sentence: str) -> None:
    """A sentence for whoever pressed, where there is a message to answer to."""
    if request.extra["respond"]:
        parts.poster.respond(request.extra["respond"], {"text": sentence})
