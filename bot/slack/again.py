"""Jobs that come again after a fault, and for how long they wait: no request is dropped because something broke."""

import logging
import random

from bot.inbox import Entry
from bot.pool import Job, Pool

LONGEST_PAUSE = 60.0
A_CHANNEL = 1.0
"""Seconds between two posts in one channel."""
log = logging.getLogger("footnote")


def queue(pool: Pool, lane: str, entry: Entry, job: Job, *, after: float = 0.0, tries: int = 0) -> int:
    """Puts *job* for *entry* into a lane of the pool, again after a bug in it; how many jobs are before it."""

    def tried() -> float | None:
        try:
            return job()
        except Exception:
            log.exception("request %s failed, try %d", entry.request.key, tries + 1)
            queue(pool, lane, entry, job, after=pause(tries), tries=tries + 1)
            return None

    return pool.add(tried, lane, owner=entry.request.user, after=after)


def pause(tries: int) -> float:
    """Seconds before the next try, longer each time, no two alike."""
    return min(LONGEST_PAUSE, 2.0**tries) * random.uniform(0.75, 1.25)  # noqa: S311
