"""HTML: what a reader of the page sees, with its headings and tables; what is hidden is counted and left out."""

import re
from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any

from footnote.errors import NoteError
from footnote.text import same
from ingest.compose import Composer
from ingest.printed import printed
from ingest.raised import placed
from ingest.text.decoding import decoded
from ingest.text.front import NO_DATE
from ingest.web.about import about
from ingest.web.grid import Grid, is_data
from ingest.web.look import Look
from ingest.web.matching import TooManyError
from ingest.web.styles import Styles, shown_on_screen
from knowledge.note import Note, pool_of

suffixes = (".html", ".htm", ".xhtml")
parser = "web 3"

BEGINS = re.compile(
    rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--[^>]{0,500}-->\s*)*"
    rb"(?:<!doctype\s+html|<(?:html|head|body|title|meta)[\s>])",
    re.IGNORECASE,
)
PIECE = re.compile(rb"</(?:p|div|span|h[1-6]|table|ul|ol|dl|section|article|main|blockquote|pre)\s*>", re.IGNORECASE)
DECLARED = re.compile(
    rb"<meta[^>]{1,300}charset\s*=\s*[\"']?\s*([\w-]{2,30})|<\?xml[^>]{1,100}encoding=[\"']([\w-]{2,30})"
)
LARGEST = 10_000_000  # characters
DEEPEST = 256  # elements within elements, of the parser
ATTRIBUTE = re.compile(r"[\s/]++[^\s/>=][^\s/>=]*+(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>\"'][^\s>]*+)?)?")
TAG = re.compile(rf"<[a-zA-Z][^\s/>]*+(?:{ATTRIBUTE.pattern}|[\s/]++=?)*+")
LONG_TAG = 1_000  # characters
MOST_ATTRIBUTES = 200_000_000
BLANKS = re.compile(r"[ \t\n\r\f]+")
NEVER = frozenset(
    "head script style template noscript noframes noembed iframe object embed applet svg canvas audio video datalist "
    "select title meta link base area map param source track rp frameset annotation annotation-xml".split()
)
BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li listing main menu nav ol optgroup p plaintext pre "
    "search section summary table tbody td tfoot th thead tr ul xmp".split()
)
KEPT_LINES = ("pre", "listing", "plaintext", "xmp", "textarea")
HEADINGS = {f"h{level}": level for level in range(1, 7)}
SIZES = ("width", "height", "max-width", "max-height")
LINK = "#0000ee"
OFF_LINE = ("sup", "sub")
BETWEEN = {"mfrac": "/", "msup": "^", "msub": "_", "msubsup": "_^", "mroot": "√"}
"""Signs for where the parts of a formula stand: without them, a fraction of 1 and 2 would read 12."""
DELETED = "marked as deleted"
OVER_PICTURE = "{} characters have the colour of the page and stand over a picture; they are kept, yet may not be seen"


def holds(data: bytes) -> bool:
    """Whether *data* is a web page, whatever its name."""
    return bool(BEGINS.match(data[:2048].replace(b"\0", b"")))


def takes(data: bytes) -> bool:
    """Whether *data*, which is called a web page, has tags as a piece of one has."""
    return bool(PIECE.search(data[:20_000]))


def read(path: Path, data: bytes) -> Note:
    """The note in *data*: the words that are seen, in the order of the page."""
    composer = Composer(printed(path.name))
    text, warnings = decoded(composer.name, data, declared_in(data))
    composer.warn(*warnings)
    told = about(fill(composer, text), composer)
    if not told.day:
        composer.warn(NO_DATE)
    note = composer.note(
        title=told.title, day=told.day, author=told.author, institution=told.institution, corrects=told.corrects
    )
    if not told.language or told.language == note.language:
        return note
    if pool_of(note.text) != told.language[:2]:
        return note.warned(f"the page says its language is {told.language}; it was kept as {note.language}")
    return replace(note, language=told.language)


def declared_in(data: bytes) -> str | None:
    """The encoding that the beginning of the page says it is in."""
    found = DECLARED.search(data[:4096])
    return (found[1] or found[2]).decode("ascii") if found else None


def fill(composer: Composer, text: str) -> Any:
    """Write what is seen of the page *text* into *composer*; the root of the page."""
    root = _parsed(composer.name, text)
    try:
        reading = Reading(composer, root)
        reading.visit(root, Look())
    except TooManyError as error:
        why = "takes too many style rules to be read safely; print it as PDF"
        raise NoteError(same(f"{composer.name} {why} and try again.")) from error
    reading.flush()
    reading.report()
    return root


def _parsed(name: str, text: str) -> Any:
    """The root of the page; nothing is fetched, and no entity but those of HTML is known."""
    if len(text) > LARGEST:
        raise NoteError(same(f"{name} has {len(text):,} characters; at most {LARGEST:,} of a page are read."))
    if _attributes_squared(text) > MOST_ATTRIBUTES:
        raise NoteError(
            same(f"{name} has elements with thousands of attributes; save it as text or PDF and try again.")
        )
    etree = import_module("lxml.etree")
    made = etree.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True, recover=True
    )
    data = text.encode("utf-8", errors="replace")
    try:
        root = etree.fromstring(data, parser=made)
    except etree.XMLSyntaxError as error:
        raise NoteError(same(f"{name} has no text that can be seen.")) from error
    if any("RESOURCE_LIMIT" in entry.type_name for entry in made.error_log):
        why = f"is nested more than {DEEPEST} elements deep or has one of more than 10 MB"
        raise NoteError(same(f"{name} {why}; save it as text or PDF and try again."))
    if root is None:
        raise NoteError(same(f"{name} has no text that can be seen."))
    return root


def _attributes_squared(text: str) -> int:
    """What the parser's time grows with, which compares each attribute of an element with all others."""
    long = (tag[0] for tag in TAG.finditer(text) if len(tag[0]) > LONG_TAG)
    return sum(sum(1 for _ in ATTRIBUTE.finditer(tag)) ** 2 for tag in long)


class Reading:
    """A walk over a page that writes what is seen as paragraphs, headings and tables."""

    def __init__(self, composer: Composer, root: Any) -> None:
        self.composer = composer
        self._elements = list(root.iter())  # lxml makes them anew, and other than they were, unless they are held
        self._styles = _styles_of(root)
        self._words: list[str] = []
        self._level = 0
        self._lines_kept = False
        self._where: str | None = None
        self._cell: list[str] | None = None
        self._over_pictures = 0

    def visit(self, element: Any, outer: Look) -> None:
        """Write *element*, which stands in what has the look *outer*."""
        tag = element.tag
        if not isinstance(tag, str) or tag in NEVER:
            return
        look = self.look(element, outer)
        if tag == "del":
            self.composer.hide(look.unseen or DELETED, "".join(element.itertext()))
        elif tag == "br":
            self._words.append("\n")
        elif tag == "table" and not look.gone and is_data(element):
            self._table(element, look)
        elif look.block if look.block is not None else tag in BLOCKS:
            self.flush()
            self._inside(element, look)
            self.flush()
        else:
            self._inside(element, look)

    def look(self, element: Any, outer: Look) -> Look:
        """How *element* looks."""
        held = self._styles.of(element, dict(_hints(element)))
        if element.tag in ("td", "th"):  # a cell grows with its words, however small it is asked to be
            held = {name: said for name, said in held.items() if name not in SIZES}
        return outer.inside(held)

    def flush(self) -> None:
        """What was written so far is a paragraph, or a line of a cell."""
        words, self._words = "".join(self._words), []
        if self._cell is not None:
            self._cell.append(words)
        else:
            self.composer.paragraph(words, self._level)

    def words_of(self, element: Any, look: Look) -> str:
        """The words that are seen of a cell or a caption, a line a paragraph."""
        before, self._words, outer, self._cell = self._words, [], self._cell, []
        self._inside(element, look)
        self.flush()
        lines = self._cell
        self._words, self._cell = before, outer
        return "\n".join(line for line in lines if line.strip())

    def text(self, words: str | None, look: Look) -> None:
        """Write *words*, or count them where they cannot be seen."""
        if not words:
            return
        if look.unseen:
            self.composer.hide(look.unseen, words)
            return
        if look.pale:
            self._over_pictures += len("".join(words.split()))
        self._words.append(placed(words if self._lines_kept else BLANKS.sub(" ", words), self._where))

    def report(self) -> None:
        """Warn of what a reader cannot be sure of."""
        if self._over_pictures:
            self.composer.warn(OVER_PICTURE.format(f"{self._over_pictures:,}"))
        if unread := self._styles.unread:
            named = ", ".join(unread[:3]) + (" and others" if len(unread) > 3 else "")
            self.composer.warn(f"its style sheets lie elsewhere ({named}) and were not fetched: what they hide is kept")

    def _inside(self, element: Any, look: Look) -> None:
        level, kept, where = self._level, self._lines_kept, self._where
        self._level = HEADINGS.get(element.tag, level)
        self._lines_kept = kept or element.tag in KEPT_LINES
        self._where = element.tag if element.tag in OFF_LINE else where
        self.text(element.text, look)
        between = BETWEEN.get(element.tag, "")
        for number, child in enumerate(element):
            bracketed = between and child.tag == "mrow" and len(child) > 1
            self._words.append(between[number - 1 : number] + ("(" if bracketed else ""))
            self.visit(child, look)
            self._words.append(")" if bracketed else "")
            self.text(child.tail, look)
        if element.tag in HEADINGS:
            self.flush()
        self._level, self._lines_kept, self._where = level, kept, where

    def _table(self, element: Any, look: Look) -> None:
        self.flush()
        grid = Grid(self, element, look)
        self.flush()
        if self._cell is not None:
            self._cell += [" ".join(row) for row in grid.rows]
            return
        self.composer.paragraph(grid.caption)
        self.composer.table(grid.rows, grid.caption, grid.heads)


def _styles_of(root: Any) -> Styles:
    """The rules of all sheets in the page."""
    styles = Styles()
    for element in root.iter("style", "link"):
        if not _counts(element):
            continue
        if element.tag == "style":
            styles.add("".join(element.itertext()))
        elif "stylesheet" in element.get("rel", "").lower() and element.get("href"):
            styles.link(element.get("href"))
    return styles


def _counts(element: Any) -> bool:
    """Whether a sheet is for pages on a screen."""
    if next(element.iterancestors("noscript", "template"), None) is not None:
        return False
    return "alternate" not in element.get("rel", "").lower() and shown_on_screen(element.get("media", ""))


def _hints(element: Any) -> Iterator[tuple[str, str]]:
    """The declarations that an element's own attributes stand for."""
    found = element.attrib
    if "hidden" in found or "popover" in found or (element.tag == "dialog" and "open" not in found):
        yield "display", "none"
    if element.tag == "a" and "href" in found:
        yield "color", LINK
    if element.tag == "mark":
        yield from (("background-color", "#ffff00"), ("color", "#000000"))
    for name, meant in (("color", "color"), ("text", "color"), ("bgcolor", "background-color")):
        if name in found and (element.tag in ("font", "basefont") if name == "color" else True):
            yield meant, _colour(found[name])
    if found.get("background"):
        yield "background-image", "url()"


def _colour(said: str) -> str:
    said = said.strip()
    return f"#{said}" if re.fullmatch(r"[0-9a-fA-F]{3}|[0-9a-fA-F]{6}", said) else said
