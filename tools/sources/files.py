"""``file:`` observations from the desk's data folder: read as text, then typed strictly, refused by row and column."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from footnote.errors import FootnoteError, SourceError
from footnote.settings import Settings
from footnote.text import Text
from tools.catalogue import Events, Named, Table
from tools.reading import Prints, Reading, Source, Wanted, no_vintages
from tools.tables import events, series
from tools.tables.inside import is_inside
from tools.tables.parquet import Parquet
from tools.tables.sheet import Unreadable
from tools.tables.shelf import SHARED, Changing, Held

if TYPE_CHECKING:
    import pandas as pd

scheme = "file"

Found = TypeVar("Found")


def connect(settings: Settings) -> "Files":
    """The files in the desk's data folder."""
    return Files(settings.desk_folder / "data")


class Files(Source):
    """The files of one folder; a file that changed since is read again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.shelf = SHARED
        self.parquet = Parquet(folder)

    def read(self, wanted: Wanted) -> Reading:
        """One column, or the rows of one member, typed strictly."""
        if self.parquet.handles(wanted.name):
            return self.parquet.read(wanted)
        kept = self._of(wanted.series, wanted.name, lambda held: _kept(held, wanted))
        return replace(kept, values=kept.values.copy())

    def read_all(self, wanted: Sequence[Wanted]) -> list[Reading | FootnoteError]:
        """A reading or a failure for each of *wanted*, in their order; what lies in one dataset is read together."""
        stored = {name: self.parquet.handles(name) for name in {each.name for each in wanted}}
        read = iter(self.parquet.read_all([each for each in wanted if stored[each.name]]))
        others = iter(super().read_all([each for each in wanted if not stored[each.name]]))
        return [next(read if stored[each.name] else others) for each in wanted]

    def prints(self, wanted: Wanted, first: date, last: date) -> Prints:
        """The rows of a vintage table for the observations dated from *first* to *last*, where they changed."""
        if wanted.series.layout != "vintages":
            raise no_vintages(wanted.series)
        if self.parquet.handles(wanted.name):
            return self.parquet.prints(wanted, first, last)
        return self._of(wanted.series, wanted.name, lambda held: series.prints(wanted, held.typed, first, last))

    def events(self, item: Events, name: str) -> "pd.DataFrame":
        """The events in the file *name*, as ``tools.tables.events`` says."""
        return self._of(item, name, lambda held: events.events(item, held.typed)).copy()

    def table(self, item: Table, name: str) -> "pd.DataFrame":
        """The table in the file *name*: a row's name and its value in base units."""
        return self._of(item, name, lambda held: events.table(item, held.typed)).copy()

    def _of(self, item: Named, name: str, made: Callable[[Held], Found]) -> Found:
        """What is *made* of the file as it is now; every fault becomes a sentence that names *item* and the file."""
        path = self.folder / name.partition("#")[0]
        if not is_inside(self.folder, name.partition("#")[0]):
            raise _fault(item, path, "leads outside the desk's data folder", "指向数据文件夹之外")
        try:
            return made(self.shelf.get(path))
        except Unreadable as error:
            raise _fault(item, path, error.text.en, error.text.zh) from None
        except OSError:
            raise _fault(item, path, "cannot be read", "无法读取") from None
        except Changing:
            raise _fault(
                item, path, "changes while it is being read; ask again", "在读取时发生变化，请重新查询", retry=True
            ) from None


def _kept(held: Held, wanted: Wanted) -> Reading:
    """The reading, from what has been read of the file before if it can be."""
    key = wanted.series, wanted.name, wanted.as_of, wanted.today if wanted.series.layout == "vintages" else None
    if key not in held.kept:
        held.keep(key, series.reading(wanted, held.typed))
    found: Reading = held.kept[key]
    return found


def _fault(item: Named, path: Path, en: str, zh: str, *, retry: bool = False) -> SourceError:
    return SourceError(
        Text(
            f"{item.title.en} ({item.id}): the file {path.name} {en}.",
            f"{item.title.zh}（{item.id}）：文件 {path.name} {zh}。",
        ),
        retry=retry,
    )
