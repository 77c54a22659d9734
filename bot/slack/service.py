"""The desk at work for Slack: what is in the inbox is answered, posted and marked, by threads of its own."""

import logging
from collections.abc import Mapping
from functools import partial
from types import ModuleType

from bot.document import document
from bot.inbox import Entry, Inbox
from bot.ledger import new_id
from bot.pool import Pool
from bot.slack import again, words
from bot.slack.client import Later, Refused
from bot.slack.delivery import Delivery
from bot.slack.parts import Parts
from bot.slack.pictures import Pictures
from bot.slack.shipping import Shipping
from bot.slack.steps import Steps
from footnote.answer import Answer, Question
from footnote.errors import SourceError

ANSWERING, FILING, POSTING, QUICK, SHOWING = 24, 6, 12, 8, 4
"""Threads that answer, that upload files, that post, that open what a button asked for, and that show steps."""
MOST_TRIES = 4
"""How often it is tried again to learn who asks, or to open a modal: about a quarter of a minute."""
log = logging.getLogger("footnote")


class Service:
    """Pools with lanes: answers one at a time for each person, posts one at a time for each channel."""

    def __init__(self, inbox: Inbox, parts: Parts, surfaces: Mapping[str, ModuleType]) -> None:
        self._inbox = inbox
        self._parts = parts
        self._surfaces = surfaces
        self._answering = Pool("answer", ANSWERING)
        self._filing = Pool("file", FILING)
        self._posting = Pool("post", POSTING)
        self._quick = Pool("quick", QUICK)
        self._showing = Pool("show", SHOWING)
        self._shipping = Shipping(inbox, parts, self._filing)
        self._pictures = Pictures(inbox, parts, self._filing, self._posting)
        self._delivery = Delivery(inbox, parts, self._posting, self.take_in, self._pictures.take)

    @property
    def _pools(self) -> tuple[Pool, ...]:
        return self._answering, self._filing, self._posting, self._quick, self._showing

    def start(self) -> None:
        """Sets to work, beginning with what the last process left undone."""
        for entry in self._inbox.unfinished():
            self.take_in(entry)
        self._inbox.told = self.take_in
        for pool in self._pools:
            pool.start()

    def stop(self, within: float) -> None:
        """Ends within so many seconds; what is not done by then stays in the inbox."""
        self._inbox.told = id
        for pool, share in zip(self._pools, (0.55, 0.15, 0.2, 0.05, 0.05), strict=True):
            pool.stop(within * share)

    def alive(self) -> bool:
        """Whether all threads still work."""
        return all(pool.alive() for pool in self._pools)

    def take_in(self, entry: Entry) -> None:
        """Puts a request where it belongs; called by listeners, so it waits for nothing."""
        surface = self._surfaces[entry.request.kind]
        if hasattr(surface, "file"):
            self._shipping.take(entry, surface.file)
        elif hasattr(surface, "carry_out"):
            again.queue(self._quick, f"request {entry.id}", entry, partial(self._carry_out, entry))
        elif entry.state == "posted":
            self._pictures.resume(entry)
        elif entry.answer is not None:
            self._delivery.take(entry, None)
        else:
            self._to_answer(entry)

    def _to_answer(self, entry: Entry) -> None:
        """Puts a question in its asker's lane, and says so where it has to wait."""
        steps = Steps(entry, self._parts.poster, self._showing)
        busy = len(self._answering) >= ANSWERING
        ahead = again.queue(self._answering, entry.request.user, entry, partial(self._answer, entry, steps))
        if not (ahead or busy):
            return
        said = words.waiting(ahead, entry.request.text)
        if entry.request.thread:
            steps(said)
        else:
            notice = partial(self._parts.poster.aside, entry.request, f"Footnote {said}.")
            self._showing.add(notice, f"notice {entry.id}")

    def _answer(self, entry: Entry, steps: Steps, tries: int = 0) -> None:
        """Has the surface answer, and hands the answer on; one to a bot, or to nobody, is none."""
        self._inbox.mark(entry.id, "working")
        try:
            if self._parts.readers.is_bot(entry.request.user):
                self._inbox.mark(entry.id, "dead")
                return
            answer = self._surfaces[entry.request.kind].answer(entry.request, self._parts, steps)
        except SourceError as error:
            if tries < MOST_TRIES:
                later = partial(self._answer, entry, steps, tries + 1)
                again.queue(self._answering, entry.request.user, entry, later, after=again.pause(tries))
                return
            answer = self._failed(entry, error)
        except Exception as error:
            answer = self._failed(entry, error)
        steps.close()
        if answer is None:
            self._inbox.mark(entry.id, "done")
            return
        self._inbox.mark(entry.id, "answered", answer=answer.id)
        self._delivery.take(entry, self._parts.paged(document(answer)))

    def _failed(self, entry: Entry, error: Exception) -> Answer:
        """One plain sentence with a reference, for what the desk was never asked."""
        request = entry.request
        thread = f"{request.channel}:{request.thread}"
        asked = Question(text=request.text, user=request.user, thread=thread, labels=frozenset())
        return self._parts.desk.failed(asked, error)

    def _carry_out(self, entry: Entry, tries: int = 0) -> None:
        """Does what a button or an opened page asked for, or says that it came to nothing."""
        self._inbox.mark(entry.id, "working")
        try:
            self._surfaces[entry.request.kind].carry_out(entry.request, self._parts)
        except (Later, SourceError) as failure:
            log.warning("request %s failed: %s", entry.request.key, failure)
            if tries < MOST_TRIES:
                later = partial(self._carry_out, entry, tries + 1)
                again.queue(self._quick, f"request {entry.id}", entry, later, after=again.pause(tries))
                return
        except Refused as refused:
            log.warning("request %s came to nothing: %s", entry.request.key, refused)
        except Exception:
            reference = new_id()
            log.exception("bug while carrying out %s, reference %s", entry.request.key, reference)
            self._parts.poster.aside(entry.request, words.broken(reference))
        else:
            self._inbox.mark(entry.id, "done")
            return
        self._inbox.mark(entry.id, "dead")
