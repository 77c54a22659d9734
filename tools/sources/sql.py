"""``sql:`` observations from the desk's database: named queries of ``desk.toml``, over a connection that only reads."""

import sqlite3
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing, suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from footnote.errors import FootnoteError
from footnote.settings import Settings
from tools.catalogue import Query
from tools.desk_folder import queries
from tools.queries import rows
from tools.queries.faults import Refused, failed
from tools.queries.rows import Rows
from tools.reading import Budget, Prints, Reading, Source, Wanted, no_vintages
from tools.tables import published

if TYPE_CHECKING:
    import ssl

    from sqlalchemy import URL

scheme = "sql"

MOST_ROWS = 1_000_000
"""Of one query; more are refused, not cut."""
PAGE_ROWS = 20_000
SQLITE_STEPS = 10_000
"""Of SQLite's machine, between two looks at the clock."""
READS = (sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE)
PARAMETERS = {"sslmode", "sslrootcert", "unix_sock"}
T = TypeVar("T")
Given = tuple[tuple[str, ...], list[tuple[Any, ...]]]
"""The columns and the rows of a query."""


def connect(settings: Settings) -> "Sql | None":
    """The queries of the desk's ``desk.toml``, where a variable that one of them names is set."""
    source = Sql(queries(settings.desk_folder), settings.environ)
    return source if any(source.serves(name) for name in source.queries) else None


class Sql(Source):
    """The desk's database, asked anew for every question; a connection serves one query and is closed."""

    def __init__(self, queries: Mapping[str, Query], environ: Mapping[str, str]) -> None:
        self.queries = queries
        self._addresses = {name: environ.get(query.variable, "").strip() for name, query in queries.items()}

    def serves(self, name: str) -> bool:
        """Whether the variable that the query's stanza names is set."""
        return bool(self._addresses.get(name.partition("#")[0]))

    def read(self, wanted: Wanted) -> Reading:
        """One column of a query, typed strictly."""
        return _reading(self.rows(wanted.name.partition("#")[0], wanted.budget), wanted)

    def read_all(self, wanted: Sequence[Wanted]) -> list[Reading | FootnoteError]:
        """A reading or a failure for each of *wanted*; a query that several are read from runs once."""
        given: dict[str, Rows | FootnoteError] = {}
        found: list[Reading | FootnoteError] = []
        for each in wanted:
            name = each.name.partition("#")[0]
            if name not in given:
                given[name] = _caught(self.rows, name, each.budget)
            held = given[name]
            found.append(held if isinstance(held, FootnoteError) else _caught(_reading, held, each))
        return found

    def prints(self, wanted: Wanted, first: date, last: date) -> Prints:
        """The rows of a query that keeps vintages."""
        if wanted.series.layout != "vintages":
            raise no_vintages(wanted.series)
        name, _, head = wanted.name.partition("#")
        found = rows.prints(self.rows(name, wanted.budget), wanted.series, head)
        inside = published.between(found, wanted.series.freq, first, last)
        return Prints(rows=inside.reset_index(drop=True), source=f"sql:{wanted.name}")

    def rows(self, name: str, budget: Budget) -> Rows:
        """All that the query *name* gives; SourceError where it gives nothing in time."""
        query = self.queries[name]
        seconds = budget.left
        found = _within(seconds, lambda: _asked(self._addresses[name], query.statement, seconds))
        if isinstance(found, Exception):
            raise failed(query, found)
        columns, held = found
        return Rows(query=name, columns=columns, rows=held)


def _reading(given: Rows, wanted: Wanted) -> Reading:
    series, head, source = wanted.series, wanted.name.partition("#")[2], f"sql:{wanted.name}"
    if series.layout != "vintages":
        values = rows.values(given, series, head)
        return Reading(values=values, source=source, vintage="current only", dated=False)
    return published.reading(rows.prints(given, series, head), wanted, source)


def _caught(do: Callable[..., T], *arguments: Any) -> T | FootnoteError:
    try:
        return do(*arguments)
    except FootnoteError as error:
        return error


def _within(seconds: float, do: Callable[[], T]) -> T | Exception:
    """What *do* gives or raises; TimeoutError when it takes longer, as the look-up of a host's name may."""
    outcome: list[T | Exception] = []

    def run() -> None:
        try:
            outcome.append(do())
        except Exception as error:
            outcome.append(error)

    if seconds <= 0:
        return TimeoutError()
    worker = threading.Thread(target=run, name="footnote-sql", daemon=True)
    worker.start()
    worker.join(seconds)
    return outcome[0] if outcome else TimeoutError()


def _asked(address: str, statement: str, seconds: float) -> Given:
    """What *statement* gives in the database at *address*, or whatever its driver raises."""
    deadline = time.monotonic() + seconds
    url = _url(address)
    columns, found = DIALECTS[url.drivername](url, statement, deadline)
    if len(found) > MOST_ROWS:
        raise Refused("long", most=MOST_ROWS)
    return columns, found


def _url(address: str) -> "URL":
    from sqlalchemy import make_url

    if not address:
        raise Refused("unset")
    try:
        url = make_url(address)
    except Exception:
        raise Refused("address") from None
    if url.drivername not in DIALECTS:
        raise Refused("dialect", kind=f"{url.drivername}://")
    return url


def _sqlite(url: "URL", statement: str, deadline: float) -> Given:
    """From a file that is there: it is opened for reading, and no other file can be attached."""
    if url.database in (None, "", ":memory:") or url.query:
        raise Refused("address")
    path = Path(str(url.database)).absolute()
    seconds = max(0.0, deadline - time.monotonic())
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, timeout=seconds)) as connection:
        connection.set_authorizer(lambda action, *_: sqlite3.SQLITE_OK if action in READS else sqlite3.SQLITE_DENY)
        connection.set_progress_handler(lambda: time.monotonic() > deadline, SQLITE_STEPS)
        cursor = connection.execute(statement)
        if cursor.description is None:
            raise Refused("wording")
        return tuple(head[0] for head in cursor.description), cursor.fetchmany(MOST_ROWS + 1)


def _postgresql(url: "URL", statement: str, deadline: float) -> Given:
    """Through a cursor, which takes one SELECT only, in a transaction that only reads; page by page."""
    from pg8000.dbapi import Connection

    left = max(0.001, deadline - time.monotonic())
    connection = Connection(**_sign_in(url), timeout=left)
    try:
        connection.execute_simple(
            f"begin transaction read only; set local statement_timeout = {int(left * 1000)}; "
            "set local datestyle = 'ISO'"
        )
        connection.execute_unnamed(f"declare footnote no scroll cursor for\n{statement}")  # refuses a second statement
        found: list[tuple[Any, ...]] = []
        while len(found) <= MOST_ROWS:
            page = connection.execute_simple(f"fetch forward {PAGE_ROWS} from footnote")
            found += page.rows
            if len(page.rows) < PAGE_ROWS:
                break
        return tuple(column["name"] for column in page.columns), found
    finally:
        with suppress(Exception):
            connection.close()


def _sign_in(url: "URL") -> dict[str, Any]:
    """What the driver takes of an address."""
    given = {name: value for name, value in url.query.items() if isinstance(value, str)}
    if not url.username or not url.database or given.keys() != url.query.keys() or not given.keys() <= PARAMETERS:
        raise Refused("address")
    found = {"user": url.username, "password": url.password, "database": url.database, "port": url.port or 5432}
    place = {"unix_sock": given["unix_sock"]} if "unix_sock" in given else {"host": url.host or "localhost"}
    return found | place | {"ssl_context": _tls(given.get("sslmode", "prefer"), given.get("sslrootcert"))}


def _tls(mode: str, root: str | None) -> "ssl.SSLContext | bool | None":
    """How the driver is to encrypt, by the words PostgreSQL's own client has for it."""
    import ssl

    if mode in ("verify-ca", "verify-full"):
        context = ssl.create_default_context(cafile=root)
        context.check_hostname = mode == "verify-full"
        return context
    if mode not in ("disable", "prefer", "require"):
        raise Refused("address")
    return {"disable": False, "prefer": None, "require": True}[mode]


DIALECTS = {
    **dict.fromkeys(("sqlite", "sqlite+pysqlite"), _sqlite),
    **dict.fromkeys(("postgresql", "postgresql+pg8000"), _postgresql),
}
"""Those that can be told to read only."""
