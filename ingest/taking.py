"""What one run does with each file: it is read, embedded, stored, and reported; a bad one never stops the rest."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from sqlite3 import Connection
from typing import TYPE_CHECKING

from footnote.errors import FootnoteError
from ingest import report
from ingest.finding import Bytes, Found, contents
from ingest.formats import readers
from ingest.guard import Guard
from ingest.pace import Pace
from ingest.report import Options, Report
from ingest.told import Told
from knowledge.known import Known, known
from knowledge.note import Note
from knowledge.prepared import Prepared, Ready
from knowledge.record import RecordError
from knowledge.rights import Rights

if TYPE_CHECKING:
    from knowledge.intake import Stored
    from knowledge.library import Library

log = logging.getLogger(__name__)


class EndedError(Exception):
    """Nobody waits for this run any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What came of a file so far: what is known of its bytes, or its note, or why it is rejected.

    ``fault`` is what went wrong where that is no fault of the file's.
    """

    known: Known | None = None
    held: Bytes | None = None
    note: Prepared | None = None
    ready: Ready | None = None
    rejected: str | None = None
    fault: Exception | None = None

    @property
    def passages(self) -> int:
        """How many the model may have to read."""
        return len(self.note.entries or ()) if self.note else 0

    @property
    def pages(self) -> int:
        """How many its note has, if it was read."""
        return len(self.note.note.pages) if self.note else 0


class Taking:
    """The steps from file to report. Each is for a thread of its own; *told* and *pace* hear how it goes."""

    def __init__(
        self, library: "Library", options: Options, rights: Rights, desk: Path | None, guard: Guard, pace: Pace
    ) -> None:
        self._library, self._options, self._rights, self._desk = library, options, rights, desk
        self._guard, self._pace = guard, pace
        self._parsers = {reader.parser for reader in readers()}
        self._ended = False

    def read(self, found: Found) -> Taken:
        """The file, read and split unless its bytes are stored already."""
        return _tried(found, lambda: self._read(found), "read: its reader failed on it")

    def embed(self, found: Sequence[Found], taken: Sequence[Taken]) -> list[Taken]:
        """The same files, read by the model together; a fault of one is not that of the others."""
        pages = sum(each.pages for each in taken)

        def said(done: int, of: int) -> None:
            if self._ended:
                raise EndedError
            self._pace.embeds(found, pages, done, of)

        if count := sum(each.passages for each in taken):
            said(0, count)
        try:
            return self._embedded(taken, said)
        except (RecordError, EndedError):
            raise
        except Exception as error:
            if len(taken) == 1:
                return [_failed(found[0], error, STORED)]
        return [done for pair in zip(found, taken, strict=True) for done in self.embed([pair[0]], [pair[1]])]

    def store(self, found: Found, taken: Taken, told: Told) -> Report:
        """What became of the file, once it has."""
        if taken.known:
            line = report.unread(found, taken.known)
        elif not taken.ready:
            line = _rejected(found, taken)
        else:
            return self._stored(found, taken, taken.ready, told)
        told.soon(found, line)
        return line

    def end(self) -> None:
        """Stop whatever is read or embedded now."""
        self._ended = True
        self._guard.close()

    def _read(self, found: Found) -> Taken:
        held = contents(found)
        if stored := self._known(found, held.digest):
            return Taken(known=stored)
        raw, parser = self._guard.read(found.path, held.data)
        return _tried(found, lambda: self._prepared(found, held, raw, parser), STORED)

    def _prepared(self, found: Found, held: Bytes, raw: Note, parser: str) -> Taken:
        note = self._labelled(with_options(raw, self._options), found.path)
        return Taken(held=held, note=self._library.prepared(note, found.storable, held.digest, parser))

    def _embedded(self, taken: Sequence[Taken], said: Callable[[int, int], object]) -> list[Taken]:
        ready = iter(self._library.embedded([each.note for each in taken if each.note], said))
        return [replace(each, ready=next(ready)) if each.note else each for each in taken]

    def _stored(self, found: Found, taken: Taken, ready: Ready, told: Told) -> Report:
        lines: list[Report] = []

        def also(connection: Connection, stored: "Stored") -> None:
            lines[:] = [report.taken(found, ready.note, stored, self._options)]
            told.of(connection, found, lines[0])

        def put() -> Taken:
            stored = self._library.put(ready, taken.held.data if taken.held else None, also)
            if lines:
                told.settled()
            else:
                lines.append(report.taken(found, ready.note, stored, self._options))
                told.soon(found, lines[0])
            return taken

        done = _tried(found, put, STORED)
        if done.rejected:
            lines = [_rejected(found, done)]
            told.soon(found, lines[0])
        return lines[0]

    def _known(self, found: Found, digest: str) -> Known | None:
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


STORED = "stored: the fault is Footnote's, not its own; report it"


def _tried(found: Found, work: Callable[[], Taken], what: str) -> Taken:
    """What *work* gives, or why it gives nothing; a fault of the record is none of this file, and goes on."""
    try:
        return work()
    except RecordError:
        raise  # the next file would meet it too
    except FootnoteError as error:
        return Taken(rejected=str(error))
    except Exception as error:
        return _failed(found, error, what)


def _failed(found: Found, error: Exception, what: str) -> Taken:
    return Taken(rejected=f"{found.name} could not be {what}.", fault=error)


def _rejected(found: Found, taken: Taken) -> Report:
    """The line of a file that did not come in; a fault of ours is logged too, now that somebody is told of it."""
    if taken.fault:
        log.error("%s (%s)", taken.rejected, type(taken.fault).__name__)
        log.debug("%s", found.name, exc_info=taken.fault)
    return report.rejected(found, taken.rejected or "")


def with_options(note: Note, options: Options) -> Note:
    """The note with what the operator said put before what was read; warnings answered by it are dropped."""
    given = {key: value for key, value in asdict(options).items() if value}
    warnings = note.warnings
    if options.date:
        warnings = tuple(warning for warning in warnings if "give --date" not in warning)
    return replace(note, **given, warnings=warnings)
