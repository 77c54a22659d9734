"""Series to be drawn: what is on the chart, and the figures that carry its numbers."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import reduce
from typing import TYPE_CHECKING

from footnote.answer import Figure, Input
from footnote.errors import AskError
from footnote.text import Text, listed
from tools import maths, refusals
from tools.catalogue import Series
from tools.charts.way import BARRED, BARS, DRAWN, PANELS, REBASED, Way, way_of
from tools.data import Data
from tools.ends import LONGEST_GAP_DAYS, in_common
from tools.levels import level
from tools.observations import Observations, named
from tools.periods import day_of
from tools.registry import Day, SeriesIds, WindowText, tool
from tools.window import Window

if TYPE_CHECKING:
    import pandas as pd

DEFAULT, BASE = "5Y", 100
MOST_LINES = 6
RECESSIONS = "USREC"
"""The months of recession in the United States, 1 in each of them, else 0."""
ADJUSTED = Text("adjusted for distributions", "复权")
TOTAL, PRICE = Text("total return", "总回报"), Text("price only", "仅价格")
PANDAS_FREQ = {"M": "ME", "Q": "QE", "A": "YE"}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Drawn:
    """The observations of one series that are drawn, blanks kept; ``short`` where the history begins too late."""

    observed: Observations
    values: "pd.Series[float]"
    dated: bool
    short: bool = False

    @property
    def known(self) -> "pd.Series[float]":
        """Those that hold a value."""
        return self.values.dropna()

    def since(self, day: date) -> "Drawn":
        """From the last observation on or before *day* on."""
        import pandas as pd

        known = self.known.index
        return replace(self, values=self.values[self.values.index >= known[known <= pd.Timestamp(day)][-1]])


@tool(
    cues=r"\bcharts?\b|\bcharted\b|\bcharting\b|\bplot(s|ted|ting)?\b|\bgraph(s|ed)?\b|\bdraw\b"
    r"|\bvisuali[sz]e\b|\boverlay\b"
    r"|画(?![像面家])(个|一下|出)?|绘制|绘出|一?[张幅](?=.{0,40}图)"
    r"|(走势|曲线|折线|柱状|条形|趋势|对比|作|制|绘)?(?<![企版试意蓝力妄地])图(?![书片谱章])[表形]?",
    weight=6,
    figures={
        "chart": "what is drawn; the observations are its inputs",
        "chart_last": "the last value drawn of a series",
        "chart_first": "the value a price is rebased on",
        "chart_change": "the change of a price over what is drawn, where prices are rebased",
        "chart_recessions": "the months that are shaded",
    },
)
def chart(
    data: Data,
    series: SeriesIds,
    window: WindowText | None = None,
    start: Day | None = None,
    end: Day | None = None,
) -> Figure:
    """A picture of up to six series over a window, five years where none is named.

    One axis where the units are the same and the levels comparable; bars for flows. Prices beside each other, and
    unlike units, are drawn on a base: ``100 x / x on the first common day``, of prices the last day on or before the
    window's first on which all have a close, as ``compare`` has it. Where a series touches zero there is no such base,
    and up to four series get a panel each. A named window that begins before a series does is refused; the default one
    starts where the series starts, and that is said. Blanks stay gaps. Months of recession in the United States are
    shaded where the catalogue has them.
    """
    asked = Window(window=window, start=start, end=end)
    ids = tuple(dict.fromkeys(series))
    if len(ids) > MOST_LINES:
        raise _too_many(len(ids))
    drawn = [_drawn(observed, asked) for observed in data.all_of(ids).values()]
    way = way_of([(each.observed.series, each.known) for each in drawn])
    drawn = _on_one_base(drawn, asked) if way == REBASED else drawn
    opens = max(day_of(each.known.index[0]) for each in drawn)
    drawn = drawn if way == BARS else [each.since(opens) for each in drawn]
    shaded = _recessions(data, ids, opens, max(day_of(each.known.index[-1]) for each in drawn))
    return _figure(drawn, way, asked, shaded)


def _drawn(observed: Observations, asked: Window) -> Drawn:
    """The observations of *observed* over the window *asked* for, or over the usual one."""
    import pandas as pd

    window = asked or Window(window=DEFAULT)
    if error := refusals.meaning_ended([observed], window):
        raise error
    if error := refusals.nothing_this_year(observed, window, observed.last):
        raise error
    first, last = _ends(observed, window)
    if error := refusals.outside_valid([observed], first, last):
        raise error
    slack = timedelta(days=0 if observed.series.freq in PANDAS_FREQ else 7)
    short = first + slack < observed.first
    if short and asked:
        raise refusals.short_history(observed, first)
    if first > observed.last:
        raise refusals.beyond(observed, first)
    first = max(first, observed.first)
    values = observed.values[observed.values.index <= pd.Timestamp(last)]
    if observed.series.freq in "DW":
        first = day_of(observed.known.index[observed.known.index <= pd.Timestamp(first)][-1])
    values = _whole(observed, values[values.index >= pd.Timestamp(first)])
    found = Drawn(observed=observed, values=values, dated=asked.end is not None, short=short)
    if len(found.known) < 2:
        raise refusals.too_narrow(observed, first, last)
    return found


def _ends(observed: Observations, window: Window, final: date | None = None) -> tuple[date, date]:
    """The first and the last day of *window*; of prices the first is the close that its changes start from.

    *final* is the day it ends when nothing else is typed.
    """
    spec, known = observed.series, final or observed.last
    first, last = window.periods(known, spec.freq)
    if spec.kind == "price":
        base, end = window.limits(known, spec.freq)
        first = base if base < end else first
    return first, last


def _on_one_base(drawn: list[Drawn], asked: Window) -> list[Drawn]:
    """Prices of one frequency between days that all of them have: the last before the window's ends."""
    found = {each.observed.series.id: each for each in drawn}
    for freq in dict.fromkeys(each.observed.series.freq for each in drawn):
        prices = [each for each in drawn if (each.observed.series.freq, each.observed.series.kind) == (freq, "price")]
        if len(prices) > 1:
            found |= {each.observed.series.id: each for each in _between_shared(prices, asked)}
    return [found[each.observed.series.id] for each in drawn]


def _between_shared(prices: list[Drawn], asked: Window) -> list[Drawn]:
    """The same from one shared day to another; from the first they share where the history of one begins later."""
    import pandas as pd

    held = [each.observed for each in prices]
    final = min(observed.last for observed in held)
    first, last = _ends(held[0], asked or Window(window=DEFAULT), final)
    days = in_common(held, (first, min(last, final)))
    if not days:
        shared = reduce(lambda one, other: one.intersection(other), (each.known.index for each in prices))
        days = [day_of(shared[0]), day_of(shared[-1])] if len(shared) else []
    if not days or days[0] == days[1]:
        return prices
    opens, closes = map(pd.Timestamp, days)
    return [replace(each, values=_whole(each.observed, each.observed.values[opens:closes])) for each in prices]


def _whole(observed: Observations, values: "pd.Series[float]") -> "pd.Series[float]":
    """*values* with a blank for each period that is not there, up to the last that holds one."""
    import pandas as pd

    known = values.dropna()
    if observed.series.freq not in PANDAS_FREQ or known.empty:
        return known
    return values.reindex(pd.date_range(values.index[0], known.index[-1], freq=PANDAS_FREQ[observed.series.freq]))


def _figure(drawn: list[Drawn], way: Way, asked: Window, shaded: Figure | None) -> Figure:
    first = min(drawn, key=lambda each: each.known.index[0])
    last = max(drawn, key=lambda each: each.known.index[-1])
    opens, closes = day_of(first.known.index[0]), day_of(last.known.index[-1])
    since, until = first.observed.period(opens), last.observed.period(closes)
    titles = listed([each.observed.series.title for each in drawn])
    assumed = () if asked else (Input.assumption("window", DEFAULT),)
    return Figure(
        name="chart",
        label=Text(f"Chart of {titles.en}, {since.en} to {until.en}", f"{titles.zh}走势图，{since.zh}至{until.zh}"),
        title=titles,
        value=None,
        unit="table",
        as_of=closes,
        formula=_based_on(drawn) if way == REBASED else "the observations as they are",
        inputs=(*(replace(each.observed.input(each.values), name=_drawn_as(each, way)) for each in drawn), *assumed),
        parts=(*(_last(each, way) for each in drawn), *((shaded,) if shaded else ())),
        stats={"way": way, "start": opens, "end": closes},
        caveats=tuple(caveat for each in drawn for caveat in _said(each)),
    )


def _drawn_as(drawn: Drawn, way: Way) -> str:
    """A flow has bars, alone, beside others or in a panel; all else is a line."""
    return BARRED if drawn.observed.series.kind == "flow" and way in (BARS, PANELS) else DRAWN


def _based_on(drawn: list[Drawn]) -> str:
    """The formula of lines on a base: where each of them stands at it."""
    one_day = len({each.known.index[0] for each in drawn}) == 1
    return f"{BASE} x / x on the first {'common day' if one_day else 'day of each that is drawn'}"


def _last(drawn: Drawn, way: Way) -> Figure:
    """The last value, which is printed beside the line; of a price on a base, its change."""
    observed, known = drawn.observed, drawn.known
    spec = observed.series
    last = level(observed, known.iloc[-1:], "chart_last")
    if spec.kind != "price":
        return last
    if way != REBASED:
        return replace(last, title=_qualified(spec, ADJUSTED)) if spec.total_return else last
    title = _qualified(spec, TOTAL if spec.total_return else PRICE)
    first = level(observed, known.iloc[:1], "chart_first")
    since = first.period
    return Figure(
        name="chart_change",
        label=Text(f"{title.en}, change since {since.en}", f"{title.zh}，{since.zh}以来的变化"),
        title=title,
        value=maths.growth(float(known.iloc[0]), float(known.iloc[-1])),
        unit="percent",
        as_of=last.as_of,
        formula="100 (last / first - 1)",
        inputs=(Input.figure(first), Input.figure(last)),
        parts=(first, last),
        series=spec.id,
        freq=spec.freq,
        signed=True,
    )


def _qualified(spec: Series, kind: Text) -> Text:
    return Text(f"{spec.title.en}, {kind.en}", f"{spec.title.zh}（{kind.zh}）")


def _said(drawn: Drawn) -> Iterator[Text]:
    """What must be said of a line: its source, its age, a history that is too short, its gaps."""
    observed = drawn.observed
    name, current = named(observed.series), not drawn.dated
    yield from observed.caveats() if current else observed.said_of_source()
    if drawn.short:
        since = observed.period(observed.first)
        yield Text(
            f"{name.en}: drawn from {since.en} on, where its history begins.",
            f"{name.zh}：自{since.zh}起绘制，此前没有数据。",
        )
    if blank := [day_of(day) for day in drawn.values.index[drawn.values.isna()]]:
        first, last = observed.period(blank[0]), observed.period(blank[-1])
        where = first if len(blank) == 1 else Text(f"{first.en} to {last.en}", f"{first.zh}至{last.zh}")
        yield Text(
            f"{name.en}: no value for {len(blank)} of the {len(drawn.values)} periods drawn ({where.en}).",
            f"{name.zh}：所绘 {len(drawn.values)} 期中有 {len(blank)} 期没有数值（{where.zh}）。",
        )
    before, after = maths.largest_gap(drawn.known)
    if observed.series.freq in "DW" and (after - before).days > LONGEST_GAP_DAYS:
        yield Text(
            f"{name.en}: no value between {day_of(before)} and {day_of(after)}; the line is broken there.",
            f"{name.zh}：{day_of(before)} 与 {day_of(after)} 之间没有数值，线条在此断开。",
        )


def _recessions(data: Data, ids: tuple[str, ...], opens: date, closes: date) -> Figure | None:
    """The months of recession from *opens* to *closes*; None where there are none, or nobody here knows."""
    import pandas as pd

    spec = data.catalogue.series.get(RECESSIONS)
    if spec is None or spec.freq != "M" or RECESSIONS in ids:
        return None
    observed = data.several((RECESSIONS,))[RECESSIONS]
    if not isinstance(observed, Observations):
        return None
    known = observed.known
    months = known[(known > 0) & (known.index >= pd.Timestamp(opens)) & (known.index <= pd.Timestamp(closes))]
    if months.empty:
        return None
    return Figure(
        name="chart_recessions",
        label=Text("Months of recession shaded", "阴影标示的衰退月数"),
        title=spec.title,
        value=float(len(months)),
        unit="months",
        as_of=day_of(months.index[-1]),
        formula=f"count of months with {RECESSIONS} = 1",
        inputs=(observed.input(months),),
        series=spec.id,
        freq="M",
    )


def _too_many(count: int) -> AskError:
    return AskError(
        Text(
            f"{count} series are too many for one chart; ask for up to {MOST_LINES}.",
            f"一张图放不下 {count} 个序列；请最多选 {MOST_LINES} 个。",
        )
    )
