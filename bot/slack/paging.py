"""Much text in blocks that Slack takes, and many blocks on pages that it takes. Nothing is dropped."""

import json
from collections.abc import Callable, Iterable, Iterator
from itertools import chain

from bot.slack import block_kit as kit
from bot.slack.block_kit import Block

ROOM = 2_900  # characters of a text; 3,000 are taken
BLOCKS_OF_A_PAGE = 60  # of a hundred: what a person still reads
BYTES_OF_A_PAGE = 100_000  # of 250,000

Line = list[Block]
Group = list[Block]


def pieces(words: str) -> list[str]:
    """The words in texts that Slack takes."""
    return [words[start : start + ROOM] for start in range(0, len(words), ROOM)]


def parcels(lines: Iterable[Line]) -> Iterator[Line]:
    """Lines of rich text put together, line ends between them, in parcels that Slack takes."""
    parcel: Line = []
    for line in chain.from_iterable(_broken(line) for line in lines):
        longer = [*parcel, kit.text("\n"), *line]
        if parcel and _length(longer) > ROOM:
            yield parcel
            parcel = line
        else:
            parcel = longer if parcel else line
    if parcel:
        yield parcel


def rich_texts(lines: Iterable[Line], wrapped: Callable[..., Block] = kit.line) -> Group:
    """Lines of rich text as blocks."""
    return [kit.rich_text(wrapped(*parcel)) for parcel in parcels(lines)]


def contexts(lines: Iterable[str]) -> Group:
    """Grey lines as blocks."""
    told = parcels([kit.text(line)] for line in lines)
    return [kit.context("".join(element["text"] for element in parcel)) for parcel in told]


def pages(groups: Iterable[Group]) -> list[Group]:
    """Groups of blocks on pages, a group on one page where it fits on any; there is always a first page."""
    paged: list[Group] = [[]]
    weight = 0
    for group in chain.from_iterable(_parted(group) for group in groups):
        weight += _weight(group)
        if weight > BYTES_OF_A_PAGE or len(paged[-1]) + len(group) > BLOCKS_OF_A_PAGE:
            paged.append([])
            weight = _weight(group)
        paged[-1].extend(group)
    return paged


def _parted(group: Group) -> list[Group]:
    """The group, or block by block one that no page holds."""
    return [group] if _weight(group) <= BYTES_OF_A_PAGE else [[block] for block in group]


def _broken(line: Line) -> Iterator[Line]:
    """The line without what is blank; each element on its own where they are too long together."""
    line = [element for element in line if element["text"].strip()]
    if _length(line) <= ROOM:
        yield from [line] if line else []
        return
    for element in line:
        yield from ([{**element, "text": piece}] for piece in pieces(element["text"]))


def _length(line: Line) -> int:
    return sum(len(element["text"]) for element in line)


def _weight(blocks: Group) -> int:
    """Bytes, as they are sent."""
    return len(json.dumps(blocks))
