"""``file:`` observations from Parquet, through DuckDB: only the columns and members that are wanted leave the files."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from footnote.errors import FootnoteError, SourceError
from footnote.text import Text
from tools.catalogue import Series
from tools.reading import Prints, Reading, Wanted
from tools.tables import dataset, dataset_columns, dataset_readings, duck
from tools.tables.dataset import Dataset

handles = dataset.handles

MOST_READINGS = 5000
"""Kept of one dataset."""


def wide(root: Path, name: str, dates: str | None) -> list[str]:
    """The members of a panel that has a column for each."""
    held = dataset.found(root, name)
    day = dataset_columns.date_head(held, dates)
    return [head for head in held.types if head != day]


def long(root: Path, name: str, column: str, among: Iterable[str] | None = None) -> list[str]:
    """The members of a panel that names them in *column*, in order; where *among* is said, only those of it."""
    held = dataset.found(root, name)
    query = (
        f"select distinct member from (select {dataset_columns.member(held, column)} as member from {held.table} p) "
        "where member <> '' and ($among is null or member in (select unnest($among)))"
    )
    chosen = None if among is None else list(among)
    try:
        return sorted(member for (member,) in duck.rows(held.root, query, files=held.paths, among=chosen))
    except duck.Unreadable:
        raise dataset.blamed(held, query, among=chosen) from None


@dataclass(slots=True)
class Kept:
    """A dataset as it was at one moment, and what has been read from it."""

    held: Dataset
    readings: dict[tuple[Series, str, tuple[date | None, ...]], Reading] = field(default_factory=dict)


@dataclass(slots=True)
class Parquet:
    """The Parquet of one data folder; what changed since is read again."""

    root: Path
    kept: dict[str, Kept] = field(default_factory=dict)

    def handles(self, name: str) -> bool:
        """Whether *name* is read here."""
        return dataset.handles(self.root, name)

    def read(self, wanted: Wanted) -> Reading:
        """One series."""
        (found,) = self.read_all([wanted])
        if isinstance(found, FootnoteError):
            raise found
        return found

    def read_all(self, wanted: Sequence[Wanted]) -> list[Reading | FootnoteError]:
        """A reading or a failure for each of *wanted*; what lies alike in one dataset by one query."""
        places: dict[str, list[int]] = {}
        for at, each in enumerate(wanted):
            places.setdefault(each.name.partition("#")[0], []).append(at)
        found: dict[int, Reading | FootnoteError] = {}
        for place, ats in places.items():
            found |= zip(ats, self._of(place, [wanted[at] for at in ats]), strict=True)
        return [found[at] for at in range(len(wanted))]

    def _of(self, place: str, wanted: Sequence[Wanted]) -> Sequence[Reading | FootnoteError]:
        """The same for one dataset, as it was at one moment; it is tried twice."""
        for _ in range(2):
            try:
                kept = self._now(place)
                found = self._readings(kept, wanted)
                if self._now(place) is kept:
                    return found
            except FootnoteError as error:
                return [error] * len(wanted)
        return [_moving(place)] * len(wanted)

    def prints(self, wanted: Wanted, first: date, last: date) -> Prints:
        """Every value that the observations from *first* to *last* have had."""
        return dataset_readings.prints(self._now(wanted.name).held, wanted, first, last)

    def _now(self, name: str) -> Kept:
        place = name.partition("#")[0]
        kept = self.kept.get(place)
        held = dataset.found(self.root, place, kept.held if kept else None)
        if kept is None or held is not kept.held:
            kept = self.kept[place] = Kept(held)
        return kept

    def _readings(self, kept: Kept, wanted: Sequence[Wanted]) -> list[Reading | FootnoteError]:
        keys = [(each.series, each.name, _days_asked(each)) for each in wanted]
        missing = {key: each for key, each in zip(keys, wanted, strict=True) if key not in kept.readings}
        read = dict(zip(missing, dataset_readings.read(kept.held, list(missing.values())), strict=True))
        found = [kept.readings[key] if key in kept.readings else read[key] for key in keys]
        if len(kept.readings) + len(read) > MOST_READINGS:
            kept.readings.clear()
        kept.readings |= {key: reading for key, reading in read.items() if isinstance(reading, Reading)}
        return found


def _days_asked(wanted: Wanted) -> tuple[date | None, ...]:
    """The days that a reading of vintages depends on."""
    return (wanted.as_of, wanted.today) if wanted.series.layout == "vintages" else ()


def _moving(place: str) -> SourceError:
    return SourceError(
        Text(
            f"{place} is being written while it is read; ask again in a minute.",
            f"{place} 正在写入，暂时无法读取；请一分钟后再试。",
        ),
        retry=True,
    )
