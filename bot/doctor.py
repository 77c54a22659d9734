"""What works and what does not, a line each: desk, FRED, data files, embedder, record, index, ledger."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from footnote.errors import FootnoteError

if TYPE_CHECKING:
    from bot.app import App


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One check: whether it is well, whether the desk can do without, and what to do."""

    check: str
    ok: bool
    message: str
    needed: bool = True


def examine(app: "App") -> list[Line]:
    """A line for each part of the desk, in the order in which one would mend them."""
    checks = (_desk, _fred, _files, _embedder, _record, _home)
    found: list[Line] = []
    for check in checks:
        try:
            found += check(app)
        except FootnoteError as error:
            found += [Line(check=check.__name__.strip("_"), ok=False, message=line) for line in str(error).splitlines()]
    return found


def _desk(app: "App") -> Iterator[Line]:
    catalogue = app.catalogue
    own = [item for item in catalogue.series.values() if not item.packaged]
    name = catalogue.desk.get("name", "unnamed desk")
    yield Line(
        check="desk",
        ok=True,
        message=f"{name}: {len(own)} series of its own, {len(catalogue.series)} in all, {len(catalogue.boards)} boards",
    )


def _fred(app: "App") -> Iterator[Line]:
    set_up = bool(app.settings.fred_api_key)
    message = (
        "a key is set" if set_up else "no key: set FRED_API_KEY to read live series; files of the desk serve meanwhile"
    )
    yield Line(check="FRED", ok=set_up, message=message, needed=False)


def _files(app: "App") -> Iterator[Line]:
    """The data files the desk names and does not have."""
    data = app.settings.desk_folder / "data"
    named = {
        source.removeprefix("file:").partition("#")[0]
        for item in app.catalogue.series.values()
        for source in item.sources
        if source.startswith("file:")
    }
    missing = sorted(name for name in named if not (data / name).is_file())
    message = f"missing in the data folder: {', '.join(missing)}" if missing else f"all {len(named)} files are there"
    yield Line(check="files", ok=not missing, message=message)


def _embedder(app: "App") -> Iterator[Line]:
    if app.settings.embedding == "none":
        yield Line(check="embedder", ok=True, message="switched off: search by words only")
        return
    identity = app.library.embedder.identity if app.library.embedder else None
    message = identity or "no weights: search by words only; fetch them with `python -m knowledge.weights`"
    yield Line(check="embedder", ok=identity is not None, message=message, needed=False)


def _record(app: "App") -> Iterator[Line]:
    stats = app.library.stats()
    yield Line(
        check="record",
        ok=True,
        message=f"{stats['notes']} notes, {stats['passages']} passages, {stats['vectors']} with vectors",
    )
    served = stats["index"] or "words only"
    yield Line(check="index", ok=True, message=f"vectors are served by: {served}")


def _home(app: "App") -> Iterator[Line]:
    home = app.settings.home_folder
    held = next(folder for folder in (home, *home.parents) if folder.exists())
    ok = held.is_dir() and os.access(held, os.W_OK)
    message = (
        "the state folder can be written"
        if ok
        else "the state folder cannot be written; set FOOTNOTE_HOME to one that can"
    )
    yield Line(check="ledger", ok=ok, message=message)
