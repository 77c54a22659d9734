"""What a source is asked for, and what it gives: readings, the prints of an observation, a release calendar."""

import time
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from footnote.errors import AskError, FootnoteError, SourceError
from footnote.text import Text
from tools.catalogue import Series

if TYPE_CHECKING:
    import pandas as pd

NETWORK_SECONDS = 8.0
"""What one question may spend on the network, all its series together."""


class Budget:
    """The seconds a question may wait for the network; they run from its first request.

    Work in the *background*, for which nobody waits, gives way to the questions of people.
    """

    def __init__(self, seconds: float | None = None, *, background: bool = False) -> None:
        self.seconds = NETWORK_SECONDS if seconds is None else seconds
        self.background = background
        self._ends: float | None = None

    @property
    def left(self) -> float:
        """Seconds that are left, zero when none are; the first look starts the clock."""
        if self._ends is None:
            self._ends = time.monotonic() + self.seconds
        return max(0.0, self._ends - time.monotonic())

    def end(self) -> None:
        """Leaves no second: whoever asked has gone."""
        self._ends = time.monotonic()


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """One series as a source knows it: ``name`` is what stands after the scheme; ``as_of`` None asks for the latest.

    Of vintages that a desk keeps, those of a day after ``today`` are not known yet.
    """

    series: Series
    name: str
    as_of: date | None = None
    today: date | None = field(default=None, compare=False)
    budget: Budget = field(default_factory=Budget, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A copy that stands in for a source that failed: when it was fetched, how old that is, and why it is needed."""

    fetched: datetime
    why: Text
    age: timedelta | None = None

    @property
    def said(self) -> Text:
        """Where the numbers come from, in a sentence."""
        when = f"{self.fetched:%Y-%m-%d %H:%M}"
        if self.age is None:
            return Text(f"From the copy fetched on {when} UTC.", f"数据取自 {when}（UTC）保存的副本。")
        number, en, zh = _spelled(self.age)
        return Text(
            f"From a copy {number} {en}{'s' * (number != 1)} old, fetched on {when} UTC.",
            f"数据取自 {number} {zh}前的副本，保存于 {when}（UTC）。",
        )


def _spelled(age: timedelta) -> tuple[int, str, str]:
    """*age* in minutes, from an hour on in hours, from two days on in days; never less than a minute."""
    minutes = max(1, int(age.total_seconds() // 60))
    if minutes < 60:
        return minutes, "minute", "分钟"
    return (minutes // 60, "hour", "小时") if minutes < 2 * 24 * 60 else (minutes // (24 * 60), "day", "天")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Reading:
    """Published values by day, in published units, and whether they are of the vintage asked for (``dated``).

    ``vintage`` is ``as published by DAY``, ``latest`` or ``current only``. ``caveats`` are what the source has to say.
    """

    values: "pd.Series[float]"
    source: str
    vintage: str
    dated: bool
    kept: Kept | None = None
    caveats: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Prints:
    """Every value an observation has had: columns ``date``, ``known`` (the day it was published) and ``value``.

    ``opens`` is the first day for which the source holds vintages: a print of that day need not be a first print.
    """

    rows: "pd.DataFrame"
    source: str
    opens: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """The publication a series belongs to, and the days on which it comes out, future ones included."""

    name: str
    source: str
    days: tuple[date, ...]
    url: str = ""


class Source(ABC):
    """A place where observations come from. What it cannot do beyond reading, it refuses."""

    @abstractmethod
    def read(self, wanted: Wanted) -> Reading:
        """One series; SourceError when the source does not deliver, AskError when it does not have it."""

    def serves(self, name: str) -> bool:  # noqa: ARG002 - for those that are set up in part
        """Whether the source is set up for *name*; what is not counts as not configured."""
        return True

    def read_all(self, wanted: Sequence[Wanted]) -> list[Reading | FootnoteError]:
        """A reading or a failure for each of *wanted*, in their order."""
        found: list[Reading | FootnoteError] = []
        for each in wanted:
            try:
                found.append(self.read(each))
            except FootnoteError as error:
                found.append(error)
        return found

    def updated(self, wanted: Wanted) -> str | None:  # noqa: ARG002 - for those that can tell
        """A mark that changes whenever the source's values do; None where it cannot tell."""
        return None

    def prints(self, wanted: Wanted, first: date, last: date) -> Prints:  # noqa: ARG002 - for those that can
        """The prints of the observations dated from *first* to *last* (as the source dates them), oldest first."""
        raise no_vintages(wanted.series)

    def release(self, wanted: Wanted) -> Release:
        """The release of the series, with its days from ``as_of`` (or today) on."""
        raise no_calendar(wanted.series)


class NotHeldError(AskError):
    """A source has no vintages, or no release calendar, of a series."""


class OtherMeaningError(SourceError):
    """A source's values do not mean what the catalogue says: neither they nor a copy of them are used."""


def no_vintages(series: Series) -> NotHeldError:
    """Only the current values of a series are held."""
    return NotHeldError(
        Text(
            f"{series.title.en} ({series.id}) is held with its current values only: how they were revised is not "
            "known. Ask for the value itself.",
            f"{series.title.zh}（{series.id}）只保存当前值，无法得知修订过程。请直接查询数值。",
        ),
        reason="not_configured",
    )


def no_calendar(series: Series) -> NotHeldError:
    """Nobody says when a series is published next."""
    return NotHeldError(
        Text(
            f"No release calendar is known for {series.title.en} ({series.id}); FRED's series have one.",
            f"没有{series.title.zh}（{series.id}）的发布日历；FRED 的序列才有。",
        ),
        reason="not_configured",
    )


def vintages_at_fred(series: Series) -> AskError:
    """FRED keeps the vintages, and is not set up."""
    return AskError(
        Text(
            f"{series.title.en} ({series.id}) is held here with its current values only; FRED keeps how they were "
            "revised. Set FRED_API_KEY.",
            f"{series.title.zh}（{series.id}）在此只保存当前值；修订记录由 FRED 保存。请设置 FRED_API_KEY。",
        ),
        reason="not_configured",
    )
