"""Lengths of style rules, in pixels."""

import re

UNITS = {
    "px": 1.0,
    "pt": 4 / 3,
    "pc": 16.0,
    "in": 96.0,
    "cm": 37.8,
    "mm": 3.78,
    "q": 0.945,
    "vw": 12.8,
    "vh": 8.0,
    "vmin": 8.0,
    "vmax": 12.8,
    "svh": 8.0,
    "dvh": 8.0,
    "lvh": 8.0,
    "svw": 12.8,
    "dvw": 12.8,
    "rem": 16.0,
    "": 1.0,
}
LETTER = {"em": 1.0, "ex": 0.5, "ch": 0.5, "ic": 1.0, "cap": 0.7, "lh": 1.2}
WORDS = {
    "xx-small": 9.0,
    "x-small": 10.0,
    "small": 13.0,
    "medium": 16.0,
    "large": 18.0,
    "x-large": 24.0,
    "xx-large": 32.0,
    "xxx-large": 48.0,
    "initial": 16.0,
}
RELATIVE = {"smaller": 1 / 1.2, "larger": 1.2}
NUMBER = re.compile(r"([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d{1,2})?)([a-z]*|%)", re.IGNORECASE)
CALLED = re.compile(r"(calc|min|max|clamp)\((.*)\)$", re.DOTALL)
ACROSS = 1280.0  # what a percentage is of where nothing else is said
HUGE = 1e9


def length(said: str, letter: float, whole: float = ACROSS) -> float | None:
    """What *said* is in pixels, where letters are *letter* high and 100 % is *whole*; None where it says nothing."""
    said = said.strip()
    if found := CALLED.match(said):
        return _called(found[1], found[2], letter, whole)
    if said in WORDS:
        return WORDS[said]
    if said in RELATIVE:
        return RELATIVE[said] * letter
    found = NUMBER.fullmatch(said)
    return _number(found[1], found[2], letter, whole) if found else None


def lengths(said: str, letter: float) -> list[float]:
    """The lengths among the words of *said*."""
    found = (length(word, letter) for word in said.replace(",", " ").split()[:20])
    return [each for each in found if each is not None]


def _number(number: str, unit: str, letter: float, whole: float) -> float | None:
    value = max(-HUGE, min(HUGE, float(number)))
    if unit == "%":
        return value / 100 * whole
    one = UNITS.get(unit.lower()) or (LETTER.get(unit.lower(), 0.0) * letter)
    return value * one if one else None


def _called(function: str, said: str, letter: float, whole: float) -> float | None:
    """About what a function gives: a sum where nothing is multiplied, else the largest length in it."""
    found = [_number(number, unit, letter, whole) for number, unit in NUMBER.findall(said)]
    values = [value for value in found if value is not None]
    if not values:
        return None
    if function == "min":
        return min(values)
    if function == "clamp" and len(values) == 3:
        return max(values[0], min(values[1], values[2]))
    if function == "calc" and not re.search(r"[*/()]", said):
        signs = [-1 if sign else 1 for sign in re.findall(r"(?:^|\s)(-\s)?\s*[+-]?[\d.]+", said)]
        return sum(sign * value for sign, value in zip(signs, values, strict=False))
    if function == "calc" and re.search(r"(?:^|[\s(*])0(?:px|em|rem|%)?\s*\*|\*\s*0(?:\s|$|\))", said):
        return 0.0
    return max(values)
