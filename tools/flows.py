"""Money in and out: net flows by basket over a window, and the gap between two of them."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from footnote.answer import Figure, Input
from footnote.errors import AskError
from footnote.text import Text, listed
from tools import proportions, refusals, suggest, units
from tools.catalogue import Basket
from tools.data import Data
from tools.flow_assets import of_assets
from tools.observations import Observations, named
from tools.periods import day_of
from tools.proportions import Side
from tools.registry import BasketId, Day, FirstDay, WindowText, tool
from tools.sums import Sums
from tools.window import Window

if TYPE_CHECKING:
    import pandas as pd

USUAL = "10Y"


@tool(
    cues=r"\b((long[- ]term|mutual|net|cumulative) )*((fund|etf|capital|money)s?[- ])?(in|out)?flow(s|ed)?\b"
    r"|\bnet money\b|\bmoney (in|out|into)\b|\bmoney (has )?(gone|went|flowed|come|put)\b|\b(got|took|takes?"
    r"|attract(s|ed)?|drew|draws?|received?|pulled) "
    r"(in )?(the )?(more |most |less |least )?money\b|资金(净)?流[入出量]?|净?流[入出]|资金|吸(了|引|金|走|纳)?.{0,4}钱"
    r"|吸金|(?:少|多)?(?:进|流|投)了?(?=.{0,6}钱)|净申购|\bnet (?:buying|selling|subscriptions?)\b|\b(?:in"
    r"|out)flows?\b",
    weight=4,
    about=r"\b(share|total|sum|net|per year|a year|cumulative|into|combined|both|money)\b|占比?|比例|平均|每年|年均"
    r"|合计|各自?|累计|共"
    r"|吸了?|钱|只",
    figures={
        "gap": "a less b",
        "a": "the sum of basket a",
        "b": "that of b",
        "a_flow": "the sum of one series of a",
        "b_flow": "of one of b",
        "share_a": "a in percent of both, where both are of one sign",
        "share_b": "the same of b",
        "a_per_year": "a per year, where the window has one",
        "b_per_year": "the same of b",
        "gap_per_year": "the gap per year",
        "a_of_assets": "a in percent of the basket's assets before the first flow, where the desk holds them",
        "b_of_assets": "the same of b",
        "a_assets": "these assets",
        "b_assets": "those of b",
        "a_year": "a in one whole calendar year of the window: `a_year_2025`",
        "b_year": "the same of b",
        "gap_year": "the gap of that year",
    },
)
def flow_gap(
    data: Data,
    a: BasketId,
    b: BasketId,
    window: WindowText | None = None,
    start: FirstDay | None = None,
    end: Day | None = None,
) -> Figure:
    """Net flows into basket *a* less those into basket *b* (or flow series), summed over the same periods of a window.

    ``gap = sum(flows of a) - sum(flows of b)``, in the flows' currency, nominal. Ten years when no window is asked for.
    Beside it each share, ``100 a / (a + b)``; of a year or more the sums per year, ``a / (periods / 12)``, and those of
    each whole calendar year; and, where the desk names the basket's ``assets``, ``100 a / assets`` with those of the
    day before the first flow: net flows over beginning assets, organic growth as Morningstar counts it. A series that
    stands on both sides cancels in the gap; that is said, and no shares are given. The same flows twice are refused.
    A window with a blank or missing period, or in which a column holds something else, is refused with the columns and
    the days; so are prices, stocks and annual rates, and weeks or days that are not the same for all series.
    """
    asked = Window(window=window, start=start, end=end)
    used = asked or Window(window=USUAL)
    flows: dict[str, tuple[str, ...]] = {basket: _flows(data, basket) for basket in (a, b)}
    both = _on_both_sides(data, a, b, flows)
    read = data.all_of(id for ids in flows.values() for id in ids)
    held = {basket: [read[id] for id in ids] for basket, ids in flows.items()}
    every = [item for items in held.values() for item in items]
    units.summable([item.series for item in every])
    _refuse_unlike_periods(every)
    last = min(item.last for item in every)
    opens, closes = _refuse_changed(every, used, last)
    sums = Sums(window=used, last=last, first=opens, final=closes, freq=every[0].series.freq)
    sides = tuple(_side(name, _basket(data, id), held[id], sums) for name, id in (("a", a), ("b", b)))
    span = _span(every[0], sides[0].figure.stats["start"], sides[0].figure.as_of)
    parts, unsaid = _beside(data, sides, span, both)
    return replace(
        _gap(sides, span),
        inputs=(
            *(Input.figure(side.figure) for side in sides),
            *(() if asked else (Input.assumption("window", USUAL),)),
        ),
        parts=(*(side.figure for side in sides), *parts),
        caveats=(*dict.fromkeys(_said(every, sides[0].figure.as_of, dated=end is not None)), *unsaid),
    )


def _gap(sides: tuple[Side, ...], span: Text) -> Figure:
    """The one sum less the other."""
    one, other = sides
    names, stats = [side.basket.title for side in sides], one.figure.stats
    return Figure(
        name="gap",
        label=Text(
            f"Net flows, {names[0].en} less {names[1].en}, {span.en}",
            f"{names[0].zh}与{names[1].zh}的净流入之差，{span.zh}",
        ),
        value=one.total - other.total,
        unit=one.figure.unit,
        as_of=one.figure.as_of,
        formula="sum of a - sum of b",
        inputs=tuple(Input.figure(side.figure) for side in sides),
        stats={**stats, "missing": 0},
        freq=one.figure.freq,
        signed=True,
    )


def _beside(
    data: Data, sides: tuple[Side, ...], span: Text, both: tuple[str, ...]
) -> tuple[tuple[Figure, ...], tuple[Text, ...]]:
    """The sums in proportion, and what cannot be told of them; of sides that share the flows *both*, no shares."""
    shares, unshared = proportions.shares(sides, span)
    if both:
        names = listed([named(data.spec(id)) for id in both])
        shares, unshared = (), (proportions.counted_twice(sides, span, names),)
    assets = [of_assets(data, side) for side in sides]
    found = (
        *shares,
        *proportions.per_year(sides),
        *(figure for figures, _ in assets for figure in figures),
        *proportions.by_year(sides),
    )
    caveats = (caveat for _, caveats in assets for caveat in caveats)
    return found, (*unshared, *caveats, *proportions.outside_years(sides))


def _said(every: list[Observations], final: date, *, dated: bool) -> Iterator[Text]:
    """What must be said of the series; that one is old only where the window runs up to now."""
    for item in every:
        yield from item.said_of_source() if dated or item.last != final else item.caveats()


def _basket(data: Data, id: str) -> Basket:
    found = data.catalogue.baskets.get(id)
    series = data.catalogue.series.get(id)
    if found is None and series is not None and series.kind == "flow":
        return Basket(id=id, title=series.title, label=series.label, flows=(id,))
    if found is None:
        raise suggest.unknown_series(id, data.catalogue)
    return found


def _flows(data: Data, id: str) -> tuple[str, ...]:
    basket = _basket(data, id)
    if not basket.flows:
        name = basket.title
        raise AskError(
            Text(
                f"This desk has no flows configured for {name.en} ({id}); ask for its return instead.",
                f"本交易台没有为{name.zh}（{id}）配置资金流；可以查询它的回报。",
            ),
            reason="not_configured",
        )
    return basket.flows


def _on_both_sides(data: Data, a: str, b: str, flows: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The series that both sides hold; the same flows on both sides are refused."""
    if {*flows[a]} == {*flows[b]}:
        raise _same_flows(*(_basket(data, id).title for id in (a, b)))
    return tuple(id for id in flows[a] if id in flows[b])


def _same_flows(one: Text, other: Text) -> AskError:
    """The gap of a basket to itself is nothing, and says nothing."""
    if one == other:
        what = Text(f"{one.en} stands on both sides", f"两侧都是{one.zh}")
    else:
        what = Text(f"{one.en} and {other.en} hold the same flows", f"{one.zh}与{other.zh}包含的资金流相同")
    return AskError(
        Text(
            f"{what.en}, so there is no gap between them. Name another basket or flow to set against {one.en}.",
            f"{what.zh}，两者之间没有差额。请另选一个篮子或资金流与{one.zh}相比。",
        )
    )


def _refuse_unlike_periods(every: list[Observations]) -> None:
    """Months are not set against quarters: their sums would not run over the same days."""
    if len({item.series.freq for item in every}) > 1:
        each = ", ".join(f"{item.series.id} ({item.series.freq})" for item in every)
        raise AskError(
            Text(
                f"These flows do not come in the same periods and cannot be compared: {each}. Ask for each on its own.",
                f"这些资金流的频率不同，不能相比：{each}。请分别查询。",
            ),
            reason="units",
        )


def _refuse_changed(every: list[Observations], window: Window, last: date) -> tuple[date, date]:
    """The first and the last period; one refusal for all columns that change their meaning between them."""
    if error := refusals.meaning_ended(every, window):
        raise error
    first, final = window.periods(last, every[0].series.freq)
    if error := refusals.outside_valid(every, first, max(first, final)):
        raise error
    return first, final


def _side(name: str, basket: Basket, held: list[Observations], sums: Sums) -> Side:
    """The sum of one basket's flows, made of one figure a series."""
    used = [sums.used(item) for item in held]
    parts = tuple(_total(name, item, values) for item, values in zip(held, used, strict=True))
    title = basket.title
    figure = Figure(
        name=name,
        label=Text(f"{title.en}, net flows", f"{title.zh}净流入"),
        title=title,
        value=sum(part.value or 0.0 for part in parts),
        unit=parts[0].unit,
        as_of=max(part.as_of for part in parts),
        formula=" + ".join(part.series or "" for part in parts),
        inputs=tuple(Input.figure(part) for part in parts),
        parts=parts,
        stats=parts[0].stats,
        freq=held[0].series.freq,
        signed=True,
    )
    return Side(basket=basket, figure=figure, used=used, opens=sums.first, closes=sums.final)


def _total(side: str, observed: Observations, used: "pd.Series[float]") -> Figure:
    """The sum of one series over the periods of the window."""
    spec = observed.series
    source = observed.input(used)
    return Figure(
        name=f"{side}_flow",
        label=Text(f"{spec.title.en}, net flow", f"{spec.title.zh}净流入"),
        value=float(used.to_numpy().sum()),
        unit=spec.unit.name,
        as_of=source.rows[-1][0],
        formula=f"sum of {spec.id} over {len(used)} periods",
        inputs=(source,),
        series=spec.id,
        title=spec.title,
        stats={"start": source.rows[0][0], "end": source.rows[-1][0], "periods": len(used)},
        freq=spec.freq,
        signed=True,
    )


def _span(observed: Observations, first: object, last: date) -> Text:
    opens, closes = observed.period(day_of(first)), observed.period(last)
    return Text(f"{opens.en} to {closes.en}", f"{opens.zh}至{closes.zh}")
