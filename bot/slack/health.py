"""``/healthz`` and ``/readyz`` on loopback: whether the process lives, and whether Slack can truly be heard."""

import json
import threading
from collections.abc import Callable, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from footnote.errors import SetupError

Check = Callable[[], tuple[bool, Mapping[str, Any]]]
"""Whether all is well, and what there is to say about it."""


class Health:
    """A small web server for whoever watches the bot; it answers 200 or 503 with one JSON object."""

    def __init__(self, port: int, checks: Mapping[str, Check]) -> None:
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                check = checks.get(self.path)
                well, found = check() if check else (False, {"paths": sorted(checks)})
                body = json.dumps(found).encode()
                self.send_response(404 if check is None else 200 if well else 503)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: Any) -> None:
                """Says nothing: it is asked every few seconds."""

        try:
            self._server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
        except OSError:
            raise SetupError([f"FOOTNOTE_PORT is {port}, which another program uses; name a free one."]) from None
        self._server.daemon_threads = True
        self.port: int = self._server.server_address[1]
        self._thread = threading.Thread(target=self._server.serve_forever, name="health", daemon=True)

    def start(self) -> None:
        """Begins to answer."""
        self._thread.start()

    def close(self) -> None:
        """Answers no more."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
