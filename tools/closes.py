"""The daily closes of a price: which days are missing, what must be said of them, and when they bear no volatility."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from footnote.errors import AskError
from footnote.text import Text
from tools import maths, refusals
from tools.ends import LONGEST_GAP_DAYS
from tools.observations import Observations, named
from tools.periods import day_of

if TYPE_CHECKING:
    import pandas as pd

USUAL_GAP_DAYS = {"daily": 1, "exchange": 5}
"""Days from one close to the next that need no word: on an exchange, a weekend with holidays around it."""


def missing(observed: Observations, closes: "pd.Series[float]") -> int:
    """Days between the first and the last close that have none: of an exchange its weekdays, holidays too."""
    import numpy as np

    days = closes.index.to_numpy().astype("M8[D]")
    if observed.series.calendar == "daily":
        return int((days[-1] - days[0]).astype(int)) + 1 - len(days)
    return int(np.busday_count(days[0], days[-1] + 1)) - int(np.is_busday(days).sum())


def said(observed: Observations, closes: "pd.Series[float]") -> Iterator[Text]:
    """That closes are missing, where more days than usual lie between two: one return runs across them."""
    gaps = _gaps(observed, closes)
    if not gaps:
        return
    name, (before, after) = named(observed.series), gaps[-1]
    times = Text("", "")
    if len(gaps) > 1:
        times = Text(f" (the last of {len(gaps)} such gaps)", f"（此类间隔共 {len(gaps)} 处，此为最近一处）")
    yield Text(
        f"{name.en}: no close between {before.en} and {after.en}{times.en}; the return runs from the one to the other.",
        f"{name.zh}：{before.zh}与{after.zh}之间没有收盘价{times.zh}，收益率按前后两个收盘价计算。",
    )


def _gaps(observed: Observations, closes: "pd.Series[float]") -> list[tuple[Text, Text]]:
    """The closes before and after each unusual gap; a return is taken across one of up to a month only."""
    days = closes.index.to_series()
    widths = days.diff().dt.days
    wide = (widths > USUAL_GAP_DAYS[observed.series.calendar]) & (widths <= LONGEST_GAP_DAYS)
    pairs = zip(days.shift()[wide], days[wide], strict=True)
    return [(observed.period(day_of(before)), observed.period(day_of(after))) for before, after in pairs]


def refuse_undaily(observed: Observations) -> None:
    """Refuses what is no price, and a price without daily closes."""
    spec = observed.series
    if spec.kind == "price" and spec.freq == "D":
        return
    name = named(spec)
    why = Text("is no price", "不是价格") if spec.kind != "price" else Text("has no daily closes", "没有每日收盘价")
    raise AskError(
        Text(
            f"{name.en} {why.en}, and realised volatility is that of daily closes; ask for its change instead.",
            f"{name.zh}{why.zh}，而已实现波动率按每日收盘价计算；可以查询它的变化。",
        ),
        reason="units",
        choices=(Text(f"change of {spec.title.en}, 1Y", f"{spec.title.zh}过去1年的变化"),),
    )


def refuse_undefined(observed: Observations, closes: "pd.Series[float]") -> None:
    """Refuses closes of which one is at or below zero, or between which more than a month lies."""
    bad = closes.index[closes <= 0]
    if len(bad):
        name, day = named(observed.series), observed.period(day_of(bad[0]))
        raise AskError(
            Text(
                f"{name.en} stands at or below zero on {day.en}, so its log return is undefined. "
                "Ask for a window without that day.",
                f"{name.zh}在{day.zh}为零或负值，对数收益率没有定义。请避开这一天查询。",
            ),
            reason="units",
        )
    before, after = maths.largest_gap(closes)
    if (after - before).days > LONGEST_GAP_DAYS:
        raise refusals.hole(observed, day_of(before), day_of(after))


def too_few(observed: Observations, returns: int) -> AskError:
    """Fewer closes than *returns* need, or a window that holds fewer than two of them."""
    name, held = named(observed.series), len(observed.known)
    if returns < 2 or held < 3:
        return AskError(
            Text(
                f"A volatility needs two returns or more; a window of {returns} days on the {held:,} closes of "
                f"{name.en} has fewer. Ask for 30D, or for a price with a longer history.",
                f"波动率至少需要两个收益率；{name.zh}有 {held:,} 个收盘价，{returns} 天的区间不够。"
                "请用 30D，或查询历史更长的价格。",
            ),
            reason="short_history",
        )
    first, last = observed.period(observed.first), observed.period(observed.last)
    return AskError(
        Text(
            f"{name.en} has {held:,} closes, from {first.en} to {last.en}; {returns:,} returns need {returns + 1:,}. "
            f"Ask for a window of up to {held - 1}D.",
            f"{name.zh}有 {held:,} 个收盘价（{first.zh}至{last.zh}），{returns:,} 个收益率需要 {returns + 1:,} 个。"
            f"请查询不超过 {held - 1}D 的区间。",
        ),
        reason="short_history",
    )
