"""``footnote serve``: the desk in Slack, from the first connection until it is told to stop."""

import logging
import threading
import time
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from bot.inbox import FAULTS
from bot.prefetch import Prefetcher
from bot.slack.bolt import bolt_app, surfaces
from bot.slack.client import Identity, Later, Refused, Unauthorised, called, client, identify
from bot.slack.health import Health
from bot.slack.history import History
from bot.slack.parts import Parts
from bot.slack.post import Poster
from bot.slack.readers import Readers
from bot.slack.service import Service
from bot.slack.socket_mode import Connection
from bot.slack.upload import Uploads
from footnote.errors import SetupError
from knowledge.lock import Lock

if TYPE_CHECKING:
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
            ahead = Prefetcher(self._app.catalogue, self._app.desk.sources)
            ahead.start()
            try:
                identity = self._identity()
                if identity is not None:
                    self._work(identity)
            finally:
                ahead.stop()
            owner.release()
        finally:
            self.health.close()

    def _own(self) -> Lock:
        """The state folder for ourselves: two that answer from one inbox would answer twice."""
        home = self._app.settings.home_folder
        try:
            home.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError:
            raise SetupError(["FOOTNOTE_HOME cannot be made; name a folder that can be written."]) from None
        owner = Lock.take(home / "serve.lock")
        if owner is None:
            fault = "Another `footnote serve` uses this FOOTNOTE_HOME, or it cannot be written."
            raise SetupError([fault])
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
            uploads=Uploads(writing),
            limits=self._app.limits,
        )
        self._service = Service(self.inbox, parts, surfaces())
        app_level = client(settings, app_level=True, timeout=5)
        self._connection = Connection(bolt_app(writing, identity, self.inbox), app_level, self._returned.set)
        history = History(reading, identity, self.inbox)
        keeper = threading.Thread(target=self._keep, args=(history, self._connection), name="history", daemon=True)
        self._service.start()
        self._connection.start()
        keeper.start()
        self._stopping.wait()
        self._connection.close()
        self._service.stop(DRAIN)
        keeper.join(timeout=1)

    def _keep(self, history: History, connection: Connection) -> None:
        """Picks up what was missed whenever Slack can be heard again or something could not be written down.

        While nothing is missed, it notes from time to time that Slack is heard.
        """
        due, missed = float("inf"), False
        while not self._stopping.wait(0.2):
            try:
                if self._returned.is_set() or self.inbox.missed.is_set():
                    self._returned.clear()
                    self.inbox.missed.clear()
                    due, missed = time.monotonic(), True
                    history.begin()
                if time.monotonic() >= due and connection.alive():
                    missed = missed and not history.read(self._stopping.is_set)
                    if not missed:
                        self.inbox.beat()
                    self.inbox.forget()
                    due = time.monotonic() + BEAT
            except (Later, Refused, *FAULTS) as failure:
                log.warning("what was missed cannot be picked up yet: %s", failure)
                self._stopping.wait(LONGEST_PAUSE)
                self._returned.set()

    def _healthy(self) -> tuple[bool, Mapping[str, Any]]:
        """Whether the process does its work, connected or not."""
        working = self._service is None or self._service.alive()
        return working, {"alive": working}

    def _ready(self) -> tuple[bool, Mapping[str, Any]]:
        """Whether Slack can be heard now and every thread works; with what waits."""
        connected = self._connection is not None and self._connection.alive()
        working = self._service is not None and self._service.alive()
        return connected and working, {"connected": connected, "working": working, "requests": self.inbox.counts()}
