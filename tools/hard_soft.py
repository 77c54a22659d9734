"""Hard data against surveys: the average z-score of each group over the months that all their series share."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from footnote.answer import Figure
from footnote.errors import AskError
from footnote.text import Text, listed, same
from tools import history, refusals
from tools.data import Data
from tools.groups import GROUPS, WHOLE, Shared, gap
from tools.observations import Observations
from tools.periods import day_of, period_end
from tools.registry import At, Day, WindowText, tool
from tools.standard import Column, begins_later, column, common, refuse_unfit
from tools.window import Window, span

if TYPE_CHECKING:
    import pandas as pd


@tool(
    cues=r"\bhard\b.{0,30}\b(soft|surveys?)\b|\bsoft\b.{0,30}\bhard\b|\bsurveys?\b.{0,40}\bhard data\b|\bhard data\b"
    r"|\bsoft data\b|硬数据|软数据|软硬|硬软",
    weight=6,
    about=r"\b(composites?|own|long[- ]run|averages?|measured|standardi[sz]ed?|history|lag(ging|s)?|surveys?|soft"
    r"|hard|sd|sds"
    r"|numbers|gap|standard deviations?|z-?scores?|groups?|spread|sigmas?|best|behind|catch(ing)?|good|background)\b"
    r"|偏离|长期|均值|平均|背驰|背离|各自?|自己|历史|问?卷?调查|数据|类|标准差|标准分|sd|最好|讲|落后|综合",
    figures={
        "gap": "hard data less surveys, in standard deviations",
        "hard": "the mean z-score of the hard data",
        "soft": "the mean z-score of the surveys",
        "z": "the z-score of one series",
        "since_hard": "the last earlier month in which the hard data were at least as good",
        "since_soft": "the last earlier month in which the surveys were",
    },
)
def hard_soft_gap(
    data: Data,
    window: WindowText | None = None,
    start: Day | None = None,
    end: Day | None = None,
    at: At | None = None,
) -> Figure:
    """How far hard data stand from their mean, how far surveys do, and the gap between the two.

    The series are those of ``hard_soft_gap`` under [use] in desk.toml, each with its transform. Every one is
    standardised over the periods that all of them share: ``z = (x - mean) / sd``, sd with n - 1 (ddof 1). A group is
    the mean of its z-scores, equally weighted and not standardised again; the gap is hard less soft. A trending level
    written without a transform is taken as its log change on twelve months, and that is said. ``since_hard`` and
    ``since_soft`` are the last earlier period in which the group was at least as high; ties count, none is a record of
    the sample. A window limits the sample, *at* asks as of an earlier period and uses nothing later. Refuses less than
    two years of months (five of quarters) in common, a series that does not vary, and a period one of them lacks.
    """
    written, until = _configured(data), _until(at, end)
    held = data.all_of(dict.fromkeys(name.partition(":")[0] for names in written.values() for name in names))
    if until:
        held = {id: history.upto(observed, until) for id, observed in held.items()}
    groups = {group: _columns(held, names) for group, names in written.items()}
    columns = list({each.name: each for group in groups.values() for each in group}.values())
    freq = _frequency(columns)
    sample = common(WHOLE, columns, freq)
    if until:
        _refuse_missing(columns, sample, period_end(span(until)[1], freq))
    if window or start:
        sample = _within(columns, sample, Window(window=window, start=start, end=end), freq)
    whole = not (window or start)
    return gap(Shared(sample=sample, groups=groups, freq=freq, whole=whole, dated=bool(until)))


def _configured(data: Data) -> Mapping[str, tuple[str, ...]]:
    """The series of each group as they are written; AskError where the desk has none that the reader may see."""
    body = data.catalogue.use.get("hard_soft_gap") or {}
    found = {group: tuple(dict.fromkeys(body.get(group, ()))) for group in GROUPS}
    ids = [name.partition(":")[0] for name in (*found["hard"], *found["soft"])]
    if not all(found.values()) or not all(id in data.catalogue.series for id in ids):
        raise _not_configured()
    return found


def _until(at: str | None, end: str | None) -> str | None:
    """The period that the question ends with; two that differ are refused."""
    if at and end and span(at) != span(end):
        raise AskError(
            Text(
                f"The question ends in {end} and asks as of {at}; give one of the two.",
                f"问题的区间截至 {end}，又要求以 {at} 为准；请只给其中一个。",
            )
        )
    return at or end


def _columns(held: Mapping[str, Observations], written: Sequence[str]) -> tuple[Column, ...]:
    """The series of a group with their transforms, each once."""
    found = (column(held[id], transform) for id, _, transform in (name.partition(":") for name in written))
    return tuple({each.name: each for each in found}.values())


def _frequency(columns: Sequence[Column]) -> str:
    """The frequency that all the transformed series have; AskError where they differ."""
    found = {each.freq for each in columns}
    freq = found.pop()
    if found or freq is None:
        known = listed([same(f"{each.name} {each.freq or each.observed.series.freq}") for each in columns])
        raise AskError(
            Text(
                f"Hard data and surveys need one frequency, and this desk's have several: {known.en}. Ask for the "
                "z-score of each.",
                f"硬数据与调查数据需为同一频率，本交易台目前为：{known.zh}。可以分别查询其标准分。",
            ),
            reason="not_configured",
        )
    return freq


def _refuse_missing(columns: Sequence[Column], sample: "pd.DataFrame", day: date) -> None:
    """The period that was asked for must be one that all of them have."""
    if day_of(sample.index[-1]) != day:
        lacking = next(each for each in columns if not len(each.values) or day_of(each.values.index[-1]) != day)
        raise lacking.missing(day)


def _within(columns: Sequence[Column], sample: "pd.DataFrame", window: Window, freq: str) -> "pd.DataFrame":
    """The part of the common sample that *window* names; one that begins before the sample is refused."""
    import pandas as pd

    if error := refusals.meaning_ended([each.observed for each in columns], window):
        raise error
    first, last = window.periods(day_of(sample.index[-1]), freq)
    if pd.Timestamp(first + history.slack(freq)) < sample.index[0]:
        latest = max(columns, key=lambda each: each.values.index[0])
        raise begins_later(WHOLE, latest, history.period(day_of(sample.index[0]), freq), history.period(first, freq))
    found = sample[(sample.index >= pd.Timestamp(first)) & (sample.index <= pd.Timestamp(last))]
    refuse_unfit(WHOLE, columns, found, freq)
    return found


def _not_configured() -> AskError:
    """No two groups of series are named, or not such as the reader may see."""
    return AskError(
        Text(
            "This desk has no hard data and surveys configured to be set against each other; ask for the z-score of a "
            "series.",
            "本交易台没有配置可供对照的硬数据与调查数据；可以查询单个序列的标准分。",
        ),
        reason="not_configured",
    )
