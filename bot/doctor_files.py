"""What ``footnote doctor`` says of the desk's files: each is read as for a question, and its faults are named once."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from footnote.errors import FootnoteError
from tools.catalogue import Catalogue
from tools.reading import Wanted
from tools.sources.files import Files
from tools.tables import dataset, formats
from tools.tables.inside import is_inside
from tools.tables.sheet import Unreadable

MOST_FAULTS = 3
"""Of one file: a panel may have the same in each of its members."""
MOST_COLUMNS = 20


def examined(catalogue: Catalogue, data: Path) -> tuple[int, list[str]]:
    """How many files the desk names, and a sentence for each fault of theirs, with the columns that the file has.

    These are told here alone: whoever runs the doctor can read the files.
    """
    found: dict[str, list[str]] = {}
    for name, fault in _read(catalogue, Files(data)):
        told = found.setdefault(name.partition("#")[0], [])
        if fault is not None and fault not in told:
            told.append(fault)
    return len(found), [sentence for name, told in found.items() if told for sentence in _said(data, name, told)]


def _read(catalogue: Catalogue, source: Files) -> Iterator[tuple[str, str | None]]:
    """Every file as often as the desk names it, and what is wrong when it is read so."""
    wanted = [Wanted(series=item, name=name) for item in catalogue.series.values() for name in _names(item.sources)]
    for each, reading in zip(wanted, source.read_all(wanted), strict=True):
        yield each.name, str(reading) if isinstance(reading, FootnoteError) else None
    for events in catalogue.events.values():
        for name in _names(events.sources):
            yield name, _fault(partial(source.events, events, name))
    for table in catalogue.tables.values():
        for name in _names(table.sources):
            yield name, _fault(partial(source.table, table, name))


def _names(sources: Sequence[str]) -> list[str]:
    return [source.removeprefix("file:") for source in sources if source.startswith("file:")]


def _fault(read: Callable[[], object]) -> str | None:
    try:
        read()
    except FootnoteError as error:
        return str(error)
    return None


def _said(data: Path, name: str, told: list[str]) -> Iterator[str]:
    """The first faults of one file, how many more there are, and its columns."""
    more = f" {len(told) - MOST_FAULTS} more of {name}." if len(told) > MOST_FAULTS else ""
    columns = _columns(data, name)
    listed = ", ".join(repr(head) for head in columns[:MOST_COLUMNS]) + ", …" * (len(columns) > MOST_COLUMNS)
    held = f" Columns of {name}: {listed}." if columns else ""
    *others, last = told[:MOST_FAULTS]
    yield from others
    yield f"{last}{more}{held}"


def _columns(data: Path, name: str) -> list[str]:
    """The headers of a file, none where they cannot be read or lie outside the folder."""
    if not is_inside(data, name):
        return []
    try:
        if dataset.handles(data, name):
            return list(dataset.found(data, name).types)
        return list(formats.header(data / name).columns)
    except (FootnoteError, Unreadable, OSError):
        return []
