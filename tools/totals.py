"""The level a yearly total reaches when it grows by so much: the first year above a round number, a record."""

import math
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from footnote.answer import Figure, Input
from footnote.errors import SetupError
from footnote.spelling import spell
from footnote.text import Text, listed
from tools.data import Data
from tools.observations import Observations, named
from tools.periods import PANDAS, day_of
from tools.refusals import no_period

if TYPE_CHECKING:
    import pandas as pd

A_YEAR = {"M": 12, "Q": 4, "A": 1}
MOST_NAMED = 3
"""Blank periods that are named one by one."""


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
    blank = _blank(observed)
    is_whole = not blank or blank[0] > observed.last
    said = (_said(observed, blank, base, is_whole=is_whole),) if blank else ()
    return replace(_level(observed, base, years, total, is_whole=is_whole), caveats=said)


def _blank(observed: Observations) -> list[date]:
    """The periods from the first value on, to the last or the end of its year once that is over, that hold none."""
    import pandas as pd

    freq, last = PANDAS[observed.series.freq], observed.last
    until = date(last.year, 12, 31) if last.year < observed.today.year else last
    every = pd.period_range(observed.first, until, freq=freq)
    blank = every.difference(pd.DatetimeIndex(observed.known.index).to_period(freq))
    return [day_of(each.end_time) for each in blank]


def _said(observed: Observations, blank: list[date], base: Figure, *, is_whole: bool) -> Text:
    """Which periods are blank, so that their years are not whole, and the year the level starts from for all that."""
    name, first, last = named(observed.series), observed.period(blank[0]), observed.period(blank[-1])
    days = listed([observed.period(day) for day in blank])
    if len(blank) > MOST_NAMED:
        count = len(blank)
        days = Text(f"{count} periods from {first.en} to {last.en}", f"{first.zh}至{last.zh}之间的 {count} 期")
    years = sorted({day.year for day in blank})
    en = f"{years[0]} is no whole year" if len(years) == 1 else f"{len(years)} years are not whole"
    zh = f"{years[0]} 年不是完整年度" if len(years) == 1 else f"{len(years)} 个年度不完整"
    untold = Text("", "")
    if not is_whole:
        untold = Text("; whether it is a record or a first is not told", "；不判断是否为新高或首次达到")
    return Text(
        f"{name.en} has no value for {days.en}, so {en}: the level starts from {base.period.en}, the last whole one"
        f"{untold.en}.",
        f"{name.zh}缺少{days.zh}的数值，{zh}：水平以最近的完整年度{base.period.zh}为基数{untold.zh}。",
    )


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


def _level(observed: Observations, base: Figure, years: "pd.Series[float]", total: float, *, is_whole: bool) -> Figure:
    """What the year after it reaches; of a whole history, whether that is the highest, or a first of its size."""
    spec, year = observed.series, int(years.index[-1]) + 1
    value = (base.value or 0.0) * (1 + total)
    round_number = 10.0 ** math.floor(math.log10(value)) if value > 0 else None
    first = is_whole and round_number is not None and bool((years < round_number).all())
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
            "record": bool((years < value).all()) if is_whole else None,
            "first_at_or_above": round_number if first else None,
            "n": len(years),
            "first": day_of(observed.known.index[0]),
        },
        freq="A",
        digits=observed.digits,
    )
