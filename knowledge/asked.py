"""A question as it is searched for: what is asked, of which notes it would rather hear, and how much is wanted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from knowledge.concepts import Concept, concepts
from knowledge.kinds import FILED
from knowledge.lexical import tokens
from knowledge.lexicon import Lexicon
from knowledge.narrow import Held, Narrowed, narrowed
from knowledge.scope import Scope
from knowledge.standing import Seen


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question on its way.

    ``subject`` is the question without the names of houses and kinds and the words for now, for whoever reads its
    meaning. ``words`` are its words as they are indexed, and ``names`` those of them that name a house.
    """

    query: str
    subject: str
    words: Sequence[str]
    names: frozenset[str]
    concepts: Sequence[Concept]
    narrowed: Narrowed

    @property
    def typed(self) -> list[Concept]:
        """The concepts that the question itself has: not the statements that show what it asks for."""
        return [concept for concept in self.concepts if not concept.statement]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A question, what the reader may see, and how many passages are wanted."""

    asked: Asked
    scope: Scope
    limit: int


def asked(query: str, lexicon: Lexicon, seen: Seen, today: date | None = None) -> Asked:
    """*query*, read against the notes *seen*; "last year" only where *today* is known."""
    notes = [about.held for about in seen.abouts]
    found = narrowed(query, notes, today)
    accounts = _is_about_accounts(found, notes)
    # A company's name stands above all that it filed, and in a note of somebody else it is what is asked for.
    kept = found.without("kind", "now", *(("house",) if accounts else ())) or query
    spans = (query[used.start : used.end] for used in found.used if used.by == "house")
    return Asked(
        query=query,
        subject=found.without("house", "kind", "now") or query,
        words=tokens(kept),
        names=frozenset(token for span in spans for token in tokens(span)),
        concepts=concepts(kept, lexicon, accounts=accounts),
        narrowed=found,
    )


def _is_about_accounts(asked: Narrowed, notes: Sequence[Held]) -> bool:
    """Whether the question is put to what companies filed: it names such a company or kind, or little else is held."""
    if set(asked.kinds) & FILED:
        return True
    reached = [held for held in notes if held.institution in asked.houses] if asked.houses else notes
    return 2 * sum(held.kind in FILED for held in reached) > len(reached)
