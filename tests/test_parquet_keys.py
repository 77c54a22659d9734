"""Parquet on a disk: columns come from its own folders only, and a file put in another's place is another file."""

import os
from dataclasses import replace
from datetime import date

import duckdb
import pytest
from fakes import spec, wanted

from footnote.errors import SourceError
from tools.sources.files import Files


def write(path, value):
    path.parent.mkdir(parents=True, exist_ok=True)
    duckdb.execute(f"copy (select date '2026-01-01' as date, {value}::double as v) to '{path}' (format parquet)")


def read(folder, name):
    return Files(folder).read(wanted(spec("A", lag=0), name)).values.tolist()


def test_a_folder_above_the_desk_is_not_read_as_a_column(tmp_path):
    data = tmp_path / "v=5" / "desk" / "data"
    write(data / "p" / "year=2026" / "a.parquet", 1)

    with pytest.raises(SourceError, match="p has the column 'v', and the desk lies in a folder named v=…") as caught:
        read(data, "p#v")
    assert str(tmp_path) not in str(caught.value)


@pytest.mark.parametrize("above", ["x=5", "desk"])
def test_another_name_above_the_desk_does_not_matter(tmp_path, above):
    data = tmp_path / above / "data"
    write(data / "p" / "year=2026" / "a.parquet", 1)

    assert read(data, "p#v") == [1]


def test_without_keys_of_its_own_no_folder_is_a_column(tmp_path):
    write(tmp_path / "v=5" / "data" / "p" / "a.parquet", 1)

    assert read(tmp_path / "v=5" / "data", "p#v") == [1]


def test_a_file_of_the_same_size_and_time_is_read_again(tmp_path):
    files, asked = Files(tmp_path), wanted(spec("A", lag=0), "a.parquet#v")
    path = tmp_path / "a.parquet"
    write(path, 1)
    before, first = path.stat(), files.read(asked).values.tolist()
    write(tmp_path / "new", 2)
    (tmp_path / "new").replace(path)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))

    assert (path.stat().st_size, path.stat().st_mtime_ns) == (before.st_size, before.st_mtime_ns)
    assert first == [1]
    assert files.read(asked).values.tolist() == [2]


VINTAGES = """
select * from (values ('2026-09-01', date '2026-10-05', 100.0::double), ('2026-09-30', date '2026-11-05', 110.0))
t(date, realtime_start, value)
"""


@pytest.mark.parametrize(("today", "known"), [(date(2026, 11, 4), [100]), (date(2026, 11, 5), [110]), (None, [110])])
def test_vintages_of_one_month_are_one_and_none_is_known_before_its_day(tmp_path, today, known):
    duckdb.execute(f"copy ({VINTAGES}) to '{tmp_path}/a.parquet' (format parquet)")
    files, asked = Files(tmp_path), wanted(spec("A", layout="vintages"), "a.parquet")

    reading = files.read(replace(asked, today=today))
    prints = files.prints(asked, date(2026, 9, 30), date(2026, 9, 30))

    assert (reading.values.tolist(), reading.vintage) == (known, "latest")
    assert prints.rows["value"].tolist() == [100, 110]


def test_the_day_of_publication_is_a_day_whatever_the_frequency(tmp_path):
    duckdb.execute(
        f"copy (select '2026-09' as date, '2026-10' as realtime_start, 1.0 as value) to '{tmp_path}/a.parquet'"
    )

    with pytest.raises(SourceError, match="names a whole month, but the frequency is D"):
        Files(tmp_path).read(wanted(spec("A", layout="vintages"), "a.parquet"))


@pytest.mark.parametrize("value", ["'inf'", "1e300"])
@pytest.mark.parametrize("layout", ["series", "vintages"])
def test_a_value_beyond_all_measure_is_refused_with_its_day(tmp_path, value, layout):
    """1e300 in billions is no float any more."""
    one = f"select date '2026-09-01' as date, date '2026-10-01' as realtime_start, {value}::double as value"
    duckdb.execute(f"copy ({one}) to '{tmp_path}/a.parquet' (format parquet)")

    with pytest.raises(SourceError, match="holds an infinite value for 2026-09-01"):
        Files(tmp_path).read(wanted(spec("A", layout=layout, unit="USD bn"), "a.parquet#value"))
