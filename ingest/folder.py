"""Files and folders -> notes in the library. Every regular file gets one report; a bad one never stops the rest."""

import datetime
import hashlib
import logging
import os
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Literal, TypedDict

from footnote.errors import FootnoteError, NoteError
from footnote.text import same
from ingest.formats import Reader, reader_for
from knowledge.library import Library, Stored
from knowledge.note import Note
from knowledge.record import RecordError
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
    for path, inside in _files([Path(path) for path in paths]):
        yield _report(path, inside, library, options or Options(), rights or Rights(), desk)
    library.embed_missing()


def _files(paths: Sequence[Path]) -> Iterator[tuple[Path, Path | None]]:
    """The regular files, each once, and the links below a folder; hidden ones too."""
    seen: set[Path] = set()
    for path in paths:
        for file, inside in _below(path) if path.is_dir() else [(path, None)]:
            if file.absolute() not in seen:
                seen.add(file.absolute())
                yield file, inside


def _below(folder: Path) -> Iterator[tuple[Path, Path | None]]:
    """The files of *folder* and what is below it, with that folder; no link to a folder is followed."""
    inside = folder.resolve()
    found = [Path(where, name) for where, folders, files in os.walk(folder) for name in (*folders, *files)]
    for path in sorted(found):
        if path.is_symlink() or path.is_file():
            yield path, inside


def _refuse_link(path: Path, inside: Path | None) -> None:
    """NoteError for a link that leads out of the folder that was named, or to no file; a link named itself is fine."""
    if inside is None or not path.is_symlink():
        return
    try:
        target = path.resolve(strict=True)
    except (OSError, RuntimeError) as error:  # RuntimeError: a loop, before Python 3.13
        raise NoteError(same(f"{path.name} is a link that leads nowhere.")) from error
    if not target.is_relative_to(inside):
        raise NoteError(same(f"{path.name} is a link to a file outside its folder; name that file itself to read it."))
    if target.is_dir():
        raise NoteError(same(f"{path.name} is a link to a folder, which is not followed."))


def _report(  # one line of report is made of all that is known here
    path: Path, inside: Path | None, library: Library, options: Options, rights: Rights, desk: Path | None
) -> Report:
    try:
        _refuse_link(path, inside)
        data = _bytes(path)
        reader = reader_for(path, data)
        note = _labelled(_read(reader, path, data, options), path, rights, desk)
        stored = library.add(note, path, hashlib.sha256(data).hexdigest(), reader.parser)
    except RecordError:
        raise  # no fault of this file, and the next would meet it too
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
    """The note with the label it gets, and a warning where that is not the one it asked for.

    The path is taken as it was typed and as it is once its links and ".." are followed; the higher label counts.
    """
    places = [(path.absolute(), desk.absolute()), (path.resolve(), desk.resolve())] if desk else []
    inside = [place.relative_to(root) for place, root in places if place.is_relative_to(root)]
    found = [rights.label_for(place, note.label) for place in inside or [path.resolve()]]
    label, warning = max(found, key=lambda each: rights.labels.index(each[0]))
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
