"""Pictures in blocks: of files that the app uploaded, and that Slack has looked through."""

import time

from fake_slack_call import Refused

IMAGES = ("png", "jpg", "jpeg", "gif")


def check_pictures(world, blocks):
    """Refuses a picture block whose file the app has not uploaded, or that Slack still looks through."""
    for place, block in enumerate(blocks or ()):
        id = (block.get("slack_file") or {}).get("id")
        if block["type"] != "image" or id is None:
            continue
        file = world.files.get(id)
        ready = file is not None and file.ready_at is not None and time.monotonic() >= file.ready_at
        if not ready or file.name.rpartition(".")[2] not in IMAGES:
            text = f"[ERROR] invalid slack file [json-pointer:/blocks/{place}/slack_file]"
            raise Refused("invalid_blocks", messages=[text], errors=[text.removeprefix("[ERROR] ")])
