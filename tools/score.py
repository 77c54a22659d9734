"""How unusual the last value of a board's row is: its z-score over ten years, of the level or of its log change."""

import math
from typing import TYPE_CHECKING

from footnote.answer import Figure
from footnote.errors import AskError
from footnote.text import Text
from tools import maths
from tools.observations import Observations, named
from tools.periods import day_of
from tools.standard import LEAST, Column, column

if TYPE_CHECKING:
    import pandas as pd

YEARS = 10


def zscore(observed: Observations) -> Figure | None:
    """The last value against the last ten years, or what is held of them; None where that is too little or no price.

    Amounts and indices that only know positive values trend: of those the log change on twelve months is scored.
    Yearly values have no score: ten of them are no sample.
    """
    import pandas as pd

    spec, known = observed.series, observed.known
    try:
        one = column(observed)
    except AskError:
        return None
    opens = known.index[-1] - pd.DateOffset(years=YEARS)
    sample = one.values[one.values.index > opens]
    if spec.freq == "A" or len(sample) < LEAST[spec.freq] or sample.index[-1] != known.index[-1]:
        return None
    value = maths.zscore(sample)
    short = known.index[0] > opens + pd.DateOffset(months=1)
    return None if math.isnan(value) else _figure(one, sample, value, short=short)


def _figure(one: Column, sample: "pd.Series[float]", value: float, *, short: bool) -> Figure:
    """The score of the last of *sample*, which is the series itself or its change on the year."""
    import pandas as pd

    observed, first, last = one.observed, day_of(sample.index[0]), day_of(sample.index[-1])
    spec, since = observed.series, observed.period(first)
    what = Text("the 12-month change", "12个月变化") if one.chosen else Text("the level", "水平值")
    return Figure(
        name="zscore",
        label=Text(
            f"{spec.title.en}, z-score of {what.en}, since {since.en}",
            f"{spec.title.zh}，{what.zh}的标准分，自{since.zh}起",
        ),
        value=value,
        unit="standard deviation",
        as_of=last,
        formula=f"(last - mean) / sd{' of 100 ln(x / x a year before)' if one.chosen else ''}, sd with n - 1",
        inputs=(observed.input(one.behind(pd.DatetimeIndex(sample.index))),),
        series=spec.id,
        title=spec.title,
        stats={"n": len(sample), "first": first, "mean": float(sample.mean()), "sd": float(sample.std(ddof=1))},
        caveats=(*one.said, *((_short(observed, since),) if short else ())),
        freq=spec.freq,
        signed=True,
    )


def _short(observed: Observations, since: Text) -> Text:
    name = named(observed.series)
    return Text(
        f"{name.en}: the z-score is of less than ten years, from {since.en} on.",
        f"{name.zh}：标准分的样本不足十年，自{since.zh}起。",
    )
