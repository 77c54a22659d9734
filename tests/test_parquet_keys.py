"""Parquet on a disk: columns come from its own folders only, and a file put in another's place is another file."""

import os

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
