"""A chart's figure as a PNG: the lines or bars, their last values, sources, day and id."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from footnote.answer import Figure, Input
from footnote.spelling import spell_period
from footnote.text import Language, Text
from tools.charts import canvas, scales, wording
from tools.charts.way import BARRED, BARS, DRAWN, LINE, PANELS, REBASED
from tools.charts.wording import Stamp
from tools.units import Unit

if TYPE_CHECKING:
    from tools.charts.canvas import Axes, Sheet

BREAK_DAYS = {"D": 30, "W": 30, "M": 45, "Q": 140, "A": 550}
"""A line is broken where two observations lie farther apart."""
PERIOD_DAYS = {"D": 1, "W": 7, "M": 30, "Q": 91, "A": 365}
BASE = 100.0
WIDEST_PANEL = 92
MARKS_OF_A_PANEL = 4
LAST = Text("last", "最近值")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One series of a chart: its observations, and the figure that carries the number beside it."""

    shown: Figure
    source: Input

    @property
    def unit(self) -> str:
        return self.source.unit or ""

    @property
    def rows(self) -> tuple[tuple[date, float], ...]:
        return self.source.rows

    def title(self, language: Language) -> str:
        return (self.shown.title or self.shown.label).to(language)

    def places(self, base: float | None = None) -> tuple[list[float], list[float]]:
        """Where its observations stand, on a *base* or as they are; not a number where the line is broken."""
        freq, first = self.shown.freq, self.rows[0][1]
        xs: list[float] = []
        ys: list[float] = []
        before = self.rows[0][0]
        for day, value in self.rows:
            if (day - before).days > BREAK_DAYS[freq]:
                xs.append(scales.place(before, freq))
                ys.append(float("nan"))
            xs.append(scales.place(day, freq))
            ys.append(value if base is None else base * value / first)
            before = day
        return xs, ys


def picture(figure: Figure, path: Path, language: Language, stamp: Stamp) -> Language:
    """Draws the figure of a chart at *path*, and gives the language its words are in.

    That is English where the words asked for hold a character that no font here has.
    """
    lines = _lines(figure)
    language = wording.spoken([figure.label, *(line.shown.title or line.shown.label for line in lines)], language)
    with canvas.sheet(path) as sheet:
        title, below = _heading(figure, lines, language)
        wording.write(sheet, title, below, _source(figure, language), stamp, language, _shading(figure, language))
        WAYS[str(figure.stats["way"])](sheet, lines, language)
        for axes in sheet.axes:
            _shade(axes, figure)
    return language


def _lines(figure: Figure) -> list[Line]:
    shown = {part.series: part for part in figure.parts if part.name in ("chart_last", "chart_change")}
    drawn = [item for item in figure.inputs if item.name in (DRAWN, BARRED)]
    return [Line(shown=shown[item.series], source=item) for item in drawn]


def _heading(figure: Figure, lines: list[Line], language: Language) -> tuple[str, str]:
    """The title, and under it the scale and the days drawn."""
    titles = [line.source.title or line.shown.label for line in lines]
    title = lines[0].title(language) if len(lines) == 1 else wording.titled(titles, language)
    comma = Text(", ", "，").to(language)
    return title, comma.join(filter(None, (_scale(figure, lines, language), _span(lines, language))))


def _span(lines: list[Line], language: Language) -> str:
    """From when to when."""
    first = min(lines, key=lambda line: line.rows[0][0])
    last = max(lines, key=lambda line: line.rows[-1][0])
    days = (
        spell_period(first.rows[0][0], first.shown.freq, language),
        spell_period(last.rows[-1][0], last.shown.freq, language),
    )
    return Text(" to ", "至").to(language).join(days)


def _scale(figure: Figure, lines: list[Line], language: Language) -> str:
    """What the axis counts."""
    if figure.stats["way"] == REBASED:
        day = max(lines, key=lambda line: line.rows[0][0])
        start = spell_period(day.rows[0][0], day.shown.freq, language)
        return Text(f"rebased: {start} = {BASE:.0f}", f"以{start}为 {BASE:.0f}").to(language)
    if figure.stats["way"] == PANELS:
        return Text("each in its own unit", "各自单位").to(language)
    return Unit(lines[0].unit).words.to(language)


def _source(figure: Figure, language: Language) -> str:
    """The sources."""
    inputs = [item for part in figure.walk() for item in part.inputs if item.kind == "observations"]
    return wording.sourced([item.source or "" for item in inputs], language)


def _shading(figure: Figure, language: Language) -> str:
    """What is shaded, if anything is."""
    if (shaded := _shaded(figure)) is None:
        return ""
    title = (shaded.title or shaded.label).to(language)
    return Text(f"shaded: {title}", f"阴影：{title}").to(language)


def _shaded(figure: Figure) -> Figure | None:
    return next((part for part in figure.parts if part.name == "chart_recessions"), None)


# ---------------------------------------------------------------- ways to draw


def _line(sheet: "Sheet", lines: list[Line], language: Language) -> None:
    _on_one_axis(sheet, lines, language, None)


def _rebased(sheet: "Sheet", lines: list[Line], language: Language) -> None:
    _on_one_axis(sheet, lines, language, BASE)


def _on_one_axis(sheet: "Sheet", lines: list[Line], language: Language, base: float | None) -> None:
    axes = sheet.add_axes(wording.below_rows(len(lines)))
    for line, colour in zip(lines, canvas.COLOURS, strict=False):
        _draw(axes, line, colour, base)
    values = [value if base is None else base * value / line.rows[0][1] for line in lines for _, value in line.rows]
    _frame(axes, values, "index" if base else lines[0].unit, language)
    _days(axes, lines, language)
    _legend(sheet, lines, language)


def _draw(axes: "Axes", line: Line, colour: str, base: float | None = None) -> None:
    xs, ys = line.places(base)
    axes.plot(xs, ys, color=colour, linewidth=1.8, solid_joinstyle="round")
    axes.plot(xs[-1:], ys[-1:], "o", color=colour, markersize=5)


def _frame(axes: "Axes", values: list[float], unit: str, language: Language, marks: int = scales.MOST_VALUES) -> None:
    """The scale at the side, with some room above and below."""
    low, high = min(values), max(values)
    room = 0.06 * (high - low) or abs(high) * 0.05 or 1.0
    axes.set_ylim(low - room, high + room)
    scales.values_aside(axes, low - room, high + room, unit, language, marks)


def _days(axes: "Axes", lines: list[Line], language: Language) -> None:
    """The days below, from the first of all lines to the last."""
    places = [place for line in lines for place in line.places()[0]]
    scales.days_below(axes, min(places), max(places), language)


def _legend(sheet: "Sheet", lines: list[Line], language: Language) -> None:
    """Colour, name, last value and its day of each; no name where it is the title already.

    Where there is no room for a day that all have in common, it is left to the line under the title.
    """
    names = [LAST.to(language)] if len(lines) == 1 else [line.title(language) for line in lines]
    values, most = [_value(line, language) for line in lines], wording.WIDEST["entry"]
    tight = any(wording.width(f"{name} {value}") > most for name, value in zip(names, values, strict=True))
    if tight and len({(line.rows[-1][0], line.shown.freq) for line in lines}) == 1:
        values = [line.shown.spelled(language) for line in lines]
    for number, (name, value) in enumerate(zip(names, values, strict=True)):
        fitting = wording.cut(name, most - 1 - wording.width(value))
        wording.row(sheet, number, canvas.COLOURS[number], f"{fitting} {value}")


def _value(line: Line, language: Language) -> str:
    """The number beside the line, and its day."""
    period = spell_period(line.rows[-1][0], line.shown.freq, language)
    value = line.shown.spelled(language)
    return Text(f"{value} ({period})", f"{value}（{period}）").to(language)


def _bars(sheet: "Sheet", lines: list[Line], language: Language) -> None:
    """A bar for each period and series, side by side, from zero."""
    axes = sheet.add_axes(wording.below_rows(len(lines)))
    _frame(axes, [0.0, *(value for line in lines for _, value in line.rows)], lines[0].unit, language)
    _days(axes, lines, language)
    first, last = axes.get_xlim()
    period = PERIOD_DAYS[lines[0].shown.freq]
    for number, (line, colour) in enumerate(zip(lines, canvas.COLOURS, strict=False)):
        _upright(axes, line, colour, number, len(lines))
    axes.set_xlim(first - period / 2, last + period / 2)
    _legend(sheet, lines, language)


def _upright(axes: "Axes", line: Line, colour: str, number: int = 0, beside: int = 1) -> None:
    """The bars of one series, the *number*-th of so many beside each other, and the line they stand on."""
    wide = 0.8 * PERIOD_DAYS[line.shown.freq] / beside
    xs = [scales.place(day, line.shown.freq) + (number - (beside - 1) / 2) * wide for day, _ in line.rows]
    axes.bar(xs, [value for _, value in line.rows], width=wide, color=colour)
    axes.axhline(0, color=canvas.GREY, linewidth=0.8)


def _panels(sheet: "Sheet", lines: list[Line], language: Language) -> None:
    """One above the other on the same days, each with its own scale; flows have bars."""
    height = 0.76 / len(lines)
    wide = max((PERIOD_DAYS[line.shown.freq] for line in lines if line.source.name == BARRED), default=0)
    for number, (line, colour) in enumerate(zip(lines, canvas.COLOURS, strict=False)):
        axes = sheet.add_axes((0.1, 0.12 + (len(lines) - 1 - number) * height, 0.87, height - 0.075))
        values = [value for _, value in line.rows]
        if line.source.name == BARRED:
            _upright(axes, line, colour)
            values.append(0.0)
        else:
            _draw(axes, line, colour)
        _frame(axes, values, line.unit, language, MARKS_OF_A_PANEL)
        _days(axes, lines, language)
        first, last = axes.get_xlim()
        axes.set_xlim(first - wide / 2, last + wide / 2)
        axes.tick_params(labelbottom=number == len(lines) - 1)
        words = f"{wording.cut(line.title(language), WIDEST_PANEL)} {_value(line, language)}"
        axes.set_title(canvas.legible(words), loc="left", size=9.5, color=colour)


def _shade(axes: "Axes", figure: Figure) -> None:
    """The months of recession, from the first day of each to its last."""
    shaded = _shaded(figure)
    limits = axes.get_xlim()
    for day, _ in shaded.inputs[0].rows if shaded else ():
        axes.axvspan(day.toordinal() - day.day + 1, day.toordinal() + 1, color=canvas.PALE, linewidth=0, zorder=0)
    axes.set_xlim(limits)


WAYS: "Mapping[str, Callable[[Sheet, list[Line], Language], None]]" = {
    LINE: _line,
    REBASED: _rebased,
    BARS: _bars,
    PANELS: _panels,
}
