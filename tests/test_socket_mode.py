"""The connection to Slack when Slack ends it."""

import time

import pytest

pytest_plugins = ["slack_fixtures"]

GAP = "What is the fund-flow gap between expansion and stagnation assets?"


def test_two_farewells_on_one_connection_lead_to_one_new_one(slack, serving):
    slack.farewells("warning", "refresh_requested")
    for _ in range(3):
        before = len(slack.connected_at)
        time.sleep(1.2)
        slack.cut("disconnect")
        slack.wait_for(lambda before=before: len(slack.connected_at) > before)
    time.sleep(0.5)

    assert len(slack.connected_at) == 4
    assert slack.sockets == 1


@pytest.mark.parametrize("reason", ["too_many_websockets", "link_disabled", "refresh_requested"])
def test_a_slack_that_ends_each_connection_at_once_is_not_stormed(slack, serving, reason):
    slack.rate_limits = False
    slack.wait_for(serving.inbox.heard)
    slack.unwelcome(reason)
    slack.cut("abort")
    time.sleep(3)
    opened = len(slack.calls_of("apps.connections.open"))
    slack.unwelcome(None)
    channel = slack.dm("U1")
    ts = slack.say("U1", channel, GAP, deliver=False)

    assert opened <= 6
    slack.wait_for(lambda: slack.posts(channel, thread_ts=ts), 30)
