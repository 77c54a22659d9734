"""What is held, or stated, of banks' capital as figures: risk-weighted assets, the excess, the requirement."""

import math
from dataclasses import replace
from datetime import date

from footnote.answer import Figure, Input
from footnote.errors import AskError
from footnote.text import Text
from tools import levels, maths
from tools.data import Data
from tools.observations import Observations, named
from tools.periods import day_of

CURRENCY = "USD"
HUNDREDTHS = {"percent": 1.0, "percentage point": 1.0, "ratio": 100.0, "basis point": 0.01}
"""Percentage points in one of each unit that a share of risk-weighted assets comes in."""


def stated(data: Data, rwa: float, held: str | None, above: Observations | None) -> Figure:
    """Risk-weighted assets that the asker gave, in the currency of *held*, and of the day of the excess *above*."""
    if not 0 < rwa < math.inf:
        raise _no_assets(rwa)
    currency = data.spec(held).unit.name if held else CURRENCY
    return Figure(
        name="rwa",
        label=Text("Risk-weighted assets, as stated", "风险加权资产（按提问所给）"),
        value=rwa,
        unit=currency,
        as_of=above.last if above else data.today,
        formula="as stated",
        inputs=(Input.given("rwa", rwa, currency),),
    )


def assets(held: dict[str, Observations]) -> Figure:
    """Risk-weighted assets on the last day for which the excess is known too."""
    observed, other = held.get("rwa"), held.get("excess")
    if observed is None:
        raise _not_configured()
    if not observed.series.unit.is_money:
        raise _wrong_unit(observed, Text("an amount of money", "金额"))
    days = observed.known.index if other is None else observed.known.index.intersection(other.known.index)
    if not len(days):
        raise _no_common_day(observed, other or observed)
    return _level(observed, "rwa", day_of(days[-1]))


def _level(observed: Observations, name: str, day: date) -> Figure:
    """The value of *day*, with what must be said of the series."""
    used = observed.known.loc[str(day) : str(day)]
    return replace(levels.level(observed, used, name), caveats=observed.caveats())


def excess(held: dict[str, Observations], assets: Figure) -> tuple[Figure, ...]:
    """The points above the requirement, and what they are in money; nothing where the desk does not hold them."""
    observed = held.get("excess")
    if observed is None:
        return ()
    points = _level(observed, "excess", assets.as_of)
    points = replace(_in_hundredths(observed, points), unit="percentage point")
    money = Figure(
        name="excess_capital",
        label=Text(
            f"Capital held above the requirement, {points.spelled('en')} of risk-weighted assets",
            f"高于监管要求的资本，相当于风险加权资产的{points.spelled('zh')}",
        ),
        value=(points.value or 0.0) / 100 * (assets.value or 0.0),
        unit=assets.unit,
        as_of=points.as_of,
        formula="excess / 100 * rwa",
        inputs=(Input.figure(points), Input.figure(assets)),
        freq=points.freq,
    )
    return points, money


def required_as_stated(data: Data, requirement: float) -> Figure:
    """The requirement that the asker gave."""
    if not 0 < requirement < 1:
        raise _no_requirement(requirement)
    return Figure(
        name="requirement",
        label=Text("Requirement, as stated", "资本要求（按提问所给）"),
        value=100 * requirement,
        unit="percent",
        as_of=data.today,
        formula="as stated",
        inputs=(Input.given("requirement", 100 * requirement, "percent"),),
    )


def required(held: dict[str, Observations]) -> Figure | None:
    """The latest requirement, with the last time it was as low; None where the desk holds none."""
    observed = held.get("requirement")
    if observed is None:
        return None
    known = observed.known
    if float(known.iloc[-1]) <= 0:
        raise _no_requirement(_hundredths(observed) / 100 * float(known.iloc[-1]))
    place = maths.as_extreme_before(known, "lowest")
    now = _level(observed, "requirement", observed.last)
    earlier = () if place is None else (levels.level(observed, known.iloc[place : place + 1], "since"),)
    said = _since(observed, place)
    return replace(
        _in_hundredths(observed, now),
        label=Text(f"{now.label.en}{said.en}", f"{now.label.zh}{said.zh}"),
        unit="percent",
        inputs=(observed.input(known),),
        parts=earlier,
        stats={
            "since": earlier[0].as_of if earlier else None,
            "previous": day_of(known.index[-2]) if len(known) > 1 else None,
            "record": place is None,
            "n": len(known),
            "first": day_of(known.index[0]),
        },
    )


def _since(observed: Observations, place: int | None) -> Text:
    """Since when the requirement was not as low; nothing where it was the year before."""
    known = observed.known
    if place is None:
        first = observed.period(day_of(known.index[0]))
        return Text(f", the lowest held (from {first.en})", f"，为所存历史（自{first.zh}起）最低")
    if place == len(known) - 2:
        return Text("", "")
    day = observed.period(day_of(known.index[place]))
    return Text(f", the lowest since {day.en}", f"，为{day.zh}以来最低")


def _in_hundredths(observed: Observations, share: Figure) -> Figure:
    """A share of another unit times a hundred or a hundredth, and that in its formula."""
    factor = _hundredths(observed)
    formula = share.formula if factor == 1 else f"{factor:g} * {share.formula}"
    return replace(share, value=factor * (share.value or 0.0), formula=formula)


def _hundredths(observed: Observations) -> float:
    """Percentage points in one of the unit of a share; a unit that is none is refused."""
    found = HUNDREDTHS.get(observed.series.unit.name)
    if found is None:
        raise _wrong_unit(observed, Text("a share of risk-weighted assets", "占风险加权资产的比例"))
    return found


def _wrong_unit(observed: Observations, wanted: Text) -> AskError:
    """A series under [use] that does not measure what it stands for."""
    name, unit = named(observed.series), observed.series.unit.words
    return AskError(
        Text(
            f"{name.en} is in {unit.en}, and should be {wanted.en} to serve here; the desk's configuration of it is "
            "wrong.",
            f"{name.zh}的单位是{unit.zh}，用于此处应为{wanted.zh}；交易台对它的配置有误。",
        ),
        reason="units",
    )


def _no_common_day(first: Observations, second: Observations) -> AskError:
    """Risk-weighted assets and the excess over them that are never known for the same day."""
    one, two = named(first.series), named(second.series)
    return AskError(
        Text(
            f"{one.en} and {two.en} have no period in common, so the excess in money cannot be told. "
            "State the risk-weighted assets.",
            f"{one.zh}与{two.zh}没有共同的一期，无法计算超额资本的金额。请给出风险加权资产。",
        ),
        reason="short_history",
    )


def _no_assets(rwa: float) -> AskError:
    """Risk-weighted assets that are no amount."""
    return AskError(
        Text(
            f"Risk-weighted assets of {rwa:g} are no amount I can use; give one above zero, such as $14tn.",
            f"无法使用 {rwa:g} 的风险加权资产；请给出大于零的金额，例如 14 万亿美元。",
        )
    )


def _no_requirement(requirement: float) -> AskError:
    """A requirement that is no share."""
    return AskError(
        Text(
            f"A requirement of {100 * requirement:g}% is none I can use; give one above 0% and below 100%, such as "
            "13%.",
            f"无法使用 {100 * requirement:g}% 的资本要求；请给出 0% 与 100% 之间的比例，例如 13%。",
        )
    )


def _not_configured() -> AskError:
    """No risk-weighted assets, stated or held."""
    return AskError(
        Text(
            "This desk has no risk-weighted assets configured; say how much they are, such as $14tn.",
            "本交易台没有配置风险加权资产；请给出数额，例如 14 万亿美元。",
        ),
        reason="not_configured",
    )
