"""How unusual the last value of a series is: its z-score over ten years, of the level or of its change on the year."""

import math
from typing import TYPE_CHECKING

from footnote.answer import Figure
from footnote.text import Text
from tools import maths
from tools.observations import Observations, named
from tools.periods import day_of

if TYPE_CHECKING:
    import pandas as pd

YEARS = 10
LEAST = {"D": 500, "W": 104, "M": 24, "Q": 20}
"""The smallest sample: two years, of quarters five; of yearly values ten years hold none."""
TRENDING = ("hard", "stock", "price", "flow")
AMOUNTS = ("index", "count", "persons")


def zscore(observed: Observations) -> Figure | None:
    """The last value against the last ten years, or what is held of them; None where that is too little.

    Amounts and indices that only know positive values trend: of those the log change on twelve months is scored.
    """
    import pandas as pd

    spec, known = observed.series, observed.known
    trends = is_trending(observed)
    opens = known.index[-1] - pd.DateOffset(years=YEARS)
    sample = maths.log_change_on_year(known, spec.freq) if trends else known
    sample = sample[sample.index > opens]
    if len(sample) < LEAST.get(spec.freq, math.inf) or sample.index[-1] != known.index[-1]:
        return None
    value = maths.zscore(sample)
    short = known.index[0] > opens + pd.DateOffset(months=1)
    return None if math.isnan(value) else _figure(observed, sample, value, trends=trends, short=short)


def is_trending(observed: Observations) -> bool:
    """Whether the series is an amount or an index that moves away from where it was, so that its level says little."""
    spec = observed.series
    amount = spec.unit.is_money or spec.unit.name in AMOUNTS
    return spec.kind in TRENDING and spec.neutral is None and amount and bool((observed.known > 0).all())


def _figure(observed: Observations, sample: "pd.Series[float]", value: float, *, trends: bool, short: bool) -> Figure:
    """The score of the last of *sample*, which is the series itself or its change on the year."""
    spec, first = observed.series, day_of(sample.index[0])
    since = observed.period(first)
    what = Text("the 12-month change", "12个月变化") if trends else Text("the level", "水平值")
    return Figure(
        name="zscore",
        label=Text(
            f"{spec.title.en}, z-score of {what.en}, since {since.en}",
            f"{spec.title.zh}，{what.zh}的标准分，自{since.zh}起",
        ),
        value=value,
        unit="standard deviation",
        as_of=observed.last,
        formula=f"(last - mean) / sd{' of 100 ln(x / x a year before)' if trends else ''}, sd with n - 1",
        inputs=(observed.input(_used(observed, sample, trends=trends)),),
        series=spec.id,
        title=spec.title,
        stats={"n": len(sample), "first": first, "mean": float(sample.mean()), "sd": float(sample.std(ddof=1))},
        caveats=(_short(observed, since),) if short else (),
        freq=spec.freq,
        signed=True,
    )


def _used(observed: Observations, sample: "pd.Series[float]", *, trends: bool) -> "pd.Series[float]":
    """The observations behind *sample*: of changes on the year those a year before as well."""
    import pandas as pd

    first, known = sample.index[0], observed.known
    if trends:
        first -= pd.DateOffset(years=1)
        first = known.index.asof(first if observed.series.freq in "DW" else first + pd.offsets.MonthEnd(0))
    used: pd.Series[float] = known[known.index >= first]
    return used


def _short(observed: Observations, since: Text) -> Text:
    name = named(observed.series)
    return Text(
        f"{name.en}: the z-score is of less than ten years, from {since.en} on.",
        f"{name.zh}：标准分的样本不足十年，自{since.zh}起。",
    )
