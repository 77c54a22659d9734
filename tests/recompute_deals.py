"""The calculator on SPACs: deals followed after their merger, their values by year, their costs."""

import re

import numpy as np
import pandas as pd


def base(name):
    """The name of a figure without its numbers."""
    return re.sub(r"(_\d+)+$", "", name)


def followed(held):
    """The return of a company from its first close to its last here."""
    closes = held.series
    return 100 * (closes.iloc[-1] / closes.iloc[0] - 1)


def _deals(held):
    """The deals behind a statistic, through the figure that counts them."""
    return [deal for each in held.figures for deal in (each.figures if base(each.name) == "n" else [each])]


def mean_of_deals(held):
    return np.mean([deal.value for deal in _deals(held)])


def median_of_deals(held):
    return np.median([deal.value for deal in _deals(held)])


def share_of_losses(held):
    return 100 * np.mean([deal.value < 0 for deal in _deals(held)])


def share_below_price(held):
    price = float(re.search(r"closes below (\d+)", held.formula)[1])
    return 100 * np.mean([deal.series.iloc[-1] < price for deal in _deals(held)])


def _beside(held):
    """For each deal that the index covers, its return and the index's between the same two days."""
    index = held.series if held.observed else next(each for each in held.figures if each.observed).series
    days = [(deal.value, *map(pd.Timestamp, (deal.stats["start"], deal.stats["end"]))) for deal in _deals(held)]
    near = [(value, index.asof(first), index.asof(end)) for value, first, end in days]
    return [(value, 100 * (end / first - 1)) for value, first, end in near if first == first]


def mean_of_benchmark(held):
    return np.mean([beside for _, beside in _beside(held)])


def excess(held):
    """Of the index over the benchmark; by deal, the mean of each deal's."""
    if held.has("index"):
        own, other = sorted(held.figures, key=lambda each: each.row["series"] != held.number("index"))
        return own.value - other.value
    return np.mean([value - beside for value, beside in _apart(held)])


def median_excess(held):
    return np.median([value - beside for value, beside in _apart(held)])


def _apart(held):
    counted = next(each for each in held.figures if base(each.name) == "n")
    index = next(each for each in held.figures if base(each.name) == "benchmark").series
    found = []
    for deal in counted.figures:
        first, end = (index.asof(pd.Timestamp(deal.stats[name])) for name in ("start", "end"))
        found += [(deal.value, 100 * (end / first - 1))] if first == first else []
    return found


def rank(held):
    asked = held.file.figures[held.row["figure"].rpartition(".")[0]].value
    return 1 + sum(each.value > asked for each in held.figures)


def ranked(held):
    return len(held.figures)


def _each_cost(held):
    """What each deal bore of cost for each so much raised; where no proceeds are held, all raised the same."""
    by_column = {item.row["name"]: item.by_name for item in held.observed}
    cost, proceeds = by_column["cost"], by_column.get("proceeds")
    return [
        held.number("per") * cost[name] / (proceeds[name] if proceeds else held.number("proceeds")) for name in cost
    ]


def costs(held):
    return len(_each_cost(held))


def fee(held):
    return held.number("cost") if held.has("cost") else np.mean(_each_cost(held))


def median_fee(held):
    return np.median(_each_cost(held))


def fee_in_percent(held):
    return 100 * held.figure("cost").value / held.number("per")


def cash(held):
    if held.figures:
        return held.number("per") - held.figure("cost").value
    by_column = {item.row["name"]: item.by_name for item in held.observed}
    cash, proceeds = by_column["cash"], by_column.get("proceeds")
    each = [cash[name] / (proceeds[name] if proceeds else held.number("proceeds")) for name in cash]
    return held.number("per") * np.mean(each)


def break_even(held):
    cost = held.figure("cost").value
    left = held.figure("cash").value if held.formula.endswith("/ cash") else held.number("per") - cost
    return 100 * cost / left
