"""The number that a question holds a figure against: "above 3%", "低于 300 个基点", "at least 250k"."""

import re
from dataclasses import dataclass

ABOVE = (
    r"above|over|greater than|higher than|more than|past|north of|exceed(?:s|ed|ing)?|topped|br(?:oken|oke|eak|eached)"
    r"|through|>|高于|高过|超过|超出|超(?= ?[$\d])|大于|多于|突破|站上|升破|涨破"
)
BELOW = r"below|under|less than|lower than|fewer than|beneath|south of|<|低于|小于|少于|不到|跌破|降破"
LEAST = r"at or above|at least|no (?:less|lower|fewer) than|>=|≥|不低于|不少于|不小于|至少"
MOST = r"at or below|at most|no (?:more|higher|greater) than|<=|≤|不高于|不超过|不大于|至多"
NUMBER = (
    r"(?P<currency>[$€£¥])? ?(?P<number>\d[\d,]*(?:\.\d+)?) ?(?P<scale>k|thousand|mn?|million|bn|billion|tn"
    r"|trillion|万亿|亿|万)?(?![a-z0-9.]*\d) ?(?P<unit>%|per ?cent|pp\b|percentage points?|个?百分点|bps?\b"
    r"|basis points?|个?基点|美元|dollars?|points?\b|点)?"
)
NO_TIME = (
    r"(?!\s*-?\s*(?:y\b|yrs?\b|years?|m\b|months?|mo\b|q\b|quarters?|w\b|weeks?|d\b|days?|年|个?月|个?季|周|天|日|peak"
    r"|high\b|low\b|ago)|[a-z])"
)
STATED = re.compile(
    rf"(?:(?P<least>{LEAST})|(?P<most>{MOST})|(?P<above>{ABOVE})|(?P<below>{BELOW}))(?:了| the)? ?{NUMBER}{NO_TIME}"
)
AFTER = re.compile(rf"{NUMBER} ?(?:(?P<above>以上|之上|上方)|(?P<below>以下|之下|下方))")
TIME = re.compile(
    r"\b(?:19|20)\d\d(?:[-/]\d\d?){0,2}\b|\bq[1-4]\b|\d+ ?-?(?:y|yrs?|years?|m|mo|months?|quarters?|w|weeks?|d|days?)\b"
    r"|\d+ ?(?:年|个?月|个?季|周|天|日)"
)
SCALES = {
    "k": 1e3, "thousand": 1e3, "m": 1e6, "mn": 1e6, "million": 1e6, "bn": 1e9, "billion": 1e9, "tn": 1e12,
    "trillion": 1e12, "万": 1e4, "亿": 1e8, "万亿": 1e12,
}  # fmt: skip
PERCENT, POINT, BASIS = ("%", "per"), ("pp", "percentage", "百分点", "个百分点"), ("bp", "basis", "基点", "个基点")
POINTS = "points"
MONEY = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "", "美元": "USD", "dollar": "USD", "dollars": "USD"}
BARE_LEVELS = ("index", "diffusion index", "ratio")
YEARS = (1900, 2100)
LEAST_COUNT, MOST_PRICE = 1_000, 1_000_000
"""A bare number is taken for heads from the first on, and for money up to the second: past it a scale is left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """A stated number, what it counts, and on which side of it (one for above) the value is asked to be."""

    side: int
    number: float
    unit: str
    scaled: bool
    or_equal: bool = False

    def holds(self, value: float, unit: str) -> bool | None:
        """Whether *value* is on that side; None where the number cannot be meant in its *unit*."""
        limit = self.within(unit)
        if limit is None:
            return None
        return (self.or_equal and value == limit) or (value - limit) * self.side > 0

    def within(self, unit: str) -> float | None:
        """The number in *unit*; None where it was stated in another, or not clearly in this one."""
        if unit in ("percent", "percentage point", "basis point"):
            return self._share(unit)
        if self.unit in ("percent", "pp", "bp"):
            return None
        if unit in BARE_LEVELS:
            return self.number if self.unit in ("", POINTS) and not self._may_be_a_year else None
        if unit in ("persons", "count"):
            return self.number if self.unit == "" and (self.scaled or self.number >= LEAST_COUNT) else None
        return self._money(unit)

    def _share(self, unit: str) -> float | None:
        """A rate, or the change of one; a change in points is not meant by a percentage, which is a level."""
        if self.scaled or self.unit not in ("", "percent", "pp", "bp", POINTS):
            return None
        if unit == "percent":
            return self.number / 100 if self.unit == "bp" else self.number
        points = {"pp": 100.0, POINTS: 100.0, "bp": 1.0}.get(self.unit)
        return points and self.number * points / (100 if unit == "percentage point" else 1)

    def _money(self, unit: str) -> float | None:
        if self.unit not in ("", unit) or self._may_be_a_year:
            return None
        return self.number if self.scaled or self.number <= MOST_PRICE else None

    @property
    def _may_be_a_year(self) -> bool:
        return not (self.unit or self.scaled) and YEARS[0] <= self.number <= YEARS[1]


def stated(text: str) -> Limit | None:
    """The one number that the question (normalised, without names) holds something against."""
    found = [*STATED.finditer(text), *AFTER.finditer(text)]
    return _limit(found[0]) if len(found) == 1 else None


def without(text: str) -> str:
    """The question without that number and what stands before it."""
    return AFTER.sub(" ", STATED.sub(" ", text))


def has_number(text: str) -> bool:
    """Whether the question states a number that is no time."""
    return any(letter.isdigit() for letter in TIME.sub(" ", text))


def _limit(found: re.Match[str]) -> Limit:
    sides = found.groupdict()
    after = found.re is AFTER
    return Limit(
        side=1 if sides.get("above") or sides.get("least") else -1,
        number=float(found["number"].replace(",", "")) * SCALES.get(found["scale"] or "", 1.0),
        unit=unit_of(found["currency"], found["unit"] or ""),
        scaled=bool(found["scale"]),
        or_equal=bool(sides.get("least") or sides.get("most") or (after and not found[0].endswith("方"))),
    )


def unit_of(currency: str | None, word: str) -> str:
    """The unit that a currency sign before a number, or a word behind it, stands for; empty where neither does."""
    for name, words in (("percent", PERCENT), ("pp", POINT), ("bp", BASIS)):
        if word.startswith(words) and not (name == "percent" and word.startswith("percentage")):
            return name
    return POINTS if word in ("point", POINTS, "点") else MONEY.get(currency or word, "")
