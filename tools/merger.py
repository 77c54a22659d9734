"""Companies after their merger: each followed from its first close on or after the day, as far as it is priced."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from footnote.answer import Figure
from footnote.errors import AskError, FootnoteError
from footnote.spelling import spell_day
from footnote.text import Text, same
from tools import holdings, maths
from tools.data import Data
from tools.deals import Deals
from tools.ends import LONGEST_GAP_DAYS, Ends
from tools.observations import Observations, named
from tools.periods import day_of

if TYPE_CHECKING:
    import pandas as pd

LATE_DAYS = 10
"""How long after the merger the first close may come, and how long before the other prices the last one."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Merged:
    """A company and its closes from the first on or after its merger."""

    name: str
    observed: Observations
    closes: "pd.Series[float]"

    def pair(self, days: int) -> "pd.Series[float]":
        """The first close and the one so many trading days of this company later."""
        return self.closes.iloc[[0, days]]

    def has_hole(self, days: int) -> bool:
        """Whether the closes of so many trading days leave out more than a month."""
        before, after = maths.largest_gap(self.closes.iloc[: days + 1])
        return bool((after - before).days > LONGEST_GAP_DAYS)

    def figure(self, values: "pd.Series[float]", name: str) -> Figure:
        """The return from the first to the last of *values*, by name of the company."""
        holdings.refuse_worthless(Ends(observed=self.observed, values=values))
        first, last = day_of(values.index[0]), day_of(values.index[-1])
        kind = kind_of(self.observed)
        return Figure(
            name=name,
            label=Text(
                f"{self.name}, {kind.en}, {spell_day(first)} to {spell_day(last)}",
                f"{self.name}，{kind.zh}，{spell_day(first, 'zh')}至{spell_day(last, 'zh')}",
            ),
            value=maths.growth(float(values.iloc[0]), float(values.iloc[-1])),
            unit="percent",
            as_of=last,
            formula="100 (P(k+h) / P(k) - 1)",
            inputs=(self.observed.input(values),),
            series=self.observed.series.id,
            title=same(self.name),
            stats={"start": first, "end": last},
            signed=True,
        )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Followed:
    """The companies that are priced after their merger, and how many are not; the day to which there are prices."""

    merged: tuple[Merged, ...]
    unpriced: int
    recent: int
    last: date

    @property
    def total(self) -> int:
        """Every deal that closed."""
        return len(self.merged) + self.unpriced + self.recent

    def at(self, days: int) -> "At":
        """The companies sorted by whether they have a close so many trading days after the merger, and why not."""
        long = [each for each in self.merged if len(each.closes) > days]
        short = [each for each in self.merged if len(each.closes) <= days]
        ended = tuple(each for each in short if (self.last - each.observed.last).days > LATE_DAYS)
        held = tuple(each for each in long if not each.has_hole(days))
        return At(
            days=days,
            held=held,
            ended=ended,
            recent=self.recent + len(short) - len(ended),
            holed=len(long) - len(held),
        )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class At:
    """The companies with a close *days* trading days after the merger, and those without."""

    days: int
    held: tuple[Merged, ...]
    ended: tuple[Merged, ...]
    recent: int
    holed: int


def followed(data: Data, deals: Deals) -> Followed:
    """Every deal of the list that has closed, with its closes from then on."""
    deals.need("closed")
    rows = deals.rows.dropna(subset="closed")
    prices = deals.item.prices
    read = data.several(prices[name] for name in rows["id"] if name in prices)
    known = dict(_priced(read.items()))
    last = max((each.last for each in known.values()), default=None)
    if last is None:
        raise _unpriced(deals, len(rows))
    merged, late, recent = [], 0, 0
    for name, closed in zip(rows["id"], (day_of(day) for day in rows["closed"]), strict=True):
        closes = _from(known.get(prices.get(name, "")), closed)
        if closes is not None:
            merged.append(Merged(name=name, observed=known[prices[name]], closes=closes))
        elif name in prices and (last - closed).days <= LATE_DAYS:
            recent += 1
        else:
            late += 1
    return Followed(merged=tuple(merged), unpriced=late, recent=recent, last=last)


def _priced(read: Iterable[tuple[str, Observations | FootnoteError]]) -> Iterable[tuple[str, Observations]]:
    """The prices that were read; one whose first close is still to come is not there yet, other failures are raised."""
    for id, found in read:
        if isinstance(found, Observations):
            if found.series.kind != "price":
                raise _no_price(found)
            yield id, found
        elif found.reason != "short_history":
            raise found


def _from(observed: Observations | None, closed: date) -> "pd.Series[float] | None":
    """The closes from the first on or after the merger; None where that one is missing, or comes too late."""
    import pandas as pd

    if observed is None:
        return None
    known = observed.known
    closes = known[known.index >= pd.Timestamp(closed)]
    return closes if len(closes) and (day_of(closes.index[0]) - closed).days <= LATE_DAYS else None


def kind_of(observed: Observations) -> Text:
    """Whether the closes earn a total or a price return."""
    return Text("total return", "总回报") if observed.series.total_return else Text("price return", "价格回报")


def _no_price(observed: Observations) -> AskError:
    name = named(observed.series)
    return AskError(
        Text(
            f"{name.en} is no price, so no deal can be followed with it; name a panel of prices.",
            f"{name.zh}不是价格，无法用来跟踪交易；请指定价格数据。",
        ),
        reason="units",
    )


def _unpriced(deals: Deals, count: int) -> AskError:
    id = deals.item.id
    return AskError(
        Text(
            f"None of the {count} merged deals of {id} has prices known on {deals.today}. Ask as of a later day.",
            f"列表 {id} 中 {count} 宗已完成合并的交易在 {deals.today} 都没有已知价格。请改问之后的日期。",
        ),
        reason="short_history",
    )
