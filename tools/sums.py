"""The periods of a window that are summed: whole, none of them missing, and the same ones for every series."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from footnote.errors import AskError
from footnote.text import Text
from tools import refusals
from tools.ends import LONGEST_STEP_DAYS
from tools.observations import Observations, named
from tools.periods import day_of, is_known
from tools.window import Window

if TYPE_CHECKING:
    import pandas as pd

PANDAS_FREQ = {"M": "ME", "Q": "QE", "A": "YE"}
EDGE_DAYS = {"D": 5, "W": 7}
"""How far from the edges of the window the first and the last day or week may lie."""
WEEKDAYS = (
    Text("Mondays", "周一"),
    Text("Tuesdays", "周二"),
    Text("Wednesdays", "周三"),
    Text("Thursdays", "周四"),
    Text("Fridays", "周五"),
    Text("Saturdays", "周六"),
    Text("Sundays", "周日"),
)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Cut:
    """The part *days* of the *whole* days of a series; the *periods* it should stand on, where it does not."""

    observed: Observations
    whole: "pd.Index[Any]"
    span: slice
    days: "pd.Index[Any]"
    periods: "pd.DatetimeIndex | None" = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sums:
    """The periods from *first* to *final* that are summed; series that stand on the same days are cut once."""

    window: Window
    last: date
    first: date
    final: date
    freq: str
    cuts: "dict[int, _Cut]" = field(default_factory=dict)

    def used(self, observed: Observations) -> "pd.Series[float]":
        """The observations of every period; weeks and days may miss the edges by a few days."""
        import pandas as pd

        if error := refusals.nothing_this_year(observed, self.window, self.last):
            raise error
        slack = timedelta(days=EDGE_DAYS.get(self.freq, 0))
        if self.first < observed.first - slack:
            raise refusals.short_history(observed, self.first)
        if self.final > observed.last + slack:
            raise refusals.beyond(observed, self.final)
        cut = self._cut(observed)
        values = pd.Series(observed.values.values[cut.span], index=cut.days)
        if cut.periods is not None:
            values = values.reindex(cut.periods)
        if values.empty:
            raise refusals.no_period(observed, min(self.first, self.final), self.final)
        if not (known := is_known(values)).all():
            raise refusals.blanks(observed, [day_of(day) for day in values.index[~known]], len(values))
        return values

    def _cut(self, observed: Observations) -> _Cut:
        """Where the window lies in the days of a series; weeks or days that are missing are refused."""
        import pandas as pd

        index = observed.values.index
        known = self.cuts.get(id(index)) or next((cut for cut in self.cuts.values() if cut.whole.equals(index)), None)
        if known is not None:
            return known
        opens, closes = pd.Timestamp(self.first), pd.Timestamp(self.final)
        span = slice(int(index.searchsorted(opens)), int(index.searchsorted(closes, side="right")))
        cut = _Cut(observed=observed, whole=index, span=span, days=index[span])
        if self.freq in PANDAS_FREQ:
            whole = pd.date_range(opens, closes, freq=PANDAS_FREQ[self.freq])
            periods = None if cut.days.equals(whole) else whole
            cut = _Cut(observed=observed, whole=index, span=span, days=cut.days, periods=periods)
        elif len(cut.days):
            self._refuse_holes(cut)
            if self.cuts:
                _refuse_unlike_days(next(iter(self.cuts.values())), cut, self.freq)
        self.cuts[id(index)] = cut
        return cut

    def _refuse_holes(self, cut: _Cut) -> None:
        """Weeks or days that are missing inside the window, or between its edges and what lies beyond them."""
        opens, closes = cut.span.start, cut.span.stop
        inner = zip(cut.days[:-1], cut.days[1:], strict=True)
        holes = [pair for pair in inner if (pair[1] - pair[0]).days > LONGEST_STEP_DAYS[self.freq]]
        if opens > 0 and (day_of(cut.days[0]) - self.first).days > EDGE_DAYS[self.freq]:
            holes.insert(0, (cut.whole[opens - 1], cut.days[0]))
        if closes < len(cut.whole) and (self.final - day_of(cut.days[-1])).days > EDGE_DAYS[self.freq]:
            holes.append((cut.days[-1], cut.whole[closes]))
        if holes:
            raise _hole(cut.observed, day_of(holes[0][0]), day_of(holes[0][1]))


def _hole(observed: Observations, before: date, after: date) -> AskError:
    """Weeks or days of a flow that nobody recorded: a sum over them would lack what flowed then."""
    name = named(observed.series)
    return AskError(
        Text(
            f"{name.en} holds nothing between {before} and {after}; a sum over these days would lack what flowed then. "
            "Ask for a window without them.",
            f"{name.zh}在 {before} 与 {after} 之间没有数据，跨越该区间的合计会缺少这段时间的资金流。请避开该区间查询。",
        ),
        reason="blank",
    )


def _refuse_unlike_days(one: _Cut, other: _Cut, freq: str) -> None:
    """Series of which one has weeks or days that the other lacks, or whose weeks end on another day."""
    if freq == "W" and (ends := [_weekday(cut) for cut in (one, other)])[0] != ends[1]:
        raise _unlike_weeks((one, other), ends)
    held = [_steps(cut, freq) for cut in (one, other)]
    if [step for step, _ in held[0]] != [step for step, _ in held[1]]:
        steps = [{step for step, _ in each} for each in held]
        unlike = [day for mine, theirs in ((0, 1), (1, 0)) for step, day in held[mine] if step not in steps[theirs]]
        raise _unlike_numbers((one, other), sorted(unlike))


def _steps(cut: _Cut, freq: str) -> list[tuple[date, date]]:
    """Each day of a series, beside the Monday of its week where it stands for a week."""
    days = [day_of(day) for day in cut.days]
    return [(day - timedelta(days=day.weekday()) if freq == "W" else day, day) for day in days]


def _weekday(cut: _Cut) -> int:
    """The day on which most of the weeks end."""
    ends = [day_of(day).weekday() for day in cut.days]
    return max(range(7), key=ends.count)


def _unlike_weeks(cuts: tuple[_Cut, _Cut], ends: list[int]) -> AskError:
    names = [named(cut.observed.series) for cut in cuts]
    days = [WEEKDAYS[end] for end in ends]
    return AskError(
        Text(
            f"These flows are not of the same weeks and cannot be compared: those of {names[0].en} end on "
            f"{days[0].en}, those of {names[1].en} on {days[1].en}. Ask for each on its own.",
            f"这些资金流的周期不同，不能相比：{names[0].zh}的周度数据截至{days[0].zh}，"
            f"{names[1].zh}截至{days[1].zh}。请分别查询。",
        ),
        reason="units",
    )


def _unlike_numbers(cuts: tuple[_Cut, _Cut], unlike: list[date]) -> AskError:
    """One side has a week or a day more: its sum would run over more than the other's."""
    (one, other), counts = [named(cut.observed.series) for cut in cuts], [len(cut.days) for cut in cuts]
    at = (
        Text(f", not on the same days ({_days(unlike)})", f"，日期不一致（{_days(unlike)}）")
        if unlike
        else Text("", "")
    )
    return AskError(
        Text(
            f"Inside the window {one.en} has {counts[0]} periods and {other.en} {counts[1]}{at.en}; their sums would "
            "not run over the same time. Ask for a window without these days, or for each on its own.",
            f"在该区间内，{one.zh}有 {counts[0]} 期，{other.zh}有 {counts[1]} 期{at.zh}，两者的合计并非同一时段。"
            "请避开这些日期查询，或分别查询。",
        ),
        reason="blank",
    )


def _days(days: list[date]) -> str:
    """The first three of *days*."""
    return ", ".join(str(day) for day in days[:3]) + (", ..." if len(days) > 3 else "")
