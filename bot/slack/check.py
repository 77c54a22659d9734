"""Whether the bot can live in Slack: its tokens, what it may do there, and whether a connection is granted."""

import json
from collections.abc import Callable, Iterator
from typing import Any

from bot.slack.client import Later, Refused, Unauthorised, called, client, identify
from footnote.settings import Settings, packaged_manifest

WAIT = 5
Found = tuple[str, bool, str]
"""The name of a check, whether it is well, and what there is to say."""


def examine(settings: Settings) -> Iterator[Found]:
    """A line each for tokens, scopes and socket. No connection is opened: Slack would send questions to it."""
    if faults := settings.slack_faults():
        yield from (("tokens", False, fault) for fault in faults)
        return
    yield from _bot_token(settings)
    yield from _app_token(settings)


def _bot_token(settings: Settings) -> Iterator[Found]:
    found, fault = _tried(lambda: identify(client(settings, retries=False, timeout=WAIT)))
    if found is None:
        yield "tokens", False, f"SLACK_BOT_TOKEN: {fault}"
        return
    yield "tokens", True, f"Slack knows the bot as {found.user} in workspace {found.team}"
    missing = ", ".join(sorted(wanted_scopes() - found.scopes))
    if not found.scopes:
        yield "scopes", True, "Slack does not list what the bot may do"
    elif missing:
        yield "scopes", False, f"missing: {missing}; add them to the app and install it again"
    else:
        yield "scopes", True, "all that the manifest names"


def _app_token(settings: Settings) -> Iterator[Found]:
    web = client(settings, app_level=True, retries=False, timeout=WAIT)
    found, fault = _tried(lambda: web.apps_connections_open(app_token=settings.slack_app_token))
    yield "socket", found is not None, "Slack grants a connection" if found else f"SLACK_APP_TOKEN: {fault}"


def _tried(call: Callable[[], Any]) -> tuple[Any, str]:
    """What *call* gives, or None and what is wrong."""
    try:
        return called(call), ""
    except (Refused, Unauthorised) as failure:
        return None, f"Slack does not accept it ({failure})"
    except Later as failure:
        return None, f"Slack cannot be reached ({failure}); check SLACK_API_URL and the network"


def wanted_scopes() -> frozenset[str]:
    """The scopes that the manifest asks for."""
    manifest = json.loads(packaged_manifest().read_text("utf-8"))
    return frozenset(manifest["oauth_config"]["scopes"]["bot"])
