"""The *Export* button of an answer: its workings as a spreadsheet, where the answer is."""

import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from slack_bolt import Ack, App

from bot.export import export
from bot.inbox import Inbox, Request
from bot.slack import words
from bot.slack.parts import Parts
from bot.slack.shipping import File

kind = "export"


def register(app: App, inbox: Inbox) -> None:
    """Writes each press down, then acknowledges it."""

    @app.action(kind)
    def press(ack: Ack, body: dict[str, Any], action: dict[str, Any]) -> None:
        inbox.put(pressed(kind, body, action))
        ack()


def pressed(kind: str, body: Mapping[str, Any], action: Mapping[str, Any]) -> Request:
    """The answer that was pressed, in its thread; one that only the presser sees has none."""
    message = body.get("message") or {}
    private = bool((body.get("container") or {}).get("is_ephemeral"))
    return Request(
        kind=kind,
        key=f"press:{body['trigger_id']}",
        user=body["user"]["id"],
        channel=body["channel"]["id"],
        thread="" if private else message.get("thread_ts") or message.get("ts") or "",
        text=action["value"],
        extra={"respond": body.get("response_url") or ""},
    )


def file(request: Request, parts: Parts) -> File:
    """The workings of the answer; FootnoteError where whoever pressed may not see it, or it cannot be written."""
    kept = parts.kept(request.text, parts.readers.asker(request.user))
    language = kept["language"]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"footnote-{kept['id']}.xlsx"
        export(kept, path)
        return File(
            name=path.name,
            content=path.read_bytes(),
            label=kept["label"],
            instead=words.no_file(kept["id"], language),
            moved=words.FILE_ELSEWHERE.to(language),
        )
