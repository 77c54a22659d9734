"""Which notes a question would rather hear, by house, day and kind. Left out is only what another company filed."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from knowledge.asked import Wanted
from knowledge.kinds import FILED
from knowledge.narrow import Held, Narrowed
from knowledge.scope import About
from knowledge.standing import Seen

if TYPE_CHECKING:
    from numpy import float64
    from numpy.typing import NDArray

ANOTHER_HOUSE = 0.1  # of the relevance, where the question names one
ANOTHERS_FILING = 1.0  # what a company filed says nothing of another
HARD = 2.0  # among the words leg's candidates a handicap counts so much
PERIOD_OFF = 0.05  # for each step from the period asked for, of what is filed for a period
DAY_OFF = 0.02  # and of a note that has only its day
KIND_OFF = 0.05
A_YEAR_OLD = 0.05  # where the question is about now
OLDEST = 3.0  # years: what is older is simply old


@dataclass(frozen=True, slots=True, kw_only=True)
class Handicaps:
    """What is taken from the relevance of the passages *seen*, by their notes; of those not named, nothing."""

    seen: Seen
    by_note: Mapping[About, float]

    @classmethod
    def of(cls, asked: Narrowed, seen: Seen) -> "Handicaps":
        """Those that follow from what the question asks for."""
        if not (asked.houses or asked.likely or asked.periods or asked.kinds or asked.recent):
            return cls(seen=seen, by_note={})
        newest = max((about.held.day for about in seen.abouts if about.held.day), default=None)
        off = {about: handicap(asked, about.held, newest) for about in seen.abouts}
        return cls(seen=seen, by_note={about: value for about, value in off.items() if value})

    def taken_from(self, scores: "NDArray[float64]") -> "NDArray[float64]":
        """The scores of all passages, less by the same part as their relevance will be."""
        import numpy as np

        if not self.by_note:
            return scores
        standing = self.seen.standing
        kept = [max(0.0, 1.0 - HARD * self.by_note.get(about, 0.0)) for about in standing.abouts]
        less: NDArray[float64] = scores * np.array(kept)[standing.about]
        return less

    def narrowed(self, wanted: Wanted) -> Wanted:
        """*wanted* without the notes that cannot answer."""
        out = [about.note for about, value in self.by_note.items() if value >= ANOTHERS_FILING]
        if not out:
            return wanted
        notes = frozenset(about.note for about in self.seen.abouts).difference(out)
        return replace(wanted, scope=replace(wanted.scope, notes=notes))

    def less(self, found: Mapping[int, float]) -> dict[int, float]:
        """The relevance of passages, by their rows, less what is taken from it."""
        if not self.by_note:
            return dict(found)
        abouts = self.seen.about(list(found))
        taken = (self.by_note.get(about, 0.0) for about in abouts)
        return {row: value - off for (row, value), off in zip(found.items(), taken, strict=True)}


def handicap(asked: Narrowed, held: Held, newest: date | None) -> float:
    """What is taken from the relevance of a note's passages, 0 for one that is just what was asked for.

    *newest* is the day of the latest note that the reader may see.
    """
    off = ANOTHER_HOUSE * asked.from_house(held)
    if asked.houses and held.kind in FILED and not asked.allows(held):
        off = ANOTHERS_FILING
    off += (PERIOD_OFF if held.period else DAY_OFF) * asked.from_period(held) + KIND_OFF * asked.from_kind(held)
    if asked.recent and newest:
        off += A_YEAR_OLD * _years(held.day, newest)
    return off


def _years(day: date | None, newest: date) -> float:
    """The age of a note; one without a date may be of any."""
    return min(OLDEST, (newest - day).days / 365) if day else OLDEST / 2
