"""Rates, fund flows and prices of the sample desk: made-up levels they pass through, exact where a note prints one."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """A daily rate in percent: its pinned days and the usual daily move."""

    pins: str
    daily: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Fund:
    """A fund category: net flow of the 120 months to January 2026 in USD bn, and a month's usual swing."""

    total: float
    swing: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument:
    """
    A total return index: its returns in percent and how it moves.

    *years* are the calendar years 2015 to 2025, *trough* is 23 March 2020 against the end of 2019, *rho* the
    correlation with the common shock. *ytd*, *twelve_months* and *five_years* end on 20 February 2026.
    """

    id: str
    years: tuple[float, ...]
    ytd: float
    trough: float
    volatility: float
    rho: float
    twelve_months: float | None = None
    five_years: float | None = None


RATES = {
    "DGS10": Rate(
        pins="2015-01-02 2.12, 2016-07-08 1.41, 2018-11-08 3.22, 2020-03-09 0.56, 2020-08-04 0.54, 2021-03-31 1.73,"
        "2022-10-24 4.24, 2023-10-19 4.96, 2024-09-16 3.64, 2025-01-13 4.76, 2025-12-31 4.16, 2026-02-19 4.09,"
        "2026-02-20 4.10",
        daily=0.05,
    ),
    "DGS2": Rate(
        pins="2015-01-02 0.67, 2016-07-08 0.62, 2018-11-08 2.96, 2020-03-09 0.39, 2020-08-04 0.12, 2021-03-31 0.17,"
        "2022-10-24 4.49, 2023-10-19 5.13, 2024-09-16 3.56, 2025-01-13 4.38, 2025-12-31 3.48, 2026-02-19 3.47,"
        "2026-02-20 3.48",
        daily=0.04,
    ),
    "BAMLH0A0HYM2": Rate(
        pins="2015-01-02 5.02, 2016-02-11 8.74, 2018-01-26 3.32, 2018-12-31 5.28, 2020-01-17 3.42, 2020-03-23 10.64,"
        "2021-06-30 3.04, 2022-07-05 5.81, 2024-11-12 2.59, 2025-04-07 4.52, 2026-01-22 2.68, 2026-02-20 2.91",
        daily=0.06,
    ),
}

# Expansion 302, stagnation 1,604: the gap of ten years is 1,302 USD bn.
FUNDS = {
    "F_GOLD": Fund(total=88, swing=3.4),
    "F_INDUSTRIALS": Fund(total=24, swing=1.1),
    "F_NUCLEAR": Fund(total=9, swing=0.3),
    "F_DEFENSE": Fund(total=31, swing=0.9),
    "F_EM_EX_CHINA": Fund(total=72, swing=1.5),
    "F_SMALL_VALUE": Fund(total=78, swing=1.6),
    "F_US_LARGE_GROWTH": Fund(total=412, swing=6.5),
    "F_TREASURIES": Fund(total=468, swing=5.5),
    "F_IG_BONDS": Fund(total=566, swing=7.0),
    "F_PRIVATE_CREDIT": Fund(total=158, swing=0.8),
}

INSTRUMENTS = (
    Instrument(
        id="GOLD", years=(-10, 8, 13, -2, 18, 25, -4, -1, 13, 27, 62), ytd=17.9, trough=-1, volatility=0.15, rho=0.05
    ),
    Instrument(
        id="SPX", years=(1, 12, 22, -4, 31, 18, 29, -18, 26, 25, 18), ytd=2.0, trough=-30, volatility=0.15, rho=0.95
    ),
    Instrument(
        id="US_SMALLCAP",
        years=(-4, 21, 15, -11, 25, 20, 15, -20, 17, 12, 13),
        ytd=6.8,
        trough=-41,
        volatility=0.20,
        rho=0.85,
        five_years=41.2,
    ),
    Instrument(
        id="SMALLCAP_IND",
        years=(-6, 24, 19, -14, 29, 19, 24, -12, 29, 17, 14),
        ytd=22.1,
        trough=-42,
        volatility=0.22,
        rho=0.82,
    ),
    Instrument(
        id="NUCLEAR", years=(-9, 4, 24, -6, 3, 39, 52, -13, 36, 14, 58), ytd=20.2, trough=-32, volatility=0.26, rho=0.55
    ),
    Instrument(
        id="DEFENSE", years=(4, 18, 33, -8, 31, -6, 9, 9, 14, 20, 46), ytd=15.1, trough=-36, volatility=0.18, rho=0.65
    ),
    Instrument(
        id="EM_EX_CHINA",
        years=(-15, 12, 34, -15, 17, 13, 10, -19, 20, 4, 31),
        ytd=13.9,
        trough=-33,
        volatility=0.17,
        rho=0.68,
    ),
    Instrument(
        id="DM_SMALL_VALUE",
        years=(2, 6, 28, -19, 20, 2, 14, -11, 15, 6, 37),
        ytd=13.1,
        trough=-40,
        volatility=0.16,
        rho=0.75,
    ),
    Instrument(id="UST", years=(1, 1, 2, 1, 7, 8, -2, -12, 4, 1, 6), ytd=0.1, trough=6, volatility=0.055, rho=-0.2),
    Instrument(
        id="US_LARGE_GROWTH",
        years=(5, 7, 30, -2, 36, 38, 27, -29, 42, 33, 18),
        ytd=-2.9,
        trough=-24,
        volatility=0.19,
        rho=0.92,
    ),
    Instrument(
        id="SPAC_IDX",
        years=(3, 5, 7, 2, 11, 45, -10, -8, 12, 10, 12),
        ytd=0.9,
        trough=-9,
        volatility=0.17,
        rho=0.5,
        five_years=9.1,
    ),
    Instrument(
        id="BDC_IDX",
        years=(-4, 22, 1, -3, 26, -8, 33, -9, 26, 15, -9),
        ytd=-6.8,
        trough=-46,
        volatility=0.16,
        rho=0.65,
        twelve_months=-15.9,
    ),
    Instrument(
        id="CLO_ETF",
        years=(2, 5, 4, 2, 6, 3, 2, 1, 9, 7, 5.6),
        ytd=0.7,
        trough=-12,
        volatility=0.022,
        rho=0.35,
        twelve_months=6.0,
    ),
    Instrument(
        id="SYND_LOANS",
        years=(-1, 9, 3, 0, 8, 2, 5, -1, 13, 8, 5.4),
        ytd=0.3,
        trough=-18,
        volatility=0.03,
        rho=0.4,
        twelve_months=5.0,
    ),
    Instrument(
        id="HY_ETF",
        years=(-5, 13, 6, -2, 14, 5, 4, -11, 11, 8, 8.5),
        ytd=0.8,
        trough=-18,
        volatility=0.055,
        rho=0.65,
        twelve_months=7.9,
    ),
)

# Spells in which markets move more, or less, than usual.
MARKET_STRESS = {
    "2015-08-17 2015-10-05": 1.8,
    "2016-01-04 2016-02-26": 1.6,
    "2017-01-02 2018-01-26": 0.55,
    "2018-02-01 2018-02-20": 1.9,
    "2018-10-08 2019-01-04": 1.5,
    "2020-02-20 2020-05-15": 3.0,
    "2022-01-03 2022-12-30": 1.4,
    "2024-07-31 2024-08-12": 2.0,
    "2025-04-02 2025-04-25": 2.6,
    "2021-02-12 2021-02-19": 0.08,
    "2025-02-12 2025-02-21": 0.08,
    "2026-02-12 2026-02-20": 0.08,
}

BTC_PINS = (
    "2015-01-02 316, 2015-12-31 428, 2016-12-31 958, 2017-12-17 19180, 2018-12-31 3760, 2019-06-26 12800,"
    "2019-12-31 7190, 2020-03-12 5010, 2020-12-31 28900, 2021-04-14 63400, 2021-07-20 29900, 2021-11-09 67200,"
    "2022-06-18 19100, 2022-12-31 16520, 2023-12-31 42200, 2024-03-14 72800, 2024-12-31 93300, 2025-10-06 124500,"
    "2025-12-31 87400, 2026-02-05 64100, 2026-02-19 66400, 2026-02-20 67300"
)

BTC_STRESS = {
    "2015-01-02 2015-03-10": 2.1,
    "2016-06-01 2016-08-15": 1.3,
    "2017-05-15 2018-03-31": 2.2,
    "2018-11-10 2019-01-20": 2.0,
    "2019-05-15 2019-10-31": 1.75,
    "2020-03-05 2020-04-15": 3.2,
    "2021-01-01 2021-07-31": 1.95,
    "2022-05-05 2022-07-15": 2.1,
    "2022-11-01 2022-12-05": 2.0,
    "2023-05-01 2023-10-15": 0.6,
    "2024-03-01 2024-04-15": 1.4,
    "2025-01-01 2025-09-30": 0.7,
    "2026-01-15 2026-02-20": 2.05,
}
