"""Mentions, direct messages, follow-ups in threads where we answer, and a person's edits of these."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from slack_bolt import App, BoltContext

from bot.asking import Told
from bot.inbox import Inbox, Request
from bot.language import is_question
from bot.slack import events, words
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


def answer(request: Request, parts: Parts, told: Told) -> Answer | None:
    """The desk's answer to what was asked; None to talk in a thread that was not for us after all."""
    asked = parts.question(request)
    found = parts.desk.answer(asked, told)
    if "overheard" in request.extra and found.reason == "off_topic" and not is_question(request.text):
        return None
    if found.kind in ("refuse", "ask") and asked.labels != parts.readers.asker(request.user):
        return replace(found, caveats=(*found.caveats, words.IN_COMPANY.to(found.language)))
    return found
