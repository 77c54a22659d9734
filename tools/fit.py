"""A line through the pairs of two series, read at one level of x: what it is called, and what must be said of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from footnote.answer import Figure, Stat
from footnote.errors import AskError
from footnote.spelling import spell
from footnote.text import Language, Text
from tools.observations import named
from tools.pairs import MONTHLY, Pairs
from tools.regression import Regression, regressed
from tools.side import Side
from tools.standard import WORDS

OVERLAPPING = ("yoy", "log12")
GROWTH = frozenset({"yoy", "log12", "mom", "qoq", "saar"})
WHEN = {"D": "on", "W": "in the week to"}
"""What stands before a day, or a week, as it does before a month."""
NEAR = 2.0
"""How many times its last level, or what part of that, still looks like a level of x."""
MOST_MORE = 3
"""Digits that are added, at most, to tell two values apart."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Line:
    """The pairs of a sample, the line through them, and the level of x at which it is read."""

    pairs: Pairs
    x: Figure
    is_given: bool = False
    left_out: int | None = None

    @cached_property
    def fit(self) -> Regression:
        """The regression of y on x; AskError where y is an exact line of x."""
        found = regressed(self.pairs.frame["x"], self.pairs.frame["y"])
        if found.is_exact:
            raise _exact(self.pairs)
        return found

    @property
    def at(self) -> float:
        """The level of x."""
        return self.x.value or 0.0

    @property
    def value(self) -> float:
        """The y on the line."""
        return self.fit.at(self.at)

    @property
    def sample(self) -> Text:
        """Frequency, method and span of the pairs."""
        freq, span, year = MONTHLY[self.pairs.freq], self.pairs.span, self.left_out
        without = Text(f" without {year}", f"，剔除 {year} 年") if year else Text("", "")
        return Text(f"{freq.en} OLS, {span.en}{without.en}", f"{freq.zh}最小二乘，{span.zh}{without.zh}")

    @property
    def stats(self) -> dict[str, Stat]:
        """The statistics of the regression, its sample and where it is read."""
        low, high = self.fit.interval(self.at)
        return {
            "slope": self.fit.slope,
            "intercept": self.fit.intercept,
            "r2": self.fit.r2,
            "n": self.fit.n,
            "t": self.fit.t,
            "low": low,
            "high": high,
            "lag": self.fit.lag,
            "lead": self.pairs.lead,
            "x": self.at,
            "x_low": self.fit.low_x,
            "x_high": self.fit.high_x,
            **self.pairs.ends,
        }


def label(line: Line) -> Text:
    """What the value is: of which y, implied by which x at what level, by what sample."""
    pairs, sample = line.pairs, line.sample
    at_en, at_zh = line.x.spelled("en"), line.x.spelled("zh")
    title = line.x.title or pairs.x.title
    before, day = WHEN.get(line.x.freq, "in"), line.x.period
    when = Text("", "") if line.is_given else Text(f" {before} {day.en}", day.zh)
    ahead = after(pairs.lead)
    return Text(
        f"{pairs.y.title.en}, implied by {title.en} at {at_en}{when.en}{ahead.en and f',{ahead.en}'}, {sample.en}",
        f"{pairs.y.title.zh}，由{title.zh}{when.zh}的 {at_zh} 推算{ahead.zh and f'，{ahead.zh}'}，{sample.zh}",
    )


def formula(line: Line) -> str:
    """The line, and how its two sides are made from observations."""
    pairs = line.pairs
    later = f" {pairs.lead} months after x" if pairs.lead else ""
    return (
        f"a + b x at the figure x; a, b by ordinary least squares over {len(pairs)} pairs, "
        f"y = {pairs.y.formula}{later}, x = {pairs.x.formula}"
    )


def after(months: int) -> Text:
    """How much later y is taken; nothing where it is not."""
    if not months:
        return Text("", "")
    return Text(f" {spell(months, 'months')} later", f"{spell(months, 'months', 'zh')}后")


def said(line: Line) -> Iterator[Text]:
    """What must be said of the value: that it is no forecast, where it leaves the sample, the state of the series."""
    pairs = line.pairs
    x, y, span = named(pairs.x.observed.series), named(pairs.y.observed.series), pairs.span
    yield Text(
        f"{y.en} from {x.en}: what a straight line through {span.en} gives, not a forecast.",
        f"由{x.zh}推算{y.zh}：这是{span.zh}历史数据的直线关系，并非预测。",
    )
    yield from outside(line)
    if {*pairs.x.steps, *pairs.y.steps} & {*OVERLAPPING} and pairs.freq != "A":
        yield Text(
            f"{y.en} on {x.en}, {span.en}: changes on the year overlap from one period to the next, so the interval, "
            "which takes the errors as independent, is too narrow.",
            f"{y.zh}对{x.zh}（{span.zh}）：同比数据逐期重叠，而区间假定误差相互独立，因此偏窄。",
        )
    yield from pairs.said()
    yield from pairs.x.observed.said_of_source() if line.is_given else pairs.x.observed.caveats()
    yield from pairs.y.observed.caveats()


def outside(line: Line) -> Iterator[Text]:
    """That x lies where the sample holds none."""
    fit, side, span = line.fit, line.pairs.x, line.pairs.span
    if fit.covers(line.at):
        return
    name = named(side.observed.series)
    at, low, high = zip(_told_apart(line, "en"), _told_apart(line, "zh"), strict=True)
    yield Text(
        f"{name.en}: {at[0]} lies outside the sample, {low[0]} to {high[0]} over {span.en}; the line is carried on "
        "beyond what has been seen.",
        f"{name.zh}：{at[1]} 超出样本范围（{span.zh}为 {low[1]} 至 {high[1]}），此处为直线外推。",
    )


def _told_apart(line: Line, language: Language) -> list[str]:
    """The x of the line, and the lowest and the highest of the sample, with digits enough to tell the x from them."""
    for more in range(MOST_MORE + 1):
        spelled = [
            spell(each, line.pairs.x.unit, language, digits=line.x.digits + more, figures=3 + more)
            for each in (line.at, line.fit.low_x, line.fit.high_x)
        ]
        if spelled[0] not in spelled[1:]:
            break
    return spelled


def is_growth(side: Side) -> bool:
    """Whether a series is taken as its growth, which is in percent whatever the series is in."""
    return side.steps[0] in GROWTH


def refuse_level(line: Line) -> None:
    """Refuses a given x that cannot be the growth x is taken as: far outside the sample's, or outside and a level."""
    fit, side = line.fit, line.pairs.x
    if not line.is_given or not is_growth(side) or fit.covers(line.at):
        return
    width, now = fit.high_x - fit.low_x, float(side.observed.known.iloc[-1])
    is_far = not fit.low_x - width <= line.at <= fit.high_x + width
    if is_far or now / NEAR <= line.at <= now * NEAR:
        raise _no_growth(line)


def _no_growth(line: Line) -> AskError:
    """A level of x where its growth is meant."""
    side, span = line.pairs.x, line.pairs.span
    name, taken_as = named(side.observed.series), WORDS[side.steps[0]]
    (_, low, high), at = zip(_told_apart(line, "en"), _told_apart(line, "zh"), strict=True), f"{line.at:,.10g}"
    return AskError(
        Text(
            f"{name.en} is taken as its {taken_as.en}, in percent: {low[0]} to {high[0]} over {span.en}, and {at} is "
            f"far from that. Give the {taken_as.en} in percent, not the level.",
            f"{name.zh}按{taken_as.zh}（%）计入回归：{span.zh}为 {low[1]} 至 {high[1]}，{at} 相差过大。"
            f"请给出{taken_as.zh}（%），而不是水平值。",
        ),
        reason="units",
    )


def _exact(pairs: Pairs) -> AskError:
    """Two series of which one is made from the other."""
    x, y = named(pairs.x.observed.series), named(pairs.y.observed.series)
    return AskError(
        Text(
            f"{y.en} is an exact straight line of {x.en} over {pairs.span.en}: one is made from the other, and an "
            "interval around the line would mean nothing. Name another series.",
            f"{y.zh}在{pairs.span.zh}是{x.zh}的精确线性函数：两者互为换算，区间没有意义。请另选一个序列。",
        )
    )
