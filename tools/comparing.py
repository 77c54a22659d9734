"""Several series over the same days: the change of each, its level on a base of 100, and how far two are apart."""

from collections.abc import Sequence
from dataclasses import replace

from footnote.answer import Figure, Input
from footnote.errors import AskError
from footnote.text import Text, listed, same
from tools import apart, holdings, refusals
from tools.catalogue import Series
from tools.data import Data
from tools.ends import Ends, between, in_common
from tools.levels import changed
from tools.observations import Observations, named
from tools.registry import Day, Several, WindowText, tool
from tools.units import Unit
from tools.window import Window

USUAL = "1Y"
FEWEST, MOST = 2, 6
NO_NEUTRAL = Text("no level said", "未说明")
BASE = 100
"""What each series that has a base stands at where the window starts."""


@tool(
    cues=r"\bcompar(e|es|ed|ing|ison|isons)\b|\bvs\b\.?(?! \d+(\.\d+)?[?!. ]*$)|\bversus\b|\bagainst\b|\brelative "
    r"to\b|\bside[- ]by[- ]side\b|\bstacks? up\b|\bnext to\b|\bdifference between\b"
    r"|对比|对照|比一?比|比较|放(?:在)?一起|谁更|哪个更|哪个[强弱高低]|相比|相对(于|而言)?|(和|与|跟)(?=.{1,12}(?<![同环占])比(?![例重率值特]))",
    weight=2,
    figures={
        "compare": "the table of all of them",
        "change": "of one series, in the unit that fits",
        "start": "the value it starts from",
        "end": "the value it arrives at",
        "percent": "the change of a number of heads in percent",
        "rebased": "the value it arrives at, on a base of 100 at the start",
        "gap": "of two: the change of the first less that of the second",
        "spread": "of two rates: the first less the second at the end",
        "spread_start": "the same at the start",
    },
)
def compare(
    data: Data,
    series: Several,
    window: WindowText | None = None,
    start: Day | None = None,
    end: Day | None = None,
) -> Figure:
    """Two to six series over the same window: the change of each, in the order asked; one year when none is named.

    Each changes in the unit that fits, as ``change`` has it; prices as total or price return, as the label says. What
    has a base is put on one, ``100 x / x(start)``: prices, amounts and indices above zero; rates, spreads and diffusion
    indices are not. Of two, the changes are subtracted where both are in percent, points or basis points (of diffusion
    indices where both have one neutral level), and of two rates the levels as well, at both ends; unlike units and
    unlike scales are said and never subtracted.
    Series of one frequency run between the same days: the last that all have, and the last on or before the window's
    first; of several frequencies each runs to its own last period, which is said.
    Refused: one series alone, more than six, flows, and a blank, a hole or a short history at the ends.
    """
    asked = Window(window=window, start=start, end=end)
    ids = tuple(dict.fromkeys(series))
    if not FEWEST <= len(ids) <= MOST:
        raise _not_so_many(data, ids)
    held = list(data.all_of(ids).values())
    if flow := next((observed for observed in held if observed.series.kind == "flow"), None):
        raise refusals.no_change_of_flows(flow)
    ends = _ends(held, asked or Window(window=USUAL))
    rows = tuple(_based(changed(each), each) for each in ends)
    together = len({(each.first, each.last) for each in ends}) == 1
    beside = apart.apart(ends, rows) if together and len(rows) == FEWEST else ()
    assumed = () if asked else (Input.assumption("window", USUAL),)
    return replace(
        _table(ends, rows, together=together),
        inputs=(*(Input.figure(row) for row in rows), *assumed),
        parts=(*rows, *beside),
        caveats=tuple(_said(ends, rows, together=together)),
    )


def _table(ends: Sequence[Ends], rows: tuple[Figure, ...], *, together: bool) -> Figure:
    *most, final = (each.observed.series.title for each in ends)
    titles = Text(f"{listed(most).en} and {final.en}", f"{listed(most).zh}与{final.zh}")
    span = _span(ends[0]) if together else Text("each to its own last period", "各至其最近一期")
    return Figure(
        name="compare",
        label=Text(f"{titles.en} compared, {span.en}", f"{titles.zh}比较，{span.zh}"),
        title=titles,
        value=None,
        unit="table",
        as_of=max(row.as_of for row in rows),
        formula=f"each as stated in its row; rebased: {BASE} end / start",
        parts=rows,
        stats={"start": ends[0].first, "end": ends[0].last} if together else {},
    )


def _span(ends: Ends) -> Text:
    first, last = ends.observed.period(ends.first), ends.observed.period(ends.last)
    return Text(f"{first.en} to {last.en}", f"{first.zh}至{last.zh}")


# ---------------------------------------------------------------- the two ends of each


def _ends(held: list[Observations], window: Window) -> list[Ends]:
    """The ends of each series: those of one frequency share them, unless their days are never the same."""
    found: dict[str, Ends] = {}
    for freq in dict.fromkeys(observed.series.freq for observed in held):
        alike = [observed for observed in held if observed.series.freq == freq]
        last = min(observed.last for observed in alike)
        together = _same_days([between(observed, window, last) for observed in alike])
        ends = together or [between(observed, window) for observed in alike]
        found |= {each.observed.series.id: each for each in ends}
    return [found[observed.series.id] for observed in held]


def _same_days(ends: list[Ends]) -> list[Ends]:
    """The same between the last days before on which all have a value; nothing where there are none near by."""
    import pandas as pd

    if len({(each.first, each.last) for each in ends}) == 1:
        return ends
    days = in_common(
        [each.observed for each in ends], (min(each.first for each in ends), min(each.last for each in ends))
    )
    if not days:
        return []
    opens, closes = (pd.Timestamp(day) for day in days)
    return [replace(each, values=each.observed.known[opens:closes]) for each in ends]


# ---------------------------------------------------------------- one series


def _based(change: Figure, ends: Ends) -> Figure:
    """The change with the level on a base, of what has one: a positive amount, price or index."""
    if change.unit not in ("percent", "persons") or min(ends.base, ends.end) <= 0:
        return change
    spec, first, last = ends.observed.series, ends.observed.period(ends.first), ends.observed.period(ends.last)
    start, end = change.parts[:2]
    rebased = Figure(
        name="rebased",
        label=Text(
            f"{spec.title.en}, {last.en} ({first.en} = {BASE})", f"{spec.title.zh}，{last.zh}（{first.zh}＝{BASE}）"
        ),
        value=BASE * ends.end / ends.base,
        unit="index",
        as_of=ends.last,
        formula=f"{BASE} end / start",
        inputs=(Input.figure(start), Input.figure(end)),
        series=spec.id,
        title=spec.title,
        freq=spec.freq,
        digits=1,
    )
    return replace(change, parts=(*change.parts, rebased))


# ---------------------------------------------------------------- what must be said


def _said(ends: Sequence[Ends], rows: tuple[Figure, ...], *, together: bool) -> list[Text]:
    """That the days, the units, the currencies or the kinds of return are not the same."""
    specs = [each.observed.series for each in ends]
    said = list(holdings.unlike_currencies(specs))
    if not together:
        spans = [(named(each.observed.series), _span(each)) for each in ends]
        each = listed([Text(f"{name.en} from {span.en}", f"{name.zh}为{span.zh}") for name, span in spans])
        said.append(Text(f"Not over the same days: {each.en}.", f"起止日期不同：{each.zh}。"))
    if len({row.unit for row in rows}) > 1:
        units = [(spec.title, Unit(row.unit).words) for spec, row in zip(specs, rows, strict=True)]
        each = listed([Text(f"{title.en} in {unit.en}", f"{title.zh}（{unit.zh}）") for title, unit in units])
        said.append(
            Text(
                f"In unlike units, side by side and not subtracted: {each.en}.",
                f"单位不同，不作相减：{each.zh}。",
            )
        )
    if apart.has_unlike_scales(ends):
        said.append(_unlike_scales(specs))
    total = [spec.title for spec in specs if spec.kind == "price" and spec.total_return]
    price = [spec.title for spec in specs if spec.kind == "price" and not spec.total_return]
    if total and price:
        said.append(
            Text(
                f"With distributions: {listed(total).en}; price only: {listed(price).en}.",
                f"含分红：{listed(total).zh}；仅价格：{listed(price).zh}。",
            )
        )
    return said


def _unlike_scales(specs: list[Series]) -> Text:
    """Diffusion indices of which one turns at 50 and the other at zero."""
    levels = [NO_NEUTRAL if spec.neutral is None else same(f"{spec.neutral:g}") for spec in specs]
    named_levels = [(named(spec), level) for spec, level in zip(specs, levels, strict=True)]
    each = listed([Text(f"{name.en} at {at.en}", f"{name.zh}为{at.zh}") for name, at in named_levels])
    return Text(
        f"Their points are not of one scale and not subtracted; neutral are: {each.en}.",
        f"各指数的点数尺度不同，不作相减；荣枯线：{each.zh}。",
    )


def _not_so_many(data: Data, ids: tuple[str, ...]) -> AskError:
    if len(ids) > MOST:
        return AskError(
            Text(
                f"{len(ids)} series are too many to compare; name {FEWEST} to {MOST}.",
                f"一次最多比较 {MOST} 个序列，现有 {len(ids)} 个；请减少。",
            )
        )
    alone = listed([data.spec(id).title for id in ids])
    return AskError(
        Text(
            f"A comparison needs two series, and there is {alone.en or 'none'} alone. Name another to set it against.",
            f"比较需要两个序列，目前只有{alone.zh or '零个'}。请再说一个。",
        )
    )
