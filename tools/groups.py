"""Two groups of series, each the mean of its z-scores over the periods that all of them share, as figures."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from footnote.answer import Figure, Input, Stat
from footnote.text import Text, listed
from tools import history, maths
from tools.history import period
from tools.observations import named
from tools.periods import day_of
from tools.standard import DDOF, Column

if TYPE_CHECKING:
    import pandas as pd

GROUPS = {"hard": Text("Hard data", "硬数据"), "soft": Text("Surveys", "调查数据")}
WHOLE = Text("The gap of hard data and surveys", "硬数据与调查数据之差")
UNIT = "standard deviation"


@dataclass(frozen=True, kw_only=True, eq=False)
class Shared:
    """The common sample, and which of its columns belong to which group.

    ``whole`` where no window limits it, ``dated`` where its last period was asked for.
    """

    sample: "pd.DataFrame"
    groups: Mapping[str, tuple[Column, ...]]
    freq: str
    whole: bool
    dated: bool

    @cached_property
    def z(self) -> "pd.DataFrame":
        """The z-scores of all of them."""
        return maths.scores(self.sample)

    @cached_property
    def first(self) -> date:
        """The first period of the sample."""
        return day_of(self.sample.index[0])

    @cached_property
    def last(self) -> date:
        """The last one, which is the one asked about."""
        return day_of(self.sample.index[-1])

    @cached_property
    def columns(self) -> dict[str, Column]:
        """All columns by name."""
        return {each.name: each for group in self.groups.values() for each in group}

    @cached_property
    def scores(self) -> dict[str, Figure]:
        """The z-score of each; of a series that stands there twice the second is called ``z_2``."""
        found: dict[str, Figure] = {}
        for name, each in self.columns.items():
            before = sum(one.series == each.observed.series.id for one in found.values())
            found[name] = _score(self, each, f"z_{before + 1}" if before else "z")
        return found

    @property
    def stats(self) -> dict[str, Stat]:
        """How many periods there are, and which."""
        return {"n": len(self.sample), "first": self.first, "last": self.last, "ddof": 1}

    @property
    def said(self) -> Text:
        """The sample, to stand in a label."""
        first, last = period(self.first, self.freq), period(self.last, self.freq)
        return Text(f"{last.en}, common sample from {first.en}", f"{last.zh}，共同样本自{first.zh}起")


def gap(shared: Shared) -> Figure:
    """Hard less soft."""
    hard, soft = (_group(shared, name) for name in GROUPS)
    default = (Input.assumption("sample_start", shared.first.isoformat()),) if shared.whole else ()
    return Figure(
        name="gap",
        label=Text(
            f"Hard data less surveys, mean z-scores, {shared.said.en}",
            f"硬数据减调查数据（平均标准分），{shared.said.zh}",
        ),
        title=Text("Hard data less surveys", "硬数据减调查数据"),
        value=(hard.value or 0.0) - (soft.value or 0.0),
        unit=UNIT,
        as_of=shared.last,
        formula="hard - soft",
        inputs=(Input.figure(hard), Input.figure(soft), DDOF, *default),
        parts=(hard, soft),
        stats=shared.stats,
        caveats=tuple(dict.fromkeys(_said(shared))),
        freq=shared.freq,
        signed=True,
    )


def _group(shared: Shared, name: str) -> Figure:
    """The mean z-score of one group, with every series' own and the last time it was as high."""
    columns = shared.groups[name]
    mean, title = shared.z[[each.name for each in columns]].mean(axis=1), GROUPS[name]
    scores = tuple(shared.scores[each.name] for each in columns)
    place = maths.as_extreme_before(mean, "highest")
    earlier = () if place is None else (_earlier(shared, name, mean, place),)
    return Figure(
        name=name,
        label=Text(
            f"{title.en}, mean z-score of {len(columns)} series, {shared.said.en}",
            f"{title.zh}，{len(columns)} 个序列的平均标准分，{shared.said.zh}",
        ),
        title=title,
        value=float(mean.iloc[-1]),
        unit=UNIT,
        as_of=shared.last,
        formula="mean of the z-scores, equally weighted, not standardised again",
        inputs=tuple(Input.figure(each) for each in scores),
        parts=(*scores, *earlier),
        stats={
            **shared.stats,
            "series": len(columns),
            "since": earlier[0].as_of if earlier else None,
            "record": place is None,
            "previous": day_of(mean.index[-2]),
        },
        freq=shared.freq,
        signed=True,
    )


def _score(shared: Shared, one: Column, name: str) -> Figure:
    """The z-score of one series, down to the observations behind the whole common sample."""
    import pandas as pd

    spec, words = one.observed.series, one.words
    x = shared.sample[one.name]
    return Figure(
        name=name,
        label=Text(
            f"{spec.title.en}, z-score of its {words.en}, {shared.said.en}",
            f"{spec.title.zh}，{words.zh}的标准分，{shared.said.zh}",
        ),
        title=spec.title,
        value=float(shared.z[one.name].iloc[-1]),
        unit=UNIT,
        as_of=shared.last,
        formula=f"(last x - mean) / sd over the {len(x)} periods that all series have, sd with n - 1{one.of}",
        inputs=(one.observed.input(one.behind(pd.DatetimeIndex(x.index))), DDOF, *one.assumed),
        series=spec.id,
        stats={
            **shared.stats,
            "transform": one.transform,
            "mean": float(x.mean()),
            "sd": float(x.std(ddof=1)),
            "vintage": one.observed.vintage,
        },
        caveats=(*_transformed(one), *one.said),
        freq=shared.freq,
        signed=True,
    )


def _earlier(shared: Shared, name: str, mean: "pd.Series[float]", place: int) -> Figure:
    """The last earlier period in which the group was at least as high."""
    title, day = GROUPS[name], day_of(mean.index[place])
    then = period(day, shared.freq)
    tie = bool(mean.iloc[place] == mean.iloc[-1])
    equal = Text(", equal to the value now", "，与当前值相等") if tie else Text("", "")
    return Figure(
        name=f"since_{name}",
        label=Text(
            f"{title.en}, mean z-score, {then.en}, by the same means and standard deviations{equal.en}",
            f"{title.zh}，{then.zh}的平均标准分，均值与标准差不变{equal.zh}",
        ),
        title=title,
        value=float(mean.iloc[place]),
        unit=UNIT,
        as_of=day,
        formula=f"mean over the series of (x of {day} - mean) / sd; the last earlier period at least as high",
        inputs=tuple(Input.figure(shared.scores[each.name]) for each in shared.groups[name]),
        stats={"tie": tie},
        freq=shared.freq,
        signed=True,
    )


def _transformed(one: Column) -> tuple[Text, ...]:
    """That the desk named a trending level, of which the change is taken."""
    if not one.chosen:
        return ()
    name = named(one.observed.series)
    return (
        Text(
            f"{name.en} trends, so its {one.words.en} is standardised, not its level.",
            f"{name.zh}有趋势，因此标准化的是{one.words.zh}，而非水平值。",
        ),
    )


def _said(shared: Shared) -> Iterator[Text]:
    """What must be said of the sources and of the sample: what is old, what ends it, what is blank in it."""
    ahead = [one for one in shared.columns.values() if day_of(one.values.index[-1]) > shared.last]
    for one in shared.columns.values():
        current = not shared.dated and one not in ahead
        yield from one.observed.caveats() if current else one.observed.said_of_source()
        yield from (*_transformed(one), *one.said)
    if ahead and not shared.dated:
        names, last = listed([named(one.observed.series) for one in ahead]), period(shared.last, shared.freq)
        yield Text(
            f"The common sample ends in {last.en}; later values are left out of {names.en}.",
            f"共同样本截至{last.zh}；{names.zh}更晚的数值未计入。",
        )
    yield from history.blanks(Text("The common sample", "共同样本"), shared.sample, shared.freq)
