"""The fake Slack's uploads, spoken to by slack_sdk's own client."""

import urllib.error
import urllib.request

import pytest
from fake_slack import FakeSlack
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

PNG = b"\x89PNG not really"


@pytest.fixture
def slack():
    with FakeSlack(file_seconds=0.2) as slack:
        slack.add_channel("C1", members=["U1"])
        yield slack


@pytest.fixture
def web(slack):
    return WebClient(slack.bot_token, base_url=slack.api_url, retry_handlers=[])


def refusal(call, **named):
    """The error of a call that Slack refuses."""
    with pytest.raises(SlackApiError) as caught:
        call(**named)
    return caught.value.response["error"]


def announced(web, name="a.png", content=PNG):
    """The id of a file and the address for its bytes."""
    reply = web.files_getUploadURLExternal(filename=name, length=len(content))
    return reply["file_id"], reply["upload_url"]


def sent(url, content):
    """The status of an upload."""
    try:
        with urllib.request.urlopen(urllib.request.Request(url, content, method="POST")) as reply:
            return reply.status
    except urllib.error.HTTPError as error:
        with error:
            return error.code


def uploaded(web, name="a.png"):
    """The id of a file whose bytes have come."""
    id, url = announced(web, name)
    assert sent(url, PNG) == 200
    return id


def pictured(id):
    """A message with a picture block."""
    return {"text": "a", "blocks": [{"type": "image", "slack_file": {"id": id}, "alt_text": "a"}]}


def test_the_clients_own_upload_is_shared_in_the_thread_a_moment_later(slack, web):
    root = slack.say("U1", "C1", "hello")
    web.files_upload_v2(content=PNG, filename="a.png", channel="C1", thread_ts=root)
    assert slack.posts("C1") == []

    [post] = slack.wait_for(lambda: slack.posts("C1"))
    [file] = slack.files
    assert (post["thread_ts"], [one["id"] for one in post["files"]]) == (root, [file.id])
    assert (file.content, file.shares) == (PNG, [("C1", root, post["ts"])])
    assert web.conversations_replies(channel="C1", ts=root)["messages"][1]["files"][0]["name"] == "a.png"


def test_the_bytes_must_be_as_many_as_were_announced(slack, web):
    id, url = announced(web)

    assert sent(url, PNG + b"more") == 400
    assert sent(f"{url}x", PNG) == 404
    assert refusal(web.files_completeUploadExternal, files=[{"id": id}]) == "file_not_found"


@pytest.mark.parametrize("id", ["F0NOBODY", None])
def test_a_file_that_was_never_uploaded_is_not_found(web, id):
    id = id or announced(web)[0]

    assert refusal(web.files_completeUploadExternal, files=[{"id": id}], channel_id="C1") == "file_not_found"


def test_an_upload_ends_once(slack, web):
    id = uploaded(web)
    web.files_completeUploadExternal(files=[{"id": id}], channel_id="C1")

    assert refusal(web.files_completeUploadExternal, files=[{"id": id}], channel_id="C1") == "file_not_found"
    slack.wait_for(lambda: slack.posts("C1"))


@pytest.mark.parametrize(
    ("channel", "error"),
    [("C9", "channel_not_found"), ("C2", "not_in_channel"), ("C3", "is_archived"), ("U1", "invalid_arguments")],
)
def test_a_place_that_cannot_be_shared_to_is_refused_and_the_upload_stays(slack, web, channel, error):
    slack.add_channel("C2", bot=False)
    slack.add_channel("C3", archived=True)
    id = uploaded(web)

    assert refusal(web.files_completeUploadExternal, files=[{"id": id}], channel_id=channel) == error
    assert web.files_completeUploadExternal(files=[{"id": id}], channel_id="C1")["ok"]


def test_a_thread_that_is_not_there_is_refused(web):
    id, where = uploaded(web), {"channel_id": "C1", "thread_ts": "1700000000.000001"}

    assert refusal(web.files_completeUploadExternal, files=[{"id": id}], **where) == "thread_not_found"


def test_an_empty_file_and_too_long_an_alt_text_are_refused(web):
    assert refusal(web.files_getUploadURLExternal, filename="a.png", length=0) == "missing_argument"
    long = {"filename": "a.png", "length": 1, "alt_txt": "a" * 1001}
    assert refusal(web.files_getUploadURLExternal, **long) == "alt_txt_too_large"


def test_a_file_with_an_alt_text_is_taken_and_shared_nowhere(slack, web):
    web.files_upload_v2(content=PNG, filename="a.png", channel="C1", alt_txt="a picture")
    web.files_upload_v2(content=PNG, filename="b.png", channel="C1")
    slack.wait_for(lambda: slack.posts("C1"))

    assert [post["files"][0]["name"] for post in slack.posts("C1")] == ["b.png"]


def test_a_picture_is_refused_until_slack_has_looked_through_the_file(slack, web):
    id = uploaded(web)
    assert refusal(web.chat_postMessage, channel="C1", **pictured(id)) == "invalid_blocks"
    web.files_completeUploadExternal(files=[{"id": id}])
    assert refusal(web.chat_postMessage, channel="C1", **pictured(id)) == "invalid_blocks"
    [file] = slack.files
    file.ready_at = 0.0

    assert web.chat_postMessage(channel="C1", **pictured(id))["ok"]


@pytest.mark.parametrize("name", ["a.xlsx", None])
def test_what_is_no_picture_is_not_shown(slack, web, name):
    id = uploaded(web, name) if name else "F0NOBODY"
    if name:
        web.files_completeUploadExternal(files=[{"id": id}])
        slack.files[0].ready_at = 0.0

    assert refusal(web.chat_postMessage, channel="C1", **pictured(id)) == "invalid_blocks"


def test_without_the_scope_nothing_is_uploaded(slack, web):
    slack.world.scopes.remove("files:write")

    assert refusal(web.files_getUploadURLExternal, filename="a.png", length=1) == "missing_scope"
    assert refusal(web.files_completeUploadExternal, files=[{"id": "F1"}]) == "missing_scope"


def test_faults_strike_every_step(slack, web):
    slack.fail("upload", "429", retry_after=7)
    slack.fail("files.completeUploadExternal", "drop_after")
    id, url = announced(web)
    assert [sent(url, PNG), sent(url, PNG)] == [429, 200]
    with pytest.raises(OSError):  # noqa: PT011
        web.files_completeUploadExternal(files=[{"id": id}])

    assert slack.files[0].completed_at is not None
    assert [(call.status, call.fault) for call in slack.calls_of("upload")] == [(429, "429"), (200, None)]
