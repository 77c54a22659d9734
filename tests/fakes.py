"""Stand-ins: series made by hand, a desk held in memory, and a FRED that answers over HTTP on a free loopback port."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit

import pandas as pd

from footnote.text import Text
from tools.catalogue import LAG_DAYS, STALE_DAYS, Basket, Board, Catalogue, Portfolio, Series
from tools.data import Data
from tools.reading import Reading, Source, Wanted
from tools.units import Unit

TODAY = date(2026, 2, 20)
NAN = float("nan")

# ---------------------------------------------------------------- series made by hand


def monthly(values, last="2026-01"):
    """*values* by month, dated on the first of the month as FRED dates them; the last stands for *last*."""
    days = pd.period_range(end=last, periods=len(values), freq="M").to_timestamp()
    return pd.Series(list(values), index=days, dtype=float)


def quarterly(values, last="2025Q4"):
    days = pd.period_range(end=last, periods=len(values), freq="Q").to_timestamp()
    return pd.Series(list(values), index=days, dtype=float)


def yearly(values, last="2025"):
    days = pd.period_range(end=last, periods=len(values), freq="Y").to_timestamp()
    return pd.Series(list(values), index=days, dtype=float)


def daily(values, last="2026-02-20"):
    """*values* on consecutive calendar days."""
    return pd.Series(list(values), index=pd.date_range(end=last, periods=len(values), freq="D"), dtype=float)


def dated(**by_day):
    """Values by ISO day, written ``d2026_01_31=100``."""
    days = [date.fromisoformat(day.removeprefix("d").replace("_", "-")) for day in by_day]
    return pd.Series(list(by_day.values()), index=pd.DatetimeIndex(days), dtype=float)


def steps(**by_day):
    """Values for every day from the first to the last of *by_day*, each held until the next."""
    return dated(**by_day).resample("D").ffill()


# ---------------------------------------------------------------- a desk held in memory


def spec(id, *, unit="index", freq="M", lag=None, stale_after=None, valid=("", ""), **known):
    """A catalogue entry; what is not said is as ``desk.toml`` has it by default."""
    defaults = {
        "title": Text(f"Title of {id}", f"{id}的名称"),
        "sources": (f"file:{id}",),
        "lag": timedelta(days=LAG_DAYS[freq] if lag is None else lag),
        "stale_after": timedelta(days=STALE_DAYS[freq] if stale_after is None else stale_after),
        "valid": tuple(date.fromisoformat(day) if day else None for day in valid),
    }
    return Series(id=id, unit=Unit.parse(unit), freq=freq, **(defaults | known))


def basket(id, members=(), flows=(), rebalance="none"):
    return Basket(id=id, title=Text(f"Title of {id}", f"{id}的名称"), members=members, flows=flows, rebalance=rebalance)


def portfolio(id, weights, rebalance="none"):
    return Portfolio(id=id, title=Text(f"Title of {id}", f"{id}的名称"), weights=weights, rebalance=rebalance)


def board(id, *rows):
    return Board(id=id, title=Text(f"Title of {id}", f"{id}的名称"), rows=rows)


def catalogue_of(*items, **known):
    """A catalogue that holds *items*: series, baskets, portfolios and boards."""

    def of(kind):
        return {item.id: item for item in items if isinstance(item, kind)}

    return Catalogue(series=of(Series), baskets=of(Basket), portfolios=of(Portfolio), boards=of(Board), **known)


class Told(Source):
    """A source that gives what a function of the wanted series gives, or raises what it raises."""

    def __init__(self, read):
        self._read = read

    def read(self, wanted):
        return self._read(wanted)


def holding(values, *, dated=False, vintage="current only", scheme="file"):
    """A source that holds *values* by name, and nothing else."""

    def read(wanted):
        name = wanted.name
        return Reading(values=values[name], source=f"{scheme}:{name}", vintage=vintage, dated=dated)

    return Told(read)


def wanted(series, name=None, as_of=None, **known):
    """What a source is asked for when *series* is read under *name*."""
    return Wanted(series=series, name=series.id if name is None else name, as_of=as_of, **known)


def data_of(values, *items, as_of=TODAY, **known):
    """A desk's data: *values* by series id under ``file:``, with the *items* of its catalogue."""
    return Data(catalogue=catalogue_of(*items, **known), sources={"file": holding(values)}, as_of=as_of, clock=noon)


def noon():
    """A clock that stands at noon UTC of TODAY."""
    return datetime(TODAY.year, TODAY.month, TODAY.day, 12, tzinfo=UTC)


# ---------------------------------------------------------------- a FRED over HTTP

STALL_SECONDS = 5.0
TRICKLE_BYTES, TRICKLE_SECONDS = 20, 0.05


@dataclass
class Reply:
    """What the service sends. *announced* bytes may exceed the body.

    A reply that *stalls* comes long after anybody should have given up; one that *trickles* comes in small pieces.
    """

    body: bytes = b""
    status: int = 200
    type: str = "text/xml"
    announced: int | None = None
    location: str | None = None
    stalls: bool = False
    trickles: bool = False


@dataclass
class FakeFred:
    """Replies by series id; every request is kept as its query."""

    url: str
    replies: dict[str, Reply | Callable[[dict[str, str]], Reply]] = field(default_factory=dict)
    asked: list[dict[str, str]] = field(default_factory=list)
    stopped: threading.Event = field(default_factory=threading.Event)

    def reply(self, path):
        query = dict(parse_qsl(urlsplit(path).query))
        self.asked.append(query | {"path": urlsplit(path).path})
        found = self.replies.get(query.get("series_id", ""), UNKNOWN)
        return found(query) if callable(found) else found


def failure(status, message):
    """FRED's own error document."""
    body = f'<?xml version="1.0" encoding="utf-8" ?>\n<error code="{status}" message="{message}"/>'
    return Reply(body=body.encode(), status=status)


UNKNOWN = failure(400, "Bad Request.  The series does not exist.")


def observations(*rows, as_of=None, count=None):
    """FRED's document for *rows* of (date, value); it claims to be the vintage *as_of*, and to hold *count* rows."""
    day = str(as_of or TODAY)
    lines = [f'<observation realtime_start="{day}" realtime_end="{day}" date="{at}" value="{v}"/>' for at, v in rows]
    head = f'<observations realtime_start="{day}" realtime_end="{day}" count="{len(rows) if count is None else count}">'
    return Reply(body="\n".join(['<?xml version="1.0"?>', head, *lines, "</observations>"]).encode())


@contextmanager
def fred_service() -> Iterator[FakeFred]:
    """A fake FRED on a free loopback port, gone when the block ends."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            reply = fake.reply(self.path)
            if reply.stalls and fake.stopped.wait(STALL_SECONDS):
                return
            self.send_response(reply.status)
            self.send_header("Content-Type", reply.type)
            self.send_header("Content-Length", str(len(reply.body) if reply.announced is None else reply.announced))
            if reply.location:
                self.send_header("Location", reply.location)
            self.end_headers()
            step = TRICKLE_BYTES if reply.trickles else len(reply.body) or 1
            with suppress(ConnectionError):  # who waited has gone
                for place in range(0, len(reply.body), step):
                    self.wfile.write(reply.body[place : place + step])
                    if reply.trickles and fake.stopped.wait(TRICKLE_SECONDS):
                        return

        def log_message(self, *_):
            """The address holds a key; nothing is printed."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = False
        fake = FakeFred(url=f"http://127.0.0.1:{server.server_port}/fred")
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield fake
        finally:
            fake.stopped.set()
            server.shutdown()
            thread.join()
