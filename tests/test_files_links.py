"""Links and pipes in the data folder: what leads out of it is neither read nor told, what never ends is not opened."""

import os

import pytest
from fakes import spec, wanted

from footnote.errors import SetupError, SourceError
from tools.desk_folder import load
from tools.sources.files import Files

pytest_plugins = ("file_fixtures",)

PANEL = '[panel.ETF]\nsource = "file:a.csv"\nlayout = "{layout}"\nunit = "USD"\nfreq = "D"\n'
EVENTS = '[events.DEALS]\nsource = "file:a.csv"\nid = "ticker"\n'


@pytest.fixture
def secret(folder):
    """A file beside the data folder."""
    path = folder / "secret.csv"
    path.write_text("hidden,falcon\n2026-01-01,777\n")
    return path


def test_a_link_put_in_after_the_start_is_not_followed_out_of_the_folder(folder, source):
    inside, outside = folder / "data" / "a.csv", folder / "secret.csv"
    inside.write_text("date,value\n2026-01-01,1\n")
    before = source.read(wanted(spec("A"), "a.csv")).values.tolist()
    inside.rename(outside)
    inside.symlink_to(outside)

    assert before == [1]
    with pytest.raises(SourceError, match=r"the file a\.csv leads outside the desk's data folder"):
        source.read(wanted(spec("A"), "a.csv"))


@pytest.mark.parametrize("toml", [PANEL.format(layout="wide"), PANEL.format(layout="long"), EVENTS])
def test_of_a_file_outside_nothing_is_told_at_start(folder, secret, toml):
    (folder / "desk.toml").write_text(toml)
    (folder / "data" / "a.csv").symlink_to(secret)

    with pytest.raises(SetupError) as caught:
        load(folder)

    (fault,) = caught.value.faults
    assert "'file:a.csv' leads outside the desk's data folder" in fault
    assert "falcon" not in fault


@pytest.mark.parametrize("name", ["a.csv", "a.parquet"])
@pytest.mark.parametrize("layout", ["wide", "long"])
def test_a_link_to_itself_cannot_be_read(folder, source, name, layout):
    (folder / "data" / name).symlink_to(folder / "data" / name)
    (folder / "desk.toml").write_text(PANEL.format(layout=layout).replace("a.csv", name))

    with pytest.raises(SourceError, match="cannot be read"):
        source.read(wanted(spec("A"), name))
    with pytest.raises(SetupError, match="cannot be read") as caught:
        load(folder)
    assert str(folder) not in str(caught.value)


@pytest.mark.parametrize("name", ["a.csv", "a.parquet", "flows/a.parquet"])
def test_a_pipe_is_not_waited_for(folder, source, name):
    (folder / "data" / "flows").mkdir()
    os.mkfifo(folder / "data" / name)
    (folder / "desk.toml").write_text(PANEL.format(layout="wide").replace("a.csv", name))

    with pytest.raises(SourceError, match="is not a file"):
        source.read(wanted(spec("A"), name))
    with pytest.raises(SetupError, match="is not a file"):
        load(folder)


def test_a_folder_of_files_is_reached_by_any_way_into_it(folder):
    """The data folder itself may be a link."""
    (folder / "data" / "a.csv").write_text("date,value\n2026-01-01,1\n")
    (folder / "link").symlink_to(folder / "data")

    assert Files(folder / "link").read(wanted(spec("A"), "a.csv")).values.tolist() == [1]
