"""The inbox: what people asked in Slack, written down before it is acknowledged, until it is answered.

    waiting -> working -> answered -> posting -> posted -> done
                                             \\-> dead     nobody can be told; the log says why

``posting`` is written before the call to Slack: whoever finds it after a crash must look whether the call got through.
``posted`` is an answer that is in Slack, while its pictures are not all there.
"""

import json
import logging
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Literal

from sqlalchemy import (
    Boolean,
    Column,
    Engine,
    Float,
    Integer,
    MetaData,
    Row,
    String,
    Table,
    Text,
    and_,
    delete,
    func,
    insert,
    or_,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from bot.database import opened

State = Literal["waiting", "working", "answered", "posting", "posted", "done", "dead"]
ENDED = ("done", "dead")
FAULTS = (SQLAlchemyError, OSError)
"""What a disk that is full, or a file that is locked for long, comes to."""
log = logging.getLogger("footnote")
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
    Column("message", String, nullable=False, index=True),
    Column("said", Float, nullable=False),
    Column("text", Text, nullable=False),
    Column("request", Text, nullable=False),
    Column("state", String, nullable=False, index=True),
    Column("answer", String),
    Column("posted", String),
    Column("moved", Boolean, nullable=False, default=False),
    Column("received", Float, nullable=False),
    Column("ended", Float),
)
MARKS = Table("marks", TABLES, Column("name", String, primary_key=True), Column("value", Float, nullable=False))


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What somebody did in Slack that wants an answer.

    ``key`` names the deed itself: every delivery of it has the same. ``event`` is Slack's id of the delivered event,
    ``ts`` the timestamp of the message and ``edited`` that of its last edit, ``thread`` that of the thread's first
    message, ``outside`` whether people of other firms read the channel (None: not said), ``extra`` what only this kind
    of request needs.
    """

    kind: str
    key: str
    user: str
    channel: str
    text: str = ""
    thread: str = ""
    ts: str = ""
    edited: str = ""
    event: str | None = None
    outside: bool | None = None
    extra: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A request as it stands in the inbox: ``found`` when it was there before this process began, ``moved`` when its
    answer has to go to the asker's direct messages, ``posted`` what Slack calls that which was posted.
    """

    id: int
    request: Request
    state: State
    answer: str | None = None
    received: float = 0.0
    found: bool = False
    moved: bool = False
    posted: str | None = None


class Inbox:
    """Requests in one SQLite file in the state folder, kept as soon as ``put`` returns."""

    def __init__(self, home: Path, clock: Callable[[], float] = time.time) -> None:
        self._path = home / "inbox.sqlite3"
        self._clock = clock
        self._writing = threading.RLock()
        self._engine: Engine | None = None
        self.told: Callable[[Entry], object] = id
        self.missed = threading.Event()
        """Set when something could not be written down: Slack's history has to be read for it."""

    def put(self, request: Request) -> bool:
        """Whether *request* is new; True only once it is on the disk. Any error means it is not kept."""
        try:
            entry = self._written(request)
        except FAULTS:
            self.missed.set()
            raise
        if entry is None:
            return False
        try:
            self.told(entry)
        except Exception:
            log.exception("request %s is kept, but not taken up before the next start", request.key)
        return True

    def _written(self, request: Request) -> Entry | None:
        """The new entry; None for a request that is known."""
        now = self._clock()
        row = {
            "key": request.key,
            "event": request.event,
            "kind": request.kind,
            "channel": request.channel,
            "thread": request.thread,
            "message": f"{request.channel}:{request.ts}" if request.ts else "",
            "said": float(request.ts or now),
            "text": request.text,
            "request": json.dumps(asdict(request), ensure_ascii=False),
            "state": "waiting",
            "received": now,
        }
        if self._known(request):
            return None
        try:
            with self._writing, self._opened().begin() as connection:
                key = connection.execute(insert(REQUESTS).values(row)).inserted_primary_key
        except IntegrityError:
            return None  # another thread was quicker with the same request
        return Entry(id=key[0] if key else 0, request=request, state="waiting", received=now)

    def _known(self, request: Request) -> bool:
        """Whether this deed, this event, these words of this message, or a later edit of it, are here already."""
        same = [REQUESTS.c.key == request.key]
        if request.event is not None:
            same.append(REQUESTS.c.event == request.event)
        if request.ts:
            of_message = REQUESTS.c.message == f"{request.channel}:{request.ts}"
            edited = func.json_extract(REQUESTS.c.request, "$.edited")
            same.append(and_(of_message, or_(REQUESTS.c.text == request.text, edited > request.edited)))
        with self._opened().connect() as connection:
            return connection.execute(select(REQUESTS.c.id).where(or_(*same)).limit(1)).first() is not None

    def unfinished(self) -> list[Entry]:
        """Every request that has no answer in Slack yet, the oldest first; one that cannot be read is given up."""
        query = select(REQUESTS).where(REQUESTS.c.state.not_in(ENDED)).order_by(REQUESTS.c.id)
        with self._opened().connect() as connection:
            rows = connection.execute(query).all()
        entries = []
        for row in rows:
            try:
                entries.append(_entry(row))
            except (TypeError, ValueError):
                log.error("request %s is not in this version's form and is given up", row.key)
                self.mark(row.id, "dead")
        return entries

    def mark(
        self, id: int, state: State, *, answer: str | None = None, posted: str | None = None, moved: bool = False
    ) -> None:
        """Writes down how far the request has come. Where that fails it goes on: the next process looks in Slack."""
        given: dict[str, Any] = {"state": state}
        given |= {"answer": answer} if answer else {}
        given |= {"posted": posted} if posted else {}
        given |= {"moved": True} if moved else {}
        given |= {"ended": self._clock()} if state in ENDED else {}
        try:
            with self._writing, self._opened().begin() as connection:
                connection.execute(update(REQUESTS).where(REQUESTS.c.id == id).values(given))
        except FAULTS:
            log.exception("request %d could not be marked %s", id, state)

    def answers_in(self, channel: str, thread: str, ts: str) -> bool:
        """Whether somebody had asked in this thread before the message *ts*, so that it is for us too."""
        asked = select(REQUESTS.c.id).where(
            REQUESTS.c.channel == channel,
            REQUESTS.c.thread == thread,
            REQUESTS.c.kind == "question",
            REQUESTS.c.said < float(ts),
            or_(REQUESTS.c.state != "dead", REQUESTS.c.answer.is_not(None)),
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
        request=Request(**json.loads(row.request) | {"outside": None}),  # it may be otherwise by now
        state=row.state,
        answer=row.answer,
        received=row.received,
        found=True,
        moved=row.moved,
        posted=row.posted,
    )
