"""Two series side by side: the pairs of values that a sample holds, and why there may be none."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from footnote.answer import Input
from footnote.errors import AskError
from footnote.spelling import spell_period
from footnote.text import Text
from tools import refusals
from tools.observations import named
from tools.periods import day_of, period_end
from tools.regression import is_flat, paired
from tools.side import Side, made_of_another
from tools.taken import MONTHS
from tools.window import Window

if TYPE_CHECKING:
    import pandas as pd

LEAD = re.compile(r"(\d{1,3})([MQY])")
PER = {"M": Text("month", "月"), "Q": Text("quarter", "季度"), "A": Text("year", "年")}
MONTHLY = {"M": Text("monthly", "月度"), "Q": Text("quarterly", "季度"), "A": Text("yearly", "年度")}


@dataclass(frozen=True, kw_only=True, eq=False)
class Pairs:
    """The pairs of x and y that a sample holds, by the period of x; y is *lead* months later. ``missing`` have none."""

    x: Side
    y: Side
    lead: int
    frame: "pd.DataFrame"
    missing: tuple[date, ...] = ()

    def __len__(self) -> int:
        return len(self.frame)

    @property
    def freq(self) -> str:
        """The frequency both sides share."""
        return self.x.freq

    @property
    def first(self) -> "pd.Timestamp":
        """The last day of the first period of x."""
        first: pd.Timestamp = self.frame.index[0]
        return first

    @property
    def last(self) -> "pd.Timestamp":
        """The last day of the last period of x."""
        last: pd.Timestamp = self.frame.index[-1]
        return last

    def later(self, day: "pd.Timestamp") -> "pd.Timestamp":
        """The last day of the period of y that stands beside x of *day*."""
        import pandas as pd

        return day + pd.offsets.MonthEnd(self.lead) if self.lead else day

    @property
    def span(self) -> Text:
        """From which period of x to which of y."""
        return _span(self.first, self.later(self.last), self.freq)

    @property
    def inputs(self) -> tuple[Input, ...]:
        """The observations behind the pairs, and how they are taken."""
        return (
            *self.x.inputs("x", self.first, self.last),
            *self.y.inputs("y", self.later(self.first), self.later(self.last)),
        )

    @property
    def ends(self) -> dict[str, date]:
        """The last days of the first period of x and of the last of y."""
        return {"start": day_of(self.first), "end": day_of(self.later(self.last))}

    def without(self, year: int, least: int) -> "Pairs":
        """The pairs of which neither side lies in *year*; AskError where that leaves out none, or too many."""
        import pandas as pd

        kept = self.frame[(pd.DatetimeIndex(self.frame.index).year != year) & (self.later_index.year != year)]
        if len(kept) == len(self.frame):
            raise _nothing_of(self, year)
        return replace(self, frame=kept)._checked(least, Text(f"without {year}", f"剔除 {year} 年"))

    def _checked(self, least: int, words: Text | None = None) -> "Pairs":
        """These pairs, if they are enough and vary; AskError with the *words* for the sample otherwise."""
        if len(self) < least:
            raise _too_few(self, least, words)
        for side, values in ((self.x, self.frame["x"]), (self.y, self.frame["y"])):
            if is_flat(values):
                raise _flat(side, self)
        return self

    @property
    def later_index(self) -> "pd.DatetimeIndex":
        """The last days of the periods of y."""
        import pandas as pd

        return moved(pd.DatetimeIndex(self.frame.index), self.lead)

    def said(self) -> Iterator[Text]:
        """That one side is made of the other, what is left out of them, and that periods of the sample have no pair."""
        yield from made_of_another(self.x.observed, self.y.observed)
        yield from (*self.x.said, *self.y.said)
        if not self.missing:
            return
        x, y, count = named(self.x.observed.series), named(self.y.observed.series), len(self.missing)
        first, last = (Text(*(spell_period(day, self.freq, to) for to in ("en", "zh"))) for day in (
            self.missing[0], self.missing[-1]
        ))  # fmt: skip
        where = first if count == 1 else Text(f"{first.en} to {last.en}", f"{first.zh}至{last.zh}")
        yield Text(
            f"{x.en} and {y.en}: {count} of the {count + len(self)} {PER[self.freq].en}s of the sample lack a value on "
            f"one side and are left out ({where.en}).",
            f"{x.zh}与{y.zh}：样本 {count + len(self)} 期中有 {count} 期缺少一方数值，未计入（{where.zh}）。",
        )


def set_beside(x: "pd.Series[float]", y: "pd.Series[float]", lead: int) -> "pd.DataFrame":
    """The values of *x* and those of *y* so many months later, by the period of x."""
    import pandas as pd

    return paired(x, y.set_axis(moved(pd.DatetimeIndex(y.index), -lead)))


def moved(days: "pd.DatetimeIndex", months: int) -> "pd.DatetimeIndex":
    """The last day of the month so many months after each that ends on one of *days*."""
    import pandas as pd

    return days + pd.offsets.MonthEnd(months) if months else days


def months_of(lead: str, freq: str) -> int:
    """The months of a lead such as ``6M``; AskError where they are none, or no whole periods of *freq*."""
    found = LEAD.fullmatch(lead.strip().upper())
    months = int(found[1]) * {"M": 1, "Q": 3, "Y": 12}[found[2]] if found else None
    if months is None or months % MONTHS[freq]:
        per = PER[freq]
        raise AskError(
            Text(
                f"A lead of {lead!r} is none I can use on {MONTHLY[freq].en} data; give whole {per.en}s, such as "
                f"{'1Y' if freq == 'A' else '6M'}.",
                f"{MONTHLY[freq].zh}数据无法使用 {lead!r} 的领先期；请给出整数个{per.zh}，"
                f"例如 {'1Y' if freq == 'A' else '6M'}。",
            )
        )
    return months


def sampled(x: Side, y: Side, lead: int, window: Window, least: int) -> Pairs:
    """The pairs whose two periods lie inside *window*, or all there are.

    AskError where the window reaches beyond the pairs, where they are fewer than *least*, and where a side is flat.
    """
    pairs = Pairs(x=x, y=y, lead=lead, frame=set_beside(x.values, y.values, lead))
    if window:
        pairs = _inside(pairs._checked(least), window)
    pairs = pairs._checked(least, window.words() if window else None)
    return replace(pairs, missing=_missing(pairs))


def _inside(pairs: Pairs, window: Window) -> Pairs:
    """The pairs inside *window*, which must not reach beyond them."""
    import pandas as pd

    both = [pairs.x.observed, pairs.y.observed]
    if error := refusals.meaning_ended(both, window):
        raise error
    final = day_of(pairs.later(pairs.last))
    first, last = window.periods(final, pairs.freq)
    if error := refusals.outside_valid(both, first, last):
        raise error
    if period_end(first, pairs.freq) < day_of(pairs.first) or last > final:
        raise _beyond(pairs, first, last)
    ends = pairs.later_index
    kept = pairs.frame[(pairs.frame.index >= pd.Timestamp(first)) & (ends <= pd.Timestamp(last))]
    return replace(pairs, frame=kept)


def _missing(pairs: Pairs) -> tuple[date, ...]:
    """The periods of x between the first and the last pair that have none."""
    import pandas as pd

    per = {"A": "Y"}.get(pairs.freq, pairs.freq)
    every = pd.period_range(pairs.first, pairs.last, freq=per)
    return tuple(day_of(each.end_time) for each in every.difference(pd.DatetimeIndex(pairs.frame.index).to_period(per)))


def _span(first: "pd.Timestamp", last: "pd.Timestamp", freq: str) -> Text:
    opens, closes = ([spell_period(day_of(day), freq, to) for to in ("en", "zh")] for day in (first, last))
    return Text(f"{opens[0]} to {closes[0]}", f"{opens[1]}至{closes[1]}")


def _held(side: Side) -> Text:
    """A series and how far it is held."""
    observed = side.observed
    name, first, last = named(observed.series), observed.period(observed.first), observed.period(observed.last)
    return Text(f"{name.en} from {first.en} to {last.en}", f"{name.zh}自{first.zh}至{last.zh}")


def _too_few(pairs: Pairs, least: int, window: Text | None = None) -> AskError:
    """A sample with fewer pairs than the rule asks for."""
    x, y, per = _held(pairs.x), _held(pairs.y), MONTHLY[pairs.freq]
    over = Text(f" ({window.en})", f"（{window.zh}）") if window and window.en else Text("", "")
    return AskError(
        Text(
            f"Not computed{over.en}: it takes {least} {per.en} pairs by our rule, and there are {len(pairs)}. Held are "
            f"{x.en}, and {y.en}. Ask with a longer sample, or with series that share a longer history.",
            f"未计算{over.zh}：按规则至少需要 {least} 对{per.zh}数据，目前只有 {len(pairs)} 对。"
            f"现有数据：{x.zh}；{y.zh}。请放宽样本区间，或改用共同历史更长的序列。",
        ),
        reason="short_history",
    )


def _beyond(pairs: Pairs, first: date, last: date) -> AskError:
    """A window that reaches before the first pair or past the last one."""
    x, y, asked = _held(pairs.x), _held(pairs.y), [spell_period(first, pairs.freq, to) for to in ("en", "zh")]
    until = [spell_period(last, pairs.freq, to) for to in ("en", "zh")]
    return AskError(
        Text(
            f"{pairs.x.title.en} and {pairs.y.title.en} share pairs from {pairs.span.en}, not over {asked[0]} to "
            f"{until[0]}. Held are {x.en}, and {y.en}. Ask within {pairs.span.en}.",
            f"{pairs.x.title.zh}与{pairs.y.title.zh}的共同样本为{pairs.span.zh}，不足以覆盖{asked[1]}至{until[1]}。"
            f"现有数据：{x.zh}；{y.zh}。请在{pairs.span.zh}之内查询。",
        ),
        reason="short_history",
    )


def _flat(side: Side, pairs: Pairs) -> AskError:
    """A side that does not vary: there is no line, and no correlation."""
    name = named(side.observed.series)
    return AskError(
        Text(
            f"{name.en} does not vary over {pairs.span.en}, so nothing can be said of it beside another series. "
            "Ask with a longer sample, or another series.",
            f"{name.zh}在{pairs.span.zh}没有变化，无法与其他序列比较。请放宽样本区间，或换一个序列。",
        ),
        reason="blank",
    )


def _nothing_of(pairs: Pairs, year: int) -> AskError:
    """A year was to be left out that the sample does not hold."""
    return AskError(
        Text(
            f"The sample runs over {pairs.span.en} and holds no pair of {year}, so there is nothing to leave out. "
            "Name a year inside it.",
            f"样本为{pairs.span.zh}，其中没有 {year} 年的数据，无需剔除。请给出样本内的年份。",
        )
    )
