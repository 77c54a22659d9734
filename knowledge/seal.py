"""The folder of the vector index, and the seal that says it is whole: what each file held when nobody was writing it.

Every index that is made gets a folder of a new name, and its seal last. So a folder without a seal was never finished
or was left in the middle of a change, and nobody opens it. Chroma itself looks at nothing: it dies of a damaged file,
or finds less than there is.
"""

import json
import secrets
import shutil
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

from knowledge import disk
from knowledge.changes import Place

FOLDER = "index"
SEAL = "seal.json"
GONE = "index-gone-"


def new_folder(home: Path) -> Path:
    """A folder for an index that is to be made."""
    folder = home / FOLDER / secrets.token_hex(6)
    disk.make_folder(folder)
    return folder


def folder_of(home: Path) -> Path | None:
    """The folder whose index was finished, if there is one and no other."""
    found = [seal.parent for seal in (home / FOLDER).glob(f"*/{SEAL}")]
    return found[0] if len(found) == 1 else None


def throw_away(home: Path) -> None:
    """Delete every index there is, and what was left of those deleted before. What is still written there goes too."""
    with suppress(FileNotFoundError):
        (home / FOLDER).rename(home / f"{GONE}{secrets.token_hex(6)}")
    for folder in home.glob(f"{GONE}*"):
        shutil.rmtree(folder, ignore_errors=True)


def seal(folder: Path, place: Place, identity: str, count: int) -> None:
    """Say that the index in *folder* is whole: nobody may be writing in it."""
    files = {name: [(folder / name).stat().st_size, disk.sha256(folder / name)] for name in _files(folder)}
    about = {"place": asdict(place), "identity": identity, "count": count, "files": files}
    disk.write(folder / SEAL, json.dumps(about).encode())


def unseal(folder: Path) -> None:
    """Say that the index in *folder* is about to change."""
    (folder / SEAL).unlink(missing_ok=True)


def read(folder: Path) -> Mapping[str, Any]:
    """What the seal says; nothing where it cannot be read."""
    try:
        found = json.loads((folder / SEAL).read_bytes())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def broken(folder: Path, record: str, identity: str) -> str | None:
    """What is wrong with the index in *folder* by its seal: a sentence, or None."""
    about = read(folder)
    try:
        if about["place"]["record"] != record:
            return "The index was made of another library."
        if about["identity"] != identity:
            return "The index was made with another embedding model."
        files: dict[str, list[Any]] = about["files"]
    except (KeyError, TypeError):
        return "The seal of the index cannot be read."
    there = _files(folder)
    if missing := sorted(files.keys() - there):
        return f"The index is damaged: {Path(missing[0]).name} is missing."
    if more := sorted(there - files.keys()):
        return f"The index is damaged: {Path(more[0]).name} is there, which was not when it was left."
    changed = [name for name in sorted(files) if not _is(folder / name, *files[name])]
    return f"The index is damaged: {Path(changed[0]).name} is not as it was left." if changed else None


def _is(path: Path, size: int, digest: str) -> bool:
    return path.stat().st_size == size and disk.sha256(path) == digest


def _files(folder: Path) -> set[str]:
    """Every file of the index, by its place in *folder*."""
    return {str(file.relative_to(folder)) for file in folder.rglob("*") if file.is_file()} - {SEAL}
