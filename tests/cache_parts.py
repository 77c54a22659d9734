"""Copies made by hand, and what a store has on disk."""

from datetime import timedelta

import pandas as pd
from changing import START
from fakes import monthly

from tools.cache.copies import Copy
from tools.cache.store import Store
from tools.reading import Reading


def reading(values, **known):
    return Reading(**({"values": values, "source": "fred:A", "vintage": "latest", "dated": True} | known))


def copy(values=(1.0, 2.0), **known):
    values = values if isinstance(values, pd.Series) else monthly(values)
    return Copy(**({"reading": reading(values), "mark": "m1", "fetched": START, "checked": START} | known))


def other(store):
    """Another process on the same folder."""
    return Store(store.folder, timedelta(seconds=store.lifetime), clock=store.clock)


def files(store):
    return sorted(store.folder.glob("*"))
