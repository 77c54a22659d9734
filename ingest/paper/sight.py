"""What of a page's text can be seen. What may not be is drawn, and counts as seen only where it shows.

Most texts are settled by their properties: dark letters of a sensible size, inside the page, on nothing but paper.
Where only what lies behind a text is in doubt, the page is drawn without any text, and the text has to differ from
that everywhere. All else is drawn again, and every word has to make a difference in its own place.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ingest.paper.looking import (
    CJK_BEGINS,
    FAINT,
    LAYER,
    OUTSIDE,
    PLAIN,
    TINY,
    Word,
    contrast,
    inked_all_along,
    looked_at,
    stands_out,
    stripped,
    words_of,
)
from ingest.paper.pdfium import Box, Colour, letters, owners
from ingest.paper.pieces import FLAT, FORM, IMAGE, INKLESS, OUTLINED, PATH, SHADING, TEXT, Piece, overlays, page_box
from knowledge.script import CJK

INVISIBLE = "invisible"
INSTEAD = "written in place of other words"
UNSURE = "too costly to look at"
FONTLESS = "in a font that the file does not hold"
BEHIND, INK, FLAT_INK, ANYTHING = "behind", "ink", "flat", ""  # what is in doubt where nothing is certain yet
SETTLED = {INVISIBLE, TINY, OUTSIDE, FONTLESS}  # what no look would change

SMALLEST = 2.0  # points
MOST_PIECES = 100_000  # a page that draws more is not looked at
MOST_PIXELS = 60_000_000  # of the pictures of one page
WHITE: Colour = (255, 255, 255)
PATTERNS = (WHITE, (191, 191, 191))  # what PDFium says of a pattern, whatever its colours
EM_SHOWN, EM_SHOWN_CJK = 0.2, 0.7  # of an em: what a letter takes at least, on the average
FILLED, BOTH, UNPAINTED, CLIPPED = 0, 2, 3, 7  # ways to render text


def unseen(page: Any, words: Any, drawn: Sequence[Piece] | None) -> dict[int, str]:
    """The characters of the page that cannot be seen, by PDFium's number, and how each is so.

    *drawn* is what the page draws, None where that is too much. Time plays no part: the same bytes have the same text.
    """
    if drawn is None:
        return dict.fromkeys(range(words.count_chars()), UNSURE)
    texts = [piece for piece in drawn if piece.kind == TEXT]
    doubts = _doubts(page, drawn)
    replaced = _replaced(texts)
    bare = None
    if any(doubt not in (*SETTLED, FLAT_INK) for _, doubt in doubts) and not too_large(drawn):
        bare = stripped(page, texts)
        doubts = [(piece, doubt) for piece, doubt in doubts if doubt != BEHIND or not stands_out(piece, bare)]
        inked = inked_all_along(page, [piece for piece, doubt in doubts if doubt == INK], bare)
        doubts = [(piece, doubt) for piece, doubt in doubts if piece.address not in inked]
    if not doubts and not replaced:
        return {}
    runs = _runs(words, {piece.address for group in ([p for p, _ in doubts], *replaced.values()) for piece in group})
    signs = letters(words)
    found = _too_long(signs, replaced, runs)
    in_doubt: list[Word] = []
    for piece, doubt in doubts:
        mine = [index for index in runs.get(piece.address, ()) if index not in found]
        if doubt == FLAT_INK:  # dots and dashes, or letters as small as these
            small = (word for word in words_of(words, signs, piece, mine, TINY) if word.tiny)
            found.update((index, TINY) for word in small for index in word.indices)
        elif bare and doubt not in SETTLED:
            in_doubt.extend(words_of(words, signs, piece, mine, LAYER if doubt == LAYER else ""))
        else:
            found |= _settled(doubt, mine, signs)
    return found | looked_at(page, bare, in_doubt) if bare and in_doubt else found


def _settled(doubt: str, indices: Sequence[int], signs: Sequence[str]) -> dict[int, str]:
    """The characters that are left out without a look at them."""
    if doubt == FONTLESS:  # readers bring a font of their own for Chinese, and this machine may have none
        indices = [index for index in indices if signs[index] < CJK_BEGINS and not signs[index].isspace()]
    return dict.fromkeys(indices, doubt if doubt in SETTLED else UNSURE)


def too_large(drawn: Sequence[Piece]) -> bool:
    """Whether the pictures of a page are so large that it is better not drawn."""
    return sum(piece.pixels for piece in drawn if piece.kind == IMAGE) > MOST_PIXELS


def _runs(words: Any, wanted: Collection[int]) -> dict[int, list[int]]:
    """The characters of each text that is *wanted*, by its address."""
    found: dict[int, list[int]] = {address: [] for address in wanted}
    for index, address in enumerate(owners(words)):
        if address in found:
            found[address].append(index)
    return found


# What is in doubt


def _doubts(page: Any, drawn: Sequence[Piece]) -> list[tuple[Piece, str]]:
    """The texts that are not seen, or may not be, and what is wrong with each or in doubt."""
    shown = page_box(page)
    painters = Painters.of(page, drawn)
    found = []
    for piece in drawn:
        if piece.kind == TEXT:
            mode, box = piece.mode, piece.room
            doubt = _certain(piece, mode, box, shown)
            if doubt is None:
                doubt = _uncertain(piece, mode, box, shown, painters)
            if doubt is not None:
                found.append((piece, doubt))
    return found


def _certain(piece: Piece, mode: int, box: Box, shown: Box) -> str | None:
    """Why a text is not seen, where its own properties settle that."""
    if mode in (UNPAINTED, CLIPPED):
        return INVISIBLE
    left, bottom, right, top = box
    if min(right - left, top - bottom) <= 2 * SMALLEST and piece.size <= SMALLEST:
        return TINY
    outside = left >= shown[2] or right <= shown[0] or bottom >= shown[3] or top <= shown[1]
    return OUTSIDE if outside and not piece.nested else None


def _uncertain(piece: Piece, mode: int, box: Box, shown: Box, painters: "Painters") -> str | None:
    """What is in doubt about a text; None where it is sure to be seen."""
    if any(mark.layer for mark in piece.marks):
        return LAYER
    ink = piece.stroke if mode == OUTLINED else piece.fill
    near = painters.near(box)
    if _unusual(piece, mode) or _cut(piece, box, shown) or painters.over(near, piece):
        return ANYTHING
    if ink in PATTERNS:
        return INK
    if contrast(ink, WHITE) < PLAIN or painters.under(near, ink):
        return BEHIND
    if min(box[2] - box[0], box[3] - box[1]) > FLAT:
        return FONTLESS if box != piece.box else None
    return FLAT_INK


def _unusual(piece: Piece, mode: int) -> bool:
    """Whether a text is drawn in a way whose outcome its colour does not tell."""
    if piece.nested or mode > BOTH or piece.see_through or not piece.named_font:
        return True
    return mode == BOTH and contrast(piece.fill, piece.stroke) >= FAINT


def _cut(piece: Piece, box: Box, shown: Box) -> bool:
    """Whether a text has no ink, or may be cut off by the page's edge or a clip."""
    if min(box[2] - box[0], box[3] - box[1]) <= INKLESS or not _inside(box, shown):
        return True
    clips = piece.clips
    return clips is not None and not all(clip and _inside(box, clip) for clip in clips)


def _inside(box: Box, outer: Box) -> bool:
    return outer[0] <= box[0] and outer[1] <= box[1] and box[2] <= outer[2] and box[3] <= outer[3]


@dataclass(frozen=True, slots=True, kw_only=True)
class Painters:
    """What may lie under a text or over it: boxes, places in the order of drawing, colours where they are known."""

    boxes: Any = None
    orders: tuple[int, ...] = ()
    colours: tuple[Colour | None, ...] = ()

    @classmethod
    def of(cls, page: Any, drawn: Sequence[Piece]) -> "Painters":
        """All of the page: its paths, pictures and forms, and what readers laid over it."""
        found = [(piece.box, piece.order, _colour(piece)) for piece in _painting(drawn)]
        found += [(box, len(drawn), None) for box in overlays(page)[0]]
        if not found:
            return cls()
        import numpy

        boxes, orders, colours = zip(*found, strict=True)
        return cls(boxes=numpy.array(boxes).T, orders=orders, colours=colours)

    def near(self, box: Box) -> list[int]:
        """Those that reach into *box*."""
        if not self.colours:
            return []
        left, bottom, right, top = self.boxes
        inside = (left < box[2]) & (right > box[0]) & (bottom < box[3]) & (top > box[1])
        found: list[int] = inside.nonzero()[0].tolist()
        return found

    def over(self, near: Sequence[int], piece: Piece) -> bool:
        """Whether any of those is drawn over the text."""
        return any(self.orders[at] > piece.order for at in near)

    def under(self, near: Sequence[int], ink: Colour) -> bool:
        """Whether a text of this *ink* may be lost on one of those."""
        colours = {self.colours[at] for at in near}
        return any(colour is None or contrast(colour, ink) < PLAIN for colour in colours)


def _painting(drawn: Sequence[Piece]) -> Iterator[Piece]:
    for piece in drawn:
        if not piece.nested and (piece.kind in (IMAGE, SHADING, FORM) or (piece.kind == PATH and piece.paints)):
            yield piece


def _colour(piece: Piece) -> Colour | None:
    """The one colour that a path leaves on the paper, where it is known to leave only one."""
    if piece.kind != PATH or not piece.filled or piece.see_through or piece.fill in PATTERNS:
        return None
    return piece.fill


# Words given in place of others


def _replaced(texts: Sequence[Piece]) -> dict[int, list[Piece]]:
    """The texts of each mark that gives other words in their place."""
    found: dict[int, list[Piece]] = defaultdict(list)
    for piece in texts:
        for mark in piece.marks:
            if mark.replaces:
                found[mark.address].append(piece)
    return found


def _too_long(
    signs: Sequence[str], replaced: Mapping[int, Sequence[Piece]], runs: Mapping[int, Sequence[int]]
) -> dict[int, str]:
    """The words given in place of others that are much too long to be those that are shown."""
    found: dict[int, str] = {}
    for group in replaced.values():
        indices = [index for piece in group for index in runs.get(piece.address, ())]
        wide = sum(bool(CJK.match(signs[index])) for index in indices)
        if wide * EM_SHOWN_CJK + (len(indices) - wide) * EM_SHOWN > 1 + sum(map(_ems, group)):
            found.update(dict.fromkeys(indices, INSTEAD))
    return found


def _ems(piece: Piece) -> float:
    """How many ems wide a text is."""
    left, bottom, right, top = piece.room
    return max(right - left, top - bottom) / piece.size if piece.size else 0.0
