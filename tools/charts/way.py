"""How series are drawn together: on one axis, on a base of 100, as bars, or in a panel each."""

from typing import TYPE_CHECKING, Literal

from footnote.errors import AskError
from footnote.text import Text, listed
from tools.catalogue import Series

if TYPE_CHECKING:
    import pandas as pd

Way = Literal["line", "rebased", "bars", "panels"]
LINE: Way = "line"
REBASED: Way = "rebased"
BARS: Way = "bars"
PANELS: Way = "panels"
DRAWN, BARRED = "drawn", "bars"
"""What the inputs of a chart are called: observations on a line, and those that have a bar each."""
MOST_PANELS = 4
MOST_BARS = 3
"""Series whose bars can stand side by side."""
GROWING = ("hard", "price", "stock")
DISTANCES = ("percentage point", "basis point", "standard deviation")
FAR = 5.0
"""Amounts whose usual levels differ by more than this factor share no axis: one of the lines would be flat."""


def way_of(drawn: "list[tuple[Series, pd.Series[float]]]") -> Way:
    """The way in which series with these values are drawn; AskError where there is none."""
    specs = [spec for spec, _ in drawn]
    units = {spec.unit.name for spec in specs}
    if len(units) == 1 and all(spec.kind == "flow" for spec in specs) and len(specs) <= MOST_BARS:
        return BARS
    mixed = len({spec.kind == "flow" for spec in specs}) > 1
    if len(specs) == 1 or (len(units) == 1 and not mixed and not _wants_base(drawn)):
        return LINE
    if all(_has_base(spec, values) for spec, values in drawn):
        return REBASED
    if len(specs) > MOST_PANELS:
        raise _no_base(drawn)
    return PANELS


def _wants_base(drawn: "list[tuple[Series, pd.Series[float]]]") -> bool:
    """Whether lines of one unit are compared by their course alone: prices, and amounts of unlike size."""
    specs = [spec for spec, _ in drawn]
    if all(spec.kind == "price" for spec in specs):
        return True
    unit = specs[0].unit
    usual = sorted(float(values.median()) for _, values in drawn)
    return not (unit.is_share or unit.is_difference) and usual[0] > 0 and usual[-1] / usual[0] > FAR


def _has_base(spec: Series, values: "pd.Series[float]") -> bool:
    """Whether a first value is called 100: of a price or an amount it is, of a rate, a survey or a flow it is not."""
    grows = spec.kind in GROWING and not spec.unit.is_share and spec.unit.name not in DISTANCES
    return grows and bool((values > 0).all())


def _no_base(drawn: "list[tuple[Series, pd.Series[float]]]") -> AskError:
    below = listed([spec.title for spec, values in drawn if not _has_base(spec, values)])
    return AskError(
        Text(
            f"These {len(drawn)} series have unlike units, and a base of 100 would mislead for {below.en}. "
            f"Ask for up to {MOST_PANELS} at once.",
            f"这 {len(drawn)} 个序列单位不同，且{below.zh}不宜以 100 为基期。请一次最多选 {MOST_PANELS} 个。",
        ),
        reason="units",
    )
