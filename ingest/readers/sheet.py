"""XLSX: each sheet that can be seen is a page, its tables and lines of text as Excel shows them.

The values are those that Excel stored; no formula is worked out. Comments, text boxes and charts are not read.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from footnote.errors import NoteError
from footnote.text import same
from ingest.compose import Composer
from ingest.office.cells import Cells, Place, SheetReader, letters
from ingest.office.package import in_language, kind_of, package
from ingest.office.regions import blocks
from ingest.office.remarks import comments, undrawn
from ingest.office.workbook import MOST_CELLS, Sheet, Workbook, too_large
from ingest.printed import printed
from ingest.stated import stated_day
from knowledge.note import Note

suffixes = (".xlsx",)
parser = "xlsx 3"

PAINTED = (
    "{} characters of {} have the colour of their cells and stand where a rule or a table may paint those; "
    "they are kept, yet may not be seen"
)
NAMED = 5  # cells, rows or columns in one sentence


def holds(data: bytes) -> bool:
    """Whether *data* is a workbook of Excel, whatever its name."""
    return kind_of(data) == "sheet"


def read(path: Path, data: bytes) -> Note:
    """The note in *data*; NoteError says why there is none. It is called by its own title, or by its first line."""
    file = package(path.name, data, "sheet")
    about, book, composer = file.about(), Workbook(file), Composer(printed(path.name))
    visible = [sheet for sheet in book.sheets if sheet.visible and sheet.cells and sheet.part in file.names]
    if not visible:
        raise NoteError(same(f"{printed(path.name)} has no visible sheet with cells; show one in Excel and save it."))
    first = ""
    count = 0
    for number, sheet in enumerate(visible):
        if number:
            composer.end_page()
        cells = SheetReader(book, sheet).read()
        count += len(cells.shown)
        if count > MOST_CELLS:
            raise too_large(file.name)
        line = _tell(composer, cells, file.name)
        first = first or line
        composer.hide(f"in comments on sheet {sheet.name!r}", comments(file, sheet))
        composer.warn(*undrawn(file, sheet))
    composer.warn(*about.warnings, *_left_out(book.sheets))
    note = composer.note(title=about.title or first, author=about.author, institution=about.institution)
    day, warnings = _day(note)
    return replace(note, date=day, language=in_language(note, about.language)).warned(*warnings)


def _tell(composer: Composer, cells: Cells, name: str) -> str:
    """Tell a sheet; its first line of text."""
    first = ""
    if cells.shown:
        composer.paragraph(cells.sheet.name, 1)
    try:
        for block in blocks(cells.shown, cells.without):
            first = first or block.lines.partition("\n")[0]
            composer.paragraph(block.lines)
            composer.table(block.rows, block.caption, block.heads)
    except OverflowError as error:
        raise too_large(name) from error
    _hide(composer, cells)
    return first


def _day(note: Note) -> tuple[date | None, tuple[str, ...]]:
    """The day that the lines of text on the first page state, else the page as a whole: data has days of its own."""
    page = lines = note.text[: note.pages[0].end]
    for table in reversed(note.tables):
        if table.end <= len(page):
            lines = lines[: table.start] + lines[table.end :]
    found = stated_day(lines)
    return found if found[0] else stated_day(page)


def _hide(composer: Composer, cells: Cells) -> None:
    """Report what the sheet does not show, and the formulas without a result."""
    sheet = f"sheet {cells.sheet.name!r}"
    rows, columns = map(str, cells.rows), map(letters, cells.columns)
    for what, names, words in (("row", rows, cells.rows), ("column", columns, cells.columns)):
        composer.hide(f"in hidden {_listed(what, list(names))} of {sheet}", "".join(words.values()))
    for how, places in cells.hidden.items():
        composer.hide(f"{how} in {_listed('cell', _names(places))} of {sheet}", "".join(places.values()))
    if cells.doubtful:
        composer.warn(PAINTED.format(f"{cells.doubtful:,}", sheet))
    if cells.unsaved:
        named = _listed("cell", _names(cells.unsaved))
        holds = "holds a formula whose result is" if len(cells.unsaved) == 1 else "hold formulas whose results are"
        composer.warn(f"{named} of {sheet} {holds} not in the file: open and save it in Excel")


def _names(places: Iterable[Place]) -> list[str]:
    return [f"{letters(column)}{row}" for row, column in sorted(places)]


def _listed(what: str, names: Sequence[str]) -> str:
    """``cells B2, B3 and 4 more``."""
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    return f"{what}{'' if len(names) == 1 else 's'} {', '.join(names[:NAMED])}{more}"


def _left_out(sheets: Iterable[Sheet]) -> Iterator[str]:
    """What is said of the sheets that are not read."""
    for sheet in sheets:
        if not sheet.visible:
            yield f"sheet {sheet.name!r} is hidden and left out"
        elif not sheet.cells:
            yield f"sheet {sheet.name!r} is a chart and left out"
