"""The inbox: what people asked in Slack, written down before it is acknowledged, until it is answered.

    waiting -> working -> answered -> posting -> done
                                             \\-> dead     nobody can be told; the log says why

``posting`` is written before the call to Slack: whoever finds it after a crash must look whether the call got through.
"""

import json
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Literal

from sqlalchemy import (
    Column,
    Engine,
    Float,
    Integer,
    MetaData,
    Row,
    String,
    Table,
    Text,
    delete,
    func,
    insert,
    or_,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError

from bot.database import opened

State = Literal["waiting", "working", "answered", "posting", "done", "dead"]
ENDED = ("done", "dead")
MEMORY = 30 * 86_400.0
"""Seconds for which an ended request is remembered, so that a late delivery of it is known for one."""

TABLES = MetaData()
REQUESTS = Table(
    "requests",
    TABLES,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("key", String, nullable=False, unique=True),
    Column("event", String, unique=True),
    Column("kind", String, nullable=False),
    Column("channel", String, nullable=False, index=True),
    Column("thread", String, nullable=False, index=True),
    Column("request", Text, nullable=False),
    Column("state", String, nullable=False, index=True),
    Column("answer", String),
    Column("posted", String),
    Column("received", Float, nullable=False),
    Column("ended", Float),
)
MARKS = Table("marks", TABLES, Column("name", String, primary_key=True), Column("value", Float, nullable=False))


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What somebody did in Slack that wants an answer.

    ``key`` names the deed itself: every delivery of it has the same. ``event`` is Slack's id of the delivered event,
    ``thread`` the timestamp of the thread's first message, ``outside`` whether people of other firms read the channel
    (None: not said), ``extra`` what only this kind of request needs.
    """

    kind: str
    key: str
    user: str
    channel: str
    text: str = ""
    thread: str = ""
    event: str | None = None
    outside: bool | None = None
    extra: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A request as it stands in the inbox; ``found`` when it was there before this process began."""

    id: int
    request: Request
    state: State
    answer: str | None = None
    received: float = 0.0
    found: bool = False


class Inbox:
    """Requests in one SQLite file in the state folder, kept as soon as ``put`` returns."""

    def __init__(self, home: Path, clock: Callable[[], float] = time.time) -> None:
        self._path = home / "inbox.sqlite3"
        self._clock = clock
        self._writing = threading.Lock()
        self._engine: Engine | None = None
        self.told: Callable[[Entry], object] = id

    def put(self, request: Request) -> bool:
        """Whether *request* is new; True only once it is on the disk. Any error means it is not kept."""
        if self._known(request):
            return False
        now = self._clock()
        row = {
            "key": request.key,
            "event": request.event,
            "kind": request.kind,
            "channel": request.channel,
            "thread": request.thread,
            "request": json.dumps(asdict(request), ensure_ascii=False),
            "state": "waiting",
            "received": now,
        }
        try:
            with self._writing, self._opened().begin() as connection:
                key = connection.execute(insert(REQUESTS).values(row)).inserted_primary_key
        except IntegrityError:
            return False  # another thread was quicker with the same request
        self.told(Entry(id=key[0] if key else 0, request=request, state="waiting", received=now))
        return True

    def _known(self, request: Request) -> bool:
        same = REQUESTS.c.key == request.key
        if request.event is not None:
            same = or_(same, REQUESTS.c.event == request.event)
        with self._opened().connect() as connection:
            return connection.execute(select(REQUESTS.c.id).where(same).limit(1)).first() is not None

    def unfinished(self) -> list[Entry]:
        """Every request that has no answer in Slack yet, the oldest first."""
        query = select(REQUESTS).where(REQUESTS.c.state.not_in(ENDED)).order_by(REQUESTS.c.id)
        with self._opened().connect() as connection:
            return [_entry(row) for row in connection.execute(query)]

    def mark(self, id: int, state: State, *, answer: str | None = None, posted: str | None = None) -> None:
        """Writes down how far the request has come."""
        given: dict[str, Any] = {"state": state}
        given |= {"answer": answer} if answer else {}
        given |= {"posted": posted} if posted else {}
        given |= {"ended": self._clock()} if state in ENDED else {}
        with self._writing, self._opened().begin() as connection:
            connection.execute(update(REQUESTS).where(REQUESTS.c.id == id).values(given))

    def answers_in(self, channel: str, thread: str) -> bool:
        """Whether somebody has asked in this thread before, so that what follows there is for us too."""
        asked = select(REQUESTS.c.id).where(
            REQUESTS.c.channel == channel, REQUESTS.c.thread == thread, REQUESTS.c.kind == "question"
        )
        with self._opened().connect() as connection:
            return bool(thread) and connection.execute(asked.limit(1)).first() is not None

    def threads(self, since: float) -> list[tuple[str, str]]:
        """Channel and first timestamp of every thread in which somebody has asked since then."""
        query = select(REQUESTS.c.channel, REQUESTS.c.thread).where(
            REQUESTS.c.kind == "question", REQUESTS.c.received >= since
        )
        with self._opened().connect() as connection:
            return [(row.channel, row.thread) for row in connection.execute(query.distinct())]

    def counts(self) -> dict[str, int]:
        """How many requests are in each state."""
        query = select(REQUESTS.c.state, func.count()).group_by(REQUESTS.c.state)
        with self._opened().connect() as connection:
            return {row[0]: row[1] for row in connection.execute(query)}

    def beat(self) -> None:
        """Writes down that we hear Slack now."""
        now = {"value": self._clock()}
        with self._writing, self._opened().begin() as connection:
            if not connection.execute(update(MARKS).where(MARKS.c.name == "heard").values(now)).rowcount:
                connection.execute(insert(MARKS).values(name="heard", **now))

    def heard(self) -> float | None:
        """When we last heard Slack, in seconds since 1970; None for an inbox that never did."""
        with self._opened().connect() as connection:
            found: float | None = connection.execute(select(MARKS.c.value).where(MARKS.c.name == "heard")).scalar()
            return found

    def forget(self) -> None:
        """Drops what ended so long ago that no delivery of it can still come."""
        old = REQUESTS.c.ended < self._clock() - MEMORY
        with self._writing, self._opened().begin() as connection:
            connection.execute(delete(REQUESTS).where(old))

    def close(self) -> None:
        """Lets go of the file."""
        if self._engine is not None:
            self._engine.dispose()
            self._engine = None

    def _opened(self) -> Engine:
        if self._engine is None:
            with self._writing:
                self._engine = self._engine or opened(self._path, TABLES)
        return self._engine


def _entry(row: Row[Any]) -> Entry:
    return Entry(
        id=row.id,
        request=Request(**json.loads(row.request)),
        state=row.state,
        answer=row.answer,
        received=row.received,
        found=True,
    )
