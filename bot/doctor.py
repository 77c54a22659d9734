"""What works and what does not, a line each: desk, Slack, FRED, files, database, embedder, record, index, ledger."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot import doctor_vectors
from bot.doctor_files import examined
from footnote.errors import FootnoteError
from tools.reading import Budget, Wanted
from tools.sources import connected

if TYPE_CHECKING:
    from bot.app import App
    from knowledge.jobs import Run

PROBE = "UNRATE"
"""The series that is read to see whether FRED answers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One check: whether it is well, whether the desk can do without, and what to do."""

    check: str
    ok: bool
    message: str
    needed: bool = True


def examine(app: "App") -> list[Line]:
    """A line for each part of the desk, in the order in which one would mend them."""
    checks = (_desk, _slack, _fred, _files, _queries, _embedder, _record, _home)
    found: list[Line] = []
    for check in checks:
        try:
            found += check(app)
        except FootnoteError as error:
            told = {line.message for line in found}  # a desk that cannot be read stops several checks
            faults = [fault for fault in str(error).splitlines() if fault not in told]
            found += [Line(check=check.__name__.strip("_"), ok=False, message=fault) for fault in faults]
    return found


def _desk(app: "App") -> Iterator[Line]:
    catalogue = app.catalogue
    own = [item for item in catalogue.series.values() if not item.packaged]
    name = catalogue.desk.get("name", "unnamed desk")
    yield Line(
        check="desk",
        ok=True,
        message=f"{name}: {len(own)} series of its own, {len(catalogue.series)} in all, {len(catalogue.boards)} boards",
    )


def _slack(app: "App") -> Iterator[Line]:
    if not (app.settings.slack_bot_token or app.settings.slack_app_token):
        message = "no tokens: set SLACK_BOT_TOKEN and SLACK_APP_TOKEN to serve Slack; the terminal works without"
        yield Line(check="Slack", ok=False, message=message, needed=False)
        return
    from bot.slack.check import examine as examine_slack

    for check, ok, message in examine_slack(app.settings):
        yield Line(check=check, ok=ok, message=message)


def _fred(app: "App") -> Iterator[Line]:
    """One live series, where there is a key."""
    series = app.catalogue.series.get(PROBE)
    source = connected(app.settings).get("fred")
    if source is None or series is None:
        message = "no key: set FRED_API_KEY to read live series; files of the desk serve meanwhile"
        yield Line(check="FRED", ok=False, message=message, needed=False)
        return
    try:
        last = source.read(Wanted(series=series, name=PROBE)).values.index[-1]
    except FootnoteError as error:
        yield Line(check="FRED", ok=False, message=str(error))
    else:
        yield Line(check="FRED", ok=True, message=f"answers: {PROBE} runs to {last:%Y-%m-%d}")


def _files(app: "App") -> Iterator[Line]:
    """The data files that the desk names, each read."""
    count, faults = examined(app.catalogue, app.settings.desk_folder / "data")
    if not faults:
        yield Line(check="files", ok=True, message=f"all {count} files can be read")
    for fault in faults:
        yield Line(check="files", ok=False, message=fault)


def _queries(app: "App") -> Iterator[Line]:
    """Each query of the desk's database, run once."""
    from tools.sources.sql import MOST_ROWS, Sql

    source = Sql(app.catalogue.queries, app.settings.environ)
    for name, query in app.catalogue.queries.items():
        check = f"sql.{name}"
        if not source.serves(name):
            message = f"{query.variable} is not set; it should hold the SQLAlchemy URL of the desk's database"
            yield Line(check=check, ok=False, message=message, needed=False)
            continue
        try:
            given = source.rows(name, Budget())
        except FootnoteError as error:
            yield Line(check=check, ok=False, message=str(error))
        else:
            held = f"{len(given.rows):,} rows of at most {MOST_ROWS:,}"
            yield Line(check=check, ok=bool(given.rows), message=f"answers: columns {', '.join(given.columns)}; {held}")


def _embedder(app: "App") -> Iterator[Line]:
    ok, message = doctor_vectors.embedder(app)
    yield Line(check="embedder", ok=ok, message=message, needed=False)
    if found := doctor_vectors.vectors(app):
        yield Line(check="vectors", ok=found[0], message=found[1], needed=False)


def _record(app: "App") -> Iterator[Line]:
    stats = app.library.stats()
    yield Line(
        check="record",
        ok=True,
        message=f"{stats['notes']} notes, {stats['passages']} passages, {stats['vectors']} with vectors",
    )
    index = app.library.index
    yield Line(check="index", ok=True, message=index.described() if index else "none: notes are searched by words only")
    yield from last_job(app)


def last_job(app: "App") -> Iterator[Line]:
    """What the last ingest, and the last retraction of each note, left undone."""
    last: dict[str, Run] = {}
    for job in app.library.jobs.recent():
        last.setdefault(job.command if job.kind == "retract" else job.kind, job)
    for job in last.values():
        if job.status in ("interrupted", "failed"):
            how = "was cut short" if job.status == "interrupted" else "ended in a fault"
            when = f"{job.started[:16].replace('T', ' ')} UTC, by {job.user}"
            what = f"`{job.command}`" if job.kind == "retract" else f"the last {job.kind}"
            message = f"{what} ({when}) {how}; run it again"
            yield Line(check="library", ok=False, message=message, needed=False)


def _home(app: "App") -> Iterator[Line]:
    home = app.settings.home_folder
    held = next(folder for folder in (home, *home.parents) if folder.exists())
    ok = held.is_dir() and os.access(held, os.W_OK)
    message = (
        "the state folder can be written"
        if ok
        else "the state folder cannot be written; set FOOTNOTE_HOME to one that can"
    )
    yield Line(check="ledger", ok=ok, message=message)
