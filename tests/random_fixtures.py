"""A library of notes by chance; by ``pytest_plugins = ("random_fixtures",)``."""

import numpy as np
import pytest
from random_notes import fill

from knowledge.lexicon import Lexicon
from knowledge.library import Library


@pytest.fixture(scope="session")
def random_library(tmp_path_factory):
    """A library of some two hundred passages."""
    with Library(tmp_path_factory.mktemp("random"), lexicon=Lexicon.of([])) as library:
        fill(library, np.random.default_rng(11), 80)
        yield library
