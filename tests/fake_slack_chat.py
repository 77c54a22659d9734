"""The chat methods, and what a response_url takes: their texts and blocks are judged alike."""

import re
import time

from fake_slack_blocks import verdict
from fake_slack_call import Refused, channel_for, flag, method
from fake_slack_pictures import check_pictures
from fake_slack_records import BOT_USER
from fake_slack_text import escaped_bytes, pings

TEXT_CHARACTERS = 40_000
UPDATE_BYTES = 4_000
MARKDOWN_CHARACTERS = 12_000
ATTACHMENTS = 100
RESPONSES, RESPONSE_SECONDS = 5, 30 * 60
LOOKS = "as_user icon_emoji icon_url username"
BODY = "text blocks attachments markdown_text"
MESSAGE = f"{BODY} {LOOKS} link_names parse thread_ts"
RESPONSE = set(
    "text blocks attachments markdown_text response_type replace_original delete_original thread_ts "
    "unfurl_links unfurl_media mrkdwn metadata parse link_names".split()
)


def judged(world, arguments):
    """The text, blocks and attachments of a message, or Slack's refusal of them."""
    text, blocks = arguments.get("text"), arguments.get("blocks")
    attachments, markdown = arguments.get("attachments"), arguments.get("markdown_text")
    if text is not None and not isinstance(text, str):
        raise Refused("invalid_arguments", messages=["[ERROR] must be a string [json-pointer:/text]"])
    if markdown and (text or blocks):
        raise Refused("markdown_text_conflict")
    if not (text or "").strip() and not blocks and not attachments and not markdown:
        raise Refused("no_text")
    if len(text or "") > TEXT_CHARACTERS or len(markdown or "") > MARKDOWN_CHARACTERS:
        raise Refused("msg_too_long")
    for held in (blocks, *attached(attachments)):
        check_blocks(held)
        check_pictures(world, held)
    return markdown or text or "", blocks or None, attachments or None


def check_blocks(blocks):
    """Refuses blocks that Slack would."""
    if blocks is None:
        return
    if not isinstance(blocks, list):
        raise Refused("invalid_blocks_format")
    bad = verdict(blocks, "message")
    if bad:
        error, messages = bad
        raise Refused(error, messages=messages, **({"errors": plain(messages)} if messages else {}))


def plain(messages):
    """The faults without their label, as Slack repeats them under ``errors``."""
    return [message.removeprefix("[ERROR] ") for message in messages]


def attached(attachments):
    """The blocks of the attachments."""
    if attachments is None:
        return []
    if not isinstance(attachments, list) or not all(isinstance(item, dict) for item in attachments):
        raise Refused("invalid_attachments")
    if len(attachments) > ATTACHMENTS:
        raise Refused("too_many_attachments")
    return [item["blocks"] for item in attachments if "blocks" in item]


def check_metadata(arguments):
    """The message's metadata: an event_type and an event_payload, or nothing."""
    metadata = arguments.get("metadata")
    if not metadata:
        return None
    sound = isinstance(metadata, dict) and {"event_type", "event_payload"} <= metadata.keys()
    if not sound or not isinstance(metadata["event_payload"], dict):
        raise Refused("invalid_metadata_format")
    return {key: metadata[key] for key in ("event_type", "event_payload")}


def target(world, id):
    """The channel to post to; a user's id stands for the direct messages with them."""
    channel = world.dm(id).id if id in world.users and id != BOT_USER else id
    found = channel_for(world, channel, member=True)
    if found.archived:
        raise Refused("is_archived")
    return found.id


def thread(world, channel, arguments):
    """The root of the thread to answer in, or nothing."""
    ts = arguments.get("thread_ts")
    if not ts:
        return None
    if not re.fullmatch(r"\d{10}\.\d{6}", str(ts)):
        raise Refused("invalid_thread_ts")
    root = world.root(channel, ts)
    if root is None:
        raise Refused("thread_not_found")
    return root


@method(
    "chat.postMessage",
    needs="channel",
    may=f"{MESSAGE} reply_broadcast unfurl_links unfurl_media mrkdwn metadata container_id",
    scope="chat:write",
    tier="posting",
)
def post_message(slack, arguments):
    """The message, posted."""
    world = slack.world
    channel = target(world, arguments["channel"])
    text, blocks, attachments = judged(world, arguments)
    metadata, root = check_metadata(arguments), thread(world, channel, arguments)
    message = world.post(
        channel,
        text,
        blocks,
        thread_ts=root,
        metadata=metadata,
        attachments=attachments,
        parse=arguments.get("parse", "none"),
        broadcast=bool(root) and flag(arguments, "reply_broadcast"),
    )
    return {"channel": channel, "ts": message.ts, "message": world.shown(message, metadata=True)}


def own(world, arguments, error):
    """The app's own message at ``ts``."""
    channel_for(world, arguments["channel"], member=True)
    message = world.find(arguments["channel"], arguments["ts"])
    if message is None:
        raise Refused("message_not_found")
    if not message.bot:
        raise Refused(error)
    return message


@method(
    "chat.update",
    needs="channel ts",
    may=f"{BODY} as_user link_names parse reply_broadcast metadata file_ids unfurled_attachments",
    scope="chat:write",
)
def update(slack, arguments):
    """The message with other words; the earlier ones stay under ``updates``."""
    world = slack.world
    message = own(world, arguments, "cant_update_message")
    text, blocks, attachments = judged(world, arguments)
    if escaped_bytes(text) > UPDATE_BYTES:
        raise Refused("msg_too_long")
    metadata = check_metadata(arguments)
    before = world.shown(message)
    message.updates.append({"text": message.text, "blocks": message.blocks, "until": time.monotonic()})
    if blocks is not None or text:
        message.blocks = blocks
    message.text = text or message.text
    message.attachments = attachments
    message.metadata = metadata if "metadata" in arguments else message.metadata
    message.edited = message.edited if blocks else {"user": BOT_USER, "ts": world.ts()}
    message.pings = pings(message.text, message.blocks, arguments.get("parse", "none"))
    world.tell(world.changed(message, before), message.channel)
    shown = world.shown(message, metadata=True)
    return {"channel": message.channel, "ts": message.ts, "text": message.text, "message": shown}


@method("chat.delete", needs="channel ts", may="as_user", scope="chat:write")
def delete(slack, arguments):
    """The message, gone."""
    world = slack.world
    message = own(world, arguments, "cant_delete_message")
    world.forget(message)
    world.tell(world.changed(message, world.shown(message), "message_deleted"), message.channel)
    return {"channel": message.channel, "ts": message.ts}


@method("chat.postEphemeral", needs="channel user", may=MESSAGE, scope="chat:write", tier=4)
def post_ephemeral(slack, arguments):
    """The message only one member sees."""
    world = slack.world
    channel = target(world, arguments["channel"])
    if arguments["user"] not in world.channels[channel].members:
        raise Refused("user_not_in_channel")
    text, blocks, _ = judged(world, arguments)
    root = thread(world, channel, arguments)
    made = world.whisper(channel, arguments["user"], text, blocks, via="chat.postEphemeral", thread_ts=root)
    return {"message_ts": made["ts"]}


# ---------------------------------------------------------------- response_url


def respond(world, key, body):
    """What Slack does with a body sent to a response_url."""
    about = world.response_urls.get(key)
    if about is None or time.monotonic() - about["at"] > RESPONSE_SECONDS:
        raise Refused("expired_url", status=404)
    if about["uses"] >= RESPONSES:
        raise Refused("used_url", status=404)
    about["uses"] += 1
    return say(world, about, body, via="response_url")


def say(world, about, body, *, via):
    """Does what a response asks: a new message, another in place of the one before, or none any more."""
    if not isinstance(body, dict):
        raise Refused("invalid_payload", status=400)
    wrong = sorted(body.keys() - RESPONSE)
    if wrong:
        raise Refused("invalid_arguments", status=400, messages=[f"[ERROR] unexpected argument: {n}" for n in wrong])
    if body.get("delete_original"):
        return drop(world, about)
    try:
        text, blocks, _ = judged(world, body)
    except Refused as refusal:
        refusal.status = 400
        raise
    if body.get("replace_original") and replaced(world, about, text, blocks):
        return None
    root = about.get("thread_ts") or body.get("thread_ts")
    if body.get("response_type") == "in_channel":
        about["said"] = world.post(about["channel"], text, blocks, thread_ts=root)
    else:
        about["said"] = world.whisper(about["channel"], about["user"], text, blocks, via=via, thread_ts=root)
    return None


def replaced(world, about, text, blocks):
    """Whether there was a message to put these words into."""
    original = about["said"]
    if isinstance(original, dict):
        world.replace(original, text, blocks)
    elif original is not None:
        before = world.shown(original)
        original.updates.append({"text": original.text, "blocks": original.blocks, "until": time.monotonic()})
        original.text, original.blocks, original.pings = text, blocks, pings(text, blocks)
        world.tell(world.changed(original, before), original.channel)
    return original is not None


def drop(world, about):
    """Takes the original away."""
    original = about["said"]
    if isinstance(original, dict):
        original["deleted"] = True
    elif original is not None:
        world.forget(original)
        world.tell(world.changed(original, world.shown(original), "message_deleted"), original.channel)
