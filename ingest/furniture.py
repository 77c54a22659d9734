"""Lines that only dress the pages of a document: running heads and feet, page numbers."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

DIGITS = re.compile(r"\d+")
SEVERAL = 3  # pages that begin or end alike; both, where there are only two
Span = tuple[int, int]


def furniture(text: str, pages: Sequence[Span]) -> tuple[Span, ...]:
    """The spans of the lines at the edges of *pages* that several pages share, their numbers aside."""
    lines = [list(_lines(text, *page)) for page in pages]
    shared = Counter(key for page in lines for key in {_key(text, line) for line in page})
    enough = max(2, min(SEVERAL, len(pages)))
    dress = {key for key, times in shared.items() if times >= enough}
    return tuple(span for page in lines for span in _edges(text, page, dress))


def _edges(text: str, lines: list[Span], dress: set[str]) -> Iterator[Span]:
    """The lines of one page, from its top and from its foot, up to the first that is its own."""
    own = [number for number, line in enumerate(lines) if _key(text, line) not in dress]
    if own:  # else the page holds nothing else: it is what the pages are about
        yield from lines[: own[0]]
        yield from lines[own[-1] + 1 :]


def _lines(text: str, start: int, end: int) -> Iterator[Span]:
    at = start
    for line in text[start:end].split("\n"):
        if line.strip():
            yield at, at + len(line)
        at += len(line) + 1


def _key(text: str, line: Span) -> str:
    return DIGITS.sub("#", " ".join(text[slice(*line)].split()))
