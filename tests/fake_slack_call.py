"""A call of the Web API before its method runs: register, tokens, scopes, names of arguments, limits, pages."""

import base64
import binascii
import json
import math
import time
from dataclasses import dataclass

from fake_slack_records import BOT_USER, SCOPE_OF_KIND

TIER = {1: 1, 2: 20, 3: 50, 4: 100, "special": 600}
MINUTE = 60
JSON_FIELDS = tuple("blocks attachments metadata view prompts loading_messages message file_ids files".split())
EVERYWHERE = ("team_id",)  # Bolt's clients send it with every call, and Slack takes it
METHODS = {}


class Refused(Exception):  # noqa: N818
    """Slack's answer when it will not: the error's name, the HTTP status, and what else the reply holds."""

    def __init__(self, error, *, status=200, headers=None, messages=None, **more):
        super().__init__(error)
        told = {"response_metadata": {"messages": messages}} if messages else {}
        self.status, self.headers = status, headers or {}
        self.body = {"ok": False, "error": error} | told | more


@dataclass(frozen=True, kw_only=True)
class Method:
    """What a method takes and needs. *token* says whose: bot, app, or nobody's."""

    run: object
    needs: tuple[str, ...]
    may: tuple[str, ...]
    scope: str | None
    tier: int | str
    token: str | None


def method(name, *, needs="", may="", scope=None, tier=3, token="bot"):
    """Registers the function as the method *name*; arguments are named in two strings, required and optional."""

    def register(run):
        METHODS[name] = Method(
            run=run, needs=tuple(needs.split()), may=tuple(may.split()), scope=scope, tier=tier, token=token
        )
        return run

    return register


def check_token(slack, wanted, token):
    """Refuses a token that is missing, unknown or of the wrong kind."""
    if wanted is None:
        return
    if not token:
        raise Refused("not_authed")
    if token not in {slack.bot_token, slack.app_token}:
        raise Refused("invalid_auth")
    if token != {"bot": slack.bot_token, "app": slack.app_token}[wanted]:
        raise Refused("not_allowed_token_type")


def check_scope(world, needed):
    """Refuses what the manifest has no scope for; *needed* may hold alternatives, split by ``|``."""
    if needed and not set(needed.split("|")) & set(world.scopes):
        raise Refused("missing_scope", needed=needed.replace("|", ","), provided=",".join(world.scopes))


def check_names(of, arguments):
    """Refuses arguments the method has not and the lack of those it needs."""
    wrong = [f"[ERROR] missing required field: {name}" for name in of.needs if arguments.get(name) in (None, "")]
    wrong += [
        f"[ERROR] unexpected argument: {name}" for name in arguments if name not in (*of.needs, *of.may, *EVERYWHERE)
    ]
    if wrong:
        raise Refused("invalid_arguments", messages=wrong)


def decoded(arguments):
    """The arguments with those that are JSON in a string read."""
    return {name: read(name, value) if name in JSON_FIELDS else value for name, value in arguments.items()}


def read(name, value):
    """One argument of JSON."""
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except json.JSONDecodeError:
        raise Refused("invalid_blocks_format" if name == "blocks" else "invalid_arguments") from None


def flag(arguments, name, default=False):
    """A yes or no, however it was sent."""
    value = arguments.get(name, default)
    return value in (True, 1, "1", "true", "True")


# ---------------------------------------------------------------- how much a minute


class Limits:
    """A bucket for every method and, for posting, every channel."""

    def __init__(self):
        self.buckets = {}

    def check(self, key, *, per_second, burst):
        """Refuses what comes too soon, with the seconds to wait."""
        now = time.monotonic()
        left, at = self.buckets.get(key, (burst, now))
        left = min(burst, left + (now - at) * per_second)
        if left < 1:
            self.buckets[key] = (left, now)
            raise too_many(math.ceil((1 - left) / per_second))
        self.buckets[key] = (left - 1, now)

    def spend(self, name, of, arguments):
        """Counts a call: posting about once a second and channel, all else by its tier."""
        if of.tier == "posting":
            self.check((name, arguments.get("channel")), per_second=1, burst=3)
        else:
            self.check(name, per_second=TIER[of.tier] / MINUTE, burst=TIER[of.tier])


def too_many(seconds):
    """The refusal of a call that came too soon."""
    return Refused("ratelimited", status=429, headers={"Retry-After": str(seconds)})


# ---------------------------------------------------------------- channels and pages


def channel_for(world, id, right=None, *, member=False):
    """The channel, if the bot may know of it; *right* is history, read or write, *member* asks that it be in it."""
    channel = world.channels.get(id)
    if channel is None:
        raise Refused("channel_not_found")
    if right:
        check_scope(world, f"{SCOPE_OF_KIND[channel.kind]}:{right}")
    if BOT_USER not in channel.members:
        if channel.kind != "channel":
            raise Refused("channel_not_found")
        if member:
            raise Refused("not_in_channel")
    return channel


def page(items, arguments, key, *, default, most=1000):
    """One page of *items* and the cursor of the next; a cursor names the item it starts with."""
    try:
        limit = int(arguments.get("limit") or default)
    except ValueError:
        raise Refused("invalid_limit") from None
    if not 0 < limit <= most:
        raise Refused("invalid_limit")
    start = place(items, arguments["cursor"], key) if arguments.get("cursor") else 0
    rest = items[start + limit :]
    return items[start : start + limit], base64.b64encode(f"next:{key(rest[0])}".encode()).decode() if rest else ""


def place(items, cursor, key):
    """Where the page of the cursor starts."""
    try:
        wanted = base64.b64decode(cursor, validate=True).decode().removeprefix("next:")
        return [key(item) for item in items].index(wanted)
    except (binascii.Error, UnicodeDecodeError, ValueError):
        raise Refused("invalid_cursor") from None
