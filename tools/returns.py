"""What holders earned: total returns of instruments, baskets and portfolios over the same days."""

from dataclasses import replace
from datetime import date

from footnote.answer import Figure, Input
from footnote.errors import AskError
from footnote.spelling import spell_day
from footnote.text import Text
from tools import maths, suggest
from tools.catalogue import Basket, Named, Portfolio
from tools.data import Data, Observations, day_of, named
from tools.ends import Ends, between
from tools.registry import BasketId, Day, Instruments, WindowText, tool
from tools.window import Window

YEAR_DAYS = 366


@tool(
    cues=r"\b(total )?returns?\b|\breturned\b|\bperform(ed|ance|s|ing)?\b|\bearn(ed|s)?\b|回报|收益|报酬",
    only=r"\bhow\b.{0,60}\b(done|do|fared?)\b|\bdoing\b|表现",
    weight=3,
    figures={
        "returns": "the table of several",
        "return": "of one instrument, basket or portfolio",
        "annualised": "the same as a yearly rate",
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

    P is the close, adjusted for distributions where the desk's data are; otherwise the label says price return.
    The window starts at the last close on or before its first day, and all instruments end on the same day.
    A basket holds its members in equal weights, a portfolio in its own, set back at the closes ``rebalance`` names.
    Beyond a year the yearly rate is given as well, ``(1 + R) ** (365.25 / days) - 1``.
    """
    asked = Window(window=window, start=start, end=end)
    if not asked:
        raise _no_window()
    wanted = [_wanted(data, id) for id in ((basket,) if basket else assets or ())]
    if not wanted:
        raise AskError(Text("Say which instrument or basket.", "请说明是哪个资产或篮子。"))
    held = {id: data.series(id) for item in wanted for id in _instruments(item)}
    for observed in held.values():
        _refuse_unpriced(observed)
    last = _shared_end(list(held.values()))
    found = [_return(item, held, asked, last) for item in wanted]
    if len(found) == 1:
        return found[0]
    total = all(observed.series.total_return for observed in held.values())
    kind = (
        Text("Total return", "总回报") if total else Text("Return, total or price as named", "回报（总回报或价格回报）")
    )
    found = [figure if figure.series in held else _closed(figure) for figure in found]
    ranked = tuple(sorted(found, key=lambda figure: -(figure.value or 0.0)))
    return Figure(
        name="returns",
        label=Text(f"{kind.en}, {_days(ranked[0]).en}", f"{kind.zh}，{_days(ranked[0]).zh}"),
        value=None,
        unit="table",
        as_of=max(figure.as_of for figure in ranked),
        formula="each as stated in its row, ranked",
        parts=ranked,
        caveats=tuple(dict.fromkeys(caveat for figure in ranked for caveat in figure.caveats)),
    )


def _closed(figure: Figure) -> Figure:
    """A portfolio or basket beside others: its members are no rows, and might stand there by themselves."""
    inputs = tuple(item for item in figure.inputs if item.kind != "figure")
    return replace(figure, inputs=inputs, parts=tuple(part for part in figure.parts if part.name == "annualised"))


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
                f"{item.title.en} ({item.id}) holds no instruments; name them under `members` in [basket.{item.id}] "
                "of desk.toml.",
                f"{item.title.zh}（{item.id}）没有成分；请在 desk.toml 的 [basket.{item.id}] 中用 members 指定。",
            ),
            reason="not_configured",
        )
    if isinstance(item, Basket):
        return item.members
    return tuple(item.weights) if isinstance(item, Portfolio) else (item.id,)


def _refuse_unpriced(observed: Observations) -> None:
    """Only prices earn a return: a survey or a yield is refused."""
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


def _return(item: Named, held: dict[str, Observations], window: Window, last: date) -> Figure:
    if isinstance(item, Basket):
        return _portfolio(item, dict.fromkeys(item.members, 1 / len(item.members)), item.rebalance, held, window, last)
    if isinstance(item, Portfolio):
        return _portfolio(item, item.weights, item.rebalance, held, window, last)
    ends = between(held[item.id], window, last)
    _refuse_worthless(ends)
    return _instrument(ends)


def _refuse_worthless(ends: Ends) -> None:
    """A close of zero is a blank that was written as a number; nothing can be earned on it."""
    wrong = ends.values[ends.values <= 0]
    if len(wrong):
        name, day, close = named(ends.observed.series), day_of(wrong.index[0]), f"{wrong.iloc[0]:g}"
        raise AskError(
            Text(
                f"{name.en} has a close of {close} on {day}, which is no price. Ask for a window without it.",
                f"{name.zh}在 {day} 的收盘价为 {close}，不是有效价格。请避开该日查询。",
            ),
            reason="blank",
        )


def _instrument(ends: Ends) -> Figure:
    """The return of one instrument, made of its two closes."""
    spec = ends.observed.series
    kind = Text("total return", "总回报") if spec.total_return else Text("price return", "价格回报")
    closes = tuple(
        Figure(
            name=name,
            label=Text(f"{spec.title.en}, close of {spell_day(day)}", f"{spec.title.zh}，{spell_day(day, 'zh')}收盘"),
            value=value,
            unit=spec.unit.name,
            as_of=day,
            formula=f"{spec.id} at {day}",
            inputs=(ends.observed.input(ends.values.iloc[place : place + 1 or None]),),
            series=spec.id,
            title=spec.title,
            freq=spec.freq,
        )
        for name, value, day, place in (("start", ends.base, ends.first, 0), ("end", ends.end, ends.last, -1))
    )
    figure = Figure(
        name="return",
        label=Text(spec.title.en, spec.title.zh),
        value=maths.growth(ends.base, ends.end),
        unit="percent",
        as_of=ends.last,
        formula="100 (close at end / close at start - 1)",
        inputs=tuple(Input.figure(part) for part in closes),
        parts=closes,
        series=spec.id,
        title=spec.title,
        stats={"start": ends.first, "end": ends.last},
        caveats=ends.caveats,
        freq=spec.freq,
        signed=True,
    )
    return _finished(figure, kind)


def _portfolio(
    item: Named, weights: dict[str, float], rebalance: str, held: dict[str, Observations], window: Window, last: date
) -> Figure:
    """The return of weighted members over the days on which all of them closed."""
    import pandas as pd

    _refuse_unlike_closes([held[id] for id in weights])
    for id in weights:
        _refuse_worthless(between(held[id], window, last))
    closes = pd.concat({id: held[id].known for id in weights}, axis=1, join="inner")
    if closes.empty:
        raise _never_together(item)
    shared = {id: between(replace(held[id], values=closes[id]), window, last) for id in weights}
    prices = pd.concat({id: ends.values for id, ends in shared.items()}, axis=1)
    path = maths.rebalanced(prices, pd.Series(weights), rebalance)
    members = tuple(_instrument(replace(ends, observed=held[id])) for id, ends in shared.items())
    first = members[0].stats["start"]
    titles = [held[id].series.title for id in weights]
    shares = ", ".join(
        f"{100 * weight:.4g}% {title.en}" for weight, title in zip(weights.values(), titles, strict=True)
    )
    often = {
        "none": "never rebalanced",
        "D": "rebalanced daily",
        "M": "rebalanced monthly",
        "Q": "rebalanced quarterly",
    }
    rule = often.get(rebalance, "rebalanced yearly")
    often_zh = {"none": "不再平衡", "D": "每日再平衡", "M": "每月再平衡", "Q": "每季再平衡"}
    rule_zh = often_zh.get(rebalance, "每年再平衡")
    total = all(held[id].series.total_return for id in weights)
    kind = Text("total return", "总回报") if total else Text("price return", "价格回报")
    figure = Figure(
        name="return",
        label=item.title,
        value=maths.growth(float(path.iloc[0]), float(path.iloc[-1])),
        unit="percent",
        as_of=members[0].as_of,
        formula=f"{shares}, {rule} at the close",
        inputs=(
            *(held[id].input(prices[id]) for id in weights),
            *(Input.assumption(f"weight of {id}", weight, "ratio") for id, weight in weights.items()),
            Input.assumption("rebalance", rebalance),
        ),
        parts=members,
        series=item.id,
        title=item.title,
        stats={"start": first, "end": members[0].as_of},
        caveats=tuple(dict.fromkeys(caveat for part in members for caveat in part.caveats)),
        signed=True,
    )
    return _finished(figure, Text(f"{kind.en}, {rule}", f"{kind.zh}，{rule_zh}"))


def _refuse_unlike_closes(held: list[Observations]) -> None:
    """Daily closes and monthly averages have no days in common on which a holding could be set back."""
    if len({observed.series.freq for observed in held}) > 1:
        each = ", ".join(f"{observed.series.id} ({observed.series.freq})" for observed in held)
        raise AskError(
            Text(
                f"These prices do not come on the same days and cannot be held together: {each}. "
                "Ask for each on its own.",
                f"这些价格的频率不同，不能合为一个组合：{each}。请分别查询。",
            ),
            reason="units",
        )


def _never_together(item: Named) -> AskError:
    return AskError(
        Text(
            f"The members of {item.title.en} ({item.id}) have no day in common on which all of them closed. "
            "Ask for each on its own.",
            f"{item.title.zh}（{item.id}）的成分没有共同的收盘日。请分别查询。",
        ),
        reason="short_history",
    )


def _finished(figure: Figure, kind: Text) -> Figure:
    """The figure with its qualifiers in the label and, beyond a year, the yearly rate as a part."""
    days = _days(figure)
    start, end = figure.stats["start"], figure.as_of
    label = Text(f"{figure.label.en}, {kind.en}, {days.en}", f"{figure.label.zh}，{kind.zh}，{days.zh}")
    length = (end - start).days if isinstance(start, date) else 0
    if length <= YEAR_DAYS or figure.value is None:
        return replace(figure, label=label)
    yearly = replace(
        figure,
        name="annualised",
        label=Text(
            f"{figure.label.en}, {kind.en}, annualised, {days.en}", f"{figure.label.zh}，{kind.zh}，年化，{days.zh}"
        ),
        value=maths.annualised(figure.value, length),
        formula="(1 + R) ** (365.25 / days) - 1",
        inputs=(Input.figure(replace(figure, label=label)),),
        parts=(),
        caveats=(),
    )
    return replace(figure, label=label, parts=(*figure.parts, yearly))


def _days(figure: Figure) -> Text:
    """The two closing days."""
    start, end = figure.stats.get("start"), figure.as_of
    if not isinstance(start, date):
        return figure.period
    return Text(f"{spell_day(start)} to {spell_day(end)}", f"{spell_day(start, 'zh')}至{spell_day(end, 'zh')}")
