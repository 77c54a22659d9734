"""What ``footnote doctor`` says of Slack."""

import json
from pathlib import Path

import pytest
from fake_slack import FakeSlack

from bot.slack.check import examine, wanted_scopes

pytest_plugins = ["slack_fixtures"]

MANIFEST = Path(__file__).parents[1] / "manifest.json"
SCOPES = json.loads(MANIFEST.read_text("utf-8"))["oauth_config"]["scopes"]["bot"]


def lines(settings):
    return {check: (ok, message) for check, ok, message in examine(settings)}


def test_all_is_well(slack, configured):
    found = lines(configured())

    assert {check: ok for check, (ok, _) in found.items()} == {"tokens": True, "scopes": True, "socket": True}
    assert slack.bot_user in found["tokens"][1]


@pytest.mark.parametrize("gone", ["users:read", "assistant:write", "files:write"])
def test_a_scope_that_was_forgotten_is_named(configured, gone):
    with FakeSlack(scopes=[scope for scope in SCOPES if scope != gone]) as slack:
        ok, message = lines(configured(slack_api_url=slack.api_url))["scopes"]

    assert not ok
    assert gone in message


def test_it_asks_for_what_the_manifest_names():
    assert wanted_scopes() == set(SCOPES)


@pytest.mark.parametrize("token", ["xoxb-wrong", "", "xapp-in-the-wrong-place"])
def test_a_bot_token_that_will_not_do_is_named_and_never_shown(slack, configured, token):
    found = lines(configured(slack_bot_token=token))

    ok, message = found["tokens"]
    assert not ok
    assert "SLACK_BOT_TOKEN" in message
    assert not token or token not in message


def test_an_app_token_that_will_not_do_is_named(slack, configured):
    found = lines(configured(slack_app_token="xapp-wrong"))

    assert found["tokens"][0]
    assert not found["socket"][0]


def test_a_slack_that_cannot_be_reached_is_said(slack, configured):
    slack.fail("*", "503", times=None)
    found = lines(configured())

    assert "cannot be reached" in found["tokens"][1]


def test_looking_takes_no_question_away_from_the_bot(slack, configured):
    lines(configured())

    assert slack.connected_at == []
