"""
The sample desk's observations: random walks, bridged so that they pass exactly through the levels that are pinned.

A pin is a level that must stand in the file; between two pins a path strays about as much as such a series does in
life. Each column has its own generator, seeded with its name, so that changing one leaves the others alone.
The levels themselves are in `make_levels.py`.
"""

import csv
import math
import random
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

from make_levels import (
    BTC_PINS,
    BTC_STRESS,
    CLAIMS,
    FUNDS,
    INSTRUMENTS,
    LISTED,
    MARKET_STRESS,
    MONTHLY,
    RATES,
    Instrument,
    Monthly,
)

FIRST_DAY, LAST_DAY = date(2015, 1, 2), date(2026, 2, 20)
TRADING_DAYS, CALENDAR_DAYS = 252, 365
MONDAY, THURSDAY, SATURDAY, SUNDAY = 0, 3, 5, 6
SPECIAL_CLOSINGS = {date(2018, 12, 5), date(2025, 1, 9)}  # days of national mourning


def write_data(folder: Path) -> None:
    """Write every file below *folder*."""
    for name, columns in MONTHLY.items():
        write_monthly(folder / name, columns)
    write_claims(folder / "us/ICSA.csv")
    write_listed(folder / "market/listed_companies.csv")
    write_flows(folder / "flows/funds.csv")
    days = exchange_days(FIRST_DAY, LAST_DAY)
    write_rates(folder / "us/rates.csv", days)
    write_prices(folder / "market/prices.csv", days)
    write_bitcoin(folder / "market/bitcoin.csv")


# Files


def write_monthly(path: Path, columns: Mapping[str, Monthly]) -> None:
    """One row a month, one column a series; the columns of a file share their months."""
    months = month_range(*span(next(iter(columns.values())).pins))
    paths = [rounded(monthly_path(f"{path.name} {name}", column), column.decimals) for name, column in columns.items()]
    write(path, ["date", *columns], ([month, *cells] for month, *cells in zip(months, *paths, strict=True)))


def write_claims(path: Path) -> None:
    """Weekly initial claims, week ending Saturday, in whole thousands as published."""
    pins = dated(CLAIMS)
    weeks = [min(pins) + timedelta(days=7 * n) for n in range((max(pins) - min(pins)).days // 7 + 1)]
    levels = through(at(weeks, pins), shocks("ICSA", len(weeks)), [5.0] * len(weeks))
    write(path, ["date", "value"], ([str(week), f"{level:.0f}000"] for week, level in zip(weeks, levels, strict=True)))


def write_listed(path: Path) -> None:
    """Listed companies at year end: 2025 stands at half of 1995, within rounding."""
    pins = {int(year): level for year, level in split(LISTED).items()}
    years = range(min(pins), max(pins) + 1)
    levels = through(
        {year - years[0]: level for year, level in pins.items()}, shocks("LISTED_US", len(years)), [60.0] * len(years)
    )
    write(path, ["date", "value"], ([str(year), f"{level:.0f}"] for year, level in zip(years, levels, strict=True)))


def write_flows(path: Path) -> None:
    """One row a month and fund category; the last 120 months of a category add up to its stated total."""
    months = month_range("2015-01", "2026-01")
    table = {name: fund_flows(name, fund.total, fund.swing, len(months)) for name, fund in FUNDS.items()}
    rows = ([month, name, f"{flows[n]:.1f}"] for n, month in enumerate(months) for name, flows in table.items())
    write(path, ["date", "fund", "flow"], rows)


def write_rates(path: Path, days: Sequence[date]) -> None:
    """Treasury yields, their spread and the high-yield spread, in percent to two decimals."""
    paths = {}
    for name, rate in RATES.items():
        spread = [rate.daily * factor for factor in stress(days, MARKET_STRESS)]
        paths[name] = through(at(days, dated(rate.pins)), shocks(name, len(days)), spread)
    ten, two, high_yield = (rounded(paths[name], 2) for name in ("DGS10", "DGS2", "BAMLH0A0HYM2"))
    slope = [f"{float(long) - float(short):.2f}" for long, short in zip(ten, two, strict=True)]  # FRED publishes it too
    header = ["date", "DGS10", "DGS2", "T10Y2Y", "BAMLH0A0HYM2"]
    write(path, header, zip(map(str, days), ten, two, slope, high_yield, strict=True))


def write_prices(path: Path, days: Sequence[date]) -> None:
    """Total return indices, 2 January 2015 = 100, a column an instrument."""
    market = shocks("market", len(days))
    columns = [rounded(instrument_path(one, days, market), 4) for one in INSTRUMENTS]
    header = ["date", *(one.id for one in INSTRUMENTS)]
    write(path, header, ([str(day), *cells] for day, *cells in zip(days, *columns, strict=True)))


def write_bitcoin(path: Path) -> None:
    """A price for every day of the week; the spells in BTC_STRESS lift the 30-day volatility above 100 %."""
    days = [FIRST_DAY + timedelta(days=n) for n in range((LAST_DAY - FIRST_DAY).days + 1)]
    spread = [0.54 / math.sqrt(CALENDAR_DAYS) * factor for factor in stress(days, BTC_STRESS)]
    logs = {place: math.log(level) for place, level in at(days, dated(BTC_PINS)).items()}
    prices = rounded(map(math.exp, through(logs, shocks("BTC", len(days)), spread)), 2)
    write(path, ["date", "price"], zip(map(str, days), prices, strict=True))


def write(path: Path, header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """A CSV file with plain line ends."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file, lineterminator="\n").writerows([header, *rows])


# Paths


def monthly_path(name: str, column: Monthly) -> list[float]:
    """The pinned months exactly; in between, what crosses the column's bound is reflected back."""
    first, last = span(column.pins)
    months = month_range(first, last)
    pins = {months.index(month): level for month, level in split(column.pins).items()}
    path = through(pins, shocks(name, len(months)), [column.stray] * len(months))
    if column.bound is None:
        return path
    bound = column.bound
    inside = range(months.index(bound.first), months.index(bound.last) + 1)
    return [bound.keep(level) if n in inside and n not in pins else level for n, level in enumerate(path)]


def fund_flows(name: str, total: float, swing: float, count: int) -> list[float]:
    """Monthly flows in USD mn whose last 120, rounded to one decimal, add up to *total* USD bn."""
    noise = [swing * 1000 * shock for shock in shocks(name, count)]
    mean = (total * 1000 - sum(noise[-120:])) / 120
    flows = [round(mean + shock, 1) for shock in noise]
    return [*flows[:-1], round(flows[-1] + total * 1000 - sum(flows[-120:]), 1)]


def instrument_path(one: Instrument, days: Sequence[date], market: Sequence[float]) -> list[float]:
    """A price through its anchors, its shocks partly the market's."""
    own = shocks(one.id, len(days))
    mixed = [one.rho * m + math.sqrt(1 - one.rho**2) * o for m, o in zip(market, own, strict=True)]
    spread = [one.volatility / math.sqrt(TRADING_DAYS) * factor for factor in stress(days, MARKET_STRESS)]
    logs = {days.index(day): math.log(level) for day, level in anchors(one, days).items()}
    return [math.exp(level) for level in through(logs, mixed, spread)]


def anchors(one: Instrument, days: Sequence[date]) -> dict[date, float]:
    """
    The closes that the published returns need.

    Year to date, twelve months and five years end on 20 February 2026. The notes are a week older, so the same level
    is pinned a few days earlier at either end of each window, with a calm spell between: what they print held then.
    """
    level, pins = 100.0, {days[0]: 100.0}
    for year, percent in zip(range(2015, 2026), one.years, strict=True):
        if year == 2020:
            pins[date(2020, 3, 23)] = level * (1 + one.trough / 100)
        level *= 1 + percent / 100
        pins[max(day for day in days if day.year == year)] = level
    last = level * (1 + one.ytd / 100)
    pins |= {date(2026, 2, 12): last * 1.0005, LAST_DAY: last}
    if one.twelve_months is not None:
        start = last / (1 + one.twelve_months / 100)
        pins |= {date(2025, 2, 12): start, date(2025, 2, 20): start, date(2025, 2, 21): start * 1.0005}
    if one.five_years is not None:
        start = last / (1 + one.five_years / 100)
        pins |= {date(2021, 2, 12): start * 0.9995, date(2021, 2, 19): start}
    return pins


def through(pins: Mapping[int, float], steps: Sequence[float], spread: Sequence[float]) -> list[float]:
    """A level for every position, *pins* exactly at the pinned ones, of which the first and the last must be two."""
    places = sorted(pins)
    path = [pins[places[0]]]
    for left, right in pairwise(places):
        inside = slice(left + 1, right + 1)
        path += bridge(pins[left], pins[right], steps[inside], spread[inside])
    return path


def bridge(start: float, end: float, shocks: Sequence[float], spread: Sequence[float]) -> list[float]:
    """The levels after each step, the last one *end*; the drift is shared by variance, so calm days stay calm."""
    steps = [shock * size for shock, size in zip(shocks, spread, strict=True)]
    miss, variance = end - start - sum(steps), sum(size * size for size in spread)
    level, path = start, []
    for step, size in zip(steps, spread, strict=True):
        level += step + miss * size * size / variance
        path.append(level)
    return [*path[:-1], end]


def shocks(name: str, count: int) -> list[float]:
    """Independent shocks of variance one, with a market's fat tails."""
    rng = random.Random(name)
    return [rng.gauss(0, 1) * math.sqrt(rng.gammavariate(2, 0.5)) for _ in range(count)]


def stress(days: Sequence[date], spells: Mapping[str, float]) -> list[float]:
    """How many times its usual size a day's move is; the later spell wins where two overlap."""
    sizes = dict.fromkeys(days, 1.0)
    for spell, factor in spells.items():
        first, last = (date.fromisoformat(day) for day in spell.split())
        sizes |= {day: factor for day in days if first <= day <= last}
    return list(sizes.values())


# Pins


def split(pins: str) -> dict[str, float]:
    """`"2005-01 95.0, 2006-01 91.2"` as a mapping from period to level."""
    pairs = (pair.split() for pair in pins.split(","))
    return {period: float(level) for period, level in pairs}


def dated(pins: str) -> dict[date, float]:
    """Daily and weekly pins, by day."""
    return {date.fromisoformat(day): level for day, level in split(pins).items()}


def at(days: Sequence[date], pins: Mapping[date, float]) -> dict[int, float]:
    """Pins by position in *days*; a pin on a day that is not there is an error."""
    return {days.index(day): level for day, level in pins.items()}


def span(pins: str) -> tuple[str, str]:
    """The first and the last pinned period."""
    periods = sorted(split(pins))
    return periods[0], periods[-1]


def rounded(path: Iterable[float], decimals: int) -> list[str]:
    """Levels as they are written in a file."""
    return [f"{level:.{decimals}f}" for level in path]


# Calendars


def month_range(first: str, last: str) -> list[str]:
    """Months from *first* to *last*, as `2026-01`."""
    (start_year, start_month), (end_year, end_month) = (map(int, month.split("-")) for month in (first, last))
    count = 12 * (end_year - start_year) + end_month - start_month + 1
    months = (divmod(12 * start_year + start_month - 1 + n, 12) for n in range(count))
    return [f"{year}-{month + 1:02d}" for year, month in months]


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
