"""A series that was fetched anew and is not what it was: cut short, on another scale, its history cut."""

import math
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from footnote.errors import SourceError
from footnote.spelling import spell_period
from footnote.text import Text
from tools.cache.copies import Copy
from tools.catalogue import Series
from tools.observations import named
from tools.periods import day_of, period_end
from tools.reading import Reading

if TYPE_CHECKING:
    import pandas as pd

MOST_LOST = 0.05
"""The share of observations inside the span of both that a source may take back; more is an answer with holes."""
LARGE, ALIKE, MOST = 5.0, 0.05, 0.5
"""Values are on another scale when most of them have moved by nearly one factor, larger than any change of base."""
ENOUGH, NEARLY_TEN = 3, 0.002
PERIOD_DAYS = {"D": 7, "W": 14, "M": 31, "Q": 92, "A": 366}
"""How far a window of fixed length may move at once beyond the time that has passed."""


def judged(spec: Series, kept: Copy, new: Reading, *, now: float, scheme: str) -> tuple[Reading, date | None]:
    """*new* with what must be said of it beside *kept*, and the day the series began before its history was cut.

    SourceError where it ends earlier, or has holes, which is part of an answer; and where it is on another scale.
    """
    import pandas as pd

    before, after = (each.values.dropna().sort_index() for each in (kept.reading, new))
    if before.empty:
        return new, None
    when = f"{datetime.fromtimestamp(kept.fetched, UTC):%Y-%m-%d}"
    if after.empty or after.index[-1] < before.index[-1]:
        raise _ends_early(spec, scheme, before.index[-1])
    old, first = before.index[0], after.index[0]
    was, left = len(before.loc[first:]), len(after.loc[old : before.index[-1]])
    if left < was * (1 - MOST_LOST):
        raise _has_holes(scheme, left, was, when)
    if factor := _rescaled(before, after):
        raise _on_another_scale(scheme, factor, when)
    said = [_fewer(spec, scheme, was - left, when)] if left < was else []
    moved = first - old > pd.Timedelta(days=(now - kept.fetched) / 86_400 + PERIOD_DAYS[spec.freq])
    began = kept.began or (day_of(old) if moved else None)
    if began is not None and day_of(first) <= began:
        began = None
    if began is not None:
        said.append(_starts_late(spec, scheme, began, day_of(first)))
    return replace(new, caveats=(*new.caveats, *said)), began


def _rescaled(before: "pd.Series[float]", after: "pd.Series[float]") -> float | None:
    """The factor by which most of the values that both hold have moved, where it is large; a new base is no such.

    Of a few values nothing but a power of ten is one: a first estimate may well become six times as large.
    """
    import numpy as np

    old, new = before.align(after, join="inner")
    ratios = (new / old)[(old != 0) & (new != 0)].to_numpy()
    factor = float(np.median(ratios)) if len(ratios) else 1.0
    if not (factor >= LARGE or 0 < factor <= 1 / LARGE):
        return None
    if len(ratios) < ENOUGH:
        power = math.log10(factor)
        return factor if abs(power - round(power)) < NEARLY_TEN else None
    alike = np.abs(ratios / factor - 1) < ALIKE
    return factor if alike.mean() >= MOST else None


def _on_another_scale(scheme: str, factor: float, when: str) -> SourceError:
    times = f"{max(factor, 1 / factor):,.0f}"
    en, zh = ("large", f" {times} 倍") if factor > 1 else ("small", f" 1/{times}")
    return SourceError(
        Text(
            f"{scheme.upper()} sent values {times} times as {en} as those of {when}: another unit, or another series.",
            f"{scheme.upper()} 返回的数值是 {when} 时的{zh}，单位或序列可能已变更。",
        )
    )


def _ends_early(spec: Series, scheme: str, last: object) -> SourceError:
    en, zh = _period(spec, day_of(last))
    return SourceError(
        Text(
            f"{scheme.upper()} sent an answer cut short: it ends before {en}, which was there before.",
            f"{scheme.upper()} 返回的数据不完整：未包含此前已有的{zh}。",
        )
    )


def _has_holes(scheme: str, left: int, was: int, when: str) -> SourceError:
    return SourceError(
        Text(
            f"{scheme.upper()} sent an answer with holes: {left} observations where there were {was} on {when}.",
            f"{scheme.upper()} 返回的数据有缺漏：同一区间内只有 {left} 个观测值，{when} 时有 {was} 个。",
        )
    )


def _fewer(spec: Series, scheme: str, lost: int, when: str) -> Text:
    name = named(spec)
    return Text(
        f"{name.en}: {scheme.upper()} holds {lost} observation{'s' * (lost != 1)} fewer than on {when}.",
        f"{name.zh}：{scheme.upper()} 现有数据比 {when} 时少 {lost} 个观测值。",
    )


def _starts_late(spec: Series, scheme: str, began: date, first: date) -> Text:
    name, (old, old_zh), (new, new_zh) = named(spec), _period(spec, began), _period(spec, first)
    return Text(
        f"{name.en}: {scheme.upper()} has cut its history, which now starts in {new} and started in {old} before.",
        f"{name.zh}：{scheme.upper()} 已缩短历史数据，原自{old_zh}起，现自{new_zh}起。",
    )


def _period(spec: Series, day: date) -> tuple[str, str]:
    end = period_end(day, spec.freq)
    return spell_period(end, spec.freq, "en"), spell_period(end, spec.freq, "zh")
