"""The desk in Slack, from what people do to what they see."""

import json
import threading
import urllib.error
import urllib.request

import pytest

pytest_plugins = ["slack_fixtures"]

GAP = "What is the fund-flow gap between expansion and stagnation assets?"
SENTIMENT = "密歇根消费者信心是几月以来最高"


def answer(slack, channel, ts, number=1):
    """The *number*-th post under a message."""
    return slack.wait_for(lambda: slack.posts(channel, thread_ts=ts)[number - 1 : number])[0]


def shown(blocks):
    """Every text of a message's or a modal's blocks, in order."""
    if isinstance(blocks, dict):
        own = [blocks["text"]] if isinstance(blocks.get("text"), str) else []
        return own + [text for value in blocks.values() for text in shown(value)]
    return [text for each in blocks for text in shown(each)] if isinstance(blocks, list) else []


def test_a_mention_is_answered_in_its_thread(slack, serving):
    ts = slack.say("U1", "C1", f"<@{slack.bot_user}> {GAP}")

    post = answer(slack, "C1", ts)
    assert "-$1.3tn" in post["text"]
    assert "-$1.3tn" in " ".join(shown(post["blocks"]))


def test_a_direct_message_is_answered_in_chinese(slack, serving):
    channel = slack.dm("U2")
    ts = slack.say("U2", channel, SENTIMENT)

    post = answer(slack, channel, ts)
    assert "57.3（2026年2月），为2025年8月（58.2）以来最高" in post["text"]
    assert any(button == "计算过程" for button in shown(post["blocks"]))


def test_a_follow_up_needs_no_mention(slack, serving):
    ts = slack.say("U1", "C1", f"<@{slack.bot_user}> How has gold done this year?")
    first = answer(slack, "C1", ts)
    slack.say("U1", "C1", "and bitcoin?", thread_ts=ts)

    second = answer(slack, "C1", ts, 2)
    assert "Gold" in first["text"]
    assert "Bitcoin" in second["text"]


def test_a_question_outside_our_threads_is_left_alone(slack, serving):
    slack.say("U1", "C1", GAP)
    asked = slack.say("U1", "C1", f"<@{slack.bot_user}> {GAP}")
    answer(slack, "C1", asked)

    assert len(slack.posts("C1")) == 1


@pytest.mark.parametrize(
    ("typed", "found"), [("us-industry", "ISM new orders"), ("美国工业", "ISM新订单"), ("UMCSENT", "57.3")]
)
def test_a_snapshot_is_for_the_eyes_of_whoever_typed_it(slack, serving, typed, found):
    slack.command("U1", "C1", "/snapshot", typed)

    message = slack.wait_for(lambda: slack.ephemerals)[0]
    assert found in message["text"]
    assert slack.posts() == []


def test_an_unknown_board_lists_the_boards(slack, serving):
    slack.command("U1", "C1", "/snapshot", "gibberish")

    message = slack.wait_for(lambda: slack.ephemerals)[0]
    assert "US industry, Labour market" in message["text"]


def test_the_workings_open_down_to_the_observations(slack, serving):
    ts = slack.say("U1", "C1", f"<@{slack.bot_user}> {GAP}")
    slack.press("U1", "C1", answer(slack, "C1", ts)["ts"], "workings")

    view = slack.wait_for(lambda: slack.views)[0]
    words = " ".join(shown(view))
    assert "-$1.3tn" in words
    assert "120" in words


def test_the_menu_opens_the_whole_table(slack, serving):
    slack.command("U1", "C1", "/snapshot", "us-industry")
    message = slack.wait_for(lambda: slack.ephemerals)[0]
    slack.press("U1", "C1", message["ts"], "more")

    view = slack.wait_for(lambda: slack.views)[0]
    assert "Truck shippers' survey, capacity" in shown(view["blocks"])


def test_a_choice_that_is_pressed_is_asked(slack, serving):
    slack.command("U1", "C1", "/snapshot", "gibberish")
    message = slack.wait_for(lambda: slack.ephemerals)[0]
    slack.press("U1", "C1", message["ts"], "ask_1")

    slack.wait_for(lambda: len(slack.ephemerals) == 2)
    assert "ISM new orders" in slack.ephemerals[1]["text"]


def test_questions_to_begin_with_are_offered(slack, serving):
    slack.open_home("U1")

    [offer] = slack.wait_for(lambda: slack.prompts)
    assert offer["shown"]
    assert 1 <= len(offer["prompts"]) <= 4


def test_a_persons_edit_is_answered_anew_in_the_thread(slack, serving):
    channel = slack.dm("U1")
    ts = slack.say("U1", channel, "How has gold done this year?")
    answer(slack, channel, ts)
    slack.edit("U1", channel, ts, "How has bitcoin done this year?")

    assert "Bitcoin" in answer(slack, channel, ts, 2)["text"]


@pytest.mark.parametrize("said", ["I disagree with that, see you at lunch", "lol no way", "我不同意，午饭见"])
def test_talk_among_people_in_our_thread_is_left_alone(slack, serving, said):
    ts = slack.say("U1", "C1", f"<@{slack.bot_user}> How has gold done this year?")
    answer(slack, "C1", ts)
    slack.say("U2", "C1", said, thread_ts=ts)
    slack.say("U1", "C1", "and bitcoin?", thread_ts=ts)
    answer(slack, "C1", ts, 2)

    slack.wait_for(lambda: set(serving.inbox.counts()) == {"done"})
    assert len(slack.posts("C1", thread_ts=ts)) == 2


def test_a_question_in_our_thread_that_is_not_understood_is_refused_not_passed_over(slack, serving):
    ts = slack.say("U1", "C1", f"<@{slack.bot_user}> How has gold done this year?")
    answer(slack, "C1", ts)
    slack.say("U2", "C1", "what about the weather on Mars?", thread_ts=ts)

    assert "neither a figure nor a note" in answer(slack, "C1", ts, 2)["text"]


def test_a_guest_in_the_channel_keeps_the_desks_figures_out_of_it(slack, serving):
    """Whoever asked may ask in a direct message, and is told so."""
    slack.add_user("UGUEST", guest=True)
    slack.add_channel("CG", kind="group", members=["U1", "UGUEST"])
    ts = slack.say("U1", "CG", f"<@{slack.bot_user}> {GAP}")

    post = answer(slack, "CG", ts)
    assert "1.3tn" not in post["text"]
    assert "In a direct message you may see more" in post["text"]


def test_pages_of_every_modal_turn(slack, serving, monkeypatch):
    monkeypatch.setattr("bot.slack.paging.BLOCKS_OF_A_PAGE", 3)
    slack.command("U1", "C1", "/snapshot", "us-industry")
    message = slack.wait_for(lambda: slack.ephemerals)[0]
    slack.press("U1", "C1", message["ts"], "more")
    first = slack.wait_for(lambda: slack.views)[0]
    press(slack, first, "table_page")

    slack.wait_for(lambda: slack.views[0]["updates"])
    assert slack.views[0]["callback_id"] == "table"
    assert "page 2 of" in " ".join(shown(slack.views[0]["blocks"]))


def test_a_page_that_cannot_be_shown_says_so_in_the_modal(slack, serving, sample, monkeypatch):
    ts = slack.say("U1", "C1", f"<@{slack.bot_user}> {GAP}")
    monkeypatch.setattr("bot.slack.paging.BLOCKS_OF_A_PAGE", 3)
    slack.press("U1", "C1", answer(slack, "C1", ts)["ts"], "workings")
    first = slack.wait_for(lambda: slack.views)[0]
    monkeypatch.setattr("bot.surfaces.workings.VIEWS", {"workings": lambda document, page: 1 / 0})
    press(slack, first, "workings_page")

    slack.wait_for(lambda: slack.views[0]["updates"])
    assert "it is logged under" in " ".join(shown(slack.views[0]["blocks"]))


def press(slack, view, action):
    """Presses a button inside an open modal."""
    [button] = [
        each for block in view["blocks"] for each in block.get("elements", []) if each.get("action_id") == action
    ]
    slack.deliver(
        {
            "type": "block_actions",
            "trigger_id": f"in-{view['id']}",
            "team": {"id": slack.team},
            "user": {"id": "U1"},
            "container": {"type": "view", "view_id": view["id"]},
            "view": {"id": view["id"]},
            "actions": [{"type": "button", "action_id": action, "block_id": "b", "value": button["value"]}],
        },
        type="interactive",
    )


def test_it_does_not_talk_to_itself_or_to_other_bots(slack, serving, full):
    """What it says comes back to it, and another bot says it too."""
    slack.add_user("UBOT", bot=True)
    ts = slack.say("U1", "C1", f"<@{slack.bot_user}> {GAP}")
    answer(slack, "C1", ts)
    for _ in range(1_000 if full else 100):
        slack.say("UBOT", "C1", f"<@{slack.bot_user}> {GAP}", thread_ts=ts)
    slack.say("U1", slack.dm("U1"), GAP)
    slack.wait_for(lambda: slack.posts(slack.dm("U1")))

    assert len(slack.posts("C1")) == 1


def test_steps_are_shown_while_it_works_and_not_after(slack, serving):
    ts = slack.say("U1", "C1", f"<@{slack.bot_user}> {GAP}")
    answer(slack, "C1", ts)

    assert slack.statuses[0]["status"] == "is reading Expansion assets, Stagnation assets"
    assert not slack.status("C1", ts)


def test_a_question_that_waits_says_for_how_many(slack, serving, sample, monkeypatch):
    """One person's questions are answered one after the other."""
    gate, real = threading.Event(), type(sample.desk).answer
    monkeypatch.setattr(type(sample.desk), "answer", lambda *given: gate.wait(20) and real(*given))
    channel = slack.dm("U1")
    asked = []
    for _ in range(3):
        asked.append(slack.say("U1", channel, GAP))
        slack.wait_for(lambda: slack.deliveries_of(asked[-1])[0].acked)
    slack.wait_for(lambda: len(slack.statuses) == 2)
    gate.set()
    for ts in asked:
        answer(slack, channel, ts)

    said = {status["thread_ts"]: status["status"] for status in slack.statuses[:2]}
    assert said == {
        asked[1]: "has 1 question of yours before this one",
        asked[2]: "has 2 questions of yours before this one",
    }


def test_what_is_typed_pings_nobody(slack, serving):
    channel = slack.dm("U1")
    ts = slack.say("U1", channel, "what about &lt;!channel&gt; &lt;@U2&gt; &lt;https://evil.example|click&gt;?")

    assert answer(slack, channel, ts)["pings"] == []


def test_ready_means_that_slack_can_be_heard(slack, serving):
    def ready():
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{serving.health.port}/readyz") as reply:
                return json.load(reply)
        except urllib.error.HTTPError as error:
            with error:
                return json.load(error) | {"status": error.code}

    first = slack.wait_for(lambda: ready() if ready().get("connected") else None)
    slack.refuse_sockets(True)
    slack.cut("abort")
    gone = slack.wait_for(lambda: ready() if not ready()["connected"] else None)

    assert first["working"]
    assert gone["status"] == 503
