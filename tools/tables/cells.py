"""A sheet's columns typed once and kept; only the rows that are asked for are refused for what is wrong with them."""

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from footnote.text import Text
from tools.tables.amounts import Numbers, numbers
from tools.tables.dates import Days, days
from tools.tables.number_formats import SIGNS
from tools.tables.sheet import Sheet, Unreadable
from tools.units import Unit

if TYPE_CHECKING:
    import numpy as np

AS_SHOWN = Text(
    "cells that the workbook formats as percent are read as they are shown.",
    "工作簿中设为百分比格式的单元格按显示的数值读取。",
)


@dataclass(kw_only=True, eq=False)
class Typed:
    """The columns of *sheet* as days and as numbers."""

    sheet: Sheet
    _days: dict[tuple[str, str, str | None], Days] = field(default_factory=dict)
    _numbers: dict[tuple[str, Unit], Numbers] = field(default_factory=dict)
    _members: "dict[str, dict[str, np.ndarray]]" = field(default_factory=dict)

    @cached_property
    def everywhere(self) -> "np.ndarray":
        """The places of all rows."""
        import numpy as np

        return np.arange(len(self.sheet.rows))

    def rows_of(self, head: str, member: str) -> "np.ndarray":
        """The places of the rows that hold *member* under *head*."""
        import numpy as np

        if head not in self._members:
            places: dict[str, list[int]] = {}
            for at, cell in enumerate(self.sheet.column(head)):
                places.setdefault(cell, []).append(at)
            self._members[head] = {cell: np.array(held) for cell, held in places.items()}
        if member not in self._members[head]:
            raise Unreadable(f"has no row of {member!r} in column {head!r}", f"的 {head!r} 列中没有 {member!r} 的行")
        return self._members[head][member]

    def days(self, head: str, rows: "np.ndarray", freq: str, told: str | None) -> "np.ndarray":
        """The days under *head* in *rows*."""
        key = head, freq, told
        if key not in self._days:
            self._days[key] = self._read_days(head, freq, told)
        self._refuse(head, self._days[key].faults, rows)
        found: np.ndarray = self._days[key].values[rows]
        return found

    def numbers(self, head: str, rows: "np.ndarray", unit: Unit) -> "np.ndarray":
        """The numbers under *head* in *rows*, as written: not yet in base units."""
        typed = self._typed(head, unit)
        self._refuse(head, typed.faults, rows)
        found: np.ndarray = typed.values[rows]
        return found

    def caveats(self, head: str, unit: Unit) -> tuple[Text, ...]:
        """What is to be said with the numbers under *head*."""
        shown = (AS_SHOWN,) if head in self.sheet.percents else ()
        return (*self.sheet.caveats, *shown, *self._typed(head, unit).caveats)

    def _typed(self, head: str, unit: Unit) -> Numbers:
        key = head, unit
        if key not in self._numbers:
            found = numbers(self.sheet.column(head), unit, self.sheet.delimiter)
            self._numbers[key] = replace(found, faults=self._in_another_currency(head, unit) | found.faults)
        return self._numbers[key]

    def _read_days(self, head: str, freq: str, told: str | None) -> Days:
        """The whole column; a date that a workbook holds as one is no text in the desk's format."""
        import numpy as np

        cells = self.sheet.column(head)
        dated = self.sheet.dated.get(head, [])
        if not told or not dated:
            return days(cells, freq, told)
        texts = sorted(set(range(len(cells))) - set(dated))
        values = np.full(len(cells), "NaT", "datetime64[us]")
        faults: dict[int, Text] = {}
        for places, form in ((dated, None), (texts, told)):
            read = days([cells[at] for at in places], freq, form)
            values[places] = read.values
            faults |= {places[at]: said for at, said in read.faults.items()}
        return Days(values=values, faults=faults)

    def _in_another_currency(self, head: str, unit: Unit) -> dict[int, Text]:
        """Numbers that a workbook shows in another currency than the unit's."""
        found: dict[int, Text] = {}
        for (column, coin), places in self.sheet.coins.items():
            if column == head and unit.name not in SIGNS[coin]:
                said = Text(
                    f"is shown in {coin} by its number format, while the unit is {unit.name}",
                    f"的数字格式显示的货币是 {coin}，而单位是 {unit.name}",
                )
                found |= dict.fromkeys(places, said)
        return found

    def _refuse(self, head: str, faults: dict[int, Text], rows: "np.ndarray") -> None:
        """The first fault in *rows*, with its place."""
        if faults and (held := faults.keys() & set(rows.tolist())):
            first = min(held)
            self.sheet.refuse(first, head, faults[first])
