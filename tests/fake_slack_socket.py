"""Socket Mode: envelopes to whichever socket is next, acknowledgements, Slack's retries, and ways to lose a socket."""

import asyncio
import contextlib
import itertools
import json
import socket
import struct
import threading
import time
import uuid
from dataclasses import dataclass, field

from aiohttp import WSMsgType, web
from fake_slack_records import APP_ID

MOST_SOCKETS = 10
LINGER_SECONDS = 10
RST = struct.pack("ii", 1, 0)
ANSWERABLE = {"slash_commands"}


@dataclass(eq=False)
class Delivery:
    """One envelope. A retry is another Delivery of the same event: ``retry`` leads to it, ``retry_of`` back."""

    type: str
    payload: dict
    event_id: str | None = None
    retry_attempt: int = 0
    retry_of: "Delivery | None" = field(default=None, repr=False)
    envelope_id: str = field(default_factory=lambda: str(uuid.uuid4()))
    made_at: float = field(default_factory=time.monotonic)
    sent_at: float | None = None
    socket: int | None = None
    acked_at: float | None = None
    ack_payload: dict | None = None
    failed: str | None = None
    retry: "Delivery | None" = field(default=None, repr=False)
    heard: threading.Event = field(default_factory=threading.Event, repr=False)

    def wait(self, timeout=5.0):
        """Whether this envelope or a retry of it was acknowledged in time."""
        return self.heard.wait(timeout)

    @property
    def acked(self):
        """Whether this very envelope was acknowledged."""
        return self.acked_at is not None

    @property
    def ack_seconds(self):
        """How long the acknowledgement took, or nothing."""
        return None if self.acked_at is None or self.sent_at is None else self.acked_at - self.sent_at

    def envelope(self):
        """What goes over the wire."""
        wire = {
            "envelope_id": self.envelope_id,
            "type": self.type,
            "payload": self.payload,
            "accepts_response_payload": self.type in ANSWERABLE or self.payload.get("type") == "view_submission",
        }
        if self.type == "events_api":
            wire |= {"retry_attempt": self.retry_attempt, "retry_reason": "timeout" if self.retry_attempt else ""}
        return wire


@dataclass(eq=False)
class Socket:
    """One open socket; *taken* while it may get envelopes."""

    ws: web.WebSocketResponse
    transport: asyncio.Transport
    number: int
    live: bool = True
    frozen: bool = False


class Sockets:
    """All sockets of the app. Everything here runs in the server's loop."""

    def __init__(self, loop, *, ack_within, retry_delays, answered):
        self.loop, self.ack_within, self.retry_delays, self.answered = loop, ack_within, retry_delays, answered
        self.open, self.connected_at, self.tickets, self.stray = [], [], set(), []
        self.refusing, self.farewells, self.unwelcome = False, ("refresh_requested",), None
        self.deliveries, self.waiting = [], {}
        self.tasks, self.timers = set(), set()
        self._turn = itertools.count()

    # ------------------------------------------------------------ delivery

    def send(self, delivery):
        """Starts the delivery; safe from every thread."""
        self.deliveries.append(delivery)
        self.loop.call_soon_threadsafe(self.start, delivery)

    def start(self, delivery):
        """Puts the envelope on the next socket, or fails it at once when there is none."""
        chosen = self.next_socket()
        if chosen is None:
            self.lose(delivery, "no_socket")
            return
        self.waiting[delivery.envelope_id] = delivery
        delivery.socket, delivery.sent_at = chosen.number, time.monotonic()
        self.task(self.write(chosen, delivery))
        self.later(self.ack_within, self.expire, delivery)

    async def write(self, chosen, delivery):
        """Writes the envelope; a socket that breaks meanwhile is found out by the missing acknowledgement."""
        with contextlib.suppress(ConnectionError, RuntimeError):
            await chosen.ws.send_str(json.dumps(delivery.envelope()))

    def next_socket(self):
        """The next of the live sockets; frozen ones swallow envelopes while there is no other."""
        able = [one for one in self.open if one.live] or [one for one in self.open if one.frozen]
        return able[next(self._turn) % len(able)] if able else None

    def expire(self, delivery):
        """Counts the envelope as failed if nobody has acknowledged it."""
        if not delivery.acked:
            self.lose(delivery, "timeout")

    def lose(self, delivery, why):
        """Notes the failure and, for events, plans Slack's next attempt."""
        delivery.failed = why
        if delivery.type != "events_api" or delivery.retry_attempt >= len(self.retry_delays):
            return
        self.later(self.retry_delays[delivery.retry_attempt], self.again, delivery)

    def again(self, delivery):
        """The next attempt of a failed delivery."""
        self.deliveries.append(repeated(delivery))
        self.start(delivery.retry)

    def acknowledge(self, words):
        """Notes an acknowledgement; one for an envelope nobody sent goes to ``stray``."""
        delivery = self.waiting.get(words.get("envelope_id"))
        if delivery is None:
            self.stray.append(words)
        elif not delivery.acked:
            delivery.ack_payload = words.get("payload")
            delivery.acked_at = time.monotonic()
            self.answered(delivery)
            delivery.heard.set()

    # ------------------------------------------------------------ sockets

    async def handle(self, request):
        """One socket, from handshake to end."""
        ticket = request.query.get("ticket")
        if self.refusing or ticket not in self.tickets:
            return web.Response(status=503, text="refused")
        self.tickets.discard(ticket)
        ws = web.WebSocketResponse(compress=False, timeout=1.0)
        await ws.prepare(request)
        if len(self.live()) >= MOST_SOCKETS:
            await ws.send_json(farewell("too_many_websockets"))
            await ws.close()
            return ws
        one = Socket(ws, request.transport, len(self.connected_at) + 1)
        await self.serve(one)
        return ws

    async def serve(self, one):
        """Greets, then listens until the socket ends."""
        with contextlib.suppress(ConnectionError):
            await one.ws.send_json(hello(len(self.live()) + 1))
            self.open.append(one)
            self.connected_at.append(time.monotonic())
            if self.unwelcome:
                await one.ws.send_json(farewell(self.unwelcome))
            async for message in one.ws:
                if message.type == WSMsgType.TEXT and not one.frozen:
                    self.acknowledge(json.loads(message.data))
        one.live = False
        self.open[:] = [other for other in self.open if other is not one]

    def live(self):
        """The sockets that may get envelopes."""
        return [one for one in self.open if one.live]

    async def cut(self, how):
        """Does *how* to every live socket."""
        doing = CUTS[how]
        for one in self.live():
            one.live = False
            await doing(self, one)

    async def abort(self, one):
        """A reset: the other side gets ECONNRESET."""
        with contextlib.suppress(OSError):
            one.transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RST)
        one.transport.abort()

    async def close(self, one):
        """The end of the TCP connection, without a word."""
        one.transport.close()

    async def goodbye(self, one):
        """A websocket close frame; the other side has a second to answer it."""
        self.task(one.ws.close(code=1001, message=b"going away"))

    async def freeze(self, one):
        """Silence: nothing is read or answered any more, and TCP stays up."""
        one.frozen = True
        one.transport.pause_reading()

    async def disconnect(self, one):
        """Slack's polite request to come back on a new socket."""
        for reason in self.farewells:
            await one.ws.send_json(farewell(reason))
        self.later(LINGER_SECONDS, one.transport.close)

    # ------------------------------------------------------------ the loop's own

    def task(self, doing):
        """A task that is remembered until it is done."""
        made = self.loop.create_task(doing)
        self.tasks.add(made)
        made.add_done_callback(self.tasks.discard)

    def later(self, seconds, call, *arguments):
        """A timer that is remembered until it has fired."""

        def fire():
            self.timers.discard(timer)
            call(*arguments)

        timer = self.loop.call_later(seconds, fire)
        self.timers.add(timer)

    async def stop(self):
        """Ends timers, tasks and sockets."""
        for timer in self.timers:
            timer.cancel()
        for one in list(self.open):
            one.transport.abort()
        for task in list(self.tasks):
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)


CUTS = {
    "abort": Sockets.abort,
    "close": Sockets.close,
    "goodbye": Sockets.goodbye,
    "freeze": Sockets.freeze,
    "disconnect": Sockets.disconnect,
}


def repeated(delivery):
    """The same event in a new envelope, one attempt on."""
    delivery.retry = Delivery(
        delivery.type,
        delivery.payload,
        delivery.event_id,
        delivery.retry_attempt + 1,
        retry_of=delivery,
        heard=delivery.heard,
    )
    return delivery.retry


def hello(connections):
    """Slack's first words on a socket."""
    debug = {"host": "applink-fake", "started": "2026-01-01 00:00:00.000", "build_number": 1}
    return {
        "type": "hello",
        "num_connections": connections,
        "connection_info": {"app_id": APP_ID},
        "debug_info": debug | {"approximate_connection_time": 18060},
    }


def farewell(reason):
    """Slack's request to disconnect."""
    return {"type": "disconnect", "reason": reason, "debug_info": {"host": "applink-fake"}}
