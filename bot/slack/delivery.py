"""Answers on their way into Slack: posted once, tried again, and never where somebody reads who may not."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from bot.inbox import Entry, Inbox
from bot.pool import Pool
from bot.slack import again, words
from bot.slack.block_limits import faults
from bot.slack.client import Later, Refused
from bot.slack.message import Message, message, plain
from bot.slack.parts import Parts
from bot.slack.readers import all_may_see
from footnote.errors import FootnoteError

Document = Mapping[str, Any]
TAKEN_BACK = frozenset({"thread_not_found", "message_not_found", "cannot_reply_to_message"})
"""Slack's words where the question itself is gone."""
log = logging.getLogger("footnote")


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """An answer to post: ``shown`` is None for one of an earlier process, ``unsure`` that a try may have worked."""

    entry: Entry
    shown: Document | None
    tries: int = 0
    unsure: bool = False

    @property
    def look(self) -> bool:
        """Whether the answer may be in Slack already."""
        return self.unsure or self.entry.found


class Delivery:
    """Posts in lanes of one channel each. *anew* has a request answered again, *after* sees to what follows a post."""

    def __init__(
        self,
        inbox: Inbox,
        parts: Parts,
        pool: Pool,
        anew: Callable[[Entry], object],
        after: Callable[[Entry, Document, str], object],
    ) -> None:
        self._inbox = inbox
        self._parts = parts
        self._pool = pool
        self._anew = anew
        self._after = after

    def take(self, entry: Entry, shown: Document | None) -> None:
        """Puts an answer in line; that of an earlier process is taken from the ledger."""
        self._queue(Parcel(entry=entry, shown=shown))

    def _queue(self, parcel: Parcel, *, after: float = 0.0) -> None:
        again.queue(self._pool, _place(parcel.entry), parcel.entry, partial(self._post, parcel), after=after)

    def _post(self, parcel: Parcel) -> float:
        """Posts the answer, or sees to it that it is tried again; gives the seconds for which its place rests."""
        entry = parcel.entry
        try:
            shown = self._allowed(parcel)
            if shown is None:
                self._anew(replace(entry, answer=None, request=replace(entry.request, outside=None)))
                return 0.0
            self._inbox.mark(entry.id, "posting")
            posted = self._said(parcel, shown)
        except Later as later:
            return self._later(parcel, later)
        except Refused as refused:
            self._refused(parcel, refused)
        else:
            self._after(entry, shown, posted)
        return _rest(entry)

    def _allowed(self, parcel: Parcel) -> Document | None:
        """The answer, if those who read it now may; None where it has to be made again. Raises Later.

        One that was made just now was made for them.
        """
        if parcel.shown is not None and not parcel.tries:
            return parcel.shown
        try:
            shown = self._parts.current(parcel.shown) if parcel.shown else self._parts.kept(parcel.entry.answer or "")
        except FootnoteError:
            return None
        return shown if all_may_see(self._parts.readers, parcel.entry.request, shown["label"]) else None

    def _said(self, parcel: Parcel, shown: Document) -> str:
        """The timestamp of the post. Raises Later or Refused."""
        poster, request = self._parts.poster, parcel.entry.request
        if parcel.entry.moved:
            said = f"{words.elsewhere(shown['language'])}\n\n{plain(shown)}"
            return poster.privately(request, said, since=parcel.entry.received, look=parcel.look)
        sentence = words.unsaid(shown["id"], shown["language"])
        return poster.post(request, _laid_out(shown, sentence), sentence, look=parcel.look)

    def _later(self, parcel: Parcel, later: Later) -> float:
        pause = later.seconds if later.seconds is not None else again.pause(parcel.tries)
        log.warning("request %s is answered later, in %.0f s: %s", parcel.entry.request.key, pause, later)
        self._queue(replace(parcel, tries=parcel.tries + 1, unsure=parcel.unsure or later.unsure), after=pause)
        return max(_rest(parcel.entry), 0.0 if later.seconds is None else later.seconds)

    def _refused(self, parcel: Parcel, refused: Refused) -> None:
        """Turns to a direct message where the answer cannot be posted where it was asked for."""
        entry = parcel.entry
        log.error("request %s cannot be answered there: %s", entry.request.key, refused.error)
        if entry.moved or refused.error in TAKEN_BACK:
            self._inbox.mark(entry.id, "dead")
            return
        self._inbox.mark(entry.id, "answered", moved=True)
        self._queue(replace(parcel, entry=replace(entry, moved=True), unsure=False))


def _place(entry: Entry) -> str:
    """Where the answer goes: one post at a time."""
    if entry.moved:
        return f"direct {entry.request.user}"
    return entry.request.extra.get("response_url") or entry.request.channel


def _rest(entry: Entry) -> float:
    return again.A_CHANNEL if _place(entry) == entry.request.channel else 0.0


def _laid_out(shown: Document, sentence: str) -> Message:
    """The answer as Slack shows it: no blocks that Slack would refuse, one sentence where it cannot be laid out."""
    try:
        found = message(shown)
    except Exception:
        log.exception("bug while laying out answer %s", shown["id"])
        return Message(text=sentence, blocks=[])
    if wrong := faults(found.blocks, "message"):
        log.error("the blocks of answer %s are not sent: %s", shown["id"], "; ".join(wrong))
        return Message(text=found.text, blocks=[])
    return found
