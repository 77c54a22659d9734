"""Realised volatility as a figure: its windows, its days, what is missing, what is refused; the closes of Bitcoin."""

import math
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from fakes import NAN, daily, data_of, monthly, spec
from test_volatility import by_hand

from bot.language import normalise
from footnote.errors import AskError
from tools.registry import all_tools
from tools.risk import volatility

BITCOIN = Path(__file__).parents[2] / "shared" / "data" / "real" / "market" / "CBBTCUSD.csv"


def price(id="BTC", **known):
    return spec(id, **{"unit": "USD", "kind": "price", "freq": "D", "lag": 0, "calendar": "daily"} | known)


def desk(values, **known):
    return data_of({"BTC": values}, price(**known))


def weekdays(values, last="2026-02-20"):
    return pd.Series(list(values), index=pd.bdate_range(end=last, periods=len(values)), dtype=float)


def doubling(count):
    """Closes that double and halve by turns: log returns of plus and minus ln 2."""
    return [100.0 * (1 + place % 2) for place in range(count)]


def refusal(data, **arguments):
    with pytest.raises(AskError) as caught:
        volatility(data, "BTC", **arguments)
    return caught.value


def part(figure, name):
    return next(each for each in figure.parts if each.name == name)


# ---------------------------------------------------------------- the figure


def test_thirty_returns_when_nothing_is_said():
    values = [*range(100, 160), *doubling(31)]
    figure = volatility(desk(daily(values)), "BTC")

    assert (figure.name, figure.series, figure.unit) == ("volatility", "BTC", "percent")
    assert figure.value == pytest.approx(by_hand(values[-31:], 365))
    assert (figure.stats["n"], figure.stats["start"], figure.as_of) == (30, date(2026, 1, 21), date(2026, 2, 20))
    assert [(each.kind, each.name, each.value, each.count) for each in figure.inputs] == [
        ("observations", "", None, 31),
        ("assumption", "days a year", 365, None),
        ("assumption", "window", "30D", None),
    ]


@pytest.mark.parametrize(
    ("calendar", "window", "returns"),
    [
        *(("daily", "90D", 90), ("daily", "2W", 14), ("daily", "1M", 30), ("daily", "6M", 182), ("daily", "1Y", 365)),
        *(("exchange", "90D", 90), ("exchange", "2W", 10), ("exchange", "1M", 21), ("exchange", "1Y", 252)),
    ],
)
def test_a_window_counts_as_many_returns_as_the_instrument_has(calendar, window, returns):
    make = daily if calendar == "daily" else weekdays

    figure = volatility(desk(make(doubling(400)), calendar=calendar), "BTC", window=window)

    assert figure.stats["n"] == returns
    assert figure.inputs[0].count == returns + 1
    assert "window" not in [each.name for each in figure.inputs]


@pytest.mark.parametrize(("calendar", "days"), [("daily", 365), ("exchange", 252)])
def test_the_year_is_chosen_by_the_instrument_and_said(calendar, days):
    values = doubling(40)
    make = daily if calendar == "daily" else weekdays

    figure = volatility(desk(make(values), calendar=calendar), "BTC")

    assert figure.value == pytest.approx(by_hand(values[-31:], days))
    assert figure.stats["annualisation"] == days
    assert f"sqrt({days})" in figure.formula
    assert f"{days} days" in figure.label.en
    assert f"每年 {days} 天" in figure.label.zh


def test_the_share_above_and_the_maximum_are_those_of_all_such_windows():
    """Sixty quiet days, then thirty wild ones, then quiet again: told by a loop over the windows."""
    quiet = [100 + math.sin(place) for place in range(60)]
    values = [*quiet, *doubling(30), *quiet]
    figure = volatility(desk(daily(values)), "BTC")

    days = daily(values).index
    each = {days[end]: by_hand(values[end - 30 : end + 1], 365) for end in range(30, len(values))}
    share, top = part(figure, "share_above"), part(figure, "maximum")
    highest = max(each, key=each.get)
    assert share.value == pytest.approx(100 * sum(value > 100 for value in each.values()) / len(each))
    assert 0 < share.value < 100
    assert (share.stats["n"], share.stats["window"], share.stats["threshold"]) == (120, 30, 100)
    assert top.value == pytest.approx(each[highest])
    assert (top.as_of, top.stats["day"]) == (highest.date(), highest.date())
    assert top.inputs[0].count == 31
    assert by_hand([value for _, value in top.inputs[0].rows], 365) == pytest.approx(top.value)


def test_a_threshold_is_assumed_or_given_as_a_fraction():
    data = desk(daily(doubling(60)))

    usual, asked = (part(volatility(data, "BTC", **each), "share_above") for each in ({}, {"threshold": 20.0 / 2}))

    assert [(each.kind, each.value, each.unit) for each in usual.inputs[1:]] == [
        ("assumption", 100, "percent"),
        ("assumption", 365, "days"),
        ("assumption", 30, "count"),
        ("assumption", 30, "days"),
    ]
    assert [(each.kind, each.value) for each in asked.inputs[1:2]] == [("given", 1000)]
    assert "above 1000%" in asked.label.en
    assert usual.value == 100


@pytest.mark.parametrize("threshold", [0.0, -1.0, 100.0, NAN])
def test_a_threshold_that_is_no_fraction_is_refused(threshold):
    error = refusal(desk(daily(doubling(60))), threshold=threshold)

    assert "up to 1,000%" in error.text.en
    assert ("nan" if threshold != threshold else f"{100 * threshold:,g}%") in error.text.zh


def test_a_calendar_year_takes_its_own_returns():
    values = daily([100 + place % 7 for place in range(800)])
    figure = volatility(desk(values), "BTC", window="2025")

    within = values["2024-12-31":"2025-12-31"]
    assert figure.value == pytest.approx(by_hand(within.tolist(), 365))
    assert (figure.stats["n"], figure.as_of) == (365, date(2025, 12, 31))
    assert part(figure, "share_above").stats["n"] == 336  # 365 - 30 + 1, all inside the year
    assert not figure.caveats


def test_a_year_to_date_of_few_days_has_no_window_of_thirty():
    figure = volatility(desk(daily(doubling(80), last="2026-01-10")), "BTC", window="YTD")

    assert figure.stats["n"] == 10
    assert figure.parts == ()


def test_windows_that_hold_a_price_at_zero_are_left_out_and_said():
    """Oil in April 2020: the level now is fine, the windows around that day are undefined."""
    values = doubling(200)
    values[100] = -37.0

    share = part(volatility(desk(daily(values)), "BTC"), "share_above")

    assert share.stats["left_out"] == 31  # two undefined steps, side by side
    assert share.stats["n"] == 199 - 30 + 1 - 31
    assert "(BTC): 31 windows that end from 13 Nov 2025 to 13 Dec 2025 are left out" in share.caveats[0].en
    assert "31 个窗口（截止日在2025年11月13日至2025年12月13日）未计入" in share.caveats[0].zh


# ---------------------------------------------------------------- days that are missing


def test_a_missing_day_of_a_round_the_clock_price_is_said_with_its_neighbours():
    values = daily(doubling(60))
    values.iloc[-5] = NAN

    figure = volatility(desk(values), "BTC")

    assert figure.stats["missing"] == 1
    assert "no close between 15 Feb 2026 and 17 Feb 2026" in figure.caveats[0].en
    assert "2026年2月15日与2026年2月17日之间没有收盘价" in figure.caveats[0].zh
    assert figure.stats["n"] == 30  # of the returns there are, one more day back


def test_a_missing_day_before_the_window_concerns_the_share_alone():
    values = daily(doubling(90)).drop(pd.Timestamp("2025-12-25"))

    figure = volatility(desk(values), "BTC")

    assert (figure.stats["missing"], figure.caveats) == (0, ())
    assert part(figure, "share_above").stats["missing"] == 1
    assert len(part(figure, "share_above").caveats) == 1


def test_weekends_and_a_holiday_of_an_exchange_need_no_word():
    values = weekdays(doubling(60)).drop(pd.Timestamp("2026-02-16"))

    figure = volatility(desk(values, calendar="exchange"), "BTC")

    assert figure.stats["missing"] == 1
    assert figure.caveats == ()


def test_a_week_without_closes_does():
    values = weekdays(doubling(60)).drop(pd.bdate_range("2026-02-02", "2026-02-06"))

    figure = volatility(desk(values, calendar="exchange"), "BTC")

    assert figure.stats["missing"] == 5
    assert "no close between 30 Jan 2026 and 9 Feb 2026" in figure.caveats[0].en


def test_a_month_without_closes_inside_the_window_is_refused_with_both_days():
    values = daily(doubling(100)).drop(pd.date_range("2026-01-01", "2026-02-05"))

    error = refusal(desk(values))

    assert error.reason == "blank"
    assert "2025-12-31" in error.text.en
    assert "2026-02-06" in error.text.en


def test_an_old_price_is_said_to_be_old():
    figure = volatility(desk(daily(doubling(60), last="2026-01-10"), stale_after=7), "BTC")

    assert "41 days old" in figure.caveats[0].en


# ---------------------------------------------------------------- what is refused


def test_a_short_history_is_refused_with_what_there_is():
    error = refusal(desk(daily(doubling(20))))

    assert error.reason == "short_history"
    assert "20 closes" in error.text.en
    assert "up to 19D" in error.text.en
    assert "不超过 19D" in error.text.zh


def test_as_many_returns_as_there_are_is_the_most_that_can_be_asked():
    data = desk(daily(doubling(20)))

    assert volatility(data, "BTC", window="19D").stats["n"] == 19
    assert refusal(data, window="20D").reason == "short_history"


def test_one_return_has_no_deviation():
    assert "two returns or more" in refusal(desk(daily(doubling(20))), window="1D").text.en


def test_a_close_at_or_below_zero_in_the_window_is_refused_with_its_day():
    values = daily([*doubling(60), -1.0, 100.0])

    error = refusal(desk(values))

    assert "19 Feb 2026" in error.text.en
    assert "2026年2月19日" in error.text.zh


@pytest.mark.parametrize(
    ("known", "values", "said"),
    [
        ({"kind": "survey", "unit": "index"}, daily(doubling(60)), "is no price"),
        ({"kind": "rate", "unit": "percent"}, daily(doubling(60)), "is no price"),
        ({"freq": "M"}, monthly(doubling(60)), "has no daily closes"),
    ],
)
def test_only_daily_prices_have_a_volatility(known, values, said):
    error = refusal(desk(values, **known))

    assert error.reason == "units"
    assert said in error.text.en
    assert error.choices


def test_a_column_that_long_ago_became_something_else_is_refused():
    values = daily(doubling(400), last="2025-06-30")

    assert refusal(desk(values, valid=("", "2025-06-30"), stale_after=7)).reason == "blank"


# ---------------------------------------------------------------- real closes


@pytest.mark.skipif(not BITCOIN.exists(), reason="the shared closes of Bitcoin are not here")
def test_bitcoin_was_above_a_hundred_percent_on_13_2_percent_of_days():
    values = pd.read_csv(BITCOIN, index_col="date", parse_dates=True)["value"]
    figure = volatility(
        data_of({"BTC": values}, price(stale_after=9999), as_of=date(2021, 11, 26)), "BTC", window="30D"
    )

    share, top = part(figure, "share_above"), part(figure, "maximum")
    steps = np.diff(np.log(values.dropna().to_numpy()))
    windows = np.lib.stride_tricks.sliding_window_view(steps, 30)
    each = 100 * np.sqrt(365 * windows.var(axis=1, ddof=1))
    assert share.value == pytest.approx(13.2, abs=0.05)
    assert share.value == pytest.approx(100 * (each > 100).mean())
    assert (share.stats["n"], share.stats["missing"]) == (2472, 1)
    assert figure.value == pytest.approx(each[-1])
    assert (top.value, top.as_of) == (pytest.approx(each.max()), date(2020, 4, 6))
    assert "3 Sep 2020 and 5 Sep 2020" in share.caveats[0].en


# ---------------------------------------------------------------- the words for it


@pytest.mark.parametrize(
    "asked",
    [
        "bitcoin realised vol",
        "annualized volatility of gold over the last 90 days",
        "how volatile is bitcoin",
        "比特币的年化波动率是多少",
        "比特幣波動率超過100%的天數占比",
    ],
)
def test_these_words_ask_for_it(asked):
    assert all_tools()["volatility"].cues.search(normalise(asked))


@pytest.mark.parametrize("asked", ["volume of SPAC deals", "bitcoin return YTD", "黄金的涨幅"])
def test_these_words_do_not(asked):
    assert not all_tools()["volatility"].cues.search(normalise(asked))
