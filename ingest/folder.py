"""Files and folders -> notes in the library. Every regular file gets one report; a bad one never stops the rest."""

import logging
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from footnote.errors import FootnoteError
from footnote.text import same
from ingest import report
from ingest.finding import Bytes, Found, contents, files
from ingest.formats import readers
from ingest.guard import Guard, shared
from ingest.report import Options, Report
from knowledge.jobs import Job
from knowledge.known import Known, known
from knowledge.lock import writing
from knowledge.note import Note
from knowledge.record import RecordError
from knowledge.rights import Rights

if TYPE_CHECKING:
    from knowledge.library import Library

__all__ = ["Options", "Report", "Run", "add", "read"]

log = logging.getLogger(__name__)


def _nothing(*_: object) -> None:
    """What is done where nobody looks on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """How files are brought in.

    ``guard`` reads them, ``wait`` says whether to wait for another process that writes, ``said`` is told so,
    ``watch`` is told before each file how many are done, of how many, and which is next. ``typed`` is what was asked
    for, for the log of runs.
    """

    guard: Guard | None = None
    wait: bool = True
    said: Callable[[str], object] = _nothing
    watch: Callable[[int, int, Path], object] = _nothing
    typed: str = "ingest"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fresh:
    """A file that was read: its bytes, its note, and the parser that made the one of the other."""

    held: Bytes
    note: Note
    parser: str


Ready = Known | Fresh


def read(path: Path, options: Options | None = None) -> Note:
    """The note in the file *path*; NoteError says why there is none."""
    found = Found(path=path)
    note, _ = shared().read(path, contents(found).data)
    return _with(note, options or Options())


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
    intake = _Intake(library, given, rights or Rights(), desk, run.guard or shared())
    with writing(library.home, "ingest", wait=run.wait, said=run.said), _logged(library, run.typed) as job:
        with closing(_one_ahead(found, intake)) as files_read:
            for number, (each, ready) in enumerate(files_read):
                run.watch(number, len(found), each.path)
                line = intake.report(each, ready)
                job.line(each.storable, line["outcome"], line["message"], line["note"])
                yield line
        library.embed_missing()


@contextmanager
def _logged(library: "Library", typed: str) -> Iterator[Job]:
    """The run in the library's log: done, failed, or interrupted by whoever asked for it."""
    job = library.jobs.begin("ingest", typed)
    try:
        yield job
    except BaseException as error:
        with suppress(FootnoteError):  # what stopped it is what is told
            job.end("failed" if isinstance(error, Exception) else "interrupted")
        raise
    job.end("done")


def _one_ahead(found: Sequence[Found], intake: "_Intake") -> Generator[tuple[Found, "Future[Ready]"], None, None]:
    """Each file with what came of reading it, while the next one is read already."""
    reading = ThreadPoolExecutor(1, thread_name_prefix="reading")
    try:
        ahead: list[tuple[Found, Future[Ready]]] = []
        for each in found:
            ahead.append((each, reading.submit(intake.ready, each)))
            if len(ahead) > 1:
                yield ahead.pop(0)
        yield from ahead
    except BaseException:
        reading.shutdown(wait=False, cancel_futures=True)
        intake.guard.close()  # whatever it reads now, nobody waits for
        raise
    finally:
        reading.shutdown()


class _Intake:
    """What one run does with each file."""

    def __init__(self, library: "Library", options: Options, rights: Rights, desk: Path | None, guard: Guard) -> None:
        self._library, self._options, self._rights, self._desk = library, options, rights, desk
        self._parsers = {reader.parser for reader in readers()}
        self.guard = guard

    def ready(self, found: Found) -> Ready:
        """The file, read unless its bytes are stored already; NoteError says why it is not read."""
        held = contents(found)
        if stored := self._stored(found, held.digest):
            return stored
        note, parser = self.guard.read(found.path, held.data)
        return Fresh(held=held, note=note, parser=parser)

    def report(self, found: Found, ready: "Future[Ready]") -> Report:
        """What became of the file."""
        try:
            taken = ready.result()
        except RecordError:
            raise  # no fault of this file, and the next would meet it too
        except FootnoteError as error:
            return report.rejected(found, str(error))
        except Exception as error:
            return self._failed(found, error, "read: its reader failed on it")
        try:
            return self._taken(found, taken)
        except RecordError:
            raise
        except FootnoteError as error:
            return report.rejected(found, str(error))
        except Exception as error:
            return self._failed(found, error, "stored: the fault is Footnote's, not its own; report it")

    def _failed(self, found: Found, error: Exception, what: str) -> Report:
        log.error("%s could not be %s (%s)", found.name, what, type(error).__name__)
        log.debug("%s", found.name, exc_info=error)
        return report.rejected(found, f"{found.name} could not be {what}.")

    def _taken(self, found: Found, ready: Ready) -> Report:
        if isinstance(ready, Known):
            return report.unread(found, ready)
        note = self._labelled(_with(ready.note, self._options), found.path)
        digest, data = ready.held.digest, ready.held.data
        stored = self._library.add(note, found.storable, digest, ready.parser, original=data)
        return report.taken(found, note, stored, self._options)

    def _stored(self, found: Found, digest: str) -> Known | None:
        """What is stored of these bytes, unless something is said of them now that may be stored otherwise."""
        stored = None if any(asdict(self._options).values()) else known(self._library, digest, self._parsers)
        return stored if stored and stored.label == self._label(found.path, None)[0] else None

    def _labelled(self, note: Note, path: Path) -> Note:
        """The note with the label it gets, and a warning where that is not the one it asked for."""
        label, warning = self._label(path, note.label)
        return replace(note, label=label).warned(*([warning] if warning else []))

    def _label(self, path: Path, given: str | None) -> tuple[str, str | None]:
        """The label of a note at *path* that asks for *given*.

        The path is taken as it was typed and as it is once its links and ".." are followed; the higher label counts.
        """
        desk, rights = self._desk, self._rights
        places = [(path.absolute(), desk.absolute()), (path.resolve(), desk.resolve())] if desk else []
        inside = [place.relative_to(root) for place, root in places if place.is_relative_to(root)]
        found = [rights.label_for(place, given) for place in inside or [path.resolve()]]
        return max(found, key=lambda each: rights.labels.index(each[0]))


def _with(note: Note, options: Options) -> Note:
    """The note with what the operator said put before what was read; warnings answered by it are dropped."""
    given = {key: value for key, value in asdict(options).items() if value}
    warnings = note.warnings
    if options.date:
        warnings = tuple(warning for warning in warnings if "give --date" not in warning)
    return replace(note, **given, warnings=warnings)
