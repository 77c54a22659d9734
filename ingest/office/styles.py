"""The styles of a Word document: what a paragraph, a table or a run has from the styles it is in."""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from ingest.office.markup import Element, child, of, value

Properties = Mapping[str, Element]
"""Properties by their names; those of a nearer place stand for those of a farther one."""
Layers = tuple[str, ...]
"""What a cell is to the style of its table, the weakest first: ``wholeTable``, ``band1Horz``, ``firstRow``."""

LONGEST_CHAIN = 50
OFF = ("0", "false", "off", "none")
HEADING = re.compile(r"heading ([1-9])$")
BODY = 9  # the outline level of what is no heading
OF_RUNS = frozenset(
    {"vanish", "specVanish", "color", "sz", "shd", "highlight", "w", "textFill", "textOutline", "vertAlign"}
)
OF_PARAGRAPHS = frozenset({"outlineLvl", "pageBreakBefore", "shd", "spacing", "framePr"})
NONE: Properties = {}


def on(element: Element | None) -> bool:
    """Whether a property that is on or off is on."""
    return element is not None and value(element) not in OFF


def properties(holder: Element | None, wanted: frozenset[str]) -> Properties:
    """The *wanted* properties that stand in *holder* itself."""
    if holder is None:
        return NONE
    return {name: each for each in holder if (name := of(each).partition(":")[2]) in wanted}


class Styles:
    """The styles of one document, and what follows from them."""

    def __init__(self, root: Element | None) -> None:
        self._styles: dict[str, Element] = {}
        self._usual: dict[str, str] = {}
        for each in () if root is None else root:
            if of(each) == "w:style" and (name := value(each, "styleId")):
                self._styles.setdefault(name, each)
                if value(each, "default") not in (None, *OFF):
                    self._usual[value(each, "type") or ""] = name
        defaults = child(root, "docDefaults")
        self._run_default = properties(child(child(defaults, "rPrDefault"), "rPr"), OF_RUNS)
        self._paragraph_default = properties(child(child(defaults, "pPrDefault"), "pPr"), OF_PARAGRAPHS)
        self.run = cache(self._run)
        self.paragraph = cache(self._paragraph)
        self.names = cache(self._names)

    def chain(self, style: str | None, kind: str) -> list[Element]:
        """The style of that id and those it is based on, the nearest first; the usual style where none is named."""
        found: list[Element] = []
        name = style if style in self._styles else self._usual.get(kind)
        while (each := self._styles.get(name or "")) is not None and len(found) < LONGEST_CHAIN and each not in found:
            found.append(each)
            name = value(child(each, "basedOn"))
        return found

    def level(self, style: str | None, own: Properties) -> int:
        """The level of a heading from 1; 0 for what is none. *own* are the properties of the paragraph."""
        outline = value(own.get("outlineLvl"))
        if outline is None and (named := next(filter(None, map(HEADING.match, self.names(style))), None)):
            return int(named[1])
        if outline is None:
            outline = value(self.paragraph(style).get("outlineLvl"))
        if outline is not None and outline.isdecimal() and int(outline) < BODY:
            return int(outline) + 1
        return 1 if self.names(style)[:1] == ("title",) else 0

    def _names(self, style: str | None) -> tuple[str, ...]:
        """What the style and those below it are called in English, whatever Word calls them on the screen."""
        return tuple((value(child(each, "name")) or "").lower() for each in self.chain(style, "paragraph"))

    def _paragraph(self, style: str | None) -> Properties:
        """The properties of paragraphs of that style."""
        return {**self._paragraph_default, **_merged(self.chain(style, "paragraph"), "pPr", OF_PARAGRAPHS)}

    def _run(self, paragraph: str | None, run: str | None, table: tuple[str | None, Layers]) -> tuple[Properties, bool]:
        """The properties of runs with these styles, and whether those hide them.

        One style that hides undoes another, as Word has it; a run's own properties are not known here.
        """
        parts = [
            self.in_table(*table),
            _merged(self.chain(paragraph, "paragraph"), "rPr", OF_RUNS),
            _merged(self.chain(run, "character"), "rPr", OF_RUNS),
        ]
        found = dict(self._run_default)
        for part in parts:
            found |= part
        hides = sum(on(part.get("vanish")) for part in parts) % 2 == 1
        return found, hides or on(self._run_default.get("vanish"))

    def in_table(self, style: str | None, layers: Layers) -> Properties:
        """The properties that runs have from a table's style; *layers* as ``conditional`` has them."""
        if not layers:
            return NONE
        found = dict(_merged(self.chain(style, "table"), "rPr", OF_RUNS))
        for holder in self.conditional(style, layers):
            found |= properties(child(holder, "rPr"), OF_RUNS)
        return found

    def conditional(self, style: str | None, layers: Layers) -> Iterator[Element]:
        """What a table's style says of cells that are all of *layers*, the weakest first."""
        styles = self.chain(style, "table")[::-1]
        for layer in layers:
            for each in styles:
                yield from (part for part in each if of(part) == "w:tblStylePr" and value(part, "type") == layer)


def _merged(chain: list[Element], holder: str, wanted: frozenset[str]) -> Properties:
    found: dict[str, Element] = {}
    for each in reversed(chain):
        found |= properties(child(each, holder), wanted)
    return found
