"""Files and folders -> notes in the library. Every regular file gets one report; a bad one never stops the rest."""

import datetime
import hashlib
import logging
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Literal, TypedDict

from footnote.errors import FootnoteError, NoteError
from footnote.text import same
from ingest.formats import Reader, reader_for
from knowledge.library import Library, Stored
from knowledge.note import Note
from knowledge.rights import Rights

MAX_BYTES = 50_000_000
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What the operator said about the files; it goes before what they say of themselves."""

    label: str | None = None
    title: str | None = None
    date: datetime.date | None = None
    institution: str | None = None


class Report(TypedDict):
    """What became of one file, as it is printed. ``message`` names it and says why."""

    file: str
    outcome: Literal["added", "unchanged", "replaced", "rejected"]
    message: str
    warnings: list[str]
    note: str | None
    pages: int
    passages: int


def read(path: Path, options: Options | None = None) -> Note:
    """The note in the file *path*; NoteError says why there is none."""
    data = _bytes(path)
    return _read(reader_for(path, data), path, data, options or Options())


def add(
    paths: Sequence[Path | str],
    library: Library,
    options: Options | None = None,
    rights: Rights | None = None,
    desk: Path | None = None,
) -> Iterator[Report]:
    """One report for each file of *paths*, as it is done; folders in the order of their names.

    *desk* is the folder that the labels in *rights* are relative to.
    """
    for path in _files([Path(path) for path in paths]):
        yield _report(path, library, options or Options(), rights or Rights(), desk)
    library.embed_missing()


def _files(paths: Sequence[Path]) -> Iterator[Path]:
    """The regular files, each once; names that begin with a dot are left out below a folder that was named."""
    seen: set[Path] = set()
    for path in paths:
        for file in _below(path) if path.is_dir() else [path]:
            if file.absolute() not in seen:
                seen.add(file.absolute())
                yield file


def _below(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if not hidden and path.is_file():
            yield path


def _report(path: Path, library: Library, options: Options, rights: Rights, desk: Path | None) -> Report:
    try:
        data = _bytes(path)
        reader = reader_for(path, data)
        note = _labelled(_read(reader, path, data, options), path, rights, desk)
        stored = library.add(note, path, hashlib.sha256(data).hexdigest(), reader.parser)
    except FootnoteError as error:
        return _rejected(path, str(error))
    except Exception:
        log.exception("reading %s failed", path)
        return _rejected(path, f"{path.name} could not be read: its reader failed on it.")
    return _told(path, note, stored, options)


def _rejected(path: Path, reason: str) -> Report:
    return Report(file=str(path), outcome="rejected", message=reason, warnings=[], note=None, pages=0, passages=0)


def _bytes(path: Path) -> bytes:
    if not path.exists():
        raise NoteError(same(f"{path} does not exist."))
    if not path.is_file():
        raise NoteError(same(f"{path} is no file."))
    try:
        if (size := path.stat().st_size) > MAX_BYTES:
            raise NoteError(same(f"{path.name} has {size:,} bytes; at most {MAX_BYTES:,} are read."))
        data = path.read_bytes()
    except OSError as error:
        raise NoteError(same(f"{path.name} cannot be opened: {error.strerror}.")) from error
    if not data:
        raise NoteError(same(f"{path.name} is empty."))
    return data


def _read(reader: Reader, path: Path, data: bytes, options: Options) -> Note:
    """The note with what the operator said put before what was read; warnings answered by it are dropped."""
    note = reader.read(path, data)
    given = {key: value for key, value in asdict(options).items() if value}
    warnings = note.warnings
    if options.date:
        warnings = tuple(warning for warning in warnings if "give --date" not in warning)
    return replace(note, **given, warnings=warnings)


def _labelled(note: Note, path: Path, rights: Rights, desk: Path | None) -> Note:
    """The note with the label it gets, and a warning where that is not the one it asked for."""
    place = path.absolute()
    if desk and place.is_relative_to(desk.absolute()):
        place = place.relative_to(desk.absolute())
    label, warning = rights.label_for(place, note.label)
    return replace(note, label=label).warned(*([warning] if warning else []))


def _told(path: Path, note: Note, stored: Stored, options: Options) -> Report:
    warnings = (*note.warnings, *_surprises(stored, options))
    return Report(
        file=str(path),
        outcome=stored.outcome,
        message=_message(path, note, stored),
        warnings=[f"{path.name}: {warning}." for warning in warnings],
        note=stored.note,
        pages=stored.pages,
        passages=stored.passages,
    )


def _message(path: Path, note: Note, stored: Stored) -> str:
    if stored.outcome == "unchanged":
        return f"{path.name} is already stored as note {stored.note}."
    number = f"{stored.pages} page{'s' if stored.pages != 1 else ''}, {stored.passages} passages"
    done = "was added as" if stored.outcome == "added" else "replaced the text of"
    return f"{path.name} {done} note {stored.note}: {note.title!r}, {number}."


def _surprises(stored: Stored, options: Options) -> Iterator[str]:
    """What the operator may not expect of how the note was stored."""
    asked = [name for name in stored.differs if name == "label" or getattr(options, name)]
    if asked:
        yield f"its {' and '.join(asked)} stayed as stored; retract note {stored.note} first to change that"
    if stored.retracted:
        yield f"the same file was retracted on {stored.retracted[:10]} and is in the library again"
