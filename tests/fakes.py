"""Stand-ins: series made by hand, and a desk held in memory."""

from datetime import UTC, date, datetime, timedelta

import pandas as pd

from footnote.text import Text
from tools.catalogue import LAG_DAYS, STALE_DAYS, Basket, Board, Catalogue, Events, Portfolio, Series, Table
from tools.data import Data
from tools.reading import Reading, Source, Wanted
from tools.units import Unit

TODAY = date(2026, 2, 20)
NAN = float("nan")

# ---------------------------------------------------------------- series made by hand


def monthly(values, last="2026-01"):
    """*values* by month, dated on the first of the month as FRED dates them; the last stands for *last*."""
    days = pd.period_range(end=last, periods=len(values), freq="M").to_timestamp()
    return pd.Series(list(values), index=days, dtype=float)


def quarterly(values, last="2025Q4"):
    days = pd.period_range(end=last, periods=len(values), freq="Q").to_timestamp()
    return pd.Series(list(values), index=days, dtype=float)


def yearly(values, last="2025"):
    days = pd.period_range(end=last, periods=len(values), freq="Y").to_timestamp()
    return pd.Series(list(values), index=days, dtype=float)


def daily(values, last="2026-02-20"):
    """*values* on consecutive calendar days."""
    return pd.Series(list(values), index=pd.date_range(end=last, periods=len(values), freq="D"), dtype=float)


def dated(**by_day):
    """Values by ISO day, written ``d2026_01_31=100``."""
    days = [date.fromisoformat(day.removeprefix("d").replace("_", "-")) for day in by_day]
    return pd.Series(list(by_day.values()), index=pd.DatetimeIndex(days), dtype=float)


def steps(**by_day):
    """Values for every day from the first to the last of *by_day*, each held until the next."""
    return dated(**by_day).resample("D").ffill()


# ---------------------------------------------------------------- a desk held in memory


def spec(id, *, unit="index", freq="M", lag=None, stale_after=None, valid=("", ""), **known):
    """A catalogue entry; what is not said is as ``desk.toml`` has it by default."""
    defaults = {
        "title": Text(f"Title of {id}", f"{id}的名称"),
        "sources": (f"file:{id}",),
        "lag": timedelta(days=LAG_DAYS[freq] if lag is None else lag),
        "stale_after": timedelta(days=STALE_DAYS[freq] if stale_after is None else stale_after),
        "valid": tuple(date.fromisoformat(day) if day else None for day in valid),
    }
    return Series(id=id, unit=Unit.parse(unit), freq=freq, **(defaults | known))


def basket(id, members=(), flows=(), rebalance="none"):
    return Basket(id=id, title=Text(f"Title of {id}", f"{id}的名称"), members=members, flows=flows, rebalance=rebalance)


def portfolio(id, weights, rebalance="none"):
    return Portfolio(id=id, title=Text(f"Title of {id}", f"{id}的名称"), weights=weights, rebalance=rebalance)


def board(id, *rows):
    return Board(id=id, title=Text(f"Title of {id}", f"{id}的名称"), rows=rows)


def catalogue_of(*items, **known):
    """A catalogue that holds *items*: series, baskets, portfolios, boards, events and tables."""

    def of(kind):
        return {item.id: item for item in items if isinstance(item, kind)}

    held = {"series": Series, "baskets": Basket, "portfolios": Portfolio, "boards": Board}
    held |= {"events": Events, "tables": Table}
    return Catalogue(**{name: of(kind) for name, kind in held.items()}, **known)


class Told(Source):
    """A source that gives what a function of the wanted series gives, or raises what it raises."""

    def __init__(self, read):
        self._read = read

    def read(self, wanted):
        return self._read(wanted)


def holding(values, *, dated=False, vintage="current only", scheme="file"):
    """A source that holds *values* by name, and nothing else."""

    def read(wanted):
        name = wanted.name
        return Reading(values=values[name], source=f"{scheme}:{name}", vintage=vintage, dated=dated)

    return Told(read)


def wanted(series, name=None, as_of=None, **known):
    """What a source is asked for when *series* is read under *name*."""
    return Wanted(series=series, name=series.id if name is None else name, as_of=as_of, **known)


def data_of(values, *items, as_of=TODAY, **known):
    """A desk's data: *values* by series id under ``file:``, with the *items* of its catalogue."""
    return Data(catalogue=catalogue_of(*items, **known), sources={"file": holding(values)}, as_of=as_of, clock=noon)


def noon():
    """A clock that stands at noon UTC of TODAY."""
    return datetime(TODAY.year, TODAY.month, TODAY.day, 12, tzinfo=UTC)
