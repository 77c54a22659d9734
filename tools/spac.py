"""What SPACs earned: an index of them against a benchmark, and the companies they became, from the merger on."""

from collections.abc import Iterator
from dataclasses import replace

from footnote.answer import Figure
from footnote.errors import AskError, FootnoteError
from footnote.spelling import spell_day
from footnote.text import Text
from tools import deals as lists
from tools import excess, merger
from tools.data import Data
from tools.deals import Deals, about, cues
from tools.horizon import PAID, Horizon
from tools.merger import LATE_DAYS, At, Followed, kind_of
from tools.observations import Observations, named
from tools.registry import Benchmark, Day, WindowText, tool
from tools.window import Window

HORIZONS = {
    21: ("1M", Text("1 month", "1 个月")),
    63: ("3M", Text("3 months", "3 个月")),
    126: ("6M", Text("6 months", "6 个月")),
    252: ("1Y", Text("12 months", "12 个月")),
}
"""Trading days after the merger, and the windows that ask for them."""
ASKED = {(1, "M"): 21, (3, "M"): 63, (6, "M"): 126, (12, "M"): 252, (1, "Y"): 252} | {(n, "D"): n for n in HORIZONS}
NAMED = 5
"""Companies that are named where several left the exchange."""
EARNED = (
    r"returns?|returned|perform(?:ed|ance|s|ing)?|done|doing|fared?|earn(?:ed|s)?|lag(?:ged|s)?|behind|track record"
    r"|beat(?:en)?|lost|lose|made|trades?|traded|(?:under|out)perform(?:ed|ance|s|ing)?"
    r"|(?:post|after|since)[- ](?:the |their |its |a )?(?:mergers?|de-?spac(?:s|ing)?|business combinations?)"
)
EARNED_ZH = "回报|收益|表现|跑赢|跑输|涨|跌|亏|升了|合并后|并购后|合并之后|并购之后|合并完成后"


@tool(
    cues=rf"{cues(EARNED, EARNED_ZH)}|\bpost[- ]mergers?\b"
    r"|\bspacs?\b(?=.{0,24}\b(?:vs|versus|against|compared)\b)|spac(?=.{0,16}(?:相比|对比))",
    weight=6,
    about=about(EARNED, EARNED_ZH),
    figures={
        "excess": "the index less the benchmark; by deal, the mean of the returns less the benchmark's",
        "return": "of the index, or of the benchmark",
        "start": "the close it starts from",
        "end": "the close it ends at",
        "annualised": "the same as a yearly rate",
        "drawdown": "the largest fall from a high to the lowest close after it",
        "post_merger": "the table of all horizons; its figures carry their trading days: `mean_63`",
        "mean": "by deal, in equal weight",
        "n": "deals with a close so long after the merger",
        "deal": "the return of one of them; a second deal of one company is numbered: `deal_2`",
        "median": "by deal",
        "share_negative": "percent of deals with a negative return",
        "share_below": "percent of deals whose close is below 10 dollars",
        "benchmark": "the mean of the benchmark over the days of each deal",
        "excess_median": "the median of the returns less the benchmark's",
        "ended": "the mean return, to the last close, of the deals that stopped trading before",
        "ended_deal": "the return of one of them",
    },
)
def spac_returns(
    data: Data,
    window: WindowText | None = None,
    start: Day | None = None,
    end: Day | None = None,
    benchmark: Benchmark | None = None,
) -> Figure:
    """Returns of SPACs: an index of them against a benchmark over a window, or by deal after the merger.

    With *benchmark*: the desk's index less the benchmark, close to close on the same days, in percentage points; total
    or price return as labelled. Without: by deal, ``P(k+h) / P(k) - 1``, with k the first close on or after the merger
    and h 21, 63, 126 or 252 trading days of that company (1M, 3M, 6M, 1Y; all four when no window is asked for), in
    equal weight, beside the desk's benchmark over the same days. Deals delisted later are kept; one whose prices end
    before the horizon is left out of it and counted. A horizon that no deal has reached, and any other window, is
    refused.
    """
    asked = Window(window=window, start=start, end=end)
    if benchmark:
        return excess.over(data, asked, _index(data), benchmark)
    days = ASKED.get(asked.length() or (0, ""))
    if asked and days is None:
        raise _no_horizon(data, asked)
    deals = lists.listed(data, "spac_returns")
    found = merger.followed(data, deals)
    every = [found.at(each) for each in HORIZONS if days in (None, each)]
    held = [at for at in every if at.held]
    if not held:
        raise _unreached(deals, found, [at.days for at in every])
    index, failed = _benchmark(data)
    horizons = [Horizon(at=at, id=deals.item.id, index=index, suffix="" if days else f"_{at.days}") for at in held]
    counted = [words for at in every for words in _counts(deals, found, at)]
    outside = [words for each in horizons for words in each.outside()]
    said = (*counted, *outside, *failed, *_said(deals.item.id, found, index))
    parts = tuple(each.figure() for each in horizons)
    if days:
        return replace(parts[0], caveats=said)
    return Figure(
        name="post_merger",
        label=Text("SPACs after the merger, by trading days since", "SPAC 合并后的回报，按合并后的交易日数"),
        value=None,
        unit="table",
        as_of=max(part.as_of for part in parts),
        formula="each as stated in its row",
        parts=parts,
        series=deals.item.id,
        caveats=said,
    )


def _index(data: Data) -> str:
    """The desk's index of SPACs."""
    found = lists.used(data, "spac_returns", "index")
    if found is None or found not in data.catalogue.series:
        raise AskError(
            Text(
                "This desk has no index of SPACs configured; ask for the returns after the merger.",
                "本交易台没有配置 SPAC 指数；可以查询合并后的回报。",
            ),
            reason="not_configured",
        )
    return found


def _benchmark(data: Data) -> tuple[Observations | None, tuple[Text, ...]]:
    """What the desk sets the deals against, or why they stand alone."""
    id = lists.used(data, "spac_returns", "benchmark")
    if id is None or id not in data.catalogue.series:
        return None, (Text("No benchmark is set up to compare with.", "没有设定用于比较的基准。"),)
    try:
        found = data.series(id)
    except FootnoteError as error:
        return None, (Text(f"No comparison: {error.text.en}", f"未作比较：{error.text.zh}"),)
    return found, found.said_of_source()


def _counts(deals: Deals, found: Followed, at: At) -> Iterator[Text]:
    """How many deals there are, how many of them count, and why the others do not."""
    left = (
        (at.recent, "merged too recently", "合并时间尚短"),
        (len(at.ended), "stopped trading before", "此前已停止交易"),
        (found.unpriced, "without prices", "没有价格"),
        (
            found.late,
            f"without a close in the {LATE_DAYS} days from the merger on",
            f"合并后 {LATE_DAYS} 天内没有收盘价",
        ),
        (found.before, "with prices that end before the merger", "价格止于合并之前"),
        (at.holed, "without a close for over a month in between", "期间有一个多月没有收盘价"),
    )
    id, held = deals.item.id, len(at.held)
    en = ", ".join(f"{count} {why}" for count, why, _ in left if count)
    zh = "".join(f"，{count} 宗{why}" for count, _, why in left if count)
    yield Text(
        f"{at.days} trading days after the merger: {held} of the {found.total} merged deals in {id} count"
        f"{': ' + en if en else ''}.",
        f"合并后 {at.days} 个交易日：{id} 中 {found.total} 宗已完成合并的交易有 {held} 宗计入{zh}。",
    )
    if at.held and at.ended:
        names = [each.name for each in at.ended[:NAMED]]
        more = len(at.ended) - len(names)
        yield Text(
            f"Survivors only: {', '.join(names)}{f' and {more} more' if more else ''} stopped trading within "
            f"{at.days} trading days and are not in the mean; it would differ with them.",
            f"仅含存续者：{'、'.join(names)}{f'等 {len(at.ended)} 宗' if more else ''}在 {at.days} 个交易日内停止交易，"
            "未计入平均值，计入则结果不同。",
        )


def _said(id: str, found: Followed, index: Observations | None) -> Iterator[Text]:
    """When the clock starts, what the closes are, and how far they run."""
    en, zh = ([spell_day(day, to) for day in found.opens] for to in ("en", "zh"))
    over = Text(f"{id} (first closes {en[0]} to {en[1]})", f"{id}（首个收盘价在{zh[0]}至{zh[1]}）")
    yield Text(
        f"{over.en}: the clock starts at the first close on or after the day of the merger; deals delisted later on "
        "are kept.",
        f"{over.zh}：从合并完成日当日或之后的首个收盘价起算；期限之后才退市的交易仍计入。",
    )
    prices = found.merged[0].observed
    if prices.series.total_return:
        yield Text(
            f"{over.en}: closes are adjusted for distributions; one counted below {PAID} dollars may have been quoted "
            "higher.",
            f"{over.zh}：收盘价已按分派调整；计为低于 {PAID} 美元者，当时报价可能更高。",
        )
    if index is not None and index.series.total_return != prices.series.total_return:
        kinds, name = (kind_of(prices), kind_of(index)), named(index.series)
        yield Text(
            f"{over.en}: the deals are {kinds[0].en}s and the benchmark {name.en} is a {kinds[1].en}; the excess holds "
            "the distributions of one of them only.",
            f"{over.zh}：交易为{kinds[0].zh}，基准{name.zh}为{kinds[1].zh}；超额部分只含其中一方的分派。",
        )
    if (prices.today - found.last).days > prices.series.stale_after.days:
        yield Text(
            f"{id}: prices of the deals run to {spell_day(found.last)}; what came after is not in.",
            f"{id}：交易的价格截至{spell_day(found.last, 'zh')}，其后的情况未计入。",
        )
    yield from prices.said_of_source()


def _no_horizon(data: Data, asked: Window) -> AskError:
    """A window that is no number of trading days after a merger; perhaps the index was meant."""
    known = ", ".join(window for window, _ in HORIZONS.values())
    words, name = asked.words(), data.catalogue.series.get(lists.used(data, "spac_returns", "benchmark") or "")
    offered = [_offer(days) for days in HORIZONS]
    if name is not None:
        offered.append(
            Text(f"SPAC returns vs {name.title.en}, {words.en}", f"SPAC 相对{name.title.zh}的回报，{words.zh}")
        )
    return AskError(
        Text(
            f"After the merger I count 21, 63, 126 or 252 trading days ({known}), not {words.en}. Ask for one of "
            "these, or name a benchmark to set the SPAC index against.",
            f"合并后的回报按 21、63、126 或 252 个交易日计算（{known}），不按{words.zh}。请改问其中一个期限，"
            "或指定基准，与 SPAC 指数比较。",
        ),
        choices=tuple(offered),
    )


def _offer(days: int) -> Text:
    length = HORIZONS[days][1]
    return Text(f"SPAC returns {length.en} after the merger", f"SPAC 合并后 {length.zh}的回报")


def _unreached(deals: Deals, found: Followed, asked: list[int]) -> AskError:
    """No deal has a close so long after its merger."""
    id, days = deals.item.id, max(asked)
    reached = [each for each in HORIZONS if found.at(each).held]
    count, last = len(found.merged), found.last
    return AskError(
        Text(
            f"None of the {count} merged deals of {id} that have prices has a close {days} trading days after its "
            f"merger; the prices run to {spell_day(last)}. Ask for a shorter time after the merger.",
            f"{id} 中 {count} 宗已完成合并且有价格的交易，都没有合并后 {days} 个交易日的收盘价；"
            f"价格截至{spell_day(last, 'zh')}。请查询合并后更短的期限。",
        ),
        reason="short_history",
        choices=tuple(_offer(each) for each in reached),
    )
