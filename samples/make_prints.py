"""Payrolls as they were printed: a first print, two months of corrections, then the value that stands."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from make_calendar import nth_weekday
from make_paths import shocks, write

FRIDAY = 4
FIRST_KEPT = "2015-01"
"""Before this month only the standing value is listed, on the day of its release."""
SWINGS = (45.0, 18.0)
"""How far the first and the second print lie from the standing value, in thousands."""


def write_prints(path: Path, months: Sequence[str], values: Sequence[float]) -> None:
    """A row a month and print, where the value changed; the last print of a month is its standing value."""
    write(path, ["date", "realtime_start", "value"], _prints(path.stem, months, values))


def _prints(name: str, months: Sequence[str], values: Sequence[float]) -> Iterator[list[str]]:
    misses = zip(shocks(f"{name} first print", len(months)), shocks(f"{name} second print", len(months)), strict=True)
    last = _after(months[-1], 1)
    for month, value, miss in zip(months, values, misses, strict=True):
        earlier = [value + size * shock for size, shock in zip(SWINGS, miss, strict=True)]
        printed = [*earlier, value] if month >= FIRST_KEPT else [value]
        days = [_release(_after(month, step)) for step in range(1, len(printed) + 1) if _after(month, step) <= last]
        printed = [*printed[: len(days) - 1], value]
        told = ""
        for day, level in zip(days, printed, strict=True):
            if f"{level:.0f}" != told:
                told = f"{level:.0f}"
                yield [month, str(day), told]


def _after(month: str, step: int) -> str:
    count = 12 * int(month[:4]) + int(month[5:]) - 1 + step
    return f"{count // 12}-{count % 12 + 1:02d}"


def _release(month: str) -> date:
    """The first Friday of a month."""
    return nth_weekday(int(month[:4]), int(month[5:]), FRIDAY, 1)
