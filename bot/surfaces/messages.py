"""Mentions, direct messages, follow-ups in threads where we answer, and a person's edits of these."""

from collections.abc import Callable
from typing import Any

from slack_bolt import App, BoltContext

from bot.desk import Told
from bot.inbox import Inbox, Request
from bot.slack import events
from bot.slack.parts import Parts
from footnote.answer import Answer

kind = "question"


def register(app: App, inbox: Inbox) -> None:
    """Writes questions down before Bolt acknowledges their event: a write that fails is not acknowledged."""

    @app.middleware
    def write_down(body: dict[str, Any], context: BoltContext, next_: Callable[[], None]) -> None:
        asked = events.request(body, context.bot_user_id or "", inbox.answers_in)
        if asked is not None:
            inbox.put(asked)
        next_()

    @app.event("app_mention")
    @app.event("message")
    def written_down() -> None:
        """The middleware has done it."""


def answer(request: Request, parts: Parts, told: Told) -> Answer:
    """The desk's answer to what was asked."""
    return parts.desk.answer(parts.question(request), told)
