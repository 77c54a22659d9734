"""Words that are in doubt, held against the page as it looks with them and without any text."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import ceil, floor
from typing import Any

from ingest.paper.pdfium import Box, Colour, ink_boxes
from ingest.paper.pieces import FLAT, Piece, page_box
from ingest.paper.shot import Shot, shot
from knowledge.script import CJK

TINY = "too small to read"
OUTSIDE = "outside the page"
SAME_COLOUR = "in the colour of what is behind them"
COVERED = "covered or cut off"
TRANSPARENT = "transparent"
LAYER = "on a layer that is switched off"

FAINT = 24  # of 255: a contrast below which nobody reads
PLAIN = 96  # of 255: a contrast that needs no second look
BANDS, MOST_BANDS = 5, 2  # parts of the height and width of a letter, of which so many have to show
FEW = 60  # texts that are looked at as wholes
LETTERS = 1.5  # heights of a text that three letters take
NUDGE = 1  # pixels: glyphs are set on whole ones
CJK_BEGINS = "\u2e7f"
SCALE, LONGEST, MOST_PIXELS = 1.0, 2_400, 3_000_000
LAYERS = 6  # times that texts may lie one over another and still be told apart
OVERLAP = 0.15  # of the height of a letter, by which neighbours may overlap


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Word:
    """Characters of one text that are seen or not seen together; ``doubt`` is what is wrong if they are not."""

    piece: Piece
    doubt: str
    indices: Sequence[int]
    boxes: Sequence[Box]
    letters: Sequence[bool]

    @property
    def box(self) -> Box:
        """What it fills."""
        left, bottom, right, top = zip(*self.boxes, strict=True)
        return min(left), min(bottom), max(right), max(top)

    @property
    def tiny(self) -> bool:
        """Whether none of its letters is large enough to be one."""
        sizes = [max(b[2] - b[0], b[3] - b[1]) for b, letter in zip(self.boxes, self.letters, strict=True) if letter]
        return bool(sizes) and max(sizes) <= FLAT


@lru_cache(maxsize=1024)
def contrast(one: Colour, other: Colour) -> float:
    """How far apart two colours are to the eye, of 255."""
    apart = [a - b for a, b in zip(one, other, strict=True)]
    light = abs(0.299 * apart[0] + 0.587 * apart[1] + 0.114 * apart[2])
    return max(light, max(map(abs, apart)) / 3)


def words_of(words: Any, letters: Sequence[str], piece: Piece, indices: Sequence[int], doubt: str) -> Iterator[Word]:
    """The words of one text; each Chinese character is one."""
    named = piece.named_font
    for run in _runs(letters, indices):
        yield Word(
            piece=piece,
            doubt=doubt,
            indices=run,
            boxes=ink_boxes(words, run),
            letters=[named and letters[index].isalnum() for index in run],
        )


def _runs(letters: Sequence[str], indices: Sequence[int]) -> Iterator[list[int]]:
    run: list[int] = []
    for index in indices:
        letter = letters[index]
        alone = letter > CJK_BEGINS and bool(CJK.match(letter))
        if run and (alone or letter.isspace() or index != run[-1] + 1):
            yield run
            run = []
        if not letter.isspace():
            run.append(index)
        if alone:
            yield run
            run = []
    if run:
        yield run


def stripped(page: Any, texts: Sequence[Piece]) -> Shot:
    """The page as it looks without any text; none is drawn from here on. *texts* is all text of the page."""
    for piece in texts:
        piece.show(False)
    return _drawn(page)


def stands_out(piece: Piece, bare: Shot) -> bool:
    """Whether a text differs from what is behind it everywhere, which stands on *bare*."""
    behind = bare.pixels[_pixels(piece.room, bare)]
    red, green, blue = piece.ink
    light = round(0.299 * red + 0.587 * green + 0.114 * blue)
    return bool(behind.size) and bool((abs(behind.astype("int16") - light) >= PLAIN).all())


def inked_all_along(page: Any, pieces: Sequence[Piece], bare: Shot) -> set[int]:
    """The addresses of those texts, of which none may touch another, that show in every part of their boxes."""
    import numpy

    boxes = [numpy.array([piece.room]) for piece in pieces]
    if not pieces or len(pieces) > FEW or any(_touch(box, boxes[at + 1 :]) for at, box in enumerate(boxes)):
        return set()
    full = _drawn_with(page, pieces)
    return {piece.address for piece in pieces if _all_along(piece, bare, full)}


def _all_along(piece: Piece, bare: Shot, full: Shot) -> bool:
    """Whether there is ink in each part of a text that is about three letters wide, from its top to its bottom."""
    area = _pixels(piece.room, bare)
    ink = abs(full.pixels[area].astype("int16") - bare.pixels[area]) >= FAINT
    if ink.size == 0 or ink.any(axis=1).mean() < MOST_BANDS / BANDS:
        return False
    high, wide = ink.shape[:2]
    step = max(1, round(max(1, min(high, wide)) * LETTERS))
    parts = range(0, wide, step) if wide >= high else range(0, high, step)
    return all((ink[:, at : at + step] if wide >= high else ink[at : at + step]).any() for at in parts)


def looked_at(page: Any, bare: Shot, in_doubt: Sequence[Word]) -> dict[int, str]:
    """The characters of the words in doubt that cannot be seen, and how each is so."""
    shown = page_box(page)
    layers = list(_layers(in_doubt))
    found = {index: COVERED for word in layers.pop() for index in word.indices}
    for layer in layers:
        pieces = {word.piece.address: word.piece for word in layer}.values()
        full = _drawn_with(page, pieces)
        for word, seen in zip(layer, _seen(layer, bare, full), strict=True):
            if word.tiny or not seen:
                found.update(dict.fromkeys(word.indices, _why(word, bare, shown)))
    return found


def _drawn(page: Any) -> Shot:
    return shot(page, SCALE, MOST_PIXELS, LONGEST, grayscale=True)


def _drawn_with(page: Any, pieces: Collection[Piece]) -> Shot:
    """The page as it looks with these texts alone."""
    for piece in pieces:
        piece.show(True)
    full = _drawn(page)
    for piece in pieces:
        piece.show(False)
    return full


def _layers(in_doubt: Sequence[Word]) -> Iterator[list[Word]]:
    """Sets of words whose texts do not lie one over another; the last set is what found no place in the others."""
    import numpy

    texts: dict[int, list[Word]] = {}
    for word in in_doubt:
        texts.setdefault(word.piece.address, []).append(word)
    taken: list[list[Any]] = [[] for _ in range(LAYERS)]
    layers: list[list[Word]] = [[] for _ in range(LAYERS + 1)]
    for words in texts.values():
        boxes = numpy.array([_core(word.box) for word in words])
        number = next((at for at, held in enumerate(taken) if not _touch(boxes, held)), LAYERS)
        layers[number].extend(words)
        if number < LAYERS:
            taken[number].append(boxes)
    yield from (layer for layer in layers[:-1] if layer)
    yield layers[-1]


def _core(box: Box) -> Box:
    """*box* without what neighbours may overlap."""
    edge = OVERLAP * (box[3] - box[1])
    return min(box[0] + edge, box[2]), box[1] + edge, max(box[2] - edge, box[0]), box[3] - edge


def _touch(boxes: Any, held: Sequence[Any]) -> bool:
    """Whether any of *boxes* overlaps any of those that are *held*."""
    import numpy

    if not held:
        return False
    one, other = boxes[:, None, :], numpy.concatenate(held)[None, :, :]
    across = (one[..., 0] < other[..., 2]) & (other[..., 0] < one[..., 2])
    return bool((across & (one[..., 1] < other[..., 3]) & (other[..., 1] < one[..., 3])).any())


def _seen(layer: Sequence[Word], bare: Shot, full: Shot) -> list[bool]:
    """Of each word, whether most of its characters make a difference, a letter in the most part of its box."""
    import numpy

    edges = numpy.array([bare.place(box) for word in layer for box in word.boxes])
    left, upper = (max(0, floor(edges[:, at].min()) - NUDGE) for at in (0, 1))
    right, lower = (max(0, ceil(edges[:, at].max()) + NUDGE) for at in (2, 3))
    before, after = (picture.pixels[upper:lower, left:right] for picture in (bare, full))
    ink = (numpy.maximum(before, after) - numpy.minimum(before, after) >= FAINT).reshape(before.shape[:2])
    sums = numpy.zeros((ink.shape[0] + 1, ink.shape[1] + 1), dtype=numpy.int32)
    sums[1:, 1:] = ink.cumsum(axis=0, dtype=numpy.int32).cumsum(axis=1, dtype=numpy.int32)
    letters = numpy.array([letter for word in layer for letter in word.letters])
    flat = edges[:, [0, 2, 1, 3]] - [left, left, upper, upper]
    down = sum(_any_ink(sums, flat, 0.0, 1.0, at / BANDS, (at + 1) / BANDS) for at in range(BANDS))
    across = sum(_any_ink(sums, flat, at / BANDS, (at + 1) / BANDS, 0.0, 1.0) for at in range(BANDS))
    about = _any_ink(sums, numpy.add(flat, (-NUDGE, NUDGE, -NUDGE, NUDGE)), 0.0, 1.0, 0.0, 1.0)
    inked = numpy.where(letters, (down >= MOST_BANDS) & (across >= MOST_BANDS), about)
    ends = numpy.cumsum([len(word.boxes) for word in layer])
    return [2 * part.sum() >= len(part) for part in numpy.split(inked, ends[:-1])]


def _any_ink(sums: Any, edges: Any, left: float, right: float, upper: float, lower: float) -> Any:
    """Of each box, whether there is ink in the part of it between these shares of its width and height."""
    import numpy

    x0, x1, y0, y1 = edges.T
    first = [numpy.floor(x0 + (x1 - x0) * left), numpy.floor(y0 + (y1 - y0) * upper)]
    last = [numpy.ceil(x0 + (x1 - x0) * right), numpy.ceil(y0 + (y1 - y0) * lower)]
    tall, wide = sums.shape
    begin_x, begin_y = (numpy.clip(v, 0, n - 1).astype(int) for v, n in zip(first, (wide, tall), strict=True))
    end_x, end_y = (
        numpy.clip(numpy.maximum(v, w + 1), 0, n - 1).astype(int)
        for v, w, n in zip(last, first, (wide, tall), strict=True)
    )
    return (sums[end_y, end_x] - sums[begin_y, end_x] - sums[end_y, begin_x] + sums[begin_y, begin_x]) > 0


def _pixels(box: Box, picture: Shot) -> tuple[slice, slice]:
    left, upper, right, lower = picture.place(box)
    return (
        slice(max(0, floor(upper)), max(0, ceil(lower), floor(upper) + 1)),
        slice(max(0, floor(left)), max(0, ceil(right), floor(left) + 1)),
    )


def _why(word: Word, bare: Shot, shown: Box) -> str:
    """How the word cannot be seen, as far as that can be told."""
    left, bottom, right, top = word.box
    if word.doubt or word.tiny:
        return word.doubt or TINY
    if left >= shown[2] or right <= shown[0] or bottom >= shown[3] or top <= shown[1]:
        return OUTSIDE
    behind = bare.pixels[_pixels(word.box, bare)]
    shade = int(behind.mean()) if behind.size else 255
    if contrast(word.piece.ink, (shade, shade, shade)) < 2 * FAINT:
        return SAME_COLOUR
    return TRANSPARENT if word.piece.see_through else COVERED
