"""The questions the desk was made for, in our own words and both languages: the plan, and the value printed."""

from datetime import date

import pytest

TEN_YEARS = {"a": "EXPANSION", "b": "STAGNATION", "window": "10Y"}
OF_A_YEAR = ["BDC_IDX", "CLO_ETF", "SYND_LOANS", "HY_ETF"]
IN_2021 = {"series": "MEMORY_IDX", "kind": "highest", "window": "2021"}
ASKED = [
    # 1: hard and soft data
    ("How far apart are hard and soft data, in standard deviations?", "hard_soft_gap", {}),
    ("is survey data still weaker than the hard data versus its own history", "hard_soft_gap", {}),
    ("硬数据与软数据的差距有几个标准差？", "hard_soft_gap", {}),
    ("軟數據落後硬數據幾遠？各自對長期平均計", "hard_soft_gap", {}),
    # 2: consumer sentiment
    ("where did the University of Michigan index print", "latest", {"series": "UMCSENT"}),
    ("Is Michigan sentiment this high for the first time since August?", "since_when", {"series": "UMCSENT"}),
    ("密大消费者信心是几月以来最高？", "since_when", {"series": "UMCSENT", "kind": "highest"}),
    ("密歇根大學消費者情緒而家報幾多", "latest", {"series": "UMCSENT"}),
    # 3: industrial momentum
    ("is the industrial momentum composite the best since 2021?", "since_when", {"series": "IND_MOMENTUM"}),
    ("what does industrial momentum mean for the ISM PMI", "implied", {"x": "IND_MOMENTUM", "y": "ISM_PMI"}),
    ("工业动能指标上一次这么强是什么时候", "since_when", {"series": "IND_MOMENTUM"}),
    ("由工業動能推算ISM製造業PMI係幾多", "implied", {"x": "IND_MOMENTUM", "y": "ISM_PMI"}),
    # 4: fluid power
    ("what is the outlook in the fluid power survey?", "latest", {"series": "FLUID_POWER"}),
    ("Are hydraulics and pneumatics makers optimistic?", "latest", {"series": "FLUID_POWER"}),
    ("流体动力业调查的全球展望是多少", "latest", {"series": "FLUID_POWER"}),
    ("流體動力環球前景而家高過50幾多", "latest", {"series": "FLUID_POWER"}),
    # 5: truck shippers
    ("truck capacity according to the shippers survey: tightest since when?", "since_when", {"kind": "lowest"}),
    ("how strong is demand in the truck shippers survey?", "latest", {"series": "TRUCK_DEMAND"}),
    ("货主调查里的运力是何时以来最低", "since_when", {"series": "TRUCK_CAPACITY", "kind": "lowest"}),
    ("貨車需求係邊個月以嚟最好", "since_when", {"series": "TRUCK_DEMAND", "kind": "highest"}),
    # 6: memory
    ("has the memory cycle indicator beaten its 2021 high?", "since_when", IN_2021),
    ("memory chip index versus the 2021 peak", "since_when", IN_2021),
    ("存储指标比2021年的高点高多少", "since_when", IN_2021),
    ("記憶體指數超過2021年峰值未", "since_when", IN_2021),
    # 7: NACM
    ("credit managers' manufacturing sales -> GDP growth?", "implied", {"x": "NACM_CMI", "y": "GDPC1"}),
    ("How well does NACM fit with GDP, r-squared and slope?", "implied", {"x": "NACM_CMI", "y": "GDPC1"}),
    ("信用经理指数隐含的GDP增速和R方是多少", "implied", {"x": "NACM_CMI", "y": "GDPC1"}),
    ("NACM製造業銷售對應美國GDP增長幾多，標準誤呢？", "implied", {"x": "NACM_CMI", "y": "GDPC1"}),
    # 8: ISM new orders
    ("what GDP growth does history suggest at this ISM new orders reading", "implied", {"x": "ISM_NEW_ORDERS"}),
    ("Regress US GDP on ISM new orders since 1948: r2?", "implied", {"x": "ISM_NEW_ORDERS", "start": "1948"}),
    ("按历史关系，ISM新订单意味着GDP增长多少", "implied", {"x": "ISM_NEW_ORDERS", "y": "GDPC1"}),
    ("用ISM新訂單推算GDP，R平方係幾多", "implied", {"x": "ISM_NEW_ORDERS", "y": "GDPC1"}),
    # 9: bank capital
    ("what does a one point lower requirement free up at the big banks, and what lending does that support?",
     "capital_release", {"points": 1.0}),
    ("excess capital of the large US banks?", "latest", {"series": "BANK_EXCESS"}),
    ("资本要求降低1个百分点，大型银行释放多少资本、支持多少贷款", "capital_release", {"points": 1.0}),
    ("監管要求減一個百分點，大行可以多借幾多錢？", "capital_release", {"points": 1.0}),
    # 10: chips
    ("memory grows 48%, the others 22%, the total 30%: how much does each contribute?", "contribution", {"total": 0.3}),
    ("total chip sales +30%, memory +48% and the rest +22%, so what share is memory", "contribution", {"total": 0.3}),
    ("存储增长48%，其余22%，合计30%，存储拉动几个百分点", "contribution", {"parts": [0.48, 0.22]}),
    ("總計+30%、記憶體+48%、其他+22%，反推佔比", "contribution", {"parts": [0.48, 0.22]}),
    # 11: Korean exports
    ("Korean exports year on year", "change", {"series": "KR_EXPORTS", "window": "1Y"}),
    ("what do Korean exports imply for global equities EPS against consensus", "implied", {"y": "ACWI_EPS"}),
    ("韩国出口同比", "change", {"series": "KR_EXPORTS", "window": "1Y"}),
    ("由南韓出口推算全球股票盈利增長，同市場共識比？", "implied", {"x": "KR_EXPORTS", "y": "ACWI_EPS"}),
    # 12: year to date
    ("nuclear and gold against 60/40 year to date", "returns", {"assets": ["NUCLEAR", "GOLD", "P6040"]}),
    ("year to date return of smid cap industrials, defence and gold", "returns", {"window": "YTD"}),
    ("今年以来黄金涨多少，核能涨多少", "returns", {"assets": ["GOLD", "NUCLEAR"], "window": "YTD"}),
    ("今年中小型工業股同國防股邊個賺得多", "returns", {"assets": ["SMALLCAP_IND", "DEFENSE"], "window": "YTD"}),
    # 13: flows
    ("net inflows of ten years into expansion funds and stagnation funds", "flow_gap", TEN_YEARS),
    ("how much money went into expansion versus stagnation over the past 10 years", "flow_gap", TEN_YEARS),
    ("近十年扩张类与停滞类资金净流入相差多少", "flow_gap", TEN_YEARS),
    ("擴張型資產同停滯型資產十年各吸咗幾多錢", "flow_gap", TEN_YEARS),
    # 14: SPAC volume
    ("value of SPAC deals announced last year and their place in history", "spac_rank", {"year": 2025}),
    ("how big was 2025 for SPACs, third largest?", "spac_rank", {"year": 2025}),
    ("2025年已公布的SPAC交易总额和排名", "spac_rank", {"year": 2025}),
    ("舊年SPAC交易額係咪歷來第三", "spac_rank", {"year": 2025}),
    # 15: SPAC returns
    ("five-year return of the SPAC index against US small caps", "spac_returns", {"window": "5Y"}),
    ("how far has the spac index lagged small caps in 5 years", "spac_returns", {"benchmark": "US_SMALLCAP"}),
    ("SPAC指数过去五年跑输小盘股多少", "spac_returns", {"window": "5Y", "benchmark": "US_SMALLCAP"}),
    ("五年嚟SPAC指數同細價股嘅回報差幾多", "spac_returns", {"window": "5Y", "benchmark": "US_SMALLCAP"}),
    # 16: SPAC costs
    ("for each $10 raised, what do a SPAC's fees and dilution eat?", "spac_fee", {"per": 10.0}),
    ("net cash per share left in a typical SPAC", "spac_fee", {}),
    ("SPAC每募集10美元要付多少费用", "spac_fee", {"per": 10.0}),
    ("SPAC合併時每股仲有幾多淨現金", "spac_fee", {}),
    # 17: bitcoin
    ("bitcoin's annualised vol and the share of days above 100%", "volatility", {"series": "BTC", "threshold": 1.0}),
    ("how often is BTC volatility over 100%?", "volatility", {"series": "BTC", "threshold": 1.0}),
    ("比特币年化波动率高于100%的天数有多少", "volatility", {"series": "BTC", "threshold": 1.0}),
    ("比特幣波幅成日超過100%咩？", "volatility", {"series": "BTC", "threshold": 1.0}),
    # 18: gates
    ("A private credit fund redeems at most 5% of NAV per quarter. How long to leave?", "exit_time", {"cap": 0.05}),
    ("5% quarterly redemption limit on my stake, everyone queueing: when am I out", "exit_time", {"cap": 0.05}),
    ("基金每季度赎回上限5%，全部拿回要多少个季度", "exit_time", {"cap": 0.05, "freq": "quarterly"}),
    ("私募信貸每季最多贖5%，走清要幾耐？", "exit_time", {"cap": 0.05, "freq": "quarterly"}),
    # 19: software
    ("how much software is in private credit, bank loans and high yield", "exposure", {"table": "SOFTWARE"}),
    ("software share of BDCs against leveraged loans", "exposure", {"table": "SOFTWARE"}),
    ("软件行业在BDC和高收益债里各占多少", "exposure", {"table": "SOFTWARE"}),
    ("邊種信貸工具軟件公司佔比最高", "exposure", {"table": "SOFTWARE"}),
    # 20: credit vehicles
    ("return over twelve months of BDCs, CLO ETFs, bank loan ETFs and HY", "returns", {"assets": OF_A_YEAR}),
    ("BDC drawdown over the past year", "returns", {"assets": ["BDC_IDX"], "window": "1Y"}),
    ("近一年BDC、CLO ETF、杠杆贷款ETF、高收益ETF的回报", "returns", {"assets": OF_A_YEAR, "window": "1Y"}),
    ("過去十二個月BDC跑輸銀團貸款幾多", "returns", {"assets": ["BDC_IDX", "SYND_LOANS"], "window": "1Y"}),
    # 21: listed companies
    ("have public companies in the US halved over thirty years?", "change", {"series": "LISTED_US", "window": "30Y"}),
    ("number of listed companies compared with 30 years ago", "change", {"series": "LISTED_US", "window": "30Y"}),
    ("三十年来美股上市公司少了多少", "change", {"series": "LISTED_US", "window": "30Y"}),
    ("美國上市公司數目同三十年前比係咪減半", "change", {"series": "LISTED_US", "window": "30Y"}),
    # 22: the lesson
    ("what do the notes say on leverage, illiquidity and opacity together?", "notes_search", {}),
    ("according to the note, which risk hurts most?", "notes_search", {}),
    ("研报怎么看杠杆、缺乏流动性和不透明", "notes_search", {}),
    ("報告點講槓桿加不透明嘅結構", "notes_search", {}),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "tool", "arguments"), ASKED, ids=[typed for typed, *_ in ASKED])
def test_a_question_in_other_words_is_answered_by_the_right_tool(ask, typed, tool, arguments):
    answer = ask(typed)

    assert answer.kind == "answer"
    (found,) = (call for call in answer.plan if call.tool == tool)
    assert arguments.items() <= found.arguments.items()


PUBLISHED = [
    (1, "hard data versus soft data", {"hard": 0.4, "soft": -0.4}, 1, 1),
    (2, "latest university of michigan sentiment", {"latest": 57.3}, 1, 1),
    (4, "fluid power global outlook", {"latest": 73}, 0, 1),
    (7, "GDP implied by NACM manufacturing sales", {"implied": 4, "x": 61}, 0, 1),
    (7, "r-squared of GDP on NACM manufacturing sales", {"r2": 0.47}, 2, 1),
    (8, "r-squared of GDP on ISM new orders", {"r2": 0.36}, 2, 1),
    (9, "excess capital of large banks", {"latest": 3.4}, 1, 1),
    (9, "lending if the bank capital requirement drops a point", {"lending": 1.1, "excess_capital": 0.5}, 1, 1e12),
    (10, "memory +48%, the rest +22%, total +30%: shares and contributions",
     {"share": 30.8, "contribution_1": 14.8, "contribution_2": 15.2}, 1, 1),
    (11, "韩国1月出口同比", {"change": 34}, 0, 1),
    (11, "EPS of global equities implied by Korean exports", {"implied": 27, "consensus": 13}, 0, 1),
    (12, "60/40 year to date", {"return": 1}, 0, 1),
    (13, "十年扩张类和停滞类的资金流", {"a": 0.3, "b": 1.6, "gap": -1.3}, 1, 1e12),
    (14, "SPAC deal volume in 2025", {"volume": 37.6}, 1, 1e9),
    (14, "2025年SPAC交易额排第几", {"rank": 3}, 0, 1),
    (15, "spac index return against small caps, 5 years", {"excess": -32}, 0, 1),
    (16, "SPAC每10美元的成本", {"cost": 3.0, "share": 30.0, "cash": 7.0}, 1, 1),
    (18, "5% gate a quarter, time to exit", {"quarters": 20, "years": 5}, 0, 1),
    (19, "software exposure", {"exposure_1": 18, "exposure_2": 12, "exposure_3": 2}, 0, 1),
    (20, "BDC return over 12 months", {"return": -16}, 0, 1),
    (21, "listed companies over thirty years", {"change": -50}, 0, 1),
]  # fmt: skip


@pytest.mark.parametrize(("row", "typed", "published", "digits", "scale"), PUBLISHED)
def test_the_figures_of_the_answer_round_to_what_was_printed(ask, row, typed, published, digits, scale):
    answer = ask(typed)

    parts = [part for figure in answer.figures for part in figure.walk() if part.value is not None]
    for name, value in published.items():
        (found, *_) = [part.value for part in parts if part.name == name]
        assert round(found / scale, digits) == value


def by_series(answer, name):
    parts = (part for figure in answer.figures for part in figure.walk())
    return {part.series: part for part in parts if part.name == name}


@pytest.mark.parametrize(
    ("typed", "since"),
    [
        ("soft data the best since when?", date(2025, 5, 31)),
        ("michigan sentiment highest since when", date(2025, 8, 31)),
        ("工业动能是何时以来最高", date(2021, 12, 31)),
        ("truck demand highest since when", date(2022, 4, 30)),
        ("运力是何时以来最低", date(2022, 3, 31)),
        ("bank CET1 requirement lowest since when", date(2011, 12, 31)),
    ],
)
def test_the_day_since_which_it_holds_is_the_one_that_was_printed(ask, typed, since):
    answer = ask(typed)

    assert since in {part.stats.get("since") for figure in answer.figures for part in figure.walk()}


def test_row_8_new_orders_go_with_growth_above_three_and_a_half(ask):
    (figure,) = ask("ISM new orders implied GDP growth").figures

    assert 3.5 <= figure.value < 4


def test_row_6_memory_stands_above_its_2021_peak(ask):
    (figure,) = ask("memory indicator against its 2021 peak").figures

    assert figure.stats["above"]
    assert figure.value > max(part.value for part in figure.parts if part.name == "peak")


def test_row_12_the_league_of_the_year(ask):
    answer = ask(
        "今年以来回报排名：中小型工业股、核能、黄金、国防、新兴市场（不含中国）、发达市场小盘价值、标普500、美债、大盘成长"
    )

    returns = {id: round(part.value) for id, part in by_series(answer, "return").items()}
    assert returns == {
        "SMALLCAP_IND": 22, "NUCLEAR": 20, "GOLD": 18, "DEFENSE": 15, "EM_EX_CHINA": 14, "DM_SMALL_VALUE": 13,
        "SPX": 2, "UST": 0, "US_LARGE_GROWTH": -3,
    }  # fmt: skip


def test_row_15_nine_percent_where_small_caps_made_forty_one(ask):
    answer = ask("SPAC指数五年回报与小盘股相比")

    assert {id: round(part.value) for id, part in by_series(answer, "return").items()} == {
        "SPAC_IDX": 9,
        "US_SMALLCAP": 41,
    }


def test_row_17_bitcoin_is_often_above_a_hundred_percent(ask):
    (figure,) = ask("share of days with bitcoin volatility above 100%").figures

    (share,) = (part for part in figure.parts if part.name == "share_above")
    assert share.stats["threshold"] == 100
    assert 10 < share.value < 30


def test_row_20_the_others_made_five_to_eight(ask):
    answer = ask("12-month return of BDCs, CLO ETFs, syndicated loans and high yield ETFs")

    returns = {id: round(part.value) for id, part in by_series(answer, "return").items()}
    assert returns.pop("BDC_IDX") == -16
    assert {5 <= value <= 8 for value in returns.values()} == {True}


@pytest.mark.parametrize("typed", ["what do the notes say about leverage and opacity?", "研报怎么说杠杆和不透明"])
def test_row_22_is_a_quote_and_no_figure(ask, typed):
    answer = ask(typed)

    assert answer.figures == ()
    assert any("leverage" in each.quote.lower() or "槓桿" in each.quote for each in answer.citations)


def test_row_17_over_years_the_days_of_those_years_are_counted(ask):
    """Windows of thirty returns, not of five years, and none that ends before the five years begin."""
    (figure,) = ask("近五年比特币年化波动率超过100%的天数占比").figures

    (share,) = (part for part in figure.parts if part.name == "share_above")
    assert share.stats["window"] == 30
    assert share.stats["start"] > date(2021, 2, 20)
