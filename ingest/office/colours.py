"""The colours of Word and Excel, and whether one can be read on another."""

import re
from collections.abc import Mapping

from ingest.office.markup import Element, of

RGB = tuple[int, int, int]

WHITE: RGB = (255, 255, 255)
BLACK: RGB = (0, 0, 0)
APART = 32  # of 255, in the colour channel that differs most: what differs less cannot be read
HEX = re.compile(r"#?(?:[0-9a-fA-F]{2})?([0-9a-fA-F]{6})$")
USUAL = {"lt1": WHITE, "dk1": BLACK, "lt2": (0xEE, 0xEC, 0xE1), "dk2": (0x1F, 0x49, 0x7D)}
CALLED = {
    "background1": "lt1",
    "light1": "lt1",
    "bg1": "lt1",
    "text1": "dk1",
    "dark1": "dk1",
    "tx1": "dk1",
    "background2": "lt2",
    "light2": "lt2",
    "bg2": "lt2",
    "text2": "dk2",
    "dark2": "dk2",
    "tx2": "dk2",
    "hyperlink": "hlink",
    "followedHyperlink": "folHlink",
}
HIGHLIGHTS: dict[str, RGB] = {
    "yellow": (255, 255, 0),
    "green": (0, 255, 0),
    "cyan": (0, 255, 255),
    "magenta": (255, 0, 255),
    "blue": (0, 0, 255),
    "red": (255, 0, 0),
    "darkBlue": (0, 0, 128),
    "darkCyan": (0, 128, 128),
    "darkGreen": (0, 128, 0),
    "darkMagenta": (128, 0, 128),
    "darkRed": (128, 0, 0),
    "darkYellow": (128, 128, 0),
    "darkGray": (128, 128, 128),
    "lightGray": (192, 192, 192),
    "black": BLACK,
    "white": WHITE,
}


def rgb(written: str | None) -> RGB | None:
    """The colour written ``FFFFFF``, ``#FFFFFF`` or, as Excel does, ``FFFFFFFF``; None for all else."""
    found = HEX.match(written or "")
    return (int(found[1][:2], 16), int(found[1][2:4], 16), int(found[1][4:], 16)) if found else None


def alike(one: RGB, other: RGB) -> bool:
    """Whether nobody could read one of the colours on the other."""
    return max(abs(left - right) for left, right in zip(one, other, strict=True)) < APART


def mixed(one: RGB, other: RGB, share: float) -> RGB:
    """*one* with *share*, from 0 to 1, of the *other*."""
    share = min(max(share, 0.0), 1.0)
    red, green, blue = (round(left + (right - left) * share) for left, right in zip(one, other, strict=True))
    return red, green, blue


def tinted(colour: RGB, tint: float) -> RGB:
    """*colour* made lighter by a *tint* above 0, darker by one below it."""
    return mixed(colour, WHITE if tint > 0 else BLACK, abs(tint))


class Theme:
    """The colours that a document gives names to."""

    def __init__(self, root: Element | None) -> None:
        self._colours: dict[str, RGB] = dict(USUAL)
        scheme = None if root is None else next((each for each in root.iter() if of(each) == "a:clrScheme"), None)
        for each in () if scheme is None else scheme:
            colour = next((rgb(kind.get("lastClr") or kind.get("val")) for kind in each), None)
            if colour:
                self._colours[of(each)[2:]] = colour

    def named(self, name: str | None) -> RGB | None:
        """The colour of that name in Word or a drawing."""
        return self._colours.get(CALLED.get(name or "", name or ""))

    def drawn(self, fill: Element) -> RGB | None:
        """The colour of a drawing's ``solidFill``; None where that is not to be known."""
        for kind in fill:
            said = _said(kind)
            colour = rgb(kind.get("lastClr") or said) or self.named(said)
            return colour and _changed(colour, {of(how).partition(":")[2]: _share(how) for how in kind})
        return None


def _changed(colour: RGB, shares: Mapping[str, float]) -> RGB:
    """*colour* after the changes that make theme colours lighter or darker, near enough."""
    if "lumMod" in shares:
        colour = mixed(BLACK, colour, shares["lumMod"])
    if "lumOff" in shares:
        colour = mixed(colour, WHITE, shares["lumOff"])
    if "shade" in shares:
        colour = mixed(BLACK, colour, shares["shade"])
    return mixed(WHITE, colour, shares["tint"]) if "tint" in shares else colour


def _share(way: Element) -> float:
    said = _said(way) or ""
    return int(said) / 100_000 if said.isdecimal() and len(said) < 9 else 1.0


def _said(kind: Element) -> str | None:
    """The attribute ``val``, which some drawings put under an address of their own."""
    found: str | None = next((said for name, said in kind.attrib.items() if name.rpartition("}")[2] == "val"), None)
    return found
