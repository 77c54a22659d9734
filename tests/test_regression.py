"""A line and a correlation as arithmetic: by hand, against statsmodels and scipy, and by property."""

import math

import numpy as np
import pandas as pd
import pytest
from fakes import NAN, monthly, quarterly
from hypothesis import assume, given
from hypothesis import strategies as some
from real_desk import REAL, needs_real

from tools.regression import correlation, correlation_interval, is_flat, newey_west_lag, paired, regressed

VALUE = some.floats(min_value=-100, max_value=100).map(lambda each: round(each, 3))
SCALE = some.floats(min_value=0.01, max_value=100) | some.floats(min_value=-100, max_value=-0.01)


@some.composite
def samples(draw, least=5, most=60):
    """Two series on the same months, of which neither is nearly flat, nor one nearly a line of the other."""
    count = draw(some.integers(least, most))
    x, y = (monthly(draw(some.lists(VALUE, min_size=count, max_size=count))) for _ in "xy")
    assume(x.std() > 1 and y.std() > 1 and abs(correlation(x, y)) < 0.999)
    return x, y


def by_statsmodels(x, y, lag):
    from statsmodels.api import OLS, add_constant

    model = OLS(y.to_numpy(), add_constant(x.to_numpy()))
    return model.fit(), model.fit(cov_type="HAC", cov_kwds={"maxlags": lag, "use_correction": False})


# ---------------------------------------------------------------- the line


def test_five_points_by_hand():
    """x 1..5, y 2 4 5 4 5: Sxx 10, Sxy 6, slope 0.6, intercept 2.2, residual squares 2.4, Syy 6, r2 0.6."""
    line = regressed(monthly([1, 2, 3, 4, 5]), monthly([2, 4, 5, 4, 5]))

    assert (line.slope, line.intercept, line.r2) == pytest.approx((0.6, 2.2, 0.6))
    assert (line.n, line.mean_x, line.sxx, line.low_x, line.high_x) == (5, 3, 10, 1, 5)
    assert line.s == pytest.approx(math.sqrt(0.8))
    assert line.at(6) == pytest.approx(5.8)


def test_the_interval_of_five_points_by_hand():
    """t(0.975, 3) is 3.182446; at the mean the root is sqrt(1 + 1/5), at 6 sqrt(1 + 1/5 + 9/10)."""
    line = regressed(monthly([1, 2, 3, 4, 5]), monthly([2, 4, 5, 4, 5]))

    for x, root in ((3, math.sqrt(1.2)), (6, math.sqrt(2.1))):
        reach = 3.182446305284263 * math.sqrt(0.8) * root
        assert line.interval(x) == pytest.approx((line.at(x) - reach, line.at(x) + reach))


def test_newey_west_of_four_points_by_hand():
    """x -1.5 -0.5 0.5 1.5, y 0 1 0 1: slope 0.2, residuals -0.2 0.6 -0.6 0.2, scores x u 0.3 -0.3 -0.3 0.3.

    Squares 4 * 0.09, lag floor(4 * 0.04^(2/9)) = 1 with weight 1/2, products -0.09 + 0.09 - 0.09 = -0.09:
    0.36 + 2 * 0.5 * -0.09 = 0.27, and the error is sqrt(0.27) / 5.
    """
    line = regressed(monthly([-1.5, -0.5, 0.5, 1.5]), monthly([0, 1, 0, 1]))

    residuals = np.array([0, 1, 0, 1]) - 0.5 - 0.2 * np.array([-1.5, -0.5, 0.5, 1.5])
    assert residuals.tolist() == pytest.approx([-0.2, 0.6, -0.6, 0.2])
    assert (line.slope, line.lag) == (pytest.approx(0.2), 1)
    assert line.t == pytest.approx(0.2 / (math.sqrt(0.27) / 5))


@pytest.mark.parametrize(("n", "lag"), [(20, 2), (27, 2), (28, 3), (84, 3), (100, 4), (229, 4), (312, 5), (1000, 6)])
def test_the_lag_follows_the_rule(n, lag):
    """4 (28/100)^(2/9) is 3.014, 4 (27/100)^(2/9) is 2.990."""
    assert newey_west_lag(n) == lag


@given(samples(), VALUE)
def test_it_agrees_with_statsmodels(sample, at):
    x, y = sample
    line = regressed(x, y)

    plain, robust = by_statsmodels(x, y, line.lag)

    assert [line.intercept, line.slope] == pytest.approx(plain.params.tolist(), rel=1e-7, abs=1e-9)
    assert line.r2 == pytest.approx(plain.rsquared, abs=1e-9)
    assert line.s == pytest.approx(math.sqrt(plain.mse_resid), rel=1e-9)
    assert line.t == pytest.approx(robust.tvalues[1], rel=1e-6, abs=1e-8)
    frame = plain.get_prediction([[1.0, at]]).summary_frame(alpha=0.05)
    wanted = frame[["mean", "obs_ci_lower", "obs_ci_upper"]].iloc[0].tolist()
    assert [line.at(at), *line.interval(at)] == pytest.approx(wanted, rel=1e-7, abs=1e-7)


# ---------------------------------------------------------------- properties of the line


@given(samples(), SCALE, VALUE, SCALE, VALUE, VALUE)
def test_scales_and_shifts_of_either_side_go_through_the_line(sample, a, b, c, d, at):
    """With x' = a x + b and y' = c y + d the line at x' is c times the line at x, plus d; the fit is the same."""
    x, y = sample
    line, moved = regressed(x, y), regressed(a * x + b, c * y + d)

    assert moved.slope == pytest.approx(line.slope * c / a, rel=1e-6, abs=1e-7)
    assert moved.r2 == pytest.approx(line.r2, abs=1e-7)
    assert abs(moved.t) == pytest.approx(abs(line.t), rel=1e-5, abs=1e-6)
    assert moved.at(a * at + b) == pytest.approx(c * line.at(at) + d, rel=1e-6, abs=1e-4)
    ends = sorted(c * each + d for each in line.interval(at))
    assert list(moved.interval(a * at + b)) == pytest.approx(ends, rel=1e-6, abs=1e-4)


@given(samples(), some.randoms(use_true_random=False))
def test_the_order_in_which_observations_are_handed_in_does_not_matter(sample, chance):
    x, y = sample
    places = list(range(len(x)))
    chance.shuffle(places)

    assert regressed(x.iloc[places], y.iloc[places[::-1]]) == regressed(x, y)


@given(samples(least=8), some.data())
def test_a_value_that_is_missing_on_one_side_takes_its_pair_away(sample, data):
    x, y = sample
    gone = data.draw(some.sets(some.sampled_from(range(len(x))), min_size=1, max_size=3))
    blank_x = x.mask(np.isin(range(len(x)), sorted(gone)[:1]))
    less_y = y.drop(y.index[sorted(gone)[1:]])
    kept = [place for place in range(len(x)) if place not in gone]
    assume(x.iloc[kept].std() > 1 and y.iloc[kept].std() > 1)

    assert regressed(blank_x, less_y) == regressed(x.iloc[kept], y.iloc[kept])
    assert regressed(blank_x, less_y).n == len(x) - len(gone)


@given(samples())
def test_the_line_runs_through_the_means_and_leaves_nothing_that_goes_with_x(sample):
    x, y = sample
    line = regressed(x, y)
    residuals = y - line.intercept - line.slope * x

    assert line.at(x.mean()) == pytest.approx(y.mean(), abs=1e-9)
    assert residuals.sum() == pytest.approx(0, abs=1e-7)
    assert (residuals * x).sum() == pytest.approx(0, abs=1e-5)
    assert line.r2 == pytest.approx(correlation(x, y) ** 2, abs=1e-9)


@given(samples(), VALUE)
def test_the_interval_is_narrowest_at_the_mean_and_even_around_the_line(sample, at):
    line = regressed(*sample)
    low, high = line.interval(at)
    narrow = line.interval(line.mean_x)

    assert low + high == pytest.approx(2 * line.at(at), abs=1e-6)
    assert high - low >= narrow[1] - narrow[0] - 1e-9


@given(samples())
def test_nothing_that_was_handed_in_is_changed(sample):
    x, y = sample
    before = x.copy(), y.copy()

    regressed(x, y)
    correlation(x, y)

    assert x.equals(before[0])
    assert y.equals(before[1])


def test_a_y_that_is_a_line_of_x_is_known_as_exact():
    x = monthly([0.1, 0.7, 0.2, 0.9, 0.4])

    assert regressed(x, 3 * x - 7).is_exact
    assert not regressed(x, monthly([1, 2, 3, 2, 1])).is_exact


def test_the_range_of_x_is_covered_with_its_ends():
    line = regressed(monthly([1, 2, 3, 4]), monthly([1, 3, 2, 4]))

    assert [line.covers(x) for x in (0.999, 1, 2.5, 4, 4.001)] == [False, True, True, True, False]


def test_pairs_are_the_days_that_both_hold():
    found = paired(monthly([1, NAN, 3, 4]), monthly([5, 6, 7], last="2025-12"))

    assert found["x"].tolist() == [1, 3]
    assert found["y"].tolist() == [5, 7]


# ---------------------------------------------------------------- correlation


def test_a_correlation_by_hand():
    """x 1..5, y 2 4 5 4 5: Sxy 6 over sqrt(10 * 6)."""
    assert correlation(monthly([1, 2, 3, 4, 5]), monthly([2, 4, 5, 4, 5])) == pytest.approx(6 / math.sqrt(60))


@given(samples(), SCALE, VALUE)
def test_a_correlation_agrees_with_scipy_and_is_blind_to_scale_and_shift(sample, scale, shift):
    from scipy.stats import pearsonr

    x, y = sample
    r = correlation(x, y)
    wanted = pearsonr(x, y)

    assert r == pytest.approx(wanted.statistic, abs=1e-9)
    assert correlation_interval(r, len(x)) == pytest.approx(tuple(wanted.confidence_interval(0.95)), abs=1e-9)
    assert correlation(scale * x + shift, y) == pytest.approx(math.copysign(r, r * scale), abs=1e-7)
    assert correlation(y, x) == pytest.approx(r, abs=1e-12)


@given(some.floats(min_value=-1, max_value=1), some.integers(4, 1000))
def test_the_interval_of_a_correlation_holds_it_and_stays_inside_one(r, n):
    low, high = correlation_interval(r, n)

    assert -1 <= low <= r + 1e-12
    assert r - 1e-12 <= high <= 1


@pytest.mark.parametrize("values", [[5.0] * 6, [0.0] * 6, [0.1 + 0.2, 0.3, 0.3], [1e12, 1e12 * (1 + 1e-15)]])
def test_what_does_not_vary_is_flat(values):
    assert is_flat(monthly(values))


@pytest.mark.parametrize("values", [[5.0, 5.001], [0.0, 1e-9], [-1, 1]])
def test_what_varies_is_not(values):
    assert not is_flat(monthly(values))


# ---------------------------------------------------------------- the real files, with nothing but pandas around


def latest_vintage(name):
    rows = pd.read_csv(REAL / "vintages" / name, parse_dates=["date"]).sort_values(["date", "realtime_start"])
    return rows.groupby("date")["value"].last().dropna()


def quarters(values):
    """The mean of each quarter with all its months, by quarter."""
    groups = values.groupby(values.index.to_period("Q"))
    return groups.mean()[groups.count() == 3]


def annualised(levels):
    return (100 * ((levels / levels.shift(1)) ** 4 - 1)).dropna()


@needs_real
def test_growth_on_new_orders_1959_to_2016():
    output = pd.read_csv(REAL / "vintages" / "RTDSM_ROUTPUT_2000on.csv", index_col="date")["ROUTPUT24Q1"]
    output.index = pd.PeriodIndex(output.index.str.replace(":", ""), freq="Q")
    y = annualised(output).loc["1959Q1":"2016Q1"]

    line = regressed(quarters(latest_vintage("NAPMNOI.csv")), y)

    assert (round(line.slope, 4), round(line.r2, 3), line.n) == (0.3166, 0.455, 229)
    assert (round(line.at(60), 2), *(round(each, 2) for each in line.interval(60))) == (4.62, -0.43, 9.67)


@needs_real
@pytest.mark.parametrize(("left_out", "r2"), [(None, 0.2967), (2020, 0.420)])
def test_growth_on_philadelphia_new_orders_1980_to_2025(left_out, r2):
    orders, gdp = (
        pd.read_csv(REAL / "fred" / f"{id}.csv", index_col="date", parse_dates=True)["value"]
        for id in ("NOCDFSA066MSFRBPHI", "GDPC1")
    )
    y = annualised(gdp.set_axis(gdp.index.to_period("Q"))).loc["1980Q2":"2025Q3"]

    line = regressed(quarters(orders), y[y.index.year != left_out])

    assert line.r2 == pytest.approx(r2, abs=0.0005 if left_out else 0.00005)


def test_quarters_in_these_tests_are_whole():
    assert quarters(monthly([1, 2, 3, 4, 5], last="2025-05")).tolist() == [2]
    assert annualised(quarterly([100, 101])).tolist() == pytest.approx([100 * (1.01**4 - 1)])
