"""Companies after their merger: each followed from its first close on or after the day, as far as it is priced."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

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
    import numpy as np
    import pandas as pd

LATE_DAYS = 10
"""How long after the merger the first close may come, and how long before the other prices the last one."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Merged:
    """A company and its closes from the first on or after its merger."""

    name: str
    observed: Observations
    closes: "pd.Series[float]"

    number: int = 1
    """Which of the deals of that name this is."""

    def pair(self, days: int) -> "pd.Series[float]":
        """The first close and the one so many trading days of this company later."""
        return self.closes.iloc[: days + 1 : days]

    def has_hole(self, days: int) -> bool:
        """Whether the closes of so many trading days leave out more than a month."""
        return bool(self._widths[:days].max(initial=0) > LONGEST_GAP_DAYS)

    @cached_property
    def _widths(self) -> "np.ndarray[Any, Any]":
        """Days from each close to the next."""
        import numpy as np

        return np.diff(self.closes.index.to_numpy().astype("M8[D]")).astype(int)

    def figure(self, values: "pd.Series[float]", name: str, suffix: str = "") -> Figure:
        """The return from the first to the last of *values*; of a later deal of the company the *name* is numbered."""
        source, kind = self.observed.input(values), kind_of(self.observed)
        if any(close <= 0 for _, close in source.rows):
            holdings.refuse_worthless(Ends(observed=self.observed, values=values))
        (first, base), (last, end) = source.rows[0], source.rows[-1]
        return Figure(
            name=f"{name}{f'_{self.number}' * (self.number > 1)}{suffix}",
            label=Text(
                f"{self.name}, {kind.en}, {spell_day(first)} to {spell_day(last)}",
                f"{self.name}，{kind.zh}，{spell_day(first, 'zh')}至{spell_day(last, 'zh')}",
            ),
            value=maths.growth(base, end),
            unit="percent",
            as_of=last,
            formula="100 (P(k+h) / P(k) - 1)",
            inputs=(source,),
            series=self.observed.series.id,
            title=same(self.name),
            stats={"start": first, "end": last},
            signed=True,
        )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Followed:
    """The companies that are priced after their merger, and how many are not; the day to which there are prices.

    ``late`` have their first close only weeks after the merger, ``before`` their last one before it.
    """

    merged: tuple[Merged, ...]
    unpriced: int
    late: int
    before: int
    recent: int
    last: date

    @property
    def total(self) -> int:
        """Every deal that closed."""
        return len(self.merged) + self.unpriced + self.late + self.before + self.recent

    @property
    def opens(self) -> tuple[date, date]:
        """The days from which the first and the last of the companies are followed."""
        first = [day_of(each.closes.index[0]) for each in self.merged]
        return min(first), max(first)

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
    merged: list[Merged] = []
    why: Counter[str] = Counter()
    for name, closed in zip(rows["id"], (day_of(day) for day in rows["closed"]), strict=True):
        observed = known.get(prices.get(name, ""))
        closes = None if observed is None else _from(observed, closed)
        if observed is None or closes is None:
            why["recent" if name in prices and (last - closed).days <= LATE_DAYS else _why(observed, closed)] += 1
        else:
            number = 1 + sum(each.name == name for each in merged)
            merged.append(Merged(name=name, observed=observed, closes=closes, number=number))
    return Followed(
        merged=tuple(merged),
        unpriced=why["unpriced"],
        late=why["late"],
        before=why["before"],
        recent=why["recent"],
        last=last,
    )


def _why(observed: Observations | None, closed: date) -> str:
    """Why a company cannot be followed from its merger: no price at all, none any more, or only one that came late."""
    if observed is None:
        return "unpriced"
    return "before" if observed.last < closed else "late"


def _priced(read: Iterable[tuple[str, Observations | FootnoteError]]) -> Iterable[tuple[str, Observations]]:
    """The prices that were read; one whose first close is still to come is not there yet, other failures are raised."""
    for id, found in read:
        if isinstance(found, Observations):
            if found.series.kind != "price":
                raise _no_price(found)
            yield id, found
        elif found.reason != "short_history":
            raise found


def _from(observed: Observations, closed: date) -> "pd.Series[float] | None":
    """The closes from the first on or after the merger; None where that one is missing, or comes too late."""
    import pandas as pd

    known = observed.known
    closes = known.iloc[int(known.index.searchsorted(pd.Timestamp(closed))) :]
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
