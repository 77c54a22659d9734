"""What FRED says of a series: title, unit, frequency, span, and whose it is."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from tools.fred import checks, faults

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

COPYRIGHT = {
    "pre-approval required": re.compile(r"pre-?approval required", re.IGNORECASE),
    "citation required": re.compile(r"citation required", re.IGNORECASE),
    "public domain": re.compile(r"public domain", re.IGNORECASE),
}
"""FRED's classes, strictest first, by the words of their tags."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesInfo:
    """A series as FRED describes it; ``copyright`` is one of three classes, or None where FRED does not say."""

    id: str
    title: str
    units: str
    frequency_short: str
    seasonal_adjustment_short: str
    observation_start: date | None
    observation_end: date | None
    last_updated: str
    notes: str = ""
    copyright: str | None = None

    @classmethod
    def of(cls, row: "Element") -> "SeriesInfo":
        """The series that a row of FRED's document describes."""
        id, title, updated = row.get("id"), row.get("title"), row.get("last_updated")
        if row.tag != "series" or not id or not title or not updated:
            raise faults.garbled()
        notes = row.get("notes", "")
        return cls(
            id=id,
            title=title,
            units=row.get("units", ""),
            frequency_short=row.get("frequency_short", ""),
            seasonal_adjustment_short=row.get("seasonal_adjustment_short", ""),
            observation_start=checks.day(row.get("observation_start")),
            observation_end=checks.day(row.get("observation_end")),
            last_updated=updated,
            notes=notes,
            copyright=copyright_class([notes]),
        )


def copyright_class(words: Iterable[str]) -> str | None:
    """The class that notes or the names of tags tell of, the strictest where they tell of several."""
    told = "\n".join(words)
    return next((name for name, pattern in COPYRIGHT.items() if pattern.search(told)), None)
