"""Where values stand in time: at the last day of their period, once each, and within the span they are known for."""

from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from footnote.errors import SourceError
from footnote.spelling import spell_period
from footnote.text import Text
from tools.catalogue import Series

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

PANDAS = {"M": "M", "Q": "Q", "A": "Y"}


@dataclass(slots=True)
class Shared:
    """Series that are read together and stand on the same days share the work on those days."""

    done: "dict[tuple[Any, ...], tuple[pd.Index[Any], slice | None, pd.DatetimeIndex]]" = field(default_factory=dict)

    def placed(self, spec: Series, values: "pd.Series[float]", known: date | None) -> "pd.Series[float]":
        """*values* at the ends of their periods, in base units: those of days up to *known*, within the valid span."""
        import pandas as pd

        key = (id(values.index), spec.freq, spec.valid, known)
        if key not in self.done:
            ends = _ends(values.index, spec.freq)
            span = _span(spec, ends, known) if ends.is_monotonic_increasing and ends.is_unique else None
            self.done[key] = (values.index, span, ends if span is None else ends[span])
        _, span, ends = self.done[key]
        if span is None:
            single = periodic(spec, values)
            return single.iloc[_span(spec, pd.DatetimeIndex(single.index), known)] * spec.unit.scale
        return pd.Series(values.to_numpy(dtype=float)[span] * spec.unit.scale, index=ends, name=spec.id)


def periodic(spec: Series, values: "pd.Series[float]") -> "pd.Series[float]":
    """*values* sorted by the last day of each period; two unlike values for one period are refused."""
    import pandas as pd

    ends = _ends(values.index, spec.freq)
    out = pd.Series(values.to_numpy(dtype=float), index=ends, name=spec.id).sort_index(kind="stable")
    twice = out.index.duplicated(keep=False)
    if twice.any():
        for day, group in out[twice].groupby(level=0):
            if group.nunique(dropna=False) > 1:
                raise _conflict(spec, day_of(day))
        out = out[~out.index.duplicated()]
    return out


def _ends(days: "pd.Index[Any]", freq: str) -> "pd.DatetimeIndex":
    """The last day of the period of each of *days*."""
    import pandas as pd

    found = pd.DatetimeIndex(days).normalize()
    return found if freq in "DW" else found.to_period(PANDAS[freq]).to_timestamp(how="end").normalize()


def _span(spec: Series, ends: "pd.DatetimeIndex", known: date | None) -> slice:
    """The places of those sorted *ends* that are known, and at which the column means what its title says."""
    import pandas as pd

    first, last = spec.valid
    until = [day for day in (known, last and period_end(last, spec.freq)) if day is not None]
    start = 0 if first is None else int(ends.searchsorted(pd.Timestamp(first)))
    return slice(start, int(ends.searchsorted(pd.Timestamp(min(until)), side="right")) if until else None)


def _conflict(spec: Series, day: date) -> SourceError:
    en, zh = spell_period(day, spec.freq, "en"), spell_period(day, spec.freq, "zh")
    return SourceError(
        Text(
            f"{spec.title.en} ({spec.id}) has two different values for {en}; keep one.",
            f"{spec.title.zh}（{spec.id}）在{zh}有两个不同的数值，请保留一个。",
        )
    )


def day_of(stamp: object) -> date:
    """The calendar day of a pandas time stamp."""
    import pandas as pd

    return stamp.date() if isinstance(stamp, datetime) else pd.Timestamp(str(stamp)).date()


def day_at(values: "pd.Series[float]", place: int) -> date:
    """The day of the value at *place*."""
    found: date = values.index.values[place].astype("M8[D]").item()
    return found


def is_known(values: "pd.Series[float]") -> "np.ndarray[Any, Any]":
    """Where there is a value."""
    import numpy as np

    found: np.ndarray[Any, Any] = ~np.isnan(values.values)
    return found


def rows_of(values: "pd.Series[float]") -> tuple[tuple[date, float], ...]:
    """The days that hold a value, and what they hold."""
    known = is_known(values)
    held = values if known.all() else values[known]
    return tuple(zip(_dates(held.index.values.astype("M8[D]").tobytes()), held.tolist(), strict=True))


@lru_cache(maxsize=64)
def _dates(days: bytes) -> tuple[date, ...]:
    """Days as they lie in memory, as dates: hundreds of series that stand on the same days share them."""
    import numpy as np

    return tuple(np.frombuffer(days, dtype="M8[D]").tolist())


def period_end(day: date, freq: str) -> date:
    """The last day of the period that *day* lies in."""
    import pandas as pd

    return day if freq in "DW" else day_of(pd.Timestamp(day).to_period(PANDAS[freq]).end_time)
