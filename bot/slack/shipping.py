"""Files that somebody pressed a button for, shared once: Slack shares an upload once, however often it is told to.

The id of the upload is written down before Slack is told to share it. After a crash the same upload is looked for, and
told to be shared again: Slack refuses a second share. Only an upload that it refuses and that never shows, as one that
waited for too long, is made anew.

A picture is uploaded for our eyes only, and shown by a post of ours: that has alt text, and is looked for by our mark.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from bot.inbox import Entry, Inbox, Request
from bot.ledger import new_id
from bot.pool import Pool
from bot.slack import again, words
from bot.slack import block_kit as kit
from bot.slack.client import Later, Refused
from bot.slack.escape import escape
from bot.slack.parts import Parts
from bot.slack.pictures import MOST_POSTS
from bot.slack.post import TOO_MUCH
from bot.slack.readers import all_may_see
from bot.slack.upload import SPENT
from footnote.errors import FootnoteError, SourceError

MOST_TRIES = 6
"""How often a file is tried: about a minute."""
log = logging.getLogger("footnote")


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """What is to be shared, under which answer's label, and the sentence for the one who pressed if it cannot be.

    A picture has ``alt``, the words for whoever does not see it.
    """

    name: str
    content: bytes
    label: str
    instead: str
    moved: str
    """What is said where the file goes to direct messages, for want of a thread that may hold it."""
    alt: str = ""


Made = Callable[[Request, Parts], File]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shipment:
    """A file on its way: ``upload`` is Slack's id of it, ``unsure`` that it may have been shared."""

    entry: Entry
    made: Made
    upload: str = ""
    tries: int = 0
    unsure: bool = False


class Shipping:
    """Files in lanes, one for each person."""

    def __init__(self, inbox: Inbox, parts: Parts, pool: Pool) -> None:
        self._inbox = inbox
        self._parts = parts
        self._pool = pool

    def take(self, entry: Entry, made: Made) -> None:
        """Puts the file that *made* gives in line; with what an earlier process had uploaded of it."""
        upload = entry.posted or ""
        self._queue(Shipment(entry=entry, made=made, upload=upload, unsure=bool(upload)))

    def _queue(self, shipment: Shipment, *, after: float = 0.0) -> None:
        again.queue(
            self._pool,
            f"files {shipment.entry.request.user}",
            shipment.entry,
            partial(self._ship, shipment),
            after=after,
        )

    def _ship(self, shipment: Shipment) -> None:
        """Shares the file, or tells whoever pressed why there is none."""
        entry = shipment.entry
        try:
            file = shipment.made(entry.request, self._parts)
        except SourceError as error:
            self._later(shipment, Later(str(error), unsure=False), f"{error.text.en} / {error.text.zh}")
            return
        except FootnoteError as error:
            self._end(entry, f"{error.text.en} / {error.text.zh}")
            return
        except Exception:
            reference = new_id()
            log.exception("bug while making the file of %s, reference %s", entry.request.key, reference)
            self._end(entry, words.broken(reference))
            return
        self._hand_over(shipment, file)

    def _hand_over(self, shipment: Shipment, file: File) -> None:
        entry = shipment.entry
        try:
            place, moved = self._place(entry.request, file)
            if self._is_shared(shipment, file, place):
                self._inbox.mark(entry.id, "done")
                return
            shipment = self._uploaded(shipment, file)
            self._show(shipment, file, place)
        except Later as later:
            self._later(shipment, later, file.instead)
        except Refused as refused:
            self._refused(shipment, refused, file)
        else:
            self._inbox.mark(entry.id, "done")
            if moved:
                self._parts.poster.aside(entry.request, file.moved)

    def _is_shared(self, shipment: Shipment, file: File, place: Request) -> bool:
        """Whether a share that may have worked did. Raises Later or Refused."""
        unsure = shipment.unsure and not file.alt
        return unsure and self._parts.poster.holds(place, shipment.upload, since=shipment.entry.received)

    def _uploaded(self, shipment: Shipment, file: File) -> Shipment:
        """The shipment, its file held by Slack; the id of one to be shared is written down. Raises Later or Refused."""
        if shipment.upload:
            return shipment
        upload = self._parts.uploads.put(file.name, file.content)
        if file.alt:
            self._parts.uploads.keep(upload, file.name)
        else:
            self._inbox.mark(shipment.entry.id, "posting", posted=upload)
        return replace(shipment, upload=upload)

    def _show(self, shipment: Shipment, file: File, place: Request) -> None:
        """Shares the file in its place, or shows it there in a post. Raises Later or Refused."""
        entry = shipment.entry
        if not file.alt:
            self._parts.uploads.share(shipment.upload, file.name, place.channel, place.thread)
            return
        form = {"text": escape(file.alt), "blocks": [kit.image(shipment.upload, file.alt)]}
        self._parts.poster.put(place, form, since=entry.received, look=shipment.unsure or entry.found)

    def _place(self, request: Request, file: File) -> tuple[Request, bool]:
        """The thread of the answer if all who read there may see it, else the direct messages, and whether these.

        Raises Later.
        """
        if request.thread and all_may_see(self._parts.readers, request, file.label):
            return request, False
        return self._parts.poster.direct(request), not request.channel.startswith("D")

    def _later(self, shipment: Shipment, later: Later, instead: str) -> None:
        if shipment.tries + 1 >= MOST_TRIES:
            self._end(shipment.entry, instead)
            return
        pause = later.seconds if later.seconds is not None else again.pause(shipment.tries)
        log.warning("the file of %s is shared later, in %.0f s: %s", shipment.entry.request.key, pause, later)
        unsure = bool(shipment.upload) and (shipment.unsure or later.unsure)
        self._queue(replace(shipment, tries=shipment.tries + 1, unsure=unsure), after=pause)

    def _refused(self, shipment: Shipment, refused: Refused, file: File) -> None:
        """Takes a second share that is refused for a first that worked.

        After a restart it may also be that the upload waited for too long: what never shows is uploaded anew. A post of
        a picture is refused while Slack still looks through its file, which a few seconds mend.
        """
        instead = file.instead
        if file.alt and shipment.upload and refused.error in TOO_MUCH and shipment.tries + 1 < MOST_POSTS:
            self._queue(replace(shipment, tries=shipment.tries + 1), after=1.0)
        elif refused.error != SPENT or not shipment.unsure:
            log.error("the file of %s cannot be shared: %s", shipment.entry.request.key, refused)
            self._end(shipment.entry, instead)
        elif not shipment.entry.found:
            self._inbox.mark(shipment.entry.id, "done")
        elif shipment.tries + 1 < MOST_TRIES - 2:
            self._later(shipment, Later("it may be on its way"), instead)
        else:
            self._queue(replace(shipment, upload="", unsure=False, tries=shipment.tries + 1))

    def _end(self, entry: Entry, sentence: str) -> None:
        """Tells whoever pressed, and nobody else, that there is no file."""
        self._parts.poster.aside(entry.request, sentence)
        self._inbox.mark(entry.id, "dead")
