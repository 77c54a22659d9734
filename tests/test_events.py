"""Which of Slack's events are questions to us."""

import pytest

from bot.language import is_courtesy
from bot.slack.events import plain, request

ME = "U0FOOTNOTE"


def body(**event):
    event = {"type": "message", "user": "U1", "channel": "C1", "ts": "100.1", "text": "GDP?"} | event
    return {"event": event, "event_id": "Ev1", "is_ext_shared_channel": False}


def read(answering=(), **event):
    return request(body(**event), ME, lambda channel, thread, ts: (channel, thread) in answering)


def edit(message, previous, **event):
    common = {"user": "U1", "ts": "100.1"}
    return read(subtype="message_changed", message=common | message, previous_message=common | previous, **event)


def test_a_direct_message_is_a_question():
    asked = read(channel="D1", channel_type="im")

    assert (asked.text, asked.user, asked.channel, asked.thread, asked.event) == ("GDP?", "U1", "D1", "100.1", "Ev1")


def test_a_mention_and_its_message_twin_have_one_key():
    text = f"<@{ME}> GDP?"

    assert read(type="app_mention", text=text).key == read(text=text).key
    assert read(text=text).text == "GDP?"


def test_talk_in_a_channel_is_not_ours():
    assert read() is None


def test_a_thread_where_we_answer_goes_on_without_a_mention():
    ours = {("C1", "90.0")}

    assert read(ours, thread_ts="90.0").thread == "90.0"
    assert read(ours, thread_ts="91.0") is None
    assert read(ours, channel="C2", thread_ts="90.0") is None


def test_a_word_to_somebody_else_in_our_thread_is_not_ours():
    assert read({("C1", "90.0")}, thread_ts="90.0", text="<@U7> what do you think?") is None


@pytest.mark.parametrize("said", ["thanks!", "OK, got it", "谢谢", "好的，收到。", ":+1:", "👍"])
def test_thanks_in_our_thread_ask_nothing(said):
    assert read({("C1", "90.0")}, thread_ts="90.0", text=said) is None
    assert read(channel="D1", channel_type="im", text=said) is not None


@pytest.mark.parametrize("said", ["good returns?", "and gold", "行业指标", "可以看看黄金吗", "no change in CPI?"])
def test_a_question_that_begins_kindly_is_one(said):
    assert not is_courtesy(said)


@pytest.mark.parametrize(
    "event",
    [
        {"bot_id": "B1"},
        {"user": ME},
        {"user": "USLACKBOT"},
        {"user": None},
        {"bot_profile": {"id": "B1"}},
        *({"subtype": kind} for kind in ("channel_join", "bot_message", "message_deleted", "assistant_app_thread")),
    ],
)
def test_neither_bots_nor_slack_itself_ask(event):
    assert read(channel="D1", channel_type="im", **event) is None


@pytest.mark.parametrize("kind", ["file_share", "thread_broadcast"])
def test_a_person_may_add_a_file_or_tell_the_channel(kind):
    assert read(subtype=kind, channel="D1", channel_type="im") is not None


def test_a_persons_edit_is_asked_anew():
    first = read(channel="D1", channel_type="im")
    again = edit({"text": "CPI?", "edited": {"ts": "101.0"}}, {"text": "GDP?"}, channel="D1", channel_type="im")

    assert again.text == "CPI?"
    assert again.key != first.key
    assert again.thread == "100.1"


def test_an_edit_that_changes_no_word_is_not_asked_again():
    """Slack marks a message changed when it unfurls a link."""
    where = {"channel": "D1", "channel_type": "im"}

    assert edit({"text": "GDP?"}, {"text": "GDP?"}, **where) is None
    assert edit({"text": "GDP?", "edited": {"ts": "101.0"}}, {"text": "GDP?"}, **where) is None


def test_an_edit_by_a_bot_is_not_a_question():
    bot = {"text": "b", "edited": {"ts": "101.0"}, "bot_id": "B1"}

    assert edit(bot, {"text": "a"}, channel="D1", channel_type="im") is None


def test_an_edit_that_names_us_is_a_question():
    asked = edit({"text": f"<@{ME}> GDP?", "edited": {"ts": "101.0"}}, {"text": "GDP?"}, channel_type="channel")

    assert asked.text == "GDP?"


def test_whether_outsiders_read_the_channel_is_taken_from_the_event():
    asked = request(body(channel="D1", channel_type="im") | {"is_ext_shared_channel": True}, ME, lambda *_: False)

    assert asked.outside is True


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (f"<@{ME}> S&amp;P 500 &lt; 5000?", "S&P 500 < 5000?"),
        ("see <https://x.example/a?b=1|this page> now", "see this page now"),
        ("<https://x.example>", "https://x.example"),
        ("in <#C1|macro>", "in #macro"),
    ],
)
def test_slacks_notation_is_taken_out(typed, meant):
    assert plain(typed) == meant


def test_events_that_are_no_messages_are_not_ours():
    assert request({"event": {"type": "reaction_added", "user": "U1"}}, ME, lambda *_: True) is None
    assert request({"type": "block_actions"}, ME, lambda *_: True) is None
