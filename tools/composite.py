"""A composite: the mean of its parts, each standardised over the months that all of them share."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from footnote.answer import Input
from footnote.spelling import MEAN_Z
from footnote.text import Text
from tools import maths
from tools.catalogue import Series
from tools.observations import Observations, named
from tools.standard import Column, common

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, kw_only=True, eq=False)
class Composed(Observations):
    """A composite as known on ``today``, with the observations of its parts."""

    parts: "Mapping[str, Observations]"

    def cut(self, day: date) -> "Composed":
        """The composite as of an earlier period: what came later is in no mean and no standard deviation."""
        return composed(self.series, {id: part.cut(day) for id, part in self.parts.items()})

    def input(self, used: "pd.Series[float]") -> Input:
        """The values *used*, and beneath them the observations of the whole sample: each value is measured by all."""
        import pandas as pd

        days = pd.DatetimeIndex(self.values.index)
        widest: dict[str, pd.Series[float]] = {}
        for column in (_column(part, self.parts) for part in self.series.parts):
            behind, id = column.behind(days), column.observed.series.id
            widest[id] = max(behind, widest.get(id, behind), key=len)
        return replace(super().input(used), made_of=tuple(self.parts[id].input(each) for id, each in widest.items()))

    def said_of_source(self) -> tuple[Text, ...]:
        """What must be said of the sources of its parts."""
        return tuple(said for part in self.parts.values() for said in part.said_of_source())

    def caveats(self) -> tuple[Text, ...]:
        """That and, where it is old, which of its parts is the oldest: it is what the others wait for."""
        said = super().caveats()
        if self.is_current:
            return said
        oldest = min(self.parts.values(), key=lambda part: part.last)
        name, part, last = named(self.series), named(oldest.series), oldest.period(oldest.last)
        return (
            *said,
            Text(
                f"{name.en} ends with {part.en}, held up to {last.en}.",
                f"{name.zh}以{part.zh}为限，其数据截至{last.zh}。",
            ),
        )


def composed(spec: Series, parts: "Mapping[str, Observations]") -> Composed:
    """``mean over the parts of (x - mean) / sd``, ddof 1, over their common sample; the mean is not scaled again."""
    columns = [_column(part, parts) for part in spec.parts]
    values = maths.scores(common(_whole(spec), columns, spec.freq)).mean(axis=1)
    vintages = sorted({part.vintage for part in parts.values()})
    return Composed(
        series=spec,
        values=values.rename(spec.id),
        source=f"{MEAN_Z}{', '.join(spec.parts)}",
        vintage=vintages[0] if len(vintages) == 1 else "current only",
        today=min(part.today for part in parts.values()),
        parts=dict(parts),
    )


def _whole(spec: Series) -> Text:
    return Text(f"{spec.title.en} ({spec.id})", f"{spec.title.zh}（{spec.id}）")


def _column(part: str, parts: "Mapping[str, Observations]") -> Column:
    """A part as it is written: an id, and a transform after a colon."""
    id, _, transform = part.partition(":")
    return Column(observed=parts[id], transform=transform or "level")
