"""The numbers that a sentence prints, and whether a figure is the same as far as they were written out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.language import made_plain
from bot.limits import NUMBER, SCALES, TIME, Limit, unit_of

PRINTED = re.compile(rf"(?<![\w.])(?P<sign>[-−]|minus )?{NUMBER}")
BOUNDED = re.compile(
    r"(?:\b(?:more|less|fewer|higher|lower|greater) than|\b(?:over|above|under|below|at least|at most|up to|nearly"
    r"|almost"
    r"|just over|just under|well over)|[超过逾近]|不到|不足|至少|最多|接近|低于|高于) ?$"
)
"""Before a number of which only one side is said."""
LESS = re.compile(
    r"\b(?:less|fewer|lower|below|fell|fallen|falls?|declin\w+|drop\w*|lost|lose|negative|down|cheaper|tighter"
    r"|narrow\w*|behind|under|in favour of)\b|[少低跌降减缩窄亏负落]"
)
MORE = re.compile(
    r"\b(?:more|higher|above|rose|risen|rises?|grew|grown|gain\w*|up|returned|earned|took in|wider|ahead|over"
    r"|positive)\b"
    r"|[多高涨升增扩赚宽超]"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """A number as a sentence prints it, half a unit of its last digit, and whether it is only a bound."""

    limit: Limit
    half: float
    one_sided: bool = False

    def is_of(self, unit: str) -> bool:
        """Whether it counts what a figure in *unit* counts."""
        return bool(self.limit.unit or self.limit.scaled) and self.limit.within(unit) is not None

    def agrees(self, value: float, unit: str) -> bool:
        """Whether *value*, whatever its sign, is the number as far as it was written out."""
        within = self.limit.within(unit)
        if within is None:
            return False
        return abs(abs(value) - abs(within)) <= self.half * (
            abs(within / self.limit.number) if self.limit.number else 1
        )

    def is_same(self, other: "Printed") -> bool:
        """Whether both say the same number of the same thing."""
        mine, its = self.limit, other.limit
        shares = {"percent", "pp", "bp"} & {mine.unit, its.unit}
        alike = mine.unit == its.unit or (mine.scaled and its.scaled and not shares and "" in (mine.unit, its.unit))
        return alike and abs(abs(mine.number) - abs(its.number)) <= min(self.half, other.half)


def printed(text: str) -> Iterator[Printed]:
    """The numbers in *text* that are neither dates nor lengths of time."""
    plain = TIME.sub(lambda found: " " * len(found[0]), made_plain(text))
    for found in PRINTED.finditer(plain):
        digits = found["number"].replace(",", "")
        scale = SCALES.get(found["scale"] or "", 1.0)
        limit = Limit(
            side=1,
            number=float(digits) * scale,
            unit=unit_of(found["currency"], found["unit"] or ""),
            scaled=bool(found["scale"]),
        )
        bounded = BOUNDED.search(plain[: found.start()]) is not None
        yield Printed(limit=limit, one_sided=bounded, half=0.5 * scale * 10.0 ** -len(digits.partition(".")[2]))


def direction(sentence: str) -> int:
    """1 where the sentence speaks of more, -1 of less, 0 where it speaks of both, or of neither."""
    plain = made_plain(sentence)
    return bool(MORE.search(plain)) - bool(LESS.search(plain))
