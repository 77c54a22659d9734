"""Files on their way into Slack, in three steps: room is asked for, filled, and the file kept or shared."""

import urllib.error
import urllib.request
from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from bot.slack.client import BROKEN, TIMEOUT, Later, Refused, Unauthorised, called, seconds

if TYPE_CHECKING:
    from slack_sdk import WebClient

DENIED = frozenset("missing_scope no_permission access_denied not_allowed_token_type".split())
"""Slack's words where the app may post but not upload: no waiting mends that for this file."""

SPENT = "file_not_found"
"""Slack's word for an upload that did not arrive, that was shared already, or that waited for too long."""


class Uploads:
    """Hands files to Slack. ``web`` repeats nothing by itself."""

    def __init__(self, web: "WebClient") -> None:
        self._web = web

    def put(self, name: str, content: bytes) -> str:
        """The id of a file that Slack holds and shows to nobody, until it is kept or shared. Raises Later or Refused.

        It gets no alt text of its own: Slack says ok to such a file and then shares it nowhere.
        """
        room = _asked(lambda: self._web.files_getUploadURLExternal(filename=name, length=len(content)))
        _fill(room["upload_url"], content)
        return str(room["file_id"])

    def keep(self, id: str, title: str) -> None:
        """Ends the upload of a picture that a block is to show; only we have it so far. Raises Later or Refused."""
        try:
            _asked(lambda: self._web.files_completeUploadExternal(files=[{"id": id, "title": title}]))
        except Refused as refused:
            if refused.error == SPENT:
                raise Later("the upload did not arrive", unsure=False) from None
            raise

    def share(self, id: str, title: str, channel: str, thread: str) -> None:
        """Ends the upload and shows the file in a thread, which Slack does once for each. Raises Later or Refused."""
        _asked(
            lambda: self._web.files_completeUploadExternal(
                files=[{"id": id, "title": title}], channel_id=channel, thread_ts=thread or None
            )
        )


def _asked(call: Callable[[], Any]) -> Any:
    """What *call* gives; Refused where the app was not given the scope."""
    try:
        return called(call)
    except Unauthorised as failure:
        if str(failure) in DENIED:
            raise Refused(str(failure)) from None
        raise


def _fill(url: str, content: bytes) -> None:
    """Sends the bytes to the address Slack gave, exactly as it is. Raises Later or Refused."""
    if urlsplit(url).scheme not in ("http", "https"):
        raise Refused("upload_url_is_no_web_address")
    sent = urllib.request.Request(url, content, {"Content-Type": "application/octet-stream"}, method="POST")  # noqa: S310
    try:
        with urllib.request.urlopen(sent, timeout=TIMEOUT) as reply:  # noqa: S310
            reply.read()
    except urllib.error.HTTPError as failure:
        with failure:
            raise _meaning(failure) from None
    except BROKEN as failure:
        raise Later(type(failure).__name__) from None


def _meaning(failure: urllib.error.HTTPError) -> Later | Refused:
    """What a reply of the upload's address comes to: later, or never."""
    if failure.code == 429:
        return Later("ratelimited", seconds=seconds(failure.headers.get("Retry-After") or "1"), unsure=False)
    if failure.code >= 500:
        return Later(f"upload {failure.code}")
    return Refused(f"upload_{failure.code}")
