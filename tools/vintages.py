"""What was known when: how one observation was revised, and when the next one comes out."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from footnote.answer import Figure, Input
from footnote.errors import AskError
from footnote.spelling import spell_day, spell_period
from footnote.text import Text
from tools.catalogue import Series
from tools.data import Data
from tools.ends import Ends
from tools.levels import changed, level
from tools.observations import Observations, named
from tools.periods import day_of, period_end
from tools.reading import NotHeldError, Prints, no_calendar
from tools.refusals import next_period
from tools.registry import Period, SeriesId, tool
from tools.window import span

if TYPE_CHECKING:
    import pandas as pd

MOST_PRINTS = 12
"""Shown of one observation: the first half of them and the last, where there are more."""
FIGURES = 7
"""Digits of a number of heads: two prints may differ by thousands in a hundred million."""
REBASED = 0.02
"""A level has a new base where values jump by more than this, and most of them by nearly the same factor."""
FEW = 3
"""With fewer values in both vintages, a change of base cannot be told."""
AROUND = {"D": 60, "W": 200, "M": 745, "Q": 2230, "A": 3660}
"""Days to either side from which values are compared: two years of months, six of quarters, ten of years."""


@tool(
    cues=r"\brevis(e|ed|es|ing|ion|ions)\b|\bfirst (print|reading|release|estimate|published|reported)\b"
    r"|\b(initial|original|preliminary) (print|reading|estimate|release)\b|\boriginally (reported|published|printed)\b"
    r"|\b(first|initially) (reported|published|printed)\b|\bat the time\b|\breal[- ]time (value|print|data|vintage)\b"
    r"|\bas (it |they )?(was |were )?(reported|published|printed|released)\b"
    r"|\bdid (we|you|they) (already )?(know|think)\b"
    r"|\brestated?\b|\bmarked (?:up|down)\b|改过|改动|上修|下修|修改|修订|修正|初值|终值|首次公布|初次公布|最初公布"
    r"|首次发布|首次报|最初(发布|的?数据|的?值)"
    r"|(当时|那时)的?(公布|发布|报|数据|数值|数字|版本|值)的?",
    weight=5,
    figures={
        "revision": "the latest print less the first",
        "first": "the first print",
        "print": "a print between, numbered: `print_2`",
        "latest": "the last print by the day asked about",
        "first_change": "the change on the period before, both as first printed",
        "latest_change": "the same change, both as last published by then",
    },
)
def revisions(data: Data, series: SeriesId, date: Period) -> Figure:
    """How one observation was revised: every value it has had, from its first print to the latest.

    ``revision = latest - first`` in the series' unit (percentage points for a percentage). *date* names the observation
    by its period (2008-09, 2008Q3). The change on the period before is given as first printed and as last published,
    each with both its ends from one vintage. Where the level was put on another base in between, levels are not
    subtracted: the figure then has no value of its own, only its parts. Prints come from FRED's vintages or from a
    vintage table of the desk; a series that is held with its current values only is refused, and so is an observation
    without a print.
    """
    spec = data.spec(series)
    day = _last_day(spec, date)
    around = dt.timedelta(days=AROUND[spec.freq])
    found = data.prints(series, day - around, day + around)
    known = _known(spec, found.rows, day, found.source)
    if not known:
        raise _unprinted(spec, day, data.today)
    first, last = known[0], known[-1]
    now = _as_it_stood(spec, found.rows, day, found.rows["known"].max(), found.source)
    rebased = _is_rebased(spec, found.rows, first.today, last.today)
    levels = [_printed(name, each) for name, each in _named(known)]
    unit = "percentage point" if spec.unit.name == "percent" else spec.unit.name
    period = first.period(day)
    return Figure(
        name="revision",
        label=Text(f"{spec.title.en}, {period.en}, revision", f"{spec.title.zh}（{period.zh}）的修订"),
        title=spec.title,
        value=None if rebased else float(last.values.iloc[-1] - first.values.iloc[-1]),
        unit="table" if rebased else unit,
        as_of=day,
        formula="latest print - first print",
        inputs=tuple(Input.figure(level) for level in (levels[0], levels[-1])),
        parts=(*levels, *_changes(first, now)),
        series=spec.id,
        stats={
            "first": first.today,
            "latest": last.today,
            "n": len(known),
            "rebased": rebased,
            **({"withdrawn": gone} if (gone := _withdrawn(found.rows, last)) else {}),
        },
        caveats=tuple(_said(first, last, found, len(known), rebased=rebased)),
        freq=spec.freq,
        signed=True,
        digits=levels[-1].digits,
    )


def _last_day(spec: Series, date: str) -> dt.date:
    """The end of the one period that *date* names."""
    first, last = span(date)
    if spec.freq not in "DW" and period_end(first, spec.freq) == period_end(last, spec.freq):
        return period_end(last, spec.freq)
    if first == last:
        return last
    name, example = named(spec), {"D": "2024-03-15", "W": "2024-03-16", "M": "2024-03", "Q": "2024Q1", "A": "2024"}
    raise AskError(
        Text(
            f"{date} holds several observations of {name.en}; name one, such as {example[spec.freq]}.",
            f"{date} 包含{name.zh}的多个观测值；请指定其中一个，例如 {example[spec.freq]}。",
        )
    )


def _known(spec: Series, rows: "pd.DataFrame", day: dt.date, source: str) -> list[Observations]:
    """For each day on which the observation of *day* was published: it and the one before, as they stood then."""
    import pandas as pd

    own = rows[rows["date"] == pd.Timestamp(day)].dropna(subset="value")
    return [_as_it_stood(spec, rows, day, at, source) for at in own["known"]]


def _as_it_stood(spec: Series, rows: "pd.DataFrame", day: dt.date, at: "pd.Timestamp", source: str) -> Observations:
    """The observation of *day* and the one before, of the vintage of *at*."""
    import pandas as pd

    then = rows[rows["known"] <= at].drop_duplicates("date", keep="last").dropna(subset="value")
    both = then[then["date"] <= pd.Timestamp(day)].tail(2)
    if spec.freq not in "DW":
        both = both[both["date"] >= pd.Timestamp(_period_before(spec, day))]
    published = rows[rows["date"].isin(both["date"]) & (rows["known"] <= at)]["known"].max()
    return Observations(
        series=spec,
        values=pd.Series(both["value"].to_numpy(dtype=float), index=pd.DatetimeIndex(both["date"]), name=spec.id),
        source=source,
        vintage=f"as published by {day_of(at)}",
        today=day_of(published),
    )


def _period_before(spec: Series, day: dt.date) -> dt.date:
    months = {"M": 1, "Q": 3, "A": 12}[spec.freq]
    first = day.replace(day=1, month=day.month - months + 1)
    return period_end(first - dt.timedelta(days=1), spec.freq)


def _named(known: list[Observations]) -> list[tuple[str, Observations]]:
    """The prints with the names of their figures; of very many, the first half and the last half."""
    names = ["first", *(f"print_{number}" for number in range(2, len(known))), "latest"]
    if len(known) == 1:
        return [("first", known[0]), ("latest", known[0])]
    both = list(zip(names, known, strict=True))
    half = MOST_PRINTS // 2
    return both if len(both) <= MOST_PRINTS else [*both[:half], *both[-half:]]


def _printed(name: str, observed: Observations) -> Figure:
    """One print of the observation as a figure that says when it was published."""
    found, on = level(observed, observed.values.iloc[-1:], name), observed.today
    label = Text(f"{found.label.en}, as published on {spell_day(on)}", f"{found.label.zh}，{spell_day(on, 'zh')}公布")
    exact = FIGURES if observed.series.unit.name in ("persons", "count") else found.digits
    return replace(found, label=label, caveats=(), stats={"published": on}, digits=exact)


def _changes(first: Observations, last: Observations) -> Iterator[Figure]:
    """The change on the period before, as first printed and as known now; none where the period before is blank."""
    for name, observed, en, zh in (
        ("first_change", first, "as first printed", "初值"),
        ("latest_change", last, "as last published", "最近公布值"),
    ):
        if len(observed.values) < 2:
            continue
        found = changed(Ends(observed=observed, values=observed.values))
        label = Text(f"{found.label.en}, {en}", f"{found.label.zh}，{zh}")
        inputs = (observed.input(observed.values),)
        stats = {**found.stats, "published": observed.today}
        yield replace(found, name=name, label=label, inputs=inputs, parts=(), stats=stats, caveats=())


def _is_rebased(spec: Series, rows: "pd.DataFrame", first: dt.date, last: dt.date) -> bool:
    """Whether the level stands on another base: most values around it jumped by the same large factor.

    Compared are the vintages of the two days. Percentages, balances and heads have no base.
    """
    import pandas as pd

    if not (spec.unit.name == "index" or spec.unit.is_money):
        return False
    older, newer = (
        rows[rows["known"] <= pd.Timestamp(at)].drop_duplicates("date", keep="last").set_index("date")["value"]
        for at in (first, last)
    )
    factors = (newer / older.where(older > 0)).dropna()
    if len(factors) < FEW:
        return False
    middle, spread = factors.median(), factors.quantile(0.75) - factors.quantile(0.25)
    return bool(abs(middle - 1) > REBASED and spread < abs(middle - 1) / 3)


def _said(first: Observations, last: Observations, found: Prints, count: int, *, rebased: bool) -> Iterator[Text]:
    """That the first print may not be one, that levels are on different bases, that prints are left out."""
    name = named(first.series)
    if found.opens is not None and first.today <= found.opens:
        yield Text(
            f"{name.en}: vintages are held from {spell_day(found.opens)} on, so this need not be the first print.",
            f"{name.zh}：版本数据自{spell_day(found.opens, 'zh')}起保存，因此该值未必是初值。",
        )
    if (gone := _withdrawn(found.rows, last)) is not None:
        yield Text(
            f"{name.en}: the value was withdrawn on {spell_day(gone)}; there is none since.",
            f"{name.zh}：该数值已于{spell_day(gone, 'zh')}撤回，此后没有数值。",
        )
    if rebased:
        yield Text(
            f"{name.en}: the level was put on another base between {spell_day(first.today)} and "
            f"{spell_day(last.today)}; levels are not subtracted, compare the changes.",
            f"{name.zh}：在{spell_day(first.today, 'zh')}至{spell_day(last.today, 'zh')}之间更换了基期，"
            "不对水平值相减，请比较变化。",
        )
    if count > MOST_PRINTS:
        yield Text(
            f"{name.en}: of {count} prints the first and the last {MOST_PRINTS // 2} are shown.",
            f"{name.zh}：共公布 {count} 次，仅列出最早与最近各 {MOST_PRINTS // 2} 次。",
        )


def _withdrawn(rows: "pd.DataFrame", last: Observations) -> dt.date | None:
    """The day on which a blank took the place of the last print."""
    after = rows[(rows["date"] == last.values.index[-1]) & rows["value"].isna()]
    return day_of(after["known"].max()) if len(after) and day_of(after["known"].max()) > last.today else None


def _unprinted(spec: Series, day: dt.date, today: dt.date) -> AskError:
    """No value of the observation had been published by the day asked about."""
    name = named(spec)
    period = Text(spell_period(day, spec.freq, "en"), spell_period(day, spec.freq, "zh"))
    return AskError(
        Text(
            f"{name.en} holds no print of {period.en} published by {spell_day(today)}. Ask for an earlier period.",
            f"{name.zh}在{spell_day(today, 'zh')}之前没有公布过{period.zh}的数值。请查询更早的一期。",
        ),
        reason="short_history",
    )


@tool(
    cues=r"\bnext\b(?=.{0,30}\b(release|print|report|reading|update|publication|data|number|figure)s?\b)"
    r"|\brelease (date|calendar|schedule)s?\b"
    r"|\bwhen (is|are|does|do|will|was)\b(?=.{0,50}\b(out|due|released?|published|next|come out|coming out"
    r"|update[ds]?)\b)"
    r"|\bwhen\b.{0,24}\bnext\b|\bwhen(?:'s| do we get| are we getting| can we expect)\b(?=.{0,50}\b(?:out|due|next"
    r"|get|print|number)\b)"
    r"|\bnext\b(?! (?:year|month|week|quarter|few|to|two|three|day|time|\d))|\bwhen (?:do|will|does|are"
    r"|is)\b(?=.{0,40}\b(?:drop|get|publish|print)s?\b)"
    r"|(下次|下一次|下期|下一期|下回)|(几号|哪天|几时|何时|什么时候|啥时候)(?=.{0,4}出(?!现|清))"
    r"|(下次|下一次|下期|下一期|何时|什么时候|几号|哪天).{0,6}(公布|发布|出炉|更新)|(公布|发布)(日期|日历|时间)",
    weight=5,
    about=r"\b(next|releases?|released|prints?|reports?|readings?|updated?|updates|publication|published|due|out"
    r"|coming|calendar)\b"
    r"|下次|下期|公布|发布|出炉|更新|日期|时间",
    figures={"next_release": "days until the next release; the day itself is in the statistics"},
)
def next_release(data: Data, series: SeriesId) -> Figure:
    """When a series is published next: the day, and how many days that is from the day asked about.

    From FRED's release calendar. A series without one, or whose calendar has ended, gets the day its publication lag
    points to: the end of the period after the last plus the lag, said to be an estimate.
    """
    try:
        return _from_calendar(data, data.spec(series))
    except NotHeldError:
        return _from_lag(data.series(series))


def _from_calendar(data: Data, spec: Series) -> Figure:
    found, today = data.release(spec.id), data.today_for("fred")
    ahead = sorted(day for day in found.days if day >= today)
    if not ahead:
        raise no_calendar(spec)
    source = Input(kind="observations", series=spec.id, source=found.source, first=ahead[0], last=ahead[0], count=1)
    figure = _release(spec, ahead[0], today, replace(source, name=found.name))
    known = {"previous": max((day for day in found.days if day < today), default=None)}
    known["after"] = ahead[1] if len(ahead) > 1 else None
    return replace(figure, stats={**figure.stats, **{name: day for name, day in known.items() if day}})


def _from_lag(observed: Observations) -> Figure:
    spec, end = observed.series, _next_end(observed.last, observed.series.freq)
    due = end + spec.lag
    while (day := end + spec.lag) < observed.today:
        end = _next_end(end, spec.freq)
    figure = _release(spec, day, observed.today, observed.input(observed.known.iloc[-1:]))
    name = named(spec)
    said = Text(
        f"{name.en}: an estimate from the usual publication lag; no release calendar is known.",
        f"{name.zh}：根据通常的发布滞后估计，没有发布日历。",
    )
    return replace(
        figure,
        as_of=observed.last,
        formula="end of the next period + lag - today",
        inputs=(
            *figure.inputs,
            Input.assumption("lag", spec.lag.days, "days"),
            Input.assumption("frequency", spec.freq),
        ),
        caveats=(said, *([_overdue(observed, due)] if due < observed.today else [])),
    )


def _overdue(observed: Observations, due: dt.date) -> Text:
    """A period that should be there by now."""
    name, period = named(observed.series), observed.period(_next_end(observed.last, observed.series.freq))
    return Text(
        f"{name.en}: {period.en} was due on {spell_day(due)} and is not here.",
        f"{name.zh}：{period.zh}的数据应于{spell_day(due, 'zh')}公布，至今未到。",
    )


def _next_end(day: dt.date, freq: str) -> dt.date:
    return day + dt.timedelta(days=7) if freq == "W" else next_period(day, freq)


def _release(spec: Series, day: dt.date, today: dt.date, source: Input) -> Figure:
    return Figure(
        name="next_release",
        label=Text(f"{spec.title.en}, next release", f"{spec.title.zh}下次发布"),
        title=spec.title,
        value=float((day - today).days),
        unit="days",
        as_of=today,
        formula="next release day - today",
        inputs=(source,),
        series=spec.id,
        stats={"next": day},
    )
