"""How closely two series have moved together, and at which lead of one over the other most closely."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from footnote.answer import Figure, Input, Stat
from footnote.spelling import spell
from footnote.text import Text
from tools import holdings, taken
from tools.data import Data
from tools.observations import Observations, named
from tools.pairs import MONTHLY, Pairs, sampled, set_beside
from tools.registry import Day, SeriesId, WindowText, tool
from tools.regression import correlation, correlation_interval, is_flat
from tools.side import Side, brought, refuse_unfit
from tools.standard import is_trending
from tools.taken import MONTHS, Steps
from tools.window import Window

LEAST = 24
"""The smallest number of pairs a correlation is taken over."""
DECIMALS = 2
"""Of a correlation as it is shown."""
REACH = 12
"""Months that one series is moved against the other, either way."""
FISHER = "1.96 / sqrt(n - 3)), 1.96 the normal quantile of 0.975"


@tool(
    cues=r"\bcorrelat(e|es|ed|ing|ions?)\b( coefficients?)?|\bcorrels?\b|\bcorr\b|同涨同跌|\blead(s|ing)?[- /]?(or "
    r"|and )?lag(s|ging)?\b"
    r"|\bco-?mov(e|es|ed|ements?)\b"
    r"|\bmov(e|es|ed|ing) (together|in tandem|in step)\b|\bhow closely\b|相关(性|系数|关系)?|领先滞后|同步性?|联动性?",
    only=r"\b(leads?|lags?|leading|lagging|led|lagged)\b|领先|滞后",
    weight=5,
    about=r"\b(history|historical(ly)?|rolling|coefficient|strong(ly)?|monthly|quarterly)\b|历史|系数|程度|紧密"
    r"|月度|季度",
    figures={
        "correlation": "Pearson's r of the two in the same periods",
        "low": "the lower end of its 95 % interval",
        "high": "the upper end of it",
        "n": "how many pairs it is taken over",
        "best": "r where one is moved against the other so that they go together most",
        "shift": "by how many months the first leads the second there; below zero it lags",
    },
)
def correlate(
    data: Data,
    x: SeriesId,
    y: SeriesId,
    window: WindowText | None = None,
    start: Day | None = None,
    end: Day | None = None,
) -> Figure:
    """How closely two series have moved together, and at which lead or lag most closely; it tells no cause.

    Pearson's r over the pairs of the sample, with Fisher's 95 % interval ``tanh(atanh r ± 1.96 / sqrt(n - 3))``, which
    takes the pairs as independent (Fisher 1915, 1921). Between two market series (prices, and rates of days or weeks)
    it is that of changes on the month, of prices from last close to last close; else amounts and indices that trend are
    taken as their log change on twelve months, all else as levels. The finer of the two becomes the mean of the other's
    periods; of days and weeks a month is its last close of a price, else its mean. *window*, or *start* with *end*, is
    the sample, else all shared history. ``best`` is the r furthest from zero among shifts of up to twelve months either
    way, over the pairs that are left inside the sample, and ``shift`` the months by which x comes before y.

    Refused: fewer than 24 pairs, a window beyond them, a side that does not vary, a series against itself.
    """
    refuse_unfit(data, x, y)
    held = data.all_of((x, y))
    one, other = _sides(held[x], held[y])
    asked = Window(window=window, start=start, end=end)
    found = Together(pairs=sampled(one, other, 0, asked, LEAST))
    tried = Input.assumption("shifts up to", REACH, "months"), Input.assumption("fewest pairs", LEAST, "count")
    return _figure(found, tried if asked else (*tried, Input.assumption("sample", "all shared history")))


@dataclass(frozen=True, kw_only=True, eq=False)
class Together:
    """The pairs of a sample, and how closely they go together at each shift."""

    pairs: Pairs

    @property
    def names(self) -> Text:
        """The two series as they are taken."""
        x, y = self.pairs.x.title, self.pairs.y.title
        return Text(f"{x.en} and {y.en}", f"{x.zh}与{y.zh}")

    @property
    def over(self) -> Text:
        """Frequency and span of the pairs."""
        freq, span = MONTHLY[self.pairs.freq], self.pairs.span
        return Text(f"{freq.en} data, {span.en}", f"{freq.zh}数据，{span.zh}")

    @property
    def stats(self) -> dict[str, Stat]:
        """The correlation, its interval, its sample and its best shift."""
        low, high = correlation_interval(self.r, len(self.pairs))
        shifted = {"best": self.shifts[self.best][0], "shift": self.best, "shifts": len(self.shifts)}
        return {"r": self.r, "n": len(self.pairs), "low": low, "high": high, **shifted, **self.pairs.ends}

    @property
    def r(self) -> float:
        """The correlation in the same periods."""
        return correlation(self.pairs.frame["x"], self.pairs.frame["y"])

    @cached_property
    def shifts(self) -> "dict[int, tuple[float, int]]":
        """Correlation and number of pairs by the months x comes before y; only where there are enough that vary."""
        step, frame = MONTHS[self.pairs.freq], self.pairs.frame
        found = {}
        for months in range(-(REACH // step * step), REACH + 1, step):
            moved = set_beside(frame["x"], frame["y"], months)
            if len(moved) >= LEAST and not is_flat(moved["x"]) and not is_flat(moved["y"]):
                found[months] = correlation(moved["x"], moved["y"]), len(moved)
        return found

    @property
    def best(self) -> int:
        """The shift with the correlation furthest from zero; of equals the smallest."""
        return min(self.shifts, key=lambda months: (-abs(self.shifts[months][0]), abs(months), months))


def _sides(one: Observations, other: Observations) -> tuple[Side, Side]:
    """The two series as they are compared, at the longer of the two frequencies."""
    taking = _on_the_month if _is_market(one) and _is_market(other) else _own
    return brought((one, taking(one)), (other, taking(other)))


def _is_market(observed: Observations) -> bool:
    """A price, or a rate that is quoted by the day or week, of which a change on the month can be taken."""
    spec = observed.series
    if spec.freq not in "DWM":
        return False
    return (spec.kind == "price" and is_trending(observed)) or (spec.kind == "rate" and spec.freq in "DW")


def _on_the_month(observed: Observations) -> Steps:
    spec = observed.series
    return (*taken.to_months(spec), "mom" if spec.kind == "price" else "diff")


def _own(observed: Observations) -> Steps:
    """Days and weeks made months, and the log change on the year of what trends."""
    return (*taken.to_months(observed.series), "log12" if is_trending(observed) else "level")


def _figure(found: Together, assumed: tuple[Input, ...]) -> Figure:
    """The correlation with its interval, its pairs and its best shift."""
    pairs = found.pairs
    inputs = (*pairs.inputs, *assumed)
    whole = Figure(
        name="correlation",
        label=Text(
            f"Correlation of {found.names.en} ({found.over.en})", f"{found.names.zh}的相关系数（{found.over.zh}）"
        ),
        title=found.names,
        value=found.r,
        unit="ratio",
        as_of=max(each.last for each in inputs if each.last),
        formula=f"Pearson's r over {len(pairs)} pairs, x = {pairs.x.formula}, y = {pairs.y.formula}",
        inputs=inputs,
        stats=found.stats,
        caveats=tuple(_said(found)),
        freq=pairs.freq,
        signed=True,
        rounded=DECIMALS,
    )
    return replace(whole, parts=tuple(_parts(found, whole)))


def _parts(found: Together, whole: Figure) -> Iterator[Figure]:
    """The interval, the number of pairs, the best shift and its correlation, each made of the same pairs."""
    low, high = correlation_interval(found.r, len(found.pairs))
    best, left = found.shifts[found.best]
    later, earlier = _later(found), f"of y with x moved by up to {REACH} months either way"
    interval = Text("95% interval of the correlation", "相关系数的95%置信区间")
    told = (
        ("low", Text(f"{interval.en}, low", f"{interval.zh}下限"), low, "ratio", f"tanh(atanh r - {FISHER}"),
        ("high", Text(f"{interval.en}, high", f"{interval.zh}上限"), high, "ratio", f"tanh(atanh r + {FISHER}"),
        ("n", Text("Pairs", "样本对数"), float(len(found.pairs)), "count", "count of the pairs"),
        (
            "best",
            Text(f"correlation {later.en} ({left} pairs)", f"{later.zh}的相关系数（{left} 对）"),
            best,
            "ratio",
            f"the r furthest from zero {earlier}, over the pairs left inside the sample",
        ),
        (
            "shift",
            Text("Months by which the first leads at the strongest correlation", "相关最强时前者领先的月数"),
            float(found.best),
            "months",
            f"the months by which y is taken later than x at the r furthest from zero {earlier}",
        ),
    )
    for name, title, value, unit, formula in told:
        yield Figure(
            name=name,
            label=Text(
                f"{title.en}: {found.names.en} ({found.over.en})", f"{title.zh}：{found.names.zh}（{found.over.zh}）"
            ),
            title=title,
            value=value,
            unit=unit,
            as_of=whole.as_of,
            formula=formula,
            inputs=(Input.figure(whole),),
            freq=whole.freq,
            signed=unit != "count",
            rounded=DECIMALS if unit == "ratio" else None,
        )


def _later(found: Together) -> Text:
    """Which of the two comes first at the best shift, and by how much."""
    x, y = found.pairs.x.observed.series.title, found.pairs.y.observed.series.title
    if found.best == 0:
        return Text("in the same period", "同期")
    first, second = (x, y) if found.best > 0 else (y, x)
    count = abs(found.best)
    months = Text(spell(count, "months"), spell(count, "months", "zh"))
    return Text(f"with {first.en} {months.en} before {second.en}", f"{first.zh}领先{second.zh} {months.zh}时")


def _said(found: Together) -> Iterator[Text]:
    """What must be said: that it is no cause, how the shift was found, what the interval takes for granted."""
    pairs, x, y = found.pairs, named(found.pairs.x.observed.series), named(found.pairs.y.observed.series)
    span, tried = pairs.span, len(found.shifts)
    yield Text(
        f"{x.en} and {y.en}, {span.en}: moving together is no cause; one may drive the other, or something else both.",
        f"{x.zh}与{y.zh}（{span.zh}）：相关并非因果，可能是一方影响另一方，也可能二者同受其他因素影响。",
    )
    if tried > 1:
        yield Text(
            f"{x.en} and {y.en}, {span.en}: the best shift is the best of {tried} that were tried, which flatters it.",
            f"{x.zh}与{y.zh}（{span.zh}）：最佳错位是在 {tried} 种错位中挑选的，因此偏高。",
        )
    if {*pairs.x.steps, *pairs.y.steps} & {"level", "log12"}:
        yield Text(
            f"{x.en} and {y.en}, {span.en}: the interval takes the pairs as independent; levels and changes over "
            "twelve months resemble those beside them, so it is too narrow.",
            f"{x.zh}与{y.zh}（{span.zh}）：区间假定各对数据相互独立，而水平值和同比变化前后相近，因此区间偏窄。",
        )
    yield from holdings.unlike_currencies([pairs.x.observed.series, pairs.y.observed.series])
    yield from pairs.said()
    yield from pairs.x.observed.caveats()
    yield from pairs.y.observed.caveats()
