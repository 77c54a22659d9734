"""The picture of a regression's figure: its pairs, its line, and the value that was read off it."""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from footnote.answer import Figure, Input
from footnote.spelling import spell_period
from footnote.text import Language, Text
from tools import taken
from tools.charts.scatter import Axis, Fit, scatter
from tools.charts.wording import Stamp
from tools.fit import after
from tools.line import INTERVAL
from tools.pairs import MONTHLY, set_beside
from tools.taken import Steps

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """One side of the pairs: its observations, what they are taken as, and the figure of its last value."""

    source: Input
    steps: Steps
    shown: Figure
    lead: int = 0

    @property
    def values(self) -> "pd.Series[float]":
        """What stands in the pairs."""
        import pandas as pd

        days, held = zip(*self.source.rows, strict=True)
        return taken.stepped(pd.Series(held, index=pd.DatetimeIndex(days), dtype=float), self.shown.freq, self.steps)

    def axis(self, values: "pd.Series[float]", marked: Figure) -> Axis:
        """The side as an axis of the picture."""
        title, later = self.source.title or self.shown.title or self.shown.label, after(self.lead)
        words = taken.words_of(title, self.steps)
        return Axis(
            title=title,
            unit=taken.unit_after(self.source.unit or "", self.steps),
            values=tuple(values.tolist()),
            marked=marked,
            taken=Text(f"{words.en}{later.en}", f"{later.zh}{words.zh}"),
        )


def fitted(figure: Figure, path: Path, language: Language, stamp: Stamp) -> Language:
    """Draws the pairs behind *figure* with their line at *path*, and gives the language its words are in."""
    part = {each.name: each for each in figure.parts}
    x, y = _drawn(figure, "x", part["x"]), replace(_drawn(figure, "y", part["y"]), lead=_lead(figure))
    pairs = pairs_of(figure)
    line = Fit(
        slope=float(figure.stats["slope"]),  # type: ignore[arg-type]
        intercept=float(figure.stats["intercept"]),  # type: ignore[arg-type]
        low=part["low"],
        high=part["high"],
    )
    return scatter(
        x.axis(pairs["x"], part["x"]),
        y.axis(pairs["y"], replace(figure, label=_read_off(part))),
        line,
        path,
        language,
        stamp,
        below=_sample(figure, part),
        sources=[each.source or "" for each in (x.source, y.source)],
    )


def pairs_of(figure: Figure) -> "pd.DataFrame":
    """The pairs behind a regression's *figure*, made again from the observations it holds."""
    part = {each.name: each for each in figure.parts}
    x, y = (_drawn(figure, name, part[name]).values for name in ("x", "y"))
    return set_beside(x, y, _lead(figure))


def _lead(figure: Figure) -> int:
    """How many months later y is taken."""
    months = figure.stats["lead"]
    return months if isinstance(months, int) else 0


def _drawn(figure: Figure, name: str, shown: Figure) -> Drawn:
    source = next(each for each in figure.inputs if each.name == name and each.kind == "observations")
    steps = next(str(each.value) for each in figure.inputs if each.name == f"{name} taken as")
    return Drawn(source=source, steps=tuple(steps.split(", ")), shown=shown)


def _read_off(part: dict[str, Figure]) -> Text:
    """At which x the value is read, with its interval."""
    x, low, high = part["x"], part["low"], part["high"]
    return Text(
        f"Implied at {x.spelled('en')} ({INTERVAL.en} {low.spelled('en')} to {high.spelled('en')})",
        f"{x.spelled('zh')} 所对应的值（{INTERVAL.zh} {low.spelled('zh')} 至 {high.spelled('zh')}）",
    )


def _sample(figure: Figure, part: dict[str, Figure]) -> Text:
    """The pairs, from when to when, and how closely they lie to the line."""
    n, r2, slope = part["n"], part["r2"], part["slope"]
    first, last = (day for day in (figure.stats["start"], figure.stats["end"]) if isinstance(day, date))
    opens, closes = ([spell_period(day, n.freq, to) for to in ("en", "zh")] for day in (first, last))
    return Text(
        f"{MONTHLY[n.freq].en} OLS, {opens[0]} to {closes[0]}; {n.spelled('en')} pairs; r² {r2.spelled('en')}; "
        f"slope {slope.spelled('en')}",
        f"{MONTHLY[n.freq].zh}最小二乘，{opens[1]}至{closes[1]}；{n.spelled('zh')} 对数据；r² {r2.spelled('zh')}；"
        f"斜率 {slope.spelled('zh')}",
    )
