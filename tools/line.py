"""The figures of a regression: the value on the line, its interval and statistics, the consensus beside it."""

import math
from collections.abc import Iterator
from dataclasses import replace

from footnote.answer import Figure, Input
from footnote.spelling import spell
from footnote.text import Text
from tools import fit, taken
from tools.fit import Line
from tools.levels import level
from tools.observations import Observations
from tools.pairs import Pairs
from tools.periods import day_of
from tools.side import Side
from tools.units import COUNTED, SCALES, Unit

BOUNDS = ("low", "high")
ROUNDED = {"r2": 2, "t": 2}
INTERVAL = Text("95% prediction interval", "95%预测区间")
ROWS = "the pairs of the figure it stands beside"
SPREAD = "t(0.975, n - 2) s sqrt(1 + 1/n + (x - mean x)^2 / Sxx), s^2 = sum of squared residuals / (n - 2)"


def reading(side: Side, name: str) -> Figure:
    """The last reading of a series, taken as it is regressed before means are made of it."""
    observed, step = side.observed, side.steps[0]
    spec, known = observed.series, observed.known
    if step == "level":
        return level(observed, known.iloc[-1:], name)
    values = taken.stepped(known, spec.freq, (step,))
    last = values.index[-1]
    day, title = day_of(last), taken.words_of(spec.title, (step,))
    period = observed.period(day)
    return Figure(
        name=name,
        label=Text(f"{title.en}, {period.en}", f"{title.zh}，{period.zh}"),
        title=title,
        value=float(values.iloc[-1]),
        unit=taken.unit_after(spec.unit.name, (step,)),
        as_of=day,
        formula=taken.formula_of(spec.id, (step,)),
        inputs=(observed.input(known.loc[[taken.base(known, spec.freq, step, last), last]]),),
        series=spec.id,
        freq=spec.freq,
        signed=True,
    )


def given(pairs: Pairs, at: float) -> Figure:
    """A level of x that the asker named."""
    side = pairs.x
    title = taken.words_of(side.observed.series.title, side.steps[:1])
    return Figure(
        name="x",
        label=Text(f"{title.en}, as given", f"{title.zh}，给定值"),
        title=title,
        value=at,
        unit=side.unit,
        as_of=pairs.ends["end"],
        formula="as given",
        inputs=(Input.given("at", at, side.unit),),
        series=side.observed.series.id,
        freq=side.observed.series.freq,
        signed=fit.is_growth(side),
    )


def figure(line: Line, assumed: tuple[Input, ...]) -> Figure:
    """The y on the line at x, with the statistics of the line as parts."""
    pairs, y = line.pairs, reading(line.pairs.y, "y")
    observed = (pairs.x.observed, pairs.y.observed)
    inputs = (*pairs.inputs, Input.figure(line.x), *assumed)
    found = Figure(
        name="implied",
        label=fit.label(line),
        title=pairs.y.title,
        value=line.value,
        unit=pairs.y.unit,
        as_of=max(each.last for each in inputs if each.last),
        formula=fit.formula(line),
        inputs=inputs,
        stats=line.stats,
        caveats=tuple(fit.said(line)),
        freq=pairs.freq,
        signed=pairs.y.steps[0] != "level",
        digits=_digits(pairs.y, observed[1]),
        rounded=_digits(pairs.y, observed[1]),
    )
    return replace(found, parts=(line.x, y, *_parts(line, found)))


def left_out(line: Line, whole: Figure, year: int, least: int) -> Figure:
    """The same without the pairs of *year*, statistics and all."""
    again = replace(line, pairs=line.pairs.without(year, least), left_out=year)
    found = replace(
        whole,
        name=f"without_{year}",
        label=fit.label(again),
        title=Text(f"Without {year}", f"剔除 {year} 年"),
        value=again.value,
        formula=f"{fit.formula(again)}, without the pairs of which a side lies in {year}",
        inputs=(Input.figure(whole), Input.given("without", year)),
        stats=again.stats,
        caveats=tuple(fit.outside(again)) if line.fit.covers(line.at) else (),
        parts=(),
    )
    return replace(found, parts=_parts(again, found, f"_without_{year}"))


def expected(observed: Observations, whole: Figure) -> tuple[Figure, Figure]:
    """The last consensus, and the gap of the implied value to it."""
    last = level(observed, observed.known.iloc[-1:], "consensus")
    last = replace(last, caveats=observed.caveats())
    title = last.title or last.label
    gap = Figure(
        name="gap",
        label=Text(f"{whole.label.en}, less {title.en}", f"{whole.label.zh}，减去{title.zh}"),
        title=Text(f"Gap to {title.en}", f"与{title.zh}之差"),
        value=(whole.value or 0.0) - (last.value or 0.0),
        unit="percentage point" if whole.unit == "percent" else whole.unit,
        as_of=max(last.as_of, whole.as_of),
        formula="implied - consensus",
        inputs=(Input.figure(whole), Input.figure(last)),
        freq=last.freq if last.as_of > whole.as_of else whole.freq,
        signed=True,
        digits=whole.digits,
        rounded=whole.rounded,
    )
    return last, gap


def _parts(line: Line, found: Figure, suffix: str = "") -> tuple[Figure, ...]:
    """The interval, the slope, its t, r2 and n of the line behind *found*, each made of the same pairs."""
    y, x, sample = line.pairs.y.title, line.pairs.x.title, line.sample
    return tuple(
        Figure(
            name=f"{name}{suffix}",
            label=Text(f"{what.en}: {y.en} on {x.en} ({sample.en})", f"{what.zh}：{y.zh}对{x.zh}（{sample.zh}）"),
            title=what,
            value=value,
            unit=unit,
            as_of=found.as_of,
            formula=formula,
            inputs=(Input.figure(found), *more),
            freq=found.freq,
            signed=name in BOUNDS and found.signed,
            digits=found.digits if name in BOUNDS else 0,
            rounded=found.rounded if name in BOUNDS else _decimals(name, value),
        )
        for name, what, value, unit, formula, *more in _statistics(line, found.unit)
    )


def _statistics(line: Line, unit: str) -> Iterator[tuple[str, Text, float, str, str, *tuple[Input, ...]]]:
    """Name, words, value, unit and formula of each statistic, and what is assumed; *unit* is that of y."""
    found, (low, high) = line.fit, line.fit.interval(line.at)
    y, per = Unit(unit), _counted(unit)
    scale, x = _per(line, y)
    yield "low", Text(f"{INTERVAL.en}, low", f"{INTERVAL.zh}下限"), low, unit, f"value - {SPREAD}"
    yield "high", Text(f"{INTERVAL.en}, high", f"{INTERVAL.zh}上限"), high, unit, f"value + {SPREAD}"
    yield (
        "slope",
        Text(f"Slope, {per.en} per {x.en.removesuffix('s')}", f"斜率，每{x.zh}对应的{per.zh}"),
        scale * found.slope,
        unit if y.is_money or unit in COUNTED else "ratio",
        f"{'per ' * (scale != 1)}b{'; b' * (scale != 1)} = sum((x - mean x)(y - mean y)) / Sxx over {ROWS}",
        *((Input.assumption("per", scale, line.pairs.x.unit),) if scale != 1 else ()),
    )
    yield (
        "t",
        Text(f"t of the slope, Newey-West lag {found.lag}", f"斜率 t 值（Newey-West 滞后 {found.lag} 期）"),
        found.t,
        "ratio",
        f"b / se, Newey-West with Bartlett weights to lag {found.lag} = floor(4 (n/100)^(2/9)), over {ROWS}",
    )
    explained = f"1 - sum of squared residuals / sum((y - mean y)^2) over {ROWS}"
    yield "r2", Text("r²", "判定系数 r²"), found.r2, "ratio", explained
    yield "n", Text("Pairs", "样本对数"), float(found.n), "count", f"count of {ROWS}"


def _per(line: Line, y: Unit) -> tuple[float, Text]:
    """How much of x the slope is told for, and in words: of money and of heads a thousand, a million ... of them.

    The largest that the sample's range of x holds; one where y is itself an amount.
    """
    unit, width = Unit(line.pairs.x.unit), line.fit.high_x - line.fit.low_x
    is_amount = [each.is_money or each.name in COUNTED for each in (unit, y)]
    scale = max((each for each in SCALES.values() if each <= width), default=1.0)
    if is_amount != [True, False] or scale == 1:
        return 1.0, _counted(unit.name)
    return scale, Text(spell(scale, unit.name), spell(scale, unit.name, "zh"))


def _decimals(name: str, value: float) -> int | None:
    """The decimals of a statistic: two, of a slope those of its first three figures."""
    return max(0, 2 - math.floor(math.log10(abs(value)))) if name == "slope" and value else ROUNDED.get(name)


def _digits(side: Side, observed: Observations) -> int:
    """The decimals a value of y is shown with: as published, where it is a level."""
    return observed.digits if side.steps[0] == "level" else 1


def _counted(unit: str) -> Text:
    """What a difference of two values in *unit* is counted in."""
    return Unit("percentage point" if unit == "percent" else unit).words
