"""The desk's words in two languages: what a question's terms are called elsewhere, in English and in Chinese."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from knowledge.lexical import units

PACKAGED = Path(__file__).with_name("lexicon.tsv")
EVERYDAY = Path(__file__).with_name("everyday.tsv")  # places and plain words: translated, but no terms of the desk
Extra = tuple[Sequence[str], Sequence[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A run of a query's words: what was typed, and what else it is called. Plain words have no other name."""

    typed: tuple[str, ...]
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Every name of every concept, found by the units of the name (stems, and single Chinese characters)."""

    concepts: tuple[tuple[str, ...], ...]
    found: dict[tuple[str, ...], tuple[int, ...]]
    longest: int
    terms: int = 0  # how many of the concepts are terms of the desk; the everyday ones stand behind them

    @classmethod
    def load(cls, extra: Iterable[Extra] = (), path: Path = PACKAGED) -> "Lexicon":
        """The packaged lexicon with the desk's own names, which are English and Chinese lists, added to it."""
        listed = list(_read(path)) if path.is_file() else []
        return cls.of([*listed, *extra], list(_read(EVERYDAY)) if path == PACKAGED else ())

    @classmethod
    def of(cls, entries: Iterable[Extra], everyday: Sequence[Extra] = ()) -> "Lexicon":
        """A lexicon of these entries and no others."""
        concepts = [
            tuple(dict.fromkeys(name.strip() for name in (*en, *zh) if name.strip()))
            for en, zh in (*entries, *everyday)
        ]
        found: dict[tuple[str, ...], list[int]] = {}
        for number, names in enumerate(concepts):
            for key in {tuple(units(name)) for name in names} - {()}:
                found.setdefault(key, []).append(number)
        held = {key: tuple(numbers) for key, numbers in found.items()}
        return cls(tuple(concepts), held, max(map(len, found), default=0), len(concepts) - len(everyday))

    def segments(self, query: str) -> list[Segment]:
        """The words of *query* in their order, the longest names first found; together they are all of it."""
        words = units(query)
        segments: list[Segment] = []
        loose: list[str] = []
        at = 0
        while at < len(words):
            taken = self._longest(words, at)
            if taken:
                segments += [Segment(typed=tuple(loose))] if loose else []
                segments.append(Segment(typed=taken, names=self._names(taken)))
                loose = []
            else:
                loose.append(words[at])
            at += len(taken) or 1
        return segments + ([Segment(typed=tuple(loose))] if loose else [])

    def expand(self, query: str) -> list[str]:
        """What the terms of *query* are also called, in either language, each once; everyday words are no terms."""
        terms = [segment for segment in self.segments(query) if segment.names and self._is_term(segment.typed)]
        return list(dict.fromkeys(name for segment in terms for name in segment.names))

    def _is_term(self, key: tuple[str, ...]) -> bool:
        return any(number < self.terms for number in self.found[key])

    def _longest(self, words: Sequence[str], at: int) -> tuple[str, ...]:
        for length in range(min(self.longest, len(words) - at), 0, -1):
            if (key := tuple(words[at : at + length])) in self.found:
                return key
        return ()

    def _names(self, key: tuple[str, ...]) -> tuple[str, ...]:
        """All names of all concepts that *key* may stand for, but for the one that was typed."""
        names = [name for number in self.found[key] for name in self.concepts[number]]
        return tuple(dict.fromkeys(name for name in names if tuple(units(name)) != key))


def _read(path: Path) -> Iterator[Extra]:
    """The entries of a file ``en<TAB>zh`` with a header line, names parted by " | "."""
    for line in path.read_text(encoding="utf-8").splitlines()[1:]:
        english, _, chinese = line.partition("\t")
        if line.strip() and not line.startswith("#"):
            yield english.split(" | "), chinese.split(" | ")
