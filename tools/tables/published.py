"""Vintages: of each period the value that was known on a day, and every value it has had."""

from datetime import date
from typing import TYPE_CHECKING

from footnote.text import Text
from tools.reading import Prints, Reading, Wanted

if TYPE_CHECKING:
    import pandas as pd

PUBLISHED = "realtime_start"
"""The column of a vintage table that holds the day on which a value was published."""
PERIOD = {"M": "M", "Q": "Q", "A": "Y"}
MOST_DATES = 2
"""By which one period goes: its first day in one vintage and its last in another."""
FINER = Text(
    "has more than two dates within one period, so its frequency is not the one in desk.toml; correct freq",
    "同一时期内有两个以上的日期，与 desk.toml 中的频率不符，请更正 freq",
)


def by_period(frame: "pd.DataFrame", freq: str) -> "pd.DataFrame":
    """*frame* with every ``date`` on the first day of its period, however a vintage dates it."""
    if freq not in PERIOD:
        return frame
    return frame.assign(date=frame["date"].dt.to_period(PERIOD[freq]).dt.start_time.astype("datetime64[us]"))


def is_finer(frame: "pd.DataFrame", freq: str) -> bool:
    """Whether more dates fall into one period than a period can be written with."""
    unlike = frame["date"].drop_duplicates()
    return freq in PERIOD and bool((unlike.dt.to_period(PERIOD[freq]).value_counts() > MOST_DATES).any())


def reading(frame: "pd.DataFrame", wanted: Wanted, source: str) -> Reading:
    """Of each date the last value known by the day asked about, never later than today; a blank is one withdrawn.

    *frame* has the columns ``date``, ``known`` and ``value`` and is sorted by the first two.
    """
    import pandas as pd

    for day in (wanted.as_of, wanted.today):
        if day is not None:
            frame = frame[frame["known"] <= pd.Timestamp(day)]
    last = frame.drop_duplicates("date", keep="last")
    vintage = f"as published by {wanted.as_of}" if wanted.as_of else "latest"
    values = pd.Series(last["value"].to_numpy(), index=pd.DatetimeIndex(last["date"].to_numpy()), name="value")
    return Reading(values=values, source=source, vintage=vintage, dated=True)


def prints(frame: "pd.DataFrame", wanted: Wanted, source: str, first: date, last: date) -> Prints:
    """The values that differ from the one published before; a blank after a value is a value withdrawn."""
    opens = None if frame.empty else frame["known"].min().date()
    frame = between(frame, wanted.series.freq, first, last)
    before = frame.groupby("date")["value"].shift()
    same = (frame["value"] == before) | (frame["value"].isna() & before.isna())
    return Prints(rows=frame[~same].reset_index(drop=True), source=source, opens=opens)


def between(frame: "pd.DataFrame", freq: str, first: date, last: date) -> "pd.DataFrame":
    """The rows whose period holds a day from *first* to *last*."""
    import pandas as pd

    start = pd.Timestamp(first)
    if freq in PERIOD:
        start = start.to_period(PERIOD[freq]).start_time
    return frame[(frame["date"] >= start) & (frame["date"] <= pd.Timestamp(last))]
