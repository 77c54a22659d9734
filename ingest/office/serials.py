"""The days and times that Excel keeps as numbers: days since the end of 1899, or since 1904."""

from collections.abc import Sequence
from datetime import datetime, timedelta

FIRST = datetime(1899, 12, 30)  # noqa: DTZ001 - a day on a sheet has no zone
FROM_1904 = 1_462
LAST = 2_958_465
LEAP = 60  # Excel has a 29 February 1900
DAY = 86_400


def when(serial: float, letters: Sequence[str], since_1904: bool = False) -> str:
    """The day, month, year or time that a format of those *letters* shows; empty for no day of Excel.

    What it leaves out is left out: a month is ``2026-02``. Months and weekdays in words become numbers.
    """
    days = serial + (FROM_1904 if since_1904 else 0)
    asked = _asked(letters)
    if not 0 <= days <= LAST:
        return ""
    seconds = round(days * DAY)
    if not asked & {"y", "month", "d"}:
        return _elapsed(seconds if "[" in "".join(letters) else seconds % DAY, asked)
    if days < 1:
        return ""
    moment = FIRST + timedelta(seconds=seconds + (DAY if days < LEAP else 0))
    day = moment.date().isoformat()
    if "d" not in asked:
        day = day[:7] if "month" in asked else day[:4]
    return f"{day} {_elapsed(seconds % DAY, asked)}" if asked & {"h", "s", "minute"} else day


def _asked(letters: Sequence[str]) -> set[str]:
    """What is shown: an ``m`` after hours or before seconds is a minute, else a month."""
    runs = [letter for number, letter in enumerate(letters) if number == 0 or letters[number - 1] != letter]
    found: set[str] = set()
    for number, run in enumerate(runs):
        near = runs[max(number - 1, 0) : number] + runs[number + 1 : number + 2]
        if run == "m":
            clock = runs[max(number - 1, 0) : number] in (["h"], ["[h]"]) or near[-1:] == ["s"]
            found.add("minute" if clock else "month")
        else:
            found.add({"e": "y", "[h]": "h", "[m]": "minute", "[s]": "s"}.get(run, run))
    return found


def _elapsed(seconds: int, asked: set[str]) -> str:
    hours, rest = divmod(seconds, 3600)
    minutes, left = divmod(rest, 60)
    return f"{hours:02d}:{minutes:02d}" + (f":{left:02d}" if "s" in asked else "")
