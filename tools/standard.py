"""What is standardised: a series or a transform of it, and several of them over the periods they share."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from footnote.answer import Input
from footnote.errors import AskError
from footnote.text import Text, listed
from tools import maths, positive
from tools.history import period
from tools.observations import Observations, named
from tools.periods import PANDAS, day_of
from tools.transforms import freq_after, transformed

if TYPE_CHECKING:
    import pandas as pd

LEAST = {"D": 500, "W": 104, "M": 24, "Q": 20, "A": 10}
"""The smallest sample: two years, of quarters five, of years ten."""
WORDS = {
    "level": Text("level", "水平值"),
    "log12": Text("12-month log change", "12个月对数变化"),
    "yoy": Text("change on the year", "同比变化"),
    "mom": Text("change on the month", "环比变化"),
    "qoq": Text("change on the quarter", "环比变化"),
    "saar": Text("annualised change on the period", "环比折年率"),
    "qmean": Text("quarterly mean", "季度均值"),
    "diff": Text("difference on the period", "较上期之差"),
}
FORMULAS = {
    "log12": "100 ln(v / v a year before)",
    "yoy": "100 (v / v a year before - 1)",
    "mom": "100 (v / v a month before - 1)",
    "qoq": "100 (v / v a quarter before - 1)",
    "saar": "100 ((v / v a period before) ** periods a year - 1)",
    "qmean": "the mean of v over the months of the quarter",
    "diff": "v - v a period before",
}
"""What x is of a published value v; a level is the value itself."""
MONTHS = {"M": 1, "Q": 3, "A": 12}
DDOF = Input.assumption("ddof", 1)


def is_trending(observed: Observations) -> bool:
    """Whether the series is an amount or an index above zero that moves away from where it was: a level says little.

    A few values at or below zero are exceptions, and left out of what is taken of it.
    """
    return positive.is_amount(observed) and positive.is_positive(observed)


@dataclass(frozen=True, kw_only=True, eq=False)
class Column:
    """A series as it is standardised: by its transform, which was ``chosen`` where nobody wrote one.

    ``said`` is what must be said of its values at or below zero.
    """

    observed: Observations
    transform: str = "level"
    chosen: bool = False
    said: tuple[Text, ...] = ()

    @cached_property
    def values(self) -> "pd.Series[float]":
        """What is standardised, by the last day of its period."""
        return transformed(self.observed.known, self.observed.series.freq, self.transform)

    @property
    def name(self) -> str:
        """The id, and the transform after a colon."""
        return self.observed.series.id + ("" if self.transform == "level" else f":{self.transform}")

    @property
    def freq(self) -> str | None:
        """The frequency of what is standardised; None where the transform does not fit the series."""
        return freq_after(self.observed.series.freq, self.transform)

    @property
    def unit(self) -> str:
        """What is standardised is in this unit."""
        same = self.transform in ("level", "qmean", "diff")
        return self.observed.series.unit.name if same else "percent"

    @property
    def words(self) -> Text:
        """The transform in words."""
        return WORDS[self.transform]

    @property
    def of(self) -> str:
        """How x comes from the published values, to stand behind a formula; empty of a level."""
        return "" if self.transform == "level" else f"; x = {FORMULAS[self.transform]}"

    @property
    def assumed(self) -> tuple[Input, ...]:
        """That the transform was chosen, because the level trends."""
        return (Input.assumption("transform", self.transform),) if self.chosen else ()

    def behind(self, days: "pd.DatetimeIndex") -> "pd.Series[float]":
        """The observations that make the values of *days*: those, and what they are set against."""
        wanted = days
        for earlier in self._against(days):
            wanted = wanted.union(earlier)
        known = self.observed.known
        return known[known.index.isin(wanted)]

    def _against(self, days: "pd.DatetimeIndex") -> "list[pd.DatetimeIndex]":
        """The days of the observations that those of *days* are set against."""
        import pandas as pd

        freq, index = self.observed.series.freq, pd.DatetimeIndex(self.observed.known.index)
        if self.transform == "qmean" and freq == "M":
            return [days - pd.offsets.MonthEnd(1), days - pd.offsets.MonthEnd(2)]
        if self.transform in ("level", "qmean"):
            return []
        on_year = self.transform in ("log12", "yoy")
        if freq in PANDAS:
            return [days - pd.offsets.MonthEnd(12 if on_year else MONTHS[freq])]
        ahead = days - pd.DateOffset(years=1) if on_year else days - pd.Timedelta(days=1)
        return [index[index.searchsorted(ahead, side="right") - 1]]

    def missing(self, day: date) -> AskError:
        """There is no value of *day*, because the observation it would be set against is blank."""
        observed, name, then = self.observed, named(self.observed.series), self.observed.period(day)
        opens, closes = observed.period(observed.first), observed.period(observed.last)
        return AskError(
            Text(
                f"{name.en} has no {self.words.en} for {then.en}, because a value that it takes is blank or not above "
                f"zero; it runs from {opens.en} to {closes.en}. Ask as of another period.",
                f"{name.zh}没有{then.zh}的{self.words.zh}，因为所需数值为空白、零或负值；数据自{opens.zh}至{closes.zh}。"
                "请以其他时期为准查询。",
            ),
            reason="blank",
        )


def column(observed: Observations, written: str = "") -> Column:
    """A series as it is standardised: by the transform *written*, else as a level, or by log12 where that trends."""
    chosen = written in ("", "level") and is_trending(observed)
    transform = "log12" if chosen else written or "level"
    taken, said = positive.fit_for((transform,), observed)
    return Column(observed=taken, transform=transform, chosen=chosen, said=said)


def common(whole: Text, columns: Sequence[Column], freq: str) -> "pd.DataFrame":
    """The values of *columns* over the periods that all of them share; AskError for *whole* where those are too few."""
    import pandas as pd

    found = pd.concat({each.name: each.values for each in columns}, axis=1, join="inner").dropna()
    refuse_unfit(whole, columns, found, freq)
    return found


def refuse_unfit(whole: Text, columns: Sequence[Column], sample: "pd.DataFrame", freq: str) -> None:
    """A sample that is too short, or a column that does not vary in it, gives no standard deviation to measure by."""
    if len(sample) < LEAST[freq]:
        raise _too_short(whole, columns, len(sample), LEAST[freq])
    if flat := [each for each in columns if not maths.varies(sample[each.name])]:
        raise _flat(whole, flat, period(day_of(sample.index[0]), freq), period(day_of(sample.index[-1]), freq))


def _flat(whole: Text, flat: Sequence[Column], opens: Text, closes: Text) -> AskError:
    names = ", ".join(each.name for each in flat)
    return AskError(
        Text(
            f"{whole.en} cannot be standardised: {names} does not vary from {opens.en} to {closes.en}. "
            "Ask for another series or window.",
            f"{whole.zh}无法标准化：{names} 自{opens.zh}至{closes.zh}没有变化。请查询其他序列或区间。",
        ),
        reason="blank",
    )


def _too_short(whole: Text, columns: Sequence[Column], held: int, least: int) -> AskError:
    spans = listed([_span(each) for each in columns])
    if len(columns) == 1:
        text = Text(
            f"A standard deviation needs {least} values, and there are {held}: {spans.en}. Ask for a longer window or "
            "another series.",
            f"计算标准差至少需要 {least} 个数值，目前只有 {held} 个：{spans.zh}。请查询更长的区间或其他序列。",
        )
    else:
        text = Text(
            f"{whole.en} needs {least} periods that all its parts share, and there are {held}: {spans.en}. "
            "Ask for a longer window or another series.",
            f"{whole.zh}需要各部分共有的 {least} 期数据，目前只有 {held} 期：{spans.zh}。请查询更长的区间或其他序列。",
        )
    return AskError(text, reason="short_history")


def _span(one: Column) -> Text:
    """Which observations there are of a series, and what is taken of them."""
    observed, name = one.observed, named(one.observed.series)
    first, last = observed.period(observed.first), observed.period(observed.last)
    change = Text(f", as its {one.words.en}", f"，取其{one.words.zh}") if one.transform != "level" else Text("", "")
    return Text(f"{name.en} from {first.en} to {last.en}{change.en}", f"{name.zh}自{first.zh}至{last.zh}{change.zh}")


def begins_later(whole: Text, latest: Column, opens: Text, asked: Text) -> AskError:
    """A window that begins before the sample does; *latest* is the column that begins last."""
    span = _span(latest)
    return AskError(
        Text(
            f"{whole.en} can be standardised from {opens.en} on, not from {asked.en}: {span.en}. "
            "Ask for a shorter window.",
            f"{whole.zh}自{opens.zh}起方可标准化，早于此的{asked.zh}没有数据：{span.zh}。请查询更短的区间。",
        ),
        reason="short_history",
    )
