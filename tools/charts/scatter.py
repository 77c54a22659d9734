"""Points of two series with the line that was fitted through them, as a PNG."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from footnote.answer import Figure
from footnote.text import Language, Text
from tools.charts import canvas, scales, wording
from tools.charts.wording import Stamp

if TYPE_CHECKING:
    from tools.charts.canvas import Axes

ROOM = 0.06
WIDEST_ASIDE, ASIDE = 52, 0.03
"""Letters that have room in each of two lines along the side, and the room that these take."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """One of the two series: its values, each beside the other's of the same period, and the figure that is marked.

    ``taken`` is what stands along the scale, where that says more than the title.
    """

    title: Text
    unit: str
    values: tuple[float, ...]
    marked: Figure | None = None
    taken: Text | None = None

    @property
    def along(self) -> Text:
        """What the scale counts."""
        return self.taken or self.title


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """The line ``y = intercept + slope x``; *low* and *high* bound the marked y."""

    slope: float
    intercept: float
    low: Figure | None = None
    high: Figure | None = None


def scatter(
    x: Axis, y: Axis, fit: Fit, path: Path, language: Language, stamp: Stamp, *, below: Text, sources: list[str]
) -> Language:
    """Draws the points and the line at *path*, and gives the language its words are in.

    *below* stands under the title: the sample and what else is to be known. A marked y is drawn at the marked x, with
    its bounds, and spelled as its figure is.
    """
    language = wording.spoken([x.title, y.title, x.along, y.along, below], language)
    title = Text(f"{y.title.en} against {x.title.en}", f"{y.title.zh}与{x.title.zh}").to(language)
    with canvas.sheet(path) as sheet:
        wording.write(sheet, title, below.to(language), wording.sourced(sources, language), stamp, language)
        left, bottom, width, height = wording.below_rows(1)
        axes = sheet.add_axes((left + ASIDE, bottom + 0.035, width - ASIDE, height - 0.035))
        axes.plot(x.values, y.values, "o", color=canvas.COLOURS[0], markersize=4, alpha=0.55, markeredgewidth=0)
        _frame(axes, x, y, fit, language)
        if x.marked is not None and y.marked is not None:
            _mark(axes, x.marked, y.marked, fit)
            colon = Text(": ", "：").to(language)
            said = f"{y.marked.label.to(language)}{colon}{y.marked.spelled(language)}"
            wording.row(sheet, 0, canvas.COLOURS[1], said)
    return language


def _frame(axes: "Axes", x: Axis, y: Axis, fit: Fit, language: Language) -> None:
    """The scales, the line from side to side, and what each side counts."""
    left, right = _room([*x.values, *_known(x.marked)])
    low, high = _room([*y.values, *_known(y.marked), *_known(fit.low), *_known(fit.high)])
    ends = [left, right]
    axes.plot(ends, [fit.intercept + fit.slope * each for each in ends], color=canvas.INK, linewidth=1.2)
    axes.set_xlim(left, right)
    axes.set_ylim(low, high)
    scales.values_below(axes, left, right, x.unit, language)
    scales.values_aside(axes, low, high, y.unit, language)
    axes.set_xlabel(wording.cut(x.along.to(language), wording.WIDEST["title"]), color=canvas.GREY)
    if y.taken is not None:
        axes.set_ylabel("\n".join(wording.folded(y.along.to(language), (WIDEST_ASIDE,) * 2)), color=canvas.GREY)


def _mark(axes: "Axes", x: Figure, y: Figure, fit: Fit) -> None:
    colour = canvas.COLOURS[1]
    bounds = [*_known(fit.low), *_known(fit.high)]
    axes.plot([*_known(x)] * len(bounds), bounds, "_-", color=colour, linewidth=1.4, markersize=9)
    axes.plot([*_known(x)], [*_known(y)], "o", color=colour, markersize=7)


def _known(figure: Figure | None) -> list[float]:
    return [] if figure is None or figure.value is None else [figure.value]


def _room(values: list[float]) -> tuple[float, float]:
    """The least and the greatest value, with some room beyond."""
    low, high = min(values), max(values)
    room = ROOM * (high - low) or abs(high) * ROOM or 1.0
    return low - room, high + room
