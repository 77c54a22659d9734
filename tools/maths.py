"""Arithmetic: Series in, number or Series out. No reading, no Figure; no Series that was handed in is changed."""

import math
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import pandas as pd

Kind = Literal["highest", "lowest"]
DAYS_A_YEAR = 365.25
PERIODS = {"D": "D", "M": "M", "Q": "Q", "A": "Y"}
BLOCKS = "▁▂▃▄▅▆▇█"
LONGEST_STEP_DAYS = 10
"""How much earlier than a year ago the close that stands for a year ago may lie."""
ROUNDING = 1e-9
"""What a number of periods may exceed a whole number by because of arithmetic alone."""


def growth(first: float, last: float) -> float:
    """Percent by which *last* exceeds *first*: ``100 (last / first - 1)``."""
    return 100 * (last / first - 1)


def annualised(total: float, days: int) -> float:
    """A total return in percent over *days* as a yearly rate in percent: ``(1 + R) ** (365.25 / days) - 1``."""
    return float(100 * ((1 + total / 100) ** (DAYS_A_YEAR / days) - 1))


def as_extreme_before(values: "pd.Series[float]", kind: Kind) -> int | None:
    """The place of the last earlier value at least as high (low) as the last one, ties counting; None at a record."""
    earlier, last = values.to_numpy()[:-1], values.to_numpy()[-1]
    reached = earlier >= last if kind == "highest" else earlier <= last
    places = reached.nonzero()[0]
    return int(places[-1]) if len(places) else None


def drawdown(values: "pd.Series[float]") -> float:
    """The largest fall from an earlier high, in percent, zero or negative."""
    return float(100 * (values / values.cummax() - 1).min())


def deepest_fall(values: "pd.Series[float]") -> "tuple[pd.Timestamp, pd.Timestamp] | None":
    """The days of the high and the low that the drawdown lies between; None where nothing ever fell.

    Of equally deep lows the first, of equal highs before it the last; blanks are dropped first.
    """
    known = values.dropna()
    falls = (known / known.cummax() - 1).to_numpy()
    if not len(falls) or falls.min() >= 0:
        return None
    place = int(falls.argmin())
    before = known.iloc[: place + 1].to_numpy()
    return known.index[(before == before.max()).nonzero()[0][-1]], known.index[place]


def rebalanced(prices: "pd.DataFrame", weights: "pd.Series[float]", every: str) -> "pd.Series[float]":
    """The value of a portfolio that starts at 1 and is set back to *weights* at the last close of every period.

    *every* is ``none``, ``D``, ``M``, ``Q`` or ``A``; between two settings the holdings drift with the prices.
    """
    import pandas as pd

    if every == "none":
        groups = pd.Series(0, index=prices.index)
    else:
        groups = prices.index.to_series().dt.to_period(PERIODS[every]).astype("int64")
    level, base = 1.0, prices.iloc[0]
    path: list[pd.Series[float]] = []
    for _, block in prices.groupby(groups.to_numpy(), sort=False):
        held = level * (block / base).mul(weights, axis=1).sum(axis=1)
        path.append(held)
        level, base = float(held.iloc[-1]), block.iloc[-1]
    return pd.concat(path)


def largest_gap(values: "pd.Series[float]") -> "tuple[pd.Timestamp, pd.Timestamp]":
    """The two neighbouring observations that lie farthest apart in time; *values* holds at least two."""
    days = values.index
    widths = days[1:] - days[:-1]
    place = int(widths.argmax())
    return days[place], days[place + 1]


def log_change_on_year(values: "pd.Series[float]", freq: str) -> "pd.Series[float]":
    """``100 ln(x / x a year before)`` for each of *values*, all above zero, that has one a year before.

    A year is twelve months, four quarters, one year; of days and weeks, the last value on or before the same day.
    """
    import numpy as np
    import pandas as pd

    if freq in "DW":
        days = pd.DatetimeIndex(values.index) - pd.DateOffset(years=1)
        before = values.reindex(days, method="ffill", tolerance=pd.Timedelta(days=LONGEST_STEP_DAYS)).to_numpy()
    else:
        periods = pd.DatetimeIndex(values.index).to_period(PERIODS[freq])
        by_period = pd.Series(values.to_numpy(), index=periods)
        before = by_period.reindex(periods - {"M": 12, "Q": 4, "A": 1}[freq]).to_numpy()
    return pd.Series(100 * np.log(values.to_numpy() / before), index=values.index).dropna()


def zscore(values: "pd.Series[float]") -> float:
    """The last of *values* in standard deviations (ddof 1) from their mean; NaN where they do not vary."""
    return float((values.iloc[-1] - values.mean()) / values.std(ddof=1)) if varies(values) else math.nan


def sparkline(values: "pd.Series[float]") -> str:
    """*values* as blocks, the lowest to the highest of them in eight steps; a blank is a gap."""
    low, width = values.min(), values.max() - values.min()
    steps = (values - low) * ((len(BLOCKS) - 1) / width) if width > 0 else values * 0 + len(BLOCKS) // 2
    return "".join(" " if math.isnan(step) else BLOCKS[round(step)] for step in steps)


def log_returns(values: "pd.Series[float]", longest_gap: int) -> "pd.Series[float]":
    """``ln(P / P before)`` from each known value to the next, blanks dropped first.

    NaN where a logarithm is undefined (a value at or below zero) or the two lie more than *longest_gap* days apart.
    """
    import numpy as np
    import pandas as pd

    known = values.dropna()
    steps = pd.Series(np.log(known.where(known > 0).to_numpy()), index=known.index).diff()
    far = known.index.to_series().diff() > pd.Timedelta(days=longest_gap)
    return steps.mask(far).iloc[1:]


def volatility(returns: "pd.Series[float]", a_year: int) -> float:
    """The standard deviation (ddof 1) of *returns*, *a_year* of them a year, as a yearly figure in percent."""
    return float(100 * returns.std(ddof=1, skipna=False) * math.sqrt(a_year))


def rolling_volatility(returns: "pd.Series[float]", width: int, a_year: int) -> "pd.Series[float]":
    """The same of each *width* neighbouring returns, by the day of the last; windows with an undefined one left out."""
    return (100 * returns.rolling(width).std(ddof=1) * math.sqrt(a_year)).dropna()


def share_above(values: "pd.Series[float]", level: float) -> float:
    """The percentage of *values* that lie above *level*; a value equal to it does not."""
    return float(100 * (values > level).mean())


def periods_of_stake(cap: float) -> int:
    """Periods until all is paid when each pays *cap* of what was held at the start: ``ceil(1 / cap)``."""
    return _whole(1 / cap)


def left_of_rest(cap: float, periods: int) -> float:
    """The share still held after *periods* that each pay *cap* of what is held: ``(1 - cap) ** periods``."""
    return float((1 - cap) ** periods)


def periods_of_rest(cap: float, left: float) -> int:
    """Periods until no more than *left* is held when each pays *cap* of what is held: ``ceil(ln left / ln(1 - cap))``.

    It never ends in full, unless *cap* is all.
    """
    return 1 if cap == 1 else _whole(math.log(left) / math.log1p(-cap))


def periods_in_queue(cap: float, queueing: float) -> int:
    """Periods until a queue of *queueing* of the fund is paid out, each period paying *cap* of what the fund then is.

    The fund shrinks by what it pays, so the queue is gone once all but ``1 - queueing`` of the fund has been paid.
    """
    return periods_of_rest(cap, 1 - queueing)


def base_share(first: float, second: float, total: float) -> float:
    """The weight of a part that grows by *first* beside one that grows by *second* where both together grow by *total*.

    ``w first + (1 - w) second = total``; the two differ.
    """
    return (total - second) / (first - second)


def _whole(periods: float) -> int:
    """*periods* rounded up; what exceeds a whole number by no more than arithmetic does is that number."""
    return math.ceil(periods - ROUNDING)


def varies(values: "pd.Series[float]") -> bool:
    """Whether *values* differ by more than arithmetic alone makes equal ones differ."""
    return bool(values.std(ddof=1) > ROUNDING * values.abs().max())


def scores(values: "pd.DataFrame") -> "pd.DataFrame":
    """Each column in standard deviations (ddof 1) from its mean; every one of them varies."""
    return (values - values.mean()) / values.std(ddof=1)


def percentile(values: "pd.Series[float]") -> float:
    """The percentage of *values* at or below the last of them, which counts too: its percentile rank, ties included."""
    return float(100 * (values <= values.iloc[-1]).mean())
