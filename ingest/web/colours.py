"""Colours of style rules: what letters have, and what is behind them."""

import re
from collections.abc import Mapping
from functools import lru_cache
from importlib import import_module

Colour = tuple[float, float, float]
Tint = tuple[float, float, float, float]

NEAR = 24.0  # of 255, in each of red, green and blue: closer, and letters are not seen on such a ground
CLEAR: Tint = (0.0, 0.0, 0.0, 0.0)
WORD = re.compile(r"[a-z-]+\([^()]*\)|#[0-9a-f]+|[a-z]+")
PERCEIVED = ("lab", "lch", "oklab", "oklch")
KEPT = ("inherit", "currentcolor", "unset", "revert")


def colour_of(held: Mapping[str, str], before: Colour) -> Tint:
    """The colour of letters; what is before where none is said, or none that is known."""
    if "text" in (held.get("background-clip", ""), held.get("-webkit-background-clip", "")):
        return (*before, 1.0)  # the background shows through the letters
    said = held.get("-webkit-text-fill-color") or held.get("color") or ""
    return parsed(said) or (*before, 1.0)


def background_of(held: Mapping[str, str], before: Colour, pictured: bool) -> tuple[Colour, bool]:
    """The colour behind letters, and whether a picture is there too, of which nothing is known."""
    whole, image = held.get("background", ""), held.get("background-image", "")
    said = held.get("background-color") or (_first_colour(whole) if whole else "")
    tint = parsed(said) if said else None
    colour = over(tint, before, 1.0) if tint else before
    if tint and tint[3] > 0.9:
        pictured = False
    shown = f"{whole} {image}" if image != "none" else ""
    if "gradient(" in shown and "url(" not in shown:
        tints = [each for each in map(parsed, WORD.findall(shown.partition("gradient(")[2])) if each and each[3] > 0.9]
        if tints and all(away(each[:3], tints[0][:3]) < NEAR for each in tints):
            return tints[0][:3], False  # a gradient of one colour
        return colour, True
    return colour, pictured or "url(" in shown or "image-set(" in shown or "gradient(" in shown


def over(tint: Tint, ground: Colour, opacity: float) -> Colour:
    """*tint* as it looks on *ground*."""
    share = tint[3] * opacity
    red, green, blue = (share * mine + (1 - share) * below for mine, below in zip(tint[:3], ground, strict=True))
    return red, green, blue


def away(one: Colour, other: Colour) -> float:
    """How far apart two colours are where they differ most."""
    return max(abs(mine - yours) for mine, yours in zip(one, other, strict=True))


@lru_cache(maxsize=4096)
def parsed(said: str) -> Tint | None:
    """The colour that *said* names; None for one that is not known, and for what keeps the one before."""
    said = said.strip().lower()
    if not said or said in KEPT:
        return None
    if said in ("transparent", "initial"):
        return CLEAR if said == "transparent" else (0.0, 0.0, 0.0, 1.0)
    try:
        colour = import_module("tinycss2.color5").parse_color(said)
        if colour is None or isinstance(colour, str):
            return None
        parts = [part or 0.0 for part in colour.coordinates]
        if colour.space in PERCEIVED:
            return (*_perceived(colour.space, parts), float(colour.alpha))
        parts = [part or 0.0 for part in colour.to("srgb").coordinates]
    except (ValueError, NotImplementedError, AttributeError, ZeroDivisionError, OverflowError):
        return None
    red, green, blue = (255 * min(1.0, max(0.0, part)) for part in parts)
    return red, green, blue, float(colour.alpha)


def _perceived(space: str, parts: list[float]) -> Colour:
    """About the colour that is given as a lightness and what it leans to: a grey, less green the more it leans."""
    grey = 255 * parts[0] / (1 if space.startswith("ok") else 100)
    lean = abs(parts[1]) if space.endswith("ch") else abs(parts[1]) + abs(parts[2])
    lean *= 300 if space.startswith("ok") else 1
    return grey, max(0.0, grey - lean), grey


def _first_colour(background: str) -> str:
    """The colour in a ``background``; one of nothing but a position or a picture has none and clears what was there."""
    outside = re.sub(r"[a-z-]*(?:gradient|url|image-set)\((?:[^()]|\([^()]*\))*\)", " ", background)
    return next((word for word in WORD.findall(outside) if parsed(word)), "transparent")
