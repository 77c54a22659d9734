"""A composite: the mean of its parts, each standardised over the months that all of them share."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from footnote.answer import Input
from footnote.errors import AskError
from footnote.spelling import spell_period
from footnote.text import Text, listed
from tools.catalogue import Series
from tools.observations import Observations, named
from tools.periods import day_of
from tools.transforms import transformed

if TYPE_CHECKING:
    import pandas as pd

LEAST = {"D": 500, "W": 104, "M": 24, "Q": 20, "A": 10}
"""The smallest common sample on which a part is standardised."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Composed(Observations):
    """A composite as known on ``today``, with the observations of its parts."""

    parts: "Mapping[str, Observations]"

    def upto(self, day: date) -> "pd.Series[float]":
        """The composite as of an earlier period: what came later is in no mean and no standard deviation."""
        import pandas as pd

        last = pd.Timestamp(day)
        cut = {id: replace(part, values=part.values[part.values.index <= last]) for id, part in self.parts.items()}
        return composed(self.series, cut).known

    def input(self, used: "pd.Series[float]") -> Input:
        """The values *used*, and beneath them the observations they are made of."""
        import pandas as pd

        first, last = self.values.index[0], used.index[-1]
        if any(part.partition(":")[2] not in ("", "level") for part in self.series.parts):
            first -= pd.DateOffset(months=13)  # the base a year before
        made_of = tuple(part.input(part.known[first:last]) for part in self.parts.values())
        return replace(super().input(used), made_of=made_of)

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
    import pandas as pd

    columns = {}
    for part in spec.parts:
        id, _, transform = part.partition(":")
        columns[part] = transformed(parts[id].known, parts[id].series.freq, transform or "level")
    common = pd.concat(columns, axis=1, join="inner").dropna()
    if len(common) < LEAST[spec.freq]:
        raise _too_short(spec, list(parts.values()), len(common))
    if flat := [part for part in spec.parts if common[part].nunique() == 1]:
        raise _flat(spec, flat, day_of(common.index[0]), day_of(common.index[-1]))
    values = ((common - common.mean()) / common.std(ddof=1)).mean(axis=1)
    vintages = sorted({part.vintage for part in parts.values()})
    return Composed(
        series=spec,
        values=values.rename(spec.id),
        source=f"mean z of {', '.join(spec.parts)}",
        vintage=vintages[0] if len(vintages) == 1 else "current only",
        today=min(part.today for part in parts.values()),
        parts=dict(parts),
    )


def _flat(spec: Series, flat: list[str], first: date, last: date) -> AskError:
    """Parts that do not vary have no standard deviation to be measured by."""
    names, freq = ", ".join(flat), spec.freq
    return AskError(
        Text(
            f"{spec.title.en} ({spec.id}) cannot be standardised: {names} does not vary from "
            f"{spell_period(first, freq, 'en')} to {spell_period(last, freq, 'en')}. Ask for one of its parts.",
            f"{spec.title.zh}（{spec.id}）无法标准化：{names} 自{spell_period(first, freq, 'zh')}至"
            f"{spell_period(last, freq, 'zh')}没有变化。请查询其中一个成分。",
        ),
        reason="blank",
    )


def _too_short(spec: Series, parts: list[Observations], held: int) -> AskError:
    spans = listed(
        [
            Text(
                f"{named(part.series).en} from {part.period(part.first).en} to {part.period(part.last).en}",
                f"{named(part.series).zh}自{part.period(part.first).zh}至{part.period(part.last).zh}",
            )
            for part in parts
        ]
    )
    return AskError(
        Text(
            f"{spec.title.en} ({spec.id}) needs {LEAST[spec.freq]} periods that all its parts share, and there are "
            f"{held}: {spans.en}. Ask for one of its parts.",
            f"{spec.title.zh}（{spec.id}）需要各成分共有 {LEAST[spec.freq]} 期数据，目前只有 {held} 期：{spans.zh}。"
            "请查询其中一个成分。",
        ),
        reason="short_history",
    )
