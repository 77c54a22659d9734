"""A real Socket Mode client that notes what it gets, for tests of the fake Slack itself."""

import socket
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from slack_sdk import WebClient
from slack_sdk.socket_mode.builtin import SocketModeClient
from slack_sdk.socket_mode.response import SocketModeResponse


@dataclass
class Heard:
    """What came over the socket; while *silent*, nothing is acknowledged."""

    silent: bool = False
    answer: dict | None = None
    requests: list = field(default_factory=list)
    client: SocketModeClient | None = None

    def listen(self, client, request):
        """Notes the request and acknowledges it."""
        self.requests.append(request)
        if not self.silent:
            words = self.answer if request.accepts_response_payload else None
            client.send_socket_mode_response(SocketModeResponse(envelope_id=request.envelope_id, payload=words))

    @property
    def events(self):
        """The events, bare."""
        return [one.payload["event"] for one in self.requests if one.type == "events_api"]

    def types(self):
        """Each event's type with its subtype."""
        return [":".join(filter(None, (one["type"], one.get("subtype")))) for one in self.events]


@contextmanager
def listening(slack, *, silent=False, answer=None, ping_interval=5):
    """A client of slack_sdk on the fake, connected and gone again."""
    heard = Heard(silent=silent, answer=answer)
    web = WebClient(slack.bot_token, base_url=slack.api_url)
    heard.client = SocketModeClient(slack.app_token, web_client=web, ping_interval=ping_interval)
    heard.client.socket_mode_request_listeners.append(heard.listen)
    before = len(slack.connected_at)
    try:
        heard.client.connect()
        slack.wait_for(lambda: len(slack.connected_at) > before)
        yield heard
    finally:
        hang_up(heard.client)
        heard.client.close()


def hang_up(client):
    """Wakes the client's threads, which would sit out their own timeouts, one and three seconds, before they end."""
    client.auto_reconnect_enabled, client.closed = False, True
    client.message_queue.put(None)
    with suppress(AttributeError, OSError):
        client.current_session.sock.shutdown(socket.SHUT_RDWR)
