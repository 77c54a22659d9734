"""The files that notes were read from, kept as they were, each under the sha256 of its bytes."""

import hashlib
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from footnote.errors import NoteError
from footnote.text import Text
from knowledge import disk
from knowledge.record import WRITTEN, unusable

FOLDER = "originals"
DIGEST = re.compile(r"[0-9a-f]{64}")


class Originals:
    """The originals in the state folder *home*. Whoever changes them holds the record's transaction."""

    def __init__(self, home: Path) -> None:
        self.folder = home / FOLDER

    def path(self, digest: str) -> Path:
        """Where the bytes with this digest lie, or would."""
        if not DIGEST.fullmatch(digest):
            raise ValueError(f"{digest!r} is no sha256")
        return self.folder / digest[:2] / digest

    def keep(self, digest: str, data: bytes) -> None:
        """Put *data* there, once; what was damaged is put there anew."""
        if hashlib.sha256(data).hexdigest() != digest:
            raise ValueError(f"these bytes are not those of {digest}")
        if self.is_whole(digest):
            return
        try:
            disk.make_folder(self.path(digest).parent)
            disk.write(self.path(digest), data)
        except OSError as error:
            raise unusable(WRITTEN, str(error.strerror).lower()) from error

    def read(self, digest: str) -> bytes:
        """The bytes with this digest; NoteError where they are not there, or are no longer what was put there."""
        try:
            data = self.path(digest).read_bytes()
        except OSError as error:
            raise NoteError(MISSING) from error
        if hashlib.sha256(data).hexdigest() != digest:
            raise NoteError(DAMAGED)
        return data

    def is_whole(self, digest: str) -> bool:
        """Whether these bytes are there as they were put there."""
        try:
            return disk.sha256(self.path(digest)) == digest
        except OSError:
            return False

    def strangers(self, is_held: Callable[[str], bool]) -> list[Path]:
        """The files that belong to no note: what a killed process left, or what was retracted."""
        return [path for path in self._files() if not is_held(path.name) or path != self.path(path.name)]

    def remove(self, paths: list[Path]) -> None:
        """Delete these files, so that they stay deleted."""
        try:
            for path in paths:
                path.unlink(missing_ok=True)
            for folder in {path.parent for path in paths}:
                disk.sync_folder(folder)
        except OSError as error:
            raise unusable(WRITTEN, str(error.strerror).lower()) from error

    def _files(self) -> Iterator[Path]:
        for where, _, names in os.walk(self.folder):
            yield from (Path(where, name) for name in sorted(names))


MISSING = Text(
    "The original of this note is not there; restore it from a backup, or ingest the file again.",
    "这篇研究笔记的原文件不在了；请从备份恢复，或重新导入该文件。",
)
DAMAGED = Text(
    "The original of this note is damaged; restore it from a backup, or ingest the file again.",
    "这篇研究笔记的原文件已损坏；请从备份恢复，或重新导入该文件。",
)
NOT_KEPT = Text(
    "The original of this note was not kept; ingest the file again to keep it.",
    "这篇研究笔记的原文件没有保存；重新导入该文件即可保存。",
)
