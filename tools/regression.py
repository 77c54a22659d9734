"""A straight line through pairs, and how closely two series move together: Series in, numbers out.

Pairs are the days on which both series hold a value, in their order in time. No Series that was handed in is changed.
"""

import math
from dataclasses import dataclass
from statistics import NormalDist
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

COVERED = 0.95
"""The share of observations that a prediction interval is to hold, and of correlations a confidence interval."""
FLAT, EXACT = 1e-11, 1e-9
"""What binary fractions leave of a spread beside the values, and of a residual beside the spread."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Regression:
    """``y = intercept + slope x`` by ordinary least squares over *n* pairs.

    ``t`` is the slope's, with errors after Newey and West up to ``lag``; ``s`` the standard error of the residuals,
    ``sxx`` the sum of squared distances of x from ``mean_x``, ``low_x`` and ``high_x`` the range of x.
    """

    slope: float
    intercept: float
    r2: float
    n: int
    t: float
    lag: int
    s: float
    mean_x: float
    sxx: float
    low_x: float
    high_x: float

    def at(self, x: float) -> float:
        """The y on the line at *x*."""
        return self.intercept + self.slope * x

    def interval(self, x: float) -> tuple[float, float]:
        """The classical prediction interval of one y at *x*, which takes errors as alike, independent and normal.

        ``y ± t(0.975, n - 2) s sqrt(1 + 1/n + (x - mean)^2 / Sxx)``.
        """
        from scipy.special import stdtrit

        spread = self.s * math.sqrt(1 + 1 / self.n + (x - self.mean_x) ** 2 / self.sxx)
        reach = float(stdtrit(self.n - 2, (1 + COVERED) / 2)) * spread
        return self.at(x) - reach, self.at(x) + reach

    def covers(self, x: float) -> bool:
        """Whether the sample holds an x as low and one as high."""
        return self.low_x <= x <= self.high_x

    @property
    def is_exact(self) -> bool:
        """Whether nothing is left beside the line but what arithmetic leaves."""
        return 1 - self.r2 <= EXACT


def paired(x: "pd.Series[float]", y: "pd.Series[float]") -> "pd.DataFrame":
    """The days on which both hold a value, with the two values as ``x`` and ``y``."""
    import pandas as pd

    return pd.concat({"x": x, "y": y}, axis=1, join="inner").dropna().sort_index()


def regressed(x: "pd.Series[float]", y: "pd.Series[float]") -> Regression:
    """The line through the pairs, three at least, of which neither side is flat."""
    pairs = paired(x, y)
    held_x, held_y = pairs["x"].to_numpy(), pairs["y"].to_numpy()
    mean_x, mean_y = float(held_x.mean()), float(held_y.mean())
    away, beside = held_x - mean_x, held_y - mean_y
    sxx = float(away @ away)
    slope = float(away @ beside) / sxx
    residuals = beside - slope * away
    left, lag = float(residuals @ residuals), newey_west_lag(len(pairs))
    error = math.sqrt(max(0.0, _long_run(away * residuals, lag))) / sxx
    return Regression(
        slope=slope,
        intercept=mean_y - slope * mean_x,
        r2=1 - left / float(beside @ beside),
        n=len(pairs),
        t=slope / error if error > 0 else math.copysign(math.inf, slope),
        lag=lag,
        s=math.sqrt(left / (len(pairs) - 2)),
        mean_x=mean_x,
        sxx=sxx,
        low_x=float(held_x.min()),
        high_x=float(held_x.max()),
    )


def newey_west_lag(n: int) -> int:
    """How many lags the errors of *n* pairs are followed for: ``floor(4 (n / 100) ** (2 / 9))``."""
    return math.floor(4 * float((n / 100) ** (2 / 9)))


def _long_run(scores: "np.ndarray[tuple[int], np.dtype[np.float64]]", lag: int) -> float:
    """The sum of squares of *scores* and of their products up to *lag* apart, with Bartlett's falling weights."""
    total = float(scores @ scores)
    for apart in range(1, lag + 1):
        total += 2 * (1 - apart / (lag + 1)) * float(scores[apart:] @ scores[:-apart])
    return total


def correlation(x: "pd.Series[float]", y: "pd.Series[float]") -> float:
    """Pearson's r over the pairs, of which neither side is flat."""
    pairs = paired(x, y)
    held_x, held_y = pairs["x"].to_numpy(), pairs["y"].to_numpy()
    away, beside = held_x - held_x.mean(), held_y - held_y.mean()
    r = float(away @ beside) / math.sqrt(float(away @ away) * float(beside @ beside))
    return min(1.0, max(-1.0, r))


def correlation_interval(r: float, n: int) -> tuple[float, float]:
    """Fisher's interval for *n* independent pairs, four at least: ``tanh(atanh r ± 1.96 / sqrt(n - 3))``."""
    if abs(r) >= 1 - EXACT:
        return r, r
    reach = NormalDist().inv_cdf((1 + COVERED) / 2) / math.sqrt(n - 3)
    return math.tanh(math.atanh(r) - reach), math.tanh(math.atanh(r) + reach)


def is_flat(values: "pd.Series[float]") -> bool:
    """Whether *values* do not vary, but for what arithmetic leaves."""
    return float(values.max() - values.min()) <= FLAT * float(values.abs().max())
