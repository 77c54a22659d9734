"""Names that it takes the rest of a clause to understand: one of several, cut short, or with a date inside."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from itertools import combinations, pairwise

from bot import dates
from bot.language import Token, normalise, tokens
from bot.link import Link, Linker, spelled
from tools.catalogue import Named, Series

RUN_ZH = re.compile(r"[\u3400-\u9fff]+")
AND_BEHIND = re.compile(r" ?(?:,|/|&|\band\b|\bor\b) ?(?P<word>[a-z]+)\b")
AND_FAR = re.compile(r"\b(?:and|or|minus|less|vs\.?|versus|than|with) (?P<word>[a-z]+)\b")
BEFORE_ZH = [re.compile(r"(?P<word>\d{1,2} ?年期?) ?[和与跟及同、] ?$")] + [
    re.compile(rf"(?P<word>[\u3400-\u9fff]{{{size}}}) ?[和与跟及同、] ?$") for size in (4, 3, 2)
]
SHARING = re.compile(
    r" ?(?:,|/|&|、|\b(?:and|or|vs|versus|against|with|to|minus|less|over|than)\b\.?|[和与跟及同]) ?(?:the )?"
)
AND_BEFORE = re.compile(
    r"\b(?P<word>[a-z]+) ?(?:/|&|[和与跟及同、]|\b(?:and|or|vs|versus|against|minus|less|over|than|with|to)\b\.?) ?$"
)


def unbroken(text: str, linker: Linker, today: date) -> str:
    """*text* with a date that stands inside a name put before it: ``korean january exports``, ``韩国 1 月出口``."""
    found = dates.point(text, today)
    if found is None:
        return text
    start, end = found.span
    if any(link.start < end and start < link.end for link in linker.links(text)):
        return text
    before = text[:start].rstrip()
    joined = f"{before} {text[end:].lstrip()}"
    if not any(link.start < len(before) < link.end for link in linker.links(joined)):
        return text
    return f"{text[start:end].strip()} {joined}"


def elided(text: str, links: Sequence[Link], linker: Linker) -> list[Link]:
    """*links* with the names cut short beside them: "initial" and continuing claims, truck demand and "capacity"."""
    fuller = {link.start: link for link, _ in _shared(text, links, linker)}
    links = [fuller.get(link.start, link) for link in links]
    found = {link.start: link for link, _ in _cut_short(text, links, linker)}
    return sorted([*links, *found.values()], key=lambda link: link.start)


def whole(text: str, linker: Linker) -> str:
    """*text* with the names that are cut short in it written out, so that it may be taken apart."""
    links = linker.links(text)
    short = (*_cut_short(text, links, linker), *_shared(text, links, linker))
    found = {(link.start, link.end): name for link, name in short}
    for (start, end), name in sorted(found.items(), reverse=True):
        text = text[:start] + name + text[end:]
    return text


def _cut_short(text: str, links: Sequence[Link], linker: Linker) -> Iterable[tuple[Link, str]]:
    """The names that words near other names make with what they share with them, and how they are written out."""
    for link in links:
        key = [token.text for token in tokens(link.words)]
        before = (AND_BEFORE.search(text[: link.start]), *(each.search(text[: link.start]) for each in BEFORE_ZH))
        behind = [AND_BEHIND.match(text, link.end), *AND_FAR.finditer(text, link.end)]
        ends: list[tuple[re.Match[str] | None, tuple[list[str], list[str]]]] = [
            (each, ([], key[cut:])) for each in before for cut in range(1, len(key))
        ]
        for near, kept in (*((each, (key[:-1], [])) for each in behind), *ends):
            if near and len(key) > 1 and (found := _beside(near, kept, links, linker)):
                yield found, " ".join([*kept[0], near["word"], *kept[1]])


def _shared(text: str, links: Sequence[Link], linker: Linker) -> Iterable[tuple[Link, str]]:
    """Names that share the end of the one they are joined to: "Empire and Philly Fed new orders"."""
    for one, other in pairwise(links):
        joint = text[one.end : other.start]
        if not SHARING.fullmatch(joint):
            continue
        first, second = spelled(one.words), spelled(other.words)
        for cut in range(1, len(second)):
            items = linker.named((*first, *second[cut:]))
            if items and items != one.items and (items[0] is not other.items[0]):
                name = f"{one.words} {' '.join(second[cut:])}"
                yield Link(start=one.start, end=one.end, words=one.words, items=items), name
                break


def _beside(near: re.Match[str], kept: tuple[list[str], ...], links: Sequence[Link], linker: Linker) -> Link | None:
    """The name that a word *near* another name makes with what it shares with it, where no name takes the word."""
    start, end = near.span("word")
    word = spelled(near["word"])
    items = linker.named([*kept[0], *word, *kept[1]])
    free = not any(each.start < end and start < each.end for each in links)
    return Link(start=start, end=end, words=near["word"], items=items) if free and items else None


APART = re.compile(r"[^和与跟及同、换改成为]+")


def apart(runs: Iterable[Sequence[Token]]) -> list[list[Token]]:
    """The runs, cut where one joins two words: ``英国和日本``."""
    found: list[list[Token]] = []
    for run in runs:
        part: list[Token] = []
        for token in run:
            if APART.fullmatch(token.text):
                part.append(token)
            elif part:
                found.append(part)
                part = []
        found += [part] if part else []
    return found


def completed(words: Sequence[str], names: Iterable[str], linker: Linker) -> str | None:
    """The name that *words* make in place of a part of one of *names*, or beside it; None where they make several.

    The thing that goes by *names* itself is not meant.

    What keeps most of the earlier name is meant: after "core cpi yoy", "ppi" is that of the core as well.
    """
    found: dict[int, dict[str, str]] = {}
    own = set(names)
    for key in map(spelled, names):
        for start, end in combinations(range(len(key) + 1), 2):
            for tried in ((*key[:start], *words, *key[end:]), (*words, *key[start:end]), (*key[start:end], *words)):
                kept = len(tried) - len(words)
                for item in linker.named(tried) if kept else ():
                    if item.names[1:2] and item.names[1] in own:
                        continue
                    found.setdefault(kept, {})[item.id] = " ".join(tried)
    best = found[max(found)] if found else {}
    return next(iter(best.values())) if len(best) == 1 else None


def settled(links: Sequence[Link], unknown: Sequence[Token], text: str, *, priced: bool) -> tuple[Link, ...]:
    """*links*, those that may be several things narrowed by what else is named and by the words beside them.

    *priced* says that only what has a price can be meant.
    """
    clear = [link.item for link in links if len(link.items) == 1]
    return tuple(each for link in links for each in _narrowed(link, clear, _runs(text, unknown), priced=priced))


def _narrowed(link: Link, clear: Sequence[Named], runs: Sequence[str], *, priced: bool) -> Iterable[Link]:
    if len(link.items) == 1:
        return (link,)
    if any(item in clear for item in link.items):
        return ()
    shared = set.intersection(*(words_of(item) for item in link.items))
    told = [item for item in link.items if any(_is_own(run, [item], shared) for run in runs)]
    kinds = {"price"} if priced else {item.kind for item in clear if isinstance(item, Series)}
    alike = [item for item in link.items if isinstance(item, Series) and item.kind in kinds]
    if told and len(told) < len(link.items):
        return (replace(link, items=tuple(told)),) if len(told) == 1 else _apart(link, told)
    if told:
        return _apart(link, told)
    return (replace(link, items=tuple(alike)),) if len(alike) == 1 else (link,)


def _apart(link: Link, items: Iterable[Named]) -> tuple[Link, ...]:
    return tuple(replace(link, items=(item,)) for item in items)


def strangers(links: Sequence[Link], unknown: Sequence[Token], text: str) -> tuple[Token, ...]:
    """Those of the *unknown* words that are not words of what is named, in its title or an alias."""
    items = [item for link in links for item in link.items]
    kept = (run for run in runs_of(text, unknown) if not _is_own(text[run[0].start : run[-1].end], items, set()))
    return tuple(token for run in kept for token in run)


def runs_of(text: str, unknown: Iterable[Token]) -> list[list[Token]]:
    """The unknown words, neighbours together."""
    runs: list[list[Token]] = []
    for token in unknown:
        if runs and not text[runs[-1][-1].end : token.start].strip():
            runs[-1].append(token)
        else:
            runs.append([token])
    return runs


def _runs(text: str, unknown: Iterable[Token]) -> list[str]:
    return [text[run[0].start : run[-1].end] for run in runs_of(text, unknown)]


def words_of(item: Named) -> set[str]:
    """The words of every name of *item*."""
    return {token.text for name in item.names for token in tokens(normalise(name)) if token.text.isascii()}


def _is_own(run: str, items: Sequence[Named], shared: set[str]) -> bool:
    """Whether *run* is made of words of *items*, one that is not *shared* among them."""
    spelled = "|".join(normalise(name).replace(" ", "") for item in items for name in item.names)
    words = {token.text for token in tokens(run) if token.text.isascii()}
    han = RUN_ZH.findall(run)
    own = set().union(*(words_of(item) for item in items)) if items else set()
    return words <= own and all(len(each) > 1 and each in spelled for each in han) and bool(words - shared or han)
