"""What is known of one series on a day: its values, where they came from, how old they are."""

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from footnote.answer import Input
from footnote.spelling import spell_period
from footnote.text import Text
from tools.catalogue import Series
from tools.periods import day_at, is_known, rows_of
from tools.reading import Kept

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, kw_only=True, eq=False)
class Observations:
    """A series as known on ``today``: values in base units by the last day of their period, blanks kept as NaN."""

    series: Series
    values: "pd.Series[float]"
    source: str
    vintage: str
    today: date
    instead_of: Text | None = None
    kept: Kept | None = None
    noted: tuple[Text, ...] = ()

    @property
    def known(self) -> "pd.Series[float]":
        """The observations that hold a value."""
        return self.values.dropna()

    def cut(self, day: date) -> "Observations":
        """The same as if the period that ends on *day* were the last."""
        import pandas as pd

        return replace(self, values=self.values[self.values.index <= pd.Timestamp(day)])

    @cached_property
    def first(self) -> date:
        """The last day of the first period that holds a value."""
        return day_at(self.values, int(is_known(self.values).argmax()))

    @cached_property
    def last(self) -> date:
        """The last day of the last period that holds a value."""
        return day_at(self.values, -1 - int(is_known(self.values)[::-1].argmax()))

    @property
    def digits(self) -> int:
        """How many decimals the last values were published with, four at most."""
        recent = self.known.iloc[-24:] / self.series.unit.scale
        return max(len(f"{value:.4f}".rstrip("0").partition(".")[2]) for value in recent)

    def period(self, day: date) -> Text:
        """The period that ends on *day*, in words."""
        return Text(spell_period(day, self.series.freq, "en"), spell_period(day, self.series.freq, "zh"))

    def input(self, used: "pd.Series[float]") -> Input:
        """An Input that holds the observations *used*."""
        rows = rows_of(used)
        return Input(
            kind="observations",
            series=self.series.id,
            source=self.source,
            vintage=self.vintage,
            first=rows[0][0],
            last=rows[-1][0],
            count=len(rows),
            unit=self.series.unit.name,
            terms=self._terms,
            rows=rows,
            title=self.series.title,
        )

    @property
    def _terms(self) -> str | None:
        """The copyright class; a file that stands in for FRED is not under FRED's."""
        stands_in = any(source.startswith("fred:") for source in self.series.sources[:1])
        return None if stands_in and not self.source.startswith("fred:") else self.series.copyright

    def caveats(self) -> tuple[Text, ...]:
        """What must be said with any figure of this series: that another source failed, that its last value is old."""
        return (*self.said_of_source(), *self._age())

    def said_of_source(self) -> tuple[Text, ...]:
        """That this is not the source that comes first, or a copy of it, and why; and what the source itself says."""
        said = list(self.noted)
        if self.instead_of is not None:
            why = self._named(self.instead_of)
            said.append(Text(f"{why.en} Read from {self.source}.", f"{why.zh}改从 {self.source} 读取。"))
        if self.kept is not None:
            why, copy = self._named(self.kept.why), self.kept.said
            said.append(Text(f"{why.en} {copy.en}", f"{why.zh}{copy.zh}"))
        return tuple(said)

    def _named(self, why: Text) -> Text:
        """*why*, after the name of the series unless that stands there already."""
        name, spec = named(self.series), self.series
        beginnings = (f"{name.en}:", f"{spec.title.en} ({spec.id}):", f"{spec.id}:", f"{spec.title.en}:")
        return why if why.en.startswith(beginnings) else Text(f"{name.en}: {why.en}", f"{name.zh}：{why.zh}")

    @property
    def age(self) -> int:
        """Days from the end of the last period to the day asked about."""
        return (self.today - self.last).days

    @property
    def is_current(self) -> bool:
        """Whether the last value is young enough, by the series' rule, to be called the latest."""
        return self.age <= self.series.stale_after.days

    def _age(self) -> tuple[Text, ...]:
        if self.is_current:
            return ()
        period, name = self.period(self.last), named(self.series)
        return (
            Text(
                f"{name.en}: last known for {period.en}, {self.age} days old; not current.",
                f"{name.zh}：最后数据为{period.zh}，距今 {self.age} 天，并非最新。",
            ),
        )


def named(spec: Series) -> Text:
    """Title and id, each once, and the file's column where that has a name of its own."""
    column = spec.column if spec.column not in (None, spec.id, spec.title.en) else None
    known = [spec.id] * (spec.id != spec.title.en) + [f"column {column!r}"] * (column is not None)
    known_zh = [spec.id] * (spec.id != spec.title.zh) + [f"列“{column}”"] * (column is not None)
    return Text(
        spec.title.en + (f" ({', '.join(known)})" if known else ""),
        spec.title.zh + (f"（{'，'.join(known_zh)}）" if known_zh else ""),
    )
