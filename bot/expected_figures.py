"""Whether an answer holds the figures that were expected of it."""

import math
from collections.abc import Iterable, Iterator

from bot.expected import Expected
from footnote.answer import Figure


def _walked(figures: Iterable[Figure]) -> Iterator[Figure]:
    return (part for figure in figures for part in figure.walk())


def _is_named(figure: Figure, wanted: Expected) -> bool:
    series, unit = wanted.series or figure.series, wanted.unit or figure.unit
    return (figure.name, figure.series, figure.unit) == (wanted.name, series, unit)


def holds(figures: Iterable[Figure], wanted: Expected) -> bool:
    """Whether one of *figures*, or a part of one, is the one that was *wanted*."""
    values = [each.value for each in _walked(figures) if _is_named(each, wanted) and each.value is not None]
    return any(math.isclose(value, wanted.value, rel_tol=wanted.within, abs_tol=1e-12) for value in values)


def absent(wanted: Expected, figures: Iterable[Figure]) -> str:
    """What is there in place of a figure that was expected."""
    of = f" of {wanted.series}" if wanted.series else ""
    unit = f" {wanted.unit}" if wanted.unit else ""
    walked = list(_walked(figures))
    there = [f"{each.value!r} {each.unit}" for each in walked if _is_named(each, wanted)]
    others = ", ".join(dict.fromkeys(each.name for each in walked)) or "nothing"
    return f"{wanted.name}{of} should be {wanted.value!r}{unit}; there is {', '.join(there) or others}"
