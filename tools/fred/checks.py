"""Whether a document holds what was asked for. What no document says cannot be checked: FRED's observations do not name
their series, so the values of another series of the same frequency and span would be taken for those asked for.
"""

import math
import re
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from tools.fred import faults

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
NUMBER = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]{1,3})?")
MISSING = "."
ASKED = ("realtime_start", "realtime_end", "observation_start", "observation_end")
PLAIN = {"units": "lin", "output_type": "1"}
"""What stands in a document of values as they were published, one row a real-time period."""
ENOUGH_GAPS = 3
"""So many steps between dates before their usual length says anything."""
MONTHS = {"M": range(1, 13), "Q": (1, 4, 7, 10)}
"""In which FRED dates an observation, on the first of the month; a fiscal year may be dated on any day."""
STEPS = {"D": (1, 4), "W": (5, 16), "M": (28, 31), "Q": (90, 92), "A": (365, 366)}
"""The usual step between two dates, in days: daily ones skip weekends, some weekly ones every second week."""


def echoed(root: "Element", asked: Mapping[str, str]) -> None:
    """Refuses a document for other days, or another unit, than *asked*."""
    for key in ASKED:
        if key in asked and root.get(key) != asked[key]:
            raise faults.wrong_vintage() if key.startswith("realtime") else faults.garbled()
    if any(root.get(key, plain) != plain for key, plain in PLAIN.items()):
        raise faults.garbled()


def served(root: "Element") -> date:
    """The one day whose knowledge the document holds; the values of many days are refused."""
    opens, ends = day(root.get("realtime_start")), day(root.get("realtime_end"))
    if opens is None or ends is None:
        raise faults.garbled()
    if opens != ends:
        raise faults.wrong_vintage()
    return ends


def rows(root: "Element") -> None:
    """Refuses a row whose dates or value are none, or outside what the document says of itself."""
    first, last = root.get("observation_start", "0000"), root.get("observation_end", "9999-12-31")
    opens, ends = root.get("realtime_start", "0000"), root.get("realtime_end", "9999-12-31")
    for row in root:
        at, value = row.get("date", ""), row.get("value", "")
        if row.tag != "observation" or day(at) is None or not first <= at <= last:
            raise faults.garbled()
        if value != MISSING and not (NUMBER.fullmatch(value) and math.isfinite(float(value))):
            raise faults.garbled()
        if not row.get("realtime_start", opens) <= ends or not row.get("realtime_end", ends) >= opens:
            raise faults.wrong_vintage()


def ordered(root: "Element", name: str) -> None:
    """Puts the rows of one vintage in the order of their dates, each once; two unlike values of one are refused."""
    held: dict[str, Element] = {}
    for row in root:
        at = row.get("date", "")
        if at in held and held[at].get("value") != row.get("value"):
            raise faults.conflict(name, at)
        held[at] = row
    root[:] = [held[at] for at in sorted(held)]


def regular(days: Sequence[date], name: str, freq: str) -> None:
    """Refuses dates that a series of frequency *freq* does not have: they are of another series."""
    months = MONTHS.get(freq, ())
    for at in days if months else ():
        if at.day != 1 or at.month not in months:
            raise faults.wrong_series(name, freq, at.isoformat())
    steps = [(after - before).days for before, after in pairwise(days)]
    shortest, longest = STEPS[freq]
    if len(steps) >= ENOUGH_GAPS and not shortest <= median(steps) <= longest:
        raise faults.wrong_series(name, freq, days[-1].isoformat())


def day(text: str | None) -> date | None:
    """The day that *text* writes as YYYY-MM-DD, strictly; None where it writes none."""
    if not text or not DAY.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
