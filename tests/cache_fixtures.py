"""A memory on a real disk in front of a source that is told what to say; by ``pytest_plugins``."""

import pytest
from changing import WEEK, Changing, Clock, asking

from tools.cache.source import FRESH, Cached
from tools.cache.store import Store


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def source():
    return Changing()


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "home" / "cache"


@pytest.fixture
def store(folder, clock):
    return Store(folder, WEEK, clock=clock)


@pytest.fixture
def cached(source, store):
    return Cached("fred", source, store)


@pytest.fixture
def hold(cached, source, clock):
    """Has the cache hold series with their marks, which are asked for when a series is wanted again."""

    def held(*asked):
        clock.pass_(seconds=-FRESH)
        for each in asked or (asking(),):
            cached.read(each)
        clock.pass_(seconds=FRESH)
        for each in asked or (asking(),):
            cached.read(each)
        source.asked.clear()

    return held
