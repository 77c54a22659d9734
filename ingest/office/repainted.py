"""Cells of Excel that a rule or the style of a table may paint over: the colours of the cell itself do not tell."""

import re
from collections.abc import Iterator

from ingest.office.markup import Element, child
from ingest.office.package import Package
from ingest.office.workbook import Sheet

CORNERS = re.compile(r"\$?([A-Z]{1,3})\$?([1-9]\d{0,6})(?::\$?([A-Z]{1,3})\$?([1-9]\d{0,6}))?$")
DARK = re.compile(r"TableStyle(Medium|Dark)\d+$")
MOST = 1_000  # ranges
Range = tuple[tuple[int, int], tuple[int, int]]
"""The first and the last place of a block of cells, each a row and a column."""


def ranges(written: str) -> Iterator[Range]:
    """The ranges that are written like ``B2:C9 E4``."""
    for each in written.split()[:MOST]:
        if found := CORNERS.match(each):
            left, top, right, bottom = found.groups()
            yield (int(top), column(left)), (int(bottom or top), column(right or left))


def column(name: str) -> int:
    """The number of a column: ``AB`` is 28."""
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def ruled(formatting: Element, filling: frozenset[int]) -> Iterator[Range]:
    """The ranges of a conditional format that may fill its cells; *filling* are the looks that have a fill."""
    rules = [each for each in formatting if each.get("type")]
    number = [each.get("dxfId") or "" for each in rules]
    if any(child(each, "colorScale") is not None for each in rules) or filling & {
        int(each) for each in number if each.isdecimal() and len(each) < 7
    }:
        yield from ranges(formatting.get("sqref") or "")


def styled(file: Package, sheet: Sheet) -> Iterator[Range]:
    """The rows that the styles of the tables on *sheet* paint: the heads, and all where the style is dark."""
    parts = [path for kind, path in file.related(sheet.part).values() if kind == "table"]
    for root in (file.root(part) for part in dict.fromkeys(parts[:MOST])):
        dark = DARK.match((look.get("name") or "") if (look := child(root, "tableStyleInfo")) is not None else "")
        if root is None or dark is None:
            continue
        for (top, left), (bottom, right) in ranges(root.get("ref") or ""):
            if dark[1] == "Dark":
                yield (top, left), (bottom, right)
            elif root.get("headerRowCount") != "0":
                yield (top, left), (top, right)
