"""Levels: the latest value, and a change."""

from footnote.answer import Figure
from tools import refusals
from tools.data import Data
from tools.ends import between
from tools.history import upto
from tools.levels import changed, level
from tools.registry import At, Day, SeriesId, WindowText, tool
from tools.window import Window


@tool(
    cues=r"\blatest\b|\blast (print|reading|value|number|release)\b|最新|最近一(次|期)",
    only=r"\b(current(ly)?|now|today|level|print|reading|how (high|low)|what)\b"
    r"|多少|目前|现在|当前|水平",
    figures={"latest": "the last known value", "level": "the value of the period named by `at`"},
)
def latest(data: Data, series: SeriesId, at: At | None = None) -> Figure:
    """The last known value of a series, with its date; *at* names an earlier period (2026-01, 2008Q1) instead.

    In the series' own unit, base scale. Says so when the value is older than the series' rule allows.
    """
    observed = data.series(series) if at is None else upto(data.series(series), at)
    return level(observed, observed.known, "latest" if at is None else "level")


MOVED = (
    r"chang(?:e|ed|es)|mov(?:e|ed|es)|rises?|rose|risen|falls?|fell|fallen|drop(?:ped|s)?|gain(?:ed|s)?|grow|grew"
    r"|grown|halved"
    r"|doubled|climb(?:ed|s)?|jump(?:ed|s)?|surg(?:e|ed|es)|soar(?:ed|s)?|spik(?:e|ed|es)|rallied|rebound(?:ed|s)?"
    r"|plung(?:e|ed|es)|tumbl(?:e|ed|es)|slump(?:ed|s)?|slid|slip(?:ped|s)?|sank|sunk|eased?|widen(?:ed|s)?"
    r"|tighten(?:ed|s)?"
    r"|narrow(?:ed|s)?|compress(?:ed|es)?|steepen(?:ed|s)?|flatten(?:ed|s)?|increas(?:e|ed|es)|decreas(?:e|ed|es)"
    r"|declin(?:e|ed|es)|shift(?:ed|s)?|shr[aiu]nk|swelled|ballooned|contracted|dipped|ticked|crept|bounced"
    r"|recovered|tripled|collapsed|crashed|backed up|sold off|bl(?:ew|own) out"
)
"""What people say that a level did."""


@tool(
    cues=rf"(?<!no[- ])\b(?:{MOVED})\b|\bhappened to\b|\b(up|down) (by|since|over)\b|\byoy\b|\by/y\b"
    rf"|\byear[- ]on[- ]year\b"
    r"|\bhow much (?:higher|lower|wider|tighter)\b|\bchg\b|\bdelta\b|\bm/m\b|\bmom\b|\bq/q\b|\bqoq\b"
    r"|\b(?:up|down) how much\b|\bhow much (?:is|has|have|are|was)\b(?=.{0,40}\b(?:up|down)\b)|\bby how much\b"
    r"|\b(?:wider|tighter|higher|lower|steeper|flatter|stronger|weaker|better|worse|more"
    r"|less)\b(?=.{0,24}\bthan\b.{0,30}\bago\b)"
    r"|同比|变化|变动|涨了|跌了|涨幅|跌幅|升了|降了|上升|下降|上涨|下跌|增长|增加|减少|走势如何|变了|变多少"
    r"|(?<!多)少了|多了"
    r"|翻倍|减半|腰斩|变到|环比|走[高低阔宽窄强弱了]|收窄|扩大|回落|回升|反弹|下滑|下行|上行|攀升|飙升|郁了|动了"
    r"|升幅|降幅|变幅"
    r"|[减增加降掉缩涨跌升]了|上调|下调|涨跌",
    weight=2,
    figures={"change": "the change", "start": "the value it starts from", "end": "the value it arrives at"},
)
def change(
    data: Data,
    series: SeriesId,
    window: WindowText | None = None,
    start: Day | None = None,
    end: Day | None = None,
) -> Figure:
    """The change of a series over a window, in the unit that fits.

    Levels and prices in percent, ``100 (last / first - 1)``; yields and spreads in basis points; other rates and shares
    in percentage points; balances of surveys in points of their index; anything that touches zero as a difference.
    A window of 1Y is the year-on-year change. *start* and *end* name the observations of those periods.
    """
    observed = data.series(series)
    if observed.series.kind == "flow":
        raise refusals.no_change_of_flows(observed)
    return changed(between(observed, Window(window=window, start=start, end=end)))
