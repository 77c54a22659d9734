"""A question as concepts: each of its terms with every name it goes by, and how far a text covers them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from knowledge.lexical import CHINESE_PARTICLES, stop_stems, tokens
from knowledge.lexicon import Lexicon, Segment
from knowledge.note import Pool, pool_of
from knowledge.script import CJK

TYPED = 1.0
NOTE_WORDS = frozenset(("note", "研报", "笔记", "报告"))  # "What does the note say of gold?" asks for gold
EXPANDED = 0.8  # a translation or a synonym says the same, less surely
NEAR = 0.4  # and a word much like a plain one may say something else
COMPUTED = 1.0  # what a measure is made of: a page that holds all of it answers, after a division
SHOWN = 1.0  # the names of the statement that shows what is asked for
FISCAL_YEAR = re.compile(r"fy(?:(?P<year>(?:19|20)\d\d)|(?P<short>\d\d))")


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One name of a concept, as indexed words, and how much it counts."""

    tokens: tuple[str, ...]
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    """One term of a question in all its forms, the typed one first; ``names`` are its other names as written.

    One that nobody typed has the *statement* that shows another: its name in ``statements.tsv``.
    """

    forms: tuple[Form, ...]
    names: tuple[str, ...] = ()
    statement: str = ""

    def degree(self, held: Mapping[str, float], idf: Mapping[str, float]) -> float:
        """How far a text that holds these words covers the concept, from 0 to the weight of its best form."""
        return max((_share(form, held, idf) * form.weight for form in self.forms), default=0.0)


def _share(form: Form, held: Mapping[str, float], idf: Mapping[str, float]) -> float:
    """The part of the form's words that are held, each counted by how rare it is."""
    total = sum(idf.get(token, 0.0) for token in form.tokens)
    return sum(idf.get(token, 0.0) * held.get(token, 0.0) for token in form.tokens) / total if total else 0.0


def concepts(query: str, lexicon: Lexicon, *, accounts: bool = False) -> list[Concept]:
    """The concepts of *query* in their order, each once; what names the notes themselves only where it stands alone.

    With *accounts*, for a question about what a company filed, a measure is also found by what it is made of, and
    behind the concepts that were typed stand the statements that show them.
    """
    segments = lexicon.segments(query)
    found = [concept for segment in segments for concept in _concepts(segment, accounts=accounts)]
    telling = [concept for concept in found if concept.names or not _idle(concept.forms[0].tokens[0])]
    typed = list({concept.forms[0].tokens: concept for concept in telling or found}.values())
    return [*typed, *_statements(segments, typed)] if accounts else typed


def _idle(token: str) -> bool:
    """Whether a typed word tells nothing of what is asked: a word for a note, or a Chinese character cut off alone."""
    return token in NOTE_WORDS or bool(CJK.fullmatch(token))


def _concepts(segment: Segment, *, accounts: bool) -> Iterator[Concept]:
    typed = _tokens(segment.typed)
    if not segment.names and not segment.near:
        yield from (Concept(forms=tuple(_as_typed(token))) for token in typed)
        return
    weights = {tuple(typed): TYPED}
    for form in map(_form, segment.names):
        if len("".join(form)) > 1 or CJK.match("".join(form)):  # the index holds "m" of "M&A", and of much else
            weights.setdefault(form, EXPANDED)
    for form in map(_form, segment.near):
        weights.setdefault(form, NEAR)
    for way in segment.made_of if accounts else ():
        weights.setdefault(_form(way), COMPUTED)
    forms = tuple(Form(tokens=words, weight=weight) for words, weight in weights.items() if words)
    if forms:
        yield Concept(forms=forms, names=segment.names)


def _as_typed(token: str) -> Iterator[Form]:
    """A word that has no other name; a fiscal year stands in the heads of columns without its letters."""
    yield Form(tokens=(token,), weight=TYPED)
    if fiscal := FISCAL_YEAR.fullmatch(token):
        yield Form(tokens=(fiscal["year"] or f"20{fiscal['short']}",), weight=TYPED)


@lru_cache(maxsize=20_000)
def _form(name: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(tokens(name)))


def _statements(segments: Sequence[Segment], typed: Sequence[Concept]) -> Iterator[Concept]:
    """The statements that show what was typed, each once; none that was typed itself."""
    shown = dict.fromkeys(statement for segment in segments for statement in segment.statements)
    for names in shown:
        forms = dict.fromkeys(_form(name) for name in names)
        if not any(concept.forms[0].tokens in forms for concept in typed):
            yield Concept(forms=tuple(Form(tokens=form, weight=SHOWN) for form in forms), statement=names[0])


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
    typed = [concept for concept in found if not concept.statement]
    named = [next((name for name in concept.names if pool_of(name) == pool), "") for concept in typed]
    known = [name for name in named if name]
    return " ".join(known) if known and 2 * len(known) >= len(typed) else ""
