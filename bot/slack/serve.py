"""``footnote serve``: the desk in Slack, from the first connection until it is told to stop."""

import logging
import threading
import time
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from bot.slack.bolt import bolt_app, surfaces
from bot.slack.client import Identity, Later, Refused, Unauthorised, called, client, identify
from bot.slack.health import Health
from bot.slack.history import catch_up
from bot.slack.parts import Parts
from bot.slack.post import Poster
from bot.slack.readers import Readers
from bot.slack.service import Service
from bot.slack.socket_mode import Connection
from footnote.errors import SetupError
from knowledge.lock import Lock

if TYPE_CHECKING:
    from slack_sdk import WebClient

    from bot.app import App

DRAIN = 8.0
"""Seconds that answers in the making get to end when we are told to stop."""
BRIEF = 2
"""Seconds that a call may take whose outcome nobody would miss."""
BEAT = 15.0
"""Seconds between two notes that Slack is heard."""
LONGEST_PAUSE = 15.0
log = logging.getLogger("footnote")


class Bot:
    """One desk in Slack: its inbox, its service, its connection and its health."""

    def __init__(self, app: "App") -> None:
        self._app = app
        self.inbox = app.inbox
        self._stopping = threading.Event()
        self._returned = threading.Event()
        self._connection: Connection | None = None
        self._service: Service | None = None
        self.health = Health(int(app.settings.port), {"/healthz": self._healthy, "/readyz": self._ready})

    def stop(self) -> None:
        """Asks the bot to end: it hangs up and lets what is in the making be finished."""
        self._stopping.set()

    def run(self) -> None:
        """Works until it is told to stop. SetupError where another serves this desk, or Slack refuses the token."""
        self.health.start()
        try:
            owner = self._own()
            self._app.desk.warm()
            identity = self._identity()
            if identity is not None:
                self._work(identity)
            owner.release()
        finally:
            self.health.close()

    def _own(self) -> Lock:
        """The state folder for ourselves: two that answer from one inbox would answer twice."""
        home = self._app.settings.home_folder
        home.mkdir(parents=True, exist_ok=True)
        owner = Lock.take(home / "serve.lock")
        if owner is None:
            raise SetupError(
                ["Another `footnote serve` works with this FOOTNOTE_HOME, or the folder cannot be written."]
            )
        return owner

    def _identity(self) -> Identity | None:
        """Who we are, asked until Slack says; None when told to stop meanwhile."""
        web, pause = client(self._app.settings, retries=False), 1.0
        while not self._stopping.is_set():
            try:
                found: Identity = called(lambda: identify(web))
            except (Refused, Unauthorised) as refused:
                raise SetupError(
                    [f"Slack does not accept SLACK_BOT_TOKEN ({refused}); `footnote doctor` says more."]
                ) from None
            except Later as later:
                log.warning("Slack does not say who we are (%s); asking again", later)
                self._stopping.wait(later.seconds or pause)
                pause = min(pause * 2, LONGEST_PAUSE)
            else:
                return found
        return None

    def _work(self, identity: Identity) -> None:
        settings = self._app.settings
        reading, writing = client(settings), client(settings, retries=False)
        brief = client(settings, retries=False, timeout=BRIEF)
        parts = Parts(
            desk=self._app.desk,
            ledger=self._app.ledger,
            readers=Readers(reading, identity, self._app.rights),
            poster=Poster(writing, reading, brief),
        )
        self._service = Service.of(self.inbox, parts, surfaces())
        app_level = client(settings, app_level=True, timeout=5)
        self._connection = Connection(bolt_app(writing, identity, self.inbox), app_level, self._returned.set)
        self._service.start()
        self._connection.start()
        try:
            self._listen(reading, identity, self._connection)
        finally:
            self._connection.close()
            self._service.stop(DRAIN)

    def _listen(self, web: "WebClient", identity: Identity, connection: Connection) -> None:
        """Picks up what was missed whenever Slack can be heard again, and notes from time to time that it is heard."""
        due = float("inf")
        while not self._stopping.wait(0.2):
            if self._returned.is_set():
                due = time.monotonic() if self._catch_up(web, identity) else float("inf")
            if time.monotonic() >= due and connection.alive():
                self.inbox.beat()
                self.inbox.forget()
                due = time.monotonic() + BEAT

    def _catch_up(self, web: "WebClient", identity: Identity) -> bool:
        """Whether all that was missed is in the inbox now; it is tried again while Slack fails."""
        self._returned.clear()
        try:
            catch_up(web, identity, self.inbox)
        except (Later, Refused) as failure:
            log.warning("the history cannot be read (%s); trying again", failure)
            self._stopping.wait(LONGEST_PAUSE)
            self._returned.set()
            return False
        return True

    def _healthy(self) -> tuple[bool, Mapping[str, Any]]:
        """Whether the process does its work, connected or not."""
        working = self._service is None or self._service.alive()
        return working, {"alive": working}

    def _ready(self) -> tuple[bool, Mapping[str, Any]]:
        """Whether Slack can be heard now and every thread works; with what waits."""
        connected = self._connection is not None and self._connection.alive()
        working = self._service is not None and self._service.alive()
        return connected and working, {"connected": connected, "working": working, "requests": self.inbox.counts()}
