"""The *Page* button of an answer: the page of its first quote as a picture, the quote highlighted."""

from typing import Any

from slack_bolt import Ack, App

from bot import page
from bot.inbox import Inbox, Request
from bot.slack import words
from bot.slack.parts import Parts
from bot.slack.shipping import File
from bot.surfaces.export import pressed
from footnote.errors import NoteError

kind = "page"


def register(app: App, inbox: Inbox) -> None:
    """Writes each press down, then acknowledges it."""

    @app.action(kind)
    def press(ack: Ack, body: dict[str, Any], action: dict[str, Any]) -> None:
        inbox.put(pressed(kind, body, action))
        ack()


def file(request: Request, parts: Parts) -> File:
    """The page, drawn from the stored original; FootnoteError where whoever pressed may not see it now."""
    labels = parts.readers.asker(request.user)
    kept = parts.kept(request.text, labels)
    if not kept["citations"]:
        raise NoteError(words.NO_QUOTE)
    quoted, language, open_ = kept["citations"][0], kept["language"], parts.open_to(kept) & labels
    parts.desk.library.note(quoted["note"], open_)  # as it is now: a revision that may be seen is not enough
    note = parts.desk.library.note(quoted["note"], open_, quoted["revision"])
    drawn = page.png(parts.desk.library, note, open_, quoted["page"], quoted["start"], quoted["end"], parts.limits)
    return File(
        name=f"{note.id}-page-{quoted['page']}.png",
        content=drawn,
        label=kept["label"],
        instead=words.no_page(kept["id"], note.id, quoted["key"], language),
        moved=words.PAGE_ELSEWHERE.to(language),
        alt=words.page_shown(note.title, quoted["page"], language),
    )
