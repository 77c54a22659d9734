"""How much a price swings: realised volatility, how often it lay above a threshold, and its maximum."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from footnote.answer import Figure, Input, Stat
from footnote.errors import AskError
from footnote.spelling import spell_day
from footnote.text import Text
from tools import closes, maths, refusals
from tools.catalogue import Series
from tools.data import Data
from tools.ends import LONGEST_GAP_DAYS, Ends, between
from tools.observations import Observations, named
from tools.periods import day_of
from tools.registry import Fraction, SeriesId, WindowText, tool
from tools.window import Window

if TYPE_CHECKING:
    import pandas as pd

USUAL = "30D"
USUAL_RETURNS = 30
THRESHOLD = 1.0
MOST = 10.0
"""The highest threshold that is taken for a fraction: 1,000 % a year."""
A_YEAR = {"daily": 365, "exchange": 252}
A_WEEK = {"daily": 7, "exchange": 5}


@tool(
    cues=r"\b((realised|realized|historical|historic|annualised|annualized|rolling|daily)[- ])*"
    r"(vol|vols|volatility|volatilities|volatile)\b|\breali[sz]ed\b"
    r"|((已实现|实现|历史|年化|滚动)的?)*(波动率|波动性|波动度|波幅|波动)(有?多[高大])?",
    only=r"\bhow (choppy|wild|jumpy)\b|\bswings?\b|震荡",
    weight=4,
    about=r"\b(how often|how many days|share|portion|days?|often|exceed(s|ed)?|more|than|thresholds?|thing|daily"
    r"|realised|realized|annualised|annualized|above|over)\b"
    r"|\b(30|252|365)[- ]?days?\b|(30|252|365) ?[日天]"
    r"|天数|日子|频率|占比?|比例|高过|高于|超过|大于|经常|门槛|阈值|年化|已实现|次数|日均",
    figures={
        "volatility": "the realised volatility of the window that ends last",
        "share_above": "the share of days on which the volatility of a window of that length lay above the threshold",
        "maximum": "the highest volatility of such a window, with its day",
    },
)
def volatility(
    data: Data, series: SeriesId, window: WindowText | None = None, threshold: Fraction | None = None
) -> Figure:
    """Realised volatility of a price, annualised, and how often it has been above a threshold.

    ``100 sd(ln(P_t / P_t-1)) sqrt(N)`` over daily closes, sd with ddof 1 (Hull, *Options, Futures, and Other
    Derivatives*, on estimating volatility from historical data). N is 365 where the instrument trades round the clock
    (``calendar = "daily"``), else 252 exchange days. The window counts returns: 30 when none is named, 90D is 90 of
    them, a month or a year as many as N has. ``share_above`` is the share of windows of that many returns, over all the
    history held, above *threshold*, a fraction: 1.0 (100 %) when none is named; of years, YTD or a calendar year it is
    the share of the windows of 30 returns inside it. Blanks are dropped first, and said. Refused: what is no daily
    price, a history shorter than the window, and in the window a close at or below zero or 30 days without one.
    """
    observed = data.series(series)
    closes.refuse_undaily(observed)
    limit = THRESHOLD if threshold is None else threshold
    if not 0 < limit <= MOST:
        raise _no_threshold(limit)
    sample = _sample(observed, Window(window=window or USUAL))
    now = _now(sample)
    level = (Input.assumption if threshold is None else Input.given)("threshold", 100 * limit, "percent")
    parts = () if sample.rolled.empty else (_share(sample, level), _maximum(sample))
    assumed = () if window else (Input.assumption("window", USUAL),)
    return replace(now, inputs=(*now.inputs, *assumed), parts=parts)


@dataclass(frozen=True, kw_only=True)
class Sample:
    """The closes of the window (*used*), those held beside them, and of how many returns windows are taken there."""

    used: Ends
    held: "pd.Series[float]"
    width: int

    @property
    def observed(self) -> Observations:
        """The price."""
        return self.used.observed

    @property
    def spec(self) -> Series:
        """What the catalogue says of it."""
        return self.observed.series

    @property
    def a_year(self) -> int:
        """How many returns a year has."""
        return A_YEAR[self.spec.calendar]

    @cached_property
    def returns(self) -> "pd.Series[float]":
        """The log returns of all closes held; NaN where one is undefined."""
        return maths.log_returns(self.held, LONGEST_GAP_DAYS)

    @cached_property
    def rolled(self) -> "pd.Series[float]":
        """The volatility of each window of the width, by its last day."""
        return maths.rolling_volatility(self.returns, self.width, self.a_year)

    @property
    def rules(self) -> tuple[Input, ...]:
        """How a volatility is made of closes: the days of a year, the returns of a window, what is too long a gap."""
        return (
            Input.assumption("days a year", self.a_year, "days"),
            Input.assumption("returns in a window", self.width, "count"),
            Input.assumption("longest gap", LONGEST_GAP_DAYS, "days"),
        )

    @property
    def stats(self) -> dict[str, Stat]:
        """How many windows there are, from which day to which."""
        first, last = day_of(self.rolled.index[0]), day_of(self.rolled.index[-1])
        return {"n": len(self.rolled), "start": first, "end": last, "window": self.width, "annualisation": self.a_year}


def _sample(observed: Observations, window: Window) -> Sample:
    """The closes a window stands for; a history that is shorter is refused, and so is a hole in it."""
    if length := window.length():
        if error := refusals.meaning_ended([observed], window):
            raise error
        width, held = _returns_in(length, observed.series.calendar), observed.known
        if width < 2 or len(held) <= width:
            raise closes.too_few(observed, width)
        used = Ends(observed=observed, values=held.iloc[-width - 1 :])
        sample = Sample(used=used, held=held, width=width)
        if length[1] == "Y":
            sample = Sample(used=used, held=used.values, width=USUAL_RETURNS)
    else:
        used = between(observed, window)
        if len(used.values) < 3:
            raise refusals.too_narrow(observed, used.first, used.last)
        sample = Sample(used=used, held=used.values, width=USUAL_RETURNS)
    closes.refuse_undefined(observed, sample.used.values)
    return sample


def _returns_in(length: tuple[int, str], calendar: str) -> int:
    """How many returns a window of *length* holds."""
    number, unit = length
    if unit in "DW":
        return number * (A_WEEK[calendar] if unit == "W" else 1)
    return round(number * A_YEAR[calendar] / (12 if unit == "M" else 1))


def _now(sample: Sample) -> Figure:
    """The volatility of the window."""
    spec, used, day = sample.spec, sample.used.values, sample.used.last
    count = len(used) - 1
    return Figure(
        name="volatility",
        label=Text(
            f"{spec.title.en}, realised volatility of {count:,} daily log returns to {spell_day(day)}, "
            f"annualised with {sample.a_year} days",
            f"{spec.title.zh}，截至{spell_day(day, 'zh')}的 {count:,} 个日对数收益率的已实现波动率，"
            f"按每年 {sample.a_year} 天年化",
        ),
        title=spec.title,
        value=maths.volatility(maths.log_returns(used, LONGEST_GAP_DAYS), sample.a_year),
        unit="percent",
        as_of=day,
        formula=f"100 sd(ln(P_t / P_t-1), ddof 1) sqrt({sample.a_year})",
        inputs=(sample.observed.input(used), Input.assumption("days a year", sample.a_year, "days")),
        series=spec.id,
        stats={
            "n": count,
            "start": sample.used.first,
            "end": day,
            "annualisation": sample.a_year,
            "missing": closes.missing(sample.observed, used),
        },
        caveats=(*sample.used.caveats, *closes.said(sample.observed, used)),
        freq=spec.freq,
    )


def _share(sample: Sample, threshold: Input) -> Figure:
    """How often windows of the width lay above the threshold."""
    spec, stats, width, level = sample.spec, sample.stats, sample.width, float(threshold.value or 0.0)
    first, last = (day_of(sample.rolled.index[place]) for place in (0, -1))
    left_out = len(sample.returns) - width + 1 - len(sample.rolled)
    return Figure(
        name="share_above",
        label=Text(
            f"{spec.title.en}, share of days with a volatility of {width:,} returns above {level:g}%, "
            f"{spell_day(first)} to {spell_day(last)}",
            f"{spec.title.zh}，{spell_day(first, 'zh')}至{spell_day(last, 'zh')}，"
            f"{width:,} 个收益率的波动率高于 {level:g}% 的天数占比",
        ),
        title=Text(f"above {level:g}%", f"高于 {level:g}%"),
        value=maths.share_above(sample.rolled, level),
        unit="percent",
        as_of=last,
        formula=f"100 (days on which the volatility of {width} returns > {level:g}) / days",
        inputs=(sample.observed.input(sample.held), threshold, *sample.rules),
        series=spec.id,
        stats={
            **stats,
            "threshold": level,
            "missing": closes.missing(sample.observed, sample.held),
            "left_out": left_out,
        },
        caveats=tuple(_said(sample, left_out)),
        freq=spec.freq,
    )


def _maximum(sample: Sample) -> Figure:
    """The highest volatility of a window of the width."""
    spec, stats, width = sample.spec, sample.stats, sample.width
    highest = sample.rolled.index[int(sample.rolled.to_numpy().argmax())]
    first, last, top = (day_of(day) for day in (sample.rolled.index[0], sample.rolled.index[-1], highest))
    place = int(sample.held.index.searchsorted(highest))
    return Figure(
        name="maximum",
        label=Text(
            f"{spec.title.en}, highest volatility of {width:,} returns from {spell_day(first)} to {spell_day(last)}, "
            f"on {spell_day(top)}",
            f"{spec.title.zh}，{spell_day(first, 'zh')}至{spell_day(last, 'zh')}，"
            f"{width:,} 个收益率的波动率最高值（{spell_day(top, 'zh')}）",
        ),
        title=spec.title,
        value=float(sample.rolled.max()),
        unit="percent",
        as_of=top,
        formula=f"100 sd(ln(P_t / P_t-1), ddof 1) sqrt({sample.a_year}), the largest of {len(sample.rolled)}",
        inputs=(sample.observed.input(sample.held.iloc[place - width : place + 1]), *sample.rules[:1]),
        series=spec.id,
        stats={**stats, "day": top},
        freq=spec.freq,
    )


def _said(sample: Sample, left_out: int) -> Iterator[Text]:
    """Which closes of the history are missing, and that windows are left out."""
    yield from closes.said(sample.observed, sample.held)
    if left_out:
        name = named(sample.spec)
        ends = sample.returns.index[sample.width - 1 :].difference(sample.rolled.index)
        first, last = (sample.observed.period(day_of(ends[place])) for place in (0, -1))
        yield Text(
            f"{name.en}: {left_out:,} windows that end from {first.en} to {last.en} are left out, because they hold a "
            f"close at or below zero or more than {LONGEST_GAP_DAYS} days without one.",
            f"{name.zh}：{left_out:,} 个窗口（截止日在{first.zh}至{last.zh}）未计入，其中有零或负的收盘价，"
            f"或超过 {LONGEST_GAP_DAYS} 天没有收盘价。",
        )


def _no_threshold(threshold: float) -> AskError:
    """A threshold that is no fraction."""
    shown = f"{100 * threshold:,.10g}%" if math.isfinite(threshold) else f"{threshold:g}"
    return AskError(
        Text(
            f"A threshold of {shown} is none I can use; give one above 0% and up to {100 * MOST:,g}%, such as 100%.",
            f"无法使用阈值 {shown}；请给出高于 0%、不超过 {100 * MOST:,g}% 的阈值，例如 100%。",
        )
    )
