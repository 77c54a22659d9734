"""What became of the questions of an evaluation, counted."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from bot.expected import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many of how many were right."""

    right: int
    of: int

    @property
    def share(self) -> float:
        """The share that was right; all of nothing is right."""
        return self.right / self.of if self.of else 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """How a row came out: what was got, why that is wrong (empty where it is right), and the seconds its plan took."""

    row: Row
    got: str
    why: str
    planned_right: bool
    figures_right: int
    seconds: float

    @property
    def right(self) -> bool:
        """Whether all of it is as expected."""
        return not self.why


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """How all rows came out, in their order."""

    results: tuple[Result, ...]

    @property
    def all(self) -> Tally:
        """Every question."""
        return _tally(self.results)

    @property
    def share(self) -> float:
        """The share of the questions that came out right."""
        return self.all.share

    @property
    def plans(self) -> Tally:
        """Plans, questions back and refusals, whatever the figures."""
        return Tally(right=sum(result.planned_right for result in self.results), of=len(self.results))

    @property
    def figures(self) -> Tally:
        """The figures that were looked for."""
        looked = [result for result in self.results if result.figures_right >= 0]
        right = sum(result.figures_right for result in looked)
        return Tally(right=right, of=sum(len(result.row.figures) for result in looked))

    @property
    def by_kind(self) -> dict[str, Tally]:
        """The questions of each kind."""
        kinds = sorted({result.row.kind for result in self.results})
        return {kind: _tally(each for each in self.results if each.row.kind == kind) for kind in kinds}

    @property
    def by_language(self) -> dict[str, Tally]:
        """The questions in each language."""
        languages = sorted({result.row.language for result in self.results})
        return {name: _tally(each for each in self.results if each.row.language == name) for name in languages}

    @property
    def differed(self) -> tuple[Result, ...]:
        """Those that came out otherwise."""
        return tuple(result for result in self.results if not result.right)

    def milliseconds(self, share: float) -> float:
        """The time of a plan that this *share* of them did not exceed."""
        taken = sorted(result.seconds for result in self.results)
        return taken[max(0, math.ceil(share * len(taken)) - 1)] * 1000 if taken else 0.0


def _tally(results: Iterable[Result]) -> Tally:
    found = [result.right for result in results]
    return Tally(right=sum(found), of=len(found))
