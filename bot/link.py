"""Names in a question, linked to what the desk calls by them: the longest match wins."""

from dataclasses import dataclass, field

from bot.language import Token, normalise, tokens
from tools.catalogue import Basket, Board, Catalogue, Named, Portfolio, Series


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
