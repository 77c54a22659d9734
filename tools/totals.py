"""The level a yearly total reaches when it grows by so much: the first year above a round number, a record."""

import math
from typing import TYPE_CHECKING

from footnote.answer import Figure, Input
from footnote.errors import SetupError
from footnote.spelling import spell
from footnote.text import Text
from tools.data import Data
from tools.observations import Observations
from tools.periods import day_of
from tools.refusals import no_period

if TYPE_CHECKING:
    import pandas as pd

A_YEAR = {"M": 12, "Q": 4, "A": 1}


def reached(data: Data, total: float) -> Figure | None:
    """The last whole year of the series that the desk names, times ``1 + total``; None where it names none."""
    use = data.catalogue.use.get("contribution", {})
    id = use.get("level") if isinstance(use, dict) else None
    if not isinstance(id, str) or id not in data.catalogue.series:
        return None
    observed = data.series(id)
    spec = observed.series
    if spec.freq not in A_YEAR or (spec.freq != "A" and "sum" not in (spec.average, {"flow": "sum"}.get(spec.kind))):
        wanted = "a series whose periods add up to a year (average = 'sum')"
        raise SetupError([f"desk.toml: [use] contribution: level = {id!r} should be {wanted}."])
    years = _years(observed)
    if years.empty:
        raise no_period(observed, observed.first, observed.last)
    base = _base(observed, int(years.index[-1]), float(years.iloc[-1]))
    return _level(observed, base, years, total)


def _years(observed: Observations) -> "pd.Series[float]":
    """The sum of each calendar year that is whole."""
    import pandas as pd

    known = observed.known
    groups = known.groupby(pd.DatetimeIndex(known.index).year)
    return groups.sum()[groups.count() == A_YEAR[observed.series.freq]]


def _base(observed: Observations, year: int, value: float) -> Figure:
    """The last whole year."""
    spec, used = observed.series, observed.known.loc[f"{year}-01-01" : f"{year}-12-31"]
    return Figure(
        name="base",
        label=Text(f"{spec.title.en}, {year}", f"{spec.title.zh}，{year}年"),
        title=spec.title,
        value=value,
        unit=spec.unit.name,
        as_of=day_of(used.index[-1]),
        formula=f"sum of {spec.id} over {len(used)} periods",
        inputs=(observed.input(used),),
        series=spec.id,
        caveats=observed.caveats(),
        freq="A",
        digits=observed.digits,
    )


def _level(observed: Observations, base: Figure, years: "pd.Series[float]", total: float) -> Figure:
    """What the year after it reaches; whether it is the highest, and the first above a round number."""
    spec, year = observed.series, int(years.index[-1]) + 1
    value = (base.value or 0.0) * (1 + total)
    round_number = 10.0 ** math.floor(math.log10(value)) if value > 0 else None
    first = round_number is not None and bool((years < round_number).all())
    said = Text("", "")
    if first and round_number is not None:
        number = spell(round_number, spec.unit.name), spell(round_number, spec.unit.name, "zh")
        said = Text(f", the first year of {number[0]} or more", f"，首次达到{number[1]}")
    grown = f"{100 * total:+g}%"
    return Figure(
        name="level",
        label=Text(
            f"{spec.title.en}, {year} at {grown} on {year - 1}{said.en}",
            f"{spec.title.zh}，{year}年（较{year - 1}年 {grown}）{said.zh}",
        ),
        title=spec.title,
        value=value,
        unit=spec.unit.name,
        as_of=base.as_of,
        formula="base * (1 + total / 100)",
        inputs=(Input.figure(base), Input.given("total", 100 * total, "percent")),
        parts=(base,),
        series=spec.id,
        stats={
            "year": year,
            "record": bool((years < value).all()),
            "first_at_or_above": round_number if first else None,
            "n": len(years),
            "first": day_of(observed.known.index[0]),
        },
        freq="A",
        digits=observed.digits,
    )
