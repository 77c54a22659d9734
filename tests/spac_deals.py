"""A desk in memory with a list of SPAC deals, the closes of the companies, an index and a benchmark."""

from datetime import timedelta

import pandas as pd
import pytest
from fakes import NAN, TODAY, Told, catalogue_of, holding, noon, spec

from footnote.errors import AskError
from footnote.text import Text
from tools.catalogue import Events
from tools.data import Data
from tools.units import Unit

AMOUNTS = ("value", "proceeds", "cash", "cost")
USE = {"spac_returns": {"index": "IDX", "benchmark": "SMALL", "deals": "DEALS"}}


def deal(name, *, announced="2020-01-06", closed=None, **amounts):
    """A row of the list; what is not said is missing."""
    return {"id": name, "announced": announced, "closed": closed} | dict.fromkeys(AMOUNTS, NAN) | amounts


def path(*values, start="2025-01-02", days=63):
    """Closes on business days: each of *values* held for *days* of them, the last for one."""
    held = [value for value in values[:-1] for _ in range(days)] + [values[-1]]
    return pd.Series(held, index=pd.bdate_range(start, periods=len(held)), dtype=float)


def listing(*, scale="USD mn", **columns):
    """The catalogue's entry of the list, with the columns it has."""
    heads = {part: part for part in ("announced", "closed", *AMOUNTS)} | columns
    return Events(
        id="DEALS",
        title=Text("Deals", "交易"),
        sources=("file:deals.csv",),
        key="name",
        unit=Unit.parse(scale),
        **heads,
    )


class Listed(Told):
    """A source that gives series as another does, and the rows of the deals."""

    def __init__(self, source, rows):
        super().__init__(source.read)
        self.rows = rows

    def events(self, item, name):
        frame = pd.DataFrame(self.rows, columns=["id", "announced", "closed", *AMOUNTS])
        frame = frame.assign(**{part: NAN for part in frame.columns[1:] if getattr(item, part) is None})
        return frame.assign(**{part: pd.to_datetime(frame[part]) for part in ("announced", "closed")})

    def table(self, item, name):
        raise NotImplementedError


def price(id, **known):
    return spec(id, **{"unit": "USD", "kind": "price", "freq": "D", "lag": 0, "stale_after": 9999} | known)


def desk(rows, prices=None, *, use=USE, as_of=TODAY, item=None, benchmark=None, index=None, **known):
    """The data of such a desk: *prices* by name of the deal, those of the companies described by *known*."""
    prices, beside = prices or {}, {"IDX": index, "SMALL": benchmark}
    beside = {id: values for id, values in beside.items() if values is not None}
    item = item or listing(prices={name: f"P/{name}" for name in prices})
    series = [price(f"P/{name}", hidden=True, **known) for name in prices]
    series += [price(id, total_return=True) for id in beside]
    source = holding({f"P/{name}": values for name, values in prices.items()} | beside)
    return Data(
        catalogue=catalogue_of(*series, item, use=use), sources={"file": Listed(source, rows)}, as_of=as_of, clock=noon
    )


def refusal(tool, data, *given, **arguments):
    """The refusal of a call."""
    with pytest.raises(AskError) as caught:
        tool(data, *given, **arguments)
    return caught.value


def parts(figure):
    """The parts of a figure by name; the return of each deal by the name of its series."""
    return {part.name: part for part in figure.parts}


def said(figure):
    """Everything that must be said with a figure, in English."""
    return " ".join(words.en for words in figure.caveats)


def moved(values, days):
    """The same values so many days later."""
    return values.set_axis(values.index + timedelta(days=days))
