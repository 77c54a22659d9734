"""Names in a question, linked to what the desk calls by them: the longest match wins."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from bot.language import Token, normalise, tokens
from tools.catalogue import Basket, Board, Catalogue, Named, Portfolio, Series, Table


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

    def exactly(self, typed: str) -> "Link":
        """The one of several items whose id was *typed* as it is written, capitals and all; else all of them."""
        meant = [item for item in self.items if re.search(rf"(?<!\w){re.escape(item.id)}(?!\w)", typed)]
        return replace(self, items=tuple(meant)) if len(meant) == 1 else self


@dataclass(slots=True)
class Linker:
    """The names of a catalogue, ready to be found in a question."""

    catalogue: Catalogue
    _by_first: dict[str, list[tuple[tuple[str, ...], tuple[Named, ...]]]] = field(default_factory=dict)
    _names: dict[str, tuple[Named, ...]] = field(default_factory=dict)
    _full: dict[str, list[tuple[str, Named]]] = field(default_factory=dict)
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
        for item in self.catalogue.series.values():
            if item.hidden:
                written = normalise(item.id)
                self._full.setdefault(written[:1], []).append((written, item))
        self.vocabulary = {word for name in self._names for word in name.split() if word.isascii() and len(word) > 1}

    def links(self, text: str) -> list[Link]:
        """The names in *text*, in their order, none overlapping another."""
        found: list[Link] = []
        place, parts = 0, tokens(text)
        while place < len(parts):
            size, items = self._longest(text, parts, place)
            if size:
                start, end = parts[place].start, parts[place + size - 1].end
                link = Link(start=start, end=end, words=text[start:end], items=items)
                found[-1:] = _joined(text, found[-1], link) if found else [link]
            place += size or 1
        return found

    def named(self, words: Sequence[str]) -> tuple[Named, ...]:
        """What goes by a name of just these *words*, nothing where nothing does."""
        return self._names.get(" ".join(words), ())

    def _longest(self, text: str, parts: list[Token], place: int) -> tuple[int, tuple[Named, ...]]:
        start = parts[place].start
        for written, item in self._full.get(text[start], ()):  # PANEL/MEMBER
            end = start + len(written)
            if text.startswith(written, start) and not text[end : end + 1].isalnum():
                return sum(start <= part.start < end for part in parts), (item,)
        for key, items in self._by_first.get(parts[place].text, ()):
            if tuple(part.text for part in parts[place : place + len(key)]) == key:
                return len(key), items
        return 0, ()


def _joined(text: str, one: Link, other: Link) -> list[Link]:
    """A title and the id in brackets after it are one name."""
    both = tuple(item for item in one.items if item in other.items)
    if text[one.end : other.start].strip() != "(" or len(both) != 1:
        return [one, other]
    end = other.end + text[other.end :].startswith(")")
    return [Link(start=one.start, end=end, words=text[one.start : end], items=both)]


def _preferred(items: list[Named]) -> tuple[Named, ...]:
    """The desk's own before the packaged; a price before another kind of thing of the same name."""
    own = [item for item in items if not item.packaged] or items
    series = [item for item in own if isinstance(item, Series)]
    baskets = [item for item in own if isinstance(item, Basket | Portfolio)]
    lists = [item for item in own if isinstance(item, Board | Table)]
    for group in (series, baskets):
        if group:
            return tuple(group)
    return tuple(lists)
