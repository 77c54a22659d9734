"""A series that was fetched anew and holds less than before: an answer cut short, or a history that was cut."""

from dataclasses import replace
from datetime import UTC, date, datetime

from footnote.errors import SourceError
from footnote.spelling import spell_period
from footnote.text import Text
from tools.cache.copies import Copy
from tools.catalogue import Series
from tools.observations import named
from tools.periods import day_of, period_end
from tools.reading import Reading

MOST_LOST = 0.05
"""The share of observations inside the span of both that a source may take back; more is an answer with holes."""
PERIOD_DAYS = {"D": 7, "W": 14, "M": 31, "Q": 92, "A": 366}
"""How far a window of fixed length may move at once beyond the time that has passed."""


def judged(spec: Series, kept: Copy, new: Reading, *, now: float, scheme: str) -> tuple[Reading, date | None]:
    """*new* with what must be said of it beside *kept*, and the day the series began before its history was cut.

    SourceError where it ends earlier, or has holes: that is part of an answer.
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
    said = [_fewer(spec, scheme, was - left, when)] if left < was else []
    moved = first - old > pd.Timedelta(days=(now - kept.fetched) / 86_400 + PERIOD_DAYS[spec.freq])
    began = kept.began or (day_of(old) if moved else None)
    if began is not None and day_of(first) <= began:
        began = None
    if began is not None:
        said.append(_starts_late(spec, scheme, began, day_of(first)))
    return replace(new, caveats=(*new.caveats, *said)), began


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
