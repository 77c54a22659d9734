"""Money in and out: net flows by basket over a window, and the gap between two of them."""

from collections.abc import Iterator
from datetime import date

from footnote.answer import Figure, Input
from footnote.errors import AskError
from footnote.text import Text
from tools import refusals, suggest, units
from tools.catalogue import Basket
from tools.data import Data
from tools.observations import Observations
from tools.periods import day_of
from tools.registry import BasketId, Day, WindowText, tool
from tools.sums import Sums
from tools.window import Window

USUAL = "10Y"


@tool(
    cues=r"\b((long[- ]term|mutual|net|cumulative) )*((fund|etf|capital|money)s?[- ])?(in|out)?flow(s|ed)?\b"
    r"|\bmoney (has )?(gone|went|flowed|come|put)\b|资金流|净流入|流入|流出|资金",
    weight=4,
    figures={
        "gap": "a less b",
        "a": "the sum of basket a",
        "b": "that of b",
        "a_flow": "the sum of one series of a",
        "b_flow": "of one of b",
    },
)
def flow_gap(
    data: Data,
    a: BasketId,
    b: BasketId,
    window: WindowText | None = None,
    start: Day | None = None,
    end: Day | None = None,
) -> Figure:
    """Net flows into basket *a* less those into basket *b* (or flow series), summed over the same periods of a window.

    ``gap = sum(flows of a) - sum(flows of b)``, in the flows' currency, nominal. Ten years when no window is asked for.
    A window with a blank or missing period, or in which a column holds something else, is refused with the columns and
    the days; so are prices, stocks and annual rates, and weeks or days that are not the same for all series.
    """
    asked = Window(window=window, start=start, end=end)
    used = asked or Window(window=USUAL)
    flows = {basket: _flows(data, basket) for basket in (a, b)}
    read = data.all_of(id for ids in flows.values() for id in ids)
    held = {basket: [read[id] for id in ids] for basket, ids in flows.items()}
    every = [item for items in held.values() for item in items]
    unit = units.summable([item.series for item in every])
    _refuse_unlike_periods(every)
    last = min(item.last for item in every)
    opens, closes = _refuse_changed(every, used, last)
    sums = Sums(window=used, last=last, first=opens, final=closes, freq=every[0].series.freq)
    sides = tuple(_side(data, name, id, held[id], sums) for name, id in (("a", a), ("b", b)))
    first, final = sides[0].stats["start"], sides[0].as_of
    inputs = tuple(Input.figure(side) for side in sides)
    span = _span(every[0], first, final)
    titles = [_basket(data, id).title for id in (a, b)]
    return Figure(
        name="gap",
        label=Text(
            f"Net flows, {titles[0].en} less {titles[1].en}, {span.en}",
            f"{titles[0].zh}与{titles[1].zh}的净流入之差，{span.zh}",
        ),
        value=(sides[0].value or 0.0) - (sides[1].value or 0.0),
        unit=unit,
        as_of=final,
        formula="sum of a - sum of b",
        inputs=inputs if asked else (*inputs, Input.assumption("window", USUAL)),
        parts=sides,
        stats={"start": first, "end": final, "periods": sides[0].stats["periods"]},
        caveats=tuple(dict.fromkeys(_said(every, final, dated=end is not None))),
        freq=every[0].series.freq,
        signed=True,
    )


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
                f"{name.en} ({id}) has no flow series; name them under `flows` in [basket.{id}] of desk.toml.",
                f"{name.zh}（{id}）没有资金流序列；请在 desk.toml 的 [basket.{id}] 中用 flows 指定。",
            ),
            reason="not_configured",
        )
    return basket.flows


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


def _side(data: Data, name: str, id: str, held: list[Observations], sums: Sums) -> Figure:
    """The sum of one basket's flows, made of one figure a series."""
    title = _basket(data, id).title
    parts = tuple(_total(name, item, sums) for item in held)
    final = max(part.as_of for part in parts)
    first, periods = parts[0].stats["start"], parts[0].stats["periods"]
    return Figure(
        name=name,
        label=Text(f"{title.en}, net flows", f"{title.zh}净流入"),
        title=title,
        value=sum(part.value or 0.0 for part in parts),
        unit=parts[0].unit,
        as_of=final,
        formula=" + ".join(part.series or "" for part in parts),
        inputs=tuple(Input.figure(part) for part in parts),
        parts=parts,
        stats={"start": first, "end": final, "periods": periods},
        freq=held[0].series.freq,
        signed=True,
    )


def _total(side: str, observed: Observations, sums: Sums) -> Figure:
    """The sum of one series over the window; a period that is missing or blank is refused."""
    spec = observed.series
    used = sums.used(observed)
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
