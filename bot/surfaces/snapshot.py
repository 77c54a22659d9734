"""``/snapshot BOARD-OR-SERIES``: the last values, for the eyes of whoever typed it."""

from typing import Any

from slack_bolt import Ack, App

from bot.asking import Told
from bot.inbox import Inbox, Request
from bot.slack import events
from bot.slack.parts import Parts
from footnote.answer import Answer

kind = "snapshot"


def register(app: App, inbox: Inbox) -> None:
    """Writes the command down, then acknowledges it."""

    @app.command("/snapshot")
    def snapshot(ack: Ack, command: dict[str, Any]) -> None:
        inbox.put(
            Request(
                kind=kind,
                key=f"command:{command['trigger_id']}",
                user=command["user_id"],
                channel=command["channel_id"],
                text=events.plain(command.get("text") or ""),
                extra={"response_url": command["response_url"]},
            )
        )
        ack()


def answer(request: Request, parts: Parts, told: Told) -> Answer:
    """The board, or the series that were named."""
    return parts.desk.snapshot(request.text, parts.question(request), told)
