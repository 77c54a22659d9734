"""The desk's words: series, baskets, portfolios and boards by id, from the packaged catalogue and the desk folder."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from footnote.text import Text
from tools.units import Unit

LAG_DAYS = {"D": 1, "W": 7, "M": 30, "Q": 60, "A": 180}
STALE_DAYS = {"D": 7, "W": 21, "M": 75, "Q": 160, "A": 550}


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """What a question may call by name: an id, a title in two languages, and aliases."""

    id: str
    title: Text
    aliases: tuple[str, ...] = ()
    label: str | None = None
    packaged: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """Every name a person may type."""
        return (self.id, self.title.en, self.title.zh, *self.aliases)


@dataclass(frozen=True, slots=True, kw_only=True)
class Series(Named):
    """One series: where it is read, and what its numbers mean."""

    sources: tuple[str, ...]
    unit: Unit
    freq: str
    kind: str = "hard"
    adjust: str = "none"
    average: str = "average"
    neutral: float | None = None
    lag: timedelta = timedelta(0)
    stale_after: timedelta = timedelta(0)
    valid: tuple[date | None, date | None] = (None, None)
    groups: tuple[str, ...] = ()
    layout: str = "series"
    date_column: str | None = None
    date_format: str | None = None
    member_column: str | None = None
    value_column: str | None = None
    member: str | None = None
    panel: str | None = None
    total_return: bool = False
    calendar: str = "exchange"
    copyright: str | None = None
    parts: tuple[str, ...] = ()
    hidden: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """Every name a person may type; of a hidden one only those the desk wrote, for its column is another's name."""
        written = (self.title.en, self.title.zh, *self.aliases)
        return tuple(name for name in written if name != self.member) if self.hidden else (self.id, *written)

    @property
    def made_of(self) -> frozenset[str]:
        """The series a composite is made of; none of any other."""
        return frozenset(part.partition(":")[0] for part in self.parts)

    @property
    def column(self) -> str | None:
        """The header its values stand under, where a file or a query names one."""
        heads = [source.partition("#")[2] for source in self.sources if source.startswith(("file:", "sql:"))]
        return self.member or (heads[0] if heads and heads[0] else None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Basket(Named):
    """Instruments held together, the flow series that count money into them, and the assets these have, where known."""

    members: tuple[str, ...] = ()
    rebalance: str = "none"
    flows: tuple[str, ...] = ()
    assets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Portfolio(Named):
    """Instruments with weights that sum to one."""

    weights: dict[str, float]
    rebalance: str = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Board(Named):
    """A list of series that are read together."""

    rows: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Events(Named):
    """Things that happened, one a row: ``key`` and the rest are headers, ``prices`` the series of each by its name."""

    sources: tuple[str, ...]
    key: str
    announced: str | None = None
    closed: str | None = None
    value: str | None = None
    proceeds: str | None = None
    cash: str | None = None
    cost: str | None = None
    unit: Unit | None = None
    date_format: str | None = None
    prices: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Table(Named):
    """A value for each of several items, as of one day; ``row`` and ``value`` are headers.

    ``chinese`` are names of rows in Chinese, by those in the file.
    """

    sources: tuple[str, ...]
    row: str
    value: str
    unit: Unit
    as_of: date | None = None
    chinese: dict[str, str] = field(default_factory=dict)

    def called(self, row: str) -> Text:
        """The name of a row in both languages; that of the file where it has no other."""
        return Text(row, self.chinese.get(row, row))


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A query of the desk's database: the variable that holds the address, and the statement, which is never shown."""

    name: str
    variable: str
    statement: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """All that a question can name, and what the desk says of itself."""

    series: dict[str, Series] = field(default_factory=dict)
    baskets: dict[str, Basket] = field(default_factory=dict)
    portfolios: dict[str, Portfolio] = field(default_factory=dict)
    boards: dict[str, Board] = field(default_factory=dict)
    events: dict[str, Events] = field(default_factory=dict)
    tables: dict[str, Table] = field(default_factory=dict)
    queries: dict[str, Query] = field(default_factory=dict)
    use: dict[str, Any] = field(default_factory=dict)
    desk: dict[str, Any] = field(default_factory=dict)
    rights: dict[str, Any] = field(default_factory=dict)
    beneath: "dict[str, Series]" = field(default_factory=dict)
    """The packaged series that the desk's own of the same ids stand over."""
    borrowed: "dict[str, tuple[str, ...]]" = field(default_factory=dict)
    """By the id of one of the desk's own series, what the packaged series of that id and unit is called."""

    def named(self) -> Iterator[Named]:
        """Everything with a name, series first."""
        yield from (item for item in self.series.values() if item.names)
        for group in (self.baskets, self.portfolios, self.boards, self.tables):
            yield from group.values()

    @property
    def _groups(self) -> "tuple[Mapping[str, Named], ...]":
        return (self.series, self.baskets, self.portfolios, self.boards, self.events, self.tables)

    def every(self) -> Iterator[Named]:
        """Everything that has a label, named or not."""
        for group in self._groups:
            yield from group.values()

    def find(self, id: str) -> Named | None:
        """What stands under *id*, of whatever kind."""
        return next((group[id] for group in self._groups if id in group), None)

    def visible(self, labels: frozenset[str], default: str) -> "Catalogue":
        """The part a reader with *labels* may see; what names nothing visible any more goes too.

        Where the desk's own series of a packaged id is hidden, the packaged one stands, as if there were no other.
        """

        def seen(item: Named) -> bool:
            return (item.label or default) in labels

        layers = ((id, item if seen(item) else self.beneath.get(id, item)) for id, item in self.series.items())
        series = {id: item for id, item in layers if seen(item)}
        while lost := [id for id, item in series.items() if not item.made_of <= series.keys()]:
            series = {id: item for id, item in series.items() if id not in lost}
        baskets = {
            id: item if {*item.assets} <= series.keys() else replace(item, assets=())
            for id, item in self.baskets.items()
            if seen(item) and {*item.members, *item.flows} <= series.keys()
        }
        portfolios = {
            id: item for id, item in self.portfolios.items() if seen(item) and item.weights.keys() <= series.keys()
        }
        boards = {
            id: replace(item, rows=tuple(row for row in item.rows if row in series)) for id, item in self.boards.items()
        }
        boards = {id: item for id, item in boards.items() if item.rows and seen(item)}
        events = {
            id: replace(item, prices={name: price for name, price in item.prices.items() if price in series})
            for id, item in self.events.items()
            if seen(item)
        }
        tables = {id: item for id, item in self.tables.items() if seen(item)}
        return replace(
            self,
            series=series,
            baskets=baskets,
            portfolios=portfolios,
            boards=boards,
            events=events,
            tables=tables,
            beneath={},
        )
