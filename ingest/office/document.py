"""A Word document: its body, its notes, its looks, and what is to be said of it as a whole."""

from collections.abc import Iterator

from footnote.errors import NoteError
from footnote.text import same
from ingest.office.colours import RGB, WHITE, Theme, rgb
from ingest.office.looks import Looks, Place
from ingest.office.markup import WORD, Element, child, of, value
from ingest.office.package import Package
from ingest.office.runs import INSERTED, REMOVED, NoteKind
from ingest.office.styles import Styles, on
from ingest.printed import printed

KINDS: tuple[NoteKind, ...] = ("footnotes", "endnotes", "comments")
APARTS = ("separator", "continuationSeparator", "continuationNotice")  # lines between the text and its notes
UNREAD = {"c:chart": "chart", "dgm:relIds": "diagram", "w:altChunk": "part in another format"}


class Document:
    """The parts of a document that a reader needs."""

    def __init__(self, file: Package) -> None:
        main = file.main("word")
        self.root: Element = file.root(main)
        body = child(self.root, "body") if of(self.root) == "w:document" else None
        if body is None:
            why = f"its part {printed(main)} is something else; open it in Word and save it as .docx"
            raise NoteError(same(f"{printed(file.name)} is not a Word document: {why}."))
        self.body: Element = body
        parts = {kind: path for kind, path in file.related(main).values() if path in file.names}
        self.looks = Looks(Styles(file.root(parts.get("styles", ""))), Theme(file.root(parts.get("theme", ""))))
        roots = {kind: file.root(parts.get(kind, "")) for kind in KINDS}
        self.notes = {kind: dict(_notes(root)) for kind, root in roots.items()}
        self.place = Place(_paper(self.root, file.root(parts.get("settings", ""))))
        self.breaks = list(_breaks(self.root))

    def warnings(self) -> Iterator[str]:
        """What an analyst should know of how the document was read."""
        stories = [self.root, *(note for kind in KINDS[:2] for note in self.notes[kind].values())]
        inserted, removed = (_changes(stories, tags) for tags in (INSERTED, REMOVED))
        if inserted or removed:
            said = f"{_many(inserted, 'tracked insertion')} and {_many(removed, 'tracked deletion')}"
            yield f"it has {said}, read as if all were accepted"
        unread = [of(each) for each in self.root.iter() if of(each) in UNREAD]
        if unread:
            counted = " and ".join(_many(unread.count(tag), name) for tag, name in UNREAD.items() if tag in unread)
            yield f"{counted} in it {'is' if len(unread) == 1 else 'are'} not read"


def _notes(root: Element | None) -> Iterator[tuple[str, Element]]:
    for each in () if root is None else root:
        if value(each, "type") not in APARTS:
            yield value(each, "id") or "", each


def _paper(root: Element, settings: Element | None) -> RGB:
    """The colour of the page."""
    if not on(child(settings, "displayBackgroundShape")):
        return WHITE
    return rgb(value(child(root, "background"), "color")) or WHITE


def _breaks(root: Element) -> Iterator[bool]:
    """For each section but the first, whether it begins on a new page."""
    sections = [each for each in root.iter(f"{{{WORD}}}sectPr") if of(each.getparent()) != "w:sectPrChange"]
    for section in sections[1:]:
        yield value(child(section, "type")) not in ("continuous", "nextColumn")


def _changes(stories: list[Element], tags: tuple[str, ...]) -> int:
    """How many tracked changes there are; those of the ends of paragraphs count only where there is nothing else."""
    found = [of(each.getparent()) == "w:rPr" for story in stories for each in story.iter() if of(each) in tags]
    return found.count(False) or len(found)


def _many(number: int, what: str) -> str:
    first, _, rest = what.partition(" in ")
    return f"{number or 'no'} {first}{'' if number == 1 else 's'}{rest and ' in '}{rest}"
