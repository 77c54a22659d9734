"""``file:`` observations from the desk's data folder: read as text, then typed strictly, refused by row and column."""

import csv
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from footnote.errors import SourceError
from footnote.settings import Settings
from footnote.text import Text
from tools.catalogue import Series
from tools.reading import Reading, Source, Wanted

if TYPE_CHECKING:
    import pandas as pd

scheme = "file"

DATES = (r"[0-9]{4}-[0-9]{2}-[0-9]{2}", r"[0-9]{4}-[0-9]{2}", r"[0-9]{4}", r"[0-9]{4}:Q[1-4]")
NUMBER = r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]{1,2})?"
BLANK = ("", ".")
MOST_READINGS = 1000
"""Of one file; a question as of some day is a reading of its own."""


def connect(settings: Settings) -> "Files":
    """The files in the desk's data folder."""
    return Files(settings.desk_folder / "data")


class Files(Source):
    """The files of one folder; a file that changed since is read again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.held: dict[Path, Held] = {}

    def read(self, wanted: Wanted) -> Reading:
        """One column, or the rows of one member, typed strictly."""
        series, name, as_of = wanted.series, wanted.name, wanted.as_of
        path = self.folder / name.partition("#")[0]
        try:
            status = path.stat()
            stamp = (status.st_mtime_ns, status.st_size)
            file = self.held.get(path)
            if file is None or file.stamp != stamp:
                file = self.held[path] = Held(stamp=stamp, table=_table(path))
        except OSError:
            raise _fault(series, path, "cannot be read", "无法读取") from None
        known = (series, name, as_of)
        if known not in file.readings:
            if len(file.readings) >= MOST_READINGS:
                file.readings.clear()
            file.readings[known] = _reading(series, path, file.table, name, as_of)
        kept = file.readings[known]
        return replace(kept, values=kept.values.copy())


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A file as it was at one moment, and what has been read from it."""

    stamp: tuple[int, int]
    table: "pd.DataFrame"
    readings: "dict[tuple[Series, str, date | None], Reading]" = field(default_factory=dict)


def _table(path: Path) -> "pd.DataFrame":
    """The whole file as text, by line; a header that stands twice and a row of another length are refused."""
    import pandas as pd

    header, rows = _lines(path)
    twice = sorted({head for head in header if header.count(head) > 1})
    if twice:
        raise SourceError(
            Text(f"{path.name} has the column {twice[0]!r} twice.", f"{path.name} 有两列同名：{twice[0]!r}。")
        )
    for line, row in rows:
        if len(row) < len(header) or any(row[len(header) :]):
            raise SourceError(
                Text(
                    f"{path.name} row {line} has {len(row)} cells where the header has {len(header)}.",
                    f"{path.name} 第 {line} 行有 {len(row)} 个单元格，而表头有 {len(header)} 个。",
                )
            )
    cells = [row[: len(header)] for _, row in rows]
    return pd.DataFrame(cells, index=pd.Index([line for line, _ in rows], dtype=int), columns=header, dtype=str)


def _lines(path: Path) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """The header, and the rows that hold anything with the number of their line."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.reader(file)
        try:
            header = next((row for row in reader if any(row)), [])
            rows = [(reader.line_num, [cell.strip() for cell in row]) for row in reader if any(row)]
        except (UnicodeDecodeError, csv.Error):
            header = []
    if not header:
        raise SourceError(
            Text(
                f"{path.name} is not a readable table of comma-separated values.", f"{path.name} 不是可读的 CSV 表格。"
            )
        )
    return header, rows


def _reading(series: Series, path: Path, table: "pd.DataFrame", name: str, as_of: date | None) -> Reading:
    import pandas as pd

    head = name.partition("#")[2]
    dates = _column(series, path, table, _date_head(series, table))
    if series.layout == "long":
        rows = table[_column(series, path, table, series.member_column or "member") == series.member]
        values, dates = _column(series, path, rows, series.value_column or "value"), dates[rows.index]
    else:
        values = _column(
            series, path, table, series.member or head or _only_value(series, path, table, str(dates.name))
        )
    typed = pd.Series(
        _numbers(series, path, values).to_numpy(), index=_days(series, path, dates).to_numpy(), name="value"
    )
    if series.layout != "vintages":
        return Reading(values=typed, source=f"file:{name}", vintage="current only", dated=False)
    known = _days(series, path, _column(series, path, table, "realtime_start"))
    frame = pd.DataFrame({"date": typed.index, "known": known.to_numpy(), "value": typed.to_numpy()}).drop_duplicates()
    for row in frame[frame.duplicated(["date", "known"])].itertuples():
        day, known_on = f"{row.date:%Y-%m-%d}", f"{row.known:%Y-%m-%d}"
        raise _fault(
            series,
            path,
            f"has two different values for {day}, published on {known_on}; keep one",
            f"在 {known_on} 公布的 {day} 有两个不同的数值，请保留一个",
        )
    return _as_published(frame, f"file:{name}", as_of)


def _as_published(frame: "pd.DataFrame", source: str, as_of: date | None) -> Reading:
    """Of each date the last value known by *as_of*; a blank there is a value withdrawn."""
    import pandas as pd

    if as_of is not None:
        frame = frame[frame["known"] <= pd.Timestamp(as_of)]
    last = frame.sort_values(["date", "known"], kind="stable").drop_duplicates("date", keep="last")
    vintage = f"as published by {as_of}" if as_of else "latest"
    return Reading(
        values=pd.Series(last["value"].to_numpy(), index=last["date"]), source=source, vintage=vintage, dated=True
    )


def _date_head(series: Series, table: "pd.DataFrame") -> str:
    return series.date_column or next((head for head in table.columns if head.casefold() == "date"), "date")


def _only_value(series: Series, path: Path, table: "pd.DataFrame", dates: str) -> str:
    """The one column that holds no dates; where there are several, the desk has to say which."""
    if series.layout == "vintages":
        return "value"
    others = [head for head in table.columns if head != dates]
    if len(others) == 1:
        return str(others[0])
    listed = ", ".join(others)
    raise _fault(
        series, path, f"has several columns ({listed}); name one after #", f"有多列（{listed}），请在 # 后注明"
    )


def _column(series: Series, path: Path, table: "pd.DataFrame", head: str) -> "pd.Series[str]":
    if head not in table.columns:
        raise _fault(series, path, f"has no column {head!r}", f"没有 {head!r} 列")
    return table[head]


def _numbers(series: Series, path: Path, column: "pd.Series[str]") -> "pd.Series[float]":
    """The column as floats: a blank or ``.`` is missing, anything else that is no number is refused by row."""
    import pandas as pd

    blank = column.isin(BLANK)
    wrong = ~blank & ~column.str.fullmatch(NUMBER)
    if wrong.any():
        raise _cell(series, path, column, wrong, "is no number", "不是数字")
    return pd.to_numeric(column.mask(blank), errors="raise").astype(float)


def _days(series: Series, path: Path, column: "pd.Series[str]") -> "pd.Series[pd.Timestamp]":
    """The column as days, by the desk's format or by one of the four that read without being told."""
    import pandas as pd

    if series.date_format:
        found = pd.to_datetime(column, format=series.date_format, errors="coerce")
        wrong = found.isna()
    else:
        plain = [column.str.fullmatch(pattern) for pattern in DATES]
        wrong = ~(plain[0] | plain[1] | plain[2] | plain[3])
        quarter = column.where(plain[3], "").str[-1].map({"1": "-01", "2": "-04", "3": "-07", "4": "-10"}).fillna("")
        iso = column.str.slice(0, 4).where(plain[3], column) + quarter
        iso += pd.Series("-01-01", index=column.index).where(
            plain[2], pd.Series("-01", index=column.index).where(plain[1] | plain[3], "")
        )
        found = pd.to_datetime(iso.mask(wrong), format="%Y-%m-%d", errors="coerce")
        wrong |= found.isna()
    if wrong.any():
        raise _cell(series, path, column, wrong, "is no date read without being told", "不是可识别的日期")
    return found


def _cell(
    series: Series, path: Path, column: "pd.Series[str]", wrong: "pd.Series[bool]", en: str, zh: str
) -> SourceError:
    """The first bad cell, by its row in the file (the header is row 1) and its column."""
    row = int(str(wrong[wrong].index[0]))
    value = column[row][:40]
    return _fault(
        series,
        path,
        f"row {row}, column {column.name!r}: {value!r} {en}",
        f"第 {row} 行 {column.name!r} 列：{value!r} {zh}",
    )


def _fault(series: Series, path: Path, en: str, zh: str) -> SourceError:
    return SourceError(
        Text(
            f"{series.title.en} ({series.id}): the file {path.name} {en}.",
            f"{series.title.zh}（{series.id}）：文件 {path.name} {zh}。",
        )
    )
