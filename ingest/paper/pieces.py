"""What a page of a PDF draws, piece by piece, as PDFium knows it."""

import ctypes
import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ingest.paper.pdfium import Box, Colour, address, raw

Matrix = tuple[float, float, float, float]  # how a point's distances are stretched and turned; not where it moves to

TEXT, PATH, IMAGE, SHADING, FORM = range(1, 6)
UPRIGHT: Matrix = (1.0, 0.0, 0.0, 1.0)
DEEPEST = 12  # forms within forms
NO_CLIP = -1
INKLESS, FLAT = 0.1, 1.2  # points: no ink at all; letters whose ink is no larger than that
BELOW = 0.2  # of the height of a text: what is below its line
OUTLINED = 1
LINKS = (2, 16)  # annotations that lay nothing over the page: links, and the windows of comments
FIELD, ATTACHED = 20, 17


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Piece:
    """Something that a page draws: its handle and address, its kind, its place in the order of drawing.

    ``stretched`` is how the forms it stands in stretch and turn it; ``nested`` says that it stands in one.
    """

    handle: Any
    kind: int
    order: int
    stretched: Matrix = UPRIGHT
    nested: bool = False

    @property
    def address(self) -> int:
        """What tells one object of a page from another."""
        return address(self.handle)

    @property
    def box(self) -> Box:
        """Its bounds on the page, or in the form where it is nested."""
        edges = [ctypes.c_float() for _ in range(4)]
        raw().FPDFPageObj_GetBounds(self.handle, *edges)
        left, bottom, right, top = (edge.value for edge in edges)
        return left, bottom, right, top

    @property
    def room(self) -> Box:
        """The box of a text, guessed from its size where its font is neither in the file nor on this machine."""
        left, bottom, right, top = box = self.box
        if top - bottom > INKLESS or right - left <= INKLESS or self.embedded:
            return box
        return left, bottom - self.size * BELOW, right, bottom + self.size * (1 - BELOW)

    @property
    def fill(self) -> Colour:
        """The colour it is filled with. PDFium gives white or a grey where that is a pattern."""
        return self._colour(raw().FPDFPageObj_GetFillColor)

    @property
    def stroke(self) -> Colour:
        """The colour of its outline."""
        return self._colour(raw().FPDFPageObj_GetStrokeColor)

    @property
    def ink(self) -> Colour:
        """The colour a text is written in."""
        return self.stroke if self.mode == OUTLINED else self.fill

    @property
    def see_through(self) -> bool:
        """Whether it is translucent, masked or blended."""
        return bool(raw().FPDFPageObj_HasTransparency(self.handle))

    @property
    def mode(self) -> int:
        """How a text is rendered: 0 filled, 1 outlined, 2 both, 3 not at all, more for a clip."""
        return int(raw().FPDFTextObj_GetTextRenderMode(self.handle))

    @property
    def size(self) -> float:
        """The height of an em of a text in points, or its width where that is squeezed to less."""
        size = ctypes.c_float()
        raw().FPDFTextObj_GetFontSize(self.handle, size)
        a, b, c, d = product(self._matrix, self.stretched)
        across = math.hypot(a, b)
        up = abs(a * d - b * c) / across if across else 0.0
        return abs(size.value) * min(across, up)

    @property
    def named_font(self) -> bool:
        """Whether the font of a text has a name; one that is drawn by the page's own commands has none."""
        calls = raw()
        return bool(calls.FPDFFont_GetBaseFontName(calls.FPDFTextObj_GetFont(self.handle), None, 0) > 1)

    @property
    def embedded(self) -> bool:
        """Whether the font of a text is in the file."""
        calls = raw()
        return bool(calls.FPDFFont_GetIsEmbedded(calls.FPDFTextObj_GetFont(self.handle)) == 1)

    @property
    def paints(self) -> bool:
        """Whether a path is filled or drawn, and not only there to clip."""
        filled, drawn = ctypes.c_int(), ctypes.c_int()
        raw().FPDFPath_GetDrawMode(self.handle, filled, drawn)
        return bool(filled.value or drawn.value)

    @property
    def filled(self) -> bool:
        """Whether a path is filled."""
        filled, drawn = ctypes.c_int(), ctypes.c_int()
        raw().FPDFPath_GetDrawMode(self.handle, filled, drawn)
        return bool(filled.value)

    @property
    def pixels(self) -> int:
        """How many pixels a picture has."""
        width, height = ctypes.c_uint(), ctypes.c_uint()
        raw().FPDFImageObj_GetImagePixelSize(self.handle, width, height)
        return width.value * height.value

    @property
    def marks(self) -> list["Mark"]:
        """The marks on it, as tagged documents and layers use them."""
        calls = raw()
        return [
            Mark(calls.FPDFPageObj_GetMark(self.handle, at)) for at in range(calls.FPDFPageObj_CountMarks(self.handle))
        ]

    @property
    def clips(self) -> list[Box | None] | None:
        """The rectangles that it is clipped to, None for another shape; None where nothing clips it."""
        calls = raw()
        clip = calls.FPDFPageObj_GetClipPath(self.handle)
        count = calls.FPDFClipPath_CountPaths(clip)
        if count == NO_CLIP:
            return None
        return [_rectangle(clip, at) for at in range(count)] or [None]  # no path: it is clipped by a text

    def show(self, shown: bool) -> None:
        """Draw it, or leave it out, when the page is rendered next."""
        raw().FPDFPageObj_SetIsActive(self.handle, shown)

    @property
    def whole_matrix(self) -> Any:
        """How its own points come to stand on the page."""
        matrix = raw().FS_MATRIX()
        raw().FPDFPageObj_GetMatrix(self.handle, matrix)
        return matrix

    @property
    def _matrix(self) -> Matrix:
        matrix = self.whole_matrix
        return matrix.a, matrix.b, matrix.c, matrix.d

    def inner(self) -> "Iterator[Piece]":
        """What a form holds."""
        calls = raw()
        stretched = product(self._matrix, self.stretched)
        for at in range(calls.FPDFFormObj_CountObjects(self.handle)):
            handle = calls.FPDFFormObj_GetObject(self.handle, at)
            kind = calls.FPDFPageObj_GetType(handle)
            yield Piece(handle=handle, kind=kind, order=self.order, stretched=stretched, nested=True)

    def _colour(self, call: Any) -> Colour:
        red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
        call(self.handle, red, green, blue, alpha)
        return red.value, green.value, blue.value


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark on what a page draws."""

    handle: Any

    @property
    def address(self) -> int:
        """The same for all that stands between the two ends of one mark."""
        return address(self.handle)

    @property
    def layer(self) -> bool:
        """Whether it puts what it marks on a layer, which may be switched off."""
        calls = raw()
        name, length = ctypes.create_string_buffer(8), ctypes.c_ulong()
        calls.FPDFPageObjMark_GetName(self.handle, ctypes.cast(name, ctypes.POINTER(ctypes.c_ushort)), 8, length)
        return name.raw[:4] == b"O\0C\0"

    @property
    def replaces(self) -> bool:
        """Whether it gives other words in place of those that are shown."""
        length = ctypes.c_ulong()
        found = raw().FPDFPageObjMark_GetParamStringValue(self.handle, b"ActualText", None, 0, length)
        return bool(found and length.value > len(b"\0\0"))


def pieces(page: Any, most: int) -> list[Piece] | None:
    """All that *page* draws, in its order, forms before what they hold; None where that is more than *most*."""
    calls = raw()
    found: list[Piece] = []
    for at in range(calls.FPDFPage_CountObjects(page)):
        handle = calls.FPDFPage_GetObject(page, at)
        piece = Piece(handle=handle, kind=calls.FPDFPageObj_GetType(handle), order=at)
        found.append(piece)
        if piece.kind == FORM:
            found.extend(_held(piece, most - len(found), DEEPEST))
        if len(found) > most:
            return None
    return found


def _held(form: Piece, most: int, depth: int) -> Iterator[Piece]:
    for piece in form.inner():
        most -= 1
        if most < 0:
            return
        yield piece
        if piece.kind == FORM and depth:
            for inner in _held(piece, most, depth - 1):
                most -= 1
                yield inner


def product(first: Matrix, then: Matrix) -> Matrix:
    """Both one after the other."""
    a, b, c, d = first
    e, f, g, h = then
    return a * e + b * g, a * f + b * h, c * e + d * g, c * f + d * h


def _rectangle(clip: Any, at: int) -> Box | None:
    """The rectangle of one path of a clip; None where it is another shape."""
    calls = raw()
    count = calls.FPDFClipPath_CountPathSegments(clip, at)
    if not 4 <= count <= 6:
        return None
    x, y = ctypes.c_float(), ctypes.c_float()
    points = set()
    for number in range(count):
        calls.FPDFPathSegment_GetPoint(calls.FPDFClipPath_GetPathSegment(clip, at, number), x, y)
        points.add((x.value, y.value))
    across, up = sorted({point[0] for point in points}), sorted({point[1] for point in points})
    return (across[0], up[0], across[1], up[1]) if (len(points), len(across), len(up)) == (4, 2, 2) else None


def lines_of(path: Piece, most: int) -> Iterator[Box]:
    """The straight lines of a path, from point to point, at most so many."""
    calls, matrix = raw(), path.whole_matrix
    x, y = ctypes.c_float(), ctypes.c_float()
    start = last = (0.0, 0.0)
    for at in range(min(calls.FPDFPath_CountSegments(path.handle), most)):
        segment = calls.FPDFPath_GetPathSegment(path.handle, at)
        calls.FPDFPathSegment_GetPoint(segment, x, y)
        point = (
            matrix.a * x.value + matrix.c * y.value + matrix.e,
            matrix.b * x.value + matrix.d * y.value + matrix.f,
        )
        kind = calls.FPDFPathSegment_GetType(segment)
        if kind == calls.FPDF_SEGMENT_MOVETO:
            start = point
        elif kind == calls.FPDF_SEGMENT_LINETO:
            yield (*last, *point)
        last = point
        if calls.FPDFPathSegment_GetClose(segment):
            yield (*last, *start)


def page_box(page: Any) -> Box:
    """What of the page is shown: its crop box."""
    box = raw().FS_RECTF()
    raw().FPDF_GetPageBoundingBox(page, box)
    return min(box.left, box.right), min(box.top, box.bottom), max(box.left, box.right), max(box.top, box.bottom)


def overlays(page: Any) -> tuple[list[Box], dict[str, int]]:
    """The boxes of what readers and forms laid over the page, and how many of each kind there are."""
    calls = raw()
    boxes: list[Box] = []
    kinds = {"comment": 0, "field": 0, "attached": 0}
    for at in range(calls.FPDFPage_GetAnnotCount(page)):
        note = calls.FPDFPage_GetAnnot(page, at)
        kind = calls.FPDFAnnot_GetSubtype(note)
        if kind not in LINKS:
            box = calls.FS_RECTF()
            calls.FPDFAnnot_GetRect(note, box)
            boxes.append((box.left, box.bottom, box.right, box.top))
            kinds[{FIELD: "field", ATTACHED: "attached"}.get(kind, "comment")] += 1
        calls.FPDFPage_CloseAnnot(note)
    return boxes, kinds
