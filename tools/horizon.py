"""How deals did so many trading days after their merger: the statistics of one horizon, and what is said of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from statistics import fmean, median
from typing import TYPE_CHECKING

from footnote.answer import Figure, Input, Stat
from footnote.text import Text
from tools import holdings, maths
from tools.ends import Ends
from tools.merger import LATE_DAYS, At, kind_of
from tools.observations import Observations

if TYPE_CHECKING:
    import pandas as pd

PAID = 10
"""Dollars a share of a SPAC is sold for, and what its holder may have back until the merger."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Horizon:
    """The deals of the list *id* that have a close so long after the merger, beside an index over the same days.

    *suffix* is put behind the figures' names, where several horizons stand in one answer.
    """

    at: At
    id: str
    index: Observations | None = None
    suffix: str = ""

    def figure(self) -> Figure:
        """The mean return in equal weight; its parts are the deals and the other statistics."""
        shares = (*self._spread(), *self._beside())
        stats: dict[str, Stat] = {part.name.removesuffix(self.suffix): part.value for part in shares}
        return self._stat(
            "mean",
            Text(f"mean {self._kind.en}", f"平均{self._kind.zh}"),
            fmean(self.returns),
            f"mean of 100 (P(k+{self.at.days}) / P(k) - 1) in equal weight, k the first close on or after the merger",
            parts=(self._counted, *shares, *self._ended()),
            title=Text(f"{self.at.days} trading days", f"{self.at.days} 个交易日"),
            stats={"horizon": self.at.days, "n": len(self.deals), **stats},
        )

    @cached_property
    def deals(self) -> tuple[Figure, ...]:
        """The return of each deal."""
        return tuple(each.figure(each.pair(self.at.days), "deal", self.suffix) for each in self.at.held)

    @cached_property
    def returns(self) -> list[float]:
        """The same as numbers, in percent."""
        return [deal.value or 0.0 for deal in self.deals]

    @cached_property
    def beside(self) -> "pd.Series[float] | None":
        """The closes of the index."""
        return None if self.index is None else self.index.known

    @cached_property
    def compared(self) -> list[tuple[float, list[int]]]:
        """The return of each deal that the index covers, and the places of the index's closes of the same two days."""
        if self.beside is None:
            return []
        found = zip(self.returns, _places(self.beside, self.deals), strict=True)
        return [(value, places) for value, places in found if places]

    def outside(self) -> Iterator[Text]:
        """How many of the deals the index does not cover, if any."""
        if self.index is not None and (missing := len(self.deals) - len(self.compared)):
            name, count = self.index.series.title, len(self.deals)
            yield Text(
                f"{self.at.days} trading days after the merger: {missing} of the {count} deals outside the history of "
                f"{name.en}, not compared.",
                f"合并后 {self.at.days} 个交易日：{count} 宗交易中有 {missing} 宗超出{name.zh}的历史，未作比较。",
            )

    @property
    def _kind(self) -> Text:
        return kind_of(self.at.held[0].observed)

    @cached_property
    def _counted(self) -> Figure:
        return self._stat(
            "n",
            Text("deals counted", "计入的交易数"),
            len(self.deals),
            f"deals with a close {self.at.days} trading days after the merger",
            inputs=tuple(Input.figure(deal) for deal in self.deals),
            parts=self.deals,
            unit="count",
            signed=False,
        )

    def _spread(self) -> Iterator[Figure]:
        """The median and the two shares; the one below ten dollars where the closes are dollars."""
        kind = self._kind
        yield self._stat("median", Text(f"median {kind.en}", f"{kind.zh}中位数"), median(self.returns), "median")
        yield self._stat(
            "share_negative",
            Text(f"share of deals with a negative {kind.en}", f"{kind.zh}为负的占比"),
            _share([value < 0 for value in self.returns]),
            "100 (returns below 0) / n",
            signed=False,
        )
        if self.at.held[0].observed.series.unit.name == "USD":
            yield self._stat(
                "share_below",
                Text(f"share of deals with a close below {PAID} dollars", f"收盘价低于 {PAID} 美元的占比"),
                _share([deal.inputs[0].rows[-1][1] < PAID for deal in self.deals]),
                f"100 (closes below {PAID}) / n",
                title=Text(f"below {PAID} dollars", f"低于 {PAID} 美元"),
                signed=False,
            )

    def _beside(self) -> Iterator[Figure]:
        """The index over the days of each deal, and how far the deals lie above or below it."""
        if self.index is None or self.beside is None or not self.compared:
            return
        spec, kind, closes = self.index.series, kind_of(self.index), self.beside.to_numpy()
        once = self.beside.iloc[sorted({place for _, places in self.compared for place in places})]
        holdings.refuse_worthless(Ends(observed=self.index, values=once))
        moves = [maths.growth(float(closes[first]), float(closes[last])) for _, (first, last) in self.compared]
        apart = [value - move for (value, _), move in zip(self.compared, moves, strict=True)]
        beside = self._stat(
            "benchmark",
            Text(f"{spec.title.en} over the same days, mean {kind.en}", f"{spec.title.zh}同期平均{kind.zh}"),
            fmean(moves),
            "mean over the days of each deal of 100 (P at its last day / P at its first - 1)",
            inputs=(self._counted_input, self.index.input(once)),
            title=spec.title,
            series=spec.id,
        )
        yield beside
        for name, words, value in (
            ("excess", Text("mean excess return over", "平均超额回报"), fmean(apart)),
            ("excess_median", Text("median excess return over", "超额回报中位数"), median(apart)),
        ):
            yield self._stat(
                name,
                Text(f"{words.en} {spec.title.en}", f"相对{spec.title.zh}的{words.zh}"),
                value,
                f"{words.en.partition(' ')[0]} of each deal's return - the benchmark's over the same days",
                inputs=(self._counted_input, Input.figure(beside)),
                unit="percentage point",
            )

    def _ended(self) -> Iterator[Figure]:
        """What those that stopped trading before had returned at their last close."""
        if len(gone := [each for each in self.at.ended if len(each.closes) > 1]) == 0:
            return
        deals = tuple(each.figure(each.closes, "ended_deal", self.suffix) for each in gone)
        yield self._stat(
            "ended",
            Text(
                f"those that stopped trading before, mean {self._kind.en} to the last close",
                f"此前停止交易者至最后收盘的平均{self._kind.zh}",
            ),
            fmean(deal.value or 0.0 for deal in deals),
            "mean of 100 (last close / first close - 1)",
            inputs=tuple(Input.figure(deal) for deal in deals),
            parts=deals,
            stats={"n": len(deals)},
        )

    @cached_property
    def _counted_input(self) -> Input:
        return Input.figure(self._counted)

    def _stat(
        self,
        name: str,
        words: Text,
        value: float,
        formula: str,
        *,
        inputs: tuple[Input, ...] = (),
        parts: tuple[Figure, ...] = (),
        stats: dict[str, Stat] | None = None,
        title: Text | None = None,
        series: str | None = None,
        unit: str = "percent",
        signed: bool = True,
    ) -> Figure:
        days = self.at.days
        return Figure(
            name=f"{name}{self.suffix}",
            label=Text(
                f"SPACs {days} trading days after the merger, {words.en}", f"SPAC 合并后 {days} 个交易日，{words.zh}"
            ),
            value=float(value),
            unit=unit,
            as_of=max(part.as_of for part in (*self.deals, *parts)),
            formula=formula,
            inputs=inputs or (self._counted_input,),
            parts=parts,
            series=series or self.id,
            title=title,
            stats=stats or {},
            signed=signed,
        )


def _share(hits: list[bool]) -> float:
    """Percent of *hits* that are true."""
    return 100 * sum(hits) / len(hits)


def _places(closes: "pd.Series[float]", deals: tuple[Figure, ...]) -> list[list[int]]:
    """Where in *closes* the two days of each deal stand, or shortly before; nothing where it has none there."""
    import numpy as np

    days = np.array([[str(deal.stats["start"]), str(deal.as_of)] for deal in deals], dtype="M8[D]")
    held = closes.index.to_numpy().astype("M8[D]")
    places = held.searchsorted(days, side="right") - 1
    late = (days - held[places]).astype(int) > LATE_DAYS
    return [
        [] if missing else found
        for found, missing in zip(places.tolist(), (late | (places < 0)).any(axis=1), strict=True)
    ]
