"""One GET over HTTP with a hard end: the caller is back in time, and holds nothing that knows the address.

The address holds the key. It is known to one short-lived thread, whose errors end there: a name lookup, a handshake or
a header that trickles has no time limit of its own that would hold, so the caller leaves the thread behind.
"""

import functools
import http.client
import socket
import ssl
import threading
import time
import urllib.error
import urllib.request
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Literal

CONNECT_SECONDS = 3.0
LARGEST_BYTES = 64 * 2**20
PIECE_BYTES = 65_536

Lost = Literal["silent", "unreachable", "untrusted", "cut", "too large", "bad address"]
"""Why there is no reply."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What the service sent, whole."""

    status: int
    body: bytes
    retry_after: str | None = None


def fetch(url: str, seconds: float) -> "Reply | Lost":
    """The reply, or why there is none, after *seconds* at the latest."""
    call = _Call(url, seconds)
    threading.Thread(target=call.run, name="fred request", daemon=True).start()
    if not call.done.wait(seconds):
        call.leave()
        return "silent"
    return call.outcome


class _Call:
    """A request on its way, in the one thread that knows its address."""

    def __init__(self, url: str, seconds: float) -> None:
        self.done = threading.Event()
        self.outcome: Reply | Lost = "silent"
        self.sock: socket.socket | None = None
        self._url = url
        self._ends = time.monotonic() + seconds

    def run(self) -> None:
        try:
            self.outcome = self._reply()
        except _TooLargeError:
            self.outcome = "too large"
        except BaseException as error:  # none of them may go further: they hold the address
            self.outcome = _reason(error)
        finally:
            self.done.set()

    def left(self) -> float:
        """Seconds for the next piece; never zero, which would mean without a limit."""
        return max(0.001, self._ends - time.monotonic())

    def leave(self) -> None:
        """Ends the connection of a call nobody waits for."""
        if self.sock is not None:
            with suppress(OSError):
                self.sock.shutdown(socket.SHUT_RDWR)

    def _reply(self) -> Reply:
        opener = urllib.request.build_opener(_NoRedirect, _Plain(self), _Secure(self))
        request = urllib.request.Request(  # noqa: S310 - settings take http and https only
            self._url, headers={"User-Agent": "footnote-desk", "Accept": "text/xml"}
        )
        try:
            with opener.open(request, timeout=min(CONNECT_SECONDS, self.left())) as response:
                return Reply(status=response.status, body=self._body(response))
        except urllib.error.HTTPError as error:
            body = b""
            with error, suppress(Exception):  # a broken body beside a failing status changes nothing
                body = self._body(error)
            return Reply(status=error.code, body=body, retry_after=error.headers.get("Retry-After"))

    def _body(self, response: Any) -> bytes:
        """The whole body; what was announced and did not come is an error."""
        parts, size = [], 0
        while part := response.read1(PIECE_BYTES):
            parts.append(part)
            size += len(part)
            if size > LARGEST_BYTES:
                raise _TooLargeError
            if time.monotonic() > self._ends:
                raise TimeoutError
        if getattr(response, "length", None):
            raise http.client.IncompleteRead(b"")
        return b"".join(parts)


class _TooLargeError(Exception):
    """A body without end."""


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A redirect would carry the key to another address: it is an error."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        return None


class _PlainConnection(http.client.HTTPConnection):
    """A connection whose call may end it, and which prints nothing of what it sends, whatever others have set."""

    debuglevel = 0

    def __init__(self, host: str, *, call: _Call, **known: Any) -> None:
        super().__init__(host, **known)
        self._call = call

    def connect(self) -> None:
        super().connect()
        self.sock.settimeout(self._call.left())
        self._call.sock = self.sock

    def set_debuglevel(self, level: int) -> None:
        """Stays where it is."""


class _SecureConnection(_PlainConnection, http.client.HTTPSConnection):
    """The same over TLS."""


class _Plain(urllib.request.HTTPHandler):
    def __init__(self, call: _Call) -> None:
        super().__init__()
        self._call = call

    def http_open(self, request: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(functools.partial(_PlainConnection, call=self._call), request)


class _Secure(urllib.request.HTTPSHandler):
    def __init__(self, call: _Call) -> None:
        super().__init__()
        self._call = call

    def https_open(self, request: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(functools.partial(_SecureConnection, call=self._call), request)


def _reason(error: BaseException) -> Lost:
    """What *error* comes to, without the error."""
    cause = error.reason if isinstance(error, urllib.error.URLError) else error
    if isinstance(cause, TimeoutError):
        return "silent"
    if isinstance(cause, ssl.SSLCertVerificationError):
        return "untrusted"
    if isinstance(cause, str | http.client.InvalidURL | ValueError):  # without a host the reason is but a word
        return "bad address"
    if isinstance(error, urllib.error.URLError):
        return "unreachable"
    return "cut"
