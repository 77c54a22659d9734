"""Files and folders -> notes in the library. Every regular file gets one report; a bad one never stops the rest."""

from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from footnote.errors import FootnoteError
from footnote.text import same
from ingest.ahead import in_order
from ingest.finding import Found, contents, files
from ingest.guard import Guard, shared
from ingest.pace import Now, Pace, unwatched
from ingest.report import Options, Report
from ingest.taking import Taking, with_options
from ingest.told import Told
from knowledge.lock import writing
from knowledge.note import Note
from knowledge.rights import Rights

if TYPE_CHECKING:
    from knowledge.library import Library

__all__ = ["Now", "Options", "Report", "Run", "add", "read"]


def _nothing(*_: object) -> None:
    """What is done where nobody looks on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """How files are brought in.

    ``guard`` reads them, ``wait`` says whether to wait for another process that writes, ``said`` is told so,
    ``watch`` is told again and again how far it is, by more than one thread. ``typed`` is what was asked for, for the
    log of runs.
    """

    guard: Guard | None = None
    wait: bool = True
    said: Callable[[str], object] = _nothing
    watch: Callable[[Now], object] = unwatched
    typed: str = "ingest"


def read(path: Path, options: Options | None = None) -> Note:
    """The note in the file *path*; NoteError says why there is none."""
    found = Found(path=path)
    note, _ = shared().read(path, contents(found).data)
    return with_options(note, options or Options())


def add(
    paths: Sequence[Path | str],
    library: "Library",
    options: Options | None = None,
    rights: Rights | None = None,
    desk: Path | None = None,
    run: Run | None = None,
) -> Generator[Report, None, None]:
    """One report for each file of *paths*, as it is done; folders in the order of their names.

    *desk* is the folder that the labels in *rights* are relative to.
    """
    given, run = options or Options(), run or Run()
    found = list(files([Path(path) for path in paths]))
    if given.corrects and len(found) > 1:
        raise FootnoteError(same(f"--corrects names one note, so it takes one file, not {len(found)}."))
    pace = Pace(found, run.watch)
    taking = Taking(library, given, rights or Rights(), desk, run.guard or shared(), pace)
    with (
        writing(library.home, "ingest", wait=run.wait, said=run.said),
        _logged(library, run.typed) as told,
        library.record.kept_open(),
    ):
        with closing(in_order(found, taking.read, taking.embed, pace.reads, taking.end)) as files_read:
            for each, taken in files_read:
                pace.stores(each.path)
                line = taking.store(each, taken, told)
                pace.did(each, line["pages"])
                yield line
        library.embed_missing()


@contextmanager
def _logged(library: "Library", typed: str) -> Iterator[Told]:
    """The run in the library's log: done, failed, or interrupted by whoever asked for it."""
    job = library.jobs.begin("ingest", typed)
    told = Told(job, library.record)
    try:
        yield told
        told.now()
    except BaseException as error:
        with suppress(FootnoteError):  # what stopped it is what is told
            told.now()
        with suppress(FootnoteError):
            job.end("failed" if isinstance(error, Exception) else "interrupted")
        raise
    job.end("done")
