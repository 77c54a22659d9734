"""Levels and their history: the latest value, the last time it was as high, and a change."""

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Literal

from footnote.answer import Figure
from footnote.errors import AskError
from footnote.text import Text
from tools import maths, refusals
from tools.data import Data
from tools.ends import between
from tools.levels import changed, level
from tools.observations import Observations
from tools.periods import day_of, period_end
from tools.registry import At, Day, SeriesId, WindowText, tool
from tools.window import Window, span

if TYPE_CHECKING:
    import pandas as pd


@tool(
    cues=r"\blatest\b|\blast (print|reading|value|number|release)\b|最新|最近一(次|期)",
    only=r"\b(current(ly)?|now|today|level|print|reading|how (high|low)|what)\b"
    r"|多少|目前|现在|当前|水平",
    figures={"latest": "the last known value", "level": "the value of the period named by `at`"},
)
def latest(data: Data, series: SeriesId, at: At | None = None) -> Figure:
    """The last known value of a series, with its date; *at* names an earlier period (2026-01, 2008Q1) instead.

    In the series' own unit, base scale. Says so when the value is older than the series' rule allows.
    """
    observed = data.series(series)
    known = observed.known if at is None else _upto(observed, at)
    return level(observed, known.iloc[-1:], "latest" if at is None else "level")


def _upto(observed: Observations, at: str) -> "pd.Series[float]":
    """The known observations up to the one that *at* names; AskError when that one is not there."""
    first, last = span(at)
    spec, day = observed.series, period_end(last, observed.series.freq)
    if period_end(first, spec.freq) != day and "sum" in (spec.average, {"flow": "sum"}.get(spec.kind)):
        raise refusals.several_periods(observed, at)
    if error := refusals.outside_valid([observed], day, day):
        raise error
    if day < observed.first:
        raise refusals.short_history(observed, day)
    if day > observed.last:
        raise refusals.beyond(observed, day)
    upto = observed.upto(day)
    if observed.series.freq in "MQA" and day_of(upto.index[-1]) != day:
        raise refusals.blanks(observed, [day], 1)
    return upto


@tool(
    cues=r"\bsince when\b|\bhow far back\b|\b(this|so|as) (high|low|strong|weak|tight|wide)\b|\brecord\b"
    r"|\b(year|month|week) (high|low)\b|\ball[- ]time\b|上一?次这么"
    r"|\b(highest|lowest|best|worst|strongest|weakest|tightest|widest|steepest|flattest|most|least)\b.{0,24}\bsince\b"
    r"|\b(highest|lowest|steepest|flattest)\b|以来.{0,4}(最|新)|几月以来|何时以来|新高|新低|历史高位|历史低位|最高|最低",
    weight=3,
    picks={
        "lowest": r"\blow(est)?\b|\bworst\b|\bweak(est)?\b|\btight(est|er)?\b|\bleast\b|\bflattest\b|\bsmallest\b"
        r"|新低|最低|最差|最弱|最窄|最紧|这么(低|差|弱)"
    },
    figures={
        "latest": "the value now",
        "level": "the value of the period named by `at`",
        "since": "the last earlier value at least as high, or low",
    },
)
def since_when(
    data: Data,
    series: SeriesId,
    kind: Literal["highest", "lowest"],
    window: WindowText | None = None,
    at: At | None = None,
) -> Figure:
    """The last time a series was at least as high (or as low) as now, or that this is a record of its history.

    Ties count. *window* limits the history looked at; *at* asks as of an earlier period. ``since`` in the statistics is
    the date of that earlier observation, null at a record. Needs two observations.
    """
    observed = data.series(series)
    known = observed.known if at is None else _upto(observed, at)
    if window:
        known = _within(observed, known, window)
    if len(known) < 2:
        raise refusals.too_narrow(observed, observed.first, day_of(known.index[-1]))
    place = maths.as_extreme_before(known, kind)
    now = level(observed, known.iloc[-1:], "latest" if at is None else "level")
    earlier = () if place is None else (level(observed, known.iloc[place : place + 1], "since"),)
    return replace(
        now,
        formula=f"last earlier observation {'>=' if kind == 'highest' else '<='} the one of {now.as_of}",
        inputs=(observed.input(known),),
        parts=earlier,
        stats={
            **now.stats,
            "since": earlier[0].as_of if earlier else None,
            "record": place is None,
            "previous": day_of(known.index[-2]),
            "n": len(known),
            "first": day_of(known.index[0]),
        },
        caveats=(*now.caveats, *(() if earlier else (_history(observed, day_of(known.index[0])),))),
    )


def _history(observed: Observations, first: date) -> Text:
    """A record is one of the history that is held, or of the part that was looked at; no more."""
    start = observed.period(first)
    if first > observed.first:
        return Text(f"Only the history from {start.en} on was looked at.", f"仅查看了自{start.zh}起的历史。")
    return Text(f"The history held starts in {start.en}.", f"所存历史自{start.zh}起。")


def _within(observed: Observations, known: "pd.Series[float]", window: str) -> "pd.Series[float]":
    """The last stretch of *known* that *window* names; a stretch longer than the history is refused."""
    import pandas as pd

    if Window(window=window).length() is None:
        raise AskError(
            Text(
                f"Highs and lows are looked for over the last months or years, not in {window}; ask with 6M or 5Y.",
                f"新高新低按最近的月数或年数查找，不按 {window} 查找；请用 6M、5Y，或不限历史。",
            )
        )
    first, last = Window(window=window).periods(day_of(known.index[-1]), observed.series.freq)
    if first < observed.first:
        raise refusals.short_history(observed, first)
    looked_at = known[(known.index >= pd.Timestamp(first)) & (known.index <= pd.Timestamp(last))]
    if len(looked_at) < 2:
        raise refusals.too_narrow(observed, min(first, last), last)
    return looked_at


@tool(
    cues=r"\bchang(e|ed|es)\b|\bmov(e|ed|es)\b|\b(rise|rose|risen|fall|fell|fallen|drop|dropped|gain|gained|grow|grew|grown|growth)"
    r"\b|\bhappened to\b|\b(up|down) (by|since|over)\b|\byoy\b|\by/y\b|\byear[- ]on[- ]year\b|\bhalved\b|\bdoubled\b"
    r"|同比|变化|变动|涨了|跌了|涨幅|跌幅|升了|降了|上升|下降|上涨|下跌|增长|增加|减少|走势如何|变了|变多少",
    weight=2,
    figures={"change": "the change", "start": "the value it starts from", "end": "the value it arrives at"},
)
def change(
    data: Data,
    series: SeriesId,
    window: WindowText | None = None,
    start: Day | None = None,
    end: Day | None = None,
) -> Figure:
    """The change of a series over a window, in the unit that fits.

    Levels and prices in percent, ``100 (last / first - 1)``; yields and spreads in basis points; other rates and shares
    in percentage points; balances of surveys in points of their index; anything that touches zero as a difference.
    A window of 1Y is the year-on-year change. *start* and *end* name the observations of those periods.
    """
    observed = data.series(series)
    if observed.series.kind == "flow":
        raise refusals.no_change_of_flows(observed)
    return changed(between(observed, Window(window=window, start=start, end=end)))
