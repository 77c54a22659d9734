"""A workbook of Excel: its sheets, its texts, and how its cells look."""

from collections.abc import Iterator
from dataclasses import dataclass

from footnote.errors import NoteError
from footnote.text import same
from ingest.office.colours import APART, BLACK, RGB, WHITE, Theme, alike, rgb, tinted
from ingest.office.formats import BUILT_IN
from ingest.office.markup import RELATIONS, Element, child, elements, of
from ingest.office.package import Package
from ingest.printed import printed

MOST_CELLS = 120_000
SMALLEST = 2  # points
WHITE_ON_WHITE = "white on white"
SAME_COLOUR = "in the colour of what is behind them"
TINY = "too small to read"
THEMED = ("lt1", "dk1", "lt2", "dk2", *(f"accent{number}" for number in range(1, 7)), "hlink", "folHlink")
PALETTE = (
    "000000 FFFFFF FF0000 00FF00 0000FF FFFF00 FF00FF 00FFFF 800000 008000 000080 808000 800080 008080 C0C0C0 808080"
    " 9999FF 993366 FFFFCC CCFFFF 660066 FF8080 0066CC CCCCFF 000080 FF00FF FFFF00 00FFFF 800080 800000 008080 0000FF"
    " 00CCFF CCFFFF CCFFCC FFFF99 99CCFF FF99CC CC99FF FFCC99 3366FF 33CCCC 99CC00 FFCC00 FF9900 FF6600 666699 969696"
    " 003366 339966 003300 333300 993300 993366 333399 333333"
).split()
"""The colours that files name by number, from 8 on; 0 to 7 are the first eight again."""

Runs = tuple[tuple[str, Element | None], ...]
Words = str | Runs
"""A text, or its parts with the looks of each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A sheet: what it is called, where it is, and whether it can be seen and has cells."""

    name: str
    part: str
    visible: bool
    cells: bool


@dataclass(frozen=True, slots=True)
class Style:
    """How a cell looks: its number format, the colour behind its words, and why they are not seen."""

    code: str = "General"
    ground: RGB | None = WHITE
    how: str | None = None


def too_large(name: str) -> NoteError:
    """What is said of a sheet that is no note."""
    why = f"is data, with more than {MOST_CELLS:,} cells: put it into the desk's data/ folder"
    return NoteError(same(f"{printed(name)} {why}."))


class Workbook:
    """What a reader needs of the parts of one workbook."""

    def __init__(self, file: Package) -> None:
        self.file = file
        main = file.main("sheet")
        root: Element = file.root(main)
        if of(root) != "s:workbook":
            why = f"its part {printed(main)} is something else; open it in Excel and save it as .xlsx"
            raise NoteError(same(f"{printed(file.name)} is not a workbook of Excel: {why}."))
        self.sheets = list(_sheets(root, file.related(main)))
        properties = child(root, "workbookPr")
        self.since_1904 = properties is not None and properties.get("date1904") in ("1", "true")
        parts = {kind: path for kind, path in file.related(main).values() if path in file.names}
        self._theme = Theme(file.root(parts.get("theme", "")))
        look = file.root(parts.get("styles", ""))
        self._palette = [rgb(each.get("rgb")) for each in _all(look, "colors", "indexedColors")] or [
            *map(rgb, PALETTE[:8]),
            *map(rgb, PALETTE),
        ]
        self.filling = frozenset(
            number for number, each in enumerate(_all(look, "dxfs")) if child(each, "fill") is not None
        )
        self.styles = list(self._styles(look)) or [Style()]
        self.texts = list(self._texts(parts.get("sharedStrings", "")))

    def unseen(self, font: Element | None, ground: RGB | None) -> str | None:
        """Why words in that *font*, or in a part of a cell with such properties, are not seen on *ground*."""
        size = child(font, "sz")
        if size is not None and (size.get("val") or "").partition(".")[0] in map(str, range(SMALLEST)):
            return TINY
        colour = self._colour(child(font, "color"))
        if colour is None or ground is None or not alike(colour, ground):
            return None
        return WHITE_ON_WHITE if min(ground) > 255 - 2 * APART else SAME_COLOUR

    def words(self, item: Element) -> Words:
        """The text of an item, one of the shared ones or one that stands in its cell, without how it is pronounced."""
        parts = tuple(
            (each.findtext("{*}t") or "", child(each, "rPr")) if of(each) == "s:r" else (each.text or "", None)
            for each in item
            if of(each) in ("s:r", "s:t")
        )
        return parts if any(look is not None for _, look in parts) else "".join(words for words, _ in parts)

    def _texts(self, part: str) -> Iterator[Words]:
        if self.file.large(part):
            raise too_large(self.file.name)
        if part:
            for number, item in enumerate(elements(self.file.name, part, self.file.bytes(part), ("si",))):
                if number >= MOST_CELLS:
                    raise too_large(self.file.name)
                yield self.words(item)

    def _styles(self, look: Element | None) -> Iterator[Style]:
        codes = dict(BUILT_IN)
        for each in _all(look, "numFmts"):
            if (number := each.get("numFmtId") or "").isdecimal():
                codes[int(number)] = each.get("formatCode") or "General"
        fonts, fills = list(_all(look, "fonts")), [self._ground(each) for each in _all(look, "fills")]
        for each in _all(look, "cellXfs"):
            code, font, fill = (_index(each.get(name)) for name in ("numFmtId", "fontId", "fillId"))
            ground = fills[fill] if fill < len(fills) else WHITE
            how = self.unseen(fonts[font], ground) if font < len(fonts) else None
            yield Style(codes.get(code, "General"), ground, how)

    def _ground(self, fill: Element) -> RGB | None:
        """The colour of a cell with that fill; None where it is of several."""
        pattern = child(fill, "patternFill")
        if pattern is None:
            return WHITE if len(fill) == 0 else None
        kind = pattern.get("patternType") or "none"
        if kind == "none":
            return WHITE
        return (self._colour(child(pattern, "fgColor")) or BLACK) if kind == "solid" else None

    def _colour(self, colour: Element | None) -> RGB | None:
        """A colour as Excel writes it; None for the one it takes by itself."""
        if colour is None:
            return None
        found = rgb(colour.get("rgb"))
        theme, number = _index(colour.get("theme"), -1), _index(colour.get("indexed"), -1)
        if 0 <= theme < len(THEMED):
            found = self._theme.named(THEMED[theme])
        elif 0 <= number < len(self._palette):
            found = self._palette[number]
        return tinted(found, _tint(colour.get("tint"))) if found else None


def _sheets(root: Element, related: dict[str, tuple[str, str]]) -> Iterator[Sheet]:
    for each in _all(root, "sheets"):
        kind, part = related.get(each.get(f"{{{RELATIONS}}}id") or "", ("", ""))
        yield Sheet(
            name=" ".join((each.get("name") or "").split()),
            part=part,
            visible=(each.get("state") or "visible") == "visible",
            cells=kind == "worksheet",
        )


def _all(root: Element | None, *path: str) -> Iterator[Element]:
    """What stands in the child of *root* at the end of *path*."""
    for name in path:
        root = child(root, name)
    yield from () if root is None else root


def _index(written: str | None, otherwise: int = 0) -> int:
    return int(written) if written and written.isdecimal() and len(written) < 7 else otherwise


def _tint(written: str | None) -> float:
    try:
        tint = float(written or 0)
    except ValueError:
        return 0.0
    return min(max(tint, -1.0), 1.0) if tint == tint else 0.0
