"""Events and tables by catalogue id, as known on a day."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Protocol, TypeVar, runtime_checkable

from footnote.errors import AskError, FootnoteError
from footnote.text import Text, listed
from tools.catalogue import Catalogue, Events, Named, Table
from tools.reading import Source

if TYPE_CHECKING:
    import pandas as pd

Item = TypeVar("Item", Events, Table)


@runtime_checkable
class Lists(Protocol):
    """A source that can read a desk's events and tables."""

    def events(self, item: Events, name: str) -> "pd.DataFrame":
        """The events in the file *name*."""

    def table(self, item: Table, name: str) -> "pd.DataFrame":
        """The table in the file *name*."""


def events(catalogue: Catalogue, sources: Mapping[str, Source], id: str, as_of: date | None) -> "pd.DataFrame":
    """The events *id*: those that had happened by *as_of*, where one is given, and their days until then."""
    import pandas as pd

    item = _found(catalogue.events, id)
    frame = _first(item, sources, lambda source, name: source.events(item, name))
    if as_of is None:
        return frame
    day = pd.Timestamp(as_of)
    seen = frame["announced"].fillna(frame["closed"])
    frame = frame[~(seen > day)]
    return frame.assign(closed=frame["closed"].where(frame["closed"] <= day))


def table(catalogue: Catalogue, sources: Mapping[str, Source], id: str, as_of: date | None) -> "pd.DataFrame":
    """The table *id*, refused where it stands for a day after *as_of*."""
    item = _found(catalogue.tables, id)
    if as_of is not None and item.as_of is not None and item.as_of > as_of:
        raise AskError(
            Text(
                f"{item.title.en} ({item.id}) is as of {item.as_of}, not yet known on {as_of}; ask as of a later day.",
                f"{item.title.zh}（{item.id}）截至 {item.as_of}，在 {as_of} 尚不可知；请改问之后的日期。",
            ),
            reason="short_history",
        )
    return _first(item, sources, lambda source, name: source.table(item, name))


def _found(held: Mapping[str, Item], id: str) -> Item:
    if id in held:
        return held[id]
    known = listed([Text(f"{item.title.en} ({item.id})", f"{item.title.zh}（{item.id}）") for item in held.values()])
    en, zh = (f" There are {known.en}.", f"现有：{known.zh}。") if held else ("", "")
    raise AskError(Text(f"I know no list called {id!r}.{en}", f"没有名为 {id!r} 的列表。{zh}"), reason="unknown_series")


def _first(
    item: Events | Table, sources: Mapping[str, Source], read: "Callable[[Lists, str], pd.DataFrame]"
) -> "pd.DataFrame":
    """What the first source that can be read gives; the first failure where none can."""
    failures: list[FootnoteError] = []
    for place in item.sources:
        scheme, _, name = place.partition(":")
        source = sources.get(scheme)
        if isinstance(source, Lists):
            try:
                return read(source, name)
            except FootnoteError as error:
                failures.append(error)
    raise failures[0] if failures else _not_configured(item)


def _not_configured(item: Named) -> AskError:
    return AskError(
        Text(
            f"{item.title.en} ({item.id}) is read from the desk's files, which are not set up. Set FOOTNOTE_DESK.",
            f"{item.title.zh}（{item.id}）需从数据文件夹读取，目前尚未配置。请设置 FOOTNOTE_DESK。",
        ),
        reason="not_configured",
    )
