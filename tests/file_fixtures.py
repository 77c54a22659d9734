"""A desk's data folder with one file in it, read as the desk reads it; by ``pytest_plugins``."""

import pytest
from fakes import spec, wanted

from footnote.settings import Settings
from tools.sources import files


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "desk.toml").touch()
    return tmp_path


@pytest.fixture
def source(folder):
    return files.connect(Settings(desk=str(folder)))


@pytest.fixture
def read(folder, source):
    """Reads *text* as the file *name* of the desk; ``head`` stands after the ``#``."""

    def reading(text, head="", as_of=None, name="a.csv", **known):
        data = text if isinstance(text, bytes) else text.encode("utf-8")
        (folder / "data" / name).write_bytes(data)
        return source.read(wanted(spec("A", **known), f"{name}#{head}" if head else name, as_of))

    return reading
