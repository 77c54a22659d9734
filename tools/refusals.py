"""Refusals that several tools share: each names the series, its span, and what to ask instead."""

from datetime import date, timedelta

from footnote.errors import AskError
from footnote.text import Text, listed
from tools.observations import Observations, named
from tools.periods import period_end
from tools.window import Window


def short_history(observed: Observations, wanted: date) -> AskError:
    """The series starts after the day that was wanted."""
    first, last, asked = observed.period(observed.first), observed.period(observed.last), observed.period(wanted)
    name = named(observed.series)
    return AskError(
        Text(
            f"{name.en} runs from {first.en} to {last.en}; {asked.en} is before that. Ask from {first.en} on.",
            f"{name.zh}的数据自{first.zh}至{last.zh}，早于此的{asked.zh}没有数据。请从{first.zh}起查询。",
        ),
        reason="short_history",
    )


def beyond(observed: Observations, wanted: date) -> AskError:
    """The series ends before the day that was wanted."""
    first, last, asked = observed.period(observed.first), observed.period(observed.last), observed.period(wanted)
    name = named(observed.series)
    return AskError(
        Text(
            f"{name.en} runs from {first.en} to {last.en}; there is nothing yet for {asked.en}. Ask up to {last.en}.",
            f"{name.zh}的数据自{first.zh}至{last.zh}，尚无{asked.zh}的数据。请查询截至{last.zh}的区间。",
        ),
        reason="stale",
    )


def several_periods(observed: Observations, at: str) -> AskError:
    """One observation was asked for of a span that holds several that add up."""
    name = named(observed.series)
    return AskError(
        Text(
            f"{name.en} is a sum for each of its periods, and {at} holds several; ask for one, such as "
            f"{observed.period(observed.last).en}, or for a change.",
            f"{name.zh}按期累计，{at} 包含多期；请查询其中一期，例如{observed.period(observed.last).zh}，或查询变化。",
        )
    )


def no_change_of_flows(observed: Observations) -> AskError:
    """Flows are summed, not compared: the difference of two months says nothing of the money between them."""
    name = named(observed.series)
    return AskError(
        Text(
            f"{name.en} is money in each period: its change over a window would not be the money that flowed. "
            "Ask for one period, or for the flow gap of two baskets over the window.",
            f"{name.zh}是每期的资金流，其变化并不等于区间内流入的资金。请查询某一期，或两个篮子在该区间的资金流差额。",
        ),
        reason="units",
    )


def meaning_ended(observed: list[Observations], window: Window) -> AskError | None:
    """A window up to now, over columns that long ago began to hold something else."""
    if window.length() is None and not window.is_this_year:
        return None
    over = [
        item
        for item in observed
        if (end := item.series.valid[1]) and item.today - period_end(end, item.series.freq) > item.series.stale_after
    ]
    return outside_valid(over, over[0].first, over[0].today) if over else None


def nothing_this_year(observed: Observations, window: Window, last: date) -> AskError | None:
    """A year to date without an observation of this year would be last year's."""
    if window.is_this_year and last.year < observed.today.year:
        return beyond(observed, period_end(date(observed.today.year, 1, 1), observed.series.freq))
    return None


def outside_valid(observed: list[Observations], first: date, last: date) -> AskError | None:
    """The columns whose meaning changes between *first* and *last*, and the month from which it does."""
    cut = [item for item in observed if _crossed(item, first, last)]
    if not cut:
        return None
    edges: dict[Text, list[Text]] = {}
    for item in cut:
        edges.setdefault(_edge(item, last), []).append(named(item.series))
    parts = [
        Text(f"{listed(names).en} hold{'s' * (len(names) == 1)} {edge.en}", f"{listed(names).zh}{edge.zh}")
        for edge, names in edges.items()
    ]
    whole = Text("; ".join(part.en for part in parts), "；".join(part.zh for part in parts))
    opens = cut[0].period(max((item.series.valid[0] or item.first) for item in cut))
    closes = cut[0].period(min((item.series.valid[1] or item.last) for item in cut))
    return AskError(
        Text(
            f"Not computed, because columns change their meaning inside the window: {whole.en}. "
            f"Ask for a window within {opens.en} to {closes.en}.",
            f"未计算，因为区间内列的含义有变：{whole.zh}。请查询{opens.zh}至{closes.zh}之间的区间。",
        ),
        reason="blank",
    )


def _crossed(observed: Observations, first: date, last: date) -> bool:
    opens = observed.series.valid[0]
    return (opens is not None and first < opens) or _ended(observed, last)


def _ended(observed: Observations, last: date) -> bool:
    """Whether the column has changed its meaning before *last*."""
    closes = observed.series.valid[1]
    return closes is not None and last > period_end(closes, observed.series.freq)


def _edge(observed: Observations, last: date) -> Text:
    """From which period on, or before which, a column does not mean what its title says."""
    opens, closes = observed.series.valid
    if closes is not None and _ended(observed, last):
        period = observed.period(next_period(closes, observed.series.freq))
        return Text(f"something else, or nothing, from {period.en} on", f"自{period.zh}起为其他内容或空白")
    period = observed.period(opens or observed.first)
    return Text(f"something else, or nothing, before {period.en}", f"在{period.zh}之前为其他内容或空白")


def next_period(day: date, freq: str) -> date:
    """The last day of the period after the one *day* lies in."""
    return period_end(period_end(day, freq) + timedelta(days=1), freq)


def blanks(observed: Observations, missing: list[date], wanted: int) -> AskError:
    """Periods of the window that hold no value: how many, the first and the last."""
    name, first, last = named(observed.series), observed.period(missing[0]), observed.period(missing[-1])
    span = first if len(missing) == 1 else Text(f"{first.en} to {last.en}", f"{first.zh}至{last.zh}")
    return AskError(
        Text(
            f"{name.en} is blank for {len(missing)} of the {wanted} periods asked for ({span.en}); "
            f"it has values from {observed.period(observed.first).en} to {observed.period(observed.last).en}. "
            "Ask for a window without the blanks.",
            f"{name.zh}在所查 {wanted} 期中有 {len(missing)} 期空白（{span.zh}）；"
            f"有值区间为{observed.period(observed.first).zh}至{observed.period(observed.last).zh}。请避开空白区间查询。",
        ),
        reason="blank",
    )


def too_narrow(observed: Observations, first: date, last: date) -> AskError:
    """A window that does not hold two values to compare."""
    name, opens, closes = named(observed.series), observed.period(first), observed.period(last)
    return AskError(
        Text(
            f"{name.en} has no two values to compare from {opens.en} to {closes.en}. Ask for a longer window.",
            f"{name.zh}在{opens.zh}至{closes.zh}之间没有两个可比较的数值。请查询更长的区间。",
        ),
        reason="short_history",
    )


def no_period(observed: Observations, first: date, last: date) -> AskError:
    """A window that does not hold one whole period."""
    name, opens, closes = named(observed.series), observed.period(first), observed.period(last)
    return AskError(
        Text(
            f"{name.en} has no whole period to sum from {opens.en} to {closes.en}. Ask for a longer window.",
            f"{name.zh}在{opens.zh}至{closes.zh}之间没有完整的一期可供加总。请查询更长的区间。",
        ),
        reason="short_history",
    )


def hole(observed: Observations, before: date, after: date) -> AskError:
    """A price series without a close for more than a month inside the window."""
    name = named(observed.series)
    return AskError(
        Text(
            f"{name.en} has no close between {before} and {after}, more than 30 days. Ask for a window without them.",
            f"{name.zh}在 {before} 与 {after} 之间超过 30 天没有收盘价。请避开该区间查询。",
        ),
        reason="blank",
    )
