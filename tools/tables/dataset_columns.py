"""Columns of a dataset as days, numbers and members: typed as they stand, or refused by name and type."""

from typing import TYPE_CHECKING, Any

from footnote.errors import SourceError
from footnote.text import Text
from tools.catalogue import Series
from tools.tables import dates, duck
from tools.tables.dataset import Dataset

if TYPE_CHECKING:
    import numpy as np

INTEGERS = frozenset("TINYINT SMALLINT INTEGER BIGINT HUGEINT UTINYINT USMALLINT UINTEGER UBIGINT UHUGEINT".split())
FRACTIONS = frozenset({"FLOAT", "DOUBLE"})
DAYS = frozenset({"DATE", "TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS"})
FIRST, LAST = "1678-01-01", "2261-12-31"
"""What pandas can date."""


def number(held: Dataset, head: str) -> str:
    """The column in a query, as floats."""
    kind = _type(held, head)
    if kind not in INTEGERS | FRACTIONS and not kind.startswith("DECIMAL"):
        raise _refused(held, head, "numbers (integer, decimal or double)", "数值（整数、定点数或浮点数）")
    return f"p.{duck.name(head)}::double"


def member(held: Dataset, head: str) -> str:
    """The column in a query, as names."""
    kind = _type(held, head)
    if kind not in INTEGERS | {"VARCHAR"}:
        raise _refused(held, head, "names (text or integer)", "名称（文本或整数）")
    return f"p.{duck.name(head)}" + "::varchar" * (kind != "VARCHAR")


def day(held: Dataset, head: str, series: Series) -> str:
    """The column in a query, as :func:`days` reads it: days since 1970, a time stamp, or text."""
    kind, column = _type(held, head), f"p.{duck.name(head)}"
    if kind not in DAYS | {"VARCHAR"} and not (kind in INTEGERS and series.date_format):
        known = "DATE, TIMESTAMP, "
        raise _refused(
            held, head, f"dates ({known}or text such as 2026-01-31)", f"日期（{known}或 2026-01-31 这样的文本）"
        )
    return f"{column} - date '1970-01-01'" if kind == "DATE" else f"{column}" + "::varchar" * (kind in INTEGERS)


def days(held: Dataset, head: str, series: Series, column: Any) -> "np.ndarray[Any, Any]":
    """What a query gave for :func:`day`, as days; a row without one and a time of day are refused."""
    import numpy as np

    if np.ma.is_masked(column):
        raise _fault(held, head, "has a row without a date", "有一行没有日期")
    column = np.ma.getdata(column)
    if held.types[head] not in DAYS:
        return _read_days(held, head, series, column)
    found: np.ndarray[Any, Any] = column.astype("M8[D]")
    if column.dtype.kind == "M" and (wrong := found != column).any():
        moment = str(column[wrong][0])[:19].replace("T", " ")
        raise _fault(held, head, f"holds {moment}, a time of day; write days", f"含有时刻 {moment}，请只写日期")
    for edge in (found.min(), found.max()) if len(found) else ():
        if not np.datetime64(FIRST) <= edge <= np.datetime64(LAST):
            raise _fault(held, head, f"holds the day {edge}", f"含有日期 {edge}，不合常理")
    return found


def _read_days(held: Dataset, head: str, series: Series, column: "np.ndarray[Any, Any]") -> "np.ndarray[Any, Any]":
    """Texts as days: by the desk's format, else by one of the four forms that are read without being told."""
    import pandas as pd

    codes, texts = pd.factorize(column)
    read = dates.days(list(texts), series.freq, series.date_format)
    for at, said in read.faults.items():
        text = str(texts[at])[:40]
        raise _fault(held, head, f"holds {text!r}, which {said.en}", f"含有 {text!r}，{said.zh}")
    found: np.ndarray[Any, Any] = read.values.astype("M8[D]")[codes]
    return found


def numbers(column: Any) -> "np.ndarray[Any, Any]":
    """What a query gave for :func:`number`, a null as NaN."""
    import numpy as np

    found: np.ndarray[Any, Any] = np.ma.filled(column, np.nan)
    return found


def date_head(held: Dataset, told: str | None) -> str:
    """The header of the dates: the one the desk names, else the one called date in any case."""
    return told or next((head for head in held.types if head.casefold() == "date"), "date")


def only_value(held: Dataset, dates: str) -> str:
    """The one column that holds no dates; where there are several, the desk has to say which."""
    others = [head for head in held.types if head != dates]
    if len(others) == 1:
        return others[0]
    raise SourceError(
        Text(
            f"{held.name} has several columns; name one after # in desk.toml.",
            f"{held.name} 有多列，请在 desk.toml 的 # 后注明。",
        )
    )


def _type(held: Dataset, head: str) -> str:
    if head not in held.types:
        raise SourceError(
            Text(
                f"{held.name} has no column {head!r}; correct the files, or the column in desk.toml.",
                f"{held.name} 没有 {head!r} 列，请修正文件，或在 desk.toml 中更正列名。",
            )
        )
    return held.types[head]


def _refused(held: Dataset, head: str, en: str, zh: str) -> SourceError:
    kind = held.types[head]
    return _fault(held, head, f"is {kind}; it should hold {en}", f"的类型是 {kind}，应为{zh}")


def _fault(held: Dataset, head: str, en: str, zh: str) -> SourceError:
    return SourceError(Text(f"{held.name}: the column {head!r} {en}.", f"{held.name}：{head!r} 列{zh}。"))
