"""How unusual a value is: a series' last one in standard deviations from its mean."""

from dataclasses import replace
from typing import TYPE_CHECKING

from footnote.answer import Figure, Input
from footnote.text import Text
from tools import history, maths
from tools.data import Data
from tools.levels import level
from tools.observations import named
from tools.periods import day_of
from tools.registry import At, SeriesId, WindowText, tool
from tools.standard import DDOF, Column, begins_later, column, refuse_unfit
from tools.window import Window

if TYPE_CHECKING:
    import pandas as pd

    Values = pd.Series[float]

MOMENTS = {"mean": "sum(x) / n", "sd": "sqrt(sum((x - mean)^2) / (n - 1))"}


NORM = r"mean|average|avg|norm|normal|history|long[- ]run (?:mean|average)"
"""What a value is far from, or near to."""


@tool(
    cues=r"z-?scores?|\bz score|\bstandard deviations?\b|\bsigmas?\b|\bhow (?:un|ab)(?:usual|normal)\b|\bst(d"
    r"|andard)\.? devs?\b|\bs\.?ds?\b"
    r"|\brich or cheap\b|\bcheap or rich\b|\bzs\b|\bz\b(?=[?!. ]*$)|\bhow (?:far|many|much|stretched|extended"
    r"|extreme|rich|cheap"
    r"|elevated|depressed|normal)\b"
    rf"(?=.{{0,60}}\b(?:{NORM})\b)|\bhow (?:stretched|extended|extreme|unusual|abnormal|out of line|out of whack)\b"
    rf"|\b(?:relative to|versus|vs\.?|compared (?:to|with)|against|away from|above|below|from) (?:its|the|their"
    rf"|long[- ]run|own|usual|historical? )*"
    rf"(?:{NORM})\b"
    r"|标准差|标准分|z ?值|z ?分数|(?:偏离|高于|低于|距离?|离|较)(?:其|它|长期|历史)*的?(?:均值|平均|常态|正常水平"
    r"|中枢)|多(?:极端|反常|异常)|σ",
    weight=4,
    figures={
        "zscore": "the last value, or its log change on twelve months, in standard deviations from the mean",
        "level": "the value that is standardised",
        "mean": "the mean of the sample",
        "sd": "the standard deviation of the sample, with n - 1",
    },
)
def zscore(data: Data, series: SeriesId, window: WindowText | None = None, at: At | None = None) -> Figure:
    """How many standard deviations a series is from its mean, over its whole history unless a window is named.

    ``(x - mean) / sd``, sd with n - 1 (ddof 1), the sample ending with the value itself. Surveys, rates, spreads and
    composites are taken as levels; an amount or an index above zero that trends is never standardised raw: x is then
    its log change on twelve months, ``100 ln(v / v a year before)``. *window* (10Y: the last 120 months) limits the
    sample, *at* asks as of an earlier period and uses nothing later. Blanks are left out and said. Refuses less than
    two years of days, weeks or months, five of quarters, ten of years, a window the history does not cover, and a
    series that does not vary.
    """
    observed = data.series(series) if at is None else history.upto(data.series(series), at)
    one = column(observed)
    sample = _sample(one, Window(window=window), at) if window else one.values
    whole = named(observed.series)
    refuse_unfit(whole, (one,), sample.to_frame(one.name), observed.series.freq)
    if sample.index[-1] != observed.known.index[-1]:
        raise one.missing(observed.last)
    return _figure(one, sample, latest=at is None, whole=not window)


def _sample(one: Column, window: Window, at: str | None) -> "Values":
    """The last stretch of the values that *window* names; one that begins before they do is refused."""
    import pandas as pd

    observed = one.observed
    first, last = history.back(observed, window, at=at)
    sample = one.values[(one.values.index >= pd.Timestamp(first)) & (one.values.index <= pd.Timestamp(last))]
    latest = pd.Timestamp(first + history.slack(observed.series.freq))
    if len(one.values) and one.values.index[0] > latest and one.transform != "level":
        opens = observed.period(day_of(one.values.index[0]))
        raise begins_later(named(observed.series), one, opens, observed.period(first))
    return sample


def _figure(one: Column, sample: "Values", *, latest: bool, whole: bool) -> Figure:
    """The score of the last of *sample*, with the value, the mean and the standard deviation it is made of."""
    observed, day = one.observed, one.observed.last
    spec, now, first = observed.series, observed.period(day), observed.period(day_of(sample.index[0]))
    parts = (_level(one), *_moments(one, sample))
    default = (Input.assumption("sample_start", day_of(sample.index[0]).isoformat()),) if whole else ()
    return Figure(
        name="zscore",
        label=Text(
            f"{spec.title.en}, z-score of its {one.words.en}, {now.en}, sample from {first.en}",
            f"{spec.title.zh}，{one.words.zh}的标准分，{now.zh}，样本自{first.zh}起",
        ),
        value=maths.zscore(sample),
        unit="standard deviation",
        as_of=day,
        formula=f"(level - mean) / sd, sd with n - 1{one.of}",
        inputs=(*(Input.figure(part) for part in parts), DDOF, *default, *one.assumed),
        parts=parts,
        series=spec.id,
        title=spec.title,
        stats={
            "n": len(sample),
            "first": day_of(sample.index[0]),
            "last": day,
            "ddof": 1,
            "transform": one.transform,
            "vintage": observed.vintage,
        },
        caveats=(
            *(observed.caveats() if latest else observed.said_of_source()),
            *one.said,
            *history.blanks(named(spec), sample, spec.freq),
        ),
        freq=spec.freq,
        signed=True,
    )


def _level(one: Column) -> Figure:
    """What is standardised: the last observation, or its log change on twelve months."""
    import pandas as pd

    observed = one.observed
    found = level(observed, observed.known, "level")
    if not one.chosen:
        return found
    spec, now = observed.series, found.period
    both = one.behind(pd.DatetimeIndex(one.values.index[-1:]))
    return replace(
        found,
        label=Text(f"{spec.title.en}, {one.words.en}, {now.en}", f"{spec.title.zh}，{one.words.zh}（{now.zh}）"),
        value=float(one.values.iloc[-1]),
        unit=one.unit,
        formula=f"x = {one.of.removeprefix('; x = ')}",
        inputs=(observed.input(both),),
        signed=True,
        digits=0,
    )


def _moments(one: Column, sample: "Values") -> tuple[Figure, Figure]:
    """The mean and the standard deviation of *sample*."""
    spread = "percentage point" if one.unit == "percent" else one.unit
    return (
        _moment(one, sample, "mean", Text("mean", "均值"), float(sample.mean()), one.unit),
        _moment(one, sample, "sd", Text("standard deviation", "标准差"), float(sample.std(ddof=1)), spread),
    )


def _moment(one: Column, sample: "Values", name: str, word: Text, value: float, unit: str) -> Figure:
    """One of the two, of the values of *sample*, down to the observations behind them."""
    import pandas as pd

    observed, day = one.observed, day_of(sample.index[-1])
    spec, opens = observed.series, day_of(sample.index[0])
    first, last = observed.period(opens), observed.period(day)
    return Figure(
        name=name,
        label=Text(
            f"{spec.title.en}, {word.en} of its {one.words.en}, {first.en} to {last.en}",
            f"{spec.title.zh}，{first.zh}至{last.zh}{one.words.zh}的{word.zh}",
        ),
        title=spec.title,
        value=value,
        unit=unit,
        as_of=day,
        formula=MOMENTS[name] + one.of,
        inputs=(observed.input(one.behind(pd.DatetimeIndex(sample.index))),),
        series=spec.id,
        stats={"n": len(sample), "first": opens},
        freq=spec.freq,
        signed=one.chosen and name == "mean",
        digits=0 if one.chosen else level(observed, observed.known, "level").digits,
    )
