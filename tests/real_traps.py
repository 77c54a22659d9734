"""The stanzas over the real files whose traps are tried, and what the tests of them share."""

from datetime import date

import pandas as pd
import pytest
from real_desk import REAL

TODAY = date(2026, 8, 4)
TRAPS = """
[series.UMCSENT]
title = "Consumer sentiment"
source = "file:fred/UMCSENT.csv"
unit = "index"
kind = "survey"
freq = "M"
lag = "0d"

[series.INDPRO]
title = "Industrial production"
source = "file:fred/INDPRO.csv"
unit = "index"
freq = "M"
adjust = "SA"

[series.BUSLOANS]
title = "Business loans"
source = "file:fred/BUSLOANS.csv"
unit = "USD bn"
freq = "M"

[series.DGORDER]
title = "Durable goods orders"
source = "file:fred/DGORDER.csv"
unit = "USD mn"
freq = "M"

[series.GDPC1]
title = "Real GDP"
source = "file:fred/GDPC1.csv"
unit = "USD bn"
freq = "Q"
adjust = "SAAR"

[series.ICSA]
title = "Jobless claims"
source = "file:fred/ICSA.csv"
unit = "persons"
freq = "W"

[series.USREC]
title = "US recessions"
source = "file:fred/USREC.csv"
unit = "count"
freq = "M"

[series.T10Y2Y]
title = "Yield curve"
source = "file:fred/T10Y2Y.csv"
unit = "percent"
kind = "rate"
freq = "D"

[series.GACDFSA066MSFRBPHI]
title = "Philadelphia Fed activity"
source = "file:fred/GACDFSA066MSFRBPHI.csv"
unit = "diffusion index"
kind = "survey"
freq = "M"
lag = "0d"
neutral = 0

[series.INDPRO_KNOWN]
title = "Industrial production, as published"
source = "file:vintages/INDPRO.csv"
layout = "vintages"
unit = "index"
freq = "M"

[series.UNRATE_KNOWN]
title = "Unemployment, as published"
source = "file:vintages/UNRATE.csv"
layout = "vintages"
unit = "percent"
kind = "rate"
freq = "M"

[series.NAPMNOI]
title = "New orders, as published"
source = "file:vintages/NAPMNOI.csv"
layout = "vintages"
unit = "diffusion index"
kind = "survey"
freq = "M"

[series.GNP_2000Q1]
title = "Real GNP, vintage 2000Q1"
source = "file:vintages/RTDSM_ROUTPUT_2000on.csv#ROUTPUT00Q1"
unit = "USD bn"
freq = "Q"

[series.GDP_2024Q1]
title = "Real GDP, vintage 2024Q1"
source = "file:vintages/RTDSM_ROUTPUT_2000on.csv#ROUTPUT24Q1"
unit = "USD bn"
freq = "Q"

[series.MD_INDPRO]
title = "Industrial production, FRED-MD"
source = "file:fredmd/2024-03.csv#INDPRO"
date = "sasdate"
unit = "index"
freq = "M"

[series.MD_INDPRO_TOLD]
title = "Industrial production, FRED-MD, with its dates told"
source = "file:fredmd/2024-03.csv#INDPRO"
date = "sasdate"
dates = "%m/%d/%Y"
unit = "index"
freq = "M"

[series.ICI_WORLD]
title = "World equity funds, without a word on the change of meaning"
source = "file:flows/ICI_monthly.csv#World Equity"
unit = "USD mn"
kind = "flow"
freq = "M"
average = "sum"

[series.ICI_DOMESTIC]
title = "Domestic equity funds, without a word on the change of meaning"
source = "file:flows/ICI_monthly.csv#Domestic Equity"
unit = "USD mn"
kind = "flow"
freq = "M"
average = "sum"

[series.RUT]
title = "Russell 2000, price only"
source = "file:market/RUT_monthly.csv"
unit = "index"
kind = "price"
freq = "M"
lag = "0d"

[series.SHILLER_DIVIDEND]
title = "S&P 500 dividend"
source = "file:market/SP500_shiller_monthly.csv#Dividend"
unit = "USD"
freq = "M"
valid = ["", "2023-06-30"]      # zeros from July 2023 on are blanks

[series.SHILLER_PE10]
title = "S&P 500 earnings multiple"
source = "file:market/SP500_shiller_monthly.csv#PE10"
unit = "ratio"
freq = "M"
valid = ["1881-01-01", "2023-09-30"]

[series.SHILLER_DIVIDEND_RAW]
title = "S&P 500 dividend, without a word on its zeros"
source = "file:market/SP500_shiller_monthly.csv#Dividend"
unit = "USD"
kind = "price"
freq = "M"

[series.VIX]
title = "VIX"
source = "file:market/VIX_daily.csv#CLOSE"
unit = "index"
freq = "D"

[series.VIX_LOW]
title = "VIX, low of the day"
source = "file:market/VIX_daily.csv#LOW"
unit = "index"
freq = "D"
valid = ["1992-01-02", ""]      # before, the four columns are one number

[series.BTC]
title = "Bitcoin"
source = "file:market/CBBTCUSD.csv"
unit = "USD"
kind = "price"
freq = "D"
calendar = "daily"
lag = "0d"

[panel.SPAC]
source = "file:spac/spac_daily_prices.csv"
layout = "long"
member = "ticker"
value = "adj_close"
unit = "USD"
kind = "price"
total_return = true
freq = "D"
lag = "0d"
named = false

[panel.SPAC_CLOSE]
source = "file:spac/spac_daily_prices.csv"
layout = "long"
member = "ticker"
value = "close"
unit = "USD"
kind = "price"
freq = "D"
lag = "0d"
named = false

[panel.SPAC_VOLUME]
source = "file:spac/spac_daily_prices.csv"
layout = "long"
member = "ticker"
value = "volume"
unit = "count"
freq = "D"
lag = "0d"
named = false

[events.SPAC_DEALS]
source = "file:spac/deals_completed_2019_2021.csv"
id = "ticker"
closed = "merger_close"
value = "ipo_size_musd"
unit = "USD mn"
prices = "panel:SPAC"

[events.SPAC_CLOSES]
source = "file:spac/deals_completed_2019_2021.csv"
id = "ticker"
closed = "merger_close"
prices = "panel:SPAC_CLOSE"

[events.SPAC_VOLUMES]
source = "file:spac/deals_completed_2019_2021.csv"
id = "ticker"
closed = "merger_close"
prices = "panel:SPAC_VOLUME"

[table.SPAC_PRICE]
title = "Price at the snapshot"
source = "file:spac/deals_completed_2019_2021.csv"
row = "ticker"
value = "price_at_snapshot"
unit = "USD"

[table.SPAC_RETURN]
title = "Return as stated by the tracker"
source = "file:spac/deals_completed_2019_2021.csv"
row = "ticker"
value = "stated_total_return"
unit = "percent"

[table.SPAC_RETURN_IN_DOLLARS]
title = "A return that the desk took for dollars"
source = "file:spac/deals_completed_2019_2021.csv"
row = "ticker"
value = "stated_total_return"
unit = "USD"

[series.KR_EXPORTS]
title = "Korean exports, as released"
source = "file:trade/korea_exports_prelim_to_2026-03.csv#total_exports_bn"
date = "period"
unit = "USD bn"
freq = "M"

[series.KR_EXPORTS_FULL]
title = "Korean exports, full months"
source = "file:trade/korea_exports_prelim_to_2026-03.csv#total_exports_bn"
date = "period"
dates = "%Y-%m full"
unit = "USD bn"
freq = "M"

[series.KR_EXPORTS_BY_RELEASE]
title = "Korean exports, by the day of release"
source = "file:trade/korea_exports_prelim_to_2026-03.csv#total_exports_bn"
date = "release_date"
unit = "USD bn"
freq = "M"
"""


def refused(kind, ask, *arguments, **typed):
    """The refusal of *kind* that asking ends in."""
    with pytest.raises(kind) as caught:
        ask(*arguments, **typed)
    return caught.value


def raw(name):
    """A real file as it is."""
    return pd.read_csv(REAL / name)
