"""The two ends of a change: the observations a window runs between, or a refusal that says why there are none."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from tools import maths, refusals
from tools.data import Observations, day_of
from tools.window import Window

if TYPE_CHECKING:
    import pandas as pd

LONGEST_GAP_DAYS = 30


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Ends:
    """The observations from the base of a change to its end, both included."""

    observed: Observations
    values: "pd.Series[float]"

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

    base, end = window.limits(last or observed.last, observed.series.freq)
    if error := refusals.outside_valid([observed], base, end):
        raise error
    known = observed.known
    upto = known[known.index <= pd.Timestamp(base)]
    if upto.empty:
        raise refusals.short_history(observed, base)
    values = known[(known.index >= upto.index[-1]) & (known.index <= pd.Timestamp(end))]
    found = Ends(observed=observed, values=values)
    _refuse_holes(found, base, end)
    return found


def _refuse_holes(found: Ends, base: date, end: date) -> None:
    """Periods must be there by name; days may fall back to the last close, but not by more than a month."""
    observed = found.observed
    if observed.series.freq in "MQA":
        if found.last < end:
            raise refusals.beyond(observed, end) if end > observed.last else refusals.blanks(observed, [end], 1)
        if found.first < base:
            raise refusals.blanks(observed, [base], 1)
        return
    if (base - found.first).days > LONGEST_GAP_DAYS:
        raise refusals.hole(observed, found.first, base)
    if (end - found.last).days > LONGEST_GAP_DAYS:
        raise refusals.beyond(observed, end)
    if observed.series.freq == "D" and len(found.values) > 1:
        before, after = maths.largest_gap(found.values)
        if (after - before).days > LONGEST_GAP_DAYS:
            raise refusals.hole(observed, day_of(before), day_of(after))
