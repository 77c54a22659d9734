"""Text files as notes: their pages, and what nobody sees of them taken out and counted."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from footnote.errors import NoteError
from footnote.text import same
from ingest.printed import printed
from ingest.text.decoding import decoded
from ingest.text.front import Front, day_of, front_matter
from ingest.unseen import CONTROL, UNSEEN
from knowledge.note import Note, Page

LONGEST_TITLE = 200
UNWRITTEN = "written in characters nobody sees"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unseen:
    """A span of a text that nobody sees, and how that is."""

    start: int
    end: int
    how: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Plain:
    """A text file decoded: its front matter, the rest with every line ended alike, and warnings so far."""

    front: Front
    text: str
    warnings: tuple[str, ...] = ()

    @classmethod
    def of(cls, path: Path, data: bytes) -> "Plain":
        """The file in *data*; NoteError where it is no text."""
        text, warnings = decoded(printed(path.name), data)
        front, rest = front_matter(text.replace("\r\n", "\n").replace("\r", "\n"))
        return cls(front=front, text=rest, warnings=warnings)

    def without(self, unseen: Sequence[Unseen]) -> "Plain":
        """This text without the spans *unseen*, which are in order and apart; a warning counts them by page."""
        kept: list[str] = []
        hidden: Counter[tuple[int, str]] = Counter()
        at, page = 0, 1
        for span in unseen:
            page += self.text.count("\f", at, span.start)
            hidden[page, span.how] += len("".join(self.text[span.start : span.end].split()))
            breaks = self.text.count("\f", span.start, span.end)
            kept += [self.text[at : span.start], "\f" * breaks]
            page += breaks
            at = span.end
        clean = CONTROL.sub(" ", "".join([*kept, self.text[at:]]))
        paged = "\f" in self.text
        told = tuple(_left_out(how, hidden, paged=paged) for how in dict.fromkeys(how for _, how in hidden))
        return Plain(front=self.front, text=clean, warnings=(*self.warnings, *told))

    def note(self, path: Path, first: str) -> Note:
        """The note, called *first* unless its front matter says otherwise. NoteError where there is no text."""
        if not self.text.strip():
            why = f": {'; '.join(self.warnings)}" if self.warnings else ""
            raise NoteError(same(f"{printed(path.name)} has no text in it{why}."))
        values = self.front.values
        day, faults = day_of(values.get("date"))
        return Note(
            title=values.get("title", "")[:LONGEST_TITLE] or first[:LONGEST_TITLE],
            text=self.text,
            pages=pages_of(self.text),
            language=self.front.language(self.text),
            institution=values.get("institution"),
            author=values.get("author"),
            date=day,
            label=values.get("label"),
            corrects=values.get("corrects"),
            kind=values.get("kind"),
            period=values.get("period"),
            warnings=(*self.warnings, *self.front.warnings, *faults),
        )


def unwritten(text: str) -> list[Unseen]:
    """The spans of characters in *text* that nobody sees."""
    return [Unseen(start=found.start(), end=found.end(), how=UNWRITTEN) for found in UNSEEN.finditer(text)]


def first_line(text: str) -> str:
    """The first line of *text* that is not empty; empty where there is none."""
    return next((line.strip() for line in text.replace("\f", "\n").split("\n") if line.strip()), "")


def pages_of(text: str) -> tuple[Page, ...]:
    """The pages of *text*: a form feed ends one, an empty page counts, and the last needs no form feed."""
    pages: list[Page] = []
    start = 0
    for part in text.split("\f"):
        pages.append(Page(number=len(pages) + 1, start=start, end=start + len(part)))
        start += len(part) + 1
    return tuple(pages[:-1] if len(pages) > 1 and pages[-1].start == pages[-1].end else pages)


def _left_out(how: str, hidden: Counter[tuple[int, str]], *, paged: bool) -> str:
    pages = sorted({page for page, kind in hidden if kind == how})
    number = sum(hidden[page, how] for page in pages)
    where = f"page{'s' if len(pages) > 1 else ''} {', '.join(map(str, pages))}" if paged else "it"
    counted = "1 character" if number == 1 else f"{number:,} characters"
    return f"{counted} of {where} {'is' if number == 1 else 'are'} {how} and left out"
