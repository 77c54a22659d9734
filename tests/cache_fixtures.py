"""A memory on a real disk in front of a source that is told what to say; by ``pytest_plugins``."""

import pytest
from changing import WEEK, Changing, Clock, asking

from tools.cache.source import FRESH, Cached
from tools.cache.store import Store


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def upstream():
    return Changing()


@pytest.fixture
def cache_folder(tmp_path):
    return tmp_path / "home" / "cache"


@pytest.fixture
def store(cache_folder, clock):
    return Store(cache_folder, WEEK, clock=clock)


@pytest.fixture
def cached(upstream, store):
    return Cached("fred", upstream, store)


@pytest.fixture
def hold(cached, upstream, clock):
    """Has the cache hold series with their marks, which are asked for when a series is wanted again."""

    def held(*asked):
        clock.pass_(seconds=-FRESH)
        for each in asked or (asking(),):
            cached.read(each)
        clock.pass_(seconds=FRESH)
        for each in asked or (asking(),):
            cached.read(each)
        upstream.asked.clear()

    return held
