"""The day it is where FRED is, and when the release of a series comes out."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from footnote.errors import AskError
from tools.fred import checks, faults
from tools.fred.service import Service
from tools.reading import Release, Wanted, no_calendar

LOOK_BACK = timedelta(days=400)
"""Far enough for the last release of one that comes out once a year."""
EARLIEST = date(1776, 7, 4)
"""The first day of FRED's real-time periods."""
FRED_TIME = "America/Chicago"


def today() -> date:
    """FRED's day."""
    return datetime.now(ZoneInfo(FRED_TIME)).date()


def release(service: Service, wanted: Wanted) -> Release:
    """The release of a series: the last day before the one asked about, and every day known from there on."""
    root = service.ask("series/release", {"series_id": wanted.name}, wanted.budget)
    row = next(iter(root), None)
    if row is None:
        raise no_calendar(wanted.series)
    number, name = row.get("id", ""), row.get("name", "")
    if row.tag != "release" or not number.isascii() or not number.isdigit() or not name:
        raise faults.garbled()
    link = row.get("link", "")
    return Release(
        name=name,
        source=f"fred:release/{number}",
        days=_days(service, number, wanted),
        url=link if link.startswith(("https://", "http://")) else "",
    )


def _days(service: Service, number: str, wanted: Wanted) -> tuple[date, ...]:
    day = max(wanted.as_of or today(), EARLIEST + LOOK_BACK)
    asked = {"release_id": number, "include_release_dates_with_no_data": "true"}
    asked["realtime_start"] = (day - LOOK_BACK).isoformat()
    nowhere: AskError | None = None
    try:
        root = service.whole("release/dates", asked, wanted.budget)
    except AskError:
        nowhere = no_calendar(wanted.series)
    if nowhere is not None:
        raise nowhere
    found = [checks.day((row.text or "").strip()) for row in root if row.get("release_id", number) == number]
    days = sorted({each for each in found if each is not None})
    if len(found) != len(root) or None in found:
        raise faults.garbled()
    before = [each for each in days if each < day]
    return (*before[-1:], *(each for each in days if each >= day))
