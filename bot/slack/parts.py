"""What a Slack surface is handed to do its work with."""

from dataclasses import dataclass

from bot.desk import Desk
from bot.inbox import Request
from bot.ledger import Ledger
from bot.slack.post import Poster
from bot.slack.readers import Readers
from bot.slack.upload import Uploads
from footnote.answer import Question


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """The desk, who reads, what was answered, and the ways back to Slack."""

    desk: Desk
    ledger: Ledger
    readers: Readers
    poster: Poster
    uploads: Uploads

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
