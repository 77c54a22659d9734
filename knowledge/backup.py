"""The record and the originals into a folder, while the bot answers and notes come in."""

import json
import os
import shutil
import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import footnote
from footnote.errors import FootnoteError
from footnote.text import same
from knowledge import disk, lookup
from knowledge.lock import ASIDE
from knowledge.originals import Originals
from knowledge.record import FILE, Record
from knowledge.schema import VERSION

MANIFEST = "manifest.json"
TRIES = 3  # a retraction while we copy takes originals away: then the copy begins again


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What was copied, and whatever else there is to know of it: plain sentences."""

    folder: Path
    made: str
    notes: int
    revisions: int
    passages: int
    originals: int
    size: int
    warnings: tuple[str, ...] = ()


def backup(record: Record, originals: Originals, folder: Path, *, linked: bool = False) -> Summary:
    """A copy in the new *folder*. It gets that name when it is whole; what is there already is never touched.

    *linked* originals share their bytes with ours, which is quick: for whoever holds the library's lock.
    """
    if folder.exists() or folder.is_symlink():
        raise FootnoteError(same(f"{folder} is there already; name a folder that is not."))
    if not record.path.is_file():
        raise FootnoteError(same("There are no notes yet, so there is nothing to back up."))
    part = folder.absolute().with_name(f"{ASIDE if linked else disk.PART}{folder.name}")
    try:
        shutil.rmtree(part, ignore_errors=True)  # what a killed one left
        for _ in range(TRIES):
            disk.make_folder(part)
            if summary := _copied(record, originals, part, folder, linked):
                os.rename(part, folder)
                disk.sync_folder(part.parent)
                return summary
            shutil.rmtree(part)
    except OSError as error:
        raise FootnoteError(same(f"{folder} cannot be written: {str(error.strerror).lower()}.")) from error
    finally:
        shutil.rmtree(part, ignore_errors=True)
    raise FootnoteError(same("Notes are being retracted; try again when that has finished."))


def _copied(record: Record, originals: Originals, part: Path, folder: Path, linked: bool) -> Summary | None:
    """The copy in *part*; None where a note was retracted meanwhile, so that it must not be kept."""
    copy_record(record.path, part / FILE)
    with Record(part).reading() as copied:
        counts, gone = lookup.counts(copied, ""), _retracted(copied)
        digests = [row["digest"] for row in copied.execute("SELECT digest FROM originals ORDER BY digest")]
    missing = [digest for digest in digests if not _copy(originals, digest, Originals(part), linked)]
    with record.reading() as connection:
        if _retracted(connection) - gone:
            return None
    files = {str(path.relative_to(part)): path for path in sorted(part.rglob("*")) if path.is_file()}
    summary = Summary(
        folder=folder,
        made=datetime.now(UTC).isoformat(timespec="seconds"),
        notes=counts["notes"],
        revisions=counts["revisions"],
        passages=counts["passages"],
        originals=len(digests) - len(missing),
        size=sum(path.stat().st_size for path in files.values()),
        warnings=tuple(f"the original {digest[:12]} is damaged or missing, and left out" for digest in missing),
    )
    disk.write(part / MANIFEST, _manifest(summary, files))
    return summary


def _copy(originals: Originals, digest: str, copied: Originals, linked: bool) -> bool:
    """Whether the original was there, whole, and now is in the copy too."""
    source, target = originals.path(digest), copied.path(digest)
    if not originals.is_whole(digest):
        return False
    disk.make_folder(target.parent)
    if linked:
        with suppress(OSError):  # another file system: then it is copied
            os.link(source, target)
            return True
    shutil.copyfile(source, target)
    target.chmod(0o600)
    disk.sync_file(target)
    return copied.is_whole(digest)


def _retracted(connection: sqlite3.Connection) -> set[str]:
    return {row["id"] for row in connection.execute("SELECT id FROM notes WHERE revision IS NULL")}


def _manifest(summary: Summary, files: dict[str, Path]) -> bytes:
    counts = {name: getattr(summary, name) for name in ("notes", "revisions", "passages", "originals", "size")}
    held = {name: {"sha256": disk.sha256(path), "size": path.stat().st_size} for name, path in files.items()}
    about = {"footnote": footnote.__version__, "tables": VERSION, "made": summary.made}
    return json.dumps({**about, **counts, "warnings": summary.warnings, "files": held}, indent=1).encode()


def copy_record(source: Path, target: Path) -> None:
    """One state of the record at *source* as a single file, while others read and write."""
    with closing(sqlite3.connect(source)) as there, closing(sqlite3.connect(target)) as here:
        there.backup(here)
        here.execute("PRAGMA journal_mode = DELETE")
    target.chmod(0o600)
    disk.sync_file(target)
