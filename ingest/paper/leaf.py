"""The text of one page: its lines of print as they can be seen, and PDFium's number of each of its characters."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple

from ingest.paper.pdfium import character_indices, line_box, origin, unmapped, whole_text
from ingest.raised import ABOVE
from ingest.unseen import CONTROL, UNSEEN

PARAGRAPH_GAP = 1.3  # of the usual distance between two lines
NO_PLACE = -1
SAMPLE = 50  # characters whose fonts are asked whether they say which letters they show
NUMBERED = re.compile(r"[^\W_][\d.,%)\]\"\u2019\u201d\u2212-]*\d")  # what may end with digits above the line
SMALLER, HIGHER = 0.85, 0.12  # of the height of the first character: that of a mark above the line, and how far above
LETTERLESS = "written in characters nobody sees"


class Line(NamedTuple):
    """A line of print, and PDFium's number of each character."""

    text: str
    places: Sequence[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """The text of a page, line by line, with a blank line where print leaves more room than usual.

    ``gaps`` are the line breaks before each line but the first; ``left_out`` counts what is no part of the text by why
    it is not; ``legible`` is False where the fonts do not say which letters they show.
    """

    lines: tuple[Line, ...]
    gaps: tuple[str, ...]
    left_out: Counter[str]
    legible: bool = True

    @property
    def text(self) -> str:
        """The text."""
        return "".join(
            piece for line, gap in zip(self.lines, (*self.gaps, ""), strict=True) for piece in (line[0], gap)
        )

    @property
    def places(self) -> list[int]:
        """PDFium's number of each character of the text; -1 for a line break."""
        found: list[int] = []
        for line, gap in zip(self.lines, (*self.gaps, ""), strict=True):
            found.extend(line.places)
            found.extend([NO_PLACE] * len(gap))
        return found


def leaf(words: Any, unseen: Mapping[int, str]) -> Leaf:
    """The page of those *words*, without the *unseen* ones, which come by their number with what is said of them."""
    raw = whole_text(words)
    left_out: Counter[str] = Counter()
    indices = character_indices(words, raw)
    lines = [_raised(words, line) for line in _lines(raw, indices, unseen, left_out) if line] or [Line("", ())]
    heights = list(_heights(words, lines))
    drops = [upper - lower for upper, lower in pairwise(heights)]
    downward = sorted(drop for drop in drops if drop > 1)
    usual = downward[len(downward) // 4] if downward else 0.0
    gaps = ["\n\n" if drop > usual * PARAGRAPH_GAP else "\n" for drop in drops]
    return Leaf(lines=tuple(lines), gaps=tuple(gaps), left_out=left_out, legible=_legible(words, raw, indices))


def _lines(
    raw: str, indices: Sequence[int], unseen: Mapping[int, str], left_out: Counter[str]
) -> Iterator[Line | None]:
    at = 0
    for line in raw.split("\r\n"):
        units = len(line.encode("utf-16-le", "surrogatepass")) // 2
        places = indices[at : at + units]
        at += units + len("\r\n")
        odd = units > len(line) or UNSEEN.search(line) or CONTROL.search(line) or _halves(line) or "\f" in line
        if odd or (unseen and any(place in unseen for place in places)):
            yield _kept(line, places, unseen, left_out)
        else:
            text = line.rstrip()
            yield Line(text, places[: len(text)])


def _kept(line: str, places: Sequence[int], unseen: Mapping[int, str], left_out: Counter[str]) -> Line | None:
    """What of the line is seen; None where all of it went."""
    text: list[str] = []
    kept: list[int] = []
    cut, unit = False, 0
    for character in line:
        place = places[unit]
        unit += 2 if character > "\uffff" else 1
        why = unseen.get(place) or (LETTERLESS if UNSEEN.match(character) else "")
        if why:
            cut = True
            left_out[why] += not character.isspace()
            continue
        if CONTROL.match(character) or character == "\f":
            character = " "
        if cut and character.isspace() and (not text or text[-1].isspace()):
            continue
        text.append("\ufffd" if _halves(character) else character)
        kept.append(place)
    clean = "".join(text).rstrip()
    return None if cut and not clean else Line(clean, tuple(kept[: len(clean)]))


def _halves(text: str) -> bool:
    """Whether there is half of a character in it, as only a broken font writes."""
    return not text.isascii() and any("\ud800" <= character <= "\udfff" for character in text)


def _raised(words: Any, line: Line) -> Line:
    """The line, its digits that stand above it written as such: 3.2 with a mark 1 is not 3.21."""
    text = line.text
    for found in NUMBERED.finditer(text):
        first, at = found.start(), found.end() - 1
        _, bottom, _, top = line_box(words, line.places[first])
        most, least = (top - bottom) * SMALLER, (top - bottom) * HIGHER
        ground = origin(words, line.places[first]) or 0.0
        while at > first and _above(words, line.places[at], most, ground + least):
            at -= 1
        if at + 1 < found.end():
            text = text[: at + 1] + text[at + 1 : found.end()].translate(ABOVE) + text[found.end() :]
    return Line(text, line.places)


def _above(words: Any, place: int, most: float, least: float) -> bool:
    """Whether the character is smaller than *most* and stands higher than *least*."""
    _, bottom, _, top = line_box(words, place)
    return top - bottom < most and (origin(words, place) or 0.0) > least


def _heights(words: Any, lines: list[Line]) -> Iterator[float]:
    """How high each line stands on the page; a line without print stands where the one before it does."""
    height = 0.0
    for line in lines:
        blank = len(line.text) - len(line.text.lstrip())
        found = origin(words, line.places[blank]) if blank < len(line.text) else None
        height = height if found is None else found
        yield height


def _legible(words: Any, raw: str, indices: Sequence[int]) -> bool:
    """Whether the fonts say of most characters which letters they are, by a sample of them."""
    if len(indices) != len(raw):
        return True
    asked = [place for place in indices[:: max(1, len(raw) // SAMPLE)] if not raw[place : place + 1].isspace()]
    return not asked or 2 * sum(unmapped(words, place) for place in asked) <= len(asked)
