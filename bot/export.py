"""An answer's workings as a file: the figures with their formulas and inputs, down to every observation.

What is read is the kept document; the file alone is enough to compute each figure again. Text that a spreadsheet would
take for a formula gets an apostrophe in front; numbers stay numbers.
"""

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from bot import shown
from footnote.errors import FootnoteError
from footnote.text import Text

Cell = str | float | int | None
Row = list[Cell]
STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "'")
"""A text that begins so, after blanks or not, is marked; one with an apostrophe of its own is, to be told apart."""
BLANKS = " \u00a0\u3000"
UNHELD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
LONGEST_CELL = 32_000
MOST_ROWS = 1_048_575
"""Under the head of a sheet."""
FIRST_DAY = "1900-03-01"
"""Before it a spreadsheet's days are not those of the calendar; such days stay text."""
DAYS = ("as_of", "first", "last", "date")
WIDTH, WIDTHS = 14, {
    ("Answer", "value"): 100, ("Figures", "label"): 60, ("Figures", "formula"): 40, ("Figures", "stats"): 40,
    ("Inputs", "source"): 40,
}  # fmt: skip
HEADS = {
    "Answer": ("name", "value"),
    "Figures": ("figure", "name", "series", "label", "value", "unit", "text", "as_of", "formula", "stats", "caveats"),
    "Inputs": (
        "figure", "input", "kind", "name", "value", "unit", "refers", "series", "source", "vintage", "first", "last",
        "count", "terms",
    ),
    "Observations": ("figure", "input", "series", "date", "value"),
}  # fmt: skip
TOLD = ("id", "asked", "headline", "text", "reading", "kind", "as_of", "label", "model", "sample")


@dataclass(frozen=True, slots=True)
class Workings:
    """The rows of each sheet."""

    sheets: dict[str, list[Row]] = field(default_factory=lambda: {name: [] for name in HEADS})

    @property
    def counts(self) -> tuple[int, int]:
        """How many figures and observations there are."""
        return len(self.sheets["Figures"]), len(self.sheets["Observations"])


def export(document: Mapping[str, Any], path: Path) -> Workings:
    """Writes the kept *document* to a new file, whole or not at all; FootnoteError where that cannot be done."""
    workings = tabulated(document)
    content = WRITERS[path.suffix.lower()](workings)
    try:
        with path.open("xb") as file:
            try:
                file.write(content)
            except OSError:
                path.unlink()
                raise
    except FileExistsError:
        raise FootnoteError(
            Text(
                f"{path.name} exists already and is left as it is. Name another file, or remove it first.",
                f"文件 {path.name} 已存在，未作改动。请换一个文件名，或先将其删除。",
            )
        ) from None
    except OSError as error:
        raise FootnoteError(
            Text(
                f"{path.name} could not be written: {error.strerror}. Name a folder that exists and can be written to.",
                f"无法写入 {path.name}。请指定一个已存在且可写的文件夹。",
            )
        ) from None
    return workings


def tabulated(document: Mapping[str, Any]) -> Workings:
    """The answer, its figures, their inputs and the observations of those, a row each."""
    workings = Workings()
    told: list[tuple[str, Any]] = [(name, document[name]) for name in TOLD]
    told += [("caveat", each) for each in document["caveats"]]
    told += [("plan", f"{call['tool']} {_listed(call['arguments'])}") for call in document["plan"]]
    told += [("quote", shown.quote(each)) for each in document["citations"]]
    workings.sheets["Answer"] += [[name, _cell(value)] for name, value in told if value is not None]
    for figure in document["figures"]:
        around = list(_walk(figure))
        for each in around:
            _add(workings, each, around)
    return workings


def _add(workings: Workings, figure: Mapping[str, Any], around: list[Mapping[str, Any]]) -> None:
    """The rows of one figure; *around* are the figures that its inputs may refer to."""
    key = figure["key"]
    stats, caveats = _listed(figure["stats"]), " ".join(figure["caveats"])
    cells = [figure[name] for name in HEADS["Figures"][1:-2]]
    workings.sheets["Figures"].append([key, *(_cell(each) for each in cells), _cell(stats), _cell(caveats)])
    for number, item in enumerate(figure["inputs"], 1):
        refers = _referred(item, figure, around) if item["kind"] == "figure" else None
        row = {**item, "figure": key, "input": number, "refers": refers}
        workings.sheets["Inputs"].append([_cell(row.get(name)) for name in HEADS["Inputs"]])
        workings.sheets["Observations"] += [
            [key, number, item["series"], day, value] for day, value in item.get("observations", ())
        ]


def _referred(item: Mapping[str, Any], figure: Mapping[str, Any], around: list[Mapping[str, Any]]) -> str | None:
    """The key of the figure that an input names: a part if there is one, else one around it."""
    wanted = [item[name] for name in ("name", "series", "unit", "value")]
    candidates = [*figure["parts"], *(each for each in around if each["key"] != figure["key"])]
    found = (each for each in candidates if [each[name] for name in ("name", "series", "unit", "value")] == wanted)
    return next((str(each["key"]) for each in found), None)


def _walk(figure: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield figure
    for part in figure["parts"]:
        yield from _walk(part)


def _listed(values: Mapping[str, Any]) -> str:
    return "; ".join(f"{name}={_plain(value)}" for name, value in values.items())


def _plain(value: Any) -> str:
    return " ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def _cell(value: Any) -> Cell:
    """A number as it is, anything else as text that no spreadsheet computes."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    return None if value is None else safe(str(value))


def safe(words: str) -> str:
    """*words* without what no sheet can hold, with an apostrophe in front where they might be taken for a formula."""
    kept = shown.cut(UNHELD.sub(" ", str(shown.legible(words))), LONGEST_CELL)
    return f"'{kept}" if kept.lstrip(BLANKS).startswith(STARTS) else kept


def _csv(workings: Workings) -> bytes:
    """One table: the sheets below each other under all their heads, with the name of the sheet in front."""
    heads = list(dict.fromkeys(head for name in ("Figures", "Inputs", "Observations") for head in HEADS[name]))
    table = io.StringIO(newline="")
    writer = csv.writer(table)
    writer.writerow(["sheet", *heads])
    for sheet, rows in workings.sheets.items():
        for row in rows:
            cells = dict(zip(HEADS[sheet], row, strict=True))
            writer.writerow([sheet, *(cells.get(head) for head in heads)])
    return table.getvalue().encode("utf-8-sig")  # the mark tells Excel that the Chinese is UTF-8


def _xlsx(workings: Workings) -> bytes:
    """A sheet for each part, days as days; text is marked as text, so that nothing in it is computed."""
    from openpyxl import Workbook
    from openpyxl.utils import get_column_letter

    if any(len(rows) > MOST_ROWS for rows in workings.sheets.values()):
        raise _too_many()
    book, file = Workbook(write_only=True), io.BytesIO()
    for name, rows in workings.sheets.items():
        sheet = book.create_sheet(name)
        sheet.freeze_panes = "A2"
        for number, head in enumerate(HEADS[name], 1):
            sheet.column_dimensions[get_column_letter(number)].width = WIDTHS.get((name, head), WIDTH)
        sheet.append([*HEADS[name]])
        for row in rows:
            sheet.append([_typed(sheet, head, value) for head, value in zip(HEADS[name], row, strict=True)])
    book.save(file)
    return file.getvalue()


def _typed(sheet: Any, head: str, value: Cell) -> Any:
    """A cell of a sheet: a number, a day, or text."""
    from openpyxl.cell import WriteOnlyCell

    if not isinstance(value, str):
        return value
    if head in DAYS and value >= FIRST_DAY:
        cell = WriteOnlyCell(sheet, value=datetime.fromisoformat(value))
        cell.number_format = "yyyy-mm-dd"
        return cell
    cell = WriteOnlyCell(sheet, value=value)
    cell.data_type = "s"  # also "#REF!"
    return cell


def _too_many() -> FootnoteError:
    return FootnoteError(
        Text(
            f"There are more than {MOST_ROWS:,} observations, which no sheet holds. Export to a .csv file.",
            f"观测值超过 {MOST_ROWS:,} 行，工作表无法容纳。请导出为 .csv 文件。",
        )
    )


WRITERS: Mapping[str, Callable[[Workings], bytes]] = {".csv": _csv, ".xlsx": _xlsx}
