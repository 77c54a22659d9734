"""A page of a PDF as it looks."""

import ctypes
import math
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from typing import Any

from footnote.errors import NoteError
from footnote.text import same
from ingest.paper.pdfium import Box, raw


@dataclass(frozen=True, kw_only=True, eq=False)
class Shot:
    """A page as it looks: ``pixels`` by row and column, and the way from the page's points to them."""

    pixels: Any
    bitmap: Any
    page: Any

    @cached_property
    def _way(self) -> tuple[float, ...]:
        calls = raw()
        height, width = self.pixels.shape[:2]
        far = max(self.page.get_size())
        found = []
        for x, y in ((0.0, 0.0), (far, 0.0), (0.0, far)):
            across, down = ctypes.c_int(), ctypes.c_int()
            calls.FPDF_PageToDevice(self.page, 0, 0, width, height, 0, x, y, across, down)
            found.append((across.value, down.value))
        (x0, y0), (x1, y1), (x2, y2) = found
        return (x1 - x0) / far, (y1 - y0) / far, (x2 - x0) / far, (y2 - y0) / far, x0, y0

    def place(self, box: Box) -> Box:
        """The left, upper, right and lower edges of *box* in pixels, which may be outside the picture."""
        a, b, c, d, e, f = self._way
        across = [a * x + c * y + e for x in box[::2] for y in box[1::2]]
        down = [b * x + d * y + f for x in box[::2] for y in box[1::2]]
        return min(across), min(down), max(across), max(down)


def shot(page: Any, scale: float, most_pixels: int, longest: int, **how: Any) -> Shot:
    """*page* rendered at *scale*, or smaller where that would be too large a picture; NoteError where it cannot be."""
    width, height = page.get_size()
    with suppress(ZeroDivisionError, OverflowError):
        scale = min(scale, longest / max(width, height), math.sqrt(most_pixels / (width * height)))
    pdfium = import_module("pypdfium2")
    try:
        bitmap = page.render(scale=scale, **how)
    except (pdfium.PdfiumError, ValueError, OverflowError, MemoryError) as error:
        raise NoteError(same("a page cannot be drawn")) from error
    return Shot(pixels=bitmap.to_numpy(), bitmap=bitmap, page=page)
