"""Names in a question, linked to what the desk calls by them: the longest match wins."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from bot.filler import SPOKEN_ZH, VERBS_ZH
from bot.forms import HAN, WORDS
from bot.generic import meanings
from bot.homophones import CUES, Names
from bot.language import Token, normalise, tokens
from bot.repair import Spellings, asking
from bot.segments import is_word
from knowledge.script import CJK
from tools import suggest
from tools.catalogue import Basket, Board, Catalogue, Named, Portfolio, Series, Table
from tools.registry import Tool

COUNTS = {word: str(number) for word, number in (WORDS | HAN).items()}
MATURITY = {"y": "y", "yr": "y", "year": "y", "年": "y", "m": "m", "mo": "m", "month": "m"}
LENGTH = re.compile(rf"(?:\d+|{'|'.join(WORDS)}|[一二两三四五六七八九十]+)[ -]?(?:y|yrs?|years?|m|mos?|months?|年)")
TENOR = re.compile(rf"(?:\d+|{'|'.join(WORDS)})[ -]?(?:y|yr|year)")
OVER = re.compile(r"\b(?:over|past|last|for|in|trailing|previous|during|within|next)(?: (?:the|past|last))* ?$")
YEARS = re.compile(r"\d+y")
WITH_UNIT = re.compile(rf"(\d+)({'|'.join(MATURITY)})")


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
    _sounding: Names | None = None
    _spellings: Spellings | None = None
    _alike: suggest.Alike | None = None

    def __post_init__(self) -> None:
        owners: dict[tuple[str, ...], list[Named]] = {}
        borrowed: dict[tuple[str, ...], list[Named]] = {}
        for item in self.catalogue.named():
            for names, group in ((item.names, owners), (self.catalogue.borrowed.get(item.id, ()), borrowed)):
                for key in filter(None, map(spelled, names)):
                    if item not in group.setdefault(key, []):
                        group[key].append(item)
        several = {spelled(word): list(items) for word, items in meanings(self.catalogue)}
        for key, items in (several | borrowed | owners).items():
            best = _preferred(items) if key in owners else (items[0],) if key in borrowed else tuple(items)
            self._by_first.setdefault(key[0], []).append((key, best))
            self._names[" ".join(key)] = best
        for entries in self._by_first.values():
            entries.sort(key=lambda entry: -len(entry[0]))
        for item in self.catalogue.series.values():
            if item.hidden:
                written = normalise(item.id)
                self._full.setdefault(written[:1], []).append((written, item))
        self.vocabulary = {word for name in self._names for word in name.split() if word.isascii() and len(word) > 1}

    def warm(self, tools: Iterable[Tool]) -> None:
        """Makes what a slip of the keys or an unknown name would have to wait for."""
        self.spellings(tools)
        self.sounding.meant(("利", "差"))
        is_word("利差")
        self.alike.nearest("spread")

    def links(self, text: str) -> list[Link]:
        """The names in *text*, in their order, none overlapping another."""
        found: list[Link] = []
        place, parts = 0, joined(tokens(text))
        while place < len(parts):
            size, items = self._longest(text, parts, place)
            if size:
                start, end = parts[place].start, parts[place + size - 1].end
                size = size if _is_whole_word(text, start, end) and not _is_window(text, start, end) else 0
            if size:
                link = Link(start=start, end=end, words=text[start:end], items=items)
                found[-1:] = _joined(text, found[-1], link) if found else [link]
            place += size or 1
        return found

    @property
    def sounding(self) -> Names:
        """The Chinese names, with the words that ask, by how they sound; made when it is first needed."""
        if self._sounding is None:
            chinese: dict[str, object] = {cue: cue for cue in CUES | VERBS_ZH | SPOKEN_ZH}
            chinese |= {"".join(name.split()): items[0] for name, items in self._names.items() if CJK.search(name)}
            self._sounding = Names(chinese)
        return self._sounding

    def spellings(self, tools: Iterable[Tool]) -> Spellings:
        """The words of the names, with those that call for the *tools*; made when it is first needed."""
        if self._spellings is None:
            self._spellings = Spellings(self.vocabulary, asking(tools))
        return self._spellings

    @property
    def alike(self) -> suggest.Alike:
        """The names by how they are spelled, to choose from where one is not known."""
        if self._alike is None:
            self._alike = suggest.Alike(self.catalogue)
        return self._alike

    def named(self, words: Sequence[str]) -> tuple[Named, ...]:
        """What goes by a name of just these *words*, nothing where nothing does."""
        return self._names.get(" ".join(words), ())

    def _longest(self, text: str, parts: list[Token], place: int) -> tuple[int, tuple[Named, ...]]:
        start = parts[place].start
        for written, item in self._full.get(text[start], ()) if "/" in text else ():  # PANEL/MEMBER
            end = start + len(written)
            if text.startswith(written, start) and not text[end : end + 1].isalnum():
                return sum(start <= part.start < end for part in parts), (item,)
        for key, items in self._by_first.get(parts[place].text, ()):
            if tuple(part.text for part in parts[place : place + len(key)]) == key:
                return len(key), items
        return 0, ()


def _is_whole_word(text: str, start: int, end: int) -> bool:
    """Whether no letter or digit of the same word is left beside the name: "2s" is none in "2s30s"."""
    begun = start > 0 and text[start - 1].isascii() and text[start - 1].isalnum() and text[start].isascii()
    goes_on = end < len(text) and text[end].isascii() and text[end].isalnum() and text[end - 1].isascii()
    return not (begun or goes_on)


def _is_window(text: str, start: int, end: int) -> bool:
    """Whether a maturity that stands for its yield is written like a length of time: "over 10 years", ``两年``."""
    words = text[start:end]
    return LENGTH.fullmatch(words) is not None and not (TENOR.fullmatch(words) and not OVER.search(text[:start]))


def spelled(name: str) -> tuple[str, ...]:
    """A name as its tokens, the spellings of a maturity made one."""
    return tuple(token.text for token in joined(tokens(normalise(name))))


def joined(parts: Sequence[Token]) -> list[Token]:
    """The tokens, those of a number of years or months as one: ``10yr``, ``ten year`` and ``10 年期`` are ``10y``."""
    found: list[Token] = []
    for part in parts:
        if part.text == "的":
            continue
        last = found[-1] if found else None
        count = COUNTS.get(last.text, last.text) if last else ""
        shared = len(found) > 1 and found[-2].text.isdigit() and last is not None and last.start - found[-2].end == 1
        if last and not shared and count.isdigit() and part.text in MATURITY and part.start - last.end <= 1:
            found[-1] = Token(f"{count}{MATURITY[part.text]}", last.start, part.end)
        elif last and part.text == "期" and YEARS.fullmatch(last.text):
            found[-1] = Token(last.text, last.start, part.end)
        elif whole := WITH_UNIT.fullmatch(part.text):
            found.append(Token(f"{whole[1]}{MATURITY[whole[2]]}", part.start, part.end))
        else:
            found.append(part)
    return found


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
