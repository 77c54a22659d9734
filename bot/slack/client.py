"""The one factory of Slack clients, and what a failed call means for whoever made it."""

import http.client
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from footnote.settings import Settings

if TYPE_CHECKING:
    from slack_sdk import WebClient
    from slack_sdk.errors import SlackApiError
    from slack_sdk.webhook import WebhookClient, WebhookResponse

TIMEOUT = 8
MOST_RETRIES = 2
A_PAGE = 500
NOT_SLACK = "no reply of Slack's"
WORD = re.compile(r"[a-z0-9_]{2,60}")
BROKEN = (OSError, http.client.HTTPException)
"""What a call raises when the reply did not come: it may or may not have been carried out."""
PASSING = frozenset(
    "internal_error fatal_error service_unavailable request_timeout rollup_error team_added_to_org ekm_access_denied"
    " accesslimited".split()
)
UNAUTHORISED = frozenset(
    "invalid_auth not_authed account_inactive token_revoked token_expired no_permission missing_scope"
    " not_allowed_token_type org_login_required two_factor_setup_required access_denied".split()
)


def client(settings: Settings, *, app_level: bool = False, retries: bool = True, timeout: int = TIMEOUT) -> "WebClient":
    """A client of Slack's Web API. With *retries* it repeats what failed in passing: for reading only.

    A call that writes must not be repeated blindly, since one whose reply was lost may have been carried out.
    """
    from slack_sdk import WebClient
    from slack_sdk.http_retry.builtin_handlers import (
        ConnectionErrorRetryHandler,
        RateLimitErrorRetryHandler,
        ServerErrorRetryHandler,
    )

    kinds = (ConnectionErrorRetryHandler, RateLimitErrorRetryHandler, ServerErrorRetryHandler)
    return WebClient(
        token=settings.slack_app_token if app_level else settings.slack_bot_token,
        base_url=settings.slack_api_url,
        timeout=timeout,
        retry_handlers=[kind(max_retry_count=MOST_RETRIES) for kind in kinds] if retries else [],
    )


def responder(url: str) -> "WebhookClient":
    """A client for one ``response_url``, used exactly as Slack gave it."""
    from slack_sdk.webhook import WebhookClient

    return WebhookClient(url, timeout=TIMEOUT, retry_handlers=[])


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Who the bot is in its workspace."""

    team: str
    user: str
    bot: str
    scopes: frozenset[str] = frozenset()


def identify(web: "WebClient") -> Identity:
    """What ``auth.test`` says of the token."""
    found = web.auth_test()
    granted = next((value for name, value in found.headers.items() if name.lower() == "x-oauth-scopes"), "")
    return Identity(
        team=found["team_id"],
        user=found["user_id"],
        bot=found.get("bot_id") or "",
        scopes=frozenset(scope.strip() for scope in granted.split(",") if scope.strip()),
    )


class Later(Exception):  # noqa: N818
    """The call failed in passing: worth another try. ``unsure`` when it may have been carried out all the same."""

    def __init__(self, why: str, *, seconds: float | None = None, unsure: bool = True) -> None:
        super().__init__(why)
        self.seconds = seconds
        self.unsure = unsure


class Unauthorised(Later):
    """The token, or what it may do, is wrong: for the operator to mend, while all that waits is kept."""

    PAUSE = 60.0


class Refused(Exception):  # noqa: N818
    """Slack will not do this however often it is asked; ``error`` is its word for why."""

    def __init__(self, error: str) -> None:
        super().__init__(error)
        self.error = error


def called(call: Callable[[], Any]) -> Any:
    """What *call* gives; Later or Refused when it fails."""
    from slack_sdk.errors import SlackClientError

    try:
        return call()
    except (SlackClientError, *BROKEN) as failure:
        raise meaning(failure) from None


def pages(method: Callable[..., Any], name: str, **arguments: Any) -> Iterator[dict[str, Any]]:
    """Everything a method lists, page after page. Raises Later or Refused."""
    cursor = None
    while True:
        page = called(lambda cursor=cursor: method(limit=A_PAGE, cursor=cursor, **arguments))  # type: ignore[misc]
        yield from page.get(name, [])
        cursor = (page.get("response_metadata") or {}).get("next_cursor")
        if not cursor:
            return


def meaning(failure: Exception) -> Later | Refused:
    """What a failed call comes to: later, or never."""
    from slack_sdk.errors import SlackApiError

    if not isinstance(failure, SlackApiError):
        return Later(type(failure).__name__)
    status, error = getattr(failure.response, "status_code", 0), _error(failure)
    if status == 429 or error == "ratelimited":
        return Later("ratelimited", seconds=_retry_after(failure), unsure=False)
    if status >= 500 or not error or error in PASSING:
        return Later(error or f"{NOT_SLACK}, status {status}")
    if error in UNAUTHORISED:
        return Unauthorised(error, seconds=Unauthorised.PAUSE, unsure=False)
    return Refused(error)


def raise_for(reply: "WebhookResponse") -> None:
    """Raises Later or Refused where a ``response_url`` did not take what was sent; it may say so with status 200."""
    if reply.status_code == 429:
        given = {name.lower(): value for name, value in reply.headers.items()}.get("retry-after", "1")
        raise Later("ratelimited", seconds=seconds(given), unsure=False)
    word = _refusal(reply.body)
    if reply.status_code >= 500 or word in PASSING or word == NOT_SLACK:
        raise Later(f"{word or 'HTTP'} {reply.status_code}")
    if word:
        raise Refused(word)


def _refusal(body: str) -> str:
    """Slack's word for what was wrong, bare or in JSON; nothing where all is well."""
    if body.strip() in ("ok", ""):
        return ""
    try:
        found = json.loads(body)
    except ValueError:
        return body if WORD.fullmatch(body) else NOT_SLACK
    return "" if found.get("ok") else str(found.get("error", NOT_SLACK))


def _error(failure: "SlackApiError") -> str:
    """Slack's word for what was wrong; nothing where what came is not Slack's, a proxy's page for example."""
    data = getattr(failure.response, "data", failure.response)
    word = str(data.get("error", "")) if isinstance(data, dict) else ""
    return word if WORD.fullmatch(word) else ""


def _retry_after(failure: "SlackApiError") -> float:
    headers = getattr(failure.response, "headers", {})
    return seconds(next((value for name, value in headers.items() if name.lower() == "retry-after"), "1"))


def seconds(given: str) -> float:
    """The pause that a Retry-After header asks for; a second where it cannot be read."""
    return float(given) if given.replace(".", "", 1).isdigit() else 1.0
