"""The history of a series that a question looks at: up to the observation it names, back as far as it says."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from footnote.spelling import spell_period
from footnote.text import Text
from tools import refusals
from tools.observations import Observations
from tools.periods import PANDAS, day_of, period_end
from tools.window import Window, span

if TYPE_CHECKING:
    import pandas as pd


SLACK_DAYS = {"D": 7, "W": 7}
"""A window of days or weeks may open on a holiday, and the history with the close after it."""


def slack(freq: str) -> timedelta:
    """By how much a history of this frequency may begin after the window that is asked for."""
    return timedelta(days=SLACK_DAYS.get(freq, 0))


def upto(observed: Observations, at: str) -> Observations:
    """The series as if the period that *at* names were the last; AskError when there is no observation of it."""
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
    found = observed.cut(day)
    if spec.freq in PANDAS and found.last != day:
        raise refusals.blanks(observed, [day], 1)
    return found


def back(observed: Observations, window: Window, *, at: str | None) -> tuple[date, date]:
    """The first and the last period of the stretch that *window* names, back from the last observation.

    One that begins before the history, of days and weeks by more than a week, is refused, and so is one up to now of a
    column that has long held something else; *at* is the period that was asked for in place of now.
    """
    if at is None and (error := refusals.meaning_ended([observed], window)):
        raise error
    first, last = window.periods(observed.last, observed.series.freq)
    if first + slack(observed.series.freq) < observed.first:
        raise refusals.short_history(observed, first)
    return first, last


def blanks(name: Text, values: "pd.Series[float] | pd.DataFrame", freq: str) -> tuple[Text, ...]:
    """Which periods between the first and the last of *values* hold none, in one sentence; days have no blanks."""
    import pandas as pd

    if freq not in PANDAS:
        return ()
    held = pd.DatetimeIndex(values.index).to_period(PANDAS[freq])
    missing = pd.period_range(held[0], held[-1]).difference(held)
    if not len(missing):
        return ()
    first, last = (period(day_of(each.end_time), freq) for each in (missing[0], missing[-1]))
    if len(missing) == 1:
        return (Text(f"{name.en}: {first.en} is blank and left out.", f"{name.zh}：{first.zh}为空白，未计入。"),)
    return (
        Text(
            f"{name.en}: {len(missing):,} periods from {first.en} to {last.en} are blank and left out.",
            f"{name.zh}：{first.zh}至{last.zh}之间有 {len(missing):,} 期为空白，未计入。",
        ),
    )


def period(day: date, freq: str) -> Text:
    """The period that ends on *day*, in words."""
    return Text(spell_period(day, freq, "en"), spell_period(day, freq, "zh"))
