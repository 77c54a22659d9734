"""The calculator on samples: what a series is taken as, standard scores, a line through pairs."""

import math
import re
from functools import reduce

import numpy as np
import pandas as pd
from scipy import stats

A_YEAR = {"M": 12, "Q": 4, "A": 1}

# ---------------------------------------------------------------- what a series is taken as


def taken(values, steps):
    """*values* by day after each of *steps*, which are named with commas between."""
    for step in filter(None, steps.replace(" ", "").split(",")):
        values = STEPS[step.replace("month", "month ").strip()](values)
    return values


def _freq(values):
    """The frequency that the days speak of."""
    width = np.median(np.diff(values.index.values).astype("timedelta64[D]").astype(int))
    return next(freq for freq, most in (("D", 4), ("W", 10), ("M", 31), ("Q", 92), ("A", 366)) if width <= most)


def _ago(values, months):
    """For each day the value so many months before it, at the end of that month."""
    return values.reindex(values.index - pd.offsets.MonthEnd(months)).set_axis(values.index)


def _yearly(values):
    if _freq(values) in "DW":
        days = values.index - pd.DateOffset(years=1)
        before = [values[(values.index <= day) & (values.index >= day - pd.Timedelta(days=10))] for day in days]
        return pd.Series([each.iloc[-1] if len(each) else np.nan for each in before], index=values.index)
    return _ago(values, 12)


def _month_before(values):
    return _ago(values, {"M": 1, "Q": 3, "A": 12}[_freq(values)])


def _quarters(values):
    if _freq(values) == "Q":
        return values
    groups = values.groupby([values.index.year, values.index.quarter])
    means = {(year, quarter): held.mean() for (year, quarter), held in groups if len(held) == 3}
    days = [pd.Timestamp(year, 3 * quarter, 1) + pd.offsets.MonthEnd(0) for year, quarter in means]
    return pd.Series(list(means.values()), index=pd.DatetimeIndex(days))


def _years(values):
    whole = A_YEAR[_freq(values)]
    means = {year: held.mean() for year, held in values.groupby(values.index.year) if len(held) == whole}
    return pd.Series(list(means.values()), index=pd.DatetimeIndex([f"{year}-12-31" for year in means]))


def _months(values, how):
    """By month, of a month with a hole nothing; its first days may be missing where the last value is taken."""
    longest = pd.Timedelta(days={"D": 6, "W": 10}[_freq(values)])
    found = {}
    for (year, month), held in values.groupby([values.index.year, values.index.month]):
        opens, closes = pd.Timestamp(year, month, 1), pd.Timestamp(year, month, 1) + pd.offsets.MonthEnd(0)
        edges = [held.index[0] - opens, *np.diff(held.index), closes - held.index[-1]]
        if max(edges if how == "mean" else edges[-1:]) <= longest:
            found[closes] = held.mean() if how == "mean" else held.iloc[-1]
    return pd.Series(found)


STEPS = {
    "level": lambda values: values,
    "log12": lambda values: (100 * np.log(values / _yearly(values))).dropna(),
    "yoy": lambda values: (100 * (values / _yearly(values) - 1)).dropna(),
    "mom": lambda values: (100 * (values / _ago(values, 1) - 1)).dropna(),
    "qoq": lambda values: (100 * (values / _ago(values, 3) - 1)).dropna(),
    "saar": lambda values: (100 * ((values / _month_before(values)) ** A_YEAR[_freq(values)] - 1)).dropna(),
    "diff": lambda values: (values - _month_before(values) if _freq(values) in A_YEAR else values.diff()).dropna(),
    "qmean": _quarters,
    "ymean": _years,
    "month mean": lambda values: _months(values, "mean"),
    "month end": lambda values: _months(values, "last"),
}


def moved(values, formula):
    """The last of *values* beside the first, as the formula of a change says."""
    first, last = values.iloc[0], values.iloc[-1]
    if "100 ln(" in formula:
        return 100 * math.log(last / first)
    if "** periods a year" in formula:
        months = round((values.index[-1] - values.index[0]).days / 30.4)
        return 100 * ((last / first) ** (12 / months) - 1)
    return 100 * (last / first - 1) if "100 (v /" in formula else last - first


# ---------------------------------------------------------------- standard scores


def score(held):
    return (held.figure("level").value - held.figure("mean").value) / held.figure("sd").value


def sample(held):
    """What is standardised, from the observations and the transform the figure names."""
    transform = "log12" if re.search(r"100 ln\(", held.formula) else held.stats.get("transform", "level")
    return taken(held.series, transform)


def scored(held):
    """The last of the whole sample against its mean."""
    values = sample(held)
    return (values.iloc[-1] - values.mean()) / values.std(ddof=1)


def _common(held):
    """Every series of the answer that is standardised, over the periods that all of them have."""
    columns = {key: sample(each) for key, each in held.file.figures.items() if re.fullmatch(r"z(_\d+)?", each.name)}
    days = reduce(lambda one, other: one.intersection(other), (each.index for each in columns.values()))
    return pd.DataFrame({key: each[days] for key, each in columns.items()})


def common_score(held):
    values = _common(held)[held.row["figure"]]
    return (values.iloc[-1] - values.mean()) / values.std(ddof=1)


def mean_of_figures(held):
    return np.mean([each.value for each in held.figures])


def last_as_high(held):
    """The group's mean score on the last earlier day on which it was at least as high as on the last."""
    values = _common(held)
    scores = (values - values.mean()) / values.std(ddof=1)
    group = scores[[each.row["figure"] for each in held.figures]].mean(axis=1)
    return group.iloc[:-1][group.iloc[:-1] >= group.iloc[-1]].iloc[-1]


def composed(read):
    """A composite's values from the observations of its parts: the mean of their scores over the days all share."""
    names = read.row["source"].removeprefix("mean z of ").split(", ")
    parts = {part.row["series"]: part.series for part in read.made_of}
    columns = pd.DataFrame(
        {name: taken(parts[name.partition(":")[0]], name.partition(":")[2] or "level") for name in names}
    ).dropna()
    return ((columns - columns.mean()) / columns.std(ddof=1)).mean(axis=1)


# ---------------------------------------------------------------- pairs


def pairs(held):
    """x and y as the figure takes them, y so many months later, without the pairs of a year that is left out."""
    whole = held
    while not whole.observed:
        whole = next(each for each in whole.figures if each.name != "x")
    sides = {}
    for item in whole.observed:
        name = item.row["name"]
        sides[name] = taken(item.series, whole.number(f"{name} taken as"))
    lead = int(whole.stats.get("lead") or 0)
    if lead:
        sides["y"] = sides["y"].set_axis(sides["y"].index - pd.offsets.MonthEnd(lead))
    found = pd.DataFrame(sides).dropna()
    year = _left_out(held)
    later = found.index + pd.offsets.MonthEnd(lead) if lead else found.index
    return found[(found.index.year != year) & (later.year != year)]


def _left_out(held):
    while not held.has("without"):
        if not held.figures or held.observed:
            return None
        held = held.figures[0]
    return held.number("without")


def line(held):
    """The regression behind a figure, by an implementation that is none of ours."""
    found = pairs(held)
    return found, stats.linregress(found["x"], found["y"])


def _level_of_x(held):
    while not any(each.name == "x" for each in held.figures):
        held = held.figures[0]
    return held.figure("x").value


def implied(held):
    _, fit = line(held)
    return fit.intercept + fit.slope * _level_of_x(held)


def _reach(held):
    found, fit = line(held)
    n, x = len(found), _level_of_x(held)
    left = found["y"] - fit.intercept - fit.slope * found["x"]
    away = found["x"] - found["x"].mean()
    spread = math.sqrt((left**2).sum() / (n - 2) * (1 + 1 / n + (x - found["x"].mean()) ** 2 / (away**2).sum()))
    return stats.t.ppf(0.975, n - 2) * spread


def low(held):
    return implied(held) - _reach(held)


def high(held):
    return implied(held) + _reach(held)


def slope(held):
    """For one more of x, or for so many as the workings say."""
    return (held.number("per") if held.has("per") else 1.0) * line(held)[1].slope


def r2(held):
    return line(held)[1].rvalue ** 2


def number_of_pairs(held):
    return len(pairs(held))


def t_of_slope(held):
    """With standard errors after Newey and West, Bartlett weights."""
    found, fit = line(held)
    n, away = len(found), (found["x"] - found["x"].mean()).to_numpy()
    moved = away * (found["y"] - fit.intercept - fit.slope * found["x"]).to_numpy()
    lag = math.floor(4 * (n / 100) ** (2 / 9))
    weighed = sum(
        (1 if k == 0 else 2 * (1 - k / (lag + 1))) * (moved[k:] * moved[: n - k]).sum() for k in range(lag + 1)
    )
    return fit.slope / (math.sqrt(weighed) / (away**2).sum())


# ---------------------------------------------------------------- how closely two go together


def correlation(held):
    found = pairs(held)
    return np.corrcoef(found["x"], found["y"])[0, 1]


def low_correlation(held):
    return _fisher(held, -1)


def high_correlation(held):
    return _fisher(held, 1)


def _fisher(held, way):
    reach = stats.norm.ppf(0.975) / math.sqrt(len(pairs(held)) - 3)
    return math.tanh(math.atanh(correlation(held)) + way * reach)


def _moved(held):
    """By the months that x comes before y: the correlation of what is left, where enough is."""
    (whole,) = held.figures
    found, step = pairs(held), {"M": 1, "Q": 3, "A": 12}[_freq(pairs(held)["x"])]
    shifts = {}
    for months in range(0, int(whole.number("shifts up to")) + 1, step):
        for moved in {months, -months}:
            earlier = found["y"].set_axis(found.index - pd.offsets.MonthEnd(moved) if moved else found.index)
            both = pd.DataFrame({"x": found["x"], "y": earlier}).dropna()
            if len(both) >= whole.number("fewest pairs") and both.std().min() > 0:
                shifts[moved] = np.corrcoef(both["x"], both["y"])[0, 1]
    return shifts


def best_shift(held):
    shifts = _moved(held)
    return min(shifts, key=lambda months: (-round(abs(shifts[months]), 12), abs(months), months))


def best_correlation(held):
    return _moved(held)[best_shift(held)]
