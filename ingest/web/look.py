"""How an element of a page looks: whether the words in it can be seen, and why not."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from ingest.web.colours import NEAR, Colour, away, background_of, colour_of, over
from ingest.web.lengths import length, lengths

HIDDEN = "hidden"
TINY = "too small to read"
OUTSIDE = "outside the page"
PALE = "of the colour behind them"
BLACK, WHITE = (0.0, 0.0, 0.0), (255.0, 255.0, 255.0)
USUAL_SIZE = 16.0
TINIEST = 2.7  # pixels: two points
FAINTEST = 0.1
FAR = -500.0  # pixels
BEYOND = 5_000.0
VARIABLE = re.compile(r"var\(\s*(--[\w-]+)\s*(?:,\s*([^()]*))?\)")
LONGEST_VALUE = 1_000
FONT_SIZE = re.compile(
    r"(?:^|\s)((?:calc|min|max|clamp)\(.*\)|[\d.]+(?:[a-z]+|%)|0|(?:x{1,3}-)?(?:small|large)r?|medium)(?=\s*/|\s)"
)
NOTHING = re.compile(r"(?:circle|ellipse)\(\s*0(?![.\d]*[1-9])|inset\(\s*(?:[5-9]\d|\d{3,})(?:\.\d+)?%|rect\(")
POLYGON = re.compile(r"polygon\((?:(?:nonzero|evenodd),)?([^()]*)\)")
SCALE = re.compile(r"scale(?:x|y|3d)?\(([^()]*)\)|matrix(?:3d)?\(([^()]*)\)")
SHIFT = re.compile(r"translate(?:x|y|3d)?\(([^()]*)\)")
SIDE_ON = re.compile(r"rotate[xy]\(\s*-?(?:90|270)deg")
FAINT_FILTER = re.compile(r"opacity\(\s*([\d.]+)(%?)\s*\)")


@dataclass(frozen=True, slots=True)
class Look:
    """How words directly in an element look. ``gone`` says why they and all below them cannot be seen."""

    gone: str = ""
    visible: bool = True
    opacity: float = 1.0
    size: float = USUAL_SIZE
    indent: float = 0.0
    colour: Colour = BLACK
    behind: Colour = WHITE
    pictured: bool = False
    block: bool | None = None
    values: Mapping[str, str] = field(default_factory=dict)

    @property
    def unseen(self) -> str:
        """Why words here cannot be seen; empty where they can."""
        if self.gone:
            return self.gone
        if not self.visible:
            return HIDDEN
        if self.size <= TINIEST:
            return TINY
        if self.indent <= FAR:
            return OUTSIDE
        return PALE if self.pale and not self.pictured else ""

    @property
    def pale(self) -> bool:
        """Whether the words have nearly the colour of what is behind them, as far as that is a colour."""
        return away(self.colour, self.behind) < NEAR

    def inside(self, held: Mapping[str, str]) -> "Look":
        """How an element in this one looks, for which *held* declarations hold."""
        if not held:
            return self if self.block is None else replace(self, block=None)
        own = {name: value for name, value in held.items() if name.startswith("--")}
        values = {**self.values, **own} if own else self.values
        held = {name: settled(value, values).lower() for name, value in held.items() if not name.startswith("--")}
        size = _size(held, self.size)
        behind, pictured = background_of(held, self.behind, self.pictured)
        opacity = self.opacity * _opacity(held)
        return Look(
            gone=self.gone or _gone(held, size) or (HIDDEN if opacity < FAINTEST else ""),
            visible=_visible(held.get("visibility", ""), self.visible),
            opacity=opacity,
            size=size,
            indent=_or(length(held.get("text-indent", ""), size), self.indent),
            colour=over(colour_of(held, self.colour), behind, opacity),
            behind=behind,
            pictured=pictured,
            block=_block(held.get("display", "")),
            values=values,
        )


def settled(value: str, values: Mapping[str, str]) -> str:
    """*value* with the variables in it replaced by what they stand for."""
    for _ in range(5):
        if "var(" not in value or len(value) > LONGEST_VALUE:
            break
        value = VARIABLE.sub(lambda found: values.get(found[1], found[2] or ""), value)
    return value[:LONGEST_VALUE]


def _or(value: float | None, otherwise: float) -> float:
    return otherwise if value is None else value


def _block(display: str) -> bool | None:
    """Whether the element stands on lines of its own; None where nothing is said of that."""
    if not display:
        return None
    return not display.startswith(("inline", "contents", "none"))


def _visible(said: str, before: bool) -> bool:
    if said in ("hidden", "collapse"):
        return False
    return before or said in ("visible", "initial")


def _size(held: Mapping[str, str], before: float) -> float:
    """The height of letters in pixels."""
    said = held.get("font-size", "")
    if not said and (found := FONT_SIZE.search(held.get("font", ""))):
        said = found[1]
    return _or(length(said, before, whole=before), before)


def _opacity(held: Mapping[str, str]) -> float:
    said = held.get("opacity", "1")
    if found := FAINT_FILTER.search(held.get("filter", "")):
        said = found[1] + found[2] if said == "1" else said
    try:
        value = float(said.removesuffix("%")) / (100 if said.endswith("%") else 1)
    except ValueError:
        return 1.0
    return min(1.0, max(0.0, value))


def _gone(held: Mapping[str, str], size: float) -> str:
    """Why nothing of an element with such declarations is seen."""
    if held.get("display") == "none" or held.get("content-visibility") == "hidden":
        return HIDDEN
    if _shrunk(held, size) or _clipped(held, size) or _scaled(held):
        return HIDDEN
    return OUTSIDE if _moved(held, size) else ""


def _shrunk(held: Mapping[str, str], size: float) -> bool:
    """Whether an element has no room and shows nothing beyond it."""
    overflow = f"{held.get('overflow', '')} {held.get('overflow-x', '')} {held.get('overflow-y', '')}"
    if not re.search(r"hidden|clip", overflow):
        return False
    rooms = (length(held.get(name, ""), size) for name in ("width", "height", "max-width", "max-height"))
    return any(room is not None and room <= 1 for room in rooms)


def _clipped(held: Mapping[str, str], size: float) -> bool:
    clip, path = held.get("clip", ""), held.get("clip-path", "")
    if clip.startswith("rect(") and held.get("position") in ("absolute", "fixed"):
        edges = lengths(clip[5:].rstrip(")").replace(",", " "), size)
        if len(edges) == 4 and (edges[2] - edges[0] <= 2 or edges[1] - edges[3] <= 2):
            return True
    if found := POLYGON.search(path):
        return len({" ".join(point.split()) for point in found[1].split(",")}) < 3
    return bool(NOTHING.match(path)) and not path.startswith("rect(")


def _scaled(held: Mapping[str, str]) -> bool:
    said = [*SCALE.findall(held.get("transform", "")), (held.get("scale", ""), "")]
    for scale, matrix in said:
        numbers = [float(number) for number in re.findall(r"-?\d*\.?\d+", scale or matrix)]
        if scale and any(abs(number) < 0.05 for number in numbers[:2]):
            return True
        if matrix and numbers and abs(numbers[0]) < 0.05 and not any(numbers[1:2]):
            return True
    return bool(SIDE_ON.search(held.get("transform", "")))


def _moved(held: Mapping[str, str], size: float) -> bool:
    """Whether an element stands far beyond the edges of the page."""
    shifts = [shift for found in SHIFT.findall(held.get("transform", "")) for shift in lengths(found, size)]
    margins = lengths(held.get("margin", ""), size)
    margins = [margins[0], margins[-1]] if margins else []
    margins += lengths(f"{held.get('margin-left', '')} {held.get('margin-top', '')}", size)
    if any(shift <= FAR for shift in [*shifts, *margins]) or any(shift >= BEYOND for shift in shifts):
        return True
    if held.get("position", "static") not in ("absolute", "fixed", "relative"):
        return False
    sides = " ".join(held.get(name, "") for name in ("left", "top", "right", "bottom", "inset"))
    return any(side <= FAR or side >= BEYOND for side in lengths(sides, size))
