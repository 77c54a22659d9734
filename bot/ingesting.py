"""``footnote ingest``: a line a file, a bar on a terminal meanwhile, and a whole library whenever it is stopped."""

import json
import shlex
import signal
import sys
import time
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

from bot.terminal import aside, say
from ingest.printed import plain_json, printed

if TYPE_CHECKING:
    import ingest
    from bot.app import App

SIGNALS = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))
Watch = Callable[["ingest.Now"], None]


class Stopped(KeyboardInterrupt):
    """Somebody asked for an end, by this signal."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number


@dataclass(slots=True)
class Tally:
    """How many files are done, of how many; and whether any was rejected."""

    done: int = 0
    total: int = 0
    rejected: bool = False

    def __str__(self) -> str:
        if not self.total:
            return "stopped before the first file; run it again to begin"
        return f"stopped after {self.done} of {self.total} files; run it again to go on"


def run(app: "App", arguments: Namespace) -> int:
    """The exit status: 1 where a file was rejected, 128 and the signal's number where it was stopped."""
    tally = Tally()
    with _stoppable():
        try:
            _bring_in(app, arguments, tally)
        except Stopped as stopped:
            aside(str(tally))
            return 128 + stopped.number
    return 1 if tally.rejected else 0


def _bring_in(app: "App", arguments: Namespace, tally: Tally) -> None:
    """Print the line of each file, once what it says has happened."""
    import ingest
    from ingest.guard import Limits, shared

    names = ("title", "date", "author", "institution", "language", "label", "corrects")
    options = ingest.Options(**{name: getattr(arguments, name) for name in names})
    settings = app.settings
    guard = shared(Limits(seconds=float(settings.read_seconds), memory=int(settings.read_memory)))
    guard.start()  # it loads its libraries while we load ours
    with _bar(shown=not (arguments.json and sys.stdout.isatty())) as bar:

        def watch(now: ingest.Now) -> None:
            tally.total = now.of
            bar(now)

        how = ingest.Run(guard=guard, wait=not arguments.no_wait, said=aside, watch=watch, typed=_typed(sys.argv[1:]))
        paths = [Path(path) for path in arguments.paths]
        reports = ingest.add(paths, app.library, options, app.rights, desk=settings.desk_folder, run=how)
        with closing(reports):
            for report in reports:
                tally.done += 1
                tally.rejected |= report["outcome"] == "rejected"
                _print(report, as_json=arguments.json)


def _typed(words: list[str]) -> str:
    return printed(shlex.join(["footnote", *words]))


def _print(report: "ingest.Report", *, as_json: bool) -> None:
    if as_json:
        say(plain_json(json.dumps(report, ensure_ascii=False)))
        return
    say("\n".join((report["message"], *(f"  ! {warning}" for warning in report["warnings"]))))


@contextmanager
def _stoppable() -> Iterator[None]:
    """The first signal to stop raises Stopped, wherever we are; the second ends the process as it always does."""

    def stop(number: int, _: FrameType | None) -> None:
        for each in SIGNALS:
            signal.signal(each, signal.SIG_DFL)
        raise Stopped(number)

    before = {number: signal.signal(number, stop) for number in SIGNALS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def _bar(*, shown: bool) -> Iterator[Watch]:
    """What is told how far it is: on a terminal a bar by bytes, with files, rate, time left and what is being done."""
    if not (shown and sys.stderr.isatty()):
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        BarColumn(),
        TextColumn("{task.fields[files]}", markup=False),
        TextColumn("{task.fields[rate]}", markup=False),
        TimeRemainingColumn(),
        TextColumn("{task.fields[doing]}", markup=False),
    )
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, redirect_stdout=sys.stdout.isatty()) as progress:
        task = progress.add_task("", total=None, files="", rate="", doing="")
        began = time.monotonic()

        def watch(now: "ingest.Now") -> None:
            rate = f"{now.pages / max(time.monotonic() - began, 0.001):.1f} pages/s" if now.pages else ""
            files = f"{now.files}/{now.of} files"
            progress.update(task, completed=now.share, total=1, files=files, rate=rate, doing=now.doing)

        yield watch
