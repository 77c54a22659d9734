"""The desk at work for Slack: what is in the inbox is answered, posted and marked, by threads of its own."""

import logging
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from types import ModuleType
from typing import Any

from sqlalchemy.exc import SQLAlchemyError

from bot.desk import Told, unheard
from bot.document import document
from bot.inbox import Entry, Inbox, Request, State
from bot.pool import Job, Pool
from bot.slack import words
from bot.slack.client import Later, Refused
from bot.slack.message import Message, message, plain
from bot.slack.parts import Parts
from bot.slack.steps import Steps
from footnote.answer import Answer, Question
from footnote.errors import FootnoteError

ANSWERING, POSTING, QUICK = 24, 12, 8
"""Threads that answer, that post, and that open what a button asked for or show a step."""
A_CHANNEL = 1.0
"""Seconds between two posts in one channel."""
LONGEST_PAUSE = 60.0
MOST_TRIES = 4
"""How often a button's work is tried again: after half a minute nobody waits for a modal."""
TAKEN_BACK = frozenset({"thread_not_found", "message_not_found", "cannot_reply_to_message"})
"""Slack's words where the question itself is gone."""
log = logging.getLogger("footnote")


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """Three pools: answers in lanes of one person each, posts in lanes of one channel each, and what must be quick."""

    inbox: Inbox
    parts: Parts
    surfaces: Mapping[str, ModuleType]
    answering: Pool
    posting: Pool
    quick: Pool

    @classmethod
    def of(cls, inbox: Inbox, parts: Parts, surfaces: Mapping[str, ModuleType]) -> "Service":
        """A service with its pools, not yet at work. *surfaces* carry out the requests of their kind."""
        pools = {
            "answering": Pool("answer", ANSWERING),
            "posting": Pool("post", POSTING),
            "quick": Pool("quick", QUICK),
        }
        return cls(inbox=inbox, parts=parts, surfaces=surfaces, **pools)

    def start(self) -> None:
        """Sets to work, beginning with what the last process left undone."""
        for entry in self.inbox.unfinished():
            self.take_in(entry)
        self.inbox.told = self.take_in
        for pool in (self.answering, self.posting, self.quick):
            pool.start()

    def stop(self, within: float) -> None:
        """Ends within so many seconds; what is not done by then stays in the inbox."""
        self.inbox.told = id
        for pool, share in ((self.answering, 0.6), (self.posting, 0.3), (self.quick, 0.1)):
            pool.stop(within * share)

    def alive(self) -> bool:
        """Whether all threads still work."""
        return all(pool.alive() for pool in (self.answering, self.posting, self.quick))

    def take_in(self, entry: Entry) -> None:
        """Puts a request where it belongs; called by listeners, so it waits for nothing."""
        if hasattr(self.surfaces[entry.request.kind], "carry_out"):
            self._queue(self.quick, f"request {entry.id}", entry, partial(self._carry_out, entry))
        elif entry.answer is not None:
            self._to_post(entry, partial(self._kept, entry))
        else:
            steps = Steps(entry, self.parts.poster, self.quick)
            ahead = self._queue(self.answering, entry.request.user, entry, partial(self._answer, entry, steps))
            if ahead:
                steps(words.waiting(ahead, entry.request.text))

    def _carry_out(self, entry: Entry, tries: int = 0) -> None:
        """Does what a button or an opened page asked for, or says that it came to nothing."""
        self._mark(entry, "working")
        try:
            self.surfaces[entry.request.kind].carry_out(entry.request, self.parts)
        except Later as later:
            log.warning("request %s failed: %s", entry.request.key, later)
            if tries < MOST_TRIES:
                again = partial(self._carry_out, entry, tries + 1)
                self._queue(self.quick, f"request {entry.id}", entry, again, after=_pause(tries))
            else:
                self._mark(entry, "dead")
        except Refused as refused:
            log.warning("request %s came to nothing: %s", entry.request.key, refused)
            self._mark(entry, "dead")
        else:
            self._mark(entry, "done")

    def _answer(self, entry: Entry, steps: Steps) -> None:
        if self._from_a_bot(entry.request):
            self._mark(entry, "dead")
            return
        self._mark(entry, "working")
        answer = self._made(entry, steps)
        steps.close()
        self._mark(entry, "answered", answer=answer.id)
        self._to_post(entry, lambda: document(answer))

    def _from_a_bot(self, request: Request) -> bool:
        """Whether a program asks that does not say so in its messages."""
        try:
            return self.parts.readers.is_bot(request.user)
        except FootnoteError:
            return False

    def _made(self, entry: Entry, told: Told) -> Answer:
        """The surface's answer; what keeps it from being made ends in a sentence with a reference too."""
        request = entry.request
        try:
            return self.surfaces[request.kind].answer(request, self.parts, told)  # type: ignore[no-any-return]
        except Exception as error:
            thread = f"{request.channel}:{request.thread}"
            asked = Question(text=request.text, user=request.user, thread=thread, labels=frozenset())
            return self.parts.desk.failed(asked, error)

    def _kept(self, entry: Entry) -> dict[str, Any]:
        """The document of an answer that an earlier process gave; answered anew where the ledger has lost it."""
        try:
            return self.parts.ledger.get(entry.answer or "")
        except FootnoteError:
            return document(self._made(entry, unheard))

    def _to_post(self, entry: Entry, held: Callable[[], dict[str, Any]]) -> None:
        self._queue(self.posting, _place(entry.request), entry, partial(self._post, entry, held))

    def _post(self, entry: Entry, held: Callable[[], dict[str, Any]], tries: int = 0, *, unsure: bool = False) -> float:
        """Posts the answer, or sees to it that it is tried again; gives the seconds for which the place rests."""
        request, shown = entry.request, held()
        sentence = words.unsaid(shown["id"], shown["language"])
        self._mark(entry, "posting")
        try:
            posted = self.parts.poster.post(request, _message(shown, sentence), sentence, look=entry.found or unsure)
        except Later as later:
            pause = later.seconds if later.seconds is not None else _pause(tries)
            log.warning("answer %s is posted later, in %.0f s: %s", shown["id"], pause, later)
            again = partial(self._post, entry, lambda: shown, tries + 1, unsure=unsure or later.unsure)
            self._queue(self.posting, _place(request), entry, again, after=pause)
        except Refused as refused:
            self._elsewhere(entry, shown, refused)
        else:
            self._mark(entry, "done", posted=posted)
        return A_CHANNEL if _place(request) == request.channel else 0.0

    def _elsewhere(self, entry: Entry, shown: Mapping[str, Any], refused: Refused) -> None:
        """Tells the asker privately that the answer cannot be posted where it was asked for."""
        log.error("answer %s cannot be posted: %s", shown["id"], refused.error)
        try:
            if refused.error in TAKEN_BACK:
                return
            said = f"{words.elsewhere(shown['language'])}\n\n{plain(shown)}"
            self.parts.poster.privately(entry.request, said)
        except (Later, Refused) as failure:
            log.error("nor can %s be told: %s", entry.request.user, failure)
        finally:
            self._mark(entry, "dead")

    def _mark(self, entry: Entry, state: State, **more: str) -> None:
        """Writes down how far the request has come. Where that fails it goes on: the next process looks in Slack."""
        try:
            self.inbox.mark(entry.id, state, **more)
        except (SQLAlchemyError, OSError):
            log.exception("request %s could not be marked %s", entry.request.key, state)

    def _queue(self, pool: Pool, lane: str, entry: Entry, job: Job, *, after: float = 0.0, tries: int = 0) -> int:
        """Puts *job* into a pool's lane; after a bug in it it comes again: a request is never dropped."""

        def tried() -> float | None:
            try:
                return job()
            except Exception:
                log.exception("request %s failed, try %d", entry.request.key, tries + 1)
                self._queue(pool, lane, entry, job, after=_pause(tries), tries=tries + 1)
                return None

        return pool.add(tried, lane, after=after)


def _place(request: Request) -> str:
    """Where the answer goes: one post at a time."""
    return request.extra.get("response_url") or request.channel


def _message(shown: Mapping[str, Any], sentence: str) -> Message:
    """The answer as Slack shows it; one plain sentence where it cannot be laid out."""
    try:
        return message(shown)
    except Exception:
        log.exception("bug while laying out answer %s", shown["id"])
        return Message(text=sentence, blocks=[])


def _pause(tries: int) -> float:
    """Seconds before the next try, longer each time, no two alike."""
    return min(LONGEST_PAUSE, 2.0**tries) * random.uniform(0.75, 1.25)  # noqa: S311
