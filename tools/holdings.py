"""What was earned by holding one instrument, or several in given weights, between two closes."""

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from footnote.answer import Figure, Input
from footnote.errors import AskError
from footnote.spelling import spell_day
from footnote.text import Text, listed
from tools import drawdown, maths
from tools.catalogue import Named, Series
from tools.ends import Ends, between
from tools.observations import Observations, named
from tools.periods import day_of
from tools.window import Window

if TYPE_CHECKING:
    import pandas as pd

YEAR_DAYS = 366 + 10
"""Two closes further apart are more than a year apart: the first may lie before a weekend or a long holiday."""
TOTAL, PRICE = Text("total return", "总回报"), Text("price return", "价格回报")
RULES = {
    "none": Text("never rebalanced", "不再平衡"),
    "D": Text("rebalanced daily", "每日再平衡"),
    "M": Text("rebalanced monthly", "每月再平衡"),
    "Q": Text("rebalanced quarterly", "每季再平衡"),
    "A": Text("rebalanced yearly", "每年再平衡"),
}
SET_BACK = {
    "none": "never set back to them",
    "D": "set back to them at every close",
    "M": "set back to them at the last close of each month",
    "Q": "set back to them at the last close of each quarter",
    "A": "set back to them at the last close of each year",
}
"""The same as a formula says it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The window, the day it ends when nothing else is typed, and the days that all instruments share at its ends."""

    window: Window
    last: date
    days: tuple[date, ...] = ()

    def of(self, observed: Observations) -> Ends:
        """The two ends of one instrument, and what lies between; refused as ``between`` has it."""
        import pandas as pd

        ends = between(observed, self.window, self.last)
        if not self.days or observed.series.freq not in "DW":
            return ends
        opens, closes = (pd.Timestamp(day) for day in self.days)
        return replace(ends, values=observed.known[opens:closes])


def instrument(ends: Ends) -> Figure:
    """The return of one instrument, made of its two closes."""
    spec = ends.observed.series
    kind = TOTAL if spec.total_return else PRICE
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
    return _finished(figure, in_currency(kind, [spec]), ends.values, ends.observed.input(ends.values))


def portfolio(
    item: Named, weights: dict[str, float], rebalance: str, held: dict[str, Observations], asked: Asked
) -> Figure:
    """The return of weighted members over the days on which all of them closed, set back as *rebalance* says."""
    import pandas as pd

    shared = _shared_closes(item, {id: held[id] for id in weights}, asked)
    prices = pd.concat({id: ends.values for id, ends in shared.items()}, axis=1)
    path = maths.rebalanced(prices, pd.Series(weights), rebalance)
    members = tuple(instrument(replace(ends, observed=held[id])) for id, ends in shared.items())
    rule = RULES[rebalance]
    kind, mixed = _kind([held[id].series for id in weights])
    shares = ", ".join(f"{100 * weight:.4g}% {held[id].series.title.en}" for id, weight in weights.items())
    figure = Figure(
        name="return",
        label=item.title,
        value=maths.growth(float(path.iloc[0]), float(path.iloc[-1])),
        unit="percent",
        as_of=members[0].as_of,
        formula=f"100 (V at end / V at start - 1), V holding {shares}, {SET_BACK[rebalance]}",
        inputs=(
            *(held[id].input(prices[id]) for id in weights),
            *(Input.assumption(f"weight of {id}", weight, "ratio") for id, weight in weights.items()),
            Input.assumption("rebalance", rebalance),
        ),
        parts=members,
        series=item.id,
        title=item.title,
        stats={"start": members[0].stats["start"], "end": members[0].as_of},
        caveats=tuple(dict.fromkeys((*mixed, *(caveat for part in members for caveat in part.caveats)))),
        signed=True,
    )
    kind = in_currency(kind, [held[id].series for id in weights])
    return _finished(figure, Text(f"{kind.en}, {rule.en}", f"{kind.zh}，{rule.zh}"), path)


def _kind(members: list[Series]) -> tuple[Text, tuple[Text, ...]]:
    """What the members earned together, in the label's words; a caveat with those that are without distributions."""
    without = [spec for spec in members if not spec.total_return]
    if not without:
        return TOTAL, ()
    if len(without) == len(members):
        return PRICE, ()
    names = listed([named(spec) for spec in without])
    caveat = Text(
        f"Without distributions: {names.en}. The other members are held at their total return.",
        f"不含分红的成分：{names.zh}；其余成分为总回报。",
    )
    return Text("part total return, part price return", "部分总回报、部分价格回报"), (caveat,)


def in_currency(kind: Text, members: list[Series]) -> Text:
    """*kind* with the currency that all of *members* are priced in; an index says of none."""
    units = {spec.unit.name: spec.unit for spec in members}
    unit = next(iter(units.values()))
    if len(units) > 1 or not unit.is_money:
        return kind
    return Text(f"{kind.en} in {unit.name}", f"以{unit.words.zh.removeprefix('元')}计的{kind.zh}")


def unlike_currencies(members: list[Series]) -> tuple[Text, ...]:
    """That each return is in a currency of its own, where they are set beside each other in several."""
    priced = [spec for spec in members if spec.unit.is_money]
    if len({spec.unit.name for spec in priced}) < 2:
        return ()
    each = listed([Text(f"{spec.id} ({spec.unit.words.en})", f"{spec.id}（{spec.unit.words.zh}）") for spec in priced])
    return (
        Text(
            f"Each in its own currency, no exchange rate applied: {each.en}.",
            f"各以自身币种计算，未作汇率换算：{each.zh}。",
        ),
    )


def _shared_closes(item: Named, held: dict[str, Observations], asked: Asked) -> dict[str, Ends]:
    """The closes of each member, within the window, on the days on which every member closed."""
    import pandas as pd

    _refuse_unlike_closes(list(held.values()))
    _refuse_unlike_currencies([observed.series for observed in held.values()])
    for observed in held.values():
        refuse_worthless(asked.of(observed))
    closes = pd.concat({id: observed.known for id, observed in held.items()}, axis=1, join="inner")
    if closes.empty:
        raise _never_together(item)
    return {id: asked.of(replace(observed, values=closes[id])) for id, observed in held.items()}


def refuse_worthless(ends: Ends) -> None:
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


def _refuse_unlike_currencies(members: list[Series]) -> None:
    """A holder of two currencies earns on their rate as well, and none is applied."""
    if len({spec.unit.name for spec in members if spec.unit.is_money}) > 1:
        each = listed(
            [Text(f"{spec.id} ({spec.unit.words.en})", f"{spec.id}（{spec.unit.words.zh}）") for spec in members]
        )
        raise AskError(
            Text(
                f"These prices are in unlike currencies, and no exchange rate is applied: {each.en}. "
                "Ask for each on its own.",
                f"这些价格的币种不同，且不作汇率换算：{each.zh}。请分别查询。",
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


def _finished(figure: Figure, kind: Text, path: "pd.Series[float]", made_of: Input | None = None) -> Figure:
    """The figure with its qualifiers in the label and, as parts, the yearly rate beyond a year, and the drawdown.

    *path* is what it was worth at each close, *made_of* what that is taken from: the figure itself where none is named.
    """
    name, span = figure.label, days(figure)
    figure = replace(figure, label=Text(f"{name.en}, {kind.en}, {span.en}", f"{name.zh}，{kind.zh}，{span.zh}"))
    fallen = Text(
        f"{name.en}, {drawdown.NAME.en}, {kind.en}, {span.en}", f"{name.zh}，{drawdown.NAME.zh}，{kind.zh}，{span.zh}"
    )
    fall = drawdown.drawdown(figure, path, made_of or Input.figure(figure), fallen)
    return replace(figure, parts=(*figure.parts, *_yearly(figure, name, kind), fall))


def _yearly(figure: Figure, name: Text, kind: Text) -> tuple[Figure, ...]:
    """The same as a yearly rate, where it was earned over more than a year."""
    start, span = figure.stats["start"], days(figure)
    length = (figure.as_of - start).days if isinstance(start, date) else 0
    if length <= YEAR_DAYS or figure.value is None:
        return ()
    return (
        replace(
            figure,
            name="annualised",
            label=Text(f"{name.en}, {kind.en}, annualised, {span.en}", f"{name.zh}，{kind.zh}，年化，{span.zh}"),
            value=maths.annualised(figure.value, length),
            formula="(1 + R) ** (365.25 / days) - 1",
            inputs=(Input.figure(figure),),
            parts=(),
            caveats=(),
        ),
    )


def days(figure: Figure) -> Text:
    """The two closing days."""
    start, end = figure.stats.get("start"), figure.as_of
    if not isinstance(start, date):
        return figure.period
    return Text(f"{spell_day(start)} to {spell_day(end)}", f"{spell_day(start, 'zh')}至{spell_day(end, 'zh')}")
