"""Names in a question, linked to what the desk calls by them: the longest match wins, near misses are repaired."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from bot.language import Token, normalise, tokens
from tools.catalogue import Basket, Board, Catalogue, Named, Portfolio, Series

NEAR = 86.0
SHORTEST_NEAR = 5
LONGEST_RUN = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A stretch of the normalised question and what it names; several items where the desk itself is ambiguous."""

    start: int
    end: int
    words: str
    items: tuple[Named, ...]

    @property
    def is_board(self) -> bool:
        """Whether a board is named, which many a plain word does."""
        return all(isinstance(item, Board) for item in self.items)

    @property
    def item(self) -> Named:
        """What is named."""
        return self.items[0]


@dataclass(slots=True)
class Linker:
    """The names of a catalogue, ready to be found in a question."""

    catalogue: Catalogue
    _by_first: dict[str, list[tuple[tuple[str, ...], tuple[Named, ...]]]] = field(default_factory=dict)
    _names: dict[str, tuple[Named, ...]] = field(default_factory=dict)
    vocabulary: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        owners: dict[tuple[str, ...], list[Named]] = {}
        for item in self.catalogue.named():
            for name in item.names:
                key = tuple(token.text for token in tokens(normalise(name)))
                if key and item not in owners.setdefault(key, []):
                    owners[key].append(item)
        for key, items in owners.items():
            best = _preferred(items)
            self._by_first.setdefault(key[0], []).append((key, best))
            self._names[" ".join(key)] = best
        for entries in self._by_first.values():
            entries.sort(key=lambda entry: -len(entry[0]))
        self.vocabulary = {word for name in self._names for word in name.split() if word.isascii() and len(word) > 1}

    def links(self, text: str) -> list[Link]:
        """The names in *text*, in their order, none overlapping another."""
        found, place, parts = [], 0, tokens(text)
        while place < len(parts):
            size, items = self._longest(parts, place)
            if size:
                start, end = parts[place].start, parts[place + size - 1].end
                found.append(Link(start=start, end=end, words=text[start:end], items=items))
            place += size or 1
        return found

    def _longest(self, parts: list[Token], place: int) -> tuple[int, tuple[Named, ...]]:
        for key, items in self._by_first.get(parts[place].text, ()):
            if tuple(part.text for part in parts[place : place + len(key)]) == key:
                return len(key), items
        return 0, ()

    def near(self, text: str, spare: Iterable[Token]) -> list[Link]:
        """Names that runs of the *spare* tokens nearly spell, best first; short words are left alone."""
        from rapidfuzz import fuzz, process

        found: list[tuple[float, Link]] = []
        names = [name for name in self._names if len(name) >= SHORTEST_NEAR and name.isascii()]
        for run in _runs(text, spare):
            words = " ".join(token.text for token in run)
            if len(words) < SHORTEST_NEAR:
                continue
            best = process.extractOne(words, names, scorer=fuzz.ratio, score_cutoff=NEAR)
            if best is not None and best[0][0] == words[0]:
                link = Link(start=run[0].start, end=run[-1].end, words=words, items=self._names[best[0]])
                found.append((best[1] + len(words) / 100, link))
        return _without_overlaps([link for _, link in sorted(found, key=lambda pair: -pair[0])])


def _preferred(items: list[Named]) -> tuple[Named, ...]:
    """The desk's own before the packaged; a price before another kind of thing of the same name."""
    own = [item for item in items if not item.packaged] or items
    series = [item for item in own if isinstance(item, Series)]
    baskets = [item for item in own if isinstance(item, Basket | Portfolio)]
    boards = [item for item in own if isinstance(item, Board)]
    for group in (series, baskets):
        if group:
            return tuple(group)
    return tuple(boards)


def _runs(text: str, spare: Iterable[Token]) -> Iterator[list[Token]]:
    """All runs of up to four neighbouring Latin tokens."""
    run: list[Token] = []
    for token in (token for token in spare if token.text.isascii()):
        if run and text[run[-1].end : token.start].strip(" -/&"):
            yield from _stretches(run)
            run = []
        run.append(token)
    yield from _stretches(run)


def _stretches(run: list[Token]) -> Iterator[list[Token]]:
    for size in range(min(LONGEST_RUN, len(run)), 0, -1):
        yield from (run[place : place + size] for place in range(len(run) - size + 1))


def _without_overlaps(links: list[Link]) -> list[Link]:
    kept: list[Link] = []
    for link in links:
        if all(link.end <= other.start or link.start >= other.end for other in kept):
            kept.append(link)
    return sorted(kept, key=lambda link: link.start)
