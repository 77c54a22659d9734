"""Events and tables of the desk: one row a deal, one row an item, typed as strictly as a series."""

from typing import TYPE_CHECKING

from footnote.text import Text
from tools.catalogue import Events, Table
from tools.tables.cells import Typed
from tools.tables.sheet import Sheet, Unreadable
from tools.units import Unit

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

NO_UNIT = Unit("count")


def events(item: Events, typed: Typed) -> "pd.DataFrame":
    """A row an event: ``id``, ``announced`` and ``closed`` days, ``value``, ``proceeds``, ``cash``, ``cost``.

    The value is in base units, the other amounts in the unit without its scale; what the stanza names no column for is
    missing throughout. The index is the line of the file.
    """
    import numpy as np
    import pandas as pd

    sheet, rows = typed.sheet, typed.everywhere
    sheet.sure_of_encoding((item.key, item.announced, item.closed, item.value, item.proceeds, item.cash, item.cost))
    found: dict[str, object] = {"id": _ids(sheet, item.key)}
    for part in ("announced", "closed"):
        head = getattr(item, part)
        found[part] = _days(typed, head, item.date_format) if head else np.full(len(rows), "NaT", "datetime64[us]")
    unit = item.unit or NO_UNIT
    for part in ("value", "proceeds", "cash", "cost"):
        head, scale = getattr(item, part), unit.scale if part == "value" else 1.0
        found[part] = typed.numbers(head, rows, unit) * scale if head else np.full(len(rows), np.nan)
    frame = pd.DataFrame(found, index=pd.Index(sheet.rows, name="line"))
    _closed_after(frame)
    return _once(frame, "id", item.key)


def table(item: Table, typed: Typed) -> "pd.DataFrame":
    """A line an item: ``row``, its name, and ``value`` in base units. The index is the line of the file."""
    import pandas as pd

    sheet = typed.sheet
    sheet.sure_of_encoding((item.row, item.value))
    values = typed.numbers(item.value, typed.everywhere, item.unit) * item.unit.scale
    found = {"row": _ids(sheet, item.row), "value": values}
    return _once(pd.DataFrame(found, index=pd.Index(sheet.rows, name="line")), "row", item.row)


def _ids(sheet: Sheet, head: str) -> list[str]:
    """The names under *head*, each of which has to be there."""
    cells = sheet.column(head)
    for at, cell in enumerate(cells):
        if not cell or cell.startswith("="):
            sheet.refuse(at, head, Text("should name the row", "应为该行的名称"))
    return cells


def _days(typed: Typed, head: str, told: str | None) -> "np.ndarray":
    """Full dates under *head*; a blank is a day that has not come, or is not known."""
    import numpy as np

    cells = typed.sheet.column(head)
    held = np.array([at for at, cell in enumerate(cells) if cell], dtype=int)
    found = np.full(len(cells), "NaT", "datetime64[us]")
    found[held] = typed.days(head, held, "D", told)
    return found


def _closed_after(frame: "pd.DataFrame") -> None:
    """Refuses an event that closed before it was announced."""
    early = frame.index[(frame["closed"] < frame["announced"]).to_numpy()]
    if len(early):
        raise Unreadable(
            f"row {early[0]} closes before it is announced; check its two dates",
            f"第 {early[0]} 行的完成日早于公布日，请核对这两个日期",
        )


def _once(frame: "pd.DataFrame", part: str, head: str) -> "pd.DataFrame":
    """Each name once: rows that are the same are one, unlike rows of one name are refused with both."""
    frame = frame[~frame.duplicated()]
    for name, twice in frame[frame.duplicated(part, keep=False)].groupby(part, sort=False):
        first, second = twice.index[:2]
        raise Unreadable(
            f"has two unlike rows for {name!r} in column {head!r}: rows {first} and {second}; keep one",
            f"的 {head!r} 列中 {name!r} 有两行不同的内容：第 {first} 行与第 {second} 行，请保留一行",
        )
    return frame
