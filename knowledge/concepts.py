"""A question as concepts: each of its terms with every name it goes by, and how far a text covers them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from knowledge.lexical import CHINESE_PARTICLES, stop_stems, tokens
from knowledge.lexicon import Lexicon, Segment
from knowledge.note import Pool, pool_of
from knowledge.script import CJK

TYPED = 1.0
NOTE_WORDS = frozenset(("note", "研报", "笔记", "报告"))  # "What does the note say of gold?" asks for gold
EXPANDED = 0.8  # a translation or a synonym says the same, less surely


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One name of a concept, as indexed words, and how much it counts."""

    tokens: tuple[str, ...]
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    """One term of a question in all its forms, the typed one first; ``names`` are its other names as written."""

    forms: tuple[Form, ...]
    names: tuple[str, ...] = ()

    def degree(self, held: Mapping[str, float], idf: Mapping[str, float]) -> float:
        """How far a text that holds these words covers the concept, from 0 to the weight of its best form."""
        return max((_share(form, held, idf) * form.weight for form in self.forms), default=0.0)


def _share(form: Form, held: Mapping[str, float], idf: Mapping[str, float]) -> float:
    """The part of the form's words that are held, each counted by how rare it is."""
    total = sum(idf.get(token, 0.0) for token in form.tokens)
    return sum(idf.get(token, 0.0) * held.get(token, 0.0) for token in form.tokens) / total if total else 0.0


def concepts(query: str, lexicon: Lexicon) -> list[Concept]:
    """The concepts of *query* in their order, each once; what names the notes themselves only where it stands alone."""
    found = [concept for segment in lexicon.segments(query) for concept in _concepts(segment)]
    telling = [concept for concept in found if concept.names or not _idle(concept.forms[0].tokens[0])]
    return list({concept.forms[0].tokens: concept for concept in telling or found}.values())


def _idle(token: str) -> bool:
    """Whether a typed word tells nothing of what is asked: a word for a note, or a Chinese character cut off alone."""
    return token in NOTE_WORDS or bool(CJK.fullmatch(token))


def _concepts(segment: Segment) -> Iterator[Concept]:
    typed = _tokens(segment.typed)
    if segment.names:
        other = dict.fromkeys(tuple(tokens(name)) for name in segment.names)
        forms = [Form(tokens=form, weight=EXPANDED) for form in other if form and form != tuple(typed)]
        first = [Form(tokens=tuple(typed), weight=TYPED)] if typed else []
        if first or forms:
            yield Concept(forms=(*first, *forms), names=segment.names)
        return
    for token in typed:
        yield Concept(forms=(Form(tokens=(token,), weight=TYPED),))


def _tokens(typed: Sequence[str]) -> list[str]:
    """The indexed words of the units of a query: Chinese characters are paired again, but not across a particle."""
    found: list[str] = []
    run = ""
    for unit in [*typed, ""]:
        if CJK.match(unit) and unit not in CHINESE_PARTICLES:
            run += unit
            continue
        found += tokens(run)
        run = ""
        if unit and unit not in stop_stems() and unit not in CHINESE_PARTICLES:
            found.append(unit)
    return found


def translated(query: str, found: Sequence[Concept], pool: Pool) -> str:
    """*query* in the language of *pool*: itself, or its terms' names there; empty where most have none."""
    if pool_of(query) == pool:
        return query
    named = [next((name for name in concept.names if pool_of(name) == pool), "") for concept in found]
    known = [name for name in named if name]
    return " ".join(known) if known and 2 * len(known) >= len(found) else ""
