"""A FRED that answers over HTTP on a free loopback port, with the real one's shapes and limits, or as badly as told."""

import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit

from fake_fred_series import Refused, Shelf, document
from fakes import TODAY

STALL_SECONDS = 30.0
TRICKLE_SECONDS = 1.0


@dataclass(kw_only=True)
class Reply:
    """What the service sends. *announced* bytes may exceed the body; *path* is where it is sent, everywhere if empty.

    A reply that *stalls* comes long after anybody should have given up, one that *trickles* comes a byte a second, one
    that *resets* breaks the connection.
    """

    body: bytes = b""
    status: int = 200
    type: str = "text/xml"
    announced: int | None = None
    location: str | None = None
    retry_after: str | None = None
    path: str = ""
    stalls: bool = False
    trickles: bool = False
    resets: bool = False


def failure(status, message, **known):
    """FRED's own error document."""
    return Reply(body=document("error", code=status, message=message), status=status, **known)


BOMB = b"""<?xml version="1.0"?><!DOCTYPE bomb [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]><observations count="1">
<observation date="2026-01-01" value="1" realtime_start="&c;"/></observations>"""
OUTSIDE = b"""<?xml version="1.0"?><!DOCTYPE o [<!ENTITY f SYSTEM "file:///etc/hostname">]>
<observations count="1"><observation date="2026-01-01" value="1" realtime_start="&f;"/></observations>"""
PAGE = b"<!DOCTYPE html><html><head><title>Service</title></head><body><p>503<br></body></html>"


def observations(*rows, as_of=None, count=None, **attributes):
    """FRED's document for *rows* of (date, value); it claims to be the vintage *as_of*, and to hold *count* rows."""
    real = {"realtime_start": as_of or TODAY, "realtime_end": as_of or TODAY}
    lines = [("observation", real | {"date": at, "value": value}, "") for at, value in rows]
    plain = {"units": "lin", "output_type": 1, "limit": 100_000, "offset": 0}
    said = real | plain | {"count": len(rows) if count is None else count} | attributes
    return Reply(body=document("observations", lines, **said), path="series/observations")


@dataclass
class FakeFred:
    """What was told for a series by its id, else what its shelf holds; every request is kept as its query."""

    url: str
    replies: dict[str, Reply | Callable[[dict[str, str]], Reply]] = field(default_factory=dict)
    shelf: Shelf = field(default_factory=Shelf)
    asked: list[dict[str, str]] = field(default_factory=list)
    came: list[float] = field(default_factory=list)
    stopped: threading.Event = field(default_factory=threading.Event)

    def at(self, path):
        """The requests that came for *path*."""
        return [query for query in self.asked if query["path"] == f"/fred/{path}"]

    def reply(self, address):
        parts = urlsplit(address)
        query = dict(parse_qsl(parts.query)) | {"path": parts.path}
        self.asked.append(query)
        self.came.append(time.monotonic())
        told = self.replies.get(query.get("series_id", ""))
        found = told(query) if callable(told) else told
        path = parts.path.removeprefix("/fred/")
        if found is not None and found.path in ("", path):
            return found
        if found is not None:
            self.shelf.add_stranger(query["series_id"])
        try:
            return Reply(body=self.shelf.document(path, query))
        except Refused as refused:
            return failure(refused.status, str(refused))


class Handler(BaseHTTPRequestHandler):
    """Sends what the fake of its server says."""

    def do_GET(self):
        fake = self.server.fake
        reply = fake.reply(self.path)
        if reply.stalls and fake.stopped.wait(STALL_SECONDS):
            return
        if reply.resets:
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.connection.close()
            return
        with suppress(ConnectionError):  # who waited has gone
            self._head(reply)
            step = 1 if reply.trickles else len(reply.body) or 1
            for place in range(0, len(reply.body), step):
                self.wfile.write(reply.body[place : place + step])
                if reply.trickles and fake.stopped.wait(TRICKLE_SECONDS):
                    return

    def _head(self, reply):
        self.send_response(reply.status)
        self.send_header("Content-Type", reply.type)
        self.send_header("Content-Length", str(len(reply.body) if reply.announced is None else reply.announced))
        for header, value in (("Location", reply.location), ("Retry-After", reply.retry_after)):
            if value:
                self.send_header(header, value)
        self.end_headers()

    def finish(self):
        with suppress(OSError, ValueError):  # the connection may be gone
            super().finish()

    def log_message(self, *_):
        """The address holds a key; nothing is printed."""


class Server(ThreadingHTTPServer):
    """Says nothing of connections that break."""

    def handle_error(self, *_):
        """Who asked has gone."""


@contextmanager
def fred_service(context=None) -> Iterator[FakeFred]:
    """A fake FRED on a free loopback port, gone when the block ends; over TLS with a *context*."""
    with Server(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = False
        if context is not None:
            server.socket = context.wrap_socket(server.socket, server_side=True)
        root = f"{'https' if context else 'http'}://127.0.0.1:{server.server_port}/fred"
        server.fake = fake = FakeFred(url=root)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield fake
        finally:
            fake.stopped.set()
            server.shutdown()
            thread.join()


@contextmanager
def nobody() -> Iterator[str]:
    """The root of a service that refuses every connection."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{free.getsockname()[1]}/fred"
