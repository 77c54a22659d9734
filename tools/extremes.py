"""The last time a series was as high or as low, its place in its history, and the peak of a year beside it."""

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Literal

from footnote.answer import Figure
from footnote.errors import AskError
from footnote.text import Text
from tools import history, maths, refusals
from tools.data import Data
from tools.ends import Ends
from tools.levels import changed, level
from tools.observations import Observations, named
from tools.periods import day_of, period_end
from tools.registry import At, SeriesId, WindowText, tool
from tools.window import Window, span

if TYPE_CHECKING:
    import pandas as pd

    Values = pd.Series[float]

EXTREMES = {"highest": ("peak", Text("peak", "峰值")), "lowest": ("trough", Text("trough", "低谷"))}
ROUNDED_OFF = 0.05
"""Percent beside 0 and 100 that one decimal does not show."""
BEYOND = (
    r"above|below|over|under|past|beyond|exceed(?:s|ed|ing)?|top(?:s|ped)?|vs\.?|versus|against|compared (?:with|to)"
    r"|than"
    r"|beat(?:en|s)?|surpass(?:ed|es)?|clear(?:ed|s)?|br(?:eak|oke|oken)|through"
)
TURNS = r"peaks?|highs?|tops?|troughs?|lows?|bottoms?"
TURNS_ZH = "峰值|高点|高位|前高|顶部?|顶点|低谷|低点|谷底|底部"


STATE = (
    r"high|low|strong|weak|tight|wide|good|bad|upbeat|downbeat|elevated|depressed|steep|flat|hot|soft|big|small"
    r"|rich|cheap"
    r"|bullish|bearish|inverted|narrow|loose|extreme|large|poor|gloomy|rosy"
)
MOST = (
    r"highest|lowest|strongest|weakest|tightest|widest|steepest|flattest|hottest|softest|biggest|smallest|largest"
    r"|narrowest"
    r"|cheapest|richest|fastest|slowest|deepest|gloomiest|rosiest|coldest|loosest"
)
STATE_ZH = "高低好差强弱紧松宽窄阔大小多少冷热深"


@tool(
    cues=rf"\bsince when\b|\bhow far back\b|\b(this|so|as|that) ({STATE})\b|\b({MOST})\b|\b52[- ]w(?:ee)?k (high"
    rf"|low)s?\b"
    rf"|\b(?:last|previous) time\b(?=.{{0,60}}\b({STATE}|{BEYOND}|here|there)\b)|\blast (?:here|saw|seen|at th[ei]s)"
    rf"|\bwhen\b(?=.{{0,60}}\blast\b.{{0,40}}\b(?:{STATE}|(?:{STATE})(?:d?er)|here|there|worse|better|levels?)\b)"
    rf"|\b(?:years?|yrs?|months?|weeks?|decades?|multi[- ]year)[- ](highs?|lows?|tights?|wides?)\b"
    rf"|\b(highs?|lows?|tights?|wides?) (?:since|in)\b|\bhow long\b(?=.{{0,30}}\b(?:{STATE}|since)\b)|\bath\b"
    rf"|\bhow (?:many years|many months|long) (?:is it |has it been |back )?since\b|\b(?:up|down) here\b"
    rf"|\b\w{{3,}}(?<!lat)est\b(?=.{{0,20}}\bsince\b)|比(?:现在|目前|今天|当前|这)(?:还要?|更)?[{STATE_ZH}]"
    r"|\brecord\b"
    r"|\b(year|month|week) (high|low)\b|\ball[- ]time\b|\bequal or (better|higher|worse|lower)\b"
    r"|\b(highest|lowest|best|worst|strongest|weakest|tightest|widest|steepest|flattest|most"
    r"|least)\b(?=.{0,40}\bsince\b)"
    rf"|\bpercentiles?\b|\b({BEYOND})\b(?=.{{0,24}}\b({TURNS})\b)"
    r"|\b(19|20)\d\d (cycle )?(peak|high|trough|low)\b"
    r"|上一?次(这么|(不低于|不高于|至少|达到)(这个|此|现在的?|当前的?|目前的?)?水平)|以来.{0,4}(最|新)"
    r"|[几哪]个?[月年](?:以来|来)|(?:何时|多久|啥时候|什么时候|哪年|几时|多少年)以?来|多久[没未]"
    rf"|上一?[次回](?=.{{0,12}}(?:这么|这样|比这|更|还要?|如此|达到|超过|跌破|高于|低于)?[{STATE_ZH}])|追溯|回溯"
    rf"|要回到|史上|历史最"
    rf"|[年月]来?(?:的?最?新?[高低])|(?:这么|这样|如此)[{STATE_ZH}]|最[{STATE_ZH}](?=.{{0,12}}(?:以来|来|几时|何时"
    rf"|什么时候))"
    r"|新高|新低|历史高位|历史低位|最高|最低|最(紧张|强劲|疲弱|宽松|低迷|高涨)|(处[于在].{0,6})?分位数?|破(了|过)?(顶"
    r"|纪录|记录)|突破"
    rf"|(高于|高过|高出|超过|超越|低于|跌破|比|距离?)(?=.{{0,12}}({TURNS_ZH}))|峰值|谷底",
    weight=3,
    picks={
        "lowest": r"\blow(est|s|er)?\b|\bworst\b|\bweak(est|er)?\b|\btight(est|er|s)?\b|\bleast\b|\bflat(test|ter)?\b"
        r"|\bsmall(est|er)?\b|\bsoft(est|er)?\b|\bcoldest\b|\bslowest\b|\bcheap(est|er)?\b|\bnarrow(est|er)?\b"
        r"|\bgloom(y|iest)\b"
        r"|\bdepressed\b|\bdownbeat\b|\bbearish\b|\bpoor(est)?\b|\binverted\b"
        r"|\btroughs?\b|\bbottoms?\b|新低|最[低差弱窄紧小冷]|低点|低谷|谷底|底部|(?:这么|这样|如此|比这|还要?"
        r"|更)[低差弱窄紧小冷]"
    },
    about=rf"\b({TURNS}|cycle|ever|than|beyond|past|exceed(s|ed)?|levels?|tights|wides|stood|{STATE}|{BEYOND})\b"
    rf"|{TURNS_ZH}|以来|最[{STATE_ZH}]|(高|超)[于过出]|低于",
    figures={
        "latest": "the value now",
        "level": "the value of the period named by `at`",
        "since": "the last earlier value at least as high, or low",
        "peak": "the highest value of the year or month that the window names",
        "trough": "the lowest value of it",
        "distance": "the change from that peak or trough to now",
        "percentile": "the percentage of the values looked at that are at or below the one now",
    },
)
def since_when(
    data: Data,
    series: SeriesId,
    kind: Literal["highest", "lowest"],
    window: WindowText | None = None,
    at: At | None = None,
) -> Figure:
    """The last time a series was at least as high (or low) as now, or a record; its percentile; a year's peak beside.

    Ties count: an earlier value equal to the one now is one at least as high. ``since`` in the statistics is the date
    of that earlier observation, null at a record. ``percentile`` is the weak percentile rank, ``100 (values <= now) /
    n``, now included. A *window* such as 5Y or YTD limits the history looked at. A year or a month (2021, 2021-03) is
    one to be set against: ``peak`` (``trough`` for the lowest) is its extreme value before now, the last of equal
    ones, ``distance`` the change from there to now in the unit that fits, ``above`` whether now is higher than it.
    *at* asks as of an earlier period. Values are compared as they stand on the day asked about, revised where the
    source revises; ``vintage`` says which. Needs two observations; refuses a window that the history does not cover.
    """
    observed = data.series(series) if at is None else history.upto(data.series(series), at)
    known, beside = observed.known, Window(window=window)
    named_period = window is not None and not (beside.length() or beside.is_this_year)
    if window and not named_period:
        known = _within(observed, beside, at)
    if len(known) < 2:
        raise refusals.too_narrow(observed, observed.first, day_of(known.index[-1]))
    now = level(observed, known, "latest" if at is None else "level")
    place = maths.as_extreme_before(known, kind)
    earlier = () if place is None else (_earlier(observed, known, place),)
    other = _beside(observed, window, kind) if window and named_period else ()
    return replace(
        now,
        formula=f"last earlier observation {'>=' if kind == 'highest' else '<='} the one of {now.as_of}",
        inputs=(observed.input(known),),
        parts=(*earlier, *other, _percentile(observed, known)),
        stats={**now.stats, **_stats(known, place, observed), **_above(now, other)},
        caveats=tuple(dict.fromkeys((*now.caveats, *_said(observed, known, place)))),
    )


def _stats(known: "Values", place: int | None, observed: Observations) -> "dict[str, date | bool | int | str | None]":
    """When it was last as high or as low, and of which history that is."""
    since = None if place is None else day_of(known.index[place])
    return {
        "since": since,
        "record": place is None,
        "tie": place is not None and bool(known.iloc[place] == known.iloc[-1]),
        "previous": day_of(known.index[-2]),
        "n": len(known),
        "first": day_of(known.index[0]),
        "vintage": observed.vintage,
    }


def _above(now: Figure, other: tuple[Figure, ...]) -> dict[str, bool]:
    """Whether *now* is higher than the extreme it is set against."""
    return {"above": (now.value or 0.0) > (other[0].value or 0.0)} if other else {}


def _said(observed: Observations, known: "Values", place: int | None) -> tuple[Text, ...]:
    """What must be said of the comparison: a tie, blanks, and of a record how long the history is."""
    return (
        *observed.said_of_source(),
        *history.blanks(named(observed.series), known, observed.series.freq),
        *((_history(observed, day_of(known.index[0])),) if place is None else _tie(observed, known, place)),
    )


def _tie(observed: Observations, known: "Values", place: int) -> tuple[Text, ...]:
    """That the earlier value is not higher, or lower, but the same."""
    if known.iloc[place] != known.iloc[-1]:
        return ()
    name, then, now = named(observed.series), *(observed.period(day_of(known.index[each])) for each in (place, -1))
    return (
        Text(
            f"{name.en}: {now.en} is equal to {then.en}; ties count.",
            f"{name.zh}：{now.zh}与{then.zh}相等；相等也计入。",
        ),
    )


def _history(observed: Observations, first: date) -> Text:
    """A record is one of the history that is held, or of the part that was looked at; no more."""
    name, start = named(observed.series), observed.period(first)
    if first > observed.first:
        return Text(
            f"{name.en}: only the history from {start.en} on was looked at.",
            f"{name.zh}：仅查看了自{start.zh}起的历史。",
        )
    return Text(f"{name.en}: the history held runs from {start.en} on.", f"{name.zh}：所存历史自{start.zh}起。")


def _within(observed: Observations, window: Window, at: str | None) -> "Values":
    """The last stretch of the history that *window* names."""
    import pandas as pd

    first, last = history.back(observed, window, at=at)
    looked_at = observed.known[observed.known.index >= pd.Timestamp(first)]
    if len(looked_at) < 2:
        raise refusals.too_narrow(observed, min(first, last), last)
    return looked_at


def _earlier(observed: Observations, known: "Values", place: int) -> Figure:
    """The last earlier value at least as high, or low."""
    found = level(observed, known.iloc[place : place + 1], "since")
    if not _tie(observed, known, place):
        return found
    label = Text(f"{found.label.en}, equal to the value now", f"{found.label.zh}，与当前值相等")
    return replace(found, label=label)


def _percentile(observed: Observations, known: "Values") -> Figure:
    """Where the last of *known* stands among all of them."""
    spec, count, value = observed.series, len(known), maths.percentile(known)
    first, now = (observed.period(day_of(known.index[place])) for place in (0, -1))
    return Figure(
        name="percentile",
        label=Text(
            f"{spec.title.en}, share of the {count:,} values since {first.en} at or below that of {now.en}",
            f"{spec.title.zh}，自{first.zh}起的 {count:,} 个数值中不高于{now.zh}的比例",
        ),
        title=spec.title,
        value=value,
        unit="percent",
        as_of=day_of(known.index[-1]),
        formula="100 (number of values <= the last one) / n, the last one included",
        inputs=(observed.input(known),),
        series=spec.id,
        stats={"n": count, "first": day_of(known.index[0])},
        freq=spec.freq,
        digits=0 if value == 100 or ROUNDED_OFF <= value <= 100 - ROUNDED_OFF else 2,
    )


def _beside(observed: Observations, window: str, kind: Literal["highest", "lowest"]) -> tuple[Figure, Figure]:
    """The extreme value of the period that *window* names, before the last observation, and the distance from it."""
    looked_at = _named(observed, window)
    extreme = looked_at.max() if kind == "highest" else looked_at.min()
    found = looked_at[looked_at == extreme].iloc[-1:]
    name, word = EXTREMES[kind]
    when, spec = _called(observed, window), observed.series
    title = Text(f"{when.en} {word.en}", f"{when.zh}{word.zh}")
    at = level(observed, found, name)
    peak = replace(
        at,
        label=Text(f"{spec.title.en}, {title.en}, {at.period.en}", f"{spec.title.zh}，{title.zh}（{at.period.zh}）"),
        title=title,
        formula=f"the {kind} of {spec.id} from {day_of(looked_at.index[0])} to {day_of(looked_at.index[-1])}",
        inputs=(observed.input(looked_at),),
        stats={"n": len(looked_at), "first": day_of(looked_at.index[0]), "last": day_of(looked_at.index[-1])},
        caveats=history.blanks(named(spec), looked_at, spec.freq),
    )
    return peak, _distance(observed, found, title)


def _called(observed: Observations, window: str) -> Text:
    """The period that *window* names: a month of a series by the year is that year."""
    if window.isdigit():
        return Text(window, f"{window}年")
    first, last = (period_end(day, observed.series.freq) for day in span(window))
    return observed.period(last) if first == last else Text(window, window)


def _distance(observed: Observations, extreme: "Values", title: Text) -> Figure:
    """The change from *extreme* to the last observation."""
    import pandas as pd

    spec, both = observed.series, pd.concat([extreme, observed.known.iloc[-1:]])
    found = changed(Ends(observed=observed, values=both))
    first, last = observed.period(day_of(both.index[0])), observed.period(day_of(both.index[-1]))
    return replace(
        found,
        name="distance",
        label=Text(
            f"{spec.title.en}, change from its {title.en} ({first.en}) to {last.en}",
            f"{spec.title.zh}，自{title.zh}（{first.zh}）至{last.zh}的变化",
        ),
        inputs=(observed.input(both),),
        parts=(),
        caveats=(),
    )


def _named(observed: Observations, window: str) -> "Values":
    """The observations of the period that *window* names, without the last one of all.

    A period that begins before the history does, or not before the last observation, is refused.
    """
    import pandas as pd

    opens, closes = span(window)
    freq = observed.series.freq
    first, last = period_end(opens, freq), period_end(closes, freq)
    if error := refusals.outside_valid([observed], first, min(last, observed.last)):
        raise error
    if first + history.slack(freq) < observed.first:
        raise refusals.short_history(observed, first)
    known = observed.known.iloc[:-1]
    found = known[(known.index >= pd.Timestamp(first)) & (known.index <= pd.Timestamp(last))]
    if not len(found):
        raise _nothing_before(observed, window)
    return found


def _nothing_before(observed: Observations, window: str) -> AskError:
    """A period without an observation before the last one."""
    name, first, last = named(observed.series), observed.period(observed.first), observed.period(observed.last)
    return AskError(
        Text(
            f"{name.en} has no value of {window} before {last.en} to be set against; it runs from {first.en} to "
            f"{last.en}. Ask for a year in between.",
            f"{name.zh}在{last.zh}之前没有 {window} 的数值可供比较；数据自{first.zh}至{last.zh}。请查询其间的年份。",
        ),
        reason="short_history",
    )
