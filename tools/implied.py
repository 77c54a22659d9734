"""What the level of one series goes with in another: a straight line through history, and how far it can be trusted."""

import math
from dataclasses import replace
from typing import Any

from footnote.answer import Figure, Input
from footnote.errors import AskError, FootnoteError
from footnote.text import Text
from tools import line, taken
from tools.data import Data
from tools.fit import Line, refuse_level
from tools.observations import Observations, named
from tools.pairs import months_of, sampled
from tools.registry import Day, Explained, Lead, LeftOut, Level, Regressor, WindowText, tool
from tools.side import brought, refuse_unfit
from tools.standard import is_trending
from tools.taken import Steps
from tools.window import Window

LEAST = 20
"""The smallest number of pairs a line is drawn through."""
NONE = "0M"


@tool(
    cues=r"\bimpl(y|ies|ied|ying)\b|\bmap(s|ped|ping)?\b(?=.{0,160}\b(in)?to\b)|\bworth in\b|\bpoint(s|ed"
    r"|ing)? (?:to|for|at)\b"
    r"|\bwhere does\b(?=.{0,40}\b(?:point|put|leave)s?\b)|\btranslat(?:e|es|ed|ing) (?:in)?to\b|\bback(?:s|ed)? out\b"
    r"|\bif (?:the )?.{1,24} is (?:right|correct|to be believed)\b|按(?=.{1,16}推)|换算|拟合"
    r"|\bconsistent with\b"
    r"|\b(goes|go|went) with\b|\bregress(ed|es|ing|ions?)?\b( of| on)?|\b(ols|least squares)\b"
    r"|\bprediction intervals?\b|\bline of best fit\b"
    r"|\bif\b(?=.{0,80}\b(?:(?:at|hits?|reach(?:es|ed)?|to|print(?:s|ed)?|were|was|came in at|comes in at)\b *"
    r"|(?:rise|fall|grow|drop|climb|gain|lose)s?(?: by)? )\d)"
    r"|(?:如果|若|假如|要是)(?=.{0,60}(?:到|为|达|在) *\d)"
    r"|\br-?(2|squared)\b|\bstandard errors?\b|->|=>|→"
    r"|\bhistory (says?|suggests?|tells?)\b|\bmeans? for\b|\btell(s|ing)? us about\b|\bfits? (with|to)\b"
    r"|\b(say|says|suggests?)\b(?=.{0,8}\d.{0,10}\bgrowth\b)|标准误差?|r ?平?方|拟合优?度?"
    r"|\bbased on\b(?=.{0,80}\bshould\b)|\bshould\b(?=.{0,60}\bbased on\b)"
    r"|(?:根据|按照?)(?=.{1,40}(?:应该|应当|应为|理应|会是|会有))|[升涨跌降](?:到|成|得|了)?(?:这么|这样"
    r"|如此)(?=.{1,30}会)"
    r"|推算|推断|推导|隐含|对应|回归|意味着?|映射|指向|最小二乘|预测区间|判定系数",
    weight=5,
    about=r"\b95 ?%(?= (?:\w+ )?(?:interval|band|range))|95 ?%(?= ?的?(?:预测|置信)?区间)"
    r"|\b(grow(?:s|n|ing|th)?|ris(?:es?|en|ing)|rose|falls?|fell|drop(?:s|ped)?|climb(?:s|ed)?|hits?|reach(?:es|ed)?"
    r"|happens?|forward|history|historical(ly)?|sample|slope|t-?stats?|significan(t|ce)|consensus|gap|quarterly"
    r"|monthly"
    r"|lead|length|lag|best|relationship|link|street|results?|run|fit|year|component)\b"
    r"|领先|滞后|做|关系|市场共识|共识|未来|样本期|现实|增速|增长率?|远期|历史|样本|斜率|显著性?|一致预期|差距|水平"
    r"|季度|月度",
    figures={
        "implied": "the y on the line at that x",
        "x": "the level of x: its last reading, or the one that was given",
        "y": "the last known y, taken as it is regressed",
        "low": "the lower end of the 95 % prediction interval",
        "high": "the upper end of it",
        "slope": "what one more unit of x goes with in y",
        "t": "the slope over its Newey-West standard error",
        "r2": "the share of the variance of y that the line accounts for",
        "n": "how many pairs the line is drawn through",
        "consensus": "what is expected of y, where `[use] implied` names a series of it",
        "gap": "the implied y less the consensus",
        "without": "the implied y of the same line without the year that was left out",
        **{f"{name}_without": f"`{name}` of that line" for name in ("low", "high", "slope", "t", "r2", "n")},
    },
)
def implied(
    data: Data,
    x: Regressor,
    y: Explained,
    at: Level | None = None,
    window: WindowText | None = None,
    start: Day | None = None,
    end: Day | None = None,
    lead: Lead | None = None,
    without: LeftOut | None = None,
) -> Figure:
    """The y that history's straight line gives at today's x, or at a level of x that is named; no forecast.

    ``y = a + b x`` by ordinary least squares over the pairs of the sample, with the classical 95 % prediction interval
    ``y ± t(0.975, n - 2) s sqrt(1 + 1/n + (x - mean)^2 / Sxx)`` (Greene, *Econometric Analysis*, on prediction), r2,
    and the slope's t with standard errors after Newey and West (1987), Bartlett weights up to lag
    ``floor(4 (n / 100)^(2/9))`` (Newey and West 1994), without a correction for small samples. Pairs beside each other
    count as neighbours across a gap as well.

    How the two are taken is what ``[use] implied`` says of the pair, else: amounts and indices that trend as their
    change on the year, a quarterly y that is seasonally adjusted as its annualised change on the quarter, all else as
    levels. Days and weeks become months (prices their last close, all else the mean); the finer of the two becomes the
    mean of the other's periods, and a quarter counts only with all its months. *at* is in x's own unit, percent as
    percent, where x is taken as a level; where x is taken as its growth, *at* is that growth in percent, as the label
    says. Else x is its last reading, which is a month's where the line is of quarters. With *lead* (6M, 1Y) y is
    taken so much later than x. *window*, or *start* with *end*, is the sample, both periods of a pair inside it, else
    all shared history. *without* gives the same again without the pairs of a year.

    Refused: fewer than 20 pairs, a window beyond them, a side that does not vary, a y that is exactly a line of x, and
    an *at* that cannot be a growth rate: farther from the sample's than that is wide, or outside it and near x's level.
    """
    if at is not None and not math.isfinite(at):
        raise AskError(Text(f"{at} is no level; give a number.", f"{at} 不是有效的水平，请给出数值。"))
    refuse_unfit(data, x, y)
    use = _used(data, x, y)
    held = data.all_of((x, y))
    one, other = brought(
        (held[x], _own(held[x], use.get("x"), explained=False)),
        (held[y], _own(held[y], use.get("y"), explained=True)),
        least="Q" if "qmean" in (use.get("x"), use.get("y")) else "M",
    )
    months = months_of(lead or use.get("lead") or NONE, one.freq)
    found = sampled(one, other, months, Window(window=window, start=start, end=end), LEAST)
    level = line.reading(one, "x") if at is None else line.given(found, at)
    fitted = Line(pairs=found, x=level, is_given=at is not None)
    refuse_level(fitted)
    assumed = []
    if not (window or start or end):
        assumed.append(Input.assumption("sample", "all shared history"))
    if lead or use.get("lead"):
        assumed.append(Input.given("lead", lead) if lead else Input.assumption("lead", use["lead"]))
    whole = line.figure(fitted, tuple(assumed))
    expected, unread = _consensus(data, use.get("consensus"), whole)
    again = () if without is None else (line.left_out(fitted, whole, without, LEAST),)
    parts = (*whole.parts, *expected, *again)
    return replace(whole, parts=parts, caveats=(*whole.caveats, *unread), **_dated(parts, whole))


def _dated(parts: tuple[Figure, ...], whole: Figure) -> dict[str, Any]:
    """The last day that any of it is of, and what kind of day that is."""
    last = max((whole, *parts), key=lambda each: each.as_of)
    return {"as_of": last.as_of, "freq": last.freq}


def _used(data: Data, x: str, y: str) -> dict[str, Any]:
    """What the desk says of this pair, its transforms as ``x`` and ``y``."""
    for row in data.catalogue.use.get("implied", ()):
        ids, transforms = zip(*(row[side].partition(":")[::2] for side in ("x", "y")), strict=True)
        if ids == (x, y):
            return {**row, "x": transforms[0], "y": transforms[1]}
    return {}


def _own(observed: Observations, written: str | None, *, explained: bool) -> Steps:
    """How a series is taken in its own periods, days and weeks made months: as *written*, else by what it is."""
    spec = observed.series
    if written and written != "qmean":
        return (written, *taken.to_months(spec))
    if written == "qmean" or not is_trending(observed):
        return ("level", *taken.to_months(spec))
    if explained and spec.freq == "Q" and spec.adjust in ("SA", "SAAR"):
        return ("saar",)
    return ("log12", *taken.to_months(spec)) if spec.freq in "DW" else ("yoy",)


def _consensus(data: Data, id: str | None, whole: Figure) -> tuple[tuple[Figure, ...], tuple[Text, ...]]:
    """What is expected of y and how far the line is from it; else why there is no gap. Hidden is as absent."""
    if id is None or id not in data.catalogue.series:
        return (), ()
    expected = data.several((id,))[id]
    if isinstance(expected, FootnoteError):
        return (), (expected.text,)
    if expected.series.unit.name != whole.unit:
        name, unit = named(expected.series), expected.series.unit.words
        return (), (
            Text(
                f"{name.en} is in {unit.en}, the implied value is not: no gap is given.",
                f"{name.zh}的单位为{unit.zh}，与推算值不同，未给出差额。",
            ),
        )
    return line.expected(expected, whole), ()
