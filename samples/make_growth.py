"""
Series that answer to another one, so that a regression on the raw observations finds what the notes print.

Real GDP answers to ISM new orders before 2005 and to the credit managers' sales index from then on; over both spans
together orders explain 36 % of its growth and sales 47 %. World earnings follow Korean exports by half a year.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from make_calendar import periods
from make_paths import shocks, write


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """Growth in percent: what it is when the survey stands at zero, what a point adds, what else moves it."""

    intercept: float
    slope: float
    noise: float


ORDERS = Response(intercept=-10.8865, slope=0.2553, noise=2.372)
SALES = Response(intercept=-20.7408, slope=0.3977, noise=2.2762)
BEFORE_SURVEYS = Response(intercept=1.2, slope=0.0, noise=3.0)
PANDEMIC = {"2020:Q1": -4.1, "2020:Q2": -20.3, "2020:Q3": 20.6, "2020:Q4": 4.2}
GDP_LAST = 24_060.0  # chained USD bn, annual rate

EPS_FIRST = 22.4  # USD a share
EPS_TREND, EPS_BETA, EPS_NOISE, EPS_MEMORY = 0.003, 0.782, 0.035, 0.97
LEAD_MONTHS = 6


def write_gdp(path: Path, orders: Mapping[str, float], sales: Mapping[str, float]) -> None:
    """Quarterly levels whose annualised growth answers to the quarter's mean of a survey."""
    quarters = periods("1947:Q1", "2025:Q4")
    noise = dict(zip(quarters, shocks("GDPC1", len(quarters)), strict=True))
    by_orders, by_sales = quarterly(orders), quarterly(sales)
    levels = [GDP_LAST]
    for quarter in reversed(quarters[1:]):
        survey, response = (
            (by_sales[quarter], SALES)
            if quarter in by_sales
            else (by_orders[quarter], ORDERS)
            if quarter in by_orders
            else (0.0, BEFORE_SURVEYS)
        )
        growth = response.intercept + response.slope * survey + response.noise * noise[quarter]
        levels.append(levels[-1] / (1 + PANDEMIC.get(quarter, growth) / 100) ** 0.25)
    rows = zip(quarters, reversed(levels), strict=True)
    write(path, ["date", "value"], ([quarter, f"{level:.3f}"] for quarter, level in rows))


def write_earnings(path: Path, exports: Mapping[str, float]) -> None:
    """Monthly earnings a share: a trend, exports of half a year before, and what fades only slowly."""
    before = list(exports)
    months = periods("2006-01", "2026-01")
    wander, rows = 0.0, []
    for n, (month, shock) in enumerate(zip(months, shocks("ACWI_EPS", len(months)), strict=True)):
        wander = EPS_MEMORY * wander + EPS_NOISE * shock
        place = before.index(month) - LEAD_MONTHS
        around = [exports[each] for each in before[place - 2 : place + 3]]
        level = EPS_BETA * math.log(sum(around) / len(around)) + EPS_TREND * n + wander
        rows.append((month, level))
    first = rows[0][1]
    write(path, ["date", "value"], ([month, f"{EPS_FIRST * math.exp(level - first):.3f}"] for month, level in rows))


def quarterly(monthly: Mapping[str, float]) -> dict[str, float]:
    """The mean of every quarter that has all its months."""
    found: dict[str, list[float]] = {}
    for month, level in monthly.items():
        found.setdefault(f"{month[:4]}:Q{(int(month[5:]) + 2) // 3}", []).append(level)
    return {quarter: sum(levels) / 3 for quarter, levels in found.items() if len(levels) == 3}
