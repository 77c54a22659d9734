"""
The levels the sample series pass through: made up, in the range such series move in, and exact where a note prints one.

No level here was taken from a data file. What a note prints is named beside the series; the rest is scenery.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """A line that a path does not cross in these months, so that a print stands out."""

    first: str
    last: str
    level: float
    above: bool = False

    def keep(self, level: float) -> float:
        """The level, reflected at the line when it is on the wrong side, or on it."""
        wrong = level <= self.level if self.above else level >= self.level
        return 2 * self.level - level if wrong else level


@dataclass(frozen=True, slots=True, kw_only=True)
class Monthly:
    """One monthly column: its pinned months, how far a month strays from the line between them, its decimals."""

    pins: str
    stray: float
    decimals: int = 1
    bound: Bound | None = None


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


MONTHLY: dict[str, dict[str, Monthly]] = {
    "surveys/umcsent.csv": {
        # February 2026 57.3, the highest since August 2025.
        "value": Monthly(
            pins="2005-01 95.2, 2005-10 74.6, 2007-01 96.4, 2008-06 56.8, 2008-11 55.6, 2010-06 75.8, 2011-08 56.2,"
            "2012-11 82.4, 2013-10 73.6, 2015-01 97.6, 2018-03 100.9, 2020-02 100.6, 2020-04 72.2, 2021-04 87.9,"
            "2022-06 50.4, 2023-07 71.2, 2024-03 79.0, 2024-12 73.6, 2025-03 57.4, 2025-04 52.6, 2025-05 52.5,"
            "2025-06 60.4, 2025-07 61.4, 2025-08 58.2, 2025-09 55.4, 2025-10 53.8, 2025-11 51.4, 2025-12 53.1,"
            "2026-01 56.2, 2026-02 57.3",
            stray=1.8,
        ),
    },
    "surveys/ism.csv": {
        "pmi": Monthly(
            pins="2005-01 56.9, 2006-12 51.2, 2008-12 33.6, 2009-12 55.1, 2011-02 60.2, 2012-11 49.4, 2014-08 57.6,"
            "2015-12 48.2, 2018-08 60.4, 2019-09 48.1, 2020-04 42.0, 2021-03 63.4, 2022-02 58.1, 2022-11 49.1,"
            "2023-06 46.4, 2024-03 50.1, 2024-10 46.8, 2025-01 50.8, 2025-05 48.6, 2025-10 48.8, 2025-12 48.2,"
            "2026-01 52.6",
            stray=0.8,
        ),
        # New orders 57.1 in January 2026, the highest since February 2022.
        "new_orders": Monthly(
            pins="2005-01 57.6, 2006-12 51.4, 2008-12 24.2, 2009-08 63.4, 2011-02 64.8, 2012-08 48.4, 2014-08 63.2,"
            "2015-12 49.1, 2017-12 65.6, 2019-10 47.4, 2020-04 28.4, 2020-07 60.8, 2021-03 66.6, 2021-12 61.2,"
            "2022-01 57.4, 2022-02 58.6, 2022-03 54.2, 2022-06 49.4, 2023-01 43.2, 2024-03 51.1, 2024-07 47.6,"
            "2025-01 54.8, 2025-04 47.1, 2025-08 51.2, 2025-12 47.9, 2026-01 57.1",
            stray=1.5,
            bound=Bound(first="2022-03", last="2025-12", level=56.5),
        ),
    },
    "surveys/nacm.csv": {
        # Manufacturing sales in January 2026 are the best since 2022.
        "value": Monthly(
            pins="2005-01 62.4, 2007-06 58.2, 2008-12 39.6, 2010-04 63.6, 2012-10 55.1, 2014-06 62.3, 2015-12 51.9,"
            "2018-05 66.1, 2019-12 55.2, 2020-04 29.4, 2020-10 64.2, 2021-05 71.6, 2021-12 66.3, 2022-01 59.6,"
            "2022-02 59.2, 2022-03 60.8, 2022-04 61.8, 2022-05 58.9, 2022-12 52.3, 2023-08 54.1, 2024-04 57.2,"
            "2024-12 55.3, 2025-05 53.1, 2025-10 56.4, 2025-12 57.9, 2026-01 61.4",
            stray=1.1,
            bound=Bound(first="2022-05", last="2025-12", level=60.8),
        ),
    },
    "surveys/fluid_power.csv": {
        # 73 in January 2026. With consumer sentiment it puts the surveys 0.4 standard deviations below their mean in
        # that month, the best reading since May 2025.
        "value": Monthly(
            pins="2005-01 71, 2006-04 79, 2008-12 32, 2010-04 86, 2012-09 60, 2014-06 76, 2015-12 51, 2017-12 83,"
            "2019-09 50, 2020-04 29, 2021-04 87, 2022-09 59, 2023-06 49, 2024-11 60, 2025-03 72, 2025-05 79,"
            "2025-06 63, 2025-07 60, 2025-08 61, 2025-09 63, 2025-10 64, 2025-11 66, 2025-12 68, 2026-01 73",
            stray=2.5,
            decimals=0,
        ),
    },
    "surveys/trucking.csv": {
        # Demand 60.8 in January 2026, the best since April 2022.
        "demand": Monthly(
            pins="2011-01 61.8, 2014-12 70.4, 2016-02 46.8, 2018-03 74.1, 2019-07 44.2, 2020-04 27.4, 2020-12 71.8,"
            "2021-06 74.2, 2021-12 68.4, 2022-01 60.4, 2022-02 59.8, 2022-03 60.1, 2022-04 61.3, 2022-05 55.7,"
            "2022-12 44.1, 2023-05 41.2, 2024-08 49.2, 2025-06 46.3, 2025-10 52.2, 2025-12 56.6, 2026-01 60.8",
            stray=1.6,
            bound=Bound(first="2022-05", last="2025-12", level=59.8),
        ),
        # Capacity in January 2026 is the lowest since March 2022.
        "capacity": Monthly(
            pins="2011-01 46.2, 2014-11 38.1, 2016-03 57.2, 2018-06 34.4, 2019-08 58.1, 2020-05 62.2, 2021-06 36.1,"
            "2022-03 42.6, 2022-04 47.4, 2022-12 60.1, 2023-08 62.2, 2024-10 56.1, 2025-06 52.4, 2025-12 46.2,"
            "2026-01 43.8",
            stray=1.4,
            bound=Bound(first="2022-04", last="2025-12", level=44.6, above=True),
        ),
    },
    "chips/memory.csv": {
        # Above its peak of 2021 and a record in January 2026.
        "value": Monthly(
            pins="2010-01 104.0, 2010-05 116.2, 2011-12 62.4, 2014-06 107.8, 2016-02 58.3, 2018-08 125.6,"
            "2019-07 64.1, 2021-07 134.6, 2023-03 52.7, 2024-07 104.3, 2025-03 97.9, 2025-09 121.8, 2025-11 131.2,"
            "2025-12 139.4, 2026-01 151.6",
            stray=2.2,
            bound=Bound(first="2010-01", last="2025-11", level=133.8),
        ),
    },
    "chips/sales.csv": {
        # Growth of 30 % on 2025 makes the first year above $1tn.
        "value": Monthly(
            pins="2005-01 18.2, 2008-09 22.9, 2009-02 14.3, 2010-11 26.1, 2014-11 29.8, 2016-02 26.0, 2018-10 41.6,"
            "2019-06 32.8, 2021-12 50.9, 2022-05 51.9, 2023-02 39.6, 2024-01 47.5, 2024-12 57.2, 2025-03 56.0,"
            "2025-06 61.4, 2025-09 71.2, 2025-12 80.1",
            stray=0.4,
            decimals=2,
        ),
    },
    "trade/korea.csv": {
        # January 2026 stands 33.9 % above January 2025.
        "exports": Monthly(
            pins="2005-01 22.48, 2008-07 40.92, 2009-01 21.38, 2011-08 45.91, 2014-10 51.24, 2016-01 36.88,"
            "2018-10 54.77, 2020-05 34.81, 2021-12 60.69, 2022-03 63.52, 2023-01 46.28, 2024-01 54.61, 2024-12 61.17,"
            "2025-01 49.18, 2025-02 52.41, 2025-03 58.12, 2025-04 58.23, 2025-05 57.34, 2025-06 59.79, 2025-07 60.71,"
            "2025-08 58.33, 2025-09 65.62, 2025-10 59.64, 2025-11 61.08, 2025-12 69.36, 2026-01 65.85",
            stray=1.6,
            decimals=2,
        ),
    },
    # With payrolls it puts the hard data 0.4 standard deviations above their mean in January 2026, as growth over
    # twelve months.
    "us/INDPRO.csv": {
        "value": Monthly(
            pins="1995-01 71.6, 2000-06 92.4, 2001-11 87.1, 2007-11 101.7, 2009-06 84.3, 2014-11 102.9, 2016-03 97.4,"
            "2018-09 104.2, 2020-02 101.4, 2020-04 84.7, 2020-12 97.2, 2022-09 102.8, 2024-01 99.6, 2024-12 98.9,"
            "2025-01 99.2, 2025-06 100.4, 2025-12 102.3, 2026-01 102.6",
            stray=0.35,
            decimals=4,
        ),
    },
    "us/PAYEMS.csv": {
        "value": Monthly(
            pins="1995-01 116480, 2001-02 132680, 2003-08 129810, 2008-01 138390, 2010-02 129690, 2020-02 152310,"
            "2020-04 130420, 2020-12 142860, 2022-06 151920, 2024-12 156020, 2025-01 156190,"
            "2025-12 158780, 2026-01 158910",
            stray=70,
            decimals=0,
        ),
    },
    "us/UNRATE.csv": {
        "value": Monthly(
            pins="1995-01 5.6, 2000-04 3.8, 2003-06 6.3, 2007-05 4.4, 2009-10 10.0, 2015-12 5.0, 2019-12 3.6,"
            "2020-02 3.5, 2020-04 14.8, 2020-12 6.7, 2022-07 3.5, 2023-04 3.4, 2024-07 4.2, 2025-06 4.1,"
            "2025-11 4.5, 2025-12 4.4, 2026-01 4.3",
            stray=0.09,
        ),
    },
    "us/CPIAUCSL.csv": {
        "value": Monthly(
            pins="1995-01 150.5, 2000-01 169.3, 2008-07 219.0, 2008-12 211.4, 2014-06 237.2, 2016-01 237.7,"
            "2020-02 259.2, 2020-05 256.1, 2021-01 262.6, 2022-06 295.0, 2023-12 308.7, 2025-01 319.1, 2025-12 326.0,"
            "2026-01 326.6",
            stray=0.25,
            decimals=3,
        ),
    },
    "us/HOUST.csv": {
        "value": Monthly(
            pins="1995-01 1407, 1999-12 1708, 2001-10 1540, 2006-01 2270, 2009-04 480, 2011-02 520, 2015-06 1210,"
            "2020-01 1590, 2020-04 930, 2022-04 1800, 2023-01 1360, 2024-01 1375, 2025-01 1350, 2025-12 1395,"
            "2026-01 1410",
            stray=42,
            decimals=0,
        ),
    },
}

# Thousands a week.
CLAIMS = (
    "1995-01-07 338, 2000-04-15 268, 2001-10-20 482, 2006-01-28 284, 2009-03-28 660, 2012-06-30 378, 2018-09-15 208,"
    "2020-03-14 252, 2020-03-21 2920, 2020-03-28 5980, 2020-04-18 4280, 2020-06-06 1540, 2020-08-29 880,"
    "2021-01-09 910, 2021-05-29 395, 2022-03-19 180, 2023-06-17 258, 2024-01-13 198, 2025-06-07 248, 2025-11-29 204,"
    "2026-02-14 209"
)

# Companies listed on US exchanges at year end: half of 1995 in 2025.
LISTED = (
    "1975 4760, 1980 4690, 1985 5580, 1990 6380, 1995 7812, 1996 8064, 1999 7230, 2003 5310, 2008 4640, 2012 4110,"
    "2016 4260, 2019 4180, 2021 4690, 2024 3980, 2025 3922"
)

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
