"""The file methods: room for an upload, its bytes, and its end, in a conversation or for the app alone.

What Slack looks through a file for takes a moment, in which no block can show it and no conversation has it yet. A file
with an ``alt_txt`` is taken and then shared nowhere, as users report. Assumed, since no page says it: how the upload's
address refuses bytes that are not as many as were announced.
"""

import secrets
import time

from fake_slack_call import Refused, channel_for, method
from fake_slack_chat import thread
from fake_slack_records import File

ALT_CHARACTERS = 1_000
FILE_BYTES = 1024**3


@method("files.getUploadURLExternal", needs="filename length", may="alt_txt snippet_type", scope="files:write", tier=4)
def get_upload_url(slack, arguments):
    """An address for the bytes, and the file's id."""
    world = slack.world
    try:
        length = int(arguments["length"])
    except ValueError:
        raise Refused("invalid_arguments", messages=["[ERROR] must be an integer [json-pointer:/length]"]) from None
    if length <= 0:
        raise Refused("missing_argument")
    if length > FILE_BYTES:
        raise Refused("file_upload_size_restricted")
    if len(arguments.get("alt_txt", "")) > ALT_CHARACTERS:
        raise Refused("alt_txt_too_large")
    made = File(f"F{world.number():09d}", arguments["filename"], length, alt=arguments.get("alt_txt", ""))
    world.files[made.id] = made
    ticket = f"{secrets.token_urlsafe(24)}"
    world.tickets[ticket] = made
    return {"upload_url": f"{world.base}/upload/v1/{ticket}", "file_id": made.id}


def receive(world, ticket, content):
    """The status and the words of the upload's address."""
    file = world.tickets.get(ticket)
    if file is None or file.completed_at is not None:
        return 404, "not found"
    if len(content) != file.length:
        return 400, "the length is not the one that was announced"
    file.content = content
    return 200, f"OK - {len(content)}"


@method(
    "files.completeUploadExternal",
    needs="files",
    may="channel_id channels thread_ts initial_comment blocks username icon_url icon_emoji",
    scope="files:write",
    tier=4,
)
def complete_upload(slack, arguments):
    """The files, kept for the app, or shared in a conversation a moment later; once for each file."""
    world = slack.world
    found = [file_of(world, one) for one in listed(arguments)]
    channel = arguments.get("channel_id")
    root = None
    if channel is not None:
        if channel[:1] not in "CGDZ":
            text = "[ERROR] input must match regex pattern: ^[CGDZ][A-Z0-9]{8,}$ [json-pointer:/channel_id]"
            raise Refused("invalid_arguments", messages=[text])
        if channel_for(world, channel, member=True).archived:
            raise Refused("is_archived")
        root = thread(world, channel, arguments)
    for file, title in found:
        file.title, file.completed_at = title, time.monotonic()
        file.ready_at = file.completed_at + slack.file_seconds
    if channel is not None and not any(file.alt for file, _ in found):
        comment = arguments.get("initial_comment", "")
        slack.loop.call_later(slack.file_seconds, share, world, [file for file, _ in found], channel, root, comment)
    return {"files": [{"id": file.id, "title": file.title} for file, _ in found]}


def listed(arguments):
    """The entries of ``files``."""
    given = arguments["files"]
    sound = isinstance(given, list) and given and all(isinstance(one, dict) and "id" in one for one in given)
    if not sound:
        raise Refused("invalid_arguments", messages=["[ERROR] must be a list of files with ids [json-pointer:/files]"])
    return given


def file_of(world, entry):
    """The uploaded file and its title; one without bytes, or whose upload has ended, is not found."""
    file = world.files.get(entry["id"])
    if file is None or file.content is None or file.completed_at is not None:
        raise Refused("file_not_found")
    return file, entry.get("title") or file.name


def share(world, files, channel, root, comment):
    """The files as a message of the app's."""
    with world.lock:
        message = world.post(channel, comment, thread_ts=root, extra={"files": [one.shown() for one in files]})
        for file in files:
            file.shares.append((channel, root, message.ts))
