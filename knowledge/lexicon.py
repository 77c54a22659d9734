"""The desk's words in two languages: what a question's terms are called elsewhere, in English and in Chinese."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from knowledge.inflected import bare, is_noun_of_verb, singular
from knowledge.lexical import PIECE, plain, stem, units
from knowledge.note import pool_of
from knowledge.terms import FILE, Extra, Term, everyday, general, packaged, read

POSSESSIVE = re.compile(r"(?<=\w)'s\b")
Key = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A run of a query's words: how they are looked for, as they were written, and what else they are called.

    Plain words have no other name but *near* ones: what else a plain word is called in its own language, which often
    says something else. An item of a company's accounts has the *statements* that show it, each by its
    names; a measure has what it is *made_of*, one text for each wording of it.
    """

    typed: tuple[str, ...]
    written: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    statements: tuple[tuple[str, ...], ...] = ()
    made_of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Every term, found by the words of its names: first as they stand, but for plurals, then in any form of a verb.

    So "tightened" is found by "tighten", but "funded" not by "funding", nor "account" by "accounting".
    """

    terms: tuple[Term, ...]
    named: dict[Key, tuple[int, ...]]
    inflected: dict[Key, tuple[int, ...]]
    longest: int
    statements: dict[str, tuple[str, ...]]

    @classmethod
    def load(cls, extra: Iterable[Extra] = (), path: Path | None = None, desk: Path | None = None) -> "Lexicon":
        """The packaged lexicon, or that at *path*, with the desk's names and terms added to it.

        *extra* are English and Chinese names of what the desk holds; *desk* is its folder, whose ``lexicon.tsv`` has
        the terms that it adds, where it has one.
        """
        own = [Term.of(*names) for names in extra]
        if desk and (desk / FILE).is_file():
            own += read(desk / FILE)
        if path:
            return cls.made([*read(path), *own])
        return cls.made([*packaged(), *own, *everyday()], general())

    @classmethod
    def of(cls, entries: Iterable[Extra]) -> "Lexicon":
        """A lexicon of these entries and no others."""
        return cls.made([Term.of(*names) for names in entries])

    @classmethod
    def made(cls, terms: Sequence[Term], yielding: Sequence[Term] = ()) -> "Lexicon":
        """A lexicon of *terms*, and of *yielding* ones by those of their names that no other has."""
        spelled = _spelled_terms(terms)
        named, inflected = _plain(spelled), _inflected(spelled)
        free = [
            (number, each)
            for number, each in _spelled_terms(yielding, len(terms))
            if each.plain not in named and each.bare not in inflected
        ]
        named |= _plain(free)
        inflected |= {key: found for key, found in _inflected(free).items() if key not in inflected}
        terms = [*terms, *yielding]
        shown = {statement for term in terms for statement in term.statements}
        statements = {term.names[0]: term.names for term in terms if term.names and term.names[0] in shown}
        return cls(tuple(terms), named, inflected, max(map(len, named), default=0), statements)

    def segments(self, query: str) -> list[Segment]:
        """The words of *query* in their order, the longest names first found; together they are all of it."""
        words = _words(query)
        segments: list[Segment] = []
        loose: list[str] = []
        at = 0
        while at < len(words):
            length, numbers = self._longest(words, at)
            if numbers:
                segments += [_segment(loose)] if loose else []
                segments.append(self._named(words[at : at + length], numbers))
                loose = []
            else:
                loose.append(words[at])
            at += length or 1
        return segments + ([_segment(loose)] if loose else [])

    def expand(self, query: str) -> list[str]:
        """What the terms of *query* are also called, in either language, each once; everyday words are no terms."""
        words = _words(query)
        found: dict[str, None] = {}
        at = 0
        while at < len(words):
            length, numbers = self._longest(words, at)
            if any(not self.terms[number].is_plain for number in numbers):
                found |= dict.fromkeys(self._named(words[at : at + length], numbers).names)
            at += length or 1
        return list(found)

    def _longest(self, words: Sequence[str], at: int) -> tuple[int, tuple[int, ...]]:
        """How many words from there on are the longest name that is known, and the numbers of its terms."""
        for length in range(min(self.longest, len(words) - at), 0, -1):
            run = words[at : at + length]
            found = self.named.get(_key(run, singular)) or self.inflected.get(_key(run, bare))
            if found:
                return length, found
        return 0, ()

    def _named(self, run: Sequence[str], numbers: Sequence[int]) -> Segment:
        """The words with all names of all terms that they may stand for, but for the one that was typed."""
        typed = tuple(map(stem, run))
        meant = [self.terms[number] for number in numbers]
        others = [(name, term.is_loose) for term in meant for name in term.names if _stems(name) != typed]
        ours = pool_of(" ".join(run))
        near = dict.fromkeys(name for name, is_loose in others if is_loose and pool_of(name) == ours)
        names = dict.fromkeys(name for name, _ in others if name not in near)
        shown = dict.fromkeys(statement for term in meant for statement in term.statements)
        return Segment(
            typed=typed,
            written=tuple(run),
            names=tuple(names),
            near=tuple(near),
            statements=tuple(self.statements.get(statement, (statement,)) for statement in shown),
            made_of=tuple(dict.fromkeys(way for term in meant for way in term.made_of)),
        )


def _segment(loose: Sequence[str]) -> Segment:
    return Segment(typed=tuple(map(stem, loose)), written=tuple(loose))


@dataclass(frozen=True, slots=True, kw_only=True)
class Spelling:
    """A way to write a name: by its words but for plurals, and by them without endings, if those are of a verb."""

    plain: Key
    bare: Key
    is_inflected: bool


Spelled = Iterable[tuple[int, Spelling]]


def _spelled_terms(terms: Iterable[Term], first: int = 0) -> list[tuple[int, Spelling]]:
    """The number of each term, counted on from *first*, with the spellings of its names."""
    return [(number, each) for number, term in enumerate(terms, first) for each in _spellings(term.names)]


@lru_cache(maxsize=10_000)
def _spellings(names: tuple[str, ...]) -> tuple[Spelling, ...]:
    """The ways to write each name; "and" written out, as "&" and left out."""
    found: list[Key] = []
    for name in names:
        words = _words(name)
        if "&" in name:
            found.append(_words(name.replace("&", " and ")))
        if "and" in words:
            found.append(tuple(word for word in words if word != "and"))
        found.append(words)
    return tuple(
        Spelling(plain=_key(words, singular), bare=_key(words, bare), is_inflected=not any(map(is_noun_of_verb, words)))
        for words in found
        if words
    )


def _plain(spelled: Spelled) -> dict[Key, tuple[int, ...]]:
    """The numbers of the terms by the words of their names."""
    return _numbered((each.plain, number) for number, each in spelled)


def _inflected(spelled: Spelled) -> dict[Key, tuple[int, ...]]:
    """The same by words that any form of a verb stands for."""
    return _numbered((each.bare, number) for number, each in spelled if each.is_inflected)


def _numbered(pairs: Iterable[tuple[Key, int]]) -> dict[Key, tuple[int, ...]]:
    found: dict[Key, dict[int, None]] = {}
    for key, number in pairs:
        found.setdefault(key, {})[number] = None
    return {key: tuple(numbers) for key, numbers in found.items()}


def _key(words: Sequence[str], form: Callable[[str], str]) -> Key:
    return tuple(map(form, words))


@lru_cache(maxsize=20_000)
def _stems(name: str) -> Key:
    return tuple(units(name))


@lru_cache(maxsize=20_000)
def _words(text: str) -> Key:
    """The words of *text* as a dictionary looks them up, Chinese characters one by one, without a possessive's ending.

    Their stems are what ``units`` gives.
    """
    return tuple(_spelled(POSSESSIVE.sub("", plain(text))))


def _spelled(text: str) -> Iterator[str]:
    for piece in PIECE.finditer(text):
        if piece["cjk"]:
            yield from piece["cjk"]
        elif piece["number"]:
            yield units(piece["number"])[0]
        else:
            yield piece[0]
