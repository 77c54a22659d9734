"""The choices of a question back: pressing one asks it, in the same thread."""

import re
from collections.abc import Mapping
from typing import Any

from slack_bolt import Ack, App

from bot.inbox import Inbox, Request
from bot.slack import events
from bot.surfaces import messages, snapshot


def register(app: App, inbox: Inbox) -> None:
    """Writes the choice down as the question or the command it stands for, then acknowledges it."""

    @app.action(re.compile(r"^ask_\d+$"))
    def chosen(ack: Ack, body: dict[str, Any], action: dict[str, Any]) -> None:
        inbox.put(_request(body, action))
        ack()


def _request(body: Mapping[str, Any], action: Mapping[str, Any]) -> Request:
    """A question in the thread of the message; under a command's answer, which has no thread, another such command."""
    message, channel = body.get("message") or {}, body["channel"]["id"]
    container = body.get("container") or {}
    private, message_of = bool(container.get("is_ephemeral")), container.get("message_ts") or body["trigger_id"]
    return Request(
        kind=snapshot.kind if private else messages.kind,
        key=":".join(("choice", body["user"]["id"], channel, message.get("ts") or message_of, action["action_id"])),
        user=body["user"]["id"],
        channel=channel,
        thread="" if private else message.get("thread_ts") or message.get("ts") or "",
        text=events.plain(action["value"]),
        extra={"response_url": body["response_url"]} if private else {},
    )
