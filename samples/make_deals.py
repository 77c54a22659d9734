"""
The sample desk's SPAC deals and the prices of the companies they became. Companies and tickers are invented.

A year's announced deals add up to the value in ANNOUNCED, to the dollar; over all deals that closed a share that was
sold at ten dollars bore three of cost on average. Some deals never close, some companies leave the exchange: their
prices stop where they left.
"""

import math
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from make_paths import write

# Announced in the year to the day of the desk: how many deals, and their value in USD mn. 2025 is the third largest.
ANNOUNCED = {
    2016: (4, 4_900),
    2017: (6, 9_300),
    2018: (8, 13_800),
    2019: (9, 16_200),
    2020: (26, 121_500),
    2021: (44, 318_400),
    2022: (15, 28_700),
    2023: (11, 19_900),
    2024: (10, 18_600),
    2025: (17, 37_600),
    2026: (2, 3_900),
}
FALLS_THROUGH = {2022: 0.35}
USUALLY_FALLS_THROUGH = 0.12
IPO_PRICE, MEAN_COST = 10.0, 3.0
DRIFT, SPREAD, VOLATILITY = -0.9, 0.55, 0.7  # of a year after the merger, in logs
DAYS_BEFORE, DAYS_AFTER = 5, 260
LEAVES_BELOW = 0.6
HEAD = "ticker company announced merger_close deal_value ipo_price cash_per_share cost_per_share".split()
NAMES = tuple(
    "Aldermere Brackwell Corvane Dunmorrow Eskerdale Fennimoor Garrowby Hollinsea Ingleby Jarrowmere Keldholm Lunderry "
    "Marrowdale Netherwyn Orrinside Pelham-Voss".split()
)
TRADES = ("Mobility", "Power", "Therapeutics", "Software", "Space", "Foods", "Materials", "Lending", "Freight", "Grid")


@dataclass(frozen=True, slots=True, kw_only=True)
class Deal:
    """One merger, its value in USD mn; ``closed`` None where it did not close, or has not yet."""

    ticker: str
    company: str
    announced: date
    closed: date | None
    value: float


def write_deals(folder: Path, days: Sequence[date]) -> None:
    """The deals, one a row, and a close a day for each company from a week before its merger on."""
    deals = list(all_deals(days))
    closed = [deal for deal in deals if deal.closed]
    costs = dict(zip((deal.ticker for deal in closed), costs_of(len(closed)), strict=True))
    write(folder / "deals.csv", HEAD, (row(deal, costs.get(deal.ticker)) for deal in deals))
    prices = ([str(day), deal.ticker, f"{close:.2f}"] for deal in closed for day, close in closes(deal, days))
    write(folder / "prices.csv", ["date", "ticker", "close"], prices)


def row(deal: Deal, cost: float | None) -> list[str]:
    """A deal as it stands in the file; what is not known is blank."""
    cells = ["", ""] if cost is None else [f"{IPO_PRICE - cost:.2f}", f"{cost:.2f}"]
    return [
        deal.ticker,
        deal.company,
        str(deal.announced),
        str(deal.closed or ""),
        f"{deal.value:.1f}",
        f"{IPO_PRICE:.2f}",
        *cells,
    ]


def all_deals(days: Sequence[date]) -> Iterator[Deal]:
    """The deals in the order of their announcement."""
    rng = random.Random("SPAC_DEALS")
    names = [f"{name} {trade}" for trade in TRADES for name in NAMES]
    rng.shuffle(names)
    number = 0
    for year, (count, total) in ANNOUNCED.items():
        sizes = [rng.lognormvariate(0, 0.8) for _ in range(count)]
        values = [round(total * size / sum(sizes), 1) for size in sizes]
        values[-1] = round(values[-1] + total - sum(values), 1)
        last = min(date(year, 12, 31), days[-1])
        span = (last - date(year, 1, 4)).days
        announced = sorted(date(year, 1, 4) + timedelta(days=rng.randrange(span)) for _ in range(count))
        for day, value in zip(announced, values, strict=True):
            number += 1
            stays = rng.random() >= FALLS_THROUGH.get(year, USUALLY_FALLS_THROUGH)
            due = day + timedelta(days=rng.randrange(110, 290))
            closed = next((each for each in days if each >= due), None) if stays else None
            yield Deal(ticker=f"SP{number:03d}", company=names[number], announced=day, closed=closed, value=value)


def costs_of(count: int) -> list[float]:
    """Dollars of cost a share, to the cent, with the stated mean."""
    rng = random.Random("SPAC cost")
    cents = [max(90, round(100 * rng.gauss(MEAN_COST, 1.0))) for _ in range(count)]
    miss = round(100 * MEAN_COST * count) - sum(cents)
    step = 1 if miss > 0 else -1
    for place in range(abs(miss)):
        cents[place % count] += step
    return [each / 100 for each in cents]


def closes(deal: Deal, days: Sequence[date]) -> Iterator[tuple[date, float]]:
    """Near ten dollars until the merger, then wherever the company goes; none after it leaves the exchange."""
    rng = random.Random(f"{deal.ticker} price")
    first = days.index(deal.closed) if deal.closed else len(days)
    yearly = rng.gauss(DRIFT, SPREAD)
    level = rng.uniform(9.95, 10.9)
    for place in range(first - DAYS_BEFORE, min(first + DAYS_AFTER, len(days))):
        yield days[place], level
        if place < first:
            level *= math.exp(rng.gauss(0, 0.006))
        else:
            level *= math.exp(yearly / 252 + VOLATILITY / math.sqrt(252) * rng.gauss(0, 1))
        if level < LEAVES_BELOW:
            return
