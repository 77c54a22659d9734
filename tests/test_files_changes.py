"""A file that changes under us: read again, read whole or not at all, and kept only within bounds."""

import os

import pytest
from desk_files import refusal
from fakes import catalogue_of, noon, spec, wanted

from footnote.errors import SourceError
from tools.data import Data
from tools.desk_folder import load
from tools.tables import formats, shelf

pytest_plugins = ("file_fixtures",)

ONE = "date,value\n2026-01-30,1\n"
TWO = "date,value\n2026-01-30,2\n"


@pytest.fixture
def path(folder):
    return folder / "data" / "a.csv"


@pytest.fixture
def asked(source):
    """The values of ``a.csv`` as it is now."""
    return lambda: source.read(wanted(spec("A"), "a.csv")).values.tolist()


@pytest.fixture
def meanwhile(monkeypatch):
    """Does one of *steps* after each read of a file's bytes, before the reader looks whether it changed."""

    def during(*steps):
        left = list(steps)
        whole = formats.whole

        def disturbed(path):
            try:
                return whole(path)
            finally:
                if left:
                    left.pop(0)()

        monkeypatch.setattr(formats, "whole", disturbed)

    return during


def test_a_file_that_changed_is_read_again(path, asked):
    path.write_text(ONE)
    first = asked()
    path.write_text("date,value\n2026-01-30,2.25\n")

    assert (first, asked()) == ([1], [2.25])


def test_a_file_of_the_same_size_and_time_that_was_replaced_is_read_again(path, asked):
    """As rsync leaves it; the inode tells."""
    path.write_text(ONE)
    first, then = asked(), path.stat().st_mtime_ns
    other = path.with_name("b.csv")
    other.write_text(TWO)
    os.utime(other, ns=(then, then))
    other.rename(path)

    assert (first, asked()) == ([1], [2])


def test_a_file_written_over_with_its_old_time_is_read_again(path, asked):
    path.write_text(ONE)
    first, then = asked(), path.stat().st_mtime_ns
    path.write_text(TWO)
    os.utime(path, ns=(then, then))

    assert (first, asked()) == ([1], [2])


def test_a_file_that_did_not_change_is_not_read_again(path, asked, monkeypatch):
    path.write_text(ONE)
    asked()
    monkeypatch.setattr(formats, "whole", lambda path: pytest.fail("read again"))

    assert asked() == [1]


def test_a_file_that_changes_while_it_is_read_is_read_once_more(path, asked, meanwhile):
    path.write_text(ONE)
    meanwhile(lambda: path.write_text(TWO + "2026-02-28,3\n"))

    assert asked() == [2, 3]


def test_half_a_file_is_not_refused_when_the_other_half_comes(path, asked, meanwhile):
    """The writer was in the middle of a row."""
    path.write_text("date,value\n2026-01-30")
    meanwhile(lambda: path.write_text(ONE))

    assert asked() == [1]


def test_a_file_that_does_not_stand_still_may_be_asked_for_again(path, asked, meanwhile):
    path.write_text(ONE)
    meanwhile(
        lambda: path.write_text(TWO + "2026-02-28,3\n"), lambda: path.write_text(ONE + "2026-02-28,3\n2026-03,4\n")
    )

    with pytest.raises(SourceError, match=r"the file a\.csv changes while it is being read; ask again") as caught:
        asked()

    assert caught.value.retry


def test_a_fault_that_stays_is_told(path, asked):
    path.write_text("date,value\n2026-01-30")

    with pytest.raises(SourceError, match="row 2 has 1 cells"):
        asked()


def test_a_file_that_is_too_large_is_refused_unread(path, asked):
    """The file has holes: it takes no room on the disk, and would fill the memory."""
    path.touch()
    os.truncate(path, formats.LARGEST + 1)

    with pytest.raises(SourceError, match="has more than 30 MB; save it as Parquet, which is read in parts"):
        asked()


def test_only_so_many_files_are_kept(folder, source, monkeypatch):
    monkeypatch.setattr(shelf, "MOST_FILES", 2)
    for name in ("a.csv", "b.csv", "c.csv"):
        (folder / "data" / name).write_text(ONE)
        source.read(wanted(spec("A"), name))

    read = []
    whole = formats.whole
    monkeypatch.setattr(formats, "whole", lambda path: read.append(path.name) or whole(path))
    for name in ("c.csv", "b.csv", "a.csv"):
        source.read(wanted(spec("A"), name))

    assert read == ["a.csv"]


def test_a_large_file_pushes_the_others_out(folder, source, monkeypatch):
    monkeypatch.setattr(shelf, "MOST_BYTES", 100)
    (folder / "data" / "a.csv").write_text(ONE)
    (folder / "data" / "b.csv").write_text(ONE + "2026-02-28,1\n" * 20)
    for name in ("a.csv", "b.csv"):
        source.read(wanted(spec("A"), name))

    assert [path.name for path in source.shelf._held] == ["b.csv"]


def test_a_stand_in_names_its_series_once(folder, source):
    """The failure of a file begins with the name already."""
    (folder / "data" / "b.csv").write_text(ONE)
    catalogue = catalogue_of(spec("A", freq="D", sources=("file:a.csv", "file:b.csv")))

    found = Data(catalogue=catalogue, sources={"file": source}, clock=noon).series("A")

    (said,) = found.said_of_source()
    assert said.en == "Title of A (A): the file a.csv cannot be read. Read from file:b.csv."
    assert said.zh == "A的名称（A）：文件 a.csv 无法读取。改从 file:b.csv 读取。"


def test_a_panel_read_at_start_is_not_read_again_for_a_question(folder, source, monkeypatch):
    (folder / "data" / "a.csv").write_text("date,fund,flow\n2026-01-30,GOLD,1\n")
    (folder / "desk.toml").write_text(
        '[panel.FUNDS]\nsource = "file:a.csv"\nlayout = "long"\nmember = "fund"\nvalue = "flow"\n'
        'unit = "USD"\nfreq = "D"\n'
    )
    member = load(folder).series["GOLD"]
    monkeypatch.setattr(formats, "whole", lambda path: pytest.fail(f"{path.name} is read twice"))

    assert source.read(wanted(member, "a.csv")).values.tolist() == [1]


def test_a_header_is_enough_of_a_large_file(tmp_path):
    """A wide panel's members are known from the first part of the file."""
    path = tmp_path / "a.csv"
    path.write_text("date,A,B\n" + "2026-01-30,1,2\n" * 100_000)

    assert list(formats.header(path).columns) == ["date", "A", "B"]


def test_a_header_cut_inside_a_character_is_read(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("date,A,B\n" + "2026-01-30,新订单,2\n" * 100_000)

    assert list(formats.header(path).columns) == ["date", "A", "B"]


def test_a_named_pipe_does_not_hang(folder, source):
    os.mkfifo(folder / "data" / "a.csv")

    with pytest.raises(SourceError, match="is not a file"):
        source.read(wanted(spec("A"), "a.csv"))


def test_a_faulty_file_stays_faulty_for_each_who_asks(read):
    assert refusal(read, "date,value\n2026-01-30,x\n").en == refusal(read, "date,value\n2026-01-30,x\n").en
