"""The files that were meant: those named, and those of the folders named, each once. No link leads out of a folder."""

import hashlib
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from footnote.errors import NoteError
from footnote.text import same
from ingest.printed import printed

MAX_BYTES = 50_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A file with its size, and the folder that it was found in or below; None where it was named itself."""

    path: Path
    inside: Path | None = None
    size: int = 0

    @property
    def name(self) -> str:
        """Its name, fit for a sentence."""
        return printed(self.path.name)

    @property
    def storable(self) -> str:
        """Its path as text that any database takes: a byte of a name that is no UTF-8 is spelled out."""
        return os.fsencode(self.path.absolute()).decode("utf-8", "backslashreplace")


@dataclass(frozen=True, slots=True, kw_only=True)
class Bytes:
    """What a file holds, and the sha256 of that."""

    data: bytes
    digest: str


def files(paths: Sequence[Path]) -> Iterator[Found]:
    """The regular files, each once, hidden ones too; below a folder also its links, and folders that cannot be read."""
    seen: set[Path] = set()
    for path in paths:
        for found in _below(path) if path.is_dir() else [Found(path=path, size=_size(path))]:
            if found.path.absolute() not in seen:
                seen.add(found.path.absolute())
                yield found


def contents(found: Found) -> Bytes:
    """What the file holds; NoteError where it cannot be opened or is not to be followed, is empty or too large."""
    try:
        _refuse_link(found)
        data = _read(found)
    except OSError as error:
        raise NoteError(same(f"{found.name} cannot be opened: {error.strerror}.")) from error
    if not data:
        raise NoteError(same(f"{found.name} is empty."))
    return Bytes(data=data, digest=hashlib.sha256(data).hexdigest())


def _below(folder: Path) -> Iterator[Found]:
    """The files of *folder* and what is below it; no link to a folder is followed."""
    inside = folder.resolve()
    closed: list[OSError] = []
    found = [
        Path(where, name) for where, dirs, names in os.walk(folder, onerror=closed.append) for name in (*dirs, *names)
    ]
    shut = {Path(error.filename) for error in closed}
    for path in sorted({*found, *shut}):
        if path in shut or path.is_symlink() or path.is_file():
            yield Found(path=path, inside=inside, size=_size(path))


def _size(path: Path) -> int:
    """How many bytes the file seems to have; 0 where that cannot be known."""
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _refuse_link(found: Found) -> None:
    """NoteError for a link that leads out of the folder that was named, or to no file; a link named itself is fine."""
    if found.inside is None or not found.path.is_symlink():
        return
    try:
        target = found.path.resolve(strict=True)
    except (OSError, RuntimeError) as error:  # RuntimeError: a loop, before Python 3.13
        raise NoteError(same(f"{found.name} is a link that leads nowhere.")) from error
    if not target.is_relative_to(found.inside):
        raise NoteError(same(f"{found.name} is a link to a file outside its folder; name that file itself to read it."))
    if target.is_dir():
        raise NoteError(same(f"{found.name} is a link to a folder, which is not followed."))


def _read(found: Found) -> bytes:
    """The bytes of the file, one more than is allowed at most: it may grow while it is read."""
    if not found.path.exists():
        raise NoteError(same(f"{printed(str(found.path))} does not exist."))
    if found.path.is_dir():
        raise NoteError(same(f"{found.name} is a folder that cannot be opened."))
    if not found.path.is_file():
        raise NoteError(same(f"{found.name} is no file."))
    with found.path.open("rb") as file:
        data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        size = max(found.path.stat().st_size, len(data))
        raise NoteError(same(f"{found.name} has {size:,} bytes; at most {MAX_BYTES:,} are read."))
    return data
