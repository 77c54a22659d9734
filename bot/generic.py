"""Words that stand for several things of a desk at once: they lead to a question back with the ones it holds."""

from collections.abc import Iterator

from tools.catalogue import Catalogue, Named

GENERIC: tuple[tuple[str, str], ...] = (
    (
        (
            "stocks, us stocks, equities, us equities, stock market, us stock market, equity market, american stocks"
            ", 美股, 股市, 美国股市, 美国股票"
        ),
        "SPX NASDAQCOM US_SMALLCAP DJIA SP500",
    ),
    (
        (
            "yield, yields, treasury yield, treasury yields, bond yield, bond yields, government bond yield, long rates"
            ", 美债收益率, 国债收益率, 美债利率"
        ),
        "DGS10 DGS2 DGS30",
    ),
    ("spread, spreads, credit spread, credit spreads, 利差, 信用债利差", "BAMLC0A0CM BAMLH0A0HYM2 T10Y2Y"),
    ("breakeven, breakevens, breakeven inflation, 盈亏平衡通胀, 盈亏平衡通胀率", "T10YIE T5YIE T5YIFR"),
    ("the dollar, us dollar, greenback, dxy, dollar index, 美元指数, 美汇指数", "DTWEXBGS DTWEXAFEGS DEXUSEU"),
    ("inflation expectations, expected inflation, 通胀预期", "MICH EXPINF1YR T10YIE"),
    (
        "delinquency, delinquencies, delinquency rate, delinquency rates, 拖欠率, 违约率, 逾期率",
        "DRCCLACBS DRCLACBS DRSFRMACBS",
    ),
    ("gas, natural gas, natgas, 天然气", "DHHNGSP PNGASEUUSDM GASREGW"),
    ("wages, wage growth, pay growth, 工资, 薪资, 工资增速, 薪资增长", "CES0500000003 ECIWAG FRBATLWGT3MMAUMHWGO"),
    ("emerging markets, em, 新兴市场", "EM_EX_CHINA BAMLEMCBPIOAS DTWEXEMEGS"),
    ("crypto, cryptocurrencies, coins, 加密货币, 数字货币, 加密资产", "BTC CBBTCUSD CBETHUSD"),
    ("pmi, pmis, 采购经理指数", "ISM_PMI ISM_NEW_ORDERS NACM_CMI"),
    ("money supply, 货币供应, 货币供应量", "M2SL M1SL BOGMBASE"),
    ("metals, base metals, 金属, 有色金属", "PCOPPUSDM PALUMUSDM PIORECRUSDM"),
)
"""Words, and the ids of what they may mean, the likeliest first."""


def meanings(catalogue: Catalogue) -> Iterator[tuple[str, tuple[Named, ...]]]:
    """Each such word with the things of the catalogue that it may mean, where there are any."""
    for words, ids in GENERIC:
        held = tuple(item for id in ids.split() if (item := catalogue.find(id)) is not None)
        yield from ((word.strip(), held) for word in words.split(",") if held)
