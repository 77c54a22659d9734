"""The days on which a series changed, and the prints between them, put together from as many requests as FRED wants."""

import math
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from tools.fred import checks, faults
from tools.fred.service import Service
from tools.reading import Budget

if TYPE_CHECKING:
    import pandas as pd

MOST_VINTAGES = 2_000
"""In the real-time period of one request."""
FOR_EVER = date(9999, 12, 31)
Print = tuple[str, str, str]
"""Date, the day from which the value was known, and the value as FRED writes it."""


def vintages(service: Service, name: str, budget: Budget) -> list[date]:
    """The days on which *name* changed, oldest first; Undated where FRED keeps no vintages of it."""
    root = service.whole("series/vintagedates", {"series_id": name}, budget)
    found = [checks.day((row.text or "").strip()) for row in root]
    days = sorted({day for day in found if day is not None})
    if len(days) != len(found) or not days:
        raise faults.cut_short(name)
    return days


def windows(days: Sequence[date], until: date | None) -> Iterator[tuple[date, date]]:
    """Real-time periods that begin at a vintage, hold as many as FRED allows, and end the day before the next one."""
    known = [day for day in days if until is None or day <= until]
    last = until if until is not None and len(known) < len(days) else FOR_EVER
    for place in range(0, len(known), MOST_VINTAGES):
        after = known[place + MOST_VINTAGES : place + MOST_VINTAGES + 1]
        yield known[place], after[0] - timedelta(days=1) if after else last


def prints(
    service: Service, name: str, span: tuple[date, date], window: tuple[date, date], budget: Budget
) -> list[Print]:
    """The values of the observations in *span* that FRED held in the real-time *window*, which clips their dates."""
    asked = {
        "observation_start": span[0].isoformat(),
        "observation_end": span[1].isoformat(),
        "realtime_start": window[0].isoformat(),
        "realtime_end": window[1].isoformat(),
    }
    root = service.whole("series/observations", {"series_id": name, **asked}, budget)
    checks.echoed(root, asked)
    checks.rows(root)
    found = []
    for row in root:
        known = row.get("realtime_start", "")
        if checks.day(known) is None or known < asked["realtime_start"]:
            raise faults.wrong_vintage()
        found.append((row.get("date", ""), known, row.get("value", "")))
    return found


def merged(parts: Sequence[Sequence[Print]], name: str) -> list[Print]:
    """The prints of windows that follow one another, with a row only where a value changed.

    FRED clips a value's real-time period to the window, so each window repeats what held before it: no vintage.
    """
    held: dict[tuple[str, str], str] = {}
    for at, known, value in (row for part in parts for row in part):
        if held.setdefault((at, known), value) != value:
            raise faults.conflict(name, at)
    found: list[Print] = []
    for (at, known), value in sorted(held.items()):
        if not (found and found[-1][0] == at and _number(found[-1][2]) == _number(value)):
            found.append((at, known, value))
    return found


def _number(value: str) -> float | None:
    """The number that FRED writes, None where it writes that there is none."""
    return None if value == checks.MISSING else float(value)


def table(found: Sequence[Print]) -> "pd.DataFrame":
    """Columns ``date`` and ``known`` as days, ``value`` as a float with NaN where FRED has a point."""
    import pandas as pd

    dates, known, values = zip(*found, strict=True) if found else ((), (), ())
    numbers = [math.nan if (number := _number(value)) is None else number for value in values]
    return pd.DataFrame(
        {
            "date": pd.to_datetime(list(dates), format="%Y-%m-%d"),
            "known": pd.to_datetime(list(known), format="%Y-%m-%d"),
            "value": pd.Series(numbers, dtype=float),
        }
    )
