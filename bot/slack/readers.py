"""Who reads an answer in Slack, and which labels all of them may see."""

import logging
import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from bot.inbox import Request
from bot.slack.client import Identity, Later, Refused, called
from footnote.errors import SourceError
from footnote.text import Text
from knowledge.rights import Rights

if TYPE_CHECKING:
    from slack_sdk import WebClient

KEPT_FOR = 300.0
"""Seconds for which Slack's word on a person is believed."""


UNKNOWN = frozenset("user_not_found user_not_visible users_not_found channel_not_found not_in_channel".split())
log = logging.getLogger("footnote")


class Readers:
    """Clearances of people in places. Whoever Slack does not vouch for stands as low as the desk lets strangers."""

    def __init__(
        self, web: "WebClient", identity: Identity, rights: Rights, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._web = web
        self._identity = identity
        self._rights = rights
        self._clock = clock
        self._kept: dict[str, tuple[float, dict[str, Any]]] = {}
        self._keeping = threading.Lock()

    def is_bot(self, user: str) -> bool:
        """Whether *user* is a program, to which we never answer."""
        return bool(self._person(user).get("is_bot"))

    def asker(self, user: str) -> frozenset[str]:
        """The labels that *user* may see; SourceError while Slack does not say who that is."""
        found = self._person(user)
        kept_out = ("deleted", "is_restricted", "is_ultra_restricted", "is_stranger", "is_bot")
        member = found.get("team_id") == self._identity.team and not any(found.get(mark) for mark in kept_out)
        return self._rights.clearance(user, known=member)

    def audience(self, request: Request) -> frozenset[str]:
        """The labels of an answer in the request's place: the asker's, in a channel no more than any member's."""
        mine = self.asker(request.user)
        if request.channel.startswith("D") or request.extra.get("response_url"):
            return mine
        outside = self._is_shared(request.channel) if request.outside is None else request.outside
        return mine & self._rights.up_to(self._rights.unknown if outside else self._rights.member)

    def _person(self, user: str) -> dict[str, Any]:
        return self._remembered(user, lambda: self._web.users_info(user=user)["user"])

    def _is_shared(self, channel: str) -> bool:
        """Whether people of other firms read *channel*; a channel of which Slack says nothing may be."""
        found = self._remembered(channel, lambda: self._web.conversations_info(channel=channel)["channel"])
        return bool(found.get("is_ext_shared", True))

    def _remembered(self, id: str, call: Callable[[], Any]) -> dict[str, Any]:
        """What Slack says of a person or a channel, asked again after a while."""
        with self._keeping:
            at, found = self._kept.get(id, (float("-inf"), {}))
        if self._clock() - at < KEPT_FOR:
            return found
        found = self._asked(call)
        with self._keeping:
            self._kept[id] = self._clock(), found
        return found

    def _asked(self, call: Callable[[], Any]) -> dict[str, Any]:
        """What Slack says; nothing where it knows no such person or place, SourceError where it does not say."""
        try:
            return dict(called(call))
        except (Later, Refused) as failure:
            if isinstance(failure, Refused) and failure.error in UNKNOWN:
                return {}
            log.warning("Slack does not say who asks: %s", failure)
            raise SourceError(
                Text(
                    "Slack does not say at the moment who is asking, so nothing can be shown. "
                    "Please ask again in a minute.",
                    "Slack 目前无法确认提问者的身份，因此暂不显示任何内容。请一分钟后再问。",
                ),
                retry=True,
            ) from None
