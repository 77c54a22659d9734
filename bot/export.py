"""An answer's workings as a file: the figures with their formulas and inputs, down to every observation.

What is read is the kept document; the file alone is enough to compute each figure again. Text that a spreadsheet would
take for a formula gets an apostrophe in front; numbers stay numbers.
"""

import csv
import io
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot import shown
from bot.workbook import Cell, Row, written
from footnote.errors import FootnoteError
from footnote.text import Text

STARTS = "=+-@\t\r\n'"
"""A text that begins so, after blanks or not, is marked; one with an apostrophe of its own is, to be told apart."""
UNSEEN = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff"))
"""Signs without a width."""
AFTER_A_SEPARATOR = re.compile(r"([;\t\r\n]\s*)(?=[=+\-@＝＋－＠])")
"""Where a spreadsheet that takes semicolons or tabs for separators would begin another cell."""
UNHELD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
LONGEST_CELL = 32_000
MOST_ROWS = 1_048_575
"""Under the head of a sheet."""
HEADS = {
    "Answer": ("name", "value"),
    "Figures": ("figure", "name", "series", "label", "value", "unit", "text", "as_of", "formula", "caveats"),
    "Statistics": ("figure", "name", "value"),
    "Inputs": (
        "figure", "input", "kind", "name", "value", "unit", "refers", "series", "title", "source", "vintage", "first",
        "last", "count", "terms",
    ),
    "Observations": ("figure", "input", "series", "date", "of", "value"),
}  # fmt: skip
TOLD = ("id", "asked", "headline", "text", "reading", "kind", "as_of", "label", "model", "sample")
GUIDE = Text(
    "Each figure follows from its formula and from the inputs under its key. An input of the kind figure refers to "
    "another row of Figures; those of the kind observations stand in Observations under the same key and number. "
    "Values are unrounded and in whole units (dollars, persons; percent as percent).",
    "每个数字由其公式和同一编号下的输入得出。类型为 figure 的输入指向 Figures 中的另一行；类型为 observations "
    "的输入，其观测值列于 Observations 中相同编号之下。数值未经四舍五入，以基本单位计（美元、人；百分比按百分数）。",
)


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
    """The answer, its figures, their statistics and inputs and the observations of those, a row each."""
    workings = Workings()
    told: list[tuple[str, Any]] = [(name, document[name]) for name in TOLD]
    told += [("caveat", each) for each in document["caveats"]]
    told += [("plan", f"{call['tool']} {_listed(call['arguments'])}") for call in document["plan"]]
    told += [("quote", shown.quote(each)) for each in document["citations"]]
    told += [("how to read", GUIDE.to(document["language"]))] if document["figures"] else []
    workings.sheets["Answer"] += [[name, _cell(value)] for name, value in told if value not in (None, "")]
    for figure in document["figures"]:
        around = list(_walk(figure))
        for each in around:
            _add(workings, each, around)
    return workings


def _add(workings: Workings, figure: Mapping[str, Any], around: list[Mapping[str, Any]]) -> None:
    """The rows of one figure; *around* are the figures that its inputs may refer to."""
    key, sheets = figure["key"], workings.sheets
    cells = [figure[name] for name in HEADS["Figures"][1:-1]]
    sheets["Figures"].append([key, *(_cell(each) for each in cells), _cell(" ".join(figure["caveats"]))])
    sheets["Statistics"] += [[key, _cell(name), _cell(value)] for name, value in figure["stats"].items()]
    for number, item in enumerate(figure["inputs"], 1):
        refers = _referred(item, figure, around) if item["kind"] == "figure" else None
        _read(workings, key, str(number), {**item, "refers": refers})


def _read(workings: Workings, key: str, number: str, item: Mapping[str, Any]) -> None:
    """The row of one input and its observations; of a composite, then those of each of its parts."""
    place = int(number) if number.isdigit() else number
    row = {**item, "figure": key, "input": place}
    workings.sheets["Inputs"].append([_cell(row.get(name)) for name in HEADS["Inputs"]])
    rows = item.get("observations", ())
    names = item.get("names") or [None] * len(rows)
    workings.sheets["Observations"] += [
        [key, place, item["series"], day, _cell(name), value] for (day, value), name in zip(rows, names, strict=True)
    ]
    for below, part in enumerate(item.get("made_of", ()), 1):
        _read(workings, key, f"{number}.{below}", part)


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
    return f"'{kept}" if _is_like_a_formula(kept) else kept


def _is_like_a_formula(words: str) -> bool:
    """Whether the first sign, or the first that is seen, begins a formula; full-width and small signs count."""
    seen = words.translate(UNSEEN)
    return any(unicodedata.normalize("NFKC", first)[:1] in STARTS for first in (seen[:1], seen.lstrip()[:1]) if first)


def _csv(workings: Workings) -> bytes:
    """One table: the sheets below each other under all their heads, with the name of the sheet in front."""
    heads = list(dict.fromkeys(head for name in list(HEADS)[1:] for head in HEADS[name]))
    table = io.StringIO(newline="")
    writer = csv.writer(table)
    writer.writerow(["sheet", *heads])
    for sheet, rows in workings.sheets.items():
        for row in rows:
            cells = dict(zip(HEADS[sheet], map(_uncut, row), strict=True))
            writer.writerow([sheet, *(cells.get(head) for head in heads)])
    return table.getvalue().encode("utf-8-sig")  # the mark tells Excel that the Chinese is UTF-8


def _uncut(cell: Cell) -> Cell:
    """A text in which no part that another separator would cut off is a formula."""
    return AFTER_A_SEPARATOR.sub(r"\1'", cell) if isinstance(cell, str) else cell


def _xlsx(workings: Workings) -> bytes:
    """A sheet for each part."""
    if any(len(rows) > MOST_ROWS for rows in workings.sheets.values()):
        raise _too_many()
    return written({name: (HEADS[name], rows) for name, rows in workings.sheets.items()})


def _too_many() -> FootnoteError:
    return FootnoteError(
        Text(
            f"There are more than {MOST_ROWS:,} observations, which no sheet holds. Export to a .csv file.",
            f"观测值超过 {MOST_ROWS:,} 行，工作表无法容纳。请导出为 .csv 文件。",
        )
    )


WRITERS: Mapping[str, Callable[[Workings], bytes]] = {".csv": _csv, ".xlsx": _xlsx}
