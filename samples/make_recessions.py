"""Months of recession in the United States, as the NBER dates them: the one file that is not made up."""

from pathlib import Path

from make_calendar import periods
from make_paths import write

SPELLS = (
    ("1948-12", "1949-10"),
    ("1953-08", "1954-05"),
    ("1957-09", "1958-04"),
    ("1960-05", "1961-02"),
    ("1970-01", "1970-11"),
    ("1973-12", "1975-03"),
    ("1980-02", "1980-07"),
    ("1981-08", "1982-11"),
    ("1990-08", "1991-03"),
    ("2001-04", "2001-11"),
    ("2008-01", "2009-06"),
    ("2020-03", "2020-04"),
)
"""Each from the month after the peak to the trough."""


def write_recessions(path: Path) -> None:
    """One row a month: 1 in a recession, else 0."""
    rows = (
        [month, int(any(first <= month <= last for first, last in SPELLS))] for month in periods("1948-01", "2026-01")
    )
    write(path, ["date", "value"], rows)
