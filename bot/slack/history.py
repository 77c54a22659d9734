"""Questions that were asked while nobody listened, found in the history of the channels."""

import logging
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from bot.inbox import Inbox, Request
from bot.slack.client import Identity, Later, Refused, pages
from bot.slack.events import question

if TYPE_CHECKING:
    from slack_sdk import WebClient

OVERLAP = 600.0
"""Seconds looked back beyond the last we heard: an event may have been under way, and clocks differ."""
FARTHEST = 3 * 86_400.0
"""Seconds. Who asked before a long weekend does not expect an answer any more."""
OLD_THREADS = 7 * 86_400.0
"""Seconds. How old a thread may be for a new mention in it to be found."""
KINDS = "public_channel,private_channel,mpim,im"
Message = dict[str, Any]
log = logging.getLogger("footnote")


class History:
    """What was said since Slack was last heard, read place by place: one that fails does not hold up the others."""

    def __init__(
        self, web: "WebClient", identity: Identity, inbox: Inbox, clock: Callable[[], float] = time.time
    ) -> None:
        self._web = web
        self._identity = identity
        self._inbox = inbox
        self._clock = clock
        self._left: list[Message] = []
        self._since: float | None = None

    def begin(self) -> None:
        """Lists the places to be read anew. Raises Later or Refused."""
        heard, now = self._inbox.heard(), self._clock()
        self._left = []
        if heard is None:
            return
        if now - heard > FARTHEST:
            log.warning(
                "nobody listened for %.0f days; what is older than three is not picked up", (now - heard) / 86_400
            )
        self._since = max(min(heard, now) - OVERLAP, now - FARTHEST)
        listing = self._web.users_conversations
        self._left = list(pages(listing, "channels", types=KINDS, exclude_archived=True))

    def read(self, stopped: Callable[[], bool]) -> bool:
        """Writes down what was missed, as far as Slack lets us read; whether nothing is left to be read."""
        left, found = [], 0
        for channel in self._left:
            if stopped():
                return False
            try:
                found += sum(self._inbox.put(request) for request in self._asked_in(channel))
            except Refused as refused:
                log.warning("the history of %s cannot be read: %s", channel["id"], refused)
            except Later as later:
                log.warning("the history of %s is read later: %s", channel["id"], later)
                left.append(channel)
        if found:
            log.info("picked up %d questions that were asked while nobody listened", found)
        self._left = left
        return not left

    def _asked_in(self, channel: Message) -> Iterator[Request]:
        """Questions in a channel: at its top, in threads that went on, and in those where we answer."""
        since = self._since or 0.0
        where = {"channel": channel["id"], "channel_type": "im" if channel.get("is_im") else ""}
        for message in sorted(self._said_in(channel["id"], since), key=lambda each: float(each["ts"])):
            if float((message.get("edited") or message)["ts"]) >= since:
                asked = {"type": "message", **message, **where}
                found = question(asked, self._identity.user, self._inbox.answers_in)
                if found is not None:
                    yield found

    def _said_in(self, channel: str, since: float) -> list[Message]:
        """What was said or edited since then; threads where nobody but us has replied are passed over."""
        history, oldest = self._web.conversations_history, f"{since - OLD_THREADS:.6f}"
        seen, going_on, said = set(), set(), []
        for root in pages(history, "messages", channel=channel, oldest=oldest):
            seen.add(root["ts"])
            if float(root.get("latest_reply") or 0) >= since and root.get("reply_users") != [self._identity.user]:
                going_on.add(root["ts"])
            if float((root.get("edited") or root)["ts"]) >= since:
                said.append(root)
        ours = {thread for place, thread in self._inbox.threads(since - OLD_THREADS) if place == channel}
        for thread in sorted(going_on | (ours - seen)):
            said += self._replies(channel, thread, since)
        return said

    def _replies(self, channel: str, thread: str, since: float) -> list[Message]:
        """The replies in a thread since then; none where the thread is gone."""
        replies = self._web.conversations_replies
        try:
            found = pages(replies, "messages", channel=channel, ts=thread, oldest=f"{since:.6f}")
            return [message for message in found if message["ts"] != thread]
        except Refused:
            return []
