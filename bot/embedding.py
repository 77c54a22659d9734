"""``footnote library embed``: a vector for every passage by the embedder that is configured, which then serves."""

import sys
import time
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import TYPE_CHECKING, Literal

from bot.doctor_vectors import brief
from bot.terminal import aside, put, say
from footnote.errors import SetupError

if TYPE_CHECKING:
    from bot.app import App
    from knowledge.jobs import Job
    from knowledge.library import Library
    from knowledge.reembed import Done, Watch

TYPED = "footnote library embed"
EVERY = 60.0  # seconds between two lines of the log
INTERRUPTED = 130


def run(app: "App", arguments: Namespace) -> int:
    """The exit status; whatever stops it, the next run goes on from where this one was."""
    library = app.library
    if not library.serving.configured:
        raise SetupError([_nobody(app)])
    written = _Log(library)
    try:
        with _bar(shown=not (arguments.json and sys.stdout.isatty())) as bar:

            def watch(done: int, total: int) -> None:
                written.watch(done, total)
                bar(done, total)

            done = library.reembedding(watch=watch, said=aside).run()
    except KeyboardInterrupt:
        written.end("interrupted")
        aside(f"stopped after {written}; run it again to go on")
        return INTERRUPTED
    except Exception:
        written.end("failed")
        raise
    written.end("done")
    if arguments.json:
        put(asdict(done), indent=None)
    else:
        say(_told(done))
    return 0


def _nobody(app: "App") -> str:
    if app.settings.embedding == "none":
        return (
            "FOOTNOTE_EMBEDDING is 'none', so there is nobody to make vectors; set it to `local` or `provider:model`."
        )
    return "There are no weights to make vectors with; fetch them with `python -m knowledge.weights`."


def _told(done: "Done") -> str:
    many = f"{done.made:,} passage{'' if done.made == 1 else 's'} got a vector"
    if done.before == done.serves:
        return f"{many}; searches go by {brief(done.serves)}, as before."
    old = f" {done.dropped:,} older vectors were deleted." if done.dropped else ""
    return f"{many}. Searches go by {brief(done.serves)} now.{old}"


class _Log:
    """The run in the library's log: from the first passage on, a line a minute."""

    def __init__(self, library: "Library") -> None:
        self._library = library
        self._job: Job | None = None
        self._written = 0.0
        self._said = ""

    def __str__(self) -> str:
        return self._said or "nothing"

    def watch(self, done: int, total: int) -> None:
        """Remember how far it is, and write it down now and then."""
        self._said = f"{done:,} of {total:,} passages"
        if not self._job:
            self._job = self._library.jobs.begin("embed", TYPED)
            self._written = time.monotonic()
        if time.monotonic() - self._written >= EVERY:
            self._write()

    def end(self, status: Literal["done", "failed", "interrupted"]) -> None:
        """Write down that it is over, and how far it came."""
        if self._job:
            self._write()
            self._job.end(status)

    def _write(self) -> None:
        if self._job:
            self._job.line("", "embedded", self._said)
            self._written = time.monotonic()


@contextmanager
def _bar(*, shown: bool) -> "Iterator[Watch]":
    """What is told how far it is: on a terminal a bar, with rate and time left."""
    if not (shown and sys.stderr.isatty()):
        yield lambda *_: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[rate]}"), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=False) as progress:
        task = progress.add_task("", total=None, rate="")
        began = time.monotonic()

        def watch(done: int, total: int) -> None:
            rate = f"{done / max(time.monotonic() - began, 0.001):.1f} passages/s" if done else ""
            progress.update(task, completed=done, total=total, rate=rate)

        yield watch


def last_line(library: "Library", job: int) -> str:
    """How far that run came."""
    lines = library.jobs.lines(job)
    return lines[-1].message if lines else "no passage"
