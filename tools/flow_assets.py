"""Flows as a share of the assets they came into: what was under management when the window opened, where it is held."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from footnote.answer import Figure, Input
from footnote.errors import FootnoteError
from footnote.spelling import spell_day
from footnote.text import Text
from tools.data import Data
from tools.ends import LONGEST_STEP_DAYS
from tools.levels import level
from tools.observations import Observations, named
from tools.periods import day_of, period_end
from tools.proportions import Side

if TYPE_CHECKING:
    import pandas as pd

PANDAS = {"M": "M", "Q": "Q", "A": "Y"}


def of_assets(data: Data, side: Side) -> tuple[tuple[Figure, ...], tuple[Text, ...]]:
    """The sum of a side in percent of its assets before the first flow; a caveat where these are not known.

    Of a basket for which the desk names no assets there is neither.
    """
    ids = side.basket.assets
    if not ids:
        return (), ()
    before = _day_before(side)
    name = f"{side.figure.name}_assets"
    found = [_held(name, observed, side, before) for observed in data.several(ids).values()]
    levels = [each for each in found if isinstance(each, Figure)]
    if len(levels) < len(found):
        return (), tuple(_without(side, each) for each in found if isinstance(each, Text))
    return (_share(side, tuple(levels), before),), ()


def _share(side: Side, levels: tuple[Figure, ...], before: date) -> Figure:
    title = side.basket.title
    return Figure(
        name=f"{side.figure.name}_of_assets",
        label=Text(
            f"{title.en}, net flows in percent of assets on {spell_day(before)}",
            f"{title.zh}净流入占{spell_day(before, 'zh')}资产规模的比例",
        ),
        title=title,
        value=100 * side.total / sum(each.value or 0.0 for each in levels),
        unit="percent",
        as_of=side.figure.as_of,
        formula=f"100 {side.figure.name} / ({' + '.join(each.series or '' for each in levels)})",
        inputs=(Input.figure(side.figure), *(Input.figure(each) for each in levels)),
        parts=levels,
        freq=side.figure.freq,
        signed=True,
    )


def _held(name: str, observed: Observations | FootnoteError, side: Side, before: date) -> Figure | Text:
    """What was under management on the last day *before* the flows, or why nobody can tell."""
    import pandas as pd

    if isinstance(observed, FootnoteError):
        return observed.text
    spec, series = observed.series, named(observed.series)
    if spec.kind != "stock" or spec.unit.name != side.figure.unit:
        unit = spec.unit.words
        return Text(
            f"{series.en} is of kind {spec.kind!r} in {unit.en}, not a stock of {side.figure.unit}.",
            f"{series.zh}的类型为 {spec.kind}，单位为{unit.zh}，不是以 {side.figure.unit} 计的存量。",
        )
    known = observed.known
    known = known[known.index <= pd.Timestamp(before)]
    if known.empty or not _is_of(known, before, spec.freq):
        first, last, wanted = observed.period(observed.first), observed.period(observed.last), spell_day(before)
        return Text(
            f"{series.en} runs from {first.en} to {last.en} and has no value for {wanted}.",
            f"{series.zh}的数据自{first.zh}至{last.zh}，没有{spell_day(before, 'zh')}的数值。",
        )
    if known.iloc[-1] <= 0:
        return Text(
            f"{series.en} is not above zero on {day_of(known.index[-1])}.",
            f"{series.zh}在 {day_of(known.index[-1])} 不大于零。",
        )
    return level(observed, known.iloc[-1:], name)


def _is_of(known: "pd.Series[float]", before: date, freq: str) -> bool:
    """Whether the last of *known* is that of the last period that was over on the day *before*."""
    day = day_of(known.index[-1])
    if freq in LONGEST_STEP_DAYS:
        return (before - day).days <= LONGEST_STEP_DAYS[freq]
    return period_end(day + timedelta(days=1), freq) > before


def _day_before(side: Side) -> date:
    """The day before the first period that is summed."""
    import pandas as pd

    freq = PANDAS.get(side.figure.freq)
    opens = pd.Timestamp(side.opens)
    return day_of((opens.to_period(freq).start_time if freq else opens) - pd.Timedelta(days=1))


def _without(side: Side, why: Text) -> Text:
    name = side.basket.title
    return Text(
        f"{name.en}: flows without a share of assets. {why.en}", f"{name.zh}：未列资金流占资产规模的比例。{why.zh}"
    )
