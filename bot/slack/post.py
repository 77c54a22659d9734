"""What the bot says in Slack: one post for each request, whatever befalls the calls."""

import logging
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from bot.inbox import Request
from bot.slack.client import BROKEN, Later, Refused, Unauthorised, called, pages, raise_for, responder
from bot.slack.escape import escape, inert
from bot.slack.message import Message
from bot.slack.modal import told

if TYPE_CHECKING:
    from slack_sdk import WebClient

EVENT_TYPE = "footnote_answer"
TOO_MUCH = frozenset(
    "invalid_blocks invalid_blocks_format invalid_attachments invalid_arguments msg_blocks_too_long msg_too_long"
    " too_many_attachments invalid_metadata_format invalid_metadata_schema metadata_too_large".split()
)
"""Slack's words for a message it does not like the look of: a plainer one may do."""
log = logging.getLogger("footnote")


class Poster:
    """Posts answers and shows steps. ``web`` repeats nothing by itself, ``reading`` may."""

    def __init__(self, web: "WebClient", reading: "WebClient", brief: "WebClient") -> None:
        self._web = web
        self._reading = reading
        self._brief = brief

    def status(self, request: Request, words: str) -> None:
        """Shows what is being done, under the question; a status that cannot be shown is not missed."""
        if not request.thread:
            return
        try:
            called(
                lambda: self._brief.assistant_threads_setStatus(
                    channel_id=request.channel, thread_ts=request.thread, status=inert(words)
                )
            )
        except (Later, Refused) as failure:
            log.info("no status shown: %s", failure)

    def aside(self, request: Request, sentence: str) -> None:
        """Tells whoever pressed a button, in the open modal or for their eyes only, what came of it."""
        try:
            if request.extra.get("view"):
                self.update(request.extra["view"], told(sentence))
            elif url := request.extra.get("respond") or request.extra.get("response_url"):
                self.respond(url, {"text": escape(sentence)})
        except (Later, Refused) as failure:
            log.warning("nor could this be said: %s", failure)

    def post(self, request: Request, message: Message, sentence: str, *, look: bool) -> str:
        """Posts the answer and gives its timestamp; the same as before when *look* finds it in the thread.

        Blocks that Slack refuses are followed by the plain text, and that by one plain *sentence*.
        Raises Later or Refused.
        """
        if look and (found := self._found(request)):
            return found
        forms: list[dict[str, Any]] = [
            {"text": message.text, "blocks": message.blocks},
            {"text": message.text},
            {"text": sentence},
        ]
        last = Refused("invalid_blocks")
        for form in forms if message.blocks else forms[1:]:
            try:
                return self._send(request, form, again=look)
            except Refused as refused:
                if refused.error not in TOO_MUCH:
                    raise
                log.warning("Slack refused a form of the answer to %s: %s", request.key, refused.error)
                last = refused
        raise last

    def privately(self, request: Request, text: str, *, since: float, look: bool) -> str:
        """Says in a direct message what could not be said where it was asked; its timestamp. Raises Later or Refused.

        With *look* it is searched for among the messages *since* then first.
        """
        return self.put(self.direct(request), {"text": text}, since=since, look=look)

    def direct(self, request: Request) -> Request:
        """The same request as one in the direct messages with whoever made it. Raises Later or Refused."""
        opened = called(lambda: self._web.conversations_open(users=[request.user]))["channel"]["id"]
        return Request(kind=request.kind, key=request.key, user=request.user, channel=opened)

    def put(self, place: Request, form: dict[str, Any], *, since: float, look: bool) -> str:
        """Posts one form under the key of *place*; its timestamp, that of an earlier post when *look* finds it.

        Outside a thread it is searched for among the messages *since* then. Raises Later or Refused.
        """
        found = _ours(self._messages(place, since), place) if look else None
        return found or self._send(place, form)

    def holds(self, place: Request, file: str, *, since: float) -> bool:
        """Whether the file of that id is shared there. Raises Later or Refused."""
        said = self._messages(place, since)
        return any(each.get("id") == file for message in said for each in message.get("files") or ())

    def open(self, trigger: str, view: dict[str, Any]) -> None:
        """Opens a modal. Raises Later or Refused."""
        called(lambda: self._web.views_open(trigger_id=trigger, view=view))

    def update(self, view_id: str, view: dict[str, Any]) -> None:
        """Shows *view* in a modal that is open. Raises Later or Refused."""
        called(lambda: self._web.views_update(view_id=view_id, view=view))

    def prompt(self, channel: str, prompts: list[dict[str, str]]) -> None:
        """Offers questions in a direct message; without thread_ts, which agent apps must leave out."""
        called(lambda: self._brief.assistant_threads_setSuggestedPrompts(channel_id=channel, prompts=prompts))

    def respond(self, url: str, form: dict[str, Any], *, again: bool = False) -> None:
        """Answers a command or a button so that only the person who used it sees it. Raises Later or Refused.

        What is said *again* takes the place of what was said before.
        """
        try:
            reply = responder(url).send_dict({"response_type": "ephemeral", "replace_original": again, **form})
        except BROKEN as failure:
            raise Later(type(failure).__name__) from None
        raise_for(reply)

    def _send(self, request: Request, form: dict[str, Any], *, again: bool = False) -> str:
        if url := request.extra.get("response_url"):
            self.respond(url, form, again=again)
            return ""
        metadata = {"event_type": EVENT_TYPE, "event_payload": {"request": request.key}}
        posted = called(
            lambda: self._web.chat_postMessage(
                channel=request.channel,
                thread_ts=request.thread or None,
                metadata=metadata,
                mrkdwn=False,
                unfurl_links=False,
                unfurl_media=False,
                **form,
            )
        )
        return str(posted["ts"])

    def _found(self, request: Request) -> str | None:
        """The timestamp of our answer to *request*, if it is in the thread already."""
        if request.extra.get("response_url") or not request.thread:
            return None
        return _ours(self._messages(request, 0.0), request)

    def _messages(self, place: Request, since: float) -> Iterator[dict[str, Any]]:
        """What stands in the thread, or in the place *since* then where there is none; nothing where we may not look.

        Raises Later or Refused.
        """
        if place.thread:
            listing = partial(self._reading.conversations_replies, channel=place.channel, ts=place.thread)
        else:
            listing = partial(self._reading.conversations_history, channel=place.channel, oldest=f"{since:.6f}")
        try:
            yield from pages(listing, "messages", include_all_metadata=True)
        except Unauthorised as failure:
            log.error("our own answers cannot be looked for (%s); one may be posted twice", failure)


def _ours(messages: Iterator[dict[str, Any]], request: Request) -> str | None:
    """The timestamp of our answer to *request* among *messages*."""
    for message in messages:
        metadata = message.get("metadata") or {}
        if (
            metadata.get("event_type") == EVENT_TYPE
            and (metadata.get("event_payload") or {}).get("request") == request.key
        ):
            return str(message["ts"])
    return None
