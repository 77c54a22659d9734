"""What a series is taken as when it is set beside another: its level or change, then means over the other's periods.

A month counts only without a hole at its edges or inside, a quarter and a year only with all their parts.
"""

from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from footnote.text import Text, listed
from tools.catalogue import Series
from tools.ends import LONGEST_STEP_DAYS
from tools.standard import FORMULAS, WORDS
from tools.transforms import transformed

if TYPE_CHECKING:
    import pandas as pd

FINER = "DWMQA"
MONTHS = {"M": 1, "Q": 3, "A": 12}
Steps = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing done to a series: its words behind the title, and its formula of the value ``v``."""

    words: Text
    formula: str
    into: str | None = None


MEANS = {
    "month mean": Step(words=Text("monthly mean", "月均值"), formula="mean of v over the days of the month", into="M"),
    "month end": Step(words=Text("end of month", "月末值"), formula="last v of the month", into="M"),
    "qmean": Step(words=WORDS["qmean"], formula="mean of v over the three months of the quarter", into="Q"),
    "ymean": Step(words=Text("yearly mean", "年度均值"), formula="mean of v over the periods of the year", into="A"),
}
STEPS = {name: Step(words=words, formula=FORMULAS.get(name, "v")) for name, words in WORDS.items()} | MEANS


def stepped(values: "pd.Series[float]", freq: str, steps: Steps) -> "pd.Series[float]":
    """The known *values* of frequency *freq* after each of *steps*, by the last day of their period."""
    for name, before in zip(steps, _freqs(freq, steps), strict=False):
        values = _run(values, before, name)
    return values


def freq_after(freq: str, steps: Steps) -> str:
    """The frequency after all of *steps*."""
    return _freqs(freq, steps)[-1]


def to_months(spec: Series) -> Steps:
    """The step that makes months of days and weeks: a price or a balance is taken at the end, all else as the mean."""
    if spec.freq not in "DW":
        return ()
    return ("month end",) if spec.kind == "price" or spec.average == "end" else ("month mean",)


def up_to(freq: str, target: str) -> Steps:
    """The means that make periods of frequency *target* of those of months or longer."""
    if freq == target:
        return ()
    return ("qmean",) if target == "Q" else ("ymean",)


def coarser(one: str, other: str) -> str:
    """The longer of two frequencies."""
    return max(one, other, key=FINER.index)


def words_of(title: Text, steps: Steps) -> Text:
    """The *title* of a series with what it is taken as."""
    said = [STEPS[name].words for name in steps if name != "level"]
    if not said:
        return title
    return Text(f"{title.en}, {listed(said).en}", f"{title.zh}（{listed(said).zh}）")


def formula_of(id: str, steps: Steps) -> str:
    """What is done to the observations of a series, the first step first."""
    done = [STEPS[name].formula for name in steps if name != "level"]
    return f"{', then '.join(done)} with v of {id}" if done else id


def unit_after(unit: str, steps: Steps) -> str:
    """The unit of values in *unit* after *steps*: percent where they are growth, of a difference of rates points."""
    if {*steps} & {"yoy", "log12", "mom", "qoq", "saar"}:
        return "percent"
    return "percentage point" if "diff" in steps and unit == "percent" else unit


def opening(known: "pd.Series[float]", freq: str, steps: Steps, first: "pd.Timestamp") -> "pd.Timestamp":
    """The day of the first of *known* that the period which begins on *first* is made from."""
    for name, before in reversed(list(zip(steps, _freqs(freq, steps), strict=False))):
        first = base(known, before, name, first)
    return first


def base(known: "pd.Series[float]", freq: str, name: str, day: "pd.Timestamp") -> "pd.Timestamp":
    """The day a step reaches back to from *day*; of days and weeks the observation that is its base."""
    import pandas as pd

    if freq in MONTHS:
        back = {"yoy": 12, "log12": 12, "mom": 1, "qoq": 3, "saar": MONTHS[freq], "diff": MONTHS[freq]}.get(name, 0)
        return (day.to_period("M") - back).to_timestamp() if day.day == 1 else day - pd.offsets.MonthEnd(back)
    held = known.index[known.index >= day]
    if name not in ("log12", "diff") or held.empty:
        return day
    before = known.index[known.index <= held[0] - pd.DateOffset(years=1)] if name == "log12" else known.index
    before = before[before < held[0]]
    found: pd.Timestamp = known.index[0] if before.empty else before[-1]
    return found


def _freqs(freq: str, steps: Steps) -> list[str]:
    """The frequency before each step, and after the last."""
    return list(accumulate(steps, lambda before, name: STEPS[name].into or before, initial=freq))


def _run(values: "pd.Series[float]", freq: str, name: str) -> "pd.Series[float]":
    if name in ("month mean", "month end"):
        return _by_month(values, freq, name)
    if name == "ymean":
        return _by_year(values, freq)
    return transformed(values, freq, name)


def _by_month(values: "pd.Series[float]", freq: str, name: str) -> "pd.Series[float]":
    """The mean or the last of each month; none for a month with a hole, of a last value only where it lies before."""
    import pandas as pd

    longest = pd.Timedelta(days=LONGEST_STEP_DAYS[freq])
    months = pd.DatetimeIndex(values.index).to_period("M")
    days = values.index.to_series().groupby(months)
    first, last = days.first(), days.last()
    every = pd.PeriodIndex(first.index)
    opens, closes = every.start_time, every.end_time.normalize()
    whole = (closes - last) <= longest
    if name == "month mean":
        inside = days.apply(lambda held: held.diff().max()).fillna(pd.Timedelta(0))
        whole &= (first - opens <= longest) & (inside <= longest)
    groups = values.groupby(months)
    found = groups.last() if name == "month end" else groups.mean()
    return pd.Series(found.to_numpy()[whole.to_numpy()], index=closes[whole.to_numpy()])


def _by_year(values: "pd.Series[float]", freq: str) -> "pd.Series[float]":
    """The mean of each year's months or quarters; a year that lacks one has none."""
    import pandas as pd

    years = values.groupby(pd.DatetimeIndex(values.index).to_period("Y"))
    means = years.mean()[years.count() == 12 // MONTHS[freq]]
    return pd.Series(means.to_numpy(), index=pd.PeriodIndex(means.index, freq="Y").to_timestamp(how="end").normalize())
