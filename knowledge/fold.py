"""Text as a reader compares it, with the way back: case, width, script, dashes and line wraps make no difference.

What is found in the folded text is mapped back to the characters that are stored, which stay as they are.
"""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from knowledge.script import CJK, simplified

UNIFIED = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′`´", "'"),
        **dict.fromkeys("“”„‟″«»「」『』", '"'),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2043\ufe58\ufe63", "-"),
        "\u3002": ".",
        "\u3001": ",",
        "\u2026": "...",
    }
)
# What folds as one: a hyphen between two letters with the break after it ("long-term", "invest-\nment"; U+FFFE is how
# PDFium writes the hyphen at the end of a line); white space;
# a character with the marks that combine with it.
CLUSTER = re.compile(
    r"(?P<joint>(?<=[^\W\d_])(?:\ufffe\s*|-[ \t]*\n\s*|-)(?=[^\W\d_]))"
    r"|(?P<gap>\ufffe\s*|\s+)"
    r"|[\s\S][\u0300-\u036f\u1ab0-\u1aff\u20d0-\u20ff\u3099\u309a\ufe20-\ufe2f]{0,30}"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Folded:
    """The folded text; character number i of it came from ``starts[i]`` to ``ends[i]`` of the original."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def back(self, start: int, end: int) -> tuple[int, int]:
        """The span of the original that the folded characters from *start* to *end* came from."""
        return self.starts[start], self.ends[end - 1]

    def find(self, words: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
        """Every span of the original, from *start* to *end*, that reads like *words*."""
        needle = fold(words).text.strip()
        if not needle:
            return []
        return [span for span in self._spans(needle, start) if end is None or span[1] <= end]

    def _spans(self, needle: str, start: int) -> Iterator[tuple[int, int]]:
        at = self.text.find(needle, bisect_left(self.starts, start))
        while at >= 0:
            stop = at + len(needle)
            if self._whole(at, stop):
                yield self.back(at, stop)
            at = self.text.find(needle, at + 1)

    def _whole(self, start: int, end: int) -> bool:
        """Whether the match begins and ends where an original character does: never inside one ligature."""
        opens = start == 0 or self.starts[start - 1] != self.starts[start] or self.ends[start - 1] != self.ends[start]
        closes = (
            end == len(self.text) or self.starts[end] != self.starts[end - 1] or self.ends[end] != self.ends[end - 1]
        )
        return opens and closes


def fold(text: str) -> Folded:
    """*text* folded, with its map."""
    pieces = [
        (character, cluster.start(), cluster.end())
        for cluster in CLUSTER.finditer(text)
        if cluster.lastgroup != "joint"
        for character in (" " if cluster.lastgroup == "gap" else _folded(cluster[0]))
    ]
    kept = [piece for number, piece in enumerate(pieces) if not _idle(pieces, number)]
    return Folded(
        text="".join(piece[0] for piece in kept),
        starts=tuple(piece[1] for piece in kept),
        ends=tuple(piece[2] for piece in kept),
    )


@lru_cache(maxsize=20_000)
def _folded(cluster: str) -> str:
    """What a character folds to: often itself, nothing where it cannot be seen, two letters for a ligature."""
    plain = unicodedata.normalize("NFKC", cluster.translate(UNIFIED)).translate(UNIFIED)
    seen = "".join(character for character in plain.casefold() if unicodedata.category(character) != "Cf")
    return simplified(seen)


def _idle(pieces: list[tuple[str, int, int]], number: int) -> bool:
    """Whether this piece is a space that says nothing: doubled, or beside a Chinese character or its marks."""
    if not pieces[number][0].isspace():
        return False
    before = pieces[number - 1][0] if number else " "
    after = pieces[number + 1][0] if number + 1 < len(pieces) else ""
    return before.isspace() or bool(CJK.match(before) or CJK.match(after))
