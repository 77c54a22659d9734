"""A backup back into the state folder: looked at whole before anything is touched, and what was there is kept."""

import json
import os
import re
import secrets
import shutil
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from footnote.errors import FootnoteError
from footnote.text import same
from knowledge import disk, lookup, retraction, seal
from knowledge.backup import MANIFEST, backup
from knowledge.lock import ASIDE, writing
from knowledge.originals import FOLDER as ORIGINALS
from knowledge.originals import Originals
from knowledge.record import FILE, PATIENCE, WRITTEN, Record, unusable
from knowledge.schema import VERSION

NAME = re.compile(rf"{re.escape(FILE)}|{ORIGINALS}/(?P<folder>[0-9a-f]{{2}})/(?P<digest>(?P=folder)[0-9a-f]{{62}})")
KEPT = "before-restore-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """What is in the library now, where that which was there before is kept, and what else there is to know."""

    notes: int
    revisions: int
    passages: int
    originals: int
    kept: Path | None
    warnings: tuple[str, ...] = ()


def restore(folder: Path, home: Path, *, wait: bool = True, said: Callable[[str], object] = str) -> Restored:
    """Put the backup in *folder* in place of the library in *home*; its bot need not be stopped.

    What was retracted since the backup was made stays retracted. FootnoteError where the backup is not whole.
    """
    files = _checked(folder)
    with writing(home, "restore", wait=wait, said=said):
        staged = home.absolute() / f"{ASIDE}{secrets.token_hex(8)}"
        try:
            disk.make_folder(staged)
            warnings = _staged(folder, files, Record(home), Record(staged))
            kept = _kept(home)
            _bring_originals(folder, files, Record(staged), Originals(home))
            _put_in_place(staged / FILE, home / FILE)
        except OSError as error:
            raise FootnoteError(same(f"The state folder cannot be written: {str(error.strerror).lower()}.")) from error
        finally:
            shutil.rmtree(staged, ignore_errors=True)
        retraction.finish(Record(home), Originals(home))
        seal.throw_away(home)  # its owner sees by the record's id that it follows another one now, and makes it anew
        return _restored(home, kept, warnings)


def _checked(folder: Path) -> Mapping[str, str]:
    """The digests of the backup's files by their names, all of them whole."""
    try:
        manifest: Mapping[str, Any] = json.loads((folder / MANIFEST).read_bytes())
        tables = int(manifest["tables"])
        files = {str(name): str(about["sha256"]) for name, about in manifest["files"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise FootnoteError(same(f"{folder} is no backup of notes: its {MANIFEST} cannot be read.")) from error
    if tables > VERSION:
        raise FootnoteError(
            same(
                f"{folder} was made by a newer Footnote (version {tables} of its tables, this one knows {VERSION}); "
                "update Footnote first."
            )
        )
    if FILE not in files:
        raise FootnoteError(same(f"{folder} is no backup of notes: it holds no record."))
    for name, digest in files.items():
        _check(folder, name, digest)
    return files


def _check(folder: Path, name: str, digest: str) -> None:
    known = NAME.fullmatch(name)
    if not known or known["digest"] not in (None, digest):
        raise FootnoteError(same(f"{folder} is no backup of notes: it lists {name!r}."))
    try:
        whole = not (folder / name).is_symlink() and disk.sha256(folder / name) == digest
    except OSError as error:
        raise FootnoteError(same(f"{name} is missing in {folder}; nothing was changed.")) from error
    if not whole:
        raise FootnoteError(same(f"{name} in {folder} is damaged; nothing was changed."))


def _staged(folder: Path, files: Mapping[str, str], ours: Record, staged: Record) -> tuple[str, ...]:
    """The backup's record made ready beside ours: whole, in our tables, without what we retracted, under its own id."""
    shutil.copyfile(folder / FILE, staged.path)
    if disk.sha256(staged.path) != files[FILE]:
        raise FootnoteError(same(f"{FILE} in {folder} was changed while it was read; nothing was changed."))
    with staged.writing() as connection:
        found = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
        if found != "ok":
            raise FootnoteError(same(f"{FILE} in {folder} is damaged ({found}); nothing was changed."))
        warnings = _retracted_again(connection, ours)
        connection.execute("UPDATE about SET value = ? WHERE key = 'record'", (secrets.token_hex(8),))
    return warnings


def _retracted_again(connection: sqlite3.Connection, ours: Record) -> tuple[str, ...]:
    """Take out of the backup what was taken out of our record; a sentence for each note, without a full stop."""
    try:
        with ours.reading() as now:
            gone = now.execute("SELECT id, retracted, label FROM notes WHERE revision IS NULL").fetchall()
            known = now.execute("SELECT digest, note, at FROM retracted_bytes").fetchall()
    except (FootnoteError, sqlite3.DatabaseError):
        return ("the record that was there cannot be read, so what was retracted from it may be back",)
    warnings = []
    for note in gone:
        if retraction.retract(connection, note["id"]):
            day = note["retracted"][:10]
            warnings.append(f"note {note['id']} was retracted on {day}, after the backup was made, and stays retracted")
        connection.execute("INSERT INTO notes (id) VALUES (?) ON CONFLICT DO NOTHING", (note["id"],))
        connection.execute("UPDATE notes SET retracted = ?, label = ? WHERE id = ?", (*note[1:], note["id"]))
    connection.executemany("INSERT OR REPLACE INTO retracted_bytes VALUES (?, ?, ?)", [tuple(row) for row in known])
    return tuple(warnings)


def _kept(home: Path) -> Path | None:
    """Where a copy of the library as it is now was put, None where there is none: a backup too, if it can be read."""
    if not (home / FILE).exists():
        return None
    folder = home / f"{KEPT}{datetime.now(UTC):%Y%m%dT%H%M%SZ}"
    while folder.exists():
        folder = folder.with_name(f"{folder.name}-{secrets.token_hex(2)}")
    try:
        backup(Record(home), Originals(home), folder, linked=True)
    except (FootnoteError, sqlite3.DatabaseError):  # damaged: then its files as they are
        disk.make_folder(folder)
        for file in home.glob(f"{FILE}*"):
            shutil.copyfile(file, folder / file.name)
        if (home / ORIGINALS).is_dir():
            shutil.copytree(home / ORIGINALS, folder / ORIGINALS)
    return folder


def _bring_originals(folder: Path, files: Mapping[str, str], staged: Record, originals: Originals) -> None:
    """Put what the staged record knows of beside what is there; what our record does not know of is in nobody's way."""
    with staged.reading() as connection:
        held = [row["digest"] for row in connection.execute("SELECT digest FROM originals")]
    for digest in held:
        name = str(originals.path(digest).relative_to(originals.folder.parent))
        if name in files:
            originals.keep(digest, (folder / name).read_bytes())


def _put_in_place(staged: Path, record: Path) -> None:
    """Let what is staged be the record, all at once: a process that reads meanwhile sees one or the other."""
    with closing(sqlite3.connect(staged)) as source:
        source.execute("PRAGMA journal_mode = DELETE")
        if record.exists() and _written_over(source, record):
            return
    for journal in record.parent.glob(f"{record.name}-*"):
        journal.unlink()
    os.replace(staged, record)
    disk.sync_folder(record.parent)


def _written_over(source: sqlite3.Connection, record: Path) -> bool:
    """Whether *record* now holds what *source* does; not where it is too damaged for that, and so for any reader."""
    try:
        with closing(sqlite3.connect(record, timeout=PATIENCE)) as target:
            target.execute("SELECT COUNT(*) FROM sqlite_master")
            source.backup(target)
            target.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except sqlite3.OperationalError as error:
        raise unusable(WRITTEN, str(error)) from error
    except sqlite3.DatabaseError:
        return False
    return True


def _restored(home: Path, kept: Path | None, warnings: tuple[str, ...]) -> Restored:
    with Record(home).reading() as connection:
        counts = lookup.counts(connection, "")
        originals = connection.execute("SELECT COUNT(*) FROM originals").fetchone()[0]
    if kept:
        warnings += (f"what was there is kept in {kept.name}; delete that when all is well: no retraction reaches it",)
    counted = {name: counts[name] for name in ("notes", "revisions", "passages")}
    return Restored(**counted, originals=originals, kept=kept, warnings=warnings)
