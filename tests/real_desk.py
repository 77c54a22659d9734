"""A desk over the real data files beside the checkout, where they are."""

from pathlib import Path

import pytest

from footnote.settings import Settings
from tools.data import Data
from tools.desk_folder import load
from tools.sources import connected

REAL = Path(__file__).parents[2] / "shared" / "data" / "real"
needs_real = pytest.mark.skipif(not REAL.is_dir(), reason=f"the real data files are not there: {REAL}")

DESK = """
desk = { name = "Real desk", timezone = "America/New_York", language = "en", today = "2026-08-04" }

[series.NOCDFSA066MSFRBPHI]
title = "Philadelphia Fed new orders"
zh = ["费城联储新订单指数", "费城联储新订单"]
aliases = ["philadelphia new orders", "philly fed new orders", "philly new orders"]
source = "file:fred/NOCDFSA066MSFRBPHI.csv"
unit = "diffusion index"
kind = "survey"
freq = "M"
adjust = "SA"
neutral = 0
lag = "0d"
groups = ["surveys"]

[series.UNRATE]
title = "Unemployment rate"
zh = ["失业率"]
aliases = ["unemployment", "us unemployment rate"]
source = "file:fred/UNRATE.csv"
unit = "percent"
kind = "rate"
freq = "M"
adjust = "SA"
lag = "7d"

[series.CPIAUCSL]
title = "Consumer prices"
zh = ["消费者物价指数", "居民消费价格"]
aliases = ["cpi", "inflation", "us cpi"]
source = "file:fred/CPIAUCSL.csv"
unit = "index"
freq = "M"
adjust = "SA"
lag = "14d"

[series.PAYEMS]
title = "Nonfarm payrolls"
zh = ["非农就业人数", "非农"]
aliases = ["payrolls", "us payrolls"]
source = "file:vintages/PAYEMS.csv"
layout = "vintages"
unit = "persons th"
freq = "M"
adjust = "SA"

[series.DGS10]
title = "10-year Treasury yield"
zh = ["10年期美债收益率", "十年期美债收益率"]
aliases = ["10y yield", "us 10y"]
source = "file:fred/DGS10.csv"
unit = "percent"
kind = "rate"
freq = "D"

[series.GOLD_MONTHLY]
title = "Gold, monthly average"
zh = ["黄金月均价"]
aliases = ["gold monthly", "gold price"]
source = "file:market/gold_monthly.csv#Price"
unit = "USD"
kind = "price"
freq = "M"
lag = "1d"

[series.US_LISTED]
title = "US listed domestic companies"
zh = ["美国上市公司数量", "美国上市公司"]
aliases = ["listed companies", "us listed companies", "number of listed companies"]
source = "file:listings/WB_CM.MKT.LDOM.NO_USA.csv#listed_domestic_companies"
date = "year"
unit = "count"
kind = "stock"
freq = "A"

[panel.ETF]
source = "file:market/etf_adjclose.csv"
layout = "wide"
unit = "USD"
kind = "price"
total_return = true
freq = "D"
calendar = "exchange"
lag = "0d"

[panel.ETF.members.IWM]
title = "US small caps (IWM)"
zh = ["美国小盘股ETF"]
aliases = ["us small caps", "small caps"]

[panel.ETF.members.SPY]
title = "S&P 500 (SPY)"
zh = ["标普500ETF"]
aliases = ["s&p 500"]

[panel.ETF.members.GLD]
title = "Gold (GLD)"
zh = ["黄金ETF"]
aliases = ["gold etf"]

[panel.ICI]
source = "file:flows/ICI_monthly.csv"
layout = "wide"
unit = "USD mn"
kind = "flow"
freq = "M"
average = "sum"
valid = ["", "2020-11-30"]      # from December 2020 the columns hold something else

[basket.EQUITY_FUNDS]
title = "Equity funds"
zh = ["股票基金", "股票型基金"]
aliases = ["equity", "equities", "long-term equity funds"]
members = ["Domestic Equity", "World Equity"]
flows = "panel:ICI"

[basket.BOND_FUNDS]
title = "Bond funds"
zh = ["债券基金", "债券型基金"]
aliases = ["bond", "bonds", "long-term bond funds"]
members = ["Taxable Bond", "Municipal Bond"]
flows = "panel:ICI"
"""


def real_desk(folder, more=""):
    """Writes the desk into *folder*, its data folder a link to the real files, and gives the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "desk.toml").write_text(DESK + more, "utf-8")
    (folder / "data").symlink_to(REAL, target_is_directory=True)
    return folder


def data_at(folder, as_of=None):
    """The data of the desk in *folder*: its files, and no live source."""
    return Data(catalogue=load(folder), sources=connected(Settings(desk=str(folder))), as_of=as_of)
