"""A library whose index is whole, and a copy of it to damage; by ``pytest_plugins = ("index_fixtures",)``."""

import shutil

import pytest
from made_vectors import NOTES, PASSAGES, made, stock


@pytest.fixture(scope="session")
def whole_index(tmp_path_factory):
    """A home of 1,200 passages whose index is whole and closed."""
    home = tmp_path_factory.mktemp("whole")
    with made(home) as library:
        stock(library, NOTES, PASSAGES)
        assert library.index.settle() == "chroma"
    return home


@pytest.fixture
def indexed(whole_index, tmp_path):
    """A copy of it to change."""
    shutil.copytree(whole_index, tmp_path / "home")
    return tmp_path / "home"


@pytest.fixture
def seldom(full):
    """Leaves out a test of those that ask new processes to load Chroma, unless it is *chosen* to stand for them."""

    def look(chosen=False):
        if not (full or chosen):
            pytest.skip("its neighbours stand for it; the rest are for --full")

    return look
