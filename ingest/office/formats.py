"""The number formats of Excel: a stored number -> what stands in the cell, dates as ISO days."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache
from typing import Literal

from ingest.office.serials import when

Kind = Literal["words", "digit", "point", "comma", "percent", "power", "clock", "text", "general", "stroke"]
TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|[_*].|\[(?P<bracket>[^\]]*)\]|(?P<power>[eE][+-])'
    r"|(?P<noon>AM/PM|A/P)|(?P<general>General)|(?P<bare>.)",
    re.DOTALL | re.IGNORECASE,
)
CONDITION = re.compile(r"(?P<sign><=|>=|<>|<|>|=)(?P<bound>-?\d{1,15}(?:\.\d{1,15})?)$")
PLACES: dict[str, Kind] = {
    **dict.fromkeys("0#?", "digit"),
    ".": "point",
    ",": "comma",
    "%": "percent",
    "@": "text",
    "/": "stroke",
    **dict.fromkeys("yYmMdDhHsSeE", "clock"),
}
BUILT_IN = {
    0: "General",
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    14: "yyyy-mm-dd",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm",
    19: "h:mm:ss",
    20: "h:mm",
    21: "h:mm:ss",
    22: "yyyy-mm-dd h:mm",
    37: "#,##0;(#,##0)",
    38: "#,##0;(#,##0)",
    39: "#,##0.00;(#,##0.00)",
    40: "#,##0.00;(#,##0.00)",
    45: "mm:ss",
    46: "[h]:mm:ss",
    41: '#,##0;(#,##0);"-"',
    42: '$#,##0;$(#,##0);$"-"',
    43: '#,##0.00;(#,##0.00);"-"',
    44: '$#,##0.00;$(#,##0.00);$"-"',
    47: "mm:ss",
    48: "##0.0E+0",
    49: "@",
    **dict.fromkeys((27, 28, 29, 30, 31, 36, 50, 51, 52, 54, 55, 57, 58), "yyyy-mm-dd"),
}
"""The formats that files name by number alone; those of dates look as the reader's Windows has it, so as ISO days."""
PRECISE = Context(prec=400, rounding=ROUND_HALF_UP)
MOST_DECIMALS = 30


@dataclass(frozen=True, slots=True)
class Part:
    """A sign of a format, or words in it."""

    kind: Kind
    said: str


@dataclass(frozen=True, slots=True)
class Section:
    """One of the parts of a format that semicolons divide, and the numbers it is for."""

    parts: tuple[Part, ...]
    condition: tuple[str, Decimal] | None = None

    def has(self, kind: Kind) -> bool:
        """Whether there is a sign of that kind."""
        return any(part.kind == kind for part in self.parts)

    def holds(self, number: float) -> bool:
        """Whether *number* keeps to the condition."""
        sign, bound = self.condition or ("", Decimal(0))
        side = Decimal(number).compare(bound)
        return bool(
            (">" in sign and side > 0) or ("<" in sign and side < 0) or (sign in ("=", ">=", "<=") and side == 0)
        )


def general(number: float) -> str:
    """*number* with up to 15 digits that count, and no exponent unless it is needed; nought has no sign."""
    if number == 0:
        return "0"
    written = f"{number:.15g}"
    return f"{Decimal(written):f}" if 1e-9 < abs(number) < 1e21 else written.upper()


def text_shown(words: str, code: str) -> str:
    """*words* as a cell of that format shows them; empty where it does not."""
    found = sections(code)
    section = found[3] if len(found) == 4 else next((each for each in found if each.has("text")), None)
    if section is None or section.has("general"):
        return words
    return "".join(
        words if part.kind == "text" else part.said for part in section.parts if part.kind in ("text", "words")
    )


def shown(number: float, code: str, since_1904: bool = False) -> str:
    """*number* as a cell of that format shows it; empty where it does not."""
    found = sections(code)
    section, apart = _section_for(number, found)
    if not section.parts:
        return "" if len(found) > 1 else general(number)
    if section.has("clock"):
        letters = [part.said for part in section.parts if part.kind == "clock"]
        return when(number, letters, since_1904) or general(number)
    if section.has("text") or (section.has("digit") and (section.has("stroke") or _split_up(section))):
        return general(number)
    amount = abs(number) if apart else number
    if section.has("general"):
        words = general(amount)
    elif section.has("digit"):
        words = _digits(abs(amount), section)
        if amount < 0 and re.search(r"[1-9]", words):
            return ("-" + _dressed(words, section)).strip()
    else:
        words = ""
    return _dressed(words, section).strip()


@lru_cache(maxsize=1000)
def sections(code: str) -> tuple[Section, ...]:
    """The sections of a format."""
    found: list[tuple[list[Part], list[tuple[str, Decimal]]]] = [([], [])]
    for token in TOKEN.finditer(code[:1000]):
        parts, conditions = found[-1]
        if token["bare"] == ";":
            found.append(([], []))
        elif (bracket := token["bracket"]) is not None:
            condition = CONDITION.match(bracket)
            if condition:
                conditions.append((condition["sign"], Decimal(condition["bound"])))
            elif bracket.startswith("$"):
                parts.append(Part("words", bracket[1:].partition("-")[0]))
            elif bracket and set(bracket.lower()) <= set("hms"):
                parts.append(Part("clock", f"[{bracket[0].lower()}]"))
        else:
            parts += _part(token)
    return tuple(Section(tuple(parts), conditions[0] if conditions else None) for parts, conditions in found[:4])


def _part(token: re.Match[str]) -> list[Part]:
    if token["general"]:
        return [Part("general", "")]
    if token["power"]:
        return [Part("power", token["power"][1])]
    if (bare := token["bare"]) is not None:
        kind = PLACES.get(bare, "words")
        return [Part(kind, bare.lower() if kind == "clock" else bare)]
    said = token["quoted"] or token["escaped"]
    return [Part("words", said)] if said else []


def _section_for(number: float, found: Sequence[Section]) -> tuple[Section, bool]:
    """The section that *number* is shown by, and whether that says by itself that it is negative."""
    if any(section.condition for section in found):
        chosen = next((section for section in found[:-1] if section.condition and section.holds(number)), found[-1])
        return chosen, False
    if number < 0 and len(found) > 1:
        return found[1], True
    return found[2] if number == 0 and len(found) > 2 else found[0], False


def _digits(number: float, section: Section) -> str:
    """The digits of a number that is not negative, with the marks between them."""
    kinds = [part.kind for part in section.parts]
    power = kinds.index("power") if "power" in kinds else len(kinds)
    point = kinds.index("point") if "point" in kinds[:power] else power
    whole = [place for place in range(point) if kinds[place] == "digit"]
    after = [place for place in range(point, power) if kinds[place] == "digit"][:MOST_DECIMALS]
    commas = [place for place in range(power) if kinds[place] == "comma"]
    scale = sum(1 for place in commas if place > max(whole, default=-1) and not point < place < max(after, default=0))
    amount = Decimal(f"{number:.15g}").scaleb(2 * kinds.count("percent") - 3 * min(scale, 9), PRECISE)
    before, behind = ("".join(section.parts[place].said for place in places) for places in (whole, after))
    if power == len(kinds):
        return _fixed(amount, before, behind, any(whole and whole[0] < place < whole[-1] for place in commas))
    exponent = amount.adjusted() if amount else 0
    digits = _fixed(amount.scaleb(-exponent, PRECISE), before, behind, False)
    return f"{digits}E{'-' if exponent < 0 else '+'}{abs(exponent):0{kinds[power:].count('digit')}d}"


def _fixed(amount: Decimal, whole: str, after: str, grouped: bool) -> str:
    rounded = amount.quantize(Decimal(1).scaleb(-len(after)), context=PRECISE)
    before, _, rest = f"{rounded:f}".partition(".")
    least = len(after.rstrip("#?"))
    rest = rest[:least] + rest[least:].rstrip("0")
    before = before.lstrip("0").rjust(whole.count("0"), "0")
    if grouped and before and not before.startswith("0"):
        before = f"{int(before):,}"
    return f"{before}.{rest}" if rest else before


def _split_up(section: Section) -> bool:
    """Whether words stand among the digits, as in a telephone number."""
    places = [number for number, part in enumerate(section.parts) if part.kind in ("digit", "point")]
    return any(part.kind == "words" for part in section.parts[places[0] : places[-1]]) if places else False


def _dressed(words: str, section: Section) -> str:
    """*words* in place of the digits, with the words of the format around them."""
    dressed: list[str] = []
    placed = False
    for part in section.parts:
        if part.kind in ("words", "percent", "stroke"):
            dressed.append(part.said)
        elif not placed and part.kind in ("digit", "point", "general"):
            dressed.append(words)
            placed = True
    return "".join(dressed)
