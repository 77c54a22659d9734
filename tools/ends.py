"""The two ends of a change: the observations a window runs between, or a refusal that says why there are none."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from typing import TYPE_CHECKING

from footnote.text import Text
from tools import maths, refusals
from tools.observations import Observations
from tools.periods import day_of
from tools.window import Window

if TYPE_CHECKING:
    import pandas as pd

LONGEST_GAP_DAYS = 30
LONGEST_STEP_DAYS = {"D": 6, "W": 10}
"""More days than these between two neighbours of a daily or weekly series, and a period is missing."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Ends:
    """The observations from the base of a change to its end, both included."""

    observed: Observations
    values: "pd.Series[float]"
    dated: bool = False

    @property
    def caveats(self) -> "tuple[Text, ...]":
        """What must be said: that another source failed; that the last value is old, unless its date was asked for."""
        current = not self.dated and self.last == self.observed.last
        return self.observed.caveats() if current else self.observed.said_of_source()

    @property
    def first(self) -> date:
        """The day of the base."""
        return day_of(self.values.index[0])

    @property
    def last(self) -> date:
        """The day of the end."""
        return day_of(self.values.index[-1])

    @property
    def base(self) -> float:
        """The value the change starts from."""
        return float(self.values.iloc[0])

    @property
    def end(self) -> float:
        """The value the change arrives at."""
        return float(self.values.iloc[-1])


def between(observed: Observations, window: Window, last: date | None = None) -> Ends:
    """The known observations that *window* runs between; *last* is the day it ends when nothing else is typed.

    A base or an end that the series does not hold is refused: blank, before its history, after it, or in a hole.
    """
    import pandas as pd

    if error := refusals.meaning_ended([observed], window):
        raise error
    if error := refusals.nothing_this_year(observed, window, last or observed.last):
        raise error
    base, end = window.limits(last or observed.last, observed.series.freq)
    if error := refusals.outside_valid([observed], base, end):
        raise error
    if base < observed.first:
        raise refusals.short_history(observed, base)
    if base > observed.last:
        raise refusals.beyond(observed, base)
    if base >= end:
        raise refusals.too_narrow(observed, base, end)
    known = observed.known
    close = known.index[known.index <= pd.Timestamp(base)][-1]
    values = known[(known.index >= close) & (known.index <= pd.Timestamp(end))]
    found = Ends(observed=observed, values=values, dated=window.end is not None)
    if observed.series.freq in "MQA":
        _refuse_unnamed(found, base, end)
    else:
        _refuse_holes(found, base, end)
    return found


def in_common(held: Sequence[Observations], days: Iterable[date]) -> list[date]:
    """For each of *days* the last before it on which all of *held* have a value; nothing where one has none near by."""
    import pandas as pd

    common = reduce(lambda one, other: one.intersection(other), (each.known.index for each in held))
    found: list[date] = []
    for day in days:
        before = common[common <= pd.Timestamp(day)]
        if before.empty or (day - day_of(before[-1])).days > LONGEST_STEP_DAYS["W"]:
            return []
        found.append(day_of(before[-1]))
    return found


def _refuse_unnamed(found: Ends, base: date, end: date) -> None:
    """Periods must be there by name."""
    observed = found.observed
    if end > observed.last:
        raise refusals.beyond(observed, end)
    if missing := [day for day, held in ((base, found.first), (end, found.last)) if day != held]:
        raise refusals.blanks(observed, missing[:1], 1)


def _refuse_holes(found: Ends, base: date, end: date) -> None:
    """Days may fall back to the last close, but not by more than a month."""
    observed = found.observed
    if (end - observed.last).days > LONGEST_GAP_DAYS:
        raise refusals.beyond(observed, end)
    if (end - found.last).days > LONGEST_GAP_DAYS:
        later = observed.known.index[observed.known.index > found.values.index[-1]]
        raise refusals.hole(observed, found.last, day_of(later[0]))
    if len(found.values) < 2:
        raise refusals.too_narrow(observed, base, end)
    before, after = maths.largest_gap(found.values)
    if (after - before).days > LONGEST_GAP_DAYS:
        raise refusals.hole(observed, day_of(before), day_of(after))
