"""Units and their scale: what they are called, what converts into what, and what may be added to what.

A figure's value carries no scale. Nothing is converted unless it is asked for, and then it is said.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from footnote.errors import AskError
from footnote.spelling import CURRENCIES_ZH
from footnote.text import Text, listed

if TYPE_CHECKING:
    from tools.catalogue import Series

SCALES = {"th": 1e3, "mn": 1e6, "bn": 1e9, "tn": 1e12}
CURRENCIES = frozenset(
    "AED AUD BRL CAD CHF CLP CNH CNY COP CZK DKK EUR GBP HKD HUF IDR ILS INR JPY KRW MXN MYR NOK NZD PHP PLN QAR RON "
    "RUB SAR SEK SGD THB TRY TWD USD VND ZAR".split()
)
WORDS = {
    "percent": Text("percent", "百分比"),
    "percentage point": Text("percentage points", "百分点"),
    "basis point": Text("basis points", "基点"),
    "index": Text("index points", "指数点"),
    "diffusion index": Text("diffusion index points", "扩散指数点"),
    "standard deviation": Text("standard deviations", "标准差"),
    "ratio": Text("ratio", "比率"),
    "count": Text("count", "个数"),
    "persons": Text("persons", "人"),
    "days": Text("days", "天"),
    "months": Text("months", "月"),
    "quarters": Text("quarters", "季"),
    "years": Text("years", "年"),
}
NAMES = frozenset(WORDS)
COUNTED = frozenset({"count", "persons"})
"""What is counted, in thousands and millions like money; nothing else has a scale, or a sum over time."""
SCALES_ZH = {"th": "千", "mn": "百万", "bn": "十亿", "tn": "万亿"}
SHARES = {"ratio": 1.0, "percent": 100.0, "basis point": 10_000.0}
"""One whole, in the units that a share or a rate is written in."""
DIFFERENCES = {"percentage point": 1.0, "basis point": 100.0}
"""One percentage point, in the units that a difference of two rates is written in."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit and the factor that takes a published value to base units: ``USD mn`` is ``Unit("USD", 1e6)``."""

    name: str
    scale: float = 1.0

    @classmethod
    def parse(cls, words: str) -> "Unit":
        """The unit written as *words*; ValueError lists what would be fine."""
        head, _, tail = words.rpartition(" ")
        name, scale = (head, SCALES[tail]) if head and tail in SCALES else (words, 1.0)
        known = name in NAMES or name in CURRENCIES
        if not known or (scale != 1 and name not in COUNTED | CURRENCIES):
            raise ValueError(
                f"unknown unit {words!r}; known are {', '.join(sorted(NAMES))} and ISO currencies, of which "
                f"{', '.join(sorted(COUNTED))} and currencies may have th, mn, bn or tn"
            )
        return cls(name, scale)

    @property
    def written(self) -> str:
        """The unit as ``desk.toml`` has it."""
        scale = next((name for name, factor in SCALES.items() if factor == self.scale), "")
        return f"{self.name} {scale}".strip()

    @property
    def is_money(self) -> bool:
        """Whether this is a currency."""
        return self.name in CURRENCIES

    @property
    def is_share(self) -> bool:
        """Whether a share or a rate can be written in it; basis points are both this and a difference."""
        return self.name in SHARES

    @property
    def is_difference(self) -> bool:
        """Whether the difference of two rates can be written in it."""
        return self.name in DIFFERENCES

    @property
    def words(self) -> Text:
        """The unit with its scale, as a person reads it."""
        scale = self.written.removeprefix(self.name).strip()
        name = WORDS.get(self.name) or Text(self.name, CURRENCIES_ZH[self.name])
        return Text(f"{name.en} {scale}".strip(), f"{SCALES_ZH.get(scale, '')}{name.zh}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Converted:
    """A value in another unit, and what was done to it."""

    value: float
    unit: Unit
    note: Text


def convert(value: float, from_unit: Unit, to_unit: Unit) -> Converted:
    """*value*, published in *from_unit*, in *to_unit*; AskError where the two do not measure the same thing."""
    for whole in (SHARES, DIFFERENCES, {from_unit.name: 1.0}):
        if from_unit.name in whole and to_unit.name in whole:
            up, down = whole[to_unit.name] * from_unit.scale, whole[from_unit.name] * to_unit.scale
            return Converted(value=value * up / down, unit=to_unit, note=_note(from_unit, to_unit, up / down))
    raise _inconvertible(from_unit, to_unit)


def _note(from_unit: Unit, to_unit: Unit, factor: float) -> Text:
    old, new = from_unit.words, to_unit.words
    if factor == 1:
        return Text(f"Left in {new.en}.", f"单位仍为{new.zh}。")
    step = Text(f"multiplied by {factor:,.0f}", f"乘以 {factor:,.0f}")
    if factor < 1:
        step = Text(f"divided by {1 / factor:,.0f}", f"除以 {1 / factor:,.0f}")
    return Text(f"Converted from {old.en} to {new.en}: {step.en}.", f"由{old.zh}换算为{new.zh}：{step.zh}。")


def _inconvertible(from_unit: Unit, to_unit: Unit) -> AskError:
    old, new = from_unit.words, to_unit.words
    why = Text("they do not measure the same thing", "两者衡量的不是同一种量")
    if from_unit.is_money and to_unit.is_money:
        why = Text("they are different currencies, and no exchange rate is applied", "币种不同，且不作汇率换算")
    if (from_unit.is_share and to_unit.is_difference) or (from_unit.is_difference and to_unit.is_share):
        why = Text("one is a level, the other the difference of two levels", "一个是水平值，另一个是两个水平值之差")
    return AskError(
        Text(
            f"{old.en} cannot be converted to {new.en}: {why.en}. Ask for the value in {old.en}.",
            f"{old.zh}不能换算为{new.zh}：{why.zh}。请按{old.zh}查询。",
        ),
        reason="units",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Trait:
    """Something that series which are added must have in common."""

    of: "Callable[[Series], str]"
    words: Callable[[str], Text]
    advice: Text


def _adjust(series: "Series") -> str:
    """A series of which nothing is said is not adjusted."""
    return "NSA" if series.adjust == "none" else series.adjust


def _average(series: "Series") -> str:
    """A flow of which nothing is said is a sum; a day is one value, whatever it stands for."""
    if series.freq == "D":
        return "sum"
    return "sum" if series.kind == "flow" and series.average == "average" else series.average


ADJUSTS = {
    "SA": Text("seasonally adjusted", "经季节调整"),
    "NSA": Text("not seasonally adjusted", "未经季节调整"),
    "SAAR": Text("at an annual rate", "折年率"),
}
AVERAGES = {
    "average": Text("average of the period", "期间平均值"),
    "end": Text("end of the period", "期末值"),
    "sum": Text("sum of the period", "期间合计"),
}
TRAITS = (
    Trait(
        of=lambda series: series.unit.name,
        words=lambda name: Unit(name).words,
        advice=Text(
            "no exchange rate is applied, and unlike units have no sum", "不作汇率换算，不同单位的数值没有合计"
        ),
    ),
    Trait(
        of=_adjust,
        words=ADJUSTS.__getitem__,
        advice=Text(
            "take all of them with the same seasonal adjustment, none of them at an annual rate unless all are",
            "请全部采用相同的季节调整口径，折年率也须一致",
        ),
    ),
    Trait(
        of=_average,
        words=AVERAGES.__getitem__,
        advice=Text(
            "take all of them as sums, or all as averages, or all at the end of the period",
            "请全部采用合计值、平均值或期末值中的同一种",
        ),
    ),
)


def addable(series: "Iterable[Series]") -> str:
    """The one unit in which all of *series* can be added up; AskError with what differs, and what to do."""
    held = list({item.id: item for item in series}.values())
    unlike = [trait for trait in TRAITS if len({trait.of(item) for item in held}) > 1]
    if not unlike:
        return held[0].unit.name
    known = [(item.id, listed([trait.words(trait.of(item)) for trait in unlike])) for item in held]
    each = listed([Text(f"{id} ({words.en})", f"{id}（{words.zh}）") for id, words in known])
    advice = Text("; ".join(trait.advice.en for trait in unlike), "；".join(trait.advice.zh for trait in unlike))
    raise AskError(
        Text(
            f"These cannot be added: {each.en}. Ask for each on its own: {advice.en}.",
            f"这些序列不能相加：{each.zh}。请分别查询：{advice.zh}。",
        ),
        reason="units",
    )


NO_FLOW = {
    "hard": Text("an activity", "经济活动数据"),
    "survey": Text("a survey", "调查"),
    "price": Text("a price", "价格"),
    "rate": Text("a rate", "利率或比率"),
    "stock": Text("a stock", "存量"),
}


def summable(series: "Iterable[Series]") -> str:
    """The one unit in which the periods of all of *series* can be summed; AskError names those that are no flow."""
    held = list({item.id: item for item in series}.values())
    wrong = [(item, why) for item in held if (why := _unsummable(item)) is not None]
    if not wrong:
        return addable(held)
    each = listed([Text(f"{item.id} ({why.en})", f"{item.id}（{why.zh}）") for item, why in wrong])
    raise AskError(
        Text(
            f"Only amounts that flow in each period have a sum: not {each.en}. Ask for the level or the change of "
            "these.",
            f"只有每期的流量才能加总，以下序列不能：{each.zh}。请查询其水平值或变化。",
        ),
        reason="units",
    )


def _unsummable(series: "Series") -> Text | None:
    """Why the periods of a series have no sum."""
    if series.kind != "flow":
        return NO_FLOW[series.kind]
    if series.adjust == "SAAR":
        return ADJUSTS["SAAR"]
    if series.average == "end" and series.freq != "D":
        return AVERAGES["end"]
    if not series.unit.is_money and series.unit.name not in COUNTED:
        return Text(f"in {series.unit.words.en}", f"单位为{series.unit.words.zh}")
    return None
