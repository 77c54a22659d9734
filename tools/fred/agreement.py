"""Whether FRED's description of a series and the catalogue's entry mean the same: frequency, adjustment, unit."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from footnote.text import Text
from tools.catalogue import Series
from tools.fred.faults import EVERY
from tools.fred.info import SeriesInfo
from tools.units import SCALES, Unit

MONEY = {
    "canadian dollar": "CAD",
    "australian dollar": "AUD",
    "taiwan dollar": "TWD",
    "hong kong dollar": "HKD",
    "singapore dollar": "SGD",
    "dollar": "USD",
    "euro": "EUR",
    "yen": "JPY",
    "yuan": "CNY",
    "won": "KRW",
    "franc": "CHF",
    "rupee": "INR",
    "peso": "MXN",
}
"""A word of FRED's unit and the currency it means; the first that is found."""
OTHERS = {
    "percentage point": ("percentage point",),
    "percent": ("percent", "diffusion index"),
    "rate": ("percent",),
    "index": ("index", "diffusion index"),
    "ratio": ("ratio",),
    "month": ("months",),
}
COUNTED = dict.fromkeys(("person", "people", "number", "unit", "level"), ("count", "persons"))
WORDED = {"thousand": "th", "million": "mn", "billion": "bn", "trillion": "tn"}
CHANGE = re.compile(r"\bchange\b|\bgrowth\b")
SPEAKS_OF_CHANGE = re.compile(
    r"growth|change|annuali[sz]ed|inflation|12 months|year on year|month on month|nowcast|gdpnow|\b[ymq]/[ymq]\b"
    r"|\b(yoy|mom|qoq|saar)\b",
    re.IGNORECASE,
)
"""What the name of a series has in it whose percent are of change."""
ADJUSTED = {
    "SA": Text("SA", "经季节调整"),
    "NSA": Text("NSA", "未经季节调整"),
    "SAAR": Text("SAAR", "经季节调整的年率"),
    "SSA": Text("SSA", "经平滑季节调整"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What FRED says otherwise; *certain* where values read under our words would be wrong."""

    text: Text
    certain: bool


def differences(item: Series, info: SeriesInfo) -> Iterator[Difference]:
    """What of *info* contradicts the catalogue. What FRED does not say contradicts nothing."""
    freq, adjust = info.frequency_short, info.seasonal_adjustment_short
    if freq and freq != item.freq:
        yield Difference(text=_said("frequency", "频率", EVERY, freq, item.freq), certain=freq in EVERY)
    if adjust and item.adjust != "none" and adjust != item.adjust:
        certain = adjust in ADJUSTED and (adjust == "NSA") != (item.adjust == "NSA")
        yield Difference(text=_said("adjustment", "季节调整", ADJUSTED, adjust, item.adjust), certain=certain)
    if not agrees(item.unit, info.units):
        yield Difference(text=_other_unit(item, info.units), certain=True)
    elif item.unit.name == "percent" and CHANGE.search(info.units.casefold()) and not _speaks_of_change(item):
        yield Difference(text=_other_unit(item, info.units), certain=item.packaged)


def agrees(unit: Unit, units: str) -> bool:
    """Whether *units*, in FRED's words, can be *unit*: millions are not billions. Words nobody knows prove nothing."""
    words = re.split(r" per | to one ", units.casefold())[0]
    money = next((code for word, code in MONEY.items() if word in words), None)
    others = next((names for word, names in (OTHERS | COUNTED).items() if word in words), None)
    if money:
        return unit.name == money and unit.scale == _scale(words)
    if others is None:
        return True
    return unit.name in others and (others not in COUNTED.values() or unit.scale == _scale(words))


def _scale(words: str) -> float:
    return next((SCALES[name] for word, name in WORDED.items() if word in words), 1.0)


def _speaks_of_change(item: Series) -> bool:
    return any(SPEAKS_OF_CHANGE.search(name) for name in item.names)


def _said(en: str, zh: str, words: dict[str, Text], freds: str, ours: str) -> Text:
    there, here = (words[each].zh if each in words else each for each in (freds, ours))
    return Text(f"{en}: FRED says {freds}, the catalogue {ours}", f"{zh}：FRED 为{there}，目录为{here}")


def _other_unit(item: Series, units: str) -> Text:
    ours = item.unit
    return Text(f"unit: FRED says {units!r}, the catalogue {ours.written!r}", f"单位：与目录中的{ours.words.zh}不符")
