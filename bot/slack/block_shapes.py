"""Checks of plain dictionaries, put together from small ones: each yields what is wrong with a value, in words."""

import math
from collections.abc import Callable, Iterator, Mapping
from typing import Any

Check = Callable[[Any], Iterator[str]]


def string(most: int, least: int = 1) -> Check:
    """A text of *least* to *most* characters."""

    def check(value: Any) -> Iterator[str]:
        if not isinstance(value, str):
            yield f"{type(value).__name__} where a text belongs"
        elif not least <= len(value) <= most:
            yield f"{len(value):,} characters; {least} to {most:,} are taken"
        elif any("\ud800" <= letter <= "\udfff" for letter in value):
            yield "half a character, which cannot be sent"

    return check


def one_of(*values: Any) -> Check:
    """One of a few values."""

    def check(value: Any) -> Iterator[str]:
        if not any(value is each or (type(value) is type(each) and value == each) for each in values):
            yield f"{value!r:.40} is none of {', '.join(map(repr, values))}"

    return check


def number(least: float, most: float) -> Check:
    """A number in a range."""

    def check(value: Any) -> Iterator[str]:
        if isinstance(value, bool) or not isinstance(value, int | float) or not least <= value <= most:
            yield f"{value!r:.40} is no number from {least} to {most}"

    return check


def many(item: Check, most: float = math.inf, least: int = 1) -> Check:
    """A list of *least* to *most* items."""

    def check(value: Any) -> Iterator[str]:
        if not isinstance(value, list):
            yield f"{type(value).__name__} where a list belongs"
            return
        if not least <= len(value) <= most:
            yield f"{len(value):,} items; {least} to {most:,} are taken"
        for place, each in enumerate(value):
            yield from (f"[{place}] {fault}" for fault in item(each))

    return check


def shape(needed: Mapping[str, Check], optional: Mapping[str, Check] | None = None) -> Check:
    """A dictionary with these keys and no other."""
    known = {**needed, **(optional or {})}

    def check(value: Any) -> Iterator[str]:
        if not isinstance(value, dict):
            yield f"{type(value).__name__} where an object belongs"
            return
        yield from (f"has no {key}" for key in needed if key not in value)
        for key, each in value.items():
            check_of_key = known.get(key)
            yield from (f"{key}: {fault}" for fault in (check_of_key(each) if check_of_key else ["an unknown key"]))

    return check


def typed(shapes: Mapping[str, Check]) -> Check:
    """An object whose type says which shape it has."""

    def check(value: Any) -> Iterator[str]:
        kind = value.get("type") if isinstance(value, dict) else None
        if not isinstance(kind, str) or kind not in shapes:
            yield f"type {kind!r:.40} is not one we send here"
        else:
            yield from (f"{kind}: {fault}" for fault in shapes[kind](value))

    return check


def both(*checks: Check) -> Check:
    """Every check, one after the other."""

    def check(value: Any) -> Iterator[str]:
        for each in checks:
            yield from each(value)

    return check
