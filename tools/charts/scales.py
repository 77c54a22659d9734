"""The scales of a chart: days below, values at the side, both spelled as everywhere else."""

import math
from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from footnote.spelling import spell, spell_day, spell_period
from footnote.text import Language

if TYPE_CHECKING:
    from tools.charts.canvas import Axes

MOST_DAYS, MOST_VALUES = 7, 6
STEPS, TINY = (1, 2, 2.5, 5, 10), 1e-9
MONTHS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600)
"""Months between two marks; from twelve on a mark names the year."""
SHORT_DAYS = 75
PERIOD_MONTHS = {"M": 1, "Q": 3, "A": 12}


def place(day: date, freq: str) -> float:
    """Where an observation stands: a day, or the middle of the period that ends on it."""
    months = PERIOD_MONTHS.get(freq, 0)
    return day.toordinal() - months * 30.4375 / 2


def days_below(axes: "Axes", first: float, last: float, language: Language) -> None:
    """Marks on whole years or months between the places *first* and *last*, on days where these lie close."""
    opens, closes = date.fromordinal(round(first)), date.fromordinal(round(last))
    if (closes - opens).days < SHORT_DAYS:
        step = max(1, -(-(closes - opens).days // (MOST_DAYS - 2)))
        marks = [(day, spell_day(day, language)) for day in _each_day(opens, closes, step)]
    else:
        marks = [(day, _named(day, step, language)) for step, day in _each_month(opens, closes)]
    axes.set_xticks([day.toordinal() for day, _ in marks], [words for _, words in marks])
    margin = max(1.0, (last - first) * 0.01)
    axes.set_xlim(first - margin, last + margin)


def _each_day(first: date, last: date, step: int) -> Iterator[date]:
    for number in range(0, (last - first).days + 1, step):
        yield first + timedelta(days=number)


def _each_month(first: date, last: date) -> Iterator[tuple[int, date]]:
    """The first days of the months that are marked, each with the months between them."""
    start, end = first.year * 12 + first.month - 1 + (first.day > 1), last.year * 12 + last.month - 1
    step = next((each for each in MONTHS if (end - start) // each < MOST_DAYS), MONTHS[-1])
    for month in range(-(-start // step) * step, end + 1, step):
        yield step, date(month // 12, month % 12 + 1, 1)


def _named(day: date, step: int, language: Language) -> str:
    return spell_period(day, "A" if step >= 12 else "M", language)


def values_aside(axes: "Axes", low: float, high: float, unit: str, language: Language, most: int = MOST_VALUES) -> None:
    """Marks at round values from *low* to *high*, no two of them spelled alike."""
    axes.set_yticks(*_marks(low, high, unit, language, most))


def values_below(axes: "Axes", low: float, high: float, unit: str, language: Language) -> None:
    """The same along the lower side."""
    axes.set_xticks(*_marks(low, high, unit, language, MOST_VALUES))


def _marks(low: float, high: float, unit: str, language: Language, most: int) -> tuple[list[float], list[str]]:
    """Values to mark and their words: as many as are spelled unlike each other."""
    for steps in range(most, 0, -1):
        values = round_values(low, high, steps)
        words = [spell(each, unit, language, digits=_decimals(values)) for each in values]
        if values and len(set(words)) == len(words):
            whole = all(each.is_integer() for each in values)
            return values, [each.replace(".00", "") for each in words] if whole else words
    return [], []


def round_values(low: float, high: float, most: int) -> list[float]:
    """The multiples of 1, 2, 2.5 or 5 (times a power of ten) from *low* to *high*, *most* steps of them at most."""
    rough = (high - low) / most
    power = 10.0 ** math.floor(math.log10(rough)) if rough > 0 else 1.0
    step = next(power * each for each in STEPS if power * each >= rough * (1 - TINY))
    first, last = math.ceil(low / step - TINY), math.floor(high / step + TINY)
    return [float(f"{number * step:.12g}") + 0.0 for number in range(first, last + 1)]


def _decimals(values: list[float]) -> int:
    """The decimals that tell the marks apart."""
    return max(len(f"{each:.4f}".rstrip("0").partition(".")[2]) for each in values)
