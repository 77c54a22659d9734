"""How ``footnote serve`` begins, and with what it does not."""

import json
import socket
import urllib.error
import urllib.request

import pytest

from bot import commands
from bot.__main__ import parser
from bot.app import App
from bot.slack.serve import Bot
from footnote.errors import SetupError

pytest_plugins = ["slack_fixtures"]

GAP = "What is the fund-flow gap between expansion and stagnation assets?"


@pytest.mark.parametrize("kind", ["500", "503", "drop", "html", "429"])
def test_a_slack_that_is_down_at_the_start_is_asked_again(slack, serve, kind):
    slack.fail("auth.test", kind)
    with serve():
        channel = slack.dm("U1")
        ts = slack.say("U1", channel, GAP)
        slack.wait_for(lambda: slack.posts(channel, thread_ts=ts))

    assert len(slack.calls_of("auth.test")) == 2


@pytest.mark.parametrize("kind", ["500", "drop", "internal_error"])
def test_a_connection_that_is_not_granted_is_asked_for_again(slack, serve, kind):
    slack.fail("apps.connections.open", kind, times=4)
    with serve():
        assert slack.sockets == 1


def test_while_slack_is_down_it_lives_and_is_not_ready(slack, serve):
    slack.fail("auth.test", "500", times=None)
    with serve(connected=False) as bot:
        slack.wait_for(lambda: slack.calls_of("auth.test"))
        with urllib.request.urlopen(f"http://127.0.0.1:{bot.health.port}/healthz") as reply:
            alive = json.load(reply)
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(f"http://127.0.0.1:{bot.health.port}/readyz")
        refused.value.close()

    assert alive == {"alive": True}
    assert refused.value.code == 503


@pytest.mark.parametrize("error", ["invalid_auth", "account_inactive", "token_revoked"])
def test_a_token_that_slack_refuses_ends_it_with_a_sentence(slack, sample, configured, error):
    slack.fail("auth.test", error, times=None)
    app = App(configured())
    vars(app).update({name: getattr(sample, name) for name in ("catalogue", "rights", "library", "ledger", "desk")})

    with pytest.raises(SetupError, match=rf"SLACK_BOT_TOKEN \({error}\)"):
        Bot(app).run()
    app.inbox.close()


def test_a_port_that_is_taken_is_named(configured):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])

        with pytest.raises(SetupError, match=f"FOOTNOTE_PORT is {port}"):
            Bot(App(configured(port=port)))


def test_without_tokens_it_says_which(monkeypatch, capsys, tmp_path):
    for name in ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("FOOTNOTE_HOME", str(tmp_path))

    status = commands.run(parser().parse_args(["serve"]))
    said = capsys.readouterr().err
    assert status == 1
    assert "SLACK_BOT_TOKEN is not set" in said
    assert "SLACK_APP_TOKEN is not set" in said
