"""A sentence about several figures at once, each under a word of its own until their keys are known."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bot.said.voice import Draft
from footnote.answer import Figure
from footnote.text import Text

WORD = re.compile(r"\{([a-z_]+)")


@dataclass(frozen=True, slots=True)
class Sentence:
    """``{left}`` stands for the figure that is given as *left*, ``{left:label}`` for its label."""

    en: str
    zh: str

    def of(self, **figures: Figure | None) -> Draft:
        """The sentence with every figure under its key; nothing where one of them is missing."""
        keys = {name: figure.key for name, figure in figures.items() if figure is not None}
        if len(keys) < len(figures):
            return ()
        en, zh = (WORD.sub(lambda found: f"{{{keys[found[1]]}", half) for half in (self.en, self.zh))
        return (Text(en, zh),)


def parts(figure: Figure) -> dict[str, Figure]:
    """The parts of a figure by their name."""
    return {each.name: each for each in figure.parts}


def joined(clauses: Iterable[Text]) -> Draft:
    """The clauses as one sentence; nothing where there are none."""
    held = tuple(clauses)
    en, zh = "; ".join(clause.en for clause in held), "；".join(clause.zh for clause in held)
    return (Text(f"{en[:1].upper()}{en[1:]}.", f"{zh}。"),) if held else ()
