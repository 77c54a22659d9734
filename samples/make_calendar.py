"""The days, months and quarters that the sample series are dated by."""

from datetime import date, timedelta

MONDAY, THURSDAY, SATURDAY, SUNDAY = 0, 3, 5, 6
SPECIAL_CLOSINGS = {date(2018, 12, 5), date(2025, 1, 9)}  # days of national mourning


def periods(first: str, last: str) -> list[str]:
    """Months (`2026-01`), quarters (`2025:Q4`) or years (`2025`) from *first* to *last*."""
    year, _, part = first.partition(":Q" if ":Q" in first else "-")
    count = 1 if not part else 4 if ":Q" in first else 12
    spelt = {1: "{0}", 4: "{0}:Q{1}", 12: "{0}-{1:02d}"}[count]
    found, place = [first], count * int(year) + int(part or 1) - 1
    while found[-1] != last:
        place += 1
        found.append(spelt.format(place // count, place % count + 1))
    return found


def exchange_days(first: date, last: date) -> list[date]:
    """US exchange days: weekdays less the main holidays."""
    closed = SPECIAL_CLOSINGS.union(*(holidays(year) for year in range(first.year, last.year + 1)))
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return [day for day in days if day.weekday() < SATURDAY and day not in closed]


def holidays(year: int) -> set[date]:
    """Full-day closings of the year; a New Year's Day on a Saturday is not made up for."""
    new_year = date(year, 1, 1)
    days = {
        new_year if new_year.weekday() == SATURDAY else observed(new_year),
        nth_weekday(year, 1, MONDAY, 3),  # Martin Luther King
        nth_weekday(year, 2, MONDAY, 3),  # Presidents
        easter(year) - timedelta(days=2),
        nth_weekday(year, 6, MONDAY, 1) - timedelta(days=7),  # Memorial, the last Monday in May
        observed(date(year, 7, 4)),
        nth_weekday(year, 9, MONDAY, 1),  # Labor
        nth_weekday(year, 11, THURSDAY, 4),  # Thanksgiving
        observed(date(year, 12, 25)),
    }
    return days | {observed(date(year, 6, 19))} if year >= 2022 else days


def observed(day: date) -> date:
    """A holiday on a Saturday is kept on the Friday, one on a Sunday on the Monday."""
    return day + timedelta(days={SATURDAY: -1, SUNDAY: 1}.get(day.weekday(), 0))


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    """The nth such weekday of a month."""
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))


def easter(year: int) -> date:
    """Easter Sunday, by the anonymous Gregorian rule."""
    century, rest = divmod(year, 100)
    golden = year % 19
    moon = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    sunday = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (golden + 11 * moon + 22 * sunday) // 451
    month, day = divmod(moon + sunday - 7 * late + 114, 31)
    return date(year, month, day + 1)
