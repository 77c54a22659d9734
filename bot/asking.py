"""One question on its way through the desk: who may see what, as of which day, and what the steps of its plan gave."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.claims import Verdict
from bot.link import Linker
from footnote.answer import Answer, Call, Citation, Figure, Question
from footnote.errors import AskError, FootnoteError
from footnote.text import Language
from tools.data import Data

Told = Callable[[str], object]
"""What is done with the words for each step: they are shown while it works, or dropped."""


def unheard(step: str) -> None:
    """Drops the words for a step."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What the steps of a plan gave."""

    figures: tuple[tuple[Call, Figure], ...] = ()
    citations: tuple[Citation, ...] = ()
    notes: tuple[dict[str, Any], ...] = ()
    checked: tuple[Verdict, int, int] | None = None
    """What came of the check of a claim, and how many figures and quotes stand before its own."""
    failures: tuple[FootnoteError, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """One question on its way: who may see what, and the data as of its day; ``today`` is the day it was asked on."""

    id: str
    question: Question
    language: Language
    labels: frozenset[str]
    data: Data
    today: date
    linker: Linker
    told: Told

    @property
    def as_of(self) -> date:
        """The day whose knowledge is asked for, once the words for it are read."""
        return min(self.data.as_of or self.today, self.today)

    @property
    def named(self) -> date | None:
        """The same where the words named it, in the question or earlier in its thread."""
        return self.data.as_of if self.data.as_of != self.question.as_of else None

    def ended(self, kind: Any, error: FootnoteError, plan: tuple[Call, ...] = ()) -> Answer:
        """The question's end without a figure: a question back, a refusal or a fault, in plain words."""
        choices = tuple(choice.to(self.language) for choice in error.choices) if isinstance(error, AskError) else ()
        return Answer(
            id=self.id,
            kind=kind,
            reason=error.reason,
            asked=self.question.text,
            language=self.language,
            as_of=self.as_of,
            headline=error.text.to(self.language),
            choices=choices,
            plan=plan,
        )
