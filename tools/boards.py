"""Boards: series read together, a row each."""

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from footnote.answer import Figure
from footnote.errors import AskError, FootnoteError
from footnote.text import Text, listed
from tools import maths, refusals
from tools.data import Data
from tools.ends import LONGEST_STEP_DAYS, Ends, between
from tools.levels import changed, level
from tools.observations import Observations, named
from tools.registry import BoardId, SeriesIds, tool
from tools.score import zscore
from tools.window import Window

if TYPE_CHECKING:
    import pandas as pd

STEPS = {
    "D": ("1D", Text("on the day", "较前一日")),
    "W": ("1W", Text("on the week", "环比上周")),
    "M": ("1M", Text("on the month", "环比")),
    "Q": ("3M", Text("on the quarter", "环比")),
    "A": ("1Y", Text("on the year", "同比")),
}
RECENT = {"D": 24, "W": 24, "M": 24, "Q": 12, "A": 12}
"""How many observations the recent course shows."""


@tool(
    cues=r"\bsnapshots?\b|\boverview\b|\bdashboard\b|\bindicators\b|\bboard\b|\bround-?up\b|\bat a glance\b"
    r"|\bscorecard\b|\brun-?down\b|\bsummary\b|\brecap\b|\bpanel\b|\bpulse\b|\b(?:one|1|two)[- ]pager\b"
    r"|\btable of\b|\brun through\b|面板|板块|过一遍"
    r"|过一下|全貌|全套|整理|一览|概览|快照|看板|总览|概况|速览|汇总|指标",
    weight=2,
    figures={
        "snapshot": "the table",
        "latest": "a row",
        "change_period": "its change on the period before",
        "change_year": "its change on the year",
        "zscore": "its last value, or its change on twelve months, in standard deviations from ten years' mean",
    },
)
def snapshot(data: Data, board: BoardId | None = None, series: SeriesIds | None = None) -> Figure:
    """A board (or a list of series) read together: last value, changes on the period and on the year, z-score, trend.

    The z-score is over ten years: of an amount or an index that trends of its log change on twelve months, of anything
    else of its level; below two years of history there is none. The trend draws the last 24 observations, of quarters
    and years 12. A row that is old says how old; a row that cannot be read says why, and the rest stand.
    """
    rows, title = _rows(data, board, series)
    found: list[Figure] = []
    failed: dict[str, FootnoteError] = {}
    for id, observed in data.several(rows).items():
        try:
            if isinstance(observed, FootnoteError):
                raise observed
            found.append(_row(observed))
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
        formula="last value; change on the period before and on the year before; z-score",
        parts=tuple(found),
        caveats=tuple(_unread(data, failed)),
    )


def _unread(data: Data, failed: dict[str, FootnoteError]) -> Iterator[Text]:
    """Why rows are missing: those that only want a key in one sentence, every other one in its own."""
    keyless = [id for id, error in failed.items() if _wants_fred(data, id, error)]
    if keyless:
        names = listed([data.spec(id).title for id in keyless])
        yield Text(
            f"Not read, because FRED is not set up: {names.en}. Set FRED_API_KEY.",
            f"因未配置 FRED 而未读取：{names.zh}。请设置 FRED_API_KEY。",
        )
    yield from (error.text for id, error in failed.items() if id not in keyless)


def _wants_fred(data: Data, id: str, error: FootnoteError) -> bool:
    unset = isinstance(error, AskError) and error.reason == "not_configured"
    return unset and data.spec(id).sources[0].startswith("fred:")


def _rows(data: Data, board: str | None, series: tuple[str, ...] | None) -> tuple[tuple[str, ...], Text]:
    if series:
        return tuple(series), Text("Snapshot", "指标一览")
    found = data.catalogue.boards.get(board or "")
    if found is None:
        boards = list(data.catalogue.boards.values())
        titles = listed([item.title for item in boards])
        unknown = Text(f"I know no board called {board!r}.", f"没有名为“{board}”的看板。")
        if not boards:
            raise AskError(_no_board(unknown if board else Text("", "")), reason="unknown_series")
        asked = unknown if board else Text("Which board?", "请问要看哪个看板？")
        raise AskError(
            Text(f"{asked.en} There are {titles.en}.", f"{asked.zh}现有：{titles.zh}。"),
            reason="unknown_series",
            choices=tuple(item.title for item in boards[:3]),
        )
    return found.rows, found.title


def _no_board(unknown: Text) -> Text:
    return Text(
        f"{unknown.en} There are no boards to show; ask for series by their names.".strip(),
        f"{unknown.zh}目前没有可显示的看板；请按名称查询序列。",
    )


def _row(observed: Observations) -> Figure:
    """The last value and its recent course, with the changes and the z-score that can be computed as its parts."""
    now, recent = level(observed, observed.known, "latest"), _recent(observed)
    changes, blank = _changes(observed)
    return replace(
        now,
        inputs=(*now.inputs, replace(observed.input(recent), name="trend")),
        stats={**now.stats, "trend": maths.sparkline(recent)},
        parts=(*changes, *filter(None, (zscore(observed),))),
        caveats=(*now.caveats, *blank),
    )


def _recent(observed: Observations) -> "pd.Series[float]":
    """The last observations, of periods those without a value as well."""
    import pandas as pd

    freq, known = observed.series.freq, observed.known
    if freq in "DW":
        return known.iloc[-RECENT[freq] :]
    last = known.index[-1].to_period(maths.PERIODS[freq])
    ends = pd.period_range(end=last, periods=RECENT[freq]).to_timestamp(how="end").normalize()
    return known.reindex(ends[ends >= known.index[0]])


def _changes(observed: Observations) -> tuple[list[Figure], list[Text]]:
    """The changes on the period and on the year that the history allows, and why one is missing for a blank."""
    found, blank = [], []
    step, words = STEPS[observed.series.freq]
    steps = [("change_period", step, words), ("change_year", "1Y", Text("on the year", "同比"))]
    for name, window, phrase in steps if observed.series.freq != "A" else steps[1:]:
        try:
            found.append(_cell(_step(observed, window), name, phrase))
        except AskError as error:
            blank += [error.text] if error.reason == "blank" else []
    return found, blank


def _cell(ends: Ends, name: str, phrase: Text) -> Figure:
    """A change in a row of a board, straight from its two observations."""
    title = ends.observed.series.title
    return replace(
        changed(ends),
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
        found = Ends(observed=observed, values=known)
        if (found.last - found.first).days > LONGEST_STEP_DAYS[observed.series.freq]:
            raise _no_step(found)
        return found
    return between(observed, Window(window=window))


def _no_step(ends: Ends) -> AskError:
    """The observation before the last one is too old to stand for the day or the week before."""
    name, (_, words) = named(ends.observed.series), STEPS[ends.observed.series.freq]
    return AskError(
        Text(
            f"{name.en} has no change {words.en}: the value before that of {ends.last} is of {ends.first}.",
            f"{name.zh}没有“{words.zh}”的变化：{ends.last} 之前的一个数值是 {ends.first} 的。",
        ),
        reason="blank",
    )
