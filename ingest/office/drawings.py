"""What is drawn in a Word document: its text boxes, with the colour behind their words."""

import re
from collections.abc import Iterator

from ingest.office.colours import RGB, Theme, rgb
from ingest.office.looks import HIDDEN, OUTSIDE
from ingest.office.markup import Element, child, of

FARTHEST = 22 * 914_400  # of the units drawings are measured in: no page of Word is wider or higher
MARGIN = 3 * 914_400  # what a drawing is placed by is no farther from the edge of the page
FILLS = ("a:gradFill", "a:blipFill", "a:pattFill", "a:grpFill")
SHAPES = ("wps:wsp", "v:shape", "v:rect", "v:roundrect", "v:oval", "v:textbox")
UNSEEN_STYLE = re.compile(r"visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
KNOWN = re.compile(r"http://schemas\.(?:microsoft|openxmlformats)\.")


def chosen(alternatives: Element) -> Element | None:
    """The one of several ways to say the same that Word would take: the first whose names it knows."""
    for each in alternatives:
        names = (each.get("Requires") or "").split()
        if of(each) == "mc:Choice" and names and all(KNOWN.match(each.nsmap.get(name) or "") for name in names):
            return each
        if of(each) == "mc:Fallback":
            return each
    return None


def descriptions(drawing: Element) -> str:
    """The words that stand for a picture where it cannot be shown."""
    said = (each.get(name) or "" for each in _own(drawing) for name in _describing(of(each)))
    return " ".join(filter(None, dict.fromkeys(said)))


def _describing(tag: str) -> tuple[str, ...]:
    if tag == "wp:docPr":
        return ("descr", "title")
    return ("alt",) if tag.startswith("v:") else ()


def unseen_drawing(drawing: Element) -> str | None:
    """Why a drawing cannot be seen; None where it can."""
    for each in _own(drawing):
        tag = of(each)
        if tag == "wp:docPr" and each.get("hidden") in ("1", "true"):
            return HIDDEN
        if tag.startswith("v:") and UNSEEN_STYLE.search(each.get("style") or ""):
            return HIDDEN
        if tag == "wp:anchor" and (_outside(each, "positionH", "cx") or _outside(each, "positionV", "cy")):
            return OUTSIDE
    return None


def _own(drawing: Element) -> Iterator[Element]:
    """All that belongs to a drawing, not what is drawn inside its text boxes; one of several ways to say the same."""
    yield drawing
    for each in drawing:
        taken = chosen(each) if of(each) == "mc:AlternateContent" else each
        if taken is not None and of(taken) != "w:txbxContent":
            yield from _own(taken)


def _outside(anchor: Element, side: str, across: str) -> bool:
    """Whether a drawing ends before the page begins, or begins after any page ends."""
    position = child(anchor, side)
    offset, size = _units(getattr(child(position, "posOffset"), "text", None)), 0
    extent = child(anchor, "extent")
    if extent is not None:
        size = _units(extent.get(across))
    margin = 0 if position is not None and position.get("relativeFrom") == "page" else MARGIN
    return offset + size < -margin or offset > FARTHEST


def boxes(element: Element, theme: Theme, behind: RGB | None) -> Iterator[tuple[Element, RGB | None]]:
    """The contents of the text boxes in *element*, each with the colour behind its words."""
    for each in element:
        tag = of(each)
        if tag == "w:txbxContent":
            yield each, behind
        elif tag == "mc:AlternateContent":
            taken = chosen(each)
            yield from boxes(taken, theme, behind) if taken is not None else ()
        else:
            yield from boxes(each, theme, _behind(each, theme, behind) if tag in SHAPES else behind)


def _behind(shape: Element, theme: Theme, behind: RGB | None) -> RGB | None:
    """The colour a *shape* is filled with, that *behind* it where it is empty; None where it is not to be known."""
    if of(shape).startswith("v:"):
        colour = (shape.get("fillcolor") or "").split(" ")[0]
        return behind if not colour or shape.get("filled") in ("f", "false") else rgb(colour)
    filled = child(shape, "spPr")
    for fill in () if filled is None else filled:
        if of(fill) == "a:noFill":
            return behind
        if of(fill) == "a:solidFill":
            return theme.drawn(fill)
        if of(fill) in FILLS:
            return None
    return _styled(shape, theme, behind)


def _styled(shape: Element, theme: Theme, behind: RGB | None) -> RGB | None:
    """The colour that a shape's style fills it with."""
    reference = next((each for each in shape.iter() if of(each) == "a:fillRef"), None)
    if reference is None or reference.get("idx") in (None, "0", "1000"):
        return behind
    return theme.drawn(reference)


def _units(written: str | None) -> int:
    digits = (written or "").strip()
    return int(digits) if re.fullmatch(r"-?\d{1,15}", digits) else 0
