"""The houses that a question names: companies and research houses by their names, short names and initials."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from knowledge.lexical import STOP_WORDS, plain
from knowledge.ordinary import ABBREVIATIONS, ASKED, ORDINARY, PLACES
from knowledge.script import CJK_RANGES

LEGAL = frozenset(
    "inc incorporated corp corporation co company companies holding holdings group ltd limited llc llp lp plc nv sa ag "
    "se spa ab asa oyj gmbh kg bv pte pty the".split()
)
CHINESE_LEGAL = re.compile(
    r"(?:\(.*?\))|(?:控股|集团)?(?:股份有限公司|有限责任公司|有限公司|股份公司)|(?:控股|集团|股份)$"
)
TRADE = re.compile(
    r"(?:证券|银行|保险|信托|基金|期货|资本|资管|科技|技术|电子|医药|能源|实业|研究所?|研究院|投资|咨询)$"
)
WORD = re.compile(rf"[^\W_{CJK_RANGES}]+(?:[&.][^\W_{CJK_RANGES}]+)*")
CHINESE = re.compile(f"[{CJK_RANGES}]+")
POSSESSIVE = re.compile(r"['\u2019]s?(?![^\W_])")
IN_BRACKETS = re.compile(r"[(（](?:[A-Z][\w ]*[:：]\s*)?([A-Z]{2,5})[)）]")
LEADING = re.compile(r"([A-Z0-9][A-Za-z0-9&]*?)(?:[_\- ]+)(?=(?:19|20)\d\d|\d0-?[KQF]|Q[1-4]|FY|8-?K)")
INITIALS = 3
LONGEST = 8  # words in a name


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A name some houses go by, and how sure it is.

    ``whole`` is one that is not cut short, ``ordinary`` one made of everyday words, ``capitals`` one of letters alone.
    """

    houses: frozenset[str]
    whole: bool = False
    ordinary: bool = False
    capitals: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A span of a question that names these houses, surely or only perhaps."""

    start: int
    end: int
    houses: frozenset[str]
    sure: bool


def named(institution: str) -> str:
    """What distinguishes a house: its name as ``plain`` writes it, without what says what sort of company it is."""
    chinese = CHINESE_LEGAL.sub("", plain(institution))
    words = [word for word in re.split(r"[\s,]+", chinese) if word]
    while len(words) > 1 and _legal(words[-1]):
        words.pop()
    return " ".join(words[1:] if words and words[0] == "the" and len(words) > 1 else words)


def _legal(word: str) -> bool:
    return word.replace(".", "").strip("&") in LEGAL or word in ("&", "and")


def mentions(query: str, houses: Iterable[tuple[str, str]]) -> list[Mention]:
    """Where *query* names which of *houses*, each an institution with the words that may hold a short name of it."""
    return list(_mentions(query, _directory(frozenset(houses))))


@dataclass(frozen=True, slots=True)
class Directory:
    """Names as they are looked up: Latin ones without the spaces in them, Chinese ones as they stand."""

    latin: Mapping[str, Name]
    chinese: Mapping[str, Name]


@lru_cache(maxsize=8)
def _directory(houses: frozenset[tuple[str, str]]) -> Directory:
    latin: dict[str, Name] = {}
    chinese: dict[str, Name] = {}
    for institution, short in sorted(houses):
        for key, name in _names(institution, short):
            _merge(latin, key, name)
        for key, name in _chinese_names(institution):
            _merge(chinese, key, name)
    return Directory(latin, chinese)


def _merge(known: dict[str, Name], key: str, name: Name) -> None:
    """A name that several houses go by means all of them; a whole name goes before the beginning of another."""
    held = known.get(key)
    if held is None or (name.whole and not held.whole):
        known[key] = name
    elif held.whole == name.whole:
        known[key] = Name(
            houses=held.houses | name.houses, whole=name.whole, ordinary=name.ordinary, capitals=name.capitals
        )


def _names(institution: str, short: str) -> Iterator[tuple[str, Name]]:
    words = [_squashed(found[0]) for found in WORD.finditer(named(institution)) if found[0] != "and"]
    only = frozenset((institution,))
    for length in range(1, min(len(words), LONGEST) + 1):
        first, whole = words[:length], length == len(words)
        ordinary = all(word in ORDINARY or word in STOP_WORDS or len(word) < 2 for word in first)
        if whole or not (ordinary or first[-1] in STOP_WORDS):
            yield "".join(first), Name(houses=only, whole=whole, ordinary=ordinary)
    called = set(_short_names(short, "".join(words))) - ABBREVIATIONS
    initials = {"".join(word[0] for word in words).upper()} if len(words) >= INITIALS else set()
    for letters in sorted(called | (initials - ABBREVIATIONS)):
        yield letters.lower(), Name(houses=only, whole=letters in called, capitals=letters)


def _short_names(short: str, name: str) -> Iterator[str]:
    """What *short*, the name of a file or a title, calls the house, if its letters are those of *name* in order."""
    for found in (*LEADING.findall(short.rpartition("/")[2]), *IN_BRACKETS.findall(short)):
        letters = iter(name)
        begins = found.isupper() and name[:1] == found[0].lower() and not name.startswith(found.lower())
        if begins and all(letter in letters for letter in found.lower()):
            yield found


def _chinese_names(institution: str) -> Iterator[tuple[str, Name]]:
    only = frozenset((institution,))
    for found in CHINESE.finditer(named(institution)):
        if len(found[0]) > 1:
            yield found[0], Name(houses=only, whole=True)
        core = TRADE.sub("", found[0])
        if len(core) > 1 and core != found[0] and core not in PLACES:
            yield core, Name(houses=only, ordinary=len(core) == 2)


def _squashed(word: str) -> str:
    return word.replace(".", "").replace("'", "")


def _mentions(query: str, directory: Directory) -> Iterator[Mention]:
    words = [found for found in WORD.finditer(query) if found[0].lower() != "and"]
    at = 0
    while at < len(words):
        found = _longest(query, words, at, directory.latin)
        if found:
            yield found[1]
        at += found[0] if found else 1
    text = plain(query)
    if directory.chinese and len(text) == len(query):
        yield from _chinese_mentions(text, directory.chinese)


def _chinese_mentions(text: str, known: Mapping[str, Name]) -> Iterator[Mention]:
    end = 0
    longest = max(map(len, known))
    for match in CHINESE.finditer(text):
        for start in range(match.start(), match.end()):
            lengths = range(min(longest, match.end() - start), 1, -1)
            length = next((each for each in lengths if text[start : start + each] in known), 0)
            if length and start >= end:
                name, end = known[text[start : start + length]], start + length
                yield Mention(start=start, end=end, houses=name.houses, sure=not name.ordinary)


def _longest(query: str, words: list[re.Match[str]], at: int, known: Mapping[str, Name]) -> tuple[int, Mention] | None:
    """The longest name that begins at the word *at*, with how many words it takes."""
    key, best = "", None
    for count, word in enumerate(words[at : at + LONGEST], 1):
        key += _squashed(word[0].lower())
        name = known.get(key)
        if name and (said := _said(query, words, at, at + count, name)):
            best = count, said
    return best


def _said(query: str, words: list[re.Match[str]], first: int, after: int, name: Name) -> Mention | None:
    """The mention of *name* by these words, if it is one."""
    typed = [word[0] for word in words[first:after]]
    small = bool(name.capitals) and "".join(typed) != name.capitals
    if small and (len(name.capitals) < INITIALS or {*typed} & (ORDINARY | STOP_WORDS) or "".join(typed).istitle()):
        return None
    after = _legal_end(query, words, after)
    end = words[after - 1].end()
    end += query[end : end + 1] == "." and query[end + 1 : end + 2] in ("'", "\u2019")  # of "Inc."
    owning = POSSESSIVE.match(query, end)
    surely = bool(owning) or after > first + len(typed)
    if name.ordinary and not all(word[0].isupper() or word.lower() in STOP_WORDS for word in typed):
        return None
    if not surely and not small:
        surely = not (_begins(query, words, first, typed, name) or _goes_on(query, words, after, end, name))
    return Mention(start=words[first].start(), end=owning.end() if owning else end, houses=name.houses, sure=surely)


def _legal_end(query: str, words: list[re.Match[str]], after: int) -> int:
    """The word after the name and what says what sort of company it is: "Inc", "& Co"."""
    while after < len(words) and _squashed(words[after][0].lower()) in LEGAL - {"the"}:
        if query[words[after - 1].end() : words[after].start()].strip(" ,&"):
            break
        after += 1
    return after


def _begins(query: str, words: list[re.Match[str]], first: int, typed: list[str], name: Name) -> bool:
    """Whether an everyday word has its capital perhaps only because the question begins with it."""
    return name.ordinary and len(typed) == 1 and not query[: words[first].start()].strip()


def _goes_on(query: str, words: list[re.Match[str]], after: int, end: int, name: Name) -> bool:
    """Whether a name cut short goes on as another one would: Northwind Airlines is not Northwind Traders."""
    if name.whole or name.capitals or after >= len(words) or query[end : words[after].start()] != " ":
        return bool(name.capitals and not name.whole)
    return words[after][0].istitle() and words[after][0].lower() not in ASKED and _mostly_small(words)


def _mostly_small(words: list[re.Match[str]]) -> bool:
    letters = [word[0] for word in words if word[0].isalpha()]
    return 2 * sum(map(str.islower, letters)) >= len(letters)
