"""Values at or below zero of an amount that trends: no change in percent is taken from one, and that is always said."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from footnote.errors import AskError
from footnote.text import Text, listed
from tools.observations import Observations, named
from tools.periods import day_of

if TYPE_CHECKING:
    import pandas as pd

TRENDING = ("hard", "stock", "price", "flow")
AMOUNTS = ("index", "count", "persons")
RATIOS = ("yoy", "log12", "mom", "qoq", "saar")
"""What is taken of a series that needs values above zero."""
MANY = 0.05
"""The share of values at or below zero from which they are no exceptions: the level is taken then."""
MOST_NAMED = 3


def is_amount(observed: Observations) -> bool:
    """Whether the series is an amount or an index, which changes in percent."""
    spec = observed.series
    return spec.kind in TRENDING and spec.neutral is None and (spec.unit.is_money or spec.unit.name in AMOUNTS)


def is_positive(observed: Observations) -> bool:
    """Whether its values are above zero, or all but a few: of a flow, which may stop, all of them."""
    below = len(_below(observed))
    return not below or (observed.series.kind != "flow" and below < MANY * len(observed.known))


def above_zero(observed: Observations) -> tuple[Observations, tuple[Text, ...]]:
    """The amount without its values at or below zero, and a sentence that names them; any other series as it is."""
    below = _below(observed)
    if not len(below) or not is_amount(observed):
        return observed, ()
    start = _counted(observed, below)
    said = Text(
        f"{start.en} and left out, as there is no change in percent from there.",
        f"{start.zh}，无法计算变化率，未计入。",
    )
    return replace(observed, values=observed.values.where(~(observed.values <= 0))), (said,)


def as_level(observed: Observations) -> tuple[Text, ...]:
    """That the level of an amount is taken, because many of its values are at or below zero; of a price a refusal."""
    below = _below(observed)
    if not len(below) or not is_amount(observed) or observed.series.kind == "flow":
        return ()
    start = _counted(observed, below)
    if observed.series.kind == "price":
        raise AskError(
            Text(
                f"{start.en}, where no price is. Ask for another series.",
                f"{start.zh}，不是有效价格。请查询其他序列。",
            ),
            reason="blank",
        )
    return (
        Text(
            f"{start.en}, so its level is taken, not its change in percent.",
            f"{start.zh}，因此取水平值，而非变化率。",
        ),
    )


def fit_for(steps: Sequence[str], observed: Observations) -> tuple[Observations, tuple[Text, ...]]:
    """What *steps* can be taken of, and what must be said of the values at or below zero."""
    if {*steps} & {*RATIOS}:
        return above_zero(observed)
    return observed, as_level(observed) if "level" in steps else ()


def _below(observed: Observations) -> "pd.Series[float]":
    known = observed.known
    return known[known <= 0]


def _counted(observed: Observations, below: "pd.Series[float]") -> Text:
    """How many of its values are *below*, and when, as a sentence begins."""
    name, count = named(observed.series), len(observed.known)
    periods = [observed.period(day_of(day)) for day in below.index]
    where = listed(periods)
    if len(periods) > MOST_NAMED:
        where = Text(f"{periods[0].en} to {periods[-1].en}", f"{periods[0].zh}至{periods[-1].zh}")
    return Text(
        f"{name.en}: {len(below):,} of {count:,} values {'are' if len(below) > 1 else 'is'} at or below zero "
        f"({where.en})",
        f"{name.zh}：{count:,} 个数值中有 {len(below):,} 个为零或负值（{where.zh}）",
    )
