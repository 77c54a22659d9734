"""
The sample desk's observations, file by file. The levels they pass through are in `make_levels.py` and
`make_markets.py`; SPAC deals are in `make_deals.py`, series that answer to another in `make_growth.py`.
"""

import math
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path

from make_calendar import exchange_days, periods
from make_deals import write_deals
from make_growth import write_earnings, write_gdp
from make_levels import CLAIMS, COLUMNS, LISTED, SOFTWARE, Walk
from make_markets import BTC_PINS, BTC_STRESS, FUNDS, INSTRUMENTS, MARKET_STRESS, RATES, Instrument
from make_paths import at, dated, rounded, shocks, span, split, stress, through, write
from make_prints import write_prints
from make_recessions import write_recessions

FIRST_DAY, LAST_DAY = date(2015, 1, 2), date(2026, 2, 20)
TRADING_DAYS, CALENDAR_DAYS = 252, 365


def write_data(folder: Path) -> None:
    """Write every file below *folder*."""
    for name, columns in COLUMNS.items():
        write_columns(folder / name, columns)
    payrolls = walk_of("us/PAYEMS.csv", "value")
    write_prints(folder / "us/PAYEMS.csv", list(payrolls), list(payrolls.values()))
    write_claims(folder / "us/ICSA.csv")
    write_recessions(folder / "us/USREC.csv")
    write_listed(folder / "market/listed_companies.csv")
    write_flows(folder / "flows/funds.csv")
    shares = ([vehicle, f"{share:.1f}"] for vehicle, share in SOFTWARE.items())
    write(folder / "credit/software.csv", ["vehicle", "share"], shares)
    days = exchange_days(FIRST_DAY, LAST_DAY)
    write_rates(folder / "us/rates.csv", days)
    write_prices(folder / "market/prices.csv", days)
    write_bitcoin(folder / "market/bitcoin.csv")
    write_deals(folder / "spac", days)
    orders, sales = walk_of("surveys/ism.csv", "new_orders"), walk_of("surveys/nacm.csv", "value")
    write_gdp(folder / "us/GDPC1.csv", orders, sales)
    write_earnings(folder / "market/acwi_eps.csv", walk_of("trade/korea.csv", "exports"))


# Files


def write_columns(path: Path, columns: Mapping[str, Walk]) -> None:
    """One row a period, one column a series; the columns of a file share their periods."""
    walks = [walked(f"{path.name} {name}", column) for name, column in columns.items()]
    cells = [rounded(walk.values(), column.decimals) for walk, column in zip(walks, columns.values(), strict=True)]
    write(path, ["date", *columns], ([period, *row] for period, *row in zip(walks[0], *cells, strict=True)))


def write_claims(path: Path) -> None:
    """Weekly initial claims, week ending Saturday, in whole thousands as published."""
    pins = dated(CLAIMS)
    weeks = [min(pins) + timedelta(days=7 * n) for n in range((max(pins) - min(pins)).days // 7 + 1)]
    levels = through(at(weeks, pins), shocks("ICSA", len(weeks)), [5.0] * len(weeks))
    write(path, ["date", "value"], ([str(week), f"{level:.0f}000"] for week, level in zip(weeks, levels, strict=True)))


def write_listed(path: Path) -> None:
    """Listed companies at year end: 2025 stands at half of 1995, within rounding."""
    levels = bridged("LISTED_US", LISTED, 60.0)
    write(path, ["date", "value"], ([year, f"{level:.0f}"] for year, level in levels.items()))


def write_flows(path: Path) -> None:
    """One row a month and fund category; the last 120 months of a category add up to its stated total."""
    months = periods("2015-01", "2026-01")
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


# Paths


def walked(name: str, column: Walk) -> dict[str, float]:
    """A level for each period: the pinned ones exactly; in between, what crosses the bound is reflected back."""
    walk = bridged(name, column.pins, column.stray)
    if column.bound is not None:
        bound, pins = column.bound, split(column.pins)
        walk |= {
            period: bound.keep(level)
            for period, level in walk.items()
            if bound.first <= period <= bound.last and period not in pins
        }
    return bridged(f"{name} earlier", column.earlier, column.stray) | walk if column.earlier else walk


def walk_of(file: str, column: str) -> dict[str, float]:
    """A column of COLUMNS as it is written, by period, for a series that answers to it."""
    walk, spec = walked(f"{Path(file).name} {column}", COLUMNS[file][column]), COLUMNS[file][column]
    return {period: round(level, spec.decimals) for period, level in walk.items()}


def bridged(name: str, pins: str, stray: float) -> dict[str, float]:
    """The path through *pins*, by period."""
    days = periods(*span(pins))
    levels = {days.index(period): level for period, level in split(pins).items()}
    return dict(zip(days, through(levels, shocks(name, len(days)), [stray] * len(days)), strict=True))


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
