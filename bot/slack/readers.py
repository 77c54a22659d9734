"""Who reads an answer in Slack, and which labels all of them may see."""

import logging
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from bot.inbox import Request
from bot.slack.client import Identity, Later, Refused, called, pages
from footnote.errors import FootnoteError, SourceError
from footnote.text import Text
from knowledge.rights import Rights

if TYPE_CHECKING:
    from slack_sdk import WebClient

FEW = 10
"""So many unknown members of a channel are asked for one by one."""
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
        self._kept: dict[str, tuple[float, Any]] = {}
        self._keeping = threading.Lock()

    def is_bot(self, user: str) -> bool:
        """Whether *user* is a program, to which we never answer. SourceError while Slack does not say."""
        return self._person(user).is_bot

    def asker(self, user: str) -> frozenset[str]:
        """The labels that *user* may see; SourceError while Slack does not say who that is."""
        return self._rights.clearance(user, known=self._person(user).is_member)

    def audience(self, request: Request) -> frozenset[str]:
        """The labels that everybody may see who reads along: alone the asker, in a channel each of its members too.

        Nobody in a channel gets more than any member of the desk, nor more than strangers where other firms read.
        """
        labels = self.asker(request.user)
        if request.channel.startswith("D") or request.extra.get("response_url"):
            return labels
        outside = self._is_shared(request.channel) if request.outside is None else request.outside
        labels &= self._rights.up_to(self._rights.unknown if outside else self._rights.member)
        least = self._rights.up_to(self._rights.unknown)
        members = () if labels <= least else self._members(request.channel)
        for user in members:
            if not self.is_bot(user):
                labels &= self.asker(user)
        return labels if members else labels & least

    def _person(self, user: str) -> "Person":
        found: Person = self._remembered(
            user, lambda: self._read(self._asked(lambda: self._web.users_info(user=user), "user"))
        )
        return found

    def _members(self, channel: str) -> tuple[str, ...]:
        """Who is in a channel, nobody where Slack knows none; of many that are new to us, all are asked for at once."""

        def members() -> tuple[str, ...]:
            return tuple(self._listed(self._web.conversations_members, "members", channel=channel))

        found: tuple[str, ...] = self._remembered(f"members of {channel}", members)
        if sum(not self._is_fresh(user) for user in found) > FEW:
            for person in self._listed(self._web.users_list, "members"):
                self._keep(person["id"], self._read(person))
        return found

    def _is_shared(self, channel: str) -> bool:
        """Whether people of other firms read *channel*; a channel of which Slack says nothing may be."""

        def shared() -> bool:
            return bool(
                self._asked(lambda: self._web.conversations_info(channel=channel), "channel").get("is_ext_shared", True)
            )

        return bool(self._remembered(f"shared {channel}", shared))

    def _read(self, said: Mapping[str, Any]) -> "Person":
        kept_out = ("deleted", "is_restricted", "is_ultra_restricted", "is_stranger", "is_bot")
        ours = said.get("team_id") == self._identity.team
        return Person(is_member=ours and not any(said.get(mark) for mark in kept_out), is_bot=bool(said.get("is_bot")))

    def _remembered(self, name: str, look_up: Callable[[], Any]) -> Any:
        """What Slack says of somebody or something, asked again after a while."""
        return self._kept[name][1] if self._is_fresh(name) else self._keep(name, look_up())

    def _is_fresh(self, name: str) -> bool:
        with self._keeping:
            return name in self._kept and self._clock() - self._kept[name][0] < KEPT_FOR

    def _keep(self, name: str, found: Any) -> Any:
        with self._keeping:
            self._kept[name] = self._clock(), found
        return found

    def _listed(self, method: Callable[..., Any], name: str, **arguments: Any) -> list[Any]:
        """All that a method lists; nothing where it knows no such place, SourceError where Slack does not say."""
        try:
            return list(pages(method, name, **arguments))
        except (Later, Refused) as failure:
            if isinstance(failure, Refused) and failure.error in UNKNOWN:
                return []
            raise _unsaid(failure) from None

    def _asked(self, call: Callable[[], Any], name: str) -> Mapping[str, Any]:
        """What Slack says; nothing where it knows no such person or place, SourceError where it does not say."""
        try:
            found: Mapping[str, Any] = called(call)[name]
        except (Later, Refused) as failure:
            if isinstance(failure, Refused) and failure.error in UNKNOWN:
                return {}
            raise _unsaid(failure) from None
        return found


def all_may_see(readers: Readers, request: Request, label: str) -> bool:
    """Whether everybody who reads along there now may see what has *label*. Raises Later."""
    try:
        return label in readers.audience(replace(request, outside=None))
    except FootnoteError:
        raise Later("who reads the answer is not known", unsure=False) from None


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """What matters of what Slack says of somebody."""

    is_member: bool
    is_bot: bool


def _unsaid(failure: Exception) -> SourceError:
    log.warning("Slack does not say who reads: %s", failure)
    return SourceError(
        Text(
            "Slack does not say at the moment who is asking and who reads along, so nothing can be shown. "
            "Please ask again in a minute.",
            "Slack 目前无法确认提问者及可见成员的身份，因此暂不显示任何内容。请一分钟后再问。",
        ),
        retry=True,
    )
