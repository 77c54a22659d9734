"""What is said of SPACs: their returns, the rank of a year's deals, and what they cost."""

from bot.check import untitled
from bot.said.sentence import Sentence, joined, parts
from bot.said.voice import Column, Draft, Titles, Voice, grid, plain, valued
from footnote.answer import Call, Figure, Table
from footnote.spelling import spell
from footnote.text import Language, Text, listed

EXCESS = Sentence(
    "{own:title} less {other:title}: {excess} ({own:rest})", "{own:title}相对{other:title}：{excess}（{own:rest}）"
)
BESIDE = Sentence("{own:title} {own}, {other:title} {other}.", "{own:title} {own}，{other:title} {other}。")
BESIDE_A_YEAR = Sentence(
    "{own:title} {own} ({own_a_year} a year), {other:title} {other} ({other_a_year} a year).",
    "{own:title} {own}（年化 {own_a_year}），{other:title} {other}（年化 {other_a_year}）。",
)
MEAN = Sentence("{mean:label}: {mean} (median {median})", "{mean:label}：{mean}（中位数 {median}）")
COUNTED = Sentence("deals counted: {n}", "计入 {n} 宗交易")
FELL = Sentence("{negative} had a negative return", "{negative} 的回报为负")
BELOW = Sentence("{below} closed {below:title}", "{below} 的收盘价{below:title}")
AGAINST = Sentence(
    "{benchmark:title} returned {benchmark} over the same days; the excess is {excess} on average, {median} at the "
    "median.",
    "{benchmark:title}同期平均回报 {benchmark}；超额回报平均为 {excess}，中位数为 {median}。",
)
AFTER, DEALS, AVERAGE = Text("After the merger", "合并后"), Text("Deals", "交易数"), Text("Mean", "平均")
MEDIAN, NEGATIVE = Text("Median", "中位数"), Text("Negative", "为负占比")
RANK = Sentence(
    "Rank {rank} of {years} ({years:title}): {volume:label} {volume}",
    "在 {years} 个年份（{years:title}）中排名第 {rank}：{volume:label}为{volume}",
)
OF_YEAR = Sentence("{year:title} with {year}", "{year:title} 年 {year}")
LARGER, LARGEST = Text("larger", "更高的年份"), Text("the largest", "最高的年份")
NEXT = Text("the next", "其次")
MOST_NAMED = 3
"""Larger years that are named one by one; of more only the largest."""
YEAR, WORTH = Text("Year", "年份"), Text("Deal value", "交易额")
COST = Sentence("{cost:label}: {cost}, {share} of what was raised", "{cost:label}：{cost}，占募集金额的 {share}")
LEFT = Sentence(
    "{cash} of cash is left; a return of {even} on what is left makes up for the cost.",
    "所剩现金为{cash}；剩余资金需取得 {even} 的回报才能弥补成本。",
)
MIDDLE = Sentence("The median is {median}; deals counted: {n}.", "中位数为{median}，计入 {n} 宗交易。")


def returned(call: Call, figure: Figure) -> Draft:
    """An index against a benchmark; else the deals after the merger, of several horizons the longest."""
    if figure.name == "excess":
        return _excess(figure), *_beside(figure)
    last = figure if figure.value is not None else figure.parts[-1]
    found = _statistics(last)
    head = MEAN.of(mean=last, median=found.get("median")) or plain(call, last)
    fell, below = FELL.of(negative=found.get("share_negative")), BELOW.of(below=found.get("share_below"))
    against = AGAINST.of(
        benchmark=found.get("benchmark"), excess=found.get("excess"), median=found.get("excess_median")
    )
    return *head, *joined((*COUNTED.of(n=found.get("n")), *fell, *below)), *against


def _excess(figure: Figure) -> Text:
    """What it is the excess of over what, its value, then the kind of return and the days that both have."""
    own, other = figure.parts[:2] if len(figure.parts) > 1 else (figure, figure)
    rest = untitled(own)
    if rest is None or not figure.label.en.endswith(rest.en):
        return valued(figure)
    return EXCESS.of(own=own, other=other, excess=figure)[0]


def _beside(figure: Figure) -> Draft:
    """The two returns that the excess is made of, with their yearly rates where the window is longer than a year."""
    if len(figure.parts) < 2:
        return ()
    own, other = figure.parts[:2]
    yearly = [parts(each).get("annualised") for each in (own, other)]
    return BESIDE_A_YEAR.of(own=own, other=other, own_a_year=yearly[0], other_a_year=yearly[1]) or BESIDE.of(
        own=own, other=other
    )


def _statistics(horizon: Figure) -> dict[str, Figure]:
    """The statistics of one horizon, by their names without its days."""
    days = horizon.name.removeprefix("mean")
    return {name.removesuffix(days): each for name, each in parts(horizon).items()}


def horizons(_: Call, figure: Figure, language: Language) -> Table | None:
    """A row a horizon; a column for what at least one of them has."""
    if figure.value is not None:
        return None
    held = [_statistics(part) for part in figure.parts]
    columns = [_column(DEALS, "n"), Column(head=AVERAGE), _column(MEDIAN, "median")]
    columns.append(_column(NEGATIVE, "share_negative"))
    if below := next((found["share_below"] for found in held if "share_below" in found), None):
        columns.append(_column(below.title or below.label, "share_below"))
    if beside := next((found["benchmark"] for found in held if "benchmark" in found), None):
        name = beside.title or beside.label
        columns.append(_column(Text(f"Against {name.en}", f"相对{name.zh}"), "excess"))
    return grid(figure.parts, columns, language, AFTER)


def _column(head: Text, name: str) -> Column:
    """One statistic of each horizon."""
    first = Text(f"{head.en[:1].upper()}{head.en[1:]}", head.zh)
    return Column(head=first, shows=lambda row: _statistics(row).get(name))


def _returns(call: Call, title: Titles) -> Text:
    if benchmark := call.arguments.get("benchmark"):
        name = title(benchmark)
        return Text(f"SPAC index less {name.en}", f"SPAC 指数相对{name.zh}")
    return Text("SPAC returns after the merger", "SPAC 合并后的回报")


def placed(call: Call, figure: Figure) -> Draft:
    """The value of the year and its rank, then which years were larger, or which was next."""
    found = parts(figure)
    rank = found.get("rank")
    years = None if rank is None else parts(rank).get("years")
    head = RANK.of(volume=figure, rank=rank, years=years) or plain(call, figure)
    return *head, *joined((*COUNTED.of(n=found.get("n")), *_others(figure)))


def _others(figure: Figure) -> Draft:
    """The years that were larger; of many the largest only, of none the next one."""
    years, value = _years(figure), figure.value or 0.0
    larger = [year for year in years if (year.value or 0.0) > value]
    if not larger:
        words, kept = NEXT, [year for year in years if year.name != f"volume_{figure.stats.get('year')}"][:1]
    elif len(larger) > MOST_NAMED:
        words, kept = LARGEST, larger[:1]
    else:
        words, kept = LARGER, larger
    named = listed([text for year in kept for text in OF_YEAR.of(year=year)])
    return (Text(f"{words.en}: {named.en}", f"{words.zh}为 {named.zh}"),) if kept else ()


def _years(figure: Figure) -> list[Figure]:
    return [part for part in figure.parts if part.name.startswith("volume_")]


def by_year(_: Call, figure: Figure, language: Language) -> Table | None:
    """A row a year, the largest first."""
    years = _years(figure)
    return grid(years, (Column(head=WORTH),), language, YEAR) if len(years) > 1 else None


def _rank(call: Call, _: Titles) -> Text:
    year = call.arguments["year"]
    return Text(f"value of the SPAC deals of {year} and its rank", f"{year} 年 SPAC 交易额及排名")


def cost(call: Call, figure: Figure) -> Draft:
    """What each ten dollars bear of cost, what is left and what makes up for it, and the median."""
    found = parts(figure)
    return (
        *(COST.of(cost=figure, share=found.get("share")) or plain(call, figure)),
        *LEFT.of(cash=found.get("cash"), even=found.get("break_even")),
        *MIDDLE.of(n=found.get("n"), median=found.get("median")),
    )


def _cost(call: Call, _: Titles) -> Text:
    given, per = call.arguments.get("cost"), call.arguments.get("per")
    en, zh = "cost of SPACs", "SPAC 的成本"
    if given is not None:
        en, zh = f"{en}, given as {spell(given, 'USD')}", f"{zh}，给定为{spell(given, 'USD', 'zh')}"
    if per is not None:
        en, zh = f"{en}, for each {spell(per, 'USD')} raised", f"{zh}，每募集{spell(per, 'USD', 'zh')}"
    return Text(en, zh)


VOICES = (
    Voice(
        tool="spac_returns",
        sentences=returned,
        table=horizons,
        subject=_returns,
        missing=Text(
            "Against which benchmark and over which window, or how long after the merger?",
            "请问是相对哪个基准、哪个区间，还是合并后多久？",
        ),
        stats={
            "benchmark": "基准同期",
            "excess": "平均超额",
            "excess_median": "超额中位数",
            "horizon": "交易日数",
            "median": "中位数",
            "share_below": "低于发行价占比",
            "share_negative": "为负占比",
        },
    ),
    Voice(
        tool="spac_rank",
        sentences=placed,
        table=by_year,
        subject=_rank,
        missing=Text("The SPAC deals of which year?", "请问是哪一年的 SPAC 交易？"),
        offer=Text("SPAC deal volume {0}", "{0}年SPAC交易额"),
        stats={"by": "计入依据", "last": "末期", "rank": "排名"},
    ),
    Voice(
        tool="spac_fee",
        sentences=cost,
        subject=_cost,
        missing=Text("What is the cost, and for how much raised?", "请问成本是多少、对应多少募集金额？"),
        stats={"per": "每募集"},
    ),
)
