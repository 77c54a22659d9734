"""A PDF taken page by page: text that can be seen, tables, and what is to be said of the rest."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from time import monotonic
from typing import Any

from footnote.errors import NoteError
from footnote.text import same
from ingest.paper.findings import left_out, not_read, page_list, textless
from ingest.paper.leaf import Leaf, leaf
from ingest.paper.pdfium import attached, form_kind, mended, page_of
from ingest.paper.pieces import overlays, pieces
from ingest.paper.sight import MOST_PIECES, unseen
from ingest.paper.tabular import tables, worth_a_look
from knowledge.note import Table

MAX_PAGES = 2_000
FEW = 200  # pages: a longer file is searched for tables only where a cheap look says that there may be one
TABULATING, NO_TABLES_AFTER = 2.5, 5.0  # seconds a file, at most, for tables; seconds from its first page
XFA_ALONE, XFA_TOO = 2, 3
WAIT = "Please wait"  # how the page of an XFA form begins that other programs show


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """What was taken of a file: its pages, the tables of each, its own words about itself, warnings.

    ``blank`` says that nothing at all is drawn on its pages.
    """

    leaves: tuple[Leaf, ...]
    tables: tuple[tuple[Table, ...], ...]
    about: Mapping[str, str]
    blank: bool
    warnings: tuple[str, ...]

    @property
    def texts(self) -> list[str]:
        """The text of each page."""
        return [page.text if page.legible else "" for page in self.leaves]


class Patience:
    """Time that runs while it is entered, until none is left, and in any case so many seconds after it was made."""

    def __init__(self, seconds: float, until: float) -> None:
        self._left = seconds
        self._since = monotonic()
        self._until = self._since + until

    def __bool__(self) -> bool:
        return self._left > 0 and monotonic() < self._until

    def __enter__(self) -> None:
        self._since = monotonic()

    def __exit__(self, *_: object) -> None:
        self._left -= monotonic() - self._since


def taken(name: str, document: Any) -> Book:
    """What the *document* called *name* holds; NoteError where it has too many pages or its words elsewhere."""
    if len(document) > MAX_PAGES:
        raise NoteError(same(f"{name} has {len(document):,} pages; at most {MAX_PAGES:,} are read."))
    leaves: list[Leaf] = []
    grids: list[tuple[Table, ...]] = []
    passed: list[int] = []
    across: list[int] = []
    blank = True
    laid: Counter[str] = Counter(attached=attached(document))
    tabulating = Patience(TABULATING, NO_TABLES_AFTER)
    for number in range(1, len(document) + 1):
        with page_of(name, document, number) as (page, words):
            drawn = pieces(page, MOST_PIECES)
            blank = blank and drawn is not None and not drawn
            leaves.append(leaf(words, unseen(page, words, drawn)))
            with tabulating:
                likely = leaves[-1].legible and (len(document) <= FEW or worth_a_look(words, leaves[-1], drawn or ()))
                grid, mixed = tables(page, words, leaves[-1], drawn or ()) if likely and tabulating else ((), False)
                grids.append(grid)
            across += [number] * mixed
            passed += [number] * (likely and not tabulating)
            laid.update(overlays(page)[1])
    _refuse_forms(name, document, leaves)
    said = (
        *not_read(laid),
        *_mended(document),
        *left_out(leaves),
        *textless(leaves),
        *_passed(passed),
        *_across(across),
    )
    return Book(
        leaves=tuple(leaves),
        tables=tuple(grids),
        about=document.get_metadata_dict(),
        blank=blank,
        warnings=said,
    )


def _refuse_forms(name: str, document: Any, leaves: Sequence[Leaf]) -> None:
    """An XFA form has its words where no other program finds them."""
    kind = form_kind(document)
    waits = bool(leaves) and leaves[0].text.lstrip().startswith(WAIT)
    if kind == XFA_ALONE or (kind == XFA_TOO and waits):
        raise NoteError(same(f"{name} is an XFA form, which is not read; print it to a PDF and try again."))


def _mended(document: Any) -> list[str]:
    said = "its list of objects was damaged and has been mended: see whether pages are missing"
    return [said] if mended(document) else []


def _passed(pages: Sequence[int]) -> list[str]:
    where = f"pages {pages[0]} to {pages[-1]}" if len(pages) > 1 else f"page {pages[0]}" if pages else ""
    return [f"tables of {where} were not looked for"] if pages else []


def _across(pages: Sequence[int]) -> list[str]:
    said = "to have columns that its file goes through line by line, so their sentences may be mixed"
    seem = "seems" if len(pages) == 1 else "seem"
    return [f"{page_list(pages)} {seem} {said}; look at the page before you quote it"] if pages else []
