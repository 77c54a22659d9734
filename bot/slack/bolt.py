"""The Bolt app: every surface's listeners, and nothing that answers."""

import logging
from types import ModuleType
from typing import TYPE_CHECKING

import bot.surfaces
from bot.inbox import Inbox
from bot.slack.client import Identity
from footnote.plugins import modules_in

if TYPE_CHECKING:
    from slack_bolt import App
    from slack_sdk import WebClient

log = logging.getLogger("footnote.bolt")


def surfaces() -> dict[str, ModuleType]:
    """The surfaces that carry requests out, by the kind of their requests."""
    return {module.kind: module for module in modules_in(bot.surfaces) if hasattr(module, "kind")}


def bolt_app(web: "WebClient", identity: Identity, inbox: Inbox) -> "App":
    """The app with all listeners. Who the bot is has been asked before: no event waits for, or fails by, auth.test."""
    from slack_bolt import App
    from slack_bolt.authorization import AuthorizeResult
    from slack_bolt.response import BoltResponse

    known = AuthorizeResult(
        enterprise_id=None,
        team_id=identity.team,
        bot_token=web.token,
        bot_id=identity.bot,
        bot_user_id=identity.user,
    )
    log.setLevel(logging.ERROR)  # it would warn that it does not use the token it finds in the environment
    app = App(client=web, authorize=lambda: known, signing_secret="not used in Socket Mode", logger=log)  # noqa: S106
    log.setLevel(logging.WARNING)

    @app.error
    def failed(error: Exception) -> BoltResponse:
        """Logs a bug in a listener, or a write that failed: it is not acknowledged, so that Slack sends it again."""
        log.error("a request from Slack was not taken", exc_info=error)
        return BoltResponse(status=500, body="")

    for module in modules_in(bot.surfaces):
        module.register(app, inbox)
    return app
