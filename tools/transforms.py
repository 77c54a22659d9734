"""What may be written after an id: ``INDPRO:log12``, ``GDPC1:saar``, ``NACM_CMI:qmean``. Series in, Series out."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from tools import maths

if TYPE_CHECKING:
    import pandas as pd

PERIODS_A_YEAR = {"M": 12, "Q": 4, "A": 1}
Transform = Callable[["pd.Series[float]", str], "pd.Series[float]"]


def transformed(values: "pd.Series[float]", freq: str, name: str) -> "pd.Series[float]":
    """The known *values* of frequency *freq* transformed by *name*, by the last day of their period; blanks dropped.

    A period whose base is missing, or not above zero where a ratio is asked for, has no value. KeyError for a name that
    is not in TRANSFORMS.
    """
    return TRANSFORMS[name](values, freq).dropna()


def freq_after(freq: str, name: str) -> str | None:
    """The frequency of the transformed series, None where the transform does not fit that frequency."""
    if name == "qmean":
        return {"M": "Q", "Q": "Q"}.get(freq)
    allowed = {"mom": "M", "qoq": "Q", "saar": "MQ", "yoy": "MQA", "log12": "DWMQA"}.get(name, "DWMQA")
    return freq if freq in allowed else None


def _before(values: "pd.Series[float]", freq: str, steps: int) -> "pd.Series[float]":
    """The value so many periods earlier, for each of *values*; NaN where that period is not held."""
    import pandas as pd

    periods = pd.DatetimeIndex(values.index).to_period(maths.PERIODS[freq])
    by_period = pd.Series(values.to_numpy(), index=periods)
    return pd.Series(by_period.reindex(periods - steps).to_numpy(), index=values.index)


def _growth(values: "pd.Series[float]", freq: str, steps: int, power: int = 1) -> "pd.Series[float]":
    """``100 ((x / x before) ** power - 1)``."""
    before = _before(values, freq, steps)
    return 100 * ((values / before.where(before > 0)) ** power - 1)


def _yoy(values: "pd.Series[float]", freq: str) -> "pd.Series[float]":
    return _growth(values, freq, PERIODS_A_YEAR[freq])


def _log12(values: "pd.Series[float]", freq: str) -> "pd.Series[float]":
    return maths.log_change_on_year(values[values > 0], freq)


def _on_period(values: "pd.Series[float]", freq: str) -> "pd.Series[float]":
    return _growth(values, freq, 1)


def _saar(values: "pd.Series[float]", freq: str) -> "pd.Series[float]":
    return _growth(values, freq, 1, PERIODS_A_YEAR[freq])


def _qmean(values: "pd.Series[float]", freq: str) -> "pd.Series[float]":
    """The mean of a quarter's three months; a quarter that lacks one has none."""
    import pandas as pd

    if freq == "Q":
        return values
    quarters = values.groupby(pd.DatetimeIndex(values.index).to_period("Q"))
    means = quarters.mean()[quarters.count() == 3]
    ends = pd.PeriodIndex(means.index, freq="Q").to_timestamp(how="end").normalize()
    return pd.Series(means.to_numpy(), index=ends)


def _diff(values: "pd.Series[float]", freq: str) -> "pd.Series[float]":
    return values.diff() if freq in "DW" else values - _before(values, freq, 1)


TRANSFORMS: dict[str, Transform] = {
    "level": lambda values, _: values,
    "yoy": _yoy,
    "log12": _log12,
    "mom": _on_period,
    "qoq": _on_period,
    "saar": _saar,
    "qmean": _qmean,
    "diff": _diff,
}
