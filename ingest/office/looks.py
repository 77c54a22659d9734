"""Whether words of a Word document can be seen: their size, their colour, and the colour of what is behind them."""

from dataclasses import dataclass
from functools import cache

from ingest.office.colours import APART, BLACK, HIGHLIGHTS, RGB, WHITE, Theme, alike, mixed, rgb
from ingest.office.markup import WORD, Element, child, of, value
from ingest.office.styles import OF_PARAGRAPHS, OF_RUNS, Layers, Properties, Styles, on, properties

SMALLEST = 4  # half points: what is as small cannot be read
NARROWEST = 10  # percent of the usual width of a character
TINY_LINE = 40  # twentieths of a point
FARTHEST = 22 * 1440  # twentieths of a point: no page of Word is wider or higher
HIDDEN = "hidden"
TINY = "too small to read"
WHITE_ON_WHITE = "white on white"
SAME_COLOUR = "in the colour of what is behind them"
OUTSIDE = "outside the page"
UNPAINTED = "without any colour"
DELETED = "deleted by a tracked change"


@dataclass(frozen=True, slots=True)
class Place:
    """Where words stand: the colour behind them, None where that is not to be known, and the table they are in."""

    ground: RGB | None = WHITE
    table: tuple[str | None, Layers] = (None, ())


@dataclass(frozen=True, slots=True)
class Line:
    """What a paragraph lends its words: its style, where they stand, and why none of them is seen."""

    style: str | None
    place: Place
    how: str | None = None


class Looks:
    """The looks of one document."""

    def __init__(self, styles: Styles, theme: Theme) -> None:
        self.styles = styles
        self.theme = theme
        self.shaded = cache(self._shaded)

    def line(self, paragraph: Element, place: Place) -> Line:
        """What *paragraph*, which stands at *place*, lends its words."""
        own = child(paragraph, "pPr")
        style = value(child(own, "pStyle"))
        found = {**self.styles.paragraph(style), **properties(own, OF_PARAGRAPHS)}
        ground = shade(found.get("shd"), self.theme) or place.ground
        return Line(style, Place(ground, place.table), _unseen_line(found))

    def unseen(self, run: Element, line: Line) -> str | None:
        """Why the words of *run* cannot be seen; None where they can."""
        holder = run.find(f"{{{WORD}}}rPr")  # also of a run of a formula, whose own properties are others
        own = properties(holder, OF_RUNS)
        inherited, hides = self.styles.run(line.style, value(child(holder, "rStyle")), line.place.table)
        found = {**inherited, **own}
        if on(own["vanish"]) if "vanish" in own else hides:
            return HIDDEN
        return line.how or (HIDDEN if on(own.get("specVanish")) else None) or self._unread(found, line.place.ground)

    def where(self, run: Element, line: Line) -> str | None:
        """Whether the words of *run* stand above the line or below it, as Word writes that."""
        holder = run.find(f"{{{WORD}}}rPr")
        own = properties(holder, OF_RUNS)
        inherited, _ = self.styles.run(line.style, value(child(holder, "rStyle")), line.place.table)
        return value(own.get("vertAlign", inherited.get("vertAlign")))

    def _shaded(self, style: str | None, layers: Layers) -> RGB | None:
        """The colour that a table's style lays behind a cell; None where it lays none."""
        holders = [*reversed(self.styles.chain(style, "table")), *self.styles.conditional(style, layers)]
        shades = [shade(child(child(holder, "tcPr"), "shd"), self.theme) for holder in holders]
        return next((found for found in reversed(shades) if found), None)

    def _unread(self, found: Properties, behind: RGB | None) -> str | None:
        if _number(value(found.get("sz")), SMALLEST + 1) <= SMALLEST or _number(value(found.get("w")), 100) < NARROWEST:
            return TINY
        colour = word_colour(found.get("color"), self.theme)
        paint = list(found.get("textFill", ()))
        if paint and of(paint[0]) == "w14:noFill" and "textOutline" not in found:
            return UNPAINTED
        if paint and of(paint[0]) == "w14:solidFill":
            colour = self.theme.drawn(paint[0])
        ground = HIGHLIGHTS.get(value(found.get("highlight")) or "") or shade(found.get("shd"), self.theme) or behind
        if colour is None or ground is None or not alike(colour, ground):
            return None
        return WHITE_ON_WHITE if min(ground) > 255 - 2 * APART else SAME_COLOUR


def word_colour(element: Element | None, theme: Theme, name: str = "val", themed: str = "theme") -> RGB | None:
    """A colour as Word writes it, in attributes that begin alike; None for one that Word picks so that it is read."""
    if element is None:
        return None
    word = "Color" if themed == "theme" else ""
    colour = theme.named(value(element, f"{themed}{word}"))
    if colour is None:
        return rgb(value(element, name))
    tint, darker = value(element, f"{themed}Tint"), value(element, f"{themed}Shade")
    if tint:
        return mixed(WHITE, colour, _byte(tint))
    return mixed(BLACK, colour, _byte(darker)) if darker else colour


def shade(element: Element | None, theme: Theme) -> RGB | None:
    """The colour that shading lays behind words; None where it lays none."""
    pattern = value(element)
    if pattern in (None, "nil"):
        return None
    fill, ink = word_colour(element, theme, "fill", "themeFill"), word_colour(element, theme, "color")
    if pattern == "solid":
        return ink or BLACK
    if pattern.startswith("pct") and pattern[3:].isdecimal():
        return mixed(fill or WHITE, ink or BLACK, int(pattern[3:6]) / 100)
    return fill


def _unseen_line(found: Properties) -> str | None:
    """Why a paragraph is not seen as a whole: its lines are too low, or its frame is beyond any page."""
    spacing, frame = found.get("spacing"), found.get("framePr")
    if value(spacing, "lineRule") == "exact" and _number(value(spacing, "line"), 240) <= TINY_LINE:
        return TINY
    if any(abs(_number(value(frame, side), 0)) > FARTHEST for side in ("x", "y")):
        return OUTSIDE
    return None


def _number(written: str | None, otherwise: float) -> float:
    try:
        return float((written or "").rstrip("%")) if written and len(written) < 12 else otherwise
    except ValueError:
        return otherwise


def _byte(written: str) -> float:
    try:
        return int(written[:2], 16) / 255
    except ValueError:
        return 1.0
