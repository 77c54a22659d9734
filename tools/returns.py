"""What holders earned: total returns of instruments, baskets and portfolios over the same days."""

from dataclasses import replace
from datetime import date

from footnote.answer import Figure
from footnote.errors import AskError
from footnote.text import Text, listed
from tools import holdings, suggest
from tools.catalogue import Basket, Named, Portfolio, Series
from tools.data import Data
from tools.ends import between, in_common
from tools.holdings import Asked
from tools.observations import Observations
from tools.periods import day_of
from tools.registry import BasketId, Day, Instruments, WindowText, tool
from tools.window import Window

OWN = ("annualised", "drawdown")
"""Parts of a return that are its own, not a member's."""


@tool(
    cues=r"\b(total )?returns?\b|\breturned\b|\bperform(ed|ance|s|ing|ers?)?\b|\bearn(ed|s)?\b"
    r"|\b(max(imum)? )?draw-?downs?\b|\blost money\b|\b(?:out|under)-?perform\w*\b|\bbeat(?:s|en|ing)?\b|\bp&l\b"
    r"|\bpnl\b|回报|收益|报酬|绩效|(最大)?回撤|跌成这?么?样?|有?钱?赚钱?|跑[赢输]|跑得|涨多少|升多少|跌多少|亏",
    only=r"\bhow\b(?=.{0,60}\b(done|do|fared?)\b)|\bfared?\b|\bdoing\b|\bmade\b|\blost\b|表现",
    weight=3,
    figures={
        "returns": "the table of several",
        "return": "of one instrument, basket or portfolio",
        "annualised": "the same as a yearly rate",
        "drawdown": "the largest fall from a high to the lowest close after it, with their days",
        "start": "the close it starts from",
        "end": "the close it ends at",
    },
)
def returns(
    data: Data,
    assets: Instruments | None = None,
    basket: BasketId | None = None,
    window: WindowText | None = None,
    start: Day | None = None,
    end: Day | None = None,
) -> Figure:
    """Total return over a window, ``100 (P_end / P_start - 1)``, by instrument, ranked, or of one basket.

    P is the close, adjusted for distributions where the desk's data are; otherwise the label says price return. The
    instrument read is the proxy, and its title names it; its currency stands in the label, and nothing is converted.
    The window starts at the last close on or before its first day; of several instruments both ends are the last day
    on or before on which all of them closed.
    A basket holds its members in equal weights, a portfolio (60/40) in its own, set back at the last close of each
    period ``rebalance`` names and drifting between; the rule stands in the label, the weights in the formula.
    Beyond a year the yearly rate is given as well, ``(1 + R) ** (365.25 / days) - 1``, never of less (GIPS); a year
    whose first close lies up to ten days before it is one year.
    ``drawdown`` is the maximum drawdown, the lowest of ``100 (V / highest V so far - 1)`` over the closes of the
    window, the first one included (Magdon-Ismail and Atiya, *Maximum Drawdown*, 2004).
    Refused: what is no price, a close at or below zero, more than 30 days without one, a short history, and a basket in
    several currencies or frequencies.
    """
    asked = Window(window=window, start=start, end=end)
    if not asked:
        raise _no_window()
    wanted = [_wanted(data, id) for id in dict.fromkeys((basket,) if basket else assets or ())]
    if not wanted:
        raise AskError(Text("Say which instrument or basket.", "请说明是哪个资产或篮子。"))
    held = data.all_of(id for item in wanted for id in _instruments(item))
    for observed in held.values():
        _refuse_unpriced(observed)
    shared = _shared(list(held.values()), asked)
    found = [_return(item, held, shared) for item in wanted]
    if len(found) == 1:
        return found[0]
    specs = [observed.series for observed in held.values()]
    kind = _kind(specs)
    found = [figure if figure.series in held else _closed(figure) for figure in found]
    ranked = tuple(sorted(found, key=lambda figure: -(figure.value or 0.0)))
    span, unlike = _over(ranked)
    return Figure(
        name="returns",
        label=Text(f"{kind.en}, {span.en}", f"{kind.zh}，{span.zh}"),
        value=None,
        unit="table",
        as_of=max(figure.as_of for figure in ranked),
        formula="each as stated in its row, ranked",
        parts=ranked,
        caveats=(
            *dict.fromkeys(caveat for figure in ranked for caveat in figure.caveats),
            *holdings.unlike_currencies(specs),
            *unlike,
        ),
    )


def _over(ranked: tuple[Figure, ...]) -> tuple[Text, tuple[Text, ...]]:
    """The days that all of them run between; of months beside days, or no day in common, a caveat that names each."""
    if len({(figure.stats["start"], figure.as_of) for figure in ranked}) == 1:
        return holdings.days(ranked[0]), ()
    spans = [(figure.title or figure.label, holdings.days(figure)) for figure in ranked]
    each = listed([Text(f"{name.en} from {span.en}", f"{name.zh}为{span.zh}") for name, span in spans])
    said = Text(f"Not over the same days: {each.en}.", f"起止日期不同：{each.zh}。")
    return Text("each over its own days", "起止日期各异"), (said,)


def _kind(specs: list[Series]) -> Text:
    """What all of them earned, and in which currency, as a label begins."""
    kinds = {spec.total_return for spec in specs}
    if len(kinds) > 1:
        return Text("Return, total or price as named", "回报（总回报或价格回报）")
    return holdings.in_currency(
        Text("Total return", "总回报") if True in kinds else Text("Price return", "价格回报"), specs
    )


def _closed(figure: Figure) -> Figure:
    """A portfolio or basket beside others: its members are no rows, and might stand there by themselves."""
    inputs = tuple(item for item in figure.inputs if item.kind != "figure")
    return replace(figure, inputs=inputs, parts=tuple(part for part in figure.parts if part.name in OWN))


def _no_window() -> AskError:
    return AskError(
        Text("Over which window?", "请问是哪个区间？"),
        choices=(Text("year to date", "今年以来"), Text("1 year", "过去1年"), Text("5 years", "过去5年")),
    )


def _wanted(data: Data, id: str) -> Named:
    found = data.catalogue.find(id)
    if found is None:
        raise suggest.unknown_series(id, data.catalogue)
    return found


def _instruments(item: Named) -> tuple[str, ...]:
    """The price series an item stands for."""
    if isinstance(item, Basket) and not item.members:
        raise AskError(
            Text(
                f"This desk has no instruments configured for {item.title.en} ({item.id}), so it has no return.",
                f"本交易台没有为{item.title.zh}（{item.id}）配置成分，无法计算回报。",
            ),
            reason="not_configured",
        )
    if isinstance(item, Basket):
        return item.members
    return tuple(item.weights) if isinstance(item, Portfolio) else (item.id,)


def _refuse_unpriced(observed: Observations) -> None:
    """Only prices earn a return: a survey or a yield is refused, whatever kind it is said to be."""
    spec = observed.series
    if spec.kind != "price":
        raise AskError(
            Text(
                f"{spec.title.en} ({spec.id}) is no price, so it has no return; ask for its change instead.",
                f"{spec.title.zh}（{spec.id}）不是价格，没有回报；可以查询它的变化。",
            ),
            reason="units",
            choices=(Text(f"change of {spec.title.en}, 1Y", f"{spec.title.zh}过去1年的变化"),),
        )
    if not (spec.unit.is_money or spec.unit.name == "index"):
        unit = spec.unit.words
        raise AskError(
            Text(
                f"{spec.title.en} ({spec.id}) is in {unit.en}, which is no price, so it has no return; ask for its "
                "change instead.",
                f"{spec.title.zh}（{spec.id}）的单位为{unit.zh}，不是价格，没有回报；可以查询它的变化。",
            ),
            reason="units",
        )


def _shared(held: list[Observations], window: Window) -> Asked:
    """The ends that all of them share: of days and weeks the last on or before the window's on which all closed."""
    last = _shared_end(held)
    dated = [observed for observed in held if observed.series.freq in "DW"]
    ends = [between(observed, window, last) for observed in dated]
    if len({(each.first, each.last) for each in ends}) < 2:
        return Asked(window=window, last=last)
    days = in_common(dated, (min(each.first for each in ends), min(each.last for each in ends)))
    return Asked(window=window, last=last, days=tuple(days) if len({*days}) == 2 else ())


def _shared_end(held: list[Observations]) -> date:
    """The last day for which all have closed; a month that is not over for one of them is over for none."""
    last = min(observed.last for observed in held)
    ends = [day for observed in held if observed.series.freq in "MQA" if (day := _upto(observed, last)) is not None]
    return min(ends, default=last)


def _upto(observed: Observations, last: date) -> date | None:
    """The end of the last period that was over on *last*."""
    import pandas as pd

    days = observed.known.index
    days = days[days <= pd.Timestamp(last)]
    return day_of(days[-1]) if len(days) else None


def _return(item: Named, held: dict[str, Observations], asked: Asked) -> Figure:
    if isinstance(item, Basket):
        weights = dict.fromkeys(item.members, 1 / len(item.members))
        return holdings.portfolio(item, weights, item.rebalance, held, asked)
    if isinstance(item, Portfolio):
        return holdings.portfolio(item, item.weights, item.rebalance, held, asked)
    ends = asked.of(held[item.id])
    holdings.refuse_worthless(ends)
    return holdings.instrument(ends)
