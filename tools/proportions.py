"""Sums of flows in proportion: the share of each basket, the money per year, and the sums of whole calendar years."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from footnote.answer import Figure, Input
from footnote.spelling import spell_period
from footnote.text import Text
from tools.catalogue import Basket
from tools.periods import day_of, period_end

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

A_YEAR = {"M": 12, "Q": 4, "A": 1}
DAYS_A_YEAR = 365.25
NEARLY_A_YEAR = 0.99
"""The least that counts as a year: 52 weeks are a day or two short of one."""
FEWEST_YEARS = 2
"""Calendar years below which there is nothing to list."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Side:
    """One basket's flows over a window: their sum, the observations of each series, and the limits of the window."""

    basket: Basket
    figure: Figure
    used: "list[pd.Series[float]]"
    opens: date
    closes: date

    @property
    def total(self) -> float:
        """The sum."""
        return self.figure.value or 0.0

    @property
    def years(self) -> tuple[float, str]:
        """How many years were summed, and how that is counted."""
        freq, stats = self.figure.freq, self.figure.stats
        periods, first = int(str(stats["periods"])), stats["start"]
        if freq in A_YEAR:
            return periods / A_YEAR[freq], f"{periods} / {A_YEAR[freq]}"
        days = 7 * periods if freq == "W" or not isinstance(first, date) else (self.figure.as_of - first).days + 1
        return days / DAYS_A_YEAR, f"{days} days / {DAYS_A_YEAR}"


def shares(sides: Sequence[Side], span: Text) -> tuple[tuple[Figure, ...], tuple[Text, ...]]:
    """The percentage of the total that each side is; a caveat in their place where the two have no shares of one."""
    one, other = sides
    total = one.total + other.total
    if one.total * other.total < 0 or not total:
        return (), (_no_shares(sides, span),)
    made_of = tuple(Input.figure(side.figure) for side in sides)
    found = (
        Figure(
            name=f"share_{side.figure.name}",
            label=Text(
                f"{side.basket.title.en}, share of the net flows of both", f"{side.basket.title.zh}占净流入合计"
            ),
            title=side.basket.title,
            value=100 * side.total / total,
            unit="percent",
            as_of=side.figure.as_of,
            formula=f"100 {side.figure.name} / (a + b)",
            inputs=made_of,
            freq=side.figure.freq,
        )
        for side in sides
    )
    return tuple(found), ()


def _no_shares(sides: Sequence[Side], span: Text) -> Text:
    """Money that came in and money that went out have no total to be shares of."""
    one, other = (side.basket.title for side in sides)
    if not any(side.total for side in sides):
        return Text(
            f"No shares: the net flows of {one.en} and of {other.en} are nil, {span.en}.",
            f"未列占比：{span.zh}，{one.zh}与{other.zh}的净流入均为零。",
        )
    into, out = (one, other) if sides[0].total > sides[1].total else (other, one)
    return Text(
        f"No shares: {into.en} had money come in and {out.en} had it go out, {span.en}.",
        f"未列占比：{span.zh}，{into.zh}为净流入，{out.zh}为净流出。",
    )


def counted_twice(sides: Sequence[Side], span: Text, both: Text) -> Text:
    """Series that stand on both sides: the total of both would count them twice, so there are no shares of it."""
    one, other = (side.basket.title for side in sides)
    return Text(
        f"No shares: {both.en} stands in {one.en} and in {other.en}, {span.en}; it cancels in the gap, and their total "
        "would count it twice.",
        f"未列占比：{span.zh}，{both.zh}同时计入{one.zh}与{other.zh}，在差额中相互抵消，合计会重复计算。",
    )


def per_year(sides: Sequence[Side]) -> tuple[Figure, ...]:
    """The sums and their gap per year, where at least a year was summed."""
    length, counted = sides[0].years
    if length < NEARLY_A_YEAR:
        return ()
    one, other = (
        replace(
            side.figure,
            name=f"{side.figure.name}_per_year",
            label=Text(f"{side.basket.title.en}, net flows per year", f"{side.basket.title.zh}年均净流入"),
            value=side.total / length,
            formula=f"{side.figure.name} / ({counted})",
            inputs=(Input.figure(side.figure),),
            parts=(),
            stats={**side.figure.stats, "years": length},
        )
        for side in sides
    )
    return one, other, _less("gap_per_year", one, other, Text("per year", "年均"))


def by_year(sides: Sequence[Side]) -> tuple[Figure, ...]:
    """The sums and their gap of each whole calendar year inside the window, where there are two or more."""
    years = _whole_years(sides[0])
    if len(years) < FEWEST_YEARS:
        return ()
    found: list[Figure] = []
    sums = [_sums(side.used, years) for side in sides]
    made_of = [(Input.figure(side.figure),) for side in sides]
    last = _last_days(sides[0].used[0], years)
    for place, year in enumerate(years):
        one, other = (
            Figure(
                name=f"{side.figure.name}_year_{year}",
                label=Text(f"{side.basket.title.en}, net flows in {year}", f"{side.basket.title.zh}{year}年净流入"),
                title=side.basket.title,
                value=float(sums[number][place]),
                unit=side.figure.unit,
                as_of=last[place],
                formula=f"sum of the flows of {side.figure.name} in {year}",
                inputs=made_of[number],
                freq="A",
                signed=True,
            )
            for number, side in enumerate(sides)
        )
        found += (one, other, _less(f"gap_year_{year}", one, other, Text(f"in {year}", f"{year}年")))
    return tuple(found)


def outside_years(sides: Sequence[Side]) -> tuple[Text, ...]:
    """That the first and the last part of the window stand in no year of their own, where there are years."""
    side, years = sides[0], _whole_years(sides[0])
    if len(years) < FEWEST_YEARS:
        return ()
    parts: list[Text] = []
    if side.opens.year < years.start:
        parts.append(_part(side.opens, date(side.opens.year, 12, 31), side.figure.freq))
    if side.closes.year >= years.stop:
        first = period_end(date(side.closes.year, 1, 1), side.figure.freq)
        parts.append(_part(first, side.closes, side.figure.freq))
    if not parts:
        return ()
    en, zh = " and ".join(part.en for part in parts), "和".join(part.zh for part in parts)
    return (
        Text(
            f"Net flows by year: whole calendar years only; {en} count in the sum and have no row of their own.",
            f"分年净流入仅列完整日历年；{zh}计入合计，但不单独列出。",
        ),
    )


def _part(first: date, last: date, freq: str) -> Text:
    """From one period to another, or the one."""
    ends = [Text(spell_period(day, freq), spell_period(day, freq, "zh")) for day in dict.fromkeys((first, last))]
    return Text(" to ".join(end.en for end in ends), "至".join(end.zh for end in ends))


def _less(name: str, one: Figure, other: Figure, when: Text) -> Figure:
    """The one less the other."""
    first, second = one.title or one.label, other.title or other.label
    return replace(
        one,
        name=name,
        label=Text(
            f"Net flows, {first.en} less {second.en}, {when.en}", f"{first.zh}与{second.zh}的净流入之差，{when.zh}"
        ),
        title=None,
        value=(one.value or 0.0) - (other.value or 0.0),
        formula=f"{one.name} - {other.name}",
        inputs=(Input.figure(one), Input.figure(other)),
    )


def _whole_years(side: Side) -> range:
    """The calendar years that lie inside the window from their first period to their last."""
    opens, closes = side.opens, side.closes
    begun = opens > period_end(date(opens.year, 1, 1), side.figure.freq)
    cut_short = closes < date(closes.year, 12, 31)
    return range(opens.year + begun, closes.year + 1 - cut_short)


def _places(values: "pd.Series[float]", years: range) -> list[int]:
    """Where each of *years* begins, and where the last one ends."""
    import pandas as pd

    starts = pd.DatetimeIndex([f"{year}-01-01" for year in (*years, years.stop)])
    return [int(place) for place in values.index.searchsorted(starts)]


def _last_days(values: "pd.Series[float]", years: range) -> list[date]:
    """The last day of each of *years* that has a value."""
    return [day_of(values.index[place - 1]) for place in _places(values, years)[1:]]


def _sums(used: "list[pd.Series[float]]", years: range) -> "np.ndarray[Any, Any]":
    """The sum of all series in each of *years*; those that stand on the same days are added up first."""
    import numpy as np

    alike: dict[int, list[pd.Series[float]]] = {}
    for values in used:
        alike.setdefault(id(values.index), []).append(values)
    total = np.zeros(len(years))
    for same in alike.values():
        edges = _places(same[0], years)
        together = np.sum([values.to_numpy() for values in same], axis=0)
        total += np.add.reduceat(together[: edges[-1]], edges[:-1])
    return total
