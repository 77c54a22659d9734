"""A series as it is set beside another: taken through steps to months or longer, with the observations behind it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from footnote.answer import Input
from footnote.errors import AskError
from footnote.text import Text, listed, same
from tools import positive, taken
from tools.composite import Composed
from tools.data import Data
from tools.observations import Observations, named
from tools.taken import Steps

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, kw_only=True, eq=False)
class Side:
    """A series and the steps it is taken through; ``said`` is what must be said of its values at or below zero."""

    observed: Observations
    steps: Steps
    said: tuple[Text, ...] = ()

    @cached_property
    def values(self) -> "pd.Series[float]":
        """The values after all steps, by the last day of their period."""
        return taken.stepped(self.ended, self.observed.series.freq, self.steps)

    @property
    def ended(self) -> "pd.Series[float]":
        """The observations that may be used: of days and weeks those of months that are over."""
        import pandas as pd

        known, today = self.observed.known, pd.Timestamp(self.observed.today)
        if self.observed.series.freq not in "DW" or today.is_month_end:
            return known
        return known[known.index < today.to_period("M").start_time]

    @property
    def title(self) -> Text:
        """The series' title with what it is taken as."""
        return taken.words_of(self.observed.series.title, self.steps)

    @property
    def unit(self) -> str:
        """The unit of the values."""
        return taken.unit_after(self.observed.series.unit.name, self.steps)

    @property
    def freq(self) -> str:
        """The frequency of the values."""
        return taken.freq_after(self.observed.series.freq, self.steps)

    @property
    def formula(self) -> str:
        """What is done to the observations."""
        return taken.formula_of(self.observed.series.id, self.steps)

    def inputs(self, name: str, first: "pd.Timestamp", last: "pd.Timestamp") -> tuple[Input, Input]:
        """The observations that the values from *first* to *last* are made from, and the steps."""
        import pandas as pd

        opens = first.to_period({"A": "Y"}.get(self.freq, self.freq)).start_time
        held = self.ended
        opens = taken.opening(held, self.observed.series.freq, self.steps, opens)
        used = held[(held.index >= opens) & (held.index <= pd.Timestamp(last))]
        steps = ", ".join(self.steps)
        return replace(self.observed.input(used), name=name), Input.assumption(f"{name} taken as", steps)


def brought(one: tuple[Observations, Steps], other: tuple[Observations, Steps], least: str = "M") -> tuple[Side, Side]:
    """Two series, each with the steps to months or longer, at the longer of their frequencies and of *least*."""
    freqs = [taken.freq_after(observed.series.freq, steps) for observed, steps in (one, other)]
    target = taken.coarser(taken.coarser(*freqs), least)
    first, second = (
        _side(observed, (*steps, *taken.up_to(freq, target)))
        for (observed, steps), freq in zip((one, other), freqs, strict=True)
    )
    return first, second


def _side(observed: Observations, steps: Steps) -> Side:
    """The side that is made of what *steps* can be taken of."""
    held, said = positive.fit_for(steps, observed)
    return Side(observed=held, steps=steps, said=said)


def made_of_another(one: Observations, other: Observations) -> Iterator[Text]:
    """That of two series one is a part of the other, or that both are made of the same."""
    x, y = named(one.series), named(other.series)
    for whole, part in ((one, other), (other, one)):
        if part.series.id in _made_of(whole):
            of, its = named(whole.series), named(part.series)
            yield Text(
                f"{its.en} is a part of {of.en}: they move together by construction, which is no evidence of a link.",
                f"{its.zh}是{of.zh}的组成部分：两者因构成而同向变动，并不能证明存在联系。",
            )
    if shared := sorted(_made_of(one) & _made_of(other)):
        ids = listed([same(id) for id in shared])
        yield Text(
            f"{x.en} and {y.en} are both made of {ids.en}: they move together by construction, which is no evidence of "
            "a link.",
            f"{x.zh}与{y.zh}都包含 {ids.zh}：两者因构成而同向变动，并不能证明存在联系。",
        )


def _made_of(observed: Observations) -> set[str]:
    """The series a composite is made of, and what these are made of."""
    parts = observed.parts if isinstance(observed, Composed) else {}
    return {id for name, part in parts.items() for id in (name, *_made_of(part))}


def refuse_unfit(data: Data, x: str, y: str) -> None:
    """AskError where a name stands for several series, or both are one."""
    for id in (x, y):
        if id not in data.catalogue.series and (found := data.catalogue.find(id)) is not None:
            raise AskError(
                Text(
                    f"{found.title.en} ({id}) is no single series, and only two of those are compared. "
                    "Name one of its members.",
                    f"{found.title.zh}（{id}）不是单个序列，无法用于此项比较；请指定其中一个成分。",
                )
            )
    if x == y:
        name = named(data.spec(x))
        raise AskError(
            Text(
                f"{name.en} says nothing of itself; name another series to set beside it.",
                f"{name.zh}不能与自身比较；请另选一个序列。",
            )
        )
