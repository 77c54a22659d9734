"""The fake's Socket Mode, spoken to by slack_sdk's own client."""

import asyncio
import threading
import time
from itertools import pairwise

import pytest
from fake_slack import FakeSlack
from fake_slack_client import listening
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.web.async_client import AsyncWebClient


@pytest.fixture
def slack():
    with FakeSlack(ack_within=0.2, retry_delays=(0.0, 0.2, 0.4)) as slack:
        slack.add_channel("C1", members=["U1"])
        yield slack


def test_an_acknowledgement_is_noted_with_its_time(slack):
    with listening(slack):
        delivery = slack.deliver({"type": "message", "channel": "C1", "text": "hi", "event_ts": "1.0"})

        assert delivery.wait()
        assert delivery.acked
        assert 0 <= delivery.ack_seconds < 0.2
        assert delivery.retry_attempt == 0


def test_an_unheard_event_comes_again_on_slacks_schedule(slack):
    with listening(slack, silent=True) as heard:
        first = slack.deliver({"type": "message", "channel": "C1", "text": "hi", "event_ts": "1.0"})
        slack.wait_for(lambda: len(heard.requests) == 4)
        time.sleep(0.3)

    attempts = slack.deliveries
    gaps = [later.sent_at - sooner.sent_at for sooner, later in pairwise(attempts)]

    assert [one.retry_attempt for one in heard.requests] == [0, 1, 2, 3]
    assert [one.retry_reason for one in heard.requests] == ["", "timeout", "timeout", "timeout"]
    assert {one.event_id for one in attempts} == {first.event_id}
    assert len({one.envelope_id for one in attempts}) == 4
    assert gaps == pytest.approx([0.2, 0.4, 0.6], abs=0.1)
    assert not first.wait(0)


def test_an_acknowledged_retry_ends_the_retries(slack):
    with listening(slack, silent=True) as heard:
        first = slack.deliver({"type": "message", "channel": "C1", "text": "hi", "event_ts": "1.0"})
        slack.wait_for(lambda: heard.requests)
        heard.silent = False

        assert first.wait()
        time.sleep(0.5)

    assert [one.acked for one in slack.deliveries] == [False, True]
    assert first.retry is slack.deliveries[1]


def test_no_socket_is_a_failed_attempt_and_the_retry_reaches_a_later_one(slack):
    first = slack.deliver({"type": "message", "channel": "C1", "text": "hi", "event_ts": "1.0"})
    slack.wait_for(lambda: first.failed == "no_socket")

    with listening(slack) as heard:
        assert first.wait()

    assert heard.requests[0].retry_attempt == 2


def test_a_command_that_is_not_acknowledged_is_not_sent_again(slack):
    with listening(slack, silent=True) as heard:
        delivery = slack.command("U1", "C1", "/snapshot", "us")
        slack.wait_for(lambda: delivery.failed == "timeout")
        time.sleep(0.3)

    assert len(heard.requests) == 1


def test_a_redelivery_is_the_same_event_in_a_new_envelope(slack):
    with listening(slack) as heard:
        slack.say("U1", "C1", "hello")
        slack.wait_for(lambda: slack.deliveries[0].acked)
        again = slack.redeliver(slack.deliveries[0])
        slack.wait_for(lambda: again.acked)

    first, second = heard.requests
    assert first.payload == second.payload
    assert first.envelope_id != second.envelope_id
    assert second.retry_attempt == 1


def test_several_sockets_share_the_envelopes(slack):
    with listening(slack) as one, listening(slack) as other:
        assert slack.sockets == 2
        for _ in range(10):
            slack.say("U1", "C1", "hello")
        slack.wait_for(lambda: all(delivery.acked for delivery in slack.deliveries))

    assert (len(one.requests), len(other.requests)) == (5, 5)


def test_hello_and_pings_are_answered(slack):
    with listening(slack, ping_interval=0.05) as heard:
        messages = []
        heard.client.on_message_listeners.append(messages.append)
        before = heard.client.current_session.last_ping_pong_time
        slack.wait_for(lambda: heard.client.current_session.last_ping_pong_time != before)

    assert heard.client.current_session.last_ping_pong_time


@pytest.mark.parametrize(
    ("how", "ping_interval"), [("abort", 0.1), ("close", 0.1), ("goodbye", 0.1), ("disconnect", 5)]
)
def test_a_cut_socket_is_open_again_and_hears(slack, how, ping_interval):
    """The short interval is only for the client to notice: it finds out about silence by its own pings."""
    with listening(slack, ping_interval=ping_interval) as heard:
        slack.cut(how)
        slack.wait_for(lambda: len(slack.connected_at) == 2 and slack.sockets == 1)
        slack.say("U1", "C1", "after the cut")
        slack.wait_for(lambda: any(delivery.acked for delivery in slack.deliveries))

    assert heard.events[-1]["text"] == "after the cut"


def test_a_frozen_socket_swallows_what_it_gets(slack):
    """TCP stays up: only the missing pong tells."""
    with listening(slack, ping_interval=0.1) as heard:
        slack.cut("freeze")
        lost = slack.deliver({"type": "message", "channel": "C1", "text": "into the void", "event_ts": "1.0"})
        slack.wait_for(lambda: lost.failed == "timeout")

        assert slack.sockets == 0
        slack.wait_for(lambda: slack.sockets == 1)
        slack.say("U1", "C1", "back")
        slack.wait_for(lambda: heard.events and heard.events[-1]["text"] == "back")


def test_refused_sockets_come_back_when_allowed(slack):
    with listening(slack, ping_interval=0.1):
        slack.refuse_sockets(True)
        slack.cut("abort")
        slack.wait_for(lambda: len(slack.calls_of("apps.connections.open")) >= 2)

        assert slack.sockets == 0
        slack.refuse_sockets(False)
        slack.wait_for(lambda: slack.sockets == 1)


def test_a_command_may_be_answered_in_its_acknowledgement(slack):
    with listening(slack, answer={"text": "at once"}):
        slack.command("U1", "C1", "/snapshot", "us").wait()

    assert [(one["text"], one["user"], one["via"]) for one in slack.ephemerals] == [("at once", "U1", "ack")]


def test_a_bad_answer_in_an_acknowledgement_does_no_harm_to_the_socket(slack):
    with listening(slack, answer={"text": "x", "blocks": [{"type": "header"}]}):
        delivery = slack.command("U1", "C1", "/snapshot", "us")

        assert delivery.wait()
        assert delivery.failed == "invalid_blocks"
        assert slack.sockets == 1


def test_a_thousand_events_in_a_burst_are_all_heard():
    """By slack_sdk's aiohttp client: the builtin one reads frame by frame in recursion, too deep for such a burst."""
    with FakeSlack() as slack:
        slack.add_channel("C1", members=["U1"])
        asyncio.run(burst(slack, 1000))

        assert len(slack.deliveries) == 1000
        assert max(delivery.ack_seconds for delivery in slack.deliveries) < 3


async def burst(slack, count):
    """Waits until *count* messages, said at once, are acknowledged."""

    async def listen(client, request):
        await client.send_socket_mode_response(SocketModeResponse(envelope_id=request.envelope_id))

    def say():
        for n in range(count):
            slack.say("U1", "C1", f"message {n}")
        slack.wait_for(lambda: all(delivery.acked for delivery in slack.deliveries))

    client = SocketModeClient(slack.app_token, web_client=AsyncWebClient(base_url=slack.api_url))
    client.socket_mode_request_listeners.append(listen)
    await client.connect()
    await asyncio.to_thread(say)
    await client.close()


def test_the_server_ends_its_thread():
    with FakeSlack() as slack, listening(slack):
        slack.cut("freeze")

    slack.stop()
    assert "fake-slack" not in {thread.name for thread in threading.enumerate()}
