"""What a number format of Excel says of the numbers under it: percent, a scale, a currency."""

import re
from dataclasses import dataclass
from functools import lru_cache

from tools.tables.amounts import COINS
from tools.units import CURRENCIES

PARTS = re.compile(
    r'"(?P<quoted>[^"]*)"?|\[\$(?P<sign>[^\]-]*)[^\]]*\]|\[[^\]]*\]|\\(?P<escaped>.)|[_*].|(?P<bare>.)', re.S
)
PLACES = "0#?.,/%;"
"""Bare signs that stand for digits and their marks."""
SIGNS = {
    **{sign: frozenset(names.split()) for sign, names in COINS.items()},
    **{sign: frozenset({name}) for sign, name in (("C$", "CAD"), ("CA$", "CAD"), ("A$", "AUD"), ("AU$", "AUD"))},
    **{sign: frozenset({name}) for sign, name in (("HK$", "HKD"), ("NZ$", "NZD"), ("NT$", "TWD"), ("S$", "SGD"))},
    **{sign: frozenset({name}) for sign, name in (("R$", "BRL"), ("RM", "MYR"), ("Rp", "IDR"), ("zł", "PLN"))},
    **{sign: frozenset({name}) for sign, name in (("Kč", "CZK"), ("Ft", "HUF"), ("₽", "RUB"), ("₺", "TRY"))},
    **{sign: frozenset({name}) for sign, name in (("฿", "THB"), ("₫", "VND"), ("₱", "PHP"), ("₪", "ILS"))},
    "kr": frozenset({"SEK", "NOK", "DKK"}),
    "RMB": frozenset({"CNY", "CNH"}),
    "元": frozenset({"CNY", "CNH", "HKD", "TWD"}),
    "円": frozenset({"JPY"}),
    "¤": frozenset(),
    **{name: frozenset({name}) for name in CURRENCIES},
}
"""The currencies that each sign may stand for; the general sign is put for those that are not known."""
SIGN = re.compile("|".join(rf"(?<![^\W\d_]){re.escape(sign)}(?![^\W\d_])" for sign in sorted(SIGNS, key=len)[::-1]))
SCALE = re.compile(
    r"(?<![^\W\d_])(?:th|thousands?|k|m|mm|mn|mio|mln|mil|millions?|b|bn|mrd|billions?|t|tn|trn|trillions?)(?![^\W\d_])"
    r"|[千万亿兆萬億]",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """How a number is shown: ``times`` 100 in percent; ``percent`` where the sign stands; not itself if ``scaled``.

    ``coin`` is the sign of a currency.
    """

    times: int = 1
    percent: bool = False
    scaled: bool = False
    coin: str | None = None


PLAIN = Shown()


@lru_cache(maxsize=1000)
def shown(number_format: str) -> Shown:
    """What all sections of *number_format* agree on; one that shows numbers in two ways counts as scaled."""
    if number_format.casefold() in ("general", "@"):
        return PLAIN
    found = [_section(pattern, words) for pattern, words in _sections(number_format)]
    numeric = [each for (pattern, _), each in zip(_sections(number_format), found, strict=True) if _has_digits(pattern)]
    if "[" not in number_format.replace("[$", ""):  # without conditions, the third is for nought
        numeric = numeric[:2]
    ways = {(each.times, each.percent) for each in numeric}
    coins = sorted({each.coin for each in found if each.coin})
    times, percent = ways.pop() if len(ways) == 1 else (1, False)
    scaled = len(ways) > 0 or len(coins) > 1 or any(each.scaled for each in found)
    return Shown(times=times, percent=percent, scaled=scaled, coin=coins[0] if coins else None)


def _sections(number_format: str) -> list[tuple[str, str]]:
    """The digits' places and the words of each section."""
    found = [("", "")]
    for part in PARTS.finditer(re.sub("general", "0", number_format, flags=re.IGNORECASE)):
        pattern, words = found[-1]
        bare, said = part["bare"], part["quoted"] or part["escaped"]
        if sign := (part["sign"] or "").strip():
            said = sign if SIGN.search(sign) else "¤"
        if bare == ";":
            found.append(("", ""))
        elif bare is not None and bare in PLACES:
            found[-1] = pattern + bare, words + "\0"
        elif bare is not None or said:
            found[-1] = pattern, words + (bare or said or "")
    return found


def _has_digits(pattern: str) -> bool:
    return any(mark in pattern for mark in "0#?")


def _section(pattern: str, words: str) -> Shown:
    percent = "%" in pattern
    words = re.sub(r"\0?[eE][+-]\0", "\0", words)
    rest = SIGN.sub(" ", words)
    sign = SIGN.search(words)
    return Shown(
        times=100 if percent else 1,
        percent=percent or "%" in words,
        scaled=bool(re.search(r"[0#?],+(?![,0#?])", pattern)) or SCALE.search(rest) is not None,
        coin=sign[0] if sign else None,
    )
