"""The pictures of an answer, posted after it: the answer never waits for them, and stands without them.

A picture is uploaded for our eyes only, and shown by a post that carries our mark. So what a crash leaves behind is at
worst a file that nobody sees, and the post is looked for before it is made again.
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from bot.inbox import Entry, Inbox, Request
from bot.pool import Pool
from bot.slack import again, words
from bot.slack import block_kit as kit
from bot.slack.client import Later, Refused
from bot.slack.escape import escape
from bot.slack.parts import Parts
from bot.slack.post import TOO_MUCH
from bot.slack.readers import all_may_see
from footnote.errors import FootnoteError

Document = Mapping[str, Any]
LONGEST_ALT = 2_000
MOST_UPLOADS = 6
"""How often an upload is tried: about a minute."""
MOST_POSTS = 10
"""How often Slack is asked to show a file that it may still be looking through, a second apart."""
log = logging.getLogger("footnote")


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """One chart of an answer: ``file`` is Slack's id of it once it is uploaded, ``given_up`` that words must do."""

    entry: Entry
    shown: Document
    number: int = 0
    file: str = ""
    given_up: bool = False
    tries: int = 0
    unsure: bool = False

    @property
    def chart(self) -> Mapping[str, Any]:
        """The picture's path and the words in its place."""
        found: Mapping[str, Any] = self.shown["charts"][self.number]
        return found

    @property
    def private(self) -> bool:
        """Whether only the asker saw the answer."""
        return self.entry.moved or bool(self.entry.request.extra.get("response_url"))

    @property
    def lane(self) -> str:
        """Where it is posted: one post at a time, together with the answers there."""
        request = self.entry.request
        return f"direct {request.user}" if self.private else request.channel

    def failed(self) -> "Picture":
        """The same as one sentence in its place."""
        return replace(self, file="", given_up=True, tries=0)


class Pictures:
    """Uploads in one pool, posts in that of the answers."""

    def __init__(self, inbox: Inbox, parts: Parts, uploading: Pool, posting: Pool) -> None:
        self._inbox = inbox
        self._parts = parts
        self._uploading = uploading
        self._posting = posting

    def take(self, entry: Entry, shown: Document, posted: str) -> None:
        """Ends a request whose answer was posted, after its pictures if it has any."""
        if not shown.get("charts"):
            self._inbox.mark(entry.id, "done", posted=posted)
            return
        self._inbox.mark(entry.id, "posted", posted=posted)
        self._queue(Picture(entry=entry, shown=shown))

    def resume(self, entry: Entry) -> None:
        """Goes on with the pictures of an answer that an earlier process posted."""
        try:
            shown = self._parts.kept(entry.answer or "")
        except FootnoteError:
            self._inbox.mark(entry.id, "done")
            return
        self._queue(Picture(entry=entry, shown=shown))

    def _queue(self, picture: Picture, *, after: float = 0.0) -> None:
        job, pool = (self._post, self._posting) if picture.file or picture.given_up else (self._upload, self._uploading)
        again.queue(pool, picture.lane, picture.entry, partial(job, picture), after=after)

    def _upload(self, picture: Picture) -> None:
        """Hands the file to Slack; where that fails for good, words must do."""
        path = Path(picture.chart["path"])
        try:
            if not self._allowed(picture):
                raise Refused("not for everybody who reads there now")
            file = self._parts.uploads.put(path.name, path.read_bytes())
            self._parts.uploads.keep(file, path.stem)
        except Later as later:
            self._later(picture, later, most=MOST_UPLOADS)
        except (Refused, OSError) as failure:
            self._give_up(picture, failure)
        else:
            self._queue(replace(picture, file=file, tries=0, unsure=False))

    def _allowed(self, picture: Picture) -> bool:
        """Whether those who read there now may see it; an answer posted just now was for them. Raises Later."""
        if not (picture.tries or picture.entry.found):
            return True
        return all_may_see(self._parts.readers, picture.entry.request, picture.shown["label"])

    def _post(self, picture: Picture) -> float:
        """Shows the picture, or says that there is none; gives the seconds for which its place rests."""
        try:
            place = self._place(picture)
            look = picture.unsure or picture.entry.found
            self._parts.poster.put(place, self._form(picture), since=picture.entry.received, look=look)
        except Later as later:
            return self._later(picture, later)
        except Refused as refused:
            self._refused(picture, refused)
        else:
            self._next(picture)
        return _rest(picture)

    def _place(self, picture: Picture) -> Request:
        """The thread of the answer, or the direct messages; under a key that is the picture's own."""
        request = picture.entry.request
        place = self._parts.poster.direct(request) if picture.private else request
        return replace(place, key=f"{request.key}#chart{picture.number + 1}")

    def _form(self, picture: Picture) -> dict[str, Any]:
        if picture.given_up:
            return {"text": escape(words.no_picture(picture.shown["id"], picture.shown["language"]))}
        alt = picture.chart["alt"][:LONGEST_ALT]
        return {"text": escape(alt), "blocks": [kit.image(picture.file, alt)]}

    def _later(self, picture: Picture, later: Later, *, most: int | None = None) -> float:
        """Tries again after a pause, no more than *most* times; gives the seconds for which its place rests."""
        if most is not None and picture.tries + 1 >= most:
            self._give_up(picture, later)
            return 0.0
        pause = later.seconds if later.seconds is not None else again.pause(picture.tries)
        log.warning("a picture of %s is posted later, in %.0f s: %s", picture.entry.request.key, pause, later)
        self._queue(replace(picture, tries=picture.tries + 1, unsure=picture.unsure or later.unsure), after=pause)
        return max(_rest(picture), 0.0 if later.seconds is None else later.seconds)

    def _refused(self, picture: Picture, refused: Refused) -> None:
        """Waits for a file that Slack still looks through; else says that there is no picture, if that can be said."""
        if picture.file and refused.error in TOO_MUCH and picture.tries + 1 < MOST_POSTS:
            self._queue(replace(picture, tries=picture.tries + 1), after=1.0)
        elif picture.file:
            self._give_up(picture, refused)
        else:
            log.error("nor can it be said there that %s has no picture: %s", picture.entry.request.key, refused)
            self._next(picture)

    def _give_up(self, picture: Picture, failure: Exception) -> None:
        log.error("a picture of %s cannot be posted: %s", picture.entry.request.key, _named(failure))
        self._queue(picture.failed())

    def _next(self, picture: Picture) -> None:
        """Goes on to the next picture, and ends the request after the last."""
        if picture.number + 1 < len(picture.shown["charts"]):
            self._queue(Picture(entry=picture.entry, shown=picture.shown, number=picture.number + 1))
        else:
            self._inbox.mark(picture.entry.id, "done")


def _rest(picture: Picture) -> float:
    return 0.0 if picture.private else again.A_CHANNEL


def _named(failure: Exception) -> str:
    """What went wrong, without the path of a file."""
    return failure.strerror or type(failure).__name__ if isinstance(failure, OSError) else str(failure)
