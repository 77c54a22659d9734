"""Fixtures for the tests of what is looked up; a module takes them by ``pytest_plugins = ("library_fixtures",)``."""

import pytest
from made_notes import SEED

from knowledge.embed import local
from knowledge.lexicon import Lexicon
from knowledge.library import Library


@pytest.fixture(scope="session")
def embedder():
    found = local()
    if found is None:
        pytest.skip("the embedding weights are not there: run python -m knowledge.weights")
    return found


@pytest.fixture
def words_only(tmp_path):
    """An empty library without an embedder."""
    with Library(tmp_path / "home", lexicon=Lexicon.of([])) as library:
        yield library


@pytest.fixture
def seed():
    if not SEED.is_file():
        pytest.skip(f"the seed note is not there: {SEED}")
    return SEED


@pytest.fixture
def any_size(monkeypatch):
    """A library of any size is large enough for Chroma."""
    monkeypatch.setattr("knowledge.index.LARGE", 0)
