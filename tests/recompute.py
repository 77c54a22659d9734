"""Each figure computed anew from an exported file and nothing else: a calculator that shares no code with the tools.

``RULES`` has, for every tool, a function for every name its figures bear. Each takes a figure as it stands in the file,
reads the figures, numbers and observations it is made of, and gives the value these must have.
"""

import math
import re
from datetime import date, timedelta

import numpy as np
import pandas as pd
import recompute_deals as deals
import recompute_gates as gates
import recompute_samples as samples

# ---------------------------------------------------------------- one series


def last(held):
    """The last observation; of a share in other units, in percent; of a change on the year, from that a year before."""
    if "before" in held.formula:
        return samples.moved(held.series, held.formula)
    factor, times, _ = held.formula.partition(" * ")
    return held.series.iloc[-1] * (float(factor) if times else 1.0)


def earlier(held):
    """The one observation of an earlier day."""
    (value,) = held.series
    return value


def difference(held):
    """From one observation or figure to another, as the formula says."""
    if held.figures:
        first, end = (held.figure(name).value for name in ("start", "end"))
    else:
        first, end = held.series.iloc[0], held.series.iloc[-1]
    if held.formula.startswith("100 (end / start - 1)"):
        return 100 * (end / first - 1)
    return (100 if held.formula.startswith("100 (end - start)") else 1) * (end - first)


def extreme(held):
    """The highest or lowest observation, as the formula says."""
    return held.series.max() if held.formula.startswith("the highest") else held.series.min()


def percentile(held):
    values = held.series.to_numpy()
    return 100 * np.count_nonzero(values <= values[-1]) / len(values)


def rebased(held):
    return 100 * held.figure("end").value / held.figure("start").value


def apart(held):
    """The first figure less the second; a spread of rates in basis points where the formula says so."""
    one, other = (each.value for each in held.figures)
    return (100 if held.formula.startswith("100 (") else 1) * (one - other)


def revised(held):
    return held.figure("latest").value - held.figure("first").value


def days_to_release(held):
    """From the day asked about to the next release: a day of the calendar, or the end of a period and a lag."""
    (item,) = held.observed
    asked = date.fromisoformat(held.file.answer["as_of"])
    if not held.has("lag"):
        return (date.fromisoformat(item.row["first"]) - asked).days
    end, lag = date.fromisoformat(item.row["last"]), timedelta(days=held.number("lag"))
    while (end := _next_end(end, held.number("frequency"))) + lag < asked:
        pass
    return (end + lag - asked).days


def _next_end(day, freq):
    if freq in "DW":
        return day + timedelta(days={"D": 1, "W": 7}[freq])
    return (pd.Timestamp(day) + pd.offsets.MonthEnd({"M": 1, "Q": 3, "A": 12}[freq])).date()


def counted(held):
    """How many observations, deals, or figures there are."""
    return len(held.figures) if held.figures else len(held.observed[-1].rows)


# ---------------------------------------------------------------- flows


def gap(held):
    return held.figure("a").value - held.figure("b").value


def sum_of_figures(held):
    return sum(each.value for each in held.figures)


def total(held):
    return held.series.sum()


def share_of_flows(held):
    return 100 * held.figure(held.name.rpartition("_")[2]).value / (held.figure("a").value + held.figure("b").value)


def per_year(held):
    """A sum over the length of its window, which the formula spells: periods or days over those of a year."""
    counted = re.search(r"/ \(([\d.]+)(?: days)? / ([\d.]+)\)", held.formula)
    return held.figures[0].value / (float(counted[1]) / float(counted[2]))


def of_assets(held):
    side = held.figure(held.name[0])
    return 100 * side.value / sum(each.value for each in held.figures if each is not side)


def in_one_year(held):
    """The sum of the year's flows, through the figures of the series."""
    year = int(held.name.rpartition("_")[2])
    (side,) = held.figures
    return sum(each.series[each.series.index.year == year].sum() for each in side.figures)


# ---------------------------------------------------------------- returns


def earned(held):
    """Between two closes; of weighted members, set back at the last close of each period."""
    if not held.has("rebalance"):
        first, end = held.figure("start").value, held.figure("end").value
        return 100 * (end / first - 1)
    path = worth(held)
    return 100 * (path.iloc[-1] / path.iloc[0] - 1)


def worth(held):
    """What a portfolio is worth at each close."""
    closes = pd.DataFrame({item.row["series"]: item.series for item in held.observed})
    weights = {id: held.number(f"weight of {id}") for id in closes}
    spell = {"none": lambda day: 0, "D": str, "M": lambda day: (day.year, day.month)}
    spell |= {"Q": lambda day: (day.year, day.quarter), "A": lambda day: day.year}
    path = [1.0]
    level, base, before = 1.0, closes.iloc[0], closes.iloc[0]
    for day, prices in closes.iloc[1:].iterrows():
        if spell[held.number("rebalance")](day) != spell[held.number("rebalance")](before.name):
            level, base = path[-1], before
        path.append(level * sum(weight * prices[id] / base[id] for id, weight in weights.items()))
        before = prices
    return pd.Series(path, index=closes.index)


def drawdown(held):
    """The lowest distance from the highest value before; of a portfolio along what it was worth."""
    path = held.series if held.observed else worth(held.figures[0])
    return min(100 * (value / path.iloc[: place + 1].max() - 1) for place, value in enumerate(path))


def yearly(held):
    (whole,) = held.figures
    days = date.fromisoformat(whole.stats["end"]) - date.fromisoformat(whole.stats["start"])
    return 100 * ((1 + whole.value / 100) ** (365.25 / days.days) - 1)


# ---------------------------------------------------------------- volatility


def volatility(held):
    return _swing(np.log(held.series), held.number("days a year"))


def _swing(logs, a_year):
    return 100 * np.std(np.diff(logs), ddof=1) * math.sqrt(a_year)


def highest_volatility(held):
    """The file holds the closes of the one window."""
    return volatility(held)


def share_of_days_above(held):
    """Every window of so many returns, but those with an undefined one."""
    closes, width = held.series, int(held.number("returns in a window"))
    gaps = np.diff(closes.index.values).astype("timedelta64[D]").astype(int)
    found = []
    for start in range(len(closes) - width):
        window = closes.iloc[start : start + width + 1]
        if (window > 0).all() and gaps[start : start + width].max() <= held.number("longest gap"):
            found.append(_swing(np.log(window), held.number("days a year")))
    return 100 * np.mean([each > held.number("threshold") for each in found])


# ---------------------------------------------------------------- bank capital


def assets(held):
    return held.number("rwa") if held.has("rwa") else last(held)


def required(held):
    return held.number("requirement") if held.has("requirement") else last(held)


def freed(held):
    return held.number("points") / 100 * held.figure("rwa").value


def excess_in_money(held):
    return held.figure("excess").value / 100 * held.figure("rwa").value


def lending(held):
    weighed = held.number("risk weight") / 100 * held.figure("requirement").value / 100
    return held.figure("freed").value / weighed


# ---------------------------------------------------------------- contributions, tables


def share(held):
    a, b, whole = (held.number(name) for name in ("a", "b", "total"))
    first = 100 * (whole - b) / (a - b)
    return 100 - first if held.name.endswith("_2") else first


def added(held):
    return held.figures[0].value / 100 * held.number("growth")


def share_after(held):
    return held.figures[0].value * (1 + held.number("growth") / 100) / (1 + held.number("total") / 100)


def grown(held):
    return held.figure("base").value * (1 + held.number("total") / 100)


# ---------------------------------------------------------------- charts


def drawn_change(held):
    first, end = (held.figure(name).value for name in ("chart_first", "chart_last"))
    return 100 * (end / first - 1)


# ---------------------------------------------------------------- scores and lines


def mean_of_sample(held):
    return samples.sample(held).mean()


def spread_of_sample(held):
    return samples.sample(held).std(ddof=1)


def hard_less_soft(held):
    return held.figure("hard").value - held.figure("soft").value


def assumed_or_last(held):
    return held.number("at") if held.has("at") else last(held)


# ---------------------------------------------------------------- by tool

TABLE = None
"""A figure of this name has no value: its parts have."""
LATEST = {"latest": last, "level": last}
CHANGE = {"change": difference, "start": last, "end": last}
RETURN = {"return": earned, "annualised": yearly, "start": last, "end": last}
RETURN |= {"drawdown": drawdown}
STANDS = {"zscore": samples.score, "level": last, "mean": mean_of_sample, "sd": spread_of_sample}
LINE = {"low": samples.low, "high": samples.high, "slope": samples.slope, "t": samples.t_of_slope}
LINE |= {"r2": samples.r2, "n": samples.number_of_pairs}
RULES = {
    "latest": LATEST,
    "snapshot": {"snapshot": TABLE, "latest": last, "zscore": samples.scored}
    | {"change_period": difference, "change_year": difference},
    "change": CHANGE | {"percent": difference},
    "compare": CHANGE
    | {"compare": TABLE, "percent": difference, "rebased": rebased}
    | dict.fromkeys(("gap", "spread", "spread_start"), apart),
    "since_when": LATEST
    | {"since": earlier, "peak": extreme, "trough": extreme, "distance": difference, "percentile": percentile},
    "zscore": STANDS,
    "hard_soft_gap": {"gap": hard_less_soft, "hard": samples.mean_of_figures, "soft": samples.mean_of_figures}
    | {"z": samples.common_score, "since_hard": samples.last_as_high, "since_soft": samples.last_as_high},
    "correlate": {"correlation": samples.correlation, "low": samples.low_correlation, "n": samples.number_of_pairs}
    | {"high": samples.high_correlation, "best": samples.best_correlation, "shift": samples.best_shift},
    "implied": LINE
    | {"implied": samples.implied, "x": assumed_or_last, "y": last, "consensus": last, "gap": apart}
    | {"without": samples.implied}
    | {f"{name}_without": function for name, function in LINE.items()},
    "revisions": dict.fromkeys(("first", "print", "latest"), last)
    | {"revision": revised, "first_change": difference, "latest_change": difference},
    "next_release": {"next_release": days_to_release},
    "flow_gap": {"gap": gap, "a": sum_of_figures, "b": sum_of_figures, "a_flow": total, "b_flow": total}
    | {"share_a": share_of_flows, "share_b": share_of_flows, "a_per_year": per_year, "b_per_year": per_year}
    | {"gap_per_year": apart, "gap_year": apart, "a_year": in_one_year, "b_year": in_one_year}
    | {"a_of_assets": of_assets, "b_of_assets": of_assets, "a_assets": last, "b_assets": last},
    "returns": RETURN | {"returns": TABLE},
    "spac_returns": RETURN
    | {"post_merger": TABLE, "excess": deals.excess, "mean": deals.mean_of_deals, "n": counted, "deal": deals.followed}
    | {"median": deals.median_of_deals, "share_negative": deals.share_of_losses, "share_below": deals.share_below_price}
    | {
        "benchmark": deals.mean_of_benchmark,
        "excess_median": deals.median_excess,
        "ended": deals.mean_of_deals,
        "ended_deal": deals.followed,
    },
    "spac_rank": {"volume": total, "rank": deals.rank, "n": counted, "years": deals.ranked},
    "spac_fee": {"cost": deals.fee, "median": deals.median_fee, "share": deals.fee_in_percent, "cash": deals.cash}
    | {"break_even": deals.break_even, "n": deals.costs},
    "volatility": {"volatility": volatility, "share_above": share_of_days_above, "maximum": highest_volatility},
    "exit_time": dict.fromkeys(("quarters", "months", "years"), gates.of_stake)
    | {"exit_time": TABLE, "left": gates.left_of_stake, "until": gates.until_little_is_left, "shared": gates.in_a_queue}
    | {"until_years": gates.in_years, "shared_years": gates.in_years},
    "capital_release": {"freed": freed, "rwa": assets, "excess": last, "excess_capital": excess_in_money}
    | {"requirement": required, "since": earlier, "lending": lending},
    "contribution": {"share": share, "contribution": added, "share_after": share_after, "level": grown, "base": total},
    "exposure": {"exposures": TABLE, "exposure": last},
    "chart": {"chart": TABLE, "chart_last": last, "chart_first": last, "chart_change": drawn_change}
    | {"chart_recessions": counted},
}


def rule(tool, name):
    """The function for a figure of that tool; KeyError where nobody has written one."""
    return RULES[tool][deals.base(name)]
