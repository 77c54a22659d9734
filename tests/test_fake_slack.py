"""The fake Slack's Web API and its people, spoken to by slack_sdk's own clients."""

import json
import time
import urllib.error
import urllib.request

import pytest
from fake_slack import FakeSlack
from fake_slack_client import listening
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_handlers import RateLimitErrorRetryHandler, ServerErrorRetryHandler
from slack_sdk.http_retry.builtin_interval_calculators import FixedValueRetryIntervalCalculator
from slack_sdk.webhook import WebhookClient

BUTTON = {"type": "button", "text": {"type": "plain_text", "text": "Go"}, "action_id": "go", "value": "1"}
MENU = {
    "type": "overflow",
    "action_id": "more",
    "options": [{"text": {"type": "plain_text", "text": name}, "value": name} for name in ("one", "two")],
}
PRESSABLE = [{"type": "actions", "elements": [BUTTON, MENU]}]
MODAL = {"type": "modal", "title": {"type": "plain_text", "text": "Workings"}, "blocks": [{"type": "divider"}]}


@pytest.fixture
def slack():
    with FakeSlack() as slack:
        slack.add_channel("C1", members=["U1", "U2"])
        yield slack


@pytest.fixture
def web(slack):
    return WebClient(slack.bot_token, base_url=slack.api_url, retry_handlers=[])


def refusal(call, *arguments, **named):
    """The reply of a call that Slack refuses."""
    with pytest.raises(SlackApiError) as caught:
        call(*arguments, **named)
    return caught.value.response


def raw(slack, method, body=None, *, token=None, content_type="application/json"):
    """The reply to a request made by hand."""
    headers = {"Content-Type": content_type} | ({"Authorization": f"Bearer {token}"} if token else {})
    request = urllib.request.Request(slack.api_url + method, data=body, headers=headers)
    with urllib.request.urlopen(request) as reply:
        return json.loads(reply.read())


# ---------------------------------------------------------------- tokens, scopes, names, rates


def test_the_environment_is_what_the_app_reads(slack):
    given = slack.environment()

    assert given["SLACK_BOT_TOKEN"].startswith("xoxb-")
    assert given["SLACK_APP_TOKEN"].startswith("xapp-")
    assert given["SLACK_API_URL"].startswith("http://127.0.0.1:")
    assert given["SLACK_API_URL"].endswith("/api/")


def test_who_am_i(slack, web):
    reply = web.auth_test()

    assert (reply["user_id"], reply["bot_id"], reply["team_id"]) == (slack.bot_user, slack.bot_id, slack.team)
    assert "chat:write" in reply.headers["x-oauth-scopes"].split(",")


def test_tokens_are_checked(slack):
    assert raw(slack, "auth.test")["error"] == "not_authed"
    assert raw(slack, "auth.test", token="xoxb-other")["error"] == "invalid_auth"
    assert raw(slack, "apps.connections.open", token=slack.bot_token)["error"] == "not_allowed_token_type"
    assert raw(slack, "chat.postMessage", token=slack.app_token)["error"] == "not_allowed_token_type"
    assert raw(slack, "api.test")["ok"]


def test_forms_json_and_addresses_are_all_read(slack):
    form = b"channel=C1&text=a%26b&blocks=%5B%7B%22type%22%3A%22divider%22%7D%5D"

    assert raw(slack, "chat.postMessage", form, token=slack.bot_token, content_type="application/x-www-form-urlencoded")
    assert raw(slack, "users.info?user=U1", token=slack.bot_token)["user"]["id"] == "U1"
    assert raw(slack, "auth.test", b"{oops", token=slack.bot_token)["error"] == "invalid_json"
    assert slack.posts()[0]["text"] == "a&b"
    assert slack.posts()[0]["blocks"] == [{"type": "divider"}]


def test_a_missing_scope_is_named():
    with FakeSlack(scopes=["chat:write", "im:read"]) as slack:
        slack.add_channel("C1", members=["U1"])
        web = WebClient(slack.bot_token, base_url=slack.api_url)

        reply = refusal(web.conversations_history, channel="C1")

        assert (reply["error"], reply["needed"]) == ("missing_scope", "channels:history")
        assert reply["provided"] == "chat:write,im:read"
        assert refusal(web.users_info, user="U1")["needed"] == "users:read"
        assert refusal(web.conversations_list, types="im,private_channel")["needed"] == "groups:read"
        assert web.chat_postMessage(channel="C1", text="still allowed")["ok"]


def test_reactions_need_a_scope_the_manifest_has_not(web):
    assert refusal(web.reactions_add, channel="C1", name="eyes", timestamp="1.1")["needed"] == "reactions:write"


def test_names_of_arguments_are_checked(web):
    unknown = refusal(web.chat_postMessage, channel="C1", text="x", colour="red")
    missing = refusal(web.api_call, "chat.update", json={"channel": "C1", "text": "x"})

    assert unknown["error"] == missing["error"] == "invalid_arguments"
    assert unknown["response_metadata"]["messages"] == ["[ERROR] unexpected argument: colour"]
    assert missing["response_metadata"]["messages"] == ["[ERROR] missing required field: ts"]
    assert refusal(web.api_call, "chat.sing")["error"] == "unknown_method"


def test_posting_is_limited_to_one_a_second_after_a_short_burst(slack, web):
    slack.add_channel("C2", members=["U1"])
    for n in range(3):
        web.chat_postMessage(channel="C1", text=str(n))

    reply = refusal(web.chat_postMessage, channel="C1", text="too soon")

    assert (reply.status_code, reply["error"], reply.headers["Retry-After"]) == (429, "ratelimited", "1")
    assert web.chat_postMessage(channel="C2", text="elsewhere")["ok"]
    time.sleep(1.05)
    assert web.chat_postMessage(channel="C1", text="now")["ok"]


def test_methods_are_limited_by_their_tier(slack, web):
    for _ in range(20):
        web.conversations_list()

    assert refusal(web.conversations_list).status_code == 429
    slack.rate_limits = False
    assert web.conversations_list()["ok"]


# ---------------------------------------------------------------- posting


def test_a_post_is_kept_and_comes_back_as_an_event(slack, web):
    with listening(slack) as heard:
        root = slack.say("U1", "C1", "question")
        note = {"event_type": "answer", "event_payload": {"key": "1"}}
        reply = web.chat_postMessage(channel="C1", text="answer", thread_ts=root, metadata=note, unfurl_links=False)
        slack.wait_for(lambda: len(heard.events) == 2)

    (post,) = slack.posts("C1", thread_ts=root)
    assert (post["ts"], post["text"], post["metadata"]) == (reply["ts"], "answer", note)
    assert heard.events[1]["bot_id"] == slack.bot_id
    assert heard.events[1]["thread_ts"] == root
    assert slack.posts("C1", thread_ts="other") == []


def test_bad_blocks_are_refused_with_the_place(slack, web):
    for call in (web.chat_postMessage, web.chat_postEphemeral):
        more = {"user": "U1"} if call == web.chat_postEphemeral else {}
        reply = refusal(call, channel="C1", text="x", blocks=[{"type": "header"}], **more)

        assert reply["error"] == "invalid_blocks"
        assert reply["response_metadata"]["messages"] == [
            "[ERROR] missing required field: text [json-pointer:/blocks/0]"
        ]
    assert slack.posts() == slack.ephemerals == []


def test_two_tables_are_refused_as_attachments(web):
    table = {"type": "table", "rows": [[{"type": "raw_text", "text": "x"}]]}

    assert (
        refusal(web.chat_postMessage, channel="C1", text="x", blocks=[table, table])["error"] == "invalid_attachments"
    )


def test_texts_have_their_lengths(web):
    posted = web.chat_postMessage(channel="C1", text="x" * 40_000)

    assert refusal(web.chat_postMessage, channel="C1", text="x" * 40_001)["error"] == "msg_too_long"
    assert web.chat_update(channel="C1", ts=posted["ts"], text="金" * 1333)["ok"]
    assert refusal(web.chat_update, channel="C1", ts=posted["ts"], text="金" * 1334)["error"] == "msg_too_long"
    assert refusal(web.chat_update, channel="C1", ts=posted["ts"], text="&" * 801)["error"] == "msg_too_long"
    assert refusal(web.api_call, "chat.postMessage", json={"channel": "C1", "text": " "})["error"] == "no_text"


def test_an_update_keeps_what_was_there_before(slack, web):
    posted = web.chat_postMessage(channel="C1", text="working", blocks=[{"type": "divider"}])
    web.chat_update(channel="C1", ts=posted["ts"], text="done")

    (post,) = slack.posts()
    assert (post["text"], post["blocks"]) == ("done", None)
    assert [(one["text"], one["blocks"]) for one in post["updates"]] == [("working", [{"type": "divider"}])]


def test_only_the_apps_own_messages_can_be_changed(slack, web):
    theirs = slack.say("U1", "C1", "mine")
    own = web.chat_postMessage(channel="C1", text="mine")["ts"]

    assert refusal(web.chat_update, channel="C1", ts=theirs, text="x")["error"] == "cant_update_message"
    assert refusal(web.chat_delete, channel="C1", ts=theirs)["error"] == "cant_delete_message"
    assert refusal(web.chat_update, channel="C1", ts="1.1", text="x")["error"] == "message_not_found"
    assert web.chat_delete(channel="C1", ts=own)["ok"]
    assert slack.posts() == []


def test_where_the_bot_may_not_post(slack, web):
    slack.add_channel("C2", bot=False)
    slack.add_channel("G1", kind="group", members=["U1"], bot=False)
    slack.add_channel("C3", archived=True)
    root = slack.say("U1", "C1", "soon gone")
    slack.delete("U1", "C1", root)

    errors = {id: refusal(web.chat_postMessage, channel=id, text="x")["error"] for id in ("C0", "C2", "G1", "C3")}

    assert errors == {
        "C0": "channel_not_found",
        "C2": "not_in_channel",
        "G1": "channel_not_found",
        "C3": "is_archived",
    }
    assert refusal(web.chat_postMessage, channel="C1", text="x", thread_ts=root)["error"] == "thread_not_found"
    assert web.chat_postMessage(channel="U1", text="to a person")["channel"] == slack.dm("U1")


def test_live_sequences_are_noted_and_escaped_ones_are_not(slack, web):
    web.chat_postMessage(channel="C1", text="<!channel> &lt;!here&gt; <@U1> <#C1|desk> <https://example.com|gold>")
    blocks = [
        {"type": "section", "text": {"type": "mrkdwn", "text": "<!here>"}},
        {"type": "section", "text": {"type": "plain_text", "text": "<!channel>"}},
        {
            "type": "rich_text",
            "elements": [
                {
                    "type": "rich_text_section",
                    "elements": [{"type": "text", "text": "<!channel>"}, {"type": "user", "user_id": "U2"}],
                }
            ],
        },
    ]
    web.chat_postMessage(channel="C1", text="a < b", blocks=blocks)

    assert slack.posts()[0]["pings"] == ["<!channel>", "<@U1>", "<#C1|desk>", "<https://example.com|gold>"]
    assert slack.posts()[1]["pings"] == ["<!here>", "<@U2>"]


def test_a_status_lasts_until_the_app_posts(slack, web):
    root = slack.say("U1", "C1", "question")
    web.assistant_threads_setStatus(channel_id="C1", thread_ts=root, status="is thinking", loading_messages=["a"] * 10)
    assert slack.status("C1", root) == "is thinking"
    web.chat_postMessage(channel="C1", text="answer", thread_ts=root)
    eleven = refusal(
        web.assistant_threads_setStatus, channel_id="C1", thread_ts=root, status="x", loading_messages=["a"] * 11
    )

    assert slack.status("C1", root) == ""
    assert slack.statuses[0]["cleared_at"]
    assert eleven["error"] == "invalid_arguments"


def test_prompts_with_a_thread_are_lost_without_a_word(slack, web):
    """As documented of apps with agent_view."""
    prompts = [{"title": "Gap", "message": "What is the gap?"}]
    dm = slack.dm("U1")
    web.assistant_threads_setSuggestedPrompts(channel_id=dm, prompts=prompts)
    web.assistant_threads_setSuggestedPrompts(channel_id=dm, prompts=prompts, thread_ts="1.1")

    assert [one["shown"] for one in slack.prompts] == [True, False]
    assert refusal(web.assistant_threads_setSuggestedPrompts, channel_id=dm, prompts=prompts * 5)


# ---------------------------------------------------------------- reading


def test_history_is_paged_and_keeps_replies_apart(slack, web):
    roots = [slack.say("U1", "C1", f"message {n}") for n in range(7)]
    slack.say("U2", "C1", "reply", thread_ts=roots[0])

    pages = [page["messages"] for page in web.conversations_history(channel="C1", limit=3)]
    window = web.conversations_history(channel="C1", oldest=roots[2], latest=roots[5])["messages"]
    inclusive = web.conversations_history(channel="C1", oldest=roots[2], latest=roots[5], inclusive=True)["messages"]

    assert [len(page) for page in pages] == [3, 3, 1]
    assert [one["ts"] for page in pages for one in page] == roots[::-1]
    assert [one["ts"] for one in window] == [roots[4], roots[3]]
    assert [one["ts"] for one in inclusive] == roots[5:1:-1]
    assert pages[-1][0]["reply_count"] == 1
    assert refusal(web.conversations_history, channel="C1", cursor="nonsense")["error"] == "invalid_cursor"


def test_a_thread_gives_its_root_first_and_metadata_when_asked(slack, web):
    root = slack.say("U1", "C1", "question")
    note = {"event_type": "answer", "event_payload": {"key": "1"}}
    web.chat_postMessage(channel="C1", text="answer", thread_ts=root, metadata=note)

    plain = web.conversations_replies(channel="C1", ts=root)["messages"]
    whole = web.conversations_replies(channel="C1", ts=root, include_all_metadata=True)["messages"]

    assert [one["text"] for one in plain] == ["question", "answer"]
    assert ["metadata" in one for one in plain] == [False, False]
    assert whole[1]["metadata"] == note
    assert refusal(web.conversations_replies, channel="C1", ts="1.1")["error"] == "thread_not_found"


def test_people_and_rooms_are_described(slack, web):
    slack.add_user("UG", guest=True)
    slack.add_user("UX", stranger=True)
    slack.add_channel("C2", members=["UG", "UX"], shared=True)
    slack.add_channel("G1", kind="group", members=["U1"])
    slack.add_channel("G2", kind="group", members=["U1"], bot=False)

    guest, stranger = (web.users_info(user=id)["user"] for id in ("UG", "UX"))
    rooms = web.users_conversations(types="public_channel,private_channel", limit=2)

    assert guest["is_restricted"]
    assert stranger["is_stranger"]
    assert stranger["team_id"] != slack.team
    assert "UX" not in [one["id"] for one in web.users_list()["members"]]
    assert [one["id"] for page in rooms for one in page["channels"]] == ["C1", "C2", "G1"]
    assert web.conversations_info(channel="C2")["channel"]["is_ext_shared"]
    assert web.conversations_members(channel="C2")["members"] == ["UG", "UX", slack.bot_user]
    assert refusal(web.conversations_members, channel="G2")["error"] == "channel_not_found"
    assert web.conversations_open(users="U1")["channel"]["id"] == slack.dm("U1")


# ---------------------------------------------------------------- people


def test_a_mention_is_two_events_and_a_direct_message_one(slack):
    with listening(slack) as heard:
        slack.say("U1", "C1", f"<@{slack.bot_user}> hi")
        slack.say("U1", slack.dm("U1"), f"<@{slack.bot_user}> hi")
        slack.wait_for(lambda: len(heard.events) == 3)

    mention, twin, direct = heard.events
    ids = [one.payload["event_id"] for one in heard.requests]
    assert [one["type"] for one in heard.events] == ["app_mention", "message", "message"]
    assert mention["ts"] == twin["ts"]
    assert len(set(ids)) == 3
    assert direct["channel_type"] == "im"
    assert {"client_msg_id", "team", "user_team", "blocks"} <= twin.keys()
    assert heard.requests[0].payload["authorizations"][0]["user_id"] == slack.bot_user


def test_what_the_manifest_does_not_ask_for_is_not_delivered(slack, tmp_path):
    manifest = slack.world.manifest | {"settings": {"event_subscriptions": {"bot_events": ["app_mention"]}}}
    path = tmp_path / "manifest.json"
    path.write_text(json.dumps(manifest))

    with FakeSlack(manifest=path) as other, listening(other):
        other.add_channel("C1", members=["U1"])
        other.say("U1", "C1", f"<@{other.bot_user}> hi")
        other.open_home("U1")

        assert [one.payload["event"]["type"] for one in other.deliveries] == ["app_mention"]


def test_events_of_rooms_without_the_bot_or_the_scope_are_not_delivered():
    with FakeSlack(scopes=["channels:history"]) as slack:
        slack.add_channel("C1", members=["U1"], bot=False)
        slack.add_channel("C2", members=["U1"])
        slack.say("U1", "C1", "not there")
        slack.say("U1", slack.dm("U1"), "no scope")
        slack.say("U1", "C2", "heard")

        assert [one.payload["event"]["text"] for one in slack.deliveries] == ["heard"]


def test_edits_previews_and_deletions_are_events_too(slack):
    with listening(slack) as heard:
        ts = slack.say("U1", "C1", "first")
        slack.edit("U1", "C1", ts, "second")
        slack.unfurl("C1", ts)
        slack.delete("U1", "C1", ts)
        slack.wait_for(lambda: len(heard.events) == 4)

    edit, preview, deletion = heard.events[1:]
    assert heard.types() == ["message", "message:message_changed", "message:message_changed", "message:message_deleted"]
    assert (edit["previous_message"]["text"], edit["message"]["text"]) == ("first", "second")
    assert edit["message"]["edited"]["ts"] == preview["message"]["edited"]["ts"]
    assert deletion["deleted_ts"] == ts


def test_a_strangers_message_names_their_workspace(slack):
    slack.add_user("UX", stranger=True)
    slack.add_channel("C2", members=["UX"], shared=True)
    slack.say("UX", "C2", "hello")

    payload = slack.deliveries[0].payload
    assert payload["event"]["user_team"] != slack.team
    assert payload["is_ext_shared_channel"]


def test_the_home_tab_tells_which_tab(slack):
    slack.open_home("U1", tab="messages")

    event = slack.deliveries[0].payload["event"]
    assert (event["type"], event["tab"], event["channel"]) == ("app_home_opened", "messages", slack.dm("U1"))


def test_a_command_has_an_address_to_answer_to_five_times(slack):
    with listening(slack):
        delivery = slack.command("U1", "C1", "/snapshot", "us-industry")
        assert delivery.wait()
    hook = WebhookClient(delivery.payload["response_url"])

    replies = [hook.send(text="working")]
    replies += [hook.send(text="done", replace_original=True), hook.send(text="all", response_type="in_channel")]
    bad = hook.send(text="x", blocks=[{"type": "header"}])
    replies += [hook.send(text="again"), hook.send(text="once too often")]

    assert [(one.status_code, one.body) for one in replies[:4]] == [(200, "ok")] * 4
    assert (replies[4].status_code, json.loads(replies[4].body)["error"]) == (404, "used_url")
    assert json.loads(bad.body)["error"] == "invalid_blocks"
    assert [one["text"] for one in slack.ephemerals] == ["done", "again"]
    assert [one["text"] for one in slack.ephemerals[0]["earlier"]] == ["working"]
    assert [post["text"] for post in slack.posts()] == ["all"]
    with pytest.raises(ValueError, match="/snapshot"):
        slack.command("U1", "C1", "/nonsense")


def test_buttons_and_menus_are_pressed_where_they_are(slack, web):
    ts = web.chat_postMessage(channel="C1", text="x", blocks=PRESSABLE)["ts"]
    web.chat_postEphemeral(channel="C1", user="U1", text="x", blocks=PRESSABLE)
    with listening(slack) as heard:
        slack.press("U1", "C1", ts, "go")
        slack.press("U1", "C1", ts, "more", value="two")
        slack.press("U1", "C1", slack.ephemerals[0]["id"], "go").wait()
        slack.wait_for(lambda: len(heard.requests) == 3)

    button, choice, hidden = (one.payload for one in heard.requests)
    assert (button["actions"][0]["value"], button["message"]["ts"]) == ("1", ts)
    assert choice["actions"][0]["selected_option"]["value"] == "two"
    assert hidden["container"]["is_ephemeral"]
    assert "message" not in hidden
    WebhookClient(hidden["response_url"]).send(text="seen", replace_original=True)
    WebhookClient(button["response_url"]).send(delete_original=True)
    assert [one["text"] for one in slack.ephemerals] == ["seen"]
    assert slack.posts() == []
    with pytest.raises(LookupError, match="nothing to press"):
        slack.press("U1", "C1", slack.ephemerals[0]["id"], "go")


def test_a_trigger_is_good_once_and_for_three_seconds(slack, web):
    trigger = slack.command("U1", "C1", "/snapshot").payload["trigger_id"]
    late = slack.command("U1", "C1", "/snapshot").payload["trigger_id"]
    slack.world.triggers[late]["at"] -= 3.1

    assert web.views_open(trigger_id=trigger, view=MODAL)["view"]["id"] == slack.views[0]["id"]
    assert refusal(web.views_open, trigger_id=trigger, view=MODAL)["error"] == "exchanged_trigger_id"
    assert refusal(web.views_open, trigger_id=late, view=MODAL)["error"] == "expired_trigger_id"
    assert refusal(web.views_open, trigger_id="1.2.x", view=MODAL)["error"] == "invalid_trigger_id"


def test_views_are_judged_updated_pushed_and_submitted(slack, web):
    def trigger():
        return slack.command("U1", "C1", "/snapshot").payload["trigger_id"]

    bad = refusal(web.views_open, trigger_id=trigger(), view=MODAL | {"blocks": [{"type": "header"}]})
    large = refusal(web.views_open, trigger_id=trigger(), view=MODAL | {"private_metadata": "x" * 250_001})
    opened = web.views_open(trigger_id=trigger(), view=MODAL)["view"]
    pushed = web.views_push(trigger_id=trigger(), view=MODAL)["view"]
    web.views_update(view_id=opened["id"], hash=opened["hash"], view=MODAL | {"callback_id": "new"})
    web.views_push(trigger_id=trigger(), view=MODAL)
    with listening(slack):
        assert slack.submit("U1", opened["id"], {"b": {"a": {"value": "1"}}}).wait()

    assert bad["response_metadata"]["messages"] == [
        "[ERROR] missing required field: text [json-pointer:/view/blocks/0]"
    ]
    assert (bad["error"], large["error"]) == ("invalid_arguments", "view_too_large")
    assert pushed["previous_view_id"] == opened["id"]
    assert slack.views[0]["callback_id"] == "new"
    assert refusal(web.views_push, trigger_id=trigger(), view=MODAL)["error"] == "push_limit_reached"
    assert refusal(web.views_update, view_id=opened["id"], hash=opened["hash"], view=MODAL)["error"] == "hash_conflict"
    assert refusal(web.views_publish, user_id="U1", view={"type": "home", "blocks": []})["error"] == "not_enabled"


def test_blocks_can_be_checked_without_posting(slack, web):
    reply = refusal(web.blocks_validate, blocks=[{"type": "header"}])

    assert reply["errors"][0] == {
        "pointer": "/blocks/0",
        "code": "failed_constraint",
        "message": "missing required field: text",
    }
    assert web.blocks_validate(message={"text": "x", "blocks": [{"type": "divider"}]})["ok"]


# ---------------------------------------------------------------- misfortunes


def test_retry_handlers_get_through_429_and_500(slack):
    web = WebClient(
        slack.bot_token,
        base_url=slack.api_url,
        retry_handlers=[
            RateLimitErrorRetryHandler(max_retry_count=2),
            ServerErrorRetryHandler(max_retry_count=2, interval_calculator=FixedValueRetryIntervalCalculator(0)),
        ],
    )
    slack.fail("chat.postMessage", "429", retry_after=0)
    slack.fail("chat.postMessage", "500")

    assert web.chat_postMessage(channel="C1", text="at last")["ok"]
    assert [call.status for call in slack.calls_of("chat.postMessage")] == [429, 500, 200]
    assert len(slack.posts()) == 1


@pytest.mark.parametrize(("kind", "posts"), [("drop", 0), ("drop_after", 1)])
def test_a_dropped_connection_has_no_reply(slack, web, kind, posts):
    slack.fail("chat.postMessage", kind)

    with pytest.raises((urllib.error.URLError, ConnectionError, OSError)):
        web.chat_postMessage(channel="C1", text="x")

    assert len(slack.posts()) == posts
    assert slack.calls[-1].status == 0


@pytest.mark.parametrize("kind", ["503", "html"])
def test_a_page_instead_of_an_answer_does_nothing(slack, web, kind):
    slack.fail("*", kind)

    reply = refusal(web.chat_postMessage, channel="C1", text="x")

    assert reply.status_code == (503 if kind == "503" else 200)
    assert slack.posts() == []


def test_a_slow_call_is_done_late(slack, web):
    slack.fail("chat.postMessage", "slow", seconds=0.2)
    start = time.monotonic()

    assert web.chat_postMessage(channel="C1", text="x")["ok"]
    assert time.monotonic() - start >= 0.2


def test_a_fault_by_name_strikes_whom_and_as_often_as_planned(slack, web):
    slack.add_channel("C2", members=["U1"])
    slack.fail("chat.postMessage", "channel_not_found", times=2, when=lambda arguments: arguments["channel"] == "C2")

    assert web.chat_postMessage(channel="C1", text="x")["ok"]
    assert refusal(web.chat_postMessage, channel="C2", text="x")["error"] == "channel_not_found"
    slack.clear_faults()
    assert web.chat_postMessage(channel="C2", text="x")["ok"]


def test_a_response_url_can_fail_too(slack):
    url = slack.command("U1", "C1", "/snapshot").payload["response_url"]
    slack.fail("response_url", "500")

    assert [WebhookClient(url).send(text="x").status_code for _ in range(2)] == [500, 200]


def test_a_bug_of_the_fake_does_not_pass_for_slack():
    slack = FakeSlack().start()
    slack.world.users = None
    web = WebClient(slack.bot_token, base_url=slack.api_url, retry_handlers=[])
    refusal(web.users_info, user="U1")

    with pytest.raises(AssertionError, match=r"users\.info"):
        slack.__exit__(None, None, None)


def test_the_envelopes_of_a_message_can_be_found(slack):
    ts = slack.say("U1", "C1", f"<@{slack.bot_user}> hi")
    slack.edit("U1", "C1", ts, "hi")
    slack.say("U1", "C1", "another")

    kinds = [one.payload["event"].get("subtype") or one.payload["event"]["type"] for one in slack.deliveries_of(ts)]
    assert sorted(set(kinds)) == ["app_mention", "message", "message_changed"]


def test_waiting_in_vain_tells_what_was_seen(slack, web):
    web.chat_postMessage(channel="C1", text="the only one")

    with pytest.raises(AssertionError, match="the only one"):
        slack.wait_for(lambda: False, timeout=0.05)
