"""Two series over the same days: how far their changes, and of two rates their levels, are apart."""

from collections.abc import Sequence

from footnote.answer import Figure, Input
from footnote.text import Text
from tools.ends import Ends
from tools.units import Unit, convert

GAPS = {"percent": "percentage point"} | {unit: unit for unit in ("percentage point", "basis point", "diffusion index")}
"""The units of two changes that can be subtracted, and in what their difference is."""


def apart(ends: Sequence[Ends], changes: Sequence[Figure]) -> tuple[Figure, ...]:
    """The gap of two *changes* in one unit; of two rates the spread as well, at the start and at the end."""
    if len({change.unit for change in changes}) > 1 or changes[0].unit not in GAPS or has_unlike_scales(ends):
        return ()
    return _gap(ends, changes), *(_spreads(ends, changes) if _are_rates(ends) else ())


def has_unlike_scales(ends: Sequence[Ends]) -> bool:
    """Whether they are diffusion indices around unlike neutral levels: a point of one is no point of the other."""
    specs = [each.observed.series for each in ends]
    return {spec.unit.name for spec in specs} == {"diffusion index"} and len({spec.neutral for spec in specs}) > 1


def _are_rates(ends: Sequence[Ends]) -> bool:
    specs = [each.observed.series for each in ends]
    return {spec.kind for spec in specs} == {"rate"} and len({spec.unit.name for spec in specs}) == 1


def _gap(ends: Sequence[Ends], changes: Sequence[Figure]) -> Figure:
    """The change of the first less that of the second."""
    one, other = (each.observed.series.title for each in ends)
    first, last = (ends[0].observed.period(day) for day in (ends[0].first, ends[0].last))
    return Figure(
        name="gap",
        label=Text(
            f"Change of {one.en} less that of {other.en}, {first.en} to {last.en}",
            f"{one.zh}与{other.zh}的变化之差，{first.zh}至{last.zh}",
        ),
        value=(changes[0].value or 0.0) - (changes[1].value or 0.0),
        unit=GAPS[changes[0].unit],
        as_of=ends[0].last,
        formula="change of the first - change of the second",
        inputs=tuple(Input.figure(change) for change in changes),
        freq=ends[0].observed.series.freq,
        signed=True,
    )


def _spreads(ends: Sequence[Ends], changes: Sequence[Figure]) -> tuple[Figure, ...]:
    """The first rate less the second, at the end and at the start, in the unit of their changes."""
    at_start, at_end = ([change.parts[place] for change in changes] for place in (0, 1))
    return _spread("spread", ends, at_end, changes[0].unit), _spread("spread_start", ends, at_start, changes[0].unit)


def _spread(name: str, ends: Sequence[Ends], levels: Sequence[Figure], unit: str) -> Figure:
    one, other = (each.observed.series.title for each in ends)
    period = levels[0].period
    points = (levels[0].value or 0.0) - (levels[1].value or 0.0)
    is_scaled = unit == "basis point" and levels[0].unit == "percent"
    return Figure(
        name=name,
        label=Text(f"{one.en} less {other.en}, {period.en}", f"{one.zh}减{other.zh}，{period.zh}"),
        value=convert(points, Unit("percentage point"), Unit(unit)).value if is_scaled else points,
        unit=unit,
        as_of=levels[0].as_of,
        formula="100 (first - second), percent to basis points" if is_scaled else "first - second",
        inputs=tuple(Input.figure(each) for each in levels),
        freq=levels[0].freq,
        signed=True,
    )
