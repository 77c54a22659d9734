"""The desk in a fake Slack: inside this process for most tests, in one of its own where it is killed."""

import os
import shutil
import signal
import subprocess
import sys
import threading
from contextlib import contextmanager

import pytest
from fake_slack import FakeSlack

from bot.app import App
from bot.slack import again
from bot.slack.serve import Bot
from footnote.settings import Settings

SHARED = ("catalogue", "rights", "library", "ledger", "desk")


@pytest.fixture
def slack():
    """A workspace with two people and a channel."""
    with FakeSlack() as workspace:
        for user in ("U1", "U2"):
            workspace.add_user(user)
        workspace.add_channel("C1", members=["U1", "U2"])
        yield workspace


@pytest.fixture
def one_of_many(full):
    """Goes on where every case is run, or this is the one that stands for them."""

    def stands(chosen):
        if not (full or chosen):
            pytest.skip("one case stands for them all; the rest are for --full")

    return stands


@pytest.fixture
def brisk(request, slack, monkeypatch):
    """No pauses in this process nor in Slack, unless a test wants them."""
    if "unhurried" not in request.fixturenames:
        slack.file_seconds = 0.0
        monkeypatch.setattr(again, "pause", lambda tries: 0.05)
        monkeypatch.setattr(again, "A_CHANNEL", 0.05)


@pytest.fixture
def unhurried():
    """For a test that needs the pauses as they are."""


@pytest.fixture
def configured(slack, tmp_path):
    """Settings for the workspace, some of them replaced."""

    def settings(**replaced):
        given = {
            "home": str(tmp_path),
            "port": "0",
            "slack_bot_token": slack.bot_token,
            "slack_app_token": slack.app_token,
            "slack_api_url": slack.api_url,
        }
        return Settings(**given | replaced)

    return settings


@pytest.fixture
def serve(sample, slack, configured):
    """Starts the sample desk in the workspace, with an inbox in a folder of this test; gives the running bot."""

    @contextmanager
    def started(*, connected=True, **replaced):
        app = App(configured())
        vars(app).update({name: getattr(sample, name) for name in SHARED} | replaced)
        bot = Bot(app)
        thread = threading.Thread(target=bot.run)
        thread.start()
        try:
            if connected:
                slack.wait_for(lambda: slack.sockets, 20)
            yield bot
        finally:
            bot.stop()
            thread.join()
            app.inbox.close()

    return started


@pytest.fixture
def serving(serve):
    """The sample desk at work in the workspace."""
    with serve() as bot:
        yield bot


@pytest.fixture
def process(sample, slack, tmp_path):
    """Starts ``footnote serve`` with the sample notes in a home of this test; ends what still runs."""
    home, started = tmp_path / "home", []
    shutil.copytree(sample.settings.home_folder, home)
    (home / "answers.sqlite3").unlink(missing_ok=True)

    def start(**environment):
        started.append(Process(slack, home, tmp_path / "log", **environment))
        return started[-1]

    yield start
    for each in started:
        each.kill()


class Process:
    """``footnote serve`` as an operator runs it."""

    def __init__(self, slack, home, log, **environment):
        variables = slack.environment() | {"FOOTNOTE_HOME": str(home), "FOOTNOTE_PORT": "0"} | environment
        kept = {
            name: value for name, value in os.environ.items() if not name.startswith(("FOOTNOTE_", "FRED_", "SLACK_"))
        }
        self._log = log.open("ab")
        self._process = subprocess.Popen(
            [sys.executable, "-m", "bot", "serve"], env=kept | variables, stdout=self._log, stderr=self._log
        )

    def kill(self):
        """No warning, no farewell."""
        if self._process.poll() is None:
            self._process.kill()
        self._end()

    def terminate(self):
        """As an operator stops it; the exit status."""
        self._process.send_signal(signal.SIGTERM)
        return self._end()

    def wait(self):
        """The exit status, once it ends by itself."""
        return self._end()

    def _end(self):
        status = self._process.wait(timeout=30)
        self._log.close()
        return status
