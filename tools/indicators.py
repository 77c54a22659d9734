"""Levels and their history: the latest value, a board, the last time it was as high, and a change."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Literal

from footnote.answer import Figure, Input
from footnote.errors import AskError, FootnoteError
from footnote.text import Text, listed
from tools import maths, refusals
from tools.data import Data, Observations, day_of, period_end
from tools.ends import Ends, between
from tools.registry import At, BoardId, Day, SeriesId, SeriesIds, WindowText, tool
from tools.window import Window, span

if TYPE_CHECKING:
    import pandas as pd

STEPS = {
    "D": ("1D", Text("on the day", "较前一日")),
    "W": ("1W", Text("on the week", "环比上周")),
    "M": ("1M", Text("on the month", "环比")),
    "Q": ("3M", Text("on the quarter", "环比")),
    "A": ("1Y", Text("on the year", "同比")),
}

DISTANCES = ("diffusion index", "basis point", "percentage point", "standard deviation")
"""Units that are distances already: they change by a difference, never by a percentage."""


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
    observed = data.series(series)
    known = observed.known if at is None else _upto(observed, at)
    return _level(observed, known.iloc[-1:], "latest" if at is None else "level")


def _upto(observed: Observations, at: str) -> "pd.Series[float]":
    """The known observations up to the one that *at* names; AskError when that one is not there."""
    import pandas as pd

    first, last = span(at)
    spec, day = observed.series, period_end(last, observed.series.freq)
    if period_end(first, spec.freq) != day and "sum" in (spec.average, {"flow": "sum"}.get(spec.kind)):
        raise refusals.several_periods(observed, at)
    if error := refusals.outside_valid([observed], day, day):
        raise error
    known = observed.known
    upto = known[known.index <= pd.Timestamp(day)]
    if upto.empty:
        raise refusals.short_history(observed, day)
    if day > observed.last:
        raise refusals.beyond(observed, day)
    if observed.series.freq in "MQA" and day_of(upto.index[-1]) != day:
        raise refusals.blanks(observed, [day], 1)
    return upto


def _level(observed: Observations, used: "pd.Series[float]", name: str) -> Figure:
    """One observation as a figure."""
    spec, day = observed.series, day_of(used.index[-1])
    period = observed.period(day)
    return Figure(
        name=name,
        label=Text(f"{spec.title.en}, {period.en}", f"{spec.title.zh}（{period.zh}）"),
        value=float(used.iloc[-1]),
        unit=spec.unit.name,
        as_of=day,
        formula=f"{spec.id} at {day}",
        inputs=(observed.input(used),),
        series=spec.id,
        title=spec.title,
        caveats=observed.caveats() if name == "latest" else (),
        freq=spec.freq,
        digits=observed.digits,
    )


@tool(
    cues=r"\bsnapshots?\b|\boverview\b|\bdashboard\b|\bindicators\b|\bboard\b|\bround-?up\b|\bat a glance\b"
    r"|\bscorecard\b|\brundown\b|一览|概览|快照|看板|总览|概况|速览|汇总|指标",
    weight=2,
    figures={
        "snapshot": "the table",
        "latest": "a row",
        "change_period": "its change on the period before",
        "change_year": "its change on the year",
    },
)
def snapshot(data: Data, board: BoardId | None = None, series: SeriesIds | None = None) -> Figure:
    """A board (or a list of series) read together: last value, date, change on the period and on the year for each.

    A row that cannot be read says why; the rest stand.
    """
    rows, title = _rows(data, board, series)
    found: list[Figure] = []
    failed: dict[str, FootnoteError] = {}
    for id in rows:
        try:
            found.append(_row(data.series(id)))
        except FootnoteError as error:
            failed[id] = error
    if not found:
        raise next(iter(failed.values()))
    return Figure(
        name="snapshot",
        label=title,
        title=title,
        value=None,
        unit="table",
        as_of=max(row.as_of for row in found),
        formula="last value; change on the period before and on the year before",
        parts=tuple(found),
        caveats=tuple(_unread(data, failed)),
    )


def _unread(data: Data, failed: dict[str, FootnoteError]) -> Iterator[Text]:
    """Why rows are missing: those that only want a key in one sentence, every other one in its own."""
    keyless = [data.spec(id).title for id, error in failed.items() if error.reason == "not_configured"]
    if keyless:
        names = listed(keyless)
        yield Text(
            f"Not read, because FRED is not set up: {names.en}. Set FRED_API_KEY.",
            f"因未配置 FRED 而未读取：{names.zh}。请设置 FRED_API_KEY。",
        )
    yield from (error.text for error in failed.values() if error.reason != "not_configured")


def _rows(data: Data, board: str | None, series: tuple[str, ...] | None) -> tuple[tuple[str, ...], Text]:
    if series:
        return tuple(series), Text("Snapshot", "指标一览")
    found = data.catalogue.boards.get(board or "")
    if found is None:
        boards = list(data.catalogue.boards.values())
        named = listed([item.title for item in boards])
        unknown = Text(f"I know no board called {board!r}.", f"没有名为 {board!r} 的看板。")
        asked = unknown if board else Text("Which board?", "请问要看哪个看板？")
        raise AskError(
            Text(f"{asked.en} There are {named.en}.", f"{asked.zh}现有：{named.zh}。"),
            reason="unknown_series",
            choices=tuple(item.title for item in boards[:3]),
        )
    return found.rows, found.title


def _row(observed: Observations) -> Figure:
    """The level, with the changes that can be computed as its parts."""
    level = _level(observed, observed.known.iloc[-1:], "latest")
    step, words = STEPS[observed.series.freq]
    steps = [("change_period", step, words), ("change_year", "1Y", Text("on the year", "同比"))]
    parts = []
    for name, window, phrase in steps if observed.series.freq != "A" else steps[1:]:
        try:
            parts.append(_cell(_step(observed, window), name, phrase))
        except AskError:
            continue
    return replace(level, parts=tuple(parts))


def _cell(ends: Ends, name: str, phrase: Text) -> Figure:
    """A change in a row of a board, straight from its two observations."""
    title = ends.observed.series.title
    return replace(
        _change(ends),
        name=name,
        label=Text(f"{title.en}, change {phrase.en}", f"{title.zh}{phrase.zh}变化"),
        inputs=(ends.observed.input(ends.values.iloc[[0, -1]]),),
        parts=(),
    )


def _step(observed: Observations, window: str) -> Ends:
    """The change over *window*; on the period of a daily or weekly series, from the observation before."""
    if window in ("1D", "1W"):
        known = observed.known.iloc[-2:]
        if len(known) < 2:
            raise refusals.too_narrow(observed, observed.first, observed.last)
        return Ends(observed=observed, values=known)
    return between(observed, Window(window=window))


@tool(
    cues=r"\bsince when\b|\bhow far back\b|\b(this|so|as) (high|low|strong|weak|tight|wide)\b|\brecord\b"
    r"|\b(year|month|week) (high|low)\b|\ball[- ]time\b|上一?次这么"
    r"|\b(highest|lowest|best|worst|strongest|weakest|tightest|widest|steepest|flattest|most|least)\b.{0,24}\bsince\b"
    r"|\b(highest|lowest|steepest|flattest)\b|以来.{0,4}(最|新)|几月以来|何时以来|新高|新低|历史高位|历史低位|最高|最低",
    weight=3,
    picks={
        "lowest": r"\blow(est)?\b|\bworst\b|\bweak(est)?\b|\btight(est|er)?\b|\bleast\b|\bflattest\b|\bsmallest\b"
        r"|新低|最低|最差|最弱|最窄|最紧|这么(低|差|弱)"
    },
    figures={
        "latest": "the value now",
        "level": "the value of the period named by `at`",
        "since": "the last earlier value at least as high, or low",
    },
)
def since_when(
    data: Data,
    series: SeriesId,
    kind: Literal["highest", "lowest"],
    window: WindowText | None = None,
    at: At | None = None,
) -> Figure:
    """The last time a series was at least as high (or as low) as now, or that this is a record of its history.

    Ties count. *window* limits the history looked at; *at* asks as of an earlier period. ``since`` in the statistics is
    the date of that earlier observation, null at a record. Needs two observations.
    """
    observed = data.series(series)
    known = observed.known if at is None else _upto(observed, at)
    if window:
        known = _within(observed, known, window)
    if len(known) < 2:
        raise refusals.too_narrow(observed, observed.first, day_of(known.index[-1]))
    place = maths.as_extreme_before(known, kind)
    level = _level(observed, known.iloc[-1:], "latest" if at is None else "level")
    earlier = () if place is None else (_level(observed, known.iloc[place : place + 1], "since"),)
    return replace(
        level,
        formula=f"last earlier observation {'>=' if kind == 'highest' else '<='} the one of {level.as_of}",
        inputs=(observed.input(known),),
        parts=earlier,
        stats={
            "since": earlier[0].as_of if earlier else None,
            "record": place is None,
            "previous": day_of(known.index[-2]),
            "n": len(known),
            "first": day_of(known.index[0]),
        },
        caveats=(*level.caveats, *(() if earlier else (_history(observed, day_of(known.index[0])),))),
    )


def _history(observed: Observations, first: date) -> Text:
    """A record is one of the history that is held, or of the part that was looked at; no more."""
    start = observed.period(first)
    if first > observed.first:
        return Text(f"Only the history from {start.en} on was looked at.", f"仅查看了自{start.zh}起的历史。")
    return Text(f"The history held starts in {start.en}.", f"所存历史自{start.zh}起。")


def _within(observed: Observations, known: "pd.Series[float]", window: str) -> "pd.Series[float]":
    """The last stretch of *known* that *window* names; a stretch longer than the history is refused."""
    import pandas as pd

    if Window(window=window).length() is None:
        raise AskError(
            Text(
                f"Highs and lows are looked for over the last months or years, not in {window}; ask with 6M or 5Y.",
                f"新高新低按最近的月数或年数查找，不按 {window} 查找；请用 6M、5Y，或不限历史。",
            )
        )
    first, last = Window(window=window).periods(day_of(known.index[-1]), observed.series.freq)
    if first < observed.first:
        raise refusals.short_history(observed, first)
    looked_at = known[(known.index >= pd.Timestamp(first)) & (known.index <= pd.Timestamp(last))]
    if len(looked_at) < 2:
        raise refusals.too_narrow(observed, min(first, last), last)
    return looked_at


@tool(
    cues=r"\bchang(e|ed|es)\b|\bmov(e|ed|es)\b|\b(rise|rose|risen|fall|fell|fallen|drop|dropped|gain|gained|grow|grew|grown|growth)"
    r"\b|\bhappened to\b|\b(up|down) (by|since|over)\b|\byoy\b|\by/y\b|\byear[- ]on[- ]year\b|\bhalved\b|\bdoubled\b"
    r"|同比|变化|变动|涨了|跌了|涨幅|跌幅|升了|降了|上升|下降|上涨|下跌|增长|增加|减少|走势如何|变了|变多少",
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
    return _change(between(observed, Window(window=window, start=start, end=end)))


def _change(ends: Ends) -> Figure:
    observed = ends.observed
    spec = observed.series
    value, unit, formula = _difference(ends)
    first, last = observed.period(ends.first), observed.period(ends.last)
    parts = (
        _level(observed, ends.values.iloc[:1], "start"),
        _level(observed, ends.values.iloc[-1:], "end"),
    )
    kind = Text(", price only", "，仅价格") if spec.kind == "price" and not spec.total_return else Text("", "")
    if spec.kind == "price" and spec.total_return:
        kind = Text(", total return", "，总回报")
    return Figure(
        name="change",
        label=Text(
            f"{spec.title.en}, change from {first.en} to {last.en}{kind.en}",
            f"{spec.title.zh}，{first.zh}至{last.zh}的变化{kind.zh}",
        ),
        value=value,
        unit=unit,
        as_of=ends.last,
        formula=formula,
        inputs=tuple(Input.figure(part) for part in parts),
        parts=parts,
        series=spec.id,
        title=spec.title,
        stats={"start": ends.first, "end": ends.last},
        caveats=ends.caveats,
        freq=spec.freq,
        signed=True,
        digits=0 if unit == "percent" else observed.digits,
    )


def _difference(ends: Ends) -> tuple[float, str, str]:
    """Value, unit and formula of the change, in the unit that fits the series."""
    spec = ends.observed.series
    unit = spec.unit.name
    step = ends.end - ends.base
    if unit == "percent" and spec.kind == "rate" and spec.freq in "DW":
        return 100 * step, "basis point", "100 (end - start), percent to basis points"
    if unit == "percent":
        return step, "percentage point", "end - start"
    relative = spec.kind not in ("survey", "flow") and spec.neutral is None and unit not in DISTANCES
    if relative and min(ends.base, ends.end) > 0:
        return maths.growth(ends.base, ends.end), "percent", "100 (end / start - 1)"
    return step, unit, "end - start"
