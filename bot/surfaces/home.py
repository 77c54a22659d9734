"""The bot's own tab: questions to begin with."""

from collections.abc import Callable
from typing import Any

from slack_bolt import App

from bot.inbox import Inbox, Request
from bot.slack.parts import Parts

kind = "home"
MOST_PROMPTS = 4
LONGEST_TITLE = 75


def register(app: App, inbox: Inbox) -> None:
    """Notes that somebody opened the tab with the messages."""

    @app.middleware
    def write_down(body: dict[str, Any], next_: Callable[[], None]) -> None:
        event = body.get("event") or {}
        if event.get("type") == "app_home_opened" and event.get("tab") == "messages":
            inbox.put(Request(kind=kind, key=f"home:{body['event_id']}", user=event["user"], channel=event["channel"]))
        next_()

    @app.event("app_home_opened")
    def written_down() -> None:
        """The middleware has done it."""


def carry_out(request: Request, parts: Parts) -> None:
    """Offers questions that the desk can answer to whoever opened the tab. Raises Later or Refused."""
    prompts = [
        {"title": question[:LONGEST_TITLE], "message": question}
        for question in parts.desk.suggestions(parts.readers.asker(request.user))
    ]
    if prompts:
        parts.poster.prompt(request.channel, prompts[:MOST_PROMPTS])
