"""The largest fall of what was held, from a high to the lowest point after it, between the two closes of a return."""

from typing import TYPE_CHECKING

from footnote.answer import Figure, Input
from footnote.text import Text
from tools import maths
from tools.periods import day_of

if TYPE_CHECKING:
    import pandas as pd

NAME = Text("maximum drawdown", "最大回撤")


def drawdown(held: Figure, path: "pd.Series[float]", made_of: Input, label: Text) -> Figure:
    """The drawdown of *held* along the *path* of its closes, the first one counted as a high; never above zero.

    The days of the high and of the low are in the statistics, null where it never closed below an earlier close.
    """
    days = maths.deepest_fall(path)
    peak, trough = (day_of(days[0]), day_of(days[1])) if days else (None, None)
    return Figure(
        name="drawdown",
        label=label,
        value=maths.drawdown(path),
        unit="percent",
        as_of=held.as_of,
        formula="lowest of 100 (V / highest V so far - 1), V the value held at each close",
        inputs=(made_of,),
        series=held.series,
        title=held.title,
        stats={"peak": peak, "trough": trough, "n": len(path)},
        freq=held.freq,
    )
