"""What a SPAC costs: of each ten dollars raised, how much is cost, how much is left, and what makes up for it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from statistics import fmean, median
from typing import TYPE_CHECKING

from footnote.answer import Figure, Input
from footnote.errors import AskError
from footnote.spelling import spell, spell_day
from footnote.text import Text
from tools.data import Data
from tools.deals import Deals, about, cues, listed
from tools.periods import day_of
from tools.registry import Amount, tool

if TYPE_CHECKING:
    import pandas as pd

ROUNDING = 0.001
"""What part of the proceeds cost and cash may miss by being rounded."""
RAISED = 10.0
"""Dollars a share of a SPAC is sold for."""
COST = (
    r"costs?|fees?|promotes?|dilut(?:ion|ive|ed?)|expens(?:e|es|ive)|break[- ]?even|cash (?:per|a|each) share|net cash"
    r"|overheads?"
)
COST_ZH = "成本|费用|收费|花费|(?<!消)费|摊薄|稀释|抽成|回本|每股现金|净现金|每股净"
MONEY = r"(?:(?:us)?\$ ?\d[\d.]*|\d[\d.]* ?(?:dollars?|usd|美[元金]|元))"
OF_MONEY = (
    rf"\b(?:costs?|fees?|promotes?)\b(?=.{{0,40}}{MONEY} ?(?:a|per|for (?:each|every)|(?:out )?of(?: each| every)?|/)"
    rf" ?{MONEY})"
    rf"|(?:成本|费用?)(?=.{{0,20}}回本)|回本(?=.{{0,20}}(?:成本|费))"
)
"""A cost of so much for each so much, which is asked of SPACs alone."""


@tool(
    cues=rf"{cues(COST, COST_ZH)}|{OF_MONEY}",
    weight=7,
    about=about(COST, COST_ZH),
    near={"per": r"\b(per|each|every|out of|for)\W*$|(每|集资|募集|募资|筹资|每募|每集资)\W*$"},
    figures={
        "cost": "cost for each 10 dollars raised, or for each *per*; the mean of the desk's deals",
        "median": "the median of the deals",
        "share": "cost as a percent of what was raised",
        "cash": "cash left a share of 10 dollars",
        "break_even": "the return on that cash which makes up for the cost",
        "n": "deals counted",
    },
)
def spac_fee(data: Data, cost: Amount | None = None, per: Amount | None = None) -> Figure:
    """The cost of a SPAC for each 10 dollars raised, the cash left a share, and the return needed to break even.

    ``cost / per`` of what was raised, ``per - cost`` left in cash, break-even ``cost / (per - cost)``. Over the desk's
    closed deals: the mean of ``per x cost / proceeds``, and the median; where they have a column of cash, what is left
    is the mean of ``per x cash / proceeds`` and the break-even ``cost / cash``. With *cost* given, of that number;
    *per* is 10 when nobody says. A cost below nothing, or as large as what was raised, is refused.
    """
    if per is not None and per <= 0:
        raise _impossible(Text(f"a cost for each {per:g} raised", f"每募集 {per:g} 的成本"))
    raised = Input.assumption("per", RAISED, "USD") if per is None else Input.given("per", float(per), "USD")
    if cost is None:
        return _of_deals(listed(data, "spac_fee"), raised)
    money = _Money(raised=raised, unit="USD", as_of=data.today)
    given = (Input.given("cost", float(cost), "USD"), raised)
    top = money.cost(float(cost), Text("as given", "按给定数字"), "cost as given", given)
    return replace(top, parts=money.parts(top))


def _of_deals(deals: Deals, raised: Input) -> Figure:
    """The mean over the deals that closed, with the median and the number of them beside it."""
    deals.need("cost", "closed")
    closed = deals.rows.dropna(subset="closed")
    rows = closed.dropna(subset="cost")
    inputs: tuple[Input, ...] = (raised,)
    if deals.has("proceeds"):
        rows = rows[rows["proceeds"] > 0]
    else:
        rows = rows.assign(proceeds=RAISED)
        inputs = (*inputs, Input.assumption("proceeds", RAISED, deals.unit))
    if rows.empty:
        raise _no_costs(deals, len(closed))
    parts = [part for part in ("cost", "proceeds", "cash") if deals.has(part)]
    inputs = (*inputs, *(deals.input(rows.dropna(subset=part), part, "closed") for part in parts))
    money = _Money(raised=raised, unit=deals.unit, as_of=day_of(rows["closed"].max()), series=deals.item.id)
    per = money.per
    each = [per * cost / proceeds for cost, proceeds in zip(rows["cost"], rows["proceeds"], strict=True)]
    top = money.cost(fmean(each), Text("mean", "平均"), "mean of per x cost / proceeds", inputs)
    middle = money.cost(
        median(each), Text("median", "中位数"), "median of per x cost / proceeds", inputs, name="median"
    )
    count = replace(
        top,
        name="n",
        label=Text("SPAC deals with a known cost", "成本已知的 SPAC 交易宗数"),
        value=float(len(rows)),
        unit="count",
        formula="number of closed deals with a cost and what was raised",
    )
    held = rows.dropna(subset="cash")
    left = None if held.empty else fmean(per * held["cash"] / held["proceeds"])
    if left is not None and left <= 0:
        raise _nothing_left(deals, left)
    return replace(
        top,
        parts=(middle, *money.parts(top, left), count),
        stats={"n": len(rows), "median": middle.value, "per": per},
        caveats=(*_said(deals, closed, rows), *_unlike(deals, held)),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Money:
    """Figures about each *per* that was raised."""

    raised: Input
    unit: str
    as_of: date
    series: str | None = None

    @property
    def per(self) -> float:
        """The same as a number."""
        return float(self.raised.value or RAISED)

    def cost(self, value: float, words: Text, formula: str, inputs: tuple[Input, ...], name: str = "cost") -> Figure:
        """What each *per* bears of cost; refused where that is below nothing, or leaves nothing."""
        if not 0 <= value < self.per:
            raise _impossible(
                Text(f"a cost of {value:g} for each {self.per:g} raised", f"每募集 {self.per:g} 成本为 {value:g}")
            )
        each, each_zh = spell(self.per, self.unit), spell(self.per, self.unit, "zh")
        return Figure(
            name=name,
            label=Text(
                f"Cost of a SPAC for each {each} raised, {words.en}", f"SPAC 每募集{each_zh}的成本（{words.zh}）"
            ),
            value=value,
            unit=self.unit,
            as_of=self.as_of,
            formula=formula,
            inputs=inputs,
            series=self.series,
        )

    def parts(self, cost: Figure, cash: float | None = None) -> tuple[Figure, ...]:
        """The cost as a share of what was raised, the cash left, and the return on it that makes up for the cost.

        *cash* is what the deals themselves say was left, where they do.
        """
        value = cost.value or 0.0
        one = replace(cost, inputs=(Input.figure(cost), self.raised), unit="percent")
        share = replace(
            one,
            name="share",
            label=Text("Cost of a SPAC as a share of what was raised", "SPAC 成本占募集金额的比例"),
            value=100 * value / self.per,
            formula="100 cost / per",
        )
        each, each_zh = spell(self.per, self.unit), spell(self.per, self.unit, "zh")
        left = replace(
            one if cash is None else cost,
            name="cash",
            label=Text(f"Cash left of each {each} raised in a SPAC", f"SPAC 每募集{each_zh}所剩现金"),
            value=self.per - value if cash is None else cash,
            unit=self.unit,
            formula="per - cost" if cash is None else "mean of per x cash / proceeds",
        )
        even = replace(
            one,
            name="break_even",
            label=Text("Return needed on what is left to make up for the cost of a SPAC", "弥补 SPAC 成本所需的回报"),
            value=100 * value / (self.per - value if cash is None else cash),
            formula="100 cost / (per - cost)" if cash is None else "100 cost / cash",
            inputs=one.inputs if cash is None else (Input.figure(cost), Input.figure(left)),
        )
        return share, left, even


def _said(deals: Deals, closed: "pd.DataFrame", rows: "pd.DataFrame") -> Iterator[Text]:
    """Which deals count, and when the last of them closed."""
    id, left = deals.item.id, len(closed) - len(rows)
    if left:
        yield Text(
            f"Counted are {len(rows)} of the {len(closed)} deals of {id} that closed; {left} have no cost, or nothing "
            "raised.",
            f"{id} 中已完成的 {len(closed)} 宗交易有 {len(rows)} 宗计入；{left} 宗没有成本或募集金额。",
        )
    yield from deals.age(day_of(closed["closed"].max()))


def _unlike(deals: Deals, held: "pd.DataFrame") -> Iterator[Text]:
    """That cost and cash of some deals are not what was raised: interest was earned, or shares were paid back."""
    made = (held["cost"] + held["cash"]) / held["proceeds"]
    if not (count := int(((made - 1).abs() > ROUNDING).sum())):
        return
    id, days = deals.item.id, [day_of(day) for day in (held["closed"].min(), held["closed"].max())]
    span, span_zh = ([spell_day(day, to) for day in days] for to in ("en", "zh"))
    yield Text(
        f"{id}: of the {len(held)} deals with a known cash that closed from {span[0]} to {span[1]}, cost and cash of "
        f"{count} do not add up to what was raised; the break-even is reckoned on the cash.",
        f"{id}：{span_zh[0]}至{span_zh[1]}完成且现金已知的 {len(held)} 宗交易中，有 {count} 宗的成本与现金之和不等于"
        "募集金额；回本所需回报按现金计算。",
    )


def _nothing_left(deals: Deals, cash: float) -> AskError:
    """A mean cash from which nothing could make up for a cost."""
    id, written = deals.item.id, deals.item.cash
    return AskError(
        Text(
            f"The deals of {id} are left with {cash:g} in cash on average, and it should be above 0. Correct the "
            f"column {written!r} of the list, or give the two numbers: a cost of 3 for each 10.",
            f"{id} 的交易平均剩余现金为 {cash:g}，应大于 0。请更正列表中的列 {written!r}，"
            "或直接给出两个数字，例如每 10 美元成本 3 美元。",
        ),
        reason="blank",
    )


def _no_costs(deals: Deals, count: int) -> AskError:
    id = deals.item.id
    return AskError(
        Text(
            f"None of the {count} deals of {id} that closed by {deals.today} has a known cost and proceeds. Ask as of "
            "a later day, or give the two numbers: a cost of 3 for each 10.",
            f"{id} 中截至 {deals.today} 已完成的 {count} 宗交易都没有已知的成本与募集金额。请改问之后的日期，"
            "或直接给出两个数字，例如每 10 美元成本 3 美元。",
        ),
        reason="short_history",
    )


def _impossible(what: Text) -> AskError:
    return AskError(
        Text(
            f"There cannot be {what.en}: the cost is at least 0 and less than what was raised, such as 3 of 10.",
            f"{what.zh}不成立：成本应不小于 0 且小于募集金额，例如每 10 美元成本 3 美元。",
        )
    )
