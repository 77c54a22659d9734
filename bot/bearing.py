"""Whether a sentence of a note bears on a figure: it prints its number, its threshold, or the year it goes back to."""

import re
from collections.abc import Iterator, Sequence

from footnote.answer import Figure

SCALES = {"trillion": 1e12, "tn": 1e12, "billion": 1e9, "bn": 1e9, "million": 1e6}
SCALES |= {"万亿": 1e12, "萬億": 1e12, "亿": 1e8, "億": 1e8, "万": 1e4, "萬": 1e4}
NUMBER = re.compile(
    rf"(?P<number>\d[\d,]*(?:\.(?P<decimals>\d+))?)[ -]?(?P<scale>{'|'.join(SCALES)})?"
    r"[ -]?(?P<unit>%|per ?cent\b|percentage points?|points?|个百分点|個百分點)?",
    re.IGNORECASE,
)
RATE = re.compile(r"\d+(?:\.\d+)?%")
RECORD = re.compile(r"\brecord\b|\ball[- ]time\b|历史新|歷史新|历史最|歷史最", re.IGNORECASE)
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
CLOSE = 0.05
"""How far, as a share of it, a number that was rounded hard may lie from the figure: 2% is 2.0% and not 1.7%."""


def bears_on(sentence: str, figures: Sequence[Figure]) -> bool:
    """Whether *sentence* prints a number of one of the *figures*, or of the parts beside it, at its own rounding."""
    numbers = list(NUMBER.finditer(sentence))
    rates, years = set(RATE.findall(sentence)), set(YEAR.findall(sentence))
    if RECORD.search(sentence) and any(figure.stats.get("record") for figure in figures):
        return True
    return any(
        any(_is(found, part) for found in numbers)
        or rates & set(RATE.findall(f"{part.label.en} {part.title.en if part.title else ''}"))
        or str(part.as_of.year) in years - {str(figure.as_of.year)}
        for figure in figures
        for part in _told(figure)
    )


def _told(figure: Figure) -> Iterator[Figure]:
    """The figure and its parts, without what these are made of."""
    yield figure
    yield from figure.parts


def _is(found: re.Match[str], figure: Figure) -> bool:
    """Whether the number is the figure's, in its unit and at the number's own rounding."""
    if figure.value is None:
        return False
    unit = (found["unit"] or "").lower()
    wanted = "percentage point" if "point" in unit or "百分" in unit else "percent" if unit else ""
    rates = figure.unit if figure.unit in ("percent", "percentage point") else ""
    if wanted != rates:
        return False
    scale = SCALES.get((found["scale"] or "").lower(), 1.0)
    number = float(found["number"].replace(",", "")) * scale
    apart = abs(abs(figure.value) - number)
    return apart <= 0.5 * 10 ** -len(found["decimals"] or "") * scale and apart <= CLOSE * abs(figure.value)
