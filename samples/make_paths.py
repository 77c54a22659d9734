"""
Random walks, bridged so that they pass exactly through the levels that are pinned.

A pin is a level that must stand in the file; between two pins a path strays about as much as such a series does in
life. Each path has its own generator, seeded with its name, so that changing one leaves the others alone.
"""

import csv
import math
import random
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import pairwise
from pathlib import Path


def through(pins: Mapping[int, float], steps: Sequence[float], spread: Sequence[float]) -> list[float]:
    """A level for every position, *pins* exactly at the pinned ones, of which the first and the last must be two."""
    places = sorted(pins)
    path = [pins[places[0]]]
    for left, right in pairwise(places):
        inside = slice(left + 1, right + 1)
        path += bridge(pins[left], pins[right], steps[inside], spread[inside])
    return path


def bridge(start: float, end: float, shocks: Sequence[float], spread: Sequence[float]) -> list[float]:
    """The levels after each step, the last one *end*; the drift is shared by variance, so calm days stay calm."""
    steps = [shock * size for shock, size in zip(shocks, spread, strict=True)]
    miss, variance = end - start - sum(steps), sum(size * size for size in spread)
    level, path = start, []
    for step, size in zip(steps, spread, strict=True):
        level += step + miss * size * size / variance
        path.append(level)
    return [*path[:-1], end]


def shocks(name: str, count: int) -> list[float]:
    """Independent shocks of variance one, with a market's fat tails."""
    rng = random.Random(name)
    return [rng.gauss(0, 1) * math.sqrt(rng.gammavariate(2, 0.5)) for _ in range(count)]


def stress(days: Sequence[date], spells: Mapping[str, float]) -> list[float]:
    """How many times its usual size a day's move is; the later spell wins where two overlap."""
    sizes = dict.fromkeys(days, 1.0)
    for spell, factor in spells.items():
        first, last = (date.fromisoformat(day) for day in spell.split())
        sizes |= {day: factor for day in days if first <= day <= last}
    return list(sizes.values())


def split(pins: str) -> dict[str, float]:
    """`"2005-01 95.0, 2006-01 91.2"` as a mapping from period to level."""
    pairs = (pair.split() for pair in pins.split(","))
    return {period: float(level) for period, level in pairs}


def dated(pins: str) -> dict[date, float]:
    """Daily and weekly pins, by day."""
    return {date.fromisoformat(day): level for day, level in split(pins).items()}


def at(days: Sequence[date], pins: Mapping[date, float]) -> dict[int, float]:
    """Pins by position in *days*; a pin on a day that is not there is an error."""
    return {days.index(day): level for day, level in pins.items()}


def span(pins: str) -> tuple[str, str]:
    """The first and the last pinned period."""
    periods = sorted(split(pins))
    return periods[0], periods[-1]


def rounded(path: Iterable[float], decimals: int) -> list[str]:
    """Levels as they are written in a file."""
    return [f"{level:.{decimals}f}" for level in path]


def write(path: Path, header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """A CSV file with plain line ends."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file, lineterminator="\n").writerows([header, *rows])
