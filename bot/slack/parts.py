"""What a Slack surface is handed to do its work with."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot import citing, page
from bot.desk import Desk
from bot.inbox import Request
from bot.ledger import Ledger
from bot.slack.post import Poster
from bot.slack.readers import Readers
from bot.slack.upload import Uploads
from footnote.answer import Question
from footnote.errors import FootnoteError

if TYPE_CHECKING:
    from ingest.guard import Limits


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """The desk, who reads, what was answered, and the ways back to Slack."""

    desk: Desk
    ledger: Ledger
    readers: Readers
    poster: Poster
    uploads: Uploads
    limits: "Limits"

    def kept(self, id: str, labels: frozenset[str] | None = None) -> dict[str, Any]:
        """The answer kept under *id* as a reader with *labels* may have it today, by default as all who may see it."""
        return self.current(self.ledger.get(id, labels), labels)

    def current(self, document: Mapping[str, Any], labels: frozenset[str] | None = None) -> dict[str, Any]:
        """An answer made earlier, its quotes sliced again from the store."""
        open_ = self.open_to(document) if labels is None else labels
        return self.paged(citing.current(document, lambda: self.desk.library, open_))

    def paged(self, document: Mapping[str, Any]) -> dict[str, Any]:
        """The answer, with ``page`` set where that of its first quote can be shown as a picture."""
        try:
            notes = [self.desk.library.note(each["note"], self.open_to(document)) for each in document["citations"][:1]]
        except FootnoteError:
            notes = []  # withdrawn, or nothing can be read just now
        return {**document, "page": True} if any(map(page.may_be_drawn, notes)) else dict(document)

    def open_to(self, document: Mapping[str, Any]) -> frozenset[str]:
        """The labels that whoever may see the answer may see."""
        return self.desk.rights.up_to(document["label"])

    def question(self, request: Request) -> Question:
        """The request as the desk takes it: for all who will read the answer, in its thread of its channel.

        Raises SourceError while Slack does not say who asks.
        """
        return Question(
            text=request.text,
            user=request.user,
            thread=f"{request.channel}:{request.thread}" if request.thread else None,
            labels=self.readers.audience(request),
        )
