"""One observation of a series, and a change between two, as figures."""

from typing import TYPE_CHECKING

from footnote.answer import Figure, Input
from footnote.text import Text
from tools import maths
from tools.ends import Ends
from tools.observations import Observations
from tools.periods import day_of
from tools.units import Unit, convert

if TYPE_CHECKING:
    import pandas as pd

DISTANCES = ("diffusion index", "basis point", "percentage point", "standard deviation")
"""Units that are distances already: they change by a difference, never by a percentage."""


def level(observed: Observations, used: "pd.Series[float]", name: str) -> Figure:
    """The last observation of *used*; one named ``latest`` says how old it is, and whether that is still current."""
    spec, day = observed.series, day_of(used.index[-1])
    period, latest = observed.period(day), name == "latest"
    return Figure(
        name=name,
        label=Text(f"{spec.title.en}, {period.en}", f"{spec.title.zh}（{period.zh}）"),
        value=float(used.iloc[-1]),
        unit=spec.unit.name,
        as_of=day,
        formula=f"{spec.id} at {day}",
        inputs=(observed.input(used.iloc[-1:]),),
        series=spec.id,
        title=spec.title,
        stats={"age": observed.age, "current": observed.is_current} if latest else {},
        caveats=observed.caveats() if latest else (),
        freq=spec.freq,
        signed=spec.unit.name == "standard deviation",
        digits=_decimals(observed),
    )


def changed(ends: Ends) -> Figure:
    """The change between two observations, in the unit that fits; of heads also in percent, as the part ``percent``."""
    observed = ends.observed
    spec = observed.series
    value, unit, formula = _difference(ends)
    first, last = observed.period(ends.first), observed.period(ends.last)
    kind = Text(", price only", "，仅价格") if spec.kind == "price" and not spec.total_return else Text("", "")
    if spec.kind == "price" and spec.total_return:
        kind = Text(", total return", "，总回报")
    two = (level(observed, ends.values.iloc[:1], "start"), level(observed, ends.values.iloc[-1:], "end"))
    return Figure(
        name="change",
        label=Text(
            f"{spec.title.en}, change from {first.en} to {last.en}{kind.en}",
            f"{spec.title.zh}，{first.zh}至{last.zh}的变化{kind.zh}",
        ),
        value=value,
        unit=unit,
        as_of=ends.last,
        formula=formula,
        inputs=tuple(Input.figure(part) for part in two),
        parts=(*two, *_percent(ends, two)),
        series=spec.id,
        title=spec.title,
        stats={"start": ends.first, "end": ends.last},
        caveats=ends.caveats,
        freq=spec.freq,
        signed=True,
        digits=0 if unit == "percent" else _decimals(observed),
    )


def _percent(ends: Ends, two: tuple[Figure, Figure]) -> tuple[Figure, ...]:
    """The change of a number of heads in percent of the first, where there is a first."""
    spec = ends.observed.series
    if spec.unit.name != "persons" or ends.base <= 0:
        return ()
    first, last = ends.observed.period(ends.first), ends.observed.period(ends.last)
    return (
        Figure(
            name="percent",
            label=Text(
                f"{spec.title.en}, percent change from {first.en} to {last.en}",
                f"{spec.title.zh}，{first.zh}至{last.zh}的变化率",
            ),
            value=maths.growth(ends.base, ends.end),
            unit="percent",
            as_of=ends.last,
            formula="100 (end / start - 1)",
            inputs=tuple(Input.figure(part) for part in two),
            series=spec.id,
            title=spec.title,
            freq=spec.freq,
            signed=True,
        ),
    )


def _difference(ends: Ends) -> tuple[float, str, str]:
    """Value, unit and formula of the change, in the unit that fits the series."""
    spec = ends.observed.series
    unit = spec.unit.name
    step = ends.end - ends.base
    if unit == "percent" and spec.kind == "rate" and spec.freq in "DW":
        moved = convert(step, Unit("percentage point"), Unit("basis point"))
        return moved.value, moved.unit.name, "100 (end - start), percent to basis points"
    if unit == "percent":
        return step, "percentage point", "end - start"
    relative = spec.kind not in ("survey", "flow") and spec.neutral is None and unit not in (*DISTANCES, "persons")
    if relative and min(ends.base, ends.end) > 0:
        return maths.growth(ends.base, ends.end), "percent", "100 (end / start - 1)"
    return step, unit, "end - start"


def _decimals(observed: Observations) -> int:
    """The decimals a level is shown with: as published; one of a percentage that is no rate of interest."""
    percentage = observed.series.unit.name in ("percent", "percentage point")
    return 1 if percentage and observed.series.kind != "rate" else observed.digits
