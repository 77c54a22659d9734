"""The live connection to Slack, which knows within seconds that it is dead.

Slack's own client for threads loses its place when some hundred events come at once, reads nothing for seconds while
one connection replaces another, and takes a minute to notice a cut. The protocol itself is small: open an address,
acknowledge envelopes, open another address when told to.
"""

import json
import logging
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from bot.slack.client import Later, Refused, called

if TYPE_CHECKING:
    from slack_bolt import App
    from slack_sdk import WebClient
    from slack_sdk.socket_mode.response import SocketModeResponse
    from websockets.sync.client import ClientConnection

PING_EVERY, PONG_WITHIN = 2.0, 5.0
"""Seconds; together the longest that a silent cut goes unnoticed."""
OPEN_WITHIN = 5.0
SETTLED = 1.0
"""Seconds a connection must have lasted for the next one to be opened without a pause."""
PAUSES = (0.2, 1.0, 2.0, 4.0)
"""Seconds before the first, second, third and every later try to connect again."""
LISTENERS = 10
UNWANTED = frozenset({"too_many_websockets", "link_disabled"})
"""Slack's reasons for ending a connection where another one at once would end the same way."""
log = logging.getLogger("footnote")
silent = logging.getLogger("footnote.websocket")
silent.setLevel(logging.CRITICAL)  # it logs each cut with a stack trace; one line of ours does


class Wire:
    """One websocket, as Bolt's adapter wants it to acknowledge an envelope on."""

    logger = logging.getLogger("footnote.bolt")

    def __init__(self, socket: "ClientConnection") -> None:
        self._socket = socket

    def send_socket_mode_response(self, response: "SocketModeResponse") -> None:
        """Acknowledges on the socket the envelope came by; where that is gone, Slack sends the envelope again."""
        from websockets.exceptions import ConnectionClosed

        try:
            self._socket.send(json.dumps(response.to_dict()))
        except ConnectionClosed:
            log.warning("an acknowledgement was lost with its connection")


class Connection:
    """A Socket Mode connection that is opened until it opens, and opened again when it breaks.

    ``on_return`` is called each time Slack can be heard after it could not. When Slack asks for a new connection, the
    old one is read until Slack closes it, so nothing falls between the two.
    """

    def __init__(self, app: "App", web: "WebClient", on_return: Callable[[], None]) -> None:
        self._app = app
        self._web = web
        self._on_return = on_return
        self._listeners = ThreadPoolExecutor(LISTENERS, thread_name_prefix="listener")
        self._stopping = threading.Event()
        self._changing = threading.Lock()
        self._open: dict[ClientConnection, float] = {}

    def start(self) -> None:
        """Begins to connect, in the background."""
        self._replace()

    def alive(self) -> bool:
        """Whether a connection is open on which Slack greeted us and answers pings."""
        with self._changing:
            return bool(self._open)

    def close(self) -> None:
        """Hangs up."""
        self._stopping.set()
        with self._changing:
            sockets = list(self._open)
        for socket in sockets:
            socket.close()
        self._listeners.shutdown()

    def _replace(self) -> None:
        threading.Thread(target=self._run, name="socket", daemon=True).start()

    def _run(self) -> None:
        """Keeps one connection until Slack asks for another, connecting again whenever it breaks."""
        tries = 0
        while not self._stopping.is_set():
            began = time.monotonic()
            try:
                if self._listen() or self._stopping.is_set():
                    return  # another thread has the next connection, or nobody shall have one
                log.warning("the connection to Slack is lost; connecting again")
            except (Later, Refused, OSError, ValueError) as failure:
                log.warning("no connection to Slack (%s); trying again", failure)
            except Exception:
                log.exception("bug while listening to Slack")
            tries = 0 if time.monotonic() - began > OPEN_WITHIN else tries + 1
            self._stopping.wait(PAUSES[min(tries, len(PAUSES) - 1)])

    def _listen(self) -> bool:
        """Reads one connection to its end; whether Slack asked for another before."""
        from websockets.exceptions import WebSocketException
        from websockets.sync.client import connect

        address = called(lambda: self._web.apps_connections_open(app_token=self._web.token or ""))["url"]
        replaced = False
        try:
            with (
                connect(
                    address,
                    open_timeout=OPEN_WITHIN,
                    ping_interval=PING_EVERY,
                    ping_timeout=PONG_WITHIN,
                    close_timeout=1,
                    logger=silent,
                ) as socket,
                self._leaving(socket),
            ):
                for said in socket:
                    replaced = self._heard(socket, json.loads(said), replaced=replaced)
        except WebSocketException as failure:
            log.info("websocket: %s", failure)
        return replaced

    @contextmanager
    def _leaving(self, socket: "ClientConnection") -> Iterator[None]:
        """Counts *socket* out when it ends, however that is."""
        try:
            yield
        finally:
            with self._changing:
                self._open.pop(socket, None)

    def _heard(self, socket: "ClientConnection", message: dict[str, Any], *, replaced: bool) -> bool:
        """Greets, takes an envelope, or sees to the next connection; whether that is seen to."""
        kind = message.get("type")
        if kind == "hello":
            self._greeted(socket)
        elif kind == "disconnect" and not replaced:
            return self._succeeded(socket, str(message.get("reason")))
        elif kind != "disconnect" and not self._stopping.is_set():
            self._listeners.submit(self._take, socket, message)
        return replaced

    def _succeeded(self, socket: "ClientConnection", reason: str) -> bool:
        """Whether another thread has the next connection now; one that Slack does not want is given up for a while."""
        with self._changing:
            lasted = time.monotonic() - self._open.get(socket, float("inf"))
        if reason in UNWANTED or lasted < SETTLED:
            log.warning("Slack ends the connection: %s", reason)
            socket.close()
            return False
        self._replace()
        return True

    def _greeted(self, socket: "ClientConnection") -> None:
        with self._changing:
            first = not self._open
            self._open[socket] = time.monotonic()
        if first:
            log.info("connected to Slack")
            self._on_return()

    def _take(self, socket: "ClientConnection", message: dict[str, Any]) -> None:
        """Hands an envelope to the Bolt app, and acknowledges it if the app has."""
        from slack_bolt.adapter.socket_mode.internals import run_bolt_app, send_response
        from slack_sdk.socket_mode.request import SocketModeRequest

        request = SocketModeRequest.from_dict(message)
        if request is None:
            log.warning("Slack sent something that is no envelope: %s", message.get("type"))
            return
        try:
            send_response(Wire(socket), request, run_bolt_app(self._app, request), time.time())  # type: ignore[arg-type]
        except Exception:
            log.exception("bug while taking an envelope")
