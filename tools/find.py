"""Series found by words, in either language: in the catalogue, and in what FRED itself holds."""

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from footnote.errors import AskError, FootnoteError
from footnote.text import Text
from tools.catalogue import Catalogue, Series
from tools.reading import Budget

WORD = re.compile(r"[a-z0-9&€]+|[\u3400-\u9fff]+")
LITTLE = frozenset("a an and at by for from in of on or the to us usa with".split())
COVERED = 0.5
"""How much of what was typed a series must answer to."""
ALIKE = 82
"""How alike, of a hundred, two spellings of one word are at least."""
SHORTEST_SLIP = 4
"""Shorter words are taken as they are typed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OnFred:
    """What FRED's own search gave (objects with the service's field names), or why it gave nothing."""

    found: tuple[Any, ...] = ()
    why: Text | None = None


def series(typed: str, catalogue: Catalogue, limit: int) -> list[Series]:
    """The series of *catalogue* that answer to *typed*, the nearest first, *limit* at most.

    Every word counts by its rarity; a slip of the keys is forgiven, and a name that is all that was typed comes first.
    """
    asked = _words(typed)
    meant = [word for word in asked if word not in LITTLE] or asked
    held = [item for item in catalogue.series.values() if not item.hidden]
    rarity = _rarity(held)
    rated = [(_rating(meant, " ".join(asked), item, rarity), item) for item in held] if meant else []
    best = sorted((each for each in rated if each[0] >= COVERED), key=lambda each: (-each[0], each[1].packaged))
    return [item for _, item in best[:limit]]


def on_fred(typed: str, source: object, known: Catalogue, limit: int, budget: Budget | None = None) -> OnFred:
    """What FRED finds for *typed* beyond *known*; a service that fails, or cannot be asked, is a reason, no fault."""
    search: Callable[[str, int, Budget], Iterable[Any]] | None = getattr(source, "search", None)
    if search is None:
        return OnFred()
    if not re.search("[A-Za-z0-9]", typed):
        english = "FRED's own search reads English only; ask it in English for more."
        return OnFred(why=Text(english, "FRED 自带的搜索只支持英文；如需更多结果，请用英文搜索。"))
    try:
        infos = list(search(typed, 3 * limit, budget or Budget()))
    except AskError:
        return OnFred()
    except FootnoteError as error:
        en = f"Only the catalogue was searched. {error.text.en}"
        return OnFred(why=Text(en, f"只搜索了目录。{error.text.zh}"))
    held = {place for item in known.series.values() for place in item.sources}
    return OnFred(found=tuple(info for info in infos if f"fred:{info.id}" not in held)[:limit])


def _rating(asked: list[str], whole: str, item: Series, rarity: "Counter[str]") -> float:
    """How much of *asked*, from 0 to 1, the words of *item* cover, and up to 1 more for a name close to the *whole*."""
    from rapidfuzz import fuzz

    weights = [1 / (1 + math.log1p(rarity[word])) for word in asked]
    held = _held(item)
    covered = sum(weight * _met(word, held) for weight, word in zip(weights, asked, strict=True)) / sum(weights)
    if covered < COVERED:
        return covered
    names = [" ".join(_words(name)) for name in item.names]
    return covered + max(fuzz.ratio(whole, name) for name in names) / 100 + (whole in names)


def _met(word: str, held: frozenset[str]) -> float:
    """1 where *word* is one of the words *held*, less where it only begins one, resembles one, or is found in part."""
    if word in held:
        return 1.0
    if not word.isascii():
        return max((_shared(word, other) for other in held if not other.isascii()), default=0.0)
    if len(word) >= SHORTEST_SLIP and any(other.startswith(word) for other in held):
        return 0.9
    return _resembled(word, held) if len(word) >= SHORTEST_SLIP else 0.0


def _resembled(word: str, held: frozenset[str]) -> float:
    from rapidfuzz import fuzz, process

    near = process.extractOne(word, [other for other in held if other.isascii()], scorer=fuzz.ratio, score_cutoff=ALIKE)
    return 0.8 * near[1] / 100 if near else 0.0


def _shared(run: str, other: str) -> float:
    """How much of *run* stands in *other*: its neighbouring pairs, and its characters in their order."""
    from rapidfuzz.distance import LCSseq

    if run in other:
        return 0.95
    pairs = [run[place : place + 2] for place in range(len(run) - 1)]
    together = sum(pair in other for pair in pairs)
    return 0.45 * (together / len(pairs) + LCSseq.similarity(run, other) / len(run)) if together else 0.0


def _rarity(held: list[Series]) -> "Counter[str]":
    """In how many series each word stands."""
    return Counter(word for item in held for word in _held(item))


@lru_cache(maxsize=4096)
def _held(item: Series) -> frozenset[str]:
    """The words of all its names and of its groups."""
    return frozenset(word for name in (*item.names, *item.groups) for word in _words(name))


def _words(text: str) -> list[str]:
    return WORD.findall(unicodedata.normalize("NFKC", text).casefold().replace("'", ""))
