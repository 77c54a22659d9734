"""Whatever befalls a call to Slack, the question is answered once, or its asker is told why not."""

import time
from itertools import pairwise

import pytest

from bot.slack.message import Message

pytest_plugins = ["slack_fixtures"]

GAP = "What is the fund-flow gap between expansion and stagnation assets?"
KINDS = [
    ("429", {"retry_after": 1}),
    ("500", {}),
    ("503", {}),
    ("drop", {}),
    ("drop_after", {}),
    ("html", {}),
    ("slow", {"seconds": 1.0}),
    ("invalid_blocks", {}),
    ("internal_error", {}),
    ("msg_too_long", {}),
]


def ended(slack, serving):
    """Waits until the inbox holds nothing that is still under way."""
    slack.wait_for(lambda: set(serving.inbox.counts()) <= {"done", "dead"}, 60)


def settled(slack, serving, channel, ts):
    """The posts under a question once all is done."""
    slack.wait_for(lambda: slack.posts(channel, thread_ts=ts), 30)
    ended(slack, serving)
    return slack.posts(channel, thread_ts=ts)


PLACES = {"chat.postMessage": "channel", "assistant.threads.setStatus": "channel_id", "users.info": "user"}


@pytest.mark.parametrize("times", [1, 3])
@pytest.mark.parametrize("method", PLACES)
def test_a_question_is_answered_once_whatever_fails(slack, serving, method, times):
    """One person for each kind of fault, all at once."""
    asked = {}
    for number, (kind, how) in enumerate(KINDS):
        user = f"UF{number}"
        slack.add_user(user)
        channel = slack.dm(user)
        mine = {user, channel}
        slack.fail(method, kind, times=times, when=lambda given, mine=mine: given.get(PLACES[method]) in mine, **how)
        asked[kind] = channel, slack.say(user, channel, GAP)
    for channel, _ in asked.values():
        slack.wait_for(lambda channel=channel: slack.posts(channel), 40)
    ended(slack, serving)

    posts = {kind: [post["text"] for post in slack.posts(channel)] for kind, (channel, _) in asked.items()}
    assert {kind: len(texts) for kind, texts in posts.items()} == dict.fromkeys(asked, 1)
    plain = ("-$1.3tn", "Slack does not say", "The answer is ready")
    assert all(any(words in text for words in plain) for texts in posts.values() for text in texts)


def test_a_command_is_answered_once_whatever_fails(slack, serving, full):
    """One after the other: a response_url does not say whose it is."""
    for number, (kind, how) in enumerate(KINDS):
        slack.fail("response_url", kind, times=3 if full else 1, **how)
        slack.command("U1", "C1", "/snapshot", "us-industry")
        slack.wait_for(lambda number=number: len(slack.ephemerals) + len(slack.posts()) > number, 40)
        slack.clear_faults()
    ended(slack, serving)

    assert len(slack.ephemerals) + len(slack.posts()) == len(KINDS)


def test_a_modal_that_does_not_open_says_so(slack, serving):
    channel = slack.dm("U1")
    [post] = settled(slack, serving, channel, slack.say("U1", channel, GAP))
    for number, (kind, how) in enumerate(KINDS):
        slack.fail("views.open", kind, **how)
        slack.press("U1", channel, post["ts"], "workings")
        slack.wait_for(lambda number=number: len(slack.views) + len(slack.ephemerals) > number, 15)


def test_blocks_that_slack_refuses_are_followed_by_plain_text(slack, serving):
    channel = slack.dm("U1")
    slack.fail("chat.postMessage", "invalid_blocks")
    ts = slack.say("U1", channel, GAP)

    [post] = settled(slack, serving, channel, ts)
    assert not post["blocks"]
    assert "-$1.3tn" in post["text"]


def test_blocks_that_slack_would_refuse_are_not_sent(slack, serving, monkeypatch):
    table = {"type": "table", "rows": [[{"type": "raw_text", "text": ""}]]}
    monkeypatch.setattr("bot.slack.delivery.message", lambda document: Message(text="in words", blocks=[table]))
    channel = slack.dm("U1")
    ts = slack.say("U1", channel, GAP)

    [post] = settled(slack, serving, channel, ts)
    assert post["text"] == "in words"
    assert not post["blocks"]
    assert len(slack.calls_of("chat.postMessage")) == 1


def test_text_that_slack_refuses_is_followed_by_one_sentence_with_a_reference(slack, serving):
    channel = slack.dm("U1")
    slack.fail("chat.postMessage", "msg_too_long", times=2)
    ts = slack.say("U1", channel, GAP)

    [post] = settled(slack, serving, channel, ts)
    reference = post["text"].rsplit(" ", 1)[-1]
    assert post["text"].startswith("The answer is ready")
    assert len(reference) == 8


@pytest.mark.parametrize("error", ["is_archived", "not_in_channel", "channel_not_found", "restricted_action"])
def test_an_answer_that_has_no_place_comes_as_a_direct_message(slack, serving, error):
    slack.fail("chat.postMessage", error, when=lambda arguments: arguments.get("channel") == "C1")
    slack.say("U1", "C1", f"<@{slack.bot_user}> {GAP}")

    direct = slack.dm("U1")
    [post] = slack.wait_for(lambda: slack.posts(direct))
    assert "-$1.3tn" in post["text"]


@pytest.mark.parametrize("method", ["conversations.open", "chat.postMessage"])
@pytest.mark.parametrize("kind", ["500", "429", "drop_after"])
def test_the_last_resort_is_tried_again_too(slack, serving, method, kind):
    direct = slack.dm("U1")
    slack.fail("chat.postMessage", "is_archived", when=lambda arguments: arguments.get("channel") == "C1")
    slack.fail(method, kind, when=lambda arguments: arguments.get("channel") != "C1")
    slack.say("U1", "C1", f"<@{slack.bot_user}> {GAP}")

    slack.wait_for(lambda: slack.posts(direct), 20)
    ended(slack, serving)
    assert len(slack.posts(direct)) == 1


def test_a_button_that_breaks_says_so(slack, serving, monkeypatch):
    channel = slack.dm("U1")
    [post] = settled(slack, serving, channel, slack.say("U1", channel, GAP))
    monkeypatch.setattr("bot.surfaces.workings.VIEWS", {"workings": lambda document, page: 1 / 0})
    slack.press("U1", channel, post["ts"], "workings")

    [message] = slack.wait_for(lambda: slack.ephemerals)
    assert "it is logged under" in message["text"]
    ended(slack, serving)


def test_retry_after_holds_for_the_whole_channel(slack, serving):
    slack.fail("chat.postMessage", "429", retry_after=3)
    first = slack.say("U1", "C1", f"<@{slack.bot_user}> {GAP}")
    slack.wait_for(lambda: [call for call in slack.calls if call.status == 429])
    refused = time.monotonic()
    second = slack.say("U2", "C1", f"<@{slack.bot_user}> {GAP}")
    for ts in (first, second):
        slack.wait_for(lambda ts=ts: slack.posts("C1", thread_ts=ts), 20)

    assert min(post["posted_at"] for post in slack.posts("C1")) - refused > 2.5


def test_slow_statuses_do_not_hold_up_a_modal(slack, serving):
    channel = slack.dm("U1")
    [post] = settled(slack, serving, channel, slack.say("U1", channel, GAP))
    slack.fail("assistant.threads.setStatus", "slow", times=None, seconds=1.9)
    for number in range(12):
        user = slack.add_user(f"US{number}")
        slack.say(user, slack.dm(user), GAP)
    slack.wait_for(lambda: len(slack.calls_of("assistant.threads.setStatus")) > 4)
    slack.press("U1", channel, post["ts"], "workings")

    slack.wait_for(lambda: slack.views, 3)


def test_a_reply_that_was_lost_does_not_make_a_second_post(slack, serving):
    """The post is found by our own mark in the thread; without the search this posts twice."""
    slack.fail("chat.postMessage", "drop_after", times=3)
    ts = slack.say("U1", "C1", f"<@{slack.bot_user}> {GAP}")

    assert len(settled(slack, serving, "C1", ts)) == 1
    assert slack.calls_of("conversations.replies")


def test_a_token_that_is_revoked_loses_no_question(slack, serving, monkeypatch):
    monkeypatch.setattr("bot.slack.client.Unauthorised.PAUSE", 0.5)
    slack.fail("chat.postMessage", "token_revoked", times=2)
    ts = slack.say("U1", "C1", f"<@{slack.bot_user}> {GAP}")

    assert len(settled(slack, serving, "C1", ts)) == 1


def test_a_channel_gets_one_post_a_second(slack, serving):
    asked = [slack.say(user, "C1", f"<@{slack.bot_user}> {GAP}") for user in ("U1", "U2") * 2]
    for ts in asked:
        slack.wait_for(lambda ts=ts: slack.posts("C1", thread_ts=ts), 20)

    at = sorted(post["posted_at"] for post in slack.posts("C1"))
    assert min(later - earlier for earlier, later in pairwise(at)) >= 0.95
    assert not [call for call in slack.calls if call.status == 429]


def test_a_bug_in_the_desk_is_one_sentence_with_a_reference(slack, serving, sample, monkeypatch):
    monkeypatch.setattr(type(sample.desk), "_answered", lambda *given: 1 / 0)
    channel = slack.dm("U1")
    ts = slack.say("U1", channel, GAP)

    [post] = settled(slack, serving, channel, ts)
    assert "it is logged under" in post["text"]
    assert "Traceback" not in post["text"]


def test_a_bug_while_laying_out_is_one_sentence_with_a_reference(slack, serving, monkeypatch):
    monkeypatch.setattr("bot.slack.delivery.message", lambda document: 1 / 0)
    channel = slack.dm("U1")
    ts = slack.say("U1", channel, GAP)

    [post] = settled(slack, serving, channel, ts)
    assert post["text"].startswith("The answer is ready")


def test_a_write_that_fails_is_not_acknowledged_and_comes_again(slack, serving, monkeypatch):
    real, failures = type(serving.inbox).put, iter([OSError("disk full")])

    def put(inbox, request):
        for failure in failures:
            raise failure
        return real(inbox, request)

    monkeypatch.setattr(type(serving.inbox), "put", put)
    ts = slack.say("U1", "C1", f"<@{slack.bot_user}> {GAP}")

    assert len(settled(slack, serving, "C1", ts)) == 1
    refused = [each for each in slack.deliveries if each.acked_at is None]
    assert refused
