"""Questions that were asked while nobody listened, found in the history of the channels."""

import logging
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from bot.inbox import Inbox, Request
from bot.slack.client import Identity, Refused, called
from bot.slack.events import question

if TYPE_CHECKING:
    from slack_sdk import WebClient

OVERLAP = 600.0
"""Seconds looked back beyond the last we heard: an event may have been under way, and clocks differ."""
FARTHEST = 3 * 86_400.0
"""Seconds. Who asked before a long weekend does not expect an answer any more."""
OLD_THREADS = 7 * 86_400.0
"""Seconds. How old a thread may be for a new mention in it to be found."""
A_PAGE = 500
KINDS = "public_channel,private_channel,mpim,im"
Message = dict[str, Any]
log = logging.getLogger("footnote")


def catch_up(web: "WebClient", identity: Identity, inbox: Inbox, clock: Callable[[], float] = time.time) -> int:
    """Writes down what was missed since Slack was last heard; how many requests that are."""
    heard = inbox.heard()
    if heard is None:
        return 0
    since = max(heard - OVERLAP, clock() - FARTHEST)
    found = sum(inbox.put(request) for request in _missed(web, identity, inbox, since))
    if found:
        log.info("picked up %d questions that were asked while nobody listened", found)
    return found


def _missed(web: "WebClient", identity: Identity, inbox: Inbox, since: float) -> Iterator[Request]:
    ours = inbox.threads(since - OLD_THREADS)
    for channel in _pages(web.users_conversations, "channels", types=KINDS, exclude_archived=True):
        try:
            yield from _in_channel(web, identity, inbox, channel, since, {at for id, at in ours if id == channel["id"]})
        except Refused as refused:
            log.warning("the history of %s cannot be read: %s", channel["id"], refused)


def _in_channel(
    web: "WebClient", identity: Identity, inbox: Inbox, channel: Message, since: float, ours: set[str]
) -> Iterator[Request]:
    """Questions in a channel since then: at its top, in threads that went on, and in those where we answer."""
    where = {"channel": channel["id"], "channel_type": "im" if channel.get("is_im") else ""}
    from_then = f"{since - OLD_THREADS:.6f}"
    roots = list(_pages(web.conversations_history, "messages", channel=channel["id"], oldest=from_then))
    going_on = {root["ts"] for root in roots if float(root.get("latest_reply") or 0) >= since}
    replies = [
        reply
        for thread in sorted(going_on | (ours - {root["ts"] for root in roots}))
        for reply in _thread(web, channel["id"], thread, since)
    ]
    for message in sorted([*roots, *replies], key=lambda each: float(each["ts"])):
        if float((message.get("edited") or message)["ts"]) >= since:
            found = question({"type": "message", **message, **where}, identity.user, inbox.answers_in)
            if found is not None:
                yield found


def _thread(web: "WebClient", channel: str, thread: str, since: float) -> list[Message]:
    """The replies in a thread since then; none where the thread is gone."""
    try:
        pages = _pages(web.conversations_replies, "messages", channel=channel, ts=thread, oldest=f"{since:.6f}")
        return [message for message in pages if message["ts"] != thread]
    except Refused:
        return []


def _pages(method: Callable[..., Any], name: str, **arguments: Any) -> Iterator[Message]:
    """Everything a method lists, page after page. Raises Later or Refused."""
    cursor = None
    while True:
        page = called(lambda cursor=cursor: method(limit=A_PAGE, cursor=cursor, **arguments))  # type: ignore[misc]
        yield from page.get(name, [])
        cursor = (page.get("response_metadata") or {}).get("next_cursor")
        if not cursor:
            return
