"""Slack's events as requests: which of them are questions to us, and what was typed."""

import html
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from bot.inbox import Request
from bot.language import is_courtesy

ASKING = (None, "file_share", "thread_broadcast")
"""Subtypes of a message that a person wrote; every other is Slack's own or a bot's."""
LINK = re.compile(r"<((?:https?|mailto)[^|>]*)(?:\|([^>]*))?>")
CHANNEL = re.compile(r"<#\w+\|([^>]*)>")
OTHERS = re.compile(r"<@(\w+)(?:\|[^>]*)?>")

AnswersIn = Callable[[str, str, str], bool]
"""Whether we answered in the thread of a channel before a message was sent there."""


def request(body: Mapping[str, Any], me: str, answers_in: AnswersIn) -> Request | None:
    """The question in an event's payload; None for what is not for us. *me* is the bot's own user id."""
    event = body.get("event") or {}
    if event.get("type") not in ("message", "app_mention"):
        return None
    if event.get("subtype") == "message_changed":
        event = _edited(event)
    found = question(event, me, answers_in)
    return found and replace(found, event=body.get("event_id"), outside=body.get("is_ext_shared_channel"))


def question(event: Mapping[str, Any], me: str, answers_in: AnswersIn) -> Request | None:
    """The question in a message as it stands in an event or in a channel's history; None for what is not for us."""
    user, channel, ts = event.get("user"), event.get("channel"), event.get("ts")
    if not (user and channel and ts) or not _by_a_person(event, me):
        return None
    typed, thread = event.get("text") or "", event.get("thread_ts") or ts
    named = _named(event, typed, me)
    if not named and not _goes_on(typed, thread != ts and answers_in(channel, thread, ts)):
        return None
    edited = (event.get("edited") or {}).get("ts") or ""
    return Request(
        kind="question",
        key=":".join(filter(None, ("message", channel, ts, edited))),
        user=user,
        channel=channel,
        thread=thread,
        ts=ts,
        edited=edited,
        text=plain(typed),
        extra={} if named else {"overheard": "yes"},
    )


def _by_a_person(event: Mapping[str, Any], me: str) -> bool:
    return (
        event.get("subtype") in ASKING
        and not event.get("bot_id")
        and not event.get("bot_profile")
        and event.get("user") not in (me, "USLACKBOT")
    )


def _named(event: Mapping[str, Any], typed: str, me: str) -> bool:
    """Whether it was said to us: alone with us, or by our name."""
    return event.get("channel_type") == "im" or event.get("type") == "app_mention" or me in OTHERS.findall(typed)


def _goes_on(typed: str, ours: bool) -> bool:
    """Whether it goes on in a thread where we answer, and neither to somebody else nor for courtesy's sake."""
    return ours and not OTHERS.match(typed.lstrip()) and not is_courtesy(typed)


def _edited(event: Mapping[str, Any]) -> dict[str, Any]:
    """The message as a person left it; nothing where only Slack touched it, to unfurl a link for example."""
    after, before = event.get("message") or {}, event.get("previous_message") or {}
    if not after.get("edited") or after.get("text") == before.get("text"):
        return {}
    where = {"channel": event.get("channel"), "channel_type": event.get("channel_type"), "type": "message"}
    return {**after, **where}


def plain(typed: str) -> str:
    """What was typed, out of Slack's notation: mentions taken out, links and channels by their names."""
    text = CHANNEL.sub(r"#\1", OTHERS.sub(" ", typed))
    text = LINK.sub(lambda found: found[2] or found[1], text)
    return html.unescape(text).encode("utf-8", "replace").decode("utf-8").strip()
